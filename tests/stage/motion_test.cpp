// Owns what holds over time: scenes give way without a hole, a still wall asks for no frame, reactions stay
// bounded. Main thread. It must never sleep: time is an argument.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <string>
#include <vector>

#include "evenings.h"
#include "stage/reactions.h"
#include "wall.h"

namespace buurtkiosk::stage_tests {

namespace {

constexpr std::int64_t second_ms = 1'000;
constexpr std::int64_t minute_ms = 60'000;

// How much is drawn: the mean distance of all pixels from the ground, 0 to 255.
double ink(const paint::Picture& picture, paint::Colour ground) {
    double sum = 0.0;
    for (std::size_t i = 0; i < picture.rgba.size(); i += 4) {
        sum += std::abs(picture.rgba[i] - ground.red) + std::abs(picture.rgba[i + 1] - ground.green) +
               std::abs(picture.rgba[i + 2] - ground.blue);
    }
    return sum / static_cast<double>(picture.rgba.size());
}

paint::Colour corner(const paint::Picture& picture) {
    return {picture.rgba[0], picture.rgba[1], picture.rgba[2]};
}

std::int64_t asked_after(Wall& wall, const views::SnapshotPtr& snapshot, std::int64_t now_ms) {
    wall.lay_out(snapshot, now_ms);
    REQUIRE(wall.stage().next_change_ms());
    return *wall.stage().next_change_ms() - now_ms;
}

}  // namespace

TEST_CASE("one scene gives way to the next without a hole or an empty frame", "[motion]") {
    const std::vector<std::string> order{"lobby-usual",        "agenda-usual",  "check-in-thinking",
                                         "check-in-words",     "speaker-usual", "poll-choice-open",
                                         "poll-choice-result", "ended-usual"};
    for (const views::Theme theme : {views::Theme::dark, views::Theme::light}) {
        const paint::Colour ground =
            paint::palette(theme == views::Theme::dark ? paint::Theme::dark : paint::Theme::light).ground;
        Wall wall(640, 360);
        std::int64_t now_ms = eight_o_clock_ms;
        double before = ink(wall.draw(shared(evening(order[0]).snapshot, theme), now_ms), ground);
        for (std::size_t i = 1; i < order.size(); ++i) {
            const views::SnapshotPtr next = shared(evening(order[i]).snapshot, theme);
            now_ms += 5 * second_ms;
            std::vector<double> during;
            for (int step = 0; step <= 12; ++step) {
                const paint::Picture frame = wall.draw(next, now_ms + step * 20);
                CHECK(corner(frame) == ground);
                during.push_back(ink(frame, ground));
            }
            const double after = during.back();
            INFO(order[i - 1] << " to " << order[i]);
            CHECK(*std::min_element(during.begin(), during.end()) >= 0.5 * std::min(before, after));
            before = after;
        }
    }
}

TEST_CASE("a theme gives way to the other without black or white between", "[motion]") {
    Wall wall(640, 360);
    const views::Snapshot snapshot = evening("agenda-usual").snapshot;
    wall.draw(shared(snapshot, views::Theme::dark), eight_o_clock_ms);
    int last = paint::palette(paint::Theme::dark).ground.red;
    for (int step = 0; step <= 12; ++step) {
        const paint::Picture frame =
            wall.draw(shared(snapshot, views::Theme::light), eight_o_clock_ms + second_ms + step * 20);
        CHECK(corner(frame).red >= last);
        last = corner(frame).red;
    }
    CHECK(last == paint::palette(paint::Theme::light).ground.red);
}

TEST_CASE("after the fade the new scene stands alone", "[motion]") {
    const views::SnapshotPtr next = shared(evening("speaker-paused").snapshot);
    Wall changed(1280, 720);
    changed.draw(shared(evening("agenda-usual").snapshot), eight_o_clock_ms);
    changed.draw(next, eight_o_clock_ms + second_ms);
    Wall fresh(1280, 720);
    fresh.draw(next, eight_o_clock_ms + second_ms);
    CHECK(changed.draw(next, eight_o_clock_ms + 2 * second_ms) ==
          fresh.draw(next, eight_o_clock_ms + 2 * second_ms));
}

TEST_CASE("with reduced motion scenes change at once", "[motion]") {
    const views::SnapshotPtr next = shared(evening("speaker-paused").snapshot);
    Wall changed(1280, 720);
    changed.reduced_motion = true;
    changed.draw(shared(evening("agenda-usual").snapshot), eight_o_clock_ms);
    Wall fresh(1280, 720);
    CHECK(changed.draw(next, eight_o_clock_ms + second_ms) == fresh.draw(next, eight_o_clock_ms + second_ms));
}

TEST_CASE("the wall asks for a frame only when its picture changes", "[motion]") {
    Wall wall(1280, 720);
    SECTION("never while it stands still") {
        for (const char* name :
             {"lobby-usual", "ended-usual", "agenda-empty", "speaker-empty", "poll-empty"}) {
            Wall still(1280, 720);
            still.lay_out(shared(evening(name).snapshot), eight_o_clock_ms);
            INFO(name);
            CHECK_FALSE(still.stage().next_change_ms());
        }
    }
    SECTION("once a minute for the agenda, each second of the last minute") {
        const views::SnapshotPtr snapshot = shared(evening("agenda-usual").snapshot);
        CHECK(asked_after(wall, snapshot, eight_o_clock_ms) == minute_ms);
        CHECK(asked_after(wall, snapshot, eight_o_clock_ms + 20 * second_ms) == 40 * second_ms);
        CHECK(asked_after(wall, snapshot, eight_o_clock_ms + 11 * minute_ms + 300) == 700);
        CHECK(asked_after(wall, snapshot, eight_o_clock_ms + 14 * minute_ms + 300) == minute_ms - 300);
    }
    SECTION("each second while somebody speaks, not while the clock is paused") {
        const views::SnapshotPtr snapshot = shared(evening("speaker-usual").snapshot);
        CHECK(asked_after(wall, snapshot, eight_o_clock_ms) == second_ms);
        CHECK(asked_after(wall, snapshot, eight_o_clock_ms + 250) == 750);
        Wall paused(1280, 720);
        CHECK(asked_after(paused, shared(evening("speaker-paused").snapshot), eight_o_clock_ms) == minute_ms);
    }
    SECTION("once a minute on a blank wall with a clock") {
        CHECK(asked_after(wall, shared(evening("blank-usual").snapshot), eight_o_clock_ms + 1) ==
              minute_ms - 1);
    }
    SECTION("when the page turns") {
        const views::SnapshotPtr snapshot = shared(evening("poll-longest-result").snapshot);
        wall.lay_out(snapshot, eight_o_clock_ms);
        CHECK(asked_after(wall, snapshot, eight_o_clock_ms + 3 * second_ms) == 5 * second_ms);
        CHECK(asked_after(wall, snapshot, eight_o_clock_ms + 8 * second_ms + 50) <= 20);
    }
    SECTION("soon while one scene fades into the next") {
        wall.lay_out(shared(evening("agenda-usual").snapshot), eight_o_clock_ms);
        CHECK(asked_after(wall, shared(evening("speaker-usual").snapshot), eight_o_clock_ms + 5) <= 20);
    }
}

TEST_CASE("a countdown shows the same whole second as the ring, and goes on over time", "[motion]") {
    const auto shows = [](const Wall& wall, const std::string& wanted) {
        const auto& texts = const_cast<Wall&>(wall).stage().texts();
        return std::any_of(texts.begin(), texts.end(), [&](const auto& text) { return text.text == wanted; });
    };
    Wall wall(1280, 720);
    const views::SnapshotPtr snapshot = shared(evening("speaker-usual").snapshot);  // 26 of 120 seconds
    wall.lay_out(snapshot, eight_o_clock_ms);
    CHECK(shows(wall, "1:34"));
    wall.lay_out(snapshot, eight_o_clock_ms + 1);
    CHECK(shows(wall, "1:34"));
    wall.lay_out(snapshot, eight_o_clock_ms + second_ms);
    CHECK(shows(wall, "1:33"));
    wall.lay_out(snapshot, eight_o_clock_ms + 94 * second_ms);
    CHECK(shows(wall, "0:00"));
    wall.lay_out(snapshot, eight_o_clock_ms + 500 * second_ms);
    CHECK(shows(wall, "6:46"));
}

TEST_CASE("in a rehearsal the clocks run ten times faster, but nothing moves faster", "[motion]") {
    const auto of_rate = [](views::Snapshot snapshot, int rate) {
        snapshot.rate = rate;
        return shared(snapshot);
    };
    // The fade: as many milliseconds of the room, which are ten times as many of the kiosk's clock.
    for (const int rate : {1, 10}) {
        INFO("rate " << rate);
        const views::SnapshotPtr before = of_rate(evening("agenda-usual").snapshot, rate);
        const views::SnapshotPtr after = of_rate(evening("blank-usual").snapshot, rate);
        Wall wall(640, 360);
        wall.draw(before, eight_o_clock_ms);
        wall.draw(after, eight_o_clock_ms + 60 * second_ms);
        CHECK(asked_after(wall, after, eight_o_clock_ms + 60 * second_ms) == 16 * rate);
        CHECK(asked_after(wall, after, eight_o_clock_ms + 60 * second_ms + 100 * rate) == 16 * rate);
        CHECK(asked_after(wall, after, eight_o_clock_ms + 60 * second_ms + 300 * rate) > 16 * rate);
    }
    // Reactions rise for as long, and their counts stay for as long.
    for (const int rate : {1, 10}) {
        INFO("rate " << rate);
        views::Snapshot clapping = evening("speaker-usual").snapshot;
        clapping.rate = rate;
        clapping.view.queue.speaking->paused_ms = 26'000;
        Wall wall(1280, 720);
        std::int64_t now_ms = eight_o_clock_ms;
        wall.lay_out(shared(clapping), now_ms);
        clapping.view.reactions[0] += 3;
        now_ms += 100 * rate;
        CHECK(asked_after(wall, shared(clapping), now_ms) <= 33 * rate);
        now_ms += stage::Reactions::rises_for_ms * rate - 100 * rate;
        CHECK(asked_after(wall, shared(clapping), now_ms) <= 33 * rate);
        now_ms += 200 * rate;
        CHECK(asked_after(wall, shared(clapping), now_ms) > 33 * rate);
    }
}

TEST_CASE("reactions are gathered, bounded and gone after a while", "[motion]") {
    stage::Reactions reactions;
    std::int64_t now_ms = eight_o_clock_ms;
    views::ReactionTotals totals{1000, 50, 0, 0};
    reactions.hear(totals, now_ms);
    CHECK_FALSE(reactions.counting(now_ms));  // what came before the wall was there is not replayed
    CHECK(reactions.rising(now_ms) == 0);
    for (int i = 0; i < 200; ++i) {
        now_ms += 20;
        for (auto& total : totals) total += 40;
        reactions.hear(totals, now_ms);
        CHECK(reactions.rising(now_ms) <= stage::Reactions::most_rising);
    }
    CHECK(reactions.counting(now_ms));
    CHECK(reactions.rising(now_ms) > 0);
    REQUIRE(reactions.next_change_ms(now_ms, true));
    CHECK(*reactions.next_change_ms(now_ms, true) - now_ms <= 40);
    CHECK(*reactions.next_change_ms(now_ms, false) - now_ms == stage::Reactions::gathers_for_ms);
    now_ms += stage::Reactions::gathers_for_ms;
    CHECK_FALSE(reactions.counting(now_ms));
    CHECK(reactions.rising(now_ms) == 0);
    CHECK_FALSE(reactions.next_change_ms(now_ms, true));
    totals = {3, 0, 0, 0};  // the program was started anew and counts from nothing
    reactions.hear(totals, now_ms);
    CHECK_FALSE(reactions.counting(now_ms));
}

TEST_CASE("words of the cloud glide to their new place within 300 ms", "[motion]") {
    Wall wall(1280, 720);
    views::Snapshot snapshot = evening("check-in-words").snapshot;
    wall.lay_out(shared(snapshot), eight_o_clock_ms);
    snapshot.view.check_in->words[20].count += 6;
    const std::int64_t changed_ms = eight_o_clock_ms + second_ms;
    CHECK(asked_after(wall, shared(snapshot), changed_ms) <= 20);
    wall.lay_out(shared(snapshot), changed_ms + 300);
    const auto settled = wall.stage().texts();
    wall.lay_out(shared(snapshot), changed_ms + 2 * second_ms);
    CHECK(wall.stage().texts() == settled);
}

}  // namespace buurtkiosk::stage_tests
