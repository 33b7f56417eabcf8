// Owns the tests of the gateway's rules that need no socket: buckets, outboxes, hosts, pages.
// One thread. It must never wait for a clock: the time is an argument everywhere.
#include <catch2/catch.hpp>

#include "gateway/host_check.h"
#include "gateway/http.h"
#include "gateway/session.h"
#include "gateway/test_kiosk.h"
#include "gateway/token_bucket.h"

using namespace buurtkiosk;
using namespace buurtkiosk::gateway;

TEST_CASE("a token bucket gives its burst at once and then what comes back each second") {
    TokenBucket bucket({3, 2});
    REQUIRE(bucket.take(1000));
    REQUIRE(bucket.take(1000));
    REQUIRE(bucket.take(1000));
    REQUIRE_FALSE(bucket.take(1000));
    REQUIRE_FALSE(bucket.take(1499));
    REQUIRE(bucket.take(1500));
    REQUIRE_FALSE(bucket.take(1500));
    SECTION("it never holds more than its burst") {
        for (int i = 0; i < 3; ++i) REQUIRE(bucket.take(1'000'000));
        REQUIRE_FALSE(bucket.take(1'000'000));
    }
    SECTION("a clock that went back fills nothing") { REQUIRE_FALSE(bucket.take(0)); }
    SECTION("what costs more waits longer") {
        REQUIRE_FALSE(bucket.take(2500, 3));
        REQUIRE(bucket.take(3000, 3));
    }
}

TEST_CASE("the outbox drops what a newer frame makes needless, and nothing else") {
    Outbox outbox;
    outbox.push(make_frame("reply"), FrameKind::reply);
    outbox.push(make_frame("patch 1"), FrameKind::patch);
    outbox.push(make_frame("me 1"), FrameKind::me);
    outbox.push(make_frame("desk patch"), FrameKind::desk_patch);
    outbox.push(make_frame("patch 2"), FrameKind::patch);
    REQUIRE(outbox.size() == 5);
    outbox.push(make_frame("whole"), FrameKind::view);
    outbox.push(make_frame("me 2"), FrameKind::me);
    outbox.push(make_frame("patch 3"), FrameKind::patch);
    std::vector<std::string> left;
    std::size_t bytes = outbox.bytes();
    while (!outbox.empty()) {
        const auto frame = outbox.pop();
        left.emplace_back(frame->text());
        bytes -= frame->size();
        REQUIRE(outbox.bytes() == bytes);
    }
    REQUIRE(bytes == 0);
    REQUIRE(left == std::vector<std::string>{"reply", "desk patch", "whole", "me 2", "patch 3"});
}

TEST_CASE("an authority is host[:port] and nothing more") {
    REQUIRE(parse_authority("Kiosk.Local:8800") == Authority{"kiosk.local", 8800});
    REQUIRE(parse_authority("192.168.1.20") == Authority{"192.168.1.20", std::nullopt});
    REQUIRE(parse_authority("[0:0:0:0:0:0:0:1]:80") == Authority{"::1", 80});
    REQUIRE(parse_authority("kiosk.") == Authority{"kiosk", std::nullopt});
    REQUIRE(parse_authority("[::1]:80")->text() == "[::1]:80");
    for (const char* wrong : {"", ":80", "a b", "a,b", "a:b", "a:", "a:65536", "a:-1", "u@a", "a/b", "[::1",
                              "[x]", "[::1]x", "::1", "a:80:80", "a\r\nX: y", "<script>"}) {
        INFO(wrong);
        REQUIRE_FALSE(parse_authority(wrong).has_value());
    }
    REQUIRE_FALSE(parse_authority(std::string(300, 'a')).has_value());
}

TEST_CASE("only this computer's own addresses and names, with the kiosk's port, are ours") {
    int asked = 0;
    std::set<std::string> addresses{"192.168.1.20", "fe80::1"};
    HostCheck check(
        8800, std::nullopt,
        [&] {
            ++asked;
            return addresses;
        },
        [] {
            return std::set<std::string>{"buurthuis", "buurthuis.local"};
        });
    for (const char* ours : {"192.168.1.20:8800", "localhost:8800", "127.0.0.1:8800", "127.0.1.1:8800",
                             "buurthuis:8800", "BUURTHUIS.local:8800", "[fe80::1]:8800"}) {
        INFO(ours);
        REQUIRE(check.ours(ours, 10).has_value());
    }
    for (const char* strange : {"192.168.1.20", "192.168.1.20:80", "192.168.1.21:8800", "evil.example:8800",
                                "localhost.evil.example:8800", "127.0.0.1.evil.example:8800",
                                "127.0.0.1:8801", "localhost", "", "evil.example"}) {
        INFO(strange);
        REQUIRE_FALSE(check.ours(strange, 10).has_value());
    }
    REQUIRE(asked == 1);
    SECTION("an address that came up later is found") {
        addresses.insert("10.0.0.7");
        REQUIRE_FALSE(check.ours("10.0.0.7:8800", 1000).has_value());
        REQUIRE(check.ours("10.0.0.7:8800", 3000).has_value());
    }
    SECTION("an origin is a page of ours") {
        REQUIRE(check.origin_is_ours("http://192.168.1.20:8800", 10));
        REQUIRE(check.origin_is_ours("http://localhost:8800", 10));
        for (const char* strange :
             {"null", "", "http://evil.example", "http://192.168.1.20", "file://", "http://192.168.1.20:8801",
              "192.168.1.20:8800", "http://localhost:8800/x", "http://localhost:8800, http://evil.example",
              "ftp://localhost:8800"}) {
            INFO(strange);
            REQUIRE_FALSE(check.origin_is_ours(strange, 10));
        }
    }
}

