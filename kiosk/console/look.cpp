// Owns how the console looks: its colours for both themes, its four fonts and its spacing.
// Drawing thread only. It must never know what the meeting is about.
#include "console/look.h"

#include <algorithm>
#include <cmath>

#include "paint/theme.h"

namespace buurtkiosk::console {

namespace {

constexpr float body_em_px = 16;  // at 1366 × 768: read at arm's length on a laptop; the small one is 14

ImVec4 vector_of(ImU32 colour) { return ImGui::ColorConvertU32ToFloat4(colour); }

}  // namespace

ImFont* Look::font(Weight weight) const {
    switch (weight) {
        case Weight::small:
            return fonts.small;
        case Weight::body:
            return fonts.regular;
        case Weight::bold:
            return fonts.bold;
        case Weight::large:
            return fonts.large;
    }
    return fonts.regular;
}

float Look::line_px(Weight weight) const { return std::ceil(font(weight)->FontSize); }

float scale_for(float width_px, float height_px) {
    const float fits = std::min(width_px / 1366.0F, height_px / 768.0F);
    return std::clamp(std::floor(fits * 16.0F) / 16.0F, 1.0F, 3.0F);
}

paint::ConsoleFonts load_fonts(float scale) {
    return paint::load_console_fonts(std::round(body_em_px * scale));
}

Colours colours_for(bool dark) {
    const paint::Palette& p = paint::palette(dark ? paint::Theme::dark : paint::Theme::light);
    const paint::Colour white = paint::colour(0xFFFFFF);
    const paint::Colour ink = paint::colour(0x0B1220);
    const auto lifted = [&](float share) { return paint::packed(paint::between(p.ground, p.text, share)); };
    return {.ground = paint::packed(p.ground),
            .panel = dark ? paint::packed(paint::between(p.ground, p.raised, 0.75F)) : paint::packed(white),
            .raised = lifted(dark ? 0.13F : 0.08F),
            .raised_hovered = lifted(dark ? 0.20F : 0.15F),
            .line = lifted(dark ? 0.26F : 0.24F),
            .text = paint::packed(p.text),
            .soft = paint::packed(p.soft_text),
            .now = paint::packed(p.now()),
            .on_now = paint::packed(dark ? ink : white),
            .now_hovered = paint::packed(paint::between(p.now(), white, dark ? 0.25F : 0.18F)),
            .attention = paint::packed(p.attention()),
            .mark = paint::packed(p.yes())};
}

void apply_style(const Look& look, bool dark) {
    ImGuiStyle style;
    if (dark) {
        ImGui::StyleColorsDark(&style);
    } else {
        ImGui::StyleColorsLight(&style);
    }
    style.WindowPadding = {look.px(10), look.px(8)};
    style.FramePadding = {look.px(8), look.px(5)};
    style.ItemSpacing = {look.px(8), look.px(6)};
    style.ItemInnerSpacing = {look.px(6), look.px(4)};
    style.ScrollbarSize = look.px(14);
    style.WindowRounding = look.px(8);
    style.ChildRounding = look.px(8);
    style.FrameRounding = look.px(6);
    style.PopupRounding = look.px(6);
    style.WindowBorderSize = 0;
    style.ChildBorderSize = 0;
    style.PopupBorderSize = 1;
    style.FrameBorderSize = 0;
    style.DisabledAlpha = 0.55F;
    const Colours& c = look.colours;
    const auto set = [&style](ImGuiCol slot, ImU32 colour) { style.Colors[slot] = vector_of(colour); };
    set(ImGuiCol_Text, c.text);
    set(ImGuiCol_TextDisabled, c.soft);
    set(ImGuiCol_WindowBg, c.ground);
    set(ImGuiCol_ChildBg, c.panel);
    set(ImGuiCol_PopupBg, c.panel);
    set(ImGuiCol_Border, c.line);
    set(ImGuiCol_FrameBg, c.raised);
    set(ImGuiCol_FrameBgHovered, c.raised_hovered);
    set(ImGuiCol_FrameBgActive, c.raised_hovered);
    set(ImGuiCol_Button, c.raised);
    set(ImGuiCol_ButtonHovered, c.raised_hovered);
    set(ImGuiCol_ButtonActive, c.line);
    set(ImGuiCol_Header, c.raised);
    set(ImGuiCol_HeaderHovered, c.raised_hovered);
    set(ImGuiCol_HeaderActive, c.line);
    set(ImGuiCol_ScrollbarBg, c.panel);
    set(ImGuiCol_ScrollbarGrab, c.line);
    set(ImGuiCol_ScrollbarGrabHovered, c.soft);
    set(ImGuiCol_ScrollbarGrabActive, c.soft);
    set(ImGuiCol_Separator, c.line);
    set(ImGuiCol_CheckMark, c.now);
    set(ImGuiCol_NavHighlight, c.now);
    ImGui::GetStyle() = style;

    ImGuiIO& io = ImGui::GetIO();
    io.ConfigInputTextCursorBlink = false;  // a desk that stands still is not drawn
    // These belong to the clicker, whatever has the focus.
    io.KeyMap[ImGuiKey_PageUp] = -1;
    io.KeyMap[ImGuiKey_PageDown] = -1;
    // ImGui's own goes from field to field only; ours goes to every button (keyboard.cpp).
    io.KeyMap[ImGuiKey_Tab] = -1;
}

}  // namespace buurtkiosk::console
