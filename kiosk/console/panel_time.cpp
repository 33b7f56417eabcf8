// Owns when the evening ends, in letters that are read at arm's length, and the times of a block: as planned
// and as they are. Drawing thread only. It must never count a forecast itself while the evening runs: the
// snapshot has it.
#include <algorithm>
#include <cstdlib>

#include "console/panels.h"

namespace buurtkiosk::console {

namespace {

constexpr std::int64_t minute_ms = 60'000;

std::string from_to(std::int64_t from_ms, std::int64_t to_ms) {
    return clock_text(from_ms) + "–" + clock_text(to_ms);
}

// How long a block takes from its own beginning; parts that come in turn are counted one by one.
std::int32_t own_minutes(const views::AgendaView& agenda, const views::BlockView& block) {
    bool has_parts = false;
    std::int32_t longest = 0;
    for (const views::BlockView& part : agenda.blocks) {
        if (part.inside != block.id) continue;
        has_parts = true;
        if (part.state != views::BlockState::skipped) longest = std::max(longest, part.minutes);
    }
    if (!has_parts) return block.minutes;
    return block.side_by_side ? longest : 0;
}

// When it would end if it began now: the blocks one after another, none before its own fixed start.
std::int64_t end_if_begun_now(const Desk& desk) {
    const views::AgendaView& agenda = desk.view().agenda;
    std::int64_t at_ms = desk.now_ms;
    bool side_by_side = false;  // the block that these are parts of
    for (const views::BlockView& block : agenda.blocks) {
        if (!block.inside) side_by_side = block.side_by_side;
        const bool counted = block.inside && side_by_side;  // with its whole
        if (counted || block.state == views::BlockState::skipped) continue;
        at_ms = std::max(at_ms, block.fixed_ms.value_or(at_ms)) + own_minutes(agenda, block) * minute_ms;
    }
    return at_ms;
}

std::string against_plan(const Desk& desk) {
    const views::AgendaView& agenda = desk.view().agenda;
    if (!agenda.ends_ms || !agenda.ahead_s) return desk.say("console.time.no_plan");
    const std::int32_t minutes = *agenda.ahead_s / 60;
    if (minutes == 0) return desk.say("console.time.on_plan");
    const std::int64_t planned_ms = *agenda.ends_ms + std::int64_t{*agenda.ahead_s} * 1000;
    return desk.say(minutes > 0 ? "console.time.earlier" : "console.time.later",
                    {{"n", std::to_string(std::abs(minutes))}, {"time", clock_text(planned_ms)}});
}

struct Forecast {
    std::string words;
    std::string explained;
    bool late = false;
};

Forecast forecast(const Desk& desk) {
    const views::AgendaView& agenda = desk.view().agenda;
    if (agenda.blocks.empty()) return {desk.say("console.time.empty"), ""};
    switch (desk.view().phase) {
        case views::Phase::lobby:
            return {desk.say("console.time.ends", {{"time", clock_text(end_if_begun_now(desk))}}),
                    desk.say("console.time.if_begun_now")};
        case views::Phase::running:
            if (!agenda.ends_ms) return {desk.say("console.time.empty"), ""};
            return {desk.say("console.time.ends", {{"time", clock_text(*agenda.ends_ms)}}),
                    against_plan(desk), agenda.ahead_s.value_or(0) <= -60};
        case views::Phase::ended:
            if (!agenda.ends_ms) return {desk.say("console.phase.ended"), ""};
            return {desk.say("console.time.ended", {{"time", clock_text(*agenda.ends_ms)}}),
                    against_plan(desk)};
    }
    return {};
}

}  // namespace

std::string block_times(const Desk& desk, const views::BlockView& block) {
    std::string times;
    if (block.starts_ms && block.ends_ms) times = from_to(*block.starts_ms, *block.ends_ms);
    const auto more = desk.desk().blocks.find(block.id);
    if (more == desk.desk().blocks.end() || !more->second.plan_starts_ms || !more->second.plan_ends_ms) {
        return times;
    }
    const std::string planned = from_to(*more->second.plan_starts_ms, *more->second.plan_ends_ms);
    if (planned == times) return desk.say("console.time.as_planned", {{"times", times}});
    if (!times.empty()) times += " · ";
    return times + desk.say("console.time.planned", {{"times", planned}});
}

void draw_forecast(Desk& desk) {
    const Forecast shown = forecast(desk);
    const Look& look = desk.look;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    // A mark beside the words, never an alarm.
    const float mark = shown.late ? look.px(14) : 0;
    const float width = ImGui::GetContentRegionAvail().x - mark;
    if (shown.late) ImGui::Indent(mark);
    text(desk, shown.words, Weight::large, look.colours.text, width);
    text(desk, shown.explained, Weight::body, look.colours.text, width);
    if (!shown.late) return;
    ImGui::Unindent(mark);
    const float bottom = ImGui::GetItemRectMax().y;
    ImGui::GetWindowDrawList()->AddRectFilled({at.x, at.y + look.px(4)}, {at.x + look.px(5), bottom},
                                              look.colours.attention, look.px(2));
}

}  // namespace buurtkiosk::console
