// Owns the rules of the runbook's time as they stand in words, each where it is used. One thread, simulation
// only. It must never be made alike to kiosk/assembly: where the two differ, one of them is wrong.
#include "simulation/paper_evening.h"

#include <algorithm>
#include <stdexcept>
#include <variant>

namespace buurtkiosk::simulation {
namespace {

using Line = PaperEvening::Line;
using Mark = PaperEvening::Mark;

// What takes longer than it was to take, is thought to be over within the minute: the wall stands still in
// between.
std::int64_t not_before(std::int64_t moment_ms, std::int64_t now_ms) {
    while (moment_ms < now_ms) moment_ms += minute_ms;
    return moment_ms;
}

Mark mark_of(const Line& line) {
    if (line.parts.empty() || line.tables) return line.mark;
    const auto count = [&](Mark mark) {
        return std::count_if(line.parts.begin(), line.parts.end(),
                             [mark](const Line& part) { return part.mark == mark; });
    };
    if (count(Mark::on) > 0 || (count(Mark::done) > 0 && count(Mark::to_come) > 0)) return Mark::on;
    if (count(Mark::done) > 0) return Mark::done;
    return count(Mark::to_come) > 0 ? Mark::to_come : Mark::left_out;
}

std::int64_t length_ms(const Line& line) {
    std::int64_t sum = 0;
    std::int64_t longest = 0;
    for (const Line& part : line.parts) {
        sum += part.minutes;
        longest = std::max(longest, part.minutes);
    }
    if (line.parts.empty()) return line.minutes * minute_ms;
    return (line.tables ? longest : sum) * minute_ms;
}

// The hand that goes along the lines: where the evening has come, or will have come.
struct Hand {
    std::int64_t at_ms;
    std::int64_t now_ms;
    bool something_is_on;
    PaperEvening::Forecast& forecast;

    // Nothing that is to come begins in the past, nor before its own fixed start; a fixed start that is
    // missed is told.
    std::int64_t begins(const Line& line) {
        std::int64_t moment_ms = something_is_on ? at_ms : not_before(at_ms, now_ms);
        if (!line.fixed_ms) return moment_ms;
        if (moment_ms >= *line.fixed_ms + minute_ms)
            forecast.late.push_back({line.id, moment_ms - *line.fixed_ms});
        return std::max(moment_ms, *line.fixed_ms);
    }

    PaperEvening::Times one(const Line& line) {
        switch (line.mark) {
            case Mark::done:
                at_ms = *line.ended_ms;
                return {line.began_ms, line.ended_ms};
            case Mark::on:
                at_ms = not_before(*line.began_ms + length_ms(line), now_ms);
                return {line.began_ms, *line.began_ms + length_ms(line)};
            case Mark::to_come: {
                const std::int64_t begin_ms = begins(line);
                at_ms = begin_ms + length_ms(line);
                return {begin_ms, at_ms};
            }
            case Mark::left_out:
                return {};
        }
        throw std::logic_error("a line without a mark");
    }

    // Tables begin together; whoever takes longest says when they end.
    void tables(const Line& line) {
        const std::size_t place = forecast.lines.size();
        forecast.lines.push_back({line.id, {}});
        if (line.mark == Mark::left_out) {
            for (const Line& part : line.parts) forecast.lines.push_back({part.id, {}});
            return;
        }
        const std::int64_t begin_ms = line.began_ms ? *line.began_ms : begins(line);
        std::int64_t shown_ms = begin_ms;
        std::int64_t really_ms = begin_ms;
        for (const Line& part : line.parts) {
            PaperEvening::Times times;
            std::int64_t ends_ms = begin_ms;
            if (part.mark == Mark::done) {
                times = {part.began_ms, part.ended_ms};
                ends_ms = *part.ended_ms;
            } else if (part.mark == Mark::on) {
                times = {part.began_ms, *part.began_ms + length_ms(part)};
                ends_ms = not_before(*times.ends_ms, now_ms);
            } else if (part.mark == Mark::to_come) {
                times = {begin_ms, begin_ms + length_ms(part)};
                ends_ms = *times.ends_ms;
            }
            if (times.ends_ms) shown_ms = std::max(shown_ms, *times.ends_ms);
            really_ms = std::max(really_ms, ends_ms);
            forecast.lines.push_back({part.id, times});
        }
        if (line.mark == Mark::done) {
            at_ms = *line.ended_ms;
            forecast.lines[place].second = {line.began_ms, line.ended_ms};
        } else {
            at_ms = line.mark == Mark::on ? not_before(really_ms, now_ms) : really_ms;
            forecast.lines[place].second = {begin_ms, shown_ms};
        }
    }

