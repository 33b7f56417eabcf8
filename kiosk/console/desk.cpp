// Owns what all panels share besides drawing: words, the recorder, times in words, and which steps ask first.
// Drawing thread only. It must never draw.
#include "console/desk.h"

#include <algorithm>
#include <ctime>

#include "fmt/core.h"
#include "imgui_internal.h"

namespace buurtkiosk::console {

std::string Desk::say(std::string_view key, const std::vector<TextParameter>& parameters) const {
    return locales.text(memory.language, key, parameters);
}

std::string Desk::say(const Sentence& sentence) const {
    Sentence named = sentence;
    for (TextParameter& parameter : named.parameters) {
        if (parameter.name == "name") parameter.value = name_of(parameter.value);
    }
    return locales.text(memory.language, named);
}

std::string Desk::name_of(std::string_view shown) const {
    return locales.person_name(memory.language, shown);
}

std::string Desk::say_count(std::string_view key, std::size_t count) const {
    return say(key, {{"n", std::to_string(count)}});
}

// ImGui's own Tab stops at fields only: on a sheet of buttons it goes from one item to the next.
void Desk::walk_with_tab() {
    const ImGuiID item = ImGui::GetItemID();
    tab_order->push_back(item);
    if (memory.tab_wanted != item) return;
    memory.tab_wanted = 0;
    ImGui::SetFocusID(item, ImGui::GetCurrentWindow());
    ImGui::GetCurrentContext()->NavDisableHighlight = false;
    if (!ImGui::IsItemVisible()) ImGui::SetScrollHereY();
}

void Desk::record(std::string_view key, std::string_view id, bool enabled) {
    if (tab_order != nullptr && enabled) walk_with_tab();
    if (recorder == nullptr) return;
    std::string name{key};
    if (!id.empty()) name.append("#").append(id);
    const ImVec2 min = ImGui::GetItemRectMin();
    const ImVec2 max = ImGui::GetItemRectMax();
    const ImRect clip = ImGui::GetCurrentWindow()->ClipRect;
    const bool visible = min.x >= clip.Min.x - 1 && min.y >= clip.Min.y - 1 && max.x <= clip.Max.x + 1 &&
                         max.y <= clip.Max.y + 1;
    if (ImGui::IsItemFocused()) recorder->focused = name;
    recorder->items[name] = {min, max, enabled, visible};
}

std::string clock_text(std::int64_t at_ms) {
    const auto seconds = static_cast<std::time_t>(at_ms / 1000);
    std::tm local{};
    localtime_r(&seconds, &local);
    return fmt::format("{:02}:{:02}", local.tm_hour, local.tm_min);
}

std::string minutes_seconds(std::int64_t span_ms) {
    const std::int64_t seconds = std::max<std::int64_t>(span_ms, 0) / 1000;
    return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

bool cannot_be_undone(const assembly::Command& command) {
    return std::holds_alternative<assembly::ClosePoll>(command) ||
           std::holds_alternative<assembly::EndMeeting>(command);
}

bool still_applies(const assembly::Command& command, const views::Snapshot& snapshot) {
    if (const auto* close = std::get_if<assembly::ClosePoll>(&command)) {
        return std::any_of(snapshot.view.polls.begin(), snapshot.view.polls.end(),
                           [&](const views::PollView& poll) {
                               return poll.id == close->poll && poll.state == views::PollState::open;
                           });
    }
    if (std::holds_alternative<assembly::EndMeeting>(command))
        return snapshot.view.phase == views::Phase::running;
    return true;
}

}  // namespace buurtkiosk::console
