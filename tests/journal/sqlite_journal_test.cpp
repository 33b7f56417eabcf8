// Tests of the evening's file in good days: what is committed comes back, in order, once, by whom; replies;
// ballots; backups; and that the journal in memory keeps the same promises. One thread. It must never depend
// on where the file lies.
#include "journal/sqlite_journal.h"

#include <sqlite3.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "base/limits.h"
#include "journal/evening_folder.h"
#include "journal/faulty_vfs.h"
#include "journal/memory_journal.h"
#include "journal/sample_events.h"
#include "journal/schema.h"

using namespace buurtkiosk;
using namespace buurtkiosk::journal;
using namespace buurtkiosk::assembly;

namespace {

std::vector<TimedEvent> all_samples() {
    std::vector<TimedEvent> events;
    std::int64_t at_ms = 1'800'000'000'000;
    for (const Event& event : sample_events()) {
        // Ballots have rules of their own, tested below.
        if (std::holds_alternative<BallotCast>(event.body) ||
            std::holds_alternative<PollClosed>(event.body)) {
            continue;
        }
        TimedEvent made;
        made.event = event;
        made.at_ms = at_ms += 17;
        made.by = static_cast<TimedEvent::By>(events.size() % 3);
        if (made.by == TimedEvent::By::person) {
            made.person = PersonId{static_cast<std::uint32_t>(events.size())};
        }
        events.push_back(made);
    }
    return events;
}

StoredReply reply_of(std::uint32_t person, const std::string& id, bool waits = false) {
    StoredReply reply;
    reply.person = PersonId{person};
    reply.command_id = id;
    reply.answer.waits = waits;
    reply.answer.shown = "Fatma (2)";
    return reply;
}

Status commit(Journal& journal, const std::vector<TimedEvent>& events,
              const std::vector<StoredReply>& replies = {}) {
    return journal.commit(Turn{events, replies});
}

}  // namespace

