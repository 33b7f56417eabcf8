// Owns the tests of an engine on a rehearsal's clock: what runs ten times faster, and what does not. Test
// thread. It must never wait: the clock is turned by hand.
#include <catch2/catch.hpp>

#include "base/limits.h"
#include "core/hall.h"
#include "protocol/protocol.h"

using namespace buurtkiosk;
using assembly::Command;
using test::Hall;

namespace {

struct Rehearsal : Hall {
    Rehearsal() : Hall(false) {
        rate = 10;
        REQUIRE(start());
    }
    // What the loop does: turns when the engine wants one, until that moment.
    void live_until(std::int64_t until_ms) {
        for (auto wake_ms = engine->wake_at_ms(now_ms); wake_ms && *wake_ms <= until_ms;
             wake_ms = engine->wake_at_ms(now_ms)) {
            now_ms = std::max(now_ms, *wake_ms);
            engine->turn(now_ms);
        }
        now_ms = until_ms;
    }
};

}  // namespace

TEST_CASE("a rehearsal says what it is: in every answer about the time, in the view and to the wall") {
    Rehearsal hall;
    CHECK(hall.hello(1).rate == 10);
    CHECK(hall.ask(1, "p", protocol::Ping{}).rate == 10);
    CHECK(hall.ask(1, "n", Command{assembly::GiveName{"Ans"}}).rate == 1);
    hall.turn(1'000);
    CHECK(hall.view().rehearsal);
    CHECK(hall.snapshots.back()->rate == 10);

    Hall evening;
    CHECK(evening.hello(1).rate == 1);
    CHECK_FALSE(evening.view().rehearsal);
    CHECK(evening.snapshots.back()->rate == 1);
}

TEST_CASE("a rehearsal's clock runs faster, but nobody gets more than ten changes in a second of the room") {
    Rehearsal hall;
    hall.hello(1);
    const std::int64_t from_ms = hall.now_ms;
    const std::size_t before = hall.published.size();
    for (int i = 0; i < 300; ++i) {  // three seconds of the room, ten milliseconds each
        hall.send(1, std::to_string(i), protocol::React{views::ReactionKind::clap});
        hall.turn(10 * hall.rate);
    }
    const auto room_s = (hall.now_ms - from_ms) / 1000 / hall.rate;
    CHECK(room_s == 3);
    CHECK(hall.published.size() - before <= static_cast<std::size_t>(room_s) * 10 + 1);
    CHECK(hall.published.size() - before >= 25);
    for (std::size_t i = before + 1; i < hall.published.size(); ++i) {
        CHECK(hall.published_at_ms[i] - hall.published_at_ms[i - 1] >= limits::publish_every_ms * hall.rate);
    }
}

TEST_CASE("in a rehearsal the forecast still follows a step within a second of the meeting's clock") {
    Rehearsal hall;
    const auto chair = hall.chair(1);
    for (const char* id : {"b1", "b2"})
        hall.ask(chair, id, Command{assembly::AddBlock{"Blok", assembly::Form::talk, 5, {}, "", "", 0}});
    hall.send(chair, "n1", Command{assembly::AgendaNext{}});
    hall.live_until(hall.now_ms + 1'000);
    REQUIRE(hall.view().agenda.ends_ms);
    const std::int64_t started_ms = *hall.view().started_ms;
    CHECK(*hall.view().agenda.ends_ms == started_ms + 10 * 60'000);
    hall.live_until(started_ms + 2 * 60'000);
    hall.send(chair, "n2", Command{assembly::AgendaNext{BlockId{1}}});
    hall.live_until(hall.now_ms + 1'000);
    CHECK(*hall.view().agenda.ends_ms == started_ms + 7 * 60'000);
}

TEST_CASE("a code to pair with is good for as long in a rehearsal, by the watch of who types it") {
    Rehearsal hall;
    const auto chair_link = [&] { return hall.engine->pairing_links().front(); };
    const std::string code = chair_link().code;
    CHECK(chair_link().until_ms - hall.now_ms <= limits::pairing_code_ms * hall.rate);
    hall.live_until(hall.now_ms + limits::pairing_code_ms * hall.rate - 60'000);
    CHECK(chair_link().code == code);
    hall.live_until(hall.now_ms + 2 * 60'000);
    CHECK(chair_link().code != code);
}

TEST_CASE("a phone that was at the evening itself is still known there after a rehearsal") {
    Hall hall;
    const auto first = hall.hello(1);
    hall.ask(1, "n", Command{assembly::GiveName{"Ans"}});
    // The rehearsal, on what the journal holds now.
    hall.rate = 10;
    REQUIRE(hall.start());
    const auto in_rehearsal = hall.hello(2, *first.token);
    CHECK(in_rehearsal.answer.person == first.answer.person);
    CHECK(in_rehearsal.token == first.token);
    const auto once_more = hall.hello(3, *in_rehearsal.token);
    CHECK(once_more.answer.person == first.answer.person);
    // Who comes for the first time gets a token as always, and a token that nobody has does not become one.
    const auto other = hall.hello(4, std::string(32, 'a'));
    CHECK(other.answer.person != first.answer.person);
    CHECK(other.token != std::string(32, 'a'));
    // In the evening itself every hello still brings a new one.
    hall.rate = 1;
    REQUIRE(hall.start());
    const auto back = hall.hello(5, *first.token);
    CHECK(back.answer.person == first.answer.person);
    CHECK(back.token != first.token);
}
