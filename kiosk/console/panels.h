// Owns the list of the console's panels: each draws one part of the desk and puts commands into it, one file
// each. Drawing thread only, inside one ImGui frame. A panel must never call another one; console.cpp places
// them.
#pragma once

#include <functional>

#include "console/desk.h"

namespace buurtkiosk::console {

void draw_header(Desk& desk);
void draw_runbook(Desk& desk);
// When the evening ends, and what was planned.
void draw_forecast(Desk& desk);
// "19:33–19:48 · gepland 19:30–19:45"; "" before the evening begins.
std::string block_times(const Desk& desk, const views::BlockView& block);
// The runbook's tab: words of a block, a new block, a pasted table, ready-made evenings.
void draw_runbook_tab(Desk& desk);
void open_runbook_page(Desk& desk, RunbookPage page);
void edit_block(Desk& desk, BlockId block);
void new_block(Desk& desk);
void draw_block_words(Desk& desk);
void draw_new_block(Desk& desk);
// What a form notes when it is sent now.
Sent sent_now(const Desk& desk);
// Empties the forms whose step has come, and gives those that were refused back to the hand.
void settle_sent_forms(Desk& desk);
void draw_table(Desk& desk);
void draw_ready_made(Desk& desk);
// A block that is not in the agenda yet: minutes, title, fixed start.
void draw_agenda_line(Desk& desk, const assembly::AddBlock& block, std::int32_t takes_minutes,
                      std::string_view at_the_right);
// The words for each form, in the order of assembly::Form.
std::vector<std::string> form_words(const Desk& desk);
// What runs now and the one large button.
void draw_now(Desk& desk);
void draw_notes(Desk& desk);
void draw_slides(Desk& desk);
// False when there is no page to turn back.
bool turn_page_back(Desk& desk);
void draw_speaker(Desk& desk);
void draw_middle_tabs(Desk& desk);
void draw_right_tabs(Desk& desk);
void draw_check_in(Desk& desk);
void draw_polls(Desk& desk);
void draw_questions(Desk& desk);
// How many questions wait for the chair.
std::size_t questions_waiting(const Desk& desk);
// How people join, what to try when nobody can, and the codes.
void draw_join(Desk& desk);
// The codes with which a phone becomes a chair's, a minute taker's or a table's.
void draw_codes(Desk& desk);
std::string role_words(const Desk& desk, views::Role role);
void draw_queue(Desk& desk);
// What was done, and by whom.
void draw_steps_done(Desk& desk);
void draw_people(Desk& desk);
// The stage exactly as it is, drawn by the caller's function into the rectangle it is given.
using DrawStage = std::function<void(ImDrawList& list, ImVec2 at, ImVec2 size_px)>;
float stage_corner_height(const Desk& desk, bool picture, float width_px);
void draw_stage_corner(Desk& desk, const DrawStage& draw_stage, float width_px);
void draw_foot(Desk& desk);
void draw_notices(Desk& desk, ImVec2 bottom_middle, float most_width_px);
void draw_key_sheet(Desk& desk);
// What this computer is set to, and how it looks from the last row.
void draw_set_up(Desk& desk);
void close_set_up(Desk& desk);
// Whether the program may stop, asked when its window was closed.
void draw_stop_question(Desk& desk);
// On a hidden overlay, at the foot of the stage: the question that a key just asked, or why it did nothing.
void draw_answer_to_key(Desk& desk);
// Why the newest step cannot be taken back; "" when it can, or when there is none.
std::string stuck_words(const Desk& desk);
// How long the desk's own words and what a key was answered stand there.
inline constexpr std::int64_t toast_stands_ms = 8'000;
inline constexpr std::int64_t key_answer_stands_ms = 4'000;

// The place of the large button's question, and how long a hand or a clicker is taken to have pressed only
// once.
inline constexpr const char* large_button_place = "item.large_button";
inline constexpr std::int64_t bounce_ms = 400;
// Blank and theme.
void do_letter(Desk& desk, Key key);
// What is asked before a step of the large button, the word that does it, and the same for who sees only the
// wall.
struct QuestionKeys {
    const char* question;
    const char* yes;
    const char* again;
};
QuestionKeys question_keys(const assembly::Command& command);
// Presses the large button: asks first when its step cannot be undone, does nothing for a bounce.
void press_large_button(Desk& desk);

}  // namespace buurtkiosk::console
