// Owns the arithmetic behind room_size.h. Pure, any thread. It must never include a drawing library.
#include "paint/room_size.h"

#include <algorithm>
#include <cmath>

namespace buurtkiosk::paint {

namespace {

constexpr float distance_over_x_height = 200.0F;
// On an image that stands upright the width sets the limit: a line must hold some twenty letters.
constexpr float least_bases_wide = 32.0F;

RoomSize sane(const RoomSize& room) {
    RoomSize checked = room;
    const RoomSize usual;
    if (!std::isfinite(checked.image_height_m) || checked.image_height_m <= 0.0F) {
        checked.image_height_m = usual.image_height_m;
    }
    if (!std::isfinite(checked.last_row_m) || checked.last_row_m <= 0.0F)
        checked.last_row_m = usual.last_row_m;
    return checked;
}

}  // namespace

float base_px(const RoomSize& room, float image_width_px, float image_height_px) {
    const RoomSize hall = sane(room);
    const float bases_high = std::clamp(distance_over_x_height * hall.image_height_m / hall.last_row_m,
                                        least_bases_high, most_bases_high);
    return std::min(image_height_px / bases_high, image_width_px / least_bases_wide);
}

float smallest_letter_mm(const RoomSize& room) {
    return sane(room).last_row_m / distance_over_x_height * 1000.0F;
}

float farthest_row_m(const RoomSize& room) {
    return distance_over_x_height * sane(room).image_height_m / least_bases_high;
}

}  // namespace buurtkiosk::paint
