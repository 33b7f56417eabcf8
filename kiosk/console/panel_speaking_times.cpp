// Owns how the speaking time is divided, with the turn that runs: room and home, the groups, each person, and
// whether the wall shows it. Drawing thread only. It must never show this to a hall that the chair does not
// let see it.
#include <algorithm>

#include "console/panels.h"
#include "console/queue_parts.h"

namespace buurtkiosk::console {

namespace {

struct Line {
    std::string words;
    std::int64_t spoken_ms = 0;
};

// Words, the time at the right, and below them a bar as long as the time; a mark beside the numbers.
void draw_line(Desk& desk, const Line& line, std::int64_t longest_ms) {
    const Colours& c = desk.look.colours;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const std::string time = minutes_seconds(line.spoken_ms);
    const ImVec2 time_size = measure(desk, time, Weight::body, 0);
    const float wrap = width - time_size.x - desk.look.px(12);
    const float words_height = measure(desk, line.words, Weight::body, wrap).y;
    const float bar = desk.look.px(4);
    ImGui::Dummy({width, words_height + bar + desk.look.px(2)});
    if (!item_in_sight(desk)) return;
    draw_text(desk, at, line.words, Weight::body, c.text, wrap);
    draw_text(desk, {at.x + width - time_size.x, at.y}, time, Weight::body, c.text, 0);
    const float share =
        longest_ms <= 0 ? 0 : static_cast<float>(line.spoken_ms) / static_cast<float>(longest_ms);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 low{at.x, at.y + words_height};
    list.AddRectFilled(low, {low.x + width, low.y + bar}, c.raised, bar / 2);
    if (line.spoken_ms > 0)
        list.AddRectFilled(low, {low.x + std::max(width * share, bar), low.y + bar}, c.now, bar / 2);
}

void draw_lines(Desk& desk, const std::vector<Line>& lines) {
    std::int64_t longest_ms = 0;
    for (const Line& line : lines) longest_ms = std::max(longest_ms, line.spoken_ms);
    for (const Line& line : lines) draw_line(desk, line, longest_ms);
}

std::string speaker_words(const Desk& desk, const views::DeskSpeaker& speaker, std::size_t place) {
    std::string words = std::to_string(place) + "  " + set_apart(desk.name_of(speaker.name));
    words += " · " + desk.say(speaker.place == views::Place::home ? "common.home" : "common.room");
    if (const std::string group = group_words(desk, speaker.group); !group.empty())
        words += " · " + set_apart(group);
    if (speaker.turns > 0) words += " · " + desk.say_count("console.times.turns", speaker.turns);
    return words;
}

void draw_on_wall(Desk& desk) {
    const bool shown = desk.view().queue.rules.show_times;
    soft_text(desk, desk.say(shown ? "console.times.on_wall" : "console.times.not_on_wall"));
    const ButtonOptions options{.enabled = desk.view().phase != views::Phase::ended};
    if (!button(desk, shown ? "console.times.hide" : "console.times.show", options)) return;
    assembly::SetQueueRules command;
    command.show_times = !shown;
    desk.send(std::move(command));
}

}  // namespace

void draw_speaking_times(Desk& desk) {
    draw_on_wall(desk);
    if (!times_may_be_seen(desk)) return soft_text(desk, desk.say("console.times.hidden_here"));
    ImGui::PushStyleColor(ImGuiCol_ChildBg, IM_COL32(0, 0, 0, 0));
    ImGui::BeginChild("times", {0, 0}, false, ImGuiWindowFlags_NavFlattened);
    const LiveTimes times = live_times(desk);
    draw_lines(desk, {{desk.say("console.times.room"), times.all.room_ms},
                      {desk.say("console.times.home"), times.all.home_ms}});
    std::vector<Line> groups;
    for (const auto& [group, spoken_ms] : times.all.groups_ms)
        groups.push_back({group_words(desk, group), spoken_ms});
    if (!groups.empty()) {
        ImGui::Dummy({0, desk.look.px(4)});
        soft_text(desk, desk.say("console.times.groups"));
        draw_lines(desk, groups);
    }
    ImGui::Dummy({0, desk.look.px(4)});
    // The wall shows no one's own time.
    if (!desk.hall_reads_along()) {
        soft_text(desk, desk.say(times.speakers.empty() ? "console.times.nobody" : "console.times.people"));
        std::vector<Line> people;
        for (const views::DeskSpeaker& speaker : times.speakers)
            people.push_back({speaker_words(desk, speaker, people.size() + 1), speaker.spoken_ms});
        draw_lines(desk, people);
    }
    ImGui::EndChild();
    ImGui::PopStyleColor();
}

}  // namespace buurtkiosk::console
