// Owns the tests of the shelf of runbooks: each file read or its mistake said, and what is read taken in one
// step. Test thread. It must never leave a file behind.
#include "runbook/shelf.h"

#include <fstream>

#include "base/limits.h"
#include "core/folder.h"
#include "core/meeting.h"
#include "runbook/table.h"

using namespace buurtkiosk;
using namespace buurtkiosk::test;

namespace {

void write(const std::filesystem::path& path, const std::string& text) { std::ofstream(path) << text; }

const runbook::OnShelf& named(const std::vector<runbook::OnShelf>& shelf, const std::string& file) {
    for (const runbook::OnShelf& one : shelf) {
        if (one.file == file) return one;
    }
    FAIL("the shelf has no " << file);
    return shelf.front();
}

}  // namespace

TEST_CASE("every runbook that comes with the kiosk can be taken in one step, as if it was started with") {
    const auto shelf = runbook::files_on_shelf(BUURTKIOSK_ASSETS_DIR "/runbooks");
    REQUIRE(shelf.size() >= 3);
    for (const runbook::OnShelf& one : shelf) {
        INFO(one.file);
        REQUIRE(one.agenda.has_value());
        Meeting taken("Nog niets");
        taken.accept(console(), *one.agenda);
        const auto read = runbook::read_runbook(BUURTKIOSK_ASSETS_DIR "/runbooks/" + one.file);
        REQUIRE(read);
        const State started = runbook::evening_of(read.value()).value();
        CHECK(taken.state.title == started.title);
        CHECK(taken.state.languages == started.languages);
        CHECK(taken.state.agenda.order == started.agenda.order);
        CHECK(taken.state.polls == started.polls);
        CHECK(taken.state.queue.limits_s.front() == started.queue.limits_s.front());
        for (const auto& [id, block] : started.agenda.blocks) {
            Block same = taken.state.agenda.blocks.at(id);
            same.fixed_ms = block.fixed_ms;  // of another day
            same.slides = block.slides;      // they stay behind
            CHECK(same == block);
        }
    }
}

TEST_CASE("a file that cannot be read stands on the shelf with what is wrong") {
    const Folder folder;
    const std::filesystem::path path(folder.path);
    write(path / "b.toml", "titel = 1\n");
    write(path / "c.csv", "tien,Welkom\n");
    write(path / "a.toml",
          "title = \"Avond\"\n[[block]]\ntitle = \"Welkom\"\nminutes = 10\nslides = \"plan.pdf\"\n");
    write(path / "groot.toml", std::string(limits::runbook_bytes + 1, '#'));
    write(path / "lees mij.txt", "niets");
    const auto shelf = runbook::files_on_shelf(path);
    REQUIRE(shelf.size() == 4);
    REQUIRE(named(shelf, "a.toml").agenda.has_value());
    CHECK(named(shelf, "a.toml").slides == std::vector<std::string>{"plan.pdf"});
    CHECK(named(shelf, "a.toml").agenda->blocks.front().slides.empty());
    CHECK(shelf.front().file == "a.toml");
    for (const char* bad : {"b.toml", "c.csv", "groot.toml"}) {
        INFO(bad);
        const auto& one = named(shelf, bad);
        CHECK_FALSE(one.agenda.has_value());
        REQUIRE(one.mistake.has_value());
        // The file by its name: the chair does not know where this program lies.
        bool says_file = false;
        for (const TextParameter& parameter : one.mistake->sentence.parameters) {
            says_file = says_file || (parameter.name == "file" && parameter.value == bad);
        }
        CHECK(says_file);
    }
    CHECK(runbook::files_on_shelf(path / "nergens").empty());
    for (std::size_t i = 0; i < limits::ready_made; ++i) write(path / (std::to_string(i) + ".toml"), "x");
    CHECK(runbook::files_on_shelf(path).size() == limits::ready_made);
}

TEST_CASE("a table that is looked at says every mistake, and reads the lines that are right") {
    const auto read = runbook::read_table("10;Welkom\nveel;Vragen\n20;\n5;Klaar;afsluiting\n", "De tabel");
    REQUIRE(read.blocks.size() == 2);
    CHECK(read.blocks[1].title == "Klaar");
    REQUIRE(read.mistakes.size() == 2);
    CHECK(read.mistakes[0].sentence.key == "program.table_minutes");
    CHECK(read.mistakes[1].sentence.key == "program.table_title");
    // Where nothing fits, a few are enough.
    std::string nonsense;
    for (int line = 0; line < 50; ++line) nonsense += "x;y\n";
    CHECK(runbook::read_table(nonsense, "De tabel").mistakes.size() == runbook::most_mistakes);
    CHECK(runbook::read_table("", "De tabel").mistakes.size() == 1);
}
