// Owns what holds for every scene in every hall: nothing overlaps, nothing leaves the rim, nothing is too
// small to read. Main thread. It must never depend on which words a locale has.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "evenings.h"
#include "paint/room_size.h"
#include "paint/shapes.h"
#include "stage/test_card.h"
#include "wall.h"

namespace buurtkiosk::stage_tests {

namespace {

struct Hall {
    const char* name;
    int width_px;
    int height_px;
    paint::RoomSize room;
};

const std::vector<Hall> halls{
    {"the usual hall", 1280, 720, {1.5F, 8.0F}},
    {"a deep hall with a small screen", 1280, 720, {1.2F, 18.0F}},
    {"a small room", 1280, 720, {2.0F, 5.0F}},
    {"an old beamer", 1024, 768, {1.5F, 8.0F}},
    {"an old beamer in a deep hall", 1024, 768, {1.2F, 18.0F}},
    {"fifteen metres deep, in 4K", 3840, 2160, {2.0F, 15.0F}},
    {"a tall screen", 1080, 1920, {2.4F, 8.0F}},
};

bool overlap(const stage::Box& one, const stage::Box& other) {
    constexpr float touching_px = 1.0F;  // rounding to whole pixels
    return one.x + touching_px < other.right() && other.x + touching_px < one.right() &&
           one.y + touching_px < other.bottom() && other.y + touching_px < one.bottom();
}

void check_texts(const Hall& hall, const std::vector<stage::DrawnText>& texts) {
    const auto width = static_cast<float>(hall.width_px);
    const auto height = static_cast<float>(hall.height_px);
    const float base = paint::base_px(hall.room, width, height);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const stage::DrawnText& text = texts[i];
        INFO("text '" << text.text << "' at " << text.box.x << ", " << text.box.y << ", " << text.box.width
                      << " wide, " << text.box.height << " high");
        CHECK(text.size_px >= base * 0.999F);
        CHECK(text.box.x >= width * 0.05F - 1.0F);
        CHECK(text.box.y >= height * 0.05F - 1.0F);
        CHECK(text.box.right() <= width * 0.95F + 1.0F);
        CHECK(text.box.bottom() <= height * 0.95F + 1.0F);
        for (std::size_t j = i + 1; j < texts.size(); ++j) {
            INFO("and text '" << texts[j].text << "' at " << texts[j].box.x << ", " << texts[j].box.y);
            CHECK_FALSE(overlap(text.box, texts[j].box));
        }
    }
}

// Each page of a scene, in order.
template <class Look>
void for_each_page(Wall& wall, const views::SnapshotPtr& snapshot, const Look& look) {
    std::int64_t now_ms = eight_o_clock_ms;
    std::set<std::string> seen;
    bool seen_before = false;
    for (int page = 0; page < 40; ++page) {
        wall.lay_out(snapshot, now_ms);
        std::string all;
        for (const stage::DrawnText& text : wall.stage().texts()) all += text.text + "\n";
        // A page may come back between others; two in a row that were there before are all of them again.
        const bool fresh = seen.insert(all).second;
        if (!fresh && seen_before) return;
        seen_before = !fresh;
        if (fresh) look(wall.stage().texts());
        now_ms += 2'000;
        // Two seconds at a time until the page turns; a page stands at most twelve.
        for (int i = 0; i < 6; ++i) {
            wall.lay_out(snapshot, now_ms);
            std::string next;
            for (const stage::DrawnText& text : wall.stage().texts()) next += text.text + "\n";
            if (next != all) break;
            now_ms += 2'000;
        }
        now_ms += 400;  // past the fade
    }
}

}  // namespace

TEST_CASE("no text overlaps another, leaves the rim or is too small, on any page in any hall", "[layout]") {
    for (const Hall& hall : halls) {
        for (const Evening& one : evenings()) {
            Wall wall(hall.width_px, hall.height_px);
            wall.room = hall.room;
            INFO(one.name << " in " << hall.name);
            // Clocks stand still, so that only pages change the texts.
            views::Snapshot still = one.snapshot;
            if (still.view.queue.speaking && !still.view.queue.speaking->paused_ms) {
                still.view.queue.speaking->paused_ms = eight_o_clock_ms - still.view.queue.speaking->since_ms;
            }
            for_each_page(wall, shared(still), [&](const auto& texts) { check_texts(hall, texts); });
        }
    }
}

