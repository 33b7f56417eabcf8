// Owns polls: making them, one ballot a person that can change until the close, the close that cuts the link,
// the showing. Pure, loop thread. It must never let a running count out, nor keep who voted what after the
// close.
#pragma once

#include "assembly/decide.h"

namespace buurtkiosk::assembly {

Result<Decision> decide_command(const State& state, const AddPoll& command, const Context& context);
Result<Decision> decide_command(const State& state, const RemovePoll& command, const Context& context);
Result<Decision> decide_command(const State& state, const OpenPoll& command, const Context& context);
Result<Decision> decide_command(const State& state, const CastVote& command, const Context& context);
Result<Decision> decide_command(const State& state, const ClosePoll& command, const Context& context);
Result<Decision> decide_command(const State& state, const ShowPoll& command, const Context& context);

void apply_event(State& state, const PollAdded& event, std::int64_t at_ms);
void apply_event(State& state, const PollRemoved& event, std::int64_t at_ms);
void apply_event(State& state, const PollOpened& event, std::int64_t at_ms);
void apply_event(State& state, const PollUnopened& event, std::int64_t at_ms);
void apply_event(State& state, const BallotCast& event, std::int64_t at_ms);
void apply_event(State& state, const PollClosed& event, std::int64_t at_ms);
void apply_event(State& state, const PollShown& event, std::int64_t at_ms);
void apply_event(State& state, const PollHidden& event, std::int64_t at_ms);

// The ballots of a poll, sorted, one a line: what the digest in the chain is taken of. Says nothing of who
// cast them.
std::string ballots_text(const Poll& poll);

}  // namespace buurtkiosk::assembly
