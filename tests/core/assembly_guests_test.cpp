// Owns the tables of people without a phone and of the groups that the chair names: names, cards, hands, who
// is known again, and what is refused. Test thread. It must never read a real clock.
#include "assembly/queue/queue.h"
#include "assembly/queue/totals.h"
#include "base/limits.h"
#include "core/meeting.h"
#include "views/views.h"

using namespace buurtkiosk;
using namespace buurtkiosk::test;

namespace {

struct GuestsEvening : Meeting {
    EntryId add(const AddToQueue& command) { return *accept(console(), command).entry; }
    EntryId by_card(std::uint32_t card, const std::string& name = "") {
        AddToQueue command{name};
        command.card = card;
        return add(command);
    }
    std::optional<EntryId> speaks() const { return speaking_entry(state.queue); }
    void speaks_for_s(std::int64_t seconds) {
        accept(console(), QueueNext{speaks()});
        after_s(seconds);
        accept(console(), EndTurn{speaks()});
    }
    const Guest& guest(EntryId entry) const { return state.queue.entries.at(entry).guest; }
    std::vector<std::string> names() const {
        std::vector<std::string> all;
        for (const auto& entry : views::public_view(state, {}, now_ms).queue.waiting)
            all.push_back(entry.name);
        return all;
    }
};

}  // namespace

