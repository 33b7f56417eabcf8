// Owns writing written questions as JSON, and how many of them fit in a view.
// Pure, loop thread. It must never write a null: absent says the same.
#include "protocol/question_json.h"

#include <string>

#include "base/limits.h"

namespace buurtkiosk::protocol {

using json::Value;

namespace {

std::string name_of(views::QuestionState state) {
    switch (state) {
        case views::QuestionState::waiting:
            return "waiting";
        case views::QuestionState::open:
            return "open";
        case views::QuestionState::hidden:
            return "hidden";
        case views::QuestionState::answered:
            return "answered";
    }
    return "waiting";
}

Value question_json(const views::QuestionView& question) {
    Value shown = {{"text", question.text}, {"votes", question.votes}};
    if (question.name) shown["name"] = *question.name;
    if (question.answered) shown["answered"] = true;
    return shown;
}

}  // namespace

Value questions_json(const views::QuestionsView& questions) {
    Value order = Value::array();
    Value by = Value::object();
    for (const views::QuestionView& question : questions.questions) {
        order.push_back(question.id.text());
        if (question.id == questions.shown) by[question.id.text()] = question_json(question);
    }
    Value result = {{"open", questions.rules.open},
                    {"anonymous", questions.rules.anonymous},
                    {"moderated", questions.rules.moderated},
                    {"order", std::move(order)},
                    {"by", std::move(by)}};
    if (questions.shown) result["shown"] = questions.shown->text();
    return result;
}

Value fill_questions(Value& view, const views::QuestionsView& questions) {
    Value& by = view["questions"]["by"];
    std::size_t bytes = json::dump(view).size();
    Value more = Value::object();
    for (const views::QuestionView& question : questions.questions) {
        const std::string id = question.id.text();
        if (by.contains(id)) continue;
        Value shown = question_json(question);
        bytes += json::dump(shown).size() + id.size() + 4;  // with its quotes, colon and comma
        const bool fits =
            more.empty() && by.size() < limits::questions_in_view && bytes <= limits::view_bytes;
        (fits ? by : more)[id] = std::move(shown);
    }
    if (more.empty()) return nullptr;
    return {{"by", std::move(more)}};
}

void add_own_questions(Value& me_frame, const views::PersonalView& me) {
    if (me.invitation) {
        me_frame["asks"]["question"] = {{"question", me.invitation->question.text()},
                                        {"text", me.invitation->text}};
    }
    if (me.questions.empty() && me.upvoted.empty()) return;
    Value mine = Value::object();
    for (const views::OwnQuestion& question : me.questions) {
        mine[question.id.text()] = {{"text", question.text},
                                    {"state", question.merged ? "merged" : name_of(question.state)}};
    }
    Value up = Value::array();
    for (const QuestionId id : me.upvoted) up.push_back(id.text());
    me_frame["questions"] = {{"mine", std::move(mine)}, {"up", std::move(up)}};
}

Value desk_questions_json(const std::vector<views::DeskQuestion>& questions) {
    Value order = Value::array();
    Value by = Value::object();
    for (const views::DeskQuestion& question : questions) {
        Value shown = {{"text", question.text},
                       {"votes", question.votes},
                       {"state", name_of(question.state)},
                       {"merged", question.merged}};
        if (question.name) shown["name"] = *question.name;
        if (question.invited) shown["invited"] = true;
        order.push_back(question.id.text());
        by[question.id.text()] = std::move(shown);
    }
    return {{"order", std::move(order)}, {"by", std::move(by)}};
}

}  // namespace buurtkiosk::protocol
