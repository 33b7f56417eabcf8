// Owns the tests of the command line: what is taken, and the one line that each mistake gets. Test thread. It
// must never start the program.
#include "options.h"

#include <catch2/catch.hpp>
#include <iostream>
#include <sstream>

using namespace buurtkiosk;

namespace {

struct Read {
    ParsedOptions parsed;
    std::string said;
};

Read read(std::vector<const char*> words) {
    words.insert(words.begin(), "buurtkiosk");
    const std::ostringstream said;
    std::streambuf* const before = std::cerr.rdbuf(said.rdbuf());
    // A key and its values instead of a sentence.
    auto parsed = parse_options(static_cast<int>(words.size()), words.data(),
                                [](const std::string& key, const std::vector<TextParameter>& parameters) {
                                    std::string text = key;
                                    for (const TextParameter& each : parameters) text += " " + each.value;
                                    return text;
                                });
    std::cerr.rdbuf(before);
    return {std::move(parsed), said.str()};
}
std::string refusal(const std::vector<const char*>& words) {
    const Read one = read(words);
    CHECK(one.parsed.exit_status == 2);
    return one.said;
}

}  // namespace

TEST_CASE("options are read, a decimal comma too") {
    const auto parsed = read({"--evening", "a.kiosk", "--port", "0", "--image-height", "1,8", "--last-row",
                              "12", "--headless", "--wifi-name", "Buurthuis"})
                            .parsed;
    REQUIRE_FALSE(parsed.exit_status);
    CHECK(parsed.options.evening == "a.kiosk");
    CHECK(parsed.options.port == 0);
    CHECK(parsed.options.image_height_m.value() == Approx(1.8));
    CHECK(parsed.options.last_row_m.value() == Approx(12));
    CHECK(parsed.options.headless);
    CHECK(parsed.options.wifi_name == "Buurthuis");
    CHECK_FALSE(parsed.options.demo);
    CHECK_FALSE(read({"--headless"}).parsed.options.last_row_m);  // then what is remembered counts
    CHECK(read({"check", "x.toml"}).parsed.options.check == "x.toml");
    CHECK(read({"runbook", "x.csv"}).parsed.options.print_runbook == "x.csv");
    const auto minutes = read({"minutes", "x.kiosk", "-o", "uit"}).parsed;
    CHECK(minutes.options.minutes == "x.kiosk");
    CHECK(minutes.options.minutes_folder == "uit");
    CHECK_FALSE(minutes.options.minutes_names);
    CHECK(read({"minutes", "--names", "x.kiosk", "--output", "uit"}).parsed.options.minutes_names);
}

TEST_CASE("a demo has forty people unless it says otherwise") {
    CHECK(read({"--demo"}).parsed.options.demo == 40);
    CHECK(read({"--demo", "7"}).parsed.options.demo == 7);
    CHECK(read({"--demo", "--headless"}).parsed.options.demo == 40);
    CHECK(read({"--demo", "--headless"}).parsed.options.headless);
}

TEST_CASE("a rehearsal has people of its own, so it does not go together with a demo") {
    const auto rehearsal = read({"--rehearse", "--runbook", "a.toml"}).parsed;
    REQUIRE_FALSE(rehearsal.exit_status);
    CHECK(rehearsal.options.rehearse);
    CHECK_FALSE(rehearsal.options.port_given);
    CHECK(read({"--rehearse", "--port", "8800"}).parsed.options.port_given);
    CHECK_FALSE(read({}).parsed.options.rehearse);
    CHECK(refusal({"--rehearse", "--demo"}) == "buurtkiosk: program.rehearse_or_demo program.see_help\n");
    CHECK(refusal({"--demo", "5", "--rehearse"}) ==
          "buurtkiosk: program.rehearse_or_demo program.see_help\n");
}

TEST_CASE("a mistake gets one line in the user's words") {
    CHECK(refusal({"--port", "99999"}) ==
          "buurtkiosk: --port: program.bad_number 99999 0 65535 program.see_help\n");
    CHECK(refusal({"--port", "http"}) ==
          "buurtkiosk: --port: program.bad_number http 0 65535 program.see_help\n");
    CHECK(refusal({"--demo", "0"}) == "buurtkiosk: --demo: program.bad_number 0 1 500 program.see_help\n");
    CHECK(refusal({"--image-height", "hoog"}) ==
          "buurtkiosk: --image-height: program.bad_number hoog 0.2 20 program.see_help\n");
    CHECK(refusal({"--foo"}) == "buurtkiosk: program.unknown_option --foo program.see_help\n");
    CHECK(refusal({"check"}) == "buurtkiosk: program.file_missing program.see_help\n");
    CHECK(refusal({"minutes", "x.kiosk"}) == "buurtkiosk: program.minutes_arguments program.see_help\n");
    CHECK(refusal({"minutes", "-o", "uit"}) == "buurtkiosk: program.minutes_arguments program.see_help\n");
    CHECK(refusal({"minutes", "x", "-o"}).find("program.value_missing --output") != std::string::npos);
    CHECK(refusal({"--evening"}) == "buurtkiosk: program.value_missing --evening program.see_help\n");
}
