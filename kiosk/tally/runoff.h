// Owns instant run-off: rankings are counted in rounds, the option with the fewest ballots leaves, and its
// ballots go to whom they name next. Pure, any thread. It must never draw a lot itself: the lot is an
// argument.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "tally/ballots.h"

namespace buurtkiosk::tally {

struct RunoffRound {
    // How an option that leaves was told from others with as few ballots.
    enum class ToldBy {
        count,    // nobody else had as few
        nobody,   // no ballot names it, nor the others that leave with it
        earlier,  // it had fewer in an earlier round
        lot       // equal in every round
    };
    std::vector<std::uint32_t> counts;  // by option; 0 for who has left
    std::uint32_t exhausted = 0;        // ballots that name nobody who is left
    std::vector<Option> leaves;         // after this round, in ballot order; empty in the last round
    ToldBy told_by = ToldBy::count;
    bool operator==(const RunoffRound&) const = default;
};

struct RunoffResult {
    std::vector<RunoffRound> rounds;  // at least one; the last one decides
    // One option with more than half of the ballots that still count, or all that were left when they had
    // equally many: then it is a tie, and the meeting says what that means. Empty when no ballot names
    // anything.
    std::vector<Option> chosen;
    std::uint32_t ballots = 0;  // that name at least one option
    bool operator==(const RunoffResult&) const = default;
};

// `options` is how many there are, and `lot` holds each of them once: of options that are equal in every
// round, the one that stands last in it leaves. After each round: whoever has more than half of the ballots
// that still count is chosen; else options that no ballot names leave together; else the one with the fewest
// leaves, and among equals the one that had fewer in the latest earlier round in which they differed (as in
// the counting rules of several countries), else by the lot. A ranking that names an option twice or one that
// does not exist is an assertion. O(ballots × rounds).
RunoffResult count_runoff(std::size_t options, std::span<const Ranking> ballots, std::span<const Option> lot);

}  // namespace buurtkiosk::tally
