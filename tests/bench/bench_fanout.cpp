// Measures one change to 500 and 2,000 followers: the gateway's publish() from the change to the last write,
// beside a bare loop of write() over as many sockets in the same run, by the clock and by the thread's own
// CPU time, which other programs disturb less. The followers live in a process of their own. Prints a line of
// JSON for each size; it must never measure anything with nobody reading.
#include <ev.h>
#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <chrono>
#include <csignal>
#include <ctime>

#include "bench/bench_clients.h"
#include "gateway/test_kiosk.h"

namespace {

using Clock = std::chrono::steady_clock;
using gateway_tests::TestKiosk;

constexpr int rounds = 100;
constexpr double round_every_s = 0.06;
constexpr useconds_t read_every_us = 7'000;

double us_since(Clock::time_point start) {
    return std::chrono::duration<double, std::micro>(Clock::now() - start).count();
}

double cpu_us() {
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) * 1e6 + static_cast<double>(used.tv_nsec) / 1e3;
}

// What one piece of work took by the clock, and of the thread's CPU.
struct Took {
    std::vector<double> wall_us;
    std::vector<double> own_cpu_us;

    template <class Work>
    void measure(Work work) {
        const auto start = Clock::now();
        const double cpu_before_us = cpu_us();
        work();
        own_cpu_us.push_back(cpu_us() - cpu_before_us);
        wall_us.push_back(us_since(start));
    }
};

void allow_files(std::size_t count) {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, count);
    setrlimit(RLIMIT_NOFILE, &limit);
}

