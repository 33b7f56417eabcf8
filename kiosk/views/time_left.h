// Owns the one rule of how much time is left, and when it becomes little: for blocks and speakers, on the
// wall, the console and wherever else it is shown. Pure functions on views, any thread. It must never read a
// clock, nor choose a colour or a word.
#pragma once

#include <cstdint>
#include <optional>

#include "views/views.h"

namespace buurtkiosk::views {

struct TimeLeft {
    std::int64_t left_ms = 0;   // < 0: over its time by that much
    std::int64_t whole_ms = 0;  // the time that was given, > 0
    bool runs = true;           // false: it stands still (a speaker whose time is paused)

    // A fifth of the time or less is left, or it is over: what was the colour of now becomes that of
    // attention.
    bool little() const { return left_ms * 5 <= whole_ms; }
    bool over() const { return left_ms <= 0; }
    // Of what was given, 0 to 1.
    float share() const;
    // How long until it becomes little; nothing when it is already, or when it stands still.
    std::optional<std::int64_t> until_little_ms() const;
    bool operator==(const TimeLeft&) const = default;
};

// A block that is on ends its minutes after it began, whatever the forecast says by now. A table that works
// beside others has its own, and all of them together end with the last that still works. Nothing for a block
// that is not on, has not begun or has no minutes.
std::optional<TimeLeft> time_left(const BlockView& block, std::int64_t now_ms);
// Nothing for a speaker without a limit.
std::optional<TimeLeft> time_left(const SpeakingView& speaking, std::int64_t now_ms);
// It stands still; nothing without a limit.
std::optional<TimeLeft> time_left(const SpeakingView::Interrupted& gave_way);

}  // namespace buurtkiosk::views
