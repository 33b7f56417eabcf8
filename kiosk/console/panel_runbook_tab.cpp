// Owns the runbook's tab in the middle: its row of pages, what opens which, and what becomes of a form that
// was sent. Drawing thread only. It must never draw a page itself: each has a file of its own.
#include <algorithm>
#include <array>
#include <cmath>

#include "console/panels.h"

namespace buurtkiosk::console {

namespace {

enum class Answer { none, taken, refused };

// What the meeting said to a form that was sent, as a step of this console with that key.
Answer answer_to(const Desk& desk, const Sent& sent, std::string_view step) {
    const auto& steps = desk.desk().steps;
    if (std::any_of(steps.begin(), steps.end(), [&](const views::DeskStep& one) {
            return one.id > sent.after_step && !one.by && one.what.key == step;
        })) {
        return Answer::taken;
    }
    const auto& notices = desk.snapshot.notices;
    return std::any_of(notices.begin(), notices.end(),
                       [&](const views::Notice& notice) {
                           return notice.number > sent.after_notice &&
                                  notice.what.key.rfind("refusal.", 0) == 0;
                       })
               ? Answer::refused
               : Answer::none;
}

// The page of a form that was taken makes way for the blocks, when it is still looked at.
void leave_page(Memory& memory, RunbookPage page) {
    if (memory.page == page) memory.page = RunbookPage::block;
}

}  // namespace

Sent sent_now(const Desk& desk) {
    Sent sent;
    for (const views::DeskStep& step : desk.desk().steps)
        sent.after_step = std::max(sent.after_step, step.id);
    for (const views::Notice& notice : desk.snapshot.notices)
        sent.after_notice = std::max(sent.after_notice, notice.number);
    return sent;
}

void settle_sent_forms(Desk& desk) {
    Memory& memory = desk.memory;
    if (memory.new_block.sent) {
        const Answer answer = answer_to(desk, *memory.new_block.sent, "step.block_added");
        if (answer != Answer::none) memory.new_block.sent.reset();
        if (answer == Answer::taken) {
            memory.new_block = {};
            leave_page(memory, RunbookPage::add);
        }
    }
    if (memory.table.sent) {
        const Answer answer = answer_to(desk, *memory.table.sent, "step.blocks_added");
        if (answer != Answer::none) memory.table.sent.reset();
        if (answer == Answer::taken) {
            memory.table = {};
            leave_page(memory, RunbookPage::table);
            memory.toast = Toast{desk.say("console.table.taken"), desk.hand_ms};
        }
    }
}

std::vector<std::string> form_words(const Desk& desk) {
    return {desk.say("form.plenary"),  desk.say("form.talk"), desk.say("form.check_in"),
            desk.say("form.speakers"), desk.say("form.poll"), desk.say("form.break"),
            desk.say("form.closing")};
}

void open_runbook_page(Desk& desk, RunbookPage page) {
    desk.memory.middle = MiddleTab::runbook;
    desk.memory.page = page;
    if (page == RunbookPage::ready_made) desk.memory.ready_made.reset();  // read anew: a file may be mended
}

void new_block(Desk& desk) {
    open_runbook_page(desk, RunbookPage::add);
    give_keyboard(desk, "console.runbook.title");
}

void draw_runbook_tab(Desk& desk) {
    struct Page {
        RunbookPage page;
        const char* key;
        bool there = true;
    };
    const Shelf none;
    const Shelf& shelf = desk.shelf == nullptr ? none : *desk.shelf;
    const std::array<Page, 4> pages{
        {{RunbookPage::block, "console.page.block"},
         {RunbookPage::add, "console.page.add"},
         {RunbookPage::table, "console.page.table", shelf.read_table != nullptr},
         {RunbookPage::ready_made, "console.page.ready_made", shelf.evenings != nullptr}}};
    float count = 0;
    for (const Page& page : pages) count += page.there ? 1.0F : 0.0F;
    const float gaps = (count - 1) * ImGui::GetStyle().ItemSpacing.x;
    const float width = std::floor((ImGui::GetContentRegionAvail().x - gaps) / count);
    bool first = true;
    for (const Page& page : pages) {
        if (!page.there) continue;
        if (!first) ImGui::SameLine();
        first = false;
        const ButtonOptions options{
            .width_px = width, .weight = Weight::small, .chosen = desk.memory.page == page.page};
        if (!button(desk, page.key, options) || desk.memory.page == page.page) continue;
        if (page.page == RunbookPage::add) {
            new_block(desk);
        } else {
            open_runbook_page(desk, page.page);
        }
    }
    switch (desk.memory.page) {
        case RunbookPage::block:
            return draw_block_words(desk);
        case RunbookPage::add:
            return draw_new_block(desk);
        case RunbookPage::table:
            return draw_table(desk);
        case RunbookPage::ready_made:
            return draw_ready_made(desk);
    }
}

}  // namespace buurtkiosk::console
