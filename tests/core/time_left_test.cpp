// Owns the tests of how much time is left and when it is little, as a table of moments.
// Test thread. It must never draw: walls and consoles are held to the same function.
#include "views/time_left.h"

#include <catch2/catch.hpp>

using namespace buurtkiosk;
using namespace buurtkiosk::views;

namespace {

constexpr std::int64_t begin_ms = 1'000'000;
constexpr std::int64_t minute_ms = 60'000;

BlockView block_of(std::int32_t minutes, BlockState state = BlockState::now) {
    return BlockView{BlockId{1}, "Vragen", Form::plenary, minutes, state, begin_ms, std::nullopt};
}

SpeakingView speaker_of(std::int32_t limit_s, std::optional<std::int64_t> paused_ms = std::nullopt) {
    return SpeakingView{QueueEntryView{EntryId{1}, "Fatma", Place::room, std::nullopt, "", {}}, begin_ms,
                        limit_s, paused_ms};
}

}  // namespace

TEST_CASE("tables side by side have the time of the last that still works") {
    BlockView tables = block_of(20);
    tables.side_by_side = true;
    tables.ends_ms = begin_ms + 20 * minute_ms;
    CHECK(time_left(tables, begin_ms + 8 * minute_ms)->left_ms == 12 * minute_ms);
    // The table of twenty minutes is ready; the one of ten still works.
    tables.ends_ms = begin_ms + 10 * minute_ms;
    const auto left = time_left(tables, begin_ms + 8 * minute_ms);
    CHECK(left->left_ms == 2 * minute_ms);
    CHECK(left->whole_ms == 10 * minute_ms);
    CHECK(left->little());
    // Of a block whose parts follow one another the forecast moves, and does not count.
    tables.side_by_side = false;
    CHECK(time_left(tables, begin_ms + 8 * minute_ms)->left_ms == 12 * minute_ms);
}

TEST_CASE("a block's time becomes little at a fifth, to the millisecond, and stays so after its end") {
    struct Moment {
        std::int32_t minutes;
        std::int64_t after_ms;
        std::int64_t left_ms;
        bool little;
        bool over;
        float share;
    };
    const Moment moments[] = {
        {10, 0, 10 * minute_ms, false, false, 1.0F},
        {10, 8 * minute_ms - 1, 2 * minute_ms + 1, false, false, 0.2F},
        {10, 8 * minute_ms, 2 * minute_ms, true, false, 0.2F},
        {10, 10 * minute_ms - 1, 1, true, false, 0.0F},
        {10, 10 * minute_ms, 0, true, true, 0.0F},
        {10, 25 * minute_ms, -15 * minute_ms, true, true, 0.0F},
        {1, 47'999, 12'001, false, false, 0.2F},
        {1, 48'000, 12'000, true, false, 0.2F},
        {600, 480 * minute_ms, 120 * minute_ms, true, false, 0.2F},
        {10, -minute_ms, 11 * minute_ms, false, false, 1.0F},  // a clock that was set back
    };
    for (const Moment& moment : moments) {
        INFO(moment.minutes << " minutes, " << moment.after_ms << " ms after its beginning");
        const auto left = time_left(block_of(moment.minutes), begin_ms + moment.after_ms);
        REQUIRE(left.has_value());
        CHECK(left->left_ms == moment.left_ms);
        CHECK(left->little() == moment.little);
        CHECK(left->over() == moment.over);
        CHECK(left->share() == Approx(moment.share).margin(0.001));
        CHECK(left->runs);
        // Whoever sleeps that long wakes at the very moment.
        CHECK(left->until_little_ms().has_value() == !moment.little);
        if (const auto until = left->until_little_ms()) {
            const std::int64_t then_ms = begin_ms + moment.after_ms + *until;
            CHECK(time_left(block_of(moment.minutes), then_ms)->little());
            CHECK_FALSE(time_left(block_of(moment.minutes), then_ms - 1)->little());
        }
    }
}

TEST_CASE("a forecast that moves with the clock does not give a block more time") {
    BlockView late = block_of(10);
    late.ends_ms = begin_ms + 14 * minute_ms;
    CHECK(time_left(late, begin_ms + 12 * minute_ms)->left_ms == -2 * minute_ms);
}

TEST_CASE("no time is left or lacking where none was given, or where nothing runs") {
    CHECK_FALSE(time_left(block_of(0), begin_ms).has_value());
    for (const BlockState state : {BlockState::todo, BlockState::done, BlockState::skipped}) {
        CHECK_FALSE(time_left(block_of(10, state), begin_ms).has_value());
    }
    BlockView lobby = block_of(10);
    lobby.starts_ms.reset();
    CHECK_FALSE(time_left(lobby, begin_ms).has_value());
    CHECK_FALSE(time_left(speaker_of(0), begin_ms).has_value());
}

TEST_CASE("a speaker's time is little at a fifth too, and stands still while it is paused") {
    CHECK_FALSE(time_left(speaker_of(120), begin_ms + 95'999)->little());
    CHECK(time_left(speaker_of(120), begin_ms + 96'000)->little());
    CHECK(time_left(speaker_of(120), begin_ms + 130'000)->left_ms == -10'000);
    const auto paused = time_left(speaker_of(120, 30'000), begin_ms + 900'000);
    CHECK(paused->left_ms == 90'000);
    CHECK_FALSE(paused->runs);
    CHECK_FALSE(paused->until_little_ms().has_value());
    // A speaker whose turn began after this snapshot was made has all of it.
    CHECK(time_left(speaker_of(120), begin_ms - 50)->left_ms == 120'000);
}
