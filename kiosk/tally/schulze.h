// Owns the Schulze method: every option against every other, and the strongest chains of such victories.
// Pure, any thread. It must never break a tie: equals stay equal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "tally/ballots.h"

namespace buurtkiosk::tally {

// A square of numbers: [one][other].
using Pairs = std::vector<std::vector<std::uint32_t>>;

struct SchulzeResult {
    Pairs prefer;  // how many ballots have one before the other
    // The strongest chain from one to the other: the weakest victory in it, measured by who won it ('winning
    // votes'); 0 where no chain leads there.
    Pairs strongest;
    // Whom no other option beats; then whom none of the others beats, and so on. Equals together, in ballot
    // order.
    std::vector<std::vector<Option>> order;
    std::uint32_t ballots = 0;  // that name at least one option
    bool operator==(const SchulzeResult&) const = default;
};

// M. Schulze, 'A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner
// election method' (2011): the strongest chains by Floyd and Warshall's method, and one before the other when
// its chain is the stronger. An option that a ballot does not name stands behind all that it names, equal to
// the others unnamed. O(ballots × options² + options³).
SchulzeResult count_schulze(std::size_t options, std::span<const Ranking> ballots);

}  // namespace buurtkiosk::tally
