// Owns what must be true after each step of a simulated evening, and in everything that is shown.
// One thread, simulation only. It must never change the evening.
#include <algorithm>

#include "assembly/people/people.h"
#include "base/limits.h"
#include "base/shown_name.h"
#include "simulation/world.h"

namespace buurtkiosk::simulation {

using namespace assembly;

void World::check_all(bool console_or_undo) {
    const State& state = engine_->state();
    promise(state == journal_.committed(), "the State is not what is on disk");
    check_state(state);
    check_questions(state);
    check_votes(console_or_undo);
    check_words();
    check_names(console_or_undo);
    for (const EntryId entry : truth_.entries)
        promise(state.queue.entries.contains(entry), "a place in the queue that was given is not known");
}

void World::check_replay() {
    State again;
    std::map<std::pair<PersonId, std::string>, int> stored;
    const auto replayed =
        journal_.replay([&](const journal::TimedEvent& event) { apply(again, event.event, event.at_ms); },
                        [&](const journal::StoredReply& reply) {
                            ++stored[{reply.person, reply.command_id}];
                        });
    promise(replayed.ok(), "the journal cannot be replayed");
    promise(again == journal_.committed(), "a replay gives another State");
    for (const auto& [key, times] : stored) promise(times == 1, "a reply is stored twice");
}

void World::check_state(const State& state) const {
    promise(state.steps.size() <= limits::undo_steps, "too many steps");
    std::set<StepId> steps;
    for (const Step& step : state.steps) promise(steps.insert(step.id).second, "two steps with one id");

    int blocks_now = 0;
    std::set<BlockId> blocks;
    for (const BlockId id : state.agenda.order) {
        promise(blocks.insert(id).second, "a block stands twice in the agenda");
        const Block& block = state.agenda.blocks.at(id);
        if (block.state == BlockState::now) {
            const bool at_table = block.inside && state.agenda.blocks.at(*block.inside).side_by_side;
            blocks_now += at_table ? 0 : 1;
            promise(state.agenda.now == (at_table ? block.inside : id), "another block is now");
        }
        promise(id.number < state.next.block, "a block's number may be given again");
    }
    promise(state.agenda.blocks.size() == state.agenda.order.size(), "a block stands nowhere in the agenda");
    promise(blocks_now == (state.agenda.now ? 1 : 0), "not exactly one block is now");

    const Queue& queue = state.queue;
    std::set<EntryId> waiting;
    std::set<std::pair<PersonId, bool>> people;  // and whether it is a point of order
    for (const QueuePlace& place : queue_order(state)) {
        const EntryId id = place.entry;
        promise(waiting.insert(id).second, "an entry stands twice in the queue");
        const QueueEntry& entry = queue.entries.at(id);
        const bool point_of_order = entry.kind == QueueKind::point_of_order;
        if (entry.person)
            promise(people.emplace(*entry.person, point_of_order).second,
                    "a person stands twice in the queue");
        promise(id.number < state.next.entry, "an entry's number may be given again");
    }
    promise(waiting == queue.waiting, "somebody who waits has no place in the order");
    if (queue.speaking) {
        promise(!waiting.contains(queue.speaking->entry), "who speaks waits too");
        promise(queue.entries.contains(queue.speaking->entry), "nobody knows who speaks");
        promise(!queue.speaking->paused_ms || *queue.speaking->paused_ms >= 0,
                "less than nothing was spoken");
        promise(queue.speaking->since_ms <= now_ms_, "somebody began to speak in the future");
    }

    promise(std::is_sorted(state.poll_order.begin(), state.poll_order.end()), "the polls changed places");
    promise(state.poll_order.size() == state.polls.size(), "a poll stands nowhere");
    for (const auto& [id, poll] : state.polls) {
        const bool counted = poll.state == PollState::closed || poll.state == PollState::shown;
        promise(poll.tally.has_value() == counted, "a poll is counted at the wrong time");
        promise(!counted || poll.ballots.empty(), "who voted what is still known after the close");
        promise(id.number < state.next.poll, "a poll's number may be given again");
    }
    if (state.stage.poll)
        promise(state.polls.contains(*state.stage.poll), "the wall shows a poll that is gone");

    std::set<std::string> shown;
    for (const auto& [id, person] : state.people) {
        promise(id.number < state.next.person, "a person's number may be given again");
        promise(as_number(shown_name(person)).has_value() == person.name.text.empty(),
                "a name is shown as a number, or a number as a name");
        if (!person.name.text.empty())
            promise(shown.insert(shown_name(person)).second,
                    "two people look the same: " + shown_name(person));
    }
}

void World::check_votes(bool console_or_undo) {
    for (const auto& [id, poll] : engine_->state().polls) {
        const auto& ballots = truth_.ballots[id];
        promise(poll.voted.size() == ballots.size(),
                "another number of people has voted than was acknowledged");
        for (const auto& [voter, choice] : ballots)
            promise(poll.voted.contains(voter), "an acknowledged vote is lost");
        if (poll.state == PollState::open) {
            for (const auto& [voter, choice] : ballots)
                promise(poll.ballots.at(voter).choice == choice, "a ballot is not the one acknowledged last");
        }
        if (!poll.tally) continue;
        if (!truth_.counted.contains(id)) {
            promise(console_or_undo, "a poll was closed by nobody");
            auto& counts = truth_.counted[id];
            for (const auto& [voter, choice] : ballots) ++counts[choice];
        }
        std::uint32_t sum = 0;
        for (const auto& [option, count] : poll.tally->counts) {
            const auto& counts = truth_.counted.at(id);
            const auto expected = counts.find(option);
            promise(count == (expected == counts.end() ? 0 : expected->second), "a tally is wrong");
            sum += count;
        }
        promise(sum == poll.tally->cast && sum == ballots.size(), "a tally does not add up");
        promise(poll.tally->may_vote >= poll.tally->cast, "fewer may vote than have voted");
    }
}

void World::check_words() {
    const State& state = engine_->state();
    for (const auto& [id, words] : truth_.words)
        promise(words.empty() || state.check_ins.contains(id), "a check-in with words is gone");
    for (const auto& [id, check_in] : state.check_ins) {
        const auto& words = truth_.words[id];
        promise(check_in.answers.size() == words.size(), "another number of words than was acknowledged");
        for (const auto& [person, word] : words) {
            promise(check_in.answers.contains(person), "an acknowledged word is lost");
            promise(check_in.answers.at(person).word.text == word, "a word is not the one acknowledged last");
        }
    }
}

void World::check_names(bool console_or_undo) {
    for (const auto& [id, person] : engine_->state().people) {
        if (console_or_undo) {
            truth_.names[id] = person.name.text;
        } else {
            promise(truth_.names[id] == person.name.text, "a name is not the one acknowledged last");
        }
    }
}

void World::check_public(const views::PublicView& view, const std::string& bytes) const {
    const State& state = journal_.committed();
    const CheckIn* check_in = state.check_in();
    if (check_in) {
        std::uint32_t on_the_wall = 0;
        for (const auto& [person, answer] : check_in->answers) {
            const WordGroup& group = check_in->groups.at(answer.group);
            const bool may_be_seen = check_in->was_shown && !group.hidden && !group.waits;
            if (may_be_seen) {
                ++on_the_wall;
                continue;
            }
            // Who said yes while the word was on the wall has it as their topic since.
            const std::string& word = answer.word.text;
            const bool is_told =
                std::any_of(state.queue.entries.begin(), state.queue.entries.end(),
                            [&](const auto& entry) { return entry.second.topic.text == word; });
            const bool elsewhere =
                check_in->was_shown &&
                std::any_of(check_in->answers.begin(), check_in->answers.end(), [&](const auto& other) {
                    const WordGroup& others = check_in->groups.at(other.second.group);
                    return other.second.word.text == word && !others.hidden && !others.waits;
                });
            if (!is_told && !elsewhere)
                promise(bytes.find(word) == std::string::npos,
                        "a word is shown that may not be seen: " + word);
        }
        std::uint32_t counted = 0;
        for (const views::WordView& word : view.check_in->words) counted += word.count;
        promise(counted == on_the_wall, "the words on the wall are not those acknowledged");
        promise(view.check_in->count == check_in->answers.size(), "the number of words is wrong");
    }
    for (const views::PollView& poll : view.polls)
        promise(poll.counts.empty() || poll.state == PollState::shown, "counts are shown before the reveal");
    promise(bytes.find("\"ballot") == std::string::npos, "ballots are shown");
    promise(bytes.find("\"choice\":") == std::string::npos, "a choice is shown");
    promise(bytes.find("null") == std::string::npos, "a view holds a null");
    promise(bytes.find("\"voted\"") == std::string::npos, "who voted is shown");
}

void World::check_desk(const std::string& bytes) const {
    const auto desk = json::parse(bytes);
    promise(desk.has_value(), "the desk is not JSON");
    for (const auto& [id, poll] : journal_.committed().polls) {
        const bool counted = poll.state == PollState::closed || poll.state == PollState::shown;
        promise(desk->at("desk").at("polls").contains(id.text()) == counted,
                "the chair sees counts of an open poll");
    }
    promise(bytes.find("\"choice\":") == std::string::npos, "the chair sees a ballot");
    promise(bytes.find("null") == std::string::npos, "the desk holds a null");
    for (const views::PairingLink& link : engine_->pairing_links())
        promise(bytes.find(link.code) == std::string::npos, "the desk tells a code");
}

}  // namespace buurtkiosk::simulation
