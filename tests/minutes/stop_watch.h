// Owns StopWatch: the speaking times of an evening, added up from the journal's events with a watch and a
// notebook. Test thread only. It must never look at a State, nor at the program's own sums.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "journal/journal.h"

namespace buurtkiosk::test {

struct Noted {
    std::int64_t turns = 0;
    std::int64_t spoken_s = 0;
    bool operator==(const Noted&) const = default;
    void add(const Noted& other) {
        turns += other.turns;
        spoken_s += other.spoken_s;
    }
};

class StopWatch {
  public:
    explicit StopWatch(const std::vector<journal::TimedEvent>& events) {
        for (const journal::TimedEvent& event : events) {
            at_ms_ = event.at_ms;
            std::visit([this](const auto& body) { note(body); }, event.event.body);
        }
    }

    // Over every turn that was held: by "room" and "home", the name of a group ("" for none), the kind, and
    // who spoke ("p3", or "e5" for the first place of a guest).
    std::map<std::string, Noted> by_place, by_group, by_kind, by_speaker;
    Noted all;

    void add_up() {
        static const std::array<const char*, 4> kinds = {"point", "reply", "question", "point_of_order"};
        for (const auto& [id, turn] : notes_) {
            if (!turn.called || turn.absent) continue;
            const bool order = turn.entry.kind == assembly::QueueKind::point_of_order;
            const std::int64_t seconds = (turn.spoken_ms + 500) / 1000;
            const Noted noted{order ? 0 : 1, seconds};
            all.add(noted);
            by_place[turn.place == assembly::Place::room ? "room" : "home"].add(noted);
            by_group[group_name(turn)].add(noted);
            by_kind[kinds.at(static_cast<std::size_t>(turn.entry.kind))].add({1, seconds});
            by_speaker[turn.entry.person ? turn.entry.person->text()
                                         : turn.entry.guest.first.value_or(id).text()]
                .add(noted);
        }
    }

  private:
    struct Turn {
        assembly::QueueEntry entry;
        assembly::Place place = assembly::Place::room;
        bool called = false;
        bool absent = false;
        std::int64_t spoken_ms = 0;
    };

    std::string group_name(const Turn& turn) const {
        std::optional<PeopleGroupId> group = turn.entry.guest.group;
        if (turn.entry.person) {
            const auto found = group_of_.find(*turn.entry.person);
            group = found == group_of_.end() ? std::nullopt : found->second;
        }
        for (const assembly::PeopleGroup& one : groups_) {
            if (group == one.id) return one.name;
        }
        return "";
    }
    static void as_new(Turn& turn) { turn.called = turn.absent = false, turn.spoken_ms = 0; }

    template <class Other>
    void note(const Other&) {}
    void note(const assembly::PersonJoined& event) { place_of_[event.person] = event.place; }
    void note(const assembly::PersonReturned& event) { place_of_[event.person] = event.place; }
    void note(const assembly::PersonPlaced& event) { place_of_[event.person] = event.place; }
    void note(const assembly::PersonGrouped& event) { group_of_[event.person] = event.to; }
    void note(const assembly::PeopleGroupsSet& event) { groups_ = event.to; }
    void note(const assembly::QueueAsked& event) { notes_[event.entry.id].entry = event.entry; }
    void note(const assembly::GuestSet& event) { notes_.at(event.entry).entry.guest = event.to; }
    void note(const assembly::QueuePlaced& event) { as_new(notes_.at(event.entry)); }
    void note(const assembly::QueueReturned& event) { as_new(notes_.at(event.entry)); }
    void note(const assembly::QueueLeft& event) {
        if (notes_.at(event.entry).absent) as_new(notes_.at(event.entry));
    }
    void note(const assembly::SpeakerPassed& event) {
        notes_.at(event.entry).absent = true;
        notes_.at(event.entry).spoken_ms = 0;
        if (floor_ && floor_->entry == event.entry) floor_.reset();
    }
    void note(const assembly::SpeakingSet& event) {
        // Whoever had the floor, or had given way, and is in it no longer: that is their time.
        std::map<EntryId, std::int64_t> had;
        if (floor_) {
            had[floor_->entry] =
                floor_->paused_ms.value_or(std::max<std::int64_t>(0, at_ms_ - floor_->since_ms));
            if (floor_->interrupts) had[floor_->interrupts->entry] = floor_->interrupts->spoken_ms;
        }
        floor_ = event.to;
        for (const auto& [entry, spoken_ms] : had) notes_.at(entry).spoken_ms = spoken_ms;
        if (!floor_) return;
        Turn& turn = notes_.at(floor_->entry);
        if (!turn.called)
            turn.place = turn.entry.person ? place_of_.at(*turn.entry.person) : turn.entry.place;
        turn.called = true;
        turn.absent = false;
        turn.spoken_ms = 0;
        if (floor_->interrupts) notes_.at(floor_->interrupts->entry).spoken_ms = 0;
    }

    std::int64_t at_ms_ = 0;
    std::map<PersonId, assembly::Place> place_of_;
    std::map<PersonId, std::optional<PeopleGroupId>> group_of_;
    std::vector<assembly::PeopleGroup> groups_;
    std::map<EntryId, Turn> notes_;
    std::optional<assembly::Speaking> floor_;
};

}  // namespace buurtkiosk::test
