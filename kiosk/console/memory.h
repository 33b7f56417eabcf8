// Owns Memory, what the console itself remembers between frames: texts being typed, what is chosen, a
// question that waits for yes or no. Drawing thread only; it survives every new snapshot, because it names
// things by their id. Its moments are of the room's pace (Desk::hand_ms). It must never hold anything that is
// the meeting's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "assembly/commands.h"
#include "base/ids.h"
#include "console/action.h"
#include "console/shelf.h"

namespace buurtkiosk::console {

enum class MiddleTab { runbook, check_in, polls, questions, join };
enum class RightTab { queue, people, steps };
// What the speakers' tab shows.
enum class QueuePage { row, rules, groups, times };
// What the runbook's tab shows.
enum class RunbookPage { block, add, table, ready_made };

// The words of a block as they are being typed.
struct TypedBlock {
    std::string title;
    assembly::Form form = assembly::Form::plenary;
    std::string text;
    std::string notes;
    std::string materials;
    std::string start;  // "20:30"; "" for none
    std::string prompt;
    std::int32_t think_s = 0;
    bool operator==(const TypedBlock&) const = default;
};
// A block being changed. Field by field: what nobody typed in follows the snapshot, the rest stays.
struct BlockEditing {
    BlockId block;
    TypedBlock typed;
    TypedBlock seen;  // as the last snapshot had it
};
// A form that was sent stays as it is until the meeting answers: with the step it asked for, or a refusal.
struct Sent {
    StepId after_step = {};          // the newest of that moment …
    std::uint64_t after_notice = 0;  // … and what was told last
};
struct NewBlock {
    enum class Place { before, inside, last };
    TypedBlock typed;
    int minutes = 10;
    Place place = Place::before;
    bool side_by_side = false;
    std::optional<Sent> sent;
};
struct PastedTable {
    std::string text;
    std::string read_text;  // what `read` was read from
    TableRead read;
    std::optional<Sent> sent;
};

// Somebody who comes onto the list by the hand of the chair.
struct NewSpeaker {
    std::string name;  // or the number of a card
    assembly::Place place = assembly::Place::room;
    assembly::QueueKind kind = assembly::QueueKind::point;
    std::optional<PeopleGroupId> group;
    // Who could be meant, of those with a phone: looked up when the letters or the people change.
    std::string looked_up;
    std::size_t looked_up_among = 0;
    std::vector<PersonId> meant;
};

enum class SetUpSheet { closed, opens, open };  // opens: it takes the keyboard with its first frame

// A step that cannot be undone waits for a second yes.
struct Question {
    std::string asked_at;  // the place on the console that asked: only there the answer is offered
    assembly::Command command;
    std::int64_t asked_ms = 0;
};

struct ShownNotice {
    std::uint64_t number = 0;
    std::int64_t since_ms = 0;
};

// What the desk itself has to tell, without the loop thread: a key that did nothing.
struct Toast {
    std::string words;
    std::int64_t since_ms = 0;
};

struct Memory {
    std::string language;  // "" until the first frame: then the first language of the meeting

    // what is looked at
    MiddleTab middle = MiddleTab::polls;
    std::optional<MiddleTab> followed;  // the tab that what runs asked for last; so it is opened only once
    RightTab right = RightTab::queue;
    bool help = false;
    SetUpSheet set_up = SetUpSheet::closed;
    bool asks_to_stop = false;  // the window was closed: may the program stop?
    std::optional<BlockId> block;
    std::optional<BlockId> scrolled_to;
    std::optional<PollId> poll;
    std::optional<PollId> poll_followed;
    bool poll_unfolds = false;   // the chosen poll was just pressed: what can be done with it comes in sight
    std::vector<GroupId> words;  // at most two: the first goes into the second
    QueuePage queue_page = QueuePage::row;
    std::optional<EntryId> entry;       // whose buttons are unfolded …
    bool entry_unfolds = false;         // … since a moment ago: they come in sight
    std::optional<QuestionId> written;  // the written question that the tools are for
    std::optional<QuestionId> merging;  // … and the one that is to go into the next one pressed

    // what is being typed
    std::string focus_wanted;  // the field that must take the keyboard, by its item's name; "" when none
    std::string focus_typed;   // what was typed before that field had it
    int focus_asked = 0;       // frames since it was asked for
    int focus_missed = 0;      // frames in which that field was not there
    std::vector<Key> letters;  // keys that are letters, until it is known that no field was meant
    int letters_frames = 0;
    bool form_is_open = false;  // on the desk, in the last frame: letters are its own
    bool retitling = false;
    std::string new_title;
    RunbookPage page = RunbookPage::block;
    std::optional<BlockEditing> editing;
    NewBlock new_block;
    PastedTable table;
    bool paste_wanted = false;                         // the clipboard, with the next frame
    std::optional<std::vector<ReadyMade>> ready_made;  // read when the page was opened
    std::size_t ready_made_chosen = 0;
    bool save_wanted = false;  // by the form that is open
    int walk = 0;              // to the next item (1) or the one before (-1), with the next frame
    std::string prompt;
    std::string prompt_offered;  // the runbook's prompt, put into `prompt` once
    int think_minutes = 1;
    bool adding_poll = false;
    bool poll_yes_no = true;
    std::string poll_question;
    std::vector<std::string> poll_options{"", ""};
    NewSpeaker new_speaker;
    int hands = 1;
    std::string guest_name;  // of the chosen entry: a name or the number of a card
    std::string new_group;
    std::optional<std::string> video_call;  // as it is being typed; none: as it is
    std::string people_search;
    assembly::Role code_role = assembly::Role::chair;  // whose code is looked at
    std::optional<PersonId> renaming;
    std::string new_name;

    // what waits
    std::optional<Question> question;
    std::optional<Toast> toast;
    std::vector<ShownNotice> notices;
    std::uint64_t notices_seen = 0;
    std::optional<std::int64_t> key_pressed_ms;  // the last key that asked something of the meeting …
    std::uint64_t notices_at_key = 0;            // … and the newest notice of that moment
    std::int64_t large_pressed_ms = 0;           // a clicker bounces, a hand double-clicks
    // When the last step was sent of those that a double click would do twice, and to somebody else.
    std::optional<std::int64_t> turn_sent_ms;   // who speaks changed
    std::optional<std::int64_t> row_sent_ms;    // somebody came back onto the list, or left it
    std::optional<std::int64_t> hands_sent_ms;  // raised hands were taken
};

}  // namespace buurtkiosk::console
