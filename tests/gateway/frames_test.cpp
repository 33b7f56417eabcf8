// Owns the tests of what a client may send on its socket: pieces, sizes, bad bytes, floods.
// One thread beside the kiosk's. It must never take the absence of an answer for a refusal.
#include <catch2/catch.hpp>
#include <chrono>

#include "gateway/raw_socket.h"
#include "gateway/test_kiosk.h"

using namespace gateway_tests;

namespace {

struct Guest {
    explicit Guest(const TestKiosk& kiosk) : client(kiosk.port()) {
        REQUIRE(client.status() == 101);
        const auto reply = client.hello();
        REQUIRE(reply);
        REQUIRE(reply->find("\"ok\":true") != std::string::npos);
    }
    std::string ask(const std::string& id, const std::string& rest) {
        REQUIRE(client.send_text(R"({"id":")" + id + "\"," + rest + "}"));
        return client.receive_text_with("\"re\":\"" + id + "\"").value_or("");
    }
    void require_works() { REQUIRE(ask("ok", R"("do":"ping")").find("\"now_ms\":") != std::string::npos); }
    WebSocketClient client;
};

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

bool is_refused(const std::string& reply, const std::string& code) {
    return reply.find("\"ok\":false") != std::string::npos &&
           reply.find("\"code\":\"" + code + "\"") != std::string::npos;
}

}  // namespace

TEST_CASE("hello brings a token, then the whole view, then me") {
    TestKiosk kiosk;
    WebSocketClient client(kiosk.port());
    REQUIRE(client.send_text(R"({"id":"a","do":"hello","lang":"nl","place":"home"})"));
    const auto reply = client.receive();
    REQUIRE(reply);
    REQUIRE(text_after(reply->payload, "token").size() == 32);
    REQUIRE(text_after(reply->payload, "you") == "p1");
    const auto view = client.receive();
    REQUIRE(view);
    REQUIRE(view->payload.find("\"view\":{") != std::string::npos);
    REQUIRE(text_after(view->payload, "epoch") == text_after(reply->payload, "epoch"));
    const auto me = client.receive();
    REQUIRE(me);
    REQUIRE(me->payload.starts_with("{\"me\":{"));
    REQUIRE(me->payload.find("\"place\":\"home\"") != std::string::npos);
}

TEST_CASE("a message in pieces is one message", "[attack]") {
    TestKiosk kiosk;
    Guest guest(kiosk);
    const std::string text = R"({"id":"frag","do":"name","name":"Fatma"})";
    REQUIRE(guest.client.send_frame(Opcode::text, text.substr(0, 1), false));
    for (std::size_t at = 1; at + 1 < text.size(); ++at) {
        REQUIRE(guest.client.send_frame(Opcode::continuation, text.substr(at, 1), false));
        if (at == 5) REQUIRE(guest.client.send_frame(Opcode::ping, "between"));
    }
    REQUIRE(guest.client.send_frame(Opcode::continuation, text.substr(text.size() - 1), true));
    const auto reply = guest.client.receive_text_with("\"re\":\"frag\"");
    REQUIRE(reply);
    REQUIRE(text_after(*reply, "shown") == "Fatma");

    SECTION("and TCP may cut a frame anywhere") {
        for (const char c : frame_bytes(Opcode::text, R"({"id":"tcp","do":"ping"})")) {
            REQUIRE(guest.client.socket.send(std::string(1, c)));
        }
        REQUIRE(guest.client.receive_text_with("\"re\":\"tcp\"").has_value());
    }
    SECTION("and many frames may come in one piece") {
        std::string together;
        for (int i = 0; i < 20; ++i) {
            together += frame_bytes(Opcode::text, R"({"id":"m)" + std::to_string(i) + R"(","do":"ping"})");
        }
        REQUIRE(guest.client.socket.send(together));
        for (int i = 0; i < 20; ++i) {
            REQUIRE(guest.client.receive_text_with("\"re\":\"m" + std::to_string(i) + "\"").has_value());
        }
    }
}

