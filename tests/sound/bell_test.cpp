// Owns the tests of when a sound is due, as tables of moments in an evening.
// Test thread. It must never play anything: the rule is pure.
#include "sound/bell.h"

#include <catch2/catch.hpp>
#include <functional>
#include <string>
#include <vector>

using namespace buurtkiosk;
using namespace buurtkiosk::views;
using sound::Bell;
using sound::Sound;

namespace {

constexpr std::int64_t eight_ms = 1'795'546'800'000;
constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t second_ms = 1'000;

BlockView block(std::uint32_t number, std::int32_t minutes, BlockState state, std::int64_t starts_ms) {
    return BlockView{BlockId{number}, "Vragen", Form::plenary, minutes, state, starts_ms, std::nullopt};
}

// One block of ten minutes that began at eight, and one after it.
PublicView evening() {
    PublicView view;
    view.phase = Phase::running;
    view.agenda.blocks = {block(1, 10, BlockState::now, eight_ms),
                          block(2, 20, BlockState::todo, eight_ms + 10 * minute_ms)};
    view.agenda.now = BlockId{1};
    return view;
}

SpeakingView speaker(std::uint32_t number, std::int64_t since_ms, std::int32_t limit_s) {
    return SpeakingView{QueueEntryView{EntryId{number}, "Fatma", Place::room, std::nullopt, "", {}}, since_ms,
                        limit_s, std::nullopt};
}

// What happens after so many milliseconds, and what must be heard then.
struct Step {
    std::int64_t after_ms;
    std::function<void(PublicView&)> change;
    std::string heard;
};

std::string word(const std::optional<Sound>& sound) {
    if (!sound) return "";
    return *sound == Sound::block_over ? "block" : "turn";
}

void play(const char* story, PublicView view, const std::vector<Step>& steps) {
    Bell bell;
    for (const Step& step : steps) {
        if (step.change) step.change(view);
        INFO(story << ", after " << step.after_ms << " ms");
        CHECK(word(bell.ring(view, eight_ms + step.after_ms)) == step.heard);
        // Looking twice at one moment rings no second time.
        CHECK(word(bell.ring(view, eight_ms + step.after_ms)) == "");
    }
}

}  // namespace

TEST_CASE("a block rings once, at its end") {
    play("plain", evening(),
         {{0, {}, ""},
          {9 * minute_ms, {}, ""},
          {10 * minute_ms - 1, {}, ""},
          {10 * minute_ms, {}, "block"},
          {10 * minute_ms + 40, {}, ""},
          {11 * minute_ms, {}, ""}});
}

TEST_CASE(
    "a block that got more minutes in time rings at its new end only, one that got them later rings again") {
    play("in time", evening(),
         {{9 * minute_ms, {}, ""},
          {9 * minute_ms + 59 * second_ms, [](PublicView& view) { view.agenda.blocks[0].minutes = 15; }, ""},
          {10 * minute_ms, {}, ""},
          {15 * minute_ms, {}, "block"}});
    play("later", evening(),
         {{0, {}, ""},
          {10 * minute_ms, {}, "block"},
          {11 * minute_ms, [](PublicView& view) { view.agenda.blocks[0].minutes = 15; }, ""},
          {15 * minute_ms, {}, "block"}});
    play("made shorter than it already was", evening(),
         {{0, {}, ""}, {8 * minute_ms, [](PublicView& view) { view.agenda.blocks[0].minutes = 5; }, ""}});
    play(
        "made to end now", evening(),
        {{0, {}, ""}, {8 * minute_ms, [](PublicView& view) { view.agenda.blocks[0].minutes = 8; }, "block"}});
}

TEST_CASE("the next block does not ring for the one before, and rings for itself") {
    const auto next = [](PublicView& view) {
        view.agenda.blocks[0].state = BlockState::done;
        view.agenda.blocks[1].state = BlockState::now;
        view.agenda.blocks[1].starts_ms = eight_ms + 9 * minute_ms;
        view.agenda.now = BlockId{2};
    };
    play("left in time", evening(),
         {{0, {}, ""}, {9 * minute_ms, next, ""}, {10 * minute_ms, {}, ""}, {29 * minute_ms, {}, "block"}});
    const auto back = [](PublicView& view) {
        view.agenda.blocks[0].state = BlockState::now;
        view.agenda.blocks[1].state = BlockState::todo;
        view.agenda.now = BlockId{1};
    };
    play("come back to a block whose end is past", evening(),
         {{0, {}, ""}, {9 * minute_ms, next, ""}, {12 * minute_ms, back, ""}, {13 * minute_ms, {}, ""}});
}

