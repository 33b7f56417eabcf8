// Owns the arithmetic behind room_size.h. Pure, any thread. It must never include a drawing library.
#include "paint/room_size.h"

#include <algorithm>
#include <cmath>

namespace buurtkiosk::paint {

namespace {

constexpr float distance_over_x_height = 200.0F;
// On an image that stands upright the width sets the limit: a line must hold some twenty letters.
constexpr float least_bases_wide = 32.0F;

}  // namespace

float base_px(const RoomSize& room, float image_width_px, float image_height_px) {
    RoomSize sane = room;
    const RoomSize usual;
    if (!std::isfinite(sane.image_height_m) || sane.image_height_m <= 0.0F) {
        sane.image_height_m = usual.image_height_m;
    }
    if (!std::isfinite(sane.last_row_m) || sane.last_row_m <= 0.0F) sane.last_row_m = usual.last_row_m;

    const float bases_high = std::clamp(distance_over_x_height * sane.image_height_m / sane.last_row_m,
                                        least_bases_high, most_bases_high);
    return std::min(image_height_px / bases_high, image_width_px / least_bases_wide);
}

}  // namespace buurtkiosk::paint
