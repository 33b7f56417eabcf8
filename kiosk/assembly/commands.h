// Owns the commands: everything somebody can ask of the meeting, as typed values, and the answer they get.
// Plain values; made by protocol, console, runbook and engine, decided on the loop thread. They must never be
// trusted: decide() checks each field.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "assembly/state.h"

namespace buurtkiosk::assembly {

// --- the kiosk itself ---
struct PrepareMeeting {
    std::string title;
    std::vector<std::string> languages;
};  // first command of an evening
struct NoteRestart {};
// Engine makes it from a hello frame: the token itself never comes here, only hashes.
struct Join {
    Place place;
    std::string language;
    std::optional<TokenHash> resume;
    TokenHash next_token;
};
// The pages of a PDF that blocks wait for are in the evening's file …
struct SlidesReady {
    std::string name;
    std::string digest;  // hex
    std::int32_t pages;
};
// … or could not be made: those blocks go on without, unless a later start can.
struct SlidesFailed {
    std::string name;
};

// --- attendees ---
struct GiveName {
    std::string name;
};
struct SetPlace {
    Place place;
};
struct SetLanguage {
    std::string language;
};
struct Pair {
    std::string code;
};  // the code says which role it gives
struct GiveWord {
    std::string word;
    std::optional<CheckInId> check_in = std::nullopt;  // none: the one that runs
};
struct AnswerExplain {
    bool yes;
};
struct AskToSpeak {
    QueueKind kind = QueueKind::point;
    std::string topic = {};
};
struct WithdrawFromQueue {
    std::optional<EntryId> entry = std::nullopt;  // none: where I wait, else where I was passed, else my turn
};
// 'I am here': who is called answers, who was passed comes back.
struct AnswerCall {};
// My turn goes to who comes next.
struct PassTurnOn {
    std::optional<EntryId> expect = std::nullopt;  // the turn that I saw as mine; none: whichever it is
    std::optional<EntryId> next = std::nullopt;    // who I saw as the next one; none: whoever it is
};
struct ChooseGroup {
    std::optional<PeopleGroupId> group;
};
struct AskQuestion {
    std::string text;
    bool anonymous = false;
};
struct UpvoteQuestion {
    QuestionId question;
    bool on = true;
};
// Whether who was invited will ask their question aloud.
struct AnswerInvitation {
    QuestionId question;
    bool yes;
};
struct CastVote {
    PollId poll;
    Ballot ballot;
};

// --- the chair ---
struct StartMeeting {};
struct EndMeeting {};
struct SetTitle {
    std::string title;
};
struct AgendaNext {
    std::optional<BlockId> expect;
};
struct AgendaBack {
    std::optional<BlockId> expect;
};
struct AddBlock {
    std::string title;
    Form form;
    std::int32_t minutes;
    std::optional<BlockId> before;
    std::string notes;
    std::string prompt;
    std::int32_t think_s = 0;
    std::string text = {};
    std::string materials = {};
    std::optional<std::int32_t> start_min =
        std::nullopt;                              // minutes after midnight, of a start that may not move
    std::optional<BlockId> inside = std::nullopt;  // the block it becomes a part of
    bool side_by_side = false;
    std::string slides = {};  // the name of a PDF, whose pages come later; only the kiosk may give it
};
// What is given, changes.
struct EditBlock {
    BlockId block;
    std::optional<std::string> title = std::nullopt;
    std::optional<Form> form = std::nullopt;
    std::optional<std::string> notes = std::nullopt;
    std::optional<std::string> text = std::nullopt;
    std::optional<std::string> materials = std::nullopt;
    std::optional<std::string> prompt = std::nullopt;
    std::optional<std::int32_t> think_s = std::nullopt;
    std::optional<std::optional<std::int32_t>> start_min =
        std::nullopt;  // an empty one: no fixed start any more
};
struct MoveBlock {
    BlockId block;
    std::optional<BlockId> before;  // none: to the end
};
struct SplitBlock {
    BlockId block;
    std::int32_t minutes;  // of the first piece; the rest becomes a block of its own
};
struct SkipBlock {
    BlockId block;
    bool skipped;
};
// One of several tables is ready before the others.
struct FinishPart {
    BlockId block;
};
// What the timetable proposed: refused when a block no longer has those minutes.
struct ShortenBlocks {
    struct Cut {
        BlockId block;
        std::int32_t from_minutes;
        std::int32_t to_minutes;
    };
    std::vector<Cut> cuts;
};
struct RemoveBlock {
    BlockId block;
};
struct SetBlockMinutes {
    BlockId block;
    std::int32_t minutes;
};
struct OpenCheckIn {
    std::string prompt;
    std::int32_t think_s = 0;
};
struct ShowCheckIn {};
struct CloseCheckIn {};
struct MergeWords {
    GroupId from;
    GroupId into;
};
struct SplitWord {
    GroupId group;
    std::string spelling;
};
struct HideWord {
    GroupId group;
    bool hidden;
};
struct AllowWord {
    GroupId group;
};
struct InviteToExplain {
    GroupId group;
};
struct OpenQueue {};
struct CloseQueue {};
struct QueueNext {
    std::optional<EntryId> expect;
    std::optional<EntryId> next = std::nullopt;  // who the chair saw as the next one; none: whoever it is
};
// This one now, whatever the order says.
struct CallSpeaker {
    std::optional<EntryId> expect;
    EntryId entry;
};
// A point of order is heard now; who speaks goes on after it.
struct InterruptSpeaker {
    std::optional<EntryId> expect;
    EntryId entry;
};
// Who was called is not there.
struct PassSpeaker {
    std::optional<EntryId> expect;
};
struct ReturnToQueue {
    EntryId entry;
};
// The turn is over, and nobody is called yet.
struct EndTurn {
    std::optional<EntryId> expect;
};
// Somebody without a phone, by name, card or both; or somebody with one.
struct AddToQueue {
    std::string name;
    Place place = Place::room;
    std::uint32_t card = 0;
    std::optional<PersonId> person = std::nullopt;
    QueueKind kind = QueueKind::point;
    std::string topic = {};
    std::optional<PeopleGroupId> group = std::nullopt;
};
// Raised hands, each a numbered place.
struct AddHands {
    std::int32_t count;
    QueueKind kind = QueueKind::point;
};
struct NameGuest {
    EntryId entry;
    std::optional<std::string> name = std::nullopt;
    std::optional<std::uint32_t> card = std::nullopt;
    std::optional<std::optional<PeopleGroupId>> group = std::nullopt;
};
// What is given, changes.
struct SetQueueRules {
    std::optional<std::vector<FairRule>> order = std::nullopt;
    std::optional<std::int32_t> overtake_most = std::nullopt;
    std::optional<bool> replies_open = std::nullopt;
    std::optional<bool> show_times = std::nullopt;
};
struct RemoveFromQueue {
    EntryId entry;
};
struct MoveInQueue {
    EntryId entry;
    std::optional<EntryId> before;
};
struct PauseSpeaker {
    std::optional<EntryId> expect;
};
struct ContinueSpeaker {
    std::optional<EntryId> expect;
};
struct GiveSpeakerMore {
    std::optional<EntryId> expect;
    std::int32_t seconds;
};
struct SetSpeakingLimit {
    std::int32_t limit_s;
    QueueKind kind = QueueKind::point;
};
// The groups that the chair wants to hear alike; one that keeps its name keeps its people.
struct SetPeopleGroups {
    std::vector<std::string> names;
};
struct SetPersonGroup {
    PersonId person;
    std::optional<PeopleGroupId> group;
};
struct SetVideoCall {
    std::string url;
};
// What is given, changes.
struct SetQuestionRules {
    std::optional<bool> open = std::nullopt;
    std::optional<bool> anonymous = std::nullopt;
    std::optional<bool> moderated = std::nullopt;
};
struct AllowQuestion {
    QuestionId question;
};
struct HideQuestion {
    QuestionId question;
    bool hidden;
};
struct MergeQuestions {
    QuestionId from;
    QuestionId into;
};
struct MarkAnswered {
    QuestionId question;
    bool answered;
};
struct ShowQuestion {
    QuestionId question;
};
struct InviteAuthor {
    QuestionId question;
};
struct AddPoll {
    PollKind kind;
    std::string question;
    std::vector<std::string> options;
    std::optional<BlockId> block;
};
// How the speaker queue of an evening begins.
struct QueueSettings {
    std::array<std::int32_t, queue_kinds> limits_s = Queue{}.limits_s;  // by QueueKind
    QueueRules rules;
    std::vector<std::string> groups;
    std::string video_call;
    bool operator==(const QueueSettings&) const = default;
};
// A whole agenda in one step, all of it or nothing: a table that was pasted, a ready-made evening.
struct TakeAgenda {
    std::vector<AddBlock> blocks;                  // `inside` counts them from 1, and `before` says nothing
    std::vector<AddPoll> polls;                    // `block` counts the same blocks
    std::optional<BlockId> before = std::nullopt;  // what the blocks come to stand before; none: at the end
    // In the place of all that was prepared, before the evening begins; without it the blocks are added.
    struct Evening {
        std::string title;
        std::vector<std::string> languages;
        QueueSettings queue = {};
    };
    std::optional<Evening> instead = std::nullopt;
};
struct RemovePoll {
    PollId poll;
};
struct OpenPoll {
    PollId poll;
};
struct ClosePoll {
    PollId poll;
};
struct ShowPoll {
    PollId poll;
};
struct BlankStage {
    bool on;
};
struct ShowScene {
    std::optional<Scene> scene;
    std::optional<PollId> poll;
};  // no scene: the one that fits what runs now
struct SetTheme {
    Theme theme;
};
struct ShowSlides {
    BlockId block;  // of itself, or as a part of what has them
};
struct TurnSlide {
    std::int32_t expect;  // the page that is on the wall
    std::int32_t page;
};
struct RenamePerson {
    PersonId person;
    std::string name;
};
struct SetRole {
    PersonId person;
    Role role;  // attendee: withdraws what they may do
};
// The person becomes chair instead of who asks; asked at the console: instead of every chair there is.
struct HandOver {
    PersonId person;
};
struct Undo {
    std::optional<StepId> expect;
};

using CommandBody = std::variant<
    PrepareMeeting, NoteRestart, Join, SlidesReady, SlidesFailed, GiveName, SetPlace, SetLanguage, Pair,
    GiveWord, AnswerExplain, AskToSpeak, WithdrawFromQueue, AnswerCall, PassTurnOn, ChooseGroup, AskQuestion,
    UpvoteQuestion, AnswerInvitation, CastVote, StartMeeting, EndMeeting, SetTitle, AgendaNext, AgendaBack,
    AddBlock, RemoveBlock, SetBlockMinutes, EditBlock, MoveBlock, SplitBlock, SkipBlock, FinishPart,
    ShortenBlocks, OpenCheckIn, ShowCheckIn, CloseCheckIn, MergeWords, SplitWord, HideWord, AllowWord,
    InviteToExplain, OpenQueue, CloseQueue, QueueNext, EndTurn, CallSpeaker, InterruptSpeaker, PassSpeaker,
    ReturnToQueue, AddToQueue, AddHands, NameGuest, RemoveFromQueue, MoveInQueue, PauseSpeaker,
    ContinueSpeaker, GiveSpeakerMore, SetQueueRules, SetSpeakingLimit, SetPeopleGroups, SetPersonGroup,
    SetVideoCall, SetQuestionRules, AllowQuestion, HideQuestion, MergeQuestions, MarkAnswered, ShowQuestion,
    InviteAuthor, AddPoll, TakeAgenda, RemovePoll, OpenPoll, ClosePoll, ShowPoll, BlankStage, ShowScene,
    SetTheme, ShowSlides, TurnSlide, RenamePerson, SetRole, HandOver, Undo>;
// What copies, moves and ends one of so many kinds is compiled once, in commands.cpp: in every file that
// holds a command it would double the time that file takes to compile.
struct Command : CommandBody {
    using CommandBody::CommandBody;
    Command(const Command& other);
    Command(Command&& other) noexcept;
    Command& operator=(const Command& other);
    Command& operator=(Command&& other) noexcept;
    ~Command();
};

// What the sender of an accepted command hears besides 'ok'. Stored, so that a retry gets the same.
struct Answer {
    std::optional<PersonId> person;  // hello: who you are
    std::optional<BlockId> block;
    std::optional<EntryId> entry;
    std::optional<PollId> poll;
    std::optional<std::string> shown;  // your name as others see it
    bool waits = false;                // your word or question waits for the chair
    std::optional<Role> role;          // of who paired, or came back with one
    std::optional<QuestionId> question = std::nullopt;
    bool operator==(const Answer&) const = default;
};

}  // namespace buurtkiosk::assembly
