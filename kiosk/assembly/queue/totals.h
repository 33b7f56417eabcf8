// Owns what the turns of an evening add up to: how often and how long each speaker, room and home, and each
// group had the floor. Pure functions from State, loop thread. It must never count the turn that runs:
// whoever shows it adds that.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "assembly/state.h"

namespace buurtkiosk::assembly {

// Who speaks, over the entries of an evening: a person, or a guest by their first entry.
struct Speaker {
    std::optional<PersonId> person;
    std::optional<EntryId> guest;  // when there is no person
    auto operator<=>(const Speaker&) const = default;
};
Speaker speaker_of(const QueueEntry& entry);

// The group somebody belongs to now; none for no group, or one that is no more.
std::optional<PeopleGroupId> group_of(const State& state, const QueueEntry& entry);
std::optional<PeopleGroupId> group_of(const State& state, const Person& person);

// Where somebody waits: a person where they are now, a guest where they were added.
Place place_of(const State& state, const QueueEntry& entry);

struct Spoken {
    std::uint32_t turns = 0;       // called, points of order not counted
    std::int64_t spoken_ms = 0;    // finished turns of every kind
    std::int64_t ordinary_ms = 0;  // the same without points of order, which cost nobody their place
};
struct SpeakingTotals {
    std::map<Speaker, Spoken> speakers;
    Spoken room;
    Spoken home;
    std::map<std::optional<PeopleGroupId>, Spoken> groups;  // none: who is in no group
    std::optional<Place> last_place;                        // of the last turn that was no point of order
    // The turns that went before whoever asked earlier: not points of order, nor what the chair chose.
    struct Turn {
        EntryId entry;
        std::uint32_t turn;
    };
    std::vector<Turn> by_rule;  // by entry
};
SpeakingTotals speaking_totals(const State& state);

// Whether the entry has, or had, a turn: who was called and was not there, has not.
bool had_turn(const Queue& queue, const QueueEntry& entry);

// The number of the last turn of the evening; 0 before the first.
std::uint32_t last_turn(const Queue& queue);

// What one turn of this kind takes, in seconds: what such turns took so far once there were three, else their
// limit, else a minute and a half.
std::int32_t expected_turn_s(const Queue& queue, QueueKind kind);

}  // namespace buurtkiosk::assembly
