// Owns the rules of the wall's scene: what is asked for must have something to show.
// Pure, loop thread. It must never change what a poll or check-in reveals.
#include "assembly/stage/stage.h"

#include "assembly/rules.h"

namespace buurtkiosk::assembly {

Result<Decision> decide_command(const State& state, const BlankStage& command, const Context&) {
    Draft draft;
    if (state.stage.blank != command.on) draft.happen(StageBlanked{command.on});
    return std::move(draft.decision);
}

Result<Decision> decide_command(const State& state, const ShowScene& command, const Context&) {
    auto [scene, poll, slides] = fitting_scene(state);
    if (command.scene) {
        scene = *command.scene;
        poll = command.poll;
        slides.reset();
    }
    if (scene == Scene::slides && !slides) {
        slides = slides_for(state.agenda, state.agenda.now);
        if (!slides) return refuse(RefusalCode::not_found, "refusal.no_slides");
    }
    if (scene == Scene::poll) {
        if (!poll) return refuse(RefusalCode::not_found, "refusal.no_such_poll");
        const auto found = state.polls.find(*poll);
        if (found == state.polls.end()) return refuse(RefusalCode::not_found, "refusal.no_such_poll");
        if (found->second.state == PollState::draft)
            return refuse(RefusalCode::closed, "refusal.poll_not_open");
    } else {
        poll.reset();
    }
    if (scene == Scene::check_in && !state.check_in())
        return refuse(RefusalCode::closed, "refusal.no_check_in");
    // Which one, only ShowQuestion says.
    if (scene == Scene::question) return refuse(RefusalCode::not_found, "refusal.no_such_question");
    if (scene == Scene::ended && state.phase != Phase::ended) {
        return refuse(RefusalCode::not_allowed, "refusal.not_ended");
    }
    Draft draft;
    draft.set_stage(state, scene, poll, slides);
    if (draft.decision.events.empty()) return std::move(draft.decision);
    return std::move(draft).as_step(state, "step.stage_set");
}

Result<Decision> decide_command(const State& state, const SetTheme& command, const Context&) {
    Draft draft;
    if (state.stage.theme != command.theme) draft.happen(StageThemed{command.theme});
    return std::move(draft.decision);
}

void apply_event(State& state, const StageSet& event, std::int64_t) {
    state.stage.scene = event.scene;
    state.stage.poll = event.poll;
    state.stage.slides = event.slides;
    state.stage.question = event.question;
}

void apply_event(State& state, const StageBlanked& event, std::int64_t) { state.stage.blank = event.on; }

void apply_event(State& state, const StageThemed& event, std::int64_t) { state.stage.theme = event.theme; }

}  // namespace buurtkiosk::assembly
