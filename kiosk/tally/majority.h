// Owns what a decision asks for: how many votes are needed, whether enough people voted, and what came of it,
// in numbers that a sentence can be made of. Pure, any thread. It must never word anything, nor count
// ballots.
#pragma once

#include <cstdint>
#include <optional>

namespace buurtkiosk::tally {

enum class Majority {
    simple,       // more for than against; of several options, more than each other
    absolute,     // more than half of the base
    two_thirds,   // at least two thirds of the base
    four_fifths,  // at least four fifths of the base
    consent       // nobody objects
};
// What a share is taken of.
enum class MajorityBase {
    cast,    // the votes that choose: abstentions are not among them
    present  // everybody who is there, also who abstains or does not vote
};
struct DecisionRule {
    Majority majority = Majority::simple;
    MajorityBase base = MajorityBase::cast;
    std::uint32_t quorum = 0;  // so many must take part, who abstains among them
    bool operator==(const DecisionRule&) const = default;
};

// What was counted. Of several options: `in_favour` is the highest count, `against` all other choices
// together, and `runner_up` the highest count among the others.
struct Votes {
    std::uint32_t in_favour = 0;
    std::uint32_t against = 0;
    std::uint32_t abstain = 0;  // who says 'I do not know' among them
    std::uint32_t present = 0;  // at least who took part
    std::optional<std::uint32_t> runner_up = std::nullopt;
    bool operator==(const Votes&) const = default;
};

enum class Verdict {
    adopted,
    not_adopted,
    tie,       // equal under the simple majority: the meeting said before what that means
    no_quorum  // too few took part: nothing was decided
};
struct Evaluation {
    Verdict verdict = Verdict::not_adopted;
    // How many in favour were needed at these numbers; for consent 0, since nothing but objections counts.
    std::uint32_t needed = 0;
    std::uint32_t base = 0;       // of how many
    std::uint32_t took_part = 0;  // what the quorum looks at
    bool operator==(const Evaluation&) const = default;
};

// Whole numbers only: 'at least two thirds' of 34 is 23. Nothing is adopted without one vote in favour,
// except by consent, where nobody objecting is enough (and somebody must have taken part).
Evaluation evaluate(const DecisionRule& rule, const Votes& votes);

}  // namespace buurtkiosk::tally
