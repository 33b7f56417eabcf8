// Owns the rules of written questions: one vote a person and question, merging without losing anybody, and
// every act of the chair as a step that can be taken back. Pure, loop thread. It must never copy votes from
// one question to another: each keeps its own, so that taking a merger back gives everybody theirs.
#include "assembly/questions/questions.h"

#include <algorithm>
#include <cassert>

#include "assembly/queue/queue.h"
#include "assembly/rules.h"
#include "base/limits.h"
#include "base/text.h"

namespace buurtkiosk::assembly {
namespace {

Refusal no_such_question() { return refuse(RefusalCode::not_found, "refusal.no_such_question"); }
Refusal meeting_ended() { return refuse(RefusalCode::closed, "refusal.meeting_ended"); }

// A question that the chair can act on: one that stands on its own.
Result<const Question*> standing(const State& state, QuestionId id) {
    const Question* question = question_of(state, id);
    if (!question) return no_such_question();
    if (question->merged_into) return refuse(RefusalCode::closed, "refusal.question_merged");
    return question;
}

// Any word of the text on the list makes the whole wait; signs between words part them as spaces do.
bool waits_for_chair(const Context& context, const std::string& text) {
    if (!context.blocklist) return false;
    constexpr std::string_view parting = "\t !\"#$%&()*+,./:;<=>?@[\\]^_{|}~";
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of(parting, at), text.size());
        const auto word = text::clean_word(text.substr(at, end - at), limits::written_graphemes);
        if (word.problem == text::TextProblem::none && context.blocklist->waits_for_chair(word.text))
            return true;
        at = end + 1;
    }
    return false;
}

Status room_for(const Questions& questions, PersonId person, const std::string& text) {
    std::size_t bytes = text.size();
    std::size_t own = 0;
    for (const auto& [id, question] : questions.by) {
        bytes += question.text.text.size();
        if (question.person != person || question.merged_into) continue;
        if (question.text.text == text && question.state != QuestionState::hidden)
            return refuse(RefusalCode::already, "refusal.already_asked_that");
        // Hidden ones count: who wears the chair out is not given more to do it with.
        own += question.state == QuestionState::answered ? 0 : 1;
    }
    if (own >= limits::questions_of_person)
        return refuse(RefusalCode::full, "refusal.full_own_questions",
                      {{"n", std::to_string(limits::questions_of_person)}});
    if (questions.by.size() >= limits::questions || bytes > limits::questions_bytes)
        return refuse(RefusalCode::full, "refusal.full_questions");
    return Done{};
}

// The question and all that became it.
std::vector<QuestionId> with_merged(const Questions& questions, QuestionId root) {
    std::vector<QuestionId> all;
    for (const auto& [id, question] : questions.by) {
        if (root_of(questions, id) == root) all.push_back(id);
    }
    return all;
}

Result<Decision> mark(const State& state, const Question& question, QuestionState to, std::string key) {
    Draft draft;
    if (question.state == to) return std::move(draft.decision);
    // The wall first, so that taking back lets everybody read it before the wall shows it.
    if (state.stage.question == question.id && !is_for_everybody(to)) {
        const Wall fitting = fitting_scene(state);
        draft.set_stage(state, fitting.scene, fitting.poll, fitting.slides);
    }
    draft.undo_by(QuestionMarked{question.id, to, question.state});
    draft.happen(QuestionMarked{question.id, question.state, to});
    return std::move(draft).as_step(state, std::move(key));
}

// A question of this person that waits for their answer: this one, or one that was merged into it.
const Question* invited_question(const State& state, QuestionId id, PersonId person) {
    for (const auto& [own, question] : state.questions.by) {
        if (question.person != person || !question.invited) continue;
        if (own == id || root_of(state.questions, own) == id) return &question;
    }
    return nullptr;
}

}  // namespace

const Question* question_of(const State& state, QuestionId id) {
    const auto found = state.questions.by.find(id);
    return found == state.questions.by.end() ? nullptr : &found->second;
}

QuestionId root_of(const Questions& questions, QuestionId id) {
    const Question* question = &questions.by.at(id);
    while (question->merged_into) question = &questions.by.at(*question->merged_into);
    return question->id;
}

bool is_for_everybody(QuestionState state) {
    return state == QuestionState::open || state == QuestionState::answered;
}

std::map<QuestionId, std::uint32_t> count_votes(const Questions& questions) {
    std::map<QuestionId, std::uint32_t> votes;
    std::map<QuestionId, std::set<PersonId>> merged;  // of those that something was merged into
    for (const auto& [id, question] : questions.by) {
        if (!question.merged_into) {
            votes.emplace(id, static_cast<std::uint32_t>(question.upvotes.size()));
            continue;
        }
        const QuestionId root = root_of(questions, id);
        auto& voters = merged.try_emplace(root, questions.by.at(root).upvotes).first->second;
        voters.insert(question.upvotes.begin(), question.upvotes.end());
    }
    for (const auto& [root, voters] : merged) votes[root] = static_cast<std::uint32_t>(voters.size());
    return votes;
}

