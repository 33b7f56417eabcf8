// Owns the plain count of single choices. Pure, any thread.
// It must never order, rank or name a winner: it only counts.
#include "tally/plurality.h"

#include <cassert>

namespace buurtkiosk::tally {

std::map<std::string, std::uint32_t> count_choices(std::span<const std::string> options,
                                                   std::span<const std::string> choices) {
    std::map<std::string, std::uint32_t> counts;
    for (const std::string& option : options) counts.emplace(option, 0);
    for (const std::string& choice : choices) {
        const auto found = counts.find(choice);
        assert(found != counts.end());
        ++found->second;
    }
    return counts;
}

}  // namespace buurtkiosk::tally
