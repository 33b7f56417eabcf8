// Owns the lines in which the chair puts somebody onto the list: a name, the number of a card or somebody
// with a phone, the kind of turn, room or home, the group; and raised hands in one go. Drawing thread only.
// Where the hall reads along it must never propose a name.
#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "console/panels.h"
#include "console/queue_parts.h"

namespace buurtkiosk::console {

namespace {

constexpr std::size_t most_meant = 3;  // more are found by typing on

bool may_add(const Desk& desk) { return desk.view().phase != views::Phase::ended; }

// Those with a phone whose name has the typed letters in it; who is there now first.
void look_up(Desk& desk) {
    NewSpeaker& typed = desk.memory.new_speaker;
    const auto& people = desk.desk().people;
    if (typed.looked_up == typed.name && typed.looked_up_among == people.size()) return;
    typed.looked_up = typed.name;
    typed.looked_up_among = people.size();
    typed.meant.clear();
    const NameOrCard wanted = name_or_card(typed.name);
    if (wanted.name.empty()) return;
    const std::string letters = text::fold(wanted.name);
    for (const bool here : {true, false}) {
        for (const views::DeskPerson& person : people) {
            if (typed.meant.size() == most_meant) return;
            if (person.here != here || person.name.empty()) continue;
            if (text::fold(person.shown).find(letters) != std::string::npos) typed.meant.push_back(person.id);
        }
    }
}

const std::vector<PersonId>& meant(Desk& desk) {
    static const std::vector<PersonId> nobody;
    if (desk.hall_reads_along() || !may_add(desk)) return nobody;
    look_up(desk);
    return desk.memory.new_speaker.meant;
}

ButtonOptions meant_options(const views::DeskPerson& person, float width_px) {
    return {.id = person.id.text(),
            .width_px = width_px,
            .weight = Weight::small,
            .enabled = !person.queue_entry,
            .left = true};
}

std::string meant_words(const Desk& desk, const views::DeskPerson& person) {
    std::string words = set_apart(desk.name_of(person.shown)) + " · ";
    words += desk.say(person.place == views::Place::home ? "common.home" : "common.room") + " · ";
    if (person.queue_entry) return words + desk.say("console.people.in_queue");
    return words + desk.say(person.here ? "console.queue.has_phone" : "console.queue.not_connected");
}

void added(Desk& desk, assembly::AddToQueue command) {
    NewSpeaker& typed = desk.memory.new_speaker;
    command.kind = typed.kind;
    desk.send(std::move(command));
    typed = {};
}

void draw_meant(Desk& desk) {
    const std::vector<PersonId> people = meant(desk);
    for (const PersonId id : people) {
        const views::DeskPerson* person = person_of(desk, id);
        if (person == nullptr) continue;
        const std::string words = meant_words(desk, *person);
        const ButtonOptions options = meant_options(*person, ImGui::GetContentRegionAvail().x);
        if (!button(desk, "item.meant", words, options)) continue;
        assembly::AddToQueue command;
        command.person = id;
        command.place = person->place;
        added(desk, std::move(command));
        return;
    }
}

void draw_who(Desk& desk, bool& wanted) {
    NewSpeaker& typed = desk.memory.new_speaker;
    const std::string place = desk.say(typed.place == assembly::Place::room ? "common.room" : "common.home");
    const float place_width = std::max(button_size(desk, desk.say("common.room"), {}).x,
                                       button_size(desk, desk.say("common.home"), {}).x);
    const float field = ImGui::GetContentRegionAvail().x - place_width - ImGui::GetStyle().ItemSpacing.x;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    // Drawn before the field, whose letters may stand shaped on a line of their own below it.
    ImGui::SetCursorScreenPos({at.x + field + ImGui::GetStyle().ItemSpacing.x, at.y});
    if (button(desk, "item.place", place, {.width_px = place_width})) {
        typed.place = typed.place == assembly::Place::room ? assembly::Place::home : assembly::Place::room;
    }
    if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", desk.say("console.queue.place_hint").c_str());
    ImGui::SetCursorScreenPos(at);
    wanted = text_field(desk, "console.queue.name", "", typed.name, field) || wanted;
}

void draw_kind(Desk& desk, bool& wanted) {
    NewSpeaker& typed = desk.memory.new_speaker;
    const float spacing = ImGui::GetStyle().ItemSpacing.x;
    const ButtonOptions options{.enabled = may_add(desk) && !name_or_card(typed.name).empty()};
    const float add_width = button_size(desk, desk.say("console.queue.add"), options).x;
    const bool groups = !desk.view().groups.empty();
    const float left = ImGui::GetContentRegionAvail().x - add_width - spacing;
    const float each = groups ? (left - spacing) / 2 : left;
    const int kind =
        choose_one(desk, "console.queue.kind", kind_choices(desk), static_cast<int>(typed.kind), each);
    if (kind >= 0) typed.kind = static_cast<assembly::QueueKind>(kind);
    if (groups) {
        ImGui::SameLine();
        const int group = choose_one(desk, "console.queue.group", group_choices(desk),
                                     choice_of_group(desk, typed.group), each);
        if (group >= 0) typed.group = group_of_choice(desk, group);
    }
    ImGui::SameLine();
    wanted = button(desk, "console.queue.add", options) || wanted;
}

void draw_hands(Desk& desk) {
    Memory& memory = desk.memory;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const std::string label = desk.say("console.queue.hands");
    const ImVec2 size = measure(desk, label, Weight::small, 0);
    draw_text(desk, {at.x, at.y + (ImGui::GetFrameHeight() - size.y) / 2}, label, Weight::small,
              desk.look.colours.soft, 0);
    ImGui::SetCursorScreenPos({at.x + size.x + ImGui::GetStyle().ItemSpacing.x, at.y});
    const int change = stepper(desk, "item.hands", "", std::to_string(memory.hands), 1);
    memory.hands = std::clamp(memory.hands + change, 1, static_cast<int>(limits::hands_at_once));
    ImGui::SameLine();
    const std::string words =
        desk.say_count("console.queue.add_hands", static_cast<std::size_t>(memory.hands));
    const float width = ImGui::GetContentRegionAvail().x;
    if (!button(desk, "console.queue.add_hands", words, {.width_px = width, .enabled = may_add(desk)}))
        return;
    if (!desk.send(assembly::AddHands{memory.hands, memory.new_speaker.kind})) return;
    memory.hands = 1;
    // The next one begins anew; only what was typed of a name stays, with what was chosen for it.
    if (name_or_card(memory.new_speaker.name).empty()) {
        memory.new_speaker = {};
    } else {
        memory.new_speaker.kind = assembly::QueueKind::point;
    }
}

}  // namespace

float adding_height(Desk& desk) {
    const ImGuiStyle& style = ImGui::GetStyle();
    const float line = desk.look.line_px(Weight::small) + 2 * style.FramePadding.y + style.ItemSpacing.y;
    float height = 3 * ImGui::GetFrameHeightWithSpacing() + style.ItemSpacing.y;
    height += line * static_cast<float>(meant(desk).size());
    if (!paint::console_fonts_hold(desk.memory.new_speaker.name))
        height += ImGui::GetTextLineHeightWithSpacing();
    return height;
}

void draw_adding(Desk& desk) {
    bool wanted = false;
    draw_meant(desk);
    ImGui::BeginDisabled(!may_add(desk));
    draw_who(desk, wanted);
    draw_kind(desk, wanted);
    draw_hands(desk);
    ImGui::EndDisabled();
    NewSpeaker& typed = desk.memory.new_speaker;
    const NameOrCard who = name_or_card(typed.name);
    if (!wanted || !may_add(desk) || who.empty()) return;
    assembly::AddToQueue command;
    command.name = who.name;
    command.card = who.card;
    command.place = typed.place;
    command.group = typed.group;
    added(desk, std::move(command));
}

}  // namespace buurtkiosk::console
