// Owns the rules of making and changing blocks before and during the evening: added, edited, moved, split,
// skipped, shortened, removed. Pure, loop thread. It must never change what has happened: a block that is
// done keeps its times.
#include <algorithm>
#include <cassert>

#include "assembly/agenda/agenda.h"
#include "assembly/people/rights.h"
#include "assembly/rules.h"
#include "base/limits.h"

namespace buurtkiosk::assembly {
namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t day_ms = 24 * 60 * minute_ms;
constexpr std::int64_t long_past_ms = 6 * 60 * minute_ms;

Refusal no_such_block() { return refuse(RefusalCode::not_found, "refusal.no_such_block"); }
Refusal has_begun() { return refuse(RefusalCode::not_allowed, "refusal.block_has_begun"); }

Result<const Block*> find_block(const State& state, BlockId id) {
    const auto found = state.agenda.blocks.find(id);
    if (found == state.agenda.blocks.end()) return no_such_block();
    return &found->second;
}

Status fit_minutes(std::int32_t minutes) {
    if (minutes >= 1 && minutes <= limits::block_minutes) return Done{};
    return refuse(RefusalCode::bad_text, "refusal.bad_minutes",
                  {{"most", std::to_string(limits::block_minutes)}});
}

// A time of the clock on the evening's day; what is long past is meant for after midnight.
Result<std::optional<std::int64_t>> fixed_start(const Context& context,
                                                std::optional<std::int32_t> start_min) {
    if (!start_min) return std::optional<std::int64_t>();
    if (*start_min < 0 || *start_min >= day_ms / minute_ms)
        return refuse(RefusalCode::bad_text, "refusal.bad_start");
    std::int64_t fixed_ms = context.midnight_ms + *start_min * minute_ms;
    if (fixed_ms + long_past_ms < context.now_ms) fixed_ms += day_ms;
    if (fixed_ms - context.now_ms > day_ms - long_past_ms)
        fixed_ms -= day_ms;  // it is after midnight already
    return std::optional(fixed_ms);
}

void set_words(Block& block, const BlockWords& words) {
    block.title = words.title;
    block.form = words.form;
    block.notes = words.notes;
    block.text = words.text;
    block.materials = words.materials;
    block.prompt = words.prompt;
    block.think_s = words.think_s;
    block.fixed_ms = words.fixed_ms;
}

Result<BlockWords> clean_words(BlockWords words) {
    auto title = clean_line(words.title, limits::title_graphemes);
    if (!title) return title.refusal();
    auto notes = clean_line_or_empty(words.notes, limits::notes_graphemes);
    if (!notes) return notes.refusal();
    auto text = clean_line_or_empty(words.text, limits::block_text_graphemes);
    if (!text) return text.refusal();
    auto materials = clean_line_or_empty(words.materials, limits::materials_graphemes);
    if (!materials) return materials.refusal();
    auto prompt = clean_line_or_empty(words.prompt, limits::prompt_graphemes);
    if (!prompt) return prompt.refusal();
    if (words.think_s < 0 || words.think_s > limits::think_s)
        return refuse(RefusalCode::bad_text, "refusal.bad_think_time");
    words.title = std::move(title).value();
    words.notes = std::move(notes).value();
    words.text = std::move(text).value();
    words.materials = std::move(materials).value();
    words.prompt = std::move(prompt).value();
    return words;
}

// The evening has begun it, or has gone by it though it never began.
bool is_passed(const Agenda& agenda, BlockId id) {
    const auto begun = std::find_if(agenda.order.rbegin(), agenda.order.rend(), [&](BlockId one) {
        const BlockState state = agenda.blocks.at(one).state;
        return state == BlockState::done || state == BlockState::now;
    });
    return std::find(begun, agenda.order.rend(), id) != agenda.order.rend();
}

// Whether a block still lies ahead of the evening.
Status may_change(const Agenda& agenda, BlockId id) {
    if (!is_to_come(agenda, id)) return has_begun();
    if (is_passed(agenda, id)) return refuse(RefusalCode::not_allowed, "refusal.block_is_past");
    // Tables begin together: one that was left out when they did, stays out.
    const auto& inside = agenda.blocks.at(id).inside;
    if (inside && agenda.blocks.at(*inside).side_by_side && !is_to_come(agenda, *inside)) return has_begun();
    return Done{};
}

// What something that becomes a part of `inside` (or a block of its own) will stand before, in the flat
// order.
Result<std::optional<BlockId>> place_for(const Agenda& agenda, std::optional<BlockId> inside,
                                         std::optional<BlockId> before) {
    if (before) {
        const auto found = agenda.blocks.find(*before);
        if (found == agenda.blocks.end()) return no_such_block();
        if (found->second.inside != inside) return refuse(RefusalCode::not_allowed, "refusal.other_level");
        if (!is_to_come(agenda, *before)) return has_begun();
    } else if (inside) {
        before = follower(agenda, *inside);
    }
    if (before && is_passed(agenda, *before)) return has_begun();
    return before;
}

}  // namespace

