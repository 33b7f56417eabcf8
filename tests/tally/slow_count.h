// Owns the slow references of the counting rules: written from their definitions with words, sets and
// recursion, and sharing nothing with the program. Test thread only. It must never include anything of
// kiosk/.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

namespace buurtkiosk::slow {

// Options are letters; a ballot is a word, the best option first: "BAC".
using Ballots = std::vector<std::string>;

struct Round {
    std::map<char, int> counts;  // of who is left
    std::set<char> leave;
};
struct Runoff {
    std::vector<Round> rounds;
    std::set<char> chosen;
};
// The lot is a word too: of equals, the one that stands last in it leaves.
Runoff runoff(const std::set<char>& options, const Ballots& ballots, const std::string& lot);

// The strength of the strongest chain of victories between two options, by trying every chain there is.
int strongest_chain(const std::set<char>& options, const Ballots& ballots, char from, char to);
// How many ballots put one before the other.
int prefer(const Ballots& ballots, char one, char other);
// Who comes first, who after that, equals together.
std::vector<std::set<char>> schulze(const std::set<char>& options, const Ballots& ballots);

}  // namespace buurtkiosk::slow
