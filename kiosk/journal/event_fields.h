// Owns the fields of every event, each described once for writing and reading alike. Used by event_codec.cpp
// only; event_kinds.h has the name and version under which each stands in the file. A field that is renamed,
// added or dropped here needs a new version of its event, and a branch on archive.version() that still reads
// the old one.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

#include "assembly/commands.h"
#include "assembly/events.h"
#include "journal/event_kinds.h"

namespace buurtkiosk::journal {

// --- names of values ---

template <class Enum>
struct Named {
    Enum value;
    std::string_view name;
};

constexpr auto names_of(assembly::Place) {
    using enum assembly::Place;
    return std::array<Named<assembly::Place>, 2>{{{room, "room"}, {home, "home"}}};
}
constexpr auto names_of(assembly::Role) {
    using enum assembly::Role;
    return std::array<Named<assembly::Role>, 4>{{{attendee, "attendee"},
                                                 {chair, "chair"},
                                                 {minute_taker, "minute_taker"},
                                                 {table_facilitator, "table_facilitator"}}};
}
constexpr auto names_of(assembly::Phase) {
    using enum assembly::Phase;
    return std::array<Named<assembly::Phase>, 3>{{{lobby, "lobby"}, {running, "running"}, {ended, "ended"}}};
}
constexpr auto names_of(assembly::Form) {
    using enum assembly::Form;
    return std::array<Named<assembly::Form>, 7>{{{plenary, "plenary"},
                                                 {talk, "talk"},
                                                 {check_in, "check_in"},
                                                 {speakers, "speakers"},
                                                 {poll, "poll"},
                                                 {pause, "pause"},
                                                 {closing, "closing"}}};
}
constexpr auto names_of(assembly::BlockState) {
    using enum assembly::BlockState;
    return std::array<Named<assembly::BlockState>, 4>{
        {{todo, "todo"}, {now, "now"}, {done, "done"}, {skipped, "skipped"}}};
}
constexpr auto names_of(assembly::CheckInState) {
    using enum assembly::CheckInState;
    return std::array<Named<assembly::CheckInState>, 3>{
        {{open, "open"}, {shown, "shown"}, {closed, "closed"}}};
}
constexpr auto names_of(assembly::QueueKind) {
    using enum assembly::QueueKind;
    return std::array<Named<assembly::QueueKind>, 4>{
        {{point, "point"}, {reply, "reply"}, {question, "question"}, {point_of_order, "point_of_order"}}};
}
constexpr auto names_of(assembly::FairRule) {
    using enum assembly::FairRule;
    return std::array<Named<assembly::FairRule>, 4>{{{first_turn, "first_turn"},
                                                     {place_turn, "place_turn"},
                                                     {least_time, "least_time"},
                                                     {group_turn, "group_turn"}}};
}
constexpr auto names_of(assembly::QueueReason) {
    using enum assembly::QueueReason;
    return std::array<Named<assembly::QueueReason>, 3>{
        {{first_come, "first_come"}, {chair_moved, "chair_moved"}, {invited, "invited"}}};
}
constexpr auto names_of(assembly::QuestionState) {
    using enum assembly::QuestionState;
    return std::array<Named<assembly::QuestionState>, 4>{
        {{waiting, "waiting"}, {open, "open"}, {hidden, "hidden"}, {answered, "answered"}}};
}
constexpr auto names_of(assembly::PollKind) {
    using enum assembly::PollKind;
    return std::array<Named<assembly::PollKind>, 2>{{{yes_no, "yes_no"}, {choice, "choice"}}};
}
constexpr auto names_of(assembly::Scene) {
    using enum assembly::Scene;
    return std::array<Named<assembly::Scene>, 8>{{{lobby, "lobby"},
                                                  {agenda, "agenda"},
                                                  {check_in, "check_in"},
                                                  {speaker, "speaker"},
                                                  {poll, "poll"},
                                                  {slides, "slides"},
                                                  {ended, "ended"},
                                                  {question, "question"}}};
}
constexpr auto names_of(assembly::Theme) {
    using enum assembly::Theme;
    return std::array<Named<assembly::Theme>, 2>{{{dark, "dark"}, {light, "light"}}};
}

// --- fields; Archive::Of<T> is T when reading, const T when writing ---

template <class Archive, class Type>
using Of = typename Archive::template Of<Type>&;

// parts of events
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::Slides> slides) {
    archive.field("name", slides.name);
    archive.field("digest", slides.digest);
    archive.field("pages", slides.pages);
    archive.field("page", slides.page);
    archive.field("failed", slides.failed);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::Block> block) {
    archive.field("id", block.id);
    archive.field("title", block.title);
    archive.field("form", block.form);
    archive.field("minutes", block.minutes);
    archive.field("notes", block.notes);
    archive.field("prompt", block.prompt);
    archive.field("think_s", block.think_s);
    archive.later("text", block.text);
    archive.later("materials", block.materials);
    archive.field("fixed_ms", block.fixed_ms);
    archive.field("inside", block.inside);
    archive.later("side_by_side", block.side_by_side);
    archive.field("state", block.state);
    archive.field("started_ms", block.started_ms);
    archive.field("ended_ms", block.ended_ms);
    archive.field("plan_starts_ms", block.plan_starts_ms);
    archive.field("plan_ends_ms", block.plan_ends_ms);
    archive.field("slides", block.slides);  // since version 3 of what adds a block; may be absent
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::BlockWords> words) {
    archive.field("title", words.title);
    archive.field("form", words.form);
    archive.field("notes", words.notes);
    archive.field("text", words.text);
    archive.field("materials", words.materials);
    archive.field("prompt", words.prompt);
    archive.field("think_s", words.think_s);
    archive.field("fixed_ms", words.fixed_ms);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::BlockTimes> times) {
    archive.field("block", times.block);
    archive.field("state", times.state);
    archive.field("started_ms", times.started_ms);
    archive.field("ended_ms", times.ended_ms);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::WordMove> move) {
    archive.field("person", move.person);
    archive.field("from", move.from);
    archive.field("to", move.to);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::WordGroup> group) {
    archive.field("hidden", group.hidden);
    archive.field("waits", group.waits);
    archive.field("named_by", group.named_by);  // since version 2
}
// Only a new entry is ever added; what comes of it are events of their own.
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::QueueEntry> entry) {
    archive.require(!entry.turn && entry.spoken_ms == 0 && !entry.chosen && !entry.returned &&
                    entry.since_turn == 0 && !entry.fixed_at);
    archive.field("id", entry.id);
    archive.field("person", entry.person);
    archive.personal("name", entry.guest.name, entry.person.value_or(PersonId{}));
    archive.later("card", entry.guest.card);  // these four since version 3
    archive.later("hand", entry.guest.hand);
    archive.later("first", entry.guest.first);
    archive.later("group", entry.guest.group);
    archive.field("place", entry.place);
    archive.field("kind", entry.kind);
    archive.personal("topic", entry.topic, entry.person.value_or(PersonId{}));
    archive.field("explains", entry.explains);  // since version 2 of what holds an entry; may be absent
    archive.field("asks", entry.asks);          // since version 3; may be absent
    archive.field("reason", entry.reason);
    archive.field("asked_ms", entry.asked_ms);
    archive.later("replies_to", entry.replies_to);  // since version 3
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::Guest> guest) {
    archive.personal("name", guest.name, PersonId{});
    archive.field("card", guest.card);
    archive.field("hand", guest.hand);
    archive.field("first", guest.first);
    archive.field("group", guest.group);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::QueueRules> rules) {
    archive.field("order", rules.order);
    archive.field("overtake_most", rules.overtake_most);
    archive.field("replies_open", rules.replies_open);
    archive.field("show_times", rules.show_times);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::PeopleGroup> group) {
    archive.field("id", group.id);
    archive.field("name", group.name);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::Speaking::Interrupted> interrupted) {
    archive.field("entry", interrupted.entry);
    archive.field("spoken_ms", interrupted.spoken_ms);
    archive.field("limit_s", interrupted.limit_s);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::Speaking> speaking) {
    archive.field("entry", speaking.entry);
    archive.field("since_ms", speaking.since_ms);
    archive.field("limit_s", speaking.limit_s);
    archive.field("paused_ms", speaking.paused_ms);
    archive.later("chosen", speaking.chosen);  // these three since version 2 of what holds them
    archive.later("answered_ms", speaking.answered_ms);
    archive.later("interrupts", speaking.interrupts);
    archive.later("turns_begun", speaking.turns_begun);  // since version 3
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::QuestionRules> rules) {
    archive.field("open", rules.open);
    archive.field("anonymous", rules.anonymous);
    archive.field("moderated", rules.moderated);
}
// Only a new one is ever asked; what becomes of it are events of their own.
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::Question> question) {
    archive.require(!question.merged_into && question.upvotes.empty() && !question.invited);
    archive.field("id", question.id);
    archive.field("person", question.person);
    archive.personal("text", question.text, question.person);
    archive.field("anonymous", question.anonymous);
    archive.field("state", question.state);
    archive.field("asked_ms", question.asked_ms);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::PollOption> option) {
    archive.field("id", option.id);
    archive.field("text", option.text);
}
// Only a draft is ever added; what a poll gains later are events of their own.
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::Poll> poll) {
    archive.require(poll.state == assembly::PollState::draft && poll.voted.empty() && poll.ballots.empty() &&
                    !poll.tally && poll.ballots_digest.empty() && !poll.opened_ms && !poll.closed_ms);
    archive.field("id", poll.id);
    archive.field("kind", poll.kind);
    archive.field("question", poll.question);
    archive.field("options", poll.options);
    archive.field("block", poll.block);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::PollTally> tally) {
    archive.field("counts", tally.counts);
    archive.field("cast", tally.cast);
    archive.field("may_vote", tally.may_vote);
}
// A step's sentence may hold somebody's name or topic, so what it fills in is personal throughout.
template <class Archive>
void fields(Archive& archive, Of<Archive, TextParameter> parameter) {
    archive.field("name", parameter.name);
    archive.personal_plain("value", parameter.value);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, Sentence> sentence) {
    archive.field("key", sentence.key);
    archive.field("parameters", sentence.parameters);
}

