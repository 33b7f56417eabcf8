// Owns the rules of phases and of stepping through the blocks: one step at a time, from where the sender
// thinks we are, and back again. Pure, loop thread. It must never read a clock: now_ms comes in.
#include "assembly/agenda/agenda.h"

#include <algorithm>
#include <cassert>

#include "assembly/queue/queue.h"
#include "assembly/rules.h"
#include "base/limits.h"

namespace buurtkiosk::assembly {
namespace {

BlockTimes times_of(const Block& block) {
    return BlockTimes{block.id, block.state, block.started_ms, block.ended_ms};
}

Scene scene_for(Form form) { return form == Form::speakers ? Scene::speaker : Scene::agenda; }

// The step before the one that is on that was done, or the last one done when nothing is on.
std::optional<BlockId> step_before(const Agenda& agenda) {
    const std::vector<BlockId> steps = steps_of(agenda);
    auto end = steps.end();
    if (agenda.now) end = std::find(steps.begin(), steps.end(), *agenda.now);
    for (auto block = end; block != steps.begin();) {
        --block;
        if (agenda.blocks.at(*block).state == BlockState::done) return *block;
    }
    return std::nullopt;
}

// What is on ends now, and with it the tables that still work.
void leave(const Agenda& agenda, std::int64_t now_ms, std::vector<BlockTimes>& changed) {
    if (!agenda.now) return;
    const auto end = [&](BlockId id) {
        BlockTimes left = times_of(agenda.blocks.at(id));
        left.state = BlockState::done;
        left.ended_ms = now_ms;
        changed.push_back(left);
    };
    end(*agenda.now);
    for (const BlockId part : parts_of(agenda, *agenda.now)) {
        if (agenda.blocks.at(part).state == BlockState::now) end(part);
    }
}

// A block begins, and with it all its tables.
void enter(const Agenda& agenda, BlockId to, std::int64_t now_ms, std::vector<BlockTimes>& changed) {
    changed.push_back(BlockTimes{to, BlockState::now, now_ms, std::nullopt});
    for (const BlockId part : parts_of(agenda, to)) {
        if (agenda.blocks.at(part).state == BlockState::todo)
            changed.push_back(BlockTimes{part, BlockState::now, now_ms, std::nullopt});
    }
}

Refusal stale_block() { return refuse(RefusalCode::stale, "refusal.stale_block"); }

// What the evening was to be, kept to compare with; an empty timetable forgets it.
void keep_plan(Agenda& agenda, const Timetable& plan) {
    for (auto& [id, block] : agenda.blocks) {
        const auto slot = plan.blocks.find(id);
        const bool known = slot != plan.blocks.end();
        block.plan_starts_ms = known ? slot->second.starts_ms : std::nullopt;
        block.plan_ends_ms = known ? slot->second.ends_ms : std::nullopt;
    }
    agenda.plan_ends_ms = plan.ends_ms;
}

// The wall shows the slides of the block that is entered, else the scene of its form. A block begins at their
// first page; within a whole that has them they stay where they are, and so do they on the way back.
void show_block(Draft& draft, const State& state, BlockId to, bool onward) {
    const auto slides = slides_for(state.agenda, to);
    if (!slides) return draft.set_stage(state, scene_for(state.agenda.blocks.at(to).form));
    const std::int32_t page = state.agenda.blocks.at(*slides).slides->page;
    if (onward && page != 1 && slides != slides_for(state.agenda, state.agenda.now)) {
        draft.undo_by(SlideTurned{*slides, 1, page});
        draft.happen(SlideTurned{*slides, page, 1});
    }
    draft.set_stage(state, Scene::slides, std::nullopt, slides);
}

// Adds the step from the block now to `to`; both get `changed`, both can go back.
void step(Draft& draft, const State& state, std::optional<BlockId> to, std::vector<BlockTimes> changed) {
    std::vector<BlockTimes> before;
    for (const BlockTimes& block : changed) before.push_back(times_of(state.agenda.blocks.at(block.block)));
    draft.undo_by(AgendaStepped{to, state.agenda.now, std::move(before)});
    draft.happen(AgendaStepped{state.agenda.now, to, std::move(changed)});
}

}  // namespace

std::optional<BlockId> next_block(const State& state) {
    const Agenda& agenda = state.agenda;
    const std::vector<BlockId> steps = steps_of(agenda);
    auto from = steps.begin();
    if (agenda.now) from = std::find(steps.begin(), steps.end(), *agenda.now);
    for (auto block = from; block != steps.end(); ++block) {
        if (agenda.blocks.at(*block).state == BlockState::todo) return *block;
    }
    return std::nullopt;
}

Result<Decision> decide_command(const State& state, const PrepareMeeting& command, const Context& context) {
    if (context.actor.kind != Actor::Kind::kiosk)
        return refuse(RefusalCode::not_allowed, "refusal.only_kiosk");
    if (!state.title.empty()) return refuse(RefusalCode::already, "refusal.already_prepared");
    auto title = clean_line(command.title, limits::title_graphemes);
    if (!title) return title.refusal();
    if (command.languages.empty() || command.languages.size() > limits::languages) {
        return refuse(RefusalCode::bad_text, "refusal.bad_languages");
    }
    for (const std::string& language : command.languages) {
        if (language_or_default(state, language) != language)
            return refuse(RefusalCode::bad_text, "refusal.bad_languages");
    }
    Draft draft;
    draft.happen(MeetingPrepared{std::move(title).value(), command.languages});
    return std::move(draft.decision);
}

Result<Decision> decide_command(const State& state, const NoteRestart&, const Context& context) {
    if (context.actor.kind != Actor::Kind::kiosk)
        return refuse(RefusalCode::not_allowed, "refusal.only_kiosk");
    Draft draft;
    draft.happen(KioskRestarted{});
    if (state.queue.speaking && !state.queue.speaking->paused_ms) {
        // What was spoken is known up to the last thing that happened before the power went.
        Speaking speaking = *state.queue.speaking;
        speaking.paused_ms = std::max<std::int64_t>(0, context.last_event_ms - speaking.since_ms);
        draft.happen(SpeakingSet{speaking.entry, speaking});
    }
    return std::move(draft.decision);
}

Result<Decision> decide_command(const State& state, const StartMeeting&, const Context&) {
    if (state.phase != Phase::lobby) return refuse(RefusalCode::already, "refusal.already_started");
    Draft draft;
    draft.happen(MeetingPhaseSet{Phase::lobby, Phase::running});
    draft.undo_by(MeetingPhaseSet{Phase::running, Phase::lobby});
    if (state.stage.scene == Scene::lobby) draft.set_stage(state, Scene::agenda);
    return std::move(draft).as_step(state, "step.meeting_started");
}

Result<Decision> decide_command(const State& state, const EndMeeting&, const Context& context) {
    if (state.phase == Phase::ended) return refuse(RefusalCode::already, "refusal.already_ended");
    for (const auto& [id, poll] : state.polls) {
        if (poll.state == PollState::open)
            return refuse(RefusalCode::not_allowed, "refusal.close_polls_first");
    }
    Draft draft;
    std::vector<BlockTimes> last;
    leave(state.agenda, context.now_ms, last);
    if (!last.empty()) step(draft, state, std::nullopt, std::move(last));
    if (state.queue.speaking) end_turn(draft, state);
    draft.undo_by(MeetingPhaseSet{Phase::ended, state.phase});
    draft.happen(MeetingPhaseSet{state.phase, Phase::ended});
    draft.set_stage(state, Scene::ended);
    return std::move(draft).as_step(state, "step.meeting_ended");
}

Result<Decision> decide_command(const State& state, const SetTitle& command, const Context&) {
    auto title = clean_line(command.title, limits::title_graphemes);
    if (!title) return title.refusal();
    Draft draft;
    if (title.value() == state.title) return std::move(draft.decision);
    draft.undo_by(MeetingTitled{title.value(), state.title});
    draft.happen(MeetingTitled{state.title, std::move(title).value()});
    return std::move(draft).as_step(state, "step.title");
}

Result<Decision> decide_command(const State& state, const AgendaNext& command, const Context& context) {
    if (state.phase == Phase::ended) return refuse(RefusalCode::closed, "refusal.meeting_ended");
    if (command.expect != state.agenda.now) return stale_block();
    const auto to = next_block(state);
    if (!to && !state.agenda.now) {
        return state.agenda.order.empty() ? refuse(RefusalCode::not_found, "refusal.agenda_empty")
                                          : refuse(RefusalCode::closed, "refusal.agenda_done");
    }
    Draft draft;
    if (state.phase == Phase::lobby) {
        draft.happen(MeetingPhaseSet{Phase::lobby, Phase::running});
        draft.undo_by(MeetingPhaseSet{Phase::running, Phase::lobby});
    }
    std::vector<BlockTimes> changed;
    leave(state.agenda, context.now_ms, changed);
    std::string key = "step.agenda_finished";
    std::vector<TextParameter> parameters;
    if (to) {
        const Block& block = state.agenda.blocks.at(*to);
        enter(state.agenda, *to, context.now_ms, changed);
        key = "step.agenda_next";
        parameters = {{"title", block.title}};
    }
    step(draft, state, to, std::move(changed));
    // A turn belongs to the block that it was given in.
    if (state.agenda.now && state.queue.speaking) end_turn(draft, state);
    if (to) {
        show_block(draft, state, *to, true);
    } else {
        draft.set_stage(state, Scene::agenda);
    }
    return std::move(draft).as_step(state, std::move(key), std::move(parameters));
}

Result<Decision> decide_command(const State& state, const AgendaBack& command, const Context&) {
    if (state.phase == Phase::ended) return refuse(RefusalCode::closed, "refusal.meeting_ended");
    if (command.expect != state.agenda.now) return stale_block();
    const auto to = step_before(state.agenda);
    if (!to) return refuse(RefusalCode::not_found, "refusal.no_block_before");
    std::vector<BlockTimes> changed;
    if (const auto now = state.agenda.now) {
        changed.push_back(BlockTimes{*now, BlockState::todo, std::nullopt, std::nullopt});
        for (const BlockId part : parts_of(state.agenda, *now)) {
            if (state.agenda.blocks.at(part).state != BlockState::skipped)
                changed.push_back(BlockTimes{part, BlockState::todo, std::nullopt, std::nullopt});
        }
    }
    const Block& block = state.agenda.blocks.at(*to);
    changed.push_back(BlockTimes{*to, BlockState::now, block.started_ms, std::nullopt});
    // The tables that ended because the chair went on, go on; those that were ready before, were ready.
    for (const BlockId id : parts_of(state.agenda, *to)) {
        const Block& part = state.agenda.blocks.at(id);
        if (part.state == BlockState::done && part.ended_ms == block.ended_ms)
            changed.push_back(BlockTimes{id, BlockState::now, part.started_ms, std::nullopt});
    }
    Draft draft;
    step(draft, state, to, std::move(changed));
    show_block(draft, state, *to, false);
    return std::move(draft).as_step(state, "step.agenda_back", {{"title", block.title}});
}

void apply_event(State& state, const MeetingPrepared& event, std::int64_t) {
    state.title = event.title;
    state.languages = event.languages;
}

void apply_event(State& state, const MeetingTitled& event, std::int64_t) { state.title = event.to; }

void apply_event(State& state, const MeetingPhaseSet& event, std::int64_t at_ms) {
    state.phase = event.to;
    if (event.to == Phase::lobby) {
        state.started_ms.reset();
        keep_plan(state.agenda, {});
    }
    if (event.from == Phase::lobby) {
        state.started_ms = at_ms;
        const std::int64_t start_ms = fixed_beginning(state.agenda).value_or(at_ms);
        keep_plan(state.agenda, timetable(state.agenda, start_ms, std::nullopt, start_ms));
    }
    if (event.to == Phase::ended) state.ended_ms = at_ms;
    if (event.from == Phase::ended) state.ended_ms.reset();
}

void apply_event(State&, const KioskRestarted&, std::int64_t) {
    // A fact for the minutes; the speaker's countdown is stopped by the SpeakingSet that follows it.
}

void apply_event(State& state, const AgendaStepped& event, std::int64_t) {
    for (const BlockTimes& times : event.changed) {
        Block& block = state.agenda.blocks.at(times.block);
        block.state = times.state;
        block.started_ms = times.started_ms;
        block.ended_ms = times.ended_ms;
    }
    state.agenda.now = event.to;
}

std::optional<BlockId> follower(const Agenda& agenda, BlockId block) {
    auto after = std::next(std::find(agenda.order.begin(), agenda.order.end(), block));
    while (after != agenda.order.end() && agenda.blocks.at(*after).inside == block) ++after;
    return after == agenda.order.end() ? std::nullopt : std::optional(*after);
}

Timetable timetable(const State& state, std::int64_t now_ms) {
    // Nothing has begun, but a first block with a fixed start says when it will.
    const auto started_ms = state.started_ms ? state.started_ms : fixed_beginning(state.agenda);
    return timetable(state.agenda, started_ms, state.ended_ms, now_ms);
}

std::optional<std::int32_t> ahead_s(const State& state, const Timetable& timetable) {
    if (!state.started_ms || !state.agenda.plan_ends_ms || !timetable.ends_ms) return std::nullopt;
    return static_cast<std::int32_t>((*state.agenda.plan_ends_ms - *timetable.ends_ms) / 1000);
}

}  // namespace buurtkiosk::assembly
