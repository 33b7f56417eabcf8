// Owns the sums over the turns of an evening. Pure, loop thread. It must never change a State.
#include "assembly/queue/totals.h"

#include <algorithm>

namespace buurtkiosk::assembly {
namespace {

constexpr std::int32_t unknown_turn_s = 90;
constexpr std::int32_t shortest_turn_s = 10;
constexpr std::int32_t turns_that_tell = 3;

bool counts_as_turn(const QueueEntry& entry) { return entry.turn && entry.kind != QueueKind::point_of_order; }

void add(Spoken& spoken, const QueueEntry& entry) {
    spoken.spoken_ms += entry.spoken_ms;
    if (!counts_as_turn(entry)) return;
    spoken.turns += 1;
    spoken.ordinary_ms += entry.spoken_ms;
}

std::optional<PeopleGroupId> if_there(const State& state, const std::optional<PeopleGroupId>& group) {
    const bool there = group && std::any_of(state.groups.begin(), state.groups.end(),
                                            [&](const PeopleGroup& one) { return one.id == *group; });
    return there ? group : std::nullopt;
}

}  // namespace

bool had_turn(const Queue& queue, const QueueEntry& entry) {
    return entry.turn && !queue.absent.contains(entry.id);
}

Speaker speaker_of(const QueueEntry& entry) {
    if (entry.person) return Speaker{entry.person, std::nullopt};
    return Speaker{std::nullopt, entry.guest.first.value_or(entry.id)};
}

std::optional<PeopleGroupId> group_of(const State& state, const Person& person) {
    return if_there(state, person.group);
}

std::optional<PeopleGroupId> group_of(const State& state, const QueueEntry& entry) {
    if (entry.person) return group_of(state, state.people.at(*entry.person));
    return if_there(state, entry.guest.group);
}

Place place_of(const State& state, const QueueEntry& entry) {
    if (entry.person && !entry.turn) return state.people.at(*entry.person).place;
    return entry.place;
}

SpeakingTotals speaking_totals(const State& state) {
    SpeakingTotals totals;
    std::uint32_t latest = 0;
    for (const auto& [id, entry] : state.queue.entries) {
        if (!had_turn(state.queue, entry)) continue;
        add(totals.speakers[speaker_of(entry)], entry);
        add(entry.place == Place::room ? totals.room : totals.home, entry);
        add(totals.groups[group_of(state, entry)], entry);
        if (!counts_as_turn(entry)) continue;
        if (!entry.chosen) totals.by_rule.push_back({id, *entry.turn});
        if (*entry.turn < latest) continue;
        latest = *entry.turn;
        totals.last_place = entry.place;
    }
    return totals;
}

std::uint32_t last_turn(const Queue& queue) {
    std::uint32_t last = 0;
    for (const auto& [id, entry] : queue.entries) {
        if (had_turn(queue, entry)) last = std::max(last, *entry.turn);
        // Who came back during a turn that was taken away since is overtaken by the next one all the same.
        last = std::max(last, entry.since_turn);
    }
    return last;
}

std::int32_t expected_turn_s(const Queue& queue, QueueKind kind) {
    std::int64_t sum_ms = 0;
    std::int64_t turns = 0;
    for (const auto& [id, entry] : queue.entries) {
        if (entry.kind != kind || !entry.turn || entry.spoken_ms == 0) continue;
        sum_ms += entry.spoken_ms;
        ++turns;
    }
    const std::int32_t limit_s = queue.limits_s.at(static_cast<std::size_t>(kind));
    if (turns < turns_that_tell) return limit_s > 0 ? limit_s : unknown_turn_s;
    return std::max(shortest_turn_s, static_cast<std::int32_t>(sum_ms / turns / 1000));
}

}  // namespace buurtkiosk::assembly