bool has_voted(const Questions& questions, QuestionId root, PersonId person) {
    return std::any_of(questions.by.begin(), questions.by.end(), [&](const auto& one) {
        return one.second.upvotes.contains(person) && root_of(questions, one.first) == root;
    });
}

bool may_be_read(const State& state, QuestionId id) {
    const Question* question = question_of(state, id);
    if (!question || !is_for_everybody(question->state)) return false;
    return is_for_everybody(state.questions.by.at(root_of(state.questions, id)).state);
}

// ------------------------------------------------------------------------------------------------ attendees

Result<Decision> decide_command(const State& state, const AskQuestion& command, const Context& context) {
    const auto person = require_person(state, context);
    if (!person) return person.refusal();
    if (state.phase == Phase::ended) return meeting_ended();
    const QuestionRules& rules = state.questions.rules;
    if (!rules.open) return refuse(RefusalCode::closed, "refusal.questions_closed");
    if (command.anonymous && !rules.anonymous)
        return refuse(RefusalCode::not_allowed, "refusal.not_anonymous");
    auto text = clean_line(command.text, limits::written_graphemes);
    if (!text) return text.refusal();
    if (auto room = room_for(state.questions, person.value(), text.value()); !room) return room.refusal();
    const bool waits = rules.moderated || waits_for_chair(context, text.value());
    Question question;
    question.id = QuestionId{state.next.question};
    question.person = person.value();
    question.text = PersonalText{std::move(text).value()};
    question.anonymous = command.anonymous;
    question.state = waits ? QuestionState::waiting : QuestionState::open;
    question.asked_ms = context.now_ms;
    Draft draft;
    draft.decision.answer.question = question.id;
    draft.decision.answer.waits = waits;
    draft.happen(QuestionAsked{std::move(question)});
    return std::move(draft.decision);
}

Result<Decision> decide_command(const State& state, const UpvoteQuestion& command, const Context& context) {
    const auto person = require_person(state, context);
    if (!person) return person.refusal();
    if (state.phase == Phase::ended) return meeting_ended();
    const Question* named = question_of(state, command.question);
    if (!named) return no_such_question();
    const Question& question = state.questions.by.at(root_of(state.questions, named->id));
    // What waits or was hidden is not there for anybody else.
    if (!is_for_everybody(question.state)) return no_such_question();
    if (question.state == QuestionState::answered)
        return refuse(RefusalCode::closed, "refusal.question_answered");
    if (has_voted(state.questions, question.id, person.value()) == command.on)
        return refuse(RefusalCode::already, command.on ? "refusal.already_upvoted" : "refusal.not_upvoted");
    Draft draft;
    draft.happen(QuestionVoted{question.id, person.value(), command.on});
    return std::move(draft.decision);
}

Result<Decision> decide_command(const State& state, const AnswerInvitation& command, const Context& context) {
    const auto person = require_person(state, context);
    if (!person) return person.refusal();
    const Question* question = invited_question(state, command.question, person.value());
    if (!question) return refuse(RefusalCode::not_found, "refusal.not_invited");
    Draft draft;
    draft.happen(InvitationAnswered{question->id, command.yes});
    if (!command.yes) return std::move(draft.decision);
    if (state.phase == Phase::ended) return meeting_ended();
    const Question& root = state.questions.by.at(root_of(state.questions, question->id));
    if (root.state != QuestionState::open) return refuse(RefusalCode::closed, "refusal.question_not_open");
    QueueEntry entry;
    // The topic is for everybody, so a question that was merged before the chair let it in becomes none.
    if (may_be_read(state, question->id)) {
        entry.topic = PersonalText{text::first_words(question->text.text, limits::topic_graphemes)};
        entry.asks = question->id;
    }
    entry.kind = QueueKind::question;
    if (auto taken = take_invited(draft, state, person.value(), std::move(entry), context); !taken)
        return taken.refusal();
    return std::move(draft.decision);
}

// ------------------------------------------------------------------------------------------------ the chair

Result<Decision> decide_command(const State& state, const SetQuestionRules& command, const Context&) {
    const QuestionRules from = state.questions.rules;
    const QuestionRules to{command.open.value_or(from.open), command.anonymous.value_or(from.anonymous),
                           command.moderated.value_or(from.moderated)};
    Draft draft;
    if (from == to) return std::move(draft.decision);
    draft.undo_by(QuestionRulesSet{to, from});
    draft.happen(QuestionRulesSet{from, to});
    return std::move(draft).as_step(state, "step.question_rules");
}

Result<Decision> decide_command(const State& state, const AllowQuestion& command, const Context&) {
    const auto question = standing(state, command.question);
    if (!question) return question.refusal();
    if (is_for_everybody(question.value()->state)) return Decision{};
    return mark(state, *question.value(), QuestionState::open, "step.question_allowed");
}

Result<Decision> decide_command(const State& state, const HideQuestion& command, const Context&) {
    const auto question = standing(state, command.question);
    if (!question) return question.refusal();
    if (command.hidden) return mark(state, *question.value(), QuestionState::hidden, "step.question_hidden");
    if (question.value()->state != QuestionState::hidden) return Decision{};
    return mark(state, *question.value(), QuestionState::open, "step.question_back");
}