// meeting
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::MeetingPrepared> event) {
    archive.field("title", event.title);
    archive.field("languages", event.languages);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::MeetingTitled> event) {
    archive.field("from", event.from);
    archive.field("to", event.to);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::MeetingPhaseSet> event) {
    archive.field("from", event.from);
    archive.field("to", event.to);
}
template <class Archive>
void fields(Archive&, Of<Archive, assembly::KioskRestarted>) {}

// people
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::PersonJoined> event) {
    archive.field("person", event.person);
    archive.field("place", event.place);
    archive.field("language", event.language);
    archive.field("next_token", event.next_token);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::PersonReturned> event) {
    archive.field("person", event.person);
    archive.field("place", event.place);
    archive.field("language", event.language);
    archive.field("token", event.token);
    archive.field("next_token", event.next_token);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::PersonNamed> event) {
    archive.field("person", event.person);
    archive.personal("name", event.name, event.person);
    archive.field("number", event.number);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::PersonPlaced> event) {
    archive.field("person", event.person);
    archive.field("place", event.place);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::PersonLanguageSet> event) {
    archive.field("person", event.person);
    archive.field("language", event.language);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::RoleGiven> event) {
    archive.field("person", event.person);
    archive.later("role", event.role, assembly::Role::chair);  // until version 2 there were only chairs
}

