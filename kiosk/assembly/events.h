// Owns the events: everything that can have happened in a meeting, each as a fact that apply() needs no
// decision for. Plain values, loop thread. They must never hold a resume token, a view, or text that was not
// checked by decide().
#pragma once

#include <concepts>
#include <type_traits>
#include <utility>
#include <variant>

#include "assembly/state.h"

namespace buurtkiosk::assembly {

// --- meeting ---
struct MeetingPrepared {
    std::string title;
    std::vector<std::string> languages;
    bool operator==(const MeetingPrepared&) const = default;
};
struct MeetingTitled {
    std::string from;
    std::string to;
    bool operator==(const MeetingTitled&) const = default;
};
struct MeetingPhaseSet {
    Phase from;
    Phase to;
    bool operator==(const MeetingPhaseSet&) const = default;
};
struct VideoCallSet {
    std::string from;
    std::string to;
    bool operator==(const VideoCallSet&) const = default;
};
struct KioskRestarted {
    bool operator==(const KioskRestarted&) const = default;
};  // the speaker's countdown stands still

// --- people ---
struct PersonJoined {
    PersonId person;
    Place place;
    std::string language;
    TokenHash next_token;
    bool operator==(const PersonJoined&) const = default;
};
struct PersonReturned {
    PersonId person;
    Place place;
    std::string language;
    TokenHash token;
    TokenHash next_token;
    bool operator==(const PersonReturned&) const = default;
};
struct PersonNamed {
    PersonId person;
    PersonalText name;
    std::uint32_t number;
    bool operator==(const PersonNamed&) const = default;
};
struct PersonPlaced {
    PersonId person;
    Place place;
    bool operator==(const PersonPlaced&) const = default;
};
struct PersonLanguageSet {
    PersonId person;
    std::string language;
    bool operator==(const PersonLanguageSet&) const = default;
};
struct RoleGiven {
    PersonId person;
    Role role = Role::chair;
    bool operator==(const RoleGiven&) const = default;
};  // attendee: a right was withdrawn or laid down

struct PeopleGroupsSet {
    std::vector<PeopleGroup> from;
    std::vector<PeopleGroup> to;
    bool operator==(const PeopleGroupsSet&) const = default;
};
struct PersonGrouped {
    PersonId person;
    std::optional<PeopleGroupId> from;
    std::optional<PeopleGroupId> to;
    bool operator==(const PersonGrouped&) const = default;
};

// --- agenda ---
struct BlockAdded {
    Block block;
    std::optional<BlockId> before;
    bool operator==(const BlockAdded&) const = default;
};
struct BlockRemoved {
    BlockId block;
    bool operator==(const BlockRemoved&) const = default;
};
struct BlockMinutesSet {
    BlockId block;
    std::int32_t from;
    std::int32_t to;
    bool operator==(const BlockMinutesSet&) const = default;
};
// The block with its parts.
struct BlockMoved {
    BlockId block;
    std::optional<BlockId> from_before;  // what followed it
    std::optional<BlockId> to_before;
    bool operator==(const BlockMoved&) const = default;
};
// What people write about a block.
struct BlockWords {
    std::string title;
    Form form = Form::plenary;
    std::string notes;
    std::string text;
    std::string materials;
    std::string prompt;
    std::int32_t think_s = 0;
    std::optional<std::int64_t> fixed_ms;
    bool operator==(const BlockWords&) const = default;
};
struct BlockEdited {
    BlockId block;
    BlockWords from;
    BlockWords to;
    bool operator==(const BlockEdited&) const = default;
};
struct BlockTimes {
    BlockId block;
    BlockState state;
    std::optional<std::int64_t> started_ms;
    std::optional<std::int64_t> ended_ms;
    bool operator==(const BlockTimes&) const = default;
};
struct AgendaStepped {
    std::optional<BlockId> from;
    std::optional<BlockId> to;
    std::vector<BlockTimes> changed;
    bool operator==(const AgendaStepped&) const = default;
};

// --- slides ---
struct BlockSlidesSet {
    BlockId block;
    std::optional<Slides> from;
    std::optional<Slides> to;
    bool operator==(const BlockSlidesSet&) const = default;
};
struct SlideTurned {
    BlockId block;
    std::int32_t from;
    std::int32_t to;
    bool operator==(const SlideTurned&) const = default;
};

// --- one-word check-in ---
struct CheckInOpened {
    CheckInId check_in;
    std::string prompt;
    std::optional<std::int64_t> thinks_until_ms;
    bool operator==(const CheckInOpened&) const = default;
};
struct CheckInRemoved {
    CheckInId check_in;
    std::optional<CheckInId> back_to;
    bool operator==(const CheckInRemoved&) const = default;
};  // undo of an opening nobody answered
struct CheckInStateSet {
    CheckInId check_in;
    CheckInState from;
    CheckInState to;
    bool operator==(const CheckInStateSet&) const = default;
};
struct WordGiven {
    PersonId person;
    PersonalText word;
    GroupId group;
    bool waits;
    bool operator==(const WordGiven&) const = default;
};  // a group not there yet is made
struct WordMove {
    PersonId person;
    GroupId from;
    GroupId to;
    bool operator==(const WordMove&) const = default;
};
struct WordsRegrouped {
    std::vector<WordMove> moves;
    bool operator==(const WordsRegrouped&) const = default;
};
struct WordGroupMarked {
    GroupId group;
    WordGroup from;
    WordGroup to;
    bool operator==(const WordGroupMarked&) const = default;
};
struct ExplainInvited {
    std::vector<PersonId> people;
    bool operator==(const ExplainInvited&) const = default;
};
struct ExplainAnswered {
    PersonId person;
    bool yes;
    bool operator==(const ExplainAnswered&) const = default;
};

// --- speaker queue ---
struct QueueListSet {
    bool open;
    bool operator==(const QueueListSet&) const = default;
};
struct QueueLimitSet {
    std::int32_t from;
    std::int32_t to;
    QueueKind kind = QueueKind::point;
    bool operator==(const QueueLimitSet&) const = default;
};
struct QueueAsked {
    QueueEntry entry;
    bool operator==(const QueueAsked&) const = default;
};  // new, at the end
struct QueuePlaced {
    EntryId entry;
    std::optional<EntryId> before;
    QueueReason reason;
    bool operator==(const QueuePlaced&) const = default;
};  // moved or put back
// The chair put it where so many ordinary entries go before it; none: where the rules put it.
struct QueueMoved {
    EntryId entry;
    std::optional<std::uint32_t> from;
    std::optional<std::uint32_t> to;
    bool operator==(const QueueMoved&) const = default;
};
struct QueueLeft {
    EntryId entry;
    bool taken_back = false;  // the chair added them and takes that back: nobody moves up, as nobody moved
    bool operator==(const QueueLeft&) const = default;
};
struct QueueRulesSet {
    QueueRules from;
    QueueRules to;
    bool operator==(const QueueRulesSet&) const = default;
};
// Called and not there: the turn is as if it had not been, and the way back stays open.
struct SpeakerPassed {
    EntryId entry;
    // Only in an inverse: they came back, and must still wait.
    bool waits = false;
    bool operator==(const SpeakerPassed&) const = default;
};
struct QueueReturned {
    EntryId entry;
    bool operator==(const QueueReturned&) const = default;
};
// A hand got a name, or a guest turned out to be somebody who spoke before.
struct GuestSet {
    EntryId entry;
    Guest from;
    Guest to;
    bool operator==(const GuestSet&) const = default;
};
struct SpeakingSet {
    std::optional<EntryId> from;
    std::optional<Speaking> to;
    // Only in an inverse: who gets the turn back gave way to a point of order, and must still want to go on.
    bool interrupted = false;
    bool operator==(const SpeakingSet&) const = default;
};  // takes a called entry out of the order

// --- written questions ---
struct QuestionRulesSet {
    QuestionRules from;
    QuestionRules to;
    bool operator==(const QuestionRulesSet&) const = default;
};
struct QuestionAsked {
    Question question;
    bool operator==(const QuestionAsked&) const = default;
};  // not yet merged, invited or voted for; who asks votes for it by asking
struct QuestionVoted {
    QuestionId question;  // never a merged one
    PersonId person;
    bool on;
    bool operator==(const QuestionVoted&) const = default;
};
struct QuestionMarked {
    QuestionId question;
    QuestionState from;
    QuestionState to;
    bool operator==(const QuestionMarked&) const = default;
};
struct QuestionMerged {
    QuestionId question;
    std::optional<QuestionId> from;
    std::optional<QuestionId> to;  // none: on its own again, with the votes it had
    bool operator==(const QuestionMerged&) const = default;
};
struct QuestionsInvited {
    std::vector<QuestionId> questions;
    bool invited;
    bool operator==(const QuestionsInvited&) const = default;
};
struct InvitationAnswered {
    QuestionId question;
    bool yes;
    bool operator==(const InvitationAnswered&) const = default;
};  // yes: who asked is no longer anonymous

// --- polls ---
struct PollAdded {
    Poll poll;
    bool operator==(const PollAdded&) const = default;
};  // a draft; ballots, tally and times are empty
struct PollRemoved {
    PollId poll;
    bool operator==(const PollRemoved&) const = default;
};
struct PollOpened {
    PollId poll;
    bool operator==(const PollOpened&) const = default;
};
struct PollUnopened {
    PollId poll;
    bool operator==(const PollUnopened&) const = default;
};  // undo of an opening nobody voted in
// The journal keeps `ballot` out of the chain, in a table of its own, and drops the link at the close; a
// replayed event of a closed poll has none.
struct BallotCast {
    PollId poll;
    PersonId person;
    std::optional<Ballot> ballot;
    bool operator==(const BallotCast&) const = default;
};
struct PollClosed {
    PollId poll;
    PollTally tally;
    std::string ballots_digest;
    bool operator==(const PollClosed&) const = default;
};
struct PollShown {
    PollId poll;
    bool operator==(const PollShown&) const = default;
};
struct PollHidden {
    PollId poll;
    bool operator==(const PollHidden&) const = default;
};  // undo of a showing

// --- stage ---
struct StageSet {
    Scene scene;
    std::optional<PollId> poll;
    // Only in an inverse: what the step showed. When the wall shows something else by now, that stays.
    std::optional<Scene> from_scene = std::nullopt;
    std::optional<PollId> from_poll = std::nullopt;
    std::optional<BlockId> slides = std::nullopt;
    std::optional<BlockId> from_slides = std::nullopt;
    std::optional<QuestionId> question = std::nullopt;
    std::optional<QuestionId> from_question = std::nullopt;
    bool operator==(const StageSet&) const = default;
};
struct StageBlanked {
    bool on;
    bool operator==(const StageBlanked&) const = default;
};
struct StageThemed {
    Theme theme;
    bool operator==(const StageThemed&) const = default;
};

// --- undo ---
// The step's inverse: events that bring back what was, each of which says what must still hold (decide checks
// it).
struct StepDone {
    StepId step;
    Sentence what;
    std::vector<Event> inverse;
    std::optional<PersonId> by = std::nullopt;  // who did it; none: the kiosk's own console
    bool operator==(const StepDone&) const;
};
struct StepUndone {
    StepId step;
    bool operator==(const StepUndone&) const = default;
};

using EventBody =
    std::variant<MeetingPrepared, MeetingTitled, MeetingPhaseSet, KioskRestarted, PersonJoined,
                 PersonReturned, PersonNamed, PersonPlaced, PersonLanguageSet, RoleGiven, BlockAdded,
                 BlockRemoved, BlockMinutesSet, BlockMoved, BlockEdited, AgendaStepped, BlockSlidesSet,
                 SlideTurned, CheckInOpened, CheckInRemoved, CheckInStateSet, WordGiven, WordsRegrouped,
                 WordGroupMarked, ExplainInvited, ExplainAnswered, QueueListSet, QueueLimitSet, QueueAsked,
                 QueuePlaced, QueueMoved, QueueLeft, QueueRulesSet, SpeakerPassed, QueueReturned, GuestSet,
                 SpeakingSet, PeopleGroupsSet, PersonGrouped, VideoCallSet, QuestionRulesSet, QuestionAsked,
                 QuestionVoted, QuestionMarked, QuestionMerged, QuestionsInvited, InvitationAnswered,
                 PollAdded, PollRemoved, PollOpened, PollUnopened, BallotCast, PollClosed, PollShown,
                 PollHidden, StageSet, StageBlanked, StageThemed, StepDone, StepUndone>;

// What copies, moves, compares and ends one of so many kinds is compiled once, in events.cpp: in every file
// that holds an event it would double the time that file takes to compile.
struct Event {
    EventBody body;

    Event();
    template <class Body>
    requires(!std::same_as<std::remove_cvref_t<Body>, Event> && std::constructible_from<EventBody, Body>)
        Event(Body&& one)
        : body(std::forward<Body>(one)) {}
    Event(const Event& other);
    Event(Event&& other) noexcept;
    Event& operator=(const Event& other);
    Event& operator=(Event&& other) noexcept;
    ~Event();
    bool operator==(const Event& other) const;
};

}  // namespace buurtkiosk::assembly
