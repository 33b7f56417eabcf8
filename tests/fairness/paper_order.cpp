// Owns the order that the rules of the house give, read slip by slip as a person at a table would do it:
// slow, and with each rule standing where the rules say it. Test thread only. It must never include anything
// of kiosk/.
#include <algorithm>

#include "fairness/paper_queue.h"

namespace buurtkiosk::paper {
namespace {

// What is known of a slip that waits, beside what stands on it.
struct Waiting {
    int slip = nobody;
    Kind kind = Kind::point;
    Speaker speaker;
    bool invited = false;
    bool came_back = false;
    std::optional<int> fixed_at;
    bool at_home = false;
    int group = no_group;
    int overtaken = 0;
    bool has_spoken = false;
    std::int64_t spoken_ms = 0;
};

// The table while the order is laid out: what is left to pick, and the facts as they will be by then.
struct Table {
    const PaperQueue& paper;
    std::vector<Waiting> left;
    int picked = 0;                 // not counting points of order
    std::optional<bool> last_home;  // where who was called last takes part; none: nobody was
    std::vector<int> turns_of_group;

    explicit Table(const PaperQueue& queue);
    Place pick();

  private:
    std::vector<const Waiting*> unfixed() const;
    std::int64_t key(Rule rule, const Waiting& one) const;
    const Waiting* least(const std::vector<const Waiting*>& choice) const;
    // As if nobody had been overtaken often.
    std::pair<const Waiting*, Reason> by_the_rules(const std::vector<const Waiting*>& choice) const;
    void remove(int slip, bool by_rules);
};

Table::Table(const PaperQueue& queue) : paper(queue) {
    int last_turn = 0;
    for (const Slip& slip : queue.slips) {
        const auto group = static_cast<std::size_t>(queue.group_of(slip));
        if (turns_of_group.size() <= group) turns_of_group.resize(group + 1, 0);
        if (slip.turn == 0 || !is_ordinary(slip)) continue;
        ++turns_of_group[group];
        if (slip.turn > last_turn) {
            last_turn = slip.turn;
            last_home = slip.at_home;
        }
    }
    for (const Slip& slip : queue.slips) {
        if (slip.where != Where::waits) continue;
        Waiting one{slip.number,
                    slip.kind,
                    slip.speaker,
                    slip.invited,
                    slip.came_back,
                    slip.fixed_at,
                    queue.is_home(slip),
                    queue.group_of(slip),
                    0,
                    false,
                    0};
        for (const Slip& other : queue.slips) {
            if (other.speaker == slip.speaker) {
                // A point of order costs nobody their place.
                if (is_ordinary(other)) one.spoken_ms += other.spoken_ms;
                if (other.turn > 0 && is_ordinary(other)) one.has_spoken = true;
            }
            if (other.turn > slip.came_back_after && other.number > slip.number && is_ordinary(other) &&
                !other.chosen)
                ++one.overtaken;
        }
        left.push_back(one);
    }
}

std::vector<const Waiting*> Table::unfixed() const {
    std::vector<const Waiting*> result;
    for (const Waiting& one : left) {
        if (one.kind != Kind::point_of_order && !one.fixed_at) result.push_back(&one);
    }
    return result;
}

std::int64_t Table::key(Rule rule, const Waiting& one) const {
    switch (rule) {
        case Rule::first_turn:
            return one.has_spoken ? 1 : 0;
        case Rule::place_turn:
            return last_home == one.at_home ? 1 : 0;
        case Rule::least_time:
            return one.spoken_ms;
        case Rule::group_turn:
            return turns_of_group[static_cast<std::size_t>(one.group)];
    }
    return 0;
}

const Waiting* Table::least(const std::vector<const Waiting*>& choice) const {
    const Waiting* best = choice.front();  // they stand in the order of asking
    for (const Waiting* one : choice) {
        for (const Rule rule : paper.rules) {
            if (key(rule, *one) == key(rule, *best)) continue;
            if (key(rule, *one) < key(rule, *best)) best = one;
            break;
        }
    }
    return best;
}

std::pair<const Waiting*, Reason> Table::by_the_rules(const std::vector<const Waiting*>& choice) const {
    const Waiting* first = choice.front();
    const Reason in_turn{first->invited ? Code::invited : Code::first_come};

    for (const Waiting* one : choice) {
        if (one->came_back) return {one, one == first ? in_turn : Reason{Code::returned}};
    }

    std::vector<const Waiting*> replies;
    for (const Waiting* one : choice) {
        if (one->kind == Kind::reply) replies.push_back(one);
    }
    const Waiting* best = least(replies.empty() ? choice : replies);
    if (best == first) return {best, in_turn};
    // Who asked earlier and would be next without this one, asks why.
    std::vector<const Waiting*> earlier;
    for (const Waiting* one : choice) {
        const bool may_be = replies.empty() || one->kind == Kind::reply;
        if (one->slip < best->slip && may_be) earlier.push_back(one);
    }
    if (earlier.empty()) return {best, {Code::reply}};
    const Waiting* passed_over = least(earlier);
    for (const Rule rule : paper.rules) {
        if (key(rule, *best) == key(rule, *passed_over)) continue;
        switch (rule) {
            case Rule::first_turn:
                return {best, {Code::first_turn}};
            case Rule::place_turn:
                return {best, {Code::place_turn, best->at_home ? 1 : 0}};
            case Rule::least_time:
                return {best, {Code::least_time, best->spoken_ms / 1000}};
            case Rule::group_turn:
                return {best, {Code::group_turn, best->group}};
        }
    }
    return {best, {}};
}

Place Table::pick() {
    // Points of order first, as they were asked.
    for (const Waiting& one : left) {
        if (one.kind == Kind::point_of_order) {
            const int slip = one.slip;
            remove(slip, false);
            return {slip, {Code::point_of_order}};
        }
    }

    // Then whom the chair put here.
    const std::vector<const Waiting*> choice = unfixed();
    const Waiting* fixed = nullptr;
    for (const Waiting& one : left) {
        if (!one.fixed_at) continue;
        if (!choice.empty() && *one.fixed_at > picked) continue;
        if (!fixed || *one.fixed_at < *fixed->fixed_at) fixed = &one;
    }
    if (fixed) {
        const int slip = fixed->slip;
        remove(slip, false);
        return {slip, {Code::chair_moved}};
    }

    auto [best, why] = by_the_rules(choice);
    // Nobody waits longer than the house allows.
    for (const Waiting* one : choice) {
        if (one->overtaken < paper.overtake_most) continue;
        if (one != best && paper.overtake_most > 0) why = {Code::waited, paper.overtake_most};
        if (one != best && paper.overtake_most == 0) why = {one->invited ? Code::invited : Code::first_come};
        best = one;
        break;
    }
    const int slip = best->slip;
    remove(slip, true);
    return {slip, why};
}

void Table::remove(int slip, bool by_rules) {
    const auto found =
        std::find_if(left.begin(), left.end(), [&](const Waiting& one) { return one.slip == slip; });
    const Waiting gone = *found;
    left.erase(found);
    if (gone.kind == Kind::point_of_order) return;
    ++picked;
    last_home = gone.at_home;
    ++turns_of_group[static_cast<std::size_t>(gone.group)];
    for (Waiting& one : left) {
        if (one.speaker == gone.speaker) one.has_spoken = true;
        if (by_rules && one.slip < slip) ++one.overtaken;
    }
}

}  // namespace

std::vector<Place> PaperQueue::order() const {
    Table table(*this);
    std::vector<Place> result;
    while (!table.left.empty()) result.push_back(table.pick());
    return result;
}

}  // namespace buurtkiosk::paper
