// Owns what a thing on paper is called in the program: people, entries, groups, questions, kinds and rules,
// each by its number. Test thread only. It must never say what the program should answer.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "assembly/decide.h"
#include "fairness/paper_queue.h"

namespace buurtkiosk::fairness {

inline constexpr std::array group_names = {"Bewoners", "Gemeente", "Corporatie"};

inline const assembly::Actor kiosk{assembly::Actor::Kind::kiosk, {}};
inline const assembly::Actor console{assembly::Actor::Kind::console, {}};
inline assembly::Actor person_actor(int person) {
    return assembly::Actor{assembly::Actor::Kind::person, PersonId{static_cast<std::uint32_t>(person)}};
}
inline EntryId entry_of(int slip) { return EntryId{static_cast<std::uint32_t>(slip)}; }
inline int slip_of(EntryId entry) { return static_cast<int>(entry.number); }
inline QuestionId question_of(int person) { return QuestionId{static_cast<std::uint32_t>(person)}; }
inline std::optional<PeopleGroupId> group_id(int group) {
    if (group == paper::no_group) return std::nullopt;
    return PeopleGroupId{static_cast<std::uint32_t>(group)};
}

inline assembly::QueueKind kind_of(paper::Kind kind) {
    constexpr std::array kinds = {assembly::QueueKind::point, assembly::QueueKind::reply,
                                  assembly::QueueKind::question, assembly::QueueKind::point_of_order};
    return kinds.at(static_cast<std::size_t>(kind));
}
inline assembly::FairRule rule_of(paper::Rule rule) {
    constexpr std::array rules = {assembly::FairRule::first_turn, assembly::FairRule::place_turn,
                                  assembly::FairRule::least_time, assembly::FairRule::group_turn};
    return rules.at(static_cast<std::size_t>(rule));
}
inline std::vector<assembly::FairRule> rules_of(const std::vector<paper::Rule>& rules) {
    std::vector<assembly::FairRule> result;
    for (const paper::Rule rule : rules) result.push_back(rule_of(rule));
    return result;
}

}  // namespace buurtkiosk::fairness
