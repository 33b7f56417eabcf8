// Owns the tests of sessions as a whole: taking over, coming back, slow readers, crowds, full halls, the end.
// One thread beside the kiosk's. It must never reach into the gateway while its loop runs.
#include <catch2/catch.hpp>

#include "gateway/raw_socket.h"
#include "gateway/test_kiosk.h"

using namespace gateway_tests;

namespace {

std::string token_of(WebSocketClient& client, std::string_view resume = {}) {
    const auto reply = client.hello(resume);
    REQUIRE(reply);
    REQUIRE(reply->find("\"ok\":true") != std::string::npos);
    return text_after(*reply, "token");
}

bool answers(WebSocketClient& client) {
    return client.send_text(R"({"id":"alive","do":"ping"})") &&
           client.receive_text_with("\"re\":\"alive\"").has_value();
}

}  // namespace

TEST_CASE("a new socket with the same token takes over; the old one hears 4001") {
    TestKiosk kiosk;
    WebSocketClient first(kiosk.port());
    const std::string token = token_of(first);
    REQUIRE(first.send_text(R"({"id":"n","do":"name","name":"Ayşe"})"));
    REQUIRE(first.receive_text_with("\"re\":\"n\""));

    WebSocketClient second(kiosk.port());
    const auto reply = second.hello(token);
    REQUIRE(reply);
    REQUIRE(text_after(*reply, "you") == "p1");
    const auto me = second.receive_text_with("{\"me\":");
    REQUIRE(me);
    REQUIRE(text_after(*me, "name") == "Ayşe");
    REQUIRE(first.close_code() == 4001);
    REQUIRE(answers(second));
}

TEST_CASE("a phone that slept comes back as who it was, with either of its last two tokens") {
    TestKiosk kiosk;
    std::string token;
    {
        WebSocketClient phone(kiosk.port());
        token = token_of(phone);
    }
    WebSocketClient again(kiosk.port());
    const auto reply = again.hello(token);
    REQUIRE(reply);
    REQUIRE(text_after(*reply, "you") == "p1");
    REQUIRE(text_after(*reply, "token") != token);
    again.socket.close();
    WebSocketClient lost_reply(kiosk.port());  // the reply with the new token never arrived
    REQUIRE(text_after(lost_reply.hello(token).value_or(""), "you") == "p1");
    WebSocketClient stranger(kiosk.port());
    REQUIRE(text_after(stranger.hello("0123456789abcdef0123456789abcdef").value_or(""), "you") != "p1");
}

TEST_CASE("everybody who follows gets the same change") {
    TestKiosk kiosk;
    WebSocketClient one(kiosk.port());
    WebSocketClient two(kiosk.port());
    token_of(one);
    token_of(two);
    REQUIRE(one.send_text(R"({"id":"r","do":"react","kind":"clap"})"));
    const auto here = one.receive_text_with("\"clap\":1");
    const auto there = two.receive_text_with("\"clap\":1");
    REQUIRE(here);
    REQUIRE(there);
    REQUIRE(*here == *there);
}

TEST_CASE("what the console asks reaches the phones") {
    TestKiosk kiosk;
    WebSocketClient phone(kiosk.port());
    token_of(phone);
    kiosk.console(bk::assembly::CloseQueue{});
    REQUIRE(phone.receive_text_with("\"queue\":{\"open\":false}").has_value());
}

TEST_CASE("a slow reader is closed, and holds nobody up", "[attack]") {
    TestKiosk::Settings settings;
    settings.outbox_bytes = 64 * 1024;
    settings.rates.commands = {1e6, 1e6};
    TestKiosk kiosk(settings);
    WebSocketClient slow(kiosk.port(), {}, 4096);
    token_of(slow);
    WebSocketClient quick(kiosk.port());
    token_of(quick);
    // The slow one asks for whole views and reads none of them.
    std::string asking;
    for (int i = 0; i < 100; ++i) {
        asking += frame_bytes(Opcode::text,
                              R"({"id":"v)" + std::to_string(i) + R"(","do":"section","name":"polls"})");
    }
    bool ended = false;
    for (int round = 0; round < 600 && !ended; ++round) {
        ended = !slow.socket.send(asking);
        REQUIRE(answers(quick));
    }
    // What it reads now is what was on its way; then the stream ends, with 4003 if that still got through.
    const int code = slow.close_code(15000);
    REQUIRE((code == 4003 || code == 0));
    REQUIRE(answers(quick));
}

