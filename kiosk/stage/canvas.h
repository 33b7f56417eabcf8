// Owns how a scene draws: in units of the room's base, in the theme's roles, with every text it draws written
// down. Main thread, made anew for each frame. It must never know what a scene shows.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "paint/shapes.h"
#include "paint/signs.h"
#include "paint/text_texture.h"
#include "paint/theme.h"

namespace buurtkiosk::stage {

struct Box {
    float x = 0.0F;
    float y = 0.0F;
    float width = 0.0F;
    float height = 0.0F;
    float right() const { return x + width; }
    float bottom() const { return y + height; }
    float middle_x() const { return x + width / 2.0F; }
    float middle_y() const { return y + height / 2.0F; }
    bool operator==(const Box&) const = default;
};

// Where a text stands on the wall: tests hold scenes to it, and reactions keep clear of it.
struct DrawnText {
    std::string text;
    Box box;               // of the letters, from the highest ascender to the lowest descender
    float size_px = 0.0F;  // x-height
    bool operator==(const DrawnText&) const = default;
};

// The sizes of text, in bases. A scene uses three of them.
namespace size_b {
inline constexpr float notes = 1.0F;
inline constexpr float words = 1.3F;
inline constexpr float lead = 1.6F;
inline constexpr float heading = 2.0F;
inline constexpr float large = 3.0F;
inline constexpr float big = 4.0F;
}  // namespace size_b

enum class Tone { text, soft, on_mark };

struct Type {
    float size = size_b::words;
    paint::Weight weight = paint::Weight::regular;
    Tone tone = Tone::text;
    paint::Align align = paint::Align::start;
    bool whole_words = false;  // never a hyphen that was not written: for addresses
    float line_em = 0.0F;      // baseline to baseline; 0: as usual for the size
    bool operator==(const Type&) const = default;
};
inline constexpr Type notes{size_b::notes, paint::Weight::regular, Tone::soft};
inline constexpr Type words{size_b::words};
inline constexpr Type soft_words{size_b::words, paint::Weight::regular, Tone::soft};
inline constexpr Type bold_words{size_b::words, paint::Weight::bold};
constexpr Type resized(Type type, float size) {
    type.size = size;
    return type;
}

class Canvas {
  public:
    // list may be null: then nothing is drawn, only measured. drawn, when given, receives every text.
    Canvas(ImDrawList* list, paint::TextTextures& textures, const paint::Palette& palette, Box image,
           float base_px, float opacity, std::vector<DrawnText>* drawn);

    float b(float bases) const { return bases * base_px_; }
    Box image() const { return image_; }
    Box safe() const;  // within the 5% rim
    const paint::Palette& palette() const { return palette_; }
    float opacity() const { return opacity_; }
    bool draws() const { return list_ != nullptr; }

    // All in pixels; width 0 is one line.
    paint::TextSize measure(std::string_view text, const Type& type, float width = 0.0F) const;
    float line_height(const Type& type) const;

    // Draws with the top left of the text's box at x, y. With a width, align places the whole box in it too.
    Box text(float x, float y, std::string_view text, const Type& type, float width = 0.0F) const;
    // With its middle line's x-height around y: for text beside a mark.
    Box text_beside(float x, float middle_y, std::string_view text, const Type& type,
                    float width = 0.0F) const;
    // One line with its figures or capitals centred on x, y: for text inside a mark.
    Box text_within(float middle_x, float middle_y, std::string_view text, const Type& type) const;

    // The largest of the sizes (in bases, largest first) at which the text takes at most that many lines and
    // that height with every word whole; when a word is too wide even for the smallest, broken with a hyphen;
    // the last one when none does.
    Type fit(std::string_view text, Type type, const std::vector<float>& sizes, float width,
             std::size_t most_lines, float most_height) const;

    void icon(paint::Icon icon, float x, float y, float size, paint::Colour colour) const;
    void sign(paint::Sign sign, float x, float y, float size, paint::Colour colour) const;
    void marker(std::size_t place, float x, float y,
                float diameter) const;  // shape, colour and letter of a series
    void ring(float x, float y, float diameter, float thickness, float share, paint::Colour colour) const;
    void bar(float x, float y, float length, float height, float share, paint::Colour colour,
             paint::Colour track) const;
    void line(float x, float y, float width) const;
    void rectangle(const Box& box, paint::Colour colour, float rounding = 0.0F, float opacity = 1.0F) const;
    // Returns the box it took, in whole pixels a module; empty when the text fits no code.
    Box qr(float x, float y, float most, const std::string& text, int least_modules = 0) const;
    float qr_side(float most, const std::string& text, int least_modules = 0) const;
    static int qr_modules(const std::string& text);  // a side; 0 when the text fits no code

    // A PNG, as large as fits in the middle of the box, with a thin rim; name tells it from other pictures.
    // False when it cannot be read; only looked at while drawing.
    bool picture(const Box& box, std::string_view name, std::span<const std::uint8_t> png) const;

    Canvas faded(float opacity) const;  // the same canvas, fainter

  private:
    paint::TextStyle style(const Type& type) const;

    ImDrawList* list_;
    paint::TextTextures& textures_;
    const paint::Palette& palette_;
    Box image_;
    float base_px_;
    float opacity_;
    std::vector<DrawnText>* drawn_;
};

}  // namespace buurtkiosk::stage
