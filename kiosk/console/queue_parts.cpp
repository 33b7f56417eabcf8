// Owns what the pages of the speakers' tab and the strip of who speaks share, as words and numbers. Drawing
// thread only. It must never draw.
#include "console/queue_parts.h"

#include <algorithm>

namespace buurtkiosk::console {

namespace {

using assembly::QueueKind;

std::int64_t running_ms(const Desk& desk, const views::SpeakingView& speaking) {
    return std::max<std::int64_t>(0, speaking.paused_ms.value_or(desk.now_ms - speaking.since_ms));
}

// Whose times these are. A guest is known by their first entry: two may have the same name.
template <class Speakers>
auto find_speaker(Speakers& speakers, const views::QueueEntryView& entry) {
    const auto by = [&](const auto& matches) {
        return std::find_if(speakers.begin(), speakers.end(), matches);
    };
    using views::DeskSpeaker;
    if (entry.person) return by([&](const DeskSpeaker& one) { return one.person == entry.person; });
    const EntryId first = entry.guest.value_or(entry.id);
    return by([&](const DeskSpeaker& one) { return !one.person && one.entry == first; });
}

}  // namespace

views::Say say_of(const Desk& desk) {
    return [&desk](std::string_view key, const std::vector<TextParameter>& parameters) {
        return desk.say(key, parameters);
    };
}

std::optional<EntryId> speaking_now(const Desk& desk) {
    const auto& speaking = desk.view().queue.speaking;
    return speaking ? std::optional(speaking->entry.id) : std::nullopt;
}

std::optional<NextUp> next_up(const Desk& desk) {
    const views::QueueView& queue = desk.view().queue;
    if (queue.speaking && queue.speaking->interrupts) {
        const views::SpeakingView::Interrupted& again = *queue.speaking->interrupts;
        return NextUp{again.id, desk.say("console.speaker.again", {{"name", desk.name_of(again.name)}})};
    }
    if (queue.waiting.empty()) return std::nullopt;
    const views::QueueEntryView& first = queue.waiting.front();
    return NextUp{first.id, desk.say("console.speaker.next", {{"name", desk.name_of(first.name)}})};
}

assembly::QueueNext call_next(const Desk& desk, const NextUp& next) {
    return assembly::QueueNext{speaking_now(desk), next.entry};
}

bool may_interrupt(const Desk& desk, const views::QueueEntryView& entry) {
    const auto& speaking = desk.view().queue.speaking;
    return entry.kind == QueueKind::point_of_order && speaking &&
           speaking->entry.kind != QueueKind::point_of_order && !speaking->interrupts &&
           desk.view().phase != views::Phase::ended;
}

const views::DeskPerson* person_of(const Desk& desk, const std::optional<PersonId>& person) {
    if (!person) return nullptr;
    const auto& people = desk.desk().people;  // by id
    const auto found =
        std::lower_bound(people.begin(), people.end(), *person,
                         [](const views::DeskPerson& one, PersonId wanted) { return one.id < wanted; });
    return found == people.end() || found->id != *person ? nullptr : &*found;
}

std::string group_words(const Desk& desk, const std::optional<PeopleGroupId>& group) {
    if (!group) return {};
    for (const views::PeopleGroupView& one : desk.view().groups) {
        if (one.id == *group) return one.name;
    }
    return {};
}

std::vector<std::string> group_choices(const Desk& desk) {
    std::vector<std::string> words{desk.say("console.groups.none")};
    for (const views::PeopleGroupView& group : desk.view().groups) words.push_back(group.name);
    return words;
}

int choice_of_group(const Desk& desk, const std::optional<PeopleGroupId>& group) {
    const auto& groups = desk.view().groups;
    for (std::size_t i = 0; group && i < groups.size(); ++i) {
        if (groups[i].id == *group) return static_cast<int>(i) + 1;
    }
    return 0;
}

std::optional<PeopleGroupId> group_of_choice(const Desk& desk, int choice) {
    const auto& groups = desk.view().groups;
    const auto number = static_cast<std::size_t>(std::max(choice, 0));
    if (number == 0 || number > groups.size()) return std::nullopt;
    return groups[number - 1].id;
}

std::vector<std::string> kind_choices(const Desk& desk) {
    std::vector<std::string> words;
    for (std::size_t kind = 0; kind < assembly::queue_kinds; ++kind)
        words.push_back(views::kind_words(say_of(desk), static_cast<QueueKind>(kind)));
    return words;
}

bool times_may_be_seen(const Desk& desk) {
    return !desk.hall_reads_along() || desk.view().queue.rules.show_times;
}

LiveTimes live_times(const Desk& desk) {
    LiveTimes live{desk.desk().times, desk.desk().speakers};
    const auto& speaking = desk.view().queue.speaking;
    if (!speaking) return live;
    const std::int64_t running = running_ms(desk, *speaking);
    (speaking->entry.place == views::Place::home ? live.all.home_ms : live.all.room_ms) += running;
    for (auto& [group, spoken_ms] : live.all.groups_ms) {
        if (speaking->entry.group == group) spoken_ms += running;
    }
    const auto now = find_speaker(live.speakers, speaking->entry);
    if (now == live.speakers.end()) return live;
    now->spoken_ms += running;
    std::stable_sort(live.speakers.begin(), live.speakers.end(),
                     [](const views::DeskSpeaker& one, const views::DeskSpeaker& other) {
                         return one.spoken_ms > other.spoken_ms;
                     });
    return live;
}

const views::DeskSpeaker* spoken_by(const LiveTimes& times, const views::QueueEntryView& entry) {
    const auto found = find_speaker(times.speakers, entry);
    return found == times.speakers.end() ? nullptr : &*found;
}

std::string spoken_words(const Desk& desk, const views::DeskSpeaker& speaker) {
    const std::string time = minutes_seconds(speaker.spoken_ms);
    if (speaker.turns == 0) return desk.say("console.queue.spoke_time", {{"time", time}});
    return desk.say("console.queue.spoke", {{"times", std::to_string(speaker.turns)}, {"time", time}});
}

NameOrCard name_or_card(std::string_view typed) {
    constexpr std::size_t most_digits = 9;  // more is no card, and no number that fits
    const std::string text = in_one_line(std::string(typed));
    const bool digits = !text.empty() && text.size() <= most_digits &&
                        text.find_first_not_of("0123456789") == std::string::npos;
    const auto card = digits ? static_cast<std::uint32_t>(std::stoul(text)) : 0;
    return card != 0 ? NameOrCard{"", card} : NameOrCard{text, 0};
}

}  // namespace buurtkiosk::console
