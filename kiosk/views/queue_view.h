// Owns the parts of the views that show the speaker queue, for the public view and the desk. Pure functions
// from State, loop thread. It must never show a topic that the chair has hidden.
#pragma once

#include "assembly/state.h"
#include "views/views.h"

namespace buurtkiosk::views {

QueueView queue_view(const assembly::State& state);
QueueEntryView entry_view(const assembly::State& state, EntryId id);
// As QueueEntryView::name.
std::string speaker_name(const assembly::State& state, EntryId id);
SpeakingTimes speaking_times(const assembly::State& state);
// Who has spoken, longest first, then by how often, then as they came.
std::vector<DeskSpeaker> desk_speakers(const assembly::State& state);

}  // namespace buurtkiosk::views
