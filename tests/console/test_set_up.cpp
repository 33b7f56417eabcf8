// Tests the set-up sheet by hand and by keyboard: what it shows, what it asks for, and that nothing on it is
// cut off. No display. It must never touch a file or a device: the sheet only returns what was chosen.
#include <set>

#include "base/limits.h"
#include "console/hand.h"

using namespace buurtkiosk;
using console::ConsoleAction;
using console::Key;
using console::LocalAction;
using console::Surface;
using tests::Hand;

namespace {

console::SetUp two_screens() {
    console::SetUp set_up;
    set_up.screens = {{"eDP-1", 1366, 768, false}, {"HDMI-1", 1920, 1080, true}};
    return set_up;
}

// The one thing that was asked, of that kind.
template <class Asked>
Asked only(Hand& hand) {
    const auto actions = hand.take();
    REQUIRE(actions.size() == 1);
    const auto* asked = std::get_if<Asked>(&actions.front());
    REQUIRE(asked != nullptr);
    return *asked;
}

views::Snapshot with_addresses() {
    auto snapshot = evenings::running();
    snapshot.host.addresses = {{"192.168.1.20", "wlan0"}, {"10.0.3.7", "enp0s31f6"}};
    snapshot.host.chosen_address = "192.168.1.20";
    return snapshot;
}

const std::set<std::string> sheet_items{"console.set_up.screen_usual#",
                                        "console.set_up.screen_one#eDP-1",
                                        "console.set_up.screen_one#HDMI-1",
                                        "console.set_up.image_height#-",
                                        "console.set_up.image_height#+",
                                        "console.set_up.last_row#-",
                                        "console.set_up.last_row#+",
                                        "item.test_card#",
                                        "item.address#192.168.1.20",
                                        "item.address#10.0.3.7",
                                        "console.set_up.sound_on#",
                                        "console.set_up.sound_off#",
                                        "console.set_up.sound_hear#",
                                        "console.set_up.dark#",
                                        "console.set_up.light#",
                                        "console.set_up.done#"};

// Names as the recorder has them: without the # of a thing that is the only one.
std::string recorded(const std::string& name) {
    return name.ends_with('#') ? name.substr(0, name.size() - 1) : name;
}

}  // namespace

TEST_CASE("F3 opens the set-up and closes it, Escape closes it, and the evening goes on under it") {
    Hand hand(evenings::running());
    hand.set_up = two_screens();
    hand.look_again(2);
    CHECK_FALSE(hand.sees("console.set_up.done"));
    hand.press(Key::set_up);
    CHECK(hand.sees("console.set_up.done"));
    CHECK(hand.asked_nothing());
    hand.press(Key::next);
    CHECK(hand.take().size() == 1);  // the large button's step
    hand.press(Key::set_up);
    CHECK_FALSE(hand.sees("console.set_up.done"));
    CHECK(only<LocalAction>(hand) == LocalAction::set_up_done);
    hand.click("console.header.set_up");
    CHECK(hand.sees("console.set_up.done"));
    hand.press(Key::escape);
    CHECK_FALSE(hand.sees("console.set_up.done"));
    CHECK(only<LocalAction>(hand) == LocalAction::set_up_done);
    hand.press(Key::set_up);
    hand.click("console.set_up.done");
    CHECK_FALSE(hand.sees("console.set_up.done"));
    CHECK(only<LocalAction>(hand) == LocalAction::set_up_done);
}

TEST_CASE("on one screen F3 brings the console with it, and the first start opens it there too") {
    Hand hand(evenings::lobby(), Surface::hidden);
    hand.press(Key::set_up);
    CHECK(only<LocalAction>(hand) == LocalAction::show_or_hide_console);
    hand.on(Surface::over_the_stage);
    CHECK(hand.sees("console.set_up.done"));
    hand.press(Key::escape);
    CHECK_FALSE(hand.sees("console.set_up.done"));
    hand.take();
    hand.press(Key::escape);  // and once more: the overlay goes
    CHECK(only<LocalAction>(hand) == LocalAction::show_or_hide_console);

    Hand first(evenings::lobby());
    first.desk.open_set_up();
    first.look_again(2);
    CHECK(first.sees("console.set_up.done"));
}