// agenda
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::BlockAdded> event) {
    archive.field("block", event.block);
    archive.field("before", event.before);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::BlockRemoved> event) {
    archive.field("block", event.block);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::BlockMinutesSet> event) {
    archive.field("block", event.block);
    archive.field("from", event.from);
    archive.field("to", event.to);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::BlockMoved> event) {
    archive.field("block", event.block);
    archive.field("from_before", event.from_before);
    archive.field("to_before", event.to_before);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::BlockEdited> event) {
    archive.field("block", event.block);
    archive.field("from", event.from);
    archive.field("to", event.to);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::AgendaStepped> event) {
    archive.field("from", event.from);
    archive.field("to", event.to);
    archive.field("changed", event.changed);
}

// one-word check-in
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::BlockSlidesSet> event) {
    archive.field("block", event.block);
    archive.field("from", event.from);
    archive.field("to", event.to);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::SlideTurned> event) {
    archive.field("block", event.block);
    archive.field("from", event.from);
    archive.field("to", event.to);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::CheckInOpened> event) {
    archive.field("check_in", event.check_in);
    archive.field("prompt", event.prompt);
    archive.field("thinks_until_ms", event.thinks_until_ms);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::CheckInRemoved> event) {
    archive.field("check_in", event.check_in);
    archive.field("back_to", event.back_to);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::CheckInStateSet> event) {
    archive.field("check_in", event.check_in);
    archive.field("from", event.from);
    archive.field("to", event.to);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::WordGiven> event) {
    archive.field("person", event.person);
    archive.personal("word", event.word, event.person);
    archive.field("group", event.group);
    archive.field("waits", event.waits);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::WordsRegrouped> event) {
    archive.field("moves", event.moves);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::WordGroupMarked> event) {
    archive.field("group", event.group);
    archive.field("from", event.from);
    archive.field("to", event.to);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::ExplainInvited> event) {
    archive.field("people", event.people);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::ExplainAnswered> event) {
    archive.field("person", event.person);
    archive.field("yes", event.yes);
}