TEST_CASE("nothing rings for what ended while nobody looked") {
    play("started again after the end", evening(), {{12 * minute_ms, {}, ""}, {13 * minute_ms, {}, ""}});
    play("started again a moment after the end", evening(), {{10 * minute_ms + 10, {}, ""}});
    play("the computer slept", evening(),
         {{0, {}, ""}, {10 * minute_ms + Bell::latest_ms + 1, {}, ""}, {12 * minute_ms, {}, ""}});
    play("a busy moment", evening(), {{0, {}, ""}, {10 * minute_ms + Bell::latest_ms, {}, "block"}});
}

TEST_CASE("nothing rings before the evening, after it, or for a block without minutes") {
    PublicView lobby = evening();
    lobby.phase = Phase::lobby;
    play("lobby", lobby, {{0, {}, ""}, {10 * minute_ms, {}, ""}});
    play("ended in between", evening(),
         {{9 * minute_ms, {}, ""},
          {10 * minute_ms - 5, [](PublicView& view) { view.phase = Phase::ended; }, ""},
          {10 * minute_ms, {}, ""}});
    PublicView open_end = evening();
    open_end.agenda.blocks[0].minutes = 0;
    play("no minutes", open_end, {{0, {}, ""}, {10 * minute_ms, {}, ""}});
}

TEST_CASE("tables side by side ring once, with the last") {
    PublicView tables = evening();
    tables.agenda.blocks[0].side_by_side = true;
    for (std::uint32_t number = 3; number < 6; ++number) {
        BlockView table = block(number, static_cast<std::int32_t>(number) * 2, BlockState::now, eight_ms);
        table.inside = BlockId{1};
        tables.agenda.blocks.push_back(table);
    }
    play("tables", tables,
         {{0, {}, ""},
          {6 * minute_ms, {}, ""},
          {8 * minute_ms, {}, ""},
          {10 * minute_ms, {}, "block"},
          {10 * minute_ms + 1, {}, ""}});
}

TEST_CASE("a speaker's time rings once, not while it stands still, and not for who came after") {
    const auto speaks = [](std::uint32_t number, std::int64_t since_ms, std::int32_t limit_s = 120) {
        return [=](PublicView& view) { view.queue.speaking = speaker(number, eight_ms + since_ms, limit_s); };
    };
    play("plain", evening(),
         {{0, speaks(1, 0), ""}, {119'999, {}, ""}, {120'000, {}, "turn"}, {121'000, {}, ""}});
    play("no limit", evening(), {{0, speaks(1, 0, 0), ""}, {120'000, {}, ""}});
    play("paused before the end, then goes on", evening(),
         {{0, speaks(1, 0), ""},
          {100'000, [](PublicView& view) { view.queue.speaking->paused_ms = 100'000; }, ""},
          {120'000, {}, ""},
          {200'000, speaks(1, 100'000), ""},
          {219'999, {}, ""},
          {220'000, {}, "turn"}});
    play("the next one in the very moment", evening(),
         {{0, speaks(1, 0), ""}, {120'000, speaks(2, 120'000), ""}, {240'000, {}, "turn"}});
    play("done in time", evening(),
         {{0, speaks(1, 0), ""},
          {90'000, [](PublicView& view) { view.queue.speaking.reset(); }, ""},
          {120'000, {}, ""}});
    play("a longer limit in time", evening(),
         {{0, speaks(1, 0), ""}, {110'000, speaks(1, 0, 180), ""}, {120'000, {}, ""}, {180'000, {}, "turn"}});
    play("with the block at once", evening(),
         {{0, speaks(1, 8 * minute_ms), ""}, {10 * minute_ms, {}, "block"}, {10 * minute_ms + 1, {}, ""}});
}

TEST_CASE("the bell says when it would ring, so that whoever sleeps wakes in time") {
    Bell bell;
    PublicView view = evening();
    (void)bell.ring(view, eight_ms);
    CHECK(bell.next_ms() == eight_ms + 10 * minute_ms);
    view.queue.speaking = speaker(1, eight_ms, 120);
    (void)bell.ring(view, eight_ms + 5);
    CHECK(bell.next_ms() == eight_ms + 120'000);
    view.queue.speaking->paused_ms = 5;
    (void)bell.ring(view, eight_ms + 10);
    CHECK(bell.next_ms() == eight_ms + 10 * minute_ms);
    (void)bell.ring(view, eight_ms + 10 * minute_ms);
    CHECK_FALSE(bell.next_ms().has_value());
    CHECK_FALSE(Bell().next_ms().has_value());
}
