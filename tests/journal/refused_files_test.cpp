// Tests of files that the kiosk must refuse and leave as they are, byte for byte: damaged in every way that
// could be thought of, newer, foreign, in use, unreadable. One thread, one forked child. It must never let a
// file go unread after a refusal.
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "journal/evening_folder.h"
#include "journal/log_scan.h"
#include "journal/sample_events.h"
#include "journal/schema.h"

using namespace buurtkiosk;
using namespace buurtkiosk::journal;
using namespace buurtkiosk::assembly;

namespace {

// A closed evening with names, replies, a closed vote and an open one.
void make_evening(const std::string& path) {
    auto journal = open_journal(path);
    for (std::uint32_t person = 1; person <= 40; ++person) {
        const std::vector<TimedEvent> events = {
            timed(PersonJoined{PersonId{person}, Place::room, "nl", {}}, 1, PersonId{person}),
            timed(PersonNamed{PersonId{person}, {"Naam " + std::to_string(person), false}, 0}, 2,
                  PersonId{person})};
        const std::vector<StoredReply> replies = {{PersonId{person}, "id", {}}};
        REQUIRE(journal->commit({events, replies}));
    }
    const auto closed = vote_events(9, true, 1);
    REQUIRE(journal->commit({closed, {}}));
    const auto open = vote_events(5, false, 2);
    REQUIRE(journal->commit({open, {}}));
}

void change(const std::string& path, const char* sql) {
    Database database;
    REQUIRE(database.open(path, SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK);
    INFO(sql);
    REQUIRE(database.execute(sql) == SQLITE_OK);
}

// Refused with that key, and every byte in the folder as before.
void check_refused(const EveningFolder& folder, const std::string& path, const std::string& key) {
    const auto before = folder.bytes();
    CHECK(refusal_key(path) == key);
    CHECK(folder.bytes() == before);
}

}  // namespace

TEST_CASE("an evening that was tampered with is refused and left as it was") {
    const EveningFolder folder;
    const std::string path = folder.file();
    make_evening(path);
    const char* const change_sql = GENERATE(
        "UPDATE journal SET at_ms = at_ms + 1 WHERE seq = 7",
        "UPDATE journal SET by_person = 9 WHERE seq = 7", "UPDATE journal SET body = '{}' WHERE seq = 7",
        "UPDATE journal SET kind = 'person.placed' WHERE seq = 7",
        "UPDATE journal SET version = 0 WHERE seq = 7", "UPDATE journal SET hash = x'00' WHERE seq = 7",
        "UPDATE journal SET seq = 1000 WHERE seq = (SELECT max(seq) FROM journal)",
        "PRAGMA foreign_keys=OFF; DELETE FROM journal WHERE seq = 7",
        "PRAGMA foreign_keys=OFF; DELETE FROM journal WHERE seq = 2",
        "UPDATE personal SET text = 'Iemand anders' WHERE person = 3",
        "UPDATE personal SET salt = x'00' WHERE person = 3",
        "UPDATE personal SET salt = zeroblob(16) WHERE person = 3",
        "UPDATE personal SET field = 'nickname' WHERE person = 3",
        "UPDATE personal SET seq = 5 WHERE person = 3",
        "UPDATE open_ballots SET person = 77 WHERE person = 2", "DELETE FROM open_ballots WHERE person = 2",
        "INSERT INTO open_ballots VALUES (x'aa', 2, 30, 'yes')",
        "INSERT INTO open_ballots VALUES (x'aa', 1, 30, 'yes')",
        "INSERT INTO open_ballots VALUES (x'aa', 0, 30, 'yes')",
        "UPDATE closed_ballots SET choice = 'no' WHERE place = 9",
        "DELETE FROM closed_ballots WHERE place = 9", "INSERT INTO closed_ballots VALUES (1, 10, 'yes')",
        "DELETE FROM meta WHERE key = 'evening'", "UPDATE meta SET value = 'x' WHERE key = 'evening'",
        "UPDATE replies SET answer = '' WHERE person = 3", "UPDATE replies SET person = -1 WHERE person = 3",
        "DROP TABLE closed_ballots",
        "CREATE TRIGGER t AFTER INSERT ON journal BEGIN DELETE FROM journal; END", "CREATE TABLE more (x)",
        "PRAGMA user_version = 0", "PRAGMA user_version = -1");
    change(path, change_sql);
    INFO(change_sql);
    check_refused(folder, path, "refusal.evening_damaged");
}

TEST_CASE("what can be read of a damaged evening is told") {
    const EveningFolder folder;
    make_evening(folder.file());
    change(folder.file(), "UPDATE journal SET body = '{}' WHERE seq = 31");
    const auto opened = SqliteJournal::open(folder.file());
    REQUIRE_FALSE(opened.ok());
    CHECK(parameter(opened.refusal(), "n") == "30");
    CHECK(parameter(opened.refusal(), "file") == folder.file());
    CHECK(parameter(opened.refusal(), "detail") == "event 31: the chain is broken");
    FileLock lock;
    REQUIRE(lock.take(folder.file()).ok());
    std::size_t events = 0;
    const FileState state = inspect(lock, folder.file(), [&](const TimedEvent&) { ++events; }, {});
    CHECK(state.problem == FileProblem::damaged);
    CHECK(events == 30);
}

TEST_CASE("newer and foreign files are refused and left as they were") {
    const EveningFolder folder;
    const std::string path = folder.file();
    SECTION("a newer format") {
        make_evening(path);
        change(path, "PRAGMA user_version = 3");
        check_refused(folder, path, "refusal.evening_newer");
    }
    SECTION("a newer event") {
        // The chain is right: whoever wrote it knew what they did.
        auto journal = open_journal(path);
        REQUIRE(journal->commit({std::vector<TimedEvent>{timed(KioskRestarted{})}, {}}));
        const std::string evening = journal->evening();
        journal.reset();
        const Digest hash = chain_next(chain_root(evening), {1, 5, 0, "choir.sang", 1, "{}"});
        change(path, ("UPDATE journal SET at_ms = 5, kind = 'choir.sang', hash = x'" + hex(Bytes{hash}) + "'")
                         .c_str());
        check_refused(folder, path, "refusal.evening_newer");
    }
    SECTION("a database of another program") {
        change(
            [&] {
                write_file_bytes(path, "");
                return path;
            }(),
            "CREATE TABLE foto (x); INSERT INTO foto VALUES (1)");
        check_refused(folder, path, "refusal.evening_foreign");
    }
    SECTION("a text") {
        write_file_bytes(path, "Beste buren,\n\nvanavond om acht uur.\n");
        check_refused(folder, path, "refusal.evening_foreign");
    }
    SECTION("one byte") {
        write_file_bytes(path, "x");
        check_refused(folder, path, "refusal.evening_foreign");
    }
    SECTION("zeros") {
        write_file_bytes(path, std::string(8192, '\0'));
        check_refused(folder, path, "refusal.evening_foreign");
    }
}

TEST_CASE("truncated files are refused and left as they were") {
    const EveningFolder folder;
    const std::string path = folder.file();
    make_evening(path);
    const std::string whole = bytes_of_file(path);
    for (const std::size_t size :
         {std::size_t{10}, std::size_t{50}, std::size_t{99}, std::size_t{100}, std::size_t{4096},
          whole.size() / 2, whole.size() - 4096, whole.size() - 1}) {
        write_file_bytes(path, whole.substr(0, size));
        INFO(size << " of " << whole.size());
        check_refused(folder, path, "refusal.evening_damaged");
    }
}

TEST_CASE("a log without its file is refused and left as it was") {
    const EveningFolder folder;
    write_file_bytes(folder.file() + "-wal", "kept");
    check_refused(folder, folder.file(), "refusal.evening_damaged");
    write_file_bytes(folder.file(), "");
    check_refused(folder, folder.file(), "refusal.evening_damaged");
}

TEST_CASE("a rollback journal beside the file is refused and left as it was") {
    const EveningFolder folder;
    make_evening(folder.file());
    write_file_bytes(folder.file() + "-journal", std::string(600, 'j'));
    check_refused(folder, folder.file(), "refusal.evening_damaged");
}

TEST_CASE("any byte changed in the file is either without meaning or refused") {
    const EveningFolder folder;
    const std::string path = folder.file();
    make_evening(path);
    const std::string whole = bytes_of_file(path);
    const Evening evening = read_all(*open_journal(path));
    const unsigned seed = std::random_device{}();
    std::mt19937 random(seed);
    int refused = 0;
    for (int round = 0; round < 150; ++round) {
        std::string changed = whole;
        const std::size_t at = std::uniform_int_distribution<std::size_t>(0, whole.size() - 1)(random);
        changed[at] = static_cast<char>(changed[at] ^ (1 << (random() % 8)));
        write_file_bytes(path, changed);
        std::filesystem::remove(path + "-wal");
        INFO("seed " << seed << ": byte " << at);
        auto opened = SqliteJournal::open(path);
        if (opened) {
            // Free space, or SQLite's own counters: nothing that was said is different.
            CHECK(read_all(*opened.value()) == evening);
        } else {
            ++refused;
            CHECK(bytes_of_file(path) == changed);
        }
    }
    CHECK(refused > 20);
}

namespace {

// An evening as a crash leaves it: all of it in the log.
void make_crashed(const EveningFolder& folder, std::size_t commits) {
    auto journal = open_journal(folder.file("levend.kiosk"));
    for (std::size_t i = 0; i < commits; ++i) {
        const std::vector<TimedEvent> events = {timed(MeetingTitled{"a", std::to_string(i)})};
        REQUIRE(journal->commit({events, {}}));
    }
    copy_as_crashed(folder.file("levend.kiosk"), folder.file());
    journal.reset();
    std::filesystem::remove(folder.file("levend.kiosk"));
}

}  // namespace

TEST_CASE("a log damaged in the middle is refused: SQLite alone would forget all that comes after") {
    const EveningFolder folder;
    make_crashed(folder, 20);
    const std::string log = folder.file() + "-wal";
    const std::string whole = bytes_of_file(log);
    const LogScan good = scan_log(log);
    CHECK_FALSE(good.damaged);
    CHECK(good.frames == (whole.size() - 32) / 4120);
    for (const std::size_t at :
         {std::size_t{9}, std::size_t{20}, std::size_t{31}, std::size_t{40}, std::size_t{32 + 4120 * 3 + 8},
          std::size_t{32 + 4120 * 5 + 100}, std::size_t{32 + 4120 * 9 + 4000}}) {
        std::string changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 0x40);
        write_file_bytes(log, changed);
        INFO("byte " << at);
        check_refused(folder, folder.file(), "refusal.evening_damaged");
    }
}

