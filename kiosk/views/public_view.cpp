// Owns the public view: what everybody may see, built from State and nothing else but who is here.
// Pure, loop thread. It must never hold words before they are shown, counts of a poll before it is shown, or
// who gave what.
#include <algorithm>

#include "assembly/agenda/agenda.h"
#include "assembly/check_in/word_counts.h"
#include "assembly/people/people.h"
#include "assembly/questions/questions.h"
#include "assembly/slides/slides.h"
#include "base/limits.h"
#include "views/queue_view.h"
#include "views/views.h"

namespace buurtkiosk::views {
namespace {

using assembly::State;

AgendaView agenda_view(const State& state, std::int64_t now_ms) {
    const assembly::Timetable timetable = assembly::timetable(state, now_ms);
    AgendaView view;
    for (const BlockId id : state.agenda.order) {
        const assembly::Block& block = state.agenda.blocks.at(id);
        BlockView shown{id,
                        block.title,
                        block.form,
                        assembly::minutes_of(state.agenda, id),
                        assembly::state_of(state.agenda, id),
                        std::nullopt,
                        std::nullopt,
                        block.inside,
                        block.side_by_side,
                        block.text,
                        block.fixed_ms};
        if (const auto times = timetable.blocks.find(id); times != timetable.blocks.end()) {
            shown.starts_ms = times->second.starts_ms;
            shown.ends_ms = times->second.ends_ms;
        }
        view.blocks.push_back(std::move(shown));
    }
    view.now = state.agenda.now;
    view.ends_ms = timetable.ends_ms;
    view.ahead_s = assembly::ahead_s(state, timetable);
    return view;
}

QuestionsView questions_view(const State& state) {
    QuestionsView view{state.questions.rules, {}, std::nullopt};
    const auto votes = assembly::count_votes(state.questions);
    for (const auto& [id, question] : state.questions.by) {
        const bool erased = question.text.text.empty();
        if (question.merged_into || erased || !assembly::is_for_everybody(question.state)) continue;
        view.questions.push_back(QuestionView{id, question.text.text, std::nullopt, votes.at(id),
                                              question.state == QuestionState::answered});
        if (!question.anonymous) view.questions.back().name = shown_name(state.people.at(question.person));
    }
    std::stable_sort(
        view.questions.begin(), view.questions.end(),
        [](const QuestionView& one, const QuestionView& other) { return one.votes > other.votes; });
    return view;
}

std::optional<CheckInView> check_in_view(const State& state) {
    const assembly::CheckIn* check_in = state.check_in();
    if (!check_in) return std::nullopt;
    CheckInView view{check_in->id,
                     check_in->prompt,
                     check_in->state,
                     check_in->thinks_until_ms,
                     static_cast<std::uint32_t>(check_in->answers.size()),
                     check_in->was_shown,
                     {}};
    if (!check_in->was_shown) return view;
    for (const assembly::WordCount& word : count_words(*check_in)) {
        const assembly::WordGroup& group = check_in->groups.at(word.group);
        if (!group.hidden && !group.waits) view.words.push_back(WordView{word.group, word.text, word.count});
    }
    return view;
}

PollView poll_view(const assembly::Poll& poll, std::uint32_t here) {
    PollView view{poll.id, poll.kind, poll.question, {}, poll.state, poll.block, 0, 0, {}};
    for (const assembly::PollOption& option : poll.options)
        view.options.push_back(PollOptionView{option.id, option.text});
    if (poll.tally) {
        view.cast = poll.tally->cast;
        view.may_vote = poll.tally->may_vote;
        if (poll.state == PollState::shown) view.counts = poll.tally->counts;
    } else {
        view.cast = static_cast<std::uint32_t>(poll.voted.size());
        view.may_vote = std::max(view.cast, here);
    }
    return view;
}

StageScene stage_scene(const assembly::Stage& stage) {
    if (stage.blank) return StageScene::blank;
    switch (stage.scene) {
        case assembly::Scene::lobby:
            return StageScene::lobby;
        case assembly::Scene::agenda:
            return StageScene::agenda;
        case assembly::Scene::check_in:
            return StageScene::check_in;
        case assembly::Scene::speaker:
            return StageScene::speaker;
        case assembly::Scene::poll:
            return StageScene::poll;
        case assembly::Scene::slides:
            return StageScene::slides;
        case assembly::Scene::ended:
            return StageScene::ended;
        case assembly::Scene::question:
            return StageScene::question;
    }
    return StageScene::blank;
}

}  // namespace

bool is_here(const Presence& presence, PersonId person, std::int64_t now_ms) {
    const auto found = presence.last_contact_ms.find(person);
    return found != presence.last_contact_ms.end() && now_ms - found->second <= limits::here_after_contact_ms;
}

std::string shown_name(const assembly::Person& person) { return assembly::shown_name(person); }

PublicView public_view(const State& state, const Presence& presence, std::int64_t now_ms) {
    PublicView view;
    view.title = state.title;
    view.languages = state.languages;
    view.phase = state.phase;
    view.room = 0;
    view.home = 0;
    for (const auto& [id, person] : state.people) {
        if (!is_here(presence, id, now_ms)) continue;
        (person.place == Place::room ? view.room : view.home) += 1;
    }
    view.started_ms = state.started_ms;
    view.agenda = agenda_view(state, now_ms);
    view.queue = queue_view(state);
    for (const assembly::PeopleGroup& group : state.groups)
        view.groups.push_back(PeopleGroupView{group.id, group.name});
    view.questions = questions_view(state);
    view.check_in = check_in_view(state);
    for (const PollId id : state.poll_order)
        view.polls.push_back(poll_view(state.polls.at(id), view.room + view.home));
    view.stage =
        StageView{stage_scene(state.stage), state.stage.poll, state.stage.theme, std::nullopt, std::nullopt};
    // A wall that is blank shows nothing of a question or a page either.
    if (view.stage.scene == StageScene::question)
        view.questions.shown = view.stage.question = state.stage.question;
    const assembly::Slides* slides = assembly::slides_on_wall(state);
    if (slides && view.stage.scene == StageScene::slides)
        view.stage.slide = SlideView{*state.stage.slides, slides->page, slides->pages, slides->digest};
    return view;
}

}  // namespace buurtkiosk::views
