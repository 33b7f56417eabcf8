// Owns the tests of marks, points, estimates and majorities: tables, edges, and random numbers against their
// plain definitions. Test thread. It must never use a fraction where the program may not.
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "tally/estimate.h"
#include "tally/majority.h"
#include "tally/marks.h"

using namespace buurtkiosk::tally;

TEST_CASE("marks and points add up") {
    CHECK(count_marks(3, std::vector<std::vector<Option>>{{0, 2}, {2}, {}, {1, 0, 2}}) ==
          std::vector<std::uint32_t>{2, 1, 3});
    CHECK(count_marks(2, {}) == std::vector<std::uint32_t>{0, 0});
    const auto points = count_points(3, std::vector<std::vector<std::uint32_t>>{{10, 0, 0}, {3, 7, 0}});
    CHECK(points == std::vector<Points>{{13, 2}, {7, 1}, {0, 0}});
}

TEST_CASE("an estimate is told by answers that people gave") {
    const auto of = [](std::vector<std::int64_t> answers) { return summarise(answers); };
    CHECK_FALSE(of({}));
    CHECK(of({7}) == EstimateSummary{1, 7, 7, 7, 7, 7});
    CHECK(of({9, 1}) == EstimateSummary{2, 1, 1, 1, 9, 9});
    CHECK(of({30, 10, 20, 1'000'000}) == EstimateSummary{4, 10, 10, 20, 30, 1'000'000});
    CHECK(of({-5, 0, 5}) == EstimateSummary{3, -5, -5, 0, 5, 5});

    std::mt19937_64 random(7);
    for (int round = 0; round < 500; ++round) {
        std::vector<std::int64_t> answers(1 + random() % 40);
        for (auto& answer : answers) answer = static_cast<std::int64_t>(random() % 50) - 25;
        const auto summary = *summarise(answers);
        // The definition: the smallest answer that at least so many quarters do not exceed.
        const auto quarter = [&](std::size_t quarters) {
            std::int64_t best = *std::max_element(answers.begin(), answers.end());
            for (const std::int64_t candidate : answers) {
                const auto not_more = static_cast<std::size_t>(std::count_if(
                    answers.begin(), answers.end(), [&](std::int64_t one) { return one <= candidate; }));
                if (4 * not_more >= quarters * answers.size()) best = std::min(best, candidate);
            }
            return best;
        };
        REQUIRE(summary.lower == quarter(1));
        REQUIRE(summary.middle == quarter(2));
        REQUIRE(summary.upper == quarter(3));
    }
}

namespace {

struct Case {
    const char* what;
    DecisionRule rule;
    Votes votes;
    Verdict verdict;
    std::uint32_t needed;
};

}  // namespace

TEST_CASE("what a decision needs, and what comes of it") {
    const auto present = MajorityBase::present;
    const auto cast = MajorityBase::cast;
    const Case cases[] = {
        {"two thirds of the votes", {Majority::two_thirds, cast, 0}, {24, 10, 3, 40}, Verdict::adopted, 23},
        {"one short of them", {Majority::two_thirds, cast, 0}, {22, 12, 3, 40}, Verdict::not_adopted, 23},
        {"two thirds of who is there",
         {Majority::two_thirds, present, 0},
         {24, 10, 3, 40},
         Verdict::not_adopted,
         27},
        {"exactly two thirds", {Majority::two_thirds, cast, 0}, {20, 10, 0, 30}, Verdict::adopted, 20},
        {"more for than against", {Majority::simple, cast, 0}, {11, 10, 30, 60}, Verdict::adopted, 11},
        {"equal", {Majority::simple, cast, 0}, {10, 10, 1, 30}, Verdict::tie, 11},
        {"less", {Majority::simple, cast, 0}, {9, 10, 1, 30}, Verdict::not_adopted, 11},
        {"only abstentions", {Majority::simple, cast, 0}, {0, 0, 5, 30}, Verdict::not_adopted, 1},
        {"half is not more than half",
         {Majority::absolute, cast, 0},
         {10, 10, 0, 30},
         Verdict::not_adopted,
         11},
        {"more than half of the votes", {Majority::absolute, cast, 0}, {11, 10, 9, 30}, Verdict::adopted, 11},
        {"not of who is there", {Majority::absolute, present, 0}, {11, 4, 0, 30}, Verdict::not_adopted, 16},
        {"four fifths", {Majority::four_fifths, cast, 0}, {16, 4, 0, 20}, Verdict::adopted, 16},
        {"one short of four fifths",
         {Majority::four_fifths, cast, 0},
         {16, 5, 0, 21},
         Verdict::not_adopted,
         17},
        {"nobody objects", {Majority::consent, cast, 0}, {12, 0, 4, 20}, Verdict::adopted, 0},
        {"one objection", {Majority::consent, cast, 0}, {30, 1, 0, 40}, Verdict::not_adopted, 0},
        {"enough took part", {Majority::simple, cast, 20}, {15, 2, 3, 40}, Verdict::adopted, 3},
        {"one too few took part", {Majority::simple, cast, 21}, {15, 2, 3, 40}, Verdict::no_quorum, 3},
        {"nobody voted", {Majority::consent, cast, 0}, {0, 0, 0, 40}, Verdict::no_quorum, 0},
        {"no votes, two thirds", {Majority::two_thirds, cast, 0}, {0, 0, 1, 40}, Verdict::not_adopted, 1},
        {"of three options the most", {Majority::simple, cast, 0}, {12, 20, 0, 40, 11}, Verdict::adopted, 12},
        {"of three options two equal", {Majority::simple, cast, 0}, {12, 20, 0, 40, 12}, Verdict::tie, 13},
        {"of three options more than half",
         {Majority::absolute, cast, 0},
         {12, 20, 0, 40, 11},
         Verdict::not_adopted,
         17},
        {"numbers that would not fit",
         {Majority::two_thirds, present, 0},
         {4'000'000'000U, 0, 0, 4'000'000'000U},
         Verdict::adopted,
         2'666'666'667U},
    };
    for (const Case& one : cases) {
        INFO(one.what);
        const Evaluation result = evaluate(one.rule, one.votes);
        CHECK(result.verdict == one.verdict);
        CHECK(result.needed == one.needed);
    }
}

TEST_CASE(
    "a share is the least whole number that is no less, and one more vote never takes an adoption away") {
    for (std::uint32_t yes = 0; yes <= 40; ++yes) {
        for (std::uint32_t no = 0; no <= 40; ++no) {
            const Votes votes{yes, no, 2, 90};
            const auto adopted = [&](Majority majority, const Votes& of) {
                return evaluate({majority, MajorityBase::cast, 0}, of).verdict == Verdict::adopted;
            };
            REQUIRE(adopted(Majority::two_thirds, votes) == (yes > 0 && 3 * yes >= 2 * (yes + no)));
            REQUIRE(adopted(Majority::four_fifths, votes) == (yes > 0 && 5 * yes >= 4 * (yes + no)));
            REQUIRE(adopted(Majority::absolute, votes) == (2 * yes > yes + no));
            REQUIRE(adopted(Majority::simple, votes) == (yes > no));
            for (const Majority majority :
                 {Majority::simple, Majority::absolute, Majority::two_thirds, Majority::four_fifths}) {
                if (adopted(majority, votes)) REQUIRE(adopted(majority, Votes{yes + 1, no, 2, 90}));
            }
        }
    }
}
