// Owns how the tests' clients speak TCP, HTTP and RFC 6455 by hand.
// Used by one test thread. It must never be lenient: what is not as the standard says is nothing.
#include "gateway/raw_socket.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdlib>

namespace gateway_tests {
namespace {

using Clock = std::chrono::steady_clock;

int left_ms(Clock::time_point until) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
    return static_cast<int>(std::max<std::int64_t>(0, left));
}

// Under valgrind everything takes longer: BUURTKIOSK_TEST_PATIENCE stretches the waits for what must come.
Clock::time_point deadline(int timeout_ms) {
    static const int patience = [] {
        const char* given = std::getenv("BUURTKIOSK_TEST_PATIENCE");
        return given == nullptr ? 1 : std::max(1, std::atoi(given));
    }();
    return Clock::now() + std::chrono::milliseconds(timeout_ms) * (timeout_ms >= 1000 ? patience : 1);
}

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return result;
}

}  // namespace

RawSocket::RawSocket(std::uint16_t port, int receive_buffer_bytes) {
    file_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (file_ < 0) return;
    if (receive_buffer_bytes > 0) {
        setsockopt(file_, SOL_SOCKET, SO_RCVBUF, &receive_buffer_bytes, sizeof receive_buffer_bytes);
    }
    const int yes = 1;
    setsockopt(file_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(file_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) close();
}

RawSocket::~RawSocket() { close(); }

RawSocket::RawSocket(RawSocket&& other) noexcept
    : file_(std::exchange(other.file_, -1)), buffer_(std::move(other.buffer_)), ended_(other.ended_) {}

RawSocket& RawSocket::operator=(RawSocket&& other) noexcept {
    if (this != &other) {
        close();
        file_ = std::exchange(other.file_, -1);
        buffer_ = std::move(other.buffer_);
        ended_ = other.ended_;
    }
    return *this;
}

void RawSocket::close() {
    if (file_ >= 0) ::close(std::exchange(file_, -1));
}

void RawSocket::half_close() { shutdown(file_, SHUT_WR); }

bool RawSocket::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(file_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool RawSocket::fill(int timeout_ms) {
    if (file_ < 0 || ended_) return false;
    pollfd wait{file_, POLLIN, 0};
    if (poll(&wait, 1, timeout_ms) <= 0) return false;
    std::array<char, 65536> piece{};
    const auto count = recv(file_, piece.data(), piece.size(), 0);
    if (count <= 0) {
        ended_ = true;
        return false;
    }
    buffer_.append(piece.data(), static_cast<std::size_t>(count));
    return true;
}

std::string RawSocket::read_all(int timeout_ms) {
    while (fill(timeout_ms)) {
    }
    return std::exchange(buffer_, {});
}

std::optional<std::string> RawSocket::read_until(std::string_view mark, int timeout_ms) {
    const auto until = deadline(timeout_ms);
    while (true) {
        const std::size_t at = buffer_.find(mark);
        if (at != std::string::npos) {
            std::string result = buffer_.substr(0, at + mark.size());
            buffer_.erase(0, at + mark.size());
            return result;
        }
        if (!fill(left_ms(until))) return std::nullopt;
    }
}

std::optional<std::string> RawSocket::read_exactly(std::size_t count, int timeout_ms) {
    const auto until = deadline(timeout_ms);
    while (buffer_.size() < count) {
        if (!fill(left_ms(until))) return std::nullopt;
    }
    std::string result = buffer_.substr(0, count);
    buffer_.erase(0, count);
    return result;
}

bool RawSocket::ends_within(int timeout_ms) {
    const auto until = deadline(timeout_ms);
    while (!ended_ && left_ms(until) > 0) {
        fill(left_ms(until));
        buffer_.clear();
    }
    return ended_;
}

std::string HttpResponse::header(std::string_view name) const {
    for (const auto& [key, value] : headers) {
        if (key == name) return value;
    }
    return {};
}

std::optional<HttpResponse> read_response(RawSocket& socket, bool head_only, int timeout_ms) {
    const auto head = socket.read_until("\r\n\r\n", timeout_ms);
    if (!head || head->size() < 12 || !head->starts_with("HTTP/1.")) return std::nullopt;
    HttpResponse response;
    std::from_chars(head->data() + 9, head->data() + 12, response.status);
    std::size_t line = head->find("\r\n") + 2;
    while (line + 2 < head->size()) {
        const std::size_t end = head->find("\r\n", line);
        const std::size_t colon = head->find(':', line);
        if (colon == std::string::npos || colon > end) return std::nullopt;
        const std::size_t value = head->find_first_not_of(' ', colon + 1);
        response.headers.emplace_back(lower(head->substr(line, colon - line)),
                                      head->substr(value, end > value ? end - value : 0));
        line = end + 2;
    }
    const std::string length = response.header("content-length");
    if (head_only || length.empty()) return response;
    std::size_t count = 0;
    std::from_chars(length.data(), length.data() + length.size(), count);
    const auto body = socket.read_exactly(count, timeout_ms);
    if (!body) return std::nullopt;
    response.body = *body;
    return response;
}

std::string Handshake::request(std::uint16_t port) const {
    std::string text = "GET " + path +
                       " HTTP/1.1\r\nHost: " + (host.empty() ? "127.0.0.1:" + std::to_string(port) : host) +
                       "\r\nUpgrade: " + upgrade +
                       "\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                       "Sec-WebSocket-Version: 13\r\n";
    if (!protocol.empty()) text += "Sec-WebSocket-Protocol: " + protocol + "\r\n";
    if (!origin.empty()) text += "Origin: " + origin + "\r\n";
    return text + more + "\r\n";
}

std::string frame_bytes(Opcode opcode, std::string_view payload, bool final, bool masked) {
    std::string bytes;
    bytes += static_cast<char>((final ? 0x80 : 0) | static_cast<int>(opcode));
    const char mask_bit = static_cast<char>(masked ? 0x80 : 0);
    const std::size_t size = payload.size();
    if (size < 126) {
        bytes += static_cast<char>(mask_bit | static_cast<char>(size));
    } else if (size < 65536) {
        bytes += static_cast<char>(mask_bit | 126);
        bytes += static_cast<char>(size >> 8);
        bytes += static_cast<char>(size & 0xff);
    } else {
        bytes += static_cast<char>(mask_bit | 127);
        for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>((size >> shift) & 0xff);
    }
    constexpr std::array<char, 4> mask{0x37, static_cast<char>(0xfa), 0x21, 0x3d};
    if (masked) bytes.append(mask.data(), mask.size());
    for (std::size_t i = 0; i < size; ++i) {
        bytes += masked ? static_cast<char>(payload[i] ^ mask[i % 4]) : payload[i];
    }
    return bytes;
}

std::uint16_t Message::close_code() const {
    if (opcode != Opcode::close || payload.size() < 2) return 0;
    return static_cast<std::uint16_t>((static_cast<unsigned char>(payload[0]) << 8) |
                                      static_cast<unsigned char>(payload[1]));
}

WebSocketClient::WebSocketClient(std::uint16_t port, const Handshake& handshake, int receive_buffer_bytes)
    : socket(port, receive_buffer_bytes) {
    if (!socket.connected() || !socket.send(handshake.request(port))) return;
    const auto response = read_response(socket, true);
    if (response) status_ = response->status;
    // The sample key of RFC 6455 (1.3) has this answer.
    if (status_ == 101 && response->header("sec-websocket-accept") != "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=") {
        status_ = -1;
    }
}

std::optional<Message> WebSocketClient::receive(int timeout_ms) {
    const auto until = deadline(timeout_ms);
    while (true) {
        const auto head = socket.read_exactly(2, left_ms(until));
        if (!head) return std::nullopt;
        const auto first = static_cast<unsigned char>((*head)[0]);
        std::size_t size = static_cast<unsigned char>((*head)[1]);
        if (size >= 128 || (first & 0x70) != 0)
            return std::nullopt;  // masked, or an extension: not a server's
        if (size > 125) {
            const auto longer = socket.read_exactly(size == 126 ? 2 : 8, left_ms(until));
            if (!longer) return std::nullopt;
            size = 0;
            for (const char c : *longer) size = (size << 8) | static_cast<unsigned char>(c);
        }
        auto payload = socket.read_exactly(size, left_ms(until));
        if (!payload) return std::nullopt;
        const auto opcode = static_cast<Opcode>(first & 0x0f);
        if (opcode == Opcode::ping) {
            send_frame(Opcode::pong, *payload);
            continue;
        }
        return Message{opcode, std::move(*payload)};
    }
}

std::optional<std::string> WebSocketClient::receive_text_with(std::string_view part, int timeout_ms) {
    const auto until = deadline(timeout_ms);
    while (auto message = receive(left_ms(until))) {
        if (message->opcode == Opcode::text && message->payload.find(part) != std::string::npos) {
            return std::move(message->payload);
        }
        if (message->opcode == Opcode::close) return std::nullopt;
    }
    return std::nullopt;
}

int WebSocketClient::close_code(int timeout_ms) {
    const auto until = deadline(timeout_ms);
    while (auto message = receive(left_ms(until))) {
        if (message->opcode == Opcode::close) return message->close_code();
    }
    return socket.ends_within(1) ? 0 : -1;
}

std::optional<std::string> WebSocketClient::hello(std::string_view resume_token, std::string_view id) {
    std::string frame = R"({"id":")" + std::string(id) + R"(","do":"hello","lang":"nl","place":"room")";
    if (!resume_token.empty()) frame += R"(,"resume":")" + std::string(resume_token) + "\"";
    if (!send_text(frame + "}")) return std::nullopt;
    return receive_text_with(R"("re":")" + std::string(id) + "\"");
}

std::string text_after(std::string_view json, std::string_view key) {
    const std::string mark = "\"" + std::string(key) + "\":\"";
    const std::size_t at = json.find(mark);
    if (at == std::string_view::npos) return {};
    const std::size_t start = at + mark.size();
    return std::string(json.substr(start, json.find('"', start) - start));
}

}  // namespace gateway_tests
