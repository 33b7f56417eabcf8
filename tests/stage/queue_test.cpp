// Owns what holds for the scene of the speaker: the order of the view, the reasons, the rules, the time that
// can be read, and what the wall never says. Main thread. It must never sleep: time is an argument.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <set>
#include <string>
#include <vector>

#include "base/limits.h"
#include "core/meeting.h"
#include "evenings.h"
#include "stage/scene.h"
#include "views/queue_words.h"
#include "wall.h"

namespace buurtkiosk::stage_tests {

namespace {

using Texts = std::vector<stage::DrawnText>;

constexpr std::int64_t second_ms = 1'000;
constexpr std::int64_t page_ms = 10'000;

std::string say(std::string_view key, const std::vector<TextParameter>& parameters = {}) {
    return locales().text("nl", key, parameters);
}

bool shows(const Texts& texts, const std::string& wanted) {
    return std::any_of(texts.begin(), texts.end(),
                       [&](const stage::DrawnText& text) { return text.text == wanted; });
}

// Every page of a scene whose clocks stand still, each once.
std::vector<Texts> every_page(Wall& wall, views::Snapshot snapshot) {
    if (auto& speaking = snapshot.view.queue.speaking; speaking && !speaking->paused_ms)
        speaking->paused_ms = eight_o_clock_ms - speaking->since_ms;
    const views::SnapshotPtr still = shared(std::move(snapshot));
    wall.lay_out(still, eight_o_clock_ms);
    std::vector<Texts> pages;
    for (int page = 0; page < 40; ++page) {
        wall.lay_out(still, eight_o_clock_ms + page * page_ms + 2 * second_ms);
        Texts texts = wall.stage().texts();
        // The foot tells the time of the block, which goes on.
        std::erase_if(texts, [&](const stage::DrawnText& text) { return text.text.starts_with("nog "); });
        if (std::find(pages.begin(), pages.end(), texts) == pages.end()) pages.push_back(std::move(texts));
    }
    return pages;
}

bool on_some_page(const std::vector<Texts>& pages, const std::string& wanted) {
    return std::any_of(pages.begin(), pages.end(), [&](const Texts& texts) {
        return std::any_of(texts.begin(), texts.end(), [&](const stage::DrawnText& text) {
            return text.text.find(wanted) != std::string::npos;
        });
    });
}

// How many of those who wait a page shows; fails when they are not the first, in their order.
std::size_t shown_in_order(const Texts& texts, const std::vector<views::QueueEntryView>& waiting) {
    const std::set<std::string> labels{say("stage.speaker.next"), say("stage.speaker.next_after"),
                                       say("stage.speaker.soon")};
    auto at = std::find_if(texts.begin(), texts.end(),
                           [&](const stage::DrawnText& text) { return labels.contains(text.text); });
    if (at == texts.end()) return 0;
    std::set<std::string> names;
    for (const views::QueueEntryView& entry : waiting) names.insert(locales().person_name("nl", entry.name));
    std::size_t shown = 0;
    float last_y = 0.0F;
    for (; at != texts.end(); ++at) {
        if (!names.contains(at->text)) continue;
        REQUIRE(shown < waiting.size());
        CHECK(at->text == locales().person_name("nl", waiting[shown].name));
        CHECK(at->box.y > last_y);
        last_y = at->box.y;
        ++shown;
    }
    const std::size_t more = waiting.size() - shown;
    if (more > 0) CHECK(shows(texts, say("stage.speaker.more", {{"n", std::to_string(more)}})));
    if (more == 0) {
        CHECK_FALSE(std::any_of(texts.begin(), texts.end(), [](const stage::DrawnText& text) {
            return text.text.starts_with("… en nog");
        }));
    }
    return shown;
}

struct Hall {
    int width_px;
    int height_px;
    paint::RoomSize room;
};
const std::vector<Hall> halls{{1280, 720, {1.5F, 8.0F}},  {1920, 1080, {2.0F, 15.0F}},
                              {1280, 720, {2.0F, 5.0F}},  {1024, 768, {1.5F, 8.0F}},
                              {1280, 720, {1.2F, 18.0F}}, {1080, 1920, {2.4F, 8.0F}}};

bool too_small(const Hall& hall) { return hall.room.last_row_m > 15.0F; }

float base_of(const Hall& hall) {
    return paint::base_px(hall.room, static_cast<float>(hall.width_px), static_cast<float>(hall.height_px));
}

const stage::DrawnText* find(const Texts& texts, const std::string& wanted) {
    const auto found = std::find_if(texts.begin(), texts.end(),
                                    [&](const stage::DrawnText& text) { return text.text == wanted; });
    return found == texts.end() ? nullptr : &*found;
}

bool holds(const Texts& texts, const std::string& wanted) { return on_some_page({texts}, wanted); }

// A turn that runs, so many seconds before the end of its time.
views::Snapshot before_the_end(views::Snapshot snapshot, std::int64_t left_s) {
    views::SpeakingView& speaking = *snapshot.view.queue.speaking;
    speaking.paused_ms.reset();
    speaking.since_ms = eight_o_clock_ms + (left_s - speaking.limit_s) * second_ms;
    return snapshot;
}

}  // namespace

TEST_CASE("who comes next on the wall is the first of the order, and the others are counted", "[queue]") {
    for (const Hall& hall : halls) {
        for (const Evening& one : evenings()) {
            const auto& waiting = one.snapshot.view.queue.waiting;
            if (one.snapshot.view.stage.scene != views::StageScene::speaker || waiting.empty()) continue;
            INFO(one.name << " on " << hall.width_px << " x " << hall.height_px << " for "
                          << hall.room.last_row_m << " m");
            Wall wall(hall.width_px, hall.height_px);
            wall.room = hall.room;
            std::size_t most = 0;
            for (const Texts& texts : every_page(wall, one.snapshot))
                most = std::max(most, shown_in_order(texts, waiting));
            // Fifteen metres from a screen of two, or the longest group in each reason on a narrow one: there
            // the second has no room.
            const bool little_room = hall.room.last_row_m >= 15.0F ||
                                     (hall.width_px == 1024 && one.name.starts_with("speaker-times-longest"));
            const std::size_t least = little_room ? 1 : 2;
            CHECK(most >= std::min(least, waiting.size()));
        }
    }
}

TEST_CASE("two who come next stand there at fifteen metres too when their reasons are short", "[queue]") {
    Wall wall(1920, 1080);
    wall.room = {2.0F, 15.0F};
    const views::Snapshot snapshot = evening("speaker-usual").snapshot;
    wall.lay_out(shared(snapshot), eight_o_clock_ms);
    CHECK(shown_in_order(wall.stage().texts(), snapshot.view.queue.waiting) >= 2);
}

TEST_CASE("another order of the view is another order on the wall", "[queue]") {
    views::Snapshot snapshot = evening("speaker-soon").snapshot;
    std::reverse(snapshot.view.queue.waiting.begin(), snapshot.view.queue.waiting.end());
    Wall wall(1280, 720);
    std::size_t most = 0;
    for (const Texts& texts : every_page(wall, snapshot))
        most = std::max(most, shown_in_order(texts, snapshot.view.queue.waiting));
    CHECK(most >= 3);
}

TEST_CASE("each who is shown stands there with the reason, as one plain sentence", "[queue]") {
    views::Snapshot snapshot = evening("speaker-reasons").snapshot;
    const std::vector<views::QueueEntryView> all = snapshot.view.queue.waiting;
    for (const views::QueueEntryView& entry : all) {
        snapshot.view.queue.waiting = {entry};
        Wall wall(1024, 768);
        wall.lay_out(shared(snapshot), eight_o_clock_ms);
        INFO(entry.name);
        CHECK(holds(wall.stage().texts(), views::why_words(say, entry.why, snapshot.view)));
        // A word besides the sign, in the reason or before it.
        if (entry.kind != views::QueueKind::point) {
            const std::string kind = views::kind_words(say, entry.kind);
            CHECK((holds(wall.stage().texts(), kind + " · ") ||
                   holds(wall.stage().texts(), "punt van orde:") || holds(wall.stage().texts(), "reactie:")));
        }
        CHECK(shows(wall.stage().texts(), locales().person_name("nl", entry.name)));
    }
}

TEST_CASE("who typed '#h4' as a name is no raised hand on the wall", "[queue]") {
    views::Snapshot snapshot = evening("speaker-reasons").snapshot;
    snapshot.view.queue.waiting.resize(1);
    snapshot.view.queue.waiting.front().name = "# h4";
    Wall wall(1024, 768);
    wall.lay_out(shared(snapshot), eight_o_clock_ms);
    CHECK(shows(wall.stage().texts(), "# h4"));
    CHECK_FALSE(shows(wall.stage().texts(), "Hand 4"));
}

TEST_CASE("the time of who speaks is read from the last row, fifteen metres away too", "[queue]") {
    for (const Hall& hall : halls) {
        if (hall.room.last_row_m > 15.0F) continue;  // that screen is too small for its hall
        INFO(hall.width_px << " x " << hall.height_px << " for " << hall.room.last_row_m << " m");
        Wall wall(hall.width_px, hall.height_px);
        wall.room = hall.room;
        wall.lay_out(shared(evening("speaker-usual").snapshot), eight_o_clock_ms);
        const float base =
            paint::base_px(hall.room, static_cast<float>(hall.width_px), static_cast<float>(hall.height_px));
        const Texts& texts = wall.stage().texts();
        const auto figures = std::find_if(texts.begin(), texts.end(),
                                          [](const stage::DrawnText& text) { return text.text == "1:34"; });
        REQUIRE(figures != texts.end());
        CHECK(figures->size_px >= base * (hall.room.last_row_m < 15.0F ? 2.99F : 1.99F));
    }
}

TEST_CASE("over time the figures count up, and a sentence asks kindly", "[queue]") {
    const views::SnapshotPtr snapshot = shared(evening("speaker-usual").snapshot);  // 26 of 120 seconds
    const auto at = [&](std::int64_t after_s) {
        Wall wall(1280, 720);
        wall.lay_out(snapshot, eight_o_clock_ms + after_s * second_ms);
        return wall.stage().texts();
    };
    const std::string kindly = say("stage.speaker.round_off");
    CHECK_FALSE(shows(at(93), kindly));
    CHECK(shows(at(94), "0:00"));
    CHECK(shows(at(94), kindly));
    CHECK(shows(at(107), "0:13"));
    CHECK(shows(at(107), "over de tijd"));
    CHECK(shows(at(94 + 12 * 60), "12"));
    CHECK(shows(at(94 + 12 * 60), "min"));
    CHECK(shows(at(94 + 12 * 60), "over de tijd"));
}

TEST_CASE("ten minutes and more are told in whole minutes, and the wall stands still between them",
          "[queue]") {
    const views::SnapshotPtr snapshot = shared(evening("speaker-talk").snapshot);  // 200 of 1200 seconds
    const auto at = [&](std::int64_t after_s) {
        Wall wall(1280, 720);
        wall.lay_out(snapshot, eight_o_clock_ms + after_s * second_ms);
        REQUIRE(wall.stage().next_change_ms());
        const std::int64_t asked_ms = *wall.stage().next_change_ms() - eight_o_clock_ms;
        return std::pair{wall.stage().texts(), asked_ms - after_s * second_ms};
    };
    CHECK(shows(at(0).first, "17"));
    CHECK(at(0).second == 40 * second_ms);
    CHECK(shows(at(40).first, "16"));
    CHECK(shows(at(400).first, "10"));
    CHECK(at(400).second == second_ms);
    CHECK(shows(at(401).first, "9:59"));
}

TEST_CASE("who is called at home and has not answered is said not to be there yet", "[queue]") {
    views::Snapshot snapshot = evening("speaker-awaited").snapshot;
    const std::string awaited = say("stage.speaker.home_awaited");
    const auto texts = [&](std::int64_t now_ms) {
        Wall wall(1280, 720);
        wall.lay_out(shared(snapshot), now_ms);
        return wall.stage().texts();
    };
    CHECK(shows(texts(eight_o_clock_ms), awaited));
    const std::int64_t called_ms = snapshot.view.queue.speaking->since_ms;
    CHECK(shows(texts(called_ms + limits::answer_within_ms - 1), awaited));
    CHECK_FALSE(shows(texts(called_ms + limits::answer_within_ms), awaited));
    snapshot.view.queue.speaking->answered = true;
    CHECK_FALSE(shows(texts(eight_o_clock_ms), awaited));
    snapshot.view.queue.speaking->answered = false;
    snapshot.view.queue.speaking->entry.person.reset();  // without a phone nobody can answer
    CHECK_FALSE(shows(texts(eight_o_clock_ms), awaited));
}

TEST_CASE("a point of order says who goes on after it, and that their time stands still", "[queue]") {
    Wall wall(1280, 720);
    wall.lay_out(shared(evening("speaker-order").snapshot), eight_o_clock_ms);
    CHECK(shows(wall.stage().texts(), "Daarna gaat Fatma verder"));
    const auto stands = [&](const std::string& time) {
        return locales().text("nl", "stage.speaker.clock_stands_left", {{"time", time}});
    };
    CHECK(shows(wall.stage().texts(), stands("1:20")));
    auto snapshot = evening("speaker-order").snapshot;
    for (const std::int32_t limit_s : {0, 40, 30}) {  // none, just over, and over
        snapshot.view.queue.speaking->interrupts->limit_s = limit_s;
        Wall other(1280, 720);
        other.lay_out(shared(snapshot), eight_o_clock_ms);
        INFO(limit_s);
        CHECK(shows(other.stage().texts(), say("stage.speaker.clock_stands")));
    }
    CHECK(shows(wall.stage().texts(), say("kind.point_of_order")));
    CHECK(shows(wall.stage().texts(), say("stage.speaker.next_after")));
}

TEST_CASE("the rules in force come on one of the pages, and what is closed", "[queue]") {
    for (const Hall& hall : halls) {
        for (const char* name : {"speaker-rules", "speaker-rules-empty", "speaker-times-longest"}) {
            INFO(name << " on " << hall.width_px << " x " << hall.height_px << " for " << hall.room.last_row_m
                      << " m");
            Wall wall(hall.width_px, hall.height_px);
            wall.room = hall.room;
            const std::vector<Texts> pages = every_page(wall, evening(name).snapshot);
            for (const char* line :
                 {"Wie komt eerst?", "Wie nog niet sprak", "Om de beurt: zaal en thuis",
                  "Wie het kortst sprak", "De groep die het minst vaak sprak", "Wie het eerst vroeg",
                  "Er gaan hoogstens 3 mensen voor u die later vroegen."}) {
                INFO(line);
                CHECK(on_some_page(pages, line));
            }
            CHECK(on_some_page(pages, "Reacties zijn dicht."));
            CHECK_FALSE(on_some_page(pages, "De rij is dicht."));
        }
        Wall wall(hall.width_px, hall.height_px);
        wall.room = hall.room;
        CHECK(on_some_page(every_page(wall, evening("speaker-closed").snapshot), "De rij is dicht."));
    }
}

TEST_CASE("the wall tells how the time is divided only when the chair wants it, with the turn that runs",
          "[queue]") {
    const std::string label = say("stage.times.places");
    for (const Evening& one : evenings()) {
        if (one.snapshot.view.stage.scene != views::StageScene::speaker) continue;
        INFO(one.name);
        Wall wall(1280, 720);
        CHECK(on_some_page(every_page(wall, one.snapshot), label) ==
              one.snapshot.view.queue.times.has_value());
    }
    // 415 seconds of turns that are over, and 26 of the one that runs: 7 minutes, soon 8.
    views::Snapshot snapshot = evening("speaker-times").snapshot;
    snapshot.view.groups.clear();
    snapshot.view.queue.times->groups_ms.clear();
    const auto after = [&](std::int64_t after_s) {
        Wall wall(1280, 720);
        views::Snapshot later = snapshot;
        later.view.queue.speaking->since_ms -= after_s * second_ms;
        return every_page(wall, later);
    };
    CHECK(on_some_page(after(0), "24 min"));
    CHECK(on_some_page(after(0), "7 min"));
    CHECK_FALSE(on_some_page(after(38), "8 min"));
    CHECK(on_some_page(after(39), "8 min"));
}

// The views' times of who gave way and the wall's own sum of the turn that runs, together: once they lost
// five minutes here.
TEST_CASE("the wall's times stay as they are while a point of order is heard", "[queue]") {
    using namespace assembly;
    test::Meeting meeting;
    meeting.now_ms = eight_o_clock_ms - 330 * second_ms;
    meeting.accept(test::console(), SetPeopleGroups{{"Bewoners"}});
    SetQueueRules rules;
    rules.show_times = true;
    meeting.accept(test::console(), rules);
    const PersonId ans = meeting.join("Ans", Place::home);
    const PersonId cor = meeting.join("Cor");
    meeting.accept(test::person(ans), ChooseGroup{PeopleGroupId{1}});
    meeting.accept(test::console(), StartMeeting{});
    meeting.accept(test::person(ans), AskToSpeak{});
    meeting.accept(test::console(), QueueNext{});
    meeting.after_s(310);
    const auto on_the_wall = [&](std::int64_t now_ms) {
        views::Snapshot snapshot = usual(views::StageScene::speaker);
        snapshot.view = views::public_view(meeting.state, {}, now_ms);
        // Over time the band would rest on who comes next.
        if (auto& speaking = snapshot.view.queue.speaking) speaking->limit_s = 0;
        Wall wall(1280, 720);
        return every_page(wall, snapshot);
    };
    const auto five_minutes = [](const std::vector<Texts>& pages) {
        std::ptrdiff_t rows = 0;  // home and the group, each in its own division
        for (const Texts& texts : pages) {
            rows += std::count_if(texts.begin(), texts.end(),
                                  [](const stage::DrawnText& text) { return text.text == "5 min"; });
        }
        return rows;
    };
    meeting.accept(test::person(cor), AskToSpeak{QueueKind::point_of_order});
    meeting.now_ms = eight_o_clock_ms;
    CHECK(five_minutes(on_the_wall(eight_o_clock_ms)) == 2);
    meeting.accept(test::console(), InterruptSpeaker{EntryId{1}, EntryId{2}});
    const auto heard = on_the_wall(eight_o_clock_ms);
    CHECK(on_some_page(heard, "Daarna gaat Ans verder"));
    CHECK(five_minutes(heard) == 2);
}

TEST_CASE("every group that the chair named has its bar on one of the pages", "[queue]") {
    for (const Hall& hall : halls) {
        for (const char* name : {"speaker-times", "speaker-times-longest"}) {
            INFO(name << " on " << hall.width_px << " x " << hall.height_px << " for " << hall.room.last_row_m
                      << " m");
            Wall wall(hall.width_px, hall.height_px);
            wall.room = hall.room;
            const std::vector<Texts> pages = every_page(wall, evening(name).snapshot);
            for (const views::PeopleGroupView& group : evening(name).snapshot.view.groups) {
                INFO(group.name);
                CHECK(std::any_of(pages.begin(), pages.end(),
                                  [&](const Texts& texts) { return shows(texts, group.name); }));
            }
        }
    }
}

TEST_CASE("a raised hand is as large as the names around it, and a card is named by its number", "[queue]") {
    Wall wall(1280, 720);
    wall.lay_out(shared(evening("speaker-hands").snapshot), eight_o_clock_ms);
    const Texts texts = wall.stage().texts();
    CHECK(shows(texts, "Hand 3"));  // who speaks
    views::Snapshot named = evening("speaker-hands").snapshot;
    named.view.queue.waiting[0].name = "Joop";
    wall.lay_out(shared(named), eight_o_clock_ms);
    REQUIRE(find(texts, "Hand 4") != nullptr);
    REQUIRE(find(wall.stage().texts(), "Joop") != nullptr);
    CHECK(find(texts, "Hand 4")->size_px == find(wall.stage().texts(), "Joop")->size_px);
    wall.lay_out(shared(evening("speaker-question").snapshot), eight_o_clock_ms);
    CHECK(shows(wall.stage().texts(), "Kaart 12"));
}

TEST_CASE("as long as somebody speaks the time stands on the wall, at one place on every page", "[queue]") {
    for (const Hall& hall : halls) {
        for (const Evening& one : evenings()) {
            const auto& speaking = one.snapshot.view.queue.speaking;
            if (one.snapshot.view.stage.scene != views::StageScene::speaker || !speaking) continue;
            if (speaking->limit_s == 0) continue;
            for (const std::int64_t left_s : {59, 11, -13}) {
                INFO(one.name << " on " << hall.width_px << " x " << hall.height_px << " for "
                              << hall.room.last_row_m << " m, " << left_s << " s left");
                Wall wall(hall.width_px, hall.height_px);
                wall.room = hall.room;
                views::Snapshot still = before_the_end(one.snapshot, left_s);
                const std::string figures = stage::countdown_text(std::abs(left_s) * second_ms);
                // The longest name and reasons in a hall far too deep: the time and the name in one line.
                const bool in_line =
                    too_small(hall) || (hall.room.last_row_m >= 15.0F && one.name == "speaker-times-longest");
                std::set<std::string> places;
                for (const Texts& texts : every_page(wall, std::move(still))) {
                    const auto found =
                        std::find_if(texts.begin(), texts.end(), [&](const stage::DrawnText& text) {
                            return in_line ? text.text.starts_with(figures) : text.text == figures;
                        });
                    REQUIRE(found != texts.end());
                    if (!in_line) CHECK(found->size_px >= base_of(hall) * 1.99F);
                    places.insert(std::to_string(found->box.x) + " " + std::to_string(found->box.y));
                }
                CHECK(places.size() == 1);
            }
        }
    }
}

TEST_CASE("over time it says so in words, in the ring or beside it, whatever else has to stand there",
          "[queue]") {
    for (const Hall& hall : halls) {
        if (too_small(hall)) continue;
        for (const Evening& one : evenings()) {
            const auto& speaking = one.snapshot.view.queue.speaking;
            if (one.snapshot.view.stage.scene != views::StageScene::speaker || !speaking) continue;
            if (speaking->limit_s == 0 || speaking->entry.name.size() > 60) continue;
            if (hall.height_px > hall.width_px && one.name == "speaker-times-longest") continue;  // no room
            for (const std::int64_t over_s : {13, 12 * 60}) {
                INFO(one.name << " on " << hall.width_px << " x " << hall.height_px << " for "
                              << hall.room.last_row_m << " m");
                Wall wall(hall.width_px, hall.height_px);
                wall.room = hall.room;
                wall.lay_out(shared(before_the_end(one.snapshot, -over_s)), eight_o_clock_ms);
                CHECK(holds(wall.stage().texts(), "over de tijd"));
            }
        }
    }
}

TEST_CASE("below who speaks the band takes turns, and who comes next stands there longest", "[queue]") {
    views::Snapshot snapshot = evening("speaker-times-longest").snapshot;
    snapshot.view.queue.speaking->limit_s = 120;
    const auto turns = [&](std::int64_t left_s) {
        views::Snapshot turn = before_the_end(snapshot, left_s);
        turn.view.queue.speaking->paused_ms = (120 - left_s) * second_ms;
        const views::SnapshotPtr still = shared(std::move(turn));
        Wall wall(1280, 720);
        wall.lay_out(still, eight_o_clock_ms);
        std::vector<bool> next;
        for (int page = 0; page < 60; ++page) {
            wall.lay_out(still, eight_o_clock_ms + page * page_ms + 2 * second_ms);
            next.push_back(shows(wall.stage().texts(), say("stage.speaker.next")));
        }
        return next;
    };
    const std::vector<bool> early = turns(60);
    const auto others = std::count(early.begin(), early.end(), false);
    CHECK(others > 0);
    CHECK(std::count(early.begin(), early.end(), true) >= 2 * others);
    // In the last fifth, and over time, it rests on who comes next.
    for (const std::int64_t left_s : {24, 3, 0, -40}) {
        INFO(left_s << " s left");
        const std::vector<bool> late = turns(left_s);
        CHECK(std::count(late.begin(), late.end(), false) == 0);
    }
    const std::vector<bool> before = turns(25);
    CHECK(std::count(before.begin(), before.end(), false) > 0);
}

TEST_CASE("while nobody speaks the rules are a numbered list, each in a line of its own, in the size of text",
          "[queue]") {
    Wall wall(1280, 720);
    const float base = base_of({1280, 720, {}});
    bool seen = false;
    for (const Texts& texts : every_page(wall, evening("speaker-rules-empty").snapshot)) {
        const stage::DrawnText* heading = find(texts, "Wie komt eerst?");
        if (heading == nullptr) continue;
        seen = true;
        CHECK(heading->size_px >= base * 1.99F);
        float last_y = heading->box.y;
        const std::vector<std::string> lines{"Wie nog niet sprak", "Om de beurt: zaal en thuis",
                                             "Wie het kortst sprak", "De groep die het minst vaak sprak",
                                             "Wie het eerst vroeg"};
        for (std::size_t i = 0; i < lines.size(); ++i) {
            INFO(lines[i]);
            const stage::DrawnText* line = find(texts, lines[i]);
            const stage::DrawnText* number = find(texts, std::to_string(i + 1));
            REQUIRE(line != nullptr);
            REQUIRE(number != nullptr);
            CHECK(number->box.y == line->box.y);
            CHECK(number->box.right() < line->box.x);
            CHECK(line->size_px >= base * 1.29F);
            CHECK(line->box.y > last_y);
            last_y = line->box.y;
        }
    }
    CHECK(seen);
}

TEST_CASE("the times are two divisions of the same time, each below its own heading", "[queue]") {
    views::Snapshot snapshot = evening("speaker-times").snapshot;
    snapshot.view.queue.speaking.reset();
    // 30 minutes by place; 20, 5 and 3 by group leave 2 to who has none.
    snapshot.view.queue.times = views::SpeakingTimes{
        1'320'000,
        480'000,
        {{PeopleGroupId{1}, 1'200'000}, {PeopleGroupId{2}, 300'000}, {PeopleGroupId{3}, 180'000}}};
    bool seen = false;
    Wall wall(1280, 720);
    for (const Texts& texts : every_page(wall, snapshot)) {
        const stage::DrawnText* groups = find(texts, "Spreektijd: groepen");
        if (groups == nullptr) continue;
        seen = true;
        const stage::DrawnText* places = find(texts, "Spreektijd: zaal en thuis");
        REQUIRE(places != nullptr);
        const auto minutes = [&](const std::string& label) {
            const stage::DrawnText* row = find(texts, label);
            REQUIRE(row != nullptr);
            const auto beside = std::find_if(texts.begin(), texts.end(), [&](const stage::DrawnText& text) {
                return text.box.y == row->box.y && text.text.ends_with(" min");
            });
            REQUIRE(beside != texts.end());
            return std::pair{row->box.y, std::stoi(beside->text)};
        };
        for (const char* label : {"In de zaal", "Thuis"}) CHECK(minutes(label).first < groups->box.y);
        int all = 0;
        for (const char* label : {"Bewoners", "Gemeente", "Woningcorporatie", "Zonder groep"}) {
            CHECK(minutes(label).first > groups->box.y);
            all += minutes(label).second;
        }
        CHECK(all == minutes("In de zaal").second + minutes("Thuis").second);
        CHECK(minutes("Zonder groep").second == 2);
    }
    CHECK(seen);
}

TEST_CASE("a long name has its label above it, and what runs from right to left begins at one edge",
          "[queue]") {
    views::Snapshot snapshot = evening("speaker-usual").snapshot;
    views::QueueEntryView& entry = snapshot.view.queue.speaking->entry;
    entry.topic.clear();
    for (const char* name : {"Christina-Maria van Dijk", "عبد الرحمن بن محمد بن عبد الله"}) {
        entry.name = name;
        INFO(name);
        Wall wall(1280, 720);
        wall.lay_out(shared(snapshot), eight_o_clock_ms);
        const Texts& texts = wall.stage().texts();
        REQUIRE(find(texts, name) != nullptr);
        CHECK(find(texts, name)->box.height > find(texts, name)->size_px * 3.5F);  // two lines
        CHECK(shows(texts, say("stage.speaker.now")));
    }
    entry.topic = "السرعة في الشارع";
    Wall wall(1280, 720);
    wall.lay_out(shared(snapshot), eight_o_clock_ms);
    const Texts& texts = wall.stage().texts();
    const stage::DrawnText* name = find(texts, entry.name);
    const stage::DrawnText* topic = find(texts, entry.topic);
    const stage::DrawnText* kind = find(texts, say("kind.point"));
    REQUIRE(name != nullptr);
    REQUIRE(topic != nullptr);
    REQUIRE(kind != nullptr);
    CHECK(std::abs(name->box.right() - topic->box.right()) < 1.0F);
    CHECK(kind->box.y - name->box.bottom() > name->size_px * 0.2F);  // the dots reach below the letters
}

}  // namespace buurtkiosk::stage_tests