Result<Decision> decide_command(const State& state, const MergeQuestions& command, const Context&) {
    const auto from = standing(state, command.from);
    if (!from) return from.refusal();
    const auto into = standing(state, command.into);
    if (!into) return into.refusal();
    if (command.from == command.into) return refuse(RefusalCode::already, "refusal.same_question");
    for (const Question* question : {from.value(), into.value()}) {
        if (question->state == QuestionState::hidden)
            return refuse(RefusalCode::closed, "refusal.question_hidden");
    }
    if (from.value()->state == QuestionState::answered)
        return refuse(RefusalCode::closed, "refusal.question_answered");
    // Else what everybody reads would vanish into what nobody may read yet.
    if (from.value()->state == QuestionState::open && into.value()->state == QuestionState::waiting)
        return refuse(RefusalCode::not_allowed, "refusal.allow_question_first");
    Draft draft;
    if (state.stage.question == command.from)
        draft.set_stage(state, Scene::question, std::nullopt, std::nullopt, command.into);
    draft.undo_by(QuestionMerged{command.from, command.into, std::nullopt});
    draft.happen(QuestionMerged{command.from, std::nullopt, command.into});
    return std::move(draft).as_step(state, "step.questions_merged");
}

Result<Decision> decide_command(const State& state, const MarkAnswered& command, const Context&) {
    const auto question = standing(state, command.question);
    if (!question) return question.refusal();
    if (!is_for_everybody(question.value()->state))
        return refuse(RefusalCode::closed, "refusal.question_not_open");
    return mark(state, *question.value(), command.answered ? QuestionState::answered : QuestionState::open,
                command.answered ? "step.question_answered" : "step.question_reopened");
}

Result<Decision> decide_command(const State& state, const ShowQuestion& command, const Context&) {
    const auto question = standing(state, command.question);
    if (!question) return question.refusal();
    if (!is_for_everybody(question.value()->state))
        return refuse(RefusalCode::closed, "refusal.question_not_open");
    Draft draft;
    draft.set_stage(state, Scene::question, std::nullopt, std::nullopt, command.question);
    if (draft.decision.events.empty()) return std::move(draft.decision);
    return std::move(draft).as_step(state, "step.question_shown");
}

Result<Decision> decide_command(const State& state, const InviteAuthor& command, const Context&) {
    if (state.phase == Phase::ended) return meeting_ended();
    const auto question = standing(state, command.question);
    if (!question) return question.refusal();
    if (question.value()->state != QuestionState::open)
        return refuse(RefusalCode::closed, "refusal.question_not_open");
    // Whoever asked it in other words is asked too, each person once; the question itself first.
    std::vector<QuestionId> asked = with_merged(state.questions, command.question);
    std::stable_partition(asked.begin(), asked.end(), [&](QuestionId id) { return id == command.question; });
    std::set<PersonId> known;
    for (const QuestionId id : asked) {
        const Question& one = state.questions.by.at(id);
        if (one.invited) known.insert(one.person);
    }
    std::vector<QuestionId> invited;
    for (const QuestionId id : asked) {
        if (known.insert(state.questions.by.at(id).person).second) invited.push_back(id);
    }
    Draft draft;
    if (invited.empty()) return std::move(draft.decision);
    draft.undo_by(QuestionsInvited{invited, false});
    draft.happen(QuestionsInvited{std::move(invited), true});
    return std::move(draft).as_step(state, "step.question_invited");
}

// -------------------------------------------------------------------------------------------------- applying

void apply_event(State& state, const QuestionRulesSet& event, std::int64_t) {
    state.questions.rules = event.to;
}

void apply_event(State& state, const QuestionAsked& event, std::int64_t) {
    assert(!state.questions.by.contains(event.question.id));
    Question question = event.question;
    question.upvotes.insert(question.person);
    state.next.question = question.id.number + 1;
    state.questions.by.emplace(question.id, std::move(question));
}

void apply_event(State& state, const QuestionVoted& event, std::int64_t) {
    Questions& questions = state.questions;
    if (event.on) {
        questions.by.at(event.question).upvotes.insert(event.person);
        return;
    }
    // Wherever in it the vote was given.
    for (const QuestionId id : with_merged(questions, event.question))
        questions.by.at(id).upvotes.erase(event.person);
}

void apply_event(State& state, const QuestionMarked& event, std::int64_t) {
    state.questions.by.at(event.question).state = event.to;
}

void apply_event(State& state, const QuestionMerged& event, std::int64_t) {
    state.questions.by.at(event.question).merged_into = event.to;
}

void apply_event(State& state, const QuestionsInvited& event, std::int64_t) {
    for (const QuestionId id : event.questions) state.questions.by.at(id).invited = event.invited;
}

void apply_event(State& state, const InvitationAnswered& event, std::int64_t) {
    Question& question = state.questions.by.at(event.question);
    question.invited = false;
    if (event.yes) question.anonymous = false;
}

}  // namespace buurtkiosk::assembly
