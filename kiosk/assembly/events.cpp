// Owns the copying, moving, comparing and ending of events, compiled once for all files that hold one. Pure,
// any thread. It must never look into an event.
#include "assembly/events.h"

namespace buurtkiosk::assembly {

Event::Event() = default;
Event::Event(const Event& other) = default;
Event::Event(Event&& other) noexcept = default;
Event& Event::operator=(const Event& other) = default;
Event& Event::operator=(Event&& other) noexcept = default;
Event::~Event() = default;
bool Event::operator==(const Event& other) const = default;

}  // namespace buurtkiosk::assembly
