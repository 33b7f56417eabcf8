// Tests of the child that draws a PDF: what good ones become, and that none of the others takes longer, more
// memory or more of the evening than it may. One thread, and the program itself as the child. It must never
// draw in this process.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <fstream>
#include <map>
#include <mutex>

#include "base/limits.h"
#include "base/slide_list.h"
#include "slides/child.h"
#include "slides/frames.h"
#include "slides/maker.h"
#include "slides/pdf_files.h"

using namespace buurtkiosk;
using namespace buurtkiosk::slides;
using namespace buurtkiosk::slides::test;

namespace {

constexpr std::size_t plenty = 40U << 20;
// A computer that builds beside its tests must not fail them; what is about slowness brings its own patience.
constexpr Patience all_time = {120'000, 120'000, 400'000};

struct Drawn {
    std::string said;  // the key of the refusal, or "N pages"
    std::vector<DrawnPage> pages;
    Sentence why;
};

Drawn draw(const std::string& file, std::size_t most_bytes = plenty, Patience patience = all_time,
           const std::string& program = BUURTKIOSK_PROGRAM) {
    Drawn drawn;
    const std::atomic<bool> stop{false};
    const auto pages = draw_pages({program, file, most_bytes, patience}, stop,
                                  [&](DrawnPage page) { drawn.pages.push_back(std::move(page)); });
    drawn.said = pages ? std::to_string(pages.value()) + " pages" : pages.refusal().sentence.key;
    if (!pages) drawn.why = pages.refusal().sentence;
    return drawn;
}

std::int64_t now_ms() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

bool has_children() { return waitpid(-1, nullptr, WNOHANG) == 0; }

}  // namespace

TEST_CASE("the pages of a good PDF are pictures for wall and phones, and their text") {
    const PdfFolder folder;
    const Drawn drawn = draw(folder.good("plan.pdf", {"Het plein", "De bankjes é €", ""}));
    REQUIRE(drawn.said == "3 pages");
    REQUIRE(drawn.pages.size() == 3);
    for (const DrawnPage& page : drawn.pages) {
        const PngSize wall = png_size(page.wall_png);
        CHECK(wall.width == 1920);
        CHECK(wall.height == 1080);
        const PngSize phone = png_size(page.phone_png);
        CHECK(phone.width == 1280);
        CHECK(phone.height == 720);
    }
    CHECK(drawn.pages[0].text == "Het plein");
    CHECK(drawn.pages[1].text == "De bankjes é €");
    CHECK(drawn.pages[2].text.empty());
    CHECK(share_of_ink(drawn.pages[0].wall_png) > 0.005);
    CHECK(share_of_ink(drawn.pages[0].phone_png) > 0.005);
    CHECK(share_of_ink(drawn.pages[2].wall_png) == 0.0);
    CHECK_FALSE(has_children());
}

TEST_CASE("whatever the size of a page, it fits the wall") {
    const PdfFolder folder;
    const Drawn tall = draw(folder.good("staand.pdf", {"A4"}, 595, 842));
    REQUIRE(tall.pages.size() == 1);
    CHECK(png_size(tall.pages[0].wall_png).height == 1080);
    CHECK(png_size(tall.pages[0].wall_png).width == 763);
    CHECK(png_size(tall.pages[0].phone_png).height == 960);
    // A plan of five metres, a stamp, a line, and one that makes no sense.
    for (const char* box :
         {"[0 0 14400 14400]", "[0 0 3 2]", "[0 0 14400 1]", "[0 0 0 0]", "[9 9 -9e30 4e38]"}) {
        const Drawn drawn = draw(folder.sized("maat.pdf", box));
        INFO(box << ": " << drawn.said);
        for (const DrawnPage& page : drawn.pages) {
            const PngSize size = png_size(page.wall_png);
            CHECK(size.width >= 1);
            CHECK(size.width <= limits::slide_wide_px);
            CHECK(size.height >= 1);
            CHECK(size.height <= limits::slide_high_px);
        }
        CHECK((drawn.said == "1 pages" || drawn.said.starts_with("program.slides_")));
    }
}

TEST_CASE("heavy pages are made smaller until all of them fit their room") {
    const PdfFolder folder;
    const std::string file = folder.good("foto.pdf", {"a", "b"}, 720, 405, true);
    const Drawn light = draw(file, 800'000);
    REQUIRE(light.said == "2 pages");
    for (const DrawnPage& page : light.pages) {
        CHECK(page.wall_png.size() + page.phone_png.size() <= 400'000);
        CHECK(png_size(page.wall_png).width < 1920);
        CHECK(png_size(page.wall_png).width > 100);
    }
    const Drawn heavy = draw(file);
    REQUIRE(heavy.said == "2 pages");
    for (const DrawnPage& page : heavy.pages) {
        CHECK(page.wall_png.size() <= limits::slide_wall_bytes);
        CHECK(page.phone_png.size() <= limits::slide_phone_bytes);
        CHECK(png_size(page.wall_png).width > png_size(light.pages[0].wall_png).width);
    }
}

TEST_CASE("what is no good is told in one sentence that says what to do") {
    const PdfFolder folder;
    const std::string good = folder.good("goed.pdf", {"een", "twee"});
    std::string bytes;
    {
        std::ifstream in(good, std::ios::binary);
        bytes.assign(std::istreambuf_iterator<char>(in), {});
    }
    CHECK(draw(folder.path("nergens.pdf")).said == "program.slides_missing");
    std::filesystem::create_directory(folder.path("map.pdf"));
    CHECK(draw(folder.path("map.pdf")).said == "program.slides_unreadable");
    CHECK(draw(folder.write("leeg.pdf", "")).said == "program.slides_broken");
    CHECK(draw(folder.write("brief.pdf", "Beste buren,\n")).said == "program.slides_broken");
    CHECK(draw(folder.write("kop.pdf", bytes.substr(0, 400))).said == "program.slides_broken");
    CHECK(draw(folder.encrypted("slot.pdf")).said == "program.slides_encrypted");
    CHECK(draw(folder.encrypted("slot.pdf")).why.parameters ==
          std::vector<TextParameter>{{"file", folder.path("slot.pdf")}});
    const std::string large = folder.write("groot.pdf", bytes);
    std::filesystem::resize_file(large, limits::slides_pdf_bytes + 1);
    CHECK(draw(large).said == "program.slides_too_big");
    CHECK(draw(good, plenty, all_time, "/nergens/programma").said == "program.slides_crashed");
    CHECK(draw(good, plenty, all_time, "/bin/false").said == "program.slides_crashed");
    CHECK_FALSE(has_children());
}

TEST_CASE("a PDF has two hundred pages at most") {
    const PdfFolder folder;
    std::vector<std::string> texts(static_cast<std::size_t>(limits::slides_pages));
    // Only looking draws none of them.
    const Drawn most = draw(folder.good("veel.pdf", texts, 72, 40), 0);
    CHECK(most.said == "200 pages");
    CHECK(most.pages.empty());
    texts.emplace_back();
    const Drawn more = draw(folder.good("meer.pdf", texts, 72, 40));
    CHECK(more.said == "program.slides_too_many_pages");
    CHECK(more.why.parameters[0] == TextParameter{"n", "201"});
    CHECK(more.pages.empty());
}

TEST_CASE("a PDF that would take an evening takes no longer than it may") {
    const PdfFolder folder;
    const std::string file = folder.slow("traag.pdf", 9);
    const std::int64_t before_ms = now_ms();
    const Drawn drawn = draw(file, plenty, {5'000, 600, 20'000});
    CHECK(drawn.said == "program.slides_too_slow");
    CHECK(now_ms() - before_ms < 8'000);
    CHECK_FALSE(has_children());
    // The chair who stops the kiosk does not wait for it either.
    std::atomic<bool> stop{false};
    std::thread soon([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
        stop = true;
    });
    const auto stopped = draw_pages({BUURTKIOSK_PROGRAM, file, plenty, {60'000, 60'000, 60'000}}, stop,
                                    [](const DrawnPage&) {});
    soon.join();
    REQUIRE_FALSE(stopped);
    CHECK(stopped.refusal().code == RefusalCode::closed);
    CHECK_FALSE(has_children());
}

TEST_CASE("a child that a PDF has led astray says no more pictures than its room, and no more pages") {
    const PdfFolder folder;
    const std::string pdf = folder.slow("wordt-niet-gelezen.pdf", 1);
    // Stands for the program: it says what was laid ready, whatever it was asked.
    const std::string child = pdf + ".sh";
    std::ofstream(child) << "#!/bin/sh\ncat \"$0.frames\"\n";
    std::filesystem::permissions(child, std::filesystem::perms::owner_all);
    const auto lay_ready = [&](int pages, std::size_t wall_bytes) {
        std::ofstream frames(child + ".frames", std::ios::binary);
        const auto say = [&](FrameKind kind, const std::string& body) {
            frames << frame_head(kind, body.size()) << body;
        };
        say(FrameKind::pages, std::to_string(pages));
        for (int page = 0; page < pages; ++page) {
            say(FrameKind::wall, std::string(wall_bytes, 'w'));
            say(FrameKind::phone, "p");
            say(FrameKind::text, "t");
        }
        say(FrameKind::done, "");
    };
    constexpr std::size_t heavy = limits::slide_wall_bytes;
    const int pages = static_cast<int>(limits::slides_slack_bytes / heavy) + 4;
    lay_ready(pages, heavy);
    CHECK(draw(pdf, plenty, all_time, child).said == std::to_string(pages) + " pages");
    const Drawn cut = draw(pdf, 1, all_time, child);
    CHECK(cut.said == "program.slides_crashed");
    CHECK(cut.pages.size() * heavy <= limits::slides_slack_bytes);
    CHECK_FALSE(cut.pages.empty());

    lay_ready(limits::slides_pages, 1);
    CHECK(draw(pdf, plenty, all_time, child).said == std::to_string(limits::slides_pages) + " pages");
    lay_ready(limits::slides_pages + 1, 1);
    const Drawn endless = draw(pdf, plenty, all_time, child);
    CHECK(endless.said == "program.slides_crashed");
    CHECK(endless.pages.size() == static_cast<std::size_t>(limits::slides_pages));
    CHECK_FALSE(has_children());
}

TEST_CASE("a picture that wants more memory than there is costs its page at most") {
    const PdfFolder folder;
    for (const int side : {30'000, 2'000'000'000}) {
        const Drawn drawn = draw(folder.huge_picture("reus.pdf", side), plenty, {5'000, 6'000, 8'000});
        INFO(side << ": " << drawn.said);
        CHECK((drawn.said == "1 pages" || drawn.said == "program.slides_crashed" ||
               drawn.said == "program.slides_no_memory" || drawn.said == "program.slides_too_slow"));
        CHECK_FALSE(has_children());
    }
}

TEST_CASE("any bytes changed in a PDF end in pages or in a sentence") {
    const PdfFolder folder;
    const std::string good = folder.good("goed.pdf", {"een", "twee"});
    std::string bytes;
    {
        std::ifstream in(good, std::ios::binary);
        bytes.assign(std::istreambuf_iterator<char>(in), {});
    }
    std::uint32_t lot = 20'26;
    for (int round = 0; round < 12; ++round) {
        std::string changed = bytes;
        for (int i = 0; i < 20; ++i) {
            lot = lot * 1664525 + 1013904223;
            changed[(lot >> 8) % changed.size()] = static_cast<char>(lot >> 24);
        }
        const Drawn drawn = draw(folder.write("anders.pdf", changed), plenty, {5'000, 5'000, 10'000});
        INFO(round << ": " << drawn.said);
        CHECK((drawn.said.ends_with(" pages") || drawn.said.starts_with("program.slides_")));
    }
}

TEST_CASE("the maker keeps every page before it names the slides, one PDF after the other") {
    const PdfFolder folder;
    std::mutex mutex;
    std::map<Digest, std::vector<std::uint8_t>> kept;
    std::vector<std::string> told;
    MakerCalls calls;
    calls.keep = [&](const Digest& digest, std::vector<std::uint8_t> body) {
        const std::lock_guard lock(mutex);
        CHECK(blake2b(Bytes(body)) == digest);
        kept.emplace(digest, std::move(body));
    };
    calls.ready = [&](const std::string& name, const std::string& digest, std::int32_t pages) {
        const std::lock_guard lock(mutex);
        const auto list = kept.find(*digest_from_hex(digest));
        REQUIRE(list != kept.end());
        const auto parts = read_slide_list(std::string(list->second.begin(), list->second.end()));
        REQUIRE(parts);
        CHECK(parts->size() == static_cast<std::size_t>(pages));
        for (const SlideParts& part : *parts) CHECK((kept.contains(part.wall) && kept.contains(part.text)));
        told.push_back(name + " " + std::to_string(pages));
    };
    calls.failed = [&](const std::string& name, Sentence why) {
        const std::lock_guard lock(mutex);
        CHECK(why.parameters.back() == TextParameter{"block", "Slot"});
        told.push_back(name + " " + why.key);
    };
    Maker maker({BUURTKIOSK_PROGRAM, plenty, all_time}, calls);
    maker.start({{"a.pdf", folder.good("a.pdf", {"een", "twee"}), "Plannen"},
                 {"weg.pdf", folder.path("weg.pdf"), "Slot"},
                 {"a.pdf", folder.path("a.pdf"), "Plannen (2)"},
                 {"b.pdf", folder.good("b.pdf", {"drie"}), "Vragen"}});
    for (int i = 0; i < 2400; ++i) {
        {
            const std::lock_guard lock(mutex);
            if (told.size() == 3) break;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    maker.stop();
    CHECK(told == std::vector<std::string>{"a.pdf 2", "weg.pdf program.slides_missing", "b.pdf 1"});
}

TEST_CASE("frames come out as they went in, however the pipe cuts them, and lies end the stream") {
    std::string bytes;
    for (const auto& [kind, body] : std::vector<std::pair<FrameKind, std::string>>{
             {FrameKind::pages, "2"}, {FrameKind::wall, std::string(3000, 'w')}, {FrameKind::done, ""}})
        bytes += frame_head(kind, body.size()) + body;
    const auto span_of = [](std::string_view text) {
        return std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
    };
    for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, bytes.size()}) {
        FrameReader reader;
        std::vector<Frame> frames;
        for (std::size_t at = 0; at < bytes.size(); at += piece) {
            REQUIRE(reader.feed(span_of(std::string_view(bytes).substr(at, piece))));
            while (auto frame = reader.next()) frames.push_back(*std::move(frame));
        }
        REQUIRE(frames.size() == 3);
        CHECK(frames[0].words() == "2");
        CHECK(frames[1].body.size() == 3000);
        CHECK(frames[2].kind == FrameKind::done);
    }
    FrameReader unknown;
    CHECK_FALSE(unknown.feed(span_of("Q")));
    FrameReader endless;
    CHECK_FALSE(endless.feed(span_of(frame_head(FrameKind::wall, limits::slide_wall_bytes + 1))));
    CHECK_FALSE(endless.feed(span_of("D")));
    FrameReader most;
    CHECK(most.feed(span_of(frame_head(FrameKind::wall, limits::slide_wall_bytes))));
}

TEST_CASE("the text of a page is fit to be read out") {
    CHECK(clean_page_text("  Het\tplein \r\n\n\n de   bankjes\f") == "Het plein\nde bankjes");
    CHECK(clean_page_text("a\x01\x7f\xC2\x85 b\xE2\x80\xAEgnp") == "a bgnp");  // controls, and turned letters
    CHECK(clean_page_text("caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80") ==
          "caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80");
    CHECK(clean_page_text("x\xFF\xC3 y\xED\xA0\x80z\xC0\xAF\xF5\x80") == "x yz");  // no UTF-8
    CHECK(clean_page_text("").empty());
    CHECK(clean_page_text(" \n ").empty());
    std::string words;
    while (words.size() < 2 * limits::slide_text_bytes) words += "woord ";
    const std::string cut = clean_page_text(words);
    CHECK(cut.size() <= limits::slide_text_bytes);
    CHECK(cut.size() > limits::slide_text_bytes - 10);
    CHECK(cut.ends_with("woord"));
    CHECK(clean_page_text(std::string(3 * limits::slide_text_bytes, 'x')).size() == limits::slide_text_bytes);
}
