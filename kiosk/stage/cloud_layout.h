// Owns where each word of the check-in stands: how large it is, on which page, at which place. Pure
// arithmetic on measured sizes, any thread. It must never include anything that draws, measures text or knows
// a meeting.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace buurtkiosk::stage {

// A word as it was measured once, at the reference font size (scale 1).
struct CloudWord {
    std::uint32_t id = 0;  // of its group; each word its own
    std::uint32_t count = 1;
    float width_px = 0;
    float height_px = 0;
};

struct CloudSettings {
    float page_width_px = 0;
    float page_height_px = 0;
    float min_scale = 1;  // the smallest that the last row can read
    float max_scale = 4;
    float margin_px = 12;  // at least this much between two words, never less than 1; new words keep more
    std::size_t max_words_on_page = 30;
    bool operator==(const CloudSettings&) const = default;
};

// A word in its place: the scale of its font, and the box it fills, from the top left corner of its page.
struct PlacedWord {
    std::uint32_t id = 0;
    std::uint32_t page = 0;
    float scale = 1;
    float left_px = 0;
    float top_px = 0;
    float width_px = 0;
    float height_px = 0;
    bool operator==(const PlacedWord&) const = default;
};

struct CloudLayout {
    std::vector<PlacedWord> words;  // in the order of the input
    std::uint32_t pages = 0;
    // What the sizes were made with, so that the next layout can keep them.
    CloudSettings settings;
    float zoom = 1;                   // how much larger than min_scale a word with count 1 is
    std::uint32_t count_ceiling = 1;  // a power of two that no count exceeds
    bool operator==(const CloudLayout&) const = default;
};

// Places every word, none dropped and none overlapping.
//
// Size: the area grows with the count (scale by its square root), less steeply when the largest would pass
// max_scale, in steps of a sixth of an octave, so that one more answer seldom changes anything. When there is
// room, all words grow together, as long as the largest stays 2.5 times the smallest, if the counts differ by
// that much. A word broader or higher than the page is made smaller to fit, and only such a word goes below
// min_scale.
//
// Place: the most used words first and nearest to the middle of the first page, on ellipses of the page's
// proportions, leaning to the lighter side; each place is the nearest free one on a fine grid (found by
// shifting a bitmap of free cells over itself, so that every place is tried). What does not fit at a readable
// size goes on to a next page, after the words that were given more often.
//
// previous: the layout to stay close to, made with the same settings (otherwise it is ignored). Every word
// keeps its page and its middle unless another, larger word needs the place; then it moves to the nearest
// free place. New words take what is free. Only when nothing is free do all words together grow smaller or a
// page is added. Words that are gone leave their place free; a page left empty is taken away.
//
// The same input gives the same layout. Ids should differ; sizes that are no numbers or not positive count as
// 1 px.
CloudLayout lay_out_cloud(std::span<const CloudWord> words, const CloudSettings& settings,
                          const CloudLayout* previous = nullptr);

}  // namespace buurtkiosk::stage