Status takes_parts(const Agenda& agenda, BlockId id) {
    const auto found = agenda.blocks.find(id);
    if (found == agenda.blocks.end()) return no_such_block();
    const Block& block = found->second;
    if (block.inside) return refuse(RefusalCode::not_allowed, "refusal.part_of_part");
    const BlockState state = state_of(agenda, id);
    if (state == BlockState::done) return has_begun();
    // Tables begin together, and a block that is on by itself stays one.
    if (state == BlockState::now && (block.side_by_side || !has_parts(agenda, id))) return has_begun();
    return Done{};
}

BlockWords words_of(const Block& block) {
    return {block.title,     block.form,   block.notes,   block.text,
            block.materials, block.prompt, block.think_s, block.fixed_ms};
}

Result<Decision> decide_command(const State& state, const AddBlock& command, const Context& context) {
    const Agenda& agenda = state.agenda;
    if (agenda.order.size() >= limits::blocks) return refuse(RefusalCode::full, "refusal.full_blocks");
    const auto fixed_ms = fixed_start(context, command.start_min);
    if (!fixed_ms) return fixed_ms.refusal();
    auto words = clean_words({command.title, command.form, command.notes, command.text, command.materials,
                              command.prompt, command.think_s, fixed_ms.value()});
    if (!words) return words.refusal();
    if (auto minutes = fit_minutes(command.minutes); !minutes) return minutes.refusal();
    if (command.inside) {
        if (auto takes = takes_parts(agenda, *command.inside); !takes) return takes.refusal();
        if (command.side_by_side) return refuse(RefusalCode::not_allowed, "refusal.part_of_part");
        if (fixed_ms.value() && agenda.blocks.at(*command.inside).side_by_side)
            return refuse(RefusalCode::not_allowed, "refusal.fixed_in_tables");
    }
    const auto before = place_for(agenda, command.inside, command.before);
    if (!before) return before.refusal();
    auto slides = clean_line_or_empty(command.slides, limits::slides_name_graphemes);
    if (!slides) return slides.refusal();
    // Only the kiosk can read a file.
    if (!slides.value().empty() && context.actor.kind != Actor::Kind::kiosk)
        return refuse(RefusalCode::not_allowed, "refusal.only_kiosk");
    Draft draft;
    Block block;
    block.id = BlockId{state.next.block};
    set_words(block, words.value());
    block.minutes = command.minutes;
    block.inside = command.inside;
    block.side_by_side = command.side_by_side;
    if (!slides.value().empty()) block.slides = Slides{std::move(slides).value(), "", 0, 1, false};
    draft.decision.answer.block = block.id;
    draft.undo_by(BlockRemoved{block.id});
    std::vector<TextParameter> parameters = {{"title", block.title}};
    draft.happen(BlockAdded{std::move(block), before.value()});
    if (context.actor.kind == Actor::Kind::kiosk)
        return std::move(draft.decision);  // the runbook is where undo ends
    return std::move(draft).as_step(state, "step.block_added", std::move(parameters));
}

Result<Decision> decide_command(const State& state, const EditBlock& command, const Context& context) {
    const auto found = find_block(state, command.block);
    if (!found) return found.refusal();
    const Block& block = *found.value();
    // A minute taker puts words right; what the block does is the chair's.
    if (command.form || command.start_min || command.prompt || command.think_s) {
        if (auto chair = require_right(state, context, Right::lead); !chair) return chair.refusal();
    }
    BlockWords words = words_of(block);
    if (command.title) words.title = *command.title;
    if (command.form) words.form = *command.form;
    if (command.notes) words.notes = *command.notes;
    if (command.text) words.text = *command.text;
    if (command.materials) words.materials = *command.materials;
    if (command.prompt) words.prompt = *command.prompt;
    if (command.think_s) words.think_s = *command.think_s;
    if (command.start_min) {
        const auto fixed_ms = fixed_start(context, *command.start_min);
        if (!fixed_ms) return fixed_ms.refusal();
        words.fixed_ms = fixed_ms.value();
        if (words.fixed_ms && block.inside && state.agenda.blocks.at(*block.inside).side_by_side)
            return refuse(RefusalCode::not_allowed, "refusal.fixed_in_tables");
    }
    auto cleaned = clean_words(std::move(words));
    if (!cleaned) return cleaned.refusal();
    const BlockWords& to = cleaned.value();
    const BlockWords from = words_of(block);
    if ((to.form != from.form || to.fixed_ms != from.fixed_ms) && !is_to_come(state.agenda, block.id))
        return has_begun();
    Draft draft;
    if (to == from) return std::move(draft.decision);
    draft.undo_by(BlockEdited{block.id, to, from});
    draft.happen(BlockEdited{block.id, from, to});
    return std::move(draft).as_step(state, "step.block_edited", {{"title", to.title}});
}

