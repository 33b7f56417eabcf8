// Owns the page with ready-made evenings: what there is to choose from, what is in it, and one press that
// takes it in the place of what was prepared. Drawing thread only. It must never offer that once the evening
// has begun.
#include <algorithm>
#include <cmath>

#include "console/panels.h"

namespace buurtkiosk::console {

namespace {

constexpr const char* take_place = "console.ready.take#";

// Of a block with parts, what they say: one after another, or side by side the longest.
std::int32_t minutes_of(const std::vector<assembly::AddBlock>& blocks, std::size_t index) {
    const assembly::AddBlock& block = blocks[index];
    const BlockId id{static_cast<std::uint32_t>(index + 1)};
    std::int32_t sum = 0;
    std::int32_t longest = 0;
    for (const assembly::AddBlock& part : blocks) {
        if (part.inside != id) continue;
        sum += part.minutes;
        longest = std::max(longest, part.minutes);
    }
    if (sum == 0) return block.minutes;
    return block.side_by_side ? longest : sum;
}

std::int32_t minutes_of(const std::vector<assembly::AddBlock>& blocks) {
    std::int32_t all = 0;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (!blocks[i].inside) all += minutes_of(blocks, i);
    }
    return all;
}

std::string title_of(const ReadyMade& one) {
    return one.agenda.instead ? one.agenda.instead->title : one.file;
}

void draw_choice(Desk& desk, const ReadyMade& one, std::size_t index) {
    Memory& memory = desk.memory;
    const Look& look = desk.look;
    const bool chosen = memory.ready_made_chosen == index;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float padding = look.px(6);
    const float wrap = width - 3 * padding;
    const std::string size =
        one.mistake
            ? desk.say("console.ready.unreadable")
            : desk.say("console.ready.size", {{"n", std::to_string(one.agenda.blocks.size())},
                                              {"minutes", std::to_string(minutes_of(one.agenda.blocks))}});
    const std::string about =
        size + "\n" + (one.own ? desk.say("console.ready.own") + " · " : std::string()) + one.file;
    const std::string title = title_of(one);
    const float title_height = measure(desk, title, Weight::bold, wrap).y;
    const float about_height = measure(desk, about, Weight::small, wrap).y;
    const std::string id = std::to_string(index);
    ImGui::PushStyleColor(ImGuiCol_Button, chosen ? look.colours.raised : IM_COL32(0, 0, 0, 0));
    if (ImGui::Button(item_name("item.ready_made", id).c_str(),
                      {width, title_height + about_height + 2 * padding})) {
        memory.ready_made_chosen = index;
        if (is_question(desk, take_place)) memory.question.reset();
    }
    ImGui::PopStyleColor();
    const ImVec2 end = ImGui::GetItemRectMax();
    desk.record("item.ready_made", id);
    if (!item_in_sight(desk)) return;
    if (chosen) {
        ImGui::GetWindowDrawList()->AddRectFilled(at, {at.x + look.px(4), end.y}, look.colours.now,
                                                  look.px(2));
    }
    draw_text(desk, {at.x + 2 * padding, at.y + padding}, title, Weight::bold, look.colours.text, wrap);
    draw_text(desk, {at.x + 2 * padding, at.y + padding + title_height}, about, Weight::small,
              look.colours.soft, wrap);
}

void draw_preview(Desk& desk, const ReadyMade& one) {
    if (one.mistake) {
        text(desk, desk.say(*one.mistake), Weight::bold);
        return;
    }
    std::string slides;
    for (const std::string& file : one.slides) slides += (slides.empty() ? "" : ", ") + file;
    if (!slides.empty()) text(desk, desk.say("console.ready.slides", {{"files", slides}}));
    const auto forms = form_words(desk);
    std::string materials;
    for (std::size_t i = 0; i < one.agenda.blocks.size(); ++i) {
        const assembly::AddBlock& block = one.agenda.blocks[i];
        const std::string form = block.side_by_side ? desk.say("console.words.together")
                                                    : forms[static_cast<std::size_t>(block.form)];
        draw_agenda_line(desk, block, minutes_of(one.agenda.blocks, i), form);
        if (block.materials.empty()) continue;
        materials += (materials.empty() ? "" : "\n") + block.title + ": " + block.materials;
    }
    if (materials.empty()) return;
    heading(desk, desk.say("console.notes.all_materials"));
    text(desk, materials);
}

// The press that takes it, or why that cannot be done any more.
void draw_take(Desk& desk, const ReadyMade& one) {
    const views::PublicView& view = desk.view();
    const bool used = std::any_of(view.polls.begin(), view.polls.end(), [](const views::PollView& poll) {
        return poll.state != views::PollState::draft;
    });
    if (view.phase != views::Phase::lobby || used) {
        text(desk, desk.say("console.ready.too_late"));
        return;
    }
    if (one.mistake) return;
    const bool replaces = !view.agenda.blocks.empty() || !view.polls.empty();
    if (!replaces) {
        if (button(desk, "console.ready.take", {.kind = ButtonKind::primary, .weight = Weight::bold})) {
            desk.send(one.agenda);
        }
        return;
    }
    if (is_question(desk, take_place)) {
        text(desk, desk.say_count("console.ready.question", view.agenda.blocks.size()));
        if (button(desk, "console.ready.take_yes", {.kind = ButtonKind::primary, .weight = Weight::bold})) {
            desk.send(desk.memory.question->command);
            desk.memory.question.reset();
        }
        beside_button(desk, "console.question.no", {.id = take_place});
        if (button(desk, "console.question.no", {.id = take_place})) desk.memory.question.reset();
        return;
    }
    if (button(desk, "console.ready.take", {.kind = ButtonKind::primary, .weight = Weight::bold})) {
        ask(desk, take_place, one.agenda);
    }
}

}  // namespace

void draw_ready_made(Desk& desk) {
    Memory& memory = desk.memory;
    if (desk.shelf == nullptr || !desk.shelf->evenings) return;
    if (!memory.ready_made) memory.ready_made = desk.shelf->evenings();
    const std::vector<ReadyMade>& offered = *memory.ready_made;
    soft_text(desk, desk.say(offered.empty() ? "console.ready.none" : "console.ready.explain"));
    if (offered.empty()) return;
    memory.ready_made_chosen = std::min(memory.ready_made_chosen, offered.size() - 1);
    // The choices at the left, what is in the chosen one at the right, each as long as it is.
    const float left = std::floor(ImGui::GetContentRegionAvail().x * 0.36F);
    ImGui::PushStyleColor(ImGuiCol_ChildBg, IM_COL32(0, 0, 0, 0));
    ImGui::BeginChild("choices", {left, 0}, false, ImGuiWindowFlags_NavFlattened);
    for (std::size_t i = 0; i < offered.size(); ++i) draw_choice(desk, offered[i], i);
    ImGui::EndChild();
    ImGui::SameLine();
    ImGui::BeginChild("preview", {0, 0}, false, ImGuiWindowFlags_NavFlattened);
    draw_take(desk, offered[memory.ready_made_chosen]);
    draw_preview(desk, offered[memory.ready_made_chosen]);
    ImGui::EndChild();
    ImGui::PopStyleColor();
}

}  // namespace buurtkiosk::console
