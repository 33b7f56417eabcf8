// Measures from vote to acknowledgement: 300 people vote within one second over their own sockets, against
// the real engine and a journal on disk, beside the time that the same disk takes for one fsync in the same
// run. Prints one line of JSON. It must never count a vote that was not acknowledged.
#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <sys/epoll.h>
#include <sys/resource.h>

#include <chrono>
#include <csignal>
#include <filesystem>

#include "bench/bench_clients.h"
#include "gateway/test_kiosk.h"
#include "journal/sqlite_journal.h"

namespace {

using Clock = std::chrono::steady_clock;
using gateway_tests::TestKiosk;

constexpr int voters = 300;
constexpr auto within = std::chrono::milliseconds(1000);

double ms_between(Clock::time_point from, Clock::time_point to) {
    return std::chrono::duration<double, std::milli>(to - from).count();
}

// What the disk itself needs: a page written at the end of a file, and synced, as SQLite does.
std::vector<double> fsync_ms(const std::filesystem::path& folder) {
    const std::string path = (folder / "fsync").string();
    const int file = open(path.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    if (file < 0) bench::fail("open");
    const std::string page(4096, 'p');
    std::vector<double> times;
    for (int i = 0; i < 100; ++i) {
        const auto start = Clock::now();
        if (write(file, page.data(), page.size()) < 0 || fdatasync(file) != 0) bench::fail("fdatasync");
        times.push_back(ms_between(start, Clock::now()));
    }
    close(file);
    return times;
}

struct Voter {
    int file = -1;
    Clock::time_point sent;
    std::string read;
    double took_ms = -1;
};

}  // namespace

int main(int argc, char** argv) {
    signal(SIGPIPE, SIG_IGN);
    spdlog::set_level(spdlog::level::off);  // standard output is for the figures
    std::string folder = (argc > 1 ? std::string(argv[1]) : std::string(".")) + "/bench_votes_XXXXXX";
    if (mkdtemp(folder.data()) == nullptr) bench::fail("mkdtemp");
    const std::vector<double> before = fsync_ms(folder);

    auto journal = buurtkiosk::journal::SqliteJournal::open(folder + "/evening.kiosk");
    if (!journal) {
        std::fprintf(stderr, "the journal does not open: %s\n", journal.refusal().sentence.key.c_str());
        return 1;
    }
    std::vector<double> times;
    std::uint64_t commits = 0;
    {
        TestKiosk kiosk({}, TestKiosk::default_evening(), journal.value().get());
        std::vector<Voter> all(voters);
        for (Voter& voter : all) voter.file = bench::join(kiosk.port());
        kiosk.console(buurtkiosk::assembly::StartMeeting{});
        kiosk.console(buurtkiosk::assembly::OpenPoll{buurtkiosk::PollId{1}});
        std::this_thread::sleep_for(std::chrono::milliseconds(800));

        const int poll = epoll_create1(EPOLL_CLOEXEC);
        for (std::size_t i = 0; i < all.size(); ++i) {
            epoll_event event{};
            event.events = EPOLLIN;
            event.data.u64 = i;
            fcntl(all[i].file, F_SETFL, O_NONBLOCK);
            epoll_ctl(poll, EPOLL_CTL_ADD, all[i].file, &event);
        }
        const auto start = Clock::now();
        std::size_t next = 0;
        std::size_t acknowledged = 0;
        std::array<epoll_event, 256> ready{};
        std::array<char, 65536> piece{};
        while (acknowledged < all.size() && Clock::now() - start < std::chrono::seconds(20)) {
            while (next < all.size() && Clock::now() >= start + within * static_cast<int>(next) / voters) {
                Voter& voter = all[next];
                const char* choice = next % 3 == 0 ? "no" : "yes";
                voter.sent = Clock::now();
                bench::send_all(voter.file,
                                bench::frame(R"({"id":"v","do":"vote","poll":"v1","ballot":{"choice":")" +
                                             std::string(choice) + "\"}}"));
                ++next;
            }
            const int count = epoll_wait(poll, ready.data(), static_cast<int>(ready.size()), 1);
            const auto now = Clock::now();
            for (int i = 0; i < count; ++i) {
                Voter& voter = all[ready[static_cast<std::size_t>(i)].data.u64];
                const auto got = recv(voter.file, piece.data(), piece.size(), 0);
                if (got <= 0) continue;
                if (voter.took_ms >= 0) continue;
                voter.read.append(piece.data(), static_cast<std::size_t>(got));
                if (voter.read.find("\"re\":\"v\"") == std::string::npos) continue;
                if (voter.read.find("\"ok\":true") == std::string::npos) bench::fail("a vote was refused");
                voter.took_ms = ms_between(voter.sent, now);
                ++acknowledged;
            }
        }
        for (const Voter& voter : all) {
            if (voter.took_ms >= 0) times.push_back(voter.took_ms);
            close(voter.file);
        }
        kiosk.stop();
        commits = journal.value()->head().seq;
    }
    const std::vector<double> after = fsync_ms(folder);
    journal.value().reset();
    std::filesystem::remove_all(folder);
    const double fsync_p50 = (bench::median(before) + bench::median(after)) / 2;
    const double ack_p50 = bench::percentile(times, 0.5);
    std::printf(
        "{\"bench\":\"votes\",\"votes\":%d,\"acknowledged\":%zu,\"ack_p50_ms\":%.2f,\"ack_p99_ms\":%.2f,"
        "\"fsync_p50_ms\":%.2f,\"fsync_p99_ms\":%.2f,\"ratio_p50\":%.2f,\"events\":%llu}\n",
        voters, times.size(), ack_p50, bench::percentile(times, 0.99), fsync_p50,
        std::max(bench::percentile(before, 0.99), bench::percentile(after, 0.99)), ack_p50 / fsync_p50,
        static_cast<unsigned long long>(commits));
    return times.size() == static_cast<std::size_t>(voters) ? 0 : 1;
}
