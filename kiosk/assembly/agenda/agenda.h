// Owns the agenda: the meeting's phases and blocks, stepping through them, and the forecast of their times.
// Pure, loop thread. It must never know what a block's form does: check-in, queue and polls are opened by the
// chair.
#pragma once

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
Result<Decision> decide_command(const State& state, const RemoveBlock& command, const Context& context);
Result<Decision> decide_command(const State& state, const SetBlockMinutes& command, const Context& context);

void apply_event(State& state, const MeetingPrepared& event, std::int64_t at_ms);
void apply_event(State& state, const MeetingTitled& event, std::int64_t at_ms);
void apply_event(State& state, const MeetingPhaseSet& event, std::int64_t at_ms);
void apply_event(State& state, const KioskRestarted& event, std::int64_t at_ms);
void apply_event(State& state, const BlockAdded& event, std::int64_t at_ms);
void apply_event(State& state, const BlockRemoved& event, std::int64_t at_ms);
void apply_event(State& state, const BlockMinutesSet& event, std::int64_t at_ms);
void apply_event(State& state, const AgendaStepped& event, std::int64_t at_ms);

// The block that AgendaNext would enter, if any.
std::optional<BlockId> next_block(const State& state);

// When each block starts and ends, really or by forecast.
struct Forecast {
    struct Times {
        std::optional<std::int64_t> starts_ms;
        std::optional<std::int64_t> ends_ms;
    };
    std::map<BlockId, Times> blocks;
    std::optional<std::int64_t> ends_ms;  // the end of the last block
    std::optional<std::int32_t> ahead_s;  // planned end minus forecast end: > 0 is earlier
};

// Done blocks keep their real times; the block now ends after its planned minutes; what is to come follows in
// order, moved by whole minutes when the block now is over its time. Nothing before the meeting starts;
// nothing moves after it has ended.
Forecast forecast(const State& state, std::int64_t now_ms);

}  // namespace buurtkiosk::assembly
