// Owns the notices: what the loop thread wants to tell the chair, calmly, until it is read or eight seconds
// long. Drawing thread only. It must never take the keyboard away from what is being typed.
#include <algorithm>

#include "console/panels.h"

namespace buurtkiosk::console {

namespace {

constexpr std::int64_t shown_for_ms = 8'000;
constexpr std::size_t most_at_once = 3;

}  // namespace

void draw_notices(Desk& desk, ImVec2 bottom_middle, float most_width_px) {
    Memory& memory = desk.memory;
    for (const views::Notice& notice : desk.snapshot.notices) {
        if (notice.number <= memory.notices_seen) continue;
        memory.notices_seen = notice.number;
        memory.notices.push_back({notice.number, desk.hand_ms});
    }
    const auto find = [&](std::uint64_t number) {
        return std::find_if(desk.snapshot.notices.begin(), desk.snapshot.notices.end(),
                            [&](const views::Notice& notice) { return notice.number == number; });
    };
    std::erase_if(memory.notices, [&](const ShownNotice& shown) {
        return desk.hand_ms - shown.since_ms >= shown_for_ms ||
               find(shown.number) == desk.snapshot.notices.end();
    });
    while (memory.notices.size() > most_at_once) memory.notices.erase(memory.notices.begin());
    if (memory.toast && desk.hand_ms - memory.toast->since_ms >= toast_stands_ms) memory.toast.reset();
    if (memory.notices.empty() && !memory.toast) return;

    const float width = std::min(desk.look.px(620), most_width_px);
    ImGui::SetNextWindowPos(bottom_middle, ImGuiCond_Always, {0.5F, 1});
    ImGui::SetNextWindowSize({width, 0});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, desk.look.colours.ground);
    ImGui::PushStyleColor(ImGuiCol_Border, desk.look.colours.now);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, desk.look.px(1));
    ImGui::Begin("##notices", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoFocusOnAppearing |
                     ImGuiWindowFlags_NoSavedSettings);
    // One line of it: true when it was pressed as read.
    const auto line = [&](const std::string& id, const std::string& words, Weight weight) {
        const std::string read_words = desk.say("console.notice.read");
        const float read_width = button_size(desk, read_words, {}).x;
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float available = ImGui::GetContentRegionAvail().x;
        text(desk, words, weight, desk.look.colours.text, available - read_width - desk.look.px(12));
        const float below = ImGui::GetCursorScreenPos().y;
        ImGui::SetCursorScreenPos({at.x + available - read_width, at.y - desk.look.px(3)});
        const bool pressed = button(desk, "console.notice.read", read_words, {.id = id});
        ImGui::SetCursorScreenPos({at.x, std::max(below, ImGui::GetItemRectMax().y + desk.look.px(4))});
        ImGui::Dummy({0, 0});
        return pressed;
    };
    if (memory.toast && line("toast", memory.toast->words, Weight::body)) memory.toast.reset();
    std::optional<std::uint64_t> read;
    for (const ShownNotice& shown : memory.notices) {
        const views::Notice& notice = *find(shown.number);
        std::string words = desk.say(notice.what);
        if (notice.warning) words = desk.say("console.notice.warning") + " " + words;
        if (line(std::to_string(shown.number), words, notice.warning ? Weight::bold : Weight::body)) {
            read = shown.number;
        }
    }
    ImGui::End();
    ImGui::PopStyleVar();
    ImGui::PopStyleColor(2);
    if (read) {
        std::erase_if(memory.notices, [&](const ShownNotice& shown) { return shown.number == *read; });
    }
}

}  // namespace buurtkiosk::console
