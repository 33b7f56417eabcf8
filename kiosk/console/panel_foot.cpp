// Owns the console's foot: undo with what it undoes, whether everything is stored, blank and theme. Drawing
// thread only. It looks alike on an overlay and must never show what the hall may not see.
#include <algorithm>
#include <utility>

#include "console/panels.h"

namespace buurtkiosk::console {

namespace {

// A button on the line of the foot; what does not fit there stands in it on two small lines, so that nobody
// takes back a step of which they read only the beginning. True when it was pressed.
bool undo_button(Desk& desk, std::string words, float most_width_px, bool enabled) {
    const ImVec2 padding = ImGui::GetStyle().FramePadding;
    const float inside = most_width_px - 2 * padding.x - 2;
    if (measure(desk, words, Weight::body, 0).x <= inside)
        return button(desk, "console.foot.undo", words, {.enabled = enabled});
    const float two_lines = 2 * desk.look.line_px(Weight::small);
    const std::string whole = words;
    for (float room = 2 * inside; measure(desk, words, Weight::small, inside).y > two_lines; room *= 0.9F)
        words = cut_by_words(desk, whole, Weight::small, room);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = std::max(two_lines, ImGui::GetFrameHeight());
    ImGui::SetCursorScreenPos({at.x, at.y - (height - ImGui::GetFrameHeight()) / 2});
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {padding.x, 0});
    const bool pressed =
        button(desk, "console.foot.undo", words,
               {.width_px = measure(desk, words, Weight::small, inside).x + 2 * padding.x + 2,
                .height_px = height,
                .weight = Weight::small,
                .enabled = enabled});
    ImGui::PopStyleVar();
    return pressed;
}

// What can be taken back; when the newest step cannot, that first, and what still can beside it.
void draw_undo(Desk& desk, float most_width_px) {
    const auto& steps = desk.desk().steps;
    const float spacing = ImGui::GetStyle().ItemSpacing.x;
    const std::string stuck = stuck_words(desk);
    float left = most_width_px;
    if (!stuck.empty()) {
        const std::string words = cut_by_words(desk, stuck, Weight::small, most_width_px * 0.6F);
        const ImVec2 size = measure(desk, words, Weight::small, 0);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        ImGui::Dummy({size.x, ImGui::GetFrameHeight()});
        draw_text(desk, {at.x, at.y + (ImGui::GetFrameHeight() - size.y) / 2}, words, Weight::small,
                  desk.look.colours.text, 0);
        ImGui::SameLine();
        left -= size.x + spacing;
    }
    const auto step =
        std::find_if(steps.begin(), steps.end(), [](const views::DeskStep& one) { return !one.stuck; });
    const bool can_undo = step != steps.end();
    std::string undo = desk.say("console.foot.nothing_to_undo");
    if (can_undo) {
        undo = desk.say(stuck.empty() ? "console.foot.undo" : "console.foot.undo_still",
                        {{"step", desk.say(step->what)}});
    }
    if (undo_button(desk, std::move(undo), left, can_undo)) desk.send(assembly::Undo{step->id});
}

}  // namespace

std::string stuck_words(const Desk& desk) {
    const auto& steps = desk.desk().steps;
    if (steps.empty() || !steps.front().stuck) return {};
    const std::string& key = steps.front().what.key;
    const views::PublicView& view = desk.view();
    const bool voted = std::any_of(view.polls.begin(), view.polls.end(), [](const views::PollView& poll) {
        return poll.state == views::PollState::open && poll.cast > 0;
    });
    if (key == "step.poll_opened" && voted) return desk.say("console.stuck.votes");
    if (key == "step.check_in_opened" && view.check_in && view.check_in->count > 0) {
        return desk.say("console.stuck.words");
    }
    return desk.say("console.stuck.other", {{"step", desk.say(steps.front().what)}});
}

void draw_foot(Desk& desk) {
    const host::HostInfo& host = desk.snapshot.host;
    const Look& look = desk.look;
    const float spacing = ImGui::GetStyle().ItemSpacing.x;
    const float line = ImGui::GetFrameHeight();
    const float width = ImGui::GetContentRegionAvail().x;

    // Undo at the left, the stage's light at the right, and between them whether all that people do is kept.
    const views::StageView& stage = desk.view().stage;
    const bool blank = stage.scene == views::StageScene::blank;
    const bool dark = stage.theme == views::Theme::dark;
    // As wide as the longer of its two words, so that the ones beside it stay where they are.
    const auto widest = [&](const char* one, const char* other) {
        return std::max(button_size(desk, desk.say(one), {}).x, button_size(desk, desk.say(other), {}).x);
    };
    const float blank_width = widest("console.foot.blank", "console.foot.unblank");
    const float theme_width = widest("console.foot.light", "console.foot.dark");
    const float full_width = widest("console.foot.fullscreen", "console.foot.window");
    const bool overlay = desk.surface == Surface::over_the_stage;
    const float sound_width = widest("console.foot.sound_off", "console.foot.sound_on");
    float right_width = blank_width + theme_width + full_width + sound_width + 3 * spacing;
    const std::string hide_words = desk.say("console.foot.hide");
    if (overlay) right_width += button_size(desk, hide_words, {}).x + spacing;

    // The line has room for one long sentence: that a step is stuck goes before that all is well.
    std::string stored;
    if (host.storage_failing) {
        stored = desk.say("console.foot.storage_failing");
    } else if (stuck_words(desk).empty()) {
        stored = desk.say("console.foot.stored");
    }
    const Weight stored_weight = host.storage_failing ? Weight::bold : Weight::small;
    const ImVec2 stored_size = measure(desk, stored, stored_weight, 0);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float stored_x = at.x + width - right_width - 3 * spacing - stored_size.x;
    if (host.storage_failing) {
        ImGui::GetWindowDrawList()->AddRectFilled({stored_x - spacing, at.y},
                                                  {stored_x + stored_size.x + spacing, at.y + line},
                                                  look.colours.attention, look.px(6));
    }
    draw_text(desk, {stored_x, at.y + (line - stored_size.y) / 2}, stored, stored_weight,
              host.storage_failing ? look.colours.ground : look.colours.soft, 0);
    draw_undo(desk, stored_x - at.x - 3 * spacing);
    ImGui::SetCursorScreenPos({at.x + width - right_width, at.y});
    const bool sound = desk.set_up.sound;
    if (button(desk, "item.sound", desk.say(sound ? "console.foot.sound_off" : "console.foot.sound_on"),
               {.width_px = sound_width})) {
        desk.actions.emplace_back(ChooseSound{!sound});
    }
    ImGui::SameLine();
    if (button(desk, "console.foot.blank", desk.say(blank ? "console.foot.unblank" : "console.foot.blank"),
               {.width_px = blank_width, .chosen = blank})) {
        desk.send(assembly::BlankStage{!blank});
    }
    ImGui::SameLine();
    if (button(desk, "item.theme", desk.say(dark ? "console.foot.light" : "console.foot.dark"),
               {.width_px = theme_width})) {
        desk.send(assembly::SetTheme{dark ? assembly::Theme::light : assembly::Theme::dark});
    }
    ImGui::SameLine();
    if (button(desk, "console.foot.fullscreen",
               desk.say(desk.stage_fullscreen ? "console.foot.window" : "console.foot.fullscreen"),
               {.width_px = full_width})) {
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
