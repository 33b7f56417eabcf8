// Owns the set-up sheet that F3 shows: the screen of the stage, the hall's size, the test card, the address,
// the sound, the colours. Drawing thread only. It must never change this computer itself: it returns what was
// chosen, and shows what is.
#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "base/limits.h"
#include "console/panels.h"
#include "stage/scene.h"

namespace buurtkiosk::console {

namespace {

std::string metres(const Desk& desk, double value) {
    return desk.say("console.set_up.metres",
                    {{"metres", stage::Texts(desk.locales, desk.memory.language).tenths(value)}});
}

void gap(const Desk& desk) { ImGui::Dummy({0, desk.look.px(6)}); }

void draw_screens(Desk& desk) {
    const SetUp& set_up = desk.set_up;
    heading(desk, desk.say("console.set_up.screen"));
    const bool is_there =
        std::any_of(set_up.screens.begin(), set_up.screens.end(),
                    [&](const SetUp::Screen& screen) { return screen.name == set_up.chosen_screen; });
    if (set_up.screens.size() < 2) soft_text(desk, desk.say("console.set_up.one_screen"));
    const bool usual = set_up.chosen_screen.empty();
    if (button(desk, "console.set_up.screen_usual", {.chosen = usual}) && !usual) {
        desk.actions.emplace_back(ChooseScreen{""});
    }
    for (const SetUp::Screen& screen : set_up.screens) {
        const bool chosen = screen.name == set_up.chosen_screen;
        const std::string words =
            desk.say("console.set_up.screen_one", {{"name", screen.name},
                                                   {"width", std::to_string(screen.width_px)},
                                                   {"height", std::to_string(screen.height_px)}});
        const ButtonOptions options{.id = screen.name, .chosen = chosen};
        beside_if_it_fits(desk, button_size(desk, words, options).x);
        if (button(desk, "console.set_up.screen_one", words, options) && !chosen) {
            desk.actions.emplace_back(ChooseScreen{screen.name});
        }
    }
    for (const SetUp::Screen& screen : set_up.screens) {
        if (screen.of_the_stage && set_up.screens.size() > 1) {
            soft_text(desk, desk.say("console.set_up.screen_now", {{"name", screen.name}}));
        }
    }
    if (!usual && !is_there) {
        soft_text(desk, desk.say("console.set_up.screen_gone", {{"name", set_up.chosen_screen}}));
    }
}

// One measure of the hall, with [–] and [+]; the change that was asked for, in metres.
double measure_row(Desk& desk, const char* key, double value, double step) {
    const float row = ImGui::GetFrameHeight();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float left = ImGui::GetCursorPosX();
    const float width = ImGui::GetContentRegionAvail().x;
    const std::string words = desk.say(key);
    const ImVec2 size = measure(desk, words, Weight::body, 0);
    draw_text(desk, {at.x, at.y + (row - size.y) / 2}, words, Weight::body, desk.look.colours.text, 0);
    const float stepper_width = 2 * row + desk.look.px(64) + 2 * ImGui::GetStyle().ItemSpacing.x;
    ImGui::SetCursorPosX(left + std::max(size.x + desk.look.px(10), width - stepper_width));
    return stepper(desk, key, "", metres(desk, value), 1) * step;
}

double within(double value, double least, double most) {
    return std::clamp(std::round(value * 10) / 10, least, most);
}

void draw_hall(Desk& desk) {
    const SetUp& set_up = desk.set_up;
    heading(desk, desk.say("console.set_up.hall"));
    const double higher = measure_row(desk, "console.set_up.image_height", set_up.image_height_m, 0.1);
    const double far_step = set_up.last_row_m >= 10 ? 1 : 0.5;
    const double farther = measure_row(desk, "console.set_up.last_row", set_up.last_row_m, far_step);
    ChooseRoom chosen;
    if (higher != 0)
        chosen.image_height_m =
            within(set_up.image_height_m + higher, limits::image_height_least_m, limits::image_height_most_m);
    if (farther != 0)
        chosen.last_row_m =
            within(set_up.last_row_m + farther, limits::last_row_least_m, limits::last_row_most_m);
    if (chosen.image_height_m || chosen.last_row_m) desk.actions.emplace_back(chosen);
    // A centimetre more or less is no reason to move the chairs.
    if (set_up.last_row_m > set_up.farthest_row_m + 0.05) {
        text(desk, desk.say("console.set_up.too_far",
                            {{"metres", stage::Texts(desk.locales, desk.memory.language)
                                            .tenths(std::floor(set_up.farthest_row_m * 10) / 10)}}));
    } else {
        soft_text(desk, desk.say("console.set_up.letters",
                                 {{"mm", std::to_string(std::lround(set_up.letter_mm))}}));
    }
}

void draw_card(Desk& desk) {
    heading(desk, desk.say("console.set_up.card"));
    const bool on = desk.set_up.test_card;
    if (button(desk, "item.test_card", desk.say(on ? "console.set_up.card_hide" : "console.set_up.card_show"),
               {.chosen = on})) {
        desk.actions.emplace_back(LocalAction::test_card_on_or_off);
    }
    soft_text(desk, desk.say("console.set_up.card_explain"));
}

void draw_address(Desk& desk) {
    const host::HostInfo& host = desk.snapshot.host;
    heading(desk, desk.say("console.set_up.address"));
    if (host.addresses.empty()) {
        soft_text(desk, desk.say("console.join.no_address"));
        return;
    }
    if (host.addresses.size() == 1) {
        text(desk, desk.say("console.set_up.one_address", {{"address", host.addresses.front().address}}));
        return;
    }
    bool first = true;
    for (const host::LanAddress& address : host.addresses) {
        const bool chosen = address.address == host.chosen_address;
        const std::string words = desk.say(
            "console.join.address", {{"address", address.address}, {"interface", address.interface_name}});
        const ButtonOptions options{.id = address.address, .chosen = chosen};
        if (!std::exchange(first, false)) beside_if_it_fits(desk, button_size(desk, words, options).x);
        if (button(desk, "item.address", words, options) && !chosen) {
            desk.actions.emplace_back(ChooseAddress{address.address});
        }
    }
}

void draw_sound(Desk& desk) {
    const bool on = desk.set_up.sound;
    heading(desk, desk.say("console.set_up.sound"));
    if (button(desk, "console.set_up.sound_on", {.chosen = on}) && !on) {
        desk.actions.emplace_back(ChooseSound{true});
    }
    beside_button(desk, "console.set_up.sound_off");
    if (button(desk, "console.set_up.sound_off", {.chosen = !on}) && on) {
        desk.actions.emplace_back(ChooseSound{false});
    }
    beside_button(desk, "console.set_up.sound_hear");
    if (button(desk, "console.set_up.sound_hear")) desk.actions.emplace_back(LocalAction::hear_sound);
}

void draw_theme(Desk& desk) {
    heading(desk, desk.say("console.set_up.theme"));
    const bool dark = desk.view().stage.theme == views::Theme::dark;
    const auto choose = [&](const char* key, views::Theme theme, bool chosen) {
        if (!button(desk, key, {.chosen = chosen})) return;
        if (!chosen) desk.send(assembly::SetTheme{theme});
        desk.actions.emplace_back(KeepTheme{theme});
    };
    choose("console.set_up.dark", views::Theme::dark, dark);
    beside_button(desk, "console.set_up.light");
    choose("console.set_up.light", views::Theme::light, !dark);
    soft_text(desk, desk.say("console.set_up.theme_explain"));
}

// One column of the sheet; it scrolls where the window is too low for it.
template <class Draw>
void column(Desk& desk, const char* name, ImVec2 size_px, Draw draw) {
    ImGui::PushStyleColor(ImGuiCol_ChildBg, IM_COL32(0, 0, 0, 0));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {desk.look.px(2), desk.look.px(8)});
    begin_panel(desk, name, size_px);
    ImGui::PopStyleVar();
    ImGui::PopStyleColor();
    draw();
    end_panel();
}

}  // namespace

