// Owns what each kind of reader may see: the public view, a person's own view, the chair's desk; redaction
// happens here and nowhere else. Pure functions from State to plain values, loop thread; the values may cross
// threads as const. It must never include JSON, sockets or drawing.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "assembly/agenda/timetable.h"
#include "assembly/commands.h"
#include "assembly/queue/order.h"
#include "assembly/state.h"
#include "base/ids.h"
#include "base/result.h"

namespace buurtkiosk::views {

using assembly::BlockState;
using assembly::CheckInState;
using assembly::FairRule;
using assembly::Form;
using assembly::Phase;
using assembly::Place;
using assembly::PollKind;
using assembly::PollState;
using assembly::QuestionState;
using assembly::QueueKind;
using assembly::Role;
using assembly::Theme;

// Who has been heard from lately; kept by the engine, not journaled.
struct Presence {
    std::map<PersonId, std::int64_t> last_contact_ms;  // now for whoever is connected
};
bool is_here(const Presence& presence, PersonId person, std::int64_t now_ms);

enum class ReactionKind { clap, agree, heart, laugh };
inline constexpr std::size_t reaction_kinds = 4;
using ReactionTotals =
    std::array<std::uint32_t, reaction_kinds>;  // by ReactionKind, since the program started

struct BlockView {
    BlockId id;
    std::string title;
    Form form;
    std::int32_t minutes;
    BlockState state;
    std::optional<std::int64_t> starts_ms;  // real where it happened, else forecast; none in the lobby
    std::optional<std::int64_t> ends_ms;
    std::optional<BlockId> inside = std::nullopt;  // it stands behind the block that it is a part of
    bool side_by_side = false;                     // its parts run at the same time
    std::string text = {};                         // for the people
    std::optional<std::int64_t> fixed_ms = std::nullopt;
    bool operator==(const BlockView&) const = default;
};
struct AgendaView {
    std::vector<BlockView> blocks;  // in order
    std::optional<BlockId> now;
    std::optional<std::int64_t> ends_ms;  // forecast end of the evening
    std::optional<std::int32_t> ahead_s;  // > 0: earlier than planned; < 0: later
    bool operator==(const AgendaView&) const = default;
};
struct QueueEntryView {
    EntryId id;
    std::string name;  // as shown; the reader words the number of who has none (base/shown_name.h)
    Place place;
    std::optional<PersonId> person;
    std::string topic;
    QueueKind kind = QueueKind::point;
    assembly::Why why = {};  // of the place where it stands; says nothing of who speaks
    std::optional<PeopleGroupId> group = std::nullopt;
    std::uint32_t overtaken = 0;  // so often somebody who asked later went first
    std::string replies_to = {};  // the name of who it answers
    std::uint32_t card = 0;       // 0: none
    std::uint32_t hand = 0;
    std::optional<EntryId> guest = std::nullopt;  // of who has no phone: their first entry of the evening
    bool operator==(const QueueEntryView&) const = default;
};
struct SpeakingView {
    QueueEntryView entry;
    std::int64_t since_ms;
    std::int32_t limit_s;                   // 0: none
    std::optional<std::int64_t> paused_ms;  // spoken so far; stands still
    bool answered = false;                  // said to be there
    // Who gave way to this point of order and goes on after it; their countdown stands still.
    struct Interrupted {
        EntryId id;
        std::string name;
        std::optional<PersonId> person;
        std::int64_t spoken_ms = 0;  // so far
        std::int32_t limit_s = 0;    // 0: none
        bool operator==(const Interrupted&) const = default;
    };
    std::optional<Interrupted> interrupts = std::nullopt;
    bool operator==(const SpeakingView&) const = default;
};
// How the speaking time is divided, of turns that are over, and of who gave way to a point of order.
struct SpeakingTimes {
    std::int64_t room_ms = 0;
    std::int64_t home_ms = 0;
    std::vector<std::pair<PeopleGroupId, std::int64_t>> groups_ms;  // in the order of the groups
    bool operator==(const SpeakingTimes&) const = default;
};
// Whom a reply that is asked now would answer, whether replies are open or not.
struct AnsweredView {
    std::string name;  // as shown
    std::optional<PersonId> person;
    bool operator==(const AnsweredView&) const = default;
};
struct QueueView {
    bool open;
    std::vector<QueueEntryView> waiting;                       // in the order in which they will be called
    std::array<std::int32_t, assembly::queue_kinds> limits_s;  // by QueueKind; 0: none
    std::optional<SpeakingView> speaking;
    assembly::QueueRules rules = {};
    std::array<std::int32_t, assembly::queue_kinds> turns_s = {};  // by QueueKind: what one turn takes
    std::optional<SpeakingTimes> times = std::nullopt;             // when the chair lets everybody see them
    std::optional<AnsweredView> answered = std::nullopt;           // none: nobody has spoken
    bool operator==(const QueueView&) const = default;
};
// FNV-1a, 32 bits, of who speaks ("-" for nobody) and everybody who waits, by id with a space between:
// whoever draws an order can check what it drew.
std::uint32_t order_hash(const std::optional<EntryId>& speaking, const std::vector<EntryId>& waiting);
std::uint32_t order_hash(const QueueView& queue);

struct PeopleGroupView {
    PeopleGroupId id;
    std::string name;
    bool operator==(const PeopleGroupView&) const = default;
};
struct WordView {
    GroupId id;
    std::string text;  // the most used spelling
    std::uint32_t count;
    bool operator==(const WordView&) const = default;
};
struct CheckInView {
    CheckInId id;
    std::string prompt;
    CheckInState state;
    std::optional<std::int64_t> thinks_until_ms;
    std::uint32_t count;          // answers, hidden and waiting ones too
    bool words_shown;             // the words below may be seen
    std::vector<WordView> words;  // most given first, then by id; empty until shown
    bool operator==(const CheckInView&) const = default;
};
struct PollOptionView {
    std::string id;
    std::string text;  // empty for yes_no: worded by the reader's language
    bool operator==(const PollOptionView&) const = default;
};
struct PollView {
    PollId id;
    PollKind kind;
    std::string question;
    std::vector<PollOptionView> options;
    PollState state;
    std::optional<BlockId> block;
    std::uint32_t cast;
    std::uint32_t may_vote;
    std::map<std::string, std::uint32_t> counts;  // only when shown
    bool operator==(const PollView&) const = default;
};
// A written question that everybody may read.
struct QuestionView {
    QuestionId id;
    std::string text;
    std::optional<std::string> name;  // as shown; none: anonymous
    std::uint32_t votes;              // of people, who asked among them
    bool answered;
    bool operator==(const QuestionView&) const = default;
};
struct QuestionsView {
    assembly::QuestionRules rules;
    std::vector<QuestionView> questions;  // most votes first, then the oldest
    std::optional<QuestionId> shown;      // on the wall
    bool operator==(const QuestionsView&) const = default;
};
enum class StageScene { lobby, agenda, check_in, speaker, poll, slides, ended, blank, question };
struct SlideView {
    BlockId block;
    std::int32_t page;   // from 1
    std::int32_t pages;  // 0: they are being made
    std::string digest;  // hex, names the pages; empty while they are being made
    bool operator==(const SlideView&) const = default;
};
struct StageView {
    StageScene scene;
    std::optional<PollId> poll;
    Theme theme;
    std::optional<SlideView> slide = std::nullopt;      // with scene slides only
    std::optional<QuestionId> question = std::nullopt;  // with scene question only
    bool operator==(const StageView&) const = default;
};
// What everybody may see, and all that the stage draws from besides Host.
struct PublicView {
    std::string title;
    std::vector<std::string> languages;
    Phase phase;
    std::uint32_t room;
    std::uint32_t home;
    std::optional<std::int64_t> started_ms;
    AgendaView agenda;
    QueueView queue;
    std::vector<PeopleGroupView> groups;  // that the chair named
    QuestionsView questions;
    std::optional<CheckInView> check_in;
    std::vector<PollView> polls;  // in order of adding
    StageView stage;
    ReactionTotals reactions{};
    bool rehearsal = false;  // nothing of this evening is kept
    std::uint64_t journal_seq = 0;
    std::string journal_head;  // hex
    bool operator==(const PublicView&) const = default;
};

struct OwnQuestion {
    QuestionId id;
    std::string text;
    QuestionState state;
    bool merged;  // into another one, which says how it stands
    bool operator==(const OwnQuestion&) const = default;
};
// 'Wilt u uw vraag zelf stellen?'
struct Invitation {
    QuestionId question;
    std::string text;
    bool operator==(const Invitation&) const = default;
};
struct PersonalView {
    PersonId person;
    std::string name;   // "" until given
    std::string shown;  // as others see it
    Place place;
    std::string language;
    Role role;
    std::map<PollId, assembly::Ballot> ballots;  // of open polls
    std::string word;                            // "" when none
    bool word_waits = false;
    bool explain_asked = false;  // 'Wilt u uw woord toelichten?'
    struct Entry {
        EntryId id;
        QueueKind kind;
        bool absent;  // was called and not there
        bool operator==(const Entry&) const = default;
    };
    std::vector<Entry> entries;  // that wait or may come back
    std::optional<PeopleGroupId> group;
    std::string video_call;  // only for who is at home
    std::vector<OwnQuestion> questions;
    std::vector<QuestionId> upvoted;  // of those that everybody may read
    std::optional<Invitation> invitation;
    bool operator==(const PersonalView&) const = default;
};

struct DeskPerson {
    PersonId id;
    std::string name;
    std::string shown;
    Place place;
    bool here;
    Role role;
    std::optional<EntryId> queue_entry;  // waiting or speaking
    std::optional<PeopleGroupId> group = std::nullopt;
    bool operator==(const DeskPerson&) const = default;
};
struct DeskWordGroup {
    GroupId id;
    std::string text;
    std::uint32_t count;
    std::vector<std::pair<std::string, std::uint32_t>> spellings;  // most used first
    bool hidden;
    bool waits;
    bool operator==(const DeskWordGroup&) const = default;
};
// A question as the chair sees it; what was merged is told by the one it became.
struct DeskQuestion {
    QuestionId id;
    std::string text;
    std::optional<std::string> name;  // none: anonymous, here too
    std::uint32_t votes;
    QuestionState state;
    std::uint32_t merged;  // how many others it holds
    bool invited;          // somebody who asked it has not answered yet
    bool operator==(const DeskQuestion&) const = default;
};
struct DeskStep {
    StepId id;
    Sentence what;                              // key "step.…"
    bool stuck = false;                         // somebody has built on it since: it can no longer be undone
    std::optional<PersonId> by = std::nullopt;  // none: at the kiosk's own console
    bool operator==(const DeskStep&) const = default;
};
struct DeskBlock {
    std::string notes;
    std::string materials;
    std::string prompt;
    std::int32_t think_s = 0;
    std::optional<std::int64_t> plan_starts_ms;
    std::optional<std::int64_t> plan_ends_ms;
    std::optional<assembly::Slides> slides = std::nullopt;  // its own
    bool operator==(const DeskBlock&) const = default;
};
// What somebody has spoken this evening.
struct DeskSpeaker {
    std::string name;
    std::optional<PersonId> person;
    EntryId entry;  // of a guest: the first one
    Place place;
    std::optional<PeopleGroupId> group;
    std::uint32_t turns;
    std::int64_t spoken_ms;  // as SpeakingTimes
    bool operator==(const DeskSpeaker&) const = default;
};
// The one large button.
struct NextStep {
    Sentence what;                             // key "next.…"
    std::optional<assembly::Command> command;  // none: nothing to do ("next.none")
};
// What only a chair may see.
struct DeskView {
    std::vector<DeskPerson> people;
    std::vector<DeskWordGroup> words;               // of the check-in that runs, before they are shown too
    std::map<PollId, assembly::PollTally> tallies;  // closed and shown polls
    std::vector<DeskQuestion> questions;  // waiting ones, oldest first; open ones, most votes first;
                                          // then answered and hidden ones
    std::vector<DeskStep> steps;          // newest first; the first that is not stuck is what undo takes back
    NextStep next;
    std::string notes;  // of the block now
    std::map<BlockId, DeskBlock> blocks;
    std::vector<assembly::Clash> clashes;  // fixed starts that cannot be kept
    SpeakingTimes times;
    std::vector<DeskSpeaker> speakers;   // who has spoken, longest first
    std::vector<QueueEntryView> absent;  // called and not there
    std::string video_call;
};

// yes no abstain in a poll view have no text; everything else is the people's own.
PublicView public_view(const assembly::State& state, const Presence& presence, std::int64_t now_ms);
// Who may see the desk: the chairs, and who keeps the minutes.
bool sees_desk(Role role);
PersonalView personal_view(const assembly::State& state, PersonId person);
DeskView desk_view(const assembly::State& state, const Presence& presence, std::int64_t now_ms);

}  // namespace buurtkiosk::views
