// Owns what time looks like on the wall: a bar and a small ring that empty, in the colour of now while there
// is time, in that of attention when little is left, hollow when it is over. Main thread. It must never
// blink, nor say by colour alone what no word says.
#pragma once

#include <optional>

#include "stage/scene.h"

namespace buurtkiosk::stage {

paint::Colour time_colour(const Canvas& canvas, const views::TimeLeft& left);

// The bar of a block, its words at the right end of that width. Gives the height; draws when y is given.
float draw_time_bar(const Canvas& canvas, const BlockTime& time, float x, float width,
                    std::optional<float> y);
// The same as a mark before words.
void draw_time_ring(const Canvas& canvas, const views::TimeLeft& left, float x, float y, float diameter);

}  // namespace buurtkiosk::stage
