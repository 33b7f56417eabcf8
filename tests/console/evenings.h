// Owns made-up moments of an evening as snapshots, from an empty lobby to a hall that is not calm, for the
// tests of the console. Plain values, made anew for each test. It must never ask the assembly: the console
// sees only snapshots.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "views/snapshot.h"

namespace buurtkiosk::evenings {

inline constexpr std::int64_t now_ms = 1'700'076'840'000;  // 15 November 2023, 20:34 in Amsterdam

// Nobody has joined and no phone reached the kiosk; two addresses to choose from.
views::Snapshot lobby();
// The evening runs, the first of six blocks is on, 52 people are here.
views::Snapshot running();
// A check-in that is open, with 60 groups of words, one of which waits for the chair and one is hidden.
views::Snapshot check_in();
views::Snapshot check_in_shown();
// A poll with three options that is open, one that is closed and not shown, and one that is ready.
views::Snapshot polls();
// Two written questions wait for the chair, one of them long; one is on the stage, others are open, answered
// and hidden.
views::Snapshot questions();
// Somebody speaks, thirty wait, some with Arabic names.
views::Snapshot queue();
// Emotions run high: a point of order, a reply, hands and cards, groups, somebody who was not there.
views::Snapshot heated();
// The third of twelve pages of the first block is on the stage.
views::Snapshot slides();
// Forty blocks, the nineteenth is on.
views::Snapshot long_runbook();

void notice(views::Snapshot& snapshot, std::uint64_t number, std::string key, bool warning = false);

}  // namespace buurtkiosk::evenings
