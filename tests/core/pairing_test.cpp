// Owns the table of pairing codes and of those who guess: how long a code lives, how slow guessing is.
// One thread. It must never use a clock of its own.
#include "engine/pairing.h"

#include <catch2/catch.hpp>
#include <cstdint>
#include <set>

namespace buurtkiosk::engine {
namespace {

constexpr std::int64_t minute_ms = 60'000;

RandomBytes counting() {
    return [next = std::uint32_t{7}](std::uint8_t* bytes, std::size_t count) mutable {
        for (std::size_t i = 0; i < count; ++i)
            bytes[i] = static_cast<std::uint8_t>(next = next * 1664525U + 1013904223U, next >> 24);
    };
}

}  // namespace

TEST_CASE("each role has one good code of eight digits, and no two are the same") {
    PairingCodes codes(counting(), 15 * minute_ms);
    std::set<std::string> seen;
    for (int i = 0; i < 200; ++i) {
        REQUIRE(codes.renew(i * 15 * minute_ms));
        REQUIRE_FALSE(codes.renew(i * 15 * minute_ms + 14 * minute_ms));
        for (const auto role :
             {assembly::Role::chair, assembly::Role::minute_taker, assembly::Role::table_facilitator}) {
            const std::string code = codes.code_for(role);
            CHECK(code.size() == 9);
            CHECK(code[4] == '-');
            CHECK(seen.insert(code).second);
            CHECK(codes.good_until_ms(role) == (i + 1) * 15 * minute_ms);
        }
        int good = 0;
        for (const assembly::PairingCode& code : codes.for_context()) good += code.spent ? 0 : 1;
        CHECK(good == 3);
        CHECK(codes.for_context().size() <= 15);  // the spent ones are not kept for ever
    }
    CHECK(codes.code_for(assembly::Role::attendee).empty());
}

TEST_CASE("an evening of guessing by everybody tries few codes, and the careful chair never waits") {
    PairingCodes codes(counting(), 15 * minute_ms);
    codes.renew(0);
    const PersonId chair{limits::people};
    std::uint64_t tries = 0;
    constexpr std::int64_t evening_ms = 180 * minute_ms;
    for (std::int64_t now_ms = 0; now_ms < evening_ms; now_ms += 500) {
        // Whoever may, guesses, all of them at every half second: who may is asked of a share each time.
        for (std::uint32_t person = 1; person < limits::people; ++person) {
            if (now_ms > 2000 && person % 500 != (now_ms / 500) % 500) continue;
            if (!codes.may_try(PersonId{person}, now_ms)) continue;
            codes.was_wrong(PersonId{person}, now_ms);
            ++tries;
        }
        REQUIRE(codes.may_try(chair, now_ms));
    }
    CHECK(tries >= 3 * (limits::people - 1));
    CHECK(tries < 30'000);
}

TEST_CASE("after three wrong codes one waits half a minute, and is told how long") {
    PairingCodes codes(counting(), 15 * minute_ms);
    const PersonId person{1};
    for (int i = 0; i < 3; ++i) {
        REQUIRE(codes.may_try(person, 1000));
        codes.was_wrong(person, 1000);
    }
    const Status wait = codes.may_try(person, 1500);
    REQUIRE_FALSE(wait);
    CHECK(wait.refusal().code == RefusalCode::rate);
    CHECK(wait.refusal().sentence.parameters.front().value == "30");
    CHECK_FALSE(codes.may_try(person, 30'999));
    CHECK(codes.may_try(person, 31'000));
    codes.was_right(person);
    CHECK(codes.may_try(person, 31'000));
}

}  // namespace buurtkiosk::engine
