// Owns the counting and the rising of reactions.
// Main thread. What rises is decided by counts and time alone, so the same evening looks the same twice.
#include "stage/reactions.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace buurtkiosk::stage {

namespace {

// By views::ReactionKind.
constexpr std::array<const char*, views::reaction_kinds> signs{"👏", "👍", "❤️", "😄"};

// Steps of the golden ratio, each far from the ones before (the additive recurrence of low discrepancy).
float spread(std::uint32_t n) {
    const float share = std::fmod(static_cast<float>(n) * 0.61803399F, 1.0F);
    return share * 2.0F - 1.0F;
}

}  // namespace

void Reactions::hear(const views::ReactionTotals& totals, std::int64_t now_ms) {
    if (!started_) {
        started_ = true;
        seen_ = totals;
        return;
    }
    std::erase_if(rising_, [&](const Rising& one) { return now_ms - one.born_ms >= rises_for_ms; });
    std::vector<std::size_t> risers;
    for (std::size_t kind = 0; kind < totals.size(); ++kind) {
        Gathered& gathered = gathered_[kind];
        if (totals[kind] < seen_[kind]) seen_[kind] = totals[kind];  // the program was started anew
        const std::uint32_t more = totals[kind] - seen_[kind];
        seen_[kind] = totals[kind];
        if (more == 0) continue;
        if (now_ms - gathered.last_ms >= gathers_for_ms) gathered.count = 0;
        gathered.count += more;
        gathered.last_ms = now_ms;
        risers.push_back(kind);
    }
    // One at a time, the kinds in turn, far enough apart that each is seen.
    if (risers.empty() || rising_.size() >= most_rising || now_ms - last_risen_ms_ < least_between_ms) return;
    last_risen_ms_ = now_ms;
    rising_.push_back({risers[risen_ % risers.size()], now_ms, spread(risen_)});
    ++risen_;
}

bool Reactions::counting(std::int64_t now_ms) const {
    return std::any_of(gathered_.begin(), gathered_.end(), [&](const Gathered& one) {
        return one.count > 0 && now_ms - one.last_ms < gathers_for_ms;
    });
}

std::size_t Reactions::rising(std::int64_t now_ms) const {
    return static_cast<std::size_t>(std::count_if(rising_.begin(), rising_.end(), [&](const Rising& one) {
        return now_ms - one.born_ms < rises_for_ms;
    }));
}

std::optional<std::int64_t> Reactions::next_change_ms(std::int64_t now_ms, bool rising_shown) const {
    constexpr std::int64_t frame_ms = 33;  // smooth enough for something slow, half the work
    if (rising_shown && rising(now_ms) > 0) return now_ms + frame_ms;
    std::optional<std::int64_t> next;
    for (const Gathered& one : gathered_) {
        if (one.count == 0 || now_ms - one.last_ms >= gathers_for_ms) continue;
        const std::int64_t goes_ms = one.last_ms + gathers_for_ms;
        if (!next || goes_ms < *next) next = goes_ms;
    }
    return next;
}

float Reactions::draw_counts(const Canvas& canvas, float right_px, float middle_y, float max_width,
                             std::int64_t now_ms) const {
    std::array<std::size_t, views::reaction_kinds> order{};
    std::size_t count = 0;
    for (std::size_t kind = 0; kind < gathered_.size(); ++kind) {
        if (gathered_[kind].count > 0 && now_ms - gathered_[kind].last_ms < gathers_for_ms)
            order[count++] = kind;
    }
    const auto end = order.begin() + static_cast<std::ptrdiff_t>(count);
    std::sort(order.begin(), end, [&](std::size_t one, std::size_t other) {
        return gathered_[one].last_ms != gathered_[other].last_ms
                   ? gathered_[one].last_ms > gathered_[other].last_ms
                   : one < other;
    });
    // The most recent are kept; those kept stand in their usual order, so that nothing jumps about.
    const Type bright{size_b::notes, paint::Weight::bold};
    const float gap = canvas.b(1.5F);
    float used = 0.0F;
    std::vector<std::size_t> shown;
    for (auto kind = order.begin(); kind != end; ++kind) {
        const std::string label = std::string(signs[*kind]) + " " + std::to_string(gathered_[*kind].count);
        const float width = canvas.measure(label, bright).width_px + (shown.empty() ? 0.0F : gap);
        if (used + width > max_width) break;
        used += width;
        shown.push_back(*kind);
    }
    std::sort(shown.begin(), shown.end());
    float x = right_px - used;
    for (const std::size_t kind : shown) {
        const std::string label = std::string(signs[kind]) + " " + std::to_string(gathered_[kind].count);
        x += canvas.text_beside(x, middle_y, label, bright).width + gap;
    }
    return used;
}

void Reactions::draw_rising(const Canvas& canvas, const Box& lane, std::int64_t now_ms) const {
    const Type sign{size_b::words};
    const float half = canvas.b(1.6F);
    for (const Rising& one : rising_) {
        const float age = static_cast<float>(now_ms - one.born_ms) / static_cast<float>(rises_for_ms);
        if (age < 0.0F || age >= 1.0F) continue;
        const float x = lane.middle_x() + one.sway * std::max(0.0F, lane.width / 2.0F - half);
        const float y = lane.bottom() - half - age * std::max(0.0F, lane.height - 2.0F * half);
        const float opacity = std::min(1.0F, (1.0F - age) * 2.5F);
        canvas.faded(opacity).text_within(x, y, signs[one.kind], sign);
    }
}

}  // namespace buurtkiosk::stage
