// Tests that the keyboard alone is enough: Tab comes to every item and shows where it is, keys open tabs and
// forms, the sheet of keys tells them all. No display. It must never press with a pointer what it tests.
#include <set>

#include "console/hand.h"

using namespace buurtkiosk;
using console::Key;
using console::MiddleTab;
using console::RightTab;
using console::RunbookPage;
using tests::Hand;

namespace {

// Everything that Tab comes to, until it is round; and what it is on at last.
std::set<std::string> walked(Hand& hand, Key key) {
    std::set<std::string> met;
    for (int step = 0; step < 400; ++step) {
        hand.press(key);
        hand.look_again(2);
        met.insert(hand.items.focused);
    }
    return met;
}

std::set<std::string> enabled(const Hand& hand) {
    std::set<std::string> all;
    for (const auto& [name, item] : hand.items.items) {
        if (item.enabled) all.insert(name);
    }
    return all;
}

}  // namespace

TEST_CASE("Tab comes to every button and field that can be used, forwards and back") {
    for (const Key tab : {Key::runbook, Key::check_in, Key::polls, Key::questions, Key::join}) {
        for (const Key right : {Key::queue, Key::people, Key::steps}) {
            if (tab != Key::runbook && right != Key::queue) continue;
            auto snapshot = evenings::queue();
            snapshot.view.queue.waiting.resize(4);
            snapshot.desk.people.resize(5);
            snapshot.view.polls = evenings::polls().view.polls;
            snapshot.desk.questions = evenings::questions().desk.questions;
            Hand hand(std::move(snapshot));
            hand.press(tab);
            hand.press(right);
            hand.look_again(2);
            for (const Key direction : {Key::walk_on, Key::walk_back}) {
                const auto met = walked(hand, direction);
                for (const std::string& name : enabled(hand)) {
                    INFO(name);
                    CHECK(met.contains(name));
                }
            }
            CHECK(hand.asked_nothing());
        }
    }
}

TEST_CASE("what Tab comes to is scrolled into sight, and the space bar presses it") {
    Hand hand(evenings::long_runbook());
    hand.press(Key::walk_on);
    for (int step = 0; step < 200 && hand.items.focused != "item.block#b40"; ++step) {
        hand.press(Key::walk_on);
        hand.look_again(2);
    }
    REQUIRE(hand.items.focused == "item.block#b40");
    CHECK(hand.item("item.block#b40").visible);
    hand.strike(ImGuiKey_Space);
    hand.look_again(2);
    CHECK(hand.desk.memory().block == BlockId{40});
}

TEST_CASE("keys open the tabs") {
    Hand hand(evenings::running());
    const auto& memory = hand.desk.memory();
    for (const auto& [key, tab] :
         {std::pair{Key::runbook, MiddleTab::runbook}, std::pair{Key::check_in, MiddleTab::check_in},
          std::pair{Key::polls, MiddleTab::polls}, std::pair{Key::questions, MiddleTab::questions},
          std::pair{Key::join, MiddleTab::join}}) {
        hand.press(key);
        CHECK(memory.middle == tab);
    }
    for (const auto& [key, tab] :
         {std::pair{Key::people, RightTab::people}, std::pair{Key::steps, RightTab::steps},
          std::pair{Key::queue, RightTab::queue}}) {
        hand.press(key);
        CHECK(memory.right == tab);
    }
    CHECK(hand.asked_nothing());
}

TEST_CASE("keys open what is made, and typing goes there at once") {
    Hand hand(evenings::running());
    hand.press(Key::new_speaker);
    hand.look_again(4);
    hand.type("Joop");
    hand.strike(ImGuiKey_Enter);
    CHECK(hand.only<assembly::AddToQueue>().name == "Joop");

    hand.press(Key::new_poll);
    hand.look_again(4);
    hand.type("Doen we dit?");
    hand.press(Key::save);
    CHECK(hand.only<assembly::AddPoll>().question == "Doen we dit?");

    hand.press(Key::new_block);
    hand.look_again(4);
    hand.type("Lied");
    hand.press(Key::save);
    CHECK(hand.only<assembly::AddBlock>().title == "Lied");

    // Without a chosen block it is the one that is on.
    hand.press(Key::edit_block);
    hand.look_again(4);
    hand.type("Hartelijk welkom");
    hand.press(Key::save);
    const auto edit = hand.only<assembly::EditBlock>();
    CHECK(edit.block == BlockId{1});
    CHECK(edit.title == "Hartelijk welkom");
    // With no form open, saving asks for nothing, now or later.
    hand.press(Key::join);
    hand.press(Key::save);
    hand.press(Key::new_block);
    hand.look_again(3);
    CHECK(hand.asked_nothing());
}

TEST_CASE("a hidden console is not worked with the keys of its panels") {
    Hand hand(evenings::running(), console::Surface::hidden);
    for (const Key key : {Key::walk_on, Key::new_block, Key::edit_block, Key::paste, Key::save}) {
        hand.press(key);
    }
    CHECK(hand.desk.memory().focus_wanted.empty());
    CHECK(hand.desk.memory().page == RunbookPage::block);
    CHECK(hand.asked_nothing());
}

TEST_CASE("the sheet of keys tells every key, and keeps the keyboard to itself") {
    Hand hand(evenings::running());
    hand.press(Key::help);
    for (const char* key : {"PageDown",
                            "PageUp",
                            "B of punt",
                            "T",
                            "Ctrl + Z",
                            "F1",
                            "F2",
                            "F11",
                            "Esc",
                            "Tab",
                            "Pijlen",
                            "Spatie",
                            "Ctrl + 1, 2, 3, 4, 5",
                            "Ctrl + 6, 7, 8",
                            "Ctrl + N",
                            "Ctrl + E",
                            "Ctrl + P",
                            "Ctrl + L",
                            "Ctrl + V",
                            "Ctrl + K",
                            "Ctrl + S"}) {
        INFO(key);
        CHECK(hand.reads(key));
    }
    const auto met = walked(hand, Key::walk_on);
    CHECK(met == std::set<std::string>{"console.keys.close"});
    hand.strike(ImGuiKey_Space);
    hand.look_again(2);
    CHECK_FALSE(hand.reads("Ctrl + 1, 2, 3, 4, 5"));
}
