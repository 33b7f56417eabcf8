// Owns PaperEvening: the runbook as somebody keeps it on paper, with a watch beside it, and the times that
// follow from the rules in words. One thread, simulation only. It must never call what it judges: the
// assembly's timetable and agenda, or a State.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "assembly/commands.h"
#include "base/ids.h"

namespace buurtkiosk::simulation {

inline constexpr std::int64_t minute_ms = 60'000;

class PaperEvening {
  public:
    enum class Mark { to_come, on, done, left_out };
    struct Line {
        BlockId id;
        std::int64_t minutes = 0;
        std::optional<std::int64_t> fixed_ms;  // 'pauze om 20:30'
        bool tables = false;                   // its parts work side by side
        bool pause = false;
        Mark mark = Mark::to_come;
        std::optional<std::int64_t> began_ms;
        std::optional<std::int64_t> ended_ms;
        std::vector<Line> parts;
    };
    struct Times {
        std::optional<std::int64_t> begins_ms;
        std::optional<std::int64_t> ends_ms;
    };
    struct Late {
        BlockId block;
        std::int64_t late_ms = 0;
        bool operator==(const Late&) const = default;
    };
    struct Forecast {
        std::vector<std::pair<BlockId, Times>> lines;  // in order, parts behind their block
        std::optional<std::int64_t> ends_ms;
        std::optional<std::int64_t> ahead_s;
        std::vector<Late> late;  // fixed starts that cannot be kept, by a minute or more
    };

    // From a runbook's commands, whose blocks are numbered from 1 in order.
    PaperEvening(const std::vector<assembly::Command>& runbook, std::int64_t midnight_ms);

    // --- what the chair does ---
    void next(std::int64_t now_ms);  // ends what is on, begins the next; the first begins the evening
    void end(std::int64_t now_ms);   // of the evening
    void ready(BlockId table, std::int64_t now_ms);  // one table, before the others
    void leave_out(BlockId line, bool out);          // with its parts
    void set_minutes(BlockId line, std::int64_t minutes);
    void split(BlockId line, std::int64_t first_minutes, BlockId rest);
    void add(Line line, std::optional<BlockId> before);

    // --- what the paper says ---
    Forecast forecast(std::int64_t now_ms) const;
    bool has_begun() const { return began_ms_.has_value(); }
    bool is_over() const { return over_ms_.has_value(); }
    std::optional<BlockId> on() const;  // the step that is on
    // The steps in order: lines without parts, parts that follow one another, and tables as one.
    std::vector<const Line*> steps() const;
    // When the evening is to begin so that the first fixed start is met; none without a fixed start.
    std::optional<std::int64_t> beginning_that_fits() const;
    const std::vector<Line>& lines() const { return lines_; }
    // What the plan was when the evening began.
    const std::map<BlockId, Times>& plan() const { return plan_; }

  private:
    std::vector<Line*> every_step();
    Line* find(BlockId id);
    Forecast follow(std::int64_t from_ms, std::int64_t now_ms) const;
    std::optional<std::int64_t> fixed_beginning() const;

    std::vector<Line> lines_;
    std::optional<std::int64_t> began_ms_;
    std::optional<std::int64_t> over_ms_;
    std::optional<std::int64_t> planned_end_ms_;
    std::map<BlockId, Times> plan_;
};

}  // namespace buurtkiosk::simulation
