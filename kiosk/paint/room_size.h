// Owns how large text must be in this hall: from the height of the image and the distance of the last row to
// the base size of all text on the stage. Pure functions, any thread. It must never include a drawing
// library.
#pragma once

namespace buurtkiosk::paint {

struct RoomSize {
    float image_height_m = 1.5F;
    float last_row_m = 8.0F;
    bool operator==(const RoomSize&) const = default;
};

// The base b, in pixels: the x-height of the smallest text, distance ÷ 200 (about 17 minutes of arc, twice
// what the eye needs at best). Whatever the setting, an image is between these many bases high, so that a
// wrong number still gives a wall that can be used: fewer would not hold five lines, more would be a
// newspaper.
inline constexpr float least_bases_high = 24.0F;
inline constexpr float most_bases_high = 56.0F;
float base_px(const RoomSize& room, float image_width_px, float image_height_px);

// How high the x of the smallest letters must be for the last row, in millimetres.
float smallest_letter_mm(const RoomSize& room);
// The farthest row that can read the smallest letters on an image of that height, in metres. Beyond it the
// image is too small for the hall: letters that large would leave room for too few.
float farthest_row_m(const RoomSize& room);

}  // namespace buurtkiosk::paint
