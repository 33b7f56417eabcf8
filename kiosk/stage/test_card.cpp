// Owns the drawing of the test card: a line along the very edge, the empty rim, letters in their three sizes
// and two tones, the colours with their shapes, greys near black and near white, a circle in a square. Main
// thread. It must never be a scene: it belongs to this computer, not to the evening.
#include "stage/test_card.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <functional>

#include "stage/scene.h"

namespace buurtkiosk::stage {

namespace {

// Shares of white, as a screen counts them (0 to 255): steps that a well set beamer keeps apart.
constexpr std::array<int, 6> dark_steps{0, 10, 20, 30, 41, 51};
constexpr std::array<int, 6> light_steps{204, 214, 225, 235, 245, 255};

struct Drawing {
    const Canvas& canvas;
    const Texts& texts;
    const TestCard& card;
    Box safe;
};

// One line of the card: how high it is, and how it is drawn there.
struct Part {
    float height;
    std::function<void(float y)> draw;
    int goes;  // what is left out first has the highest number; 0 stays
};

Part letters(const Drawing& at, std::string shown, const Type& type, int goes) {
    const float height = at.canvas.measure(shown, type, at.safe.width).height_px;
    return {height,
            [&at, shown = std::move(shown), type](float y) {
                at.canvas.text(at.safe.x, y, shown, type, at.safe.width);
            },
            goes};
}

// The smallest letters stand on a plate, where text must be readable too.
Part smallest_letters(const Drawing& at, const char* key) {
    const std::string shown = at.texts(key, {{"metres", at.texts.tenths(at.card.room.last_row_m)}});
    const float inset = at.canvas.b(0.8F);
    const Type type{size_b::notes};
    const float width = at.safe.width - 2.0F * inset;
    const float height = at.canvas.measure(shown, type, width).height_px + 2.0F * inset;
    return {height,
            [&at, shown, type, width, inset, height](float y) {
                at.canvas.rectangle({at.safe.x, y, at.safe.width, height}, at.canvas.palette().raised,
                                    at.canvas.b(0.3F));
                at.canvas.text(at.safe.x + inset, y + inset, shown, type, width);
            },
            0};
}

Part colours(const Drawing& at) {
    const float side = at.canvas.b(3.0F);
    return {side,
            [&at, side](float y) {
                const float step = side + at.canvas.b(1.6F);
                for (std::size_t i = 0; i < paint::series_count; ++i) {
                    at.canvas.marker(i, at.safe.x + side / 2.0F + step * static_cast<float>(i),
                                     y + side / 2.0F, side);
                }
            },
            2};
}

// Steps next to one another, so that two which look alike are one.
void draw_steps(const Drawing& at, const std::array<int, 6>& steps, const Box& box) {
    const float width = box.width / static_cast<float>(steps.size());
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const auto grey = static_cast<std::uint8_t>(steps[i]);
        const float left = std::round(box.x + width * static_cast<float>(i));
        const float right = std::round(box.x + width * static_cast<float>(i + 1));
        at.canvas.rectangle({left, box.y, right - left, box.height}, paint::Colour{grey, grey, grey});
    }
}

// A square with a circle that touches its sides, in lines.
void draw_geometry(const Drawing& at, const Box& square) {
    const float stroke = std::max(1.5F, at.canvas.b(0.16F));
    const paint::Colour ink = at.canvas.palette().soft_text;
    at.canvas.rectangle({square.x, square.y, square.width, stroke}, ink);
    at.canvas.rectangle({square.x, square.bottom() - stroke, square.width, stroke}, ink);
    at.canvas.rectangle({square.x, square.y, stroke, square.height}, ink);
    at.canvas.rectangle({square.right() - stroke, square.y, stroke, square.height}, ink);
    at.canvas.ring(square.middle_x(), square.middle_y(), square.width, stroke, 1.0F, ink);
}

Part greys_and_circle(const Drawing& at) {
    const float height = at.canvas.b(at.safe.height > at.canvas.b(28.0F) ? 4.0F : 3.4F);
    return {height,
            [&at, height](float y) {
                const float gap = at.canvas.b(1.0F);
                const float strip = (at.safe.width - height - 2.0F * gap) / 2.0F;
                draw_steps(at, dark_steps, {at.safe.x, y, strip, height});
                draw_steps(at, light_steps, {at.safe.x + strip + gap, y, strip, height});
                draw_geometry(at, {at.safe.right() - height, y, height, height});
            },
            1};
}

// The image to its last pixel, and where scenes end.
void draw_edges(const Drawing& at) {
    const Canvas& canvas = at.canvas;
    const Box image = canvas.image();
    const paint::Palette& palette = canvas.palette();
    canvas.rectangle(image, palette.text);
    const float line = std::max(2.0F, canvas.b(0.12F));
    const Box inside{image.x + line, image.y + line, image.width - 2.0F * line, image.height - 2.0F * line};
    canvas.rectangle(inside, palette.ground);
    // Marks in the rim that point at the corners of what scenes use, as a printer's do.
    const float stroke = std::max(1.5F, canvas.b(0.14F));
    const float across = (at.safe.x - image.x) * 0.6F;
    const float down = (at.safe.y - image.y) * 0.6F;
    for (const bool right : {false, true}) {
        for (const bool low : {false, true}) {
            const float x = right ? at.safe.right() : at.safe.x - stroke;
            const float y = low ? at.safe.bottom() : at.safe.y - stroke;
            canvas.rectangle({right ? x + stroke : x - across, y, across, stroke}, palette.soft_text);
            canvas.rectangle({x, low ? y + stroke : y - down, stroke, down}, palette.soft_text);
        }
    }
}

float total_height(const std::vector<Part>& parts, float gap) {
    float total = parts.empty() ? 0.0F : -gap;
    for (const Part& part : parts) total += part.height + gap;
    return total;
}

std::vector<Part> all_parts(const Drawing& at) {
    const std::string heading = at.card.screen.empty()
                                    ? at.texts("stage.test_card.heading")
                                    : at.texts("stage.test_card.heading_of", {{"screen", at.card.screen}});
    return {letters(at, heading, Type{size_b::heading, paint::Weight::bold}, 0),
            letters(at, at.texts("stage.test_card.words"), words, 0),
            letters(at, at.texts("stage.test_card.soft_words"), soft_words, 4),
            smallest_letters(at, "stage.test_card.smallest"),
            colours(at),
            greys_and_circle(at),
            letters(at, at.texts("stage.test_card.look"), notes, 3)};
}

// Where few letters fit on the wall: one line of each size, as short as can be.
std::vector<Part> fewest_parts(const Drawing& at) {
    return {letters(at, at.texts("stage.test_card.heading"), Type{size_b::heading, paint::Weight::bold}, 0),
            letters(at, at.texts("stage.test_card.words"), words, 0),
            smallest_letters(at, "stage.test_card.smallest_short")};
}

}  // namespace

