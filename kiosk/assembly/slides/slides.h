// Owns the slides of blocks: their pages that become ready or never will, showing them, turning a page.
// Pure, loop thread. It must never know what is on a page, nor where the pages lie.
#pragma once

#include "assembly/decide.h"

namespace buurtkiosk::assembly {

Result<Decision> decide_command(const State& state, const SlidesReady& command, const Context& context);
Result<Decision> decide_command(const State& state, const SlidesFailed& command, const Context& context);
Result<Decision> decide_command(const State& state, const ShowSlides& command, const Context& context);
Result<Decision> decide_command(const State& state, const TurnSlide& command, const Context& context);

void apply_event(State& state, const BlockSlidesSet& event, std::int64_t at_ms);
void apply_event(State& state, const SlideTurned& event, std::int64_t at_ms);

// The slides that are on the wall; null when something else is.
const Slides* slides_on_wall(const State& state);

}  // namespace buurtkiosk::assembly
