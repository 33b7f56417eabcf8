// Owns the start, the listening and the end of the child. Blocks its thread. It must never wait without an
// end, nor leave a child behind.
#include "slides/child.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <optional>

#include "base/limits.h"
#include "slides/frames.h"
#include "slides/render_child.h"

namespace buurtkiosk::slides {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t look_up_ms = 200;  // whether to stop

std::int64_t steady_ms() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

Refusal trouble_with(const std::string& file, const char* key, std::vector<TextParameter> parameters = {},
                     RefusalCode code = RefusalCode::bad_text) {
    parameters.push_back({"file", file});
    return refuse(code, key, std::move(parameters));
}

Status check_file(const std::string& file) {
    std::error_code error;
    if (!fs::exists(file, error))
        return trouble_with(file, "program.slides_missing", {}, RefusalCode::not_found);
    if (!fs::is_regular_file(file, error) || access(file.c_str(), R_OK) != 0)
        return trouble_with(file, "program.slides_unreadable");
    if (fs::file_size(file, error) > limits::slides_pdf_bytes) {
        return trouble_with(file, "program.slides_too_big",
                            {{"most", std::to_string(limits::slides_pdf_bytes / 1024 / 1024)}});
    }
    return Done{};
}

class Child {
  public:
    Child() = default;
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() {
        if (pid_ > 0) {
            kill(pid_, SIGKILL);
            wait();
        }
        if (pipe_ >= 0) close(pipe_);
    }

    bool start(const ChildTask& task) {
        std::array<int, 2> ends{};
        if (pipe2(ends.data(), O_CLOEXEC) != 0) return false;
        pipe_ = ends[0];
        posix_spawn_file_actions_t files;
        posix_spawn_file_actions_init(&files);
        posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(&files, ends[1], STDOUT_FILENO);
        // Poppler says a line for every oddity of a PDF.
        posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
        posix_spawnattr_t attributes;
        posix_spawnattr_init(&attributes);
        sigset_t none;
        sigset_t all;
        sigemptyset(&none);
        sigfillset(&all);
        posix_spawnattr_setsigmask(&attributes, &none);
        posix_spawnattr_setsigdefault(&attributes, &all);
        // A group of its own: Ctrl+C in the terminal is for the kiosk, which ends the child itself.
        posix_spawnattr_setpgroup(&attributes, 0);
        posix_spawnattr_setflags(&attributes,
                                 POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
        std::string most = std::to_string(task.most_bytes);
        std::string program = task.program;
        std::string subcommand = render_subcommand;
        std::string file = task.file;
        const std::array<char*, 5> arguments = {program.data(), subcommand.data(), file.data(), most.data(),
                                                nullptr};
        const int failed =
            posix_spawn(&pid_, program.c_str(), &files, &attributes, arguments.data(), environ);
        posix_spawnattr_destroy(&attributes);
        posix_spawn_file_actions_destroy(&files);
        close(ends[1]);
        if (failed != 0) pid_ = -1;
        return failed == 0;
    }

    int pipe() const { return pipe_; }

  private:
    void wait() {
        int status = 0;
        while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
        }
        pid_ = -1;
    }

    pid_t pid_ = -1;
    int pipe_ = -1;
};

// What has been heard so far, held to the order in which a child speaks.
class Listener {
  public:
    Listener(const ChildTask& task, const std::function<void(DrawnPage)>& page) : task_(task), page_(page) {}

    bool counted() const { return pages_ > 0; }
    std::int32_t pages() const { return pages_; }
    std::int32_t drawn() const { return drawn_; }
    bool done() const { return done_; }
    const std::optional<Refusal>& trouble() const { return trouble_; }

