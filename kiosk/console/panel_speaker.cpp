// Owns the strip of who speaks now: name, time, pause, thirty seconds more, the end of the turn. It stands
// there whatever else runs. Drawing thread only. It must never count time itself: since_ms and the kiosk's
// clock do.
#include <algorithm>

#include "console/panels.h"

namespace buurtkiosk::console {

void draw_speaker(Desk& desk) {
    const views::QueueView& queue = desk.view().queue;
    if (!queue.speaking) return;
    const views::SpeakingView& speaking = *queue.speaking;
    const EntryId entry = speaking.entry.id;
    const Look& look = desk.look;
    const std::string name = desk.name_of(speaking.entry.name);

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

    const float name_width = ImGui::GetContentRegionAvail().x - 2 * ImGui::GetStyle().WindowPadding.x -
                             measure(desk, time, Weight::bold, 0).x - look.px(16);
    const float height = look.line_px(Weight::small) + measure(desk, name, Weight::large, name_width).y +
                         ImGui::GetFrameHeight() + 2 * ImGui::GetStyle().ItemSpacing.y +
                         2 * ImGui::GetStyle().WindowPadding.y;
    begin_panel(desk, "speaker", {0, height}, false);
    std::string label = desk.say("console.speaker.heading");
    label += " · " + desk.say(speaking.entry.place == views::Place::home ? "common.home" : "common.room");
    if (!speaking.entry.topic.empty()) {
        label += " · " + desk.say("console.queue.topic", {{"topic", speaking.entry.topic}});
    }
    soft_text(desk, label);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const ImVec2 time_size = measure(desk, time, Weight::bold, 0);
    text(desk, name, Weight::large, look.colours.text, width - time_size.x - look.px(16));
    draw_text(desk, {at.x + width - time_size.x, at.y + (look.line_px(Weight::large) - time_size.y) / 2},
              time, Weight::bold, look.colours.text, 0);

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
    if (!queue.waiting.empty()) {
        ImGui::SameLine();
        const float room = ImGui::GetContentRegionAvail().x - 2 * ImGui::GetStyle().FramePadding.x - 2;
        const std::string words = cut_by_words(
            desk, desk.say("console.speaker.next", {{"name", desk.name_of(queue.waiting.front().name)}}),
            Weight::body, room);
        if (button(desk, "console.speaker.next", words, {.enabled = may_end})) {
            desk.send(assembly::QueueNext{entry});
        }
    }
    end_panel();
}

}  // namespace buurtkiosk::console
