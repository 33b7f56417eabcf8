// Owns the four signs of the speaker queue, drawn as shapes: what somebody asks the floor for. Main thread,
// into an ImDrawList. It must never know who asks, nor word a sign: views/queue_words.h does.
#pragma once

#include "imgui.h"
#include "paint/theme.h"

namespace buurtkiosk::paint {

// The wall, the console and the phones draw the same four, always beside their word. Each has an outline of
// its own, so that they are told apart from afar and without colour. Within a square of side 1 around 0, 0
// (y grows downwards), the parts that are 'open' in the colour of what lies behind:
//   point           a disc of diameter 0.92; open: a plus, arms 0.54 long and 0.14 thick;
//   reply           an arrow that turns back: its head a triangle (-0.48, -0.12) (-0.1, -0.46) (-0.1, 0.22);
//                   from there a stroke of 0.17 to the right along y -0.12, by a quarter circle of radius
//                   0.28 around (0.1, 0.16) downwards, to (0.38, 0.42);
//   question        a square of side 0.88, its corners rounded by 0.2; open: a question mark, a stroke of
//                   0.12: a bow of radius 0.16 around (0, -0.12) from the left over the top to below, then
//                   down to (0, 0.13), and a dot of radius 0.075 at (0, 0.28);
//   point_of_order  a triangle (0, -0.48) (0.52, 0.42) (-0.52, 0.42); open: an exclamation mark, a stroke of
//                   0.13 from (0, -0.17) to (0, 0.13), and a dot of radius 0.075 at (0, 0.28).
enum class Sign { point, reply, question, point_of_order };

// Around x, y. behind: what the open parts show.
void draw_sign(ImDrawList& list, Sign sign, float x_px, float y_px, float size_px, Colour colour,
               Colour behind, float opacity = 1.0F);

}  // namespace buurtkiosk::paint
