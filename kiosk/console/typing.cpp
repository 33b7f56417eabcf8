// Owns the fields in which the chair types: which one has the keyboard, what is typed before it has it, lines
// that break where they are full. Drawing thread only, inside one ImGui frame. It must never lose a letter,
// nor know what a field is for.
#include <algorithm>

#include "console/desk.h"
#include "imgui_internal.h"

namespace buurtkiosk::console {

namespace {

// Breaks lines at a space by putting a line end in its place, letter for letter, so that the cursor keeps its
// own. ImGui's field does not break lines by itself.
bool break_lines(char* text, int length, float width_px) {
    const ImFont& font = *ImGui::GetFont();
    const float size = ImGui::GetFontSize();
    const auto width_of = [&](int from, int to) {
        return font.CalcTextSizeA(size, FLT_MAX, 0, text + from, text + to).x;
    };
    bool changed = false;
    const auto put = [&](int at, char sign) {
        changed = changed || text[at] != sign;
        text[at] = sign;
    };
    int line = 0;
    int space = -1;  // the last one of this line
    for (int at = 0; at <= length; ++at) {
        const bool end = at == length;
        if (!end && text[at] != ' ' && text[at] != '\n') continue;
        if (space >= line && width_of(line, at) > width_px) {
            put(space, '\n');
            line = space + 1;
        }
        if (end) break;
        put(at, ' ');
        space = at;
    }
    return changed;
}

struct Typing {
    std::string& value;
    std::string* before;  // typed before the field had the keyboard; none: the field was not waiting
    float breaks_px = 0;  // 0: lines are as they were typed
};

int follow_typing(ImGuiInputTextCallbackData* data) {
    auto& typing = *static_cast<Typing*>(data->UserData);
    if (data->EventFlag == ImGuiInputTextFlags_CallbackResize) {
        typing.value.resize(static_cast<std::size_t>(data->BufTextLen));
        data->Buf = typing.value.data();
        return 0;
    }
    if (typing.before != nullptr && !typing.before->empty()) {
        // As if the field had had the keyboard all along: it chooses all its text when it gets it.
        data->DeleteChars(0, data->BufTextLen);
        data->InsertChars(0, typing.before->c_str());
        typing.before->clear();
    }
    if (typing.breaks_px > 0 && break_lines(data->Buf, data->BufTextLen, typing.breaks_px)) {
        data->BufDirty = true;
    }
    return 0;
}

// Letters that wait for a field are taken from ImGui, which would drop them or give them to nobody.
void keep_letters(Memory& memory) {
    ImVector<ImWchar>& letters = ImGui::GetIO().InputQueueCharacters;
    for (const ImWchar letter : letters) {
        if (letter < 0x20 || letter == 0x7F) continue;
        char bytes[5];
        memory.focus_typed += ImTextCharToUtf8(bytes, letter);
    }
    letters.resize(0);
}

// Before the field: whether it is the one that the keyboard must come to.
bool wants_keyboard(Desk& desk, const std::string& name) {
    Memory& memory = desk.memory;
    if (memory.focus_wanted != name) return false;
    memory.focus_missed = 0;
    // Asked once: the answer comes a frame later, and a second question would choose what was typed by then.
    constexpr int frames_to_answer = 4;
    if (memory.focus_asked++ % frames_to_answer == 0) ImGui::SetKeyboardFocusHere();
    keep_letters(memory);
    return true;
}

// After it: the keyboard is there.
void took_keyboard(Desk& desk) {
    if (!ImGui::IsItemActive()) return;
    desk.memory.focus_wanted.clear();
    desk.memory.focus_typed.clear();
}

// ImGui takes back what was typed on Escape; here Escape only leaves the field.
void keep_on_escape(std::string& value, const std::string& typed) {
    if (ImGui::IsItemDeactivated() && ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape))) value = typed;
}

void show_shaped(Desk& desk, const std::string& value) {
    if (desk.shaped != nullptr && !paint::console_fonts_hold(value)) text(desk, value);
}

