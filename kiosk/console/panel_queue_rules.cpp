// Owns the rules of the row: which fairness counts and in which order, how often somebody may be overtaken,
// whether replies are open, and how long each kind of turn lasts. Drawing thread only. It must never word a
// rule by itself: the wall says the same sentence.
#include <algorithm>
#include <array>

#include "base/limits.h"
#include "console/panels.h"
#include "console/queue_parts.h"

namespace buurtkiosk::console {

namespace {

using assembly::FairRule;

void set_order(Desk& desk, std::vector<FairRule> order) {
    assembly::SetQueueRules command;
    command.order = std::move(order);
    desk.send(std::move(command));
}

// One rule: its place, its words, earlier and later among those that are on, and on or off.
void draw_rule(Desk& desk, FairRule rule) {
    const std::vector<FairRule>& order = desk.view().queue.rules.order;
    const auto found = std::find(order.begin(), order.end(), rule);
    const bool on = found != order.end();
    const auto place = static_cast<std::size_t>(found - order.begin());
    const std::string id(name_of(rule));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float side = ImGui::GetFrameHeight();
    const float spacing = desk.look.px(4);
    const float switch_width = std::max(button_size(desk, desk.say("console.rules.on"), {}).x,
                                        button_size(desk, desk.say("console.rules.off"), {}).x);
    const float number_width = desk.look.px(26);
    const float tools = switch_width + 2 * side + 3 * spacing;
    const std::string words = views::rule_words(say_of(desk), rule);
    const float wrap = width - number_width - tools;
    const float words_height = measure(desk, words, Weight::body, wrap).y;
    const float height = std::max(words_height, side);
    const ImU32 ink = on ? desk.look.colours.text : desk.look.colours.soft;
    const float top = at.y + (height - words_height) / 2;
    ImGui::Dummy({width - tools, height});
    if (item_in_sight(desk)) {
        if (on) draw_text(desk, {at.x, top}, std::to_string(place + 1), Weight::bold, ink, 0);
        draw_text(desk, {at.x + number_width, top}, words, Weight::body, ink, wrap);
    }
    const float y = at.y + (height - side) / 2;
    const auto swapped = [&](std::size_t with) {
        std::vector<FairRule> other = order;
        std::swap(other[place], other[with]);
        set_order(desk, std::move(other));
    };
    ImGui::SetCursorScreenPos({at.x + width - tools + spacing, y});
    if (arrow_button(desk, "console.rules.up", id, true, on && place > 0)) swapped(place - 1);
    ImGui::SetCursorScreenPos({at.x + width - tools + side + 2 * spacing, y});
    if (arrow_button(desk, "console.rules.down", id, false, on && place + 1 < order.size()))
        swapped(place + 1);
    ImGui::SetCursorScreenPos({at.x + width - switch_width, y});
    const char* key = on ? "console.rules.off" : "console.rules.on";
    if (button(desk, key, {.id = id, .width_px = switch_width})) {
        std::vector<FairRule> other = order;
        if (on) {
            other.erase(other.begin() + static_cast<std::ptrdiff_t>(place));
        } else {
            other.push_back(rule);
        }
        set_order(desk, std::move(other));
    }
    ImGui::SetCursorScreenPos({at.x, at.y + height});
    ImGui::Dummy({width, 0});
}

void draw_order(Desk& desk) {
    const assembly::QueueRules& rules = desk.view().queue.rules;
    soft_text(desk, desk.say("console.rules.on_wall"));
    text(desk, views::rules_words(say_of(desk), rules), Weight::bold);
    // Those that are on stand first, in the order in which they count.
    for (const FairRule rule : rules.order) draw_rule(desk, rule);
    for (const auto& [name, rule] : assembly::fair_rule_names) {
        if (std::find(rules.order.begin(), rules.order.end(), rule) == rules.order.end())
            draw_rule(desk, rule);
    }
    const bool groups =
        std::find(rules.order.begin(), rules.order.end(), FairRule::group_turn) != rules.order.end();
    if (groups && desk.view().groups.empty()) soft_text(desk, desk.say("console.rules.no_groups"));
}

void draw_overtaking(Desk& desk) {
    const std::int32_t most = desk.view().queue.rules.overtake_most;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float side = ImGui::GetFrameHeight();
    const float stepper_width = 2 * side + desk.look.px(64) + 2 * ImGui::GetStyle().ItemSpacing.x;
    const std::string label = desk.say("console.rules.overtake");
    const ImVec2 size = measure(desk, label, Weight::body, width - stepper_width);
    const float height = std::max(size.y, side);
    draw_text(desk, {at.x, at.y + (height - size.y) / 2}, label, Weight::body, desk.look.colours.text,
              width - stepper_width);
    ImGui::SetCursorScreenPos({at.x + width - stepper_width, at.y + (height - side) / 2});
    const int change = stepper(desk, "item.overtake", "",
                               desk.say_count("console.rules.times", static_cast<std::size_t>(most)), 1);
    ImGui::SetCursorScreenPos({at.x, at.y + height});
    ImGui::Dummy({width, 0});
    if (most == 0) soft_text(desk, desk.say("console.rules.overtake_none"));
    const std::int32_t wanted = std::clamp(most + change, 0, limits::overtake_most);
    if (wanted == most) return;
    assembly::SetQueueRules command;
    command.overtake_most = wanted;
    desk.send(std::move(command));
}

void draw_replies(Desk& desk) {
    const bool open = desk.view().queue.rules.replies_open;
    text(desk, desk.say(open ? "console.rules.replies_open" : "console.rules.replies_closed"));
    if (!button(desk, open ? "console.rules.close_replies" : "console.rules.open_replies")) return;
    assembly::SetQueueRules command;
    command.replies_open = !open;
    desk.send(std::move(command));
}

void draw_limit(Desk& desk, assembly::QueueKind kind, float label_width) {
    const std::int32_t now_s = desk.view().queue.limits_s.at(static_cast<std::size_t>(kind));
    std::vector<std::int32_t> limits_s{0, 30, 60, 90, 120, 180, 300};
    if (std::find(limits_s.begin(), limits_s.end(), now_s) == limits_s.end()) {
        limits_s.push_back(now_s);  // a runbook may say another
        std::sort(limits_s.begin(), limits_s.end());
    }
    std::vector<std::string> words;
    for (const std::int32_t limit_s : limits_s) {
        words.push_back(limit_s == 0 ? desk.say("console.queue.no_limit")
                                     : desk.say("console.queue.limit_time",
                                                {{"time", minutes_seconds(std::int64_t{limit_s} * 1000)}}));
    }
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const std::string label = views::kind_words(say_of(desk), kind);
    draw_text(desk, {at.x, at.y + ImGui::GetStyle().FramePadding.y}, label, Weight::body,
              desk.look.colours.text, 0);
    ImGui::SetCursorScreenPos({at.x + label_width, at.y});
    const auto now = std::find(limits_s.begin(), limits_s.end(), now_s) - limits_s.begin();
    const int chosen = choose_one(desk, "console.queue.limit", words, static_cast<int>(now),
                                  ImGui::GetContentRegionAvail().x, std::string(assembly::name_of(kind)));
    if (chosen < 0 || chosen == now) return;
    desk.send(assembly::SetSpeakingLimit{limits_s[static_cast<std::size_t>(chosen)], kind});
}

}  // namespace

void draw_queue_rules(Desk& desk) {
    ImGui::PushStyleColor(ImGuiCol_ChildBg, IM_COL32(0, 0, 0, 0));
    ImGui::BeginChild("rules", {0, 0}, false, ImGuiWindowFlags_NavFlattened);
    ImGui::BeginDisabled(desk.view().phase == views::Phase::ended);
    const float gap = desk.look.px(6);
    draw_order(desk);
    ImGui::Dummy({0, gap});
    draw_overtaking(desk);
    ImGui::Dummy({0, gap});
    draw_replies(desk);
    ImGui::Dummy({0, gap});
    soft_text(desk, desk.say("console.queue.limit"));
    float label_width = 0;
    for (const std::string& kind : kind_choices(desk))
        label_width = std::max(label_width, measure(desk, kind, Weight::body, 0).x);
    for (std::size_t kind = 0; kind < assembly::queue_kinds; ++kind)
        draw_limit(desk, static_cast<assembly::QueueKind>(kind), label_width + desk.look.px(12));
    ImGui::EndDisabled();
    ImGui::EndChild();
    ImGui::PopStyleColor();
}

}  // namespace buurtkiosk::console
