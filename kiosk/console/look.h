// Owns how the console looks: its colours for both themes, its four fonts and its spacing, all in pixels of
// the window it is drawn in. Drawing thread only. It must never know what the meeting is about.
#pragma once

#include "imgui.h"
#include "paint/console_fonts.h"

namespace buurtkiosk::console {

enum class Weight { small, body, bold, large };

struct Colours {
    ImU32 ground, panel, raised, raised_hovered, line;
    ImU32 text, soft, now, on_now, now_hovered, attention, mark;
};

struct Look {
    paint::ConsoleFonts fonts = {};
    Colours colours{};
    float scale = 1;  // 1 at 1366 × 768

    float px(float at_small_screen) const { return at_small_screen * scale; }
    ImFont* font(Weight weight) const;
    // From line to line, in whole pixels: else every second line is a blur.
    float line_px(Weight weight) const;
};

// Never under 1 (1366 × 768); grows with the window in steps, so that the fonts are not made anew at each
// pixel.
float scale_for(float width_px, float height_px);

// Loads the four fonts into the current ImGui context's atlas.
paint::ConsoleFonts load_fonts(float scale);

Colours colours_for(bool dark);

// Sets ImGui's style of the current context.
void apply_style(const Look& look, bool dark);

}  // namespace buurtkiosk::console
