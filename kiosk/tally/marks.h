// Owns counts of ballots that mark several options, or give points to them. Pure, any thread. It must never
// know who cast a ballot.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "tally/ballots.h"

namespace buurtkiosk::tally {

// How many ballots mark each option. A ballot marks an option at most once; else it is an assertion.
std::vector<std::uint32_t> count_marks(std::size_t options, std::span<const std::vector<Option>> ballots);

struct Points {
    std::uint64_t sum = 0;
    std::uint32_t givers = 0;  // ballots that gave it anything
    bool operator==(const Points&) const = default;
};
// What each option got; a ballot holds one number for each option.
std::vector<Points> count_points(std::size_t options, std::span<const std::vector<std::uint32_t>> ballots);

}  // namespace buurtkiosk::tally
