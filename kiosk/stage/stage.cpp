// Owns the order of the layers: ground, the scene that goes, the scene that comes, the foot, the reactions.
// Main thread. It must never know what a scene shows.
#include "stage/stage.h"

#include <algorithm>
#include <utility>

#include "stage/foot.h"
#include "stage/scene_memory.h"

namespace buurtkiosk::stage {

namespace {

constexpr std::int64_t fade_ms = 200;
constexpr std::int64_t fade_frame_ms = 16;
constexpr float gap_above_foot = 1.4F;      // bases
constexpr float least_lane_height = 12.0F;  // bases: less is no room to rise in

SceneOutcome draw_any(const SceneContext& context) {
    switch (context.view.stage.scene) {
        case views::StageScene::lobby:
            return draw_lobby(context);
        case views::StageScene::agenda:
            return draw_agenda(context);
        case views::StageScene::check_in:
            return draw_check_in(context);
        case views::StageScene::speaker:
            return draw_speaker(context);
        case views::StageScene::poll:
            return draw_poll(context);
        case views::StageScene::slides:
            return draw_slides(context);
        case views::StageScene::ended:
            return draw_ended(context);
        case views::StageScene::blank:
            return draw_blank(context);
        case views::StageScene::question:
            return draw_question(context);
    }
    return {};
}

std::string language_of(const views::PublicView& view) {
    return view.languages.empty() ? "nl" : view.languages.front();
}

// Grows and settles: fast at first, then slow (a quadratic ease-out).
// `rate`: the kiosk's clock runs so many times faster than eyes do.
float eased(std::int64_t since_ms, std::int64_t now_ms, int rate) {
    const float share =
        std::clamp(static_cast<float>(now_ms - since_ms) / static_cast<float>(fade_ms * rate), 0.0F, 1.0F);
    return 1.0F - (1.0F - share) * (1.0F - share);
}

}  // namespace

void DeleteSceneMemory::operator()(SceneMemory* memory) const { delete memory; }

Stage::Stage(const Locales& locales, paint::TextTextures& textures)
    : locales_(locales), textures_(textures), memory_(new SceneMemory) {}

Stage::~Stage() = default;

paint::Theme Stage::theme(const views::Snapshot& snapshot) {
    return snapshot.view.stage.theme == views::Theme::dark ? paint::Theme::dark : paint::Theme::light;
}

std::string Stage::scene_name(const views::Snapshot& snapshot) {
    const views::PublicView& view = snapshot.view;
    switch (view.stage.scene) {
        case views::StageScene::lobby:
            return "lobby";
        case views::StageScene::agenda:
            return view.agenda.now ? "agenda-" + view.agenda.now->text() : "agenda";
        case views::StageScene::check_in:
            if (!view.check_in) return "check-in";
            if (view.check_in->words_shown) return "check-in-" + view.check_in->id.text() + "-words";
            return "check-in-" + view.check_in->id.text() +
                   (view.check_in->state == views::CheckInState::closed ? "-closed" : "-thinking");
        case views::StageScene::speaker:
            return view.queue.speaking ? "speaker-" + view.queue.speaking->entry.id.text() : "speaker";
        case views::StageScene::poll:
            for (const views::PollView& poll : view.polls) {
                if (view.stage.poll != poll.id) continue;
                switch (poll.state) {
                    case views::PollState::draft:
                        return "poll-" + poll.id.text() + "-soon";
                    case views::PollState::open:
                        return "poll-" + poll.id.text() + "-open";
                    case views::PollState::closed:
                        return "poll-" + poll.id.text() + "-closed";
                    case views::PollState::shown:
                        return "poll-" + poll.id.text() + "-result";
                }
            }
            return "poll";
        case views::StageScene::slides:
            if (!view.stage.slide) return "slides";
            return "slides-" + view.stage.slide->block.text() +
                   (view.stage.slide->pages == 0 ? "-soon" : "-" + std::to_string(view.stage.slide->page));
        case views::StageScene::ended:
            return "ended";
        case views::StageScene::blank:
            return "blank";
        case views::StageScene::question:
            return view.stage.question ? "question-" + view.stage.question->text() : "question";
    }
    return {};
}

Canvas Stage::canvas(ImDrawList* list, const Layer& layer) const {
    const StageFrame& frame = layer.frame;
    return Canvas(list, textures_, paint::palette(layer.shown.theme),
                  Box{frame.x_px, frame.y_px, frame.width_px, frame.height_px},
                  paint::base_px(frame.room, frame.width_px, frame.height_px), layer.opacity, layer.drawn);
}

SceneOutcome Stage::draw_scene(ImDrawList& list, const Layer& layer) {
    const views::Snapshot& snapshot = *layer.shown.snapshot;
    const Texts texts(locales_, language_of(snapshot.view));
    const Canvas to_measure = canvas(nullptr, Layer{layer.frame, layer.shown, layer.now_ms, 1.0F, nullptr});
    Box area = to_measure.safe();
    if (has_foot(snapshot.view.stage.scene)) {
        area.height -= foot_height(to_measure, snapshot.view.stage.scene) + to_measure.b(gap_above_foot);
    } else if (snapshot.view.rehearsal) {
        area.height -= rehearsal_line_height(to_measure) + to_measure.b(gap_above_foot) / 2.0F;
    }
    const auto context = [&](const Canvas& on, std::size_t page) {
        return SceneContext{on,      snapshot,     snapshot.view, texts,
                            area,    layer.now_ms, page,          layer.frame.reduced_motion,
                            *memory_};
    };

    // Which page: measured without drawing, then drawn once.
    const SceneOutcome plan = draw_any(context(to_measure, 0));
    std::size_t page = 0;
    const int rate = snapshot.rate;
    const std::int64_t page_ms = plan.page_ms * rate;
    std::int64_t in_page_ms = fade_ms * rate;
    const std::int64_t shown_for_ms = std::max<std::int64_t>(0, layer.now_ms - layer.shown.since_ms);
    if (plan.pages > 1) {
        page = static_cast<std::size_t>(shown_for_ms / page_ms) % plan.pages;
        if (shown_for_ms >= page_ms) in_page_ms = shown_for_ms % page_ms;
    }
    const bool turning = in_page_ms < fade_ms * rate && !layer.frame.reduced_motion &&
                         !draw_any(context(to_measure, page)).as_before;
    const Canvas full = canvas(&list, layer);
    float share = 1.0F;
    if (turning) {
        draw_any(context(canvas(&list, Layer{layer.frame, layer.shown, layer.now_ms, layer.opacity, nullptr}),
                         (page + plan.pages - 1) % plan.pages));
        share = eased(0, in_page_ms, rate);
        const float margin = to_measure.b(0.5F);
        full.rectangle(
            {area.x - margin, area.y - margin, area.width + 2.0F * margin, area.height + 2.0F * margin},
            full.palette().ground, 0.0F, share);
    }
    SceneOutcome outcome = draw_any(context(full.faded(share), page));
    if (plan.pages > 1) {
        outcome.change_at(turning ? layer.now_ms + fade_frame_ms * rate
                                  : layer.shown.since_ms + (shown_for_ms / page_ms + 1) * page_ms);
    }
    return outcome;
}

void Stage::draw_foot(ImDrawList& list, const Layer& layer) {
    const views::Snapshot& snapshot = *layer.shown.snapshot;
    const Texts texts(locales_, language_of(snapshot.view));
    const Canvas on = canvas(&list, layer);
    const Box safe = on.safe();
    const float height = foot_height(on, snapshot.view.stage.scene);
    const SceneContext context{on,
                               snapshot,
                               snapshot.view,
                               texts,
                               Box{safe.x, safe.bottom() - height, safe.width, height},
                               layer.now_ms,
                               0,
                               layer.frame.reduced_motion,
                               *memory_};
    const FootOutcome outcome = stage::draw_foot(context, reactions_);
    change_at(outcome.next_change_ms);

    // Reactions rise above the small code, as far as no text stands there.
    const float left = outcome.code.x;
    float top = safe.y;
    if (layer.drawn != nullptr) {
        for (const DrawnText& text : *layer.drawn) {
            if (text.box.right() > left - on.b(0.2F) && text.box.bottom() < outcome.code.y + on.b(0.5F)) {
                top = std::max(top, text.box.bottom() + on.b(0.5F));
            }
        }
    }
    const Box lane{left, top, outcome.code.width, outcome.code.y - top};
    const std::int64_t reactions_ms = layer.now_ms / snapshot.rate;
    const bool rises =
        !layer.frame.reduced_motion && lane.width > 0.0F && lane.height >= on.b(least_lane_height);
    if (rises) {
        reactions_.draw_rising(
            canvas(&list, Layer{layer.frame, layer.shown, layer.now_ms, layer.opacity, nullptr}), lane,
            reactions_ms);
    }
    if (const auto next_ms = reactions_.next_change_ms(reactions_ms, rises))
        change_at(*next_ms * snapshot.rate);
}

void Stage::draw_rehearsal_line(ImDrawList& list, const Layer& layer) {
    const views::Snapshot& snapshot = *layer.shown.snapshot;
    const Texts texts(locales_, language_of(snapshot.view));
    const Canvas on = canvas(&list, layer);
    const Box safe = on.safe();
    const float height = rehearsal_line_height(on);
    stage::draw_rehearsal_line({on, snapshot, snapshot.view, texts,
                                Box{safe.x, safe.bottom() - height, safe.width, height}, layer.now_ms, 0,
                                layer.frame.reduced_motion, *memory_});
}

void Stage::change_at(std::optional<std::int64_t> moment_ms) {
    if (moment_ms && (!next_change_ms_ || *moment_ms < *next_change_ms_)) next_change_ms_ = moment_ms;
}

void Stage::draw(ImDrawList& list, const StageFrame& frame) {
    next_change_ms_.reset();
    texts_.clear();
    if (!frame.snapshot || frame.width_px < 1.0F || frame.height_px < 1.0F) return;
    const std::int64_t now_ms = frame.now_ms;
    const std::string name = scene_name(*frame.snapshot);
    const paint::Theme shade = theme(*frame.snapshot);
    if (!current_ || current_->name != name || current_->theme != shade) {
        std::int64_t since_ms = now_ms;
        // Another theme is another picture, but its pages go on.
        if (current_ && current_->name == name) since_ms = current_->since_ms;
        previous_ = std::move(current_);
        current_ = Shown{name, frame.snapshot, shade, since_ms, 0};
        fading_since_ms_ = now_ms;
    }
    current_->snapshot = frame.snapshot;
    current_->until_ms = std::max(current_->until_ms, now_ms);
    const int rate = frame.snapshot->rate;
    reactions_.hear(frame.snapshot->view.reactions, now_ms / rate);

    float share = 1.0F;
    if (previous_) {
        share = frame.reduced_motion ? 1.0F : eased(fading_since_ms_, now_ms, rate);
        if (now_ms - fading_since_ms_ >= fade_ms * rate || frame.reduced_motion) previous_.reset();
    }

    list.PushClipRect(ImVec2(frame.x_px, frame.y_px),
                      ImVec2(frame.x_px + frame.width_px, frame.y_px + frame.height_px), true);
    const Box whole{frame.x_px, frame.y_px, frame.width_px, frame.height_px};
    const bool foot = has_foot(frame.snapshot->view.stage.scene);
    bool foot_stays = foot;
    if (previous_) {
        const Layer going{frame, *previous_, previous_->until_ms, 1.0F, nullptr};
        canvas(&list, going).rectangle(whole, paint::palette(previous_->theme).ground);
        draw_scene(list, going);
        const bool had_foot = has_foot(previous_->snapshot->view.stage.scene);
        // The foot of slides is another one, and gives way as the scene does.
        const auto has_slides = [](const Shown& shown) {
            return shown.snapshot->view.stage.scene == views::StageScene::slides;
        };
        foot_stays = foot && had_foot && previous_->theme == current_->theme &&
                     has_slides(*previous_) == has_slides(*current_);
        if (had_foot && !foot_stays) draw_foot(list, going);
    }
    const Layer coming{frame, *current_, now_ms, share, &texts_};
    canvas(&list, coming).rectangle(whole, paint::palette(shade).ground);
    const SceneOutcome outcome = draw_scene(list, coming);
    if (foot) {
        draw_foot(list, Layer{frame, *current_, now_ms, foot_stays ? 1.0F : share, &texts_});
    } else if (frame.snapshot->view.rehearsal) {
        draw_rehearsal_line(list, coming);
    }
    list.PopClipRect();

    change_at(outcome.next_change_ms);
    if (previous_) change_at(now_ms + fade_frame_ms * rate);
}

}  // namespace buurtkiosk::stage
