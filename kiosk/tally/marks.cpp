// Owns the sums of marks and points. Pure, any thread. It must never order options by them.
#include "tally/marks.h"

#include <cassert>

namespace buurtkiosk::tally {

std::vector<std::uint32_t> count_marks(std::size_t options, std::span<const std::vector<Option>> ballots) {
    std::vector<std::uint32_t> counts(options, 0);
    std::vector<std::size_t> marked_by(options, 0);  // the last ballot that marked it, from 1
    for (std::size_t ballot = 0; ballot < ballots.size(); ++ballot) {
        for (const Option option : ballots[ballot]) {
            assert(option < options && marked_by[option] != ballot + 1);
            marked_by[option] = ballot + 1;
            ++counts[option];
        }
    }
    return counts;
}

std::vector<Points> count_points(std::size_t options, std::span<const std::vector<std::uint32_t>> ballots) {
    std::vector<Points> points(options);
    for (const std::vector<std::uint32_t>& ballot : ballots) {
        assert(ballot.size() == options);
        for (std::size_t option = 0; option < options; ++option) {
            points[option].sum += ballot[option];
            points[option].givers += ballot[option] > 0 ? 1 : 0;
        }
    }
    return points;
}

}  // namespace buurtkiosk::tally
