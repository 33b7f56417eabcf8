// Owns the test card, drawn in place of the stage while the hall is set up: is the whole image there, is it
// undistorted, are dark and light apart, can the last row read. Main thread. It must never show anything of
// the meeting.
#pragma once

#include <string>
#include <vector>

#include "base/locale.h"
#include "paint/room_size.h"
#include "paint/text_texture.h"
#include "paint/theme.h"
#include "stage/canvas.h"

namespace buurtkiosk::stage {

struct TestCard {
    const Locales& locales;
    paint::TextTextures& textures;
    std::string language = "nl";
    paint::Theme theme = paint::Theme::dark;
    paint::RoomSize room;
    std::string screen;  // its name, said at the foot; "" for none
};

// Fills the image. What the wall has no room for is left out, the letters last. Gives every text it drew.
std::vector<DrawnText> draw_test_card(ImDrawList& list, const TestCard& card, const Box& image);

}  // namespace buurtkiosk::stage
