// Owns how the speaker queue is shown: the order with its reasons, who speaks, and how the time is divided.
// Pure, loop thread. It must never order anybody itself: assembly/queue/order.h does.
#include "views/queue_view.h"

#include <algorithm>
#include <string>

#include "assembly/questions/questions.h"
#include "assembly/queue/order.h"
#include "assembly/queue/queue.h"
#include "assembly/queue/totals.h"

namespace buurtkiosk::views {
namespace {

using assembly::State;

// Somebody who explains their word, or asks their question aloud, stands in the queue with it, unless the
// chair has hidden it since.
bool topic_is_hidden(const State& state, const assembly::QueueEntry& entry) {
    if (entry.asks && !assembly::may_be_read(state, *entry.asks)) return true;
    if (!entry.explains || !entry.person) return false;
    const auto check_in = state.check_ins.find(*entry.explains);
    if (check_in == state.check_ins.end()) return false;
    const auto answer = check_in->second.answers.find(*entry.person);
    if (answer == check_in->second.answers.end()) return false;
    // Who means another word by now, no longer stands behind this one.
    if (answer->second.word != entry.topic) return true;
    const assembly::WordGroup& group = check_in->second.groups.at(answer->second.group);
    return !check_in->second.was_shown || group.hidden || group.waits;
}

SpeakingView speaking_view(const State& state, const assembly::Speaking& speaking) {
    SpeakingView view{entry_view(state, speaking.entry), speaking.since_ms, speaking.limit_s,
                      speaking.paused_ms, speaking.answered_ms.has_value()};
    if (speaking.interrupts) {
        const assembly::Speaking::Interrupted& gave_way = *speaking.interrupts;
        view.interrupts = SpeakingView::Interrupted{gave_way.entry, speaker_name(state, gave_way.entry),
                                                    state.queue.entries.at(gave_way.entry).person,
                                                    gave_way.spoken_ms, gave_way.limit_s};
    }
    return view;
}

// What was spoken so far, without the turn that runs: also by who gave way to a point of order. Theirs is not
// over, and counts in the order only when it is; but times that drop while somebody is heard would tell a
// lie.
assembly::SpeakingTotals spoken_so_far(const State& state) {
    assembly::SpeakingTotals totals = assembly::speaking_totals(state);
    if (!state.queue.speaking || !state.queue.speaking->interrupts) return totals;
    const assembly::Speaking::Interrupted& gave_way = *state.queue.speaking->interrupts;
    const assembly::QueueEntry& entry = state.queue.entries.at(gave_way.entry);
    totals.speakers[speaker_of(entry)].spoken_ms += gave_way.spoken_ms;
    (entry.place == Place::room ? totals.room : totals.home).spoken_ms += gave_way.spoken_ms;
    totals.groups[assembly::group_of(state, entry)].spoken_ms += gave_way.spoken_ms;
    return totals;
}

}  // namespace

std::string speaker_name(const State& state, EntryId id) {
    return assembly::speaker_name(state, state.queue.entries.at(id));
}

QueueEntryView entry_view(const State& state, EntryId id) {
    const assembly::QueueEntry& entry = state.queue.entries.at(id);
    QueueEntryView view{id,           speaker_name(state, id), place_of(state, entry),
                        entry.person, entry.topic.text,        entry.kind};
    if (topic_is_hidden(state, entry)) view.topic.clear();
    view.group = assembly::group_of(state, entry);
    view.card = entry.guest.card;
    view.hand = entry.guest.hand;
    view.guest = speaker_of(entry).guest;
    if (entry.replies_to) view.replies_to = speaker_name(state, *entry.replies_to);
    return view;
}

SpeakingTimes speaking_times(const State& state) {
    const assembly::SpeakingTotals totals = spoken_so_far(state);
    SpeakingTimes times{totals.room.spoken_ms, totals.home.spoken_ms, {}};
    for (const assembly::PeopleGroup& group : state.groups) {
        const auto spoken = totals.groups.find(group.id);
        times.groups_ms.emplace_back(group.id, spoken == totals.groups.end() ? 0 : spoken->second.spoken_ms);
    }
    return times;
}

std::vector<DeskSpeaker> desk_speakers(const State& state) {
    // The newest entry of each tells the name by which they are known, the oldest is the guest's own.
    std::map<assembly::Speaker, EntryId> newest;
    for (const auto& [id, entry] : state.queue.entries) {
        if (assembly::had_turn(state.queue, entry)) newest[assembly::speaker_of(entry)] = id;
    }
    std::vector<DeskSpeaker> speakers;
    for (const auto& [speaker, spoken] : spoken_so_far(state).speakers) {
        const EntryId known_by = newest.at(speaker);
        const assembly::QueueEntry& entry = state.queue.entries.at(known_by);
        const Place place = speaker.person ? state.people.at(*speaker.person).place : entry.place;
        speakers.push_back(DeskSpeaker{speaker_name(state, known_by), speaker.person,
                                       speaker.guest.value_or(known_by), place,
                                       assembly::group_of(state, entry), spoken.turns, spoken.spoken_ms});
    }
    std::stable_sort(speakers.begin(), speakers.end(), [](const DeskSpeaker& one, const DeskSpeaker& other) {
        if (one.spoken_ms != other.spoken_ms) return one.spoken_ms > other.spoken_ms;
        return one.turns > other.turns;
    });
    return speakers;
}

QueueView queue_view(const State& state) {
    QueueView view{state.queue.open, {}, state.queue.limits_s, std::nullopt, state.queue.rules};
    for (const assembly::QueuePlace& place : assembly::queue_order(state)) {
        QueueEntryView entry = entry_view(state, place.entry);
        entry.why = place.why;
        entry.overtaken = place.overtaken;
        view.waiting.push_back(std::move(entry));
    }
    if (state.queue.speaking) view.speaking = speaking_view(state, *state.queue.speaking);
    for (std::size_t kind = 0; kind < assembly::queue_kinds; ++kind)
        view.turns_s.at(kind) = assembly::expected_turn_s(state.queue, static_cast<QueueKind>(kind));
    if (state.queue.rules.show_times) view.times = speaking_times(state);
    if (const auto answered = assembly::answered_by_reply(state.queue))
        view.answered =
            AnsweredView{speaker_name(state, *answered), state.queue.entries.at(*answered).person};
    return view;
}

std::uint32_t order_hash(const std::optional<EntryId>& speaking, const std::vector<EntryId>& waiting) {
    std::string text = speaking ? speaking->text() : "-";
    for (const EntryId id : waiting) text += " " + id.text();
    std::uint32_t hash = 2'166'136'261U;
    for (const char letter : text) hash = (hash ^ static_cast<unsigned char>(letter)) * 16'777'619U;
    return hash;
}

std::uint32_t order_hash(const QueueView& queue) {
    std::vector<EntryId> waiting;
    waiting.reserve(queue.waiting.size());
    for (const QueueEntryView& entry : queue.waiting) waiting.push_back(entry.id);
    return order_hash(queue.speaking ? std::optional(queue.speaking->entry.id) : std::nullopt, waiting);
}

}  // namespace buurtkiosk::views
