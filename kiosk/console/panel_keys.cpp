// Owns the sheet of keys that F1 shows: what each key does, in both kinds of window.
// Drawing thread only. It must never be the place where a key is handled: console_keys.cpp does that.
#include <algorithm>
#include <vector>

#include "console/panels.h"

namespace buurtkiosk::console {

namespace {

struct Line {
    const char* key;
    const char* meaning;
};
struct Group {
    const char* heading;
    std::vector<Line> lines;
};

std::vector<Group> groups(bool left) {
    if (left) {
        return {{"console.keys.evening",
                 {{"console.keys.next_key", "console.keys.next"},
                  {"console.keys.back_key", "console.keys.back"},
                  {"console.keys.undo_key", "console.keys.undo"},
                  {"console.keys.blank_key", "console.keys.blank"},
                  {"console.keys.theme_key", "console.keys.theme"}}},
                {"console.keys.windows",
                 {{"console.keys.help_key", "console.keys.help"},
                  {"console.keys.console_key", "console.keys.console"},
                  {"console.keys.set_up_key", "console.keys.set_up"},
                  {"console.keys.fullscreen_key", "console.keys.fullscreen"},
                  {"console.keys.terminal_key", "console.keys.terminal"}}}};
    }
    return {{"console.keys.moving",
             {{"console.keys.walk_key", "console.keys.walk"},
              {"console.keys.move_key", "console.keys.move"},
              {"console.keys.press_key", "console.keys.press"},
              {"console.keys.middle_key", "console.keys.middle"},
              {"console.keys.right_key", "console.keys.right"},
              {"console.keys.escape_key", "console.keys.escape"}}},
            {"console.keys.making",
             {{"console.keys.new_block_key", "console.keys.new_block"},
              {"console.keys.edit_block_key", "console.keys.edit_block"},
              {"console.keys.new_poll_key", "console.keys.new_poll"},
              {"console.keys.new_speaker_key", "console.keys.new_speaker"},
              {"console.keys.rules_key", "console.keys.rules"},
              {"console.keys.paste_key", "console.keys.paste"},
              {"console.keys.ready_key", "console.keys.ready"},
              {"console.keys.save_key", "console.keys.save"}}}};
}

// One of the sheet's two columns; its height.
float draw_column(Desk& desk, ImVec2 at, float width, bool left) {
    const float key_width = width * 0.36F;
    const float gap = desk.look.px(4);
    float y = at.y;
    for (const Group& group : groups(left)) {
        if (y > at.y) y += desk.look.px(8);
        ImGui::SetCursorScreenPos({at.x, y});
        text(desk, desk.say(group.heading), Weight::small, desk.look.colours.soft, width);
        y = ImGui::GetItemRectMax().y + gap;
        for (const Line& line : group.lines) {
            ImGui::SetCursorScreenPos({at.x, y});
            text(desk, desk.say(line.key), Weight::bold, desk.look.colours.text, key_width - gap);
            const float key_bottom = ImGui::GetItemRectMax().y;
            ImGui::SetCursorScreenPos({at.x + key_width, y});
            text(desk, desk.say(line.meaning), Weight::body, desk.look.colours.text, width - key_width);
            y = std::max(key_bottom, ImGui::GetItemRectMax().y) + gap;
        }
    }
    return y - at.y;
}

}  // namespace

void draw_key_sheet(Desk& desk) {
    if (!desk.memory.help) return;
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const float width = std::min(desk.look.px(1120), screen.x * 0.94F);
    ImGui::SetNextWindowPos({screen.x / 2, screen.y / 2}, ImGuiCond_Always, {0.5F, 0.5F});
    ImGui::SetNextWindowSize({width, 0});
    ImGui::SetNextWindowFocus();
    ImGui::PushStyleColor(ImGuiCol_WindowBg, desk.look.colours.panel);
    ImGui::PushStyleColor(ImGuiCol_Border, desk.look.colours.line);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, desk.look.px(1));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {desk.look.px(18), desk.look.px(14)});
    forget_stops(desk);
    ImGui::Begin("##keys", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoSavedSettings);
    text(desk, desk.say("console.keys.heading"), Weight::large);
    soft_text(desk, desk.say("console.keys.clicker"));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float gap = desk.look.px(28);
    const float column = (ImGui::GetContentRegionAvail().x - gap) / 2;
    const float left = draw_column(desk, at, column, true);
    const float right = draw_column(desk, {at.x + column + gap, at.y}, column, false);
    ImGui::SetCursorScreenPos({at.x, at.y + std::max(left, right) + desk.look.px(8)});
    if (button(desk, "console.keys.close", {.kind = ButtonKind::primary})) desk.memory.help = false;
    ImGui::End();
    ImGui::PopStyleVar(2);
    ImGui::PopStyleColor(2);
}

}  // namespace buurtkiosk::console
