// Owns every text that people wrote: shaped by Pango, drawn by Cairo, kept as textures in a cache that
// forgets what was not used lately. Main thread, with a GL context current when a texture is asked for;
// measuring needs none. It must never decide what is said or where it stands.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "imgui.h"
#include "paint/theme.h"

namespace buurtkiosk::paint {

enum class Weight { regular, bold };
// start is left for Dutch and right for the lines of an Arabic paragraph.
enum class Align { start, centre, end };

struct TextStyle {
    float size_px = 16.0F;  // the x-height: what is read at a distance
    Weight weight = Weight::regular;
    Align align = Align::start;  // of the lines among themselves
    Colour colour{};
    float line_height = 1.3F;  // baseline to baseline, in ems
    bool hyphenate = true;  // words wider than the line break at the places of their language, with a hyphen
};

// One em of Noto Sans holds this many x-heights.
inline constexpr float em_per_x_height = 1000.0F / 536.0F;

// The box of a text, in pixels: as wide as its widest line, as high as its lines. Strokes may reach a little
// outside it (accents, Arabic); the picture of the text holds them.
struct TextSize {
    float width_px = 0.0F;
    float height_px = 0.0F;
    float first_baseline_px = 0.0F;  // from the top of the box
    float last_baseline_px = 0.0F;
    std::size_t lines = 0;
    bool breaks_word =
        false;              // a word is wider than the line: it goes on in the next, with a hyphen or without
    bool backward = false;  // its first line runs from right to left
    bool operator==(const TextSize&) const = default;
};

struct TextPicture {
    ImTextureID texture{};
    TextSize size;
    // Where the picture stands, from the top left of the box, in pixels; it is larger than the box.
    float left_px = 0.0F;
    float top_px = 0.0F;
    float picture_width_px = 0.0F;
    float picture_height_px = 0.0F;
};

class TextTextures {
  public:
    // Textures above this many bytes together go, the one unused longest first.
    explicit TextTextures(std::size_t most_bytes = 96U << 20);
    ~TextTextures();
    TextTextures(const TextTextures&) = delete;
    TextTextures& operator=(const TextTextures&) = delete;

    // width_px: where lines break; 0 for one line (and one for each newline). Laid out once at one size and
    // scaled, so the same text breaks alike at every size of the window.
    TextSize measure(std::string_view text, const TextStyle& style, float width_px = 0.0F);

    // The texture belongs to the cache and is good until the next begin_frame().
    TextPicture picture(std::string_view text, const TextStyle& style, float width_px = 0.0F);

    // Draws the text with the top left of its box at x, y (rounded to whole pixels, so that edges are clean).
    // opacity fades the whole. Safe to mix with ImGui's own drawing: the blend is set and put back in the
    // list.
    TextSize draw(ImDrawList& list, float x_px, float y_px, std::string_view text, const TextStyle& style,
                  float width_px = 0.0F, float opacity = 1.0F);

    // A picture from a PNG, decoded when it is first asked for; the texture is kept as those of texts are.
    // name tells it from other pictures. Nothing when the bytes cannot be read.
    struct PngPicture {
        ImTextureID texture{};
        float width_px = 0.0F;  // of the PNG itself
        float height_px = 0.0F;
    };
    std::optional<PngPicture> png_picture(std::string_view name, std::span<const std::uint8_t> png);
    static void draw_png(ImDrawList& list, const PngPicture& picture, float x_px, float y_px, float width_px,
                         float height_px, float opacity);

    // Call once before each frame of a window: only what older frames used may be forgotten.
    void begin_frame();
    // Forgets all textures; call with the GL context current before it goes.
    void forget_textures();

    std::size_t texture_bytes() const;
    std::size_t texture_count() const;

  private:
    struct Store;
    std::unique_ptr<Store> store_;
};

// Blend modes as commands in a draw list: pictures of text are premultiplied, ImGui's own drawing is not.
void blend_premultiplied(ImDrawList& list);
void blend_straight(ImDrawList& list);

}  // namespace buurtkiosk::paint
