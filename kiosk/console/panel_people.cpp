// Owns the console's list of people: who is here, in the room or at home, with which role, giving another
// role, and another name to an offensive one. Drawing thread only. Where the hall reads along it must never
// show a name but of who has a role: those can be withdrawn here always.
#include <algorithm>

#include "console/panels.h"
#include "console/queue_parts.h"

namespace buurtkiosk::console {

namespace {

constexpr std::size_t most_shown = 200;  // beyond these, looking up by name is quicker than scrolling

std::string lower(std::string_view text) {
    std::string out{text};
    for (char& letter : out) {
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    }
    return out;
}

std::string about(const Desk& desk, const views::DeskPerson& person) {
    std::string words = desk.say(person.place == views::Place::home ? "common.home" : "common.room");
    if (const std::string group = group_words(desk, person.group); !group.empty()) words += " · " + group;
    if (!person.here) words += " · " + desk.say("console.people.away");
    if (person.role != views::Role::attendee) words += " · " + role_words(desk, person.role);
    if (person.queue_entry) words += " · " + desk.say("console.people.in_queue");
    if (person.name.empty()) words += " · " + desk.say("console.people.no_name");
    return words;
}

// What this person may do here, changed on one press; the console always wins.
void draw_roles(Desk& desk, const views::DeskPerson& person) {
    const std::string id = person.id.text();
    const auto& people = desk.desk().people;
    const bool other_chair = std::any_of(people.begin(), people.end(), [&](const auto& one) {
        return one.role == views::Role::chair && one.id != person.id;
    });
    bool first = true;
    const auto offer = [&](const char* key, bool possible) {
        if (!possible) return false;
        const ButtonOptions options{.id = id, .weight = Weight::small};
        if (!first) beside_if_it_fits(desk, button_size(desk, desk.say(key), options).x);
        first = false;
        return button(desk, key, options);
    };
    const auto make = [&](const char* key, views::Role role) {
        if (offer(key, person.role != role)) desk.send(assembly::SetRole{person.id, role});
    };
    make("console.people.make_minute_taker", views::Role::minute_taker);
    make("console.people.make_table_facilitator", views::Role::table_facilitator);
    make("console.people.make_chair", views::Role::chair);
    if (offer("console.people.hand_over", person.role != views::Role::chair && other_chair))
        desk.send(assembly::HandOver{person.id});
    if (offer("console.people.withdraw", person.role != views::Role::attendee))
        desk.send(assembly::SetRole{person.id, views::Role::attendee});
}

// To which of the groups that the chair named this person belongs.
void draw_groups(Desk& desk, const views::DeskPerson& person) {
    if (desk.view().groups.empty()) return;
    const int now = choice_of_group(desk, person.group);
    const int chosen = choose_one(desk, "console.people.group", group_choices(desk), now,
                                  ImGui::GetContentRegionAvail().x, person.id.text());
    if (chosen >= 0 && chosen != now)
        desk.send(assembly::SetPersonGroup{person.id, group_of_choice(desk, chosen)});
}

void draw_person(Desk& desk, const views::DeskPerson& person) {
    Memory& memory = desk.memory;
    const std::string id = person.id.text();
    const bool chosen = memory.renaming == person.id;
    const float width = ImGui::GetContentRegionAvail().x;
    const float padding = desk.look.px(4);
    const float wrap = width - 2 * padding;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const std::string words = about(desk, person);
    const std::string name = desk.name_of(person.shown);
    const float name_height = measure(desk, name, Weight::body, wrap).y;
    ImGui::PushStyleColor(ImGuiCol_Button, chosen ? desk.look.colours.raised : IM_COL32(0, 0, 0, 0));
    if (ImGui::Button(("##person#" + id).c_str(),
                      {width, name_height + desk.look.line_px(Weight::small) + 2 * padding})) {
        memory.renaming = chosen ? std::nullopt : std::optional(person.id);
        memory.new_name = person.name;
        if (!chosen) give_keyboard(desk, "console.people.new_name", id);
    }
    ImGui::PopStyleColor();
    desk.record("item.person", id);
    if (item_in_sight(desk)) {
        draw_text(desk, {at.x + padding, at.y + padding}, name, Weight::body, desk.look.colours.text, wrap);
        draw_text(desk, {at.x + padding, at.y + padding + name_height}, words, Weight::small,
                  desk.look.colours.soft, wrap);
    }
    if (!chosen) return;
    memory.form_is_open = true;
    const ButtonOptions options{.id = id,
                                .enabled = !memory.new_name.empty() && memory.new_name != person.name};
    const float button_width = button_size(desk, desk.say("console.people.rename"), options).x;
    bool rename = text_field(desk, "console.people.new_name", id, memory.new_name,
                             width - button_width - ImGui::GetStyle().ItemSpacing.x);
    ImGui::SameLine();
    rename = button(desk, "console.people.rename", options) || rename;
    if (rename && options.enabled) {
        desk.send(assembly::RenamePerson{person.id, memory.new_name});
        memory.renaming.reset();
    }
    draw_groups(desk, person);
    draw_roles(desk, person);
}

}  // namespace

void draw_people(Desk& desk) {
    const auto& people = desk.desk().people;
    const bool only_roles = desk.hall_reads_along();
    if (only_roles) {
        soft_text(desk, desk.say("console.people.hidden_here"));
        desk.memory.people_search.clear();
    }
    const auto here = static_cast<std::size_t>(std::count_if(
        people.begin(), people.end(), [](const views::DeskPerson& person) { return person.here; }));
    if (!only_roles) {
        soft_text(desk, desk.say("console.people.count",
                                 {{"n", std::to_string(people.size())}, {"here", std::to_string(here)}}));
        text_field(desk, "console.people.search", "", desk.memory.people_search);
    }
    const std::string wanted = lower(desk.memory.people_search);
    ImGui::PushStyleColor(ImGuiCol_ChildBg, IM_COL32(0, 0, 0, 0));
    ImGui::BeginChild("people", {0, 0}, false, ImGuiWindowFlags_NavFlattened);
    if (people.empty() && !only_roles) soft_text(desk, desk.say("console.people.none"));
    std::size_t shown = 0;
    std::size_t left_out = 0;
    // Those with a role first, then those who are here; within each, the order in which they came.
    const auto rank = [](const views::DeskPerson& person) {
        if (person.role != views::Role::attendee) return 0;
        return person.here ? 1 : 2;
    };
    for (const int ranked : {0, 1, 2}) {
        for (const views::DeskPerson& person : people) {
            if (rank(person) != ranked || (only_roles && ranked > 0)) continue;
            if (!wanted.empty() && lower(desk.name_of(person.shown)).find(wanted) == std::string::npos)
                continue;
            if (shown < most_shown) {
                draw_person(desk, person);
                ++shown;
            } else {
                ++left_out;
            }
        }
    }
    if (left_out > 0) soft_text(desk, desk.say_count("console.people.more", left_out));
    ImGui::EndChild();
    ImGui::PopStyleColor();
}

}  // namespace buurtkiosk::console
