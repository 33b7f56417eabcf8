// Owns State: the whole meeting as plain values, in one tree that compares with == and replays to the bit.
// It belongs to the loop thread; tests hold their own. It must never hold a clock, a socket, a random source
// or a view.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/personal_text.h"
#include "base/result.h"

namespace buurtkiosk::assembly {

struct Event;  // events.h

using TokenHash = std::array<std::uint8_t, 32>;  // BLAKE2b-256 of a resume token

enum class Place { room, home };
// What somebody may do beside taking part; people/rights.h says who may give which command.
enum class Role { attendee, chair, minute_taker, table_facilitator };
enum class Phase { lobby, running, ended };

// --- people ---
struct Person {
    PersonId id;
    PersonalText name;              // empty until given
    std::uint32_t name_number = 0;  // 2 for the second Fatma; 0 or 1 show nothing
    Place place = Place::room;
    std::string language;
    Role role = Role::attendee;
    std::optional<PeopleGroupId> group;   // may be one that is no more: then none
    TokenHash token{};                    // the token the phone used last
    std::optional<TokenHash> next_token;  // handed out, not yet used: a reply can be lost
    std::int64_t joined_ms = 0;
    bool operator==(const Person&) const = default;
};

struct PeopleGroup {
    PeopleGroupId id;
    std::string name;
    bool operator==(const PeopleGroup&) const = default;
};

// --- agenda ---
enum class Form { plenary, talk, check_in, speakers, poll, pause, closing };
enum class BlockState { todo, now, done, skipped };
// What a block shows on the wall: the pages of a PDF, which the evening's file keeps.
struct Slides {
    std::string name;        // of the PDF, as the runbook says it
    std::string digest;      // hex, of the list of its pages; empty while they are being made
    std::int32_t pages = 0;  // 0 while they are being made
    std::int32_t page = 1;   // where we are
    bool failed = false;     // they could not be made: the block goes on without, until a later try
    bool operator==(const Slides&) const = default;
};
struct Block {
    BlockId id;
    std::string title;
    Form form = Form::plenary;
    std::int32_t minutes = 0;
    std::string notes;   // for the chair only
    std::string prompt;  // form check_in: what is asked
    std::int32_t think_s = 0;
    std::string text;                      // for the people
    std::string materials;                 // what must lie ready; for the chair
    std::optional<std::int64_t> fixed_ms;  // a start that may not move: the break at half past eight
    std::optional<BlockId> inside;         // the block that this is a part of; parts follow it in the order
    bool side_by_side = false;             // its parts run at the same time, as tables do
    BlockState state = BlockState::todo;   // of a block whose parts follow one another: what they say counts
    std::optional<std::int64_t> started_ms;
    std::optional<std::int64_t> ended_ms;
    // When the evening began: what it was to be. A block that was added later has none.
    std::optional<std::int64_t> plan_starts_ms;
    std::optional<std::int64_t> plan_ends_ms;
    std::optional<Slides> slides = std::nullopt;
    bool operator==(const Block&) const = default;
};
struct Agenda {
    std::map<BlockId, Block> blocks;
    std::vector<BlockId> order;
    std::optional<BlockId> now;                // what the chair stepped to: see steps_of()
    std::optional<std::int64_t> plan_ends_ms;  // when the evening began: when it was to end
    bool operator==(const Agenda&) const = default;
};

// --- one-word check-in ---
enum class CheckInState { open, shown, closed };
struct WordAnswer {
    PersonalText word;
    GroupId group;
    bool invited = false;  // asked to explain, has not answered
    std::int64_t given_ms = 0;
    bool operator==(const WordAnswer&) const = default;
};
struct WordGroup {
    bool hidden = false;  // the chair took it off the wall
    bool waits = false;   // on the blocklist: waits for the chair
    std::optional<PersonId> named_by =
        std::nullopt;  // the chair merged another word into this person's: it keeps that name
    bool operator==(const WordGroup&) const = default;
};
struct CheckIn {
    CheckInId id;
    std::string prompt;
    std::int64_t opened_ms = 0;
    std::optional<std::int64_t> thinks_until_ms;
    CheckInState state = CheckInState::open;
    bool was_shown = false;  // a closed check-in keeps its words on show
    std::map<PersonId, WordAnswer> answers;
    std::map<GroupId, WordGroup> groups;
    bool operator==(const CheckIn&) const = default;
};

// --- speaker queue ---
enum class QueueKind { point, reply, question, point_of_order };
inline constexpr std::size_t queue_kinds = 4;
// How somebody came to stand where they stand, apart from the rules.
enum class QueueReason { first_come, chair_moved, invited };
// What the chair may ask of the order, beside who asked first.
enum class FairRule {
    first_turn,  // who has not spoken yet comes first
    place_turn,  // room and home in turn
    least_time,  // who spoke least comes first
    group_turn,  // the group that had the fewest turns comes first
};
struct QueueRules {
    std::vector<FairRule> order;     // the first counts most; none of them: first come
    std::int32_t overtake_most = 3;  // so often the rules may let others go before somebody who asked earlier
    bool replies_open = true;
    bool show_times = false;  // the wall and the phones show how the speaking time is divided
    bool operator==(const QueueRules&) const = default;
};
// Who an entry is of, when that is no person with a phone.
struct Guest {
    PersonalText name;             // may be empty when there is a card or a hand
    std::uint32_t card = 0;        // 0: none
    std::uint32_t hand = 0;        // a raised hand that the chair counted; 0: none
    std::optional<EntryId> first;  // the first entry of the same guest; none: nobody knows who this is
    std::optional<PeopleGroupId> group;
    bool operator==(const Guest&) const = default;
};
struct QueueEntry {
    EntryId id;
    std::optional<PersonId> person;  // none: someone without a phone, added by the chair
    Guest guest;                     // only when there is no person
    Place place = Place::room;       // of a person: as it was when they were called
    QueueKind kind = QueueKind::point;
    PersonalText topic;
    std::optional<CheckInId> explains;  // the topic is the word this person gave there, and is hidden with it
    std::optional<EntryId> replies_to;
    std::optional<QuestionId> asks;  // the topic is this written question, and is hidden with it
    QueueReason reason = QueueReason::first_come;
    std::int64_t asked_ms = 0;
    // What came of it.
    std::optional<std::uint32_t> turn;      // the number of its turn in the evening, from 1; none: not called
    std::int64_t spoken_ms = 0;             // of a turn that is over
    bool chosen = false;                    // the chair called them out of order
    bool returned = false;                  // was passed, and came back
    std::uint32_t since_turn = 0;           // turns up to this one did not overtake it: it was away
    std::optional<std::uint32_t> fixed_at;  // the chair put it here: so many ordinary entries go before it
    std::vector<EntryId> moved_up;          // whom the chair put behind it, and who moved up when it went
    bool operator==(const QueueEntry&) const = default;
};
struct Speaking {
    EntryId entry;
    std::int64_t since_ms = 0;              // moved forward by pauses, so that now - since is what was spoken
    std::int32_t limit_s = 0;               // 0: no limit
    std::optional<std::int64_t> paused_ms;  // spoken so far; the countdown stands still
    bool chosen = false;                    // the chair called them out of order
    std::optional<std::int64_t> answered_ms;  // 'I am here'
    // Who gave way to a point of order, and goes on after it.
    struct Interrupted {
        EntryId entry;
        std::int64_t spoken_ms = 0;
        std::int32_t limit_s = 0;
        bool operator==(const Interrupted&) const = default;
    };
    std::optional<Interrupted> interrupts;
    std::uint32_t turns_begun = 0;  // in the evening when it got the floor, itself among them
    bool operator==(const Speaking&) const = default;
};
struct Queue {
    bool open = true;
    QueueRules rules;
    std::map<EntryId, QueueEntry> entries;  // waiting, speaking, and those who have spoken
    std::set<EntryId> waiting;              // queue/order.h says in which order
    std::set<EntryId> absent;               // called and not there: they may come back
    std::optional<Speaking> speaking;
    std::array<std::int32_t, queue_kinds> limits_s{120, 60, 60, 60};  // by QueueKind, for the next speakers
    bool operator==(const Queue&) const = default;
};

// --- written questions ---
enum class QuestionState {
    waiting,  // for the chair: nobody else sees it
    open,
    hidden,  // the chair took it away
    answered
};
struct Question {
    QuestionId id;
    PersonId person;
    PersonalText text;
    bool anonymous = false;  // who asks is told to nobody, until they accept to ask it aloud
    QuestionState state = QuestionState::waiting;
    std::optional<QuestionId> merged_into;  // asks the same: what it says is that one's from then on
    std::set<PersonId> upvotes;             // of this one alone; those of what was merged into it count too
    std::int64_t asked_ms = 0;
    bool invited = false;  // asked to ask it aloud, has not answered
    bool operator==(const Question&) const = default;
};
struct QuestionRules {
    bool open = true;  // new ones may be asked
    bool anonymous = false;
    bool moderated = true;  // each waits for the chair
    bool operator==(const QuestionRules&) const = default;
};
struct Questions {
    QuestionRules rules;
    std::map<QuestionId, Question> by;
    bool operator==(const Questions&) const = default;
};

// --- polls ---
enum class PollKind { yes_no, choice };
enum class PollState { draft, open, closed, shown };
struct PollOption {
    std::string id;    // yes no abstain, or a b c …
    std::string text;  // empty for yes_no: worded by the reader's language
    bool operator==(const PollOption&) const = default;
};
struct Ballot {
    std::string choice;  // an option's id
    bool operator==(const Ballot&) const = default;
};
struct PollTally {
    std::map<std::string, std::uint32_t> counts;  // by option id, zeros included
    std::uint32_t cast = 0;
    std::uint32_t may_vote = 0;
    bool operator==(const PollTally&) const = default;
};
struct Poll {
    PollId id;
    PollKind kind = PollKind::yes_no;
    std::string question;
    std::vector<PollOption> options;
    std::optional<BlockId> block;
    PollState state = PollState::draft;
    std::set<PersonId> voted;
    // Only while the poll is open: the link between person and ballot goes at the close.
    std::map<PersonId, Ballot> ballots;
    std::optional<PollTally> tally;  // from the close on
    std::string ballots_digest;      // hex, of the sorted ballots, from the close on
    std::optional<std::int64_t> opened_ms;
    std::optional<std::int64_t> closed_ms;
    bool operator==(const Poll&) const = default;
};

// --- stage ---
enum class Scene { lobby, agenda, check_in, speaker, poll, slides, ended, question };
enum class Theme { dark, light };
struct Stage {
    Scene scene = Scene::lobby;
    std::optional<PollId> poll;
    std::optional<BlockId> slides;  // whose; at the page where that block is
    std::optional<QuestionId> question;
    bool blank = false;
    Theme theme = Theme::dark;
    bool operator==(const Stage&) const = default;
};

// --- undo ---
struct Step {
    StepId id;
    Sentence what;                                      // key "step.…"
    std::shared_ptr<const std::vector<Event>> inverse;  // compared by value
    std::optional<PersonId> by = std::nullopt;          // none: at the kiosk's own console
    bool operator==(const Step&) const;
};

struct State {
    std::string title;
    std::vector<std::string> languages;
    Phase phase = Phase::lobby;
    std::optional<std::int64_t> started_ms;
    std::optional<std::int64_t> ended_ms;

    std::string video_call;  // where people at home talk; empty: nowhere

    std::map<PersonId, Person> people;
    std::vector<PeopleGroup> groups;
    Agenda agenda;
    std::map<CheckInId, CheckIn> check_ins;  // earlier ones stay, to be looked back on
    std::optional<CheckInId> check_in_now;
    Queue queue;
    Questions questions;
    std::map<PollId, Poll> polls;
    std::vector<PollId> poll_order;
    Stage stage;
    std::vector<Step> steps;  // oldest first, at most limits::undo_steps

    // The next number of each kind of id.
    struct Next {
        std::uint32_t person = 1, block = 1, entry = 1, poll = 1, group = 1, check_in = 1, step = 1,
                      people_group = 1, question = 1;
        bool operator==(const Next&) const = default;
    } next;

    bool operator==(const State&) const = default;

    // The check-in that is on, or was last; null when there has been none.
    const CheckIn* check_in() const { return check_in_now ? &check_ins.at(*check_in_now) : nullptr; }
};

}  // namespace buurtkiosk::assembly