TEST_CASE("a log that ends in an interrupted write is no damage: what was acknowledged is there") {
    const EveningFolder folder;
    make_crashed(folder, 20);
    const std::string log = folder.file() + "-wal";
    const std::string main = bytes_of_file(folder.file());
    const std::string whole = bytes_of_file(log);
    for (std::size_t cut = 1; cut < 4120 * 4; cut += 977) {
        write_file_bytes(folder.file(), main);
        write_file_bytes(log, whole.substr(0, whole.size() - cut));
        INFO(cut << " bytes missing");
        auto journal = open_journal(folder.file());
        const std::uint64_t seq = journal->head().seq;
        CHECK(seq < 20);
        CHECK(seq >= 15);
    }
    // The last write is whole in length but not in content, as a power cut can leave it.
    std::string torn = whole;
    torn[whole.size() - 100] = static_cast<char>(torn[whole.size() - 100] ^ 1);
    write_file_bytes(folder.file(), main);
    write_file_bytes(log, torn);
    auto journal = open_journal(folder.file());
    CHECK(journal->head().seq == 19);
    // The rest of it is cut off, so that it never lies behind a later commit and looks like damage there.
    CHECK(std::filesystem::file_size(log) == 32 + 4120 * scan_log(log).frames);
    CHECK(std::filesystem::file_size(log) < torn.size());
    const std::vector<TimedEvent> events = {timed(KioskRestarted{})};
    REQUIRE(journal->commit({events, {}}));
    copy_as_crashed(folder.file(), folder.file("weer.kiosk"));
    CHECK(open_journal(folder.file("weer.kiosk"))->head().seq == 20);
}

