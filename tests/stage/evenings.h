// Owns the hand-made evenings that the stage's tests draw: each scene empty, usual and as long as the limits
// allow. Plain values, any thread. It must never go through State: the stage is a function of a view alone.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "views/snapshot.h"

namespace buurtkiosk::stage_tests {

// Tuesday 24 November 2026, 20:00 in Amsterdam.
inline constexpr std::int64_t eight_o_clock_ms = 1'795'546'800'000;

inline const std::string forty_letters = "vervoersvoorzieningencommissievoorzitter";

struct Evening {
    std::string name;  // "agenda-usual"
    views::Snapshot snapshot;
    bool four_by_three = false;  // a picture in that shape too
};

// Every scene in every state that has a picture.
std::vector<Evening> evenings();
// Those of the speaker queue: kinds, reasons, hands, rules, times.
std::vector<Evening> queue_evenings();
const Evening& evening(const std::string& name);

// The usual evening, on that scene, to be changed by a test.
views::Snapshot usual(views::StageScene scene);

}  // namespace buurtkiosk::stage_tests
