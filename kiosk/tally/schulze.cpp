// Owns the comparing of every pair and the chains between them. Pure, any thread. It must never look at a
// ballot's maker.
#include "tally/schulze.h"

#include <algorithm>
#include <cassert>
#include <iterator>

namespace buurtkiosk::tally {
namespace {

Pairs square(std::size_t options) { return Pairs(options, std::vector<std::uint32_t>(options, 0)); }

// One ballot: everything it names goes before what it names later and before what it does not name.
void compare(Pairs& prefer, const Ranking& ballot, std::vector<bool>& behind) {
    std::fill(behind.begin(), behind.end(), true);
    for (const Option option : ballot) {
        assert(option < behind.size() && behind[option]);
        behind[option] = false;
        std::vector<std::uint32_t>& row = prefer[option];
        for (std::size_t other = 0; other < behind.size(); ++other) row[other] += behind[other] ? 1 : 0;
    }
}

Pairs strongest_chains(const Pairs& prefer) {
    const std::size_t options = prefer.size();
    Pairs chain = square(options);
    for (std::size_t i = 0; i < options; ++i) {
        for (std::size_t j = 0; j < options; ++j) {
            if (prefer[i][j] > prefer[j][i]) chain[i][j] = prefer[i][j];
        }
    }
    for (std::size_t via = 0; via < options; ++via) {
        for (std::size_t i = 0; i < options; ++i) {
            if (i == via) continue;
            for (std::size_t j = 0; j < options; ++j) {
                if (j == via || j == i) continue;
                chain[i][j] = std::max(chain[i][j], std::min(chain[i][via], chain[via][j]));
            }
        }
    }
    return chain;
}

}  // namespace

SchulzeResult count_schulze(std::size_t options, std::span<const Ranking> ballots) {
    assert(options > 0);
    SchulzeResult result;
    result.prefer = square(options);
    std::vector<bool> behind(options);
    for (const Ranking& ballot : ballots) {
        if (ballot.empty()) continue;
        ++result.ballots;
        compare(result.prefer, ballot, behind);
    }
    result.strongest = strongest_chains(result.prefer);

    // 'Beats' is transitive here (Schulze, section 4.1), so among those who are left somebody is always
    // unbeaten. It does not order everybody: two who beat nobody of each other may differ in whom else they
    // beat.
    const auto beats = [&](Option one, Option other) {
        return result.strongest[one][other] > result.strongest[other][one];
    };
    std::vector<Option> left;
    for (std::size_t option = 0; option < options; ++option) left.push_back(static_cast<Option>(option));
    while (!left.empty()) {
        std::vector<Option> unbeaten;
        std::copy_if(left.begin(), left.end(), std::back_inserter(unbeaten), [&](Option one) {
            return std::none_of(left.begin(), left.end(), [&](Option other) { return beats(other, one); });
        });
        std::erase_if(left, [&](Option one) {
            return std::find(unbeaten.begin(), unbeaten.end(), one) != unbeaten.end();
        });
        result.order.push_back(std::move(unbeaten));
    }
    return result;
}

}  // namespace buurtkiosk::tally