Result<Decision> decide_command(const State& state, const MoveBlock& command, const Context&) {
    const auto found = find_block(state, command.block);
    if (!found) return found.refusal();
    const Agenda& agenda = state.agenda;
    if (auto change = may_change(agenda, command.block); !change) return change.refusal();
    const auto before = place_for(agenda, found.value()->inside, command.before);
    if (!before) return before.refusal();
    Draft draft;
    const auto stands_before = follower(agenda, command.block);
    if (before.value() == command.block || before.value() == stands_before) return std::move(draft.decision);
    draft.undo_by(BlockMoved{command.block, before.value(), stands_before});
    draft.happen(BlockMoved{command.block, stands_before, before.value()});
    return std::move(draft).as_step(state, "step.block_moved", {{"title", found.value()->title}});
}

Result<Decision> decide_command(const State& state, const SplitBlock& command, const Context&) {
    const auto found = find_block(state, command.block);
    if (!found) return found.refusal();
    const Block& block = *found.value();
    if (block.state != BlockState::todo) return has_begun();
    if (auto change = may_change(state.agenda, block.id); !change) return change.refusal();
    if (has_parts(state.agenda, block.id)) return refuse(RefusalCode::not_allowed, "refusal.has_parts");
    if (state.agenda.order.size() >= limits::blocks) return refuse(RefusalCode::full, "refusal.full_blocks");
    if (command.minutes < 1 || command.minutes >= block.minutes)
        return refuse(RefusalCode::bad_text, "refusal.bad_split",
                      {{"most", std::to_string(block.minutes - 1)}});
    Block rest = block;
    rest.id = BlockId{state.next.block};
    rest.minutes = block.minutes - command.minutes;
    rest.fixed_ms.reset();
    rest.plan_starts_ms.reset();
    rest.plan_ends_ms.reset();
    if (rest.slides) rest.slides->page = 1;
    if (auto title = clean_line(block.title + " (2)", limits::title_graphemes); title)
        rest.title = title.value();
    Draft draft;
    draft.decision.answer.block = rest.id;
    draft.undo_by(BlockMinutesSet{block.id, command.minutes, block.minutes});
    draft.happen(BlockMinutesSet{block.id, block.minutes, command.minutes});
    draft.undo_by(BlockRemoved{rest.id});
    draft.happen(BlockAdded{std::move(rest), follower(state.agenda, block.id)});
    return std::move(draft).as_step(state, "step.block_split", {{"title", block.title}});
}

Result<Decision> decide_command(const State& state, const SkipBlock& command, const Context&) {
    const auto found = find_block(state, command.block);
    if (!found) return found.refusal();
    const Agenda& agenda = state.agenda;
    if (auto change = may_change(agenda, command.block); !change) return change.refusal();
    const BlockState to = command.skipped ? BlockState::skipped : BlockState::todo;
    std::vector<BlockId> blocks = parts_of(agenda, command.block);
    blocks.push_back(command.block);
    std::vector<BlockTimes> changed;
    std::vector<BlockTimes> back;
    for (const BlockId id : blocks) {
        const BlockState from = agenda.blocks.at(id).state;
        if (from == to) continue;
        changed.push_back(BlockTimes{id, to, std::nullopt, std::nullopt});
        back.push_back(BlockTimes{id, from, std::nullopt, std::nullopt});
    }
    Draft draft;
    if (changed.empty()) return std::move(draft.decision);
    draft.undo_by(AgendaStepped{agenda.now, agenda.now, std::move(back)});
    draft.happen(AgendaStepped{agenda.now, agenda.now, std::move(changed)});
    return std::move(draft).as_step(state, command.skipped ? "step.block_skipped" : "step.block_unskipped",
                                    {{"title", found.value()->title}});
}

