// Owns the console's check-in panel: open, show and close it, and tidy its words: merge two by choosing them,
// split, hide, let in, invite to explain. Drawing thread only. On a screen that the hall reads it must never
// show a word that the hall does not see yet.
#include <algorithm>

#include "console/panels.h"

namespace buurtkiosk::console {

namespace {

const views::DeskWordGroup* find_group(const Desk& desk, GroupId id) {
    for (const views::DeskWordGroup& group : desk.desk().words) {
        if (group.id == id) return &group;
    }
    return nullptr;
}

std::string words_with_count(const views::DeskWordGroup& group) {
    return group.count == 1 ? group.text : group.text + "  " + std::to_string(group.count);
}

void draw_opening(Desk& desk) {
    Memory& memory = desk.memory;
    // The runbook's prompt is offered while the runbook asks for it; what the chair types over it stays.
    const auto& next = desk.desk().next.command;
    const auto* offered = next ? std::get_if<assembly::OpenCheckIn>(&*next) : nullptr;
    if (offered == nullptr) {
        if (memory.prompt == memory.prompt_offered) memory.prompt.clear();
        memory.prompt_offered.clear();
    } else if (memory.prompt_offered != offered->prompt) {
        memory.prompt_offered = offered->prompt;
        if (memory.prompt.empty()) memory.prompt = offered->prompt;
        if (offered->think_s > 0) memory.think_minutes = std::max(1, (offered->think_s + 30) / 60);
    }
    soft_text(desk, desk.say("console.check_in.explain"));
    text_field(desk, "console.check_in.prompt", "", memory.prompt);
    const int change = stepper(
        desk, "console.check_in.think", "",
        memory.think_minutes == 0
            ? desk.say("console.check_in.no_think")
            : desk.say_count("console.check_in.think", static_cast<std::size_t>(memory.think_minutes)),
        1);
    memory.think_minutes = std::clamp(memory.think_minutes + change, 0, 10);
    const ButtonOptions options{
        .kind = ButtonKind::primary,
        .enabled = !memory.prompt.empty() && desk.view().phase == views::Phase::running};
    beside_button(desk, "console.check_in.open", options);
    if (button(desk, "console.check_in.open", options)) {
        desk.send(assembly::OpenCheckIn{memory.prompt, memory.think_minutes * 60});
        memory.prompt.clear();
        memory.words.clear();
    }
    if (desk.view().phase == views::Phase::lobby) soft_text(desk, desk.say("console.check_in.after_start"));
}

std::string state_words(const Desk& desk, const views::CheckInView& check_in) {
    const std::vector<TextParameter> counts{{"n", std::to_string(check_in.count)},
                                            {"here", std::to_string(desk.view().room + desk.view().home)}};
    switch (check_in.state) {
        case views::CheckInState::open:
            return desk.say("console.check_in.state_open", counts);
        case views::CheckInState::shown:
            return desk.say("console.check_in.state_shown", counts);
        case views::CheckInState::closed:
            return desk.say("console.check_in.state_closed", counts);
    }
    return {};
}

// The question, with the time to think at its right: a second that passes moves nothing below.
void draw_prompt(Desk& desk, const views::CheckInView& check_in) {
    std::string left;
    if (check_in.state == views::CheckInState::open && check_in.thinks_until_ms &&
        *check_in.thinks_until_ms > desk.now_ms) {
        left = desk.say("console.check_in.thinks",
                        {{"time", minutes_seconds(*check_in.thinks_until_ms - desk.now_ms + 999)}});
    }
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float most =
        measure(desk, desk.say("console.check_in.thinks", {{"time", "00:00"}}), Weight::body, 0).x;
    text(desk, check_in.prompt, Weight::bold, desk.look.colours.text, width - most - desk.look.px(16));
    draw_text(desk, {at.x + width - measure(desk, left, Weight::body, 0).x, at.y}, left, Weight::body,
              desk.look.colours.text, 0);
}

void draw_steps(Desk& desk, const views::CheckInView& check_in) {
    if (check_in.state == views::CheckInState::open) {
        if (button(desk, "console.check_in.show", {})) desk.send(assembly::ShowCheckIn{});
        beside_button(desk, "console.check_in.close", {});
    }
    if (check_in.state != views::CheckInState::closed) {
        if (button(desk, "console.check_in.close", {})) desk.send(assembly::CloseCheckIn{});
    }
    // Where the hall reads along a word that waits is not shown; that it waits must not be lost.
    const auto waiting = static_cast<std::size_t>(
        std::count_if(desk.desk().words.begin(), desk.desk().words.end(),
                      [](const views::DeskWordGroup& group) { return group.waits; }));
    if (!desk.hall_reads_along() || waiting == 0) return;
    const std::string words = desk.say_count("console.check_in.waiting_elsewhere", waiting);
    if (check_in.state != views::CheckInState::closed) {
        beside_if_it_fits(desk, measure(desk, words, Weight::bold, 0).x);
        ImGui::SetCursorPosY(ImGui::GetCursorPosY() + ImGui::GetStyle().FramePadding.y);
    }
    text(desk, words, Weight::bold);
}

void choose(Memory& memory, GroupId id) {
    const auto found = std::find(memory.words.begin(), memory.words.end(), id);
    if (found != memory.words.end()) {
        memory.words.erase(found);
    } else {
        if (memory.words.size() == 2) memory.words.pop_back();
        memory.words.push_back(id);
    }
}

void draw_merging(Desk& desk, const views::DeskWordGroup& first, const views::DeskWordGroup& second) {
    // The more used word keeps its name, unless the chair turns it round.
    const bool first_stays = first.count >= second.count;
    const views::DeskWordGroup& into = first_stays ? first : second;
    const views::DeskWordGroup& from = first_stays ? second : first;
    const std::string words = desk.say("console.check_in.merge", {{"from", from.text}, {"into", into.text}});
    if (button(desk, "console.check_in.merge", words, {.kind = ButtonKind::primary})) {
        desk.send(assembly::MergeWords{from.id, into.id});
        desk.memory.words.clear();
        return;
    }
    beside_button(desk, "console.cancel", {.id = "words"});
    if (button(desk, "console.cancel", {.id = "words"})) desk.memory.words.clear();
}

void draw_tools_of_one(Desk& desk, const views::DeskWordGroup& word) {
    const std::string id = word.id.text();
    if (word.waits) {
        if (button(desk, "console.check_in.allow", {.id = id, .kind = ButtonKind::primary})) {
            desk.send(assembly::AllowWord{word.id});
        }
        beside_button(desk, "console.check_in.hide", {.id = id});
    }
    if (button(desk, word.hidden ? "console.check_in.unhide" : "console.check_in.hide", {.id = id})) {
        desk.send(assembly::HideWord{word.id, !word.hidden});
    }
    const bool may_invite =
        desk.view().check_in->state != views::CheckInState::open && !word.waits && !word.hidden;
    if (may_invite) {
        beside_button(desk, "console.check_in.invite", {.id = id});
        if (button(desk, "console.check_in.invite", {.id = id})) {
            desk.send(assembly::InviteToExplain{word.id});
        }
    }
    beside_button(desk, "console.cancel", {.id = "words"});
    if (button(desk, "console.cancel", {.id = "words"})) {
        desk.memory.words.clear();
        return;
    }
    if (word.spellings.size() < 2) {
        soft_text(desk, desk.say("console.check_in.choose_second"));
        return;
    }
    const std::string label = desk.say("console.check_in.spellings");
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 size = measure(desk, label, Weight::small, 0);
    ImGui::Dummy({size.x, ImGui::GetFrameHeight()});
    draw_text(desk, {at.x, at.y + (ImGui::GetFrameHeight() - size.y) / 2}, label, Weight::small,
              desk.look.colours.soft, 0);
    std::size_t place = 0;
    for (const auto& [spelling, count] : word.spellings) {
        const std::string words =
            desk.say("console.check_in.split", {{"word", spelling}, {"n", std::to_string(count)}});
        const ButtonOptions options{.id = id + "/" + std::to_string(place)};
        beside_if_it_fits(desk, button_size(desk, words, options).x);
        if (button(desk, "console.check_in.split", words, options)) {
            desk.send(assembly::SplitWord{word.id, spelling});
        }
        ++place;
    }
}

// What can be done with one word, or with two. Its room is kept while no word is chosen, so that the words
// below stay under the hand; more than fits there is scrolled to.
void draw_word_tools(Desk& desk) {
    const Memory& memory = desk.memory;
    const float height = 2 * ImGui::GetFrameHeightWithSpacing();
    ImGui::PushStyleColor(ImGuiCol_ChildBg, IM_COL32(0, 0, 0, 0));
    ImGui::BeginChild("word_tools", {0, height}, false, ImGuiWindowFlags_NavFlattened);
    ImGui::PopStyleColor();
    if (memory.words.empty()) {
        soft_text(desk, desk.say("console.check_in.choose"));
    } else if (memory.words.size() == 2) {
        draw_merging(desk, *find_group(desk, memory.words.front()), *find_group(desk, memory.words.back()));
    } else {
        draw_tools_of_one(desk, *find_group(desk, memory.words.front()));
    }
    ImGui::EndChild();
}

void draw_words(Desk& desk, std::string_view label_key,
                const std::vector<const views::DeskWordGroup*>& groups) {
    if (groups.empty()) return;
    if (!label_key.empty()) soft_text(desk, desk.say_count(label_key, groups.size()));
    bool first = true;
    for (const views::DeskWordGroup* group : groups) {
        const bool chosen = std::find(desk.memory.words.begin(), desk.memory.words.end(), group->id) !=
                            desk.memory.words.end();
        const ButtonOptions options{.id = group->id.text(), .chosen = chosen};
        const std::string words = words_with_count(*group);
        if (!first) beside_if_it_fits(desk, button_size(desk, words, options).x);
        first = false;
        if (button(desk, "item.word", words, options)) choose(desk.memory, group->id);
    }
}

}  // namespace

void draw_check_in(Desk& desk) {
    const auto& check_in = desk.view().check_in;
    if (!check_in) {
        draw_opening(desk);
        return;
    }
    draw_prompt(desk, *check_in);
    soft_text(desk, state_words(desk, *check_in));
    draw_steps(desk, *check_in);

    const bool may_see_words = !desk.hall_reads_along() || check_in->words_shown;
    if (!may_see_words) {
        desk.memory.words.clear();
        soft_text(desk, desk.say("console.check_in.hidden_here"));
        if (check_in->state == views::CheckInState::closed) draw_opening(desk);
        return;
    }
    std::vector<const views::DeskWordGroup*> waiting;
    std::vector<const views::DeskWordGroup*> seen;
    std::vector<const views::DeskWordGroup*> hidden;
    for (const views::DeskWordGroup& group : desk.desk().words) {
        if (group.waits) {
            waiting.push_back(&group);
        } else if (group.hidden) {
            hidden.push_back(&group);
        } else {
            seen.push_back(&group);
        }
    }
    if (desk.hall_reads_along()) {
        // What was kept from the wall is kept from this screen as well.
        waiting.clear();
        hidden.clear();
        std::erase_if(desk.memory.words, [&](GroupId id) {
            const views::DeskWordGroup* group = find_group(desk, id);
            return group != nullptr && (group->waits || group->hidden);
        });
    }
    std::erase_if(desk.memory.words, [&](GroupId id) { return find_group(desk, id) == nullptr; });

    if (!waiting.empty() || !seen.empty() || !hidden.empty()) draw_word_tools(desk);
    ImGui::PushStyleColor(ImGuiCol_ChildBg, IM_COL32(0, 0, 0, 0));
    ImGui::BeginChild("words", {0, std::max(ImGui::GetContentRegionAvail().y, desk.look.px(120))}, false,
                      ImGuiWindowFlags_NavFlattened);
    draw_words(desk, "console.check_in.waiting", waiting);
    draw_words(desk, "", seen);
    draw_words(desk, "console.check_in.hidden", hidden);
    if (check_in->state == views::CheckInState::closed) {
        ImGui::Dummy({0, desk.look.px(6)});
        heading(desk, desk.say("console.check_in.another"));
        draw_opening(desk);
    }
    ImGui::EndChild();
    ImGui::PopStyleColor();
}

}  // namespace buurtkiosk::console
