// Owns the definitions behind the slow references. Test thread only. It must never include anything of
// kiosk/.
#include "tally/slow_count.h"

#include <algorithm>

namespace buurtkiosk::slow {
namespace {

std::map<char, int> tops(const std::set<char>& left, const Ballots& ballots) {
    std::map<char, int> counts;
    for (const char option : left) counts[option] = 0;
    for (const std::string& ballot : ballots) {
        std::string still;
        for (const char option : ballot) {
            if (left.count(option) != 0) still += option;
        }
        if (!still.empty()) counts[still.front()] += 1;
    }
    return counts;
}

std::set<char> with_least(const std::map<char, int>& counts, const std::set<char>& among) {
    std::set<char> result;
    for (const char option : among) {
        const bool least = std::all_of(among.begin(), among.end(),
                                       [&](char other) { return counts.at(option) <= counts.at(other); });
        if (least) result.insert(option);
    }
    return result;
}

// The rounds from here on, given who is left and what the rounds before showed.
void go_on(Runoff& so_far, std::set<char> left, const Ballots& ballots, const std::string& lot) {
    Round round;
    round.counts = tops(left, ballots);
    int counting = 0;
    for (const auto& [option, count] : round.counts) counting += count;
    std::set<char> half;
    std::set<int> different;
    for (const auto& [option, count] : round.counts) {
        if (count > counting - count) half.insert(option);
        different.insert(count);
    }
    if (counting == 0) {
        so_far.rounds.push_back(round);
        return;
    }
    if (!half.empty() || different.size() == 1) {
        so_far.chosen = half.empty() ? left : half;
        so_far.rounds.push_back(round);
        return;
    }
    std::set<char> last = with_least(round.counts, left);
    if (round.counts.at(*last.begin()) != 0) {
        for (std::size_t before = so_far.rounds.size(); before > 0; --before)
            last = with_least(so_far.rounds[before - 1].counts, last);
        for (const char option : lot) {  // all but the last one in the lot are saved
            if (last.size() > 1) last.erase(option);
        }
    }
    round.leave = last;
    so_far.rounds.push_back(round);
    for (const char option : last) left.erase(option);
    go_on(so_far, left, ballots, lot);
}

int walk(const std::set<char>& left, const Ballots& ballots, char from, char to) {
    int best = 0;
    for (const char next : left) {
        const int won = prefer(ballots, from, next);
        if (won <= prefer(ballots, next, from)) continue;
        if (next == to) {
            best = std::max(best, won);
            continue;
        }
        std::set<char> rest = left;
        rest.erase(next);
        best = std::max(best, std::min(won, walk(rest, ballots, next, to)));
    }
    return best;
}

}  // namespace

Runoff runoff(const std::set<char>& options, const Ballots& ballots, const std::string& lot) {
    Runoff result;
    go_on(result, options, ballots, lot);
    return result;
}

int prefer(const Ballots& ballots, char one, char other) {
    return static_cast<int>(std::count_if(ballots.begin(), ballots.end(), [&](const std::string& ballot) {
        const std::size_t at = ballot.find(one);
        return at != std::string::npos && at < ballot.find(other);
    }));
}

int strongest_chain(const std::set<char>& options, const Ballots& ballots, char from, char to) {
    std::set<char> others = options;
    others.erase(from);
    return walk(others, ballots, from, to);
}

std::vector<std::set<char>> schulze(const std::set<char>& options, const Ballots& ballots) {
    std::vector<std::set<char>> order;
    std::set<char> left = options;
    while (!left.empty()) {
        std::set<char> first;
        for (const char one : left) {
            const bool unbeaten = std::none_of(left.begin(), left.end(), [&](char other) {
                return strongest_chain(options, ballots, other, one) >
                       strongest_chain(options, ballots, one, other);
            });
            if (unbeaten) first.insert(one);
        }
        order.push_back(first);
        for (const char one : first) left.erase(one);
    }
    return order;
}

}  // namespace buurtkiosk::slow
