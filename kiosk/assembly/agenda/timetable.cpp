// Owns the arithmetic of the timetable: one walk over the blocks in order, with the moment that is reached as
// its only memory. Pure, any thread. It must never round a real time: only what is forecast moves by minutes.
#include "assembly/agenda/timetable.h"

#include <algorithm>

namespace buurtkiosk::assembly {
namespace {

constexpr std::int64_t minute_ms = 60'000;

// What keeps a talk or a round a talk or a round: half its minutes, and never under five.
constexpr std::int32_t least_minutes = 5;

std::int64_t up_to_minutes(std::int64_t length_ms) {
    return (length_ms + minute_ms - 1) / minute_ms * minute_ms;
}

// How many minutes a block that is still to come could give. A break gives none: people count on it, and so
// does whoever makes the coffee.
std::int32_t spare_minutes(const Block& block) {
    if (block.state != BlockState::todo || block.form == Form::pause) return 0;
    return std::max(0, block.minutes - std::max((block.minutes + 1) / 2, least_minutes));
}

// Of as few blocks as possible, the longest first, an equal share each.
void propose(Clash& clash, const std::vector<const Block*>& blocks) {
    const auto needed = static_cast<std::int32_t>(up_to_minutes(clash.late_ms) / minute_ms);
    std::vector<const Block*> chosen = blocks;
    std::stable_sort(chosen.begin(), chosen.end(),
                     [](const Block* a, const Block* b) { return spare_minutes(*a) > spare_minutes(*b); });
    std::int32_t sum = 0;
    std::size_t count = 0;
    while (count < chosen.size() && sum < needed) sum += spare_minutes(*chosen[count++]);
    chosen.resize(count);
    std::int32_t left = needed;
    std::map<BlockId, std::int32_t> shares;
    for (auto block = chosen.rbegin(); block != chosen.rend(); ++block) {  // who can give least, first
        const auto others = static_cast<std::int32_t>(chosen.rend() - block);
        const std::int32_t share = std::min(spare_minutes(**block), (left + others - 1) / others);
        shares[(*block)->id] = share;
        left -= share;
    }
    clash.still_late_minutes = left;
    for (const Block* block : blocks) {
        const auto share = shares.find(block->id);
        if (share != shares.end() && share->second > 0)
            clash.cuts.push_back(Cut{block->id, block->minutes, block->minutes - share->second});
    }
}

BlockState state_in_a_row(const Agenda& agenda, const std::vector<BlockId>& parts) {
    bool begun = false;
    bool left = false;
    for (const BlockId part : parts) {
        const BlockState state = agenda.blocks.at(part).state;
        if (state == BlockState::now) return BlockState::now;
        begun = begun || state == BlockState::done;
        left = left || state == BlockState::todo;
    }
    if (begun) return left ? BlockState::now : BlockState::done;
    return left ? BlockState::todo : BlockState::skipped;
}

class Walk {
  public:
    Walk(const Agenda& agenda, std::int64_t start_ms, std::int64_t now_ms)
        : agenda_(agenda), now_ms_(now_ms), at_ms_(start_ms), nothing_is_on_(!agenda.now) {}

    Timetable all() {
        for (const BlockId id : agenda_.order) {
            const Block& block = agenda_.blocks.at(id);
            if (block.inside) continue;
            const std::vector<BlockId> parts = parts_of(agenda_, id);
            if (parts.empty()) {
                single(block);
            } else if (block.side_by_side) {
                together(block, parts);
            } else {
                in_a_row(block, parts);
            }
        }
        if (!agenda_.order.empty()) result_.ends_ms = at_ms_;
        return std::move(result_);
    }

  private:
    static std::int64_t length_ms(const Block& block) { return block.minutes * minute_ms; }

    // The moment at which something that is to come begins.
    void wait_for_start(const Block& block, std::vector<const Block*>& movable) {
        if (nothing_is_on_ && at_ms_ < now_ms_) at_ms_ += up_to_minutes(now_ms_ - at_ms_);
        if (!block.fixed_ms) return;
        if (at_ms_ - *block.fixed_ms >= minute_ms) {
            Clash clash{block.id, at_ms_ - *block.fixed_ms, {}, 0};
            propose(clash, movable);
            result_.clashes.push_back(std::move(clash));
        }
        at_ms_ = std::max(at_ms_, *block.fixed_ms);
        movable.clear();  // what came before a fixed start cannot help the next one
    }

    // A block that is on: the end it was to have, and the end it will have.
    std::pair<Timetable::Slot, std::int64_t> running(const Block& block) const {
        const std::int64_t start_ms = block.started_ms.value_or(at_ms_);
        const std::int64_t end_ms = start_ms + length_ms(block);
        const std::int64_t over_ms = std::max<std::int64_t>(0, now_ms_ - end_ms);
        return {{start_ms, end_ms}, end_ms + up_to_minutes(over_ms)};
    }

    void single(const Block& block) {
        Timetable::Slot& slot = result_.blocks[block.id];
        switch (block.state) {
            case BlockState::done:
                slot = {block.started_ms, block.ended_ms};
                at_ms_ = block.ended_ms.value_or(at_ms_);
                return;
            case BlockState::now: {
                const auto [shown, end_ms] = running(block);
                slot = shown;
                at_ms_ = end_ms;
                return;
            }
            case BlockState::todo:
                wait_for_start(block, movable_);
                slot = {at_ms_, at_ms_ + length_ms(block)};
                at_ms_ += length_ms(block);
                movable_.push_back(&block);
                return;
            case BlockState::skipped:
                return;
        }
    }

