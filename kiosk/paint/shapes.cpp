// Owns the geometry behind shapes.h, as polygons and strokes for ImDrawList.
// Main thread. It must never know what a mark stands for.
#include "paint/shapes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace buurtkiosk::paint {

namespace {

constexpr float pi = std::numbers::pi_v<float>;

ImVec2 around(float x, float y, float radius, float turns) {
    const float angle = turns * 2.0F * pi - pi / 2.0F;
    return {x + radius * std::cos(angle), y + radius * std::sin(angle)};
}

template <std::size_t Corners>
void fill(ImDrawList& list, const std::array<ImVec2, Corners>& corners, std::uint32_t colour) {
    list.AddConvexPolyFilled(corners.data(), static_cast<int>(Corners), colour);
}

// ImGui fills convex shapes only: a star is its five tips and the pentagon within, with one smooth outline.
void fill_star(ImDrawList& list, float x, float y, float radius, std::uint32_t colour) {
    constexpr int tips = 5;
    std::array<ImVec2, 2 * tips> outline;
    for (std::size_t i = 0; i < outline.size(); ++i) {
        const float reach = i % 2 == 0 ? radius : radius * 0.56F;
        outline[i] = around(x, y, reach, static_cast<float>(i) / static_cast<float>(outline.size()));
    }
    const ImDrawListFlags flags = list.Flags;
    list.Flags &= ~ImDrawListFlags_AntiAliasedFill;  // else the seams between the pieces would show
    std::array<ImVec2, tips> within;
    for (std::size_t i = 0; i < tips; ++i) {
        const std::size_t before = (2 * i + outline.size() - 1) % outline.size();
        list.AddTriangleFilled(outline[before], outline[2 * i], outline[2 * i + 1], colour);
        within[i] = outline[2 * i + 1];
    }
    fill(list, within, colour);
    list.Flags = flags;
    list.AddPolyline(outline.data(), static_cast<int>(outline.size()), colour, ImDrawFlags_Closed, 1.5F);
}

void fill_person(ImDrawList& list, float x, float y, float size, std::uint32_t colour) {
    list.AddCircleFilled({x, y - size * 0.26F}, size * 0.21F, colour, 24);
    list.PathArcTo({x, y + size * 0.42F}, size * 0.36F, pi, 2.0F * pi, 24);
    list.PathFillConvex(colour);
}

}  // namespace

Shape series_shape(std::size_t place) { return static_cast<Shape>(place % shape_count); }

Colour series_colour(const Palette& palette, std::size_t place) {
    return palette.series[place % series_count];
}

std::string series_letter(std::size_t place) { return std::string(1, static_cast<char>('A' + place % 26)); }

void draw_shape(ImDrawList& list, Shape shape, float x_px, float y_px, float diameter_px, Colour colour,
                float opacity) {
    const std::uint32_t ink = packed(colour, opacity);
    const float r = diameter_px / 2.0F;
    switch (shape) {
        case Shape::circle:
            list.AddCircleFilled({x_px, y_px}, r, ink, 48);
            return;
        case Shape::square: {
            const float half = r * 0.89F;
            list.AddRectFilled({x_px - half, y_px - half}, {x_px + half, y_px + half}, ink, r * 0.12F);
            return;
        }
        case Shape::triangle: {
            const float y = y_px + r * 0.22F;
            fill(list,
                 std::array{around(x_px, y, r * 1.38F, 0.0F), around(x_px, y, r * 1.38F, 1.0F / 3.0F),
                            around(x_px, y, r * 1.38F, 2.0F / 3.0F)},
                 ink);
            return;
        }
        case Shape::diamond:
            fill(list,
                 std::array{ImVec2(x_px, y_px - r * 1.2F), ImVec2(x_px + r * 1.2F, y_px),
                            ImVec2(x_px, y_px + r * 1.2F), ImVec2(x_px - r * 1.2F, y_px)},
                 ink);
            return;
        case Shape::hexagon: {
            std::array<ImVec2, 6> corners;
            for (std::size_t i = 0; i < corners.size(); ++i) {
                corners[i] = around(x_px, y_px, r * 1.08F, (static_cast<float>(i) + 0.5F) / 6.0F);
            }
            fill(list, corners, ink);
            return;
        }
        case Shape::star:
            fill_star(list, x_px, y_px + r * 0.08F, r * 1.34F, ink);
            return;
        case Shape::cross: {
            const float reach = std::round(r * 1.05F);
            const float arm = std::round(r * 0.55F);
            const float x = std::round(x_px);
            const float y = std::round(y_px);
            list.AddRectFilled({x - reach, y - arm}, {x + reach, y + arm}, ink);
            list.AddRectFilled({x - arm, y - reach}, {x + arm, y - arm}, ink);
            list.AddRectFilled({x - arm, y + arm}, {x + arm, y + reach}, ink);
            return;
        }
    }
}

float letter_offset(Shape shape) {
    if (shape == Shape::triangle) return 0.12F;
    if (shape == Shape::star) return 0.05F;
    return 0.0F;
}

