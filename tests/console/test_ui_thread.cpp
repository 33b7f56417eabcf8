// Tests the drawing thread as the program runs it, with snapshots fed from another thread: it keeps a picture
// of each scene, sleeps while nothing moves, and ends when the program stops. It needs a display, and must
// never start a server.

// The program's own file: it is in no library, because only the program has a drawing thread.
#include <ctime>
#include <filesystem>
#include <thread>

#include "catch2/catch.hpp"
#include "console/evenings.h"
#include "console/hand.h"
#include "console/screen.h"
#include "ui_thread.cpp"

using namespace buurtkiosk;

namespace {

class Program {
  public:
    Program() {
        folder = std::filesystem::temp_directory_path() / ("buurtkiosk-ui-" + std::to_string(steady_ns()));
        std::filesystem::create_directories(folder);
    }
    ~Program() { std::filesystem::remove_all(folder); }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    void show(views::Snapshot snapshot) {
        snapshot.made_steady_ns = steady_ns();
        box_.put(std::make_shared<const views::Snapshot>(std::move(snapshot)));
        paint::Display::wake();
    }
    // Runs the windows here while the story is told on another thread; stops them when it is over.
    template <class Story>
    int run(Story story) {
        std::thread other([&] {
            story();
            stopping_ = true;
            paint::Display::wake();
        });
        UiParts parts{tests::screen(), tests::locales(), box_, mailbox, stopping_, {}};
        parts.windowed = true;
        parts.reduced_motion = reduced_motion;
        parts.capture_folder = folder.string();
        parts.window_title = "Buurtkiosk";
        const int status = run_ui(parts);
        other.join();
        return status;
    }
    std::vector<std::string> pictures() const {
        std::vector<std::string> names;
        for (const auto& file : std::filesystem::directory_iterator(folder)) {
            names.push_back(file.path().filename().string());
        }
        std::sort(names.begin(), names.end());
        return names;
    }

    engine::Mailbox mailbox;
    bool reduced_motion = true;
    std::filesystem::path folder;

  private:
    engine::SnapshotBox box_;
    std::atomic<bool> stopping_{false};
};

// The windows have drawn what they were shown; a loaded computer gets the time it needs.
void until(const std::function<bool()>& reached) {
    for (int tenth = 0; tenth < 300 && !reached(); ++tenth) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
}

}  // namespace

TEST_CASE("a picture is kept of each scene, and the windows close when the program stops") {
    Program program;
    const int status = program.run([&] {
        program.show(evenings::lobby());
        until([&] { return program.pictures().size() == 1; });
        program.show(evenings::running());
        until([&] { return program.pictures().size() == 2; });
        auto more = evenings::running();
        more.view.room += 1;  // the same scene: no picture
        program.show(std::move(more));
        program.show(evenings::queue());
        until([&] { return program.pictures().size() == 3; });
    });
    CHECK(status == 0);
    const auto names = program.pictures();
    REQUIRE(names.size() == 3);
    CHECK(names[0].rfind("001-lobby", 0) == 0);
    CHECK(names[1].rfind("002-agenda", 0) == 0);
    CHECK(names[2].rfind("003-speaker", 0) == 0);
    const auto picture = paint::read_png((program.folder / names[2]).string());
    REQUIRE(picture.ok());
    CHECK(picture.value().width_px == 1920);
    CHECK(program.mailbox.take().empty());
}

TEST_CASE("the wall goes on through applause, a blank, another theme and every scene") {
    Program program;
    program.reduced_motion = false;
    const int status = program.run([&] {
        std::uint32_t claps = 0;
        for (const auto& make :
             {evenings::lobby, evenings::running, evenings::check_in, evenings::check_in_shown,
              evenings::polls, evenings::queue, evenings::long_runbook}) {
            for (const auto theme : {views::Theme::dark, views::Theme::light}) {
                auto snapshot = make();
                claps += 7;
                snapshot.view.reactions = {claps, claps / 2, claps / 3, 1};
                snapshot.view.stage.theme = theme;
                program.show(snapshot);
                std::this_thread::sleep_for(std::chrono::milliseconds(150));
                snapshot.view.stage.scene = views::StageScene::blank;
                program.show(std::move(snapshot));
                std::this_thread::sleep_for(std::chrono::milliseconds(50));
            }
        }
    });
    CHECK(status == 0);
    CHECK(program.pictures().size() >= 5);
}

TEST_CASE("a still wall lets the computer sleep") {
    Program program;
    double share = 1;
    const int status = program.run([&] {
        program.show(evenings::running());
        until([&] { return program.pictures().size() == 1; });
        std::this_thread::sleep_for(std::chrono::seconds(2));
        const std::clock_t before = std::clock();
        std::this_thread::sleep_for(std::chrono::seconds(4));
        share = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC / 4;
    });
    CHECK(status == 0);
    CHECK(share < 0.03);
}

TEST_CASE("a folder that takes no pictures is said once, and the evening goes on") {
    Program program;
    std::filesystem::remove_all(program.folder);
    const int status = program.run([&] {
        program.show(evenings::lobby());
        std::this_thread::sleep_for(std::chrono::seconds(1));
        program.show(evenings::running());
        std::this_thread::sleep_for(std::chrono::seconds(1));
    });
    CHECK(status == 1);
}
