// Tests that nothing on the desk is cut off or lies over something else, in both languages, at the smallest
// and at an ordinary size, in the busiest moments. No display. It must never know where a panel ought to
// stand.
#include <map>
#include <set>

#include "console/hand.h"

using namespace buurtkiosk;
using console::Surface;
using tests::Hand;

namespace {

struct Moment {
    const char* name;
    views::Snapshot (*make)();
};
constexpr Moment moments[] = {{"lobby", evenings::lobby},
                              {"running", evenings::running},
                              {"check_in", evenings::check_in},
                              {"check_in_shown", evenings::check_in_shown},
                              {"polls", evenings::polls},
                              {"queue", evenings::queue},
                              {"heated", evenings::heated},
                              {"slides", evenings::slides},
                              {"long_runbook", evenings::long_runbook}};

bool overlap(const console::ItemRecorder::Item& first, const console::ItemRecorder::Item& second) {
    constexpr float touching = 1.0F;
    return first.min.x < second.max.x - touching && second.min.x < first.max.x - touching &&
           first.min.y < second.max.y - touching && second.min.y < first.max.y - touching;
}

void check_layout(const Hand& hand, float width_px, float height_px) {
    for (const auto& [name, item] : hand.items.items) {
        INFO(name << " at " << item.min.x << "," << item.min.y << " to " << item.max.x << "," << item.max.y);
        CHECK(item.min.x >= 0);
        CHECK(item.max.x <= width_px);
        CHECK(item.max.x > item.min.x);
        if (!item.visible) continue;
        CHECK(item.max.y <= height_px);
        for (const auto& [other_name, other] : hand.items.items) {
            if (other_name <= name || !other.visible) continue;
            INFO("beside " << other_name << " at " << other.min.x << "," << other.min.y);
            CHECK_FALSE(overlap(item, other));
        }
    }
    // What a chair must never look for is on the desk in every moment.
    for (const char* always :
         {"item.large_button", "console.foot.undo", "console.foot.blank", "item.theme", "console.tab.runbook",
          "console.tab.check_in", "console.tab.polls", "console.tab.join", "console.tab.queue",
          "console.tab.people", "console.tab.steps", "console.runbook.next", "console.runbook.back"}) {
        INFO(always);
        CHECK(hand.item(always).visible);
    }
}

}  // namespace

TEST_CASE("nothing is cut off, nothing lies over something else") {
    for (const auto& [width_px, height_px] :
         {std::pair{1366.0F, 768.0F}, std::pair{1920.0F, 1080.0F}, std::pair{3840.0F, 2160.0F}}) {
        for (const char* language : {"nl", "en"}) {
            for (const Surface surface : {Surface::own_window, Surface::over_the_stage}) {
                for (const Moment& moment : moments) {
                    INFO(moment.name << " in " << language << " at " << width_px
                                     << (surface == Surface::own_window ? "" : " over the stage"));
                    auto snapshot = moment.make();
                    snapshot.view.languages = {language};
                    Hand hand(std::move(snapshot), surface, width_px, height_px);
                    check_layout(hand, width_px, height_px);
                }
            }
        }
    }
}

TEST_CASE("questions and forms find their place too") {
    for (const auto& [width_px, height_px] : {std::pair{1366.0F, 768.0F}, std::pair{1920.0F, 1080.0F}}) {
        Hand hand(evenings::polls(), Surface::own_window, width_px, height_px);
        hand.click("item.large_button");
        hand.click("console.runbook.add");
        check_layout(hand, width_px, height_px);
        hand.click("console.cancel#block");
        hand.click("console.runbook.end");
        check_layout(hand, width_px, height_px);
        hand.click("console.question.no#console.runbook.end#");
        hand.click("console.tab.polls");
        hand.click("console.polls.add");
        hand.click("console.polls.kind_choice");
        check_layout(hand, width_px, height_px);

        Hand words(evenings::check_in(), Surface::own_window, width_px, height_px);
        words.click("item.word#w1");
        check_layout(words, width_px, height_px);
        words.click("item.word#w2");
        check_layout(words, width_px, height_px);

        Hand people(evenings::running(), Surface::own_window, width_px, height_px);
        people.click("console.tab.people");
        people.click("item.person#p2");
        check_layout(people, width_px, height_px);
    }
}

