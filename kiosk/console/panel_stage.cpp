// Owns the console's corner: the stage exactly as it is, what it shows in words, and another scene on one
// click. Drawing thread only. It must never draw the stage itself: the caller's function does, as it does for
// the wall.
#include <array>
#include <cmath>

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
        case views::StageScene::slides:
            return desk.say("console.stage.is_slides");
        case views::StageScene::ended:
            return desk.say("console.stage.is_ended");
        case views::StageScene::blank:
            return desk.say("console.stage.is_blank");
        case views::StageScene::question:
            return desk.say("console.stage.is_question");
    }
    return {};
}

struct Choice {
    const char* key;
    std::optional<assembly::Scene> scene;
    bool possible = true;
    std::optional<PollId> poll = std::nullopt;
};

constexpr std::size_t choices_in_a_row = 3;
constexpr std::size_t choices_in_all = 6;
constexpr std::size_t choice_rows = choices_in_all / choices_in_a_row;

// The poll to put on the wall: the one the chair looks at, else the one that stood there last, else the
// newest.
std::optional<PollId> poll_to_show(const Desk& desk) {
    const views::PublicView& view = desk.view();
    std::optional<PollId> found;
    for (const views::PollView& poll : view.polls) {
        if (poll.state == views::PollState::draft) continue;
        if (desk.memory.poll == poll.id) return poll.id;
        if (!found || found != view.stage.poll) found = poll.id;
    }
    return found;
}

// Always all of them, in the same place: what cannot be shown now rests there until it can.
std::array<Choice, choices_in_all> choices_of(const Desk& desk) {
    const views::PublicView& view = desk.view();
    const bool speakers = view.queue.speaking || !view.queue.waiting.empty();
    const auto poll = poll_to_show(desk);
    return {{{"console.stage.auto", std::nullopt},
             {"console.stage.lobby", assembly::Scene::lobby},
             {"console.stage.agenda", assembly::Scene::agenda, !view.agenda.blocks.empty()},
             {"console.stage.check_in", assembly::Scene::check_in, view.check_in.has_value()},
             {"console.stage.speaker", assembly::Scene::speaker, speakers},
             {"console.stage.poll", assembly::Scene::poll, poll.has_value(), poll}}};
}

float choice_width(float available_px) {
    const float gaps = static_cast<float>(choices_in_a_row - 1) * ImGui::GetStyle().ItemSpacing.x;
    return std::floor((available_px - gaps) / static_cast<float>(choices_in_a_row));
}

}  // namespace

float stage_corner_height(const Desk& desk, bool picture, float width_px) {
    const ImGuiStyle& style = ImGui::GetStyle();
    const float words = desk.look.line_px(Weight::small);
    const float top = picture ? width_px * 9.0F / 16.0F : words;
    const float row = words + 2 * style.FramePadding.y + style.ItemSpacing.y;
    return top + style.ItemSpacing.y + static_cast<float>(choice_rows) * row;
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
        // Its words stand beside it: below it they would take a block from the runbook.
        const float gap = desk.look.px(8);
        const float beside = ImGui::GetContentRegionAvail().x - width_px - gap;
        draw_text(desk, {at.x + width_px + gap, at.y}, scene_words(desk), Weight::small,
                  desk.look.colours.soft, beside);
    } else {
        soft_text(desk, scene_words(desk));
    }

    const float width = choice_width(ImGui::GetContentRegionAvail().x);
    std::size_t place = 0;
    for (const Choice& choice : choices_of(desk)) {
        if (place++ % choices_in_a_row != 0) ImGui::SameLine();
        const ButtonOptions options{.width_px = width, .weight = Weight::small, .enabled = choice.possible};
        if (button(desk, choice.key, options)) desk.send(assembly::ShowScene{choice.scene, choice.poll});
    }
}

}  // namespace buurtkiosk::console
