// Owns the sheet of keys that F1 shows: what each key does, in both kinds of window.
// Drawing thread only. It must never be the place where a key is handled: console.cpp does that.
#include <array>

#include "console/panels.h"

namespace buurtkiosk::console {

void draw_key_sheet(Desk& desk) {
    if (!desk.memory.help) return;
    constexpr std::array<std::array<const char*, 2>, 12> keys{{
        {"console.keys.next_key", "console.keys.next"},
        {"console.keys.back_key", "console.keys.back"},
        {"console.keys.blank_key", "console.keys.blank"},
        {"console.keys.theme_key", "console.keys.theme"},
        {"console.keys.undo_key", "console.keys.undo"},
        {"console.keys.console_key", "console.keys.console"},
        {"console.keys.set_up_key", "console.keys.set_up"},
        {"console.keys.fullscreen_key", "console.keys.fullscreen"},
        {"console.keys.terminal_key", "console.keys.terminal"},
        {"console.keys.move_key", "console.keys.move"},
        {"console.keys.help_key", "console.keys.help"},
        {"console.keys.escape_key", "console.keys.escape"},
    }};
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const float width = std::min(desk.look.px(720), screen.x * 0.9F);
    ImGui::SetNextWindowPos({screen.x / 2, screen.y / 2}, ImGuiCond_Always, {0.5F, 0.5F});
    ImGui::SetNextWindowSize({width, 0});
    ImGui::SetNextWindowFocus();
    ImGui::PushStyleColor(ImGuiCol_WindowBg, desk.look.colours.panel);
    ImGui::PushStyleColor(ImGuiCol_Border, desk.look.colours.line);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, desk.look.px(1));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {desk.look.px(18), desk.look.px(14)});
    ImGui::Begin("##keys", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoSavedSettings);
    text(desk, desk.say("console.keys.heading"), Weight::large);
    soft_text(desk, desk.say("console.keys.clicker"));
    const float key_width = width * 0.34F;
    for (const auto& [key, meaning] : keys) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float left = ImGui::GetCursorPosX();
        text(desk, desk.say(key), Weight::bold, desk.look.colours.text, key_width - desk.look.px(10));
        const float bottom = ImGui::GetCursorScreenPos().y;
        ImGui::SetCursorScreenPos({at.x + key_width, at.y});
        text(desk, desk.say(meaning));
        ImGui::SetCursorPosX(left);
        const float after = std::max(bottom, ImGui::GetCursorScreenPos().y);
        ImGui::SetCursorScreenPos({at.x, after});
    }
    if (button(desk, "console.keys.close", {.kind = ButtonKind::primary})) desk.memory.help = false;
    ImGui::End();
    ImGui::PopStyleVar(2);
    ImGui::PopStyleColor(2);
}

}  // namespace buurtkiosk::console
