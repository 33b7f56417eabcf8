// Owns the console's foot: the join address, devices reached, whether everything is stored, undo with what it
// undoes, blank and theme. Drawing thread only. It looks alike on an overlay and must never show what the
// hall may not see.
#include <algorithm>

#include "console/panels.h"

namespace buurtkiosk::console {

void draw_foot(Desk& desk) {
    const host::HostInfo& host = desk.snapshot.host;
    const Look& look = desk.look;
    Memory& memory = desk.memory;
    const float spacing = ImGui::GetStyle().ItemSpacing.x;
    const float line = ImGui::GetFrameHeight();

    // First line: how people come in, and whether what they do is kept.
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const std::string stored =
        desk.say(host.storage_failing ? "console.foot.storage_failing" : "console.foot.stored");
    const ImVec2 stored_size = measure(desk, stored, Weight::body, 0);
    const std::string devices = host.devices_reached == 0
                                    ? desk.say("console.foot.no_devices")
                                    : desk.say_count("console.join.devices", host.devices_reached);
    const float text_y = at.y + (line - look.fonts.regular->FontSize) / 2;
    float x = at.x;
    draw_text(desk, {x, text_y}, host.join_url, Weight::bold, look.colours.text, 0);
    x += measure(desk, host.join_url, Weight::bold, 0).x + spacing;
    const char* more = host.devices_reached == 0   ? "console.foot.what_to_try"
                       : host.addresses.size() > 1 ? "console.foot.other_address"
                                                   : "console.foot.about_joining";
    ImGui::SetCursorScreenPos({x, at.y});
    if (button(desk, more, {})) memory.middle = MiddleTab::join;
    x = ImGui::GetItemRectMax().x + 2 * spacing;
    draw_text(desk, {x, text_y}, devices, Weight::body, look.colours.text, 0);
    const float stored_x = at.x + width - stored_size.x;
    if (host.storage_failing) {
        ImGui::GetWindowDrawList()->AddRectFilled({stored_x - spacing, at.y}, {at.x + width, at.y + line},
                                                  look.colours.attention, look.px(6));
    }
    draw_text(desk, {host.storage_failing ? stored_x - spacing / 2 : stored_x, text_y}, stored, Weight::body,
              host.storage_failing ? look.colours.ground : look.colours.soft, 0);
    ImGui::SetCursorScreenPos({at.x, at.y + line});
    ImGui::Dummy({0, 0});

    // Second line: undo at the left, the stage's light at the right.
    const views::StageView& stage = desk.view().stage;
    const bool blank = stage.scene == views::StageScene::blank;
    const bool dark = stage.theme == views::Theme::dark;
    const std::string blank_words = desk.say(blank ? "console.foot.unblank" : "console.foot.blank");
    const std::string theme_words = desk.say(dark ? "console.foot.light" : "console.foot.dark");
    const std::string full_words = desk.say("console.foot.fullscreen");
    const std::string hide_words = desk.say("console.foot.hide");
    const bool overlay = desk.surface == Surface::over_the_stage;
    float right_width = button_size(desk, blank_words, {}).x + button_size(desk, theme_words, {}).x +
                        button_size(desk, full_words, {}).x + 2 * spacing;
    if (overlay) right_width += button_size(desk, hide_words, {}).x + spacing;

    const ImVec2 second = ImGui::GetCursorScreenPos();
    const auto& steps = desk.desk().steps;
    std::string undo = desk.say("console.foot.nothing_to_undo");
    const auto step =
        std::find_if(steps.begin(), steps.end(), [](const views::DeskStep& one) { return !one.stuck; });
    const bool can_undo = step != steps.end();
    if (can_undo) undo = desk.say("console.foot.undo", {{"step", desk.say(step->what)}});
    ImGui::BeginDisabled(!can_undo);
    if (button(desk, "console.foot.undo", undo,
               {.width_px = std::min(button_size(desk, undo, {}).x, width - right_width - spacing),
                .enabled = can_undo})) {
        desk.send(assembly::Undo{step->id});
    }
    ImGui::EndDisabled();
    ImGui::SetCursorScreenPos({second.x + width - right_width, second.y});
    if (button(desk, "console.foot.blank", blank_words, {.chosen = blank}))
        desk.send(assembly::BlankStage{!blank});
    ImGui::SameLine();
    if (button(desk, "item.theme", theme_words, {})) {
        desk.send(assembly::SetTheme{dark ? assembly::Theme::light : assembly::Theme::dark});
    }
    ImGui::SameLine();
    if (button(desk, "console.foot.fullscreen", full_words, {})) {
        desk.actions.emplace_back(LocalAction::fullscreen_or_window);
    }
    if (overlay) {
        ImGui::SameLine();
        if (button(desk, "console.foot.hide", hide_words, {})) {
            desk.actions.emplace_back(LocalAction::show_or_hide_console);
        }
    }
}

}  // namespace buurtkiosk::console
