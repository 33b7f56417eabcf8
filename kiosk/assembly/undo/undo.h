// Owns undo: the last steps of the chair, each with the events that take it back and the check that nothing
// touched it since. A step that others have built on (a vote came in) stays, and does not keep older ones
// from being undone. Pure, loop thread. It must never undo the closing of a poll: there is no such step.
#pragma once

#include <optional>

#include "assembly/decide.h"

namespace buurtkiosk::assembly {

// The step that undo would take back at this moment: the newest that nothing has touched since.
std::optional<StepId> newest_undoable(const State& state);

Result<Decision> decide_command(const State& state, const Undo& command, const Context& context);

void apply_event(State& state, const StepDone& event, std::int64_t at_ms);
void apply_event(State& state, const StepUndone& event, std::int64_t at_ms);

}  // namespace buurtkiosk::assembly
