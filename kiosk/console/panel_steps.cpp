// Owns the list of the last steps: what was done, by whom, and taking back the newest that still can be.
// Drawing thread only. Where the hall reads along it must never name anybody.
#include <algorithm>

#include "console/panels.h"

namespace buurtkiosk::console {

namespace {

std::string who(const Desk& desk, const views::DeskStep& step) {
    if (!step.by) return desk.say("console.steps.here");
    if (desk.hall_reads_along()) return desk.say("console.steps.a_phone");
    const auto& people = desk.desk().people;
    const auto found = std::find_if(people.begin(), people.end(),
                                    [&](const views::DeskPerson& person) { return person.id == *step.by; });
    if (found == people.end()) return desk.say("console.steps.a_phone");
    return desk.say("console.steps.by",
                    {{"who", desk.name_of(found->shown)}, {"role", role_words(desk, found->role)}});
}

}  // namespace

void draw_steps_done(Desk& desk) {
    const auto& steps = desk.desk().steps;
    if (steps.empty()) return soft_text(desk, desk.say("console.steps.none"));
    soft_text(desk, desk.say("console.steps.explain"));
    const auto undoable =
        std::find_if(steps.begin(), steps.end(), [](const views::DeskStep& step) { return !step.stuck; });
    ImGui::PushStyleColor(ImGuiCol_ChildBg, IM_COL32(0, 0, 0, 0));
    ImGui::BeginChild("steps", {0, 0}, false, ImGuiWindowFlags_NavFlattened);
    for (auto step = steps.begin(); step != steps.end(); ++step) {
        text(desk, desk.say(step->what), step == undoable ? Weight::bold : Weight::body);
        soft_text(desk, step->stuck ? desk.say("console.steps.stuck", {{"who", who(desk, *step)}})
                                    : who(desk, *step));
        if (step == undoable && button(desk, "console.steps.undo", {})) desk.send(assembly::Undo{step->id});
        ImGui::Dummy({0, desk.look.px(4)});
    }
    ImGui::EndChild();
    ImGui::PopStyleColor();
}

}  // namespace buurtkiosk::console