// The hall: joins over WebSockets and beside that over plain sockets, says so, and reads all that comes. It
// looks every few milliseconds rather than at each message: phones run on processors of their own, but a
// reader that each write wakes takes the sender's core from it, up to once a message, and that is what would
// be measured.
[[noreturn]] void be_the_hall(int orders, int reports, int clients) {
    allow_files(20'000);
    std::array<std::uint16_t, 2> ports{};
    if (read(orders, ports.data(), sizeof ports) != sizeof ports) std::_Exit(1);
    const int all = epoll_create1(EPOLL_CLOEXEC);
    const auto watch = [all](int file) {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.fd = file;
        epoll_ctl(all, EPOLL_CTL_ADD, file, &event);
    };
    for (int i = 0; i < clients; ++i) {
        watch(bench::join(ports[0]));
        watch(bench::connect_to(ports[1]));
    }
    if (write(reports, "r", 1) != 1) std::_Exit(1);
    std::vector<epoll_event> ready(static_cast<std::size_t>(2 * clients));
    std::array<char, 65536> piece{};
    while (true) {
        usleep(read_every_us);
        const int count = epoll_wait(all, ready.data(), static_cast<int>(ready.size()), 0);
        for (int i = 0; i < count; ++i) {
            const int file = ready[static_cast<std::size_t>(i)].data.fd;
            if (recv(file, piece.data(), piece.size(), 0) <= 0) std::_Exit(0);
        }
    }
}

// What runs on the loop's thread: alternately a change for everybody and the bare loop.
struct Measurement {
    TestKiosk* kiosk = nullptr;
    std::vector<int> plain;
    std::uint64_t version = 0;
    buurtkiosk::views::PublicView view;
    ev_timer timer{};
    std::atomic<bool> armed{false};
    int round = 0;
    Took publish;
    Took bare;
    std::atomic<bool> done{false};
};

void measure(struct ev_loop* loop, ev_timer* timer, int) {
    auto& work = *static_cast<Measurement*>(timer->data);
    if (!work.armed) return;
    if (work.version == 0) {
        // The first one is another view than the engine's, so no small change: it is not counted.
        work.version = work.kiosk->engine().version();
        work.view = buurtkiosk::views::public_view(work.kiosk->engine().state(), {}, TestKiosk::now_ms());
        work.kiosk->gateway().publish({++work.version, work.view});
        return;
    }
    if (work.round == 2 * rounds) {
        ev_timer_stop(loop, timer);
        work.done = true;
        return;
    }
    if (work.round % 2 == 0) {
        ++work.view.reactions[0];
        work.kiosk->gateway().begin_turn();
        work.publish.measure([&] { work.kiosk->gateway().publish({++work.version, work.view}); });
    } else {
        // As many bytes as the change takes on the wire, header and all.
        const std::string bytes = "\x81\x2b" + std::string(43, 'x');
        work.bare.measure([&] {
            for (const int file : work.plain) {
                if (write(file, bytes.data(), bytes.size()) < 0 && errno != EAGAIN) bench::fail("write");
            }
        });
    }
    ++work.round;
}

int listen_plain(std::uint16_t& port) {
    const int file = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    if (bind(file, reinterpret_cast<const sockaddr*>(&address), length) != 0 || listen(file, 4096) != 0) {
        bench::fail("listen");
    }
    getsockname(file, reinterpret_cast<sockaddr*>(&address), &length);
    port = ntohs(address.sin_port);
    return file;
}

void run(int clients) {
    std::array<int, 2> orders{};
    std::array<int, 2> reports{};
    if (pipe(orders.data()) != 0 || pipe(reports.data()) != 0) bench::fail("pipe");
    const pid_t hall = fork();  // before any thread is made
    if (hall < 0) bench::fail("fork");
    if (hall == 0) be_the_hall(orders[0], reports[1], clients);

    std::array<std::uint16_t, 2> ports{};
    const int listener = listen_plain(ports[1]);
    Measurement work;
    TestKiosk kiosk({}, TestKiosk::default_evening(), nullptr, [&work](struct ev_loop* loop) {
        ev_timer_init(&work.timer, measure, round_every_s, round_every_s);
        work.timer.data = &work;
        ev_timer_start(loop, &work.timer);
    });
    work.kiosk = &kiosk;
    ports[0] = kiosk.port();
    if (write(orders[1], ports.data(), sizeof ports) != sizeof ports) bench::fail("write");
    for (int i = 0; i < clients; ++i) {
        const int file = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (file < 0) bench::fail("accept");
        const int yes = 1;
        setsockopt(file, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        work.plain.push_back(file);
    }
    char ready = 0;
    if (read(reports[0], &ready, 1) != 1) bench::fail("the hall");
    std::this_thread::sleep_for(std::chrono::milliseconds(500));  // what was gathered is published

    work.armed = true;
    while (!work.done) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    kill(hall, SIGKILL);
    waitpid(hall, nullptr, 0);
    kiosk.stop();
    for (const int file : work.plain) close(file);
    close(listener);

    const double publish = bench::median(work.publish.wall_us);
    const double bare = bench::median(work.bare.wall_us);
    const double publish_cpu = bench::median(work.publish.own_cpu_us);
    const double bare_cpu = bench::median(work.bare.own_cpu_us);
    std::printf(
        "{\"bench\":\"fanout\",\"clients\":%d,\"rounds\":%d,\"publish_us\":%.0f,\"bare_write_us\":%.0f,"
        "\"ratio\":%.2f,\"ratio_of_fastest\":%.2f,\"publish_cpu_us\":%.0f,\"bare_write_cpu_us\":%.0f,"
        "\"cpu_ratio\":%.2f,\"aim\":1.2}\n",
        clients, rounds, publish, bare, publish / bare,
        bench::percentile(work.publish.wall_us, 0) / bench::percentile(work.bare.wall_us, 0), publish_cpu,
        bare_cpu, publish_cpu / bare_cpu);
    std::fflush(stdout);
}

}  // namespace

int main() {
    signal(SIGPIPE, SIG_IGN);
    spdlog::set_level(spdlog::level::off);  // standard output is for the figures
    for (const int clients : {500, 2000}) run(clients);
    return 0;
}
