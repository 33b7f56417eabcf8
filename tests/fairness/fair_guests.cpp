// Owns what a random evening does for people without a phone: by name, by card, as raised hands, and who
// turns out to have spoken before. Test thread only. It must never ask the program who somebody is.
#include <algorithm>

#include "fairness/both_names.h"
#include "fairness/fair_evening.h"

namespace buurtkiosk::fairness {

using namespace assembly;

namespace {

constexpr std::array guest_names = {"", "Wim", "Els"};
constexpr std::size_t cards = 3;

}  // namespace

// The first slip of the guest with this card, or else of this name, unless they showed another card.
int FairEvening::known_guest(int card, int name, int but) const {
    int by_name = paper::nobody;
    for (auto slip = paper_.slips.rbegin(); slip != paper_.slips.rend(); ++slip) {
        if (slip->speaker.person != paper::nobody || slip->number == but) continue;
        if (card != 0 && slip->card == card) return slip->speaker.first_slip;
        const bool other_card = card != 0 && slip->card != 0;
        if (name != 0 && slip->name == name && !other_card && by_name == paper::nobody)
            by_name = slip->speaker.first_slip;
    }
    return by_name;
}

void FairEvening::add_person(int person, paper::Kind kind) {
    const paper::Speaker speaker{person, paper::nobody};
    const bool urgent = kind == paper::Kind::point_of_order;
    AddToQueue command;
    command.person = PersonId{static_cast<std::uint32_t>(person)};
    command.kind = kind_of(kind);
    const int absent = paper_.place_of(speaker, paper::Where::absent, urgent);
    const bool waits = paper_.place_of(speaker, paper::Where::waits, urgent) != paper::nobody;
    // The chair may also when replies are closed, but there must be somebody to reply to.
    const bool possible = !waits && (kind != paper::Kind::reply || paper_.to_reply_to() != paper::nobody);
    both(
        Deed::add_person, possible, console, command,
        [=](paper::PaperQueue& to) {
            if (absent != paper::nobody) return to.come_back(absent);
            to.ask(speaker, kind, false, paper::no_group, false);
        },
        true);
}

void FairEvening::add_guest(paper::Kind kind) {
    const int card = dice_.in_hundred(70) ? 1 + static_cast<int>(dice_.below(cards)) : 0;
    const int name = card == 0 ? 1 + static_cast<int>(dice_.below(guest_names.size() - 1)) : 0;
    int group = dice_.in_hundred(40) ? some_group() : paper::no_group;
    const bool home = dice_.in_hundred(30);
    AddToQueue command;
    command.name = guest_names.at(static_cast<std::size_t>(name));
    command.card = static_cast<std::uint32_t>(card);
    command.place = home ? Place::home : Place::room;
    command.kind = kind_of(kind);
    if (group != paper::no_group) command.group = PeopleGroupId{static_cast<std::uint32_t>(group)};

    const int first = known_guest(card, name, paper::nobody);
    const paper::Speaker speaker{paper::nobody, first};
    const bool urgent = kind == paper::Kind::point_of_order;
    const bool known = first != paper::nobody;
    const int absent = known ? paper_.place_of(speaker, paper::Where::absent, urgent) : paper::nobody;
    const bool waits = known && paper_.place_of(speaker, paper::Where::waits, urgent) != paper::nobody;
    const bool possible = !waits && (kind != paper::Kind::reply || paper_.to_reply_to() != paper::nobody);
    int told_name = name;
    if (known) {  // what was told before need not be told again
        const auto newest = std::find_if(paper_.slips.rbegin(), paper_.slips.rend(),
                                         [&](const paper::Slip& slip) { return slip.speaker == speaker; });
        if (group == paper::no_group) group = newest->group;
        if (name == 0) told_name = newest->name;
    }
    both(
        Deed::add_guest, possible, console, command,
        [=](paper::PaperQueue& to) {
            if (absent != paper::nobody) return to.come_back(absent);
            paper::Slip& slip = to.at(to.ask(speaker, kind, home, group, false));
            slip.card = card;
            slip.name = told_name;
        },
        true);
}

void FairEvening::add_hands(paper::Kind kind) {
    const int count = 1 + static_cast<int>(dice_.below(2));
    const bool possible = kind != paper::Kind::reply || paper_.to_reply_to() != paper::nobody;
    both(
        Deed::hands, possible, console, AddHands{count, kind_of(kind)},
        [=](paper::PaperQueue& to) {
            for (int i = 0; i < count; ++i) to.ask({}, kind, false, paper::no_group, false);
        },
        true);
}

// A hand of which nobody knew who it was gets a name or a card.
void FairEvening::name_hand() {
    int hand = paper::nobody;
    for (const paper::Slip& slip : paper_.slips) {
        const bool nameless = slip.speaker.person == paper::nobody && slip.card == 0 && slip.name == 0;
        if (slip.where == paper::Where::waits && nameless) hand = slip.number;
    }
    if (hand == paper::nobody) return;
    const int card = dice_.in_hundred(60) ? 1 + static_cast<int>(dice_.below(cards)) : 0;
    const int name = card == 0 ? 1 + static_cast<int>(dice_.below(guest_names.size() - 1)) : 0;
    NameGuest command{EntryId{static_cast<std::uint32_t>(hand)}};
    if (card != 0) command.card = static_cast<std::uint32_t>(card);
    if (name != 0) command.name = guest_names.at(static_cast<std::size_t>(name));
    const int known = known_guest(card, name, hand);
    const int first = known == paper::nobody ? hand : known;
    const bool urgent = !is_ordinary(paper_.at(hand));
    const auto has = [&](paper::Where where) {
        const int place = paper_.place_of({paper::nobody, first}, where, urgent);
        return place != paper::nobody && place != hand;
    };
    const bool possible = !has(paper::Where::waits) && !has(paper::Where::absent);
    both(
        Deed::name_hand, possible, console, command,
        [=](paper::PaperQueue& to) {
            to.at(hand).speaker.first_slip = first;
            to.at(hand).card = card;
            to.at(hand).name = name;
        },
        true);
}

}  // namespace buurtkiosk::fairness
