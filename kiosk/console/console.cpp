// Owns where the console's panels stand, which tab fits what runs, and when the picture changes by itself.
// Drawing thread only. It must never hold anything of the meeting: each frame starts from the snapshot.
#include "console/console.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "imgui_internal.h"
#include "views/time_left.h"

namespace buurtkiosk::console {

namespace {

constexpr std::int64_t question_stands_ms = 12'000;
constexpr std::int64_t notice_stands_ms = 8'000;

// A rehearsal's clock runs faster, the hands and eyes in the room do not.
std::int64_t hand_ms_at(const views::Snapshot& snapshot, std::int64_t now_ms) {
    return now_ms / snapshot.rate;
}

// The tab that fits what runs; none while that says nothing about it.
std::optional<MiddleTab> fitting_tab(const views::PublicView& view) {
    for (const views::PollView& poll : view.polls) {
        if (poll.state == views::PollState::open) return MiddleTab::polls;
    }
    if (view.stage.scene == views::StageScene::check_in) return MiddleTab::check_in;
    if (view.stage.scene == views::StageScene::poll) return MiddleTab::polls;
    if (view.stage.scene == views::StageScene::question) return MiddleTab::questions;
    if (view.phase == views::Phase::lobby)
        return view.agenda.blocks.empty() ? MiddleTab::runbook : MiddleTab::join;
    for (const views::BlockView& block : view.agenda.blocks) {
        if (view.agenda.now != block.id) continue;
        if (block.form == views::Form::check_in) return MiddleTab::check_in;
        if (block.form == views::Form::poll) return MiddleTab::polls;
    }
    return std::nullopt;
}

std::optional<PollId> poll_to_look_at(const views::PublicView& view) {
    for (const views::PollView& poll : view.polls) {
        if (poll.state == views::PollState::open) return poll.id;
    }
    for (const views::PollView& poll : view.polls) {
        if (poll.state == views::PollState::closed) return poll.id;
    }
    return std::nullopt;
}

// Letters pressed since the last frames: a form that opened or a field that took the keyboard keeps them.
void do_letters_that_wait(Desk& desk) {
    Memory& memory = desk.memory;
    if (memory.letters.empty()) return;
    const bool typing =
        ImGui::GetIO().WantTextInput || ImGui::GetCurrentContext()->WantTextInputNextFrame == 1;
    if (memory.form_is_open || !memory.focus_wanted.empty() || typing) {
        memory.letters.clear();
        return;
    }
    // ImGui sees a click's press in one frame and its end in the next.
    constexpr int frames_of_a_click = 2;
    if (++memory.letters_frames < frames_of_a_click) return;
    for (const Key key : std::exchange(memory.letters, {})) do_letter(desk, key);
}

}  // namespace

Desk Console::desk_for(const views::Snapshot& snapshot, const ConsoleFrame& frame, const Look& look,
                       std::vector<ConsoleAction>& actions) {
    return Desk{.snapshot = snapshot,
                .locales = parts_.locales,
                .look = look,
                .memory = memory_,
                .actions = actions,
                .now_ms = frame.now_ms,
                .hand_ms = hand_ms_at(snapshot, frame.now_ms),
                .surface = frame.surface,
                .stage_fullscreen = frame.stage_fullscreen,
                .shaped = parts_.shaped,
                .recorder = frame.recorder,
                .shelf = &parts_.shelf,
                .set_up = frame.set_up};
}

// What the last snapshot made meaningless goes; what is being typed stays.
void Console::settle(const views::Snapshot& snapshot, std::int64_t hand_ms) {
    if (memory_.language.empty()) {
        memory_.language = "nl";
        if (!snapshot.view.languages.empty() &&
            parts_.locales.has(snapshot.view.languages.front(), "console.cancel")) {
            memory_.language = snapshot.view.languages.front();
        }
    }
    if (memory_.question) {
        const bool late = hand_ms - memory_.question->asked_ms > question_stands_ms;
        if (late || !still_applies(memory_.question->command, snapshot)) memory_.question.reset();
    }
}

void Console::follow(const views::Snapshot& snapshot) {
    // Opened once, when it begins to run; then the chair decides what to look at. Never under typing hands.
    const auto tab = fitting_tab(snapshot.view);
    if (tab != memory_.followed) {
        memory_.followed = tab;
        const bool typing = ImGui::GetIO().WantTextInput;
        if (tab && !typing) memory_.middle = *tab;
        // Nothing is prepared: something to begin with.
        const bool ready_made = parts_.shelf.evenings && !typing;
        if (tab == MiddleTab::runbook) memory_.page = ready_made ? RunbookPage::ready_made : RunbookPage::add;
        // Once the evening runs and phones are there, joining is no longer what the chair looks for.
        const bool joining =
            memory_.middle == MiddleTab::join && snapshot.view.phase == views::Phase::running;
        if (!tab && joining && !typing && snapshot.host.devices_reached > 0)
            memory_.middle = MiddleTab::polls;
    }
    const auto poll = poll_to_look_at(snapshot.view);
    if (poll != memory_.poll_followed) {
        memory_.poll_followed = poll;
        if (poll) memory_.poll = poll;
    }
}

std::vector<ConsoleAction> Console::draw(const views::Snapshot& snapshot, const ConsoleFrame& frame) {
    std::vector<ConsoleAction> actions;
    settle(snapshot, hand_ms_at(snapshot, frame.now_ms));
    follow(snapshot);
    const bool dark = snapshot.view.stage.theme == views::Theme::dark;
    const Look look{.fonts = frame.fonts, .colours = colours_for(dark), .scale = frame.scale};
    apply_style(look, dark);
    Desk desk = desk_for(snapshot, frame, look, actions);
    settle_sent_forms(desk);
    memory_.form_is_open = false;  // until one is drawn
    if (frame.surface == Surface::hidden) {
        draw_answer_to_key(desk);
        draw_stop_question(desk);
        return actions;
    }
    draw_desk(desk);
    draw_set_up(desk);
    draw_key_sheet(desk);
    draw_stop_question(desk);
    do_letters_that_wait(desk);
    walk(desk);
    lose_keyboard_of_what_is_gone(desk);
    memory_.save_wanted = false;  // no form took it
    return actions;
}

void Console::draw_left(Desk& desk, float height_px) {
    const bool corner = parts_.draw_stage && desk.surface == Surface::own_window;
    const float available = ImGui::GetContentRegionAvail().x;
    const float width = corner ? std::floor(std::min(available * 0.74F, height_px * 0.36F)) : 0;
    const float below = stage_corner_height(desk, corner, width) + ImGui::GetStyle().ItemSpacing.y;
    ImGui::PushStyleColor(ImGuiCol_ChildBg, IM_COL32(0, 0, 0, 0));
    ImGui::BeginChild(
        "runbook", {0, std::max(ImGui::GetContentRegionAvail().y - below, desk.look.px(160))}, false,
        ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NavFlattened);
    ImGui::PopStyleColor();
    draw_runbook(desk);
    ImGui::EndChild();
    draw_stage_corner(desk, corner ? parts_.draw_stage : DrawStage{}, width);
}

void Console::draw_desk(Desk& desk) {
    const Look& look = desk.look;
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(screen);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
    ImGui::Begin("##console", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse);
    ImGui::PopStyleVar();
    const ImGuiStyle& style = ImGui::GetStyle();
    draw_header(desk);
    if (desk.hall_reads_along()) soft_text(desk, desk.say("console.overlay.hint"));

    const float foot_height = ImGui::GetFrameHeight();
    const ImVec2 available = ImGui::GetContentRegionAvail();
    const float gap = style.ItemSpacing.x;
    const float height = available.y - foot_height - 2 * style.ItemSpacing.y;
    const float left = std::max(look.px(330), available.x * 0.245F);
    const float right = std::max(look.px(400), available.x * 0.30F);

    begin_panel(desk, "left", {left, height}, false);
    draw_left(desk, height);
    end_panel();
    ImGui::SameLine(0, gap);
    ImGui::PushStyleColor(ImGuiCol_ChildBg, IM_COL32(0, 0, 0, 0));
    ImGui::BeginChild("middle", {available.x - left - right - 2 * gap, height}, false,
                      ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NavFlattened);
    ImGui::PopStyleColor();
    draw_now(desk);
    draw_slides(desk);
    draw_notes(desk);
    draw_speaker(desk);
    draw_middle_tabs(desk);
    begin_panel(desk, "controls", {0, std::max(ImGui::GetContentRegionAvail().y, look.px(140))});
    switch (desk.memory.middle) {
        case MiddleTab::runbook:
            draw_runbook_tab(desk);
            break;
        case MiddleTab::check_in:
            draw_check_in(desk);
            break;
        case MiddleTab::polls:
            draw_polls(desk);
            break;
        case MiddleTab::questions:
            draw_questions(desk);
            break;
        case MiddleTab::join:
            draw_join(desk);
            break;
    }
    end_panel();
    ImGui::EndChild();
    ImGui::SameLine(0, gap);
    begin_panel(desk, "right", {0, height}, false);
    draw_right_tabs(desk);
    switch (desk.memory.right) {
        case RightTab::queue:
            draw_queue(desk);
            break;
        case RightTab::people:
            draw_people(desk);
            break;
        case RightTab::steps:
            draw_steps_done(desk);
            break;
    }
    end_panel();
    draw_foot(desk);
    ImGui::End();
    const float middle_width = available.x - left - right - 2 * gap;
    // The buttons of a form stand at the foot of the middle: what is told lies above them.
    const float buttons_of_form = ImGui::GetFrameHeight() + 2 * style.WindowPadding.y;
    draw_notices(desk,
                 {style.WindowPadding.x + left + gap + middle_width / 2,
                  screen.y - style.WindowPadding.y - foot_height - 2 * style.ItemSpacing.y - buttons_of_form},
                 middle_width);
}

std::optional<std::int64_t> Console::next_change_ms(const views::Snapshot& snapshot, std::int64_t now_ms,
                                                    Surface surface) const {
    std::optional<std::int64_t> soonest;
    const auto at = [&](std::int64_t when_ms) {
        if (when_ms > now_ms && (!soonest || when_ms < *soonest)) soonest = when_ms;
    };
    // What goes by the room's pace, as a moment of the meeting's clock.
    const auto at_hand = [&](std::int64_t hand_ms) { at(hand_ms * snapshot.rate); };
    if (memory_.question) at_hand(memory_.question->asked_ms + question_stands_ms + 1);
    if (surface == Surface::hidden) {
        if (memory_.toast) at_hand(memory_.toast->since_ms + key_answer_stands_ms);
        if (memory_.key_pressed_ms) at_hand(*memory_.key_pressed_ms + key_answer_stands_ms + 1);
        return soonest;
    }
    if (memory_.toast) at_hand(memory_.toast->since_ms + toast_stands_ms);
    if (!memory_.focus_wanted.empty() || !memory_.letters.empty()) at(now_ms + 1);
    for (const ShownNotice& notice : memory_.notices) at_hand(notice.since_ms + notice_stands_ms);
    // The next moment a span of whole seconds shows another number.
    const auto each_second_from = [&](std::int64_t begin_ms) {
        at(now_ms + 1000 - ((now_ms - begin_ms) % 1000 + 1000) % 1000);
    };
    const views::PublicView& view = snapshot.view;
    if (view.queue.speaking && !view.queue.speaking->paused_ms)
        each_second_from(view.queue.speaking->since_ms);
    if (view.check_in && view.check_in->thinks_until_ms &&
        view.check_in->state == views::CheckInState::open && *view.check_in->thinks_until_ms > now_ms) {
        each_second_from(*view.check_in->thinks_until_ms);
    }
    at(now_ms + 60'000 - now_ms % 60'000);  // the clock
    for (const views::BlockView& block : view.agenda.blocks) {
        if (block.state != views::BlockState::now || !block.starts_ms) continue;
        at(now_ms + 60'000 - ((now_ms - *block.starts_ms) % 60'000 + 60'000) % 60'000);
        const auto left = views::time_left(block, now_ms);
        if (const auto until = left ? left->until_little_ms() : std::nullopt) at(now_ms + *until);
    }
    return soonest;
}

}  // namespace buurtkiosk::console
