// Owns the tests of what no agenda can be, by every way in: a file, a table, a phone, the console. Each gets
// a plain sentence, and nothing of the evening is lost. Test thread. It must never need a file larger than a
// disk would mind.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>

#include "base/limits.h"
#include "base/locale.h"
#include "core/folder.h"
#include "core/hall.h"
#include "protocol/protocol.h"
#include "runbook/plain_text.h"
#include "runbook/runbook.h"
#include "runbook/table.h"

using namespace buurtkiosk;
using assembly::Command;
using test::Hall;
namespace fs = std::filesystem;

namespace {

const Locales& locales() {
    static const Locales all = Locales::load(BUURTKIOSK_ASSETS_DIR "/locales").value();
    return all;
}

// The key of a refusal and its line, where it has one: "program.runbook_too_many 602". Its sentence is
// complete in both languages.
std::string said(const Refusal& refusal) {
    for (const char* language : {"nl", "en"}) {
        CHECK(locales().has(language, refusal.sentence.key));
        const std::string words = locales().text(language, refusal.sentence);
        INFO(words);
        CHECK(words.find_first_of("{}") == std::string::npos);
        CHECK(words.ends_with('.'));
    }
    for (const TextParameter& one : refusal.sentence.parameters) {
        if (one.name == "line") return refusal.sentence.key + " " + one.value;
    }
    return refusal.sentence.key;
}
std::string read(const std::string& path) {
    const auto runbook = runbook::read_runbook(path);
    return runbook ? "fine" : said(runbook.refusal());
}

struct Files : test::Folder {
    std::string with(const std::string& name, const std::string& bytes) const {
        std::ofstream(path / name, std::ios::binary) << bytes;
        return (path / name).string();
    }
};

// What a Windows editor makes of Latin text.
std::string utf16(const std::string& text, bool big_endian) {
    std::string bytes;
    for (const char letter : text) {
        if (big_endian) bytes += '\0';
        bytes += letter;
        if (!big_endian) bytes += '\0';
    }
    return bytes;
}

std::string blocks_in_toml(int count, const std::string& minutes = "5") {
    std::string toml = "title = \"Avond\"\n";
    for (int i = 0; i < count; ++i)
        toml += "[[block]]\ntitle = \"Blok " + std::to_string(i) +
                "\"\nform = \"talk\"\nminutes = " + minutes + "\n";
    return toml;
}
std::string rows(int count, const std::string& minutes = "5") {
    std::string table = "minuten;titel\n";
    for (int i = 0; i < count; ++i) table += minutes + ";Blok " + std::to_string(i) + "\n";
    return table;
}

// An evening with a chair on a phone, two blocks, and one of them on.
struct Evening : Hall {
    Evening() {
        chair(1);
        ask(1, "a1", block("Welkom"));
        ask(1, "a2", block("Uitleg"));
        ask(1, "n", Command{assembly::AgendaNext{}});
        turn();
    }
    static Command block(const std::string& title, std::int32_t minutes = 10) {
        return assembly::AddBlock{title, assembly::Form::talk, minutes, {}, "", "", 0};
    }
    const assembly::Agenda& agenda() const { return engine->state().agenda; }
    // A frame as its bytes come in; what is answered, and nothing has changed when that is a refusal.
    std::string frame(const std::string& fields) {
        const assembly::Agenda before = agenda();
        const auto decoded =
            protocol::decode_frame("{\"id\":\"f" + std::to_string(++frames_) + "\"," + fields + "}");
        if (!decoded.request) return said(decoded.request.refusal());
        const auto reply = ask(1, decoded.id, decoded.request.value());
        if (!reply.refusal) return "done";
        CHECK(agenda() == before);
        return said(*reply.refusal);
    }
    // The same from the console, whose refusals are notices.
    std::string console(Command command) {
        const assembly::Agenda before = agenda();
        const std::size_t notices =
            snapshots.back()->notices.empty() ? 0 : snapshots.back()->notices.back().number;
        engine->from_console(std::move(command));
        turn();
        const auto& now = snapshots.back()->notices;
        if (now.empty() || now.back().number == notices) return "done";
        CHECK(agenda() == before);
        return said(Refusal{RefusalCode::bad_text, now.back().what});
    }
    // The evening goes on: the next block begins.
    void goes_on() {
        const auto on = agenda().now;
        CHECK_FALSE(ask(1, "go" + std::to_string(++frames_), Command{assembly::AgendaNext{on}}).refusal);
        CHECK(agenda().now != on);
    }

