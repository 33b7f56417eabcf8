// Owns the groups that the chair names, such as residents and the municipality, and the link to the video
// call of people at home. Drawing thread only. Where the hall reads along it must never show that link.
#include <algorithm>

#include "base/limits.h"
#include "console/panels.h"
#include "console/queue_parts.h"

namespace buurtkiosk::console {

namespace {

std::vector<std::string> names_of(const std::vector<views::PeopleGroupView>& groups) {
    std::vector<std::string> names;
    for (const views::PeopleGroupView& group : groups) names.push_back(group.name);
    return names;
}

void draw_group(Desk& desk, std::size_t index) {
    const auto& groups = desk.view().groups;
    const views::PeopleGroupView& group = groups[index];
    const std::string id = group.id.text();
    const auto& people = desk.desk().people;
    const auto count = std::count_if(people.begin(), people.end(), [&](const views::DeskPerson& person) {
        return person.group == group.id;
    });
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float remove = button_size(desk, desk.say("console.queue.remove"), {.id = id}).x;
    const float wrap = width - remove - ImGui::GetStyle().ItemSpacing.x;
    const std::string words = desk.say_count("console.groups.people", static_cast<std::size_t>(count));
    const float name_height = measure(desk, group.name, Weight::body, wrap).y;
    const float height = std::max(name_height + desk.look.line_px(Weight::small), ImGui::GetFrameHeight());
    ImGui::Dummy({wrap, height});
    if (item_in_sight(desk)) {
        draw_text(desk, at, group.name, Weight::body, desk.look.colours.text, wrap);
        draw_text(desk, {at.x, at.y + name_height}, words, Weight::small, desk.look.colours.soft, wrap);
    }
    ImGui::SetCursorScreenPos({at.x + width - remove, at.y + (height - ImGui::GetFrameHeight()) / 2});
    if (button(desk, "console.groups.remove", desk.say("console.queue.remove"), {.id = id})) {
        std::vector<std::string> names = names_of(groups);
        names.erase(names.begin() + static_cast<std::ptrdiff_t>(index));
        desk.send(assembly::SetPeopleGroups{std::move(names)});
    }
    ImGui::SetCursorScreenPos({at.x, at.y + height});
    ImGui::Dummy({width, 0});
}

void draw_new_group(Desk& desk) {
    const auto& groups = desk.view().groups;
    if (groups.size() >= limits::people_groups) {
        return soft_text(desk, desk.say_count("console.groups.full", limits::people_groups));
    }
    std::string& typed = desk.memory.new_group;
    const ButtonOptions options{.enabled = !in_one_line(typed).empty()};
    const float add = button_size(desk, desk.say("console.groups.add"), options).x;
    bool wanted = text_field(desk, "console.groups.name", "", typed,
                             ImGui::GetContentRegionAvail().x - add - ImGui::GetStyle().ItemSpacing.x);
    ImGui::SameLine();
    wanted = button(desk, "console.groups.add", options) || wanted;
    if (!wanted || !options.enabled) return;
    std::vector<std::string> names = names_of(groups);
    names.push_back(in_one_line(typed));
    desk.send(assembly::SetPeopleGroups{std::move(names)});
    typed.clear();
}

void draw_video_call(Desk& desk) {
    heading(desk, desk.say("console.video.heading"));
    if (desk.hall_reads_along()) return soft_text(desk, desk.say("console.video.hidden_here"));
    soft_text(desk, desk.say("console.video.explain"));
    const std::string& now = desk.desk().video_call;
    auto& typing = desk.memory.video_call;
    std::string typed = typing.value_or(now);
    bool wanted = text_field(desk, "console.video.link", "", typed);
    // What the meeting refused stays in the field; the refusal says why.
    const std::string link = in_one_line(typed);
    typing = link == now ? std::nullopt : std::optional(typed);
    const ButtonOptions save{.enabled = link != now && !link.empty()};
    wanted = button(desk, "console.video.save", save) || wanted;
    if (wanted && save.enabled) desk.send(assembly::SetVideoCall{link});
    const ButtonOptions remove{.enabled = !now.empty()};
    beside_button(desk, "console.video.remove", remove);
    if (button(desk, "console.video.remove", remove)) {
        desk.send(assembly::SetVideoCall{""});
        typing.reset();
    }
}

}  // namespace

void draw_people_groups(Desk& desk) {
    ImGui::PushStyleColor(ImGuiCol_ChildBg, IM_COL32(0, 0, 0, 0));
    ImGui::BeginChild("groups", {0, 0}, false, ImGuiWindowFlags_NavFlattened);
    soft_text(desk, desk.say("console.groups.explain"));
    ImGui::BeginDisabled(desk.view().phase == views::Phase::ended);
    for (std::size_t i = 0; i < desk.view().groups.size(); ++i) draw_group(desk, i);
    draw_new_group(desk);
    ImGui::Dummy({0, desk.look.px(10)});
    draw_video_call(desk);
    ImGui::EndDisabled();
    ImGui::EndChild();
    ImGui::PopStyleColor();
}

}  // namespace buurtkiosk::console