TEST_CASE("the largest frame is taken, one byte more closes with 1009, in pieces too", "[attack]") {
    TestKiosk kiosk;
    const std::string start = R"({"id":"big","do":"name","name":")";
    const std::string full = start + std::string(bk::limits::frame_bytes - start.size() - 2, 'a') + "\"}";
    REQUIRE(full.size() == bk::limits::frame_bytes);
    Guest guest(kiosk);
    REQUIRE(guest.client.send_text(full));
    const auto reply = guest.client.receive_text_with("\"re\":\"big\"");
    REQUIRE(reply);
    REQUIRE(is_refused(*reply, "too_long"));
    guest.require_works();

    SECTION("whole") {
        REQUIRE(guest.client.send_text(full + " "));
        REQUIRE(guest.client.close_code() == 1009);
    }
    SECTION("in pieces") {
        REQUIRE(guest.client.send_frame(Opcode::text, full.substr(0, 3000), false));
        REQUIRE(guest.client.send_frame(Opcode::continuation, std::string(1097, ' '), false));
        REQUIRE(guest.client.close_code() == 1009);
    }
    SECTION("announced as a gigabyte") {
        std::string header = frame_bytes(Opcode::text, std::string(70'000, 'x'));
        header[5] = '\x40';  // the fourth byte of the eight that tell the length
        guest.client.socket.send(header);
        const int code = guest.client.close_code();
        REQUIRE((code == 1009 || code == 0));
    }
    REQUIRE(Guest(kiosk).client.status() == 101);
}

TEST_CASE("a frame that cannot be understood gets a refusal and keeps its connection", "[attack]") {
    TestKiosk kiosk;
    Guest guest(kiosk);
    for (const std::string& bad :
         {std::string(), std::string("x"), std::string("{"), std::string("[]"), std::string("null"),
          std::string("{}"), std::string(R"({"id":"q"})"), std::string(R"({"id":5,"do":"ping"})"),
          std::string(R"({"id":"q","do":"ping"} x)"), std::string(500, '['),
          std::string("{\"id\":\"q\",\"do\":\"\0\"}", 19)}) {
        INFO(bad);
        REQUIRE(guest.client.send_text(bad));
        const auto reply = guest.client.receive_text_with("\"ok\":false");
        REQUIRE(reply);
        REQUIRE((is_refused(*reply, "bad_frame") || is_refused(*reply, "unknown_verb")));
        REQUIRE_FALSE(text_after(*reply, "message").empty());
    }
    REQUIRE(is_refused(guest.ask("u", R"("do":"fly")"), "unknown_verb"));
    guest.require_works();
}

TEST_CASE("binary frames are refused, the connection is kept", "[attack]") {
    TestKiosk kiosk;
    Guest guest(kiosk);
    REQUIRE(guest.client.send_frame(Opcode::binary, R"({"id":"b","do":"ping"})"));
    const auto reply = guest.client.receive_text_with("\"ok\":false");
    REQUIRE(reply);
    REQUIRE(is_refused(*reply, "bad_frame"));
    guest.require_works();
}

TEST_CASE("bytes that are no UTF-8 close the connection with 1007", "[attack]") {
    TestKiosk kiosk;
    for (const std::string& bytes :
         {std::string("\xff\xfe"), std::string("\xc3"), std::string("\xed\xa0\x80"), std::string("\xc0\xaf"),
          std::string("\xf5\x80\x80\x80")}) {
        Guest guest(kiosk);
        REQUIRE(guest.client.send_text(R"({"id":"u","do":"name","name":")" + bytes + "\"}"));
        REQUIRE(guest.client.close_code() == 1007);
    }
}

TEST_CASE("a frame without a mask is understood or ends the connection, and hurts nobody", "[attack]") {
    TestKiosk kiosk;
    Guest guest(kiosk);
    REQUIRE(guest.client.socket.send(frame_bytes(Opcode::text, "{}", true, false)));
    const auto reply = guest.client.receive_text_with("\"ok\":false", 1000);
    REQUIRE((reply.has_value() || guest.client.socket.ends_within(1000)));
    REQUIRE(Guest(kiosk).client.status() == 101);
}

TEST_CASE("frames against RFC 6455 end the connection", "[attack]") {
    TestKiosk kiosk;
    const std::vector<std::string> wrong{
        frame_bytes(Opcode::continuation, "{}"),    // continues nothing
        frame_bytes(static_cast<Opcode>(3), "{}"),  // reserved
        frame_bytes(static_cast<Opcode>(0xf), "{}"),
        frame_bytes(Opcode::ping, "x", false),                                   // control in pieces
        frame_bytes(Opcode::ping, std::string(126, 'p')),                        // control too long
        frame_bytes(Opcode::text, "{", false) + frame_bytes(Opcode::text, "}"),  // text within text
        std::string("\xc1\x80\x01\x02\x03\x04", 6)};                             // RSV1
    for (std::size_t which = 0; which < wrong.size(); ++which) {
        const std::string& bytes = wrong[which];
        INFO(which);
        Guest guest(kiosk);
        guest.client.socket.send(bytes);
        const int code = guest.client.close_code();
        INFO(code);
        REQUIRE((code == 1002 || code == 0));
    }
    REQUIRE(Guest(kiosk).client.status() == 101);
}

TEST_CASE("a ping of the protocol is answered with its own payload") {
    TestKiosk kiosk;
    Guest guest(kiosk);
    REQUIRE(guest.client.send_frame(Opcode::ping, "hallo?"));
    for (int i = 0; i < 5; ++i) {
        const auto message = guest.client.receive();
        REQUIRE(message);
        if (message->opcode != Opcode::pong) continue;
        REQUIRE(message->payload == "hallo?");
        return;
    }
    FAIL("no pong came");
}

