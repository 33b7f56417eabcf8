// Owns the fonts of console widgets: ImGui's own, from Noto Sans. Text that people wrote goes through
// TextTextures. Main thread, with the window's contexts current, before its first frame. It must never draw.
#pragma once

#include "imgui.h"

namespace buurtkiosk::paint {

struct ConsoleFonts {
    ImFont* regular = nullptr;
    ImFont* bold = nullptr;
    ImFont* large = nullptr;  // bold, 1.6 times the size: the one large button
};

// Adds them to the current ImGui context: Latin with every accent of Europe's languages, arrows and a few
// signs. size_px is the height of a line's em; where Noto Sans is missing, ImGui's built-in font stands in.
ConsoleFonts load_console_fonts(float size_px);

}  // namespace buurtkiosk::paint
