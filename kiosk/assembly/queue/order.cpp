// Owns the building of the order, place by place. Pure, loop thread. It must never change a State, nor hold
// anything between two calls.
#include "assembly/queue/order.h"

#include <algorithm>
#include <cassert>
#include <map>

#include "assembly/queue/totals.h"

namespace buurtkiosk::assembly {
namespace {

struct Candidate {
    const QueueEntry* entry;
    Speaker speaker;
    Place place;
    std::optional<PeopleGroupId> group;
    bool has_spoken;
    std::int64_t spoken_ms;          // points of order not counted
    std::uint32_t overtaken;         // as it will be when its place is given
    std::uint32_t overtaken_so_far;  // as it is now
};
using Candidates = std::vector<Candidate>;

std::uint32_t times_overtaken(const SpeakingTotals& totals, const QueueEntry& entry) {
    return static_cast<std::uint32_t>(
        std::count_if(totals.by_rule.begin(), totals.by_rule.end(), [&](const SpeakingTotals::Turn& turn) {
            return turn.entry > entry.id && turn.turn > entry.since_turn;
        }));
}

class Order {
  public:
    explicit Order(const State& state) : rules_(state.queue.rules) {
        const SpeakingTotals totals = speaking_totals(state);
        last_place_ = totals.last_place;
        for (const auto& [group, spoken] : totals.groups) group_turns_[group] = spoken.turns;
        for (const EntryId id : state.queue.waiting) {  // by id: in the order of asking
            const QueueEntry& entry = state.queue.entries.at(id);
            const Speaker speaker = speaker_of(entry);
            const auto spoken = totals.speakers.find(speaker);
            const bool known = spoken != totals.speakers.end();
            const std::uint32_t overtaken = times_overtaken(totals, entry);
            Candidate candidate{&entry,
                                speaker,
                                place_of(state, entry),
                                group_of(state, entry),
                                known && spoken->second.turns > 0,
                                known ? spoken->second.ordinary_ms : 0,
                                overtaken,
                                overtaken};
            if (entry.kind == QueueKind::point_of_order) {
                orders_.push_back(candidate);
            } else {
                (entry.fixed_at ? fixed_ : rest_).push_back(candidate);
            }
        }
        std::stable_sort(fixed_.begin(), fixed_.end(), [](const Candidate& one, const Candidate& other) {
            return *one.entry->fixed_at < *other.entry->fixed_at;
        });
    }

    bool done() const { return orders_.empty() && fixed_.empty() && rest_.empty(); }

    QueuePlace take_next() {
        if (!orders_.empty()) return take(orders_, orders_.begin(), Why{Why::Code::point_of_order});
        const bool fixed_is_due = !fixed_.empty() && *fixed_.front().entry->fixed_at <= placed_;
        if (fixed_is_due || rest_.empty()) {
            const QueuePlace place = take(fixed_, fixed_.begin(), Why{Why::Code::chair_moved});
            ++placed_;
            return place;
        }
        const auto picked = pick();
        const Why why = reason(picked);
        // Its turn is over when the next place is given.
        const EntryId id = picked->entry->id;
        for (Candidate& other : rest_) {
            if (other.entry->id < id) ++other.overtaken;
        }
        ++placed_;
        return take(rest_, picked, why);
    }

  private:
    // As if the candidate had been called.
    QueuePlace take(Candidates& from, Candidates::iterator at, Why why) {
        const Candidate taken = *at;
        from.erase(at);
        if (taken.entry->kind != QueueKind::point_of_order) {
            last_place_ = taken.place;
            group_turns_[taken.group] += 1;
            for (Candidates* others : {&fixed_, &rest_}) {
                for (Candidate& other : *others) {
                    if (other.speaker == taken.speaker) other.has_spoken = true;
                }
            }
        }
        return QueuePlace{taken.entry->id, why, taken.overtaken_so_far};
    }

    bool waited_enough(const Candidate& candidate) const {
        return candidate.overtaken >= static_cast<std::uint32_t>(rules_.overtake_most);
    }

