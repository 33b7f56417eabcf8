// Owns the plain count: each ballot names one option, each option gets the number of ballots that name it.
// Pure, any thread. It must never know who cast a ballot.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>

namespace buurtkiosk::tally {

// Every option is in the result, with 0 where nobody chose it. A choice that is no option is an assertion:
// decide() has refused it before it became a ballot.
std::map<std::string, std::uint32_t> count_choices(std::span<const std::string> options,
                                                   std::span<const std::string> choices);

}  // namespace buurtkiosk::tally