    // False when the child says what it may not.
    bool hear(Frame frame) {
        if (done_ || trouble_) return false;
        // It sees to its own limits; one that a PDF has led astray is held to them here.
        if (frame.kind == FrameKind::wall || frame.kind == FrameKind::phone)
            heard_bytes_ += frame.body.size();
        if (drawn_ >= limits::slides_pages && frame.kind != FrameKind::done) return false;
        if (heard_bytes_ > task_.most_bytes + limits::slides_slack_bytes) return false;
        switch (frame.kind) {
            case FrameKind::pages:
                return !counted() && take_count(frame.words());
            case FrameKind::wall:
                page_now_.wall_png = std::move(frame.body);
                return counted() && drawn_ < pages_ && step_++ == 0;
            case FrameKind::phone:
                page_now_.phone_png = std::move(frame.body);
                return step_++ == 1;
            case FrameKind::text:
                page_now_.text = clean_page_text(frame.words());
                if (step_ != 2) return false;
                step_ = 0;
                ++drawn_;
                page_(std::exchange(page_now_, {}));
                return true;
            case FrameKind::done:
                done_ = counted() && step_ == 0 && drawn_ == (task_.most_bytes > 0 ? pages_ : 0);
                return done_;
            case FrameKind::failed:
                return take_trouble(frame.words());
        }
        return false;
    }

  private:
    bool take_count(std::string_view digits) {
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), pages_);
        return error == std::errc() && end == digits.data() + digits.size() && pages_ > 0;
    }
    bool take_trouble(std::string_view word) {
        if (word == trouble::encrypted) {
            trouble_ = trouble_with(task_.file, "program.slides_encrypted");
        } else if (word == trouble::too_many_pages) {
            trouble_ =
                trouble_with(task_.file, "program.slides_too_many_pages",
                             {{"n", std::to_string(pages_)}, {"most", std::to_string(limits::slides_pages)}});
        } else if (word == trouble::no_memory) {
            trouble_ = trouble_with(task_.file, "program.slides_no_memory");
        } else if (word == trouble::broken) {
            trouble_ = trouble_with(task_.file, "program.slides_broken");
        }
        return trouble_.has_value();
    }

    const ChildTask& task_;
    const std::function<void(DrawnPage)>& page_;
    std::int32_t pages_ = 0;
    std::int32_t drawn_ = 0;
    int step_ = 0;  // of a page: wall, phone, text
    std::size_t heard_bytes_ = 0;
    bool done_ = false;
    DrawnPage page_now_;
    std::optional<Refusal> trouble_;
};

}  // namespace

Patience usual_patience() {
    return {limits::slides_open_ms, limits::slides_page_ms, limits::slides_document_ms};
}

Result<std::int32_t> draw_pages(const ChildTask& task, const std::atomic<bool>& stop,
                                const std::function<void(DrawnPage)>& page) {
    if (auto file = check_file(task.file); !file) return file.refusal();
    Child child;
    if (!child.start(task)) return trouble_with(task.file, "program.slides_crashed");
    Listener listener(task, page);
    FrameReader frames;
    const std::int64_t started_ms = steady_ms();
    std::int64_t step_ms = started_ms;  // since the last page
    std::vector<std::uint8_t> bytes(256 * 1024);
    while (!listener.done()) {
        if (stop) return refuse(RefusalCode::closed, "program.slides_stopped", {{"file", task.file}});
        const std::int64_t now_ms = steady_ms();
        const std::int64_t by_ms =
            std::min(started_ms + task.patience.document_ms,
                     step_ms + (listener.counted() ? task.patience.page_ms : task.patience.open_ms));
        if (now_ms >= by_ms) {
            return trouble_with(task.file, "program.slides_too_slow",
                                {{"page", std::to_string(listener.drawn() + 1)}});
        }
        pollfd waiting{child.pipe(), POLLIN, 0};
        const int ready = poll(&waiting, 1, static_cast<int>(std::min(by_ms - now_ms, look_up_ms)));
        if (ready <= 0) continue;
        const ssize_t count = read(child.pipe(), bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        // It ended before it was done: a crash, or its limits of memory and time.
        if (count <= 0) return trouble_with(task.file, "program.slides_crashed");
        bool good = frames.feed({bytes.data(), static_cast<std::size_t>(count)});
        while (good) {
            auto frame = frames.next();
            if (!frame) break;
            step_ms = steady_ms();
            good = listener.hear(*std::move(frame));
            if (listener.trouble()) return *listener.trouble();
        }
        if (!good) return trouble_with(task.file, "program.slides_crashed");
    }
    return listener.pages();
}

}  // namespace buurtkiosk::slides
