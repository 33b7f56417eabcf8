// Owns the rules of slides: whoever turns a page says which one they saw. Turning is no step of undo, as
// turning back is easier and would push what matters out of the list. Pure, loop thread. It must never know
// what is on a page.
#include "assembly/slides/slides.h"

#include "assembly/rules.h"
#include "base/digest.h"
#include "base/limits.h"

namespace buurtkiosk::assembly {
namespace {

bool waits_for(const Block& block, const std::string& name) {
    return block.slides && block.slides->digest.empty() && block.slides->name == name;
}

Refusal only_kiosk() { return refuse(RefusalCode::not_allowed, "refusal.only_kiosk"); }

}  // namespace

const Slides* slides_on_wall(const State& state) {
    if (state.stage.scene != Scene::slides || !state.stage.slides) return nullptr;
    const auto& slides = state.agenda.blocks.at(*state.stage.slides).slides;
    return slides ? &*slides : nullptr;
}

Result<Decision> decide_command(const State& state, const SlidesReady& command, const Context& context) {
    if (context.actor.kind != Actor::Kind::kiosk) return only_kiosk();
    if (command.pages < 1 || command.pages > limits::slides_pages || !digest_from_hex(command.digest))
        return refuse(RefusalCode::bad_text, "refusal.no_slides");
    Draft draft;
    for (const auto& [id, block] : state.agenda.blocks) {
        if (!waits_for(block, command.name)) continue;
        draft.happen(
            BlockSlidesSet{id, block.slides, Slides{command.name, command.digest, command.pages, 1, false}});
    }
    return std::move(draft.decision);
}

Result<Decision> decide_command(const State& state, const SlidesFailed& command, const Context& context) {
    if (context.actor.kind != Actor::Kind::kiosk) return only_kiosk();
    Draft draft;
    State after = state;
    for (const auto& [id, block] : state.agenda.blocks) {
        if (!waits_for(block, command.name) || block.slides->failed) continue;
        Slides failed = *block.slides;
        failed.failed = true;
        draft.happen(BlockSlidesSet{id, block.slides, failed});
        after.agenda.blocks.at(id).slides = failed;
    }
    const auto on_wall = state.stage.slides;
    if (on_wall && after.agenda.blocks.at(*on_wall).slides->failed) {
        const Wall fitting = fitting_scene(after);
        draft.set_stage(state, fitting.scene, fitting.poll, fitting.slides);
    }
    return std::move(draft.decision);
}

Result<Decision> decide_command(const State& state, const ShowSlides& command, const Context&) {
    if (state.phase == Phase::ended) return refuse(RefusalCode::closed, "refusal.meeting_ended");
    if (!state.agenda.blocks.contains(command.block))
        return refuse(RefusalCode::not_found, "refusal.no_such_block");
    const auto slides = slides_for(state.agenda, command.block);
    if (!slides) return refuse(RefusalCode::not_found, "refusal.no_slides");
    Draft draft;
    draft.set_stage(state, Scene::slides, std::nullopt, slides);
    if (draft.decision.events.empty()) return std::move(draft.decision);
    return std::move(draft).as_step(state, "step.slides_shown",
                                    {{"title", state.agenda.blocks.at(*slides).title}});
}

Result<Decision> decide_command(const State& state, const TurnSlide& command, const Context&) {
    const Slides* slides = slides_on_wall(state);
    if (!slides) return refuse(RefusalCode::closed, "refusal.no_slides_on");
    if (command.expect != slides->page) return refuse(RefusalCode::stale, "refusal.stale_slide");
    if (command.page < 1 || command.page > slides->pages)
        return refuse(RefusalCode::not_found, "refusal.no_such_slide");
    Draft draft;
    if (command.page != slides->page)
        draft.happen(SlideTurned{*state.stage.slides, slides->page, command.page});
    return std::move(draft.decision);
}

void apply_event(State& state, const BlockSlidesSet& event, std::int64_t) {
    state.agenda.blocks.at(event.block).slides = event.to;
}

void apply_event(State& state, const SlideTurned& event, std::int64_t) {
    state.agenda.blocks.at(event.block).slides->page = event.to;
}

}  // namespace buurtkiosk::assembly
