// Tests the speakers' tab: the row as everybody sees it, calling, interrupting and passing by name, adding by
// name, card, phone or raised hand, the rules, the groups and the times. No display; a Hand works a headless
// ImGui context. It must never look at pixels.
#include <algorithm>

#include "base/limits.h"
#include "console/hand.h"

using namespace buurtkiosk;
using assembly::FairRule;
using console::Key;
using console::Surface;
using tests::Hand;

namespace {

// Who is drawn, from top to bottom.
std::vector<EntryId> drawn(const Hand& hand) {
    std::vector<std::pair<float, EntryId>> found;
    constexpr std::string_view prefix = "item.entry#";
    for (const auto& [name, item] : hand.items.items) {
        if (!name.starts_with(prefix)) continue;
        const auto id = EntryId::parse(std::string_view(name).substr(prefix.size()));
        REQUIRE(id.has_value());
        found.emplace_back(item.min.y, *id);
    }
    std::sort(found.begin(), found.end());
    std::vector<EntryId> order;
    for (const auto& [y, id] : found) order.push_back(id);
    return order;
}

std::vector<EntryId> waiting(const Hand& hand) {
    std::vector<EntryId> order;
    for (const auto& entry : hand.seen.view.queue.waiting) order.push_back(entry.id);
    return order;
}

// The large button has other work, so that the strip of who speaks offers the next one.
void open_poll(views::Snapshot& snapshot) {
    snapshot.desk.next = {Sentence{"next.poll_close", {{"question", "Wat nu?"}}},
                          assembly::ClosePoll{PollId{1}}};
}

// A row of as many as there can be, in an order that is not that of their ids.
views::Snapshot full_row() {
    auto snapshot = evenings::heated();
    auto& row = snapshot.view.queue.waiting;
    const auto some = row;
    row.clear();
    for (std::uint32_t i = 0; i < limits::queue_entries; ++i) {
        row.push_back(some[1 + i % (some.size() - 1)]);
        row.back().id = EntryId{100 + (i * 73) % static_cast<std::uint32_t>(limits::queue_entries)};
    }
    return snapshot;
}

}  // namespace

TEST_CASE("the order drawn is the order of the view, also of two hundred, and its hash is the same") {
    for (const auto& make : {evenings::queue, evenings::heated, full_row}) {
        Hand hand(make());
        const auto order = drawn(hand);
        CHECK(order == waiting(hand));
        const auto& queue = hand.seen.view.queue;
        CHECK(views::order_hash(queue.speaking->entry.id, order) == views::order_hash(queue));
        // Another order comes, and is drawn at once.
        std::reverse(hand.seen.view.queue.waiting.begin(), hand.seen.view.queue.waiting.end());
        hand.look_again(2);
        CHECK(drawn(hand) == waiting(hand));
    }
}

TEST_CASE("each place says its kind, where from, of which group and why") {
    Hand hand(evenings::heated(), Surface::own_window, 1366, 1400);
    for (const char* words :
         {"punt van orde: komt als eerste", "Reactie op Rachida El Idrissi",
          "reactie: komt vóór een nieuw punt", "Hand 4", "heeft nog niet gesproken", "Kaart 12",
          "wacht al lang: er gaan er hooguit 3 voor", "nu iemand van thuis", "nu iemand van Gemeente",
          "al 2× ingehaald", "niet verbonden", "sprak 3×, 8:20", "sprak 2×, 3:40", "op volgorde van vragen",
          "Woningcorporatie De Goede Woning", "over ‘de speeltuin’"}) {
        INFO(words);
        CHECK(hand.reads(words));
    }
    CHECK_FALSE(hand.reads("#"));
    // Where the hall reads along nobody's own time stands, nor whose phone is away.
    hand.on(Surface::over_the_stage);
    CHECK(hand.reads("heeft nog niet gesproken"));
    CHECK_FALSE(hand.reads("sprak 3×"));
    CHECK_FALSE(hand.reads("niet verbonden"));
}

