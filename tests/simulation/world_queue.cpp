// Owns what a random chair does with the speaker queue. Test thread. It must never look at more of the State
// than a chair sees.
#include <algorithm>

#include "base/limits.h"
#include "simulation/world.h"

namespace buurtkiosk::simulation {

using namespace assembly;

Command World::queue_command(const State& state) {
    const Queue& queue = state.queue;
    const auto one_of = [&](const std::set<EntryId>& entries) {
        if (entries.empty() || dice_.in_hundred(10))
            return EntryId{static_cast<std::uint32_t>(1 + dice_.below(state.next.entry))};
        return *std::next(entries.begin(), static_cast<std::ptrdiff_t>(dice_.below(entries.size())));
    };
    const auto some_entry = [&] { return one_of(queue.waiting); };
    const auto waiting_with = [&](auto holds) -> std::optional<EntryId> {
        const auto found = std::find_if(queue.waiting.begin(), queue.waiting.end(),
                                        [&](EntryId id) { return holds(queue.entries.at(id)); });
        return found == queue.waiting.end() ? std::nullopt : std::optional(*found);
    };
    const auto point_of_order =
        waiting_with([](const QueueEntry& entry) { return entry.kind == QueueKind::point_of_order; });
    const auto guest = waiting_with([](const QueueEntry& entry) { return !entry.person; });
    const auto some_group = [&] {
        return dice_.in_hundred(80)
                   ? std::optional(PeopleGroupId{static_cast<std::uint32_t>(1 + dice_.below(3))})
                   : std::nullopt;
    };
    constexpr std::array rules = {FairRule::first_turn, FairRule::place_turn, FairRule::least_time,
                                  FairRule::group_turn};
    std::optional<EntryId> speaks;
    if (queue.speaking && !dice_.in_hundred(10)) speaks = queue.speaking->entry;
    // What is seldom possible is done when it is.
    if (point_of_order && queue.speaking && dice_.in_hundred(20))
        return InterruptSpeaker{speaks, *point_of_order};
    if (!queue.absent.empty() && dice_.in_hundred(20)) return ReturnToQueue{one_of(queue.absent)};
    if (crowded_ && queue.waiting.size() < 3 * limits::hands_at_once && dice_.in_hundred(20))
        return AddHands{limits::hands_at_once, dice_.of(kind_list)};
    switch (dice_.below(20)) {
        case 0:
            return dice_.in_hundred(30) ? Command{CloseQueue{}} : Command{OpenQueue{}};
        case 1:
        case 2: {
            QueueNext next{speaks};
            if (dice_.in_hundred(50)) next.next = first_in_order(state);
            if (dice_.in_hundred(10)) next.next = some_entry();
            return next;
        }
        case 3:
            return EndTurn{speaks};
        case 4:
            return CallSpeaker{speaks, some_entry()};
        case 5:
            return InterruptSpeaker{speaks, some_entry()};
        case 6:
            return PassSpeaker{speaks};
        case 7:
            return ReturnToQueue{one_of(queue.absent)};
        case 8:
        case 9: {
            AddToQueue add{dice_.of(name_list), dice_.in_hundred(80) ? Place::room : Place::home};
            if (dice_.in_hundred(30)) add.card = static_cast<std::uint32_t>(dice_.below(5));
            if (dice_.in_hundred(20))
                add.person = PersonId{static_cast<std::uint32_t>(1 + dice_.below(state.next.person))};
            if (dice_.in_hundred(30)) add.kind = dice_.of(kind_list);
            if (dice_.in_hundred(30)) add.group = some_group();
            return add;
        }
        case 10:
            return AddHands{static_cast<std::int32_t>(dice_.below(4)), dice_.of(kind_list)};
        case 11: {
            NameGuest named{guest && dice_.in_hundred(80) ? *guest : some_entry()};
            if (dice_.in_hundred(70)) named.name = dice_.of(name_list);
            if (dice_.in_hundred(30)) named.card = static_cast<std::uint32_t>(dice_.below(5));
            if (dice_.in_hundred(30)) named.group = some_group();
            return named;
        }
        case 12:
            return RemoveFromQueue{some_entry()};
        case 13:
        case 14:
            return MoveInQueue{some_entry(),
                               dice_.in_hundred(50) ? std::optional(some_entry()) : std::optional<EntryId>()};
        case 15:
            return dice_.in_hundred(50) ? Command{PauseSpeaker{speaks}} : Command{ContinueSpeaker{speaks}};
        case 16:
            return GiveSpeakerMore{speaks, static_cast<std::int32_t>(dice_.below(120)) - 40};
        case 17:
            return SetSpeakingLimit{static_cast<std::int32_t>(dice_.below(200)), dice_.of(kind_list)};
        case 18: {
            SetQueueRules chosen;
            chosen.order.emplace();
            for (std::size_t i = dice_.below(3); i > 0; --i) chosen.order->push_back(dice_.of(rules));
            chosen.overtake_most = static_cast<std::int32_t>(dice_.below(22));
            if (dice_.in_hundred(50)) chosen.replies_open = dice_.in_hundred(70);
            if (dice_.in_hundred(50)) chosen.show_times = dice_.in_hundred(50);
            return chosen;
        }
        default:
            if (dice_.in_hundred(40))
                return SetPersonGroup{
                    PersonId{static_cast<std::uint32_t>(1 + dice_.below(state.next.person))}, some_group()};
            if (dice_.in_hundred(50))
                return SetVideoCall{dice_.in_hundred(70) ? "https://bellen.example/b" : ""};
            return dice_.in_hundred(60) ? SetPeopleGroups{{"Bewoners", "Gemeente"}}
                                        : SetPeopleGroups{{"Bewoners", "Woningcorporatie", "Gemeente"}};
    }
}

}  // namespace buurtkiosk::simulation
