// Owns the agenda: the meeting's phases and blocks, stepping through them, and the forecast of their times.
// Pure, loop thread. It must never know what a block's form does: check-in, queue and polls are opened by the
// chair.
#pragma once

#include "assembly/agenda/timetable.h"
#include "assembly/decide.h"

namespace buurtkiosk::assembly {

Result<Decision> decide_command(const State& state, const PrepareMeeting& command, const Context& context);
Result<Decision> decide_command(const State& state, const NoteRestart& command, const Context& context);
Result<Decision> decide_command(const State& state, const StartMeeting& command, const Context& context);
Result<Decision> decide_command(const State& state, const EndMeeting& command, const Context& context);
Result<Decision> decide_command(const State& state, const SetTitle& command, const Context& context);
Result<Decision> decide_command(const State& state, const AgendaNext& command, const Context& context);
Result<Decision> decide_command(const State& state, const AgendaBack& command, const Context& context);
Result<Decision> decide_command(const State& state, const AddBlock& command, const Context& context);
Result<Decision> decide_command(const State& state, const EditBlock& command, const Context& context);
Result<Decision> decide_command(const State& state, const MoveBlock& command, const Context& context);
Result<Decision> decide_command(const State& state, const SplitBlock& command, const Context& context);
Result<Decision> decide_command(const State& state, const SkipBlock& command, const Context& context);
Result<Decision> decide_command(const State& state, const FinishPart& command, const Context& context);
Result<Decision> decide_command(const State& state, const ShortenBlocks& command, const Context& context);
Result<Decision> decide_command(const State& state, const RemoveBlock& command, const Context& context);
Result<Decision> decide_command(const State& state, const TakeAgenda& command, const Context& context);
Result<Decision> decide_command(const State& state, const SetBlockMinutes& command, const Context& context);

void apply_event(State& state, const MeetingPrepared& event, std::int64_t at_ms);
void apply_event(State& state, const MeetingTitled& event, std::int64_t at_ms);
void apply_event(State& state, const MeetingPhaseSet& event, std::int64_t at_ms);
void apply_event(State& state, const KioskRestarted& event, std::int64_t at_ms);
void apply_event(State& state, const BlockAdded& event, std::int64_t at_ms);
void apply_event(State& state, const BlockRemoved& event, std::int64_t at_ms);
void apply_event(State& state, const BlockMinutesSet& event, std::int64_t at_ms);
void apply_event(State& state, const BlockMoved& event, std::int64_t at_ms);
void apply_event(State& state, const BlockEdited& event, std::int64_t at_ms);
void apply_event(State& state, const AgendaStepped& event, std::int64_t at_ms);

// The block that AgendaNext would enter, if any.
std::optional<BlockId> next_block(const State& state);

BlockWords words_of(const Block& block);

// Whether a block may get (one more) part.
Status takes_parts(const Agenda& agenda, BlockId id);

// What follows a block, or a block with its parts, in the agenda's order.
std::optional<BlockId> follower(const Agenda& agenda, BlockId block);

// The timetable of the meeting at this moment.
Timetable timetable(const State& state, std::int64_t now_ms);
// Planned end minus forecast end, in seconds: > 0 is earlier. None before the start, and without a plan.
std::optional<std::int32_t> ahead_s(const State& state, const Timetable& timetable);

}  // namespace buurtkiosk::assembly
