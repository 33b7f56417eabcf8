// Owns the widgets that all panels share: text of any script, buttons with words, the question before a step
// that cannot be undone, typing. Drawing thread only, inside one ImGui frame. It must never know which panel
// uses it.
#include <algorithm>
#include <cmath>

#include "console/desk.h"
#include "imgui_internal.h"

namespace buurtkiosk::console {

namespace {

bool is_bold(Weight weight) { return weight == Weight::bold || weight == Weight::large; }

// A word that is wider than its line is broken with a hyphen, and that too is Pango's work.
bool has_word_wider_than(const ImFont& font, std::string_view text, float wrap_px) {
    if (wrap_px <= 0) return false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of(" \n", at), text.size());
        const char* word = text.data() + at;
        if (font.CalcTextSizeA(font.FontSize, FLT_MAX, 0, word, text.data() + end).x > wrap_px) return true;
        at = end + 1;
    }
    return false;
}

bool needs_shaping(const Desk& desk, std::string_view text, Weight weight, float wrap_px) {
    if (desk.shaped == nullptr) return false;
    return !paint::console_fonts_hold(text) || has_word_wider_than(*desk.look.font(weight), text, wrap_px);
}

// Lines of a wrapped plain text, as ImGui itself would break them.
std::vector<std::string_view> lines_of(const ImFont& font, std::string_view text, float wrap_px) {
    std::vector<std::string_view> lines;
    const char* at = text.data();
    const char* end = at + text.size();
    while (at < end) {
        const char* line_end = std::find(at, end, '\n');
        const char* stop = wrap_px > 0 ? font.CalcWordWrapPositionA(1.0F, at, line_end, wrap_px) : line_end;
        if (stop == at) stop = std::min(at + 1, end);
        lines.emplace_back(at, static_cast<std::size_t>(stop - at));
        at = stop;
        while (at < end && (*at == ' ' || *at == '\n')) {
            const bool was_break = *at == '\n';
            ++at;
            if (was_break) break;
        }
    }
    return lines;
}

void draw_centred(Desk& desk, ImVec2 min, ImVec2 max, std::string_view words, Weight weight, ImU32 colour,
                  bool left) {
    const float padding = ImGui::GetStyle().FramePadding.x;
    const float inside = std::max(max.x - min.x - 2 * padding, 1.0F);
    const ImFont& font = *desk.look.font(weight);
    if (needs_shaping(desk, words, weight, inside)) {
        const ImVec2 size = measure(desk, words, weight, inside);
        const float x = left ? min.x + padding : min.x + (max.x - min.x - size.x) / 2;
        draw_text(desk, {x, min.y + (max.y - min.y - size.y) / 2}, words, weight, colour, inside);
        return;
    }
    const auto lines = lines_of(font, words, inside + 1);
    const float height = desk.look.line_px(weight) * static_cast<float>(lines.size());
    float y = std::floor(min.y + (max.y - min.y - height) / 2);
    for (const std::string_view line : lines) {
        const ImVec2 size = measure(desk, line, weight, 0);
        const float x = left ? min.x + padding : min.x + (max.x - min.x - size.x) / 2;
        draw_text(desk, {std::floor(x), y}, line, weight, colour, 0);
        y += desk.look.line_px(weight);
    }
}

}  // namespace

// -------------------------------------------------------------------------------------------------------
// text

ImVec2 measure(const Desk& desk, std::string_view text, Weight weight, float wrap_px) {
    ImFont* font = desk.look.font(weight);
    if (text.empty()) return {0, desk.look.line_px(weight)};
    if (needs_shaping(desk, text, weight, wrap_px)) {
        return desk.shaped->measure(text, font->FontSize, is_bold(weight), wrap_px);
    }
    ImVec2 size{0, 0};
    for (const std::string_view line : lines_of(*font, text, wrap_px)) {
        const ImVec2 one =
            font->CalcTextSizeA(font->FontSize, FLT_MAX, 0, line.data(), line.data() + line.size());
        size = {std::max(size.x, std::ceil(one.x)), size.y + desk.look.line_px(weight)};
    }
    return size;
}

void draw_text(Desk& desk, ImVec2 at, std::string_view text, Weight weight, ImU32 colour, float wrap_px) {
    if (text.empty()) return;
    if (desk.recorder != nullptr) desk.recorder->texts.emplace_back(text);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    ImFont* font = desk.look.font(weight);
    const float alpha = ImGui::GetStyle().Alpha;
    ImVec4 faded = ImGui::ColorConvertU32ToFloat4(colour);
    faded.w *= alpha;
    if (needs_shaping(desk, text, weight, wrap_px)) {
        desk.shaped->draw(list, at, text, font->FontSize, is_bold(weight), colour, wrap_px, alpha);
        return;
    }
    ImVec2 place{std::floor(at.x), std::floor(at.y)};
    for (const std::string_view line : lines_of(*font, text, wrap_px)) {
        list.AddText(font, font->FontSize, place, ImGui::ColorConvertFloat4ToU32(faded), line.data(),
                     line.data() + line.size());
        place.y += desk.look.line_px(weight);
    }
}

