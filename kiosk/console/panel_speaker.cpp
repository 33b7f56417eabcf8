// Owns the strip of who speaks now: kind, name, whether they are there, time, pause, thirty seconds more, the
// end of the turn, who was not there, and who goes on or comes next. It stands there whatever else runs.
// Drawing thread only. It must never count time itself: since_ms and the kiosk's clock do.
#include <algorithm>

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
    add(group_words(desk, entry.group));
    add(answer_words(desk, speaking));
    if (!entry.topic.empty()) add(desk.say("console.queue.topic", {{"topic", entry.topic}}));
    return words;
}

void draw_tools(Desk& desk, const views::SpeakingView& speaking) {
    const EntryId entry = speaking.entry.id;
    // One row in one order, whoever waits: only the last button, which names the next, comes and goes.
    const char* pause = speaking.paused_ms ? "console.speaker.continue" : "console.speaker.pause";
    const float pause_width = std::max(button_size(desk, desk.say("console.speaker.continue"), {}).x,
                                       button_size(desk, desk.say("console.speaker.pause"), {}).x);
    if (button(desk, pause, {.width_px = pause_width})) {
        if (speaking.paused_ms) {
            desk.send(assembly::ContinueSpeaker{entry});
        } else {
            desk.send(assembly::PauseSpeaker{entry});
        }
    }
    if (speaking.limit_s > 0) {
        ImGui::SameLine();
        if (button(desk, "console.speaker.more", {})) desk.send(assembly::GiveSpeakerMore{entry, 30});
    }
    const bool may_end = desk.view().phase != views::Phase::ended;
    ImGui::SameLine();
    if (button(desk, "console.speaker.end", {.enabled = may_end})) desk.send(assembly::EndTurn{entry});
    ImGui::SameLine();
    if (button(desk, "console.speaker.not_there", {.enabled = may_end}))
        desk.send(assembly::PassSpeaker{entry});
    if (const auto next = next_up(desk)) {
        ImGui::SameLine();
        const float room = ImGui::GetContentRegionAvail().x - 2 * ImGui::GetStyle().FramePadding.x - 2;
        const std::string words = cut_by_words(desk, next->words, Weight::body, room);
        if (button(desk, "console.speaker.next", words, {.enabled = may_end}))
            desk.send(call_next(desk, *next));
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
        then = left && !left->over()
                   ? desk.say("console.speaker.then_left",
                              {{"name", who}, {"time", minutes_seconds(left->left_ms + 999)}})
                   : desk.say("console.speaker.then", {{"name", who}});
    }

    const float inside = ImGui::GetContentRegionAvail().x - 2 * style.WindowPadding.x;
    const float name_width = inside - measure(desk, time, Weight::bold, 0).x - look.px(16);
    const float then_height =
        then.empty() ? 0 : measure(desk, then, Weight::small, inside).y + style.ItemSpacing.y;
    const float height = measure(desk, label, Weight::small, inside).y +
                         measure(desk, name, Weight::large, name_width).y + then_height +
                         ImGui::GetFrameHeight() + 2 * style.ItemSpacing.y + 2 * style.WindowPadding.y;
    begin_panel(desk, "speaker", {0, height}, false);
    soft_text(desk, label);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const ImVec2 time_size = measure(desk, time, Weight::bold, 0);
    text(desk, name, Weight::large, look.colours.text, width - time_size.x - look.px(16));
    draw_text(desk, {at.x + width - time_size.x, at.y + (look.line_px(Weight::large) - time_size.y) / 2},
              time, Weight::bold, look.colours.text, 0);
    if (!then.empty()) soft_text(desk, then);
    draw_tools(desk, speaking);
    end_panel();
}

}  // namespace buurtkiosk::console
