// Owns the tests of counting rankings: published examples, ties, and thousands of random profiles against the
// slow references. Test thread. It must never compare a count with itself.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <numeric>
#include <random>

#include "tally/runoff.h"
#include "tally/schulze.h"
#include "tally/slow_count.h"

using namespace buurtkiosk;
using namespace buurtkiosk::tally;

namespace {

constexpr Option A = 0, B = 1, C = 2, D = 3, E = 4;

char letter(Option option) { return static_cast<char>('A' + option); }
Ranking ranking(const std::string& word) {
    Ranking result;
    for (const char one : word) result.push_back(static_cast<Option>(one - 'A'));
    return result;
}
std::vector<Ranking> rankings(const slow::Ballots& words) {
    std::vector<Ranking> result;
    for (const std::string& word : words) result.push_back(ranking(word));
    return result;
}
slow::Ballots times(std::initializer_list<std::pair<int, const char*>> groups) {
    slow::Ballots ballots;
    for (const auto& [count, word] : groups)
        ballots.insert(ballots.end(), static_cast<std::size_t>(count), word);
    return ballots;
}
RunoffResult runoff(std::size_t options, const slow::Ballots& words, const std::string& lot) {
    return count_runoff(options, rankings(words), ranking(lot));
}
std::set<char> letters(const std::vector<Option>& options) {
    std::set<char> result;
    for (const Option option : options) result.insert(letter(option));
    return result;
}

// Where the capital of Tennessee should be, by the distance of four towns: Memphis, Nashville, Chattanooga
// and Knoxville, in hundredths of the people. The example that books on voting explain the rules with.
const slow::Ballots tennessee = times({{42, "ABCD"}, {26, "BCDA"}, {15, "CDBA"}, {17, "DCBA"}});

}  // namespace

TEST_CASE("instant run-off gives the capital of Tennessee to Knoxville, in three rounds") {
    const RunoffResult result = runoff(4, tennessee, "ABCD");
    REQUIRE(result.rounds.size() == 3);
    CHECK(result.rounds[0].counts == std::vector<std::uint32_t>{42, 26, 15, 17});
    CHECK(result.rounds[0].leaves == std::vector<Option>{C});
    CHECK(result.rounds[1].counts == std::vector<std::uint32_t>{42, 26, 0, 32});
    CHECK(result.rounds[1].leaves == std::vector<Option>{B});
    CHECK(result.rounds[2].counts == std::vector<std::uint32_t>{42, 0, 0, 58});
    CHECK(result.rounds[2].leaves.empty());
    CHECK(result.chosen == std::vector<Option>{D});
}

TEST_CASE("Schulze gives it to Nashville, which beats every other town") {
    const SchulzeResult result = count_schulze(4, rankings(tennessee));
    CHECK(result.order == std::vector<std::vector<Option>>{{B}, {C}, {D}, {A}});
    CHECK(result.prefer[B][A] == 58);
    CHECK(result.ballots == 100);
}

TEST_CASE("the example of forty-five ballots in Schulze's paper") {
    const slow::Ballots ballots = times({{5, "ACBED"},
                                         {5, "ADECB"},
                                         {8, "BEDAC"},
                                         {3, "CABED"},
                                         {7, "CAEBD"},
                                         {2, "CBADE"},
                                         {7, "DCEBA"},
                                         {8, "EBADC"}});
    const SchulzeResult result = count_schulze(5, rankings(ballots));
    CHECK(result.order == std::vector<std::vector<Option>>{{E}, {A}, {C}, {B}, {D}});
    CHECK(result.strongest == Pairs{{0, 28, 28, 30, 24},
                                    {25, 0, 28, 33, 24},
                                    {25, 29, 0, 29, 24},
                                    {25, 28, 28, 0, 24},
                                    {25, 28, 28, 31, 0}});
}

TEST_CASE("a circle of preferences is a tie, and nothing breaks it in secret") {
    const slow::Ballots circle{"ABC", "BCA", "CAB"};
    CHECK(count_schulze(3, rankings(circle)).order == std::vector<std::vector<Option>>{{A, B, C}});
    const RunoffResult result = runoff(3, circle, "CBA");
    CHECK(result.rounds.size() == 1);
    CHECK(result.chosen == std::vector<Option>{A, B, C});
}

TEST_CASE("a larger circle is decided by its weakest victory") {
    // A before B by 7, B before C by 6, C before A by 5, of nine.
    const slow::Ballots ballots = times({{3, "ABC"}, {2, "BCA"}, {2, "CAB"}, {1, "ABC"}, {1, "BAC"}});
    CHECK(count_schulze(3, rankings(ballots)).order == std::vector<std::vector<Option>>{{A}, {B}, {C}});
}

