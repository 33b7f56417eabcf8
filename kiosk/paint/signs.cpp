// Owns the geometry behind signs.h, as polygons and strokes for ImDrawList.
// Main thread. It must never know what a sign stands for.
#include "paint/signs.h"

#include <algorithm>
#include <numbers>

namespace buurtkiosk::paint {

namespace {

constexpr float pi = std::numbers::pi_v<float>;

// The square around x, y in which a sign is drawn.
struct Square {
    ImDrawList& list;
    float x;
    float y;
    float size;
    ImVec2 at(float right, float down) const { return {x + right * size, y + down * size}; }
};

void draw_bar(const Square& on, ImVec2 from, ImVec2 to, float thickness, std::uint32_t colour) {
    on.list.AddLine(from, to, colour, thickness * on.size);
}

void draw_dot(const Square& on, float down, std::uint32_t colour) {
    on.list.AddCircleFilled(on.at(0.0F, down), std::max(1.0F, 0.075F * on.size), colour, 24);
}

void draw_point(const Square& on, std::uint32_t ink, std::uint32_t open) {
    on.list.AddCircleFilled(on.at(0.0F, 0.0F), 0.46F * on.size, ink, 48);
    draw_bar(on, on.at(-0.27F, 0.0F), on.at(0.27F, 0.0F), 0.14F, open);
    draw_bar(on, on.at(0.0F, -0.27F), on.at(0.0F, 0.27F), 0.14F, open);
}

void draw_reply(const Square& on, std::uint32_t ink) {
    on.list.AddTriangleFilled(on.at(-0.48F, -0.12F), on.at(-0.1F, -0.46F), on.at(-0.1F, 0.22F), ink);
    on.list.PathLineTo(on.at(-0.1F, -0.12F));
    on.list.PathArcTo(on.at(0.1F, 0.16F), 0.28F * on.size, 1.5F * pi, 2.0F * pi, 24);
    on.list.PathLineTo(on.at(0.38F, 0.42F));
    on.list.PathStroke(ink, ImDrawFlags_None, 0.17F * on.size);
}

void draw_question(const Square& on, std::uint32_t ink, std::uint32_t open) {
    on.list.AddRectFilled(on.at(-0.44F, -0.44F), on.at(0.44F, 0.44F), ink, 0.2F * on.size);
    on.list.PathArcTo(on.at(0.0F, -0.12F), 0.16F * on.size, pi, 2.5F * pi, 24);
    on.list.PathLineTo(on.at(0.0F, 0.13F));
    on.list.PathStroke(open, ImDrawFlags_None, 0.12F * on.size);
    draw_dot(on, 0.28F, open);
}

void draw_point_of_order(const Square& on, std::uint32_t ink, std::uint32_t open) {
    on.list.AddTriangleFilled(on.at(0.0F, -0.48F), on.at(0.52F, 0.42F), on.at(-0.52F, 0.42F), ink);
    draw_bar(on, on.at(0.0F, -0.17F), on.at(0.0F, 0.13F), 0.13F, open);
    draw_dot(on, 0.28F, open);
}

}  // namespace

void draw_sign(ImDrawList& list, Sign sign, float x_px, float y_px, float size_px, Colour colour,
               Colour behind, float opacity) {
    const Square on{list, x_px, y_px, size_px};
    const std::uint32_t ink = packed(colour, opacity);
    const std::uint32_t open = packed(behind, opacity);
    switch (sign) {
        case Sign::point:
            draw_point(on, ink, open);
            return;
        case Sign::reply:
            draw_reply(on, ink);
            return;
        case Sign::question:
            draw_question(on, ink, open);
            return;
        case Sign::point_of_order:
            draw_point_of_order(on, ink, open);
            return;
    }
}

}  // namespace buurtkiosk::paint
