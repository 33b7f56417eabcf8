// Owns the speaker queue: who asks and leaves, who is called, how long they speak, and the rules of the
// chair. Pure, loop thread. It must never reorder by itself: order.h says who comes when, from what happened.
#pragma once

#include "assembly/decide.h"

namespace buurtkiosk::assembly {

// --- queue.cpp: asking, leaving, and what the chair sets ---
Result<Decision> decide_command(const State& state, const AskToSpeak& command, const Context& context);
Result<Decision> decide_command(const State& state, const WithdrawFromQueue& command, const Context& context);
Result<Decision> decide_command(const State& state, const OpenQueue& command, const Context& context);
Result<Decision> decide_command(const State& state, const CloseQueue& command, const Context& context);
Result<Decision> decide_command(const State& state, const RemoveFromQueue& command, const Context& context);
Result<Decision> decide_command(const State& state, const MoveInQueue& command, const Context& context);
Result<Decision> decide_command(const State& state, const ReturnToQueue& command, const Context& context);
Result<Decision> decide_command(const State& state, const SetQueueRules& command, const Context& context);
Result<Decision> decide_command(const State& state, const SetSpeakingLimit& command, const Context& context);

// --- guests.cpp: people without a phone ---
Result<Decision> decide_command(const State& state, const AddToQueue& command, const Context& context);
Result<Decision> decide_command(const State& state, const AddHands& command, const Context& context);
Result<Decision> decide_command(const State& state, const NameGuest& command, const Context& context);

// --- turns.cpp: calling somebody, and the turn itself ---
Result<Decision> decide_command(const State& state, const QueueNext& command, const Context& context);
Result<Decision> decide_command(const State& state, const CallSpeaker& command, const Context& context);
Result<Decision> decide_command(const State& state, const InterruptSpeaker& command, const Context& context);
Result<Decision> decide_command(const State& state, const PassSpeaker& command, const Context& context);
Result<Decision> decide_command(const State& state, const EndTurn& command, const Context& context);
Result<Decision> decide_command(const State& state, const AnswerCall& command, const Context& context);
Result<Decision> decide_command(const State& state, const PassTurnOn& command, const Context& context);
Result<Decision> decide_command(const State& state, const PauseSpeaker& command, const Context& context);
Result<Decision> decide_command(const State& state, const ContinueSpeaker& command, const Context& context);
Result<Decision> decide_command(const State& state, const GiveSpeakerMore& command, const Context& context);

// --- happenings.cpp ---
void apply_event(State& state, const QueueListSet& event, std::int64_t at_ms);
void apply_event(State& state, const QueueLimitSet& event, std::int64_t at_ms);
void apply_event(State& state, const QueueAsked& event, std::int64_t at_ms);
void apply_event(State& state, const QueuePlaced& event, std::int64_t at_ms);
void apply_event(State& state, const QueueMoved& event, std::int64_t at_ms);
void apply_event(State& state, const QueueLeft& event, std::int64_t at_ms);
void apply_event(State& state, const QueueRulesSet& event, std::int64_t at_ms);
void apply_event(State& state, const SpeakerPassed& event, std::int64_t at_ms);
void apply_event(State& state, const QueueReturned& event, std::int64_t at_ms);
void apply_event(State& state, const GuestSet& event, std::int64_t at_ms);
void apply_event(State& state, const SpeakingSet& event, std::int64_t at_ms);

struct Draft;  // rules.h
// Adds to a step that the turn of who speaks is over, and of who waits for a point of order to end.
void end_turn(Draft& draft, const State& state);
// Adds that who speaks has finished: whoever gave way to a point of order goes on, else nobody speaks.
void finish_turn(Draft& draft, const State& state, const Context& context);

// Adds that somebody whom the chair invited takes a place; `entry` says what for. Whoever waits keeps their
// place, and who was passed comes back to it: nobody has two. A closed list does not stop them. "full" when
// it is.
Status take_invited(Draft& draft, const State& state, PersonId person, QueueEntry entry,
                    const Context& context);

// OK while `count` more can be put in the queue; else "full".
Status room_in_queue(const Queue& queue, std::size_t count = 1);

// The person's entry that waits, of one sort: their point of order, or what is none …
std::optional<EntryId> waiting_entry(const Queue& queue, PersonId person, bool point_of_order);
// … and the one that was called while they were away.
std::optional<EntryId> absent_entry(const Queue& queue, PersonId person, bool point_of_order);
// The same of either sort; what is no point of order first.
std::optional<EntryId> waiting_entry(const Queue& queue, PersonId person);
std::optional<EntryId> absent_entry(const Queue& queue, PersonId person);
bool waits(const Queue& queue, EntryId entry);
// Whether who was called while they were away has asked again since: then that place cannot come back.
bool waits_elsewhere(const Queue& queue, EntryId entry);
// The entry that speaks, if any.
std::optional<EntryId> speaking_entry(const Queue& queue);
// Whether the entry is that of who gave way to a point of order.
bool is_interrupted(const Queue& queue, EntryId entry);

// Whether a place of this kind can be had now; a point of order always, before the evening is over.
Status takes_kind(const State& state, QueueKind kind);
// The commands that make an evening begin with these settings.
std::vector<Command> as_commands(const QueueSettings& settings);

// Who a reply answers: who speaks, else who spoke last. A point of order is nothing to reply to: during one
// it is whoever gave way to it.
std::optional<EntryId> answered_by_reply(const Queue& queue);

// The name by which an entry is shown: of a person as shown_name() says; a guest's own, else the number
// of their card or raised hand as base/shown_name.h spells it: the reader words those.
std::string speaker_name(const State& state, const QueueEntry& entry);

}  // namespace buurtkiosk::assembly
