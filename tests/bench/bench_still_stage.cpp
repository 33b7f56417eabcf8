// Measures the CPU of the real program with its stage on a screen of its own (Xvfb at 1920 x 1080, drawn
// without a GPU) where nothing happens: in the lobby, in a block with a long countdown in minutes, and,
// beside these, while a speaker's seconds are counted down, which is no still stage. Prints a line of JSON
// for each, whose ratio is that of one core. It must never measure a scene that is not drawn, nor end a
// process that it did not start.
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "bench/bench_clients.h"

namespace {

using Clock = std::chrono::steady_clock;
namespace fs = std::filesystem;

constexpr int ready_within_ms = 30'000;
// A minute holds one change of a countdown in minutes, and most of what libwebsockets does by the clock.
constexpr int still_s = 60;
constexpr int moving_s = 20;
// The fade into a scene, and what ImGui needs to settle, take less than a second; slow machines get more.
constexpr int settle_s = 8;
constexpr double aim = 0.01;
constexpr int display_told_on = 3;
constexpr int nobody = -1;

constexpr const char* runbook = R"(title = "Buurtavond"
languages = ["nl", "en"]
speaking_s = 240

[[block]]
title = "Welkom"
form = "plenary"
minutes = 45

[[block]]
title = "Vragen en zorgen"
form = "speakers"
minutes = 45
)";

[[noreturn]] void give_up(const std::string& why) {
    std::fprintf(stderr, "bench_still_stage: %s\n", why.c_str());
    std::exit(1);
}

// A program of ours, whose file `told_on` we read; it ends with us, however we end.
class Child {
  public:
    Child(std::vector<std::string> arguments, int told_on) {
        std::array<int, 2> told{};
        if (pipe2(told.data(), O_CLOEXEC) != 0) bench::fail("pipe");
        const pid_t parent = getpid();
        pid_ = fork();
        if (pid_ < 0) bench::fail("fork");
        if (pid_ == 0) {
            prctl(PR_SET_PDEATHSIG, SIGTERM);
            if (getppid() != parent) std::_Exit(1);
            dup2(told[1], told_on);
            std::vector<char*> given;
            for (std::string& argument : arguments) given.push_back(argument.data());
            given.push_back(nullptr);
            execvp(given[0], given.data());
            std::_Exit(127);
        }
        close(told[1]);
        told_ = told[0];
    }
    ~Child() {
        kill(pid_, SIGTERM);
        waitpid(pid_, nullptr, 0);
        close(told_);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    // The first line that it tells.
    std::string line(const char* who) const {
        std::string line;
        const auto until = Clock::now() + std::chrono::milliseconds(ready_within_ms);
        while (true) {
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now());
            pollfd waiting{told_, POLLIN, 0};
            char letter = 0;
            if (left.count() <= 0 || poll(&waiting, 1, static_cast<int>(left.count())) <= 0 ||
                read(told_, &letter, 1) != 1) {
                give_up(std::string(who) + " does not start (install it, or build the target buurtkiosk)");
            }
            if (letter == '\n') return line;
            line += letter;
        }
    }

    // utime and stime of all its threads, those that have ended among them: fields 14 and 15 of proc(5).
    double cpu_ms() const {
        std::ifstream file("/proc/" + std::to_string(pid_) + "/stat");
        std::string stat;
        std::getline(file, stat);
        const auto name_end = stat.rfind(')');
        if (name_end == std::string::npos) give_up("the kiosk has ended");
        std::istringstream fields(stat.substr(name_end + 2));
        std::string skipped;
        for (int field = 3; field < 14; ++field) fields >> skipped;
        double user_ticks = 0;
        double system_ticks = 0;
        if (!(fields >> user_ticks >> system_ticks)) give_up("the kiosk's times cannot be read");
        return (user_ticks + system_ticks) * 1000 / static_cast<double>(sysconf(_SC_CLK_TCK));
    }

  private:
    pid_t pid_ = 0;
    int told_ = -1;
};

std::string between(const std::string& text, std::string_view before, std::string_view after) {
    const auto from = text.find(before);
    if (from == std::string::npos) give_up("not what the kiosk says when it is ready: " + text);
    const auto start = from + before.size();
    return text.substr(start, text.find(after, start) - start);
}

// Asks something as the chair's phone does, and waits until it is on disk.
void ask(int chair, const std::string& verb_and_more) {
    static int number = 0;
    const std::string id = "b" + std::to_string(++number);
    bench::send_all(chair, bench::frame(R"({"id":")" + id + R"(","do":)" + verb_and_more + "}"));
    std::string read;
    std::array<char, 65536> piece{};
    const std::string of_ours = R"("re":")" + id + '"';
    while (read.find(of_ours) == std::string::npos) {
        const auto count = recv(chair, piece.data(), piece.size(), 0);
        if (count <= 0) bench::fail("recv");
        read.append(piece.data(), static_cast<std::size_t>(count));
    }
    if (read.find(R"("ok":true)") == std::string::npos) give_up("refused: " + verb_and_more);
}

