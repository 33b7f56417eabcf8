// Owns the bridge from the console's text to paint's Pango textures.
// Drawing thread, with the window's GL context current. It must never decide which text goes this way.
#include "console/shaped_texts.h"

#include <cmath>

namespace buurtkiosk::console {

namespace {

// ImGui counts a font from its highest to its lowest point; Noto Sans takes 1.362 em for that. So both kinds
// of text in one row have letters of one size, and lines of one height.
constexpr float line_per_em = 1.362F;

paint::TextStyle style_of(float line_px, bool bold, ImU32 colour) {
    const auto channel = [colour](int shift) { return static_cast<std::uint8_t>((colour >> shift) & 0xFFU); };
    return {.size_px = line_px / line_per_em / paint::em_per_x_height,
            .weight = bold ? paint::Weight::bold : paint::Weight::regular,
            .colour = {channel(IM_COL32_R_SHIFT), channel(IM_COL32_G_SHIFT), channel(IM_COL32_B_SHIFT)},
            .line_height = line_per_em};
}

}  // namespace

ImVec2 PangoTexts::measure(std::string_view text, float line_px, bool bold, float wrap_px) {
    const paint::TextSize size = textures_.measure(text, style_of(line_px, bold, 0), wrap_px);
    return {std::ceil(size.width_px), std::ceil(size.height_px)};
}

void PangoTexts::draw(ImDrawList& list, ImVec2 at, std::string_view text, float line_px, bool bold,
                      ImU32 colour, float wrap_px, float opacity) {
    textures_.draw(list, at.x, at.y, text, style_of(line_px, bold, colour), wrap_px, opacity);
}

}  // namespace buurtkiosk::console