TEST_CASE("the public address is ours too, without our port") {
    HostCheck check(
        8800, "https://buurt.example.nl/", [] { return std::set<std::string>{}; },
        [] { return std::set<std::string>{}; });
    REQUIRE(check.ours("buurt.example.nl", 0).has_value());
    REQUIRE(check.ours("buurt.example.nl:443", 0).has_value());
    REQUIRE_FALSE(check.ours("buurt.example.nl:8080", 0).has_value());
    REQUIRE_FALSE(check.ours("example.nl", 0).has_value());
    REQUIRE(check.origin_is_ours("https://buurt.example.nl", 0));
    REQUIRE(check.is_public("buurt.example.nl"));
    REQUIRE_FALSE(check.is_public("127.0.0.1:8800"));
    HostCheck on_80(
        80, std::nullopt, [] { return std::set<std::string>{"192.168.1.20"}; },
        [] { return std::set<std::string>{}; });
    REQUIRE(on_80.ours("192.168.1.20", 0).has_value());
}

TEST_CASE("gzip is sent only to who accepts it") {
    for (const char* yes : {"gzip", "deflate, gzip", "gzip;q=0.5", "*", "br;q=1, *;q=0.1", "x-gzip"}) {
        INFO(yes);
        REQUIRE(accepts_gzip(yes));
    }
    for (const char* no :
         {"", "br", "gzip;q=0", "gzip; q=0.000", "*;q=0", "identity", "gzip;q=0, *", "gzipped"}) {
        INFO(no);
        REQUIRE_FALSE(accepts_gzip(no));
    }
}

TEST_CASE("an entity tag is compared weakly, in a list") {
    REQUIRE(etag_matches("\"a\", W/\"b\"", "\"b\""));
    REQUIRE(etag_matches("*", "\"b\""));
    REQUIRE_FALSE(etag_matches("\"a\"", "\"b\""));
    REQUIRE_FALSE(etag_matches("", "\"b\""));
}

TEST_CASE("the pages say what a browser may do with them") {
    const HttpPages pages(gateway_tests::small_web(), gateway_tests::locales());
    HttpRequest request{Method::get, "/", "", "", Authority{"192.168.1.20", 8800}};
    const auto header = [](const HttpAnswer& answer, std::string_view name) {
        for (const auto& [key, value] : answer.headers) {
            if (key == name) return value;
        }
        return std::string();
    };
    const HttpAnswer page = pages.answer(request);
    REQUIRE(page.status == 200);
    REQUIRE(header(page, "content-security-policy") ==
            "default-src 'self'; connect-src 'self' ws://192.168.1.20:8800 wss://192.168.1.20:8800; "
            "frame-ancestors 'none'");
    REQUIRE(header(page, "x-content-type-options") == "nosniff");
    REQUIRE(header(page, "referrer-policy") == "no-referrer");
    REQUIRE(header(page, "cache-control") == "no-cache");

    SECTION("packed, it is another entity with the same content") {
        request.accept_encoding = "gzip";
        const HttpAnswer packed = pages.answer(request);
        REQUIRE(header(packed, "content-encoding") == "gzip");
        REQUIRE(packed.length < page.length);
        REQUIRE(header(packed, "etag") != header(page, "etag"));
        REQUIRE(header(packed, "vary") == "accept-encoding");
        request.if_none_match = header(packed, "etag");
        REQUIRE(pages.answer(request).status == 304);
        request.accept_encoding = "";
        REQUIRE(pages.answer(request).status == 200);
    }
    SECTION("HEAD has the length and no body") {
        request.method = Method::head;
        const HttpAnswer head = pages.answer(request);
        REQUIRE(head.body.empty());
        REQUIRE(head.length == page.length);
    }
    SECTION("the locales hold what the page needs and not the rest") {
        request.path = "/locales/nl.json";
        const HttpAnswer answer = pages.answer(request);
        REQUIRE(answer.status == 200);
        REQUIRE(header(answer, "content-type") == "application/json");
        REQUIRE(answer.body.find("\"web.brand\"") != std::string_view::npos);
        REQUIRE(answer.body.find("\"reason.first_come\"") != std::string_view::npos);
        for (const char* other : {"\"console.", "\"program.", "\"refusal.", "\"lead.", "\"step."}) {
            INFO(other);
            REQUIRE(answer.body.find(other) == std::string_view::npos);
        }
        request.path = "/locales/nl-lead.json";
        const HttpAnswer leading = pages.answer(request);
        REQUIRE(leading.status == 200);
        REQUIRE(leading.body.find("\"lead.now\"") != std::string_view::npos);
        REQUIRE(leading.body.find("\"next.start\"") != std::string_view::npos);
        REQUIRE(leading.body.find("\"web.") == std::string_view::npos);
    }
    SECTION("nothing else is there") {
        for (const char* path :
             {"/index", "/ws", "/locales/xx.json", "/locales/nl", "/app.js/", "//", "", "/../x"}) {
            INFO(path);
            request.path = path;
            REQUIRE(pages.answer(request).status == 404);
        }
    }
    SECTION("a name that is not ours gets nothing, but whoever asks hears that the kiosk lives") {
        request.host.reset();
        REQUIRE(pages.answer(request).status == 403);
        request.path = "/healthz";
        REQUIRE(pages.answer(request).body == "ok");
    }
    SECTION("only GET and HEAD") {
        request.method = Method::other;
        const HttpAnswer answer = pages.answer(request);
        REQUIRE(answer.status == 405);
        REQUIRE(header(answer, "allow") == "GET, HEAD");
    }
}
