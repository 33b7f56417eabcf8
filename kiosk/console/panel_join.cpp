// Owns the console's panel about joining: the address and the other addresses to choose from, what to try
// while no phone reaches the kiosk, what people at home need, and the chair's own link. Drawing thread only.
// On a screen that the hall reads it must never show the chair's code or link.
#include "console/panels.h"
#include "paint/shapes.h"
#include "paint/theme.h"

namespace buurtkiosk::console {

namespace {

void point(Desk& desk, std::string_view words) {
    const float indent = desk.look.px(16);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::GetWindowDrawList()->AddCircleFilled(
        {at.x + desk.look.px(5), at.y + desk.look.fonts.regular->FontSize * 0.55F}, desk.look.px(3),
        desk.look.colours.soft);
    ImGui::Indent(indent);
    text(desk, words);
    ImGui::Unindent(indent);
}

void draw_advice(Desk& desk) {
    const host::HostInfo& host = desk.snapshot.host;
    text(desk, desk.say("console.join.nobody_yet"), Weight::bold);
    point(desk, desk.say("console.join.try_wifi"));
    point(desk, desk.say("console.join.try_mobile_data"));
    point(desk, desk.say(host.addresses.size() > 1 ? "console.join.try_other_address"
                                                   : "console.join.try_one_address"));
    point(desk, desk.say("console.join.try_firewall", {{"port", std::to_string(host.port)}}));
}

void draw_addresses(Desk& desk) {
    const host::HostInfo& host = desk.snapshot.host;
    if (host.addresses.size() < 2 && !host.addresses.empty()) return;
    soft_text(desk,
              desk.say(host.addresses.empty() ? "console.join.no_address" : "console.join.choose_address"));
    bool first = true;
    for (const host::LanAddress& address : host.addresses) {
        const bool chosen = address.address == host.chosen_address;
        const std::string words = desk.say(
            "console.join.address", {{"address", address.address}, {"interface", address.interface_name}});
        const ButtonOptions options{.id = address.address, .chosen = chosen};
        if (!first) beside_if_it_fits(desk, button_size(desk, words, options).x);
        first = false;
        if (button(desk, "console.join.address", words, options) && !chosen) {
            desk.actions.emplace_back(ChooseAddress{address.address});
        }
    }
}

void draw_chair_link(Desk& desk) {
    if (desk.hall_reads_along()) {
        soft_text(desk, desk.say("console.join.chair_hidden"));
        return;
    }
    if (desk.snapshot.codes.empty()) return;
    const views::PairingLink& chair = desk.snapshot.codes.front();
    heading(desk, desk.say("console.join.chair_heading"));
    const float most = desk.look.px(132);
    const auto code = paint::QrCode::of(chair.url);
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
    text(desk, desk.say("console.join.chair_explain"));
    text(desk, chair.url, Weight::bold);
    text(desk, desk.say("console.join.chair_code", {{"code", chair.code}}));
    ImGui::EndGroup();
}

}  // namespace

void draw_join(Desk& desk) {
    const host::HostInfo& host = desk.snapshot.host;
    text(desk, host.join_url, Weight::large);
    if (host.devices_reached == 0) {
        draw_advice(desk);
    } else {
        text(desk, desk.say_count("console.join.devices", host.devices_reached));
    }
    if (host.wifi && !host.wifi->name.empty()) {
        // As the lobby on the wall numbers them; the password for whoever cannot scan.
        soft_text(desk, desk.say("console.join.wifi"));
        std::string network = desk.say("console.join.wifi_name", {{"name", host.wifi->name}});
        network += "   " + (host.wifi->password.empty() ? desk.say("console.join.wifi_open")
                                                        : desk.say("console.join.wifi_password",
                                                                   {{"password", host.wifi->password}}));
        text(desk, network, Weight::bold);
    }
    draw_addresses(desk);

    ImGui::Dummy({0, desk.look.px(4)});
    heading(desk, desk.say("console.join.home_heading"));
    if (host.public_url) {
        text(desk, desk.say("console.join.home_public", {{"address", *host.public_url}}));
    } else {
        text(desk, desk.say("console.join.home_needs"));
    }
    soft_text(desk, desk.say("console.join.home_call"));
    ImGui::Dummy({0, desk.look.px(4)});
    draw_chair_link(desk);
}

}  // namespace buurtkiosk::console