std::string cut_by_words(const Desk& desk, std::string_view text, Weight weight, float width_px) {
    std::string line{text};
    std::replace(line.begin(), line.end(), '\n', ' ');
    if (measure(desk, line, weight, 0).x <= width_px) return line;
    while (!line.empty()) {
        const std::size_t space = line.find_last_of(' ');
        // A first word that is too long by itself loses letters, whole ones.
        std::size_t end = space == std::string::npos ? line.size() - 1 : space;
        while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
        line.resize(end);
        std::string cut = line + (space == std::string::npos ? "…" : " …");
        if (measure(desk, cut, weight, 0).x <= width_px) return cut;
    }
    return "…";
}

bool item_in_sight(const Desk& desk) { return ImGui::IsItemVisible() || desk.recorder != nullptr; }

void text(Desk& desk, std::string_view text, Weight weight, std::optional<ImU32> colour, float wrap_px) {
    const float wrap = wrap_px > 0 ? wrap_px : std::max(ImGui::GetContentRegionAvail().x, 40.0F);
    const ImVec2 size = measure(desk, text, weight, wrap);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::Dummy(size);
    if (item_in_sight(desk)) draw_text(desk, at, text, weight, colour.value_or(desk.look.colours.text), wrap);
}

void soft_text(Desk& desk, std::string_view words, float wrap_px) {
    text(desk, words, Weight::small, desk.look.colours.soft, wrap_px);
}

void heading(Desk& desk, std::string_view words) { text(desk, words, Weight::bold); }

// ----------------------------------------------------------------------------------------------------
// buttons

ImVec2 button_size(const Desk& desk, std::string_view words, const ButtonOptions& options) {
    const ImGuiStyle& style = ImGui::GetStyle();
    const float available = std::max(ImGui::GetContentRegionAvail().x, 40.0F);
    float width = options.width_px;
    if (width <= 0) {
        const float natural = measure(desk, words, options.weight, 0).x + 2 * style.FramePadding.x + 2;
        width = std::min(natural, available);
    }
    const ImVec2 inside =
        measure(desk, words, options.weight, std::max(width - 2 * style.FramePadding.x + 1, 1.0F));
    const float height = std::max(options.height_px, inside.y + 2 * style.FramePadding.y);
    return {width, height};
}

void beside_if_it_fits(const Desk& desk, float width_px) {
    (void)desk;
    const float right = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
    const float end = ImGui::GetItemRectMax().x + ImGui::GetStyle().ItemSpacing.x + width_px;
    if (end <= right) ImGui::SameLine();
}

void beside_button(const Desk& desk, std::string_view key, const ButtonOptions& options) {
    beside_if_it_fits(desk, button_size(desk, desk.say(key), options).x);
}

bool button(Desk& desk, std::string_view key, const ButtonOptions& options) {
    return button(desk, key, desk.say(key), options);
}

bool button(Desk& desk, std::string_view key, std::string_view words, const ButtonOptions& options) {
    const Colours& c = desk.look.colours;
    const ImVec2 size = button_size(desk, words, options);
    ImU32 fill = c.raised;
    ImU32 hovered = c.raised_hovered;
    ImU32 ink = c.text;
    if (options.kind == ButtonKind::primary) {
        fill = c.now;
        hovered = c.now_hovered;
        ink = c.on_now;
    } else if (options.kind == ButtonKind::quiet) {
        fill = IM_COL32(0, 0, 0, 0);
    }
    ImGui::BeginDisabled(!options.enabled);
    ImGui::PushStyleColor(ImGuiCol_Button, fill);
    ImGui::PushStyleColor(ImGuiCol_ButtonHovered, hovered);
    ImGui::PushStyleColor(ImGuiCol_ButtonActive, hovered);
    const bool pressed = ImGui::Button(item_name(key, options.id).c_str(), size);
    ImGui::PopStyleColor(3);
    desk.record(key, options.id, options.enabled);
    if (item_in_sight(desk)) {
        const ImVec2 min = ImGui::GetItemRectMin();
        const ImVec2 max = ImGui::GetItemRectMax();
        if (options.chosen) {
            // Chosen is a frame and a bar, not only another colour.
            ImDrawList& list = *ImGui::GetWindowDrawList();
            list.AddRect(min, max, c.now, ImGui::GetStyle().FrameRounding, 0, desk.look.px(2));
        }
        if (options.note.empty()) {
            draw_centred(desk, min, max, words, options.weight, ink, options.left);
        } else {
            const float inside = size.x - 2 * ImGui::GetStyle().FramePadding.x;
            const std::string note = cut_by_words(desk, options.note, Weight::body, inside);
            const float words_height = measure(desk, words, options.weight, inside).y;
            const float note_height = measure(desk, note, Weight::body, 0).y;
            const float top = std::floor((min.y + max.y - words_height - note_height) / 2);
            draw_centred(desk, {min.x, top}, {max.x, top + words_height}, words, options.weight, ink,
                         options.left);
            draw_centred(desk, {min.x, top + words_height}, {max.x, top + words_height + note_height}, note,
                         Weight::body, ink, options.left);
        }
    }
    ImGui::EndDisabled();
    return pressed;
}

