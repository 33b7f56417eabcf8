// Owns the runbook's time: when each block starts and ends, really or by forecast, which fixed starts cannot
// be kept, and what would have to become shorter to keep them. Pure, any thread. It must never change a block
// or read a clock.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "assembly/state.h"

namespace buurtkiosk::assembly {

// One block made shorter.
struct Cut {
    BlockId block;
    std::int32_t from_minutes = 0;
    std::int32_t to_minutes = 0;
    bool operator==(const Cut&) const = default;
};

// A block with a fixed start that is going to begin later than that, by a minute or more.
struct Clash {
    BlockId block;
    std::int64_t late_ms = 0;
    std::vector<Cut> cuts;  // what would help, in the agenda's order; none when nothing can become shorter
    std::int32_t still_late_minutes = 0;  // after the cuts
    bool operator==(const Clash&) const = default;
};

struct Timetable {
    struct Slot {
        std::optional<std::int64_t> starts_ms;
        std::optional<std::int64_t> ends_ms;
        bool operator==(const Slot&) const = default;
    };
    std::map<BlockId, Slot> blocks;       // a skipped block has an empty slot
    std::optional<std::int64_t> ends_ms;  // the end of the evening
    std::vector<Clash> clashes;           // in the agenda's order
    bool operator==(const Timetable&) const = default;
};

// A block that others are part of.
bool has_parts(const Agenda& agenda, BlockId block);
// The parts of a block, in order: what follows it, as far as it is inside it.
std::vector<BlockId> parts_of(const Agenda& agenda, BlockId block);
// What the chair steps through: blocks without parts, parts that follow one another, and blocks whose parts
// run side by side (as one step). In order.
std::vector<BlockId> steps_of(const Agenda& agenda);
// Of a block with parts: what its parts say. Side by side the longest counts.
std::int32_t minutes_of(const Agenda& agenda, BlockId block);
BlockState state_of(const Agenda& agenda, BlockId block);
// It has not begun: to do, or skipped.
bool is_to_come(const Agenda& agenda, BlockId block);

// When the evening is to begin, where the first block that is not skipped has a fixed start.
std::optional<std::int64_t> fixed_beginning(const Agenda& agenda);

// Done blocks keep their real times. A block that is on ends after its minutes; over its time it keeps that
// end, and what follows is moved by whole minutes, so that the wall stays still in between. What is to come
// follows in order, and not before its own fixed start. Nothing that is to come begins in the past. Blocks
// side by side begin together; the longest says when they end. Before `started_ms` is known there are no
// times; after `ended_ms` nothing moves.
Timetable timetable(const Agenda& agenda, std::optional<std::int64_t> started_ms,
                    std::optional<std::int64_t> ended_ms, std::int64_t now_ms);

}  // namespace buurtkiosk::assembly
