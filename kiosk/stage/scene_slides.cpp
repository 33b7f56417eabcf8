// Owns the scene of slides: one page as large as the wall allows, and a calm sentence while there is none.
// Main thread. It must never write over a page: what people put on it is theirs.
#include <algorithm>

#include "stage/scene.h"

namespace buurtkiosk::stage {

SceneOutcome draw_slides(const SceneContext& context) {
    const Texts& texts = context.texts;
    const auto& slide = context.view.stage.slide;
    const views::SlidePagePtr& page = context.snapshot.slide;
    if (!slide || slide->pages == 0) {
        draw_coming(context, texts("stage.slides.coming"), texts("stage.slides.coming_how"));
        return {};
    }
    // A snapshot of before and one of after hold pages of their own: never another one than is announced.
    const bool there = page && page->digest == slide->digest && page->page == slide->page;
    const std::string name = slide->digest + "/" + std::to_string(slide->page);
    const Canvas& canvas = context.canvas;
    if (!there || !canvas.picture(context.area, name, page->wall_png)) {
        draw_coming(context, texts("stage.slides.missing"), texts("stage.slides.missing_how"));
    }
    return {};
}

}  // namespace buurtkiosk::stage
