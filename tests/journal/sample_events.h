// Owns one full example of every event, each field set to something that is not its default, with the texts
// that people really type and those that they should not. Tests only. It must never be what a test compares
// an encoder's words with: those are written out there.
#pragma once

#include <string>
#include <vector>

#include "assembly/events.h"
#include "journal/journal.h"

namespace buurtkiosk::journal {

// Texts that break careless code: quotes, line breaks, a zero byte, right-to-left, joined emoji, JSON.
std::vector<std::string> awkward_texts();

// At least one of each event, in no order that a meeting could take.
std::vector<assembly::Event> sample_events();

// Events of a small evening in an order that the file accepts: people, names, a vote that stays open
// (`closed` false) or is closed, by persons 1 … voters. Poll ids from `first_poll`.
std::vector<TimedEvent> vote_events(std::uint32_t voters, bool closed, std::uint32_t poll = 1);

// Sorted choices, as the chain's digest wants them.
assembly::PollClosed closing(PollId poll, std::vector<std::string> choices);

TimedEvent timed(assembly::EventBody body, std::int64_t at_ms = 1'800'000'000'000, PersonId by = {});

}  // namespace buurtkiosk::journal
