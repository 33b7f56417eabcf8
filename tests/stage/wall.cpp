// Owns the hidden window and the drawing into pictures.
// Main thread. It must never show a window.
#include "wall.h"

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <utility>

namespace buurtkiosk::stage_tests {

namespace {

struct Screen {
    std::unique_ptr<paint::Display> display;
    std::unique_ptr<paint::Window> window;
};

Screen& opened() {
    static Screen made = [] {
        setenv("TZ", "Europe/Amsterdam", 1);  // the pictures show a clock
        tzset();
        Screen fresh;
        auto display = paint::Display::open();
        if (!display) {
            std::fprintf(stderr, "The stage's tests need a display; start them with xvfb-run (%s).\n",
                         display.refusal().sentence.parameters.front().value.c_str());
            std::exit(1);
        }
        fresh.display = std::move(display).value();
        auto window =
            fresh.display->open_window({.kind = paint::WindowSettings::Kind::hidden, .title = "Tests"});
        if (!window) {
            std::fprintf(stderr, "The stage's tests need OpenGL 3 (%s).\n",
                         window.refusal().sentence.parameters.front().value.c_str());
            std::exit(1);
        }
        fresh.window = std::move(window).value();
        return fresh;
    }();
    return made;
}

}  // namespace

const Locales& locales() {
    static const Locales loaded = [] {
        auto read = Locales::load(BUURTKIOSK_ASSETS_DIR "/locales");
        if (!read) {
            std::fprintf(stderr, "The locales cannot be read:");
            for (const TextParameter& detail : read.refusal().sentence.parameters) {
                std::fprintf(stderr, " %s", detail.value.c_str());
            }
            std::fprintf(stderr, "\n");
            std::exit(1);
        }
        return std::move(read).value();
    }();
    return loaded;
}

paint::Window& window() { return *opened().window; }

paint::Display& screen() { return *opened().display; }

paint::TextTextures& textures() {
    static paint::TextTextures made;
    return made;
}

void Wall::draw_into(ImDrawList& list, const views::SnapshotPtr& snapshot, std::int64_t now_ms) {
    stage_.draw(list, {.snapshot = snapshot,
                       .now_ms = now_ms,
                       .x_px = x_px,
                       .y_px = y_px,
                       .width_px = static_cast<float>(width_px_),
                       .height_px = static_cast<float>(height_px_),
                       .room = room,
                       .reduced_motion = reduced_motion});
}

void Wall::lay_out(const views::SnapshotPtr& snapshot, std::int64_t now_ms) {
    textures().begin_frame();
    window().picture(8, 8, paint::Colour{}, [&](ImDrawList& list) { draw_into(list, snapshot, now_ms); });
}

paint::Picture Wall::draw(const views::SnapshotPtr& snapshot, std::int64_t now_ms) {
    textures().begin_frame();
    const paint::Colour behind{255, 0, 255};  // a colour of no theme: where it shows, the stage left a hole
    return window().picture(width_px_, height_px_, behind,
                            [&](ImDrawList& list) { draw_into(list, snapshot, now_ms); });
}

views::SnapshotPtr shared(views::Snapshot snapshot, views::Theme theme) {
    snapshot.view.stage.theme = theme;
    return std::make_shared<const views::Snapshot>(std::move(snapshot));
}

}  // namespace buurtkiosk::stage_tests
