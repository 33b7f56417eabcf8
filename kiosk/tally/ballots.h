// Owns the shapes that the counting rules read: options by their place on the ballot paper, and a ranking of
// them. Plain values, any thread. They must never say who cast a ballot.
#pragma once

#include <cstdint>
#include <vector>

namespace buurtkiosk::tally {

// The place of an option in the ballot's own order, from 0.
using Option = std::uint16_t;

// Options in the order in which somebody prefers them, the best first. Each at most once; what is not named
// stands equal behind all that are. An empty one says nothing, and counts as no ballot in a round.
using Ranking = std::vector<Option>;

}  // namespace buurtkiosk::tally
