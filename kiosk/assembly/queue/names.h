// Owns how the kinds of asking and the rules of fairness are spelled: on the wire, in a runbook, and in the
// console's own ids. Constants, any thread. It must never serve the journal: that keeps a spelling of its
// own, so that old evenings stay readable whatever is renamed here.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "assembly/state.h"

namespace buurtkiosk::assembly {

// In the order of the enumerations.
inline constexpr std::array<std::pair<std::string_view, QueueKind>, queue_kinds> queue_kind_names = {
    {{"point", QueueKind::point},
     {"reply", QueueKind::reply},
     {"question", QueueKind::question},
     {"point_of_order", QueueKind::point_of_order}}};
inline constexpr std::array<std::pair<std::string_view, FairRule>, 4> fair_rule_names = {
    {{"first_turn", FairRule::first_turn},
     {"place_turn", FairRule::place_turn},
     {"least_time", FairRule::least_time},
     {"group_turn", FairRule::group_turn}}};

// "point_of_order"
constexpr std::string_view name_of(QueueKind kind) {
    return queue_kind_names.at(static_cast<std::size_t>(kind)).first;
}
// "first_turn"
constexpr std::string_view name_of(FairRule rule) {
    return fair_rule_names.at(static_cast<std::size_t>(rule)).first;
}

// What that word means; none when it means nothing.
constexpr std::optional<QueueKind> queue_kind_named(std::string_view word) {
    for (const auto& [name, kind] : queue_kind_names) {
        if (name == word) return kind;
    }
    return std::nullopt;
}
constexpr std::optional<FairRule> fair_rule_named(std::string_view word) {
    for (const auto& [name, rule] : fair_rule_names) {
        if (name == word) return rule;
    }
    return std::nullopt;
}

}  // namespace buurtkiosk::assembly
