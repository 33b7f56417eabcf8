// Owns RawSocket and WebSocketClient, the tests' own clients: they send exactly the bytes that a test wants,
// right or wrong. Used by one test thread. It must never include libwebsockets, so that one mistake is not
// made on both sides.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway_tests {

/// A TCP connection to 127.0.0.1 with limits on how long it waits.
class RawSocket {
  public:
    /// `receive_buffer_bytes` 0 leaves the system's own; a small one makes a slow reader soon.
    explicit RawSocket(std::uint16_t port, int receive_buffer_bytes = 0);
    ~RawSocket();
    RawSocket(RawSocket&& other) noexcept;
    RawSocket& operator=(RawSocket&& other) noexcept;

    bool connected() const { return file_ >= 0; }
    /// False when the other side has closed.
    bool send(std::string_view bytes);
    /// Reads what comes next into the buffer: false at the end of the stream or when nothing comes in time.
    bool fill(int timeout_ms);
    /// Everything until the other side closes, or `timeout_ms` pass without a byte.
    std::string read_all(int timeout_ms = 2000);
    /// Reads up to and with `mark`; what came after it stays for the next read. Nothing when it does not
    /// come.
    std::optional<std::string> read_until(std::string_view mark, int timeout_ms = 3000);
    std::optional<std::string> read_exactly(std::size_t count, int timeout_ms = 3000);
    /// No more will be sent, but answers are still read.
    void half_close();
    void close();
    /// Whether the other side ends the connection within the time (what it still says is thrown away).
    bool ends_within(int timeout_ms);
    int file() const { return file_; }

  private:
    int file_ = -1;
    std::string buffer_;
    bool ended_ = false;
};

struct HttpResponse {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
    std::string body;
    std::string header(std::string_view name) const;  // "" when absent
};
/// One response with a content-length, or a head only.
std::optional<HttpResponse> read_response(RawSocket& socket, bool head_only = false, int timeout_ms = 3000);

struct Handshake {
    std::string path = "/ws";
    std::string host;  // "" becomes 127.0.0.1:port
    std::string upgrade = "websocket";
    std::string protocol = "buurtkiosk.v1";  // "" leaves the header out
    std::string origin;                      // "" leaves it out
    std::string more;                        // more header lines, each with \r\n
    std::string request(std::uint16_t port) const;
};

enum class Opcode : std::uint8_t { continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

/// The bytes of one frame as RFC 6455 (5.2) has them.
std::string frame_bytes(Opcode opcode, std::string_view payload, bool final = true, bool masked = true);

struct Message {
    Opcode opcode;
    std::string payload;
    std::uint16_t close_code() const;  // of a close; 0 when it has none
};

class WebSocketClient {
  public:
    /// Connects and shakes hands; status() tells how it went (101 is well).
    explicit WebSocketClient(std::uint16_t port, const Handshake& handshake = {},
                             int receive_buffer_bytes = 0);

    int status() const { return status_; }
    bool send_text(std::string_view text) { return socket.send(frame_bytes(Opcode::text, text)); }
    bool send_frame(Opcode opcode, std::string_view payload, bool final = true) {
        return socket.send(frame_bytes(opcode, payload, final));
    }
    /// The next frame but pings, which it answers. Nothing when none comes in time or the stream ends.
    std::optional<Message> receive(int timeout_ms = 3000);
    /// Reads on until a text that holds `part` comes; the ones before it are dropped.
    std::optional<std::string> receive_text_with(std::string_view part, int timeout_ms = 3000);
    /// Reads on until the close frame; its code, or 0 when the stream just ended, -1 when neither came.
    int close_code(int timeout_ms = 6000);
    /// Says hello and reads the reply.
    std::optional<std::string> hello(std::string_view resume_token = {}, std::string_view id = "h");

    RawSocket socket;

  private:
    int status_ = 0;
};

/// The text after "key":" up to the next quote, for tokens and ids in a reply; "" when it is not there.
std::string text_after(std::string_view json, std::string_view key);

}  // namespace gateway_tests
