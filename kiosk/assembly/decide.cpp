// Owns the one exhaustive dispatch over commands: each has one named handler in its part's folder, and a
// missing one does not compile. Pure, loop thread. It must never hold a rule itself.
#include "assembly/decide.h"

#include "assembly/agenda/agenda.h"
#include "assembly/check_in/check_in.h"
#include "assembly/people/people.h"
#include "assembly/polls/polls.h"
#include "assembly/queue/queue.h"
#include "assembly/stage/stage.h"
#include "assembly/undo/undo.h"

namespace buurtkiosk::assembly {

Result<Decision> decide(const State& state, const Command& command, const Context& context) {
    return std::visit([&](const auto& body) { return decide_command(state, body, context); }, command);
}

}  // namespace buurtkiosk::assembly
