// Owns the console's left panel: the runbook with each block's state in words, its minutes and times, and
// what is done with a block where it stands: stretch, move, skip, split, remove. Drawing thread only. It must
// never decide what comes next: that is the large button's.
#include <algorithm>

#include "base/limits.h"
#include "console/panels.h"
#include "views/time_left.h"

namespace buurtkiosk::console {

namespace {

// The state in a word, with the minutes while they still matter.
std::string state_words(const Desk& desk, const views::BlockView& block) {
    const std::vector<TextParameter> minutes{{"n", std::to_string(block.minutes)}};
    switch (block.state) {
        case views::BlockState::todo:
            if (block.fixed_ms) return desk.say("console.runbook.fixed", minutes);
            if (block.side_by_side) return desk.say("console.runbook.together", minutes);
            return desk.say("console.runbook.todo", minutes);
        case views::BlockState::now:
            return desk.say("console.runbook.now", minutes);
        case views::BlockState::done:
            return desk.say("console.runbook.done");
        case views::BlockState::skipped:
            return desk.say("console.runbook.skipped");
    }
    return {};
}

// Blocks of the same level that are still to come: those that a block can change places with.
std::vector<BlockId> siblings_to_come(const Desk& desk, const views::BlockView& block) {
    std::vector<BlockId> siblings;
    for (const views::BlockView& one : desk.view().agenda.blocks) {
        const bool begun = one.state == views::BlockState::done || one.state == views::BlockState::now;
        if (begun) siblings.clear();  // what was skipped before it lies behind us
        if (!begun && one.inside == block.inside) siblings.push_back(one.id);
    }
    return siblings;
}

// Up and down among the blocks that are to come.
void draw_movers(Desk& desk, const views::BlockView& block) {
    const std::string id = block.id.text();
    const std::vector<BlockId> siblings = siblings_to_come(desk, block);
    const auto here = std::find(siblings.begin(), siblings.end(), block.id);
    const bool can_rise = here != siblings.end() && here != siblings.begin();
    const bool can_sink = here != siblings.end() && std::next(here) != siblings.end();
    if (arrow_button(desk, "item.block_up", id, true, can_rise))
        desk.send(assembly::MoveBlock{block.id, *std::prev(here)});
    ImGui::SameLine();
    if (arrow_button(desk, "item.block_down", id, false, can_sink)) {
        const auto after = std::next(here, 2);
        desk.send(
            assembly::MoveBlock{block.id, after == siblings.end() ? std::nullopt : std::optional(*after)});
    }
}

void draw_tools(Desk& desk, const views::BlockView& block) {
    const std::string id = block.id.text();
    const auto& blocks = desk.view().agenda.blocks;
    const bool todo = block.state == views::BlockState::todo;
    const bool skipped = block.state == views::BlockState::skipped;
    const bool now = block.state == views::BlockState::now;
    const bool has_parts = std::any_of(blocks.begin(), blocks.end(),
                                       [&](const views::BlockView& one) { return one.inside == block.id; });
    const bool at_table = std::any_of(blocks.begin(), blocks.end(), [&](const views::BlockView& one) {
        return block.inside == one.id && one.side_by_side;
    });
    if ((todo || now) && !has_parts) {
        const int step = now ? 1 : 5;
        const int change =
            stepper(desk, "item.block_minutes", id,
                    desk.say_count("console.minutes", static_cast<std::size_t>(block.minutes)), step);
        if (change != 0) {
            const int minutes = std::clamp(block.minutes + change, 1, limits::block_minutes);
            desk.send(assembly::SetBlockMinutes{block.id, minutes});
        }
    }
    if (now && at_table && button(desk, "console.runbook.table_ready", {.id = id}))
        desk.send(assembly::FinishPart{block.id});
    if (button(desk, "console.runbook.edit", {.id = id})) edit_block(desk, block.id);
    if (!todo && !skipped) return;
    ImGui::SameLine();
    draw_movers(desk, block);
    const char* skip = skipped ? "console.runbook.unskip" : "console.runbook.skip";
    beside_button(desk, skip, {.id = id});
    if (button(desk, skip, {.id = id})) desk.send(assembly::SkipBlock{block.id, !skipped});
    if (todo && !has_parts && block.minutes > 1) {
        beside_button(desk, "console.runbook.split", {.id = id});
        if (button(desk, "console.runbook.split", {.id = id}))
            desk.send(assembly::SplitBlock{block.id, (block.minutes + 1) / 2});
    }
    beside_button(desk, "console.runbook.remove", {.id = id});
    if (button(desk, "console.runbook.remove", {.id = id})) desk.send(assembly::RemoveBlock{block.id});
}

const views::BlockView* find_block(const Desk& desk, BlockId id) {
    const auto& blocks = desk.view().agenda.blocks;
    const auto found =
        std::find_if(blocks.begin(), blocks.end(), [&](const views::BlockView& one) { return one.id == id; });
    return found == blocks.end() ? nullptr : &*found;
}

// The first fixed start that cannot be kept: by how much, and one click for what would help.
void draw_clash(Desk& desk) {
    if (desk.desk().clashes.empty()) return;
    const assembly::Clash& clash = desk.desk().clashes.front();
    const views::BlockView* block = find_block(desk, clash.block);
    if (block == nullptr || !block->fixed_ms) return;
    text(desk, desk.say("console.runbook.late", {{"title", block->title},
                                                 {"time", clock_text(*block->fixed_ms)},
                                                 {"n", std::to_string(clash.late_ms / 60'000)}}));
    if (clash.cuts.empty()) return soft_text(desk, desk.say("console.runbook.late_no_cut"));
    assembly::ShortenBlocks shorten;
    std::string cuts;
    for (const assembly::Cut& cut : clash.cuts) {
        const views::BlockView* shorter = find_block(desk, cut.block);
        if (shorter == nullptr) return;
        shorten.cuts.push_back({cut.block, cut.from_minutes, cut.to_minutes});
        cuts += (cuts.empty() ? "" : ", ") +
                desk.say("console.runbook.cut", {{"title", shorter->title},
                                                 {"n", std::to_string(cut.from_minutes - cut.to_minutes)}});
    }
    soft_text(desk, cuts);
    const std::string key = clash.still_late_minutes > 0 ? "console.runbook.fit_some" : "console.runbook.fit";
    const std::string words = desk.say(key, {{"n", std::to_string(clash.still_late_minutes)}});
    if (button(desk, "console.runbook.fit", words, {.width_px = ImGui::GetContentRegionAvail().x}))
        desk.send(std::move(shorten));
}

// How much room draw_clash takes, so that what stands below it keeps its place.
float clash_height(const Desk& desk) {
    if (desk.desk().clashes.empty()) return 0;
    const float line = desk.look.line_px(Weight::body);
    return desk.desk().clashes.front().cuts.empty() ? 5 * line
                                                    : 6 * line + ImGui::GetFrameHeightWithSpacing();
}

void draw_block(Desk& desk, const views::BlockView& block) {
    const Look& look = desk.look;
    const bool now = block.state == views::BlockState::now;
    const bool past = block.state == views::BlockState::done || block.state == views::BlockState::skipped;
    const bool chosen = desk.memory.block == block.id;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float time_width = look.px(58) + (block.inside ? look.px(14) : 0);  // a part stands under its block
    const float padding = look.px(4);
    const std::string state = state_words(desk, block);
    const ImVec2 state_size = measure(desk, state, Weight::small, 0);
    const float text_width = width - time_width - state_size.x - look.px(20);
    const Weight weight = now ? Weight::bold : Weight::body;
    const float title_height = measure(desk, block.title, weight, text_width).y;
    // As planned and as they are: of what is on, and of what the chair looks at.
    const std::string times = now || chosen ? block_times(desk, block) : std::string();
    const float times_width = width - time_width - look.px(8);
    const float times_height = times.empty() ? 0 : measure(desk, times, Weight::small, times_width).y;
    const float height = 2 * padding + title_height + times_height;

    ImGui::PushStyleColor(ImGuiCol_Button, now || chosen ? look.colours.raised : IM_COL32(0, 0, 0, 0));
    const std::string name = "##block#" + block.id.text();
    if (ImGui::Button(name.c_str(), {width, height})) {
        desk.memory.block = chosen ? std::nullopt : std::optional(block.id);
    }
    ImGui::PopStyleColor();
    desk.record("item.block", block.id.text());
    if (item_in_sight(desk)) {
        ImDrawList& list = *ImGui::GetWindowDrawList();
        if (now) {
            const auto left = views::time_left(block, desk.now_ms);
            list.AddRectFilled({at.x, at.y}, {at.x + look.px(4), at.y + height},
                               left && left->little() ? look.colours.attention : look.colours.now,
                               look.px(2));
        }
        const ImU32 ink = past ? look.colours.soft : look.colours.text;
        if (block.starts_ms) {
            draw_text(desk, {at.x + look.px(9), at.y + padding}, clock_text(*block.starts_ms), Weight::body,
                      look.colours.soft, 0);
        }
        draw_text(desk, {at.x + time_width, at.y + padding}, block.title, weight, ink, text_width);
        const float drop = (look.fonts.regular->FontSize - look.fonts.small->FontSize) / 2;
        draw_text(desk, {at.x + width - state_size.x - look.px(8), at.y + padding + drop}, state,
                  Weight::small, look.colours.soft, 0);
        draw_text(desk, {at.x + time_width, at.y + padding + title_height}, times, Weight::small,
                  look.colours.soft, times_width);
    }
    if (chosen) {
        ImGui::Indent(time_width);
        draw_tools(desk, block);
        ImGui::Unindent(time_width);
    }
}

// Back and on. They keep their place whatever is asked, opened or added: a hand finds them blindly.
void draw_steps(Desk& desk) {
    const views::AgendaView& agenda = desk.view().agenda;
    const float half = (ImGui::GetContentRegionAvail().x - ImGui::GetStyle().ItemSpacing.x) / 2;
    const bool past =
        std::any_of(agenda.blocks.begin(), agenda.blocks.end(), [](const views::BlockView& block) {
            return block.state == views::BlockState::done || block.state == views::BlockState::skipped;
        });
    const bool running = desk.view().phase == views::Phase::running;
    if (button(desk, "console.runbook.back", {.width_px = half, .enabled = running && past})) {
        desk.send(assembly::AgendaBack{agenda.now});
    }
    ImGui::SameLine();
    if (button(desk, "console.runbook.next",
               {.width_px = half,
                .enabled = desk.view().phase != views::Phase::ended && !agenda.blocks.empty()})) {
        desk.send(assembly::AgendaNext{agenda.now});
    }
}

// The end of the evening stands at the top, the whole list away from 'next block'.
void draw_heading(Desk& desk) {
    if (question_stands(desk, "console.runbook.end#", "console.question.end", "console.question.end_yes")) {
        return;
    }
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const bool ended = desk.view().phase == views::Phase::ended;
    if (button(desk, "console.runbook.add", {.enabled = !ended})) new_block(desk);
    const auto at_the_right = [&](std::string_view key) {
        ImGui::SameLine();
        ImGui::SetCursorScreenPos({at.x + width - button_size(desk, desk.say(key), {}).x, at.y});
    };
    if (desk.view().phase == views::Phase::lobby && desk.shelf != nullptr && desk.shelf->evenings) {
        at_the_right("console.ready.open");
        if (button(desk, "console.ready.open", {})) open_runbook_page(desk, RunbookPage::ready_made);
    }
    if (desk.view().phase != views::Phase::running) return;
    at_the_right("console.runbook.end");
    button_that_asks(desk, "console.runbook.end", "console.question.end", "console.question.end_yes",
                     assembly::EndMeeting{}, {});
}

}  // namespace

void draw_runbook(Desk& desk) {
    const views::AgendaView& agenda = desk.view().agenda;
    draw_forecast(desk);
    draw_heading(desk);

    const float below = ImGui::GetFrameHeightWithSpacing() + clash_height(desk);
    const float list_height = std::max(ImGui::GetContentRegionAvail().y - below, desk.look.px(60));
    ImGui::PushStyleColor(ImGuiCol_ChildBg, IM_COL32(0, 0, 0, 0));
    ImGui::BeginChild("blocks", {0, list_height}, false, ImGuiWindowFlags_NavFlattened);
    ImGui::PopStyleColor();
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{ImGui::GetStyle().ItemSpacing.x, desk.look.px(2)});
    if (agenda.blocks.empty()) soft_text(desk, desk.say("console.runbook.empty"));
    for (const views::BlockView& block : agenda.blocks) {
        draw_block(desk, block);
        if (agenda.now == block.id && desk.memory.scrolled_to != agenda.now) {
            ImGui::SetScrollHereY(0.3F);
            desk.memory.scrolled_to = agenda.now;
        }
    }
    ImGui::PopStyleVar();
    ImGui::EndChild();
    draw_clash(desk);
    // At the very foot of their panel, however high what is above them came out.
    const float foot = ImGui::GetContentRegionAvail().y - ImGui::GetFrameHeight();
    if (foot > 0) ImGui::SetCursorPosY(ImGui::GetCursorPosY() + foot);
    draw_steps(desk);
}

}  // namespace buurtkiosk::console
