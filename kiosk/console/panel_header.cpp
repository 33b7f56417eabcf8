// Owns the console's top line: the evening's title, where we are in words, who is here and how others come
// in, the time, the language. Drawing thread only. It must never show what the hall may not see: it looks
// alike on an overlay.
#include <algorithm>

#include "console/panels.h"

namespace buurtkiosk::console {

namespace {

std::string where_we_are(const Desk& desk) {
    const views::PublicView& view = desk.view();
    switch (view.phase) {
        case views::Phase::lobby:
            return desk.say("console.phase.lobby");
        case views::Phase::running:
            if (!view.started_ms) return desk.say("console.phase.running_plain");
            return desk.say("console.phase.running", {{"time", clock_text(*view.started_ms)}});
        case views::Phase::ended:
            return desk.say("console.phase.ended");
    }
    return {};
}

// Where people come in, and how many came.
std::string how_to_join(const Desk& desk) {
    const host::HostInfo& host = desk.snapshot.host;
    const std::string devices = host.devices_reached == 0
                                    ? desk.say("console.foot.no_devices")
                                    : desk.say_count("console.join.devices", host.devices_reached);
    return host.join_url + "  ·  " + devices;
}

// The title and the button that changes it, or the field in which it is changed.
void draw_title(Desk& desk, ImVec2 at, float width) {
    Memory& memory = desk.memory;
    const std::string& title = desk.view().title;
    const float spacing = ImGui::GetStyle().ItemSpacing.x;
    const float line = ImGui::GetFrameHeight();
    ImGui::SetCursorScreenPos(at);
    if (memory.retitling) {
        memory.form_is_open = true;
        const ButtonOptions options{.enabled = !memory.new_title.empty() && memory.new_title != title};
        const float change = button_size(desk, desk.say("console.header.change_title"), options).x;
        const float cancel = button_size(desk, desk.say("console.cancel"), options).x;
        bool wanted = text_field(desk, "console.header.new_title", "", memory.new_title,
                                 width - change - cancel - 2 * spacing);
        ImGui::SetCursorScreenPos({at.x + width - change - cancel - spacing, at.y});
        wanted = button(desk, "console.header.change_title", options) || wanted;
        ImGui::SetCursorScreenPos({at.x + width - cancel, at.y});
        if (button(desk, "console.cancel", {.id = "title"})) memory.retitling = false;
        if (wanted && !memory.new_title.empty()) {
            if (memory.new_title != title) desk.send(assembly::SetTitle{memory.new_title});
            memory.retitling = false;
        }
        return;
    }
    const float other = button_size(desk, desk.say("console.header.other_title"), {}).x;
    const float room = width - other - spacing;
    const std::string shown = cut_by_words(desk, title, Weight::bold, room);
    const ImVec2 size = measure(desk, shown, Weight::bold, 0);
    draw_text(desk, {at.x, at.y + (line - size.y) / 2}, shown, Weight::bold, desk.look.colours.text, 0);
    ImGui::SetCursorScreenPos({at.x + size.x + spacing, at.y});
    if (button(desk, "console.header.other_title", {})) {
        memory.retitling = true;
        memory.new_title = title;
        give_keyboard(desk, "console.header.new_title");
    }
}

}  // namespace

void draw_header(Desk& desk) {
    const views::PublicView& view = desk.view();
    const float right = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
    const float top = ImGui::GetCursorScreenPos().y;
    const float spacing = ImGui::GetStyle().ItemSpacing.x;
    const float line = ImGui::GetFrameHeight();

    // From the right: keys, set-up, language, clock.
    const std::string keys = desk.say("console.header.keys");
    const std::string language = desk.say("console.header.other_language");
    const std::string clock = clock_text(desk.now_ms);
    float x = right - button_size(desk, keys, {}).x;
    ImGui::SetCursorScreenPos({x, top});
    if (button(desk, "console.header.keys", keys, {})) desk.memory.help = !desk.memory.help;
    const std::string set_up = desk.say("console.header.set_up");
    x -= spacing + button_size(desk, set_up, {}).x;
    ImGui::SetCursorScreenPos({x, top});
    if (button(desk, "console.header.set_up", set_up, {})) desk.memory.set_up = SetUpSheet::opens;
    x -= spacing + button_size(desk, language, {}).x;
    ImGui::SetCursorScreenPos({x, top});
    if (button(desk, "console.header.other_language", language, {})) {
        desk.memory.language = desk.memory.language == "nl" ? "en" : "nl";
    }
    const ImVec2 clock_size = measure(desk, clock, Weight::large, 0);
    x -= 2 * spacing + clock_size.x;
    draw_text(desk, {x, top + (line - clock_size.y) / 2}, clock, Weight::large, desk.look.colours.text, 0);

    // From the left: title, then the state in words on what is left.
    const ImVec2 at{ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMin().x, top};
    std::string state = where_we_are(desk) + "  ·  " +
                        desk.say("console.header.here",
                                 {{"room", std::to_string(view.room)}, {"home", std::to_string(view.home)}});
    const std::string here = how_to_join(desk);
    if (view.rehearsal) state = desk.say("console.header.rehearsal") + "  ·  " + state;
    const float text_width = x - at.x - 2 * spacing;
    const float state_width =
        std::max(measure(desk, state, Weight::small, 0).x, measure(desk, here, Weight::small, 0).x);
    const float title_width = std::max(text_width - state_width - 3 * spacing, text_width * 0.35F);
    draw_title(desk, at, title_width);
    const float state_x = x - 3 * spacing - state_width;
    const float small = desk.look.line_px(Weight::small);
    const float first_y = top + (line - 2 * small) / 2;
    draw_text(desk, {state_x, first_y}, state, Weight::small, desk.look.colours.text, 0);
    draw_text(desk, {state_x, first_y + small}, here, Weight::small, desk.look.colours.soft, 0);
}

}  // namespace buurtkiosk::console