TEST_CASE("who has as few ballots as another leaves by an earlier round, else by the lot, and it says so") {
    // D leaves first; then B and C have as many, and C had fewer before.
    const slow::Ballots ballots = times({{4, "A"}, {3, "B"}, {2, "C"}, {1, "DC"}});
    const RunoffResult earlier = runoff(4, ballots, "ABCD");
    CHECK(earlier.rounds[1].counts == std::vector<std::uint32_t>{4, 3, 3, 0});
    CHECK(earlier.rounds[1].leaves == std::vector<Option>{C});
    CHECK(earlier.rounds[1].told_by == RunoffRound::ToldBy::earlier);
    CHECK(earlier.rounds[2].exhausted == 3);

    const slow::Ballots equal = times({{4, "A"}, {3, "B"}, {3, "C"}});
    const RunoffResult one = runoff(3, equal, "ABC");
    CHECK(one.rounds[0].leaves == std::vector<Option>{C});
    CHECK(one.rounds[0].told_by == RunoffRound::ToldBy::lot);
    CHECK(runoff(3, equal, "ACB").rounds[0].leaves == std::vector<Option>{B});
}

TEST_CASE("options that nobody names leave together, and empty ballots are none") {
    const RunoffResult result = runoff(5, times({{4, "A"}, {3, "B"}, {2, "CB"}, {5, ""}}), "ABCDE");
    CHECK(result.ballots == 9);
    CHECK(result.rounds[0].leaves == std::vector<Option>{D, E});
    CHECK(result.rounds[0].told_by == RunoffRound::ToldBy::nobody);
    CHECK(result.chosen == std::vector<Option>{B});
    const RunoffResult none = runoff(2, {"", ""}, "AB");
    CHECK(none.chosen.empty());
    CHECK(none.rounds.size() == 1);
    CHECK(count_schulze(2, rankings({"", ""})).order == std::vector<std::vector<Option>>{{A, B}});
}

TEST_CASE("random profiles count as in the slow references") {
    const char* const wanted = std::getenv("BUURTKIOSK_SEED");
    const std::uint64_t first = wanted != nullptr ? std::strtoull(wanted, nullptr, 10) : 1;
    const std::uint64_t profiles = wanted != nullptr ? 1 : 4000;
    std::size_t ties = 0, lots = 0, circles = 0;
    for (std::uint64_t seed = first; seed < first + profiles; ++seed) {
        std::mt19937_64 random(seed);
        const auto below = [&](std::size_t most) { return static_cast<std::size_t>(random() % most); };
        const std::size_t options = 1 + below(6);
        std::string all;
        for (std::size_t i = 0; i < options; ++i) all += static_cast<char>('A' + i);
        const auto shuffled = [&] {
            std::string word = all;
            for (std::size_t i = word.size(); i > 1; --i) std::swap(word[i - 1], word[below(i)]);
            return word;
        };
        slow::Ballots ballots;
        for (std::size_t ballot = below(12); ballot > 0; --ballot) {
            const std::string word = shuffled().substr(0, below(options + 1));
            ballots.insert(ballots.end(), 1 + below(3), word);
        }
        const std::string lot = shuffled();
        const std::set<char> names(all.begin(), all.end());
        INFO("seed " << seed);

        const RunoffResult result = count_runoff(options, rankings(ballots), ranking(lot));
        const slow::Runoff expected = slow::runoff(names, ballots, lot);
        REQUIRE(result.rounds.size() == expected.rounds.size());
        for (std::size_t round = 0; round < result.rounds.size(); ++round) {
            REQUIRE(letters(result.rounds[round].leaves) == expected.rounds[round].leave);
            for (const auto& [option, count] : expected.rounds[round].counts)
                REQUIRE(result.rounds[round].counts[static_cast<std::size_t>(option - 'A')] ==
                        static_cast<std::uint32_t>(count));
            const auto& counts = result.rounds[round].counts;
            REQUIRE(std::accumulate(counts.begin(), counts.end(), 0U) + result.rounds[round].exhausted ==
                    result.ballots);
            if (result.rounds[round].told_by == RunoffRound::ToldBy::lot) ++lots;
        }
        REQUIRE(letters(result.chosen) == expected.chosen);
        if (result.chosen.size() > 1) ++ties;

        const SchulzeResult pairs = count_schulze(options, rankings(ballots));
        const std::vector<std::set<char>> order = slow::schulze(names, ballots);
        REQUIRE(pairs.order.size() == order.size());
        for (std::size_t place = 0; place < order.size(); ++place)
            REQUIRE(letters(pairs.order[place]) == order[place]);
        for (Option one = 0; one < options; ++one) {
            for (Option other = 0; other < options; ++other) {
                if (one == other) continue;
                REQUIRE(pairs.prefer[one][other] ==
                        static_cast<std::uint32_t>(slow::prefer(ballots, letter(one), letter(other))));
                REQUIRE(pairs.strongest[one][other] == static_cast<std::uint32_t>(slow::strongest_chain(
                                                           names, ballots, letter(one), letter(other))));
            }
        }
        if (pairs.order.front().size() == 1) {
            // A first place that does not beat everybody directly: there was a circle.
            const Option top = pairs.order.front().front();
            for (Option other = 0; other < options; ++other) {
                if (pairs.prefer[other][top] > pairs.prefer[top][other]) {
                    ++circles;
                    break;
                }
            }
        }
    }
    if (wanted == nullptr) {  // the profiles must hold what is hard
        CHECK(ties > 100);
        CHECK(lots > 100);
        CHECK(circles > 10);
    }
}
