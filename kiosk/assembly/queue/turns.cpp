// Owns calling somebody and the turn itself: the next one, one out of order, a point of order in between, who
// is not there, and the countdown. Each call names what it expects to end, so that one press moves one place.
// Pure, loop thread. It must never look at a clock: the countdown is arithmetic on since_ms and now_ms.
#include <algorithm>

#include "assembly/queue/order.h"
#include "assembly/queue/queue.h"
#include "assembly/rules.h"
#include "base/limits.h"

namespace buurtkiosk::assembly {
namespace {

Refusal stale_speaker() { return refuse(RefusalCode::stale, "refusal.stale_speaker"); }

Status require_speaker(const State& state, const std::optional<EntryId>& expect) {
    if (expect != speaking_entry(state.queue)) return stale_speaker();
    if (!state.queue.speaking) return refuse(RefusalCode::not_found, "refusal.nobody_speaks");
    return Done{};
}

std::int64_t spoken_until(const Speaking& speaking, std::int64_t now_ms) {
    return std::max<std::int64_t>(0, speaking.paused_ms.value_or(now_ms - speaking.since_ms));
}

// The wall leaves the speaker for what fits then.
void show_after_turn(Draft& draft, const State& state) {
    if (state.stage.scene != Scene::speaker) return;
    State after = state;
    after.queue.speaking.reset();
    const Wall fitting = fitting_scene(after);
    draft.set_stage(state, fitting.scene, fitting.poll, fitting.slides);
}

Speaking turn_of(const State& state, EntryId called, std::int64_t now_ms, bool chosen) {
    const QueueEntry& entry = state.queue.entries.at(called);
    Speaking turn;
    turn.entry = called;
    turn.since_ms = now_ms;
    turn.limit_s = state.queue.limits_s.at(static_cast<std::size_t>(entry.kind));
    turn.chosen = chosen || entry.fixed_at.has_value();
    return turn;
}

enum class OnWall {
    show,
    leave  // a speaker's own step changes who the wall shows, never what it shows
};

// Who speaks now ends, and that one has the floor.
void call(Draft& draft, const State& state, Speaking turn, const std::optional<EntryId>& ends,
          OnWall wall = OnWall::show) {
    draft.decision.answer.entry = turn.entry;
    draft.undo_by(QueuePlaced{turn.entry, std::nullopt, state.queue.entries.at(turn.entry).reason});
    draft.undo_by(SpeakingSet{turn.entry, state.queue.speaking, turn.interrupts.has_value()});
    draft.happen(SpeakingSet{ends, std::move(turn)});
    if (wall == OnWall::show || state.stage.scene == Scene::speaker) draft.set_stage(state, Scene::speaker);
}

// Whoever gave way goes on with the time that was left.
Speaking going_on(const Speaking::Interrupted& interrupted, std::int64_t now_ms) {
    Speaking speaking;
    speaking.entry = interrupted.entry;
    speaking.since_ms = now_ms - interrupted.spoken_ms;
    speaking.limit_s = interrupted.limit_s;
    speaking.answered_ms = now_ms;
    return speaking;
}

void go_on(Draft& draft, const State& state, const std::optional<EntryId>& ends, std::int64_t now_ms) {
    Speaking speaking = going_on(*state.queue.speaking->interrupts, now_ms);
    speaking.chosen = state.queue.entries.at(speaking.entry).chosen;
    draft.decision.answer.entry = speaking.entry;
    draft.undo_by(SpeakingSet{speaking.entry, state.queue.speaking});
    draft.happen(SpeakingSet{ends, std::move(speaking)});
}

bool interrupts(const Queue& queue) { return queue.speaking && queue.speaking->interrupts; }

// Whoever gave way to a point of order, else the first in the order.
std::optional<EntryId> next_to_speak(const State& state) {
    return interrupts(state.queue) ? std::optional(state.queue.speaking->interrupts->entry)
                                   : first_in_order(state);
}

}  // namespace

void end_turn(Draft& draft, const State& state) {
    draft.undo_by(SpeakingSet{std::nullopt, state.queue.speaking});
    draft.happen(SpeakingSet{state.queue.speaking->entry, std::nullopt});
}

void finish_turn(Draft& draft, const State& state, const Context& context) {
    if (interrupts(state.queue)) {
        go_on(draft, state, state.queue.speaking->entry, context.now_ms);
    } else {
        end_turn(draft, state);
    }
}

Result<Decision> decide_command(const State& state, const QueueNext& command, const Context& context) {
    if (auto running = require_running(state); !running) return running.refusal();
    const Queue& queue = state.queue;
    if (command.expect != speaking_entry(queue)) return stale_speaker();
    const auto next = next_to_speak(state);
    if (command.next && command.next != next) return refuse(RefusalCode::stale, "refusal.stale_order");
    if (!next && !queue.speaking) return refuse(RefusalCode::not_found, "refusal.queue_empty");
    Draft draft;
    if (!next || interrupts(queue)) {
        finish_turn(draft, state, context);
        if (!next) show_after_turn(draft, state);
        return std::move(draft).as_step(state, next ? "step.speaker_goes_on" : "step.speaker_ended");
    }
    call(draft, state, turn_of(state, *next, context.now_ms, false), speaking_entry(queue));
    return std::move(draft).as_step(state, "step.queue_next");
}

Result<Decision> decide_command(const State& state, const CallSpeaker& command, const Context& context) {
    if (auto running = require_running(state); !running) return running.refusal();
    if (command.expect != speaking_entry(state.queue)) return stale_speaker();
    if (!waits(state.queue, command.entry)) return refuse(RefusalCode::not_found, "refusal.no_such_entry");
    Draft draft;
    const bool out_of_order = command.entry != first_in_order(state);
    call(draft, state, turn_of(state, command.entry, context.now_ms, out_of_order), command.expect);
    return std::move(draft).as_step(state, out_of_order ? "step.queue_called" : "step.queue_next");
}

Result<Decision> decide_command(const State& state, const InterruptSpeaker& command, const Context& context) {
    if (auto running = require_running(state); !running) return running.refusal();
    if (auto speaker = require_speaker(state, command.expect); !speaker) return speaker.refusal();
    const Queue& queue = state.queue;
    if (!waits(queue, command.entry)) return refuse(RefusalCode::not_found, "refusal.no_such_entry");
    if (queue.entries.at(command.entry).kind != QueueKind::point_of_order)
        return refuse(RefusalCode::not_allowed, "refusal.only_points_of_order_interrupt");
    if (interrupts(queue) || queue.entries.at(queue.speaking->entry).kind == QueueKind::point_of_order)
        return refuse(RefusalCode::already, "refusal.point_of_order_speaks");
    Speaking turn = turn_of(state, command.entry, context.now_ms, false);
    turn.interrupts = Speaking::Interrupted{
        queue.speaking->entry, spoken_until(*queue.speaking, context.now_ms), queue.speaking->limit_s};
    Draft draft;
    call(draft, state, std::move(turn), command.expect);
    return std::move(draft).as_step(state, "step.speaker_interrupted");
}

Result<Decision> decide_command(const State& state, const PassSpeaker& command, const Context& context) {
    if (auto running = require_running(state); !running) return running.refusal();
    if (auto speaker = require_speaker(state, command.expect); !speaker) return speaker.refusal();
    Draft draft;
    draft.happen(SpeakerPassed{*command.expect});
    if (interrupts(state.queue)) {
        go_on(draft, state, std::nullopt, context.now_ms);
    } else if (const auto next = first_in_order(state)) {
        call(draft, state, turn_of(state, *next, context.now_ms, false), std::nullopt);
    } else {
        draft.undo_by(SpeakingSet{std::nullopt, state.queue.speaking});
        show_after_turn(draft, state);
    }
    return std::move(draft).as_step(state, "step.speaker_passed");
}

Result<Decision> decide_command(const State& state, const EndTurn& command, const Context& context) {
    if (auto speaker = require_speaker(state, command.expect); !speaker) return speaker.refusal();
    Draft draft;
    finish_turn(draft, state, context);
    if (interrupts(state.queue)) return std::move(draft).as_step(state, "step.speaker_goes_on");
    show_after_turn(draft, state);
    return std::move(draft).as_step(state, "step.speaker_ended");
}

Result<Decision> decide_command(const State& state, const AnswerCall&, const Context& context) {
    const auto person = require_person(state, context);
    if (!person) return person.refusal();
    const Queue& queue = state.queue;
    Draft draft;
    if (queue.speaking && queue.entries.at(queue.speaking->entry).person == person.value()) {
        Speaking speaking = *queue.speaking;
        if (speaking.answered_ms) return std::move(draft.decision);
        speaking.answered_ms = context.now_ms;
        // At home a microphone has to be found first; whoever takes longer has the clock running.
        const bool starts_now = queue.entries.at(speaking.entry).place == Place::home &&
                                !speaking.paused_ms &&
                                context.now_ms - speaking.since_ms <= limits::answer_within_ms;
        if (starts_now) speaking.since_ms = std::max(speaking.since_ms, context.now_ms);
        draft.happen(SpeakingSet{speaking.entry, speaking});
        return std::move(draft.decision);
    }
    const auto absent = absent_entry(queue, person.value());
    if (!absent) return refuse(RefusalCode::not_found, "refusal.not_called");
    if (auto running = require_running(state); !running) return running.refusal();
    if (waits_elsewhere(queue, *absent)) return refuse(RefusalCode::already, "refusal.already_in_queue");
    draft.decision.answer.entry = *absent;
    draft.happen(QueueReturned{*absent});
    return std::move(draft.decision);
}

Result<Decision> decide_command(const State& state, const PassTurnOn& command, const Context& context) {
    const auto person = require_person(state, context);
    if (!person) return person.refusal();
    if (auto running = require_running(state); !running) return running.refusal();
    const Queue& queue = state.queue;
    if (!queue.speaking || queue.entries.at(queue.speaking->entry).person != person.value())
        return refuse(RefusalCode::not_found, "refusal.not_called");
    if (command.expect && command.expect != speaking_entry(queue)) return stale_speaker();
    const auto next = next_to_speak(state);
    if (command.next && command.next != next) return refuse(RefusalCode::stale, "refusal.stale_order");
    if (!next) return refuse(RefusalCode::not_found, "refusal.queue_empty");
    Draft draft;
    if (interrupts(queue)) {
        finish_turn(draft, state, context);
        return std::move(draft).as_step(state, "step.speaker_goes_on");
    }
    call(draft, state, turn_of(state, *next, context.now_ms, false), queue.speaking->entry, OnWall::leave);
    return std::move(draft).as_step(state, "step.turn_passed_on");
}

Result<Decision> decide_command(const State& state, const PauseSpeaker& command, const Context& context) {
    if (auto speaker = require_speaker(state, command.expect); !speaker) return speaker.refusal();
    Draft draft;
    Speaking speaking = *state.queue.speaking;
    if (speaking.paused_ms) return std::move(draft.decision);
    speaking.paused_ms = spoken_until(speaking, context.now_ms);
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

}  // namespace buurtkiosk::assembly
