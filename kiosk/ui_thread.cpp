// Owns the drawing thread's loop: which windows there are, when each is drawn, what keys mean, where commands
// go. Main thread. It must never touch the assembly: snapshots come in through the box, letters go out by the
// mailbox.
#include "ui_thread.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "console/console.h"
#include "console/shaped_texts.h"
#include "fmt/core.h"
#include "paint/capture.h"
#include "paint/keep_awake.h"
#include "paint/text_texture.h"
#include "paint/theme.h"
#include "sound/bell.h"
#include "sound/player.h"
#include "stage/stage.h"
#include "stage/test_card.h"

namespace buurtkiosk {

namespace {

using console::ConsoleAction;
using console::Key;
using console::LocalAction;
using console::Surface;

// GLFW's codes, as paint::KeyPress carries them.
namespace code {
constexpr int full_stop = 46, digit_1 = 49, letter_b = 66, letter_e = 69, letter_k = 75, letter_l = 76;
constexpr int letter_n = 78, letter_p = 80, letter_r = 82, letter_s = 83, letter_t = 84, letter_v = 86,
              letter_z = 90;
constexpr int escape = 256, tab = 258, right = 262, left = 263, page_up = 266, page_down = 267;
constexpr int f1 = 290, f2 = 291, f3 = 292, f11 = 300;
constexpr int shift = 0x0001, control = 0x0002;
}  // namespace code

constexpr double shortest_frame_s = 1.0 / 60.0;
// While only the wall moves, its picture in the console's corner need not move as often.
constexpr std::int64_t corner_every_ns = 100'000'000;
constexpr int capture_width_px = 1920;
constexpr int capture_height_px = 1080;

std::int64_t steady_ns() {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

std::int64_t kiosk_ms(const views::Snapshot& snapshot) {
    return snapshot.made_ms + (steady_ns() - snapshot.made_steady_ns) * snapshot.rate / 1'000'000;
}

// With Ctrl, also while typing: none of these is a field's own.
std::optional<Key> meaning_with_control(int key) {
    constexpr std::array tabs{Key::runbook, Key::check_in, Key::polls,  Key::questions,
                              Key::join,    Key::queue,    Key::people, Key::steps};
    const int tab = key - code::digit_1;
    if (tab >= 0 && tab < static_cast<int>(tabs.size())) return tabs[static_cast<std::size_t>(tab)];
    switch (key) {
        case code::letter_n:
            return Key::new_block;
        case code::letter_e:
            return Key::edit_block;
        case code::letter_p:
            return Key::new_poll;
        case code::letter_l:
            return Key::new_speaker;
        case code::letter_r:
            return Key::rules;
        case code::letter_k:
            return Key::ready_made;
        case code::letter_s:
            return Key::save;
        default:
            return std::nullopt;
    }
}

// What a key asks. Keys of a clicker work in every window and while typing; arrows only where they move
// nothing else.
std::optional<Key> meaning(const paint::KeyPress& press, bool widgets_have_keyboard) {
    // Tab goes on while it is held, as arrows do.
    if (press.key == code::tab && widgets_have_keyboard)
        return (press.modifiers & code::shift) != 0 ? Key::walk_back : Key::walk_on;
    if (press.repeated) return std::nullopt;
    if (press.typing && press.key == code::escape) return std::nullopt;  // only leaves the field
    const bool control = (press.modifiers & code::control) != 0;
    switch (press.key) {
        case code::page_down:
            return Key::next;
        case code::page_up:
            return Key::back;
        case code::f1:
            return Key::help;
        case code::f2:
            return Key::console;
        case code::f3:
            return Key::set_up;
        case code::f11:
            return Key::fullscreen;
        case code::escape:
            return Key::escape;
        default:
            break;
    }
    if (!widgets_have_keyboard) {
        if (press.key == code::right) return Key::next;
        if (press.key == code::left) return Key::back;
        if (press.key == code::tab) return Key::console;
    }
    if (control && widgets_have_keyboard) {
        if (const auto key = meaning_with_control(press.key)) return key;
    }
    if (press.typing) return std::nullopt;
    if (press.key == code::letter_z && control) return Key::undo;
    if (press.key == code::letter_v && control && widgets_have_keyboard) return Key::paste;
    if (control) return std::nullopt;
    if (press.key == code::letter_b || press.key == code::full_stop) return Key::blank;
    if (press.key == code::letter_t) return Key::theme;
    return std::nullopt;
}

std::string file_name_of(std::size_t number, const std::string& scene) {
    std::string name = fmt::format("{:03}-", number);
    for (const char letter : scene) {
        const bool plain =
            (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '_';
        name += plain ? letter : '-';
    }
    return name + ".png";
}

class Ui {
  public:
    explicit Ui(const UiParts& parts)
        : parts_(parts),
          stage_(parts.locales, textures_),
          shaped_(textures_),
          console_({.locales = parts.locales,
                    .shaped = &shaped_,
                    .draw_stage =
                        [this](ImDrawList& list, ImVec2 at, ImVec2 size) {
                            draw_wall(list, {at.x, at.y, size.x, size.y});
                        },
                    .shelf = parts.shelf}),
          settings_(parts.remembered.settings),
          room_(parts.room) {}
    Ui(const Ui&) = delete;
    Ui& operator=(const Ui&) = delete;
    ~Ui() {
        if (stage_window_) {
            stage_window_->make_current();
            textures_.forget_textures();
        }
    }

    int run();

    // What run() is made of: the windows, then one turn after another, and what the chair asks in them.
    bool open();
    void turn();
    void handle(const std::vector<ConsoleAction>& actions);
    bool shows_card() const { return card_; }
    console::SetUp set_up() const;

  private:
    struct Screen {
        float scale = 0;
        paint::ConsoleFonts fonts;
    };

    bool open_stage();
    void match_screens();
    void take_snapshot();
    void take_input();
    void take_keys(paint::Window& window, bool widgets_have_keyboard);
    void handle(LocalAction action);
    void handle(const assembly::Command& command) { parts_.mailbox.post(command); }
    void handle(const console::ChooseAddress& choice);
    void handle(const console::ChooseScreen& choice);
    void handle(const console::ChooseRoom& choice);
    void handle(const console::ChooseSound& choice);
    void handle(const console::KeepTheme& choice);
    void keep_settings();
    void open_panel_at_start();
    void show_overlay(bool on);
    void show_card(bool on);
    bool card_takes(const paint::KeyPress& press, std::optional<Key> key, bool on_the_wall);
    void ring();
    console::ConsoleFrame console_frame(const Screen& screen) const;
    void draw_wall(ImDrawList& list, const stage::Box& image);
    void draw();
    void draw_stage_window();
    void draw_console_window();
    void ready_fonts(paint::Window& window, Screen& screen);
    void capture();
    double sleep_s() const;
    stage::StageFrame stage_frame(float x, float y, float width, float height) const;
    paint::Colour ground() const { return paint::palette(stage::Stage::theme(*snapshot_)).ground; }
    Surface surface() const {
        if (console_window_) return Surface::own_window;
        return overlay_ ? Surface::over_the_stage : Surface::hidden;
    }

    const UiParts& parts_;
    paint::TextTextures textures_;
    stage::Stage stage_;
    console::PangoTexts shaped_;
    console::Console console_;
    std::unique_ptr<paint::Window> stage_window_;
    std::unique_ptr<paint::Window> console_window_;
    Screen stage_screen_;
    Screen console_screen_;
    views::SnapshotPtr snapshot_;
    std::int64_t now_ms_ = 0;
    bool overlay_ = false;
    bool stop_ = false;
    int status_ = 0;
    int stage_frames_ = 1;  // ImGui settles over two frames
    int console_frames_ = 1;
    std::int64_t console_drawn_ns_ = 0;
    bool corner_stale_ = false;  // the wall was drawn after its picture in the corner
    std::optional<std::int64_t> stage_change_ms_;
    std::optional<std::int64_t> console_change_ms_;
    std::string captured_scene_;
    std::size_t captured_ = 0;
    bool capture_failed_ = false;

    host::Settings settings_;  // as they are kept
    std::optional<Sentence> not_kept_;
    paint::RoomSize room_;
    bool panel_opened_ = false;
    bool card_ = false;      // the test card stands on the wall …
    std::string card_over_;  // … over this scene, and goes when that does …
    bool overlay_after_card_ = false;
    sound::Bell bell_;
    sound::Player player_{[] { paint::Display::wake(); }};
    sound::Problem sound_problem_ = sound::Problem::none;  // as the console shows it
};

bool Ui::open_stage() {
    using Kind = paint::WindowSettings::Kind;
    auto opened = parts_.display.open_window({.kind = parts_.hidden ? Kind::hidden : Kind::stage,
                                              .title = parts_.window_title,
                                              .windowed = parts_.windowed,
                                              .vsync = true});
    if (!opened) {
        fmt::print(stderr, "buurtkiosk: {}\n", parts_.locales.text("nl", opened.refusal().sentence));
        return false;
    }
    stage_window_ = std::move(opened).value();
    return true;
}

// One screen: the console is an overlay. Two: a window on the first. Also when a screen comes or goes.
void Ui::match_screens() {
    if (parts_.hidden) return;
    const bool two = parts_.display.screens() > 1;
    if (two && !console_window_) {
        auto opened = parts_.display.open_window({.kind = paint::WindowSettings::Kind::console,
                                                  .title = parts_.window_title,
                                                  .width_px = 1366,
                                                  .height_px = 768});
        if (opened) {
            console_window_ = std::move(opened).value();
            console_screen_ = {};
            console_frames_ = 2;
            overlay_ = false;
        }
    } else if (!two && console_window_) {
        console_window_.reset();
    }
    stage_window_->set_input(overlay_);
    stage_frames_ = console_frames_ = 2;
}

void Ui::take_snapshot() {
    auto newest = parts_.snapshots.get();
    if (newest && newest != snapshot_) {
        snapshot_ = std::move(newest);
        stage_frames_ = std::max(stage_frames_, overlay_ ? 2 : 1);
        console_frames_ = 2;
    }
    if (!snapshot_) return;
    now_ms_ = kiosk_ms(*snapshot_);
    if (card_ && stage::Stage::scene_name(*snapshot_) != card_over_) show_card(false);
}

// A sound that is due, whether or not anything is drawn at this moment.
void Ui::ring() {
    const auto due = bell_.ring(snapshot_->view, now_ms_);
    if (due && settings_.sound) player_.play(*due);
    if (const auto problem = player_.problem(); problem != std::exchange(sound_problem_, problem)) {
        console_frames_ = stage_frames_ = 2;
    }
}

void Ui::take_keys(paint::Window& window, bool widgets_have_keyboard) {
    for (const paint::KeyPress& press : window.take_keys()) {
        if (!snapshot_) continue;
        const auto key = meaning(press, widgets_have_keyboard);
        if (card_takes(press, key, &window == stage_window_.get())) {
            show_card(false);
        } else if (key) {
            handle(console_.press(*key, *snapshot_, now_ms_, surface()));
        }
        stage_frames_ = console_frames_ = 2;
    }
}

void Ui::take_input() {
    take_keys(*stage_window_, overlay_);
    bool close = stage_window_->take_close_asked();
    if (console_window_) {
        take_keys(*console_window_, true);
        close = console_window_->take_close_asked() || close;
    }
    if (close) {
        console_.ask_to_stop();
        if (console_window_) {
            console_window_->show_on_top();
        } else {
            show_overlay(true);
        }
        stage_frames_ = console_frames_ = 2;
    }
}

void Ui::show_overlay(bool on) {
    overlay_ = on;
    stage_window_->set_input(on);
    stage_frames_ = 2;
}

// The test card on the wall. On one screen the console makes way for it, and comes back after it.
void Ui::show_card(bool on) {
    if (card_ == on) return;
    card_ = on;
    if (on) {
        card_over_ = stage::Stage::scene_name(*snapshot_);
        overlay_after_card_ = overlay_;
        if (overlay_) show_overlay(false);
    } else if (overlay_after_card_ && !console_window_) {
        show_overlay(true);
    }
    stage_frames_ = console_frames_ = 2;
}

// Whether a key does nothing but take the card away: any one on the wall; on the console those that would
// step or close, while the others still change what the card shows.
bool Ui::card_takes(const paint::KeyPress& press, std::optional<Key> key, bool on_the_wall) {
    if (!card_ || press.repeated) return false;
    if (on_the_wall) return true;
    return key == Key::next || key == Key::back || key == Key::blank || key == Key::escape;
}

void Ui::keep_settings() {
    not_kept_.reset();
    if (!parts_.settings_file) return;
    if (const Status kept = host::write_settings(*parts_.settings_file, settings_); !kept) {
        not_kept_ = kept.refusal().sentence;
    }
}

void Ui::open_panel_at_start() {
    if (std::exchange(panel_opened_, true)) return;
    if (parts_.set_up_opens) console_.open_set_up();
    // On one screen nobody would find a panel that is closed: who leads closes it when the hall comes in.
    if (parts_.panel_opens && !console_window_) show_overlay(true);
}

void Ui::handle(const console::ChooseAddress& choice) {
    parts_.mailbox.post(protocol::ChooseAddress{choice.address});
    for (const host::LanAddress& one : snapshot_->host.addresses) {
        if (one.address == choice.address) settings_.address = one;
    }
    keep_settings();
}

void Ui::handle(const console::ChooseScreen& choice) {
    settings_.stage_screen = choice.name;
    parts_.display.choose_stage_screen(choice.name);
    keep_settings();
}

void Ui::handle(const console::ChooseRoom& choice) {
    if (choice.image_height_m) {
        settings_.image_height_m = *choice.image_height_m;
        room_.image_height_m = static_cast<float>(*choice.image_height_m);
    }
    if (choice.last_row_m) {
        settings_.last_row_m = *choice.last_row_m;
        room_.last_row_m = static_cast<float>(*choice.last_row_m);
    }
    keep_settings();
}

void Ui::handle(const console::ChooseSound& choice) {
    settings_.sound = choice.on;
    keep_settings();
}

void Ui::handle(const console::KeepTheme& choice) {
    const bool dark = choice.theme == assembly::Theme::dark;
    settings_.theme = dark ? host::Settings::Theme::dark : host::Settings::Theme::light;
    keep_settings();
}

void Ui::handle(LocalAction action) {
    switch (action) {
        case LocalAction::show_or_hide_console:
            if (console_window_) {
                console_window_->show_on_top();
            } else {
                show_overlay(!overlay_);
            }
            break;
        case LocalAction::fullscreen_or_window:
            stage_window_->set_fullscreen(!stage_window_->fullscreen());
            break;
        case LocalAction::test_card_on_or_off:
            show_card(!card_);
            break;
        case LocalAction::hear_sound:
            player_.play(sound::Sound::block_over);
            break;
        case LocalAction::set_up_done:
            keep_settings();
            break;
        case LocalAction::stop_program:
            stop_ = true;
            if (parts_.stop_program) parts_.stop_program();
            break;
    }
}

void Ui::handle(const std::vector<ConsoleAction>& actions) {
    for (const ConsoleAction& action : actions) {
        std::visit([this](const auto& asked) { handle(asked); }, action);
    }
    if (!actions.empty()) stage_frames_ = console_frames_ = 2;
}

stage::StageFrame Ui::stage_frame(float x, float y, float width, float height) const {
    return {.snapshot = snapshot_,
            .now_ms = now_ms_,
            .x_px = x,
            .y_px = y,
            .width_px = width,
            .height_px = height,
            .room = room_,
            .reduced_motion = parts_.reduced_motion};
}

void Ui::draw_wall(ImDrawList& list, const stage::Box& image) {
    if (!card_) {
        stage_.draw(list, stage_frame(image.x, image.y, image.width, image.height));
        return;
    }
    std::string screen;
    for (const paint::Screen& one : parts_.display.list_screens()) {
        if (one.of_the_stage) screen = one.name;
    }
    const auto& languages = snapshot_->view.languages;
    (void)stage::draw_test_card(list,
                                {.locales = parts_.locales,
                                 .textures = textures_,
                                 .language = languages.empty() ? "nl" : languages.front(),
                                 .theme = stage::Stage::theme(*snapshot_),
                                 .room = room_,
                                 .screen = screen},
                                image);
}

console::SetUp Ui::set_up() const {
    console::SetUp set_up;
    for (const paint::Screen& one : parts_.display.list_screens()) {
        set_up.screens.push_back({one.name, one.width_px, one.height_px, one.of_the_stage});
    }
    set_up.chosen_screen = settings_.stage_screen;
    set_up.image_height_m = static_cast<double>(room_.image_height_m);
    set_up.last_row_m = static_cast<double>(room_.last_row_m);
    set_up.farthest_row_m = static_cast<double>(paint::farthest_row_m(room_));
    set_up.letter_mm = static_cast<double>(paint::smallest_letter_mm(room_));
    set_up.sound = settings_.sound;
    set_up.test_card = card_;
    set_up.problems = parts_.remembered.problems;
    if (not_kept_) set_up.problems.push_back(*not_kept_);
    if (sound_problem_ == sound::Problem::no_device)
        set_up.problems.push_back(Sentence{"console.set_up.sound_no_device"});
    if (sound_problem_ == sound::Problem::device_failed)
        set_up.problems.push_back(Sentence{"console.set_up.sound_failed"});
    return set_up;
}

console::ConsoleFrame Ui::console_frame(const Screen& screen) const {
    return {.now_ms = now_ms_,
            .surface = surface(),
            .stage_fullscreen = stage_window_->fullscreen(),
            .fonts = screen.fonts,
            .scale = screen.scale,
            .set_up = set_up()};
}

void Ui::ready_fonts(paint::Window& window, Screen& screen) {
    const paint::WindowSize size = window.size();
    const float scale = console::scale_for(size.width_px, size.height_px);
    if (screen.scale == scale) return;
    window.reload_fonts([&] { screen.fonts = console::load_fonts(scale); });
    screen.scale = scale;
}

void Ui::draw_stage_window() {
    if (!console_window_) ready_fonts(*stage_window_, stage_screen_);
    textures_.begin_frame();
    std::vector<ConsoleAction> actions;
    stage_window_->frame(ground(), [&](paint::WindowSize size) {
        draw_wall(*ImGui::GetBackgroundDrawList(), {0, 0, size.width_px, size.height_px});
        stage_change_ms_ = card_ ? std::nullopt : stage_.next_change_ms();
        if (console_window_) return;
        actions = console_.draw(*snapshot_, console_frame(stage_screen_));
        console_change_ms_ = console_.next_change_ms(*snapshot_, now_ms_, surface());
    });
    handle(actions);
}

void Ui::draw_console_window() {
    ready_fonts(*console_window_, console_screen_);
    textures_.begin_frame();
    std::vector<ConsoleAction> actions;
    console_window_->frame(ground(), [&](paint::WindowSize) {
        actions = console_.draw(*snapshot_, console_frame(console_screen_));
    });
    console_change_ms_ = console_.next_change_ms(*snapshot_, now_ms_, Surface::own_window);
    console_drawn_ns_ = steady_ns();
    corner_stale_ = false;
    handle(actions);
}

// A picture of each scene that the wall comes to, settled at once: a stage of its own, that does not fade.
void Ui::capture() {
    if (parts_.capture_folder.empty() || capture_failed_) return;
    const std::string scene = stage::Stage::scene_name(*snapshot_);
    if (scene == captured_scene_) return;
    captured_scene_ = scene;
    if (parts_.hidden) textures_.begin_frame();  // no other frame is there to forget what was drawn long ago
    stage::Stage still(parts_.locales, textures_);
    const paint::Picture picture =
        stage_window_->picture(capture_width_px, capture_height_px, ground(), [&](ImDrawList& list) {
            auto frame = stage_frame(0, 0, static_cast<float>(capture_width_px),
                                     static_cast<float>(capture_height_px));
            frame.reduced_motion = true;
            still.draw(list, frame);
        });
    const std::filesystem::path path =
        std::filesystem::path(parts_.capture_folder) / file_name_of(++captured_, scene);
    if (const Status written = paint::write_png(picture, path.string()); !written) {
        fmt::print(stderr, "buurtkiosk: {}\n", parts_.locales.text("nl", written.refusal().sentence));
        capture_failed_ = true;  // said once; the evening goes on
        status_ = 1;
    }
}

void Ui::draw() {
    const auto due = [&](const std::optional<std::int64_t>& change_ms) {
        return change_ms && *change_ms <= now_ms_;
    };
    const bool stage_moves = due(stage_change_ms_);
    const bool over_stage = !console_window_;
    if (stage_frames_ > 0 || stage_moves || stage_window_->wants_frame() ||
        (over_stage && due(console_change_ms_))) {
        stage_frames_ = std::max(0, stage_frames_ - 1);
        draw_stage_window();
        corner_stale_ = true;
    }
    if (!console_window_) return;
    const bool corner_moves = corner_stale_ && steady_ns() - console_drawn_ns_ >= corner_every_ns;
    if (console_frames_ > 0 || corner_moves || console_window_->wants_frame() || due(console_change_ms_)) {
        console_frames_ = std::max(0, console_frames_ - 1);
        draw_console_window();
    }
}

double Ui::sleep_s() const {
    if (!snapshot_) return -1;
    if (stage_frames_ > 0 || stage_window_->wants_frame()) return shortest_frame_s;
    if (console_window_ && (console_frames_ > 0 || console_window_->wants_frame())) return shortest_frame_s;
    std::optional<std::int64_t> soonest = stage_change_ms_;
    if (console_change_ms_ && (!soonest || *console_change_ms_ < *soonest)) soonest = console_change_ms_;
    const auto rings_ms = settings_.sound ? bell_.next_ms() : std::nullopt;
    if (rings_ms && (!soonest || *rings_ms < *soonest)) soonest = rings_ms;
    const double corner_s = static_cast<double>(corner_every_ns) / 1e9;
    const bool corner_waits = console_window_ && corner_stale_;
    if (!soonest) return corner_waits ? corner_s : -1;
    const double change_s = static_cast<double>(*soonest - kiosk_ms(*snapshot_)) / 1000.0 / snapshot_->rate;
    return std::max(shortest_frame_s, corner_waits ? std::min(change_s, corner_s) : change_s);
}

bool Ui::open() {
    parts_.display.choose_stage_screen(settings_.stage_screen);
    if (!open_stage()) return false;
    match_screens();
    return true;
}

void Ui::turn() {
    if (parts_.display.take_screens_changed()) match_screens();
    take_snapshot();
    take_input();
    if (stop_ || !snapshot_) return;
    capture();
    if (parts_.hidden) return;
    open_panel_at_start();
    ring();
    draw();
}

int Ui::run() {
    if (!open()) return 1;
    std::optional<paint::KeepAwake> awake;
    if (!parts_.hidden) awake.emplace(parts_.locales.text("nl", "stage.awake_reason"));
    while (!stop_ && !parts_.stopping.load()) {
        turn();
        if (stop_) break;
        parts_.display.wait(parts_.hidden ? -1 : sleep_s());  // a new snapshot wakes it
    }
    return status_;
}

}  // namespace

int run_ui(const UiParts& parts) { return Ui(parts).run(); }

}  // namespace buurtkiosk
