// Owns what the pages of the speakers' tab and the strip of who speaks share: who is next, how long everybody
// spoke with the turn that runs, what was typed where a name or a card may stand. Drawing thread only. It
// must never order anybody: QueueView::waiting is the order.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "console/desk.h"
#include "views/queue_words.h"

namespace buurtkiosk::console {

// The shared sentences in the desk's language.
views::Say say_of(const Desk& desk);

std::optional<EntryId> speaking_now(const Desk& desk);

// Whom the next press calls: who gave way to a point of order, else the first of the row.
struct NextUp {
    EntryId entry;
    std::string words;  // what stands on the button: it names them
};
std::optional<NextUp> next_up(const Desk& desk);
// Asks for exactly that one: refused when the order changed in between.
assembly::QueueNext call_next(const Desk& desk, const NextUp& next);
// Whether a point of order may be heard now, before who speaks has finished.
bool may_interrupt(const Desk& desk, const views::QueueEntryView& entry);

// None for who has no phone, or is no longer there.
const views::DeskPerson* person_of(const Desk& desk, const std::optional<PersonId>& person);
// "" for no group.
std::string group_words(const Desk& desk, const std::optional<PeopleGroupId>& group);
// "geen groep" and then the groups, as choose_one() takes them; the number of a group there and back.
std::vector<std::string> group_choices(const Desk& desk);
int choice_of_group(const Desk& desk, const std::optional<PeopleGroupId>& group);
std::optional<PeopleGroupId> group_of_choice(const Desk& desk, int choice);

std::vector<std::string> kind_choices(const Desk& desk);

// Where the hall reads along, times stand there only when the chair lets the wall show them.
bool times_may_be_seen(const Desk& desk);
struct LiveTimes {
    views::SpeakingTimes all;
    std::vector<views::DeskSpeaker> speakers;  // longest first
};
LiveTimes live_times(const Desk& desk);
// None for who has not spoken.
const views::DeskSpeaker* spoken_by(const LiveTimes& times, const views::QueueEntryView& entry);
// "sprak 2×, 3:40"
std::string spoken_words(const Desk& desk, const views::DeskSpeaker& speaker);

// Digits are the number of a card, all else is a name.
struct NameOrCard {
    std::string name;
    std::uint32_t card = 0;  // 0: none
    bool empty() const { return name.empty() && card == 0; }
};
NameOrCard name_or_card(std::string_view typed);

// --- the pages ---
void draw_queue_rows(Desk& desk, float height_px);
// The lines in which somebody comes onto the list; as high as they will be, before they are drawn.
float adding_height(Desk& desk);
void draw_adding(Desk& desk);
void draw_queue_rules(Desk& desk);
void draw_people_groups(Desk& desk);
void draw_speaking_times(Desk& desk);

}  // namespace buurtkiosk::console
