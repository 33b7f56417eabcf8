// Owns the page for a pasted table: the text as it was pasted, what it says line by line, and one press that
// adds it to the agenda. Drawing thread only. It must never add a line that could not be read.
#include <algorithm>

#include "base/limits.h"
#include "console/panels.h"

namespace buurtkiosk::console {

namespace {

// The block that the new ones go before: the chosen one, if it is still to come and stands by itself.
const views::BlockView* goes_before(const Desk& desk) {
    for (const views::BlockView& block : desk.view().agenda.blocks) {
        const bool to_come = block.state == views::BlockState::todo && !block.inside;
        if (desk.memory.block == block.id && to_come) return &block;
    }
    return nullptr;
}

void read(Desk& desk) {
    PastedTable& table = desk.memory.table;
    if (table.read_text == table.text) return;
    table.read_text = table.text;
    table.sent.reset();
    const bool blank = table.text.find_first_not_of(" \t\r\n") == std::string::npos;
    table.read = blank ? TableRead{} : desk.shelf->read_table(table.text);
}

void draw_read(Desk& desk) {
    const TableRead& read = desk.memory.table.read;
    for (const Sentence& mistake : read.mistakes) text(desk, desk.say(mistake), Weight::bold);
    const auto forms = form_words(desk);
    std::int32_t minutes = 0;
    for (const assembly::AddBlock& block : read.blocks) {
        minutes += block.minutes;
        draw_agenda_line(desk, block, block.minutes, forms[static_cast<std::size_t>(block.form)]);
    }
    if (!read.blocks.empty()) {
        soft_text(desk, desk.say("console.table.total", {{"n", std::to_string(read.blocks.size())},
                                                         {"minutes", std::to_string(minutes)}}));
    }
}

}  // namespace

void draw_agenda_line(Desk& desk, const assembly::AddBlock& block, std::int32_t takes_minutes,
                      std::string_view at_the_right) {
    const Look& look = desk.look;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float indent = block.inside ? look.px(18) : 0;
    const float numbers = measure(desk, "000 min", Weight::body, 0).x + look.px(12);
    const std::string time =
        block.start_min ? desk.say("console.table.start", {{"time", clock_of_minutes(*block.start_min)}})
                        : std::string();
    std::string right{at_the_right};
    if (!time.empty()) right = time + (right.empty() ? "" : " · ") + right;
    const ImVec2 right_size = measure(desk, right, Weight::small, 0);
    const float wrap = width - numbers - indent - right_size.x - look.px(12);
    const float height = measure(desk, block.title, Weight::body, wrap).y;
    ImGui::Dummy({width, height});
    if (!item_in_sight(desk)) return;
    const std::string minutes = desk.say("console.table.minutes", {{"n", std::to_string(takes_minutes)}});
    const float from_right = measure(desk, minutes, Weight::body, 0).x + look.px(12);
    draw_text(desk, {at.x + numbers - from_right, at.y}, minutes, Weight::body, look.colours.soft, 0);
    draw_text(desk, {at.x + numbers + indent, at.y}, block.title, Weight::body, look.colours.text, wrap);
    const float drop = (look.line_px(Weight::body) - look.line_px(Weight::small)) / 2;
    draw_text(desk, {at.x + width - right_size.x, at.y + drop}, right, Weight::small, look.colours.soft, 0);
}

void draw_table(Desk& desk) {
    Memory& memory = desk.memory;
    PastedTable& table = memory.table;
    if (desk.shelf == nullptr || !desk.shelf->read_table) return;
    soft_text(desk, desk.say("console.table.explain"));
    // All buttons in one row above the table, so that a long one pushes none of them away.
    const bool wanted = std::exchange(memory.paste_wanted, false);
    if (button(desk, "console.table.paste", {}) || wanted) {
        const char* clipboard = ImGui::GetClipboardText();
        const std::string_view copied = clipboard == nullptr ? std::string_view() : clipboard;
        if (copied.empty() || copied.size() > limits::table_bytes) {
            const char* why = copied.empty() ? "console.table.nothing" : "console.table.too_long";
            memory.toast = Toast{desk.say(why), desk.hand_ms};
        } else {
            table.text = copied;
        }
    }
    read(desk);
    const std::size_t count = table.read.blocks.size();
    const bool may =
        count > 0 && table.read.mistakes.empty() && !table.sent && desk.view().phase != views::Phase::ended;
    if (count > 0) {
        const ButtonOptions options{.kind = ButtonKind::primary, .enabled = may};
        const std::string add = desk.say_count("console.table.add", count);
        beside_if_it_fits(desk, button_size(desk, add, options).x);
        const bool pressed = button(desk, "console.table.add", add, options);
        if ((take_save(desk) || pressed) && may) {
            assembly::TakeAgenda take;
            take.blocks = table.read.blocks;
            if (const views::BlockView* before = goes_before(desk)) take.before = before->id;
            desk.send(std::move(take));
            table.sent = sent_now(desk);
        }
    }
    if (!table.text.empty()) {
        beside_button(desk, "console.table.clear", {});
        if (button(desk, "console.table.clear", {})) table = {};
    }
    if (count > 0) {
        const views::BlockView* before = goes_before(desk);
        soft_text(desk, before == nullptr
                            ? desk.say("console.runbook.goes_last")
                            : desk.say("console.runbook.goes_before", {{"title", before->title}}));
    }
    table_area(desk, "console.table.text", table.text, 4);
    draw_read(desk);
}

}  // namespace buurtkiosk::console