TEST_CASE("the pages of the runbook, the codes and the roles find their place, in both languages") {
    using console::Key;
    for (const auto& [width_px, height_px] :
         {std::pair{1366.0F, 768.0F}, std::pair{1920.0F, 1080.0F}, std::pair{2560.0F, 1440.0F}}) {
        for (const char* language : {"nl", "en"}) {
            INFO(language << " at " << width_px);
            auto nothing = evenings::lobby();
            nothing.view.agenda.blocks.clear();
            nothing.view.languages = {language};
            Hand empty(nothing, Surface::own_window, width_px, height_px);
            check_layout(empty, width_px, height_px);

            auto snapshot = evenings::queue();
            snapshot.view.languages = {language};
            snapshot.desk.clashes = {
                {.block = BlockId{6}, .late_ms = 420'000, .cuts = {}, .still_late_minutes = 0}};
            snapshot.view.agenda.blocks[5].fixed_ms = evenings::now_ms;
            Hand hand(snapshot, Surface::own_window, width_px, height_px);
            hand.press(Key::edit_block);
            hand.look_again(4);
            check_layout(hand, width_px, height_px);
            hand.click("item.block#b6");
            check_layout(hand, width_px, height_px);
            hand.press(Key::new_block);
            hand.look_again(4);
            check_layout(hand, width_px, height_px);
            // The buttons of a form are in sight however long the form is.
            CHECK(hand.item("console.runbook.add_now").visible);
            ImGui::SetClipboardText("10\tOpening\n20\tVragen\tsprekers\n");
            hand.press(Key::paste);
            hand.look_again(3);
            check_layout(hand, width_px, height_px);
            CHECK(hand.item("console.table.add").visible);
            hand.press(Key::join);
            hand.press(Key::people);
            hand.look_again(2);
            hand.click("item.person#p3");
            check_layout(hand, width_px, height_px);
            hand.press(Key::steps);
            hand.look_again(2);
            check_layout(hand, width_px, height_px);
            hand.press(Key::help);
            const auto& close = hand.item("console.keys.close");
            CHECK(close.visible);
            CHECK(close.max.y < height_px);
        }
    }
}

TEST_CASE("the pages of the speakers find their place, with what unfolds there, in both languages") {
    for (const auto& [width_px, height_px] :
         {std::pair{1366.0F, 768.0F}, std::pair{1920.0F, 1080.0F}, std::pair{3840.0F, 2160.0F}}) {
        for (const char* language : {"nl", "en"}) {
            INFO(language << " at " << width_px);
            auto snapshot = evenings::heated();
            snapshot.view.languages = {language};
            Hand hand(snapshot, Surface::own_window, width_px, height_px);
            for (const char* entry : {"item.entry#e9", "item.entry#e7", "item.entry#e4"}) {
                hand.click(entry);
                check_layout(hand, width_px, height_px);
            }
            hand.click("console.queue.name");
            hand.type("a");
            check_layout(hand, width_px, height_px);
            for (const char* page :
                 {"console.queue.page_rules", "console.queue.page_groups", "console.queue.page_times"}) {
                hand.click(page);
                check_layout(hand, width_px, height_px);
            }
            hand.press(console::Key::people);
            hand.look_again(2);
            hand.click("item.person#p4");
            check_layout(hand, width_px, height_px);
        }
    }
}

namespace {

// What an item's place is compared by: a hand that is on its way finds it where it was.
bool stays(const Hand& hand, const std::string& name, const console::ItemRecorder::Item& before) {
    const auto& now = hand.item(name);
    return now.min.x == before.min.x && now.min.y == before.min.y && now.max.x == before.max.x &&
           now.max.y == before.max.y;
}

}  // namespace

TEST_CASE("nothing jumps when somebody asks to speak, a poll closes, or a form opens") {
    for (const auto& [width_px, height_px] : {std::pair{1366.0F, 768.0F}, std::pair{1920.0F, 1080.0F}}) {
        Hand hand(evenings::running(), Surface::own_window, width_px, height_px);
        const std::set<std::string> kept{
            "console.runbook.next", "console.runbook.back", "console.runbook.end", "console.stage.auto",
            "console.stage.agenda", "item.large_button",    "console.foot.undo",   "console.tab.check_in"};
        std::map<std::string, console::ItemRecorder::Item> before;
        for (const std::string& name : kept) before[name] = hand.item(name);
        const auto all_stay = [&] {
            for (const std::string& name : kept) {
                INFO(name);
                CHECK(stays(hand, name, before.at(name)));
            }
        };
        CHECK_FALSE(hand.item("console.stage.speaker").enabled);
        hand.seen.view.queue.waiting = evenings::queue().view.queue.waiting;
        hand.look_again(2);
        all_stay();
        CHECK(hand.item("console.stage.speaker").enabled);

        CHECK_FALSE(hand.item("console.stage.poll").enabled);
        hand.seen.view.polls = evenings::polls().view.polls;
        hand.look_again(2);
        all_stay();
        hand.click("console.stage.poll");
        const auto shown = hand.only<assembly::ShowScene>();
        CHECK(shown.scene == assembly::Scene::poll);
        CHECK(shown.poll == PollId{2});

        hand.click("console.runbook.add");
        all_stay();
        hand.click("console.cancel#block");
        // The end of the evening is never where a hand looks for the next block.
        const auto& end = hand.item("console.runbook.end");
        const auto& next = hand.item("console.runbook.next");
        CHECK(next.min.y - end.max.y > 3 * (next.max.y - next.min.y));
        hand.click("console.runbook.end");
        CHECK(stays(hand, "console.runbook.next", before.at("console.runbook.next")));
    }
}

TEST_CASE("the words stay where they are while they are chosen") {
    for (const auto& make : {evenings::check_in, evenings::check_in_shown}) {
        Hand hand(make());
        const auto second = hand.item("item.word#w2");
        const auto third = hand.item("item.word#w3");
        hand.click("item.word#w1");  // written in three ways
        CHECK(hand.sees("console.check_in.split#w1/1"));
        CHECK(stays(hand, "item.word#w2", second));
        hand.click("item.word#w2");
        CHECK(hand.sees("console.check_in.merge"));
        CHECK(stays(hand, "item.word#w3", third));
        hand.click("console.cancel#words");
        CHECK(stays(hand, "item.word#w3", third));
    }
}

TEST_CASE("the block that is now is in sight in a runbook of forty") {
    Hand hand(evenings::long_runbook());
    CHECK(hand.item("item.block#b19").visible);
    CHECK_FALSE(hand.item("item.block#b1").visible);
    // The chair scrolls elsewhere; the next vote does not pull the list back.
    hand.seen.view.room += 1;
    hand.look_again(2);
    CHECK(hand.desk.memory().scrolled_to == BlockId{19});
}

TEST_CASE("a larger window makes larger letters, in steps") {
    CHECK(console::scale_for(1366, 768) == 1.0F);
    CHECK(console::scale_for(800, 600) == 1.0F);
    CHECK(console::scale_for(1920, 1080) == Approx(1.375F));
    CHECK(console::scale_for(1921, 1081) == console::scale_for(1920, 1080));
    CHECK(console::scale_for(3840, 2160) == Approx(2.8125F).margin(0.07));
    CHECK(console::scale_for(2560, 1440) == Approx(1.875F).margin(0.07));
    CHECK(console::scale_for(3440, 1440) <= 1.875F);  // wide, but no higher
}
