// Owns the tests of how large letters must be in a hall, as a table of halls measured with a ruler.
// Test thread. It must never draw.
#include "paint/room_size.h"

#include <catch2/catch.hpp>
#include <limits>

using namespace buurtkiosk;

TEST_CASE("the smallest letter is a two-hundredth of the distance, on any wall that is high enough") {
    struct Hall {
        float image_height_m;
        float last_row_m;
        float letter_mm;
        float farthest_m;
    };
    for (const Hall& hall : {Hall{1.5F, 8.0F, 40.0F, 12.5F}, Hall{2.0F, 10.0F, 50.0F, 16.67F},
                             Hall{1.2F, 6.0F, 30.0F, 10.0F}, Hall{3.0F, 25.0F, 125.0F, 25.0F}}) {
        const paint::RoomSize room{hall.image_height_m, hall.last_row_m};
        INFO(hall.image_height_m << " m high, the last row at " << hall.last_row_m << " m");
        CHECK(paint::smallest_letter_mm(room) == Approx(hall.letter_mm));
        CHECK(paint::farthest_row_m(room) == Approx(hall.farthest_m).epsilon(0.001));
        // On the wall itself: that many pixels are that many millimetres.
        const float base_px = paint::base_px(room, 1920.0F, 1080.0F);
        CHECK(base_px / 1080.0F * hall.image_height_m * 1000.0F == Approx(hall.letter_mm).epsilon(0.001));
    }
}

TEST_CASE("beyond the farthest row the letters grow no more, and that row can just read them") {
    const paint::RoomSize deep{1.2F, 18.0F};
    CHECK(paint::farthest_row_m(deep) == Approx(10.0F));
    const float base_px = paint::base_px(deep, 1920.0F, 1080.0F);
    const paint::RoomSize just{1.2F, 10.0F};
    CHECK(base_px == Approx(paint::base_px(just, 1920.0F, 1080.0F)));
    CHECK(base_px / 1080.0F * 1.2F * 200.0F == Approx(10.0F));
}

TEST_CASE("a size that is no number counts as the usual one") {
    for (const float wrong :
         {0.0F, -1.0F, std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
        CHECK(paint::smallest_letter_mm({1.5F, wrong}) == Approx(40.0F));
        CHECK(paint::farthest_row_m({wrong, 8.0F}) == Approx(12.5F));
    }
}
