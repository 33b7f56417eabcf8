// Owns the tests of who may become a WebSocket: the attacks on libwebsockets 4.1.6 among them, which
// run_valgrind runs once more under valgrind. One thread beside the kiosk's. It must never count a refusal as
// fine without asking the kiosk, afterwards, whether it still serves.
#include <catch2/catch.hpp>

#include "gateway/raw_socket.h"
#include "gateway/test_kiosk.h"

using namespace gateway_tests;

namespace {

// The kiosk is alive and takes a proper client.
void require_alive(const TestKiosk& kiosk) {
    WebSocketClient client(kiosk.port());
    REQUIRE(client.status() == 101);
    const auto reply = client.hello();
    REQUIRE(reply);
    REQUIRE(reply->find("\"ok\":true") != std::string::npos);
}

}  // namespace

TEST_CASE("a proper handshake is taken, whoever's page it comes from of ours", "[attack]") {
    TestKiosk kiosk;
    const std::string port = std::to_string(kiosk.port());
    for (const std::string origin : {"", "http://127.0.0.1:PORT", "http://localhost:PORT"}) {
        Handshake handshake;
        handshake.origin = origin;
        if (const auto at = origin.find("PORT"); at != std::string::npos)
            handshake.origin.replace(at, 4, port);
        WebSocketClient client(kiosk.port(), handshake);
        REQUIRE(client.status() == 101);
    }
    Handshake two;
    two.protocol = "chat, buurtkiosk.v1";
    REQUIRE(WebSocketClient(kiosk.port(), two).status() == 101);
}

TEST_CASE("nothing but websocket is upgraded to (CVE-2025-11677)", "[attack]") {
    TestKiosk kiosk;
    for (const std::string upgrade :
         {"foo", "h2c", "websocket, h2c", "h2c, websocket", "websocketx", "web socket", "websocket/13",
          "TLS/1.0", "\x80\xff", "websocket\r\nUpgrade: websocket", "foo\r\nUpgrade: websocket",
          "websocket\r\nUpgrade: foo"}) {
        INFO(upgrade);
        Handshake handshake;
        handshake.upgrade = upgrade;
        if (upgrade.find("h2c") != std::string::npos)
            handshake.more = "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n";
        WebSocketClient client(kiosk.port(), handshake);
        REQUIRE((client.status() == 403 || client.status() == 0));
    }
    Handshake longer;
    longer.upgrade = std::string(3000, 'w');
    REQUIRE(WebSocketClient(kiosk.port(), longer).status() != 101);
    require_alive(kiosk);
}

TEST_CASE("HTTP/2 by prior knowledge is refused, with whatever HPACK behind it (CVE-2026-19773)",
          "[attack]") {
    TestKiosk kiosk;
    const std::string preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    const std::string settings("\0\0\0\4\0\0\0\0\0", 9);
    for (const std::string& hpack :
         {std::string(64, '\xff'), std::string("\x3f\xff\xff\xff\xff\xff\xff\x0f", 8),
          std::string("\x00\x7f\xff\xff\xff\x07", 6), std::string(200, '\x82')}) {
        RawSocket socket(kiosk.port());
        std::string headers("\0\0\0\1\5\0\0\0\1", 9);
        headers[2] = static_cast<char>(hpack.size());
        socket.send(preface + settings + headers + hpack);
        const std::string answer = socket.read_all(1500);
        REQUIRE(answer.find("HTTP/1.0 403") != std::string::npos);
        REQUIRE(socket.ends_within(3000));
    }
    require_alive(kiosk);
}

TEST_CASE("another path, another subprotocol or none is no socket", "[attack]") {
    TestKiosk kiosk;
    for (const std::string path : {"/", "/ws/", "/ws/x", "/WS", "/index.html", "/healthz"}) {
        INFO(path);
        Handshake handshake;
        handshake.path = path;
        REQUIRE(WebSocketClient(kiosk.port(), handshake).status() == 404);
    }
    for (const std::string protocol :
         {"", "chat", "buurtkiosk.v2", "buurtkiosk", "http", "Buurtkiosk.V1", ","}) {
        INFO(protocol);
        Handshake handshake;
        handshake.protocol = protocol;
        const int status = WebSocketClient(kiosk.port(), handshake).status();
        REQUIRE((status == 403 || status == 0));
    }
    require_alive(kiosk);
}

TEST_CASE("a strange Origin or Host is refused", "[attack]") {
    TestKiosk kiosk;
    const std::string port = std::to_string(kiosk.port());
    for (const std::string& origin :
         {std::string("http://evil.example"), std::string("null"), "http://evil.example:" + port,
          "http://127.0.0.1.evil.example:" + port, std::string("http://127.0.0.1"), std::string("file://"),
          "http://127.0.0.1:" + port + "@evil.example", std::string(2000, 'o')}) {
        INFO(origin);
        Handshake handshake;
        handshake.origin = origin;
        REQUIRE(WebSocketClient(kiosk.port(), handshake).status() == 403);
    }
    for (const std::string& host :
         {std::string("evil.example"), "evil.example:" + port, std::string("127.0.0.1"),
          std::string("127.0.0.1:1"), "127.0.0.1:" + port + ", evil.example",
          "127.0.0.1:" + port + "\r\nHost: evil.example", std::string(2000, 'h')}) {
        INFO(host);
        Handshake handshake;
        handshake.host = host;
        REQUIRE(WebSocketClient(kiosk.port(), handshake).status() == 403);
    }
    require_alive(kiosk);
}

TEST_CASE("extensions are not taken up", "[attack]") {
    TestKiosk kiosk;
    RawSocket socket(kiosk.port());
    Handshake handshake;
    handshake.more = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n";
    REQUIRE(socket.send(handshake.request(kiosk.port())));
    const auto response = read_response(socket, true);
    REQUIRE(response);
    REQUIRE(response->status == 101);
    REQUIRE(response->header("sec-websocket-extensions").empty());
    REQUIRE(response->header("sec-websocket-protocol") == "buurtkiosk.v1");
}

TEST_CASE("frames sent together with the handshake are refused or understood, never a crash", "[attack]") {
    TestKiosk kiosk;
    for (const std::string& payload : {std::string(R"({"id":"1","do":"hello","lang":"nl","place":"room"})"),
                                       std::string(3000, 'x'), std::string("{")}) {
        RawSocket socket(kiosk.port());
        REQUIRE(socket.send(Handshake{}.request(kiosk.port()) + frame_bytes(Opcode::text, payload)));
        const auto response = read_response(socket, true);
        REQUIRE(response);
        REQUIRE(response->status == 101);
        socket.read_all(200);
    }
    RawSocket large(kiosk.port());
    large.send(Handshake{}.request(kiosk.port()) + frame_bytes(Opcode::text, std::string(100'000, 'y')));
    large.read_all(300);
    require_alive(kiosk);
}

TEST_CASE("handshakes that stop halfway take nobody's place", "[attack]") {
    TestKiosk kiosk;
    std::vector<RawSocket> halves;
    const std::string whole = Handshake{}.request(kiosk.port());
    for (std::size_t cut = 1; cut < whole.size(); cut += 7) {
        halves.emplace_back(kiosk.port());
        REQUIRE(halves.back().send(whole.substr(0, cut)));
    }
    require_alive(kiosk);
    halves.clear();
    require_alive(kiosk);
}
