// Tests that a closed vote leaves no trace of who chose what, nor of the order of voting: in the file, in its
// log, in free pages, in the order of rows. One thread. It must look at bytes, as whoever steals the laptop
// would.
#include <sqlite3.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "journal/evening_folder.h"
#include "journal/sample_events.h"

using namespace buurtkiosk;
using namespace buurtkiosk::journal;
using namespace buurtkiosk::assembly;

namespace {

// Options that stand nowhere else, so that each in the file is a ballot. Their letters sort in another way
// than they are cast.
std::string choice_of(std::uint32_t voter) {
    return "keuze-" + std::string(1, static_cast<char>('a' + voter * 7 % 5));
}

std::size_t count_of(const std::string& bytes, const std::string& needle) {
    std::size_t count = 0;
    for (std::size_t at = bytes.find(needle); at != std::string::npos; at = bytes.find(needle, at + 1))
        ++count;
    return count;
}

// The keys that the journal asked for, to look for them later.
struct KeyWatch {
    std::vector<std::string> keys;
    RandomBytes random = [this](std::uint8_t* bytes, std::size_t count) {
        random_bytes(bytes, count);
        keys.emplace_back(reinterpret_cast<const char*>(bytes), count);
    };
};

std::vector<std::string> choices_in_order_of_bytes(const std::string& bytes) {
    std::vector<std::string> found;
    for (std::size_t at = bytes.find("keuze-"); at != std::string::npos; at = bytes.find("keuze-", at + 1)) {
        found.push_back(bytes.substr(at, 7));
    }
    return found;
}

}  // namespace

