// Owns the rules of the check-in; which words are one is asked of base/words once and kept as the event's
// group. Pure, loop thread. apply must never compare words: their groups come with the events.
#include "assembly/check_in/check_in.h"

#include <algorithm>
#include <cassert>

#include "assembly/check_in/word_counts.h"
#include "assembly/queue/queue.h"
#include "assembly/rules.h"
#include "base/limits.h"

namespace buurtkiosk::assembly {
namespace {

Refusal no_check_in() { return refuse(RefusalCode::closed, "refusal.no_check_in"); }

// The groups of a check-in with the spellings in them, without what one person said before (they are changing
// it).
std::vector<text::WordGroup> groups_without(const CheckIn& check_in, PersonId person) {
    std::map<GroupId, std::vector<std::string>> spellings;
    for (const auto& [id, answer] : check_in.answers) {
        if (id == person || answer.word.text.empty()) continue;
        auto& group = spellings[answer.group];
        // Enough to know the word by; hundreds of ways to write it must not make each next word slower.
        if (group.size() < limits::spellings_in_group &&
            std::find(group.begin(), group.end(), answer.word.text) == group.end())
            group.push_back(answer.word.text);
    }
    std::vector<text::WordGroup> groups;
    for (auto& [id, words] : spellings) groups.push_back(text::WordGroup{id.number, std::move(words)});
    return groups;
}

bool has_answers(const CheckIn& check_in, GroupId group) {
    return std::any_of(check_in.answers.begin(), check_in.answers.end(),
                       [&](const auto& answer) { return answer.second.group == group; });
}

// The check-in that runs, when that group has answers in it.
Result<const CheckIn*> with_group(const State& state, GroupId group) {
    const CheckIn* check_in = state.check_in();
    if (!check_in || !check_in->groups.contains(group) || !has_answers(*check_in, group)) {
        return refuse(RefusalCode::not_found, "refusal.no_such_word");
    }
    return check_in;
}

Result<Decision> regroup(const State& state, std::vector<WordMove> moves, std::string key, Draft draft = {}) {
    std::vector<WordMove> back;
    for (const WordMove& move : moves) back.push_back(WordMove{move.person, move.to, move.from});
    draft.undo_by(WordsRegrouped{std::move(back)});
    draft.happen(WordsRegrouped{std::move(moves)});
    return std::move(draft).as_step(state, std::move(key));
}

Result<Decision> mark(const State& state, const CheckIn& check_in, GroupId group, WordGroup to,
                      std::string key) {
    const WordGroup from = check_in.groups.at(group);
    Draft draft;
    if (from == to) return std::move(draft.decision);
    draft.undo_by(WordGroupMarked{group, to, from});
    draft.happen(WordGroupMarked{group, from, to});
    return std::move(draft).as_step(state, std::move(key));
}

Result<Decision> set_state(const State& state, const Context& context, CheckInState to, std::string key) {
    const CheckIn* check_in = state.check_in();
    if (!check_in || check_in->state == CheckInState::closed) return no_check_in();
    if (check_in->state == to) return refuse(RefusalCode::already, "refusal.already_shown");
    Draft draft;
    draft.undo_by(CheckInStateSet{check_in->id, to, check_in->state});
    draft.happen(CheckInStateSet{check_in->id, check_in->state, to});
    if (to == CheckInState::shown) draft.set_stage(state, Scene::check_in);
    if (to == CheckInState::closed && state.stage.scene == Scene::check_in) {
        State after = state;
        apply_event(after, CheckInStateSet{check_in->id, check_in->state, to}, context.now_ms);
        const Wall fitting = fitting_scene(after);
        draft.set_stage(state, fitting.scene, fitting.poll, fitting.slides);
    }
    return std::move(draft).as_step(state, std::move(key));
}

}  // namespace

Result<Decision> decide_command(const State& state, const OpenCheckIn& command, const Context& context) {
    if (state.phase == Phase::ended) return refuse(RefusalCode::closed, "refusal.meeting_ended");
    auto prompt = clean_line(command.prompt, limits::prompt_graphemes);
    if (!prompt) return prompt.refusal();
    if (command.think_s < 0 || command.think_s > limits::think_s)
        return refuse(RefusalCode::bad_text, "refusal.bad_think_time");
    const CheckIn* running = state.check_in();
    // A second chair, or a double click: a new round would throw away the words that are coming in.
    if (running && running->state == CheckInState::open && running->prompt == prompt.value())
        return refuse(RefusalCode::already, "refusal.already_asked");
    if (state.check_ins.size() >= limits::check_ins)
        return refuse(RefusalCode::full, "refusal.full_check_ins");
    Draft draft;
    if (running && running->state != CheckInState::closed) {
        draft.undo_by(CheckInStateSet{running->id, CheckInState::closed, running->state});
        draft.happen(CheckInStateSet{running->id, running->state, CheckInState::closed});
    }
    const CheckInId id{state.next.check_in};
    std::optional<std::int64_t> until;
    if (command.think_s > 0) until = context.now_ms + std::int64_t{command.think_s} * 1000;
    draft.undo_by(CheckInRemoved{id, state.check_in_now});
    draft.happen(CheckInOpened{id, std::move(prompt).value(), until});
    draft.set_stage(state, Scene::check_in);
    return std::move(draft).as_step(state, "step.check_in_opened");
}

Result<Decision> decide_command(const State& state, const ShowCheckIn&, const Context& context) {
    return set_state(state, context, CheckInState::shown, "step.check_in_shown");
}

Result<Decision> decide_command(const State& state, const CloseCheckIn&, const Context& context) {
    return set_state(state, context, CheckInState::closed, "step.check_in_closed");
}

Result<Decision> decide_command(const State& state, const GiveWord& command, const Context& context) {
    const auto person = require_person(state, context);
    if (!person) return person.refusal();
    const CheckIn* check_in = state.check_in();
    if (!check_in || check_in->state == CheckInState::closed || state.phase == Phase::ended)
        return no_check_in();
    // A word that waited on a sleeping phone belongs to the question it was meant for.
    if (command.check_in && *command.check_in != check_in->id) return no_check_in();
    auto word = clean_word(command.word, limits::word_graphemes);
    if (!word) return word.refusal();
    Draft draft;
    const auto before = check_in->answers.find(person.value());
    if (before != check_in->answers.end() && before->second.word.text == word.value()) {
        draft.decision.answer.waits = check_in->groups.at(before->second.group).waits;
        return std::move(draft.decision);
    }
    assert(context.words);
    const auto groups = groups_without(*check_in, person.value());
    const auto known = context.words->match(word.value(), groups, state.people.at(person.value()).language);
    GroupId group{state.next.group};
    bool waits = context.blocklist && context.blocklist->waits_for_chair(word.value());
    if (known) {
        group = GroupId{*known};
        // A group the chair let in stays in; a word that must wait does not slip into it by a near spelling.
        const bool same_spelling_waits = check_in->groups.at(group).waits;
        if (waits && !same_spelling_waits) {
            const auto members =
                std::find_if(groups.begin(), groups.end(),
                             [&](const text::WordGroup& candidate) { return candidate.id == group.number; });
            const bool was_let_in = std::find(members->spellings.begin(), members->spellings.end(),
                                              word.value()) != members->spellings.end();
            if (!was_let_in) group = GroupId{state.next.group};
            waits = !was_let_in;
        } else {
            waits = same_spelling_waits;
        }
    }
    if (!check_in->groups.contains(group) && check_in->groups.size() >= limits::word_groups)
        return refuse(RefusalCode::full, "refusal.full_words");
    draft.decision.answer.waits = waits;
    draft.happen(WordGiven{person.value(), PersonalText{std::move(word).value()}, group, waits});
    return std::move(draft.decision);
}

Result<Decision> decide_command(const State& state, const MergeWords& command, const Context&) {
    const auto check_in = with_group(state, command.from);
    if (!check_in) return check_in.refusal();
    if (const auto into = with_group(state, command.into); !into) return into.refusal();
    if (command.from == command.into) return refuse(RefusalCode::already, "refusal.same_word");
    std::vector<WordMove> moves;
    for (const auto& [person, answer] : check_in.value()->answers) {
        if (answer.group == command.from) moves.push_back(WordMove{person, command.from, command.into});
    }
    Draft draft;
    for (const WordCount& word : count_words(*check_in.value())) {
        const WordGroup& from = check_in.value()->groups.at(command.into);
        if (word.group != command.into || from.named_by == word.by) continue;
        WordGroup to = from;
        to.named_by = word.by;
        draft.undo_by(WordGroupMarked{command.into, to, from});
        draft.happen(WordGroupMarked{command.into, from, to});
    }
    return regroup(state, std::move(moves), "step.words_merged", std::move(draft));
}

Result<Decision> decide_command(const State& state, const SplitWord& command, const Context&) {
    const auto check_in = with_group(state, command.group);
    if (!check_in) return check_in.refusal();
    const GroupId fresh{state.next.group};
    std::vector<WordMove> moves;
    bool others = false;
    for (const auto& [person, answer] : check_in.value()->answers) {
        if (answer.group != command.group) continue;
        if (answer.word.text == command.spelling) {
            moves.push_back(WordMove{person, command.group, fresh});
        } else {
            others = true;
        }
    }
    if (moves.empty()) return refuse(RefusalCode::not_found, "refusal.no_such_word");
    if (!others) return refuse(RefusalCode::already, "refusal.only_spelling");
    return regroup(state, std::move(moves), "step.word_split");
}

Result<Decision> decide_command(const State& state, const HideWord& command, const Context&) {
    const auto check_in = with_group(state, command.group);
    if (!check_in) return check_in.refusal();
    WordGroup marked = check_in.value()->groups.at(command.group);
    marked.hidden = command.hidden;
    return mark(state, *check_in.value(), command.group, marked,
                command.hidden ? "step.word_hidden" : "step.word_back");
}

Result<Decision> decide_command(const State& state, const AllowWord& command, const Context&) {
    const auto check_in = with_group(state, command.group);
    if (!check_in) return check_in.refusal();
    WordGroup marked = check_in.value()->groups.at(command.group);
    marked.waits = false;
    return mark(state, *check_in.value(), command.group, marked, "step.word_allowed");
}

Result<Decision> decide_command(const State& state, const InviteToExplain& command, const Context&) {
    const auto check_in = with_group(state, command.group);
    if (!check_in) return check_in.refusal();
    if (check_in.value()->state == CheckInState::open)
        return refuse(RefusalCode::not_allowed, "refusal.show_words_first");
    std::vector<PersonId> people;
    for (const auto& [person, answer] : check_in.value()->answers) {
        if (answer.group == command.group && !answer.invited) people.push_back(person);
    }
    Draft draft;
    if (!people.empty()) draft.happen(ExplainInvited{std::move(people)});
    return std::move(draft.decision);
}

Result<Decision> decide_command(const State& state, const AnswerExplain& command, const Context& context) {
    const auto person = require_person(state, context);
    if (!person) return person.refusal();
    const CheckIn* check_in = state.check_in();
    if (!check_in) return no_check_in();
    const auto answer = check_in->answers.find(person.value());
    if (answer == check_in->answers.end() || !answer->second.invited) {
        return refuse(RefusalCode::not_found, "refusal.not_invited");
    }
    if (command.yes && state.phase == Phase::ended)
        return refuse(RefusalCode::closed, "refusal.meeting_ended");
    Draft draft;
    draft.happen(ExplainAnswered{person.value(), command.yes});
    if (!command.yes) return std::move(draft.decision);
    QueueEntry entry;
    // The topic is for everybody, so only a word that is on the wall becomes one.
    const WordGroup& group = check_in->groups.at(answer->second.group);
    if (check_in->was_shown && !group.hidden && !group.waits) {
        entry.topic = answer->second.word;
        entry.explains = check_in->id;
    }
    if (auto taken = take_invited(draft, state, person.value(), std::move(entry), context); !taken)
        return taken.refusal();
    return std::move(draft.decision);
}

void apply_event(State& state, const CheckInOpened& event, std::int64_t at_ms) {
    assert(!state.check_ins.contains(event.check_in));
    CheckIn check_in;
    check_in.id = event.check_in;
    check_in.prompt = event.prompt;
    check_in.opened_ms = at_ms;
    check_in.thinks_until_ms = event.thinks_until_ms;
    state.check_ins.emplace(event.check_in, std::move(check_in));
    state.check_in_now = event.check_in;
    state.next.check_in = event.check_in.number + 1;
}

void apply_event(State& state, const CheckInRemoved& event, std::int64_t) {
    assert(state.check_ins.at(event.check_in).answers.empty());
    state.check_ins.erase(event.check_in);
    state.check_in_now = event.back_to;
}

void apply_event(State& state, const CheckInStateSet& event, std::int64_t) {
    CheckIn& check_in = state.check_ins.at(event.check_in);
    check_in.state = event.to;
    if (event.to == CheckInState::shown) check_in.was_shown = true;
    if (event.to == CheckInState::open) check_in.was_shown = false;
}

void apply_event(State& state, const WordGiven& event, std::int64_t at_ms) {
    CheckIn& check_in = state.check_ins.at(*state.check_in_now);
    if (!check_in.groups.contains(event.group)) {
        check_in.groups.emplace(event.group, WordGroup{false, event.waits});
        state.next.group = std::max(state.next.group, event.group.number + 1);
    }
    check_in.answers.insert_or_assign(event.person, WordAnswer{event.word, event.group, false, at_ms});
}

void apply_event(State& state, const WordsRegrouped& event, std::int64_t) {
    CheckIn& check_in = state.check_ins.at(*state.check_in_now);
    for (const WordMove& move : event.moves) {
        if (!check_in.groups.contains(move.to)) {
            // What is split off stays as visible or hidden as it was.
            WordGroup fresh = check_in.groups.at(move.from);
            fresh.named_by.reset();
            check_in.groups.emplace(move.to, fresh);
            state.next.group = std::max(state.next.group, move.to.number + 1);
        }
        check_in.answers.at(move.person).group = move.to;
    }
}

void apply_event(State& state, const WordGroupMarked& event, std::int64_t) {
    state.check_ins.at(*state.check_in_now).groups.at(event.group) = event.to;
}

void apply_event(State& state, const ExplainInvited& event, std::int64_t) {
    CheckIn& check_in = state.check_ins.at(*state.check_in_now);
    for (const PersonId person : event.people) check_in.answers.at(person).invited = true;
}

void apply_event(State& state, const ExplainAnswered& event, std::int64_t) {
    state.check_ins.at(*state.check_in_now).answers.at(event.person).invited = false;
}

}  // namespace buurtkiosk::assembly