TEST_CASE("a name with a # in it is drawn as it was typed, and a card stands beside it") {
    auto snapshot = evenings::heated();
    auto& row = snapshot.view.queue.waiting;
    row.resize(2);
    row[0].name = "# h4";  // somebody typed '#h4'
    row[1].name = "#1 van de straat";
    row[1].card = 9;
    Hand hand(std::move(snapshot), Surface::own_window, 1366, 1400);
    CHECK(hand.reads("# h4"));
    CHECK_FALSE(hand.reads("Hand 4"));
    CHECK(hand.reads("#1 van de straat"));
    CHECK(hand.reads("Kaart 9"));
}

TEST_CASE("somebody is called out of order, and the press says whom it expects to speak now") {
    Hand hand(evenings::heated());
    hand.click("item.entry#e7");
    hand.click("console.queue.call#e7");
    auto call = hand.only<assembly::CallSpeaker>();
    CHECK(call.entry == EntryId{7});
    CHECK(call.expect == EntryId{1});
    hand.seen.view.queue.speaking.reset();
    hand.look_again(2);
    hand.click("console.queue.call#e7");
    CHECK(hand.only<assembly::CallSpeaker>().expect == std::nullopt);
    // Who has left is no longer unfolded; a second press folds up.
    std::erase_if(hand.seen.view.queue.waiting, [](const auto& entry) { return entry.id == EntryId{7}; });
    hand.look_again(2);
    CHECK_FALSE(hand.sees("console.queue.call#e7"));
    hand.click("item.entry#e4");
    CHECK(hand.sees("console.queue.call#e4"));
    hand.click("item.entry#e4");
    CHECK_FALSE(hand.sees("console.queue.call#e4"));
    hand.click("item.entry#e4");
    hand.press(Key::escape);
    CHECK_FALSE(hand.sees("console.queue.call#e4"));
    CHECK(hand.asked_nothing());
}

