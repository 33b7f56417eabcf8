// Owns the console's panel of written questions: those that wait for the chair first, let in or hidden with
// one press; merged, answered, on the wall, and who asked invited. Drawing thread only. On a screen that the
// hall reads it must never show a question that waits or was hidden.
#include <algorithm>

#include "console/panels.h"

namespace buurtkiosk::console {

namespace {

const views::DeskQuestion* find_question(const Desk& desk, QuestionId id) {
    for (const views::DeskQuestion& question : desk.desk().questions) {
        if (question.id == id) return &question;
    }
    return nullptr;
}

bool is_seen_by_all(const views::DeskQuestion& question) {
    return question.state == views::QuestionState::open || question.state == views::QuestionState::answered;
}

bool is_on_wall(const Desk& desk, const views::DeskQuestion& question) {
    return desk.view().stage.question == question.id;
}

// What the meeting would take too.
bool may_go_into(const views::DeskQuestion& from, const views::DeskQuestion& into) {
    if (from.id == into.id || into.state == views::QuestionState::hidden) return false;
    return into.state != views::QuestionState::waiting || from.state == views::QuestionState::waiting;
}

std::string about(const Desk& desk, const views::DeskQuestion& question) {
    std::string words =
        question.name ? set_apart(desk.name_of(*question.name)) : desk.say("console.questions.no_name");
    words += " · " + desk.say_count("console.questions.votes", question.votes);
    if (question.merged > 0) words += " · " + desk.say_count("console.questions.merged", question.merged);
    if (is_on_wall(desk, question)) words += " · " + desk.say("console.questions.on_stage");
    if (question.invited) words += " · " + desk.say("console.questions.invited");
    return words;
}

// The rules, each a button that is pressed in while it holds.
void draw_rules(Desk& desk) {
    const assembly::QuestionRules& rules = desk.view().questions.rules;
    const auto rule = [&](const char* key, bool holds, assembly::SetQuestionRules other) {
        if (button(desk, key, {.chosen = holds})) desk.send(std::move(other));
    };
    rule("console.questions.rule_open", rules.open, {.open = !rules.open});
    beside_button(desk, "console.questions.rule_moderated", {});
    rule("console.questions.rule_moderated", rules.moderated, {.moderated = !rules.moderated});
    beside_button(desk, "console.questions.rule_anonymous", {});
    rule("console.questions.rule_anonymous", rules.anonymous, {.anonymous = !rules.anonymous});
}

// Buttons beside one another, on the next line where they do not fit.
class Row {
  public:
    Row(Desk& desk, std::string id) : desk_(desk), id_(std::move(id)) {}
    bool offers(const char* key, ButtonKind kind = ButtonKind::normal) {
        if (!first_) beside_button(desk_, key, {.id = id_});
        first_ = false;
        return button(desk_, key, {.id = id_, .kind = kind});
    }

