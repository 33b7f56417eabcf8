// Owns the conversation with libwebsockets: its callbacks, which upgrades it may do, and the writing of HTTP
// answers. Loop thread. It must never believe what libwebsockets hands over as the upgrade's name
// (CVE-2025-11677): every header is read here, once more.
#include <arpa/inet.h>
#include <libwebsockets.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "gateway/gateway.h"

namespace buurtkiosk::gateway {

// The rest of a page that does not go out in one write.
struct Gateway::HttpTransfer {
    std::string_view body;
    std::shared_ptr<const void> keeps;
};

namespace {

constexpr std::size_t longest_header_bytes = 1024;
constexpr std::size_t page_piece_bytes = 16 * 1024;
constexpr int page_within_s = 30;

// A header as it came, nothing when there is none or it is too long. One that came twice has a comma in it.
std::optional<std::string> header(lws* wsi, lws_token_indexes token) {
    const int length = lws_hdr_total_length(wsi, token);
    if (length <= 0 || static_cast<std::size_t>(length) > longest_header_bytes) return std::nullopt;
    std::string text(static_cast<std::size_t>(length) + 1, '\0');
    const int copied = lws_hdr_copy(wsi, text.data(), length + 1, token);
    if (copied < 0) return std::nullopt;
    text.resize(static_cast<std::size_t>(copied));
    return text;
}

bool is_too_long(lws* wsi, lws_token_indexes token) {
    return lws_hdr_total_length(wsi, token) > static_cast<int>(longest_header_bytes);
}

bool equals_ignoring_case(std::string_view left, std::string_view right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(), [](char a, char b) {
        const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
        return lower(a) == lower(b);
    });
}

bool answer_upgrade(lws* wsi, unsigned status) { return lws_return_http_status(wsi, status, nullptr) >= 0; }

}  // namespace

// ------------------------------------------------------------------------------------------------ upgrades

int Gateway::confirm_upgrade(lws* wsi) {
    const auto upgrade = header(wsi, WSI_TOKEN_UPGRADE);
    if (upgrade && equals_ignoring_case(*upgrade, "websocket")) return 0;
    answer_upgrade(wsi, HTTP_STATUS_FORBIDDEN);
    return -1;
}

bool Gateway::host_and_origin_are_ours(lws* wsi) {
    const std::int64_t now_ms = settings_.clock_ms();
    const auto host = header(wsi, WSI_TOKEN_HOST);
    if (!host || !hosts_->ours(*host, now_ms)) return false;
    if (is_too_long(wsi, WSI_TOKEN_ORIGIN)) return false;
    const auto origin = header(wsi, WSI_TOKEN_ORIGIN);
    return !origin || hosts_->origin_is_ours(*origin, now_ms);
}

int Gateway::filter_upgrade(lws* wsi) {
    unsigned status = 0;
    char* path = nullptr;
    int path_length = 0;
    const int method = lws_http_get_uri_and_method(wsi, &path, &path_length);
    const bool is_ws = path != nullptr && path_length == 3 && std::memcmp(path, "/ws", 3) == 0;
    if (method != LWSHUMETH_GET || !is_ws) {
        status = HTTP_STATUS_NOT_FOUND;
    } else if (!host_and_origin_are_ours(wsi)) {
        status = HTTP_STATUS_FORBIDDEN;
    } else if (going_down_ || engine_ == nullptr || all_.size() >= settings_.clients) {
        status = HTTP_STATUS_SERVICE_UNAVAILABLE;
    }
    if (status == 0) return 0;
    answer_upgrade(wsi, status);
    return -1;
}

// ---------------------------------------------------------------------------------------------- WebSockets

bool Gateway::is_from_this_computer(lws* wsi) {
    sockaddr_storage peer{};
    socklen_t length = sizeof peer;
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (getpeername(lws_get_socket_fd(wsi), reinterpret_cast<sockaddr*>(&peer), &length) != 0) return false;
    const auto* four = reinterpret_cast<const sockaddr_in*>(&peer);
    const auto* six = reinterpret_cast<const sockaddr_in6*>(&peer);
    const bool is_four = peer.ss_family == AF_INET;
    const void* from = is_four ? static_cast<const void*>(&four->sin_addr) : &six->sin6_addr;
    if (inet_ntop(peer.ss_family, from, text.data(), text.size()) == nullptr) return false;
    std::string address(text.data());
    // An IPv4 guest of a socket that takes both kinds.
    if (address.starts_with("::ffff:") && address.find('.') != std::string::npos) address.erase(0, 7);
    if (!hosts_->is_own_address(address, settings_.clock_ms())) return false;
    const auto host = header(wsi, WSI_TOKEN_HOST);
    return !host || !hosts_->is_public(*host);
}

