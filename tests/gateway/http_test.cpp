// Owns the tests of plain HTTP over real sockets: pages, pipelining, bad requests, connections that dawdle.
// One thread beside the kiosk's. It must never use a library that mends requests.
#include <zlib.h>

#include <catch2/catch.hpp>

#include "base/slide_list.h"
#include "gateway/raw_socket.h"
#include "gateway/test_kiosk.h"

using namespace gateway_tests;

namespace {

std::string get(const TestKiosk& kiosk, const std::string& path, const std::string& more = {}) {
    return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(kiosk.port()) + "\r\n" + more +
           "\r\n";
}

std::string unzip(const std::string& packed) {
    std::string text(1 << 20, '\0');
    z_stream stream{};
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(text.data());
    stream.avail_out = static_cast<uInt>(text.size());
    REQUIRE(inflateInit2(&stream, 15 + 16) == Z_OK);
    REQUIRE(inflate(&stream, Z_FINISH) == Z_STREAM_END);
    text.resize(stream.total_out);
    inflateEnd(&stream);
    return text;
}

}  // namespace

TEST_CASE("the page comes packed, unpacked, or not at all when it is known") {
    TestKiosk kiosk;
    RawSocket socket(kiosk.port());
    REQUIRE(socket.send(get(kiosk, "/")));
    const auto plain = read_response(socket);
    REQUIRE(plain);
    REQUIRE(plain->status == 200);
    REQUIRE(plain->header("content-type") == "text/html; charset=utf-8");
    const std::string host = "127.0.0.1:" + std::to_string(kiosk.port());
    REQUIRE(plain->header("content-security-policy")
                .starts_with("default-src 'self'; connect-src 'self' ws://" + host + " wss://" + host));

    REQUIRE(socket.send(get(kiosk, "/", "Accept-Encoding: gzip, deflate\r\n")));
    const auto packed = read_response(socket);
    REQUIRE(packed);
    REQUIRE(packed->header("content-encoding") == "gzip");
    REQUIRE(unzip(packed->body) == plain->body);

    REQUIRE(socket.send(get(kiosk, "/", "If-None-Match: " + plain->header("etag") + "\r\n")));
    const auto known = read_response(socket, true);
    REQUIRE(known);
    REQUIRE(known->status == 304);
    REQUIRE(socket.send(get(kiosk, "/healthz")));
    const auto health = read_response(socket);
    REQUIRE(health);
    REQUIRE(health->body == "ok");
}

