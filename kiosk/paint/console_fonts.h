// Owns the fonts of console widgets: ImGui's own, from Noto Sans. Text that people wrote goes through
// TextTextures. Main thread, with the window's contexts current, before its first frame. It must never draw.
#pragma once

#include <string_view>

#include "imgui.h"

namespace buurtkiosk::paint {

struct ConsoleFonts {
    ImFont* small = nullptr;  // 0.875 times the size
    ImFont* regular = nullptr;
    ImFont* bold = nullptr;
    ImFont* large = nullptr;  // bold, 1.6 times the size: the one large button
};

// Adds them to the current ImGui context: Latin with every accent of Europe's languages and
// the signs of sentences. size_px is the height of a line's em; where Noto Sans is missing, ImGui's built-in
// font stands in.
ConsoleFonts load_console_fonts(float size_px);

// Whether these fonts draw the text as it should be: every letter is in them and none joins, turns or
// combines. Anything else goes through TextTextures.
bool console_fonts_hold(std::string_view text);

}  // namespace buurtkiosk::paint