  private:
    int frames_ = 0;
};

}  // namespace

TEST_CASE("a runbook that cannot be read says why, whatever it is") {
    const Files files;
    const std::string good = blocks_in_toml(2);
    CHECK(read(files.with("goed.toml", good)) == "fine");
    CHECK(read(files.with("merk.toml", "\xEF\xBB\xBF" + good)) == "fine");
    CHECK(read((files.path / "nergens.toml").string()) == "program.runbook_unreadable");
    CHECK(read(files.path.string()) == "program.runbook_folder");
    for (const std::string extension : {".toml", ".csv"}) {
        const std::string text = extension == ".csv" ? rows(2) : good;
        INFO(extension);
        CHECK(read(files.with("le" + extension, "\xFF\xFE" + utf16(text, false))) ==
              "program.runbook_encoding 1");
        CHECK(read(files.with("be" + extension, "\xFE\xFF" + utf16(text, true))) ==
              "program.runbook_encoding 1");
        CHECK(read(files.with("zonder" + extension, utf16(text, false))) == "program.runbook_encoding 1");
        CHECK(read(files.with("plaatje" + extension, std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16))) ==
              "program.runbook_no_text");
        CHECK(read(files.with("nul" + extension, text + std::string(1, '\0'))) == "program.runbook_no_text");
    }
    // The 'CSV' of a spreadsheet on Windows: one byte for an é.
    CHECK(read(files.with("oud.csv", "minuten;titel\n5;Welkom\n10;Caf\xE9\n")) ==
          "program.runbook_encoding 3");
    CHECK(read(files.with("oud.toml", "title = \"Avond\"\n[[block]]\ntitle = \"Caf\xE9\"\n")) ==
          "program.runbook_encoding 3");
    CHECK(read(files.with("half.toml", good + "# caf\xC3")) == "program.runbook_encoding 10");
    CHECK(read(files.with("nieuw.csv", "minuten;titel\n5;Welkom\n10;Caf\xC3\xA9\n")) == "fine");
    CHECK(read(files.with("leeg.toml", "")) == "program.runbook_missing 1");
    CHECK(read(files.with("leeg.csv", "")) == "program.table_empty 1");
}

TEST_CASE(
    "a file of 100 MB is not read to its end, and one that may not be read is not blamed on its contents") {
    const Files files;
    const std::string huge = files.with("groot.toml", blocks_in_toml(1));
    fs::resize_file(huge, std::uintmax_t{100} << 20U);
    CHECK(read(huge) == "program.runbook_too_large");
    const std::string line = "# een regel die niets zegt en er toch staat\n";
    std::string most = blocks_in_toml(1);
    while (most.size() + line.size() <= limits::runbook_bytes) most += line;
    most += std::string(limits::runbook_bytes - most.size(), '\n');
    CHECK(read(files.with("net.toml", most)) == "fine");
    CHECK(read(files.with("over.toml", most + "\n")) == "program.runbook_too_large");

    const std::string closed = files.with("dicht.toml", blocks_in_toml(1));
    fs::permissions(closed, fs::perms::none);
    fs::permissions(files.path, fs::perms::all);
    // Who runs the tests as root may read everything: then somebody else looks.
    constexpr uid_t nobody = 65534;
    const uid_t me = geteuid();
    if (me == 0) REQUIRE(seteuid(nobody) == 0);
    const std::string answer = read(closed);
    if (me == 0) REQUIRE(seteuid(me) == 0);
    CHECK(answer == "program.runbook_no_permission");
}

