// Owns which role has which right. Pure, loop thread. It must never change a State.
#include "assembly/people/rights.h"

namespace buurtkiosk::assembly {

bool has_right(Role role, Right right) {
    switch (role) {
        case Role::chair:
            return true;
        case Role::minute_taker:
            return right == Right::everyone || right == Right::tidy || right == Right::help;
        case Role::table_facilitator:
            return right == Right::everyone || right == Right::run_tables || right == Right::help;
        case Role::attendee:
            return right == Right::everyone;
    }
    return false;
}

Status require_right(const State& state, const Context& context, Right right) {
    if (context.actor.kind != Actor::Kind::person) return Done{};
    const auto found = state.people.find(context.actor.person);
    const Role role = found == state.people.end() ? Role::attendee : found->second.role;
    if (has_right(role, right)) return Done{};
    return refuse(RefusalCode::not_allowed, "refusal.only_chair");
}

}  // namespace buurtkiosk::assembly