bool is_question(const Desk& desk, std::string_view place) {
    return desk.memory.question && desk.memory.question->asked_at == place;
}

void ask(Desk& desk, std::string_view place, assembly::Command command) {
    desk.memory.question = Question{std::string(place), std::move(command), desk.hand_ms};
}

bool question_stands(Desk& desk, std::string_view place, std::string_view question_key,
                     std::string_view yes_key) {
    if (!is_question(desk, place)) return false;
    text(desk, desk.say(question_key), Weight::body, desk.look.colours.text);
    const std::string id{place};
    if (button(desk, yes_key, {.id = id, .kind = ButtonKind::primary, .weight = Weight::bold})) {
        desk.send(desk.memory.question->command);
        desk.memory.question.reset();
        return true;
    }
    beside_button(desk, "console.question.no", {.id = id});
    if (button(desk, "console.question.no", {.id = id})) desk.memory.question.reset();
    return true;
}

void button_that_asks(Desk& desk, std::string_view key, std::string_view question_key,
                      std::string_view yes_key, const assembly::Command& command,
                      const ButtonOptions& options) {
    std::string place{key};
    place.append("#").append(options.id);
    if (question_stands(desk, place, question_key, yes_key)) return;
    if (button(desk, key, options)) ask(desk, place, command);
}

bool arrow_button(Desk& desk, std::string_view key, std::string_view id, bool up, bool enabled) {
    const float side = ImGui::GetFrameHeight();
    ImGui::BeginDisabled(!enabled);
    const bool pressed = ImGui::Button(item_name(key, id).c_str(), {side, side});
    desk.record(key, id, enabled);
    if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", desk.say(key).c_str());
    const ImVec2 min = ImGui::GetItemRectMin();
    const float half = side * 0.24F;
    const ImVec2 centre{min.x + side / 2, min.y + side / 2};
    const float tip = up ? -half : half;
    ImVec4 ink = ImGui::ColorConvertU32ToFloat4(desk.look.colours.text);
    ink.w *= ImGui::GetStyle().Alpha;
    ImGui::GetWindowDrawList()->AddTriangleFilled(
        {centre.x - half, centre.y - tip * 0.7F}, {centre.x + half, centre.y - tip * 0.7F},
        {centre.x, centre.y + tip}, ImGui::ColorConvertFloat4ToU32(ink));
    ImGui::EndDisabled();
    return pressed;
}

int stepper(Desk& desk, std::string_view key, std::string_view id, std::string_view value, int step) {
    int change = 0;
    const float side = ImGui::GetFrameHeight();
    std::string less{id};
    less += "-";
    std::string more{id};
    more += "+";
    if (button(desk, key, "–", {.id = less, .width_px = side, .weight = Weight::bold})) change = -step;
    ImGui::SameLine();
    const ImVec2 size = measure(desk, value, Weight::body, 0);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = std::max(size.x, desk.look.px(64));
    ImGui::Dummy({width, side});
    draw_text(desk, {at.x + (width - size.x) / 2, at.y + (side - size.y) / 2}, value, Weight::body,
              desk.look.colours.text, 0);
    ImGui::SameLine();
    if (button(desk, key, "+", {.id = more, .width_px = side, .weight = Weight::bold})) change = step;
    return change;
}

// -----------------------------------------------------------------------------------------------------
// panels

bool begin_panel(Desk& desk, const char* name, ImVec2 size_px, bool scrolls) {
    (void)desk;
    const ImGuiWindowFlags flags =
        scrolls ? ImGuiWindowFlags_None : ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;
    return ImGui::BeginChild(name, size_px, false,
                             flags | ImGuiWindowFlags_AlwaysUseWindowPadding | ImGuiWindowFlags_NavFlattened);
}

void end_panel() { ImGui::EndChild(); }

}  // namespace buurtkiosk::console
