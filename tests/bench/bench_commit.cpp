// Measures what a turn costs on the disk: commits of one vote each, and of many votes in one turn, beside the
// bare append and fsync of the same bytes on the same disk. Runs alone on its thread and prints lines of
// JSON. It must never use a disk in memory: give it a folder on the real one (default: the current folder).
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "journal/sqlite_journal.h"

namespace {

using namespace buurtkiosk;
using Clock = std::chrono::steady_clock;

constexpr int rounds = 200;

double median_ms(std::vector<double> times_ms) {
    std::nth_element(times_ms.begin(), times_ms.begin() + static_cast<std::ptrdiff_t>(times_ms.size() / 2),
                     times_ms.end());
    return times_ms[times_ms.size() / 2];
}

template <class Work>
double median_of_rounds_ms(Work work) {
    std::vector<double> times_ms;
    for (int round = 0; round < rounds; ++round) {
        const auto begin = Clock::now();
        work(round);
        times_ms.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
    }
    return median_ms(std::move(times_ms));
}

[[noreturn]] void fail(const char* what) {
    std::fprintf(stderr, "bench_commit: %s\n", what);
    std::exit(1);
}

// A file that grows by that many bytes and is synced, as the log of the journal does.
double bare_ms(const std::string& path, std::size_t bytes) {
    const int file = open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) fail("no file to sync");
    const std::vector<char> block(bytes, 'x');
    const double took_ms = median_of_rounds_ms([&](int) {
        if (write(file, block.data(), bytes) != static_cast<ssize_t>(bytes) || fsync(file) != 0)
            fail("no sync");
    });
    close(file);
    return took_ms;
}

void measure(journal::SqliteJournal& evening, const std::string& folder, std::uint32_t votes) {
    const std::string log = evening.path() + "-wal";
    const auto size_before = std::filesystem::file_size(log);
    const double commit_ms = median_of_rounds_ms([&](int round) {
        std::vector<journal::TimedEvent> events;
        std::vector<journal::StoredReply> replies;
        for (std::uint32_t voter = 1; voter <= votes; ++voter) {
            journal::TimedEvent event;
            const PersonId person{voter + static_cast<std::uint32_t>(round) % 7 * 100};
            event.event.body = assembly::BallotCast{PollId{1}, person, assembly::Ballot{"yes"}};
            event.by = journal::TimedEvent::By::person;
            event.person = person;
            events.push_back(event);
            replies.push_back({person, std::to_string(round), {}});
        }
        if (!evening.commit({events, replies})) fail("a commit was refused");
    });
    const auto bytes = (std::filesystem::file_size(log) - size_before) / rounds;
    const double disk_ms = bare_ms(folder + "/bare", bytes);
    std::printf(
        "{\"bench\":\"commit\",\"votes\":%u,\"commit_ms\":%.3f,\"log_bytes\":%zu,\"bare_fsync_ms\":%.3f,"
        "\"ratio\":%.2f,\"votes_per_s\":%.0f}\n",
        votes, commit_ms, static_cast<std::size_t>(bytes), disk_ms, commit_ms / disk_ms,
        votes * 1000 / commit_ms);
}

}  // namespace

int main(int argc, char** argv) {
    std::string folder = (std::filesystem::path(argc > 1 ? argv[1] : ".") / "bench_commit-XXXXXX").string();
    if (mkdtemp(folder.data()) == nullptr) fail("no folder to write in");
    {
        auto opened = journal::SqliteJournal::open(folder + "/evening.kiosk");
        if (!opened) fail("no evening");
        auto evening = std::move(opened).value();
        std::vector<journal::TimedEvent> start(2);
        assembly::Poll poll;
        poll.id = PollId{1};
        start[0].event.body = assembly::PollAdded{poll};
        start[1].event.body = assembly::PollOpened{PollId{1}};
        if (!evening->commit({start, {}})) fail("the vote did not open");
        for (const std::uint32_t votes : {1U, 10U, 50U, 300U}) measure(*evening, folder, votes);
    }
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
    return 0;
}
