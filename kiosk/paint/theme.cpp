// Owns the numbers of the palettes, as LOOK computed them, and how contrast is counted.
// Plain constants and a pure function, any thread. It must never include a drawing library.
#include "paint/theme.h"

#include <algorithm>
#include <cmath>

namespace buurtkiosk::paint {

namespace {

// Descended from Okabe and Ito's set, which people with any common colour vision can tell apart.
constexpr Palette dark_palette{
    .ground = colour(0x111827),
    .text = colour(0xF7F4EC),
    .soft_text = colour(0xC9CEDA),
    .series = {colour(0x56B4E9), colour(0xE69F00), colour(0x2DC79A), colour(0xFF8A4C), colour(0xF0E442)},
    .raised = colour(0x1C2536),
    .rule = colour(0x364257),
    .code_dark = colour(0x111827),
    .code_light = colour(0xFAF8F3),
};

constexpr Palette light_palette{
    .ground = colour(0xFAF8F3),
    .text = colour(0x14181F),
    .soft_text = colour(0x3D4654),
    .series = {colour(0x004F80), colour(0x7A5200), colour(0x00573F), colour(0x8F3B00), colour(0x7A2E57)},
    .raised = colour(0xEFEBE1),
    .rule = colour(0xD3CDBF),
    .code_dark = colour(0x14181F),
    .code_light = colour(0xFAF8F3),
};

double linear(std::uint8_t channel) {
    const double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(Colour shade) {
    return 0.2126 * linear(shade.red) + 0.7152 * linear(shade.green) + 0.0722 * linear(shade.blue);
}

}  // namespace

const Palette& palette(Theme theme) { return theme == Theme::dark ? dark_palette : light_palette; }

double contrast(Colour first, Colour second) {
    const double one = luminance(first);
    const double other = luminance(second);
    return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

}  // namespace buurtkiosk::paint
