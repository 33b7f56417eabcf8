// Owns the two rows of tabs, as buttons that say how much there is behind them, and the question whether the
// program may stop. Drawing thread only. It must never switch a tab by itself: console.cpp follows what runs.
#include <algorithm>
#include <cmath>

#include "console/panels.h"

namespace buurtkiosk::console {

namespace {

std::string with_state(std::string words, const std::string& state) {
    return state.empty() ? words : std::move(words) + ": " + state;
}

std::string check_in_words(const Desk& desk) {
    const auto& check_in = desk.view().check_in;
    std::string state;
    if (check_in && check_in->state == views::CheckInState::open) state = desk.say("console.tab.open");
    return with_state(desk.say("console.tab.check_in"), state);
}

std::string polls_words(const Desk& desk) {
    std::string state;
    for (const views::PollView& poll : desk.view().polls) {
        if (poll.state == views::PollState::open) state = desk.say("console.tab.open");
    }
    return with_state(desk.say("console.tab.polls"), state);
}

std::string questions_words(const Desk& desk) {
    const std::size_t waiting = questions_waiting(desk);
    return with_state(desk.say("console.tab.questions"), waiting == 0 ? "" : std::to_string(waiting));
}

// Equal parts of the row: a number that grows or a poll that opens moves no tab.
float tab_width(int tabs) {
    const float gaps = static_cast<float>(tabs - 1) * ImGui::GetStyle().ItemSpacing.x;
    return std::floor((ImGui::GetContentRegionAvail().x - gaps) / static_cast<float>(tabs));
}

}  // namespace

void draw_middle_tabs(Desk& desk) {
    MiddleTab& tab = desk.memory.middle;
    const float width = tab_width(5);
    const auto one = [&](MiddleTab which, const char* key, const std::string& words) {
        if (button(desk, key, words, {.width_px = width, .chosen = tab == which})) tab = which;
    };
    one(MiddleTab::runbook, "console.tab.runbook", desk.say("console.tab.runbook"));
    ImGui::SameLine();
    one(MiddleTab::check_in, "console.tab.check_in", check_in_words(desk));
    ImGui::SameLine();
    one(MiddleTab::polls, "console.tab.polls", polls_words(desk));
    ImGui::SameLine();
    one(MiddleTab::questions, "console.tab.questions", questions_words(desk));
    ImGui::SameLine();
    one(MiddleTab::join, "console.tab.join", desk.say("console.tab.join"));
}

void draw_right_tabs(Desk& desk) {
    RightTab& tab = desk.memory.right;
    const float width = tab_width(3);
    const std::string queue = desk.say_count("console.tab.queue", desk.view().queue.waiting.size());
    const std::string people = desk.say_count("console.tab.people", desk.view().room + desk.view().home);
    if (button(desk, "console.tab.queue", queue, {.width_px = width, .chosen = tab == RightTab::queue})) {
        tab = RightTab::queue;
    }
    ImGui::SameLine();
    if (button(desk, "console.tab.people", people, {.width_px = width, .chosen = tab == RightTab::people})) {
        tab = RightTab::people;
    }
    ImGui::SameLine();
    if (button(desk, "console.tab.steps", {.width_px = width, .chosen = tab == RightTab::steps})) {
        tab = RightTab::steps;
    }
}

void draw_stop_question(Desk& desk) {
    if (!desk.memory.asks_to_stop) return;
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    ImGui::SetNextWindowPos({screen.x / 2, screen.y / 2}, ImGuiCond_Always, {0.5F, 0.5F});
    ImGui::SetNextWindowSize({std::min(desk.look.px(560), screen.x * 0.9F), 0});
    ImGui::SetNextWindowFocus();
    ImGui::PushStyleColor(ImGuiCol_WindowBg, desk.look.colours.panel);
    ImGui::PushStyleColor(ImGuiCol_Border, desk.look.colours.line);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, desk.look.px(1));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {desk.look.px(18), desk.look.px(14)});
    forget_stops(desk);
    ImGui::Begin("##stop", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoSavedSettings);
    text(desk, desk.say("console.stop.question"), Weight::bold);
    text(desk, desk.say("console.stop.explain"));
    if (button(desk, "console.stop.yes", {})) {
        desk.actions.emplace_back(LocalAction::stop_program);
        desk.memory.asks_to_stop = false;
    }
    beside_button(desk, "console.stop.no", {});
    if (button(desk, "console.stop.no", {.kind = ButtonKind::primary})) desk.memory.asks_to_stop = false;
    ImGui::End();
    ImGui::PopStyleVar(2);
    ImGui::PopStyleColor(2);
}

}  // namespace buurtkiosk::console
