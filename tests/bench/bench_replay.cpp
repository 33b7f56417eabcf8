// Measures the start with a journal of 100,000 events: all checks of the file, then the replay, beside a bare
// SELECT of the same rows. Runs alone on its thread and prints one line of JSON. It must never measure an
// empty cache: the file was just written, as after a crash.
#include <sqlite3.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include "journal/sqlite_journal.h"

namespace {

using namespace buurtkiosk;
using Clock = std::chrono::steady_clock;

constexpr std::uint32_t events_wanted = 100'000;
constexpr std::uint32_t events_a_turn = 500;

[[noreturn]] void fail(const char* what) {
    std::fprintf(stderr, "bench_replay: %s\n", what);
    std::exit(1);
}

struct Took {
    double wall_ms = 0;
    double cpu_ms = 0;  // what it would be without neighbours
};

template <class Work>
Took took(Work work) {
    const auto begin = Clock::now();
    const std::clock_t cpu_begin = std::clock();
    work();
    return {std::chrono::duration<double, std::milli>(Clock::now() - begin).count(),
            static_cast<double>(std::clock() - cpu_begin) * 1000 / CLOCKS_PER_SEC};
}

// The mix of a long evening: most of it votes, then names, words and the queue.
assembly::EventBody event_of(std::uint32_t number) {
    const PersonId person{number % 500 + 1};
    switch (number % 10) {
        case 0:
            return assembly::PersonNamed{person, {"Buurvrouw Yıldız-de Vries", false}, number % 3};
        case 1:
            return assembly::WordGiven{person, {"nieuwsgierig", false}, GroupId{number % 150 + 1}, false};
        case 2: {
            assembly::QueueEntry entry;
            entry.id = EntryId{number};
            entry.person = person;
            entry.topic = {"de speeltuin aan de overkant", false};
            entry.asked_ms = number;
            return assembly::QueueAsked{entry};
        }
        case 3:
            return assembly::QueueLeft{EntryId{number - 1}};
        default:
            return assembly::BallotCast{PollId{1}, person, assembly::Ballot{number % 3 == 0 ? "no" : "yes"}};
    }
}

void write_evening(const std::string& path) {
    auto opened = journal::SqliteJournal::open(path);
    if (!opened) fail("no evening");
    std::vector<journal::TimedEvent> events;
    for (std::uint32_t number = 0; number < events_wanted; ++number) {
        journal::TimedEvent event;
        event.event.body = event_of(number);
        event.at_ms = 1'800'000'000'000 + number;
        events.push_back(std::move(event));
        if (events.size() < events_a_turn) continue;
        if (!opened.value()->commit({events, {}})) fail("a commit was refused");
        events.clear();
    }
}

Took bare_select(const std::string& path) {
    sqlite3* database = nullptr;
    if (sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK)
        fail("no database");
    std::size_t bytes = 0;
    const Took taken = took([&] {
        for (const char* sql :
             {"SELECT seq, at_ms, by_person, kind, version, body, hash FROM journal ORDER BY seq",
              "SELECT seq, field, person, salt, text FROM personal ORDER BY seq, field"}) {
            sqlite3_stmt* rows = nullptr;
            if (sqlite3_prepare_v2(database, sql, -1, &rows, nullptr) != SQLITE_OK) fail("no rows");
            while (sqlite3_step(rows) == SQLITE_ROW) {
                for (int column = 0; column < sqlite3_column_count(rows); ++column) {
                    sqlite3_column_blob(rows, column);
                    bytes += static_cast<std::size_t>(sqlite3_column_bytes(rows, column));
                }
            }
            sqlite3_finalize(rows);
        }
    });
    sqlite3_close(database);
    if (bytes == 0) fail("nothing was read");
    return taken;
}

}  // namespace

int main(int argc, char** argv) {
    std::string folder = (std::filesystem::path(argc > 1 ? argv[1] : ".") / "bench_replay-XXXXXX").string();
    if (mkdtemp(folder.data()) == nullptr) fail("no folder to write in");
    const std::string path = folder + "/evening.kiosk";
    write_evening(path);
    const Took select = bare_select(path);
    std::unique_ptr<journal::SqliteJournal> evening;
    const Took open = took([&] {
        auto opened = journal::SqliteJournal::open(path);
        if (!opened) fail("the evening does not open");
        evening = std::move(opened).value();
    });
    std::size_t events = 0;
    const Took replay = took([&] {
        if (!evening->replay([&](const journal::TimedEvent&) { ++events; }, {})) fail("no replay");
    });
    if (events != events_wanted) fail("events are missing");
    std::printf(
        "{\"bench\":\"replay\",\"events\":%u,\"file_bytes\":%zu,\"open_ms\":%.0f,\"open_cpu_ms\":%.0f,"
        "\"replay_ms\":%.0f,\"replay_cpu_ms\":%.0f,\"per_event_cpu_us\":%.2f,\"bare_select_cpu_ms\":%.0f,"
        "\"ratio\":%.1f}\n",
        events_wanted, static_cast<std::size_t>(std::filesystem::file_size(path)), open.wall_ms, open.cpu_ms,
        replay.wall_ms, replay.cpu_ms, replay.cpu_ms * 1000 / events_wanted, select.cpu_ms,
        replay.cpu_ms / select.cpu_ms);
    evening.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
    return 0;
}
