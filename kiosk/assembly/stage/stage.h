// Owns what the chair chooses for the wall: the scene, blank, the theme.
// Pure, loop thread. It must never draw: kiosk/stage does, from the view.
#pragma once

#include "assembly/decide.h"

namespace buurtkiosk::assembly {

Result<Decision> decide_command(const State& state, const BlankStage& command, const Context& context);
Result<Decision> decide_command(const State& state, const ShowScene& command, const Context& context);
Result<Decision> decide_command(const State& state, const SetTheme& command, const Context& context);

void apply_event(State& state, const StageSet& event, std::int64_t at_ms);
void apply_event(State& state, const StageBlanked& event, std::int64_t at_ms);
void apply_event(State& state, const StageThemed& event, std::int64_t at_ms);

}  // namespace buurtkiosk::assembly
