// Owns the middle's top: the block that is now, the one large button that says what comes next and does it,
// and the chair's notes. Drawing thread only. It must never guess the next step: the loop thread made it
// (desk.next).
#include <algorithm>

#include "console/panels.h"

namespace buurtkiosk::console {

namespace {

struct Blocks {
    const views::BlockView* now = nullptr;
    const views::BlockView* next = nullptr;
};

Blocks blocks_of(const Desk& desk) {
    Blocks found;
    const views::AgendaView& agenda = desk.view().agenda;
    for (const views::BlockView& block : agenda.blocks) {
        if (agenda.now == block.id) found.now = &block;
        if (found.next == nullptr && block.state == views::BlockState::todo) found.next = &block;
    }
    return found;
}

std::string time_left(const Desk& desk, const views::BlockView& block) {
    if (!block.starts_ms) return {};
    const std::int64_t left_ms = *block.starts_ms + std::int64_t{block.minutes} * 60'000 - desk.now_ms;
    if (left_ms >= 60'000)
        return desk.say_count("console.now.left", static_cast<std::size_t>((left_ms + 59'999) / 60'000));
    if (left_ms >= 0) return desk.say("console.now.last_minute");
    const std::int64_t over = -left_ms / 60'000;
    return over == 0 ? desk.say("console.now.time_up")
                     : desk.say_count("console.now.over", static_cast<std::size_t>(over));
}

// What the button's step is about: the question of the poll or of the check-in.
std::string about(const Desk& desk) {
    const auto& next = desk.desk().next;
    for (const TextParameter& parameter : next.what.parameters) {
        if (parameter.name == "question" || parameter.name == "prompt") return parameter.value;
    }
    return {};
}

}  // namespace

void press_large_button(Desk& desk) {
    Memory& memory = desk.memory;
    if (desk.now_ms - memory.large_pressed_ms < bounce_ms && desk.now_ms >= memory.large_pressed_ms) return;
    memory.large_pressed_ms = desk.now_ms;
    if (is_question(desk, large_button_place)) {
        desk.send(memory.question->command);
        memory.question.reset();
        return;
    }
    const auto& next = desk.desk().next.command;
    if (!next) return;
    if (cannot_be_undone(*next)) {
        ask(desk, large_button_place, *next);
    } else {
        desk.send(*next);
    }
}

void draw_now(Desk& desk) {
    const Look& look = desk.look;
    const Blocks blocks = blocks_of(desk);
    const float width = ImGui::GetContentRegionAvail().x;

    // What is now, with its time at the right.
    std::string title;
    std::string left;
    if (blocks.now != nullptr) {
        title = blocks.now->title;
        left = time_left(desk, *blocks.now);
    } else {
        switch (desk.view().phase) {
            case views::Phase::lobby:
                title = desk.say("console.now.lobby");
                break;
            case views::Phase::running:
                title = desk.say("console.now.no_block");
                break;
            case views::Phase::ended:
                title = desk.say("console.now.ended");
                break;
        }
    }
    const ImVec2 left_size = left.empty() ? ImVec2{0, 0} : measure(desk, left, Weight::bold, 0);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    text(desk, title, Weight::large, look.colours.text, width - left_size.x - look.px(16));
    const float line_gap = (look.fonts.large->FontSize - look.fonts.bold->FontSize) / 2;
    draw_text(desk, {at.x + width - left_size.x, at.y + line_gap}, left, Weight::bold, look.colours.text, 0);
    if (blocks.next != nullptr && blocks.now != nullptr) {
        soft_text(desk, desk.say("console.now.then", {{"title", blocks.next->title},
                                                      {"minutes", std::to_string(blocks.next->minutes)}}));
    }

    // The large button, or the question that stands in its place.
    const float height = look.px(84);
    if (is_question(desk, large_button_place)) {
        const assembly::Command& command = desk.memory.question->command;
        const bool poll = std::holds_alternative<assembly::ClosePoll>(command);
        text(desk, desk.say(poll ? "console.question.close_poll" : "console.question.end"));
        const std::string yes =
            desk.say(poll ? "console.question.close_poll_yes" : "console.question.end_yes");
        const float yes_width = (width - ImGui::GetStyle().ItemSpacing.x) * 0.62F;
        if (button(desk, "item.large_button", yes,
                   {.width_px = yes_width,
                    .height_px = height * 0.7F,
                    .kind = ButtonKind::primary,
                    .weight = Weight::large})) {
            press_large_button(desk);
        }
        ImGui::SameLine();
        if (button(desk, "console.question.no",
                   {.id = large_button_place,
                    .width_px = -1 + width - yes_width - ImGui::GetStyle().ItemSpacing.x,
                    .height_px = height * 0.7F})) {
            desk.memory.question.reset();
        }
        return;
    }
    const views::NextStep& next = desk.desk().next;
    const bool pressed = button(desk, "item.large_button", desk.say(next.what),
                                {.width_px = width,
                                 .height_px = height,
                                 .kind = next.command ? ButtonKind::primary : ButtonKind::normal,
                                 .weight = Weight::large,
                                 .enabled = next.command.has_value(),
                                 .note = about(desk)});
    if (pressed) press_large_button(desk);
}

void draw_notes(Desk& desk) {
    if (desk.hall_reads_along()) return;
    const std::string& notes = desk.desk().notes;
    if (notes.empty()) return;
    const float wrap = ImGui::GetContentRegionAvail().x - desk.look.px(30);
    const float around = desk.look.line_px(Weight::small) + ImGui::GetStyle().ItemSpacing.y +
                         2 * ImGui::GetStyle().WindowPadding.y + 2;
    const float needed = around + measure(desk, notes, Weight::body, wrap).y;
    const float most = around + 3.4F * desk.look.line_px(Weight::body);
    begin_panel(desk, "notes", {0, std::min(needed, most)});
    soft_text(desk, desk.say("console.notes.heading"));
    text(desk, notes, Weight::body, desk.look.colours.text, wrap);
    end_panel();
}

}  // namespace buurtkiosk::console
