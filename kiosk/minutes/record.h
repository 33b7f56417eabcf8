// Owns the record of an evening: its State, replayed from the journal's events alone, and the few facts that
// State forgets. Any one thread. It must never be filled from anything but a journal, nor change one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "assembly/state.h"
#include "journal/journal.h"

namespace buurtkiosk::minutes {

struct Record {
    assembly::State state;
    std::uint64_t events = 0;
    std::int64_t first_ms = 0;  // of the first event; 0 when there is none
    std::int64_t last_ms = 0;
    // What was planned when the evening began and was taken off the agenda since, as it was then; by id.
    std::vector<assembly::Block> dropped;
    std::string head;  // of the journal's chain, in hex; set by who reads the journal, empty when not known
};

// One event further. They must come in the journal's order, from the first one on.
void take(Record& record, const journal::TimedEvent& event);

Record record_of(const std::vector<journal::TimedEvent>& events);

}  // namespace buurtkiosk::minutes
