// Measures re-timing a runbook: 40 blocks, every eighth with a fixed start that cannot be kept and every
// tenth with three tables side by side, in the middle of the evening; beside it one walk over the same blocks
// that only adds up their minutes. Runs alone on its thread and prints one line of JSON. It must never reuse
// a timetable.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

#include "assembly/agenda/timetable.h"

namespace {

using namespace buurtkiosk;
using namespace buurtkiosk::assembly;
using Clock = std::chrono::steady_clock;

constexpr std::uint32_t top_blocks = 40;
constexpr std::int64_t minute_ms = 60'000;
constexpr int rounds = 2000;

Agenda evening() {
    Agenda agenda;
    std::uint32_t next = 1;
    const auto add = [&](std::int32_t minutes, std::optional<BlockId> inside, bool side_by_side) -> Block& {
        Block block;
        block.id = BlockId{next++};
        block.title = "Blok";
        block.minutes = minutes;
        block.inside = inside;
        block.side_by_side = side_by_side;
        agenda.order.push_back(block.id);
        return agenda.blocks.emplace(block.id, block).first->second;
    };
    for (std::uint32_t i = 0; i < top_blocks; ++i) {
        const bool tables = i % 10 == 5;
        Block& block = add(10, std::nullopt, tables);
        if (i % 8 == 7) block.fixed_ms = i * 9 * minute_ms;  // earlier than the minutes allow
        for (int table = 0; tables && table < 3; ++table) add(8 + table, block.id, false);
        if (i < top_blocks / 3) {
            block.state = BlockState::done;
            block.started_ms = i * 10 * minute_ms;
            block.ended_ms = (i + 1) * 10 * minute_ms;
        }
    }
    return agenda;
}

double median_us(std::vector<double> times) {
    std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2),
                     times.end());
    return times[times.size() / 2];
}

}  // namespace

int main() {
    const Agenda agenda = evening();
    std::vector<double> retime_us;
    std::vector<double> sum_us;
    std::size_t clashes = 0;
    std::int64_t minutes = 0;
    for (int round = 0; round < rounds; ++round) {
        const auto start = Clock::now();
        const Timetable table = timetable(agenda, 0, std::nullopt, 133 * minute_ms + round);
        const auto between = Clock::now();
        for (const BlockId id : agenda.order) minutes += agenda.blocks.at(id).minutes;
        const auto end = Clock::now();
        clashes = table.clashes.size();
        retime_us.push_back(std::chrono::duration<double, std::micro>(between - start).count());
        sum_us.push_back(std::chrono::duration<double, std::micro>(end - between).count());
    }
    const double retime = median_us(retime_us);
    const double sum = median_us(sum_us);
    std::printf(
        "{\"bench\":\"timetable\",\"blocks\":%zu,\"clashes\":%zu,\"retime_us\":%.1f,\"sum_us\":%.2f,"
        "\"ratio\":%.1f,\"limit_us\":1000,\"of_limit\":%.3f,\"minutes\":%lld}\n",
        agenda.order.size(), clashes, retime, sum, retime / sum, retime / 1000,
        static_cast<long long>(minutes / rounds));
    return 0;
}
