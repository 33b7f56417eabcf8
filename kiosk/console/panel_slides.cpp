// Owns the row of slides: which page is on the stage, a page back and on, and the way back to slides that
// something else took the stage from. Drawing thread only. It must never show a page itself: the stage's
// corner does.
#include <algorithm>

#include "console/panels.h"

namespace buurtkiosk::console {

namespace {

// Whose slides belong to the block that is on: its own, else those of what it is a part of.
std::optional<std::pair<BlockId, assembly::Slides>> slides_of_now(const Desk& desk) {
    const views::AgendaView& agenda = desk.view().agenda;
    const auto now = std::find_if(agenda.blocks.begin(), agenda.blocks.end(),
                                  [&](const views::BlockView& block) { return agenda.now == block.id; });
    if (now == agenda.blocks.end()) return std::nullopt;
    for (const std::optional<BlockId>& one : {std::optional(now->id), now->inside}) {
        if (!one) continue;
        const auto block = desk.desk().blocks.find(*one);
        if (block != desk.desk().blocks.end() && block->second.slides)
            return std::pair(*one, *block->second.slides);
    }
    return std::nullopt;
}

void turn_page(Desk& desk, const views::SlideView& slide, std::int32_t page) {
    desk.send(assembly::TurnSlide{slide.page, page});
}

}  // namespace

bool turn_page_back(Desk& desk) {
    const auto& slide = desk.view().stage.slide;
    if (!slide || slide->page <= 1 || slide->pages == 0) return false;
    turn_page(desk, *slide, slide->page - 1);
    return true;
}

void draw_slides(Desk& desk) {
    const auto& slide = desk.view().stage.slide;
    if (slide && slide->pages > 0) {
        const std::vector<TextParameter> place = {{"page", std::to_string(slide->page)},
                                                  {"pages", std::to_string(slide->pages)}};
        // Beside buttons, the words stand in the middle of their height.
        const float top = ImGui::GetCursorPosY();
        ImGui::SetCursorPosY(top + ImGui::GetStyle().FramePadding.y);
        text(desk, desk.say("console.slides.page", place), Weight::bold);
        const float low = ImGui::GetCursorPosY();
        beside_button(desk, "console.slides.back");
        if (ImGui::GetCursorPosY() < low) ImGui::SetCursorPosY(top);  // there was room beside the words
        if (button(desk, "console.slides.back", {.enabled = slide->page > 1}))
            turn_page(desk, *slide, slide->page - 1);
        beside_button(desk, "console.slides.on");
        if (button(desk, "console.slides.on", {.enabled = slide->page < slide->pages}))
            turn_page(desk, *slide, slide->page + 1);
        return;
    }
    const auto mine = slides_of_now(desk);
    if (slide || (mine && !mine->second.failed && mine->second.pages == 0)) {
        soft_text(desk, desk.say("console.slides.coming"));
        return;
    }
    if (!mine) return;
    if (mine->second.failed) {
        soft_text(desk, desk.say("console.slides.failed", {{"file", mine->second.name}}));
    } else if (desk.view().stage.scene == views::StageScene::blank) {
        return;  // they may lie under it; the large button and B take the blank away
    } else if (button(desk, "console.slides.show")) {
        desk.send(assembly::ShowSlides{mine->first});
    }
}

}  // namespace buurtkiosk::console
