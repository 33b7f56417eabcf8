// Owns the typed messages between a browser and the engine: what a frame asked, and what it is answered.
// Plain values, loop thread. It must never include JSON, sockets or State: protocol.h turns them into bytes
// and back.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "assembly/commands.h"
#include "base/result.h"
#include "host/host_info.h"
#include "views/views.h"

namespace buurtkiosk::protocol {

using ClientId = std::uint64_t;  // one WebSocket; never used twice

struct Hello {
    std::string language;
    assembly::Place place;
    std::optional<std::string> resume;
    bool from_this_computer = false;  // set by the gateway, which sees the socket; never by a frame
};
struct Ping {};
struct WantView {};
struct WantSection {
    std::string name;
};
struct React {
    views::ReactionKind kind;
};
struct ChooseAddress {
    std::string address;
};
using Request = std::variant<Hello, Ping, WantView, WantSection, React, ChooseAddress, assembly::Command>;

struct Frame {
    std::string id;
    Request request;
};

// What stands under "ok":true, or the refusal.
struct Reply {
    std::string id;
    std::optional<Refusal> refusal;
    std::string language;  // the words of a refusal are in this language
    assembly::Answer answer;
    std::uint64_t version = 0;  // the first public view that shows it
    std::optional<std::string> token;
    std::optional<std::string> epoch;
    std::optional<std::int64_t> now_ms;
    int rate = 1;                        // how many times faster now_ms runs than time itself
    std::optional<std::string> section;  // name; its data follows from the view
};

// Why a socket is closed by us; the numbers are the contract's.
enum class CloseCode : std::uint16_t {
    going_down = 4000,
    taken_over = 4001,
    no_hello = 4002,
    too_slow = 4003,
    flooding = 4004,
    too_big = 1009
};

// A version of the public view; made once, shared by everybody.
struct Publication {
    std::uint64_t version = 0;
    views::PublicView view;
};
struct DeskPublication {
    std::uint64_t version = 0;
    views::DeskView desk;
    host::HostInfo host;
};

}  // namespace buurtkiosk::protocol
