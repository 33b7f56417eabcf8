// Owns asking to speak and leaving the queue, and what the chair sets: the list, the rules, the limits, a
// place by hand. Pure, loop thread. It must never look at a clock, nor call anybody.
#include "assembly/queue/queue.h"

#include <algorithm>

#include "assembly/people/people.h"
#include "assembly/queue/order.h"
#include "assembly/queue/totals.h"
#include "assembly/rules.h"
#include "base/limits.h"
#include "base/shown_name.h"

namespace buurtkiosk::assembly {
namespace {

template <class Entries>
std::optional<EntryId> of_person(const Queue& queue, const Entries& among, PersonId person,
                                 bool point_of_order) {
    for (const EntryId id : among) {
        const QueueEntry& entry = queue.entries.at(id);
        if (entry.person == person && (entry.kind == QueueKind::point_of_order) == point_of_order) return id;
    }
    return std::nullopt;
}

Result<Decision> set_list(const State& state, bool open) {
    Draft draft;
    if (state.queue.open == open) return std::move(draft.decision);
    draft.undo_by(QueueListSet{state.queue.open});
    draft.happen(QueueListSet{open});
    return std::move(draft).as_step(state, open ? "step.queue_opened" : "step.queue_closed");
}

// How many ordinary entries stand before it, itself not counted.
std::uint32_t ordinary_before(const State& state, const std::optional<EntryId>& before, EntryId self) {
    std::uint32_t count = 0;
    for (const QueuePlace& place : queue_order(state)) {
        if (place.entry == before) break;
        const bool counts = state.queue.entries.at(place.entry).kind != QueueKind::point_of_order;
        if (counts && place.entry != self) ++count;
    }
    return count;
}

std::optional<EntryId> follower(const State& state, EntryId entry) {
    const auto order = queue_order(state);
    const auto found =
        std::find_if(order.begin(), order.end(), [&](const QueuePlace& one) { return one.entry == entry; });
    if (found == order.end() || std::next(found) == order.end()) return std::nullopt;
    return std::next(found)->entry;
}

bool has_twice(const std::vector<FairRule>& rules) {
    return std::any_of(rules.begin(), rules.end(),
                       [&](FairRule rule) { return std::count(rules.begin(), rules.end(), rule) > 1; });
}

}  // namespace

bool waits(const Queue& queue, EntryId entry) { return queue.waiting.contains(entry); }

bool waits_elsewhere(const Queue& queue, EntryId entry) {
    const QueueEntry& away = queue.entries.at(entry);
    return std::any_of(queue.waiting.begin(), queue.waiting.end(), [&](EntryId id) {
        const QueueEntry& other = queue.entries.at(id);
        const bool same_kind =
            (other.kind == QueueKind::point_of_order) == (away.kind == QueueKind::point_of_order);
        return same_kind && speaker_of(other) == speaker_of(away);
    });
}

std::optional<EntryId> speaking_entry(const Queue& queue) {
    return queue.speaking ? std::optional(queue.speaking->entry) : std::nullopt;
}

bool is_interrupted(const Queue& queue, EntryId entry) {
    return queue.speaking && queue.speaking->interrupts && queue.speaking->interrupts->entry == entry;
}

std::optional<EntryId> waiting_entry(const Queue& queue, PersonId person, bool point_of_order) {
    return of_person(queue, queue.waiting, person, point_of_order);
}

std::optional<EntryId> waiting_entry(const Queue& queue, PersonId person) {
    if (const auto entry = waiting_entry(queue, person, false)) return entry;
    return waiting_entry(queue, person, true);
}

std::optional<EntryId> absent_entry(const Queue& queue, PersonId person, bool point_of_order) {
    return of_person(queue, queue.absent, person, point_of_order);
}

std::optional<EntryId> absent_entry(const Queue& queue, PersonId person) {
    if (const auto entry = absent_entry(queue, person, false)) return entry;
    return absent_entry(queue, person, true);
}

Status room_in_queue(const Queue& queue, std::size_t count) {
    // Whoever was passed can always come back.
    const bool room = queue.waiting.size() + queue.absent.size() + count <= limits::queue_entries &&
                      queue.entries.size() + count <= limits::queue_history;
    if (room) return Done{};
    return refuse(RefusalCode::full, "refusal.full_queue");
}

std::optional<EntryId> answered_by_reply(const Queue& queue) {
    const auto is_point_of_order = [](const QueueEntry& entry) {
        return entry.kind == QueueKind::point_of_order;
    };
    if (queue.speaking && !is_point_of_order(queue.entries.at(queue.speaking->entry)))
        return queue.speaking->entry;
    if (queue.speaking && queue.speaking->interrupts) return queue.speaking->interrupts->entry;
    std::optional<EntryId> last;
    for (const auto& [id, entry] : queue.entries) {
        if (is_point_of_order(entry) || !had_turn(queue, entry)) continue;
        if (!last || *entry.turn > *queue.entries.at(*last).turn) last = id;
    }
    return last;
}

std::string speaker_name(const State& state, const QueueEntry& entry) {
    if (entry.person) return shown_name(state.people.at(*entry.person));
    if (!entry.guest.name.text.empty()) return typed_name(entry.guest.name.text);
    if (entry.guest.card != 0) return numbered_name(NumberOf::card, entry.guest.card);
    return numbered_name(NumberOf::hand, entry.guest.hand);
}

Status take_invited(Draft& draft, const State& state, PersonId person, QueueEntry entry,
                    const Context& context) {
    if (waiting_entry(state.queue, person, false)) return Done{};
    if (const auto absent = absent_entry(state.queue, person, false)) {
        draft.decision.answer.entry = *absent;
        draft.happen(QueueReturned{*absent});
        return Done{};
    }
    if (auto room = room_in_queue(state.queue); !room) return room;
    entry.id = EntryId{state.next.entry};
    entry.person = person;
    entry.place = state.people.at(person).place;
    entry.reason = QueueReason::invited;
    entry.asked_ms = context.now_ms;
    draft.decision.answer.entry = entry.id;
    draft.happen(QueueAsked{std::move(entry)});
    return Done{};
}

std::vector<Command> as_commands(const QueueSettings& settings) {
    std::vector<Command> commands;
    for (std::size_t kind = 0; kind < queue_kinds; ++kind)
        commands.emplace_back(SetSpeakingLimit{settings.limits_s.at(kind), static_cast<QueueKind>(kind)});
    commands.emplace_back(SetQueueRules{settings.rules.order, settings.rules.overtake_most,
                                        settings.rules.replies_open, settings.rules.show_times});
    commands.emplace_back(SetPeopleGroups{settings.groups});
    commands.emplace_back(SetVideoCall{settings.video_call});
    return commands;
}

Status takes_kind(const State& state, QueueKind kind) {
    if (auto running = require_running(state); !running) return running;
    if (kind == QueueKind::point_of_order) return Done{};
    if (!state.queue.open) return refuse(RefusalCode::closed, "refusal.queue_closed");
    if (kind != QueueKind::reply) return Done{};
    if (!state.queue.rules.replies_open) return refuse(RefusalCode::closed, "refusal.replies_closed");
    if (!answered_by_reply(state.queue)) return refuse(RefusalCode::closed, "refusal.nobody_to_reply_to");
    return Done{};
}

Result<Decision> decide_command(const State& state, const AskToSpeak& command, const Context& context) {
    const auto person = require_person(state, context);
    if (!person) return person.refusal();
    const bool point_of_order = command.kind == QueueKind::point_of_order;
    Draft draft;
    if (waiting_entry(state.queue, person.value(), point_of_order))
        return refuse(RefusalCode::already, "refusal.already_in_queue");
    // Who was passed comes back to their own place, also when the list is closed by now.
    if (const auto absent = absent_entry(state.queue, person.value(), point_of_order)) {
        if (auto running = require_running(state); !running) return running.refusal();
        draft.decision.answer.entry = *absent;
        draft.happen(QueueReturned{*absent});
        return std::move(draft.decision);
    }
    if (auto taken = takes_kind(state, command.kind); !taken) return taken.refusal();
    if (auto room = room_in_queue(state.queue); !room) return room.refusal();
    auto topic = clean_line_or_empty(command.topic, limits::topic_graphemes);
    if (!topic) return topic.refusal();
    QueueEntry entry;
    entry.id = EntryId{state.next.entry};
    entry.person = person.value();
    entry.place = state.people.at(person.value()).place;
    entry.kind = command.kind;
    entry.topic = PersonalText{std::move(topic).value()};
    if (entry.kind == QueueKind::reply) entry.replies_to = answered_by_reply(state.queue);
    entry.asked_ms = context.now_ms;
    draft.decision.answer.entry = entry.id;
    draft.happen(QueueAsked{std::move(entry)});
    return std::move(draft.decision);
}

Result<Decision> decide_command(const State& state, const WithdrawFromQueue& command,
                                const Context& context) {
    const auto person = require_person(state, context);
    if (!person) return person.refusal();
    const Queue& queue = state.queue;
    auto entry = command.entry;
    if (entry) {
        const auto found = queue.entries.find(*entry);
        if (found == queue.entries.end() || found->second.person != person.value())
            return refuse(RefusalCode::not_found, "refusal.not_in_queue");
    }
    if (!entry) entry = waiting_entry(queue, person.value());
    if (!entry) entry = absent_entry(queue, person.value());
    // Called already: giving the turn back ends it.
    if (!entry && queue.speaking && queue.entries.at(queue.speaking->entry).person == person.value())
        entry = queue.speaking->entry;
    if (!entry && queue.speaking && queue.speaking->interrupts &&
        queue.entries.at(queue.speaking->interrupts->entry).person == person.value())
        entry = queue.speaking->interrupts->entry;
    Draft draft;
    if (entry && (queue.waiting.contains(*entry) || queue.absent.contains(*entry))) {
        draft.happen(QueueLeft{*entry});
        return std::move(draft.decision);
    }
    if (entry && entry == speaking_entry(queue)) {
        finish_turn(draft, state, context);
        return std::move(draft.decision);
    }
    if (entry && is_interrupted(queue, *entry)) {
        Speaking speaking = *queue.speaking;
        speaking.interrupts.reset();
        draft.happen(SpeakingSet{speaking.entry, speaking});
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

Result<Decision> decide_command(const State& state, const RemoveFromQueue& command, const Context&) {
    const bool absent = state.queue.absent.contains(command.entry);
    if (!waits(state.queue, command.entry) && !absent)
        return refuse(RefusalCode::not_found, "refusal.no_such_entry");
    Draft draft;
    if (absent) {
        draft.undo_by(SpeakerPassed{command.entry});
    } else {
        draft.undo_by(QueuePlaced{command.entry, std::nullopt, state.queue.entries.at(command.entry).reason});
    }
    draft.happen(QueueLeft{command.entry});
    return std::move(draft).as_step(state, "step.queue_removed");
}

Result<Decision> decide_command(const State& state, const MoveInQueue& command, const Context&) {
    const Queue& queue = state.queue;
    if (!waits(queue, command.entry) || (command.before && !waits(queue, *command.before)))
        return refuse(RefusalCode::not_found, "refusal.no_such_entry");
    const QueueEntry& entry = queue.entries.at(command.entry);
    if (entry.kind == QueueKind::point_of_order)
        return refuse(RefusalCode::not_allowed, "refusal.point_of_order_stays");
    Draft draft;
    if (command.before == command.entry || command.before == follower(state, command.entry))
        return std::move(draft.decision);
    const std::uint32_t fixed_at = ordinary_before(state, command.before, command.entry);
    draft.undo_by(QueueMoved{command.entry, fixed_at, entry.fixed_at});
    draft.happen(QueueMoved{command.entry, entry.fixed_at, fixed_at});
    return std::move(draft).as_step(state, "step.queue_moved");
}

Result<Decision> decide_command(const State& state, const ReturnToQueue& command, const Context&) {
    if (auto running = require_running(state); !running) return running.refusal();
    if (!state.queue.absent.contains(command.entry))
        return refuse(RefusalCode::not_found, "refusal.no_such_entry");
    if (waits_elsewhere(state.queue, command.entry)) return refuse(RefusalCode::already, "refusal.they_wait");
    Draft draft;
    draft.undo_by(SpeakerPassed{command.entry, true});
    draft.happen(QueueReturned{command.entry});
    return std::move(draft).as_step(state, "step.queue_returned");
}

Result<Decision> decide_command(const State& state, const SetQueueRules& command, const Context& context) {
    QueueRules rules = state.queue.rules;
    if (command.order) rules.order = *command.order;
    if (command.overtake_most) rules.overtake_most = *command.overtake_most;
    if (command.replies_open) rules.replies_open = *command.replies_open;
    if (command.show_times) rules.show_times = *command.show_times;
    if (has_twice(rules.order)) return refuse(RefusalCode::bad_frame, "refusal.rule_twice");
    if (rules.overtake_most < 0 || rules.overtake_most > limits::overtake_most) {
        return refuse(RefusalCode::bad_text, "refusal.bad_overtake_most",
                      {{"most", std::to_string(limits::overtake_most)}});
    }
    Draft draft;
    if (rules == state.queue.rules) return std::move(draft.decision);
    draft.undo_by(QueueRulesSet{rules, state.queue.rules});
    draft.happen(QueueRulesSet{state.queue.rules, rules});
    if (context.actor.kind == Actor::Kind::kiosk)
        return std::move(draft.decision);  // the runbook is where undo ends
    return std::move(draft).as_step(state, "step.queue_rules");
}

Result<Decision> decide_command(const State& state, const SetSpeakingLimit& command, const Context& context) {
    if (command.limit_s < 0 || command.limit_s > limits::speaking_s) {
        return refuse(RefusalCode::bad_text, "refusal.bad_speaking_time",
                      {{"most", std::to_string(limits::speaking_s / 60)}});
    }
    Draft draft;
    const std::int32_t before = state.queue.limits_s.at(static_cast<std::size_t>(command.kind));
    if (before == command.limit_s) return std::move(draft.decision);
    draft.undo_by(QueueLimitSet{command.limit_s, before, command.kind});
    draft.happen(QueueLimitSet{before, command.limit_s, command.kind});
    if (context.actor.kind == Actor::Kind::kiosk)
        return std::move(draft.decision);  // the runbook is where undo ends
    return std::move(draft).as_step(state, "step.speaking_limit");
}

}  // namespace buurtkiosk::assembly