    // Parts in a row: the whole is from the first to the last of those that happen.
    void row(const Line& line) {
        const std::size_t place = forecast.lines.size();
        forecast.lines.push_back({line.id, {}});
        if (mark_of(line) == Mark::to_come) at_ms = begins(line);
        PaperEvening::Times whole;
        for (const Line& part : line.parts) {
            const PaperEvening::Times times = one(part);
            forecast.lines.push_back({part.id, times});
            if (!times.begins_ms) continue;
            if (!whole.begins_ms) whole.begins_ms = times.begins_ms;
            whole.ends_ms = times.ends_ms;
        }
        forecast.lines[place].second = whole;
    }
};

}  // namespace

PaperEvening::PaperEvening(const std::vector<assembly::Command>& runbook, std::int64_t midnight_ms) {
    std::uint32_t number = 0;
    for (const assembly::Command& command : runbook) {
        const auto* block = std::get_if<assembly::AddBlock>(&command);
        if (block == nullptr) continue;
        Line line;
        line.id = BlockId{++number};
        line.minutes = block->minutes;
        line.tables = block->side_by_side;
        line.pause = block->form == assembly::Form::pause;
        if (block->start_min) line.fixed_ms = midnight_ms + *block->start_min * minute_ms;
        if (block->inside) {
            find(*block->inside)->parts.push_back(line);
        } else {
            lines_.push_back(line);
        }
    }
}

std::vector<Line*> PaperEvening::every_step() {
    std::vector<Line*> found;
    for (Line& line : lines_) {
        if (line.parts.empty() || line.tables) {
            found.push_back(&line);
        } else {
            for (Line& part : line.parts) found.push_back(&part);
        }
    }
    return found;
}

std::vector<const Line*> PaperEvening::steps() const {
    const auto found = const_cast<PaperEvening*>(this)->every_step();
    return {found.begin(), found.end()};
}

Line* PaperEvening::find(BlockId id) {
    for (Line& line : lines_) {
        if (line.id == id) return &line;
        for (Line& part : line.parts) {
            if (part.id == id) return &part;
        }
    }
    throw std::logic_error("no such line on paper");
}

std::optional<BlockId> PaperEvening::on() const {
    for (const Line* step : steps()) {
        if (step->mark == Mark::on) return step->id;
    }
    return std::nullopt;
}

std::optional<std::int64_t> PaperEvening::fixed_beginning() const {
    for (const Line& line : lines_) {
        if (mark_of(line) != Mark::left_out) return line.fixed_ms;
    }
    return std::nullopt;
}

std::optional<std::int64_t> PaperEvening::beginning_that_fits() const {
    std::int64_t before_ms = 0;
    for (const Line& line : lines_) {
        if (line.fixed_ms) return *line.fixed_ms - before_ms;
        before_ms += length_ms(line);
    }
    return std::nullopt;
}

void PaperEvening::next(std::int64_t now_ms) {
    if (!began_ms_) {
        // The plan is what the evening would be if everything went as written, from the announced hour.
        const std::int64_t announced_ms = fixed_beginning().value_or(now_ms);
        const Forecast all = follow(announced_ms, announced_ms);
        for (const auto& [id, times] : all.lines) plan_[id] = times;
        planned_end_ms_ = all.ends_ms;
        began_ms_ = now_ms;
    }
    const std::vector<Line*> all = every_step();
    auto step = all.begin();
    if (on()) {
        step = std::find_if(all.begin(), all.end(), [](const Line* one) { return one->mark == Mark::on; });
        std::vector<Line*> leaving{*step};
        for (Line& part : (*step)->parts) leaving.push_back(&part);
        for (Line* line : leaving) {
            if (line->mark != Mark::on) continue;  // a table that was ready before keeps its time
            line->mark = Mark::done;
            line->ended_ms = now_ms;
        }
    }
    step = std::find_if(step, all.end(), [](const Line* one) { return one->mark == Mark::to_come; });
    if (step == all.end()) return;
    std::vector<Line*> entering{*step};
    for (Line& part : (*step)->parts) entering.push_back(&part);
    for (Line* line : entering) {
        if (line->mark != Mark::to_come) continue;
        line->mark = Mark::on;
        line->began_ms = now_ms;
    }
}

void PaperEvening::end(std::int64_t now_ms) {
    for (Line* step : every_step()) {
        if (step->mark != Mark::on) continue;
        std::vector<Line*> leaving{step};
        for (Line& part : step->parts) leaving.push_back(&part);
        for (Line* line : leaving) {
            if (line->mark != Mark::on) continue;
            line->mark = Mark::done;
            line->ended_ms = now_ms;
        }
    }
    over_ms_ = now_ms;
}

void PaperEvening::ready(BlockId table, std::int64_t now_ms) {
    Line* line = find(table);
    line->mark = Mark::done;
    line->ended_ms = now_ms;
}

void PaperEvening::leave_out(BlockId id, bool out) {
    Line* line = find(id);
    const Mark mark = out ? Mark::left_out : Mark::to_come;
    line->mark = mark;
    for (Line& part : line->parts) part.mark = mark;
}

void PaperEvening::set_minutes(BlockId id, std::int64_t minutes) { find(id)->minutes = minutes; }

void PaperEvening::split(BlockId id, std::int64_t first_minutes, BlockId rest) {
    const auto split_in = [&](std::vector<Line>& lines) {
        const auto whole =
            std::find_if(lines.begin(), lines.end(), [id](const Line& line) { return line.id == id; });
        if (whole == lines.end()) return false;
        Line second = *whole;
        second.id = rest;
        second.minutes = whole->minutes - first_minutes;
        second.fixed_ms.reset();
        whole->minutes = first_minutes;
        lines.insert(std::next(whole), second);
        return true;
    };
    if (split_in(lines_)) return;
    for (Line& line : lines_) {
        if (split_in(line.parts)) return;
    }
    throw std::logic_error("no such line to split");
}

void PaperEvening::add(Line line, std::optional<BlockId> before) {
    auto place = lines_.end();
    if (before) {
        place =
            std::find_if(lines_.begin(), lines_.end(), [&](const Line& one) { return one.id == *before; });
    }
    lines_.insert(place, std::move(line));
}

PaperEvening::Forecast PaperEvening::follow(std::int64_t from_ms, std::int64_t now_ms) const {
    Forecast forecast;
    Hand hand{from_ms, now_ms, on().has_value(), forecast};
    for (const Line& line : lines_) {
        if (line.parts.empty()) {
            const Times times = hand.one(line);
            forecast.lines.push_back({line.id, times});
        } else if (line.tables) {
            hand.tables(line);
        } else {
            hand.row(line);
        }
    }
    if (!lines_.empty()) forecast.ends_ms = hand.at_ms;
    return forecast;
}

PaperEvening::Forecast PaperEvening::forecast(std::int64_t now_ms) const {
    const auto from_ms = began_ms_ ? began_ms_ : fixed_beginning();
    if (!from_ms) {
        Forecast none;
        for (const Line& line : lines_) {
            none.lines.push_back({line.id, {}});
            for (const Line& part : line.parts) none.lines.push_back({part.id, {}});
        }
        return none;
    }
    Forecast forecast = follow(*from_ms, over_ms_ ? std::min(now_ms, *over_ms_) : now_ms);
    if (began_ms_ && planned_end_ms_ && forecast.ends_ms)
        forecast.ahead_s = (*planned_end_ms_ - *forecast.ends_ms) / 1000;
    return forecast;
}

}  // namespace buurtkiosk::simulation
