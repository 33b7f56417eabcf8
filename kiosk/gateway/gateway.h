// Owns the kiosk's server side: one libwebsockets context on the loop's libev, its HTTP requests and its
// WebSocket sessions, and what the engine says to them. Loop thread only. It must never decide anything of
// the meeting, nor limit anybody by IP address: a whole hall is behind one.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/limits.h"
#include "base/locale.h"
#include "base/result.h"
#include "engine/engine.h"
#include "gateway/host_check.h"
#include "gateway/http.h"
#include "gateway/session.h"
#include "protocol/protocol.h"

struct ev_loop;
struct lws_context;
struct lws_retry_bo;
struct lws_vhost;

namespace buurtkiosk::gateway {

/// Connections beside the WebSockets: pages that load, and those that have not asked anything yet.
inline constexpr std::size_t spare_connections = 512;

struct GatewaySettings {
    std::string listen_address;  // "", "0.0.0.0" and "::" mean all of them
    std::uint16_t port = 0;      // 0: a free one
    std::optional<std::string> public_url;
    std::function<std::int64_t()> clock_ms;  // the time in the room, never going back: rates and patience
    // The meeting's own clock, which a rehearsal runs faster; empty: clock_ms.
    std::function<std::int64_t()> meeting_ms = {};

    // The maxima, from limits.h; a test makes them small enough to meet.
    std::size_t clients = limits::clients;
    std::size_t reserved_clients = limits::reserved_clients;
    std::size_t outbox_bytes = limits::outbox_bytes;
    std::int64_t hello_within_ms = limits::hello_within_ms;
    Rates rates;
    /// Quiet for so long: a ping; still quiet: hung up. A phone that slept is found dead within this time.
    std::uint16_t ping_after_s = 25;
    std::uint16_t hang_up_after_s = 40;
};

class Gateway final : public engine::Outlet {
  public:
    /// `loop` must outlive the gateway; `locales` and `assets` too.
    Gateway(GatewaySettings settings, const Locales& locales, std::span<const WebAsset> assets,
            struct ev_loop* loop);
    ~Gateway() override;
    Gateway(const Gateway&) = delete;
    Gateway& operator=(const Gateway&) = delete;

    /// Takes the port. Refused with the sentence "program.port_in_use" and {port} when something else has it,
    /// with "program.no_such_address" and {address} when this computer has no such address, and else with
    /// "program.cannot_listen" and {reason}.
    Status listen();
    std::uint16_t port() const { return port_; }

    /// From now on, frames go to the engine and its views to the clients. Call it when the engine is made and
    /// before it starts, because starting publishes.
    void serve(engine::Engine& engine);

    // --- what the engine says (engine::Outlet) ---
    void reply(ClientId client, const protocol::Reply& reply) override;
    void publish(const protocol::Publication& next) override;
    void publish_desk(const protocol::DeskPublication& next) override;
    void send_view(ClientId client) override;
    void send_desk(ClientId client) override;
    void end_desk(ClientId client) override;
    void send_me(ClientId client, const views::PersonalView& me) override;
    void close(ClientId client, protocol::CloseCode code) override;

    // --- what the loop does ---
    /// The clock that settle() and begin_close() go by: the time in the room.
    std::int64_t clock_ms() const { return settings_.clock_ms(); }
    /// A new turn of the loop begins: every socket may be written to once more.
    void begin_turn() { ++turn_; }
    /// Closes what had to wait for the end of the turn, and who said no hello in time.
    void settle(std::int64_t now_ms);
    /// When settle() is wanted next though nothing happens; none: not at all.
    std::optional<std::int64_t> settle_at_ms() const;
    /// Nobody new comes in; everybody hears 4000 once what waits for them is out, or after `within_ms`.
    void begin_close(std::int64_t now_ms, std::int64_t within_ms);
    std::size_t sessions() const { return all_.size(); }

    // --- what libwebsockets calls; the reason's number is lws_callback_reasons ---
    int on_http(lws* wsi, int reason, void* user, void* in, std::size_t length);
    int on_websocket(lws* wsi, int reason, void* user, void* in, std::size_t length);

  private:
    struct HttpTransfer;
    struct HelloDeadline {
        std::int64_t at_ms;
        ClientId client;
    };

    // gateway_sockets.cpp: what libwebsockets calls
    int confirm_upgrade(lws* wsi);
    int filter_upgrade(lws* wsi);
    bool host_and_origin_are_ours(lws* wsi);
    HttpAnswer answer_to(const HttpRequest& request) const;
    int answer_http(lws* wsi, HttpTransfer** transfer, std::string_view path);
    int continue_http(lws* wsi, HttpTransfer** transfer);
    void established(lws* wsi, Session** session);
    void leaving(Session& session);
    void closed(Session** session);
    int writable(Session& session);

    // gateway_frames.cpp: what a client asks
    int received(Session& session, std::string_view piece, bool last, bool binary);
    void message(Session& session);
    bool may_ask(Session& session, const protocol::Frame& frame, std::int64_t now_ms);
    void refuse(Session& session, const std::string& id, const Refusal& refusal);
    void refuse_for_rate(Session& session, const std::string& id, double impatience, std::int64_t now_ms);

    // gateway.cpp: what goes out
    Session* find(ClientId client);
    void send(Session& session, const FramePointer& frame, FrameKind kind);
    void send_to_all(const FramePointer& frame, FrameKind kind, bool Session::*follows);
    bool write_now(Session& session, const FrameBytes& frame);
    void ask_writable(Session& session);
    void begin_closing(Session& session, protocol::CloseCode code, std::int64_t now_ms);
    void hang_up(Session& session);
    bool is_crowded() const;
    bool is_from_this_computer(lws* wsi);

    GatewaySettings settings_;
    const Locales& locales_;
    HttpPages pages_;
    struct ev_loop* loop_;
    lws_context* context_ = nullptr;
    lws_vhost* vhost_ = nullptr;
    std::unique_ptr<lws_retry_bo> retry_;  // libwebsockets keeps only a pointer to it
    std::uint16_t port_ = 0;
    std::unique_ptr<HostCheck> hosts_;
    engine::Engine* engine_ = nullptr;

    std::unordered_map<ClientId, Session*> by_id_;
    std::vector<Session*> all_;
    ClientId last_client_ = 0;
    std::uint64_t turn_ = 1;
    std::size_t connections_ = 0;
    std::int64_t nudge_ms_ = 0;
    std::deque<HelloDeadline> hello_deadlines_;  // in order: each has the same time
    std::vector<ClientId> to_close_;             // gathered in a turn, closed by settle()
    std::vector<ClientId> closing_;
    std::vector<ClientId> broken_;
    bool going_down_ = false;

    std::optional<protocol::ViewStream> view_;
    std::optional<protocol::DeskStream> desk_;
    FramePointer whole_view_;
    std::uint64_t whole_view_version_ = 0;
    FramePointer whole_desk_;
    std::uint64_t whole_desk_version_ = 0;
};

}  // namespace buurtkiosk::gateway
