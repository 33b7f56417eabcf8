// Owns the console's speaker list: next, move, remove, close the list, add somebody without a phone, speaking
// time. Drawing thread only. It must never reorder by itself: each change is a command, and the list comes
// back in a snapshot.
#include <array>
#include <cmath>

#include "console/panels.h"
#include "views/queue_words.h"

namespace buurtkiosk::console {

namespace {

std::optional<EntryId> speaking_now(const views::QueueView& queue) {
    return queue.speaking ? std::optional(queue.speaking->entry.id) : std::nullopt;
}

// Only what is not as usual: at home, out of turn, with a topic.
std::string about(const Desk& desk, const views::QueueEntryView& entry) {
    std::string words;
    const auto add = [&](const std::string& more) { words += (words.empty() ? "" : " · ") + more; };
    if (entry.place == views::Place::home) add(desk.say("common.home"));
    const auto say = [&](std::string_view key, const std::vector<TextParameter>& parameters) {
        return desk.say(key, parameters);
    };
    if (entry.kind != views::QueueKind::point) add(views::kind_words(say, entry.kind));
    if (entry.why.code != assembly::Why::Code::first_come) add(views::why_words(say, entry.why, desk.view()));
    if (!entry.topic.empty()) add(desk.say("console.queue.topic", {{"topic", entry.topic}}));
    return words;
}

void draw_entry(Desk& desk, const std::vector<views::QueueEntryView>& waiting, std::size_t index) {
    const views::QueueEntryView& entry = waiting[index];
    const std::string id = entry.id.text();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float side = ImGui::GetFrameHeight();
    const float spacing = desk.look.px(4);
    const std::string remove = desk.say("console.queue.remove");
    const float remove_width = button_size(desk, remove, {}).x;
    const float tools = 2 * side + remove_width + 3 * spacing;
    const float number_width = desk.look.px(30);
    const float wrap = width - tools - number_width - spacing;
    const std::string words = about(desk, entry);
    const std::string name = desk.name_of(entry.name);
    const float name_height = measure(desk, name, Weight::body, wrap).y;
    const float words_height = words.empty() ? 0 : measure(desk, words, Weight::small, wrap).y;
    const float height = std::max(name_height + words_height, side) + desk.look.px(2);
    const float top = std::floor(at.y + (height - name_height - words_height) / 2);

    ImGui::Dummy({width - tools, height});
    if (item_in_sight(desk)) {
        draw_text(desk, {at.x, top}, std::to_string(index + 1), Weight::body, desk.look.colours.soft, 0);
        draw_text(desk, {at.x + number_width, top}, name, Weight::body, desk.look.colours.text, wrap);
        draw_text(desk, {at.x + number_width, top + name_height}, words, Weight::small,
                  desk.look.colours.soft, wrap);
    }
    const float y = at.y + (height - side) / 2;
    ImGui::SetCursorScreenPos({at.x + width - tools + spacing, y});
    if (arrow_button(desk, "console.queue.up", id, true, index > 0)) {
        desk.send(assembly::MoveInQueue{entry.id, waiting[index - 1].id});
    }
    ImGui::SetCursorScreenPos({at.x + width - tools + side + 2 * spacing, y});
    if (arrow_button(desk, "console.queue.down", id, false, index + 1 < waiting.size())) {
        desk.send(assembly::MoveInQueue{
            entry.id, index + 2 < waiting.size() ? std::optional(waiting[index + 2].id) : std::nullopt});
    }
    ImGui::SetCursorScreenPos({at.x + width - remove_width, y});
    if (button(desk, "console.queue.remove", remove, {.id = id}))
        desk.send(assembly::RemoveFromQueue{entry.id});
    ImGui::SetCursorScreenPos({at.x, at.y + height});
    ImGui::Dummy({width, 0});
}

void draw_adding(Desk& desk) {
    Memory& memory = desk.memory;
    const std::string place =
        desk.say(memory.speaker_place == assembly::Place::room ? "common.room" : "common.home");
    const std::string add = desk.say("console.queue.add");
    const float spacing = ImGui::GetStyle().ItemSpacing.x;
    const float place_width = std::max(button_size(desk, desk.say("common.room"), {}).x,
                                       button_size(desk, desk.say("common.home"), {}).x);
    const float add_width = button_size(desk, add, {}).x;
    const bool ended = desk.view().phase == views::Phase::ended;
    const float field = ImGui::GetContentRegionAvail().x - place_width - add_width - 2 * spacing;
    ImGui::BeginDisabled(ended);
    bool wanted = text_field(desk, "console.queue.name", "", memory.speaker_name, field);
    ImGui::SameLine();
    if (button(desk, "item.place", place, {.width_px = place_width})) {
        memory.speaker_place =
            memory.speaker_place == assembly::Place::room ? assembly::Place::home : assembly::Place::room;
    }
    if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", desk.say("console.queue.place_hint").c_str());
    ImGui::SameLine();
    const bool may = !ended && !memory.speaker_name.empty();
    wanted = button(desk, "console.queue.add", add, {.enabled = may}) || wanted;
    ImGui::EndDisabled();
    if (wanted && may) {
        desk.send(assembly::AddToQueue{memory.speaker_name, memory.speaker_place});
        memory.speaker_name.clear();
        memory.speaker_place = assembly::Place::room;
    }
}

void draw_limit(Desk& desk) {
    constexpr std::array<std::int32_t, 6> limits_s{0, 60, 90, 120, 180, 300};
    const std::int32_t now_s = desk.view().queue.limits_s.front();
    const auto words = [&](std::int32_t limit_s) {
        if (limit_s == 0) return desk.say("console.queue.no_limit");
        return desk.say("console.queue.limit_time",
                        {{"time", minutes_seconds(std::int64_t{limit_s} * 1000)}});
    };
    const std::string label = desk.say("console.queue.limit");
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 size = measure(desk, label, Weight::small, 0);
    draw_text(desk, {at.x, at.y + (ImGui::GetFrameHeight() - size.y) / 2}, label, Weight::small,
              desk.look.colours.soft, 0);
    ImGui::SetCursorScreenPos({at.x + size.x + ImGui::GetStyle().ItemSpacing.x, at.y});
    ImGui::SetNextItemWidth(-1);
    if (ImGui::BeginCombo("##limit", words(now_s).c_str())) {
        for (const std::int32_t limit_s : limits_s) {
            if (ImGui::Selectable(words(limit_s).c_str(), limit_s == now_s)) {
                desk.send(assembly::SetSpeakingLimit{limit_s});
            }
            desk.record("console.queue.limit_time", std::to_string(limit_s));
        }
        ImGui::EndCombo();
    }
    desk.record("console.queue.limit", "");
}

}  // namespace

void draw_queue(Desk& desk) {
    const views::QueueView& queue = desk.view().queue;
    const std::size_t count = queue.waiting.size();
    const bool ended = desk.view().phase == views::Phase::ended;
    if (ended) {
        soft_text(desk, desk.say("console.queue.ended"));
    } else {
        soft_text(desk, desk.say(queue.open ? "console.queue.is_open" : "console.queue.is_closed") + " " +
                            (count == 0 ? desk.say("console.queue.nobody")
                                        : desk.say_count("console.queue.waiting", count)));
    }
    const bool may = count > 0 && !ended;
    if (button(desk, "console.queue.next", {.enabled = may}))
        desk.send(assembly::QueueNext{speaking_now(queue)});
    const char* open_or_close = queue.open ? "console.queue.close" : "console.queue.open";
    beside_button(desk, open_or_close, {});
    if (button(desk, open_or_close, {.enabled = !ended})) {
        if (queue.open) {
            desk.send(assembly::CloseQueue{});
        } else {
            desk.send(assembly::OpenQueue{});
        }
    }

    const float below =
        2 * ImGui::GetFrameHeightWithSpacing() + ImGui::GetStyle().ItemSpacing.y +
        (paint::console_fonts_hold(desk.memory.speaker_name) ? 0 : ImGui::GetTextLineHeightWithSpacing());
    ImGui::PushStyleColor(ImGuiCol_ChildBg, IM_COL32(0, 0, 0, 0));
    ImGui::BeginChild("entries", {0, std::max(ImGui::GetContentRegionAvail().y - below, desk.look.px(60))},
                      false, ImGuiWindowFlags_NavFlattened);
    if (count == 0 && !ended) soft_text(desk, desk.say("console.queue.empty"));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{ImGui::GetStyle().ItemSpacing.x, desk.look.px(3)});
    for (std::size_t i = 0; i < count; ++i) draw_entry(desk, queue.waiting, i);
    ImGui::PopStyleVar();
    ImGui::EndChild();
    ImGui::PopStyleColor();
    draw_adding(desk);
    ImGui::BeginDisabled(ended);
    draw_limit(desk);
    ImGui::EndDisabled();
}

}  // namespace buurtkiosk::console