std::vector<DrawnText> draw_test_card(ImDrawList& list, const TestCard& card, const Box& image) {
    std::vector<DrawnText> drawn;
    if (image.width < 1.0F || image.height < 1.0F) return drawn;
    const Canvas canvas(&list, card.textures, paint::palette(card.theme), image,
                        paint::base_px(card.room, image.width, image.height), 1.0F, &drawn);
    const Texts texts(card.locales, card.language);
    const Box safe = canvas.safe();
    const Drawing at{canvas, texts, card, safe};
    list.PushClipRect({image.x, image.y}, {image.right(), image.bottom()}, true);
    draw_edges(at);

    const float gap = canvas.b(0.7F);
    std::vector<Part> parts = all_parts(at);
    for (int goes = 4; goes > 0 && total_height(parts, gap) > safe.height; --goes) {
        std::erase_if(parts, [&](const Part& part) { return part.goes == goes; });
    }
    if (total_height(parts, gap) > safe.height) parts = fewest_parts(at);
    // What room is left lies between the parts.
    float between = gap;
    if (parts.size() > 1) {
        const float spare = std::max(0.0F, safe.height - total_height(parts, gap));
        between += std::min(canvas.b(1.4F), spare / static_cast<float>(parts.size() - 1));
    }
    float y = safe.y + std::max(0.0F, (safe.height - total_height(parts, between)) / 2.0F);
    for (const Part& part : parts) {
        part.draw(y);
        y += part.height + between;
    }
    list.PopClipRect();
    return drawn;
}

}  // namespace buurtkiosk::stage
