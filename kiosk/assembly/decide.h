// Owns decide(), the one place where it is settled what a command does: events and an answer, or a Refusal.
// Pure, called on the loop thread; it must never read a clock, a random source or a file: all that comes in
// with Context.
#pragma once

#include "assembly/commands.h"
#include "assembly/events.h"
#include "base/blocklist.h"
#include "base/words.h"

namespace buurtkiosk::assembly {

// Who asks: the kiosk itself (start, restart, prepared evening), its console (always a chair), or a person.
struct Actor {
    enum class Kind { kiosk, console, person } kind = Kind::kiosk;
    PersonId person;  // when kind is person
    bool operator==(const Actor&) const = default;
};

// Digits that give a role, once.
struct PairingCode {
    std::string digits;
    Role role = Role::chair;
    bool spent = false;  // used or expired: kept, so that who types it hears why it does not work
    bool operator==(const PairingCode&) const = default;
};

struct Context {
    std::int64_t now_ms = 0;  // the kiosk's clock, never going back
    std::int64_t last_event_ms =
        0;  // when the journal last changed: what NoteRestart counts a speaker's time to
    std::int64_t midnight_ms = 0;  // the beginning of the evening's day where the kiosk stands
    Actor actor;
    std::uint32_t people_here = 0;                    // from presence: who could vote now
    const std::vector<PairingCode>* codes = nullptr;  // what pair may say; null: nobody can pair
    const text::WordMatcher* words = nullptr;         // required for GiveWord
    const text::Blocklist* blocklist = nullptr;       // null: no word waits
};

struct Decision {
    std::vector<Event> events;
    Answer answer;
};

Result<Decision> decide(const State& state, const Command& command, const Context& context);

}  // namespace buurtkiosk::assembly
