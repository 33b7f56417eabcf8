// Owns the drawing thread's loop: which windows there are, when each is drawn, what keys mean, where commands
// go. Main thread. It must never touch the assembly: snapshots come in through the box, letters go out by the
// mailbox.
#include "ui_thread.h"

#include <algorithm>
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
#include "stage/stage.h"

namespace buurtkiosk {

namespace {

using console::ConsoleAction;
using console::Key;
using console::LocalAction;
using console::Surface;

// GLFW's codes, as paint::KeyPress carries them.
namespace code {
constexpr int full_stop = 46, letter_b = 66, letter_t = 84, letter_z = 90;
constexpr int escape = 256, tab = 258, right = 262, left = 263, page_up = 266, page_down = 267;
constexpr int f1 = 290, f2 = 291, f11 = 300;
constexpr int control = 0x0002;
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

// What a key asks. Keys of a clicker work in every window and while typing; arrows only where they move
// nothing else.
std::optional<Key> meaning(const paint::KeyPress& press, bool widgets_have_keyboard) {
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
    if (press.typing) return std::nullopt;
    if (press.key == code::letter_z && control) return Key::undo;
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
                    .draw_stage = [this](ImDrawList& list, ImVec2 at, ImVec2 size) {
                        stage_.draw(list, stage_frame(at.x, at.y, size.x, size.y));
                    }}) {}
    Ui(const Ui&) = delete;
    Ui& operator=(const Ui&) = delete;
    ~Ui() {
        if (stage_window_) {
            stage_window_->make_current();
            textures_.forget_textures();
        }
    }

    int run();

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
    void handle(const std::vector<ConsoleAction>& actions);
    void handle(LocalAction action);
    void show_overlay(bool on);
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
    stage_frames_ = 2;
}

void Ui::take_snapshot() {
    auto newest = parts_.snapshots.get();
    if (newest && newest != snapshot_) {
        snapshot_ = std::move(newest);
        stage_frames_ = std::max(stage_frames_, overlay_ ? 2 : 1);
        console_frames_ = 2;
    }
    if (snapshot_) now_ms_ = kiosk_ms(*snapshot_);
}

void Ui::take_keys(paint::Window& window, bool widgets_have_keyboard) {
    for (const paint::KeyPress& press : window.take_keys()) {
        if (!snapshot_) continue;
        const auto key = meaning(press, widgets_have_keyboard);
        if (key) handle(console_.press(*key, *snapshot_, now_ms_, surface()));
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
        case LocalAction::stop_program:
            stop_ = true;
            if (parts_.stop_program) parts_.stop_program();
            break;
    }
}

void Ui::handle(const std::vector<ConsoleAction>& actions) {
    for (const ConsoleAction& action : actions) {
        if (const auto* command = std::get_if<assembly::Command>(&action)) {
            parts_.mailbox.post(*command);
        } else if (const auto* choice = std::get_if<console::ChooseAddress>(&action)) {
            parts_.mailbox.post(protocol::ChooseAddress{choice->address});
        } else if (const auto* local = std::get_if<LocalAction>(&action)) {
            handle(*local);
        }
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
            .room = parts_.room,
            .reduced_motion = parts_.reduced_motion};
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
        stage_.draw(*ImGui::GetBackgroundDrawList(), stage_frame(0, 0, size.width_px, size.height_px));
        stage_change_ms_ = stage_.next_change_ms();
        if (console_window_) return;
        actions = console_.draw(*snapshot_, {.now_ms = now_ms_,
                                             .surface = surface(),
                                             .stage_fullscreen = stage_window_->fullscreen(),
                                             .fonts = stage_screen_.fonts,
                                             .scale = stage_screen_.scale});
        console_change_ms_ = console_.next_change_ms(*snapshot_, now_ms_, surface());
    });
    handle(actions);
}

void Ui::draw_console_window() {
    ready_fonts(*console_window_, console_screen_);
    textures_.begin_frame();
    std::vector<ConsoleAction> actions;
    console_window_->frame(ground(), [&](paint::WindowSize) {
        actions = console_.draw(*snapshot_, {.now_ms = now_ms_,
                                             .surface = Surface::own_window,
                                             .stage_fullscreen = stage_window_->fullscreen(),
                                             .fonts = console_screen_.fonts,
                                             .scale = console_screen_.scale});
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
    const double corner_s = static_cast<double>(corner_every_ns) / 1e9;
    const bool corner_waits = console_window_ && corner_stale_;
    if (!soonest) return corner_waits ? corner_s : -1;
    const double change_s = static_cast<double>(*soonest - kiosk_ms(*snapshot_)) / 1000.0 / snapshot_->rate;
    return std::max(shortest_frame_s, corner_waits ? std::min(change_s, corner_s) : change_s);
}

int Ui::run() {
    if (!open_stage()) return 1;
    match_screens();
    std::optional<paint::KeepAwake> awake;
    if (!parts_.hidden) awake.emplace(parts_.locales.text("nl", "stage.awake_reason"));
    while (!stop_ && !parts_.stopping.load()) {
        if (parts_.display.take_screens_changed()) match_screens();
        take_snapshot();
        take_input();
        if (stop_) break;
        if (snapshot_) {
            capture();
            if (!parts_.hidden) draw();
        }
        parts_.display.wait(parts_.hidden ? -1 : sleep_s());  // a new snapshot wakes it
    }
    return status_;
}

}  // namespace

int run_ui(const UiParts& parts) { return Ui(parts).run(); }

}  // namespace buurtkiosk