TEST_CASE("before hello nothing is done; without hello the socket is closed with 4002") {
    TestKiosk::Settings settings;
    settings.hello_within_ms = 700;
    TestKiosk kiosk(settings);
    WebSocketClient early(kiosk.port());
    REQUIRE(early.send_text(R"({"id":"1","do":"name","name":"Jan"})"));
    const auto reply = early.receive_text_with("\"re\":\"1\"");
    REQUIRE(reply);
    REQUIRE(is_refused(*reply, "no_hello"));
    WebSocketClient silent(kiosk.port());
    REQUIRE(silent.status() == 101);
    Guest polite(kiosk);
    REQUIRE(silent.close_code(3000) == 4002);
    REQUIRE(early.close_code(3000) == 4002);
    polite.require_works();
}

TEST_CASE("a second hello on one socket is refused and changes nothing") {
    TestKiosk kiosk;
    Guest guest(kiosk);
    REQUIRE(is_refused(guest.ask("2", R"("do":"hello","lang":"nl","place":"room")"), "already"));
    guest.require_works();
}

TEST_CASE("a flood is refused with rate, and closed with 4004 when it goes on", "[attack]") {
    TestKiosk kiosk;
    Guest guest(kiosk);
    Guest other(kiosk);
    std::string burst;
    for (int i = 0; i < 400; ++i) {
        burst += frame_bytes(Opcode::text, R"({"id":"f)" + std::to_string(i) + R"(","do":"ping"})");
    }
    const auto start = std::chrono::steady_clock::now();
    guest.client.socket.send(burst);
    int served = 0;
    int refused = 0;
    int code = -1;
    while (auto message = guest.client.receive()) {
        if (message->opcode == Opcode::close) {
            code = message->close_code();
            break;
        }
        if (message->payload.find("\"re\":\"f") == std::string::npos) continue;
        if (is_refused(message->payload, "rate")) {
            ++refused;
        } else {
            ++served;
        }
    }
    // A burst of 60 and 20 a second; 60 refusals and 2 a second before the end.
    const int seconds = static_cast<int>(seconds_since(start)) + 1;
    REQUIRE(code == 4004);
    REQUIRE(served >= 60);
    REQUIRE(served <= 60 + 20 * seconds);
    REQUIRE(refused >= 60);
    REQUIRE(refused <= 60 + 2 * seconds);
    other.require_works();  // who sits beside them in the hall notices nothing
}

TEST_CASE("a flood of rubbish is a flood too", "[attack]") {
    TestKiosk kiosk;
    Guest guest(kiosk);
    std::string burst;
    for (int i = 0; i < 400; ++i) burst += frame_bytes(Opcode::text, "{");
    guest.client.socket.send(burst);
    REQUIRE(guest.client.close_code() == 4004);
}

TEST_CASE("hammering on a reaction is refused but not thrown out") {
    TestKiosk kiosk;
    Guest guest(kiosk);
    int refused = 0;
    for (int i = 0; i < 40; ++i) {
        refused +=
            is_refused(guest.ask("r" + std::to_string(i), R"("do":"react","kind":"clap")"), "rate") ? 1 : 0;
    }
    REQUIRE(refused >= 25);
    guest.require_works();
}

TEST_CASE("the chair's code cannot be guessed at speed, works once, and is never kept from the chair",
          "[attack]") {
    TestKiosk kiosk;
    Guest guesser(kiosk);
    int wrong = 0;
    int rate = 0;
    for (int i = 0; i < 12; ++i) {
        const auto reply = guesser.ask("p" + std::to_string(i), R"("do":"pair","code":"0000-0000")");
        wrong += is_refused(reply, "not_allowed") ? 1 : 0;
        rate += is_refused(reply, "rate") ? 1 : 0;
    }
    REQUIRE(wrong == 3);  // the next try comes in half a minute
    REQUIRE(rate == 9);
    // Many others guess too: each has three tries, then they wait together.
    for (int i = 0; i < 20; ++i) {
        Guest other(kiosk);
        for (int k = 0; k < 4; ++k) {
            const auto answer = other.ask("g" + std::to_string(k), R"("do":"pair","code":"1111-1111")");
            REQUIRE(is_refused(answer, k < 3 ? "not_allowed" : "rate"));
        }
    }
    // The chair types it right the first time, and has not heard of them.
    Guest chair(kiosk);
    const auto reply = chair.ask("c", R"("do":"pair","code":")" + kiosk.chair_code() + "\"");
    REQUIRE(text_after(reply, "role") == "chair");
    REQUIRE(chair.client.receive_text_with("\"desk\":{").has_value());
    REQUIRE(chair.ask("s", R"("do":"queue.open")").find("\"ok\":true") != std::string::npos);
    Guest second(kiosk);
    const auto used = second.ask("d", R"("do":"pair","code":")" + kiosk.chair_code() + "\"");
    REQUIRE(is_refused(used, "not_allowed"));
}