// speaker queue
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::QueueListSet> event) {
    archive.field("open", event.open);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::QueueLimitSet> event) {
    archive.field("from", event.from);
    archive.field("to", event.to);
    archive.later("kind", event.kind);  // until version 2 there were only points
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::QueueAsked> event) {
    archive.field("entry", event.entry);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::QueuePlaced> event) {
    archive.field("entry", event.entry);
    archive.field("before", event.before);
    archive.field("reason", event.reason);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::QueueMoved> event) {
    archive.field("entry", event.entry);
    archive.field("from", event.from);
    archive.field("to", event.to);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::QueueLeft> event) {
    archive.field("entry", event.entry);
    archive.later("taken_back", event.taken_back);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::QueueRulesSet> event) {
    archive.field("from", event.from);
    archive.field("to", event.to);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::SpeakerPassed> event) {
    archive.field("entry", event.entry);
    archive.later("waits", event.waits);  // since version 2
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::QueueReturned> event) {
    archive.field("entry", event.entry);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::GuestSet> event) {
    archive.field("entry", event.entry);
    archive.field("from", event.from);
    archive.field("to", event.to);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::PeopleGroupsSet> event) {
    archive.field("from", event.from);
    archive.field("to", event.to);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::PersonGrouped> event) {
    archive.field("person", event.person);
    archive.field("from", event.from);
    archive.field("to", event.to);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::VideoCallSet> event) {
    archive.field("from", event.from);
    archive.field("to", event.to);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::SpeakingSet> event) {
    archive.field("from", event.from);
    archive.field("to", event.to);
    archive.later("interrupted", event.interrupted);  // since version 3
}

// written questions
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::QuestionRulesSet> event) {
    archive.field("from", event.from);
    archive.field("to", event.to);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::QuestionAsked> event) {
    archive.field("question", event.question);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::QuestionVoted> event) {
    archive.field("question", event.question);
    archive.field("person", event.person);
    archive.field("on", event.on);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::QuestionMarked> event) {
    archive.field("question", event.question);
    archive.field("from", event.from);
    archive.field("to", event.to);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::QuestionMerged> event) {
    archive.field("question", event.question);
    archive.field("from", event.from);
    archive.field("to", event.to);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::QuestionsInvited> event) {
    archive.field("questions", event.questions);
    archive.field("invited", event.invited);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::InvitationAnswered> event) {
    archive.field("question", event.question);
    archive.field("yes", event.yes);
}

// polls
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::PollAdded> event) {
    archive.field("poll", event.poll);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::PollRemoved> event) {
    archive.field("poll", event.poll);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::PollOpened> event) {
    archive.field("poll", event.poll);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::PollUnopened> event) {
    archive.field("poll", event.poll);
}
// Only the mark that somebody voted: what they chose has a table of its own, outside the chain.
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::BallotCast> event) {
    archive.field("poll", event.poll);
    archive.field("person", event.person);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::PollClosed> event) {
    archive.field("poll", event.poll);
    archive.field("tally", event.tally);
    archive.field("ballots_digest", event.ballots_digest);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::PollShown> event) {
    archive.field("poll", event.poll);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::PollHidden> event) {
    archive.field("poll", event.poll);
}

// stage
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::StageSet> event) {
    archive.field("scene", event.scene);
    archive.field("poll", event.poll);
    archive.field("from_scene", event.from_scene);  // since version 2; both may be absent
    archive.field("from_poll", event.from_poll);
    archive.field("slides", event.slides);  // since version 3; both may be absent
    archive.field("from_slides", event.from_slides);
    archive.field("question", event.question);  // since version 4; both may be absent
    archive.field("from_question", event.from_question);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::StageBlanked> event) {
    archive.field("on", event.on);
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::StageThemed> event) {
    archive.field("theme", event.theme);
}

// undo
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::StepDone> event) {
    archive.field("step", event.step);
    // The inverse first: whose texts it holds tells whose name the sentence may hold.
    archive.field("inverse", event.inverse);
    archive.field("what", event.what);
    archive.field("by", event.by);  // since version 2; may be absent
}
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::StepUndone> event) {
    archive.field("step", event.step);
}

// answers
template <class Archive>
void fields(Archive& archive, Of<Archive, assembly::Answer> answer) {
    archive.field("person", answer.person);
    archive.field("block", answer.block);
    archive.field("entry", answer.entry);
    archive.field("poll", answer.poll);
    archive.field("question", answer.question);
    archive.field("shown", answer.shown);
    archive.field("waits", answer.waits);
    archive.field("role", answer.role);
}

}  // namespace buurtkiosk::journal
