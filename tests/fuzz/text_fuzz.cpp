// Fuzzes the rules for text and JSON: whatever bytes come in, what comes out keeps its promises.
// One thread, seeded; a failure names its seed. It must never include sockets or the meeting.
#include <array>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/text.h"
#include "catch2/catch.hpp"
#include "fuzz/mutate.h"

namespace buurtkiosk {
namespace {

const std::vector<std::string> texts{
    "Fatma (2)",
    "hoopvol",
    "zee-eend",
    "  'Moe!' ",
    "Jan-Willem van 't Hof-Özdemir",
    "\xd9\x85\xd8\xaa\xd9\x81\xd8\xa7\xd8\xa6\xd9\x84",
    "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7\xe2\x80\x8d\xf0\x9f\x91\xa6",
    "e\xcc\x81"
    "e\xcc\x81n woord",
    "I\xcc\x87stanbul \xc4\xb1l\xc4\xb1k",
    "50/50",
    "",
};

}  // namespace

TEST_CASE("text rules keep their promises for any bytes", "[fuzz]") {
    for (std::uint64_t round = 0; round < fuzz::rounds(); ++round) {
        const std::uint64_t seed = fuzz::first_seed() + round;
        fuzz::Mutator mutator(seed);
        const std::string input = mutator.mutate(mutator.one_of(texts), mutator.one_of(texts));
        INFO("BUURTKIOSK_SEED=" << seed);

        for (const std::size_t most : std::array<std::size_t, 3>{1, 24, 300}) {
            for (const bool word : {false, true}) {
                const auto clean = [&](std::string_view text) {
                    return word ? text::clean_word(text, most) : text::clean_line(text, most);
                };
                const text::TextCheck once = clean(input);
                if (once.problem != text::TextProblem::none) {
                    REQUIRE(once.text.empty());
                    continue;
                }
                REQUIRE(!once.text.empty());
                REQUIRE(once.graphemes >= 1);
                REQUIRE(once.graphemes <= most);
                REQUIRE(once.graphemes == text::count_graphemes(once.text));
                // What was accepted is accepted again, and stays as it is: the journal and the phones hold
                // the same.
                REQUIRE(clean(once.text) == once);
                REQUIRE(text::same_name(once.text, once.text));
            }
        }
        const std::string key = text::fold(input);
        REQUIRE(text::fold(key) == key);
    }
}

TEST_CASE("JSON that was read is written and read again as the same value", "[fuzz]") {
    const std::vector<std::string> documents{
        R"({"id":"a1","do":"vote","poll":"v1","ballot":{"choice":"yes"}})",
        R"({"a":[1,2.5,-3,1e3,true,false,null,"é\u00e9\ud83d\ude00"],"b":{"c":{"d":{}}}})",
        R"([[],[[]],{"":""},"\\\"\/\b\f\n\r\t"])",
        R"(9223372036854775807)",
    };
    std::uint64_t accepted = 0;
    for (std::uint64_t round = 0; round < fuzz::rounds(); ++round) {
        const std::uint64_t seed = fuzz::first_seed() + round;
        fuzz::Mutator mutator(seed);
        const std::string input = mutator.below(10) == 0
                                      ? mutator.one_of(documents)
                                      : mutator.mutate(mutator.one_of(documents), mutator.one_of(documents));
        INFO("BUURTKIOSK_SEED=" << seed);
        const auto value = json::parse(input);
        if (!value) continue;
        ++accepted;
        const std::string written = json::dump(*value);
        const auto again = json::parse(written);
        REQUIRE(again.has_value());
        REQUIRE(*again == *value);
        REQUIRE(json::dump(*again) == written);
    }
    REQUIRE(accepted > 0);
}

}  // namespace buurtkiosk
