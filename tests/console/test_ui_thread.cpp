// Tests the drawing thread as the program runs it, with snapshots fed from another thread: it keeps a picture
// of each scene, sleeps while nothing moves, and ends when the program stops. It needs a display, and must
// never start a server.

// The program's own file: it is in no library, because only the program has a drawing thread.
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
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

namespace {

// The drawing thread turned by hand, on this thread: what the chair chooses is handed to it as the console
// would.
struct TurnedByHand {
    TurnedByHand() {
        folder = std::filesystem::temp_directory_path() / ("buurtkiosk-ui-" + std::to_string(steady_ns()));
        std::filesystem::create_directories(folder);
        parts.windowed = true;
        parts.reduced_motion = true;
        parts.window_title = "Buurtkiosk";
        parts.settings_file = folder / "settings.toml";
    }
    ~TurnedByHand() { std::filesystem::remove_all(folder); }
    TurnedByHand(const TurnedByHand&) = delete;
    TurnedByHand& operator=(const TurnedByHand&) = delete;

    void show(views::Snapshot snapshot) {
        snapshot.made_steady_ns = steady_ns();
        box.put(std::make_shared<const views::Snapshot>(std::move(snapshot)));
    }
    host::Settings kept() const { return host::read_settings(*parts.settings_file).settings; }

    std::filesystem::path folder;
    engine::SnapshotBox box;
    engine::Mailbox mailbox;
    std::atomic<bool> stopping{false};
    UiParts parts{tests::screen(), tests::locales(), box, mailbox, stopping, {}};
};

std::vector<ConsoleAction> asked(ConsoleAction action) { return {std::move(action)}; }

}  // namespace

TEST_CASE("what is chosen at the set-up counts at once, and is kept at once") {
    TurnedByHand program;
    program.parts.set_up_opens = true;
    Ui ui(program.parts);
    REQUIRE(ui.open());
    program.show(evenings::running());
    ui.turn();
    CHECK_FALSE(std::filesystem::exists(*program.parts.settings_file));  // looking changes nothing

    ui.handle(asked(console::ChooseRoom{2.5, 14}));
    CHECK(ui.set_up().image_height_m == Approx(2.5));
    CHECK(ui.set_up().letter_mm == Approx(70));
    CHECK(ui.set_up().farthest_row_m == Approx(20.83).margin(0.01));
    CHECK(program.kept().last_row_m == Approx(14));
    ui.handle(asked(console::ChooseSound{false}));
    CHECK_FALSE(ui.set_up().sound);
    CHECK_FALSE(program.kept().sound);
    ui.handle(asked(console::KeepTheme{assembly::Theme::light}));
    CHECK(program.kept().theme == host::Settings::Theme::light);
    ui.handle(asked(console::ChooseScreen{"a screen that is not there"}));
    CHECK(program.kept().stage_screen == "a screen that is not there");
    CHECK(ui.set_up().chosen_screen == "a screen that is not there");
    REQUIRE(ui.set_up().screens.size() == 1);
    CHECK(ui.set_up().screens[0].of_the_stage);  // the usual one
    ui.turn();
    CHECK(program.mailbox.take().empty());  // all of it is this computer's own

    const auto address = evenings::running().host.addresses.at(0);
    ui.handle(asked(console::ChooseAddress{address.address}));
    CHECK(program.kept().address == address);
    CHECK(program.mailbox.take().size() == 1);
    ui.handle(asked(console::ChooseScreen{""}));
}

TEST_CASE("what the command line said is not kept, what the file held stays") {
    TurnedByHand program;
    host::Settings before;
    before.last_row_m = 11;
    before.address = host::LanAddress{"192.168.7.7", "wlan3"};
    REQUIRE(host::write_settings(*program.parts.settings_file, before));
    program.parts.remembered = host::read_settings(*program.parts.settings_file);
    program.parts.room = {3.0F, 20.0F};  // --image-height 3 --last-row 20
    Ui ui(program.parts);
    REQUIRE(ui.open());
    program.show(evenings::running());
    ui.turn();
    CHECK(ui.set_up().last_row_m == Approx(20));
    ui.handle(asked(LocalAction::set_up_done));
    CHECK(program.kept() == before);
    // One measure was changed by hand: the other is still the command line's alone.
    ui.handle(asked(console::ChooseRoom{3.1, std::nullopt}));
    CHECK(ui.set_up().image_height_m == Approx(3.1));
    CHECK(ui.set_up().last_row_m == Approx(20));
    before.image_height_m = 3.1;
    CHECK(program.kept() == before);
}

TEST_CASE("settings that cannot be kept are said, and hold until the program stops") {
    TurnedByHand program;
    std::filesystem::create_directories(*program.parts.settings_file);  // a folder of that name
    Ui ui(program.parts);
    REQUIRE(ui.open());
    program.show(evenings::running());
    ui.turn();
    CHECK(ui.set_up().problems.empty());
    ui.handle(asked(console::ChooseRoom{2.5, 14}));
    REQUIRE(ui.set_up().problems.size() == 1);
    CHECK(ui.set_up().problems[0].key == "program.settings_not_written");
    CHECK(ui.set_up().last_row_m == Approx(14));
    ui.turn();
}

