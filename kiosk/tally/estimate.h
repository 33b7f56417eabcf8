// Owns the summary of an estimate in numbers: the middle one, where half of the people are, and the extremes.
// Pure, any thread. It must never give a mean: one 'a million' would carry it away.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace buurtkiosk::tally {

struct EstimateSummary {
    std::uint32_t answers = 0;
    std::int64_t least = 0;
    std::int64_t lower = 0;   // a quarter of the answers is this or less …
    std::int64_t middle = 0;  // … half of them this or less …
    std::int64_t upper = 0;   // … and three quarters this or less
    std::int64_t most = 0;
    bool operator==(const EstimateSummary&) const = default;
};

// Each of the five is an answer that somebody gave (the nearest rank, so that nobody has to explain a number
// that nobody said). None without answers. O(n log n).
std::optional<EstimateSummary> summarise(std::span<const std::int64_t> answers);

}  // namespace buurtkiosk::tally
