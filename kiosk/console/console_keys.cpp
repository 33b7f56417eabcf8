// Owns what each key does on the desk, whichever window had the focus. Drawing thread only, between frames.
// It must never draw: what a key opens is drawn with the next frame.
#include <utility>

#include "console/console.h"

namespace buurtkiosk::console {

void do_letter(Desk& desk, Key key) {
    const views::StageView& stage = desk.view().stage;
    if (key == Key::blank) {
        desk.send(assembly::BlankStage{stage.scene != views::StageScene::blank});
    } else {
        const bool dark = stage.theme == views::Theme::dark;
        desk.send(assembly::SetTheme{dark ? assembly::Theme::light : assembly::Theme::dark});
    }
}

void Console::want_keyboard(const char* field) {
    memory_.focus_wanted = item_name(field);
    memory_.focus_typed.clear();
    memory_.focus_missed = memory_.focus_asked = 0;
}

void Console::open_page(RunbookPage page, const char* field) {
    memory_.middle = MiddleTab::runbook;
    memory_.page = page;
    if (*field != '\0') want_keyboard(field);
}

std::vector<ConsoleAction> Console::press(Key key, const views::Snapshot& snapshot, std::int64_t now_ms,
                                          Surface surface) {
    std::vector<ConsoleAction> actions;
    const Look look;
    const ConsoleFrame frame{.now_ms = now_ms, .surface = surface};
    Desk desk = desk_for(snapshot, frame, look, actions);
    settle(snapshot, desk.hand_ms);
    const views::PublicView& view = snapshot.view;
    // What is not on the screen is not worked with keys.
    if (surface == Surface::hidden && key >= Key::walk_on) return actions;
    // Letters are the form's, from the moment that it is open.
    if (memory_.form_is_open && (key == Key::blank || key == Key::theme)) return actions;
    switch (key) {
        case Key::next:
            // Under the sheet of keys nobody sees what the large button says.
            if (memory_.help) {
                memory_.help = false;
            } else {
                press_large_button(desk);
            }
            break;
        case Key::back:
            if (desk.hand_ms - memory_.large_pressed_ms < bounce_ms) break;
            memory_.large_pressed_ms = desk.hand_ms;
            memory_.question.reset();
            // Nobody sees what lies under a blank wall: back is back to the picture, and no step.
            if (view.stage.scene == views::StageScene::blank) {
                desk.send(assembly::BlankStage{false});
                break;
            }
            if (turn_page_back(desk)) break;
            if (view.phase == views::Phase::running) desk.send(assembly::AgendaBack{view.agenda.now});
            break;
        case Key::blank:
        case Key::theme:
            // A click that opens a form may lie between the last frame and this letter: the next frames tell.
            if (surface == Surface::hidden) {
                do_letter(desk, key);
            } else {
                memory_.letters.push_back(key);
                memory_.letters_frames = 0;
            }
            break;
        case Key::undo:
            // Always the last step: a key says no name, so it takes nothing older back by surprise. When that
            // step is stuck, it says which and why.
            if (snapshot.desk.steps.empty()) {
                memory_.toast = Toast{desk.say("refusal.nothing_to_undo"), desk.hand_ms};
            } else if (snapshot.desk.steps.front().stuck) {
                memory_.toast =
                    Toast{stuck_words(desk) + " " + desk.say("console.stuck.nothing"), desk.hand_ms};
            } else {
                desk.send(assembly::Undo{snapshot.desk.steps.front().id});
            }
            break;
        case Key::console:
            actions.emplace_back(LocalAction::show_or_hide_console);
            break;
        case Key::fullscreen:
            actions.emplace_back(LocalAction::fullscreen_or_window);
            break;
        case Key::help:
            memory_.help = !memory_.help;
            // On one screen the sheet lies on the overlay.
            if (memory_.help && surface == Surface::hidden)
                actions.emplace_back(LocalAction::show_or_hide_console);
            break;
        case Key::set_up:
            if (memory_.set_up == SetUpSheet::closed) {
                open_set_up();
                memory_.help = false;
                if (surface == Surface::hidden) actions.emplace_back(LocalAction::show_or_hide_console);
            } else {
                close_set_up(desk);
            }
            break;
        case Key::walk_on:
        case Key::walk_back:
            memory_.walk = key == Key::walk_on ? 1 : -1;
            break;
        case Key::runbook:
            memory_.middle = MiddleTab::runbook;
            break;
        case Key::check_in:
            memory_.middle = MiddleTab::check_in;
            break;
        case Key::polls:
            memory_.middle = MiddleTab::polls;
            break;
        case Key::questions:
            memory_.middle = MiddleTab::questions;
            break;
        case Key::join:
            memory_.middle = MiddleTab::join;
            break;
        case Key::queue:
            memory_.right = RightTab::queue;
            memory_.queue_page = QueuePage::row;
            break;
        case Key::people:
            memory_.right = RightTab::people;
            break;
        case Key::steps:
            memory_.right = RightTab::steps;
            break;
        case Key::rules:
            memory_.right = RightTab::queue;
            memory_.queue_page = QueuePage::rules;
            break;
        case Key::new_block:
            open_page(RunbookPage::add, "console.runbook.title");
            break;
        case Key::edit_block:
            open_page(RunbookPage::block, "console.words.title");
            break;
        case Key::new_poll:
            memory_.middle = MiddleTab::polls;
            if (view.phase != views::Phase::ended) {
                memory_.adding_poll = true;
                want_keyboard("console.polls.question");
            }
            break;
        case Key::new_speaker:
            memory_.right = RightTab::queue;
            memory_.queue_page = QueuePage::row;
            want_keyboard("console.queue.name");
            break;
        case Key::ready_made:
            if (!parts_.shelf.evenings) break;
            memory_.ready_made.reset();
            open_page(RunbookPage::ready_made, "");
            break;
        case Key::paste:
            if (!parts_.shelf.read_table) break;
            memory_.paste_wanted = true;
            open_page(RunbookPage::table, "");
            break;
        case Key::save:
            memory_.save_wanted = true;  // by the form that is drawn next, if there is one
            break;
        case Key::escape:
            if (memory_.help) {
                memory_.help = false;
            } else if (memory_.set_up != SetUpSheet::closed && surface != Surface::hidden) {
                close_set_up(desk);
            } else if (memory_.asks_to_stop || memory_.question) {
                memory_.asks_to_stop = false;
                memory_.question.reset();
            } else if (!memory_.words.empty()) {
                memory_.words.clear();
            } else if (memory_.middle == MiddleTab::questions && memory_.merging) {
                memory_.merging.reset();
            } else if (memory_.middle == MiddleTab::runbook && memory_.page != RunbookPage::block) {
                memory_.page = RunbookPage::block;  // what was typed there stays
            } else if (memory_.middle == MiddleTab::polls && memory_.adding_poll) {
                memory_.adding_poll = false;
            } else if (memory_.right == RightTab::queue && memory_.entry) {
                memory_.entry.reset();
            } else if (memory_.right == RightTab::queue && memory_.queue_page != QueuePage::row) {
                memory_.queue_page = QueuePage::row;
            } else if (memory_.retitling || memory_.renaming) {
                memory_.retitling = false;
                memory_.renaming.reset();
            } else if (surface == Surface::over_the_stage) {
                actions.emplace_back(LocalAction::show_or_hide_console);
            }
            break;
    }
    if (!actions.empty()) {
        memory_.key_pressed_ms = desk.hand_ms;
        memory_.notices_at_key = snapshot.notices.empty() ? 0 : snapshot.notices.back().number;
        if (key != Key::undo) memory_.toast.reset();
    }
    return actions;
}

}  // namespace buurtkiosk::console
