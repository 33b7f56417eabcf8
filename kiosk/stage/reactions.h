// Owns what becomes of applause and the other reactions: gathered counts, and a few that rise and fade.
// Main thread. It must never stand over a text, and never show more at once than the wall can bear.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "stage/canvas.h"
#include "views/views.h"

namespace buurtkiosk::stage {

class Reactions {
  public:
    static constexpr std::size_t most_rising = 8;
    static constexpr std::int64_t rises_for_ms = 1'600;
    static constexpr std::int64_t gathers_for_ms = 4'000;  // after the last one its count goes
    static constexpr std::int64_t least_between_ms = 220;  // of two that rise

    // Takes the difference with the totals seen before; the first totals are where counting starts.
    // now_ms here and below: the time in the room, also in a rehearsal.
    void hear(const views::ReactionTotals& totals, std::int64_t now_ms);

    // The counts side by side, ending at right_px on the line around middle_y, at most max_width wide; the
    // least recent are left out first. Gives the width used.
    float draw_counts(const Canvas& canvas, float right_px, float middle_y, float max_width,
                      std::int64_t now_ms) const;
    // Those that rise, within the lane only (a strip that no text stands in).
    void draw_rising(const Canvas& canvas, const Box& lane, std::int64_t now_ms) const;

    bool counting(std::int64_t now_ms) const;
    // When the picture changes by itself: at once while some rise, later when a count goes.
    std::optional<std::int64_t> next_change_ms(std::int64_t now_ms, bool rising_shown) const;

    std::size_t rising(std::int64_t now_ms) const;

  private:
    struct Gathered {
        std::uint32_t count = 0;
        std::int64_t last_ms = 0;
    };
    struct Rising {
        std::size_t kind = 0;
        std::int64_t born_ms = 0;
        float sway = 0.0F;  // -1 … 1: where in the lane
    };

    bool started_ = false;
    views::ReactionTotals seen_{};
    std::array<Gathered, views::reaction_kinds> gathered_{};
    std::vector<Rising> rising_;
    std::uint32_t risen_ = 0;
    std::int64_t last_risen_ms_ = 0;
};

}  // namespace buurtkiosk::stage
