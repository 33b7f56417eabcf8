// Owns the gateway's start and end, what the engine says to the clients, and how frames go out: at once to
// every socket that takes them, else through its outbox.
// Loop thread. It must never close a socket while it goes through the sessions: settle() does, afterwards.
#include "gateway/gateway.h"

#include <arpa/inet.h>
#include <libwebsockets.h>
#include <netinet/in.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace buurtkiosk::gateway {
namespace {

static_assert(FrameBytes::headroom >= LWS_PRE, "libwebsockets writes its header in front of each frame");

// Files beside the WebSockets: other connections, the evening's own file, the window's, the demo's sockets.
constexpr rlim_t spare_files = spare_connections + 2048;
// The libev plug-in of 4.1 sets its one timer anew while it runs, which libev does not heed: pings and time
// limits come late or never. Waking libwebsockets makes it look at what is due.
constexpr std::int64_t nudge_every_ms = 1000;
// How long a closing client may take to read what still waits for it.
constexpr std::int64_t close_within_ms = 3000;

// libwebsockets reserves a table for as many files as the process may open, which on some machines is a
// billion; and with a limit of its own below that, it looks sockets up one by one. So the process's own limit
// is set to what the kiosk needs.
unsigned set_file_limit(std::size_t clients) {
    const rlim_t wanted = static_cast<rlim_t>(clients) + spare_files;
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024;
    const rlim_t possible = std::min(wanted, limit.rlim_max);
    if (limit.rlim_cur != possible) {
        limit.rlim_cur = possible;
        if (setrlimit(RLIMIT_NOFILE, &limit) != 0 && getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024;
    }
    if (limit.rlim_cur < wanted) {
        spdlog::warn("this computer lets one program open {} files: the kiosk wants {}", limit.rlim_cur,
                     wanted);
    }
    return static_cast<unsigned>(limit.rlim_cur);
}

bool has_ipv6() {
    const int probe = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (probe < 0) return false;
    ::close(probe);
    return true;
}

bool is_ipv4(const std::string& address) {
    in_addr parsed{};
    return inet_pton(AF_INET, address.c_str(), &parsed) == 1;
}

// Why the port could not be had: asked anew, because libwebsockets does not tell.
int listen_errno(const std::string& address, std::uint16_t port) {
    sockaddr_storage storage{};
    socklen_t length = sizeof(sockaddr_in);
    auto* four = reinterpret_cast<sockaddr_in*>(&storage);
    auto* six = reinterpret_cast<sockaddr_in6*>(&storage);
    four->sin_family = AF_INET;
    four->sin_port = htons(port);
    if (!address.empty() && inet_pton(AF_INET, address.c_str(), &four->sin_addr) != 1) {
        storage = {};
        six->sin6_family = AF_INET6;
        six->sin6_port = htons(port);
        length = sizeof(sockaddr_in6);
        if (inet_pton(AF_INET6, address.c_str(), &six->sin6_addr) != 1) return EADDRNOTAVAIL;
    }
    const int probe = socket(storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (probe < 0) return errno;
    const int yes = 1;
    setsockopt(probe, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    int reason = 0;
    if (bind(probe, reinterpret_cast<const sockaddr*>(&storage), length) != 0 || ::listen(probe, 1) != 0) {
        reason = errno;
    }
    ::close(probe);
    return reason;
}

// After the pause between two changes nothing of a session is in the processor's cache any more, and waiting
// for it cost more than libwebsockets' own work: so the next ones are asked for while the kernel sends this
// one. tests/bench/bench_fanout.cpp measures it. What is asked for in vain does no harm, so the sizes need
// not be exact.
constexpr std::size_t cache_line_bytes = 64;
constexpr std::size_t session_front_bytes = 128;
constexpr std::size_t socket_front_bytes = 448;
constexpr std::size_t sessions_ahead = 4;
constexpr std::size_t sockets_ahead = 2;  // fewer: where a socket is stands in its session

// Always inline: g++ 12 takes a function that only does this for one without effect, and drops its calls.
[[gnu::always_inline]] inline void ask_for(const void* object, std::size_t bytes) {
    const auto* front = static_cast<const char*>(object);
    for (std::size_t at = 0; at < bytes; at += cache_line_bytes) __builtin_prefetch(front + at);
}

// What libwebsockets says, to our own log; a stranger can make it say much, so only so much is heard.
void log_line(int level, const char* line) {
    thread_local TokenBucket patience({20, 1});  // the demo's sockets speak on their own thread
    std::string_view text(line);
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
    if (level != LLL_ERR) {
        spdlog::debug("libwebsockets: {}", text);
    } else if (patience.take(static_cast<std::int64_t>(lws_now_usecs() / 1000))) {
        spdlog::warn("libwebsockets: {}", text);
    }
}

int http_callback(lws* wsi, lws_callback_reasons reason, void* user, void* in, std::size_t length) {
    auto* gateway = static_cast<Gateway*>(lws_context_user(lws_get_context(wsi)));
    return gateway->on_http(wsi, static_cast<int>(reason), user, in, length);
}

int websocket_callback(lws* wsi, lws_callback_reasons reason, void* user, void* in, std::size_t length) {
    auto* gateway = static_cast<Gateway*>(lws_context_user(lws_get_context(wsi)));
    return gateway->on_websocket(wsi, static_cast<int>(reason), user, in, length);
}

// The raw session memory of libwebsockets holds one pointer. A read takes at most one whole frame of a
// client; what goes out is never cut: a view is one write.
constexpr std::size_t write_bytes = std::size_t{1} << 20;
const std::array<lws_protocols, 3> protocols{
    lws_protocols{"http", http_callback, sizeof(void*), 1024, 0, nullptr, write_bytes},
    lws_protocols{"buurtkiosk.v1", websocket_callback, sizeof(void*), limits::frame_bytes, 1, nullptr,
                  write_bytes},
    lws_protocols{nullptr, nullptr, 0, 0, 0, nullptr, 0}};

GatewaySettings with_both_clocks(GatewaySettings settings) {
    if (!settings.meeting_ms) settings.meeting_ms = settings.clock_ms;
    return settings;
}

}  // namespace

Gateway::Gateway(GatewaySettings settings, const Locales& locales, std::span<const WebAsset> assets,
                 struct ev_loop* loop)
    : settings_(with_both_clocks(std::move(settings))),
      locales_(locales),
      pages_(assets, locales),
      loop_(loop) {
    if (settings_.listen_address == "0.0.0.0" || settings_.listen_address == "::") {
        settings_.listen_address.clear();
    }
}

Gateway::~Gateway() {
    engine_ = nullptr;  // it may be gone already: nobody is told of the sockets that end now
    if (context_ != nullptr) lws_context_destroy(context_);
    for (Session* session : all_) delete session;  // of sockets that ended without saying so
}

Status Gateway::listen() {
    lws_set_log_level(LLL_ERR | LLL_WARN, log_line);
    std::array<void*, 1> loops{loop_};

    lws_context_creation_info info{};
    info.options = LWS_SERVER_OPTION_LIBEV | LWS_SERVER_OPTION_EXPLICIT_VHOSTS |
                   LWS_SERVER_OPTION_VALIDATE_UTF8 | LWS_SERVER_OPTION_FAIL_UPON_UNABLE_TO_BIND |
                   LWS_SERVER_OPTION_SKIP_SERVER_CANONICAL_NAME;
    if (is_ipv4(settings_.listen_address) || !has_ipv6()) info.options |= LWS_SERVER_OPTION_DISABLE_IPV6;
    info.foreign_loops = loops.data();
    info.user = this;
    info.gid = -1;
    info.uid = -1;
    info.fd_limit_per_thread = set_file_limit(settings_.clients);
    info.server_string = "buurtkiosk";
    info.max_http_header_data = 4096;
    info.alpn = "http/1.1";
    context_ = lws_create_context(&info);
    if (context_ == nullptr) {
        return buurtkiosk::refuse(RefusalCode::not_allowed, "program.cannot_listen",
                                  {{"reason", "lws_create_context"}});
    }

    retry_ = std::make_unique<lws_retry_bo>();
    retry_->secs_since_valid_ping = settings_.ping_after_s;
    retry_->secs_since_valid_hangup = settings_.hang_up_after_s;
    info.vhost_name = "buurtkiosk";
    info.port = settings_.port;
    info.iface = settings_.listen_address.empty() ? nullptr : settings_.listen_address.c_str();
    info.protocols = protocols.data();
    info.extensions = nullptr;
    info.retry_and_idle_policy = retry_.get();
    info.timeout_secs = 10;          // a header that dribbles in
    info.timeout_secs_ah_idle = 10;  // a connection that asks nothing
    info.keepalive_timeout = 5;
    vhost_ = lws_create_vhost(context_, &info);
    const int port = vhost_ == nullptr ? -1 : lws_get_vhost_listen_port(vhost_);
    if (port <= 0) {
        const int reason = listen_errno(settings_.listen_address, settings_.port);
        if (reason == EADDRINUSE) {
            return buurtkiosk::refuse(RefusalCode::already, "program.port_in_use",
                                      {{"port", std::to_string(settings_.port)}});
        }
        if (reason == EADDRNOTAVAIL) {
            return buurtkiosk::refuse(RefusalCode::not_found, "program.no_such_address",
                                      {{"address", settings_.listen_address}});
        }
        return buurtkiosk::refuse(RefusalCode::not_allowed, "program.cannot_listen",
                                  {{"reason", std::strerror(reason)}});
    }
    port_ = static_cast<std::uint16_t>(port);
    hosts_ = std::make_unique<HostCheck>(port_, settings_.public_url);
    return Done{};
}

void Gateway::serve(engine::Engine& engine) {
    engine_ = &engine;
    view_.emplace(engine.epoch(), locales_);
    desk_.emplace();
}

// ---------------------------------------------------------------------------------- what the engine says

Session* Gateway::find(ClientId client) {
    const auto found = by_id_.find(client);
    return found == by_id_.end() ? nullptr : found->second;
}

void Gateway::reply(ClientId client, const protocol::Reply& reply) {
    Session* session = find(client);
    if (session == nullptr) return;
    if (reply.token) session->said_hello = true;
    if (!reply.language.empty()) session->language = reply.language;
    const std::string section = reply.section ? view_->section(*reply.section) : std::string();
    send(*session, make_frame(protocol::encode_reply(reply, locales_, section)), FrameKind::reply);
}

void Gateway::publish(const protocol::Publication& next) {
    const auto change = view_->advance(next);
    if (change && !change->empty()) {
        send_to_all(make_frame(*change), FrameKind::patch, &Session::follows_view);
    }
}

void Gateway::publish_desk(const protocol::DeskPublication& next) {
    const auto change = desk_->advance(next);
    if (change && !change->empty()) {
        send_to_all(make_frame(*change), FrameKind::desk_patch, &Session::follows_desk);
    }
}

void Gateway::send_view(ClientId client) {
    Session* session = find(client);
    if (session == nullptr) return;
    if (!whole_view_ || whole_view_version_ != view_->version()) {
        whole_view_ = make_frame(*view_->whole());
        whole_view_version_ = view_->version();
    }
    session->follows_view = true;
    send(*session, whole_view_, FrameKind::view);
}

void Gateway::end_desk(ClientId client) {
    Session* session = find(client);
    if (session == nullptr) return;
    session->follows_desk = false;
    session->outbox.forget_desk();
}

void Gateway::send_desk(ClientId client) {
    Session* session = find(client);
    if (session == nullptr) return;
    if (!whole_desk_ || whole_desk_version_ != desk_->version()) {
        whole_desk_ = make_frame(*desk_->whole());
        whole_desk_version_ = desk_->version();
    }
    session->follows_desk = true;
    session->beyond_capacity = false;
    send(*session, whole_desk_, FrameKind::desk);
}

void Gateway::send_me(ClientId client, const views::PersonalView& me) {
    Session* session = find(client);
    if (session == nullptr) return;
    session->language = me.language;
    send(*session, make_frame(protocol::encode_me(me)), FrameKind::me);
}

void Gateway::close(ClientId client, protocol::CloseCode code) {
    Session* session = find(client);
    if (session != nullptr) begin_closing(*session, code, settings_.clock_ms());
}

// ------------------------------------------------------------------------------------------- what goes out

void Gateway::send_to_all(const FramePointer& frame, FrameKind kind, bool Session::*follows) {
    const std::size_t count = all_.size();  // nobody comes or goes meanwhile: settle() closes
    for (std::size_t i = 0; i < count; ++i) {
        if (i + sessions_ahead < count) ask_for(all_[i + sessions_ahead], session_front_bytes);
        if (i + sockets_ahead < count) ask_for(all_[i + sockets_ahead]->wsi, socket_front_bytes);
        if (all_[i]->*follows) send(*all_[i], frame, kind);
    }
}

void Gateway::send(Session& session, const FramePointer& frame, FrameKind kind) {
    if (session.closing) {
        // What was decided before the end is still told, if there is somebody to hear it.
        const bool hears = *session.closing != protocol::CloseCode::too_slow;
        if (hears && kind == FrameKind::reply) session.outbox.push(frame, kind);
        return;
    }
    if (session.outbox.empty() && session.written_turn != turn_ && !lws_partial_buffered(session.wsi)) {
        session.written_turn = turn_;
        if (!write_now(session, *frame)) broken_.push_back(session.id);
        return;
    }
    session.outbox.push(frame, kind);
    if (session.outbox.bytes() > settings_.outbox_bytes) {
        begin_closing(session, protocol::CloseCode::too_slow, settings_.clock_ms());
    } else {
        ask_writable(session);
    }
}

bool Gateway::write_now(Session& session, const FrameBytes& frame) {
    return lws_write(session.wsi, frame.payload(), frame.size(), LWS_WRITE_TEXT) >= 0;
}

void Gateway::ask_writable(Session& session) {
    if (session.writable_asked) return;
    session.writable_asked = true;
    lws_callback_on_writable(session.wsi);
}

int Gateway::writable(Session& session) {
    session.writable_asked = false;
    if (!session.outbox.empty()) {
        const FramePointer frame = session.outbox.pop();
        session.written_turn = turn_;
        if (!write_now(session, *frame)) return -1;
    }
    if (!session.outbox.empty()) {
        ask_writable(session);
    } else if (session.closing) {
        if (lws_partial_buffered(session.wsi) != 0) {
            ask_writable(session);
            return 0;
        }
        lws_close_reason(session.wsi, static_cast<lws_close_status>(*session.closing), nullptr, 0);
        return -1;
    }
    return 0;
}

void Gateway::begin_closing(Session& session, protocol::CloseCode code, std::int64_t now_ms) {
    if (session.closing) return;
    session.closing = code;
    session.close_by_ms = now_ms + close_within_ms;
    session.follows_view = false;
    session.follows_desk = false;
    if (code == protocol::CloseCode::too_slow) session.outbox.clear();
    to_close_.push_back(session.id);
}

// The close of a socket that libwebsockets is not serving right now: it happens in the loop's next round.
void Gateway::hang_up(Session& session) {
    if (session.closing) {
        lws_close_reason(session.wsi, static_cast<lws_close_status>(*session.closing), nullptr, 0);
    }
    lws_set_timeout(session.wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_ASYNC);
    lws_cancel_service(context_);  // else libwebsockets looks at its timers only when something comes in
}

bool Gateway::is_crowded() const {
    const std::size_t reserved = std::min(settings_.reserved_clients, settings_.clients);
    return all_.size() > settings_.clients - reserved;
}

void Gateway::settle(std::int64_t now_ms) {
    if ((connections_ > 0 || !all_.empty()) && now_ms >= nudge_ms_) {
        nudge_ms_ = now_ms + nudge_every_ms;
        lws_cancel_service(context_);
    }
    while (!hello_deadlines_.empty() && hello_deadlines_.front().at_ms <= now_ms) {
        Session* session = find(hello_deadlines_.front().client);
        hello_deadlines_.pop_front();
        if (session == nullptr) continue;
        if (!session->said_hello) {
            begin_closing(*session, protocol::CloseCode::no_hello, now_ms);
        } else if (session->beyond_capacity) {
            if (!is_crowded() ||
                (engine_ != nullptr && engine_->role_of(session->id) != assembly::Role::attendee)) {
                session->beyond_capacity = false;
            } else {
                begin_closing(*session, protocol::CloseCode::flooding, now_ms);
            }
        }
    }
    for (const ClientId client : std::exchange(broken_, {})) {
        if (Session* session = find(client)) hang_up(*session);
    }
    for (const ClientId client : std::exchange(to_close_, {})) {
        Session* session = find(client);
        if (session == nullptr) continue;
        ask_writable(*session);  // it closes when the last of its frames is out
        closing_.push_back(client);
    }
    std::erase_if(closing_, [&](ClientId client) {
        Session* session = find(client);
        if (session == nullptr) return true;
        if (session->close_by_ms > now_ms) return false;
        hang_up(*session);
        return true;
    });
}

std::optional<std::int64_t> Gateway::settle_at_ms() const {
    std::optional<std::int64_t> at;
    if (connections_ > 0 || !all_.empty()) at = nudge_ms_;
    if (!hello_deadlines_.empty()) at = std::min(at.value_or(INT64_MAX), hello_deadlines_.front().at_ms);
    for (const ClientId client : closing_) {
        const auto found = by_id_.find(client);
        if (found != by_id_.end()) at = std::min(at.value_or(INT64_MAX), found->second->close_by_ms);
    }
    if (!to_close_.empty() || !broken_.empty()) at = 0;
    return at;
}

void Gateway::begin_close(std::int64_t now_ms, std::int64_t within_ms) {
    going_down_ = true;
    for (Session* session : all_) {
        begin_closing(*session, protocol::CloseCode::going_down, now_ms);
        session->close_by_ms = std::min(session->close_by_ms, now_ms + within_ms);
    }
    settle(now_ms);
}

}  // namespace buurtkiosk::gateway