void draw_icon(ImDrawList& list, Icon icon, float x_px, float y_px, float size_px, Colour colour,
               float opacity) {
    const std::uint32_t ink = packed(colour, opacity);
    const float h = size_px / 2.0F;
    const float stroke = std::max(1.5F, size_px * 0.14F);
    switch (icon) {
        case Icon::check: {
            const std::array points{ImVec2(x_px - h * 0.72F, y_px + h * 0.05F),
                                    ImVec2(x_px - h * 0.18F, y_px + h * 0.58F),
                                    ImVec2(x_px + h * 0.78F, y_px - h * 0.6F)};
            list.AddPolyline(points.data(), 3, ink, ImDrawFlags_None, stroke);
            return;
        }
        case Icon::cross:
            list.AddLine({x_px - h * 0.62F, y_px - h * 0.62F}, {x_px + h * 0.62F, y_px + h * 0.62F}, ink,
                         stroke);
            list.AddLine({x_px + h * 0.62F, y_px - h * 0.62F}, {x_px - h * 0.62F, y_px + h * 0.62F}, ink,
                         stroke);
            return;
        case Icon::dash:
            list.AddLine({x_px - h * 0.66F, y_px}, {x_px + h * 0.66F, y_px}, ink, stroke);
            return;
        case Icon::here:  // people together in the hall
            fill_person(list, x_px - h * 0.56F, y_px + h * 0.14F, size_px * 0.62F, ink);
            fill_person(list, x_px + h * 0.56F, y_px + h * 0.14F, size_px * 0.62F, ink);
            return;
        case Icon::home: {
            fill(list,
                 std::array{ImVec2(x_px, y_px - h * 0.86F), ImVec2(x_px + h, y_px + h * 0.02F),
                            ImVec2(x_px - h, y_px + h * 0.02F)},
                 ink);
            list.AddRectFilled({x_px - h * 0.68F, y_px}, {x_px - h * 0.2F, y_px + h * 0.82F}, ink);
            list.AddRectFilled({x_px + h * 0.2F, y_px}, {x_px + h * 0.68F, y_px + h * 0.82F}, ink);
            list.AddRectFilled({x_px - h * 0.2F, y_px}, {x_px + h * 0.2F, y_px + h * 0.24F}, ink);
            return;
        }
        case Icon::arrow:
            fill(list,
                 std::array{ImVec2(x_px - h * 0.6F, y_px - h * 0.8F), ImVec2(x_px + h * 0.8F, y_px),
                            ImVec2(x_px - h * 0.6F, y_px + h * 0.8F)},
                 ink);
            return;
        case Icon::dot:
            list.AddCircleFilled({x_px, y_px}, h * 0.34F, ink, 24);
            return;
        case Icon::pause:
            list.AddRectFilled({x_px - h * 0.62F, y_px - h * 0.8F}, {x_px - h * 0.18F, y_px + h * 0.8F}, ink);
            list.AddRectFilled({x_px + h * 0.18F, y_px - h * 0.8F}, {x_px + h * 0.62F, y_px + h * 0.8F}, ink);
            return;
        case Icon::hand:  // a speech bubble: somebody asks for the floor
            list.AddRectFilled({x_px - h * 0.9F, y_px - h * 0.75F}, {x_px + h * 0.9F, y_px + h * 0.4F}, ink,
                               h * 0.3F);
            fill(list,
                 std::array{ImVec2(x_px - h * 0.4F, y_px + h * 0.38F),
                            ImVec2(x_px + h * 0.15F, y_px + h * 0.38F),
                            ImVec2(x_px - h * 0.4F, y_px + h * 0.9F)},
                 ink);
            return;
    }
}

void draw_ring(ImDrawList& list, float x_px, float y_px, float diameter_px, float thickness_px, float share,
               Colour colour, Colour track, float opacity) {
    const float radius = (diameter_px - thickness_px) / 2.0F;
    const ImVec2 middle(x_px, y_px);
    list.AddCircle(middle, radius, packed(track, opacity), 128, thickness_px);
    const float full = std::clamp(share, 0.0F, 1.0F);
    if (full <= 0.0F) return;
    if (full >= 0.9995F) {
        list.AddCircle(middle, radius, packed(colour, opacity), 128, thickness_px);
        return;
    }
    const float from = -pi / 2.0F + (1.0F - full) * 2.0F * pi;
    list.PathArcTo(middle, radius, from, 1.5F * pi, 128);
    list.PathStroke(packed(colour, opacity), ImDrawFlags_None, thickness_px);
}

void draw_bar(ImDrawList& list, float x_px, float y_px, float length_px, float height_px, float share,
              Colour colour, Colour track, float opacity) {
    const float round = height_px * 0.18F;
    list.AddRectFilled({x_px, y_px}, {x_px + length_px, y_px + height_px}, packed(track, opacity), round);
    const float filled = length_px * std::clamp(share, 0.0F, 1.0F);
    if (filled < 1.0F) return;
    list.AddRectFilled({x_px, y_px}, {x_px + filled, y_px + height_px}, packed(colour, opacity),
                       std::min(round, filled / 2.0F));
}

}  // namespace buurtkiosk::paint