  private:
    Desk& desk_;
    std::string id_;
    bool first_ = true;
};

void draw_tools(Desk& desk, const views::DeskQuestion& question, bool chosen) {
    Row row(desk, question.id.text());
    const bool ended = desk.view().phase == views::Phase::ended;
    const bool open = question.state == views::QuestionState::open;
    const bool answered = question.state == views::QuestionState::answered;
    if (question.state == views::QuestionState::waiting &&
        row.offers("console.questions.allow", ButtonKind::primary))
        desk.send(assembly::AllowQuestion{question.id});
    if (is_seen_by_all(question) && chosen) {
        if (!is_on_wall(desk, question) &&
            row.offers("console.questions.show", open ? ButtonKind::primary : ButtonKind::normal))
            desk.send(assembly::ShowQuestion{question.id});
        if (row.offers(answered ? "console.questions.not_answered" : "console.questions.answered"))
            desk.send(assembly::MarkAnswered{question.id, !answered});
        if (open && !question.invited && !ended && row.offers("console.questions.invite"))
            desk.send(assembly::InviteAuthor{question.id});
    }
    if (question.state == views::QuestionState::hidden) {
        if (row.offers("console.questions.unhide")) desk.send(assembly::HideQuestion{question.id, false});
    } else if (chosen || question.state == views::QuestionState::waiting) {
        if (row.offers("console.questions.hide")) desk.send(assembly::HideQuestion{question.id, true});
    }
    const bool may_merge = open || question.state == views::QuestionState::waiting;
    if (chosen && may_merge && row.offers("console.questions.merge")) desk.memory.merging = question.id;
}

void draw_question(Desk& desk, const views::DeskQuestion& question) {
    Memory& memory = desk.memory;
    const views::DeskQuestion* merging = memory.merging ? find_question(desk, *memory.merging) : nullptr;
    const bool chosen = memory.written == question.id;
    const float width = ImGui::GetContentRegionAvail().x;
    const float padding = desk.look.px(6);
    const float wrap = width - 2 * padding;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const std::string words = about(desk, question);
    const Weight weight = chosen ? Weight::bold : Weight::body;
    const float text_height = measure(desk, question.text, weight, wrap).y;
    const float words_height = measure(desk, words, Weight::small, wrap).y;
    ImGui::PushStyleColor(ImGuiCol_Button, chosen ? desk.look.colours.raised : IM_COL32(0, 0, 0, 0));
    const std::string name = "##question#" + question.id.text();
    if (ImGui::Button(name.c_str(), {width, 2 * padding + text_height + words_height})) {
        if (merging == nullptr) {
            memory.written = chosen ? std::nullopt : std::optional(question.id);
        } else if (may_go_into(*merging, question)) {
            desk.send(assembly::MergeQuestions{merging->id, question.id});
            memory.merging.reset();
            memory.written = question.id;
        }
    }
    ImGui::PopStyleColor();
    desk.record("item.question", question.id.text());
    if (item_in_sight(desk)) {
        const bool dim = merging != nullptr && !may_go_into(*merging, question);
        draw_text(desk, {at.x + padding, at.y + padding}, question.text, weight,
                  dim ? desk.look.colours.soft : desk.look.colours.text, wrap);
        draw_text(desk, {at.x + padding, at.y + padding + text_height}, words, Weight::small,
                  desk.look.colours.soft, wrap);
    }
    const bool waits = question.state == views::QuestionState::waiting;
    if (merging != nullptr || (!chosen && !waits)) return;
    ImGui::Indent(padding);
    draw_tools(desk, question, chosen);
    ImGui::Unindent(padding);
    ImGui::Dummy({0, padding / 2});
}

void draw_group(Desk& desk, views::QuestionState state, std::string_view key) {
    const auto& all = desk.desk().questions;
    const auto count =
        std::count_if(all.begin(), all.end(), [&](const auto& question) { return question.state == state; });
    if (count == 0) return;
    soft_text(desk, desk.say_count(key, static_cast<std::size_t>(count)));
    for (const views::DeskQuestion& question : all) {
        if (question.state == state) draw_question(desk, question);
    }
}

// What was merged, hidden by another chair or taken away is no longer chosen.
void forget_what_is_gone(Desk& desk) {
    Memory& memory = desk.memory;
    const auto gone = [&](const std::optional<QuestionId>& id) {
        if (!id) return false;
        const views::DeskQuestion* question = find_question(desk, *id);
        return question == nullptr || (desk.hall_reads_along() && !is_seen_by_all(*question));
    };
    if (gone(memory.written)) memory.written.reset();
    if (gone(memory.merging)) memory.merging.reset();
}

}  // namespace

std::size_t questions_waiting(const Desk& desk) {
    const auto& all = desk.desk().questions;
    return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [](const auto& question) {
        return question.state == views::QuestionState::waiting;
    }));
}

void draw_questions(Desk& desk) {
    forget_what_is_gone(desk);
    draw_rules(desk);
    if (desk.memory.merging) {
        text(desk, desk.say("console.questions.merge_with",
                            {{"text", find_question(desk, *desk.memory.merging)->text}}));
        if (button(desk, "console.cancel", {.id = "questions"})) desk.memory.merging.reset();
    }
    const bool all_hidden_here = desk.hall_reads_along() && questions_waiting(desk) > 0;
    if (all_hidden_here)
        soft_text(desk, desk.say_count("console.questions.hidden_here", questions_waiting(desk)));
    ImGui::PushStyleColor(ImGuiCol_ChildBg, IM_COL32(0, 0, 0, 0));
    ImGui::BeginChild("questions", {0, std::max(ImGui::GetContentRegionAvail().y, desk.look.px(120))}, false,
                      ImGuiWindowFlags_NavFlattened);
    if (desk.desk().questions.empty()) soft_text(desk, desk.say("console.questions.none"));
    if (!desk.hall_reads_along())
        draw_group(desk, views::QuestionState::waiting, "console.questions.group_waiting");
    draw_group(desk, views::QuestionState::open, "console.questions.group_open");
    draw_group(desk, views::QuestionState::answered, "console.questions.group_answered");
    if (!desk.hall_reads_along())
        draw_group(desk, views::QuestionState::hidden, "console.questions.group_hidden");
    ImGui::EndChild();
    ImGui::PopStyleColor();
}

}  // namespace buurtkiosk::console
