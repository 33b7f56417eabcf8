// Owns replaying for the minutes. Any one thread. It must never decide anything: apply() does what there is.
#include "minutes/record.h"

#include <algorithm>

#include "assembly/apply.h"

namespace buurtkiosk::minutes {
namespace {

// A block that is planned again, or whose removal was taken back, is on the agenda: then that counts.
void keep_dropped(Record& record, const assembly::BlockRemoved& event) {
    const auto block = record.state.agenda.blocks.find(event.block);
    if (block == record.state.agenda.blocks.end() || !block->second.plan_starts_ms) return;
    record.dropped.push_back(block->second);
}

}  // namespace

void take(Record& record, const journal::TimedEvent& event) {
    if (const auto* removed = std::get_if<assembly::BlockRemoved>(&event.event.body))
        keep_dropped(record, *removed);
    assembly::apply(record.state, event.event, event.at_ms);
    std::erase_if(record.dropped, [&](const assembly::Block& block) {
        return record.state.agenda.blocks.contains(block.id) || record.state.phase == assembly::Phase::lobby;
    });
    if (record.events == 0) record.first_ms = event.at_ms;
    record.last_ms = event.at_ms;
    ++record.events;
}

Record record_of(const std::vector<journal::TimedEvent>& events) {
    Record record;
    for (const journal::TimedEvent& event : events) take(record, event);
    return record;
}

}  // namespace buurtkiosk::minutes
