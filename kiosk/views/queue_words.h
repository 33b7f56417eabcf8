// Owns the sentences about the speaker queue that the wall and the console share: why somebody stands where
// they stand, and which rules are in force. Pure functions, any thread. It must never order anybody, nor hold
// a sentence itself: those are in assets/locales.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "assembly/queue/names.h"  // for who draws: what stands for a kind or a rule in an item's id
#include "views/views.h"

namespace buurtkiosk::views {

// A sentence by its key, in the reader's language.
using Say = std::function<std::string(std::string_view key, const std::vector<TextParameter>& parameters)>;

// "heeft nog niet gesproken", "nu iemand van thuis": one plain sentence without a capital.
std::string why_words(const Say& say, const assembly::Why& why, const PublicView& view);
// "Nieuw punt", "Reactie", "Vraag", "Punt van orde".
std::string kind_words(const Say& say, QueueKind kind);
// "wie nog niet sprak", as the rule stands in a list.
std::string rule_words(const Say& say, FairRule rule);
// All rules that are in force, the first counting most: "Eerst wie nog niet sprak, dan …, dan wie het eerst
// vroeg." One sentence.
std::string rules_words(const Say& say, const assembly::QueueRules& rules);

}  // namespace buurtkiosk::views
