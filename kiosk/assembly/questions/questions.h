// Owns written questions: asking, voting for one, what the chair lets in, merges and marks, and inviting who
// asked to ask it aloud. Pure, loop thread. It must never tell who asked an anonymous question: that is seen
// to in views/, and here only once they have accepted.
#pragma once

#include <map>

#include "assembly/decide.h"

namespace buurtkiosk::assembly {

Result<Decision> decide_command(const State& state, const AskQuestion& command, const Context& context);
Result<Decision> decide_command(const State& state, const UpvoteQuestion& command, const Context& context);
Result<Decision> decide_command(const State& state, const AnswerInvitation& command, const Context& context);
Result<Decision> decide_command(const State& state, const SetQuestionRules& command, const Context& context);
Result<Decision> decide_command(const State& state, const AllowQuestion& command, const Context& context);
Result<Decision> decide_command(const State& state, const HideQuestion& command, const Context& context);
Result<Decision> decide_command(const State& state, const MergeQuestions& command, const Context& context);
Result<Decision> decide_command(const State& state, const MarkAnswered& command, const Context& context);
Result<Decision> decide_command(const State& state, const ShowQuestion& command, const Context& context);
Result<Decision> decide_command(const State& state, const InviteAuthor& command, const Context& context);

void apply_event(State& state, const QuestionRulesSet& event, std::int64_t at_ms);
void apply_event(State& state, const QuestionAsked& event, std::int64_t at_ms);
void apply_event(State& state, const QuestionVoted& event, std::int64_t at_ms);
void apply_event(State& state, const QuestionMarked& event, std::int64_t at_ms);
void apply_event(State& state, const QuestionMerged& event, std::int64_t at_ms);
void apply_event(State& state, const QuestionsInvited& event, std::int64_t at_ms);
void apply_event(State& state, const InvitationAnswered& event, std::int64_t at_ms);

// Null when there is no such question.
const Question* question_of(const State& state, QuestionId id);

// The question that this one became by merging; itself when it was never merged. It must be there.
QuestionId root_of(const Questions& questions, QuestionId id);

// What everybody may read: open and answered ones.
bool is_for_everybody(QuestionState state);

// Of each question that was not merged: how many people want to know, each counted once, also those who voted
// for what was merged into it.
std::map<QuestionId, std::uint32_t> count_votes(const Questions& questions);

// Whether the person voted for this question, which was not merged, or for one that was merged into it.
bool has_voted(const Questions& questions, QuestionId root, PersonId person);

// Whether a text that came from this question may be read by everybody still: the chair let it in, and has
// hidden neither it nor what it became.
bool may_be_read(const State& state, QuestionId id);

}  // namespace buurtkiosk::assembly
