// Owns the line of state along the foot of each scene: the evening, the block, time left, who is here, a
// small code. Main thread. It must never be larger than two lines of the smallest text.
#pragma once

#include <optional>

#include "stage/reactions.h"
#include "stage/scene.h"

namespace buurtkiosk::stage {

// Whether a scene has a foot: the lobby and the end say it all themselves, the blank stage says nothing.
bool has_foot(views::StageScene scene);
// Beside a page of slides the foot is one line, without a code: the page needs the room.
float foot_height(const Canvas& canvas, views::StageScene scene);
// The one line that a scene without a foot has in a rehearsal, so that nobody takes it for the evening
// itself.
float rehearsal_line_height(const Canvas& canvas);
void draw_rehearsal_line(const SceneContext& context);  // context.area is the line's own band

struct FootOutcome {
    Box code;  // where the small code stands; reactions rise above it
    std::optional<std::int64_t> next_change_ms;
};
// context.area is the foot's own band.
FootOutcome draw_foot(const SceneContext& context, const Reactions& reactions);

}  // namespace buurtkiosk::stage
