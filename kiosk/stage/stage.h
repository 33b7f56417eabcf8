// Owns the wall: which scene is drawn, how one gives way to the next, the foot line and the reactions.
// Main thread. It reads const snapshots only, takes no input, and must never be black between two scenes.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/locale.h"
#include "paint/room_size.h"
#include "paint/text_texture.h"
#include "paint/theme.h"
#include "stage/canvas.h"
#include "stage/reactions.h"
#include "stage/scene.h"
#include "views/snapshot.h"

namespace buurtkiosk::stage {

struct StageFrame {
    views::SnapshotPtr snapshot;  // kept until its scene has faded
    std::int64_t now_ms =
        0;              // the kiosk's clock: snapshot->made_ms and what passed since on the steady clock
    float x_px = 0.0F;  // where in the draw list; the console's corner picture is not at 0, 0
    float y_px = 0.0F;
    float width_px = 0.0F;
    float height_px = 0.0F;
    paint::RoomSize room;
    bool reduced_motion = false;  // nothing moves: scenes change at once, reactions only count
};

class Stage {
  public:
    // Both must outlive the stage.
    Stage(const Locales& locales, paint::TextTextures& textures);
    ~Stage();

    // Fills the frame's rectangle. Drawing the same moment twice, at two sizes, gives the same picture twice:
    // the wall and the console's corner share one Stage.
    void draw(ImDrawList& list, const StageFrame& frame);

    // When the picture changes next without a new snapshot, by the kiosk's clock: at once while something
    // moves, at the next second, minute or page otherwise; nothing when it stands still for good.
    std::optional<std::int64_t> next_change_ms() const { return next_change_ms_; }

    // Every text of the last frame, in the order of drawing, when a scene stood alone (while two fade, of the
    // newer).
    const std::vector<DrawnText>& texts() const { return texts_; }

    static paint::Theme theme(const views::Snapshot& snapshot);
    // Two snapshots with the same name show the same scene: --capture writes a picture when it changes.
    static std::string scene_name(const views::Snapshot& snapshot);

  private:
    struct Shown {
        std::string name;
        views::SnapshotPtr snapshot;
        paint::Theme theme = paint::Theme::dark;
        std::int64_t since_ms = 0;
        std::int64_t until_ms = 0;  // stands still from here on while it fades
    };
    // What one layer of the wall needs to draw.
    struct Layer {
        const StageFrame& frame;
        const Shown& shown;
        std::int64_t now_ms;
        float opacity;
        std::vector<DrawnText>* drawn;
    };

    Canvas canvas(ImDrawList* list, const Layer& layer) const;
    SceneOutcome draw_scene(ImDrawList& list, const Layer& layer);
    void draw_foot(ImDrawList& list, const Layer& layer);
    void draw_rehearsal_line(ImDrawList& list, const Layer& layer);
    void change_at(std::optional<std::int64_t> moment_ms);

    const Locales& locales_;
    paint::TextTextures& textures_;
    std::optional<Shown> current_;
    std::optional<Shown> previous_;
    std::int64_t fading_since_ms_ = 0;
    std::unique_ptr<SceneMemory, DeleteSceneMemory> memory_;
    Reactions reactions_;
    std::vector<DrawnText> texts_;
    std::optional<std::int64_t> next_change_ms_;
};

}  // namespace buurtkiosk::stage
