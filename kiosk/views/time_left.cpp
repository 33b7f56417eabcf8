// Owns the arithmetic behind time_left.h. Pure, any thread. It must never read a clock.
#include "views/time_left.h"

#include <algorithm>

namespace buurtkiosk::views {

namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t second_ms = 1'000;

}  // namespace

float TimeLeft::share() const {
    return std::clamp(static_cast<float>(left_ms) / static_cast<float>(whole_ms), 0.0F, 1.0F);
}

std::optional<std::int64_t> TimeLeft::until_little_ms() const {
    if (!runs || little()) return std::nullopt;
    return left_ms - whole_ms / 5;
}

std::optional<TimeLeft> time_left(const BlockView& block, std::int64_t now_ms) {
    if (block.state != BlockState::now || !block.starts_ms || block.minutes <= 0) return std::nullopt;
    std::int64_t whole_ms = block.minutes * minute_ms;
    // Tables side by side end with the last that still works, which need not be the longest that was planned.
    if (block.side_by_side && block.ends_ms && *block.ends_ms > *block.starts_ms)
        whole_ms = *block.ends_ms - *block.starts_ms;
    return TimeLeft{*block.starts_ms + whole_ms - now_ms, whole_ms};
}

std::optional<TimeLeft> time_left(const SpeakingView& speaking, std::int64_t now_ms) {
    if (speaking.limit_s <= 0) return std::nullopt;
    const std::int64_t whole_ms = speaking.limit_s * second_ms;
    const std::int64_t spoken_ms =
        std::max<std::int64_t>(0, speaking.paused_ms.value_or(now_ms - speaking.since_ms));
    return TimeLeft{whole_ms - spoken_ms, whole_ms, !speaking.paused_ms};
}

std::optional<TimeLeft> time_left(const SpeakingView::Interrupted& gave_way) {
    if (gave_way.limit_s <= 0) return std::nullopt;
    const std::int64_t whole_ms = gave_way.limit_s * second_ms;
    return TimeLeft{whole_ms - gave_way.spoken_ms, whole_ms, false};
}

}  // namespace buurtkiosk::views
