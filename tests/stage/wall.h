// Owns what the tests draw on: one hidden window for the whole program, the locales, and a stage of their
// own. Main thread. It must never show a window.
#pragma once

#include <string>
#include <vector>

#include "base/locale.h"
#include "paint/capture.h"
#include "paint/text_texture.h"
#include "paint/window.h"
#include "stage/stage.h"

namespace buurtkiosk::stage_tests {

const Locales& locales();
paint::Window& window();  // fails the test program, with a plain sentence, where there is no display
paint::Display& screen();
paint::TextTextures& textures();

// A stage on a wall of that size, drawn at one moment after another.
class Wall {
  public:
    Wall(int width_px, int height_px)
        : width_px_(width_px), height_px_(height_px), stage_(locales(), textures()) {}

    paint::Picture draw(const views::SnapshotPtr& snapshot, std::int64_t now_ms);
    // Draws without reading the picture back: for tests of what stands where.
    void lay_out(const views::SnapshotPtr& snapshot, std::int64_t now_ms);
    // As draw(), but at a place within a larger picture, like the console's corner.
    void draw_into(ImDrawList& list, const views::SnapshotPtr& snapshot, std::int64_t now_ms);

    stage::Stage& stage() { return stage_; }
    paint::RoomSize room;
    bool reduced_motion = false;
    float x_px = 0.0F;
    float y_px = 0.0F;

  private:
    int width_px_;
    int height_px_;
    stage::Stage stage_;
};

views::SnapshotPtr shared(views::Snapshot snapshot, views::Theme theme = views::Theme::dark);

}  // namespace buurtkiosk::stage_tests