bool area(Desk& desk, std::string_view key, std::string& value, int lines, bool breaks,
          ImGuiInputTextFlags more_flags) {
    const ImVec2 padding = ImGui::GetStyle().FramePadding;
    const float width = ImGui::GetContentRegionAvail().x;
    const float height = static_cast<float>(lines) * ImGui::GetTextLineHeight() + 2 * padding.y;
    const std::string name = item_name(key);
    const bool waiting = wants_keyboard(desk, name);
    Typing typing{value, waiting ? &desk.memory.focus_typed : nullptr};
    if (breaks) {
        typing.breaks_px = width - 2 * padding.x - ImGui::GetStyle().ScrollbarSize;
        break_lines(value.data(), static_cast<int>(value.size()), typing.breaks_px);
    }
    const std::string typed = value;
    const bool changed = ImGui::InputTextMultiline(
        name.c_str(), value.data(), value.capacity() + 1, {width, height},
        ImGuiInputTextFlags_CallbackResize | ImGuiInputTextFlags_CallbackAlways | more_flags, follow_typing,
        &typing);
    if (waiting) took_keyboard(desk);
    keep_on_escape(value, typed);
    desk.record_field(key, "");
    const ImVec2 min = ImGui::GetItemRectMin();
    if (value.empty() && !ImGui::IsItemActive()) {
        draw_text(desk, {min.x + padding.x, min.y + padding.y}, desk.say(key), Weight::body,
                  desk.look.colours.soft, width - 2 * padding.x);
    }
    show_shaped(desk, value);
    return changed;
}

}  // namespace

void give_keyboard(Desk& desk, std::string_view key, std::string_view id) {
    desk.memory.focus_wanted = item_name(key, id);
    desk.memory.focus_typed.clear();
    desk.memory.focus_missed = desk.memory.focus_asked = 0;
    keep_letters(desk.memory);
}

void lose_keyboard_of_what_is_gone(Desk& desk) {
    Memory& memory = desk.memory;
    if (memory.focus_wanted.empty()) return;
    constexpr int most_frames_without_field = 3;
    if (++memory.focus_missed > most_frames_without_field) memory.focus_wanted.clear();
}

bool text_field(Desk& desk, std::string_view key, std::string_view id, std::string& value, float width_px) {
    ImGui::SetNextItemWidth(width_px > 0 ? width_px : -1.0F);
    const std::string hint = desk.say(key);
    const std::string typed = value;
    const std::string name = item_name(key, id);
    const bool waiting = wants_keyboard(desk, name);
    Typing typing{value, waiting ? &desk.memory.focus_typed : nullptr};
    const bool entered =
        ImGui::InputTextWithHint(name.c_str(), hint.c_str(), value.data(), value.capacity() + 1,
                                 ImGuiInputTextFlags_CallbackResize | ImGuiInputTextFlags_CallbackAlways |
                                     ImGuiInputTextFlags_EnterReturnsTrue,
                                 follow_typing, &typing);
    if (waiting) took_keyboard(desk);
    keep_on_escape(value, typed);
    desk.record_field(key, id);
    show_shaped(desk, value);
    return entered;
}

bool text_area(Desk& desk, std::string_view key, std::string& value, int lines) {
    return area(desk, key, value, lines, true, ImGuiInputTextFlags_None);
}

bool table_area(Desk& desk, std::string_view key, std::string& value, int lines) {
    return area(desk, key, value, lines, false, ImGuiInputTextFlags_AllowTabInput);
}

std::string in_one_line(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

int choose_one(Desk& desk, std::string_view key, const std::vector<std::string>& words, int chosen,
               float width_px, std::string_view id) {
    int pressed = -1;
    ImGui::SetNextItemWidth(width_px);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 padding = ImGui::GetStyle().FramePadding;
    const float inside = (width_px > 0 ? width_px : ImGui::GetContentRegionAvail().x + width_px) -
                         ImGui::GetFrameHeight() - 2 * padding.x;
    const auto now = static_cast<std::size_t>(chosen);
    const std::string shown =
        now < words.size() ? cut_by_words(desk, words[now], Weight::body, std::max(inside, 1.0F)) : "";
    // What people wrote may need letters that ImGui's own fonts do not have: those are drawn over the item.
    const auto holds = [](const std::string& text) { return paint::console_fonts_hold(text); };
    const bool open = ImGui::BeginCombo(item_name(key, id).c_str(), holds(shown) ? shown.c_str() : "");
    // An open list stands in a window of its own: the item itself was drawn before it.
    if (!open) desk.record(key, id);
    if (open) {
        for (std::size_t i = 0; i < words.size(); ++i) {
            const ImVec2 line = ImGui::GetCursorScreenPos();
            const std::string name = (holds(words[i]) ? words[i] : "") + "##" + std::to_string(i);
            if (ImGui::Selectable(name.c_str(), i == now)) pressed = static_cast<int>(i);
            const std::string number = std::to_string(i);
            desk.record(key, id.empty() ? number : std::string(id) + "/" + number);
            if (!holds(words[i])) draw_text(desk, line, words[i], Weight::body, desk.look.colours.text, 0);
        }
        ImGui::EndCombo();
    }
    if (desk.recorder != nullptr && holds(shown)) desk.recorder->texts.push_back(shown);
    if (!holds(shown))
        draw_text(desk, {at.x + padding.x, at.y + padding.y}, shown, Weight::body, desk.look.colours.text, 0);
    return pressed;
}

}  // namespace buurtkiosk::console
