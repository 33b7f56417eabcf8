// Owns the tests of wording: languages, fallback to Dutch, plurals, parameters, and folders that are broken.
// Test thread. It must never hold a sentence of the program: those stand in assets/locales.
#include "base/locale.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>

#include "base/json.h"
#include "core/folder.h"

using namespace buurtkiosk;
namespace fs = std::filesystem;

namespace {

// A folder of locales that goes with the test.
struct Folder : test::Folder {
    void write(const std::string& file, const std::string& content) const {
        fs::create_directories((path / file).parent_path());
        std::ofstream(path / file) << content;
    }
};

}  // namespace

TEST_CASE("a sentence is worded in the reader's language, else in Dutch, else by its key") {
    Folder folder;
    folder.write(
        "nl/a.json",
        R"({"x.hello":"Dag {name}","x.only":"Alleen hier","x.people.one":"{n} mens","x.people.other":"{n} mensen"})");
    folder.write("nl/b.json", R"({"x.more":"Meer"})");
    folder.write("nl/notes.txt", "no locale");
    folder.write("en/a.json",
                 R"({"x.hello":"Hello {name}","x.people.one":"{n} person","x.people.other":"{n} people"})");
    folder.write(
        "ar/a.json",
        R"({"x.people.zero":"صفر","x.people.two":"اثنان","x.people.few":"{n} few","x.people.other":"{n}"})");
    const auto loaded = Locales::load(folder.path.string());
    REQUIRE(loaded);
    const Locales& locales = loaded.value();

    CHECK(locales.text("nl", "x.hello", {{"name", "Ans"}}) == "Dag Ans");
    CHECK(locales.text("en", "x.hello", {{"name", "Ans"}}) == "Hello Ans");
    CHECK(locales.text("en-GB", "x.hello", {{"name", "Ans"}}) == "Hello Ans");
    CHECK(locales.text("de", "x.hello", {{"name", "Ans"}}) == "Dag Ans");
    CHECK(locales.text("", "x.hello", {{"name", "Ans"}}) == "Dag Ans");
    CHECK(locales.text("en", "x.only") == "Alleen hier");
    CHECK(locales.text("en", "x.more") == "Meer");  // several files are one
    CHECK(locales.text("en", "x.nothing") == "x.nothing");
    CHECK(locales.text("nl", Sentence{"x.hello", {{"name", "Bram"}}}) == "Dag Bram");

    CHECK(locales.text("nl", "x.people", {{"n", "1"}}) == "1 mens");
    CHECK(locales.text("nl", "x.people", {{"n", "0"}}) == "0 mensen");
    CHECK(locales.text("en", "x.people", {{"n", "2"}}) == "2 people");
    CHECK(locales.text("ar", "x.people", {{"n", "0"}}) == "صفر");
    CHECK(locales.text("ar", "x.people", {{"n", "2"}}) == "اثنان");
    CHECK(locales.text("ar", "x.people", {{"n", "5"}}) == "5 few");
    CHECK(locales.text("ar", "x.people", {{"n", "100"}}) == "100");  // no such form: other
    CHECK(locales.text("de", "x.people", {{"n", "1"}}) == "1 mens");

    // What people write is not read as a pattern.
    CHECK(locales.text("nl", "x.hello", {{"name", "{name}"}}) == "Dag {name}");
    CHECK(locales.text("nl", "x.hello", {{"other", "Ans"}}) == "Dag {name}");
    CHECK(locales.has("nl", "x.only"));
    CHECK_FALSE(locales.has("en", "x.only"));
    CHECK(locales.languages() == std::vector<std::string>{"ar", "en", "nl"});
    CHECK(locales.json("nl", {"x.hel", "x.mo"}) == R"({"x.hello":"Dag {name}","x.more":"Meer"})");
    CHECK(locales.json("de", {"x."}) == "{}");
}

TEST_CASE("texts that cannot be read are refused, with the file") {
    const auto refused = [](const Folder& folder) {
        const auto loaded = Locales::load(folder.path.string());
        return loaded ? std::string("loaded") : loaded.refusal().sentence.key;
    };
    Folder none;
    CHECK(refused(none) == "program.locale_missing");
    none.write("en/a.json", R"({"x":"y"})");
    CHECK(refused(none) == "program.locale_missing");  // Dutch comes first
    CHECK_FALSE(Locales::load("/nergens"));
    for (const char* broken : {"", "{", "[]", "\"x\"", R"({"x":5})", R"({"x":{"y":"z"}})",
                               R"({"x":"a","x":"b"})", R"({"x":null})"}) {
        INFO(broken);
        Folder folder;
        folder.write("nl/a.json", R"({"x":"y"})");
        folder.write("nl/b.json", broken);
        const auto loaded = Locales::load(folder.path.string());
        REQUIRE_FALSE(loaded);
        CHECK(loaded.refusal().sentence.key == "program.locale_unreadable");
        CHECK(loaded.refusal().sentence.parameters[0].value.find("b.json") != std::string::npos);
    }
}

TEST_CASE("Dutch and English say the same things") {
    const auto loaded = Locales::load(BUURTKIOSK_ASSETS_DIR "/locales");
    REQUIRE(loaded);
    const auto dutch = *json::parse(loaded.value().json("nl", {""}));
    const auto english = *json::parse(loaded.value().json("en", {""}));
    CHECK(dutch.size() > 300);
    const auto gaps = [](const std::string& text) {
        std::multiset<std::string> names;
        for (std::size_t open = text.find('{'); open != std::string::npos; open = text.find('{', open + 1))
            names.insert(text.substr(open, text.find('}', open) - open + 1));
        return names;
    };
    for (const auto& [key, text] : dutch.items()) {
        INFO(key);
        REQUIRE(english.contains(key));
        CHECK_FALSE(text.get<std::string>().empty());
        CHECK_FALSE(english.at(key).get<std::string>().empty());
        // The same gaps to fill in, in any order.
        const auto in_dutch = gaps(text.get<std::string>());
        const auto in_english = gaps(english.at(key).get<std::string>());
        CHECK(std::set<std::string>(in_dutch.begin(), in_dutch.end()) ==
              std::set<std::string>(in_english.begin(), in_english.end()));
    }
    CHECK(english.size() == dutch.size());
}
