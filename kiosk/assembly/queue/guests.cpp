// Owns places in the queue for people without a phone: by name, by the number of a card, or as a raised hand,
// and knowing a guest again who spoke before. Pure, loop thread. It must never merge a guest with a person
// who has a phone: two people may have one name.
#include <algorithm>

#include "assembly/people/people.h"
#include "assembly/queue/queue.h"
#include "assembly/queue/totals.h"
#include "assembly/rules.h"
#include "base/limits.h"
#include "base/text.h"

namespace buurtkiosk::assembly {
namespace {

// The first entry of the guest with this card, or else of this name without another card.
std::optional<EntryId> known_guest(const Queue& queue, const Guest& guest, std::optional<EntryId> but) {
    std::optional<EntryId> by_name;
    for (auto one = queue.entries.rbegin(); one != queue.entries.rend(); ++one) {
        const QueueEntry& entry = one->second;
        if (entry.person || entry.id == but) continue;
        const EntryId first = entry.guest.first.value_or(entry.id);
        if (guest.card != 0 && entry.guest.card == guest.card) return first;
        const bool cards_differ = guest.card != 0 && entry.guest.card != 0 && entry.guest.card != guest.card;
        const bool named = !guest.name.text.empty() && !entry.guest.name.text.empty() && !cards_differ &&
                           text::same_name(entry.guest.name.text, guest.name.text);
        if (named && !by_name) by_name = first;
    }
    return by_name;
}

// The newest entry of a guest who is known: a name may have been told since the first one.
const QueueEntry& newest_entry(const Queue& queue, EntryId first) {
    const auto newest = std::find_if(queue.entries.rbegin(), queue.entries.rend(), [&](const auto& one) {
        return !one.second.person && one.second.guest.first.value_or(one.second.id) == first;
    });
    return newest->second;
}

// The number that a raised hand got last; 0: none did yet.
std::uint32_t last_hand(const Queue& queue) {
    const auto newest = std::find_if(queue.entries.rbegin(), queue.entries.rend(),
                                     [](const auto& entry) { return entry.second.guest.hand != 0; });
    return newest == queue.entries.rend() ? 0 : newest->second.guest.hand;
}

// The guest's place among those who wait, speak, or were passed.
std::optional<EntryId> place_now(const Queue& queue, EntryId first, bool point_of_order,
                                 std::optional<EntryId> but) {
    const Speaker speaker{std::nullopt, first};
    for (const auto* places : {&queue.waiting, &queue.absent}) {
        for (const EntryId id : *places) {
            const QueueEntry& entry = queue.entries.at(id);
            const bool same_kind = (entry.kind == QueueKind::point_of_order) == point_of_order;
            if (id != but && same_kind && speaker_of(entry) == speaker) return id;
        }
    }
    return std::nullopt;
}

Status is_card(std::uint32_t card) {
    if (card <= static_cast<std::uint32_t>(limits::card_number)) return Done{};
    return refuse(RefusalCode::bad_text, "refusal.bad_card", {{"most", std::to_string(limits::card_number)}});
}

// What both ways of adding somebody ask first. The list may be closed: the chair adds whom the chair wants.
Status takes_kind_from_chair(const State& state, QueueKind kind) {
    if (auto running = require_running(state); !running) return running;
    if (kind == QueueKind::reply && !answered_by_reply(state.queue))
        return refuse(RefusalCode::closed, "refusal.nobody_to_reply_to");
    return Done{};
}

Result<Decision> add(const State& state, QueueEntry entry, const Context& context) {
    if (auto room = room_in_queue(state.queue); !room) return room.refusal();
    Draft draft;
    entry.id = EntryId{state.next.entry};
    if (!entry.person && !entry.guest.first) entry.guest.first = entry.id;
    if (entry.kind == QueueKind::reply) entry.replies_to = answered_by_reply(state.queue);
    entry.asked_ms = context.now_ms;
    draft.decision.answer.entry = entry.id;
    draft.undo_by(QueueLeft{entry.id, true});
    draft.happen(QueueAsked{std::move(entry)});
    return std::move(draft).as_step(state, "step.queue_added");
}

Result<Decision> come_back(const State& state, EntryId absent) {
    Draft draft;
    draft.decision.answer.entry = absent;
    draft.undo_by(SpeakerPassed{absent, true});
    draft.happen(QueueReturned{absent});
    return std::move(draft).as_step(state, "step.queue_returned");
}

Result<Decision> add_person(const State& state, QueueEntry entry, PersonId person, const Context& context) {
    const auto found = state.people.find(person);
    if (found == state.people.end()) return refuse(RefusalCode::not_found, "refusal.no_such_person");
    const bool point_of_order = entry.kind == QueueKind::point_of_order;
    if (waiting_entry(state.queue, person, point_of_order))
        return refuse(RefusalCode::already, "refusal.they_wait");
    if (const auto absent = absent_entry(state.queue, person, point_of_order))
        return come_back(state, *absent);
    entry.person = person;
    entry.place = found->second.place;
    return add(state, std::move(entry), context);
}

}  // namespace

Result<Decision> decide_command(const State& state, const AddToQueue& command, const Context& context) {
    if (auto taken = takes_kind_from_chair(state, command.kind); !taken) return taken.refusal();
    auto topic = clean_line_or_empty(command.topic, limits::topic_graphemes);
    if (!topic) return topic.refusal();
    QueueEntry entry;
    entry.kind = command.kind;
    entry.topic = PersonalText{std::move(topic).value()};
    entry.place = command.place;
    if (command.person) return add_person(state, std::move(entry), *command.person, context);

    auto name = command.card != 0 ? clean_name_or_empty(command.name) : clean_name(command.name);
    if (!name) return name.refusal();
    if (auto card = is_card(command.card); !card) return card.refusal();
    if (auto group = require_group(state, command.group); !group) return group.refusal();
    entry.guest.name = PersonalText{std::move(name).value()};
    entry.guest.card = command.card;
    entry.guest.group = command.group;
    entry.guest.first = known_guest(state.queue, entry.guest, std::nullopt);
    if (entry.guest.first) {
        const bool point_of_order = entry.kind == QueueKind::point_of_order;
        const auto now = place_now(state.queue, *entry.guest.first, point_of_order, std::nullopt);
        if (now && waits(state.queue, *now)) return refuse(RefusalCode::already, "refusal.they_wait");
        if (now) return come_back(state, *now);
        const Guest& before = newest_entry(state.queue, *entry.guest.first).guest;
        if (entry.guest.name.text.empty()) entry.guest.name = before.name;
        if (!entry.guest.group) entry.guest.group = before.group;
    }
    return add(state, std::move(entry), context);
}

Result<Decision> decide_command(const State& state, const AddHands& command, const Context& context) {
    if (auto taken = takes_kind_from_chair(state, command.kind); !taken) return taken.refusal();
    if (command.count < 1 || command.count > limits::hands_at_once) {
        return refuse(RefusalCode::bad_text, "refusal.bad_hands",
                      {{"most", std::to_string(limits::hands_at_once)}});
    }
    if (auto room = room_in_queue(state.queue, static_cast<std::size_t>(command.count)); !room)
        return room.refusal();
    // The numbers begin anew once nobody is left who knows theirs.
    const Queue& queue = state.queue;
    const auto is_hand = [&](EntryId id) { return queue.entries.at(id).guest.hand != 0; };
    const bool speaks =
        queue.speaking && (is_hand(queue.speaking->entry) ||
                           (queue.speaking->interrupts && is_hand(queue.speaking->interrupts->entry)));
    const bool in_use = std::any_of(queue.waiting.begin(), queue.waiting.end(), is_hand) ||
                        std::any_of(queue.absent.begin(), queue.absent.end(), is_hand) || speaks;
    const std::uint32_t last = in_use ? last_hand(queue) : 0;
    Draft draft;
    draft.decision.answer.entry = EntryId{state.next.entry};
    for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(command.count); ++i) {
        QueueEntry entry;
        entry.id = EntryId{state.next.entry + i};
        entry.kind = command.kind;
        entry.guest.hand = last + i + 1;
        entry.guest.first = entry.id;
        if (entry.kind == QueueKind::reply) entry.replies_to = answered_by_reply(queue);
        entry.asked_ms = context.now_ms;
        draft.undo_by(QueueLeft{entry.id, true});
        draft.happen(QueueAsked{std::move(entry)});
    }
    return std::move(draft).as_step(state, "step.queue_hands", {{"n", std::to_string(command.count)}});
}

