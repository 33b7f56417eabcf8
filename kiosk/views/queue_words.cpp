// Owns the choice of those sentences. Pure, any thread. It must never read a clock.
#include "views/queue_words.h"

#include <fmt/format.h>

#include <algorithm>

namespace buurtkiosk::views {
namespace {

std::string group_name(const PublicView& view, const std::optional<PeopleGroupId>& group) {
    const auto found = std::find_if(view.groups.begin(), view.groups.end(),
                                    [&](const PeopleGroupView& one) { return one.id == group; });
    return found == view.groups.end() ? "" : found->name;
}

}  // namespace

std::string why_words(const Say& say, const assembly::Why& why, const PublicView& view) {
    using enum assembly::Why::Code;
    switch (why.code) {
        case first_come:
            return say("reason.first_come", {});
        case invited:
            return say("reason.invited", {});
        case chair_moved:
            return say("reason.chair_moved", {});
        case point_of_order:
            return say("reason.point_of_order", {});
        case waited:
            return say("reason.waited", {{"n", std::to_string(why.times)}});
        case returned:
            return say("reason.returned", {});
        case reply:
            return say("reason.reply", {});
        case first_turn:
            return say("reason.first_turn", {});
        case place_turn:
            return say(why.place == Place::home ? "reason.place_turn.home" : "reason.place_turn.room", {});
        case least_time: {
            const std::int32_t spoken_s = why.spoken_s.value_or(0);
            return say("reason.least_time",
                       {{"time", fmt::format("{}:{:02}", spoken_s / 60, spoken_s % 60)}});
        }
        case group_turn: {
            const std::string name = group_name(view, why.group);
            return name.empty() ? say("reason.group_turn.none", {})
                                : say("reason.group_turn", {{"group", name}});
        }
    }
    return {};
}

std::string kind_words(const Say& say, QueueKind kind) {
    switch (kind) {
        case QueueKind::point:
            return say("kind.point", {});
        case QueueKind::reply:
            return say("kind.reply", {});
        case QueueKind::question:
            return say("kind.question", {});
        case QueueKind::point_of_order:
            return say("kind.point_of_order", {});
    }
    return {};
}

std::string rule_words(const Say& say, FairRule rule) {
    switch (rule) {
        case FairRule::first_turn:
            return say("rule.first_turn", {});
        case FairRule::place_turn:
            return say("rule.place_turn", {});
        case FairRule::least_time:
            return say("rule.least_time", {});
        case FairRule::group_turn:
            return say("rule.group_turn", {});
    }
    return {};
}

std::string rules_words(const Say& say, const assembly::QueueRules& rules) {
    if (rules.order.empty()) return say("rule.none", {});
    std::string chain;
    for (const FairRule rule : rules.order) {
        const std::string_view key = chain.empty() ? "rule.chain_first" : "rule.chain_then";
        chain += say(key, {{"rule", rule_words(say, rule)}});
    }
    return chain + say("rule.chain_last", {});
}

}  // namespace buurtkiosk::views
