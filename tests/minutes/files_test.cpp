// Owns the tests of the subcommand minutes: the real program on real files, running, refused and damaged
// ones. Test thread, and children. It must never leave anything but in its own folder.
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "journal/database.h"
#include "journal/evening_folder.h"
#include "minutes/kept_evening.h"

using namespace buurtkiosk;
using namespace buurtkiosk::test;

namespace {

namespace fs = std::filesystem;

struct Told {
    int status = -1;
    std::string said;  // on standard error
    std::string out;
};

// The program, in Dutch and in the Netherlands.
Told run(const journal::EveningFolder& folder, std::vector<std::string> words) {
    const std::string said = folder.file("said");
    const std::string out = folder.file("out");
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        const int to_said = open(said.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        const int to_out = open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        dup2(to_said, STDERR_FILENO);
        dup2(to_out, STDOUT_FILENO);
        setenv("LC_ALL", "nl_NL.UTF-8", 1);
        setenv("TZ", "Europe/Amsterdam", 1);
        words.insert(words.begin(), "buurtkiosk");
        std::vector<char*> given;
        for (std::string& word : words) given.push_back(word.data());
        given.push_back(nullptr);
        execv(BUURTKIOSK_PROGRAM, given.data());
        _exit(127);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    Told told{WIFEXITED(status) ? WEXITSTATUS(status) : -1, journal::bytes_of_file(said),
              journal::bytes_of_file(out)};
    fs::remove(said);
    fs::remove(out);
    return told;
}

void small_evening(KeptEvening& evening) {
    const PersonId ans = evening.join("Ans");
    evening.block("Welkom");
    evening.accept(console(), AgendaNext{std::nullopt});
    evening.ask(ans);
    evening.speaks(65'000);
}

void change(const std::string& path, const std::string& sql) {
    journal::Database database;
    REQUIRE(database.open(path, 0x2 /* read and write */, nullptr) == 0);
    REQUIRE(database.execute(sql.c_str()) == 0);
}

}  // namespace

TEST_CASE("the program writes four files, and nothing on standard output") {
    const journal::EveningFolder folder;
    KeptEvening evening;
    small_evening(evening);
    evening.keep(folder.file());
    const std::string before = journal::bytes_of_file(folder.file());
    const std::string to = folder.file("uit/verslag van de avond");
    const Told told = run(folder, {"minutes", folder.file(), "-o", to});
    CHECK(told.status == 0);
    CHECK(told.out.empty());
    CHECK(told.said == "buurtkiosk: Het verslag van ‘Startavond buurtbudget’ staat in " + to +
                           ": verslag.html, verslag.md, spreektijd.csv, minutes.json.\n");
    Files written;
    for (const auto& file : fs::directory_iterator(to))
        written[file.path().filename().string()] = journal::bytes_of_file(file.path().string());
    Files expected = evening.files();
    // The chain's head is the file's own.
    CHECK(written.at("minutes.json").size() == expected.at("minutes.json").size() + 64);
    expected["minutes.json"] = written.at("minutes.json");
    CHECK(written == expected);
    CHECK(journal::bytes_of_file(folder.file()) == before);

    // Again, with names: the same files, replaced.
    const Told again = run(folder, {"minutes", folder.file(), "--names", "-o", to});
    CHECK(again.status == 0);
    CHECK(again.said.find("Er staan namen in het verslag.") != std::string::npos);
    CHECK(journal::bytes_of_file(to + "/verslag.md") == evening.files(true).at("verslag.md"));
    CHECK(std::distance(fs::directory_iterator(to), fs::directory_iterator()) == 4);
}

TEST_CASE("an evening that a kiosk has open is told as it stands, and not changed by a byte") {
    const journal::EveningFolder folder;
    KeptEvening evening;
    const auto journal = journal::open_journal(folder.file());
    evening.keep(*journal);
    small_evening(evening);
    evening.accept(console(), OpenPoll{evening.poll()});
    evening.accept(person(PersonId{1}), CastVote{PollId{1}, {"yes"}});
    evening.keep(*journal);
    const journal::EveningFolder elsewhere;
    const auto before = folder.bytes();
    REQUIRE(before.size() == 2);  // what was said last stands in the log alone
    const Told told = run(elsewhere, {"minutes", folder.file(), "-o", elsewhere.file("uit")});
    CHECK(told.status == 0);
    CHECK(folder.bytes() == before);
    CHECK(journal::bytes_of_file(elsewhere.file("uit/verslag.md")) == evening.markdown());
    evening.accept(console(), ClosePoll{PollId{1}});
    evening.keep(*journal);  // and it goes on
}

TEST_CASE("a kiosk that writes without a pause is seen at one moment each time") {
    const journal::EveningFolder folder;
    KeptEvening evening;
    small_evening(evening);
    evening.keep(folder.file());
    const pid_t kiosk = fork();
    REQUIRE(kiosk >= 0);
    if (kiosk == 0) {
        auto journal = journal::SqliteJournal::open(folder.file());
        for (std::uint64_t turn = 0; journal && turn < 1'000'000; ++turn) {
            const std::vector<journal::TimedEvent> events(
                1 + turn % 5, {Event{KioskRestarted{}}, half_past_seven_ms + 3'600'000, {}, {}});
            if (!journal.value()->commit({events, {}})) _exit(1);
            if (turn % 100 == 99) journal.value()->checkpoint();  // the log begins anew
            usleep(1'000);
        }
        _exit(0);
    }
    const auto first = evening.events().size();
    std::size_t last = first;
    for (int look = 0; look < 25; ++look) {
        const journal::Onlooker seen = journal::look_on(folder.file());
        INFO(seen.file.detail);
        // So busy that no moment could be caught is said, and is no mistake.
        if (seen.file.problem == journal::FileProblem::in_use) continue;
        REQUIRE(seen.file.ok());
        CHECK(seen.events.size() >= last);
        last = seen.events.size();
    }
    kill(kiosk, SIGKILL);
    int status = 0;
    waitpid(kiosk, &status, 0);
    CHECK(WIFSIGNALED(status));  // it was writing all the time
    CHECK(last > first);
}

TEST_CASE("files and folders that cannot be used are refused in one plain line") {
    const journal::EveningFolder folder;
    KeptEvening evening;
    small_evening(evening);
    const std::string file = folder.file();
    evening.keep(file);
    std::string to = folder.file("uit");
    std::string expected;
    int status = 1;
    std::string given = file;
    SECTION("there is none") {
        given = folder.file("weg.kiosk");
        expected = given + " is er niet. Kijk of de naam klopt.";
    }
    SECTION("a folder") {
        given = folder.file("map");
        fs::create_directory(given);
        expected =
            given + " is niet te lezen: not a file. Kies een bestand van een avond (.kiosk) dat u mag lezen.";
    }
    SECTION("a text") {
        journal::write_file_bytes(file, "Beste buren,\n\nvanavond om acht uur.\n");
        expected = file + " is geen avond van de kiosk. Kies een bestand dat eindigt op .kiosk.";
    }
    SECTION("nothing in it") {
        journal::write_file_bytes(file, "");
        expected =
            file +
            " is beschadigd (the file is empty). Er is geen verslag gemaakt, want het zou niet kloppen. "
            "Het bestand is niet veranderd.";
    }
    SECTION("newer") {
        change(file, "PRAGMA user_version = 99");
        expected = file + " is van een nieuwere kiosk. Maak het verslag daarmee, of werk deze kiosk bij.";
    }
    SECTION("damaged") {
        change(file, "UPDATE journal SET at_ms = at_ms + 1 WHERE seq = 3");
        expected =
            file +
            " is beschadigd (event 3: the chain is broken). Er is geen verslag gemaakt, want het zou niet "
            "kloppen. Het bestand is niet veranderd.";
    }
    SECTION("a folder that is a file") {
        to = folder.file("uit");
        journal::write_file_bytes(to, "bezet");
        status = 2;
        expected = "In de map " + to +
                   " kan het verslag niet komen: Not a directory. Kies achter -o een map waarin u mag "
                   "schrijven.";
    }
    SECTION("a folder where nothing can be made") {
        to = "/proc/verslag";
        status = 2;
        expected =
            "In de map /proc/verslag kan het verslag niet komen: No such file or directory. Kies achter -o "
            "een map "
            "waarin u mag schrijven.";
    }
    const auto bytes = journal::bytes_of_file(given == file ? file : "");
    const Told told = run(folder, {"minutes", given, "-o", to});
    CHECK(told.said == "buurtkiosk: " + expected + "\n");
    CHECK(told.status == status);
    CHECK(told.out.empty());
    CHECK(journal::bytes_of_file(given == file ? file : "") == bytes);
    CHECK_FALSE(fs::exists(to + "/verslag.html"));
}
