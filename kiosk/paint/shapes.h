// Owns the marks that are drawn rather than written: series markers with a letter, rings, bars, QR codes,
// icons. Main thread, into an ImDrawList. It must never know what a mark stands for in the meeting.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "imgui.h"
#include "paint/theme.h"

namespace buurtkiosk::paint {

// Neighbours in a series differ in shape and in colour, so nothing is said by colour alone.
enum class Shape { circle, square, triangle, diamond, hexagon, star, cross };
inline constexpr std::size_t shape_count = 7;
Shape series_shape(std::size_t place);
Colour series_colour(const Palette& palette, std::size_t place);
// "A" … "Z" by place.
std::string series_letter(std::size_t place);

// Filled, with its optical centre at x, y, about as large as a circle of that diameter looks.
void draw_shape(ImDrawList& list, Shape shape, float x_px, float y_px, float diameter_px, Colour colour,
                float opacity = 1.0F);
// Where the middle of a letter inside the shape belongs, below its centre, as a share of the diameter.
float letter_offset(Shape shape);

enum class Icon { check, cross, dash, here, home, arrow, dot, pause, hand };
// Strokes, within a square of that size around x, y.
void draw_icon(ImDrawList& list, Icon icon, float x_px, float y_px, float size_px, Colour colour,
               float opacity = 1.0F);

// A ring that empties clockwise from the top: share 1 is full. The track stays visible behind it.
void draw_ring(ImDrawList& list, float x_px, float y_px, float diameter_px, float thickness_px, float share,
               Colour colour, Colour track, float opacity = 1.0F);

// A lying bar with round ends on the right; share of the length, with a track for the rest.
void draw_bar(ImDrawList& list, float x_px, float y_px, float length_px, float height_px, float share,
              Colour colour, Colour track, float opacity = 1.0F);

// A QR code (ISO/IEC 18004, by Nayuki's qrcodegen): dark modules on a light plate with four modules of quiet
// zone, in whole pixels a module so that cameras find straight edges.
class QrCode {
  public:
    // Nothing when the text is too long for a code (about 2,900 bytes). With at least that many modules a
    // side, so that codes side by side are equally large.
    static std::optional<QrCode> of(const std::string& text, int least_modules = 0);
    int modules() const { return modules_; }  // a side, without the quiet zone
    // The side in pixels that a code takes in a square of at most this size: modules and quiet zone, whole
    // pixels each.
    float side_px(float most_px) const;
    void draw(ImDrawList& list, float x_px, float y_px, float most_px, const Palette& palette,
              float opacity = 1.0F) const;

  private:
    int modules_ = 0;
    std::vector<bool> dark_;
};

// The text of a code that joins a Wi-Fi network (the format that Android and iOS read; \ ; , : " escaped).
std::string wifi_code(const std::string& name, const std::string& password);

}  // namespace buurtkiosk::paint