    std::int64_t key(FairRule rule, const Candidate& candidate) const {
        switch (rule) {
            case FairRule::first_turn:
                return candidate.has_spoken ? 1 : 0;
            case FairRule::place_turn:
                return last_place_ == candidate.place ? 1 : 0;
            case FairRule::least_time:
                return candidate.spoken_ms;
            case FairRule::group_turn: {
                const auto turns = group_turns_.find(candidate.group);
                return turns == group_turns_.end() ? 0 : turns->second;
            }
        }
        return 0;
    }

    // The first rule that tells them apart, and whether `one` comes first by it.
    std::optional<FairRule> telling(const Candidate& one, const Candidate& other) const {
        for (const FairRule rule : rules_.order) {
            if (key(rule, one) != key(rule, other)) return rule;
        }
        return std::nullopt;
    }

    // The best of those up to `end`: one pass in the order of asking, so that among equals the first who
    // asked stays.
    Candidates::iterator best_by_rules(Candidates::iterator end) {
        const bool replies = std::any_of(rest_.begin(), end, [](const Candidate& candidate) {
            return candidate.entry->kind == QueueKind::reply;
        });
        auto best = end;
        for (auto one = rest_.begin(); one != end; ++one) {
            if (replies && one->entry->kind != QueueKind::reply) continue;
            if (best == end) {
                best = one;
                continue;
            }
            const auto rule = telling(*one, *best);
            if (rule && key(*rule, *one) < key(*rule, *best)) best = one;
        }
        assert(best != end);
        return best;
    }

    Candidates::iterator returned_or_best() {
        const auto returned = std::find_if(
            rest_.begin(), rest_.end(), [](const Candidate& candidate) { return candidate.entry->returned; });
        return returned != rest_.end() ? returned : best_by_rules(rest_.end());
    }

    Candidates::iterator pick() {
        const auto waited = std::find_if(rest_.begin(), rest_.end(), [this](const Candidate& candidate) {
            return waited_enough(candidate);
        });
        return waited != rest_.end() ? waited : returned_or_best();
    }

    // Against whoever would be next of those who asked earlier: that is who wonders why.
    Why reason(Candidates::iterator place) {
        const Candidate& picked = *place;
        const bool waited = rules_.overtake_most > 0 && waited_enough(picked);
        if (waited && returned_or_best()->entry != picked.entry)
            return Why{Why::Code::waited, static_cast<std::uint32_t>(rules_.overtake_most)};
        if (place == rest_.begin())
            return Why{picked.entry->reason == QueueReason::invited ? Why::Code::invited
                                                                    : Why::Code::first_come};
        if (picked.entry->returned) return Why{Why::Code::returned};
        const Candidate& other = *best_by_rules(place);
        if (picked.entry->kind == QueueKind::reply && other.entry->kind != QueueKind::reply)
            return Why{Why::Code::reply};
        const auto rule = telling(picked, other);
        assert(rule && "who asked later goes first without a rule that says so");
        switch (rule.value_or(FairRule::first_turn)) {
            case FairRule::first_turn:
                return Why{Why::Code::first_turn};
            case FairRule::place_turn:
                return Why{Why::Code::place_turn, 0, picked.place};
            case FairRule::least_time:
                return Why{Why::Code::least_time, 0, std::nullopt,
                           static_cast<std::int32_t>(picked.spoken_ms / 1000)};
            case FairRule::group_turn:
                return Why{Why::Code::group_turn, 0, std::nullopt, std::nullopt, picked.group};
        }
        return Why{};
    }

    const QueueRules& rules_;
    Candidates orders_;
    Candidates fixed_;
    Candidates rest_;
    std::optional<Place> last_place_;
    std::map<std::optional<PeopleGroupId>, std::int64_t> group_turns_;
    std::uint32_t placed_ = 0;  // ordinary places given so far
};

}  // namespace

std::vector<QueuePlace> queue_order(const State& state, std::size_t most) {
    Order order(state);
    std::vector<QueuePlace> places;
    while (!order.done() && places.size() < most) places.push_back(order.take_next());
    return places;
}

std::optional<EntryId> first_in_order(const State& state) {
    const auto first = queue_order(state, 1);
    return first.empty() ? std::nullopt : std::optional(first.front().entry);
}

}  // namespace buurtkiosk::assembly
