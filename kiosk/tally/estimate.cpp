// Owns the ranks of an estimate. Pure, any thread. It must never interpolate.
#include "tally/estimate.h"

#include <algorithm>
#include <vector>

namespace buurtkiosk::tally {

std::optional<EstimateSummary> summarise(std::span<const std::int64_t> answers) {
    if (answers.empty()) return std::nullopt;
    std::vector<std::int64_t> sorted(answers.begin(), answers.end());
    std::sort(sorted.begin(), sorted.end());
    // The nearest rank of a quarter q: the smallest answer that at least q quarters of the answers do not
    // exceed.
    const auto quarter = [&](std::size_t quarters) { return sorted[(sorted.size() * quarters + 3) / 4 - 1]; };
    return EstimateSummary{static_cast<std::uint32_t>(sorted.size()),
                           sorted.front(),
                           quarter(1),
                           quarter(2),
                           quarter(3),
                           sorted.back()};
}

}  // namespace buurtkiosk::tally