void Gateway::established(lws* wsi, Session** session) {
    const std::int64_t now_ms = settings_.clock_ms();
    auto* made = new Session(++last_client_, wsi, now_ms, settings_.rates);
    *session = made;
    made->place = all_.size();
    all_.push_back(made);
    by_id_.emplace(made->id, made);
    made->beyond_capacity = is_crowded();
    made->from_this_computer = is_from_this_computer(wsi);
    hello_deadlines_.push_back({now_ms + settings_.hello_within_ms, made->id});
    if (going_down_) begin_closing(*made, protocol::CloseCode::going_down, now_ms);
}

// The socket will carry no more frames of ours, but may still have to say goodbye.
void Gateway::leaving(Session& session) {
    if (by_id_.erase(session.id) == 0) return;
    if (!session.closing) session.closing = protocol::CloseCode::going_down;
    session.follows_view = false;
    session.follows_desk = false;
    session.outbox.clear();
    if (engine_ != nullptr) engine_->disconnected(session.id, settings_.meeting_ms());
}

void Gateway::closed(Session** session) {
    if (session == nullptr || *session == nullptr) return;
    const std::unique_ptr<Session> gone(std::exchange(*session, nullptr));
    leaving(*gone);
    all_[gone->place] = all_.back();
    all_[gone->place]->place = gone->place;
    all_.pop_back();
}

int Gateway::on_websocket(lws* wsi, int reason, void* user, void* in, std::size_t length) {
    auto** session = static_cast<Session**>(user);
    switch (reason) {
        case LWS_CALLBACK_FILTER_PROTOCOL_CONNECTION:
            return filter_upgrade(wsi);
        case LWS_CALLBACK_ESTABLISHED:
            established(wsi, session);
            return 0;
        case LWS_CALLBACK_RECEIVE:
            if (session == nullptr || *session == nullptr) return -1;
            return received(**session, {static_cast<const char*>(in), length},
                            lws_is_final_fragment(wsi) != 0, lws_frame_is_binary(wsi) != 0);
        case LWS_CALLBACK_SERVER_WRITEABLE:
            if (session == nullptr || *session == nullptr) return -1;
            return writable(**session);
        case LWS_CALLBACK_WS_SERVER_DROP_PROTOCOL:
            if (session != nullptr && *session != nullptr) leaving(**session);
            return 0;
        case LWS_CALLBACK_CLOSED:
            closed(session);
            return 0;
        default:
            return 0;
    }
}

// ---------------------------------------------------------------------------------------------------- HTTP

HttpAnswer Gateway::answer_to(const HttpRequest& request) const {
    const auto slide = slide_path(request.path);
    const bool readable = request.method != Method::other && request.host;
    if (!slide || !readable) return pages_.answer(request);
    return slide_answer(request, *slide,
                        engine_ == nullptr ? nullptr : engine_->slides().find(slide->digest, slide->page));
}