TEST_CASE("a closed vote leaves no key, no link and no order in the file or its log") {
    const EveningFolder folder;
    KeyWatch watch;
    auto journal = open_journal(folder.file(), {.random = watch.random});
    constexpr std::uint32_t voters = 60;
    Poll poll;
    poll.id = PollId{1};
    poll.kind = PollKind::choice;
    std::vector<TimedEvent> start = {timed(PollAdded{poll}), timed(PollOpened{PollId{1}})};
    REQUIRE(journal->commit({start, {}}));
    watch.keys.clear();
    // Everybody votes, in some order, and every third changes their mind; each in a turn of its own.
    std::vector<std::uint32_t> order;
    for (std::uint32_t voter = 1; voter <= voters; ++voter) order.push_back(voter * 37 % 61);
    for (const std::uint32_t voter : order) {
        const std::vector<TimedEvent> events = {
            timed(BallotCast{PollId{1}, PersonId{1000 + voter},
                             Ballot{voter % 3 == 0 ? "keuze-e" : choice_of(voter)}},
                  1, PersonId{1000 + voter})};
        const StoredReply reply{PersonId{1000 + voter}, "stem-" + std::to_string(voter), {}};
        REQUIRE(journal->commit({events, {&reply, 1}}));
    }
    for (const std::uint32_t voter : order) {
        if (voter % 3 != 0) continue;
        const std::vector<TimedEvent> events = {
            timed(BallotCast{PollId{1}, PersonId{1000 + voter}, Ballot{choice_of(voter)}}, 2,
                  PersonId{1000 + voter})};
        REQUIRE(journal->commit({events, {}}));
    }
    const std::vector<std::string> keys = watch.keys;
    REQUIRE(keys.size() == voters + voters / 3);

    // So that it is known that the search below would find them.
    const auto bytes_now = [&] {
        return bytes_of_file(folder.file()) + bytes_of_file(folder.file() + "-wal");
    };
    std::size_t found = 0;
    for (const std::string& key : keys) found += count_of(bytes_now(), key);
    CHECK(found >= keys.size());
    CHECK(count_of(bytes_now(), "keuze-") > voters);

    std::vector<std::string> choices;
    for (const std::uint32_t voter : order) choices.push_back(choice_of(voter));
    PollClosed closed = closing(PollId{1}, choices);
    closed.tally.counts.clear();  // so that the names of the options stand only on ballots
    const std::vector<TimedEvent> end = {timed(closed, 3)};
    REQUIRE(journal->commit({end, {}}));

    std::vector<std::string> sorted = choices;
    std::sort(sorted.begin(), sorted.end());
    const auto check_bytes = [&](const std::string& bytes) {
        for (const std::string& key : keys) CHECK(count_of(bytes, key) == 0);
        std::vector<std::string> in_file = choices_in_order_of_bytes(bytes);
        CHECK(in_file.size() == voters);  // each ballot once: no earlier version, no free page
        // VACUUM fills pages from their end, so bytes may run the other way; either way it is the sorted
        // order.
        if (!std::is_sorted(in_file.begin(), in_file.end())) std::reverse(in_file.begin(), in_file.end());
        CHECK(in_file == sorted);
    };
    check_bytes(bytes_of_file(folder.file()));
    check_bytes(bytes_of_file(folder.file()) + bytes_of_file(folder.file() + "-wal"));
    {
        // Later commits bring nothing back.
        const std::vector<TimedEvent> more = {timed(PollShown{PollId{1}}, 4)};
        REQUIRE(journal->commit({more, {}}));
        check_bytes(bytes_now());
    }
    journal.reset();
    check_bytes(bytes_of_file(folder.file()));
    CHECK(folder.bytes().size() == 1);

    // And by SQL: rows sorted, no person, nothing open.
    Database database;
    REQUIRE(database.open(folder.file(), SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK);
    CHECK(database.first_text("SELECT count(*) FROM open_ballots") == "0");
    CHECK(database.first_text(
              "SELECT group_concat(choice) FROM (SELECT choice FROM closed_ballots ORDER BY place)") ==
          database.first_text(
              "SELECT group_concat(choice) FROM (SELECT choice FROM closed_ballots ORDER BY choice)"));
    CHECK(database.first_text("PRAGMA freelist_count") == "0");
}

TEST_CASE("while a vote is open the order of its rows is not the order of voting") {
    const EveningFolder folder;
    auto journal = open_journal(folder.file());
    const std::vector<TimedEvent> vote = vote_events(50, false);
    for (const TimedEvent& event : vote) REQUIRE(journal->commit({std::span(&event, 1), {}}));
    journal.reset();
    Database database;
    REQUIRE(database.open(folder.file(), SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK);
    const std::string by_key = database.first_text(
        "SELECT group_concat(person) FROM (SELECT person FROM open_ballots ORDER BY key)");
    const std::string by_person = database.first_text(
        "SELECT group_concat(person) FROM (SELECT person FROM open_ballots ORDER BY person)");
    CHECK(by_key.size() == by_person.size());
    CHECK(by_key != by_person);
}

TEST_CASE("closing one vote leaves the ballots of another that is open") {
    const EveningFolder folder;
    auto journal = open_journal(folder.file());
    const std::vector<TimedEvent> one = vote_events(10, false, 1);
    const std::vector<TimedEvent> other = vote_events(10, false, 2);
    REQUIRE(journal->commit({one, {}}));
    REQUIRE(journal->commit({other, {}}));
    std::vector<std::string> choices;
    for (const TimedEvent& event : one) {
        if (const auto* const cast = std::get_if<BallotCast>(&event.event.body))
            choices.push_back(cast->ballot->choice);
    }
    const std::vector<TimedEvent> end = {timed(closing(PollId{1}, choices))};
    REQUIRE(journal->commit({end, {}}));
    CHECK(journal->vote_open());
    journal.reset();
    std::size_t with_ballot = 0;
    for (const TimedEvent& event : read_all(*open_journal(folder.file())).events) {
        if (const auto* const cast = std::get_if<BallotCast>(&event.event.body)) {
            CHECK(cast->ballot.has_value() == (cast->poll == PollId{2}));
            if (cast->ballot) ++with_ballot;
        }
    }
    CHECK(with_ballot == 10);
}
