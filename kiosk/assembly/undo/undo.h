// Owns undo: the last steps of the chair, each with the events that take it back and the check that nothing
// touched it since. Pure, loop thread. It must never undo the closing of a poll: there is no such step.
#pragma once

#include "assembly/decide.h"

namespace buurtkiosk::assembly {

Result<Decision> decide_command(const State& state, const Undo& command, const Context& context);

void apply_event(State& state, const StepDone& event, std::int64_t at_ms);
void apply_event(State& state, const StepUndone& event, std::int64_t at_ms);

}  // namespace buurtkiosk::assembly
