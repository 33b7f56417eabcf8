// Owns the strip of who speaks now: kind, name, whether they are there, time, pause, thirty seconds more, the
// end of the turn, who was not there, and who goes on or comes next. It stands there whatever else runs.
// Drawing thread only. It must never count time itself: since_ms and the kiosk's clock do.
#include <algorithm>
#include <utility>
#include <variant>

#include "console/panels.h"
#include "console/queue_parts.h"
#include "views/time_left.h"

namespace buurtkiosk::console {

namespace {

std::string time_words(const Desk& desk, const views::SpeakingView& speaking) {
    const std::int64_t spoken_ms = speaking.paused_ms.value_or(desk.now_ms - speaking.since_ms);
    std::string time;
    if (speaking.limit_s == 0) {
        time = desk.say("console.speaker.spoken", {{"time", minutes_seconds(spoken_ms)}});
    } else {
        const std::int64_t left_ms = std::int64_t{speaking.limit_s} * 1000 - spoken_ms;
        // Rounded up as on the stage: 2:00 stands for the whole first second, 0:00 when the time is up.
        if (left_ms > 0) {
            time = desk.say("console.speaker.left", {{"time", minutes_seconds(left_ms + 999)}});
        } else {
            time = desk.say("console.speaker.over", {{"time", minutes_seconds(-left_ms)}});
        }
    }
    if (speaking.paused_ms) time += " · " + desk.say("console.speaker.paused");
    return time;
}

// Whether the phone said that they are there. Somebody in the room is seen, so only home can be waited for.
std::string answer_words(const Desk& desk, const views::SpeakingView& speaking) {
    if (!speaking.entry.person) return {};
    if (speaking.answered) return desk.say("console.speaker.answered");
    const views::DeskPerson* person = person_of(desk, speaking.entry.person);
    const bool gone = person != nullptr && !person->here && !desk.hall_reads_along();
    if (gone) return desk.say("console.queue.not_connected");
    const bool home = speaking.entry.place == views::Place::home;
    return home ? desk.say("console.speaker.not_answered") : std::string();
}

// What they speak about, to whom, from where; and what follows from a point of order.
std::string label_words(const Desk& desk, const views::SpeakingView& speaking) {
    const views::QueueEntryView& entry = speaking.entry;
    std::string words = desk.say("console.speaker.heading");
    const auto add = [&](const std::string& more) {
        if (!more.empty()) words += " · " + more;
    };
    if (!entry.replies_to.empty()) {
        add(desk.say("console.queue.replies_to", {{"name", desk.name_of(entry.replies_to)}}));
    } else {
        add(views::kind_words(say_of(desk), entry.kind));
    }
    add(desk.say(entry.place == views::Place::home ? "common.home" : "common.room"));
    add(set_apart(group_words(desk, entry.group)));
    add(answer_words(desk, speaking));
    if (!entry.topic.empty()) add(desk.say("console.queue.topic", {{"topic", entry.topic}}));
    return words;
}

// Whether the large button calls the same one: then it need not stand here too.
bool large_button_calls(const Desk& desk, const assembly::QueueNext& next) {
    const auto& large = desk.desk().next.command;
    const auto* calls = large ? std::get_if<assembly::QueueNext>(&*large) : nullptr;
    return calls != nullptr && calls->expect == next.expect && calls->next == next.next;
}

enum class Act { pause, go_on, more, not_there, end, next };

struct Tool {
    Act act;
    const char* key;
    std::string words;
    float width_px = 0;
    bool enabled = true;
    bool new_line = false;
};

// What can be done with the turn, in one order, whoever waits: only at the end something comes and goes. What
// names somebody and does not fit on the line has one of its own, for all of the name.
std::vector<Tool> tools_of(const Desk& desk, const views::SpeakingView& speaking, float inside_px) {
    const float around = 2 * ImGui::GetStyle().FramePadding.x + 2;
    const float spacing = ImGui::GetStyle().ItemSpacing.x;
    const bool may_end = desk.view().phase != views::Phase::ended;
    std::vector<Tool> tools;
    const auto add = [&](Act act, const char* key, std::string words, bool enabled = true) {
        const float width = measure(desk, words, Weight::body, 0).x + around;
        tools.push_back({act, key, std::move(words), width, enabled});
    };
    const auto add_plain = [&](Act act, const char* key, bool enabled = true) {
        add(act, key, desk.say(key), enabled);
    };
    const float continue_width = measure(desk, desk.say("console.speaker.continue"), Weight::body, 0).x;
    const float pause_width = measure(desk, desk.say("console.speaker.pause"), Weight::body, 0).x;
    if (speaking.paused_ms) {
        add_plain(Act::go_on, "console.speaker.continue");
    } else {
        add_plain(Act::pause, "console.speaker.pause");
    }
    tools.back().width_px = std::max(continue_width, pause_width) + around;
    if (speaking.limit_s > 0) add_plain(Act::more, "console.speaker.more");
    add_plain(Act::not_there, "console.speaker.not_there", may_end);
    // After a point of order whoever gave way goes on: the end of the turn and the next one are one step, and
    // it has one name.
    if (!speaking.interrupts) add_plain(Act::end, "console.speaker.end", may_end);
    if (const auto next = next_up(desk)) {
        if (!large_button_calls(desk, call_next(desk, *next)))
            add(Act::next, "console.speaker.next", next->words, may_end);
    }

    float used = 0;
    for (Tool& tool : tools) {
        tool.width_px = std::min(tool.width_px, inside_px);
        tool.new_line = used > 0 && used + spacing + tool.width_px > inside_px;
        used = (tool.new_line || used == 0 ? 0 : used + spacing) + tool.width_px;
    }
    return tools;
}

float height_of(const Desk& desk, const std::vector<Tool>& tools) {
    float height = 0;
    float line = 0;
    for (const Tool& tool : tools) {
        if (tool.new_line) height += std::exchange(line, 0.0F) + ImGui::GetStyle().ItemSpacing.y;
        line = std::max(line, button_size(desk, tool.words, {.width_px = tool.width_px}).y);
    }
    return height + line;
}

void press(Desk& desk, EntryId entry, Act act) {
    switch (act) {
        case Act::pause:
            desk.send(assembly::PauseSpeaker{entry});
            return;
        case Act::go_on:
            desk.send(assembly::ContinueSpeaker{entry});
            return;
        case Act::more:
            desk.send(assembly::GiveSpeakerMore{entry, 30});
            return;
        case Act::not_there:
            desk.send(assembly::PassSpeaker{entry});
            return;
        case Act::end:
            desk.send(assembly::EndTurn{entry});
            return;
        case Act::next:
            if (const auto next = next_up(desk)) desk.send(call_next(desk, *next));
            return;
    }
}

void draw_tools(Desk& desk, const std::vector<Tool>& tools, EntryId entry) {
    bool first = true;
    for (const Tool& tool : tools) {
        if (!std::exchange(first, false) && !tool.new_line) ImGui::SameLine();
        if (button(desk, tool.key, tool.words, {.width_px = tool.width_px, .enabled = tool.enabled}))
            press(desk, entry, tool.act);
    }
}

}  // namespace

void draw_speaker(Desk& desk) {
    const views::QueueView& queue = desk.view().queue;
    if (!queue.speaking) return;
    const views::SpeakingView& speaking = *queue.speaking;
    const Look& look = desk.look;
    const ImGuiStyle& style = ImGui::GetStyle();
    const std::string name = desk.name_of(speaking.entry.name);
    const std::string time = time_words(desk, speaking);
    const std::string label = label_words(desk, speaking);
    std::string then;
    if (speaking.interrupts) {
        const std::string who = desk.name_of(speaking.interrupts->name);
        const auto left = views::time_left(*speaking.interrupts);
        if (left && !left->over()) {
            then = desk.say("console.speaker.then_left",
                            {{"name", who}, {"time", minutes_seconds(left->left_ms + 999)}});
        } else {
            then = desk.say("console.speaker.then", {{"name", who}});
        }
    }

    const float inside = ImGui::GetContentRegionAvail().x - 2 * style.WindowPadding.x;
    const std::vector<Tool> tools = tools_of(desk, speaking, inside);
    const float name_width = inside - measure(desk, time, Weight::bold, 0).x - look.px(16);
    const float then_height =
        then.empty() ? 0 : measure(desk, then, Weight::small, inside).y + style.ItemSpacing.y;
    const float height = measure(desk, label, Weight::small, inside).y +
                         measure(desk, name, Weight::large, name_width).y + then_height +
                         height_of(desk, tools) + 2 * style.ItemSpacing.y + 2 * style.WindowPadding.y;
    begin_panel(desk, "speaker", {0, height}, false);
    soft_text(desk, label);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const ImVec2 time_size = measure(desk, time, Weight::bold, 0);
    text(desk, name, Weight::large, look.colours.text, width - time_size.x - look.px(16));
    draw_text(desk, {at.x + width - time_size.x, at.y + (look.line_px(Weight::large) - time_size.y) / 2},
              time, Weight::bold, look.colours.text, 0);
    if (!then.empty()) soft_text(desk, then);
    draw_tools(desk, tools, speaking.entry.id);
    end_panel();
}

}  // namespace buurtkiosk::console