TEST_CASE("a client that hangs up halfway or closes only its own side leaves nothing behind", "[attack]") {
    TestKiosk kiosk;
    {
        WebSocketClient half(kiosk.port());
        token_of(half);
        half.socket.half_close();
        REQUIRE(half.socket.ends_within(5000));
    }
    {
        WebSocketClient cut(kiosk.port());
        cut.socket.send(frame_bytes(Opcode::text, R"({"id":"x","do":"ping"})").substr(0, 9));
    }
    {
        WebSocketClient pieces(kiosk.port());
        pieces.send_frame(Opcode::text, "{\"id\"", false);
    }
    WebSocketClient polite(kiosk.port());
    token_of(polite);
    REQUIRE(polite.send_frame(Opcode::close, std::string("\x03\xe8", 2)));
    REQUIRE(polite.close_code() == 1000);
    WebSocketClient last(kiosk.port());
    token_of(last);
    REQUIRE(answers(last));
    kiosk.stop();
    REQUIRE(kiosk.gateway().sessions() <= 1);
}

TEST_CASE("five hundred phones join, follow, leave and come back") {
    TestKiosk kiosk;
    constexpr int many = 500;
    std::vector<std::unique_ptr<WebSocketClient>> phones;
    std::vector<std::string> tokens;
    for (int i = 0; i < many; ++i) {
        phones.push_back(std::make_unique<WebSocketClient>(kiosk.port()));
        REQUIRE(phones.back()->status() == 101);
        REQUIRE(phones.back()->send_text(R"({"id":"h","do":"hello","lang":"nl","place":"room"})"));
    }
    for (auto& phone : phones) {
        const auto reply = phone->receive_text_with("\"re\":\"h\"", 20000);
        REQUIRE(reply);
        tokens.push_back(text_after(*reply, "token"));
    }
    REQUIRE(phones[0]->send_text(R"({"id":"r","do":"react","kind":"heart"})"));
    for (auto& phone : phones) REQUIRE(phone->receive_text_with("\"heart\":1", 20000).has_value());
    phones.clear();  // the bus leaves, without a word
    for (int i = 0; i < many; ++i) {
        phones.push_back(std::make_unique<WebSocketClient>(kiosk.port()));
        const auto reply = phones.back()->hello(tokens[static_cast<std::size_t>(i)]);
        REQUIRE(reply);
        REQUIRE(text_after(*reply, "you") == "p" + std::to_string(i + 1));
    }
    kiosk.stop();
    REQUIRE(kiosk.engine().state().people.size() == many);
}

TEST_CASE("a full hall keeps places free for who chairs") {
    TestKiosk::Settings settings;
    settings.clients = 6;
    settings.reserved_clients = 2;
    settings.hello_within_ms = 800;
    TestKiosk kiosk(settings);
    std::vector<std::unique_ptr<WebSocketClient>> guests;
    for (int i = 0; i < 4; ++i) {
        guests.push_back(std::make_unique<WebSocketClient>(kiosk.port()));
        token_of(*guests.back());
    }
    WebSocketClient chair(kiosk.port());
    token_of(chair);
    WebSocketClient fifth(kiosk.port());
    token_of(fifth);
    REQUIRE(fifth.send_text(R"({"id":"n","do":"name","name":"Jan"})"));
    REQUIRE(fifth.receive_text_with("\"re\":\"n\"").value_or("").find("\"full\"") != std::string::npos);
    REQUIRE(WebSocketClient(kiosk.port()).status() == 503);
    REQUIRE(chair.send_text(R"({"id":"c","do":"pair","code":")" + kiosk.chair_code() + "\"}"));
    REQUIRE(text_after(chair.receive_text_with("\"re\":\"c\"").value_or(""), "role") == "chair");
    REQUIRE(fifth.close_code() == 4004);
    REQUIRE(answers(chair));
    for (auto& guest : guests) REQUIRE(answers(*guest));
}

TEST_CASE("a socket that says nothing more is pinged, and hung up when it stays dumb") {
    TestKiosk::Settings settings;
    settings.ping_after_s = 1;
    settings.hang_up_after_s = 2;
    TestKiosk kiosk(settings);
    WebSocketClient alive(kiosk.port());
    WebSocketClient dead(kiosk.port());
    token_of(alive);
    token_of(dead);
    for (int i = 0; i < 35; ++i) alive.receive(100);  // receive() answers pings
    REQUIRE(answers(alive));
    REQUIRE(dead.socket.ends_within(3000));
}

TEST_CASE("at the end everybody hears 4000, after what was meant for them") {
    TestKiosk kiosk;
    std::vector<std::unique_ptr<WebSocketClient>> phones;
    for (int i = 0; i < 20; ++i) {
        phones.push_back(std::make_unique<WebSocketClient>(kiosk.port()));
        token_of(*phones.back());
    }
    const auto start = std::chrono::steady_clock::now();
    std::thread stopping([&] { kiosk.stop(); });
    std::vector<int> codes;
    for (auto& phone : phones) {
        codes.push_back(phone->close_code());
        phone->send_frame(Opcode::close, std::string("\x0f\xa0", 2));
    }
    stopping.join();
    REQUIRE(codes == std::vector<int>(phones.size(), 4000));
    REQUIRE(std::chrono::steady_clock::now() - start < std::chrono::seconds(4));
}
