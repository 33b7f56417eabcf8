// Owns the console's polls panel: each poll with its state in words, open, close (asks once), show, remove,
// and one made on the spot. Drawing thread only. On a screen that the hall reads it must never show counts
// that are not shown.
#include <algorithm>

#include "base/limits.h"
#include "console/panels.h"

namespace buurtkiosk::console {

namespace {

std::string state_words(const Desk& desk, const views::PollView& poll) {
    const std::vector<TextParameter> counts{{"cast", std::to_string(poll.cast)},
                                            {"may_vote", std::to_string(poll.may_vote)}};
    switch (poll.state) {
        case views::PollState::draft:
            return desk.say("console.polls.state_draft");
        case views::PollState::open:
            return desk.say("console.polls.state_open", counts);
        case views::PollState::closed:
            return desk.say("console.polls.state_closed", counts);
        case views::PollState::shown:
            return desk.say("console.polls.state_shown", counts);
    }
    return {};
}

std::string option_words(const Desk& desk, const views::PollOptionView& option) {
    if (!option.text.empty()) return option.text;
    if (option.id == "yes") return desk.say("common.yes");
    if (option.id == "no") return desk.say("common.no");
    return desk.say("common.abstain");
}

void draw_options(Desk& desk, const views::PollView& poll) {
    const std::map<std::string, std::uint32_t>* counts = nullptr;
    if (poll.state == views::PollState::shown) counts = &poll.counts;
    const auto tally = desk.desk().tallies.find(poll.id);
    if (poll.state == views::PollState::closed && !desk.hall_reads_along() &&
        tally != desk.desk().tallies.end()) {
        counts = &tally->second.counts;
    }
    if (poll.state == views::PollState::closed && desk.hall_reads_along()) {
        soft_text(desk, desk.say("console.polls.counts_hidden_here"));
    }
    const float number_width = counts != nullptr ? measure(desk, "0000", Weight::bold, 0).x : 0;
    char letter = 'A';
    for (const views::PollOptionView& option : poll.options) {
        std::string words = option_words(desk, option);
        if (!option.text.empty()) words.insert(0, std::string(1, letter) + "  ");
        ++letter;
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float wrap = ImGui::GetContentRegionAvail().x - number_width;
        if (counts != nullptr) {
            const auto found = counts->find(option.id);
            const std::string number = std::to_string(found == counts->end() ? 0 : found->second);
            const ImVec2 size = measure(desk, number, Weight::bold, 0);
            draw_text(desk, {at.x + number_width - size.x - desk.look.px(10), at.y}, number, Weight::bold,
                      desk.look.colours.text, 0);
            ImGui::SetCursorScreenPos({at.x + number_width, at.y});
        }
        text(desk, words, Weight::body, desk.look.colours.text, wrap);
    }
}

void draw_poll_tools(Desk& desk, const views::PollView& poll) {
    const std::string id = poll.id.text();
    switch (poll.state) {
        case views::PollState::draft: {
            const bool may = desk.view().phase != views::Phase::ended;
            if (button(desk, "console.polls.open", {.id = id, .kind = ButtonKind::primary, .enabled = may})) {
                desk.send(assembly::OpenPoll{poll.id});
            }
            beside_button(desk, "console.polls.remove", {.id = id});
            if (button(desk, "console.polls.remove", {.id = id})) desk.send(assembly::RemovePoll{poll.id});
            break;
        }
        case views::PollState::open:
            button_that_asks(desk, "console.polls.close", "console.question.close_poll",
                             "console.question.close_poll_yes", assembly::ClosePoll{poll.id}, {.id = id});
            break;
        case views::PollState::closed:
            if (button(desk, "console.polls.show", {.id = id, .kind = ButtonKind::primary})) {
                desk.send(assembly::ShowPoll{poll.id});
            }
            break;
        case views::PollState::shown:
            break;
    }
    const views::StageView& stage = desk.view().stage;
    const bool on_stage = stage.scene == views::StageScene::poll && stage.poll == poll.id;
    if (poll.state != views::PollState::draft && !on_stage &&
        !is_question(desk, "console.polls.close#" + id)) {
        if (poll.state != views::PollState::shown) beside_button(desk, "console.polls.to_stage", {.id = id});
        if (button(desk, "console.polls.to_stage", {.id = id})) {
            desk.send(assembly::ShowScene{assembly::Scene::poll, poll.id});
        }
    }
}

void draw_poll(Desk& desk, const views::PollView& poll) {
    const bool chosen = desk.memory.poll == poll.id;
    const float width = ImGui::GetContentRegionAvail().x;
    const float padding = desk.look.px(6);
    const float wrap = width - 2 * padding;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const std::string state = state_words(desk, poll);
    const float question_height = measure(desk, poll.question, chosen ? Weight::bold : Weight::body, wrap).y;
    const float height = 2 * padding + question_height + desk.look.line_px(Weight::small);
    ImGui::PushStyleColor(ImGuiCol_Button, chosen ? desk.look.colours.raised : IM_COL32(0, 0, 0, 0));
    const std::string name = "##poll#" + poll.id.text();
    if (ImGui::Button(name.c_str(), {width, height})) {
        desk.memory.poll = chosen ? std::nullopt : std::optional(poll.id);
        desk.memory.poll_unfolds = !chosen;
    }
    ImGui::PopStyleColor();
    desk.record("item.poll", poll.id.text());
    if (item_in_sight(desk)) {
        draw_text(desk, {at.x + padding, at.y + padding}, poll.question, chosen ? Weight::bold : Weight::body,
                  desk.look.colours.text, wrap);
        draw_text(desk, {at.x + padding, at.y + padding + question_height}, state, Weight::small,
                  desk.look.colours.soft, wrap);
    }
    if (chosen) {
        ImGui::Indent(padding * 2);
        draw_options(desk, poll);
        draw_poll_tools(desk, poll);
        ImGui::Unindent(padding * 2);
        ImGui::Dummy({0, padding});
        if (desk.memory.poll_unfolds && !ImGui::IsItemVisible()) ImGui::SetScrollHereY(1);
        desk.memory.poll_unfolds = false;
    }
}

void draw_new_poll(Desk& desk) {
    Memory& memory = desk.memory;
    memory.form_is_open = true;
    heading(desk, desk.say("console.polls.new"));
    text_area(desk, "console.polls.question", memory.poll_question, 2);
    if (button(desk, "console.polls.kind_yes_no", {.chosen = memory.poll_yes_no})) memory.poll_yes_no = true;
    beside_button(desk, "console.polls.kind_choice", {});
    if (button(desk, "console.polls.kind_choice", {.chosen = !memory.poll_yes_no})) {
        memory.poll_yes_no = false;
        if (!memory.poll_question.empty()) give_keyboard(desk, "console.polls.option", "0");
    }
    std::vector<std::string> options;
    if (!memory.poll_yes_no) {
        for (std::size_t i = 0; i < memory.poll_options.size(); ++i) {
            text_field(desk, "console.polls.option", std::to_string(i), memory.poll_options[i]);
            if (!memory.poll_options[i].empty()) options.push_back(memory.poll_options[i]);
        }
        // There is always one empty line more, so that nobody looks for a button to add one.
        if (!memory.poll_options.back().empty() && memory.poll_options.size() < limits::poll_options) {
            memory.poll_options.emplace_back();
        }
    }
    const std::string question = in_one_line(memory.poll_question);
    const bool ready =
        !question.empty() && (memory.poll_yes_no || options.size() >= limits::poll_options_least);
    const bool pressed =
        button(desk, "console.polls.add_now", {.kind = ButtonKind::primary, .enabled = ready});
    if ((take_save(desk) || pressed) && ready) {
        desk.send(
            assembly::AddPoll{memory.poll_yes_no ? assembly::PollKind::yes_no : assembly::PollKind::choice,
                              question, options, desk.view().agenda.now});
        memory.poll_question.clear();
        memory.poll_options = {"", ""};
        memory.adding_poll = false;
    }
    beside_button(desk, "console.cancel", {.id = "poll"});
    if (button(desk, "console.cancel", {.id = "poll"})) memory.adding_poll = false;
}

}  // namespace

void draw_polls(Desk& desk) {
    Memory& memory = desk.memory;
    const bool ended = desk.view().phase == views::Phase::ended;
    if (memory.adding_poll && !ended) {
        draw_new_poll(desk);
    } else if (button(desk, "console.polls.add", {.enabled = !ended})) {
        memory.adding_poll = true;
        give_keyboard(desk, "console.polls.question");
    }
    const auto& polls = desk.view().polls;
    if (polls.empty()) soft_text(desk, desk.say("console.polls.none"));
    // What is open comes first, then what is still to come, then what has been.
    const auto rank = [](const views::PollView& poll) {
        switch (poll.state) {
            case views::PollState::open:
                return 0;
            case views::PollState::closed:
                return 1;
            case views::PollState::draft:
                return 2;
            case views::PollState::shown:
                return 3;
        }
        return 3;
    };
    std::vector<const views::PollView*> ordered;
    for (const views::PollView& poll : polls) ordered.push_back(&poll);
    std::stable_sort(ordered.begin(), ordered.end(),
                     [&](const auto* first, const auto* second) { return rank(*first) < rank(*second); });
    for (const views::PollView* poll : ordered) draw_poll(desk, *poll);
}

}  // namespace buurtkiosk::console