TEST_CASE("in a rehearsal every page of every scene says that it is one, and nothing gives way badly to that",
          "[layout]") {
    for (const Hall& hall : halls) {
        for (const Evening& one : evenings()) {
            Wall wall(hall.width_px, hall.height_px);
            wall.room = hall.room;
            INFO(one.name << " in " << hall.name);
            views::Snapshot still = one.snapshot;
            still.view.rehearsal = true;
            if (still.view.queue.speaking && !still.view.queue.speaking->paused_ms) {
                still.view.queue.speaking->paused_ms = eight_o_clock_ms - still.view.queue.speaking->since_ms;
            }
            for_each_page(wall, shared(still), [&](const auto& texts) {
                check_texts(hall, texts);
                CHECK(std::any_of(texts.begin(), texts.end(), [](const stage::DrawnText& text) {
                    return text.text.find("Oefening") != std::string::npos ||
                           text.text.find("Rehearsal") != std::string::npos;
                }));
            });
        }
    }
}

TEST_CASE("the test card holds its letters in every hall, and the smallest are as large as promised",
          "[layout]") {
    for (const Hall& hall : halls) {
        for (const char* language : {"nl", "en"}) {
            INFO(language << " in " << hall.name);
            const auto width = static_cast<float>(hall.width_px);
            const auto height = static_cast<float>(hall.height_px);
            std::vector<stage::DrawnText> texts;
            textures().begin_frame();
            window().picture(8, 8, paint::Colour{}, [&](ImDrawList& list) {
                texts = stage::draw_test_card(list,
                                              {.locales = locales(),
                                               .textures = textures(),
                                               .language = language,
                                               .room = hall.room,
                                               .screen = "DP-2"},
                                              {0.0F, 0.0F, width, height});
            });
            check_texts(hall, texts);
            const float base = paint::base_px(hall.room, width, height);
            std::set<int> sizes;  // in tenths of the base
            for (const stage::DrawnText& text : texts)
                sizes.insert(static_cast<int>(std::lround(text.size_px / base * 10.0F)));
            CHECK(sizes.contains(10));
            CHECK(sizes.contains(13));
            CHECK(sizes.contains(20));
        }
    }
}

TEST_CASE("six short answers, or four of which one is long, are seen at once, open and as a result",
          "[layout]") {
    std::vector<views::Snapshot> ballots{evening("poll-six-open").snapshot,
                                         evening("poll-six-result").snapshot};
    for (const char* name : {"poll-choice-open", "poll-choice-result"}) {
        views::Snapshot demo = evening(name).snapshot;  // the demo's first poll, once split over two pages
        views::PollView& poll = demo.view.polls[0];
        poll.question = "Wat komt er als eerste op het plein?";
        const std::vector<std::string> options{"Bomen en bankjes", "Een speeltuin", "Een moestuin",
                                               "Een plek om te zitten voor jongeren"};
        for (std::size_t i = 0; i < options.size(); ++i) poll.options[i].text = options[i];
        poll.counts = {{"a", 12}, {"b", 14}, {"c", 6}, {"d", 7}};
        ballots.push_back(std::move(demo));
    }
    for (const views::Snapshot& snapshot : ballots) {
        Wall wall(1280, 720);
        wall.lay_out(shared(snapshot), eight_o_clock_ms);
        check_texts(halls[0], wall.stage().texts());
        for (const views::PollOptionView& option : snapshot.view.polls[0].options) {
            INFO(option.text);
            const auto& texts = wall.stage().texts();
            CHECK(std::any_of(texts.begin(), texts.end(),
                              [&](const stage::DrawnText& text) { return text.text == option.text; }));
        }
    }
}

