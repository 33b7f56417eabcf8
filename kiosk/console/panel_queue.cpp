// Owns the speakers' tab: its pages (the row, the rules, the groups, the times), and above the row who is
// next, by which rules, and whether others can still come onto it. Drawing thread only. It must never reorder
// by itself: each change is a command, and the row comes back in a snapshot.
#include <algorithm>
#include <array>
#include <cmath>

#include "console/panels.h"
#include "console/queue_parts.h"

namespace buurtkiosk::console {

namespace {

void draw_pages(Desk& desk) {
    struct Page {
        QueuePage page;
        const char* key;
    };
    constexpr std::array<Page, 4> pages{{{QueuePage::row, "console.queue.page_row"},
                                         {QueuePage::rules, "console.queue.page_rules"},
                                         {QueuePage::groups, "console.queue.page_groups"},
                                         {QueuePage::times, "console.queue.page_times"}}};
    const auto count = static_cast<float>(pages.size());
    const float gaps = (count - 1) * ImGui::GetStyle().ItemSpacing.x;
    const float width = std::floor((ImGui::GetContentRegionAvail().x - gaps) / count);
    bool first = true;
    for (const Page& page : pages) {
        if (!first) ImGui::SameLine();
        first = false;
        const bool chosen = desk.memory.queue_page == page.page;
        if (button(desk, page.key, {.width_px = width, .weight = Weight::small, .chosen = chosen}))
            desk.memory.queue_page = page.page;
    }
}

void draw_state(Desk& desk) {
    const views::QueueView& queue = desk.view().queue;
    const std::size_t count = queue.waiting.size();
    if (desk.view().phase == views::Phase::ended) return soft_text(desk, desk.say("console.queue.ended"));
    soft_text(desk, desk.say(queue.open ? "console.queue.is_open" : "console.queue.is_closed") + " " +
                        (count == 0 ? desk.say("console.queue.nobody")
                                    : desk.say_count("console.queue.waiting", count)));
    // By which rules they stand as they stand: the sentence of the wall.
    soft_text(desk, views::rules_words(say_of(desk), queue.rules));
}

// Who is next, by name, and the door of the list; the door stays where it is, whoever is next. A long name
// takes a second line: a name of which half is shown may be somebody else's.
void draw_next(Desk& desk) {
    const bool ended = desk.view().phase == views::Phase::ended;
    const bool open = desk.view().queue.open;
    const ImGuiStyle& style = ImGui::GetStyle();
    const float door = std::max(button_size(desk, desk.say("console.queue.close"), {}).x,
                                button_size(desk, desk.say("console.queue.open"), {}).x);
    const float width = ImGui::GetContentRegionAvail().x - door - style.ItemSpacing.x;
    const auto next = next_up(desk);
    const std::string words = next ? next->words : desk.say("console.queue.next");
    const bool may = next && !ended;
    if (button(desk, "console.queue.next", words, {.width_px = width, .enabled = may}))
        desk.send(call_next(desk, *next));
    ImGui::SameLine();
    const char* key = open ? "console.queue.close" : "console.queue.open";
    if (button(desk, key, {.width_px = door, .enabled = !ended})) {
        if (open) {
            desk.send(assembly::CloseQueue{});
        } else {
            desk.send(assembly::OpenQueue{});
        }
    }
}

}  // namespace

void draw_queue(Desk& desk) {
    draw_pages(desk);
    switch (desk.memory.queue_page) {
        case QueuePage::row:
            draw_state(desk);
            draw_next(desk);
            draw_queue_rows(desk, ImGui::GetContentRegionAvail().y - adding_height(desk));
            return draw_adding(desk);
        case QueuePage::rules:
            return draw_queue_rules(desk);
        case QueuePage::groups:
            return draw_people_groups(desk);
        case QueuePage::times:
            return draw_speaking_times(desk);
    }
}

}  // namespace buurtkiosk::console