TEST_CASE("an evening that another kiosk has open is refused and left as it was") {
    const EveningFolder folder;
    auto journal = open_journal(folder.file());
    REQUIRE(journal->commit({std::vector<TimedEvent>{timed(KioskRestarted{})}, {}}));
    check_refused(folder, folder.file(), "refusal.evening_in_use");
    // By another name too.
    std::filesystem::create_symlink(folder.file(), folder.file("bijnaam.kiosk"));
    check_refused(folder, folder.file("bijnaam.kiosk"), "refusal.evening_in_use");
    journal.reset();
    CHECK(refusal_key(folder.file("bijnaam.kiosk")) == "opened");
}

TEST_CASE("an evening that another program has open is refused and left as it was") {
    const EveningFolder folder;
    make_evening(folder.file());
    int ready[2];
    int done[2];
    REQUIRE(pipe(ready) == 0);
    REQUIRE(pipe(done) == 0);
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        // A database browser in another process, in the middle of reading.
        Database database;
        database.open(folder.file(), SQLITE_OPEN_READWRITE, nullptr);
        database.first_text("SELECT count(*) FROM journal");
        char byte = 'r';
        const bool told = write(ready[1], &byte, 1) == 1 && read(done[0], &byte, 1) == 1;
        _exit(told ? 0 : 1);
    }
    char byte = 0;
    REQUIRE(read(ready[0], &byte, 1) == 1);
    check_refused(folder, folder.file(), "refusal.evening_in_use");
    REQUIRE(write(done[1], &byte, 1) == 1);
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK(status == 0);
    for (const int end : {ready[0], ready[1], done[0], done[1]}) close(end);
}

TEST_CASE("what is no file, or cannot be, is refused") {
    const EveningFolder folder;
    std::filesystem::create_directory(folder.file("map.kiosk"));
    CHECK(refusal_key(folder.file("map.kiosk")) == "refusal.evening_unreadable");
    CHECK(refusal_key(folder.file("geen/map/avond.kiosk")) == "refusal.evening_unreadable");
    CHECK(refusal_key(folder.file(std::string(300, 'x'))) == "refusal.evening_unreadable");
    CHECK(refusal_key("/dev/null") == "refusal.evening_unreadable");
    CHECK(refusal_key("/proc/self/status") != "opened");
}

TEST_CASE("a crash while a file is made leaves no evening of that name") {
    const EveningFolder folder;
    // Whatever lies there of an earlier try is not in the way.
    write_file_bytes(folder.file(".avond.kiosk.new-0011223344556677"), "half");
    CHECK(refusal_key(folder.file()) == "opened");
}
