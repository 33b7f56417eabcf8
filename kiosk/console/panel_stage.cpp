// Owns the console's corner: the stage exactly as it is, what it shows in words, and another scene on one click.
// Drawing thread only. It must never draw the stage itself: the caller's function does, as it does for the wall.
#include <array>

#include "console/panels.h"

namespace buurtkiosk::console {

namespace {

std::string scene_words(const Desk& desk) {
    switch (desk.view().stage.scene) {
        case views::StageScene::lobby: return desk.say("console.stage.is_lobby");
        case views::StageScene::agenda: return desk.say("console.stage.is_agenda");
        case views::StageScene::check_in: return desk.say("console.stage.is_check_in");
        case views::StageScene::speaker: return desk.say("console.stage.is_speaker");
        case views::StageScene::poll: return desk.say("console.stage.is_poll");
        case views::StageScene::ended: return desk.say("console.stage.is_ended");
        case views::StageScene::blank: return desk.say("console.stage.is_blank");
    }
    return {};
}

}  // namespace

void draw_stage_corner(Desk& desk, const DrawStage& draw_stage, float width_px) {
    const float height = width_px * 9.0F / 16.0F;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (draw_stage) {
        ImGui::Dummy({width_px, height});
        ImDrawList& list = *ImGui::GetWindowDrawList();
        list.PushClipRect(at, {at.x + width_px, at.y + height}, true);
        draw_stage(list, at, {width_px, height});
        list.PopClipRect();
        list.AddRect(at, {at.x + width_px, at.y + height}, desk.look.colours.line, 0, 0, desk.look.px(1));
    }
    soft_text(desk, scene_words(desk));

    struct Choice {
        const char* key;
        std::optional<assembly::Scene> scene;
        bool possible;
    };
    const views::PublicView& view = desk.view();
    const std::array<Choice, 5> choices{
        {{"console.stage.auto", std::nullopt, true},
         {"console.stage.lobby", assembly::Scene::lobby, true},
         {"console.stage.agenda", assembly::Scene::agenda, !view.agenda.blocks.empty()},
         {"console.stage.check_in", assembly::Scene::check_in, view.check_in.has_value()},
         {"console.stage.speaker", assembly::Scene::speaker, view.queue.speaking || !view.queue.waiting.empty()}}};
    bool first = true;
    for (const Choice& choice : choices) {
        if (!choice.possible) continue;
        const ButtonOptions options{.weight = Weight::small};
        if (!first) beside_button(desk, choice.key, options);
        first = false;
        if (button(desk, choice.key, options)) desk.send(assembly::ShowScene{choice.scene, std::nullopt});
    }
}

}  // namespace buurtkiosk::console
