// Owns what the only screen says while the desk is hidden: the question that a key just asked, or why a key
// did nothing, in a band over the foot of the stage. Drawing thread only. It must never say anything that no
// key asked for: the hall reads it.
#include <algorithm>
#include <cmath>

#include "console/panels.h"

namespace buurtkiosk::console {

namespace {

// Told by the loop thread soon after a key: that the meeting refused it.
std::string refused(const Desk& desk) {
    const Memory& memory = desk.memory;
    if (!memory.key_pressed_ms || desk.hand_ms - *memory.key_pressed_ms > key_answer_stands_ms) return {};
    const auto& notices = desk.snapshot.notices;
    const auto told = std::find_if(notices.rbegin(), notices.rend(), [&](const views::Notice& notice) {
        return notice.number > memory.notices_at_key && notice.what.key.rfind("refusal.", 0) == 0;
    });
    return told == notices.rend() ? std::string{} : desk.say(told->what);
}

std::string words_of(const Desk& desk) {
    const Memory& memory = desk.memory;
    if (is_question(desk, large_button_place)) {
        return desk.say(question_keys(memory.question->command).again);
    }
    if (memory.toast && desk.hand_ms - memory.toast->since_ms < key_answer_stands_ms) {
        return memory.toast->words;
    }
    return refused(desk);
}

}  // namespace

void draw_answer_to_key(Desk& desk) {
    const std::string words = words_of(desk);
    if (words.empty()) return;
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const float wrap = std::floor(screen.x * 0.9F);
    // As large as the wall's own text, where the letters for that can be made.
    const float line = std::floor(screen.y * 0.06F);
    const ImVec2 size = desk.shaped != nullptr ? desk.shaped->measure(words, line, true, wrap)
                                               : measure(desk, words, Weight::large, wrap);
    // The whole foot of the stage and all of its width: what lies under it is covered, not cut in two.
    const float height = std::ceil(std::max(screen.y * 0.215F, size.y + line));
    const ImVec2 at{std::floor((screen.x - size.x) / 2), std::floor(screen.y - (height + size.y) / 2)};
    ImGui::SetNextWindowPos({0, screen.y - height});
    ImGui::SetNextWindowSize({screen.x, height});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, desk.look.colours.panel);
    ImGui::Begin("##asked", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoInputs | ImGuiWindowFlags_NoNav |
                     ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoSavedSettings);
    ImGui::GetWindowDrawList()->AddRectFilled(
        {0, screen.y - height}, {screen.x, screen.y - height + desk.look.px(3)}, desk.look.colours.now);
    if (desk.shaped != nullptr) {
        if (desk.recorder != nullptr) desk.recorder->texts.push_back(words);
        desk.shaped->draw(*ImGui::GetWindowDrawList(), at, words, line, true, desk.look.colours.text, wrap,
                          1);
    } else {
        draw_text(desk, at, words, Weight::large, desk.look.colours.text, wrap);
    }
    ImGui::End();
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(2);
}

}  // namespace buurtkiosk::console