TEST_CASE("the screen of the stage is chosen by name, and one that is gone is said") {
    Hand hand(evenings::running());
    hand.set_up = two_screens();
    hand.press(Key::set_up);
    CHECK(hand.reads("HDMI-1, 1920 × 1080"));
    hand.click("console.set_up.screen_one#eDP-1");
    CHECK(only<console::ChooseScreen>(hand).name == "eDP-1");
    hand.click("console.set_up.screen_usual");
    CHECK(hand.asked_nothing());  // it is that already
    hand.set_up.chosen_screen = "HDMI-1";
    hand.look_again();
    CHECK_FALSE(hand.reads("is er nu niet"));
    hand.click("console.set_up.screen_usual");
    CHECK(only<console::ChooseScreen>(hand).name.empty());
    hand.set_up.screens.pop_back();
    hand.look_again();
    CHECK(hand.reads("HDMI-1 is er nu niet"));
    CHECK(hand.reads("Er is nu één scherm"));
}

TEST_CASE("the hall's size goes in steps to its limits, and too small an image is said") {
    Hand hand(evenings::running());
    hand.press(Key::set_up);
    CHECK(hand.reads("1,5 m"));
    CHECK(hand.reads("8 m"));
    CHECK(hand.reads("40 mm"));
    hand.click("console.set_up.image_height#+");
    auto room = only<console::ChooseRoom>(hand);
    CHECK(room.image_height_m.value() == Approx(1.6));
    CHECK_FALSE(room.last_row_m.has_value());
    hand.click("console.set_up.last_row#-");
    room = only<console::ChooseRoom>(hand);
    CHECK_FALSE(room.image_height_m.has_value());
    CHECK(room.last_row_m.value() == Approx(7.5));
    hand.set_up.last_row_m = 14;
    hand.look_again();
    hand.click("console.set_up.last_row#+");
    CHECK(only<console::ChooseRoom>(hand).last_row_m.value() == Approx(15));  // larger steps in a large hall
    CHECK(hand.reads("Het beeld is te laag voor deze zaal"));
    CHECK(hand.reads("12,5 m"));

    hand.set_up.image_height_m = limits::image_height_least_m;
    hand.set_up.last_row_m = limits::last_row_most_m;
    hand.look_again();
    hand.click("console.set_up.image_height#-");
    CHECK(only<console::ChooseRoom>(hand).image_height_m.value() == Approx(limits::image_height_least_m));
    hand.click("console.set_up.last_row#+");
    CHECK(only<console::ChooseRoom>(hand).last_row_m.value() == Approx(limits::last_row_most_m));
    hand.set_up.image_height_m = limits::image_height_most_m;
    hand.set_up.last_row_m = limits::last_row_least_m;
    hand.look_again();
    hand.click("console.set_up.image_height#+");
    CHECK(only<console::ChooseRoom>(hand).image_height_m.value() == Approx(limits::image_height_most_m));
    hand.click("console.set_up.last_row#-");
    CHECK(only<console::ChooseRoom>(hand).last_row_m.value() == Approx(limits::last_row_least_m));
}

TEST_CASE("sound is switched on the sheet and at the foot, can be heard, and what is wrong with it is said") {
    Hand hand(evenings::running());
    hand.look_again();
    hand.click("item.sound");
    CHECK_FALSE(only<console::ChooseSound>(hand).on);
    hand.press(Key::set_up);
    hand.click("console.set_up.sound_on");
    CHECK(hand.asked_nothing());
    hand.click("console.set_up.sound_off");
    CHECK_FALSE(only<console::ChooseSound>(hand).on);
    hand.click("console.set_up.sound_hear");
    CHECK(only<LocalAction>(hand) == LocalAction::hear_sound);
    hand.set_up.sound = false;
    hand.set_up.problems = {Sentence{"console.set_up.sound_no_device"}};
    hand.look_again();
    CHECK(hand.reads("Er is geen luidspreker die werkt"));
    hand.click("console.set_up.sound_on");
    CHECK(only<console::ChooseSound>(hand).on);
    hand.press(Key::escape);
    hand.take();
    hand.click("item.sound");
    CHECK(only<console::ChooseSound>(hand).on);
}

