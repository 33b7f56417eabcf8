// Owns the arithmetic of majorities. Pure, any thread. It must never use a fraction.
#include "tally/majority.h"

#include <algorithm>
#include <cassert>

namespace buurtkiosk::tally {
namespace {

// The least whole number that is at least parts/whole of base.
std::uint32_t at_least(std::uint32_t parts, std::uint32_t whole, std::uint32_t base) {
    const std::uint64_t product = std::uint64_t{base} * parts;
    return static_cast<std::uint32_t>((product + whole - 1) / whole);
}

std::uint32_t needed_of(const DecisionRule& rule, const Votes& votes, std::uint32_t base) {
    switch (rule.majority) {
        case Majority::simple:
            return votes.runner_up.value_or(votes.against) + 1;
        case Majority::absolute:
            return base / 2 + 1;
        case Majority::two_thirds:
            return std::max(1U, at_least(2, 3, base));
        case Majority::four_fifths:
            return std::max(1U, at_least(4, 5, base));
        case Majority::consent:
            return 0;
    }
    return 0;
}

bool is_tie(const DecisionRule& rule, const Votes& votes) {
    return rule.majority == Majority::simple && votes.in_favour > 0 &&
           votes.in_favour == votes.runner_up.value_or(votes.against);
}

}  // namespace

Evaluation evaluate(const DecisionRule& rule, const Votes& votes) {
    const std::uint32_t chose = votes.in_favour + votes.against;
    Evaluation result;
    result.took_part = chose + votes.abstain;
    assert(votes.present >= result.took_part);
    result.base = rule.base == MajorityBase::cast ? chose : votes.present;
    result.needed = needed_of(rule, votes, result.base);
    if (result.took_part == 0 || result.took_part < rule.quorum) {
        result.verdict = Verdict::no_quorum;
    } else if (rule.majority == Majority::consent) {
        result.verdict = votes.against == 0 ? Verdict::adopted : Verdict::not_adopted;
    } else if (is_tie(rule, votes)) {
        result.verdict = Verdict::tie;
    } else {
        result.verdict = votes.in_favour >= result.needed ? Verdict::adopted : Verdict::not_adopted;
    }
    return result;
}

}  // namespace buurtkiosk::tally
