// Owns what happens to the slips of the paper queue, operation by operation. Test thread only. It must never
// include anything of kiosk/.
#include "fairness/paper_queue.h"

#include <algorithm>

namespace buurtkiosk::paper {

bool PaperQueue::is_home(const Slip& slip) const {
    const bool stays = slip.speaker.person == nobody || slip.turn > 0;
    return stays ? slip.at_home : people[static_cast<std::size_t>(slip.speaker.person - 1)].at_home;
}

int PaperQueue::group_of(const Slip& slip) const {
    const int group = slip.speaker.person == nobody
                          ? slip.group
                          : people[static_cast<std::size_t>(slip.speaker.person - 1)].group;
    return std::find(groups.begin(), groups.end(), group) == groups.end() ? no_group : group;
}

int PaperQueue::place_of(const Speaker& speaker, Where where, bool point_of_order) const {
    for (const Slip& slip : slips) {
        if (slip.where == where && slip.speaker == speaker && is_ordinary(slip) != point_of_order)
            return slip.number;
    }
    return nobody;
}

int PaperQueue::to_reply_to() const {
    if (speaking != nobody && is_ordinary(at(speaking))) return speaking;
    if (interrupted != nobody) return interrupted;
    int last = nobody;
    for (const Slip& slip : slips) {
        if (!is_ordinary(slip) || slip.turn == 0) continue;
        if (last == nobody || slip.turn > at(last).turn) last = slip.number;
    }
    return last;
}

bool PaperQueue::waits_elsewhere(int number) const {
    return std::any_of(slips.begin(), slips.end(), [&](const Slip& slip) {
        return slip.number != number && slip.where == Where::waits && slip.speaker == at(number).speaker &&
               is_ordinary(slip) == is_ordinary(at(number));
    });
}

bool PaperQueue::somebody_waits_twice() const {
    return std::any_of(slips.begin(), slips.end(), [&](const Slip& slip) {
        return slip.where == Where::waits && waits_elsewhere(slip.number);
    });
}

int PaperQueue::ask(const Speaker& speaker, Kind kind, bool at_home, int group, bool invited) {
    Slip slip;
    slip.number = static_cast<int>(slips.size()) + 1;
    slip.speaker = speaker;
    if (speaker.person == nobody && speaker.first_slip == nobody) slip.speaker.first_slip = slip.number;
    slip.kind = kind;
    if (kind == Kind::reply) slip.answers = to_reply_to();
    slip.at_home = at_home;
    slip.group = group;
    slip.invited = invited;
    slips.push_back(slip);
    return slip.number;
}

void PaperQueue::come_back(int number) {
    Slip& slip = at(number);
    slip.where = Where::waits;
    slip.came_back = true;
    slip.came_back_after = last_turn;
}

void PaperQueue::leave(int number) {
    // Whom the chair put somewhere moves up when somebody before them goes.
    if (is_ordinary(at(number))) {
        bool behind = false;
        for (const Place& place : order()) {
            Slip& one = at(place.slip);
            if (behind && one.fixed_at && *one.fixed_at > 0) --*one.fixed_at;
            if (place.slip == number) behind = true;
        }
    }
    at(number).where = Where::gone;
}

void PaperQueue::move(int number, int before) {
    int stand_before = 0;
    for (const Place& place : order()) {
        if (place.slip == before) break;
        if (place.slip != number && is_ordinary(at(place.slip))) ++stand_before;
    }
    at(number).fixed_at = stand_before;
}

void PaperQueue::call(int number, bool chosen, std::int64_t now_ms) {
    while (speaking != nobody) end_turn(now_ms);
    const bool moved = at(number).fixed_at.has_value();
    leave(number);
    Slip& slip = at(number);
    slip.at_home = is_home(slip);
    slip.turn = ++last_turn;
    slip.chosen = chosen || moved;
    slip.where = Where::speaks;
    speaking = number;
    since_ms = now_ms;
    stopped.reset();
    answered = false;
}

void PaperQueue::interrupt(int number, std::int64_t now_ms) {
    Slip& slip = at(number);
    slip.at_home = is_home(slip);
    slip.turn = ++last_turn;
    slip.where = Where::speaks;
    at(speaking).where = Where::interrupted;
    interrupted = speaking;
    interrupted_spoken_ms = stopped.value_or(now_ms - since_ms);
    speaking = number;
    since_ms = now_ms;
    stopped.reset();
    answered = false;
}

void PaperQueue::end_turn(std::int64_t now_ms) {
    Slip& slip = at(speaking);
    slip.where = Where::gone;
    slip.spoken_ms = stopped.value_or(now_ms - since_ms);
    go_on(now_ms);
}

void PaperQueue::was_not_there(std::int64_t now_ms) {
    Slip& slip = at(speaking);
    slip.where = Where::absent;
    slip.turn = 0;
    slip.fixed_at.reset();
    go_on(now_ms);
}

// Nobody speaks now, or who was interrupted goes on where they were.
void PaperQueue::go_on(std::int64_t now_ms) {
    speaking = interrupted;
    interrupted = nobody;
    stopped.reset();
    if (speaking == nobody) return;
    at(speaking).where = Where::speaks;
    since_ms = now_ms - interrupted_spoken_ms;
    answered = true;
}

void PaperQueue::give_up_interrupted() {
    Slip& slip = at(interrupted);
    slip.where = Where::gone;
    slip.spoken_ms = interrupted_spoken_ms;
    interrupted = nobody;
}

void PaperQueue::here(std::int64_t now_ms) {
    if (answered) return;
    answered = true;
    constexpr std::int64_t at_home_within_ms = 60'000;
    if (at(speaking).at_home && !stopped && now_ms - since_ms <= at_home_within_ms) since_ms = now_ms;
}

void PaperQueue::stop_clock(std::int64_t now_ms) {
    if (!stopped) stopped = now_ms - since_ms;
}

void PaperQueue::start_clock(std::int64_t now_ms) {
    if (!stopped) return;
    since_ms = now_ms - *stopped;
    stopped.reset();
}

}  // namespace buurtkiosk::paper