TEST_CASE("the colours change at once and are kept; the address and the test card are asked for") {
    Hand hand(with_addresses());
    hand.press(Key::set_up);
    hand.click("console.set_up.light");
    const auto actions = hand.take();
    REQUIRE(actions.size() == 2);
    CHECK(std::get<assembly::SetTheme>(std::get<assembly::Command>(actions[0])).theme == views::Theme::light);
    CHECK(std::get<console::KeepTheme>(actions[1]).theme == views::Theme::light);
    // What the wall already has can still be kept.
    hand.click("console.set_up.dark");
    CHECK(only<console::KeepTheme>(hand).theme == views::Theme::dark);

    hand.click("item.address#10.0.3.7");
    CHECK(only<console::ChooseAddress>(hand).address == "10.0.3.7");
    hand.click("item.address#192.168.1.20");
    CHECK(hand.asked_nothing());

    hand.click("item.test_card");
    CHECK(only<LocalAction>(hand) == LocalAction::test_card_on_or_off);
    CHECK(hand.reads("Toon het testbeeld"));
    hand.set_up.test_card = true;
    hand.look_again();
    CHECK(hand.reads("Haal het testbeeld weg"));
}

TEST_CASE("everything on the set-up sheet is reached with Tab, and with the arrows") {
    for (const bool with_tab : {true, false}) {
        Hand hand(with_addresses());
        hand.set_up = two_screens();
        hand.press(Key::set_up);
        std::set<std::string> met;
        std::uint32_t seed = 20'263;
        hand.press(Key::walk_on);
        for (int step = 0; step < (with_tab ? 60 : 1'500); ++step) {
            seed = seed * 1'664'525U + 1'013'904'223U;
            constexpr ImGuiKey arrows[] = {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow,
                                           ImGuiKey_DownArrow};
            if (with_tab) {
                hand.press(Key::walk_on);
                hand.look_again(2);
            } else {
                hand.strike(arrows[seed >> 30U]);
            }
            met.insert(hand.items.focused);
        }
        for (const std::string& name : sheet_items) {
            INFO(name << (with_tab ? " with Tab" : " with the arrows"));
            CHECK(met.contains(recorded(name)));
        }
        CHECK(hand.asked_nothing());
    }
}

TEST_CASE("nothing on the set-up sheet is cut off or lies over something else") {
    for (const auto& [width_px, height_px] :
         {std::pair{1366.0F, 768.0F}, std::pair{1920.0F, 1080.0F}, std::pair{3840.0F, 2160.0F}}) {
        for (const bool english : {false, true}) {
            Hand hand(with_addresses(), Surface::own_window, width_px, height_px);
            hand.set_up = two_screens();
            hand.set_up.chosen_screen = "DisplayPort-4 (gone)";
            hand.set_up.last_row_m = 40;
            if (english) hand.click("console.header.other_language");
            hand.press(Key::set_up);
            hand.look_again(2);
            INFO(width_px << " wide, " << (english ? "English" : "Dutch"));
            for (const std::string& name : sheet_items) {
                const auto& item = hand.item(recorded(name));
                INFO(name << " at " << item.min.x << "," << item.min.y << " to " << item.max.x << ","
                          << item.max.y);
                CHECK(item.visible);
                CHECK(item.min.x >= 0);
                CHECK(item.max.x <= width_px);
                CHECK(item.max.y <= height_px);
                for (const std::string& other_name : sheet_items) {
                    if (other_name <= name) continue;
                    const auto& other = hand.item(recorded(other_name));
                    INFO("beside " << other_name);
                    const bool apart = item.max.x <= other.min.x + 1 || other.max.x <= item.min.x + 1 ||
                                       item.max.y <= other.min.y + 1 || other.max.y <= item.min.y + 1;
                    CHECK(apart);
                }
            }
        }
    }
}
