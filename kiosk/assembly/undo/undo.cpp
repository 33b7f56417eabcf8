// Owns what must still hold before each kind of event may take a step back, and the list of steps itself.
// Pure, loop thread. It must never guess: what has been touched since is refused, and the refusal says what.
#include "assembly/undo/undo.h"

#include <algorithm>

#include "assembly/agenda/agenda.h"
#include "assembly/apply.h"
#include "assembly/people/people.h"
#include "assembly/questions/questions.h"
#include "assembly/queue/queue.h"
#include "assembly/queue/totals.h"
#include "assembly/rules.h"
#include "base/limits.h"

namespace buurtkiosk::assembly {
namespace {

Refusal touched(std::string key) { return refuse(RefusalCode::stale, std::move(key)); }

Status still(bool holds, const char* key) {
    if (holds) return Done{};
    return touched(key);
}

const Poll* poll_of(const State& state, PollId id) {
    const auto found = state.polls.find(id);
    return found == state.polls.end() ? nullptr : &found->second;
}

const Block* block_of(const State& state, BlockId id) {
    const auto found = state.agenda.blocks.find(id);
    return found == state.agenda.blocks.end() ? nullptr : &found->second;
}

bool waits(const State& state, EntryId entry) { return waits(state.queue, entry); }

std::optional<EntryId> speaks(const State& state) { return speaking_entry(state.queue); }

// Nobody gets two places by what is taken back.
bool has_one_place(const State& state, const QueueEntry& entry) {
    if (!entry.person) return true;
    const auto other = waiting_entry(state.queue, *entry.person, entry.kind == QueueKind::point_of_order);
    return !other || *other == entry.id;
}

// One overload for each event that a step's inverse is made of.
// What was prepared before a ready-made evening was taken, comes back only while nothing has begun.
Status may_take_back(const State& state, const MeetingPrepared&) {
    return still(state.phase == Phase::lobby, "refusal.undo_phase");
}
Status may_take_back(const State& state, const MeetingTitled& event) {
    return still(state.title == event.from, "refusal.undo_title");
}
Status may_take_back(const State& state, const MeetingPhaseSet& event) {
    return still(state.phase == event.from, "refusal.undo_phase");
}
Status may_take_back(const State& state, const PersonNamed& event) {
    return still(state.people.contains(event.person) &&
                     is_name_free(state, event.person, event.name.text, event.number),
                 "refusal.undo_name");
}
bool has_name(const State& state, const PersonNamed& event) {
    const auto found = state.people.find(event.person);
    return found != state.people.end() && found->second.name == event.name &&
           found->second.name_number == event.number;
}
bool is_to_come(const State& state, BlockId id) {
    return block_of(state, id) && is_to_come(state.agenda, id);
}
Status may_take_back(const State& state, const BlockAdded& event) {
    const bool place_is_there = !event.before || is_to_come(state, *event.before);
    const bool whole_is_there = !event.block.inside || takes_parts(state.agenda, *event.block.inside).ok();
    return still(!block_of(state, event.block.id) && place_is_there && whole_is_there, "refusal.undo_agenda");
}
Status may_take_back(const State& state, const BlockRemoved& event) {
    const bool has_polls = std::any_of(state.polls.begin(), state.polls.end(),
                                       [&](const auto& poll) { return poll.second.block == event.block; });
    const bool on_wall = state.stage.slides == event.block;
    return still(
        is_to_come(state, event.block) && !has_parts(state.agenda, event.block) && !has_polls && !on_wall,
        "refusal.undo_agenda");
}
Status may_take_back(const State& state, const BlockMinutesSet& event) {
    const Block* block = block_of(state, event.block);
    return still(block && block->minutes == event.from, "refusal.undo_agenda");
}
Status may_take_back(const State& state, const BlockMoved& event) {
    const bool stands_there =
        is_to_come(state, event.block) && follower(state.agenda, event.block) == event.from_before;
    return still(stands_there && (!event.to_before || is_to_come(state, *event.to_before)),
                 "refusal.undo_agenda");
}
Status may_take_back(const State& state, const BlockEdited& event) {
    const Block* block = block_of(state, event.block);
    return still(block && words_of(*block) == event.from, "refusal.undo_agenda");
}
// A block that was skipped, or a table that was ready, while the same block stayed on.
bool is_aside(const State& state, const BlockTimes& back) {
    const Block* block = block_of(state, back.block);
    if (!block) return false;
    if (back.state == BlockState::now) return block->state == BlockState::done;
    return block->state == BlockState::todo || block->state == BlockState::skipped;
}
Status may_take_back(const State& state, const AgendaStepped& event) {
    const bool aside = event.from == event.to;
    const bool blocks_there =
        std::all_of(event.changed.begin(), event.changed.end(), [&](const BlockTimes& block) {
            return aside ? is_aside(state, block) : block_of(state, block.block) != nullptr;
        });
    return still(state.agenda.now == event.from && blocks_there, "refusal.undo_agenda");
}
// Which page it is by now does not matter: the block goes back to where it was when the step was made.
Status may_take_back(const State& state, const SlideTurned& event) {
    const Block* block = block_of(state, event.block);
    return still(block && block->slides, "refusal.undo_agenda");
}
Status may_take_back(const State& state, const CheckInRemoved& event) {
    const auto found = state.check_ins.find(event.check_in);
    const bool untouched = found != state.check_ins.end() && found->second.answers.empty();
    return still(untouched && state.check_in_now == event.check_in, "refusal.undo_words");
}
Status may_take_back(const State& state, const CheckInStateSet& event) {
    const auto found = state.check_ins.find(event.check_in);
    const bool same = found != state.check_ins.end() && found->second.state == event.from;
    // Only the check-in that is on can become open or shown again.
    return still(same && state.check_in_now == event.check_in, "refusal.undo_check_in");
}
Status may_take_back(const State& state, const WordsRegrouped& event) {
    const CheckIn* check_in = state.check_in();
    const bool same =
        check_in && std::all_of(event.moves.begin(), event.moves.end(), [&](const WordMove& move) {
            const auto answer = check_in->answers.find(move.person);
            return answer != check_in->answers.end() && answer->second.group == move.from;
        });
    return still(same, "refusal.undo_words");
}
Status may_take_back(const State& state, const WordGroupMarked& event) {
    const CheckIn* check_in = state.check_in();
    const bool same =
        check_in && check_in->groups.contains(event.group) && check_in->groups.at(event.group) == event.from;
    return still(same, "refusal.undo_words");
}
Status may_take_back(const State& state, const QueueListSet& event) {
    return still(state.queue.open != event.open, "refusal.undo_queue");
}
Status may_take_back(const State& state, const QueueLimitSet& event) {
    return still(state.queue.limits_s.at(static_cast<std::size_t>(event.kind)) == event.from,
                 "refusal.undo_queue");
}
Status may_take_back(const State& state, const QueuePlaced& event) {
    const auto found = state.queue.entries.find(event.entry);
    if (found == state.queue.entries.end() || speaks(state) == event.entry ||
        is_interrupted(state.queue, event.entry))
        return touched("refusal.undo_queue");
    const bool place_is_there = !event.before || waits(state, *event.before);
    return still(has_one_place(state, found->second) && place_is_there, "refusal.undo_queue");
}
Status may_take_back(const State& state, const QueueMoved& event) {
    return still(waits(state, event.entry) && state.queue.entries.at(event.entry).fixed_at.has_value(),
                 "refusal.undo_queue");
}
Status may_take_back(const State& state, const QueueRulesSet& event) {
    return still(state.queue.rules == event.from, "refusal.undo_queue");
}
// Who came back is away again, or who was taken off the list while away has the way back again.
Status may_take_back(const State& state, const SpeakerPassed& event) {
    const auto found = state.queue.entries.find(event.entry);
    // Being away is no place yet: whether they may come back is looked at when they do.
    const bool as_it_was =
        found != state.queue.entries.end() && !found->second.turn && waits(state, event.entry) == event.waits;
    return still(as_it_was, "refusal.undo_queue");
}
Status may_take_back(const State& state, const GuestSet& event) {
    const auto found = state.queue.entries.find(event.entry);
    return still(found != state.queue.entries.end() && found->second.guest == event.from,
                 "refusal.undo_queue");
}
Status may_take_back(const State& state, const PeopleGroupsSet& event) {
    return still(state.groups == event.from, "refusal.undo_groups");
}
Status may_take_back(const State& state, const PersonGrouped& event) {
    const auto found = state.people.find(event.person);
    return still(found != state.people.end() && found->second.group == event.from, "refusal.undo_groups");
}
Status may_take_back(const State& state, const VideoCallSet& event) {
    return still(state.video_call == event.from, "refusal.undo_video_call");
}
Status may_take_back(const State& state, const QueueLeft& event) {
    return still(waits(state, event.entry), "refusal.undo_queue");
}
// Whether a turn may go on: it is still the one it was, and nobody began a later one but who speaks now. What
// others said since stays said.
bool is_newest_turn(const Queue& queue, const Speaking& back, const std::optional<EntryId>& speaks_now) {
    const auto& turn = queue.entries.at(back.entry).turn;
    if (!turn || *turn > back.turns_begun) return false;
    if (speaks_now == back.entry) return true;  // its own time changes, nobody else's turn
    return std::all_of(queue.entries.begin(), queue.entries.end(), [&](const auto& one) {
        return one.first == speaks_now || !had_turn(queue, one.second) ||
               *one.second.turn <= back.turns_begun;
    });
}
Status may_take_back(const State& state, const SpeakingSet& event) {
    if (speaks(state) != event.from) return touched("refusal.undo_queue");
    if (!event.to) return Done{};
    const bool gives_way = !event.interrupted || is_interrupted(state.queue, event.to->entry);
    return still(gives_way && is_newest_turn(state.queue, *event.to, event.from), "refusal.undo_queue");
}
Status may_take_back(const State& state, const PollAdded& event) {
    return still(!poll_of(state, event.poll.id), "refusal.undo_poll");
}
Status may_take_back(const State& state, const PollRemoved& event) {
    const Poll* poll = poll_of(state, event.poll);
    return still(poll && poll->state == PollState::draft, "refusal.undo_poll");
}
Status may_take_back(const State& state, const PollUnopened& event) {
    const Poll* poll = poll_of(state, event.poll);
    if (!poll || poll->state != PollState::open) return touched("refusal.undo_poll");
    return still(poll->voted.empty(), "refusal.undo_votes");
}
Status may_take_back(const State& state, const PollHidden& event) {
    const Poll* poll = poll_of(state, event.poll);
    return still(poll && poll->state == PollState::shown, "refusal.undo_poll");
}
Status may_take_back(const State& state, const QuestionRulesSet& event) {
    return still(state.questions.rules == event.from, "refusal.undo_question");
}
Status may_take_back(const State& state, const QuestionMarked& event) {
    const Question* question = question_of(state, event.question);
    const bool same = question && question->state == event.from && !question->merged_into;
    // What the wall shows must stay something that everybody may read.
    const bool off_wall = is_for_everybody(event.to) || state.stage.question != event.question;
    return still(same && off_wall, "refusal.undo_question");
}
Status may_take_back(const State& state, const QuestionMerged& event) {
    const Question* question = question_of(state, event.question);
    return still(question && question->merged_into == event.from, "refusal.undo_question");
}
Status may_take_back(const State& state, const QuestionsInvited& event) {
    const bool none_answered =
        std::all_of(event.questions.begin(), event.questions.end(), [&](QuestionId id) {
            const Question* question = question_of(state, id);
            return question && question->invited;
        });
    return still(none_answered, "refusal.undo_invitation");
}
Status may_take_back(const State& state, const StageSet& event) {
    // A scene whose poll has gone in the meantime cannot come back; the rest of the step can.
    const bool can_show = !event.poll || (poll_of(state, *event.poll) &&
                                          poll_of(state, *event.poll)->state != PollState::draft);
    if (!can_show) return touched("refusal.undo_poll");
    if (event.question) {
        const Question* question = question_of(state, *event.question);
        if (!question || question->merged_into || !is_for_everybody(question->state))
            return touched("refusal.undo_question");
    }
    const Block* block = event.slides ? block_of(state, *event.slides) : nullptr;
    return still(!event.slides || (block && block->slides && !block->slides->failed), "refusal.undo_agenda");
}
// What no inverse is made of; a step that held one would be a mistake of ours.
template <class NeverInverse>
Status may_take_back(const State&, const NeverInverse&) {
    return touched("refusal.undo_impossible");
}

// More or less time for somebody who still speaks: the countdown may have been stopped and gone on since, and
// that stays.
void keep_countdown(const State& state, Event& event) {
    auto* turn = std::get_if<SpeakingSet>(&event.body);
    if (!turn || !turn->to || turn->from != turn->to->entry || !state.queue.speaking) return;
    const std::int32_t limit_s = turn->to->limit_s;
    turn->to = state.queue.speaking;
    turn->to->limit_s = limit_s;
}

// Pages may have been turned since the step was made.
void keep_page(const State& state, Event& event) {
    if (auto* turned = std::get_if<SlideTurned>(&event.body))
        turned->from = state.agenda.blocks.at(turned->block).slides->page;
}

// The wall was given something else to show since, by a step that stays.
bool wall_moved_on(const State& state, const Event& event) {
    const auto* wall = std::get_if<StageSet>(&event.body);
    return wall && wall->from_scene &&
           (state.stage.scene != *wall->from_scene || state.stage.poll != wall->from_poll ||
            state.stage.slides != wall->from_slides || state.stage.question != wall->from_question);
}

// The events that take a step back at this moment, or what has touched it since.
Result<std::vector<Event>> taking_back(const State& state, const Step& step, std::int64_t now_ms) {
    std::vector<Event> events;
    State after = state;  // each event must be possible after the ones before it
    for (Event event : *step.inverse) {
        // A renaming opens with the name it gave, which must still be there.
        if (const auto* named = std::get_if<PersonNamed>(&event.body);
            named && event == step.inverse->front()) {
            if (!has_name(after, *named)) return touched("refusal.undo_name");
            continue;
        }
        if (wall_moved_on(after, event)) continue;
        const Status possible =
            std::visit([&](const auto& body) { return may_take_back(after, body); }, event.body);
        if (!possible) return possible.refusal();
        keep_countdown(after, event);
        keep_page(after, event);
        apply(after, event, now_ms);
        events.push_back(std::move(event));
    }
    if (events.empty()) return touched("refusal.undo_stage");
    return events;
}

}  // namespace

std::optional<StepId> newest_undoable(const State& state) {
    for (auto step = state.steps.rbegin(); step != state.steps.rend(); ++step) {
        if (taking_back(state, *step, 0)) return step->id;
    }
    return std::nullopt;
}

Result<Decision> decide_command(const State& state, const Undo& command, const Context& context) {
    if (state.steps.empty()) return refuse(RefusalCode::not_found, "refusal.nothing_to_undo");
    const auto step = std::find_if(state.steps.begin(), state.steps.end(),
                                   [&](const Step& one) { return one.id == command.expect; });
    if (step == state.steps.end()) return refuse(RefusalCode::stale, "refusal.stale_step");
    // A later step goes first, unless it can no longer go at all.
    if (std::any_of(std::next(step), state.steps.end(),
                    [&](const Step& later) { return taking_back(state, later, context.now_ms).ok(); }))
        return refuse(RefusalCode::stale, "refusal.stale_step");
    auto events = taking_back(state, *step, context.now_ms);
    if (!events) return events.refusal();
    Draft draft;
    draft.decision.events = std::move(events).value();
    draft.happen(StepUndone{step->id});
    return std::move(draft.decision);
}

void apply_event(State& state, const StepDone& event, std::int64_t) {
    state.steps.push_back(
        Step{event.step, event.what, std::make_shared<const std::vector<Event>>(event.inverse), event.by});
    if (state.steps.size() > limits::undo_steps) state.steps.erase(state.steps.begin());
    state.next.step = event.step.number + 1;
}

void apply_event(State& state, const StepUndone& event, std::int64_t) {
    std::erase_if(state.steps, [&](const Step& step) { return step.id == event.step; });
}

}  // namespace buurtkiosk::assembly