int Gateway::answer_http(lws* wsi, HttpTransfer** transfer, std::string_view path) {
    HttpRequest request;
    char* uri = nullptr;
    int uri_length = 0;
    const int method = lws_http_get_uri_and_method(wsi, &uri, &uri_length);
    if (method == LWSHUMETH_GET) request.method = Method::get;
    if (method == LWSHUMETH_HEAD) request.method = Method::head;
    request.path = std::string(path);
    request.accept_encoding = header(wsi, WSI_TOKEN_HTTP_ACCEPT_ENCODING).value_or("");
    request.if_none_match = header(wsi, WSI_TOKEN_HTTP_IF_NONE_MATCH).value_or("");
    if (const auto host = header(wsi, WSI_TOKEN_HOST)) {
        request.host = hosts_->ours(*host, settings_.clock_ms());
    }
    const HttpAnswer answer = answer_to(request);

    std::array<unsigned char, LWS_PRE + 4096> buffer{};
    unsigned char* const start = buffer.data() + LWS_PRE;
    unsigned char* at = start;
    unsigned char* const end = buffer.data() + buffer.size();
    if (lws_add_http_header_status(wsi, answer.status, &at, end) != 0) return -1;
    for (const auto& [name, value] : answer.headers) {
        const std::string named = name + ":";
        if (lws_add_http_header_by_name(wsi, reinterpret_cast<const unsigned char*>(named.c_str()),
                                        reinterpret_cast<const unsigned char*>(value.data()),
                                        static_cast<int>(value.size()), &at, end) != 0) {
            return -1;
        }
    }
    const bool has_length = answer.status != HTTP_STATUS_NOT_MODIFIED;
    if (has_length && lws_add_http_header_content_length(wsi, answer.length, &at, end) != 0) return -1;
    const bool close_after = request.method == Method::other;  // what it sends besides is not read
    if (close_after) {
        static constexpr std::string_view close = "close";
        if (lws_add_http_header_by_token(wsi, WSI_TOKEN_CONNECTION,
                                         reinterpret_cast<const unsigned char*>(close.data()),
                                         static_cast<int>(close.size()), &at, end) != 0) {
            return -1;
        }
    }
    if (lws_finalize_write_http_header(wsi, start, &at, end) != 0) return -1;
    if (close_after) return -1;
    if (answer.body.empty()) return lws_http_transaction_completed(wsi) != 0 ? -1 : 0;

    delete std::exchange(*transfer, new HttpTransfer{answer.body, answer.keeps});
    lws_set_timeout(wsi, PENDING_TIMEOUT_HTTP_CONTENT, page_within_s);
    lws_callback_on_writable(wsi);
    return 0;
}

int Gateway::continue_http(lws* wsi, HttpTransfer** transfer) {
    if (transfer == nullptr || *transfer == nullptr) return 0;
    std::string_view& body = (*transfer)->body;
    const std::size_t size = std::min(body.size(), page_piece_bytes);
    std::array<unsigned char, LWS_PRE + page_piece_bytes> buffer;
    std::memcpy(buffer.data() + LWS_PRE, body.data(), size);
    body.remove_prefix(size);
    const bool last = body.empty();
    if (lws_write(wsi, buffer.data() + LWS_PRE, size, last ? LWS_WRITE_HTTP_FINAL : LWS_WRITE_HTTP) < 0) {
        return -1;
    }
    if (!last) {
        lws_set_timeout(wsi, PENDING_TIMEOUT_HTTP_CONTENT, page_within_s);
        lws_callback_on_writable(wsi);
        return 0;
    }
    delete std::exchange(*transfer, nullptr);
    return lws_http_transaction_completed(wsi) != 0 ? -1 : 0;
}

int Gateway::on_http(lws* wsi, int reason, void* user, void* in, std::size_t length) {
    auto** transfer = static_cast<HttpTransfer**>(user);
    switch (reason) {
        case LWS_CALLBACK_FILTER_NETWORK_CONNECTION:
            // A file more than these and the evening's own file could not be opened.
            return connections_ >= settings_.clients + spare_connections ? 1 : 0;
        case LWS_CALLBACK_SERVER_NEW_CLIENT_INSTANTIATED:
            ++connections_;
            return 0;
        case LWS_CALLBACK_WSI_DESTROY:
            if (connections_ > 0) --connections_;
            return 0;
        case LWS_CALLBACK_HTTP_CONFIRM_UPGRADE:
            return confirm_upgrade(wsi);
        case LWS_CALLBACK_FILTER_PROTOCOL_CONNECTION:
            // No subprotocol of ours was asked for: that is nobody we know.
            answer_upgrade(wsi, HTTP_STATUS_FORBIDDEN);
            return -1;
        case LWS_CALLBACK_ESTABLISHED:
        case LWS_CALLBACK_RECEIVE:
            return -1;  // protocol 0 is for HTTP only
        case LWS_CALLBACK_HTTP:
            if (transfer == nullptr) return -1;
            return answer_http(wsi, transfer, {static_cast<const char*>(in), length});
        case LWS_CALLBACK_HTTP_BODY:
            return -1;
        case LWS_CALLBACK_HTTP_WRITEABLE:
            return continue_http(wsi, transfer);
        case LWS_CALLBACK_HTTP_DROP_PROTOCOL:
        case LWS_CALLBACK_CLOSED_HTTP:
            if (transfer != nullptr) delete std::exchange(*transfer, nullptr);
            return 0;
        default:
            return 0;
    }
}

}  // namespace buurtkiosk::gateway
