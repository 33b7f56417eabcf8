// Owns the drawing behind canvas.h: roles become colours, bases become pixels.
// Main thread. It must never know what a scene shows.
#include "stage/canvas.h"

#include <algorithm>
#include <cmath>

namespace buurtkiosk::stage {

namespace {

constexpr float rim_share = 0.05F;
constexpr float x_height_em = 0.536F;  // of Noto Sans
constexpr float capital_em = 0.714F;
constexpr float ascender_em = 0.77F;
constexpr float descender_em = 0.24F;

// Large text stands closer together than small.
float line_height_em(const Type& type) {
    if (type.line_em > 0.0F) return type.line_em;
    if (type.size >= size_b::big) return 1.14F;
    if (type.size >= size_b::heading) return 1.2F;
    return 1.3F;
}

}  // namespace

Canvas::Canvas(ImDrawList* list, paint::TextTextures& textures, const paint::Palette& palette, Box image,
               float base_px, float opacity, std::vector<DrawnText>* drawn)
    : list_(list),
      textures_(textures),
      palette_(palette),
      image_(image),
      base_px_(base_px),
      opacity_(opacity),
      drawn_(drawn) {}

Box Canvas::safe() const {
    return {image_.x + image_.width * rim_share, image_.y + image_.height * rim_share,
            image_.width * (1.0F - 2.0F * rim_share), image_.height * (1.0F - 2.0F * rim_share)};
}

paint::TextStyle Canvas::style(const Type& type) const {
    paint::Colour colour = palette_.text;
    if (type.tone == Tone::soft) colour = palette_.soft_text;
    if (type.tone == Tone::on_mark) colour = palette_.ground;
    return {.size_px = b(type.size),
            .weight = type.weight,
            .align = type.align,
            .colour = colour,
            .line_height = line_height_em(type),
            .hyphenate = !type.whole_words};
}

paint::TextSize Canvas::measure(std::string_view text, const Type& type, float width) const {
    return textures_.measure(text, style(type), width);
}

float Canvas::line_height(const Type& type) const {
    return b(type.size) * paint::em_per_x_height * line_height_em(type);
}

Box Canvas::text(float x, float y, std::string_view text, const Type& type, float width) const {
    const paint::TextStyle look = style(type);
    const paint::TextSize size = textures_.measure(text, look, width);
    float left = x;
    if (width > 0.0F && type.align == paint::Align::centre) left += (width - size.width_px) / 2.0F;
    if (width > 0.0F && type.align == paint::Align::end) left += width - size.width_px;
    const Box box{left, y, size.width_px, size.height_px};
    if (list_ != nullptr) textures_.draw(*list_, left, y, text, look, width, opacity_);
    if (drawn_ != nullptr && !text.empty()) {
        const float em = look.size_px * paint::em_per_x_height;
        const float top = y + size.first_baseline_px - ascender_em * em;
        const float bottom = y + size.last_baseline_px + descender_em * em;
        drawn_->push_back({std::string(text), Box{left, top, size.width_px, bottom - top}, look.size_px});
    }
    return box;
}

Box Canvas::text_beside(float x, float middle_y, std::string_view shown, const Type& type,
                        float width) const {
    const paint::TextSize size = measure(shown, type, width);
    const float middle_of_letters =
        (size.first_baseline_px + size.last_baseline_px) / 2.0F - b(type.size) * 0.5F;
    return text(x, middle_y - middle_of_letters, shown, type, width);
}

Box Canvas::text_within(float middle_x, float middle_y, std::string_view shown, const Type& type) const {
    const paint::TextSize size = measure(shown, type);
    const float half_capital = b(type.size) / x_height_em * capital_em / 2.0F;
    return text(middle_x - size.width_px / 2.0F, middle_y + half_capital - size.first_baseline_px, shown,
                type);
}

Type Canvas::fit(std::string_view shown, Type type, const std::vector<float>& sizes, float width,
                 std::size_t most_lines, float most_height) const {
    for (const bool whole_words : {true, false}) {
        for (const float size : sizes) {
            type.size = size;
            const paint::TextSize measured = measure(shown, type, width);
            if (whole_words && measured.breaks_word) continue;
            if (measured.lines <= most_lines && measured.height_px <= most_height &&
                measured.width_px <= width) {
                return type;
            }
        }
    }
    return type;
}

void Canvas::icon(paint::Icon icon, float x, float y, float size, paint::Colour colour) const {
    if (list_ != nullptr) paint::draw_icon(*list_, icon, x, y, size, colour, opacity_);
}

void Canvas::sign(paint::Sign sign, float x, float y, float size, paint::Colour colour) const {
    if (list_ != nullptr) paint::draw_sign(*list_, sign, x, y, size, colour, palette_.ground, opacity_);
}

void Canvas::marker(std::size_t place, float x, float y, float diameter) const {
    const paint::Shape shape = paint::series_shape(place);
    if (list_ != nullptr) {
        paint::draw_shape(*list_, shape, x, y, diameter, paint::series_colour(palette_, place), opacity_);
    }
    const Type letter{std::max(size_b::notes, diameter / base_px_ * 0.31F), paint::Weight::bold,
                      Tone::on_mark};
    text_within(x, y + paint::letter_offset(shape) * diameter, paint::series_letter(place), letter);
}

void Canvas::ring(float x, float y, float diameter, float thickness, float share,
                  paint::Colour colour) const {
    if (list_ != nullptr) {
        paint::draw_ring(*list_, x, y, diameter, thickness, share, colour, palette_.rule, opacity_);
    }
}

void Canvas::bar(float x, float y, float length, float height, float share, paint::Colour colour,
                 paint::Colour track) const {
    if (list_ != nullptr) paint::draw_bar(*list_, x, y, length, height, share, colour, track, opacity_);
}

void Canvas::line(float x, float y, float width) const {
    rectangle({x, y, width, std::max(1.0F, b(0.08F))}, palette_.rule);
}

void Canvas::rectangle(const Box& box, paint::Colour colour, float rounding, float opacity) const {
    if (list_ == nullptr) return;
    list_->AddRectFilled({box.x, box.y}, {box.right(), box.bottom()},
                         paint::packed(colour, opacity * opacity_), rounding);
}

Box Canvas::qr(float x, float y, float most, const std::string& text, int least_modules) const {
    const auto code = paint::QrCode::of(text, least_modules);
    if (!code) return {x, y, 0.0F, 0.0F};
    const float side = code->side_px(most);
    if (list_ != nullptr) code->draw(*list_, x, y, most, palette_, opacity_);
    return {x, y, side, side};
}

float Canvas::qr_side(float most, const std::string& text, int least_modules) const {
    const auto code = paint::QrCode::of(text, least_modules);
    return code ? code->side_px(most) : 0.0F;
}

int Canvas::qr_modules(const std::string& text) {
    const auto code = paint::QrCode::of(text);
    return code ? code->modules() : 0;
}

bool Canvas::picture(const Box& box, std::string_view name, std::span<const std::uint8_t> png) const {
    if (list_ == nullptr) return true;
    const auto shown = textures_.png_picture(name, png);
    if (!shown || box.width < 9.0F || box.height < 9.0F) return false;
    // A white page on a light ground would have no edge.
    const float rim = std::max(1.0F, b(0.08F));
    const float scale =
        std::min((box.width - 2.0F * rim) / shown->width_px, (box.height - 2.0F * rim) / shown->height_px);
    const float width = std::round(shown->width_px * scale);
    const float height = std::round(shown->height_px * scale);
    const float x = std::round(box.middle_x() - width / 2.0F);
    const float y = std::round(box.middle_y() - height / 2.0F);
    rectangle({x - rim, y - rim, width + 2.0F * rim, height + 2.0F * rim}, palette_.rule);
    textures_.draw_png(*list_, *shown, x, y, width, height, opacity_);
    return true;
}

Canvas Canvas::faded(float opacity) const {
    Canvas fainter = *this;
    fainter.opacity_ *= opacity;
    return fainter;
}

}  // namespace buurtkiosk::stage
