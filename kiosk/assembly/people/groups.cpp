// Owns the groups that the chair names, such as residents and the municipality, and who belongs to which.
// Pure, loop thread. It must never say what a group may do: it only makes turns and speaking time comparable.
#include <algorithm>

#include "assembly/people/people.h"
#include "assembly/rules.h"
#include "base/limits.h"
#include "base/text.h"

namespace buurtkiosk::assembly {
namespace {

bool same_group_twice(const std::vector<PeopleGroup>& groups) {
    for (auto one = groups.begin(); one != groups.end(); ++one) {
        if (std::any_of(std::next(one), groups.end(), [&](const PeopleGroup& other) {
                return text::fold(other.name) == text::fold(one->name);
            }))
            return true;
    }
    return false;
}

}  // namespace

Status require_group(const State& state, const std::optional<PeopleGroupId>& group) {
    const bool there = !group || std::any_of(state.groups.begin(), state.groups.end(),
                                             [&](const PeopleGroup& one) { return one.id == *group; });
    if (there) return Done{};
    return refuse(RefusalCode::not_found, "refusal.no_such_group");
}

Result<Decision> decide_command(const State& state, const SetPeopleGroups& command, const Context& context) {
    if (command.names.size() > limits::people_groups) {
        return refuse(RefusalCode::full, "refusal.too_many_groups",
                      {{"most", std::to_string(limits::people_groups)}});
    }
    std::vector<PeopleGroup> groups;
    std::uint32_t next = state.next.people_group;
    for (const std::string& typed : command.names) {
        auto name = clean_line(typed, limits::group_name_graphemes);
        if (!name) return name.refusal();
        const auto known = std::find_if(state.groups.begin(), state.groups.end(),
                                        [&](const PeopleGroup& one) { return one.name == name.value(); });
        const PeopleGroupId id = known == state.groups.end() ? PeopleGroupId{next++} : known->id;
        groups.push_back(PeopleGroup{id, std::move(name).value()});
    }
    if (same_group_twice(groups)) return refuse(RefusalCode::already, "refusal.same_group");
    Draft draft;
    if (groups == state.groups) return std::move(draft.decision);
    draft.undo_by(PeopleGroupsSet{groups, state.groups});
    draft.happen(PeopleGroupsSet{state.groups, std::move(groups)});
    if (context.actor.kind == Actor::Kind::kiosk)
        return std::move(draft.decision);  // the runbook is where undo ends
    return std::move(draft).as_step(state, "step.people_groups");
}

Result<Decision> decide_command(const State& state, const SetPersonGroup& command, const Context&) {
    const auto found = state.people.find(command.person);
    if (found == state.people.end()) return refuse(RefusalCode::not_found, "refusal.no_such_person");
    if (auto group = require_group(state, command.group); !group) return group.refusal();
    Draft draft;
    if (found->second.group == command.group) return std::move(draft.decision);
    draft.undo_by(PersonGrouped{command.person, command.group, found->second.group});
    draft.happen(PersonGrouped{command.person, found->second.group, command.group});
    return std::move(draft).as_step(state,
                                    "step.person_grouped");  // names nobody: a step is no personal text
}

Result<Decision> decide_command(const State& state, const ChooseGroup& command, const Context& context) {
    const auto person = require_person(state, context);
    if (!person) return person.refusal();
    if (auto group = require_group(state, command.group); !group) return group.refusal();
    const auto& before = state.people.at(person.value()).group;
    Draft draft;
    if (before != command.group) draft.happen(PersonGrouped{person.value(), before, command.group});
    return std::move(draft.decision);
}

void apply_event(State& state, const PeopleGroupsSet& event, std::int64_t) {
    state.groups = event.to;
    for (const PeopleGroup& group : event.to)
        state.next.people_group = std::max(state.next.people_group, group.id.number + 1);
}

void apply_event(State& state, const PersonGrouped& event, std::int64_t) {
    state.people.at(event.person).group = event.to;
}

}  // namespace buurtkiosk::assembly
