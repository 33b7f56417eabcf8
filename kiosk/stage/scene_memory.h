// Owns what scenes keep from frame to frame: nothing that the meeting knows, only what the eye has seen.
// Main thread, one for each Stage. It must never change what a scene says, only how calmly it changes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "base/ids.h"
#include "stage/cloud_layout.h"
#include "views/views.h"

namespace buurtkiosk::stage {

// Where the words of one check-in stand on a wall of one shape.
struct CloudShown {
    CheckInId check_in;
    std::vector<views::WordView> words;
    CloudSettings page;     // its shape; the scales are the layout's own
    std::size_t scale = 0;  // which of the scales it uses
    CloudLayout layout;
    // Where each word was before the last change, and when that was: words glide from there.
    std::map<std::uint32_t, PlacedWord> before;
    std::int64_t changed_ms = 0;
    std::uint64_t used = 0;
};

struct SceneMemory {
    // The most time to think that was seen for this check-in: what a full ring means.
    CheckInId thinking;
    std::int64_t thinking_ms = 0;

    // The wall and the console's corner may differ in shape; more shapes than that are not kept.
    std::vector<CloudShown> clouds;
    std::uint64_t uses = 0;
};

}  // namespace buurtkiosk::stage
