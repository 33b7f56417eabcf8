// Owns Session, what the gateway knows of one WebSocket: the message being gathered, what waits to be sent,
// and how much it may still ask. Loop thread; made in ESTABLISHED, deleted in CLOSED. It must never know what
// a frame means beyond how much it costs.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/frame_bytes.h"
#include "gateway/token_bucket.h"
#include "protocol/messages.h"

struct lws;

namespace buurtkiosk::gateway {

using protocol::ClientId;

/// What one connection may ask. A hall is behind one address, so nothing here counts by address.
struct Rates {
    BucketSize commands{60, 20};
    BucketSize reactions{8, 3};
    BucketSize hello{3, 0.2};
    /// How many refusals for rate a connection gets before it is closed with 4004.
    BucketSize patience{60, 2};
};
/// A whole view costs the kiosk more than another answer.
inline constexpr double view_cost = 3;
/// A child that hammers on the heart is not an attack.
inline constexpr double reaction_impatience = 0.25;

/// What a waiting frame is, so that a newer one can take its place.
enum class FrameKind { reply, view, patch, desk, desk_patch, me };

/// What waits for a socket that takes no more at the moment, oldest first, with the size of it all.
class Outbox {
  public:
    /// A whole view makes the views and patches that still wait needless, a desk those of the desk, and a
    /// new `me` the one before.
    void push(FramePointer frame, FrameKind kind);
    FramePointer pop();
    /// What waits of the desk goes: this client may not see it any more.
    void forget_desk();
    bool empty() const { return waiting_.empty(); }
    std::size_t size() const { return waiting_.size(); }
    std::size_t bytes() const { return bytes_; }
    void clear();

  private:
    struct Waiting {
        FramePointer frame;
        FrameKind kind;
    };
    void drop(FrameKind kind);

    std::deque<Waiting> waiting_;
    std::size_t bytes_ = 0;
};

struct Session {
    Session(ClientId client, lws* socket, std::int64_t now_ms, const Rates& rates);

    // What every change looks at stands together at the front: for thousands of sessions in a row, fetching
    // it from memory costs more than what is done with it.
    ClientId id;
    lws* wsi;
    std::uint64_t written_turn = 0;  // the turn of the loop in which it was last written to
    bool follows_view = false;
    bool follows_desk = false;
    bool writable_asked = false;
    std::optional<protocol::CloseCode> closing;
    Outbox outbox;
    std::int64_t close_by_ms = 0;  // when what still waits is given up

    std::size_t place = 0;  // in the gateway's list of all sessions
    std::int64_t since_ms;

    // the message that comes in
    std::string incoming;
    bool incoming_is_binary = false;

    // who is there
    std::string language = "nl";
    bool from_this_computer = false;
    bool said_hello = false;
    bool beyond_capacity = false;  // sits on a place kept free for a chair, until it shows to be one

    // how much it may ask
    TokenBucket commands;
    TokenBucket reactions;
    TokenBucket hello;
    TokenBucket patience;
};

}  // namespace buurtkiosk::gateway