TEST_CASE("a guest who spoke before is known again, by name or by card") {
    GuestsEvening evening;
    const EntryId first = evening.add({"Joop"});
    evening.speaks_for_s(60);
    const EntryId again = evening.add({"  joop "});
    CHECK(evening.guest(again).first == first);
    CHECK(evening.verdict(console(), AddToQueue{"JOOP"}) == "already refusal.they_wait");
    evening.speaks_for_s(30);
    CHECK(speaking_totals(evening.state).speakers.at(Speaker{{}, first}).spoken_ms == 90'000);
    CHECK(speaking_totals(evening.state).speakers.at(Speaker{{}, first}).turns == 2);

    const EntryId card = evening.by_card(12);
    CHECK(evening.names() == std::vector<std::string>{"#c12"});
    evening.speaks_for_s(10);
    const EntryId named = evening.by_card(12, "Mevrouw Şen");
    CHECK(evening.guest(named).first == card);
    CHECK(evening.names() == std::vector<std::string>{"Mevrouw Şen"});
    evening.speaks_for_s(10);
    const EntryId other = evening.by_card(13, "Joop");  // there is one Joop so far, without a card
    CHECK(evening.guest(other).first == first);
    evening.speaks_for_s(10);
    const EntryId second_joop = evening.by_card(14, "Joop");
    CHECK(evening.guest(second_joop).first != other);
    CHECK(evening.replayed() == evening.state);
}

TEST_CASE("a card has a number that is on a card") {
    GuestsEvening evening;
    AddToQueue command{""};
    CHECK(evening.verdict(console(), command) == "empty refusal.empty");
    command.card = limits::card_number + 1;
    CHECK(evening.verdict(console(), command) == "bad_text refusal.bad_card");
    command.card = limits::card_number;
    CHECK(evening.verdict(console(), command) == "accepted");
    command.group = PeopleGroupId{3};
    CHECK(evening.verdict(console(), command) == "not_found refusal.no_such_group");
}

TEST_CASE("raised hands are numbered places, and get a name when they are known") {
    GuestsEvening evening;
    CHECK(evening.verdict(console(), AddHands{0}) == "bad_text refusal.bad_hands");
    CHECK(evening.verdict(console(), AddHands{limits::hands_at_once + 1}) == "bad_text refusal.bad_hands");
    evening.accept(console(), AddHands{3});
    CHECK(evening.names() == std::vector<std::string>{"#h1", "#h2", "#h3"});
    evening.accept(console(), AddHands{1, QueueKind::question});
    CHECK(evening.names() == std::vector<std::string>{"#h1", "#h2", "#h3", "#h4"});
    evening.accept(console(), Undo{evening.last_step()});
    CHECK(evening.names().size() == 3);

    const EntryId first = waiting_order(evening.state).front();
    evening.accept(console(), NameGuest{first, "Joop"});
    CHECK(evening.names().front() == "Joop");
    evening.speaks_for_s(60);
    const EntryId second = waiting_order(evening.state).front();
    evening.accept(console(), SetQueueRules{{{FairRule::first_turn}}});
    CHECK(evening.names() == std::vector<std::string>{"#h2", "#h3"});
    evening.accept(console(), NameGuest{second, "joop"});  // the same one again
    CHECK(evening.names() == std::vector<std::string>{"#h3", "joop"});
    evening.accept(console(), Undo{evening.last_step()});
    CHECK(evening.names() == std::vector<std::string>{"#h2", "#h3"});
    CHECK(evening.verdict(console(), NameGuest{EntryId{99}, "Joop"}) == "not_found refusal.no_such_entry");
    CHECK(evening.verdict(console(), NameGuest{second, letters(limits::name_graphemes + 1)}) ==
          "too_long refusal.too_long");
    evening.speaks_for_s(5);
    evening.speaks_for_s(5);
    evening.accept(console(), AddHands{1});  // nobody knows a number any more
    CHECK(evening.names() == std::vector<std::string>{"#h1"});
    CHECK(evening.replayed() == evening.state);
}

TEST_CASE("a hand that gave way to a point of order keeps its number for itself") {
    GuestsEvening evening;
    evening.accept(console(), AddHands{1});
    evening.accept(console(), QueueNext{});
    const EntryId hand = *evening.speaks();
    const EntryId order = evening.add({"Joop", Place::room, 0, {}, QueueKind::point_of_order});
    evening.accept(console(), InterruptSpeaker{hand, order});
    evening.accept(console(), AddHands{1});
    CHECK(evening.names() == std::vector<std::string>{"#h2"});
}

TEST_CASE("numbers of hands go on after the newest hand, whatever came between") {
    GuestsEvening evening;
    evening.accept(console(), AddHands{2});
    evening.add({"Joop"});
    evening.by_card(7);
    evening.accept(console(), AddHands{1});
    CHECK(evening.names() == std::vector<std::string>{"#h1", "#h2", "Joop", "#c7", "#h3"});
    // The newest was called, not there, and taken off the list: the number is not given twice in one row.
    const EntryId newest = waiting_order(evening.state).back();
    evening.accept(console(), CallSpeaker{{}, newest});
    evening.accept(console(), PassSpeaker{newest});
    evening.accept(console(), RemoveFromQueue{newest});
    evening.accept(console(), AddHands{1});
    CHECK(evening.names().back() == "#h4");
    CHECK(evening.replayed() == evening.state);
}

TEST_CASE("a name that reads as a number is shown as a name, wherever it was typed") {
    GuestsEvening evening;
    const PersonId joker = evening.join("#h4", Place::home);
    const PersonId other = evening.join("#c12");
    const PersonId third = evening.join("#5");
    CHECK(evening.state.people.at(joker).name.text == "# h4");
    const EntryId typed = evening.add({"#h1"});
    for (const PersonId id : {joker, other, third}) evening.accept(person(id), AskToSpeak{});
    evening.accept(console(), AddHands{1});
    CHECK(evening.names() == std::vector<std::string>{"# h1", "# h4", "# c12", "# 5", "#h1"});
    evening.accept(console(), NameGuest{waiting_order(evening.state).back(), "#c3"});
    CHECK(evening.names().back() == "# c3");
    evening.accept(console(), RenamePerson{joker, "#7"});
    CHECK(evening.names()[1] == "# 7");
    // Two who chose the same are told apart as everybody is.
    evening.accept(person(other), GiveName{"#7"});
    CHECK(evening.names()[2] == "# 7 (2)");
    // The space counts: what was as long as may be is one too long with it.
    CHECK(evening.verdict(person(other), GiveName{"#" + std::string(limits::name_graphemes - 1, '1')}) ==
          "too_long refusal.too_long");
    CHECK(evening.verdict(console(), NameGuest{typed, "#" + std::string(limits::name_graphemes - 2, '1')}) ==
          "accepted");
    for (const std::string plain : {"#hand", "h4", "#h", "#", "# h4", "#h4x", "##4", "Hand 4"}) {
        INFO(plain);
        evening.accept(person(third), GiveName{plain});
        CHECK(evening.state.people.at(third).name.text == plain);
    }
    CHECK(evening.replayed() == evening.state);
}

TEST_CASE("an evening of before, in which somebody is called '#h4', shows that name as one") {
    GuestsEvening evening;
    const PersonId joker = evening.join("Ans");
    evening.accept(person(joker), AskToSpeak{});
    const EntryId guest = evening.add({"Joop"});
    apply(evening.state, Event{PersonNamed{joker, PersonalText{"#h4"}, 1}}, evening.now_ms);
    Guest named = evening.guest(guest);
    const Guest before = named;
    named.name = PersonalText{"#c12"};
    apply(evening.state, Event{GuestSet{guest, before, named}}, evening.now_ms);
    CHECK(evening.names() == std::vector<std::string>{"# h4", "# c12"});
}

TEST_CASE("hands and guests fill the queue up to its limit") {
    GuestsEvening evening;
    for (std::size_t i = 0; i + limits::hands_at_once <= limits::queue_entries; i += limits::hands_at_once)
        evening.accept(console(), AddHands{limits::hands_at_once});
    CHECK(evening.verdict(console(), AddHands{limits::hands_at_once}) == "full refusal.full_queue");
    CHECK(evening.verdict(console(), AddHands{limits::queue_entries % limits::hands_at_once}) == "accepted");
}

TEST_CASE("the chair adds somebody who has a phone") {
    GuestsEvening evening;
    const PersonId ans = evening.join("Ans", Place::home);
    AddToQueue command{};
    command.person = ans;
    const EntryId entry = evening.add(command);
    CHECK(evening.state.queue.entries.at(entry).person == ans);
    CHECK(evening.state.queue.entries.at(entry).place == Place::home);
    CHECK(evening.verdict(console(), command) == "already refusal.they_wait");
    CHECK(evening.verdict(person(ans), AskToSpeak{}) == "already refusal.already_in_queue");
    command.person = PersonId{99};
    CHECK(evening.verdict(console(), command) == "not_found refusal.no_such_person");
    evening.accept(console(), QueueNext{});
    evening.accept(console(), PassSpeaker{entry});
    command.person = ans;
    CHECK(evening.add(command) == entry);  // who was passed comes back to their own place
}

TEST_CASE("groups keep their people when they keep their name") {
    GuestsEvening evening;
    const PersonId ans = evening.join("Ans");
    evening.accept(console(), SetPeopleGroups{{"Bewoners", "Gemeente"}});
    const PeopleGroupId municipality = evening.state.groups[1].id;
    evening.accept(person(ans), ChooseGroup{municipality});
    CHECK(evening.verdict(person(ans), ChooseGroup{PeopleGroupId{9}}) == "not_found refusal.no_such_group");
    evening.accept(console(), SetPeopleGroups{{"Gemeente", "Woningcorporatie"}});
    CHECK(evening.state.groups[0].id == municipality);
    CHECK(group_of(evening.state, evening.state.people.at(ans)) == municipality);
    evening.accept(console(), SetPeopleGroups{{"Woningcorporatie"}});
    CHECK_FALSE(group_of(evening.state, evening.state.people.at(ans)));
    evening.accept(console(), Undo{evening.last_step()});
    CHECK(group_of(evening.state, evening.state.people.at(ans)) == municipality);
    CHECK(evening.verdict(console(), SetPeopleGroups{{"Bewoners", "bewoners"}}) ==
          "already refusal.same_group");
    CHECK(evening.verdict(console(), SetPeopleGroups{{letters(limits::group_name_graphemes + 1)}}) ==
          "too_long refusal.too_long");
    std::vector<std::string> many;
    for (std::size_t i = 0; i < limits::people_groups; ++i) many.push_back("Groep " + std::to_string(i));
    CHECK(evening.verdict(console(), SetPeopleGroups{many}) == "accepted");
    many.emplace_back("Nog een");
    CHECK(evening.verdict(console(), SetPeopleGroups{many}) == "full refusal.too_many_groups");
    CHECK(evening.verdict(console(), SetPersonGroup{PersonId{9}, {}}) == "not_found refusal.no_such_person");
    CHECK(evening.replayed() == evening.state);
}

TEST_CASE("the video call is a web address, and only who is at home hears it") {
    GuestsEvening evening;
    const PersonId ans = evening.join("Ans");
    const PersonId bram = evening.join("Bram", Place::home);
    for (const std::string bad : {"javascript:alert(1)", "bellen.example", "https://", "https:///x",
                                  "https://a b", "https://a\"b", "ftp://bellen.example"}) {
        INFO(bad);
        CHECK(evening.verdict(console(), SetVideoCall{bad}) == "bad_text refusal.bad_web_address");
    }
    const std::string long_one = "https://" + std::string(limits::video_call_bytes - 8, 'a');
    CHECK(evening.verdict(console(), SetVideoCall{long_one + "a"}) == "bad_text refusal.bad_web_address");
    CHECK(evening.verdict(console(), SetVideoCall{long_one}) == "accepted");
    evening.accept(console(), SetVideoCall{"https://bellen.example/buurt?k=1#x"});
    CHECK(views::personal_view(evening.state, bram).video_call == "https://bellen.example/buurt?k=1#x");
    CHECK(views::personal_view(evening.state, ans).video_call.empty());
    evening.accept(console(), SetVideoCall{""});
    CHECK(views::personal_view(evening.state, bram).video_call.empty());
}
