// Owns the order of the speaker queue: who speaks when, by the rules that the chair chose, and why each
// stands where they stand. A pure function of State, loop thread; nothing of it is stored, so that every
// reader of the same State gets the same order. It must never look at a clock.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "assembly/state.h"

namespace buurtkiosk::assembly {

// Why somebody stands where they stand; worded by whoever shows it.
struct Why {
    enum class Code {
        first_come,      // asked before everybody who comes after
        invited,         // the same, and the chair invited them
        chair_moved,     // the chair put them here
        point_of_order,  // comes next, before everybody
        waited,          // no more than `times` who asked later go before them, as the chair set
        returned,        // was called, was not there, and is back
        reply,           // answers who spoke, so it comes before new points
        first_turn,      // has not spoken yet
        place_turn,      // now somebody from `place`
        least_time,      // spoke less than who asked earlier: `spoken_s`
        group_turn,      // now somebody of `group`, which had fewer turns
    };
    Code code = Code::first_come;
    std::uint32_t times = 0;
    std::optional<Place> place = std::nullopt;
    std::optional<std::int32_t> spoken_s = std::nullopt;
    std::optional<PeopleGroupId> group = std::nullopt;
    bool operator==(const Why&) const = default;
};

struct QueuePlace {
    EntryId entry;
    Why why;
    std::uint32_t overtaken = 0;  // how often somebody who asked later was called first, by the rules
    bool operator==(const QueuePlace&) const = default;
};

// Everybody who waits, in the order in which they will be called if nothing changes; at most `most` of them.
//
// Built one place at a time, each time as if those before had been called already:
// 1. points of order, in the order of asking;
// 2. whom the chair moved, where the chair put them;
// 3. whoever the rules let be overtaken QueueRules::overtake_most times: the longest waiting first. So nobody
//    is overtaken more often than that, whatever the rules are;
// 4. who was called, was not there and came back;
// 5. replies before new points and questions, and among equals what QueueRules::order says, the first rule
//    counting most; last of all, who asked first.
std::vector<QueuePlace> queue_order(const State& state,
                                    std::size_t most = std::numeric_limits<std::size_t>::max());

// Who is called next; none when nobody waits.
std::optional<EntryId> first_in_order(const State& state);

}  // namespace buurtkiosk::assembly
