// Owns the console's panel about joining: the address and the other addresses to choose from, what to try
// while no phone reaches the kiosk, and what people at home need. Drawing thread only. It must never show a
// code that gives a role: panel_codes.cpp knows where that may stand.
#include "console/panels.h"

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
    draw_codes(desk);
    ImGui::Dummy({0, desk.look.px(4)});
    heading(desk, desk.say("console.join.home_heading"));
    if (host.public_url) {
        text(desk, desk.say("console.join.home_public", {{"address", *host.public_url}}));
    } else {
        text(desk, desk.say("console.join.home_needs"));
    }
    soft_text(desk, desk.say("console.join.home_call"));
}

}  // namespace buurtkiosk::console
