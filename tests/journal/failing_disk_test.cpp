// Tests of a disk that fails: whatever call fails, how often, and with what is left half done, nothing that
// was acknowledged is lost, nothing that was refused shows, and the journal goes on when the disk does. One
// thread. It must never take a failed commit for anything but nothing.
#include <sched.h>
#include <sqlite3.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "journal/evening_folder.h"
#include "journal/faulty_vfs.h"
#include "journal/memory_journal.h"
#include "journal/sample_events.h"

using namespace buurtkiosk;
using namespace buurtkiosk::journal;
using namespace buurtkiosk::assembly;

namespace {

std::vector<TimedEvent> names(std::uint32_t first, std::uint32_t count) {
    std::vector<TimedEvent> events;
    for (std::uint32_t person = first; person < first + count; ++person) {
        events.push_back(timed(PersonNamed{PersonId{person}, {"Naam " + std::to_string(person), false}, 1},
                               1'800'000'000'000 + person, PersonId{person}));
    }
    return events;
}

std::string integrity(const std::string& path) {
    Database database;
    if (database.open(path, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK) return database.message();
    return database.first_text("PRAGMA integrity_check");
}

// The evening as a machine that lost its power now would find it.
Evening after_crash(const EveningFolder& folder) {
    const std::string copy = folder.file("gevallen.kiosk");
    std::filesystem::remove(copy + "-wal");
    copy_as_crashed(folder.file(), copy);
    CHECK(integrity(copy) == "ok");
    copy_as_crashed(folder.file(), copy);
    Evening evening = read_all(*open_journal(copy));
    std::filesystem::remove(copy);
    return evening;
}

// A run of turns as an evening has them: names, votes that change, a close, a checkpoint.
std::vector<std::vector<TimedEvent>> turns_of_an_evening() {
    std::vector<std::vector<TimedEvent>> turns = {names(1, 5), names(6, 40)};
    const std::vector<TimedEvent> vote = vote_events(6, true);
    for (const TimedEvent& event : vote) turns.push_back({event});
    turns.push_back(names(50, 3));
    return turns;
}

}  // namespace

TEST_CASE("whichever write, sync or truncation fails, once or for a while: nothing lost, nothing false") {
    const auto plan = GENERATE(values<FaultPlan>({
        {FaultPlan::What::write, 1, false, SQLITE_FULL, false},
        {FaultPlan::What::write, 1, true, SQLITE_FULL, false},
        {FaultPlan::What::write, 1, false, SQLITE_IOERR_WRITE, true},
        {FaultPlan::What::sync, 1, false, SQLITE_IOERR_FSYNC, false},
        {FaultPlan::What::sync, 1, true, SQLITE_IOERR_FSYNC, false},
        {FaultPlan::What::truncate, 1, false, SQLITE_IOERR_TRUNCATE, false},
        {FaultPlan::What::any, 1, true, SQLITE_IOERR, true},
    }));
    std::int64_t failed = 0;
    // Let the failure come later and later, until a whole evening passes without one.
    for (std::int64_t nth = 1;; nth += nth < 60 ? 1 : 7) {
        INFO("kind " << static_cast<int>(plan.what) << " code " << plan.code << " nth " << nth << " lasting "
                     << plan.lasting);
        const EveningFolder folder;
        auto journal = open_journal(folder.file(), {.vfs = faulty_vfs()});
        MemoryJournal expected;
        FaultPlan next = plan;
        next.nth = nth;
        set_faults(next);
        for (const std::vector<TimedEvent>& events : turns_of_an_evening()) {
            const StoredReply reply{PersonId{1}, std::to_string(events.front().at_ms), {}};
            const Turn turn{events, {&reply, 1}};
            const std::string head = journal->head().hash;
            if (Status status = journal->commit(turn); !status) {
                REQUIRE(status.refusal().code == RefusalCode::storage);
                CHECK(journal->head().hash == head);
                if (!next.lasting) {
                    // What a crash would find now holds nothing of the refused turn.
                    CHECK(after_crash(folder).events == read_all(expected).events);
                }
                set_faults({});
                const Evening replayed = read_all(*journal);
                CHECK(replayed.events == read_all(expected).events);
                CHECK(replayed.head.hash == head);
                REQUIRE(journal->commit(turn));  // the disk is well again
                set_faults({});
                ++failed;
            }
            REQUIRE(expected.commit(turn));
            if (!journal->vote_open()) journal->checkpoint();
        }
        const bool over = fault_counts().failed == 0 && nth > 200;
        set_faults({});
        CHECK(read_all(*journal).events == read_all(expected).events);
        CHECK(read_all(*journal).replies == read_all(expected).replies);
        CHECK(after_crash(folder) == read_all(*journal));
        journal->checkpoint();
        CHECK_FALSE(journal->scrub_pending());
        journal.reset();
        CHECK(integrity(folder.file()) == "ok");
        CHECK(read_all(*open_journal(folder.file())).events == read_all(expected).events);
        if (over) break;
    }
    if (plan.what != FaultPlan::What::truncate) CHECK(failed > 10);
}

TEST_CASE("while the disk stays full every commit is refused, and afterwards all is as before") {
    const EveningFolder folder;
    auto journal = open_journal(folder.file(), {.vfs = faulty_vfs()});
    const std::vector<TimedEvent> first = names(1, 5);
    REQUIRE(journal->commit({first, {}}));
    set_faults({FaultPlan::What::write, 1, true, SQLITE_FULL, false});
    for (std::uint32_t i = 0; i < 20; ++i) {
        const std::vector<TimedEvent> more = names(10 + i, 3);
        const Status status = journal->commit({more, {}});
        REQUIRE_FALSE(status.ok());
        CHECK(status.refusal().sentence.key == "refusal.storage");
        CHECK(read_all(*journal).events == first);
    }
    set_faults({});
    const std::vector<TimedEvent> more = names(90, 3);
    REQUIRE(journal->commit({more, {}}));
    CHECK(journal->head().seq == 8);
    CHECK(after_crash(folder).events.size() == 8);
}

TEST_CASE("a close whose remains cannot be wiped is still closed, and wiped later") {
    const EveningFolder folder;
    auto journal = open_journal(folder.file(), {.vfs = faulty_vfs()});
    const std::vector<TimedEvent> vote = vote_events(20, false);
    REQUIRE(journal->commit({vote, {}}));
    std::vector<std::string> choices;
    for (const TimedEvent& event : vote) {
        if (const auto* const cast = std::get_if<BallotCast>(&event.event.body))
            choices.push_back(cast->ballot->choice);
    }
    const std::vector<TimedEvent> end = {timed(closing(PollId{1}, choices))};
    // The commit itself is one sync; VACUUM's is the next.
    set_faults({FaultPlan::What::sync, 2, true, SQLITE_IOERR_FSYNC, false});
    REQUIRE(journal->commit({end, {}}));
    CHECK(fault_counts().failed > 0);
    CHECK(journal->scrub_pending());
    CHECK(journal->begin_backup(folder.file("kopie.kiosk")).refusal().code == RefusalCode::storage);
    set_faults({});
    SECTION("at the next checkpoint") {
        journal->checkpoint();
        CHECK_FALSE(journal->scrub_pending());
    }
    SECTION("at the next start, after a crash") {
        copy_as_crashed(folder.file(), folder.file("gevallen.kiosk"));
        CHECK_FALSE(open_journal(folder.file("gevallen.kiosk"))->scrub_pending());
    }
    SECTION("at the next start") {
        journal.reset();
        CHECK_FALSE(open_journal(folder.file())->scrub_pending());
    }
}

TEST_CASE("an evening that cannot be made leaves nothing, or one that is whole") {
    for (std::int64_t nth = 1; nth < 30; ++nth) {
        const EveningFolder folder;
        faulty_vfs();
        set_faults({FaultPlan::What::any, nth, true, SQLITE_FULL, false});
        const auto opened = SqliteJournal::open(folder.file(), {.vfs = faulty_vfs()});
        const bool failed = fault_counts().failed > 0;
        set_faults({});
        if (opened) continue;
        INFO("nth " << nth);
        CHECK(failed);
        CHECK(opened.refusal().sentence.key == "refusal.evening_disk");
        if (!folder.bytes().empty()) CHECK(refusal_key(folder.file()) == "opened");
    }
}

// A real disk that is full: a small file system in memory, in a child with mounts of its own.
TEST_CASE("a disk that is really full refuses, keeps what it has, and goes on when there is room") {
    const EveningFolder folder;
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        constexpr int cannot_mount = 77;
        if (unshare(CLONE_NEWNS) != 0 || mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
            _exit(cannot_mount);
        const std::string small = folder.file("klein");
        std::filesystem::create_directory(small);
        if (mount("tmpfs", small.c_str(), "tmpfs", 0, "size=400k") != 0) _exit(cannot_mount);
        auto opened = SqliteJournal::open(small + "/avond.kiosk");
        if (!opened) _exit(2);
        auto journal = std::move(opened).value();
        std::uint32_t acknowledged = 0;
        const std::string ballast = small + "/ballast";
        write_file_bytes(ballast, std::string(100'000, 'b'));
        bool full = false;
        for (std::uint32_t i = 0; i < 1000 && !full; ++i) {
            const std::vector<TimedEvent> events = names(i + 1, 1);
            full = !journal->commit({events, {}});
            if (!full) ++acknowledged;
        }
        if (!full || acknowledged < 5) _exit(3);
        std::size_t replayed = 0;
        const auto count = [&](const TimedEvent&) { ++replayed; };
        if (!journal->replay(count, {}) || replayed != acknowledged) _exit(4);
        copy_as_crashed(small + "/avond.kiosk", folder.file("gevallen.kiosk"));
        std::filesystem::remove(ballast);
        const std::vector<TimedEvent> events = names(2000, 1);
        if (!journal->commit({events, {}})) _exit(5);
        replayed = 0;
        if (!journal->replay(count, {}) || replayed != acknowledged + 1) _exit(6);
        auto crashed = SqliteJournal::open(folder.file("gevallen.kiosk"));
        if (!crashed || crashed.value()->head().seq != acknowledged) _exit(7);
        _exit(0);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    if (WEXITSTATUS(status) == 77) {
        WARN("no right to mount a small file system here: the shim above is the only full disk tested");
    } else {
        CHECK(WEXITSTATUS(status) == 0);
    }
}