Result<Decision> decide_command(const State& state, const FinishPart& command, const Context& context) {
    const auto found = find_block(state, command.block);
    if (!found) return found.refusal();
    const Block& part = *found.value();
    if (!part.inside || !state.agenda.blocks.at(*part.inside).side_by_side)
        return refuse(RefusalCode::not_allowed, "refusal.not_a_table");
    if (part.state == BlockState::done) return refuse(RefusalCode::already, "refusal.block_is_done");
    if (part.state != BlockState::now) return refuse(RefusalCode::not_allowed, "refusal.block_not_on");
    const auto now = state.agenda.now;
    Draft draft;
    draft.undo_by(AgendaStepped{now, now, {BlockTimes{part.id, part.state, part.started_ms, part.ended_ms}}});
    draft.happen(
        AgendaStepped{now, now, {BlockTimes{part.id, BlockState::done, part.started_ms, context.now_ms}}});
    return std::move(draft).as_step(state, "step.part_finished", {{"title", part.title}});
}

Result<Decision> decide_command(const State& state, const RemoveBlock& command, const Context&) {
    const auto found = find_block(state, command.block);
    if (!found) return found.refusal();
    const Agenda& agenda = state.agenda;
    if (auto change = may_change(agenda, command.block); !change) return change.refusal();
    const std::string title = found.value()->title;
    const auto after = follower(agenda, command.block);
    Draft draft;
    std::vector<BlockId> parts = parts_of(agenda, command.block);
    const auto on_wall = state.stage.slides;
    if (on_wall &&
        (on_wall == command.block || std::find(parts.begin(), parts.end(), *on_wall) != parts.end())) {
        const Wall fitting = fitting_scene(state);  // a block to come is never the one that is on
        draft.set_stage(state, fitting.scene, fitting.poll, fitting.slides);
    }
    // The last part first, so that undo puts them back one behind the other.
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
        draft.undo_by(BlockAdded{agenda.blocks.at(*part), after});
        draft.happen(BlockRemoved{*part});
    }
    draft.undo_by(BlockAdded{*found.value(), after});
    draft.happen(BlockRemoved{command.block});
    return std::move(draft).as_step(state, "step.block_removed", {{"title", title}});
}

Result<Decision> decide_command(const State& state, const SetBlockMinutes& command, const Context&) {
    const auto found = find_block(state, command.block);
    if (!found) return found.refusal();
    const Block& block = *found.value();
    if (auto minutes = fit_minutes(command.minutes); !minutes) return minutes.refusal();
    if (block.state == BlockState::done) return refuse(RefusalCode::closed, "refusal.block_is_done");
    if (has_parts(state.agenda, block.id)) return refuse(RefusalCode::not_allowed, "refusal.has_parts");
    Draft draft;
    if (block.minutes == command.minutes) return std::move(draft.decision);
    draft.undo_by(BlockMinutesSet{block.id, command.minutes, block.minutes});
    draft.happen(BlockMinutesSet{block.id, block.minutes, command.minutes});
    return std::move(draft).as_step(state, "step.block_minutes",
                                    {{"title", block.title}, {"minutes", std::to_string(command.minutes)}});
}

Result<Decision> decide_command(const State& state, const ShortenBlocks& command, const Context&) {
    if (command.cuts.empty() || command.cuts.size() > limits::blocks)
        return refuse(RefusalCode::bad_frame, "refusal.bad_frame");
    std::map<BlockId, std::int32_t> minutes;
    Draft draft;
    for (const ShortenBlocks::Cut& cut : command.cuts) {
        const auto found = state.agenda.blocks.find(cut.block);
        if (found == state.agenda.blocks.end()) return no_such_block();
        const bool once = minutes.emplace(cut.block, cut.to_minutes).second;
        if (!once || found->second.state != BlockState::todo || found->second.minutes != cut.from_minutes)
            return refuse(RefusalCode::stale, "refusal.stale_minutes");
        if (cut.to_minutes < 1 || cut.to_minutes >= cut.from_minutes)
            return refuse(RefusalCode::bad_text, "refusal.bad_minutes",
                          {{"most", std::to_string(limits::block_minutes)}});
        draft.undo_by(BlockMinutesSet{cut.block, cut.to_minutes, cut.from_minutes});
        draft.happen(BlockMinutesSet{cut.block, cut.from_minutes, cut.to_minutes});
    }
    return std::move(draft).as_step(state, "step.blocks_shortened");
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

void apply_event(State& state, const BlockMoved& event, std::int64_t) {
    auto& order = state.agenda.order;
    std::vector<BlockId> moved = {event.block};
    for (const BlockId part : parts_of(state.agenda, event.block)) moved.push_back(part);
    std::erase_if(order,
                  [&](BlockId id) { return std::find(moved.begin(), moved.end(), id) != moved.end(); });
    auto place = order.end();
    if (event.to_before) place = std::find(order.begin(), order.end(), *event.to_before);
    order.insert(place, moved.begin(), moved.end());
}

void apply_event(State& state, const BlockEdited& event, std::int64_t) {
    set_words(state.agenda.blocks.at(event.block), event.to);
}

}  // namespace buurtkiosk::assembly
