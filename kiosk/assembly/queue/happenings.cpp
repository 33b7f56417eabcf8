// Owns what the queue's events change in State: who waits, who speaks, whose turn is over and how long it
// took. Pure, loop thread. It must never decide.
#include <algorithm>
#include <cassert>

#include "assembly/queue/order.h"
#include "assembly/queue/queue.h"
#include "assembly/queue/totals.h"

namespace buurtkiosk::assembly {
namespace {

bool is_ordinary(const Queue& queue, EntryId id) {
    return queue.entries.at(id).kind != QueueKind::point_of_order;
}

bool anybody_fixed(const Queue& queue) {
    return std::any_of(queue.waiting.begin(), queue.waiting.end(),
                       [&](EntryId id) { return queue.entries.at(id).fixed_at.has_value(); });
}

// Takes somebody out of who waits; those whom the chair put behind them move up.
void stop_waiting(State& state, EntryId gone) {
    Queue& queue = state.queue;
    if (!queue.waiting.contains(gone)) return;
    QueueEntry& left = queue.entries.at(gone);
    left.moved_up.clear();
    if (is_ordinary(queue, gone) && anybody_fixed(queue)) {
        bool behind = false;
        for (const QueuePlace& place : queue_order(state)) {
            QueueEntry& entry = queue.entries.at(place.entry);
            if (behind && entry.fixed_at && *entry.fixed_at > 0) {
                --*entry.fixed_at;
                left.moved_up.push_back(place.entry);
            }
            if (place.entry == gone) behind = true;
        }
    }
    queue.waiting.erase(gone);
}

void forget_turn(QueueEntry& entry) {
    entry.turn.reset();
    entry.spoken_ms = 0;
    entry.chosen = false;
}

// As it was before it was called or taken off the list.
void wait_again(State& state, EntryId back) {
    Queue& queue = state.queue;
    QueueEntry& entry = queue.entries.at(back);
    forget_turn(entry);
    queue.absent.erase(back);
    if (!queue.waiting.insert(back).second) return;
    for (const EntryId id : entry.moved_up) {
        QueueEntry& other = queue.entries.at(id);
        if (queue.waiting.contains(id) && other.fixed_at) ++*other.fixed_at;
    }
    entry.moved_up.clear();
}

bool holds(const std::optional<Speaking>& speaking, EntryId entry) {
    if (!speaking) return false;
    return speaking->entry == entry || (speaking->interrupts && speaking->interrupts->entry == entry);
}

void begin(State& state, const Speaking& turn) {
    Queue& queue = state.queue;
    QueueEntry& entry = queue.entries.at(turn.entry);
    const Place place = place_of(state, entry);
    stop_waiting(state, turn.entry);
    queue.absent.erase(turn.entry);
    entry.spoken_ms = 0;  // it runs; what it took is known when it ends, as of whoever gave way
    if (turn.interrupts) queue.entries.at(turn.interrupts->entry).spoken_ms = 0;
    if (entry.turn) return;
    entry.turn = last_turn(queue) + 1;
    entry.place = place;
    entry.chosen = turn.chosen;
}

}  // namespace

void apply_event(State& state, const QueueListSet& event, std::int64_t) { state.queue.open = event.open; }

void apply_event(State& state, const QueueLimitSet& event, std::int64_t) {
    state.queue.limits_s.at(static_cast<std::size_t>(event.kind)) = event.to;
}

void apply_event(State& state, const QueueRulesSet& event, std::int64_t) { state.queue.rules = event.to; }

void apply_event(State& state, const QueueAsked& event, std::int64_t) {
    assert(!state.queue.entries.contains(event.entry.id));
    state.queue.waiting.insert(event.entry.id);
    state.queue.entries.emplace(event.entry.id, event.entry);
    state.next.entry = event.entry.id.number + 1;
}

void apply_event(State& state, const QueuePlaced& event, std::int64_t) {
    QueueEntry& entry = state.queue.entries.at(event.entry);
    wait_again(state, event.entry);
    // Only evenings of before the rules say so here: now QueueMoved does.
    if (event.reason != QueueReason::chair_moved) {
        entry.reason = event.reason;
        return;
    }
    std::uint32_t before = 0;
    for (const QueuePlace& place : queue_order(state)) {
        if (place.entry == event.before) break;
        if (place.entry != event.entry && is_ordinary(state.queue, place.entry)) ++before;
    }
    entry.fixed_at = before;
}

void apply_event(State& state, const QueueMoved& event, std::int64_t) {
    state.queue.entries.at(event.entry).fixed_at = event.to;
}

void apply_event(State& state, const QueueLeft& event, std::int64_t) {
    if (event.taken_back) {
        state.queue.waiting.erase(event.entry);
    } else {
        stop_waiting(state, event.entry);
    }
    if (state.queue.absent.erase(event.entry) == 0) return;
    forget_turn(state.queue.entries.at(event.entry));
}

void apply_event(State& state, const SpeakerPassed& event, std::int64_t) {
    Queue& queue = state.queue;
    queue.waiting.erase(event.entry);  // taking back that they returned, which moved nobody
    if (queue.speaking && queue.speaking->entry == event.entry) queue.speaking.reset();
    // Its turn no longer counts, but stands as it was in case this is taken back.
    queue.entries.at(event.entry).spoken_ms = 0;
    queue.absent.insert(event.entry);
}

void apply_event(State& state, const QueueReturned& event, std::int64_t) {
    Queue& queue = state.queue;
    QueueEntry& entry = queue.entries.at(event.entry);
    queue.absent.erase(event.entry);
    // Its own turn that was none is over too: that number is not given again.
    const std::uint32_t last = std::max(last_turn(queue), entry.turn.value_or(0));
    forget_turn(entry);
    entry.fixed_at.reset();
    queue.waiting.insert(event.entry);
    entry.returned = true;
    entry.since_turn = last;
}

void apply_event(State& state, const GuestSet& event, std::int64_t) {
    state.queue.entries.at(event.entry).guest = event.to;
}

void apply_event(State& state, const SpeakingSet& event, std::int64_t at_ms) {
    Queue& queue = state.queue;
    if (const auto before = queue.speaking) {
        if (!holds(event.to, before->entry)) {
            queue.entries.at(before->entry).spoken_ms =
                std::max<std::int64_t>(0, before->paused_ms.value_or(at_ms - before->since_ms));
        }
        if (before->interrupts && !holds(event.to, before->interrupts->entry))
            queue.entries.at(before->interrupts->entry).spoken_ms = before->interrupts->spoken_ms;
    }
    queue.speaking = event.to;
    if (!event.to) return;
    begin(state, *event.to);
    if (queue.speaking->turns_begun == 0) queue.speaking->turns_begun = last_turn(queue);
}

}  // namespace buurtkiosk::assembly