// Lets time pass; a phone that is there answers what comes, or the kiosk would take it for gone.
void stay(int phone, int seconds) {
    const auto until = Clock::now() + std::chrono::seconds(seconds);
    std::array<char, 4096> piece{};
    while (true) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now());
        if (left.count() <= 0) return;
        pollfd waiting{phone, POLLIN, 0};  // nobody (-1) is never ready
        if (poll(&waiting, 1, static_cast<int>(left.count())) <= 0) continue;
        if (recv(phone, piece.data(), piece.size(), 0) <= 0) give_up("the kiosk closed the chair's socket");
        bench::send_all(phone, std::string_view("\x8a\x80\0\0\0\0", 6));  // a pong, with a mask of zeros
    }
}

std::size_t files_in(const std::string& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

struct Wall {
    const Child& kiosk;
    std::string pictures;  // the folder in which the kiosk keeps a picture of each scene it has drawn
    std::size_t scenes = 0;
};

// Waits until the wall has settled, then tells what the program uses; the aim is for what stands `still`.
void measure(Wall& wall, const char* scene, int phone, int seconds, bool still) {
    stay(phone, settle_s);
    if (files_in(wall.pictures) != ++wall.scenes)
        give_up("the stage does not show the scene " + std::string(scene));
    const auto start = Clock::now();
    const double before_ms = wall.kiosk.cpu_ms();
    stay(phone, seconds);
    const double cpu_ms = wall.kiosk.cpu_ms() - before_ms;
    const double took_s = std::chrono::duration<double>(Clock::now() - start).count();
    std::printf("{\"bench\":\"still_stage\",\"scene\":\"%s\",\"seconds\":%.1f,\"cpu_ms\":%.0f,\"ratio\":%.4f",
                scene, took_s, cpu_ms, cpu_ms / 1000 / took_s);
    if (still) std::printf(",\"aim\":%.2f", aim);
    std::printf("}\n");
    std::fflush(stdout);
}

void run(const std::string& folder) {
    const Child screen({"Xvfb", "-displayfd", std::to_string(display_told_on), "-screen", "0", "1920x1080x24",
                        "-nolisten", "tcp", "-noreset"},
                       display_told_on);
    setenv("DISPLAY", (":" + screen.line("Xvfb")).c_str(), 1);
    unsetenv("WAYLAND_DISPLAY");
    setenv("LIBGL_ALWAYS_SOFTWARE", "1", 1);
    setenv("BUURTKIOSK_ASSETS", BUURTKIOSK_ASSETS_DIR, 0);
    std::ofstream(folder + "/runbook.toml") << runbook;
    fs::create_directory(folder + "/pictures");

    const char* given = std::getenv("BUURTKIOSK_PROGRAM");
    const Child kiosk(
        {given != nullptr ? given : BUURTKIOSK_PROGRAM, "--evening", folder + "/evening.kiosk", "--runbook",
         folder + "/runbook.toml", "--listen", "127.0.0.1", "--port", "0", "--capture", folder + "/pictures"},
        STDOUT_FILENO);
    const std::string ready = kiosk.line("the kiosk");
    Wall wall{kiosk, folder + "/pictures"};
    measure(wall, "lobby", nobody, still_s, true);

    // The chair stays: a phone that is there and asks nothing belongs to a still evening.
    const int chair = bench::join(static_cast<std::uint16_t>(std::stoi(between(ready, R"("port":)", ","))));
    ask(chair, R"("pair","code":")" + between(ready, "#chair=", "\"") + '"');
    ask(chair, R"("meeting.start")");
    measure(wall, "block", chair, still_s, true);

    ask(chair, R"("queue.open")");
    ask(chair, R"("queue.add","name":"Fatima")");
    ask(chair, R"("queue.next","expect":null)");
    measure(wall, "speaker", chair, moving_s, false);
    close(chair);
}

}  // namespace

int main(int argc, char** argv) {
    signal(SIGPIPE, SIG_IGN);
    std::string folder = (fs::path(argc > 1 ? argv[1] : ".") / "bench_still_stage-XXXXXX").string();
    if (mkdtemp(folder.data()) == nullptr) bench::fail("no folder to write in");
    run(fs::absolute(folder).string());
    std::error_code ignored;
    fs::remove_all(folder, ignored);
    return 0;
}
