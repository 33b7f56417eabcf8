// Owns the middle's top: the block that is now, the one large button that says what comes next and does it,
// and the chair's notes. Drawing thread only. It must never guess the next step: the loop thread made it
// (desk.next).
#include <algorithm>

#include "console/panels.h"
#include "views/time_left.h"

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

std::string time_words(const Desk& desk, const views::TimeLeft& left) {
    const std::int64_t left_ms = left.left_ms;
    if (left_ms >= 60'000)
        return desk.say_count("console.now.left", static_cast<std::size_t>((left_ms + 59'999) / 60'000));
    if (left_ms >= 0) return desk.say("console.now.last_minute");
    const std::int64_t over = -left_ms / 60'000;
    return over == 0 ? desk.say("console.now.time_up")
                     : desk.say_count("console.now.over", static_cast<std::size_t>(over));
}

// Empties as the time goes; in the last fifth in the colour that asks for attention, beside the words.
void draw_time_bar(Desk& desk, const views::TimeLeft& left) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float height = desk.look.px(6);
    ImGui::Dummy({width, height});
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float round = height / 2;
    const ImU32 colour = left.little() ? desk.look.colours.attention : desk.look.colours.now;
    list.AddRectFilled(at, {at.x + width, at.y + height}, desk.look.colours.raised, round);
    if (left.over()) {
        list.AddRect(at, {at.x + width, at.y + height}, colour, round, 0, desk.look.px(1));
    } else {
        list.AddRectFilled(at, {at.x + std::max(width * left.share(), height), at.y + height}, colour, round);
    }
}

// As large as it can be on two lines.
Weight title_weight(const Desk& desk, const std::string& title, float width) {
    const float two_lines = 2 * desk.look.line_px(Weight::large);
    return measure(desk, title, Weight::large, width).y <= two_lines ? Weight::large : Weight::bold;
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

QuestionKeys question_keys(const assembly::Command& command) {
    if (std::holds_alternative<assembly::ClosePoll>(command))
        return {"console.question.close_poll", "console.question.close_poll_yes",
                "console.question.again_close_poll"};
    if (std::holds_alternative<assembly::StartMeeting>(command))
        return {"console.question.begin_empty", "console.question.begin_empty_yes",
                "console.question.again_begin_empty"};
    return {"console.question.end", "console.question.end_yes", "console.question.again_end"};
}

void press_large_button(Desk& desk) {
    Memory& memory = desk.memory;
    if (desk.hand_ms - memory.large_pressed_ms < bounce_ms && desk.hand_ms >= memory.large_pressed_ms) return;
    memory.large_pressed_ms = desk.hand_ms;
    if (is_question(desk, large_button_place)) {
        desk.send(memory.question->command);
        memory.question.reset();
        return;
    }
    const auto& next = desk.desk().next.command;
    if (!next) return;
    if (asks_first(*next, desk.snapshot)) {
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
    std::optional<views::TimeLeft> time;
    if (blocks.now != nullptr) {
        title = blocks.now->title;
        time = views::time_left(*blocks.now, desk.now_ms);
        if (time) left = time_words(desk, *time);
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
    const ImVec2 left_size = left.empty() ? ImVec2{0, 0} : measure(desk, left, Weight::large, 0);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float title_width = width - left_size.x - look.px(16);
    text(desk, title, title_weight(desk, title, title_width), look.colours.text, title_width);
    draw_text(desk, {at.x + width - left_size.x, at.y}, left, Weight::large, look.colours.text, 0);
    if (time) draw_time_bar(desk, *time);
    if (blocks.now != nullptr) {
        std::string around = block_times(desk, *blocks.now);
        if (blocks.next != nullptr) {
            if (!around.empty()) around += "   ";
            around += desk.say("console.now.then", {{"title", blocks.next->title},
                                                    {"minutes", std::to_string(blocks.next->minutes)}});
        }
        soft_text(desk, around);
    }

    // The large button, or the question that stands in its place.
    const float height = look.px(84);
    if (is_question(desk, large_button_place)) {
        const QuestionKeys keys = question_keys(desk.memory.question->command);
        text(desk, desk.say(keys.question));
        const std::string yes = desk.say(keys.yes);
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
    struct Part {
        std::string heading;
        std::string words;
    };
    std::vector<Part> parts;
    const auto add = [&](const char* heading, const std::string& words) {
        if (!words.empty()) parts.push_back({desk.say(heading), words});
    };
    const Blocks blocks = blocks_of(desk);
    const auto materials = [&](const views::BlockView* block) {
        const auto more = block == nullptr ? desk.desk().blocks.end() : desk.desk().blocks.find(block->id);
        return more == desk.desk().blocks.end() ? std::string() : more->second.materials;
    };
    add("console.notes.heading", desk.desk().notes);
    if (desk.view().phase == views::Phase::lobby) {
        std::string all;
        for (const views::BlockView& block : desk.view().agenda.blocks) {
            const std::string one = materials(&block);
            if (!one.empty()) all += (all.empty() ? "" : "\n") + block.title + ": " + one;
        }
        add("console.notes.all_materials", all);
    } else {
        add("console.notes.materials", materials(blocks.now));
        add("console.notes.next_materials", materials(blocks.next));
    }
    if (parts.empty()) return;
    const ImGuiStyle& style = ImGui::GetStyle();
    const float wrap = ImGui::GetContentRegionAvail().x - desk.look.px(30);
    const float around = 2 * style.WindowPadding.y + 2;
    float needed = around;
    for (const Part& part : parts) {
        needed += desk.look.line_px(Weight::small) + measure(desk, part.words, Weight::body, wrap).y +
                  2 * style.ItemSpacing.y;
    }
    // Under a form that is being filled in, what matters most is in sight and the rest scrolls.
    const float lines = desk.memory.middle == MiddleTab::runbook ? 2.2F : 5.4F;
    const float most = around + desk.look.line_px(Weight::small) + style.ItemSpacing.y +
                       lines * desk.look.line_px(Weight::body);
    begin_panel(desk, "notes", {0, std::min(needed - style.ItemSpacing.y, most)});
    for (const Part& part : parts) {
        soft_text(desk, part.heading);
        text(desk, part.words, Weight::body, desk.look.colours.text, wrap);
    }
    end_panel();
}

}  // namespace buurtkiosk::console
