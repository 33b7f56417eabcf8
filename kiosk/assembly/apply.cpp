// Owns the one exhaustive dispatch over events, and comparing events by value: each has one named handler in
// its part's folder, and a missing one does not compile. Pure, loop thread. It must never decide.
#include "assembly/apply.h"

#include "assembly/agenda/agenda.h"
#include "assembly/check_in/check_in.h"
#include "assembly/people/people.h"
#include "assembly/polls/polls.h"
#include "assembly/questions/questions.h"
#include "assembly/queue/queue.h"
#include "assembly/slides/slides.h"
#include "assembly/stage/stage.h"
#include "assembly/undo/undo.h"

namespace buurtkiosk::assembly {

void apply(State& state, const Event& event, std::int64_t at_ms) {
    std::visit([&](const auto& body) { apply_event(state, body, at_ms); }, event.body);
}

// Written out: a defaulted one, over events that hold steps that hold events, lets clang 14 die.
bool StepDone::operator==(const StepDone& other) const {
    return step == other.step && what == other.what && inverse == other.inverse && by == other.by;
}

bool Step::operator==(const Step& other) const {
    return id == other.id && what == other.what && *inverse == *other.inverse && by == other.by;
}

}  // namespace buurtkiosk::assembly
