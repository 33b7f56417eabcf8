// Owns the rules of the speaker queue: one place a person, one step at a time, every place with its reason.
// Pure, loop thread. It must never look at a clock: the countdown is arithmetic on since_ms and now_ms.
#include "assembly/queue/queue.h"

#include <algorithm>
#include <cassert>

#include "assembly/rules.h"
#include "base/limits.h"

namespace buurtkiosk::assembly {
namespace {

bool waits(const Queue& queue, EntryId entry) {
    return std::find(queue.order.begin(), queue.order.end(), entry) != queue.order.end();
}

std::optional<EntryId> follower(const Queue& queue, EntryId entry) {
    const auto found = std::find(queue.order.begin(), queue.order.end(), entry);
    if (found == queue.order.end() || std::next(found) == queue.order.end()) return std::nullopt;
    return *std::next(found);
}

std::optional<EntryId> speaking_entry(const Queue& queue) {
    return queue.speaking ? std::optional(queue.speaking->entry) : std::nullopt;
}

Refusal stale_speaker() { return refuse(RefusalCode::stale, "refusal.stale_speaker"); }

Status require_speaker(const State& state, const std::optional<EntryId>& expect) {
    if (expect != speaking_entry(state.queue)) return stale_speaker();
    if (!state.queue.speaking) return refuse(RefusalCode::not_found, "refusal.nobody_speaks");
    return Done{};
}

Status require_running(const State& state) {
    if (state.phase == Phase::ended) return refuse(RefusalCode::closed, "refusal.meeting_ended");
    return Done{};
}

// The wall leaves the speaker for what fits then.
void show_after_turn(Draft& draft, const State& state) {
    if (state.stage.scene != Scene::speaker) return;
    State after = state;
    after.queue.speaking.reset();
    const Wall fitting = fitting_scene(after);
    draft.set_stage(state, fitting.scene, fitting.poll, fitting.slides);
}

Result<Decision> set_list(const State& state, bool open) {
    Draft draft;
    if (state.queue.open == open) return std::move(draft.decision);
    draft.undo_by(QueueListSet{state.queue.open});
    draft.happen(QueueListSet{open});
    return std::move(draft).as_step(state, open ? "step.queue_opened" : "step.queue_closed");
}

}  // namespace

void end_turn(Draft& draft, const State& state) {
    draft.undo_by(SpeakingSet{std::nullopt, state.queue.speaking});
    draft.happen(SpeakingSet{state.queue.speaking->entry, std::nullopt});
}

std::optional<EntryId> waiting_entry(const Queue& queue, PersonId person) {
    for (const EntryId id : queue.order) {
        if (queue.entries.at(id).person == person) return id;
    }
    return std::nullopt;
}

Status room_in_queue(const Queue& queue) {
    if (queue.order.size() < limits::queue_entries && queue.entries.size() < limits::queue_history)
        return Done{};
    return refuse(RefusalCode::full, "refusal.full_queue");
}

Result<Decision> decide_command(const State& state, const AskToSpeak& command, const Context& context) {
    const auto person = require_person(state, context);
    if (!person) return person.refusal();
    if (auto running = require_running(state); !running) return running.refusal();
    if (!command.kind.empty() && command.kind != "point")
        return refuse(RefusalCode::bad_frame, "refusal.unknown_kind");
    if (!state.queue.open) return refuse(RefusalCode::closed, "refusal.queue_closed");
    if (waiting_entry(state.queue, person.value()))
        return refuse(RefusalCode::already, "refusal.already_in_queue");
    if (auto room = room_in_queue(state.queue); !room) return room.refusal();
    auto topic = clean_line_or_empty(command.topic, limits::topic_graphemes);
    if (!topic) return topic.refusal();
    QueueEntry entry;
    entry.id = EntryId{state.next.entry};
    entry.person = person.value();
    entry.place = state.people.at(person.value()).place;
    entry.topic = PersonalText{std::move(topic).value()};
    entry.asked_ms = context.now_ms;
    Draft draft;
    draft.decision.answer.entry = entry.id;
    draft.happen(QueueAsked{std::move(entry)});
    return std::move(draft.decision);
}

Result<Decision> decide_command(const State& state, const WithdrawFromQueue&, const Context& context) {
    const auto person = require_person(state, context);
    if (!person) return person.refusal();
    Draft draft;
    if (const auto entry = waiting_entry(state.queue, person.value())) {
        draft.happen(QueueLeft{*entry});
        return std::move(draft.decision);
    }
    // Called already: giving the turn back ends it.
    if (state.queue.speaking &&
        state.queue.entries.at(state.queue.speaking->entry).person == person.value()) {
        draft.happen(SpeakingSet{state.queue.speaking->entry, std::nullopt});
        return std::move(draft.decision);
    }
    return refuse(RefusalCode::not_found, "refusal.not_in_queue");
}

Result<Decision> decide_command(const State& state, const OpenQueue&, const Context&) {
    return set_list(state, true);
}

Result<Decision> decide_command(const State& state, const CloseQueue&, const Context&) {
    return set_list(state, false);
}

Result<Decision> decide_command(const State& state, const QueueNext& command, const Context& context) {
    if (auto running = require_running(state); !running) return running.refusal();
    const Queue& queue = state.queue;
    if (command.expect != speaking_entry(queue)) return stale_speaker();
    if (queue.order.empty() && !queue.speaking) return refuse(RefusalCode::not_found, "refusal.queue_empty");
    Draft draft;
    std::optional<Speaking> next;
    if (!queue.order.empty()) {
        const EntryId called = queue.order.front();
        next = Speaking{called, context.now_ms, queue.limit_s, std::nullopt};
        draft.undo_by(QueuePlaced{called, follower(queue, called), queue.entries.at(called).reason});
        draft.decision.answer.entry = called;
    }
    if (!next) {
        end_turn(draft, state);
        show_after_turn(draft, state);
        return std::move(draft).as_step(state, "step.speaker_ended");
    }
    draft.undo_by(SpeakingSet{next->entry, queue.speaking});
    draft.happen(SpeakingSet{speaking_entry(queue), next});
    draft.set_stage(state, Scene::speaker);
    return std::move(draft).as_step(state, "step.queue_next");
}

Result<Decision> decide_command(const State& state, const EndTurn& command, const Context&) {
    if (command.expect != speaking_entry(state.queue)) return stale_speaker();
    if (!state.queue.speaking) return refuse(RefusalCode::not_found, "refusal.nobody_speaks");
    Draft draft;
    end_turn(draft, state);
    show_after_turn(draft, state);
    return std::move(draft).as_step(state, "step.speaker_ended");
}

Result<Decision> decide_command(const State& state, const AddToQueue& command, const Context& context) {
    if (auto running = require_running(state); !running) return running.refusal();
    auto name = clean_line(command.name, limits::name_graphemes);
    if (!name) return name.refusal();
    if (auto room = room_in_queue(state.queue); !room) return room.refusal();
    QueueEntry entry;
    entry.id = EntryId{state.next.entry};
    entry.name = PersonalText{std::move(name).value()};
    entry.place = command.place;
    entry.asked_ms = context.now_ms;
    Draft draft;
    draft.decision.answer.entry = entry.id;
    draft.undo_by(QueueLeft{entry.id});
    draft.happen(QueueAsked{std::move(entry)});
    return std::move(draft).as_step(state, "step.queue_added");
}

Result<Decision> decide_command(const State& state, const RemoveFromQueue& command, const Context&) {
    if (!waits(state.queue, command.entry)) return refuse(RefusalCode::not_found, "refusal.no_such_entry");
    Draft draft;
    draft.undo_by(QueuePlaced{command.entry, follower(state.queue, command.entry),
                              state.queue.entries.at(command.entry).reason});
    draft.happen(QueueLeft{command.entry});
    return std::move(draft).as_step(state, "step.queue_removed");
}

Result<Decision> decide_command(const State& state, const MoveInQueue& command, const Context&) {
    const Queue& queue = state.queue;
    if (!waits(queue, command.entry)) return refuse(RefusalCode::not_found, "refusal.no_such_entry");
    if (command.before && !waits(queue, *command.before)) {
        return refuse(RefusalCode::not_found, "refusal.no_such_entry");
    }
    Draft draft;
    const auto before_now = follower(queue, command.entry);
    if (command.before == command.entry || command.before == before_now) return std::move(draft.decision);
    // Taken back by leaving and standing where they stood: who has left since is not put back.
    draft.undo_by(QueuePlaced{command.entry, before_now, queue.entries.at(command.entry).reason});
    draft.undo_by(QueueLeft{command.entry});
    draft.happen(QueuePlaced{command.entry, command.before, QueueReason::chair_moved});
    return std::move(draft).as_step(state, "step.queue_moved");
}

Result<Decision> decide_command(const State& state, const PauseSpeaker& command, const Context& context) {
    if (auto speaker = require_speaker(state, command.expect); !speaker) return speaker.refusal();
    Draft draft;
    Speaking speaking = *state.queue.speaking;
    if (speaking.paused_ms) return std::move(draft.decision);
    speaking.paused_ms = std::max<std::int64_t>(0, context.now_ms - speaking.since_ms);
    draft.happen(SpeakingSet{speaking.entry, speaking});
    return std::move(draft.decision);
}

Result<Decision> decide_command(const State& state, const ContinueSpeaker& command, const Context& context) {
    if (auto speaker = require_speaker(state, command.expect); !speaker) return speaker.refusal();
    Draft draft;
    Speaking speaking = *state.queue.speaking;
    if (!speaking.paused_ms) return std::move(draft.decision);
    speaking.since_ms = context.now_ms - *speaking.paused_ms;
    speaking.paused_ms.reset();
    draft.happen(SpeakingSet{speaking.entry, speaking});
    return std::move(draft.decision);
}

Result<Decision> decide_command(const State& state, const GiveSpeakerMore& command, const Context&) {
    if (auto speaker = require_speaker(state, command.expect); !speaker) return speaker.refusal();
    Speaking speaking = *state.queue.speaking;
    const std::int64_t limit_s = std::int64_t{speaking.limit_s} + command.seconds;
    if (speaking.limit_s == 0 || command.seconds == 0 || limit_s < 1 || limit_s > limits::speaking_s) {
        return refuse(RefusalCode::bad_text, "refusal.bad_speaking_time",
                      {{"most", std::to_string(limits::speaking_s / 60)}});
    }
    Draft draft;
    draft.undo_by(SpeakingSet{speaking.entry, speaking});
    speaking.limit_s = static_cast<std::int32_t>(limit_s);
    draft.happen(SpeakingSet{speaking.entry, speaking});
    return std::move(draft).as_step(state, "step.speaker_more", {{"n", std::to_string(command.seconds)}});
}

Result<Decision> decide_command(const State& state, const SetSpeakingLimit& command, const Context& context) {
    if (command.limit_s < 0 || command.limit_s > limits::speaking_s) {
        return refuse(RefusalCode::bad_text, "refusal.bad_speaking_time",
                      {{"most", std::to_string(limits::speaking_s / 60)}});
    }
    Draft draft;
    const std::int32_t before = state.queue.limit_s;
    if (before == command.limit_s) return std::move(draft.decision);
    draft.undo_by(QueueLimitSet{command.limit_s, before});
    draft.happen(QueueLimitSet{before, command.limit_s});
    if (context.actor.kind == Actor::Kind::kiosk)
        return std::move(draft.decision);  // the runbook is where undo ends
    return std::move(draft).as_step(state, "step.speaking_limit");
}

void apply_event(State& state, const QueueListSet& event, std::int64_t) { state.queue.open = event.open; }

void apply_event(State& state, const QueueLimitSet& event, std::int64_t) { state.queue.limit_s = event.to; }

void apply_event(State& state, const QueueAsked& event, std::int64_t) {
    assert(!state.queue.entries.contains(event.entry.id));
    state.queue.order.push_back(event.entry.id);
    state.queue.entries.emplace(event.entry.id, event.entry);
    state.next.entry = event.entry.id.number + 1;
}

void apply_event(State& state, const QueuePlaced& event, std::int64_t) {
    Queue& queue = state.queue;
    std::erase(queue.order, event.entry);
    auto place = queue.order.end();
    if (event.before) place = std::find(queue.order.begin(), queue.order.end(), *event.before);
    queue.order.insert(place, event.entry);
    queue.entries.at(event.entry).reason = event.reason;
}

void apply_event(State& state, const QueueLeft& event, std::int64_t) {
    std::erase(state.queue.order, event.entry);
}

void apply_event(State& state, const SpeakingSet& event, std::int64_t) {
    if (event.to) std::erase(state.queue.order, event.to->entry);
    state.queue.speaking = event.to;
}

}  // namespace buurtkiosk::assembly
