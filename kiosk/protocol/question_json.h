// Owns the JSON form of written questions: in the public view, for who asked, and on the chair's desk.
// Pure, loop thread. It must never add or hide anything: redaction is done in views/.
#pragma once

#include <vector>

#include "base/json.h"
#include "views/views.h"

namespace buurtkiosk::protocol {

// All questions in their order, but only the one on the wall with its words: fill_questions brings the
// others.
json::Value questions_json(const views::QuestionsView& questions);

// Puts as many as fit in a view (limits::view_bytes, limits::questions_in_view) into its "questions", the
// first first. Gives {"by":{…}} of the others, or null when there are none.
json::Value fill_questions(json::Value& view, const views::QuestionsView& questions);

// "questions" and "asks.question" of a personal view, when there is anything to tell.
void add_own_questions(json::Value& me_frame, const views::PersonalView& me);

json::Value desk_questions_json(const std::vector<views::DeskQuestion>& questions);

}  // namespace buurtkiosk::protocol