TEST_CASE("a page of the slides is there for phones when it is on the wall, and can be kept") {
    bk::assembly::AddBlock block{"Plannen", bk::assembly::Form::talk, 10, {}, "", "", 0};
    block.slides = "plan.pdf";
    TestKiosk kiosk({}, {bk::assembly::PrepareMeeting{"Avond", {"nl"}}, block});
    std::vector<bk::SlideParts> parts;
    const auto keep = [&](const std::string& body) {
        const bk::Digest digest = bk::blake2b(body);
        kiosk.kiosk(bk::engine::KeepAttachment{digest, {body.begin(), body.end()}});
        return digest;
    };
    const std::string picture = "png " + std::string(70'000, '\x01');  // more than one piece
    for (const char* text : {"Het plein", "De bankjes"})
        parts.push_back({keep("wall"), keep(picture), keep(text)});
    const std::string digest = bk::hex(keep(bk::write_slide_list(parts)));
    kiosk.kiosk(bk::engine::SlidesMade{bk::assembly::SlidesReady{"plan.pdf", digest, 2}});
    kiosk.console(bk::assembly::AgendaNext{});
    RawSocket socket(kiosk.port());
    const auto ask = [&](const std::string& path, const std::string& more = {}) {
        REQUIRE(socket.send(get(kiosk, path, more)));
        const auto response = read_response(socket, more.starts_with("If-None-Match"));
        REQUIRE(response);
        return *response;
    };
    const std::string folder = "/slides/" + digest;
    auto first = ask(folder + "/1.png");
    for (int i = 0; i < 50 && first.status == 404; ++i) {  // the view that shows it is on its way
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        first = ask(folder + "/1.png");
    }
    REQUIRE(first.status == 200);
    REQUIRE(first.header("content-type") == "image/png");
    REQUIRE(first.header("cache-control") == "private, max-age=43200, immutable");
    REQUIRE(
        first.header("content-security-policy").starts_with("default-src 'self'; connect-src 'self' ws://"));
    REQUIRE(first.header("x-content-type-options") == "nosniff");
    REQUIRE(first.body == picture);
    REQUIRE(ask(folder + "/1.png", "If-None-Match: " + first.header("etag") + "\r\n").status == 304);
    const auto text = ask(folder + "/1.txt");
    REQUIRE(text.header("content-type") == "text/plain; charset=utf-8");
    REQUIRE(text.body == "Het plein");
    // What was not on the wall is not there, whoever guesses.
    for (const std::string& path : std::vector<std::string>{
             folder + "/2.png", folder + "/2.txt", folder + "/0.png", folder + "/01.png", folder + "/1.pdf",
             folder + "/1", folder + "/.png", folder + "/-1.png", folder + "/1.png/", folder + "/99999.png",
             "/slides/" + std::string(64, 'a') + "/1.png", std::string("/slides/1.png"),
             std::string("/slides/")})
        REQUIRE(ask(path).status == 404);
}

TEST_CASE("a page larger than one write arrives whole", "[attack]") {
    TestKiosk kiosk;
    RawSocket socket(kiosk.port(), 4096);
    REQUIRE(socket.send(get(kiosk, "/large.bin")));
    const auto large = read_response(socket, false, 20000);
    REQUIRE(large);
    REQUIRE(large->body == std::string(300'000, 'k'));
}

TEST_CASE("pipelined requests are answered one after the other", "[attack]") {
    TestKiosk kiosk;
    RawSocket socket(kiosk.port());
    REQUIRE(socket.send(get(kiosk, "/large.bin") + get(kiosk, "/healthz") + get(kiosk, "/nothing") +
                        get(kiosk, "/app.js")));
    const auto large = read_response(socket);
    REQUIRE(large);
    REQUIRE(large->body.size() == 300'000);
    REQUIRE(read_response(socket).value().body == "ok");
    REQUIRE(read_response(socket).value().status == 404);
    REQUIRE(read_response(socket).value().body == "let kiosk = 1;");
}

TEST_CASE("HEAD has no body, and the next request on the same connection works") {
    TestKiosk kiosk;
    RawSocket socket(kiosk.port());
    std::string head = get(kiosk, "/app.js");
    head.replace(0, 3, "HEAD");
    REQUIRE(socket.send(head));
    const auto response = read_response(socket, true);
    REQUIRE(response);
    REQUIRE(response->header("content-length") == "14");
    REQUIRE(socket.send(get(kiosk, "/healthz")));
    REQUIRE(read_response(socket).value().body == "ok");
}

TEST_CASE("other methods are refused with or without a body", "[attack]") {
    TestKiosk kiosk;
    for (const std::string method : {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"}) {
        INFO(method);
        RawSocket socket(kiosk.port());
        std::string request = get(kiosk, "/", "Content-Length: 5\r\n") + "hello";
        request.replace(0, 3, method);
        REQUIRE(socket.send(request));
        const auto response = read_response(socket, true);
        REQUIRE(response);
        REQUIRE(response->status == 405);
        REQUIRE(response->header("allow") == "GET, HEAD");
        REQUIRE(socket.ends_within(8000));
    }
}

TEST_CASE("a Host that is not ours gets no page", "[attack]") {
    TestKiosk kiosk;
    for (const std::string line : {"Host: evil.example\r\n", "Host: 127.0.0.1\r\n", "",
                                   "Host: 127.0.0.1:1\r\n", "Host: <script>\r\n"}) {
        INFO(line);
        RawSocket socket(kiosk.port());
        REQUIRE(socket.send("GET / HTTP/1.1\r\n" + line + "\r\n"));
        const auto response = read_response(socket);
        REQUIRE(response);
        REQUIRE(response->status == 403);
        REQUIRE(response->body.find("<") == std::string::npos);
    }
}

TEST_CASE("what is no HTTP ends the connection and hurts nobody", "[attack]") {
    TestKiosk kiosk;
    const std::vector<std::string> rubbish{
        std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11) + std::string(300, 'x'),
        std::string(5000, '\xff'),
        std::string(3000, '\0'),
        "GET /" + std::string(20'000, 'a') + " HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + std::string(20'000, 'a') + "\r\n\r\n",
        get(kiosk, "/%00%ff%2e%2e/%2e%2e/etc/passwd"),
        "GET / HTTP/9.9\r\n\r\n",
        "\r\n\r\n\r\n\r\n",
        "GET\r\n\r\n"};
    for (const std::string& bytes : rubbish) {
        RawSocket socket(kiosk.port());
        socket.send(bytes);
        socket.half_close();
        const std::string answer = socket.read_all(3000);
        REQUIRE(answer.find("root:") == std::string::npos);
        REQUIRE((answer.empty() || answer.starts_with("HTTP/1.")));
    }
    RawSocket socket(kiosk.port());
    REQUIRE(socket.send(get(kiosk, "/healthz")));
    REQUIRE(read_response(socket).value().body == "ok");
}

TEST_CASE("a header that dribbles in byte by byte is still a request") {
    TestKiosk kiosk;
    RawSocket socket(kiosk.port());
    for (const char c : get(kiosk, "/healthz")) REQUIRE(socket.send(std::string(1, c)));
    REQUIRE(read_response(socket).value().body == "ok");
}
