// Owns the speaker queue: who waits in which order, who speaks, and for how long.
// Pure, loop thread. It must never reorder by itself: what moves somebody is a decision with a reason.
#pragma once

#include "assembly/decide.h"

namespace buurtkiosk::assembly {

Result<Decision> decide_command(const State& state, const AskToSpeak& command, const Context& context);
Result<Decision> decide_command(const State& state, const WithdrawFromQueue& command, const Context& context);
Result<Decision> decide_command(const State& state, const OpenQueue& command, const Context& context);
Result<Decision> decide_command(const State& state, const CloseQueue& command, const Context& context);
Result<Decision> decide_command(const State& state, const QueueNext& command, const Context& context);
Result<Decision> decide_command(const State& state, const EndTurn& command, const Context& context);
Result<Decision> decide_command(const State& state, const AddToQueue& command, const Context& context);
Result<Decision> decide_command(const State& state, const RemoveFromQueue& command, const Context& context);
Result<Decision> decide_command(const State& state, const MoveInQueue& command, const Context& context);
Result<Decision> decide_command(const State& state, const PauseSpeaker& command, const Context& context);
Result<Decision> decide_command(const State& state, const ContinueSpeaker& command, const Context& context);
Result<Decision> decide_command(const State& state, const GiveSpeakerMore& command, const Context& context);
Result<Decision> decide_command(const State& state, const SetSpeakingLimit& command, const Context& context);

void apply_event(State& state, const QueueListSet& event, std::int64_t at_ms);
void apply_event(State& state, const QueueLimitSet& event, std::int64_t at_ms);
void apply_event(State& state, const QueueAsked& event, std::int64_t at_ms);
void apply_event(State& state, const QueuePlaced& event, std::int64_t at_ms);
void apply_event(State& state, const QueueLeft& event, std::int64_t at_ms);
void apply_event(State& state, const SpeakingSet& event, std::int64_t at_ms);

struct Draft;  // rules.h
// Adds to a step that the turn of who speaks is over.
void end_turn(Draft& draft, const State& state);

// OK while one more can be put in the queue; else "full".
Status room_in_queue(const Queue& queue);

// The person's entry that waits, if any.
std::optional<EntryId> waiting_entry(const Queue& queue, PersonId person);

}  // namespace buurtkiosk::assembly