TEST_CASE("every page of a poll stands equally long", "[layout]") {
    Wall wall(1280, 720);
    const views::SnapshotPtr snapshot = shared(evening("poll-longest-open").snapshot);
    std::vector<std::int64_t> turned_ms;
    std::string before;
    for (std::int64_t now_ms = eight_o_clock_ms; turned_ms.size() < 4; now_ms += 500) {
        REQUIRE(now_ms < eight_o_clock_ms + 120'000);
        wall.lay_out(snapshot, now_ms);
        std::string all;
        for (const stage::DrawnText& text : wall.stage().texts()) all += text.text + "\n";
        if (all != before) turned_ms.push_back(now_ms);
        before = all;
    }
    CHECK(turned_ms[1] - turned_ms[0] <= turned_ms[2] - turned_ms[1]);
    CHECK(turned_ms[2] - turned_ms[1] == turned_ms[3] - turned_ms[2]);
}

TEST_CASE("who gave no name is called a guest", "[layout]") {
    views::Snapshot snapshot = evening("speaker-usual").snapshot;
    snapshot.view.queue.speaking->entry.name = "#5";
    snapshot.view.queue.waiting[0].name = "#12";
    snapshot.view.queue.waiting[1].name = "#buurt";  // a name that somebody chose
    Wall wall(1280, 720);
    wall.lay_out(shared(snapshot), eight_o_clock_ms);
    std::set<std::string> seen;
    for (const stage::DrawnText& text : wall.stage().texts()) seen.insert(text.text);
    CHECK(seen.count("Gast 5") == 1);
    CHECK(seen.count("Gast 12") == 1);
    CHECK(seen.count("#buurt") == 1);
    CHECK(seen.count("#5") == 0);
}

TEST_CASE("the Wi-Fi's password can be read, and both codes are equally large", "[layout]") {
    const views::Snapshot& snapshot = evening("lobby-wifi").snapshot;
    Wall wall(1280, 720);
    wall.lay_out(shared(snapshot), eight_o_clock_ms);
    const auto& texts = wall.stage().texts();
    CHECK(std::any_of(texts.begin(), texts.end(),
                      [](const stage::DrawnText& text) { return text.text == "Wachtwoord: koffie;thee"; }));
    const auto wide = paint::QrCode::of(std::string(120, 'x'));
    const auto narrow = paint::QrCode::of("kort", wide->modules());
    CHECK(narrow->side_px(400.0F) == wide->side_px(400.0F));
}

TEST_CASE("time to think is told to ten seconds, in the last minute to the second", "[layout]") {
    views::Snapshot snapshot = evening("check-in-thinking").snapshot;
    const auto reads = [&](std::int64_t left_ms) {
        snapshot.view.check_in->thinks_until_ms = eight_o_clock_ms + left_ms;
        Wall wall(1280, 720);
        wall.lay_out(shared(snapshot), eight_o_clock_ms);
        std::set<std::string> seen;
        for (const stage::DrawnText& text : wall.stage().texts()) seen.insert(text.text);
        return seen;
    };
    CHECK(reads(90'000).count("1:30") == 1);
    CHECK(reads(85'500).count("1:30") == 1);
    CHECK(reads(79'000).count("1:20") == 1);
    CHECK(reads(60'000).count("1:00") == 1);
    CHECK(reads(41'300).count("0:42") == 1);
}

TEST_CASE("what is done stays on the programme while there is room", "[layout]") {
    views::Snapshot snapshot = evening("agenda-usual").snapshot;
    auto& blocks = snapshot.view.agenda.blocks;
    for (std::size_t i = 0; i < 5; ++i) blocks[i].state = views::BlockState::done;
    blocks[5].state = views::BlockState::now;
    snapshot.view.agenda.now = blocks[5].id;
    snapshot.view.agenda.ahead_s = 720;
    Wall wall(1280, 720);
    wall.lay_out(shared(snapshot), eight_o_clock_ms);
    std::set<std::string> seen;
    for (const stage::DrawnText& text : wall.stage().texts()) seen.insert(text.text);
    for (std::size_t i = 1; i < 6; ++i) CHECK(seen.count(blocks[i].title) == 1);
    CHECK(std::any_of(seen.begin(), seen.end(), [](const std::string& text) {
        return text.find("in de zaal") != std::string::npos && text.find("Klaar om") != std::string::npos;
    }));
}

TEST_CASE("every word of a cloud comes on one of its pages", "[layout]") {
    for (const char* name : {"check-in-words", "check-in-words-longest"}) {
        const Evening& one = evening(name);
        Wall wall(1280, 720);
        std::set<std::string> seen;
        for_each_page(wall, shared(one.snapshot), [&](const auto& texts) {
            for (const stage::DrawnText& text : texts) seen.insert(text.text);
        });
        for (const views::WordView& word : one.snapshot.view.check_in->words) {
            INFO(word.text);
            CHECK(seen.count(word.text) == 1);
        }
    }
}

TEST_CASE("every option and every count of a long poll comes on one of its pages, in the order of the ballot",
          "[layout]") {
    for (const char* name : {"poll-longest-open", "poll-longest-result", "poll-six-result"}) {
        const Evening& one = evening(name);
        Wall wall(1280, 720);
        std::vector<std::string> seen;
        for_each_page(wall, shared(one.snapshot), [&](const auto& texts) {
            for (const stage::DrawnText& text : texts) seen.push_back(text.text);
        });
        auto from = seen.begin();
        for (const views::PollOptionView& option : one.snapshot.view.polls[0].options) {
            INFO(option.text);
            from = std::find(from, seen.end(), option.text);
            REQUIRE(from != seen.end());
        }
    }
}

TEST_CASE("bars keep the order of the ballot whatever the counts", "[layout]") {
    views::Snapshot snapshot = evening("poll-choice-result").snapshot;
    const auto tops = [&] {
        Wall wall(1280, 720);
        wall.lay_out(shared(snapshot), eight_o_clock_ms);
        std::vector<float> found;
        for (const views::PollOptionView& option : snapshot.view.polls[0].options) {
            for (const stage::DrawnText& text : wall.stage().texts()) {
                if (text.text == option.text) found.push_back(text.box.y);
            }
        }
        return found;
    };
    const std::vector<float> before = tops();
    REQUIRE(before.size() == 4);
    CHECK(std::is_sorted(before.begin(), before.end()));
    snapshot.view.polls[0].counts = {{"a", 0}, {"b", 1}, {"c", 2}, {"d", 40}};
    CHECK(tops() == before);
}

TEST_CASE("an open or closed poll shows how many voted and nothing of what", "[layout]") {
    for (const char* name : {"poll-choice-open", "poll-yes-no-open", "poll-closed"}) {
        views::Snapshot snapshot = evening(name).snapshot;
        Wall wall(1280, 720);
        const paint::Picture before = wall.draw(shared(snapshot), eight_o_clock_ms);
        for (const views::PollOptionView& option : snapshot.view.polls[0].options) {
            snapshot.view.polls[0].counts[option.id] = 17;
        }
        CHECK(wall.draw(shared(snapshot), eight_o_clock_ms) == before);
    }
}

TEST_CASE("the base follows the hall, and a wrong setting still gives a wall", "[layout]") {
    // 8 m: 40 mm high letters; an image of 1.5 m in 720 pixels has 0.48 pixels a millimetre.
    CHECK(paint::base_px({1.5F, 8.0F}, 1280, 720) == Approx(19.2F));
    CHECK(paint::base_px({1.5F, 8.0F}, 1920, 1080) == Approx(28.8F));
    CHECK(paint::base_px({3.0F, 16.0F}, 1280, 720) == Approx(19.2F));
    const float largest = paint::base_px({0.1F, 200.0F}, 1280, 720);
    const float smallest = paint::base_px({50.0F, 0.5F}, 1280, 720);
    CHECK(largest == Approx(720.0F / paint::least_bases_high));
    CHECK(smallest == Approx(720.0F / paint::most_bases_high));
    const float usual_base = paint::base_px({}, 1280, 720);
    CHECK(paint::base_px({-1.0F, 8.0F}, 1280, 720) == Approx(usual_base));
    CHECK(paint::base_px({1.5F, 0.0F}, 1280, 720) == Approx(usual_base));
    CHECK(paint::base_px({std::nanf(""), std::nanf("")}, 1280, 720) == Approx(usual_base));
}

TEST_CASE("the console's corner shows the wall as it is, only smaller", "[layout]") {
    for (const char* name :
         {"speaker-usual", "agenda-usual", "check-in-words", "poll-choice-result", "lobby-usual"}) {
        const views::SnapshotPtr snapshot = shared(evening(name).snapshot);
        Wall wall(1280, 720);
        wall.lay_out(snapshot, eight_o_clock_ms);
        Wall corner(320, 180);
        corner.x_px = 900.0F;
        corner.y_px = 500.0F;
        corner.lay_out(snapshot, eight_o_clock_ms);
        const auto& large = wall.stage().texts();
        const auto& small = corner.stage().texts();
        INFO(name);
        REQUIRE(small.size() == large.size());
        for (std::size_t i = 0; i < large.size(); ++i) {
            INFO(large[i].text);
            CHECK(small[i].text == large[i].text);
            // The codes' whole pixels may shift what stands beside them a little.
            CHECK(small[i].box.x == Approx(900.0F + large[i].box.x / 4.0F).margin(4.0));
            CHECK(small[i].box.y == Approx(500.0F + large[i].box.y / 4.0F).margin(4.0));
        }
    }
}

}  // namespace buurtkiosk::stage_tests
