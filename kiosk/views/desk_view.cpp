// Owns the chair's desk: people, words before their showing, counts after the close, the steps to undo, and
// the next step. Pure, loop thread. It must never hold running counts of an open poll, or who is behind a
// word, an anonymous question or a ballot.
#include <algorithm>

#include "assembly/agenda/agenda.h"
#include "assembly/check_in/word_counts.h"
#include "assembly/people/people.h"
#include "assembly/questions/questions.h"
#include "assembly/queue/queue.h"
#include "assembly/queue/totals.h"
#include "assembly/rules.h"
#include "assembly/slides/slides.h"
#include "assembly/undo/undo.h"
#include "views/queue_view.h"
#include "views/views.h"

namespace buurtkiosk::views {
namespace {

using assembly::State;

NextStep step(std::string code, assembly::Command command, std::vector<TextParameter> parameters = {}) {
    return NextStep{Sentence{"next." + std::move(code), std::move(parameters)}, std::move(command)};
}

const assembly::Poll* newest_poll(const State& state, PollState wanted) {
    for (auto id = state.poll_order.rbegin(); id != state.poll_order.rend(); ++id) {
        const assembly::Poll& poll = state.polls.at(*id);
        if (poll.state == wanted) return &poll;
    }
    return nullptr;
}

std::optional<EntryId> speaking_entry(const State& state) { return assembly::speaking_entry(state.queue); }

NextStep next_speaker(const State& state) {
    const auto speaking = speaking_entry(state);
    if (state.queue.speaking && state.queue.speaking->interrupts) {
        const EntryId next = state.queue.speaking->interrupts->entry;
        return step("speaker_again", assembly::QueueNext{speaking, next},
                    {{"name", speaker_name(state, next)}});
    }
    const auto next = assembly::first_in_order(state);
    // Not the next one: somebody may ask to speak before it is pressed, and nobody pressed for them.
    if (!next) return step("speaker_end", assembly::EndTurn{speaking});
    return step("speaker", assembly::QueueNext{speaking, next}, {{"name", speaker_name(state, *next)}});
}

std::vector<TextParameter> page_parameters(std::int32_t page, std::int32_t pages) {
    return {{"page", std::to_string(page)}, {"pages", std::to_string(pages)}};
}

// The pages on the wall are turned to the last one, whatever else runs: whoever presses the clicker looks at
// them.
std::optional<NextStep> next_slide(const State& state) {
    const assembly::Slides* slides = assembly::slides_on_wall(state);
    // Behind a wall that is dark nobody sees a page turn: the light comes first.
    if (slides && state.stage.blank) return step("unblank", assembly::BlankStage{false});
    if (!slides || slides->page >= slides->pages) return std::nullopt;
    return step("slide", assembly::TurnSlide{slides->page, slides->page + 1},
                page_parameters(slides->page + 1, slides->pages));
}

// Back to slides that were not finished, when something else took the wall in between.
std::optional<NextStep> slides_again(const State& state, BlockId now) {
    const auto block = assembly::slides_for(state.agenda, now);
    if (!block || state.stage.slides == block) return std::nullopt;
    const assembly::Slides& slides = *state.agenda.blocks.at(*block).slides;
    if (slides.page >= slides.pages) return std::nullopt;
    return step("slides_again", assembly::ShowSlides{*block}, page_parameters(slides.page, slides.pages));
}

// What the block that is on still asks for, in the order in which an evening does it.
std::optional<NextStep> step_in_block(const State& state, const assembly::Block& block) {
    const assembly::CheckIn* check_in = state.check_in();
    const bool opened_here = check_in && block.started_ms && check_in->opened_ms >= *block.started_ms;
    if (block.form == Form::check_in && !block.prompt.empty() && !opened_here) {
        return step("check_in_open", assembly::OpenCheckIn{block.prompt, block.think_s},
                    {{"prompt", block.prompt}});
    }
    for (const PollId id : state.poll_order) {
        const assembly::Poll& poll = state.polls.at(id);
        if (poll.block == block.id && poll.state == PollState::draft) {
            return step("poll_open", assembly::OpenPoll{id}, {{"question", poll.question}});
        }
    }
    if (block.form == Form::speakers && !state.queue.waiting.empty()) return next_speaker(state);
    return std::nullopt;
}

NextStep next_step(const State& state) {
    if (state.phase == Phase::ended) return NextStep{Sentence{"next.none"}, std::nullopt};
    if (auto slide = next_slide(state)) return *std::move(slide);
    // What runs comes first: an open vote, hidden words, somebody who speaks.
    if (const assembly::Poll* poll = newest_poll(state, PollState::open)) {
        return step("poll_close", assembly::ClosePoll{poll->id}, {{"question", poll->question}});
    }
    if (const assembly::Poll* poll = newest_poll(state, PollState::closed)) {
        return step("poll_show", assembly::ShowPoll{poll->id}, {{"question", poll->question}});
    }
    const assembly::CheckIn* check_in = state.check_in();
    if (check_in && check_in->state == CheckInState::open)
        return step("check_in_show", assembly::ShowCheckIn{});
    if (state.queue.speaking) return next_speaker(state);
    if (check_in && check_in->state == CheckInState::shown) {
        if (!state.queue.waiting.empty()) return next_speaker(state);
        return step("check_in_close", assembly::CloseCheckIn{});
    }
    const auto& now = state.agenda.now;
    if (now) {
        if (auto slides = slides_again(state, *now)) return *std::move(slides);
        if (auto inside = step_in_block(state, state.agenda.blocks.at(*now))) return *std::move(inside);
    }
    if (const auto to = assembly::next_block(state)) {
        const char* code = state.phase == Phase::lobby ? "start" : "block";
        return step(code, assembly::AgendaNext{now}, {{"title", state.agenda.blocks.at(*to).title}});
    }
    if (state.phase == Phase::lobby) return step("start", assembly::StartMeeting{}, {{"title", state.title}});
    if (!state.agenda.order.empty()) return step("meeting_end", assembly::EndMeeting{});
    if (!state.queue.waiting.empty()) return next_speaker(state);
    return NextStep{Sentence{"next.none"}, std::nullopt};
}

std::vector<DeskQuestion> desk_questions(const State& state) {
    const auto votes = assembly::count_votes(state.questions);
    std::map<QuestionId, DeskQuestion> by;
    for (const auto& [id, question] : state.questions.by) {
        if (question.merged_into || question.text.text.empty()) continue;
        DeskQuestion shown{id, question.text.text, std::nullopt, votes.at(id), question.state, 0, false};
        if (!question.anonymous) shown.name = shown_name(state.people.at(question.person));
        by.emplace(id, std::move(shown));
    }
    for (const auto& [id, question] : state.questions.by) {
        const auto root = by.find(assembly::root_of(state.questions, id));
        if (root == by.end()) continue;
        root->second.merged += question.merged_into ? 1 : 0;
        root->second.invited = root->second.invited || question.invited;
    }
    std::vector<DeskQuestion> questions;
    for (auto& [id, question] : by) questions.push_back(std::move(question));
    // Waiting ones in the order in which they came: who waits longest is looked at first.
    const auto rank = [](const DeskQuestion& one) {
        const bool waiting = one.state == QuestionState::waiting;
        const int group = waiting                                ? 0
                          : one.state == QuestionState::open     ? 1
                          : one.state == QuestionState::answered ? 2
                                                                 : 3;
        return std::pair(group, waiting ? 0 : -static_cast<std::int64_t>(one.votes));
    };
    std::stable_sort(
        questions.begin(), questions.end(),
        [&](const DeskQuestion& one, const DeskQuestion& other) { return rank(one) < rank(other); });
    return questions;
}

}  // namespace

bool sees_desk(Role role) { return role == Role::chair || role == Role::minute_taker; }

DeskView desk_view(const State& state, const Presence& presence, std::int64_t now_ms) {
    DeskView view;
    std::map<PersonId, EntryId> entries;
    for (const EntryId id : state.queue.waiting) {
        if (const auto& person = state.queue.entries.at(id).person) entries.emplace(*person, id);
    }
    if (const auto speaking = speaking_entry(state)) {
        if (const auto& person = state.queue.entries.at(*speaking).person) entries[*person] = *speaking;
    }
    for (const auto& [id, person] : state.people) {
        const auto entry = entries.find(id);
        view.people.push_back(DeskPerson{id, person.name.text, shown_name(person), person.place,
                                         is_here(presence, id, now_ms), person.role,
                                         entry == entries.end() ? std::nullopt : std::optional(entry->second),
                                         assembly::group_of(state, person)});
    }
    if (const assembly::CheckIn* check_in = state.check_in()) {
        for (assembly::WordCount& word : count_words(*check_in)) {
            const assembly::WordGroup& group = check_in->groups.at(word.group);
            view.words.push_back(DeskWordGroup{word.group, std::move(word.text), word.count,
                                               std::move(word.spellings), group.hidden, group.waits});
        }
    }
    view.questions = desk_questions(state);
    for (const auto& [id, poll] : state.polls) {
        if (poll.tally) view.tallies.emplace(id, *poll.tally);
    }
    // Whether a step older than the one undo would take back is stuck, is told when its turn comes.
    bool stuck = !state.steps.empty();
    const auto undoable = assembly::newest_undoable(state);
    for (auto step_done = state.steps.rbegin(); step_done != state.steps.rend(); ++step_done) {
        if (step_done->id == undoable) stuck = false;
        view.steps.push_back(DeskStep{step_done->id, step_done->what, stuck, step_done->by});
    }
    view.next = next_step(state);
    if (state.agenda.now) {
        const assembly::Block& block = state.agenda.blocks.at(*state.agenda.now);
        view.notes = block.notes;
        if (view.notes.empty() && block.inside) view.notes = state.agenda.blocks.at(*block.inside).notes;
    }
    for (const auto& [id, block] : state.agenda.blocks) {
        view.blocks.emplace(id, DeskBlock{block.notes, block.materials, block.prompt, block.think_s,
                                          block.plan_starts_ms, block.plan_ends_ms, block.slides});
    }
    view.clashes = assembly::timetable(state, now_ms).clashes;
    view.times = speaking_times(state);
    view.speakers = desk_speakers(state);
    for (const EntryId id : state.queue.absent) view.absent.push_back(entry_view(state, id));
    view.video_call = state.video_call;
    return view;
}

}  // namespace buurtkiosk::views