    void in_a_row(const Block& block, const std::vector<BlockId>& parts) {
        const BlockState state = state_in_a_row(agenda_, parts);
        if (state == BlockState::skipped) {
            result_.blocks[block.id] = {};
            for (const BlockId part : parts) result_.blocks[part] = {};
            return;
        }
        if (state == BlockState::todo) wait_for_start(block, movable_);
        Timetable::Slot whole;
        for (const BlockId part : parts) {
            single(agenda_.blocks.at(part));
            const Timetable::Slot& slot = result_.blocks.at(part);
            if (!slot.starts_ms) continue;
            if (!whole.starts_ms) whole.starts_ms = slot.starts_ms;
            whole.ends_ms = slot.ends_ms;
        }
        result_.blocks[block.id] = whole;
    }

    void together(const Block& block, const std::vector<BlockId>& parts) {
        Timetable::Slot& whole = result_.blocks[block.id];
        for (const BlockId part : parts) result_.blocks[part] = {};
        if (block.state == BlockState::skipped) return;
        if (block.state == BlockState::todo) wait_for_start(block, movable_);
        const std::int64_t start_ms = block.started_ms.value_or(at_ms_);
        std::int64_t shown_end_ms = start_ms;
        std::int64_t end_ms = start_ms;
        for (const BlockId id : parts) {
            const Block& part = agenda_.blocks.at(id);
            Timetable::Slot& slot = result_.blocks[id];
            switch (part.state) {
                case BlockState::done:
                    slot = {part.started_ms, part.ended_ms};
                    shown_end_ms = std::max(shown_end_ms, part.ended_ms.value_or(start_ms));
                    end_ms = std::max(end_ms, part.ended_ms.value_or(start_ms));
                    break;
                case BlockState::now: {
                    const auto [shown, part_end_ms] = running(part);
                    slot = shown;
                    shown_end_ms = std::max(shown_end_ms, *shown.ends_ms);
                    end_ms = std::max(end_ms, part_end_ms);
                    break;
                }
                case BlockState::todo:
                    slot = {start_ms, start_ms + length_ms(part)};
                    shown_end_ms = std::max(shown_end_ms, *slot.ends_ms);
                    end_ms = std::max(end_ms, *slot.ends_ms);
                    break;
                case BlockState::skipped:
                    break;
            }
        }
        if (block.state == BlockState::done) {
            whole = {block.started_ms, block.ended_ms};
            at_ms_ = block.ended_ms.value_or(end_ms);
            return;
        }
        // All tables are ready before their time: the next can begin at this moment.
        if (block.state == BlockState::now && end_ms < now_ms_) end_ms += up_to_minutes(now_ms_ - end_ms);
        whole = {start_ms, shown_end_ms};
        at_ms_ = end_ms;
    }

    const Agenda& agenda_;
    std::int64_t now_ms_;
    std::int64_t at_ms_;  // where the next block begins
    bool nothing_is_on_;
    std::vector<const Block*> movable_;  // to come, since the last fixed start
    Timetable result_;
};

}  // namespace

bool has_parts(const Agenda& agenda, BlockId block) { return !parts_of(agenda, block).empty(); }

std::vector<BlockId> parts_of(const Agenda& agenda, BlockId block) {
    std::vector<BlockId> parts;
    const auto whole = std::find(agenda.order.begin(), agenda.order.end(), block);
    if (whole == agenda.order.end()) return parts;
    for (auto part = std::next(whole); part != agenda.order.end(); ++part) {
        if (agenda.blocks.at(*part).inside != block) break;
        parts.push_back(*part);
    }
    return parts;
}

std::vector<BlockId> steps_of(const Agenda& agenda) {
    std::vector<BlockId> steps;
    for (const BlockId id : agenda.order) {
        const Block& block = agenda.blocks.at(id);
        const bool one_of_several_tables = block.inside && agenda.blocks.at(*block.inside).side_by_side;
        if (!one_of_several_tables && (block.side_by_side || !has_parts(agenda, id))) steps.push_back(id);
    }
    return steps;
}

std::int32_t minutes_of(const Agenda& agenda, BlockId block) {
    const std::vector<BlockId> parts = parts_of(agenda, block);
    if (parts.empty()) return agenda.blocks.at(block).minutes;
    std::int32_t sum = 0;
    std::int32_t longest = 0;
    for (const BlockId part : parts) {
        const std::int32_t minutes = agenda.blocks.at(part).minutes;
        sum += minutes;
        longest = std::max(longest, minutes);
    }
    return agenda.blocks.at(block).side_by_side ? longest : sum;
}

BlockState state_of(const Agenda& agenda, BlockId block) {
    const Block& itself = agenda.blocks.at(block);
    const std::vector<BlockId> parts = parts_of(agenda, block);
    if (parts.empty() || itself.side_by_side) return itself.state;
    return state_in_a_row(agenda, parts);
}

bool is_to_come(const Agenda& agenda, BlockId block) {
    const BlockState state = state_of(agenda, block);
    return state == BlockState::todo || state == BlockState::skipped;
}

std::optional<std::int64_t> fixed_beginning(const Agenda& agenda) {
    for (const BlockId id : agenda.order) {
        const Block& block = agenda.blocks.at(id);
        if (!block.inside && state_of(agenda, id) != BlockState::skipped) return block.fixed_ms;
    }
    return std::nullopt;
}

Timetable timetable(const Agenda& agenda, std::optional<std::int64_t> started_ms,
                    std::optional<std::int64_t> ended_ms, std::int64_t now_ms) {
    if (!started_ms) return {};
    // What did not happen before the end stays where it was forecast then.
    if (ended_ms) now_ms = std::min(now_ms, *ended_ms);
    return Walk(agenda, *started_ms, now_ms).all();
}

}  // namespace buurtkiosk::assembly