Result<Decision> decide_command(const State& state, const NameGuest& command, const Context&) {
    const Queue& queue = state.queue;
    const bool there = waits(queue, command.entry) || queue.absent.contains(command.entry) ||
                       command.entry == speaking_entry(queue) || is_interrupted(queue, command.entry);
    if (!there || queue.entries.at(command.entry).person)
        return refuse(RefusalCode::not_found, "refusal.no_such_entry");
    const QueueEntry& entry = queue.entries.at(command.entry);
    Guest guest = entry.guest;
    if (command.name) {
        auto name = clean_name_or_empty(*command.name);
        if (!name) return name.refusal();
        guest.name = PersonalText{std::move(name).value()};
    }
    if (command.card) {
        if (auto card = is_card(*command.card); !card) return card.refusal();
        guest.card = *command.card;
    }
    if (command.group) {
        if (auto group = require_group(state, *command.group); !group) return group.refusal();
        guest.group = *command.group;
    }
    if (guest.name.text.empty() && guest.card == 0 && guest.hand == 0)
        return refuse(RefusalCode::empty, "refusal.empty");
    const bool other_words = guest.name != entry.guest.name || guest.card != entry.guest.card;
    if (other_words) {
        // Whoever turns out to have spoken before, counts as the one who did.
        guest.first = known_guest(queue, guest, command.entry).value_or(command.entry);
        const bool point_of_order = entry.kind == QueueKind::point_of_order;
        if (place_now(queue, *guest.first, point_of_order, command.entry))
            return refuse(RefusalCode::already, "refusal.they_wait");
    }
    Draft draft;
    if (guest == entry.guest) return std::move(draft.decision);
    draft.undo_by(GuestSet{command.entry, guest, entry.guest});
    draft.happen(GuestSet{command.entry, entry.guest, guest});
    return std::move(draft).as_step(state, "step.guest_named");
}

}  // namespace buurtkiosk::assembly