TEST_CASE("the test card stands on the wall until another scene comes, or it is taken away") {
    TurnedByHand program;
    Ui ui(program.parts);
    REQUIRE(ui.open());
    program.show(evenings::running());
    ui.turn();
    ui.handle(asked(LocalAction::test_card_on_or_off));
    ui.turn();
    CHECK(ui.shows_card());
    auto more = evenings::running();
    more.view.room += 1;
    program.show(std::move(more));
    ui.turn();
    CHECK(ui.shows_card());
    program.show(evenings::queue());
    ui.turn();
    CHECK_FALSE(ui.shows_card());
    ui.handle(asked(LocalAction::test_card_on_or_off));
    CHECK(ui.shows_card());
    ui.handle(asked(LocalAction::test_card_on_or_off));
    CHECK_FALSE(ui.shows_card());
}

TEST_CASE("when the time of a block is up the computer sounds, once, unless sound is off") {
    // OpenAL writes what would be heard into a file.
    TurnedByHand program;
    const auto heard = program.folder / "heard.wav";
    const auto how = program.folder / "openal.conf";
    std::ofstream(how) << "drivers = wave\n[wave]\nfile = " << heard.string() << "\n";
    setenv("ALSOFT_CONF", how.c_str(), 1);
    for (const bool on : {false, true}) {
        program.parts.remembered.settings.sound = on;
        Ui ui(program.parts);
        REQUIRE(ui.open());
        auto snapshot = evenings::running();
        for (views::BlockView& block : snapshot.view.agenda.blocks) {
            if (snapshot.view.agenda.now != block.id) continue;
            REQUIRE(block.minutes > 0);
            block.starts_ms = snapshot.made_ms - block.minutes * 60'000 + 300;  // its time is nearly up
        }
        snapshot.view.queue.speaking.reset();
        program.show(std::move(snapshot));
        const auto begun = std::chrono::steady_clock::now();
        while (std::chrono::steady_clock::now() - begun < std::chrono::milliseconds(2'500)) {
            ui.turn();
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        CHECK(ui.set_up().problems.empty());
        if (!on) {
            CHECK_FALSE(std::filesystem::exists(heard));
            continue;
        }
        REQUIRE(std::filesystem::exists(heard));
        std::ifstream file(heard, std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(file), {}};
        std::size_t sounding = 0;
        for (std::size_t i = 44; i + 1 < bytes.size(); i += 2) {
            std::int16_t sample = 0;
            std::memcpy(&sample, bytes.data() + i, sizeof sample);
            if (std::abs(int{sample}) > 300) ++sounding;
        }
        CHECK(sounding > 10'000);
    }
}

TEST_CASE("what a key asks depends on whether a field or the stage has the keyboard") {
    constexpr int control = 0x0002;
    constexpr int shift = 0x0001;
    const auto asks = [](int key, int modifiers, bool typing, bool widgets = true) {
        return meaning({.key = key, .modifiers = modifiers, .repeated = false, .typing = typing}, widgets);
    };
    using console::Key;
    for (const bool typing : {false, true}) {
        CHECK(asks('1', control, typing) == Key::runbook);
        CHECK(asks('4', control, typing) == Key::questions);
        CHECK(asks('8', control, typing) == Key::steps);
        CHECK_FALSE(asks('9', control, typing).has_value());
        CHECK(asks('N', control, typing) == Key::new_block);
        CHECK(asks('E', control, typing) == Key::edit_block);
        CHECK(asks('P', control, typing) == Key::new_poll);
        CHECK(asks('L', control, typing) == Key::new_speaker);
        CHECK(asks('R', control, typing) == Key::rules);
        CHECK(asks('K', control, typing) == Key::ready_made);
        CHECK(asks('S', control, typing) == Key::save);
        CHECK(asks(code::tab, 0, typing) == Key::walk_on);
        CHECK(asks(code::tab, shift, typing) == Key::walk_back);
        CHECK(asks(code::page_down, 0, typing) == Key::next);
    }
    // These are a field's own while it has the keyboard.
    CHECK(asks('V', control, false) == Key::paste);
    CHECK_FALSE(asks('V', control, true).has_value());
    CHECK(asks('Z', control, false) == Key::undo);
    CHECK_FALSE(asks('Z', control, true).has_value());
    CHECK(asks('B', 0, false) == Key::blank);
    CHECK_FALSE(asks('B', 0, true).has_value());
    CHECK_FALSE(asks('1', 0, false).has_value());
    // On the stage itself there are no panels to go through.
    CHECK(asks(code::tab, 0, false, false) == Key::console);
    CHECK(asks(code::right, 0, false, false) == Key::next);
    CHECK_FALSE(asks('N', control, false, false).has_value());
    // Held, Tab goes on; what moves the evening on is pressed once.
    CHECK(meaning({.key = code::tab, .modifiers = 0, .repeated = true, .typing = false}, true) ==
          Key::walk_on);
    CHECK_FALSE(meaning({.key = code::page_down, .modifiers = 0, .repeated = true, .typing = false}, true)
                    .has_value());
}
