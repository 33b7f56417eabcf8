// Owns how the keyboard goes about the desk: which items it can come to, the ring around the one it is on,
// Tab from one to the next. Drawing thread only, inside one ImGui frame. It must never press anything itself.
#include <algorithm>

#include "console/desk.h"
#include "imgui_internal.h"

namespace buurtkiosk::console {

namespace {

bool is_disabled() {
    return (ImGui::GetCurrentContext()->LastItemData.InFlags & ImGuiItemFlags_Disabled) != 0;
}

// ImGui's own mark is two thin lines, too little to find from an arm's length.
void draw_ring(const Desk& desk, ImVec2 min, ImVec2 max) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float gap = desk.look.px(2);
    const float rounding = ImGui::GetStyle().FrameRounding + gap;
    list.AddRect({min.x + gap, min.y + gap}, {max.x - gap, max.y - gap}, desk.look.colours.ground, rounding,
                 0, desk.look.px(4));
    list.AddRect({min.x + gap, min.y + gap}, {max.x - gap, max.y - gap}, desk.look.colours.text, rounding, 0,
                 desk.look.px(2));
}

void go_to(Desk& desk, const Stop& stop) {
    Memory& memory = desk.memory;
    ImGui::ClearActiveID();
    ImGuiContext& context = *ImGui::GetCurrentContext();
    const ImRect place(stop.min, stop.max);
    ImGui::ScrollToRect(stop.window, place, ImGuiScrollFlags_KeepVisibleEdgeY);
    if (!stop.field.empty()) {
        memory.focus_wanted = stop.field;
        memory.focus_typed.clear();
        memory.focus_missed = memory.focus_asked = 0;
        return;
    }
    memory.focus_wanted.clear();
    ImGui::FocusWindow(stop.window);
    ImGui::SetFocusID(stop.id, stop.window);
    context.NavDisableHighlight = false;  // SetFocusID takes it for a click
    context.NavDisableMouseHover = true;
    stop.window->NavRectRel[context.NavLayer] = ImGui::WindowRectAbsToRel(stop.window, place);
}

}  // namespace

void Desk::record(std::string_view key, std::string_view id, bool enabled) {
    const ImVec2 min = ImGui::GetItemRectMin();
    const ImVec2 max = ImGui::GetItemRectMax();
    const bool here = ImGui::IsItemFocused();
    if (here && !ImGui::GetCurrentContext()->NavDisableHighlight) draw_ring(*this, min, max);
    enabled = enabled && !is_disabled();
    if (enabled) {
        stops.push_back({ImGui::GetItemID(), ImGui::GetCurrentWindow(), min, max, "", here});
    }
    if (recorder == nullptr) return;
    std::string name{key};
    if (!id.empty()) name.append("#").append(id);
    const ImRect clip = ImGui::GetCurrentWindow()->ClipRect;
    const bool visible = min.x >= clip.Min.x - 1 && min.y >= clip.Min.y - 1 && max.x <= clip.Max.x + 1 &&
                         max.y <= clip.Max.y + 1;
    if (here) recorder->focused = name;
    recorder->items[name] = {min, max, enabled, visible, ImGui::GetItemID()};
}

void Desk::record_field(std::string_view key, std::string_view id) {
    const std::size_t before = stops.size();
    record(key, id);
    if (stops.size() == before) return;
    stops.back().field = item_name(key, id);
    stops.back().here = stops.back().here || ImGui::IsItemActive();
}

void forget_stops(Desk& desk) { desk.stops.clear(); }

void walk(Desk& desk) {
    const int step = std::exchange(desk.memory.walk, 0);
    const auto count = static_cast<int>(desk.stops.size());
    if (step == 0 || count == 0) return;
    const auto here =
        std::find_if(desk.stops.begin(), desk.stops.end(), [](const Stop& stop) { return stop.here; });
    int to = step > 0 ? 0 : count - 1;
    if (here != desk.stops.end()) to = (static_cast<int>(here - desk.stops.begin()) + step + count) % count;
    go_to(desk, desk.stops[static_cast<std::size_t>(to)]);
}

bool take_save(Desk& desk) { return std::exchange(desk.memory.save_wanted, false); }

}  // namespace buurtkiosk::console