TEST_CASE("a point of order is heard in between, and who was interrupted goes on by name") {
    Hand hand(evenings::heated());
    hand.click("console.queue.interrupt#e9");
    const auto interrupt = hand.only<assembly::InterruptSpeaker>();
    CHECK(interrupt.entry == EntryId{9});
    CHECK(interrupt.expect == EntryId{1});
    // Nobody can be moved before it, nor it behind others.
    hand.click("item.entry#e9");
    CHECK_FALSE(hand.item("console.queue.up#e9").enabled);
    CHECK_FALSE(hand.item("console.queue.down#e9").enabled);
    hand.click("item.entry#e7");
    CHECK_FALSE(hand.item("console.queue.up#e7").enabled);
    CHECK(hand.item("console.queue.down#e7").enabled);

    auto& queue = hand.seen.view.queue;
    const auto before = *queue.speaking;
    queue.speaking->entry = queue.waiting.front();
    queue.speaking->interrupts = {before.entry.id, before.entry.name, std::nullopt, 40'000, 120};
    queue.waiting.front().id = EntryId{20};  // a second one, that waits
    hand.look_again(2);
    CHECK(hand.reads("Daarna gaat Rachida El Idrissi verder, met nog 1:20."));
    queue.speaking->interrupts->limit_s = 0;
    hand.look_again(2);
    CHECK(hand.reads("Daarna gaat Rachida El Idrissi verder."));
    queue.speaking->interrupts->limit_s = 30;  // it was over already
    hand.look_again(2);
    CHECK(hand.reads("Daarna gaat Rachida El Idrissi verder."));
    CHECK_FALSE(hand.sees("console.queue.interrupt#e20"));
    // One thing ends a point of order, under one name, and it stands once in the middle.
    CHECK_FALSE(hand.sees("console.speaker.end"));
    hand.seen.desk.next = {Sentence{"next.speaker_again", {{"name", before.entry.name}}},
                           assembly::QueueNext{EntryId{9}, EntryId{1}}};
    hand.look_again(2);
    CHECK_FALSE(hand.sees("console.speaker.end"));
    CHECK_FALSE(hand.sees("console.speaker.next"));
    CHECK(hand.sees("console.speaker.not_there"));
    open_poll(hand.seen);
    hand.look_again(2);
    CHECK_FALSE(hand.sees("console.speaker.end"));
    hand.click("console.speaker.next");
    auto next = hand.only<assembly::QueueNext>();
    CHECK(next.expect == EntryId{9});
    CHECK(next.next == EntryId{1});
    hand.click("console.queue.next");
    next = hand.only<assembly::QueueNext>();
    CHECK(next.next == EntryId{1});
    CHECK(hand.reads("Rachida El Idrissi gaat verder"));
}

TEST_CASE("nothing interrupts when nobody speaks") {
    auto snapshot = evenings::heated();
    snapshot.view.queue.speaking.reset();
    Hand hand(std::move(snapshot));
    CHECK_FALSE(hand.sees("console.queue.interrupt#e9"));
}

TEST_CASE("next carries who stood on the button, so that another order is refused and then named") {
    Hand hand(evenings::heated());
    CHECK(hand.reads("Volgende: Joop, tafel 4"));
    hand.click("console.queue.next");
    auto next = hand.only<assembly::QueueNext>();
    CHECK(next.expect == EntryId{1});
    CHECK(next.next == EntryId{9});
    // The large button says it already; only when it does something else the strip offers it too.
    CHECK_FALSE(hand.sees("console.speaker.next"));
    open_poll(hand.seen);
    hand.look_again(2);
    hand.click("console.speaker.next");
    CHECK(hand.only<assembly::QueueNext>().next == EntryId{9});
    auto& row = hand.seen.view.queue.waiting;
    std::swap(row[0], row[6]);
    hand.look_again(2);
    CHECK(hand.reads("Volgende: Chantal"));
    hand.click("console.speaker.next");
    CHECK(hand.only<assembly::QueueNext>().next == EntryId{8});
}

// One press moves one place, however good the second one's expectation is by the time that it comes.
TEST_CASE("a double click on a step of the turns moves one place, though the meeting answered in between") {
    auto snapshot = evenings::heated();
    open_poll(snapshot);
    Hand hand(std::move(snapshot), Surface::own_window, 1366, 1400);
    const auto comes_on = [&] {
        auto& queue = hand.seen.view.queue;
        queue.speaking->entry = queue.waiting.front();
        queue.waiting.erase(queue.waiting.begin());
    };
    for (const char* button : {"console.queue.next", "console.speaker.next"}) {
        INFO(button);
        const auto speaks = hand.seen.view.queue.speaking->entry.id;
        hand.double_click(button, comes_on);
        CHECK(hand.only<assembly::QueueNext>().expect == speaks);
        // Whoever looked again and presses again means it.
        const auto after = hand.seen.view.queue.speaking->entry.id;
        hand.click(button);
        CHECK(hand.only<assembly::QueueNext>().expect == after);
    }
    hand.double_click("console.speaker.not_there", comes_on);
    hand.only<assembly::PassSpeaker>();
    hand.double_click("console.speaker.end", comes_on);
    hand.only<assembly::EndTurn>();
    // One button after the other, and the clicker: the same hand.
    hand.click("console.speaker.end");
    hand.now_ms -= tests::after_click_ms - 500;
    comes_on();
    hand.look_again(2);
    hand.seen.desk.next = {Sentence{"next.speaker", {{"name", "Joop"}}},
                           assembly::QueueNext{hand.seen.view.queue.speaking->entry.id}};
    hand.press(Key::next);
    hand.only<assembly::EndTurn>();
    hand.now_ms += 750;
    hand.press(Key::next);
    hand.only<assembly::QueueNext>();
}

TEST_CASE("a double click takes the raised hands once, and one person who was not there at a time") {
    Hand hand(evenings::heated());
    for (int i = 0; i < 4; ++i) hand.click("item.hands#+");
    hand.double_click("console.queue.add_hands", [] {});
    CHECK(hand.only<assembly::AddHands>().count == 5);
    hand.click("console.queue.add_hands");
    CHECK(hand.only<assembly::AddHands>().count == 1);

    // The next one who was not there moves up under the hand.
    auto& absent = hand.seen.desk.absent;
    REQUIRE(absent.size() == 1);
    absent.push_back(absent.front());
    absent.back().id = EntryId{11};
    hand.look_again(2);
    hand.click("console.queue.return#e10");
    hand.now_ms += 200 - tests::after_click_ms;
    absent.erase(absent.begin());
    hand.look_again(2);
    hand.click("console.queue.return#e11");
    CHECK(hand.only<assembly::ReturnToQueue>().entry == EntryId{10});
    hand.click("console.queue.remove#e11");
    CHECK(hand.only<assembly::RemoveFromQueue>().entry == EntryId{11});
}

TEST_CASE("who is next stands there whole: a long name has a line of its own, and nothing is cut off") {
    const std::string longest = "Mevrouw Van der Heijden-Ouwerkerk van de Dorpsraad";
    for (const float width : {1366.0F, 1920.0F}) {
        auto snapshot = evenings::heated();
        open_poll(snapshot);
        snapshot.view.queue.waiting.front().name = longest;
        Hand hand(std::move(snapshot), Surface::own_window, width, 768);
        const auto& next = hand.item("console.speaker.next");
        CHECK(next.min.y >= hand.item("console.speaker.end").max.y);
        CHECK(next.max.x <= hand.item("item.large_button").max.x);
        CHECK(hand.item("console.queue.next").max.y <= hand.item("item.entry#e9").min.y);
        for (const std::string& text : hand.items.texts) {
            INFO(text);
            CHECK_FALSE(text.starts_with("Volgende: …"));
            CHECK_FALSE((text.starts_with("Volgende:") && text.ends_with("…")));
        }
        CHECK(hand.reads("Dorpsraad"));
        hand.seen.view.queue.waiting.front().name = "Joop";
        hand.look_again(2);
        CHECK(hand.item("console.speaker.next").min.y == hand.item("console.speaker.end").min.y);
    }
}

TEST_CASE("a name in Arabic is set apart in a line of ours, wherever the line names it") {
    auto snapshot = evenings::heated();
    snapshot.view.queue.waiting.front().name = "نور";
    snapshot.desk.next = {Sentence{"next.speaker_again", {{"name", "نور"}}},
                          assembly::QueueNext{EntryId{9}, EntryId{1}}};
    Hand hand(std::move(snapshot), Surface::own_window, 1366, 1400);
    CHECK(hand.reads("Volgende: \u200E\u2068نور\u2069"));
    CHECK(hand.reads("\u200E\u2068نور\u2069 gaat verder"));
    CHECK(hand.reads("over ‘de huur’"));
}

TEST_CASE("above the row stands by which rules it is ordered, in the wall's words") {
    Hand hand(evenings::heated(), Surface::own_window, 1366, 768);
    CHECK(
        hand.reads("Eerst wie nog niet sprak, dan om de beurt zaal en thuis, dan om de beurt elke groep, "
                   "dan wie het eerst vroeg."));
    hand.seen.view.queue.rules.order.clear();
    hand.look_again(2);
    CHECK(hand.reads("Wie het eerst vraagt, is het eerst aan de beurt."));
}

TEST_CASE("who is called and not there is passed, and comes back or goes") {
    Hand hand(evenings::heated());
    hand.click("console.speaker.not_there");
    CHECK(hand.only<assembly::PassSpeaker>().expect == EntryId{1});
    CHECK(hand.reads("Was er niet: Truus"));
    hand.click("console.queue.return#e10");
    CHECK(hand.only<assembly::ReturnToQueue>().entry == EntryId{10});
    hand.click("console.queue.remove#e10");
    CHECK(hand.only<assembly::RemoveFromQueue>().entry == EntryId{10});
}

TEST_CASE("the strip says whether somebody at home has answered") {
    Hand hand(evenings::heated());
    CHECK(hand.reads("Nieuw punt · thuis · Bewoners · is er"));
    auto& speaking = *hand.seen.view.queue.speaking;
    speaking.answered = false;
    hand.look_again(2);
    CHECK(hand.reads("nog niet gemeld"));
    speaking.entry.place = views::Place::room;  // who stands there need not say so
    hand.look_again(2);
    CHECK_FALSE(hand.reads("nog niet gemeld"));
    speaking.entry.person = PersonId{9};  // whose phone is away
    hand.look_again(2);
    CHECK(hand.reads("Nieuw punt · in de zaal · Bewoners · niet verbonden"));
}

TEST_CASE("somebody is added by name or card, with kind, place and group") {
    Hand hand(evenings::heated());
    hand.press(Key::new_speaker);
    hand.look_again(4);
    hand.type("12");
    hand.strike(ImGuiKey_Enter);
    auto add = hand.only<assembly::AddToQueue>();
    CHECK(add.card == 12);
    CHECK(add.name.empty());
    CHECK(add.kind == assembly::QueueKind::point);

    hand.click("console.queue.name");
    hand.type("Wijkagent Bos");
    hand.click("item.place");
    hand.click("console.queue.kind");
    hand.click("console.queue.kind#2");
    hand.click("console.queue.group");
    hand.click("console.queue.group#2");
    hand.click("console.queue.add");
    add = hand.only<assembly::AddToQueue>();
    CHECK(add.name == "Wijkagent Bos");
    CHECK(add.card == 0);
    CHECK(add.place == assembly::Place::home);
    CHECK(add.kind == assembly::QueueKind::question);
    CHECK(add.group == PeopleGroupId{2});
    CHECK_FALSE(add.person.has_value());
    // The next one begins anew.
    CHECK_FALSE(hand.item("console.queue.add").enabled);
    hand.click("console.queue.name");
    hand.type("Joke");
    hand.click("console.queue.add");
    add = hand.only<assembly::AddToQueue>();
    CHECK(add.place == assembly::Place::room);
    CHECK(add.kind == assembly::QueueKind::point);
    CHECK_FALSE(add.group.has_value());
}

TEST_CASE("somebody with a phone is proposed while their name is typed, and nothing moves under the hand") {
    auto snapshot = evenings::heated();
    snapshot.desk.people[0].shown = snapshot.desk.people[0].name = "Zeynep Özlem Kaya";
    snapshot.desk.people[1].shown = snapshot.desk.people[1].name = "Özlem Demir";
    snapshot.desk.people[1].queue_entry = EntryId{6};
    Hand hand(snapshot);
    hand.click("console.queue.name");
    const auto field = hand.item("console.queue.name");
    hand.type("özlem");
    CHECK(hand.item("console.queue.name").min.y == field.min.y);
    REQUIRE(hand.sees("item.meant#p1"));
    CHECK_FALSE(hand.item("item.meant#p2").enabled);  // waits already
    CHECK(hand.reads("Zeynep Özlem Kaya · in de zaal · met een telefoon"));
    hand.click("item.meant#p1");
    const auto add = hand.only<assembly::AddToQueue>();
    CHECK(add.person == PersonId{1});
    CHECK(add.name.empty());
    CHECK_FALSE(hand.sees("item.meant#p1"));
    // Where the hall reads along no name is proposed.
    hand.on(Surface::over_the_stage);
    hand.click("console.queue.name");
    hand.type("özlem");
    CHECK_FALSE(hand.sees("item.meant#p1"));
    CHECK_FALSE(hand.reads("Zeynep"));
}

TEST_CASE("raised hands are counted and taken in one press, one to thirty") {
    Hand hand(evenings::heated());
    for (int i = 0; i < 4; ++i) hand.click("item.hands#+");
    hand.click("item.hands#-");
    CHECK(hand.reads("4 handen erbij"));
    hand.click("console.queue.add_hands");
    auto hands = hand.only<assembly::AddHands>();
    CHECK(hands.count == 4);
    CHECK(hands.kind == assembly::QueueKind::point);
    CHECK(hand.reads("1 hand erbij"));
    hand.click("item.hands#-");
    CHECK(hand.reads("1 hand erbij"));
    for (int i = 0; i < 35; ++i) hand.click("item.hands#+");
    hand.click("console.queue.kind");
    hand.click("console.queue.kind#1");
    hand.click("console.queue.add_hands");
    hands = hand.only<assembly::AddHands>();
    CHECK(hands.count == limits::hands_at_once);
    CHECK(hands.kind == assembly::QueueKind::reply);
}

TEST_CASE("what was chosen for one who is added is not kept for the next one, nor after raised hands") {
    Hand hand(evenings::heated(), Surface::own_window, 1366, 1400);
    const auto choose_group = [&] {
        hand.click("console.queue.group");
        hand.click("console.queue.group#1");
    };
    const auto add = [&](const char* name) {
        hand.click("console.queue.name");
        hand.type(name);
        hand.click("console.queue.add");
        return hand.only<assembly::AddToQueue>();
    };
    choose_group();
    CHECK(add("Mevrouw De Wit").group == PeopleGroupId{1});
    CHECK_FALSE(add("Joke").group.has_value());
    choose_group();
    hand.click("item.place");
    hand.click("console.queue.add_hands");
    hand.only<assembly::AddHands>();
    const auto after = add("Kwame");
    CHECK_FALSE(after.group.has_value());
    CHECK(after.place == assembly::Place::room);
    // Half a name is not thrown away by hands that were taken meanwhile.
    hand.click("console.queue.name");
    hand.type("Ans");
    choose_group();
    hand.click("console.queue.add_hands");
    hand.only<assembly::AddHands>();
    hand.click("console.queue.add");
    const auto kept = hand.only<assembly::AddToQueue>();
    CHECK(kept.name == "Ans");
    CHECK(kept.group == PeopleGroupId{1});
}

TEST_CASE("a hand gets a name, a card or a group; somebody with a phone only a group") {
    Hand hand(evenings::heated(), Surface::own_window, 1366, 1400);
    hand.click("item.entry#e4");
    hand.click("console.queue.guest_name#e4");
    hand.type("Kwame");
    hand.click("console.queue.name_it#e4");
    auto named = hand.only<assembly::NameGuest>();
    CHECK(named.entry == EntryId{4});
    CHECK(named.name == "Kwame");
    CHECK_FALSE(named.card.has_value());
    hand.click("console.queue.guest_name#e4");
    hand.type("31");
    hand.strike(ImGuiKey_Enter);
    named = hand.only<assembly::NameGuest>();
    CHECK(named.card == 31);
    CHECK_FALSE(named.name.has_value());
    hand.click("console.queue.group#e4");
    hand.click("console.queue.group#e4/3");
    named = hand.only<assembly::NameGuest>();
    REQUIRE(named.group.has_value());
    CHECK(*named.group == PeopleGroupId{3});
    CHECK_FALSE(named.name.has_value());

    hand.click("item.entry#e6");
    CHECK_FALSE(hand.sees("console.queue.guest_name#e6"));
    hand.click("console.queue.group#e6");
    hand.click("console.queue.group#e6/0");
    const auto group = hand.only<assembly::SetPersonGroup>();
    CHECK(group.person == PersonId{3});
    CHECK(group.group == std::nullopt);
}

TEST_CASE("rules are switched on, put in order and switched off; the wall's sentence stands above them") {
    Hand hand(evenings::heated(), Surface::own_window, 1366, 1400);
    hand.press(Key::rules);
    hand.look_again(2);
    CHECK(
        hand.reads("Eerst wie nog niet sprak, dan om de beurt zaal en thuis, dan om de beurt elke groep, dan "
                   "wie het eerst vroeg."));
    const auto order = [&] {
        const auto rules = hand.only<assembly::SetQueueRules>();
        REQUIRE(rules.order.has_value());
        CHECK_FALSE(rules.overtake_most.has_value());
        CHECK_FALSE(rules.replies_open.has_value());
        return *rules.order;
    };
    using enum FairRule;
    hand.click("console.rules.on#least_time");
    CHECK(order() == std::vector{first_turn, place_turn, group_turn, least_time});
    hand.click("console.rules.up#group_turn");
    CHECK(order() == std::vector{first_turn, group_turn, place_turn});
    hand.click("console.rules.down#first_turn");
    CHECK(order() == std::vector{place_turn, first_turn, group_turn});
    hand.click("console.rules.off#place_turn");
    CHECK(order() == std::vector{first_turn, group_turn});
    CHECK_FALSE(hand.item("console.rules.up#first_turn").enabled);
    CHECK_FALSE(hand.item("console.rules.down#group_turn").enabled);
    CHECK_FALSE(hand.item("console.rules.up#least_time").enabled);
    hand.seen.view.queue.rules.order.clear();
    hand.look_again(2);
    CHECK(hand.reads("Wie het eerst vraagt, is het eerst aan de beurt."));
    hand.press(Key::escape);
    CHECK(hand.sees("console.queue.next"));
}

TEST_CASE("how often somebody may be overtaken, replies and limits are set beside the rules") {
    Hand hand(evenings::heated(), Surface::own_window, 1366, 1400);
    hand.click("console.queue.page_rules");
    hand.click("item.overtake#+");
    CHECK(hand.only<assembly::SetQueueRules>().overtake_most == 4);
    hand.click("item.overtake#-");
    CHECK(hand.only<assembly::SetQueueRules>().overtake_most == 2);
    hand.seen.view.queue.rules.overtake_most = limits::overtake_most;
    hand.look_again(2);
    hand.click("item.overtake#+");
    hand.seen.view.queue.rules.overtake_most = 0;
    hand.look_again(2);
    CHECK(hand.reads("Niemand wordt ingehaald"));
    hand.click("item.overtake#-");
    CHECK(hand.asked_nothing());
    hand.click("console.rules.close_replies");
    CHECK(hand.only<assembly::SetQueueRules>().replies_open == false);
    hand.seen.view.queue.rules.replies_open = false;
    hand.look_again(2);
    hand.click("console.rules.open_replies");
    CHECK(hand.only<assembly::SetQueueRules>().replies_open == true);
    // A time that no list offers is shown too.
    hand.seen.view.queue.limits_s[3] = 45;
    hand.look_again(2);
    CHECK(hand.reads("0:45"));
    hand.click("console.queue.limit#point_of_order");
    hand.click("console.queue.limit#point_of_order/0");
    const auto limit = hand.only<assembly::SetSpeakingLimit>();
    CHECK(limit.limit_s == 0);
    CHECK(limit.kind == assembly::QueueKind::point_of_order);
}

TEST_CASE("groups are named, taken away and given to people") {
    Hand hand(evenings::heated(), Surface::own_window, 1366, 1400);
    hand.click("console.queue.page_groups");
    hand.click("console.groups.name");
    hand.type("Ondernemers");
    hand.strike(ImGuiKey_Enter);
    CHECK(
        hand.only<assembly::SetPeopleGroups>().names ==
        std::vector<std::string>{"Bewoners", "Gemeente", "Woningcorporatie De Goede Woning", "Ondernemers"});
    hand.click("console.groups.remove#k2");
    CHECK(hand.only<assembly::SetPeopleGroups>().names ==
          std::vector<std::string>{"Bewoners", "Woningcorporatie De Goede Woning"});
    auto& groups = hand.seen.view.groups;
    while (groups.size() < limits::people_groups)
        groups.push_back({{static_cast<std::uint32_t>(groups.size()) + 1}, "Groep"});
    hand.look_again(2);
    CHECK(hand.reads("Er zijn 8 groepen"));
    CHECK_FALSE(hand.sees("console.groups.name"));

    hand.press(Key::people);
    hand.look_again(2);
    hand.click("item.person#p3");
    hand.click("console.people.group#p3");
    hand.click("console.people.group#p3/1");
    const auto group = hand.only<assembly::SetPersonGroup>();
    CHECK(group.person == PersonId{3});
    CHECK(group.group == PeopleGroupId{1});
}

TEST_CASE("the link of the video call is pasted, kept while it is refused, and never shown to the hall") {
    auto snapshot = evenings::heated();
    snapshot.desk.video_call.clear();
    Hand hand(std::move(snapshot), Surface::own_window, 1366, 1400);
    hand.click("console.queue.page_groups");
    CHECK_FALSE(hand.item("console.video.save").enabled);  // nothing yet
    CHECK_FALSE(hand.item("console.video.remove").enabled);
    hand.click("console.video.link");
    hand.type("meet.example.org/anders");
    hand.click("console.video.save");
    CHECK(hand.only<assembly::SetVideoCall>().url == "meet.example.org/anders");
    evenings::notice(hand.seen, 9, "refusal.bad_web_address");
    hand.look_again(3);
    CHECK(hand.reads(tests::locales().text("nl", "refusal.bad_web_address", {})));
    CHECK(hand.desk.memory().video_call == "meet.example.org/anders");
    hand.seen.desk.video_call = "https://meet.example.org/anders";
    hand.look_again(2);
    hand.click("console.video.remove");
    CHECK(hand.only<assembly::SetVideoCall>().url.empty());
    CHECK_FALSE(hand.desk.memory().video_call.has_value());
    hand.on(Surface::over_the_stage);
    CHECK_FALSE(hand.sees("console.video.link"));
    CHECK_FALSE(hand.reads("meet.example"));
}

TEST_CASE("the times go on with the turn that runs, the longest first, and the wall shows them or not") {
    Hand hand(evenings::heated(), Surface::own_window, 1366, 1400);
    hand.click("console.queue.page_times");
    CHECK(hand.reads("12:40"));                  // the room
    CHECK(hand.reads("4:36"));                   // home: 4:10 and 26 seconds that run
    CHECK(hand.reads("7:36"));                   // residents: 7:10 and the same
    CHECK(hand.reads("3:56"));                   // Rachida herself …
    CHECK(hand.reads("2  Rachida El Idrissi"));  // … who passed Ayşe by
    CHECK(hand.reads("3  Ayşe Yılmaz"));
    const auto now_ms = hand.now_ms;
    hand.now_ms += 10'000;
    hand.look_again(2);
    CHECK(hand.reads("4:46"));
    hand.seen.view.queue.speaking->paused_ms = 26'000;
    hand.look_again(2);
    CHECK(hand.reads("4:36"));
    CHECK(hand.now_ms > now_ms);

    hand.click("console.times.show");
    CHECK(hand.only<assembly::SetQueueRules>().show_times == true);
    hand.on(Surface::over_the_stage);
    CHECK_FALSE(hand.reads("12:40"));
    hand.seen.view.queue.rules.show_times = true;
    hand.look_again(2);
    CHECK(hand.reads("12:40"));
    CHECK_FALSE(hand.reads("2  Rachida"));
    hand.click("console.times.hide");
    CHECK(hand.only<assembly::SetQueueRules>().show_times == false);
}

TEST_CASE("a row of two hundred costs what is in sight, and stays where it was scrolled") {
    const auto vertices = [](views::Snapshot snapshot) {
        Hand hand(std::move(snapshot));
        ImGui::NewFrame();
        // Without a recorder, as the program draws it.
        (void)hand.desk.draw(hand.seen, {.now_ms = hand.now_ms, .fonts = hand.fonts()});
        ImGui::Render();
        return ImGui::GetDrawData()->TotalVtxCount;
    };
    auto few = full_row();
    few.view.queue.waiting.resize(15);
    CHECK(vertices(full_row()) < vertices(few) * 11 / 10);
}