TEST_CASE("three hundred blocks, or a block of 0 or 10,000 minutes, are refused in a file by line") {
    const Files files;
    const int most = static_cast<int>(limits::blocks);
    CHECK(read(files.with("veel.toml", blocks_in_toml(most))) == "fine");
    CHECK(read(files.with("teveel.toml", blocks_in_toml(300))) ==
          "program.runbook_too_many " + std::to_string(2 + 4 * most));
    CHECK(read(files.with("veel.csv", rows(most))) == "fine");
    CHECK(read(files.with("teveel.csv", rows(300))) == "program.table_too_many " + std::to_string(2 + most));
    for (const std::string minutes : {"0", "-5", "601", "10000", "99999999999"}) {
        INFO(minutes);
        CHECK(read(files.with("minuten.toml", blocks_in_toml(1, minutes))) == "program.runbook_bad_number 5");
        CHECK(read(files.with("minuten.csv", rows(1, minutes))) == "program.table_minutes 2");
        // Pasted from a spreadsheet, between tabs.
        const auto pasted = runbook::parse_table("10\tWelkom\n" + minutes + "\tUitleg\n", "tabel");
        REQUIRE_FALSE(pasted);
        CHECK(said(pasted.refusal()) == "program.table_minutes 2");
    }
    CHECK(read(files.with("minuten.toml", blocks_in_toml(1, "600"))) == "fine");
    CHECK(read(files.with("minuten.csv", rows(1, "600"))) == "fine");
}

TEST_CASE("a phone that asks for impossible blocks is told so, and the evening goes on as it was") {
    Evening evening;
    const std::string add = "\"do\":\"agenda.add\",\"title\":\"Nieuw\",\"form\":\"talk\",\"minutes\":";
    for (const std::string minutes : {"0", "-5", "601", "10000"}) {
        INFO(minutes);
        CHECK(evening.frame(add + minutes) == "refusal.bad_minutes");
        CHECK(evening.frame("\"do\":\"agenda.minutes\",\"block\":\"b2\",\"minutes\":" + minutes) ==
              "refusal.bad_minutes");
        CHECK(evening.frame("\"do\":\"agenda.split\",\"block\":\"b2\",\"minutes\":" + minutes) ==
              "refusal.bad_split");
    }
    for (const std::string minutes : {"1e12", "2.5", "\"10\"", "null", "99999999999999999999"}) {
        INFO(minutes);
        CHECK(evening.frame(add + minutes) == "refusal.bad_frame");
    }
    CHECK(evening.frame("\"do\":\"agenda.fit\",\"cuts\":[{\"block\":\"b2\",\"from\":10,\"to\":0}]") !=
          "done");
    int accepted = 0;
    for (int i = 0; i < 300; ++i) {
        const std::string answer = evening.frame(add + "5");
        if (answer == "done") {
            ++accepted;
        } else {
            REQUIRE(answer == "refusal.full_blocks");
        }
    }
    CHECK(accepted + 2 == static_cast<int>(limits::blocks));
    CHECK(evening.agenda().order.size() == limits::blocks);
    CHECK(evening.frame("\"do\":\"agenda.split\",\"block\":\"b2\",\"minutes\":4") == "refusal.full_blocks");
    evening.goes_on();
    // And all of it is still there after the plug was pulled.
    const assembly::Agenda before = evening.agenda();
    REQUIRE(evening.start());
    CHECK(evening.agenda() == before);
}

TEST_CASE("at the console the same gets the same sentences, as a notice") {
    Evening evening;
    const BlockId talk{2};
    for (const std::int32_t minutes : {0, -5, 601, 10'000}) {
        INFO(minutes);
        CHECK(evening.console(Evening::block("Nieuw", minutes)) == "refusal.bad_minutes");
        CHECK(evening.console(assembly::SetBlockMinutes{talk, minutes}) == "refusal.bad_minutes");
        CHECK(evening.console(assembly::SplitBlock{talk, minutes}) == "refusal.bad_split");
        CHECK(evening.console(assembly::ShortenBlocks{{{talk, 10, minutes}}}) == "refusal.bad_minutes");
    }
    CHECK(evening.console(assembly::SetBlockMinutes{talk, 600}) == "done");
    for (std::size_t i = 2; i < limits::blocks; ++i)
        REQUIRE(evening.console(Evening::block("Blok " + std::to_string(i))) == "done");
    CHECK(evening.console(Evening::block("Een te veel")) == "refusal.full_blocks");
    CHECK(evening.agenda().order.size() == limits::blocks);
    evening.goes_on();
}
