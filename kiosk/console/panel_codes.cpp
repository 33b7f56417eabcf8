// Owns the codes with which a phone gets a role: for whom, the code and its QR, until when it is good, what
// the role may do. Drawing thread only. On a screen that the hall reads it must never show a code or a link.
#include <algorithm>
#include <array>

#include "console/panels.h"
#include "paint/shapes.h"
#include "paint/theme.h"

namespace buurtkiosk::console {

namespace {

void draw_code(Desk& desk, const views::PairingLink& link) {
    const float most = desk.look.px(132);
    const auto code = paint::QrCode::of(link.url);
    const float side = code ? code->side_px(most) : 0;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (code) {
        const bool dark = desk.view().stage.theme == views::Theme::dark;
        ImGui::Dummy({side, side});
        code->draw(*ImGui::GetWindowDrawList(), at.x, at.y, most,
                   paint::palette(dark ? paint::Theme::dark : paint::Theme::light));
        ImGui::SameLine(0, desk.look.px(14));
    }
    ImGui::BeginGroup();
    text(desk, link.code, Weight::large);
    text(desk, desk.say("console.codes.until", {{"time", clock_text(link.until_ms)}}));
    text(desk, desk.say("console.codes.how"));
    text(desk, link.url, Weight::small);
    ImGui::EndGroup();
}

}  // namespace

std::string role_words(const Desk& desk, views::Role role) {
    switch (role) {
        case views::Role::attendee:
            return desk.say("console.role.attendee");
        case views::Role::chair:
            return desk.say("console.role.chair");
        case views::Role::minute_taker:
            return desk.say("console.role.minute_taker");
        case views::Role::table_facilitator:
            return desk.say("console.role.table_facilitator");
    }
    return {};
}

void draw_codes(Desk& desk) {
    if (desk.hall_reads_along()) return soft_text(desk, desk.say("console.join.chair_hidden"));
    const auto& codes = desk.snapshot.codes;
    if (codes.empty()) return;
    heading(desk, desk.say("console.codes.heading"));
    struct Choice {
        views::Role role;
        const char* key;
        const char* may;
    };
    constexpr std::array<Choice, 3> choices{
        {{views::Role::chair, "console.codes.chair", "console.codes.chair_may"},
         {views::Role::minute_taker, "console.codes.minute_taker", "console.codes.minute_taker_may"},
         {views::Role::table_facilitator, "console.codes.table_facilitator",
          "console.codes.table_facilitator_may"}}};
    const Choice* chosen = &choices.front();
    for (const Choice& choice : choices) {
        if (&choice != &choices.front()) beside_button(desk, choice.key, {});
        if (button(desk, choice.key, {.chosen = desk.memory.code_role == choice.role}))
            desk.memory.code_role = choice.role;
        if (desk.memory.code_role == choice.role) chosen = &choice;
    }
    text(desk, desk.say(chosen->may));
    const auto link = std::find_if(codes.begin(), codes.end(),
                                   [&](const views::PairingLink& one) { return one.role == chosen->role; });
    if (link != codes.end()) draw_code(desk, *link);
}

}  // namespace buurtkiosk::console
