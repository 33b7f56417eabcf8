// Measures the counting of 10,000 ballots: choices, marks, points, an estimate, run-off with 8 options and
// Schulze with 20; beside them one walk that only reads every ranking. Runs alone on its thread and prints
// one line of JSON. It must never count what it has counted before.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <numeric>
#include <random>
#include <vector>

#include "tally/estimate.h"
#include "tally/marks.h"
#include "tally/runoff.h"
#include "tally/schulze.h"

namespace {

using namespace buurtkiosk::tally;
using Clock = std::chrono::steady_clock;

constexpr std::size_t ballots = 10'000;
constexpr int rounds = 21;

std::vector<Ranking> rankings(std::size_t options, std::mt19937_64& random) {
    std::vector<Ranking> result(ballots);
    for (Ranking& ranking : result) {
        ranking.resize(options);
        std::iota(ranking.begin(), ranking.end(), Option{0});
        std::shuffle(ranking.begin(), ranking.end(), random);
        ranking.resize(1 + random() % options);
    }
    return result;
}

template <class Work>
double median_ms(Work work) {
    std::vector<double> times;
    for (int round = 0; round < rounds; ++round) {
        const auto start = Clock::now();
        work();
        times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
    }
    std::nth_element(times.begin(), times.begin() + rounds / 2, times.end());
    return times[rounds / 2];
}

}  // namespace

int main() {
    std::mt19937_64 random(1);
    const std::vector<Ranking> eight = rankings(8, random);
    const std::vector<Ranking> twenty = rankings(20, random);
    std::vector<Option> lot(8);
    std::iota(lot.begin(), lot.end(), Option{0});
    std::vector<std::vector<std::uint32_t>> points(ballots, std::vector<std::uint32_t>(12));
    std::vector<std::int64_t> numbers(ballots);
    for (std::size_t i = 0; i < ballots; ++i) {
        for (auto& point : points[i]) point = static_cast<std::uint32_t>(random() % 10);
        numbers[i] = static_cast<std::int64_t>(random() % 1'000'000);
    }

    std::uint64_t sink = 0;
    const double read_ms = median_ms([&] {
        for (const Ranking& ranking : twenty) {
            for (const Option option : ranking) sink += option;
        }
    });
    const double marks_ms = median_ms([&] { sink += count_marks(20, twenty)[0]; });
    const double points_ms = median_ms([&] { sink += count_points(12, points)[0].sum; });
    const double estimate_ms = median_ms([&] { sink += summarise(numbers)->answers; });
    const double runoff_ms = median_ms([&] { sink += count_runoff(8, eight, lot).rounds.size(); });
    const double schulze_ms = median_ms([&] { sink += count_schulze(20, twenty).ballots; });
    std::printf(
        "{\"bench\":\"tally\",\"ballots\":%zu,\"read_ms\":%.3f,\"marks_ms\":%.3f,\"points_ms\":%.3f,"
        "\"estimate_ms\":%.3f,\"runoff_8_ms\":%.3f,\"schulze_20_ms\":%.3f,\"schulze_to_read\":%.1f,\"sink\":%"
        "llu}\n",
        ballots, read_ms, marks_ms, points_ms, estimate_ms, runoff_ms, schulze_ms, schulze_ms / read_ms,
        static_cast<unsigned long long>(sink % 10));
    return 0;
}
