// Owns the one exhaustive dispatch over commands: who may, then the one named handler in the part's folder; a
// missing one does not compile. Pure, loop thread. It must never hold a rule of a part itself.
#include "assembly/decide.h"

#include "assembly/agenda/agenda.h"
#include "assembly/check_in/check_in.h"
#include "assembly/people/people.h"
#include "assembly/people/rights.h"
#include "assembly/polls/polls.h"
#include "assembly/questions/questions.h"
#include "assembly/queue/queue.h"
#include "assembly/slides/slides.h"
#include "assembly/stage/stage.h"
#include "assembly/undo/undo.h"

namespace buurtkiosk::assembly {

Result<Decision> decide(const State& state, const Command& command, const Context& context) {
    auto decision = std::visit(
        [&](const auto& body) -> Result<Decision> {
            using Body = std::decay_t<decltype(body)>;
            if (auto allowed = require_right(state, context, right_of<Body>); !allowed)
                return allowed.refusal();
            return decide_command(state, body, context);
        },
        command);
    if (!decision || context.actor.kind != Actor::Kind::person) return decision;
    for (Event& event : decision.value().events) {
        if (auto* step = std::get_if<StepDone>(&event.body)) step->by = context.actor.person;
    }
    return decision;
}

}  // namespace buurtkiosk::assembly
