// Owns the console's corner: the stage exactly as it is, what it shows in words, and another scene on one
// click. Drawing thread only. It must never draw the stage itself: the caller's function does, as it does for
// the wall.
#include <vector>

#include "console/panels.h"

namespace buurtkiosk::console {

namespace {

std::string scene_words(const Desk& desk) {
    switch (desk.view().stage.scene) {
        case views::StageScene::lobby:
            return desk.say("console.stage.is_lobby");
        case views::StageScene::agenda:
            return desk.say("console.stage.is_agenda");
        case views::StageScene::check_in:
            return desk.say("console.stage.is_check_in");
        case views::StageScene::speaker:
            return desk.say("console.stage.is_speaker");
        case views::StageScene::poll:
            return desk.say("console.stage.is_poll");
        case views::StageScene::ended:
            return desk.say("console.stage.is_ended");
        case views::StageScene::blank:
            return desk.say("console.stage.is_blank");
    }
    return {};
}

struct Choice {
    const char* key;
    std::optional<assembly::Scene> scene;
};

std::vector<Choice> choices_of(const Desk& desk) {
    const views::PublicView& view = desk.view();
    std::vector<Choice> choices{{"console.stage.auto", std::nullopt},
                                {"console.stage.lobby", assembly::Scene::lobby}};
    if (!view.agenda.blocks.empty()) choices.push_back({"console.stage.agenda", assembly::Scene::agenda});
    if (view.check_in) choices.push_back({"console.stage.check_in", assembly::Scene::check_in});
    if (view.queue.speaking || !view.queue.waiting.empty()) {
        choices.push_back({"console.stage.speaker", assembly::Scene::speaker});
    }
    return choices;
}

}  // namespace

float stage_corner_height(const Desk& desk, bool picture, float width_px) {
    const ImGuiStyle& style = ImGui::GetStyle();
    const float available = ImGui::GetContentRegionAvail().x;
    float height = desk.look.line_px(Weight::small) + 2 * style.ItemSpacing.y;
    if (picture) height += width_px * 9.0F / 16.0F + style.ItemSpacing.y;
    float x = 0;
    for (const Choice& choice : choices_of(desk)) {
        const ImVec2 size = button_size(desk, desk.say(choice.key), {.weight = Weight::small});
        if (x == 0 || x + style.ItemSpacing.x + size.x > available) {
            height += size.y + style.ItemSpacing.y;
            x = size.x;
        } else {
            x += style.ItemSpacing.x + size.x;
        }
    }
    return height;
}

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

    bool first = true;
    for (const Choice& choice : choices_of(desk)) {
        const ButtonOptions options{.weight = Weight::small};
        if (!first) beside_button(desk, choice.key, options);
        first = false;
        if (button(desk, choice.key, options)) desk.send(assembly::ShowScene{choice.scene, std::nullopt});
    }
}

}  // namespace buurtkiosk::console
