// Owns taking a whole agenda at once: a table that was pasted, or a ready-made evening in the place of what
// was prepared. Pure, loop thread. It must never know a rule of blocks or polls itself: each part is decided
// as if it came alone, on a copy that the parts before it have changed.
#include <algorithm>

#include "assembly/agenda/agenda.h"
#include "assembly/apply.h"
#include "assembly/queue/queue.h"
#include "assembly/rules.h"
#include "base/limits.h"

namespace buurtkiosk::assembly {
namespace {

// Decides one command after another, and keeps what happens and what would take it back.
class Gathering {
  public:
    Gathering(const State& state, const Context& context) : state_(state), context_(context) {}

    const State& state() const { return state_; }
    Status add(const Command& command) {
        auto decided = decide(state_, command, context_);
        if (!decided) return decided.refusal();
        for (Event& event : decided.value().events) {
            if (auto* step = std::get_if<StepDone>(&event.body)) {
                draft_.inverse.insert(draft_.inverse.begin(), step->inverse.begin(), step->inverse.end());
            } else {
                happen(std::move(event));
            }
        }
        return Done{};
    }
    // The title and the languages are those of an evening that is prepared anew.
    Status prepare(const TakeAgenda::Evening& evening) {
        const MeetingPrepared before{state_.title, state_.languages};
        State unprepared;
        Context kiosk = context_;
        kiosk.actor = Actor{};
        auto decided = decide(unprepared, PrepareMeeting{evening.title, evening.languages}, kiosk);
        if (!decided) return decided.refusal();
        draft_.undo_by(before);
        for (Event& event : decided.value().events) happen(std::move(event));
        return Done{};
    }
    Draft take() { return std::move(draft_); }

  private:
    void happen(Event event) {
        apply(state_, event, context_.now_ms);
        draft_.decision.events.push_back(std::move(event));
    }

    State state_;
    const Context& context_;
    Draft draft_;
};

// Nothing of what was prepared has been used yet.
bool is_untouched(const State& state) {
    const bool drafts = std::all_of(state.polls.begin(), state.polls.end(),
                                    [](const auto& poll) { return poll.second.state == PollState::draft; });
    return state.phase == Phase::lobby && !state.agenda.now && drafts;
}

Status clear_away(Gathering& whole) {
    while (!whole.state().poll_order.empty()) {
        if (auto gone = whole.add(RemovePoll{whole.state().poll_order.front()}); !gone) return gone;
    }
    while (!whole.state().agenda.order.empty()) {
        if (auto gone = whole.add(RemoveBlock{whole.state().agenda.order.front()}); !gone) return gone;
    }
    return Done{};
}

Status put_in(Gathering& whole, const TakeAgenda& command) {
    const std::uint32_t first = whole.state().next.block;
    const auto known = [&](std::optional<BlockId> counted) {
        return !counted || (counted->number >= 1 && counted->number <= command.blocks.size());
    };
    const auto renumbered = [&](std::optional<BlockId> counted) {
        return counted ? std::optional(BlockId{first + counted->number - 1}) : std::nullopt;
    };
    for (AddBlock block : command.blocks) {
        if (!known(block.inside)) return refuse(RefusalCode::not_found, "refusal.no_such_block");
        block.inside = renumbered(block.inside);
        block.before = block.inside || command.instead ? std::nullopt : command.before;
        if (auto added = whole.add(block); !added) return added;
    }
    for (AddPoll poll : command.polls) {
        if (!known(poll.block)) return refuse(RefusalCode::not_found, "refusal.no_such_block");
        poll.block = renumbered(poll.block);
        if (auto added = whole.add(poll); !added) return added;
    }
    return Done{};
}

}  // namespace

Result<Decision> decide_command(const State& state, const TakeAgenda& command, const Context& context) {
    if (state.phase == Phase::ended) return refuse(RefusalCode::closed, "refusal.meeting_ended");
    if (command.blocks.empty()) return refuse(RefusalCode::empty, "refusal.no_blocks_to_take");
    if (command.blocks.size() > limits::blocks) return refuse(RefusalCode::full, "refusal.full_blocks");
    if (command.instead && !is_untouched(state))
        return refuse(RefusalCode::closed, "refusal.evening_has_begun");
    Gathering whole(state, context);
    if (command.instead) {
        if (auto cleared = clear_away(whole); !cleared) return cleared.refusal();
        if (auto prepared = whole.prepare(*command.instead); !prepared) return prepared.refusal();
        // What it does not say is as in a new evening, not as in the one before.
        for (const Command& setting : as_commands(command.instead->queue)) {
            if (auto set = whole.add(setting); !set) return set.refusal();
        }
    }
    if (auto taken = put_in(whole, command); !taken) return taken.refusal();
    if (!command.instead) {
        return whole.take().as_step(state, "step.blocks_added",
                                    {{"n", std::to_string(command.blocks.size())}});
    }
    std::string title = whole.state().title;
    return whole.take().as_step(state, "step.evening_taken", {{"title", std::move(title)}});
}

}  // namespace buurtkiosk::assembly