TEST_CASE("a new evening is a private file with its marks, and empty") {
    const EveningFolder folder;
    {
        auto journal = open_journal(folder.file(), {.now_ms = 1'800'000'000'000});
        CHECK(journal->head().seq == 0);
        CHECK(journal->head().hash.empty());
        CHECK(read_all(*journal).events.empty());
        CHECK(journal->evening().size() == 32);
    }
    const auto bytes = folder.bytes();
    REQUIRE(bytes.size() == 1);  // closed, it is one file
    CHECK(bytes.begin()->second.substr(0, 15) == "SQLite format 3");
    CHECK(bytes.begin()->second.substr(68, 4) == "BuKi");
    struct stat status {};
    REQUIRE(stat(folder.file().c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE("an empty file counts as no file, and two evenings have different ids") {
    const EveningFolder folder;
    write_file_bytes(folder.file("leeg.kiosk"), "");
    auto one = open_journal(folder.file("leeg.kiosk"));
    auto other = open_journal(folder.file("ander.kiosk"));
    CHECK(one->evening() != other->evening());
}

TEST_CASE("every event, reply and who caused it comes back, before and after closing") {
    const EveningFolder folder;
    const std::vector<TimedEvent> events = all_samples();
    std::vector<StoredReply> replies;
    for (std::uint32_t person = 1; person <= 5; ++person)
        replies.push_back(reply_of(person, "één-" + std::to_string(person)));
    Evening before;
    {
        auto journal = open_journal(folder.file());
        REQUIRE(commit(*journal, {events.begin(), events.begin() + 10}));
        REQUIRE(commit(*journal, {events.begin() + 10, events.end()}, replies));
        before = read_all(*journal);
        CHECK(before.events == events);
        CHECK(before.replies == replies);
        CHECK(before.head.seq == events.size());
        CHECK(before.head.at_ms == events.back().at_ms);
        CHECK(before.head.hash.size() == 64);
        copy_as_crashed(folder.file(), folder.file("gevallen.kiosk"));
    }
    CHECK(read_all(*open_journal(folder.file())) == before);
    CHECK(read_all(*open_journal(folder.file("gevallen.kiosk"))) == before);
}

TEST_CASE("an empty turn is nothing, and a turn of replies alone leaves the head") {
    const EveningFolder folder;
    auto journal = open_journal(folder.file());
    REQUIRE(commit(*journal, {}));
    REQUIRE(commit(*journal, {timed(KioskRestarted{})}));
    const Head head = journal->head();
    REQUIRE(commit(*journal, {}, {reply_of(1, "a")}));
    CHECK(journal->head().hash == head.hash);
    CHECK(read_all(*journal).replies.size() == 1);
}

TEST_CASE("each event changes the head, and the same events in another evening give another") {
    const EveningFolder folder;
    auto one = open_journal(folder.file("een.kiosk"));
    auto other = open_journal(folder.file("twee.kiosk"));
    std::string last;
    for (int i = 0; i < 5; ++i) {
        REQUIRE(commit(*one, {timed(KioskRestarted{})}));
        REQUIRE(commit(*other, {timed(KioskRestarted{})}));
        CHECK(one->head().hash != last);
        CHECK(one->head().hash != other->head().hash);
        last = one->head().hash;
    }
}

TEST_CASE("the last 64 replies of each person are kept, in order") {
    const EveningFolder folder;
    auto journal = open_journal(folder.file());
    MemoryJournal memory;
    for (std::size_t i = 0; i < limits::stored_replies + 6; ++i) {
        for (Journal* each : {static_cast<Journal*>(journal.get()), static_cast<Journal*>(&memory)}) {
            REQUIRE(commit(
                *each, {},
                {reply_of(1, "een " + std::to_string(i)), reply_of(2, "twee " + std::to_string(i % 3))}));
        }
    }
    const Evening evening = read_all(*journal);
    std::vector<std::string> first;
    std::size_t second = 0;
    for (const StoredReply& reply : evening.replies) {
        if (reply.person == PersonId{1}) first.push_back(reply.command_id);
        if (reply.person == PersonId{2}) ++second;
    }
    REQUIRE(first.size() == limits::stored_replies);
    CHECK(first.front() == "een 6");
    CHECK(first.back() == "een " + std::to_string(limits::stored_replies + 5));
    CHECK(second == 3);
    CHECK(read_all(memory).replies == evening.replies);
}

TEST_CASE("ballots of an open vote come back with their casting, and none after the close") {
    const EveningFolder folder;
    MemoryJournal memory;
    std::vector<TimedEvent> events = vote_events(7, false);
    // Somebody changes their mind.
    events.push_back(
        timed(BallotCast{PollId{1}, PersonId{2}, Ballot{"abstain"}}, 1'800'000'001'000, PersonId{2}));
    const TimedEvent end =
        timed(closing(PollId{1}, {"abstain", "no", "no", "yes", "yes", "yes", "yes"}), 1'800'000'002'000);
    std::vector<TimedEvent> open = events;
    open[3].event.body =
        BallotCast{PollId{1}, PersonId{2}, Ballot{"abstain"}};  // the latest, at both castings
    std::vector<TimedEvent> closed = events;
    for (TimedEvent& event : closed) {
        if (auto* const cast = std::get_if<BallotCast>(&event.event.body)) cast->ballot.reset();
    }
    closed.push_back(end);
    {
        auto journal = open_journal(folder.file());
        for (Journal* each : {static_cast<Journal*>(journal.get()), static_cast<Journal*>(&memory)}) {
            for (const TimedEvent& event : events) REQUIRE(commit(*each, {event}));
            CHECK(read_all(*each).events == open);
        }
        CHECK(journal->vote_open());
    }
    auto journal = open_journal(folder.file());
    CHECK(journal->vote_open());
    CHECK(read_all(*journal).events == open);
    for (Journal* each : {static_cast<Journal*>(journal.get()), static_cast<Journal*>(&memory)}) {
        REQUIRE(commit(*each, {end}));
        CHECK(read_all(*each).events == closed);
    }
    CHECK_FALSE(journal->vote_open());
    CHECK_FALSE(journal->scrub_pending());
    CHECK(memory.open_ballots() == 0);
    CHECK(memory.closed_ballots(PollId{1}).size() == 7);
    journal.reset();
    CHECK(read_all(*open_journal(folder.file())).events == closed);
}

TEST_CASE("casting and closing in one turn is one transaction") {
    const EveningFolder folder;
    {
        auto journal = open_journal(folder.file());
        REQUIRE(commit(*journal, vote_events(30, true)));
        REQUIRE(commit(*journal, vote_events(0, true, 2)));  // nobody voted
    }
    auto journal = open_journal(folder.file());
    CHECK(journal->head().seq == 36);
    REQUIRE(commit(*journal, vote_events(3, false, 3)));
    CHECK(journal->vote_open());
}

TEST_CASE("the settings that the evening relies on hold") {
    const EveningFolder folder;
    auto journal = open_journal(folder.file());
    REQUIRE(commit(*journal, {timed(KioskRestarted{})}));
    CHECK(std::filesystem::exists(folder.file() + "-wal"));
    CHECK_FALSE(std::filesystem::exists(folder.file() + "-shm"));  // exclusive: nobody else may come in
}

TEST_CASE("a commit costs one sync") {
    const EveningFolder folder;
    auto journal = open_journal(folder.file(), {.vfs = faulty_vfs()});
    REQUIRE(commit(*journal, {timed(KioskRestarted{})}));
    set_faults({});
    for (int i = 0; i < 50; ++i) {
        REQUIRE(commit(*journal, all_samples(), {reply_of(1, std::to_string(i))}));
        CHECK(fault_counts().syncs == i + 1);
    }
}

TEST_CASE("a checkpoint folds the log in, but not during a vote") {
    const EveningFolder folder;
    auto journal = open_journal(folder.file());
    const auto log_size = [&] { return std::filesystem::file_size(folder.file() + "-wal"); };
    REQUIRE(commit(*journal, all_samples()));
    CHECK(log_size() > 0);
    journal->checkpoint();
    CHECK(log_size() == 0);
    REQUIRE(commit(*journal, vote_events(3, false)));
    const auto during = log_size();
    CHECK(during > 0);
    journal->checkpoint();
    CHECK(log_size() == during);
    const Evening evening = read_all(*journal);
    journal.reset();
    CHECK(read_all(*open_journal(folder.file())) == evening);
}

TEST_CASE("the log of an evening without agenda steps stays small, and a vote does not wait for it") {
    const EveningFolder folder;
    auto journal = open_journal(folder.file());
    const auto log_frames = [&] { return std::filesystem::file_size(folder.file() + "-wal") / 4120; };
    const std::vector<TimedEvent> events = all_samples();
    std::uintmax_t longest = 0;
    for (std::size_t i = 0; longest <= log_frames() && i < 10'000; ++i) {
        longest = log_frames();
        REQUIRE(commit(*journal, events, {reply_of(1, std::to_string(i))}));
    }
    CHECK(longest > SqliteJournal::log_frames_most / 2);
    CHECK(longest <= SqliteJournal::log_frames_most);
    CHECK(log_frames() == 0);
    REQUIRE(commit(*journal, vote_events(3, false, 7)));
    while (log_frames() <= SqliteJournal::log_frames_most + 50) REQUIRE(commit(*journal, events));
    const TimedEvent end = timed(closing(PollId{7}, {"no", "yes", "yes"}));
    REQUIRE(commit(*journal, {end}));
    CHECK(log_frames() < 10);
    const Evening evening = read_all(*journal);
    journal.reset();
    CHECK(read_all(*open_journal(folder.file())) == evening);
}

TEST_CASE("a text that is taken away leaves the chain whole") {
    const EveningFolder folder;
    std::string head;
    {
        auto journal = open_journal(folder.file());
        REQUIRE(commit(*journal, {timed(PersonNamed{PersonId{1}, {"Fatma", false}, 1}),
                                  timed(PersonNamed{PersonId{2}, {"Yasemin", false}, 1})}));
        head = journal->head().hash;
    }
    {
        Database database;
        REQUIRE(database.open(folder.file(), SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK);
        REQUIRE(database.execute("DELETE FROM personal WHERE person = 1") == SQLITE_OK);
    }
    auto journal = open_journal(folder.file());
    CHECK(journal->head().hash == head);
    const Evening evening = read_all(*journal);
    CHECK(evening.events[0].event == Event{PersonNamed{PersonId{1}, {"", true}, 1}});
    CHECK(evening.events[1].event == Event{PersonNamed{PersonId{2}, {"Yasemin", false}, 1}});
}

TEST_CASE("a backup is made in slices while the evening goes on, and goes on by itself") {
    const EveningFolder folder;
    auto journal = open_journal(folder.file());
    for (int i = 0; i < 20; ++i) REQUIRE(commit(*journal, all_samples()));
    REQUIRE(journal->begin_backup(folder.file("kopie.kiosk")));
    int slices = 0;
    for (bool done = false; !done; ++slices) {
        const Result<bool> step = journal->step_backup(2);
        REQUIRE(step.ok());
        done = step.value();
        CHECK(std::filesystem::exists(folder.file("kopie.kiosk")) == done);
        if (slices < 3) REQUIRE(commit(*journal, all_samples()));
    }
    CHECK(slices > 3);
    CHECK_FALSE(journal->backup_running());
    const Evening evening = read_all(*journal);
    CHECK(read_all(*open_journal(folder.file("kopie.kiosk"))) == evening);
    CHECK(journal->begin_backup(folder.file("kopie.kiosk")).refusal().sentence.key ==
          "refusal.backup_exists");
    CHECK(journal->begin_backup(folder.file("geen/map/x")).refusal().code == RefusalCode::storage);
}

TEST_CASE("there is no backup while a vote is open, and one that runs is over when a vote opens") {
    const EveningFolder folder;
    auto journal = open_journal(folder.file());
    for (int i = 0; i < 20; ++i) REQUIRE(commit(*journal, all_samples()));
    // The samples open and close poll 3 without votes.
    REQUIRE(journal->begin_backup(folder.file("kopie.kiosk")));
    REQUIRE(journal->step_backup(2).ok());
    REQUIRE(commit(*journal, vote_events(3, false, 8)));
    CHECK(journal->step_backup(2).refusal().sentence.key == "refusal.backup_vote_open");
    CHECK(journal->begin_backup(folder.file("kopie.kiosk")).refusal().sentence.key ==
          "refusal.backup_vote_open");
    CHECK(folder.bytes().size() == 2);  // the file and its log: no half copy
}
