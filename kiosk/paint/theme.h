// Owns the colours of the two themes, with the roles that scenes and panels name instead of colours.
// Plain constants, any thread. It must never include a drawing library, nor decide when a theme is used.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace buurtkiosk::paint {

enum class Theme { dark, light };

struct Colour {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
    bool operator==(const Colour&) const = default;
};

constexpr Colour colour(std::uint32_t rgb) {
    return Colour{static_cast<std::uint8_t>(rgb >> 16), static_cast<std::uint8_t>(rgb >> 8),
                  static_cast<std::uint8_t>(rgb)};
}

// The nearest whole number to one of at least 0 (std::lround is not constexpr).
constexpr std::uint32_t nearest_whole(float value) {
    return static_cast<std::uint32_t>(value * 2.0F + 1.0F) / 2;
}

// The byte order of ImGui's ImU32 (red lowest); alpha from 0 to 1, not premultiplied.
constexpr std::uint32_t packed(Colour colour, float alpha = 1.0F) {
    const float clamped = alpha < 0.0F ? 0.0F : (alpha > 1.0F ? 1.0F : alpha);
    const std::uint32_t opacity = nearest_whole(clamped * 255.0F);
    return (opacity << 24) | (static_cast<std::uint32_t>(colour.blue) << 16) |
           (static_cast<std::uint32_t>(colour.green) << 8) | colour.red;
}

// A colour between two others: 0 gives the first, 1 the second. For fills behind text, never for text itself.
constexpr Colour between(Colour first, Colour second, float share) {
    const auto mix = [share](std::uint8_t from, std::uint8_t to) {
        const auto start = static_cast<float>(from);
        return static_cast<std::uint8_t>(nearest_whole(start + (static_cast<float>(to) - start) * share));
    };
    return Colour{mix(first.red, second.red), mix(first.green, second.green), mix(first.blue, second.blue)};
}

inline constexpr std::size_t series_count = 5;

struct Palette {
    Colour ground;
    Colour text;
    Colour soft_text;
    // Marks only, never words: A 'now', B 'attention', C 'yes', D 'no', E.
    std::array<Colour, series_count> series;
    Colour raised;  // a calm fill that lifts something from the ground; text keeps 7:1 on it
    Colour rule;    // thin dividing lines and empty tracks: decoration, says nothing by itself
    // A QR code is dark on light in both themes, or phones do not read it.
    Colour code_dark;
    Colour code_light;

    constexpr Colour now() const { return series[0]; }
    constexpr Colour attention() const { return series[1]; }
    constexpr Colour yes() const { return series[2]; }
    constexpr Colour no() const { return series[3]; }
};

const Palette& palette(Theme theme);

// The contrast of two colours as WCAG 2 counts it, from 1 to 21.
double contrast(Colour first, Colour second);

}  // namespace buurtkiosk::paint
