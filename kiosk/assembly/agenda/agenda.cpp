// Owns the rules of phases and blocks: one step at a time, from where the sender thinks we are, and back
// again. Pure, loop thread. It must never read a clock: now_ms comes in.
#include "assembly/agenda/agenda.h"

#include <algorithm>
#include <cassert>

#include "assembly/rules.h"
#include "base/limits.h"

namespace buurtkiosk::assembly {
namespace {

BlockTimes times_of(const Block& block) {
    return BlockTimes{block.id, block.state, block.started_ms, block.ended_ms};
}

Scene scene_for(Form form) { return form == Form::speakers ? Scene::speaker : Scene::agenda; }

// The block before `from` that was done, or the last one done when nothing is on.
std::optional<BlockId> block_before(const Agenda& agenda) {
    auto end = agenda.order.end();
    if (agenda.now) end = std::find(agenda.order.begin(), agenda.order.end(), *agenda.now);
    for (auto block = end; block != agenda.order.begin();) {
        --block;
        if (agenda.blocks.at(*block).state == BlockState::done) return *block;
    }
    return std::nullopt;
}

Refusal stale_block() { return refuse(RefusalCode::stale, "refusal.stale_block"); }

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
    auto from = agenda.order.begin();
    if (agenda.now) from = std::find(agenda.order.begin(), agenda.order.end(), *agenda.now);
    for (auto block = from; block != agenda.order.end(); ++block) {
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

Result<Decision> decide_command(const State& state, const StartMeeting&, const Context& context) {
    if (auto chair = require_chair(state, context); !chair) return chair.refusal();
    if (state.phase != Phase::lobby) return refuse(RefusalCode::already, "refusal.already_started");
    Draft draft;
    draft.happen(MeetingPhaseSet{Phase::lobby, Phase::running});
    draft.undo_by(MeetingPhaseSet{Phase::running, Phase::lobby});
    if (state.stage.scene == Scene::lobby) draft.set_stage(state, Scene::agenda);
    return std::move(draft).as_step(state, "step.meeting_started");
}

Result<Decision> decide_command(const State& state, const EndMeeting&, const Context& context) {
    if (auto chair = require_chair(state, context); !chair) return chair.refusal();
    if (state.phase == Phase::ended) return refuse(RefusalCode::already, "refusal.already_ended");
    for (const auto& [id, poll] : state.polls) {
        if (poll.state == PollState::open)
            return refuse(RefusalCode::not_allowed, "refusal.close_polls_first");
    }
    Draft draft;
    if (state.agenda.now) {
        BlockTimes last = times_of(state.agenda.blocks.at(*state.agenda.now));
        last.state = BlockState::done;
        last.ended_ms = context.now_ms;
        step(draft, state, std::nullopt, {last});
    }
    if (state.queue.speaking) {
        draft.undo_by(SpeakingSet{std::nullopt, state.queue.speaking});
        draft.happen(SpeakingSet{state.queue.speaking->entry, std::nullopt});
    }
    draft.undo_by(MeetingPhaseSet{Phase::ended, state.phase});
    draft.happen(MeetingPhaseSet{state.phase, Phase::ended});
    draft.set_stage(state, Scene::ended);
    return std::move(draft).as_step(state, "step.meeting_ended");
}

Result<Decision> decide_command(const State& state, const SetTitle& command, const Context& context) {
    if (auto chair = require_chair(state, context); !chair) return chair.refusal();
    auto title = clean_line(command.title, limits::title_graphemes);
    if (!title) return title.refusal();
    Draft draft;
    if (title.value() == state.title) return std::move(draft.decision);
    draft.undo_by(MeetingTitled{title.value(), state.title});
    draft.happen(MeetingTitled{state.title, std::move(title).value()});
    return std::move(draft).as_step(state, "step.title");
}

Result<Decision> decide_command(const State& state, const AgendaNext& command, const Context& context) {
    if (auto chair = require_chair(state, context); !chair) return chair.refusal();
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
    if (state.agenda.now) {
        BlockTimes left = times_of(state.agenda.blocks.at(*state.agenda.now));
        left.state = BlockState::done;
        left.ended_ms = context.now_ms;
        changed.push_back(left);
    }
    std::string key = "step.agenda_finished";
    std::vector<TextParameter> parameters;
    Scene scene = Scene::agenda;
    if (to) {
        const Block& block = state.agenda.blocks.at(*to);
        changed.push_back(BlockTimes{*to, BlockState::now, context.now_ms, std::nullopt});
        key = "step.agenda_next";
        parameters = {{"title", block.title}};
        scene = scene_for(block.form);
    }
    step(draft, state, to, std::move(changed));
    draft.set_stage(state, scene);
    return std::move(draft).as_step(state, std::move(key), std::move(parameters));
}

Result<Decision> decide_command(const State& state, const AgendaBack& command, const Context& context) {
    if (auto chair = require_chair(state, context); !chair) return chair.refusal();
    if (state.phase == Phase::ended) return refuse(RefusalCode::closed, "refusal.meeting_ended");
    if (command.expect != state.agenda.now) return stale_block();
    const auto to = block_before(state.agenda);
    if (!to) return refuse(RefusalCode::not_found, "refusal.no_block_before");
    std::vector<BlockTimes> changed;
    if (state.agenda.now)
        changed.push_back(BlockTimes{*state.agenda.now, BlockState::todo, std::nullopt, std::nullopt});
    const Block& block = state.agenda.blocks.at(*to);
    changed.push_back(BlockTimes{*to, BlockState::now, block.started_ms, std::nullopt});
    Draft draft;
    step(draft, state, to, std::move(changed));
    draft.set_stage(state, scene_for(block.form));
    return std::move(draft).as_step(state, "step.agenda_back", {{"title", block.title}});
}

Result<Decision> decide_command(const State& state, const AddBlock& command, const Context& context) {
    if (auto chair = require_chair(state, context); !chair) return chair.refusal();
    if (state.agenda.order.size() >= limits::blocks) return refuse(RefusalCode::full, "refusal.full_blocks");
    auto title = clean_line(command.title, limits::title_graphemes);
    if (!title) return title.refusal();
    if (command.minutes < 1 || command.minutes > limits::block_minutes) {
        return refuse(RefusalCode::bad_text, "refusal.bad_minutes",
                      {{"most", std::to_string(limits::block_minutes)}});
    }
    if (command.before) {
        const auto found = state.agenda.blocks.find(*command.before);
        if (found == state.agenda.blocks.end())
            return refuse(RefusalCode::not_found, "refusal.no_such_block");
        if (found->second.state != BlockState::todo)
            return refuse(RefusalCode::not_allowed, "refusal.block_has_begun");
    }
    auto prompt = clean_line_or_empty(command.prompt, limits::prompt_graphemes);
    if (!prompt) return prompt.refusal();
    auto notes = clean_line_or_empty(command.notes, limits::notes_graphemes);
    if (!notes) return notes.refusal();
    if (command.think_s < 0 || command.think_s > limits::think_s)
        return refuse(RefusalCode::bad_text, "refusal.bad_think_time");
    Draft draft;
    Block block;
    block.id = BlockId{state.next.block};
    block.title = std::move(title).value();
    block.form = command.form;
    block.minutes = command.minutes;
    block.notes = std::move(notes).value();
    block.prompt = std::move(prompt).value();
    block.think_s = command.think_s;
    draft.decision.answer.block = block.id;
    draft.undo_by(BlockRemoved{block.id});
    std::vector<TextParameter> parameters = {{"title", block.title}};
    draft.happen(BlockAdded{std::move(block), command.before});
    if (context.actor.kind == Actor::Kind::kiosk)
        return std::move(draft.decision);  // the runbook is where undo ends
    return std::move(draft).as_step(state, "step.block_added", std::move(parameters));
}

Result<Decision> decide_command(const State& state, const RemoveBlock& command, const Context& context) {
    if (auto chair = require_chair(state, context); !chair) return chair.refusal();
    const auto found = state.agenda.blocks.find(command.block);
    if (found == state.agenda.blocks.end()) return refuse(RefusalCode::not_found, "refusal.no_such_block");
    if (found->second.state != BlockState::todo)
        return refuse(RefusalCode::not_allowed, "refusal.block_has_begun");
    const auto& order = state.agenda.order;
    const auto after = std::next(std::find(order.begin(), order.end(), command.block));
    Draft draft;
    draft.undo_by(BlockAdded{found->second, after == order.end() ? std::nullopt : std::optional(*after)});
    draft.happen(BlockRemoved{command.block});
    return std::move(draft).as_step(state, "step.block_removed", {{"title", found->second.title}});
}

Result<Decision> decide_command(const State& state, const SetBlockMinutes& command, const Context& context) {
    if (auto chair = require_chair(state, context); !chair) return chair.refusal();
    const auto found = state.agenda.blocks.find(command.block);
    if (found == state.agenda.blocks.end()) return refuse(RefusalCode::not_found, "refusal.no_such_block");
    if (command.minutes < 1 || command.minutes > limits::block_minutes) {
        return refuse(RefusalCode::bad_text, "refusal.bad_minutes",
                      {{"most", std::to_string(limits::block_minutes)}});
    }
    if (found->second.state == BlockState::done) return refuse(RefusalCode::closed, "refusal.block_is_done");
    Draft draft;
    const std::int32_t before = found->second.minutes;
    if (before == command.minutes) return std::move(draft.decision);
    draft.undo_by(BlockMinutesSet{command.block, command.minutes, before});
    draft.happen(BlockMinutesSet{command.block, before, command.minutes});
    return std::move(draft).as_step(
        state, "step.block_minutes",
        {{"title", found->second.title}, {"minutes", std::to_string(command.minutes)}});
}

void apply_event(State& state, const MeetingPrepared& event, std::int64_t) {
    state.title = event.title;
    state.languages = event.languages;
}

void apply_event(State& state, const MeetingTitled& event, std::int64_t) { state.title = event.to; }

void apply_event(State& state, const MeetingPhaseSet& event, std::int64_t at_ms) {
    state.phase = event.to;
    if (event.to == Phase::lobby) state.started_ms.reset();
    if (event.from == Phase::lobby) state.started_ms = at_ms;
    if (event.to == Phase::ended) state.ended_ms = at_ms;
    if (event.from == Phase::ended) state.ended_ms.reset();
}

void apply_event(State&, const KioskRestarted&, std::int64_t) {
    // A fact for the minutes; the speaker's countdown is stopped by the SpeakingSet that follows it.
}

void apply_event(State& state, const BlockAdded& event, std::int64_t) {
    Agenda& agenda = state.agenda;
    assert(!agenda.blocks.contains(event.block.id));
    auto place = agenda.order.end();
    if (event.before) place = std::find(agenda.order.begin(), agenda.order.end(), *event.before);
    agenda.order.insert(place, event.block.id);
    agenda.blocks.emplace(event.block.id, event.block);
    state.next.block = std::max(state.next.block, event.block.id.number + 1);
}

void apply_event(State& state, const BlockRemoved& event, std::int64_t) {
    std::erase(state.agenda.order, event.block);
    state.agenda.blocks.erase(event.block);
}

void apply_event(State& state, const BlockMinutesSet& event, std::int64_t) {
    state.agenda.blocks.at(event.block).minutes = event.to;
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

Forecast forecast(const State& state, std::int64_t now_ms) {
    constexpr std::int64_t minute_ms = 60'000;
    Forecast result;
    if (!state.started_ms) return result;
    // What did not happen before the end stays where it was forecast then.
    if (state.ended_ms) now_ms = std::min(now_ms, *state.ended_ms);
    std::int64_t at_ms = *state.started_ms;  // where the next block begins
    std::int64_t planned_ms = *state.started_ms;
    for (const BlockId id : state.agenda.order) {
        const Block& block = state.agenda.blocks.at(id);
        const std::int64_t length_ms = block.minutes * minute_ms;
        Forecast::Times times;
        switch (block.state) {
            case BlockState::done:
                times = {block.started_ms, block.ended_ms};
                at_ms = block.ended_ms.value_or(at_ms);
                planned_ms += length_ms;
                break;
            case BlockState::now: {
                const std::int64_t start_ms = block.started_ms.value_or(at_ms);
                std::int64_t end_ms = start_ms + length_ms;
                // Over time: the forecast moves a whole minute at a time, so that the wall stays still in
                // between.
                if (end_ms < now_ms) end_ms += (now_ms - end_ms + minute_ms - 1) / minute_ms * minute_ms;
                times = {start_ms, start_ms + length_ms};
                at_ms = end_ms;
                planned_ms += length_ms;
                break;
            }
            case BlockState::todo:
                // Nothing that is to come begins in the past.
                if (!state.agenda.now && at_ms < now_ms)
                    at_ms += (now_ms - at_ms + minute_ms - 1) / minute_ms * minute_ms;
                times = {at_ms, at_ms + length_ms};
                at_ms += length_ms;
                planned_ms += length_ms;
                break;
            case BlockState::skipped:
                break;
        }
        result.blocks.emplace(id, times);
    }
    if (!state.agenda.order.empty()) {
        result.ends_ms = at_ms;
        result.ahead_s = static_cast<std::int32_t>((planned_ms - at_ms) / 1000);
    }
    return result;
}

}  // namespace buurtkiosk::assembly