void close_set_up(Desk& desk) {
    desk.memory.set_up = SetUpSheet::closed;
    desk.actions.emplace_back(LocalAction::set_up_done);
}

void draw_set_up(Desk& desk) {
    if (desk.memory.set_up == SetUpSheet::closed) return;
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const ImVec2 size{std::min(desk.look.px(900), screen.x * 0.94F),
                      std::min(desk.look.px(600), screen.y * 0.94F)};
    ImGui::SetNextWindowPos({screen.x / 2, screen.y / 2}, ImGuiCond_Always, {0.5F, 0.5F});
    ImGui::SetNextWindowSize(size);
    // Once: whoever works on the desk beside it keeps the keyboard there.
    if (desk.memory.set_up == SetUpSheet::opens) ImGui::SetNextWindowFocus();
    ImGui::PushStyleColor(ImGuiCol_WindowBg, desk.look.colours.panel);
    ImGui::PushStyleColor(ImGuiCol_Border, desk.look.colours.line);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, desk.look.px(1));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {desk.look.px(18), desk.look.px(14)});
    ImGui::Begin("##set_up", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoSavedSettings);
    desk.memory.set_up = SetUpSheet::open;
    text(desk, desk.say("console.set_up.heading"), Weight::large);
    soft_text(desk, desk.say("console.set_up.explain"));
    for (const Sentence& problem : desk.set_up.problems) {
        text(desk, desk.say(problem), Weight::body, desk.look.colours.text);
    }

    const ImGuiStyle& style = ImGui::GetStyle();
    const ImVec2 room = ImGui::GetContentRegionAvail();
    const float foot = ImGui::GetFrameHeight() + 2 * style.ItemSpacing.y;
    const float between = desk.look.px(28);
    const float width = std::floor((room.x - between) / 2);
    const float height = std::max(room.y - foot, desk.look.px(120));
    // Tab goes round where the keyboard is: on the sheet, or on the desk beside it.
    const bool has_keyboard = ImGui::IsWindowFocused(ImGuiFocusedFlags_RootAndChildWindows);
    if (has_keyboard) forget_stops(desk);
    const std::size_t stops_of_desk = desk.stops.size();
    column(desk, "set_up_left", {width, height}, [&] {
        draw_screens(desk);
        gap(desk);
        draw_hall(desk);
    });
    ImGui::SameLine(0, between);
    column(desk, "set_up_right", {width, height}, [&] {
        draw_card(desk);
        gap(desk);
        draw_address(desk);
        gap(desk);
        draw_sound(desk);
        gap(desk);
        draw_theme(desk);
    });
    if (button(desk, "console.set_up.done", {.kind = ButtonKind::primary})) close_set_up(desk);
    if (!has_keyboard) desk.stops.resize(stops_of_desk);
    ImGui::End();
    ImGui::PopStyleVar(2);
    ImGui::PopStyleColor(2);
}

}  // namespace buurtkiosk::console
