// Owns the plain clients of the benchmarks: connect, shake hands, say hello, count frames, with nothing in
// between that costs time. One thread or process of the benchmark. It must never include libwebsockets.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

inline void fail(const char* what) {
    std::perror(what);
    std::exit(1);
}

inline int connect_to(std::uint16_t port) {
    const int file = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (file < 0 || connect(file, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        fail("connect");
    }
    const int yes = 1;
    setsockopt(file, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    return file;
}

inline void send_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = send(file, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) fail("send");
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

// A text frame of a client with the mask of zeros, which leaves the text as it is.
inline std::string frame(std::string_view text) {
    std::string bytes = "\x81";
    if (text.size() < 126) {
        bytes += static_cast<char>(0x80 | static_cast<int>(text.size()));
    } else {
        bytes += static_cast<char>(0x80 | 126);
        bytes += static_cast<char>(text.size() >> 8);
        bytes += static_cast<char>(text.size() & 0xff);
    }
    return bytes.append(4, '\0').append(text);
}

// Reads until `mark` has come, and gives everything read.
inline std::string read_until(int file, std::string_view mark) {
    std::string read;
    std::array<char, 65536> piece{};
    while (read.find(mark) == std::string::npos) {
        const auto count = recv(file, piece.data(), piece.size(), 0);
        if (count <= 0) fail("recv");
        read.append(piece.data(), static_cast<std::size_t>(count));
    }
    return read;
}

// A WebSocket of somebody who has said hello and has the whole view.
inline int join(std::uint16_t port) {
    const int file = connect_to(port);
    send_all(file, "GET /ws HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) +
                       "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                       "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                       "Sec-WebSocket-Protocol: buurtkiosk.v1\r\n\r\n");
    read_until(file, "\r\n\r\n");
    send_all(file, frame(R"({"id":"h","do":"hello","lang":"nl","place":"room"})"));
    read_until(file, "{\"me\":");
    return file;
}

inline double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}
inline double percentile(std::vector<double> values, double share) {
    std::sort(values.begin(), values.end());
    if (values.empty()) return 0;
    const auto at = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1));
    return values[at];
}

}  // namespace bench
