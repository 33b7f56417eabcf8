// Owns apply(), which changes the State by one event that has happened, at the live evening and in replay
// alike. Pure, loop thread; it must never decide, refuse, compare texts or call ICU: an impossible event is
// an assertion.
#pragma once

#include "assembly/events.h"

namespace buurtkiosk::assembly {

// at_ms: when the event's transaction was decided, on the kiosk's clock.
void apply(State& state, const Event& event, std::int64_t at_ms);

}  // namespace buurtkiosk::assembly
