// Tests the codes that give a role, the roles of people and who did which step. No display; a Hand works a
// headless ImGui context. It must never look at pixels.
#include "console/hand.h"

using namespace buurtkiosk;
using console::Key;
using console::Surface;
using tests::Hand;

TEST_CASE("each role has its code, until when it is good, and what it may do") {
    Hand hand(evenings::running());
    hand.press(Key::join);
    CHECK(hand.reads("4821-7703"));
    CHECK(hand.reads("Goed tot " + console::clock_text(hand.seen.codes.front().until_ms)));
    CHECK(hand.reads("#chair=4821-7703"));
    hand.look_again(2);
    for (int i = 0; i < 60 && hand.items.focused != "console.codes.minute_taker"; ++i) {
        hand.press(Key::walk_on);
        hand.look_again(2);
    }
    hand.strike(ImGuiKey_Space);
    hand.look_again(2);
    CHECK(hand.reads("1650-2284"));
    CHECK_FALSE(hand.reads("4821-7703"));
    CHECK(hand.reads("Zet de avond niet verder"));
    // A code that was used makes place for the next.
    hand.seen.codes[1].code = "9000-1111";
    hand.look_again(2);
    CHECK(hand.reads("9000-1111"));
    hand.on(Surface::over_the_stage);
    CHECK_FALSE(hand.reads("9000-1111"));
    CHECK_FALSE(hand.reads("#chair="));
}

TEST_CASE("roles are given, handed over and withdrawn where people stand") {
    Hand hand(evenings::running());
    hand.press(Key::people);
    hand.look_again(2);
    CHECK(hand.reads("voorzitter"));
    hand.click("item.person#p2");
    hand.click("console.people.make_minute_taker#p2");
    const auto given = hand.only<assembly::SetRole>();
    CHECK(given.person == PersonId{2});
    CHECK(given.role == assembly::Role::minute_taker);
    CHECK_FALSE(hand.sees("console.people.withdraw#p2"));
    hand.click("console.people.hand_over#p2");
    CHECK(hand.only<assembly::HandOver>().person == PersonId{2});
    hand.seen.desk.people[1].role = views::Role::table_facilitator;
    hand.look_again(2);
    CHECK(hand.reads("tafelbegeleider"));
    CHECK_FALSE(hand.sees("console.people.make_table_facilitator#p2"));
    hand.click("console.people.withdraw#p2");
    CHECK(hand.only<assembly::SetRole>().role == assembly::Role::attendee);
    hand.click("console.people.make_chair#p2");
    CHECK(hand.only<assembly::SetRole>().role == assembly::Role::chair);
    hand.click("item.person#p3");  // who is chair already
    CHECK_FALSE(hand.sees("console.people.make_chair#p3"));
    CHECK_FALSE(hand.sees("console.people.hand_over#p3"));
    CHECK(hand.sees("console.people.withdraw#p3"));
}

TEST_CASE("the last steps say who did them, and the newest that can is taken back there") {
    auto snapshot = evenings::running();
    snapshot.desk.steps.insert(snapshot.desk.steps.begin(),
                               {.id = {9}, .what = {"step.poll_opened"}, .stuck = true, .by = PersonId{3}});
    Hand hand(snapshot);
    hand.press(Key::steps);
    hand.look_again(2);
    CHECK(hand.reads("De stemming is geopend"));
    CHECK(hand.reads("door Ayşe Yılmaz, voorzitter · gaat niet meer terug"));
    CHECK(hand.reads("op deze computer"));
    hand.click("console.steps.undo");
    CHECK(hand.only<assembly::Undo>().expect == StepId{7});
    hand.on(Surface::over_the_stage);
    CHECK_FALSE(hand.reads("Ayşe"));
    CHECK(hand.reads("met een telefoon"));
    hand.seen.desk.steps.clear();
    hand.look_again(2);
    CHECK(hand.reads("Er is nog niets gedaan"));
}
