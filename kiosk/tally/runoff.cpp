// Owns the rounds of an instant run-off. Pure, any thread. It must never look at a ballot's maker.
#include "tally/runoff.h"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace buurtkiosk::tally {
namespace {

// Counts ballots in rounds, walking each one only forwards: an option that has left never comes back.
class Count {
  public:
    Count(std::size_t options, std::span<const Ranking> ballots, std::span<const Option> lot)
        : ballots_(ballots), lot_(lot), stays_(options, true), at_(ballots.size(), 0) {}

    RunoffResult run() {
        RunoffResult result;
        for (const Ranking& ballot : ballots_) result.ballots += ballot.empty() ? 0 : 1;
        for (;;) {
            result.rounds.push_back(count());
            RunoffRound& round = result.rounds.back();
            result.chosen = chosen(round, result.ballots);
            if (!result.chosen.empty() || result.ballots == 0) return result;
            round.leaves = leaving(result.rounds);
            for (const Option option : round.leaves) stays_[option] = false;
        }
    }

  private:
    RunoffRound count() {
        RunoffRound round;
        round.counts.assign(stays_.size(), 0);
        for (std::size_t i = 0; i < ballots_.size(); ++i) {
            const Ranking& ballot = ballots_[i];
            while (at_[i] < ballot.size() && !stays_[ballot[at_[i]]]) ++at_[i];
            if (at_[i] < ballot.size()) {
                ++round.counts[ballot[at_[i]]];
            } else if (!ballot.empty()) {
                ++round.exhausted;
            }
        }
        return round;
    }

    std::vector<Option> left() const {
        std::vector<Option> options;
        for (std::size_t option = 0; option < stays_.size(); ++option) {
            if (stays_[option]) options.push_back(static_cast<Option>(option));
        }
        return options;
    }

    // Whom this round chooses: one with more than half, or all that are left when they are equal.
    std::vector<Option> chosen(const RunoffRound& round, std::uint32_t ballots) const {
        const std::uint32_t counting = ballots - round.exhausted;
        if (counting == 0) return {};
        const std::vector<Option> options = left();
        for (const Option option : options) {
            if (2 * round.counts[option] > counting) return {option};
        }
        const bool equal = std::all_of(options.begin(), options.end(), [&](Option option) {
            return round.counts[option] == round.counts[options.front()];
        });
        return equal ? options : std::vector<Option>{};
    }

    std::vector<Option> fewest(const RunoffRound& round, const std::vector<Option>& among) const {
        std::uint32_t least = round.counts[among.front()];
        for (const Option option : among) least = std::min(least, round.counts[option]);
        std::vector<Option> options;
        for (const Option option : among) {
            if (round.counts[option] == least) options.push_back(option);
        }
        return options;
    }

    std::vector<Option> leaving(std::vector<RunoffRound>& rounds) const {
        RunoffRound& now = rounds.back();
        std::vector<Option> last = fewest(now, left());
        if (now.counts[last.front()] == 0 && last.size() > 1) {
            now.told_by = RunoffRound::ToldBy::nobody;
            return last;
        }
        for (auto earlier = std::next(rounds.rbegin()); earlier != rounds.rend() && last.size() > 1;
             ++earlier) {
            const std::size_t before = last.size();
            last = fewest(*earlier, last);
            if (last.size() < before) now.told_by = RunoffRound::ToldBy::earlier;
        }
        if (last.size() > 1) {
            now.told_by = RunoffRound::ToldBy::lot;
            const auto is_among = [&](Option option) {
                return std::find(last.begin(), last.end(), option) != last.end();
            };
            const auto drawn = std::find_if(lot_.rbegin(), lot_.rend(), is_among);
            assert(drawn != lot_.rend());
            return {*drawn};
        }
        return last;
    }

    std::span<const Ranking> ballots_;
    std::span<const Option> lot_;
    std::vector<bool> stays_;
    std::vector<std::size_t> at_;  // by ballot: the place it counts for
};

[[maybe_unused]] bool is_ranking(std::size_t options, const Ranking& ballot) {
    std::vector<bool> named(options, false);
    return std::all_of(ballot.begin(), ballot.end(), [&](Option option) {
        if (option >= options || named[option]) return false;
        named[option] = true;
        return true;
    });
}

}  // namespace

RunoffResult count_runoff(std::size_t options, std::span<const Ranking> ballots,
                          std::span<const Option> lot) {
    assert(options > 0 && lot.size() == options);
    assert(std::all_of(ballots.begin(), ballots.end(),
                       [&](const Ranking& ballot) { return is_ranking(options, ballot); }));
    return Count(options, ballots, lot).run();
}

}  // namespace buurtkiosk::tally
