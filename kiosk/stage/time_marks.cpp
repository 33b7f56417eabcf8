// Owns the drawing behind time_marks.h. Main thread. It must never decide when time is little:
// views/time_left.h does.
#include "stage/time_marks.h"

#include <algorithm>

namespace buurtkiosk::stage {

paint::Colour time_colour(const Canvas& canvas, const views::TimeLeft& left) {
    return left.little() ? canvas.palette().attention() : canvas.palette().now();
}

float draw_time_bar(const Canvas& canvas, const BlockTime& time, float x, float width,
                    std::optional<float> y) {
    constexpr float most_words_share = 0.62F;
    const Type bold{size_b::lead, paint::Weight::bold};
    const Type type = canvas.fit(time.words, bold, {size_b::lead, size_b::words}, width * most_words_share, 1,
                                 canvas.line_height(bold));
    // The words stand close under a title: as high as their letters, not as their line.
    const float middle = canvas.b(1.55F);
    const float height = middle + canvas.b(type.size * 1.08F);
    if (!y) return height;
    const float words_width = canvas.measure(time.words, type).width_px;
    canvas.text_within(x + width - words_width / 2.0F, *y + middle, time.words, type);
    const float bar_height = canvas.b(1.0F);
    const float length = width - words_width - canvas.b(1.4F);
    const float top = *y + middle - bar_height / 2.0F;
    if (length < bar_height) return height;
    const paint::Colour colour = time_colour(canvas, time.left);
    const float round = bar_height * 0.18F;
    if (time.left.over()) {
        const float stroke = std::max(1.5F, canvas.b(0.14F));
        canvas.rectangle({x, top, length, bar_height}, colour, round);
        canvas.rectangle({x + stroke, top + stroke, length - 2.0F * stroke, bar_height - 2.0F * stroke},
                         canvas.palette().ground, round * 0.6F);
    } else {
        canvas.bar(x, top, length, bar_height, time.left.share(), colour, canvas.palette().rule);
    }
    return height;
}

void draw_time_ring(const Canvas& canvas, const views::TimeLeft& left, float x, float y, float diameter) {
    // Over: a thin whole ring, as the bar is hollow.
    const float thickness = diameter * (left.over() ? 0.12F : 0.3F);
    canvas.ring(x, y, diameter, thickness, left.over() ? 1.0F : left.share(), time_colour(canvas, left));
}

}  // namespace buurtkiosk::stage
