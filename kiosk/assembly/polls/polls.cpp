// Owns the rules of polls: draft, open, closed, shown, in that order; counting is left to tally/.
// Pure, loop thread. Closing must never be undone: the link between person and ballot is gone then.
#include "assembly/polls/polls.h"

#include <algorithm>
#include <cassert>

#include "assembly/rules.h"
#include "base/digest.h"
#include "base/limits.h"
#include "base/text.h"
#include "tally/plurality.h"

namespace buurtkiosk::assembly {
namespace {

Result<const Poll*> find_poll(const State& state, PollId id) {
    const auto found = state.polls.find(id);
    if (found == state.polls.end()) return refuse(RefusalCode::not_found, "refusal.no_such_poll");
    return &found->second;
}

Result<std::vector<PollOption>> checked_options(const AddPoll& command) {
    std::vector<PollOption> options;
    switch (command.kind) {
        case PollKind::yes_no:
            for (const char* id : {"yes", "no", "abstain"}) options.push_back(PollOption{id, ""});
            return options;
        case PollKind::choice:
            break;
    }
    if (command.options.size() < limits::poll_options_least)
        return refuse(RefusalCode::empty, "refusal.too_few_options");
    if (command.options.size() > limits::poll_options) {
        return refuse(RefusalCode::full, "refusal.too_many_options",
                      {{"n", std::to_string(limits::poll_options)}});
    }
    std::vector<std::string> keys;
    for (const std::string& text : command.options) {
        auto line = clean_line(text, limits::option_graphemes);
        if (!line) return line.refusal();
        std::string key = text::fold(line.value());
        if (std::find(keys.begin(), keys.end(), key) != keys.end())
            return refuse(RefusalCode::already, "refusal.equal_options");
        keys.push_back(std::move(key));
        const char letter = static_cast<char>('a' + static_cast<int>(options.size()));
        options.push_back(PollOption{std::string(1, letter), std::move(line).value()});
    }
    return options;
}

}  // namespace

std::string ballots_text(const Poll& poll) {
    std::vector<std::string> choices;
    for (const auto& [person, ballot] : poll.ballots) choices.push_back(ballot.choice);
    std::sort(choices.begin(), choices.end());
    std::string text;
    for (const std::string& choice : choices) text += choice + "\n";
    return text;
}

Result<Decision> decide_command(const State& state, const AddPoll& command, const Context& context) {
    if (state.polls.size() >= limits::polls) return refuse(RefusalCode::full, "refusal.full_polls");
    auto question = clean_line(command.question, limits::question_graphemes);
    if (!question) return question.refusal();
    auto options = checked_options(command);
    if (!options) return options.refusal();
    if (command.block && !state.agenda.blocks.contains(*command.block)) {
        return refuse(RefusalCode::not_found, "refusal.no_such_block");
    }
    Poll poll;
    poll.id = PollId{state.next.poll};
    poll.kind = command.kind;
    poll.question = std::move(question).value();
    poll.options = std::move(options).value();
    poll.block = command.block;
    Draft draft;
    draft.decision.answer.poll = poll.id;
    draft.undo_by(PollRemoved{poll.id});
    draft.happen(PollAdded{std::move(poll)});
    if (context.actor.kind == Actor::Kind::kiosk)
        return std::move(draft.decision);  // the runbook is where undo ends
    return std::move(draft).as_step(state, "step.poll_added");
}

Result<Decision> decide_command(const State& state, const RemovePoll& command, const Context&) {
    const auto poll = find_poll(state, command.poll);
    if (!poll) return poll.refusal();
    if (poll.value()->state != PollState::draft)
        return refuse(RefusalCode::not_allowed, "refusal.poll_has_begun");
    Draft draft;
    draft.undo_by(PollAdded{*poll.value()});
    draft.happen(PollRemoved{command.poll});
    return std::move(draft).as_step(state, "step.poll_removed");
}

Result<Decision> decide_command(const State& state, const OpenPoll& command, const Context&) {
    const auto poll = find_poll(state, command.poll);
    if (!poll) return poll.refusal();
    if (state.phase == Phase::ended) return refuse(RefusalCode::closed, "refusal.meeting_ended");
    if (poll.value()->state != PollState::draft)
        return refuse(RefusalCode::already, "refusal.poll_has_begun");
    Draft draft;
    draft.undo_by(PollUnopened{command.poll});
    draft.happen(PollOpened{command.poll});
    draft.set_stage(state, Scene::poll, command.poll);
    return std::move(draft).as_step(state, "step.poll_opened");
}

Result<Decision> decide_command(const State& state, const CastVote& command, const Context& context) {
    const auto person = require_person(state, context);
    if (!person) return person.refusal();
    const auto poll = find_poll(state, command.poll);
    if (!poll) return poll.refusal();
    if (poll.value()->state == PollState::draft) return refuse(RefusalCode::closed, "refusal.poll_not_open");
    if (poll.value()->state != PollState::open) return refuse(RefusalCode::closed, "refusal.poll_closed");
    const auto& options = poll.value()->options;
    const bool known = std::any_of(options.begin(), options.end(), [&](const PollOption& option) {
        return option.id == command.ballot.choice;
    });
    if (!known) return refuse(RefusalCode::not_found, "refusal.no_such_option");
    Draft draft;
    const auto cast = poll.value()->ballots.find(person.value());
    if (cast != poll.value()->ballots.end() && cast->second == command.ballot)
        return std::move(draft.decision);
    draft.happen(BallotCast{command.poll, person.value(), command.ballot});
    return std::move(draft.decision);
}

Result<Decision> decide_command(const State& state, const ClosePoll& command, const Context& context) {
    const auto poll = find_poll(state, command.poll);
    if (!poll) return poll.refusal();
    if (poll.value()->state == PollState::draft) return refuse(RefusalCode::closed, "refusal.poll_not_open");
    if (poll.value()->state != PollState::open) return refuse(RefusalCode::already, "refusal.poll_closed");
    std::vector<std::string> options;
    for (const PollOption& option : poll.value()->options) options.push_back(option.id);
    std::vector<std::string> choices;
    for (const auto& [person, ballot] : poll.value()->ballots) choices.push_back(ballot.choice);
    PollTally tally;
    tally.counts = tally::count_choices(options, choices);
    tally.cast = static_cast<std::uint32_t>(choices.size());
    tally.may_vote = std::max(tally.cast, context.people_here);
    Draft draft;
    draft.happen(PollClosed{command.poll, std::move(tally), hex(blake2b(ballots_text(*poll.value())))});
    return std::move(draft.decision);
}

Result<Decision> decide_command(const State& state, const ShowPoll& command, const Context&) {
    const auto poll = find_poll(state, command.poll);
    if (!poll) return poll.refusal();
    switch (poll.value()->state) {
        case PollState::draft:
            return refuse(RefusalCode::closed, "refusal.poll_not_open");
        case PollState::open:
            return refuse(RefusalCode::not_allowed, "refusal.close_first");
        case PollState::shown:
            return refuse(RefusalCode::already, "refusal.already_shown");
        case PollState::closed:
            break;
    }
    Draft draft;
    draft.undo_by(PollHidden{command.poll});
    draft.happen(PollShown{command.poll});
    draft.set_stage(state, Scene::poll, command.poll);
    return std::move(draft).as_step(state, "step.poll_shown");
}

void apply_event(State& state, const PollAdded& event, std::int64_t) {
    assert(!state.polls.contains(event.poll.id));
    state.polls.emplace(event.poll.id, event.poll);
    // In order of making: a poll that undo brings back stands where it stood.
    auto& order = state.poll_order;
    order.insert(std::lower_bound(order.begin(), order.end(), event.poll.id), event.poll.id);
    state.next.poll = std::max(state.next.poll, event.poll.id.number + 1);
}

void apply_event(State& state, const PollRemoved& event, std::int64_t) {
    state.polls.erase(event.poll);
    std::erase(state.poll_order, event.poll);
}

void apply_event(State& state, const PollOpened& event, std::int64_t at_ms) {
    Poll& poll = state.polls.at(event.poll);
    poll.state = PollState::open;
    poll.opened_ms = at_ms;
}

void apply_event(State& state, const PollUnopened& event, std::int64_t) {
    Poll& poll = state.polls.at(event.poll);
    assert(poll.voted.empty());
    poll.state = PollState::draft;
    poll.opened_ms.reset();
}

void apply_event(State& state, const BallotCast& event, std::int64_t) {
    Poll& poll = state.polls.at(event.poll);
    poll.voted.insert(event.person);
    if (event.ballot) poll.ballots.insert_or_assign(event.person, *event.ballot);
}

void apply_event(State& state, const PollClosed& event, std::int64_t at_ms) {
    Poll& poll = state.polls.at(event.poll);
    poll.state = PollState::closed;
    poll.closed_ms = at_ms;
    poll.tally = event.tally;
    poll.ballots_digest = event.ballots_digest;
    poll.ballots.clear();
}

void apply_event(State& state, const PollShown& event, std::int64_t) {
    state.polls.at(event.poll).state = PollState::shown;
}

void apply_event(State& state, const PollHidden& event, std::int64_t) {
    state.polls.at(event.poll).state = PollState::closed;
}

}  // namespace buurtkiosk::assembly
