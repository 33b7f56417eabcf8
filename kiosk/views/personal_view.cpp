// Owns what a person alone may see: their own name, word, questions, ballots and what is asked of them.
// Pure, loop thread. It must never hold anything of another person.
#include <algorithm>

#include "assembly/people/people.h"
#include "assembly/questions/questions.h"
#include "assembly/queue/totals.h"
#include "views/views.h"

namespace buurtkiosk::views {

PersonalView personal_view(const assembly::State& state, PersonId id) {
    const assembly::Person& person = state.people.at(id);
    PersonalView view;
    view.person = id;
    view.name = person.name.text;
    view.shown = shown_name(person);
    view.place = person.place;
    view.language = person.language;
    view.role = person.role;
    for (const auto& [poll_id, poll] : state.polls) {
        if (poll.state != PollState::open) continue;
        if (const auto ballot = poll.ballots.find(id); ballot != poll.ballots.end()) {
            view.ballots.emplace(poll_id, ballot->second);
        }
    }
    if (const assembly::CheckIn* check_in = state.check_in()) {
        if (const auto answer = check_in->answers.find(id); answer != check_in->answers.end()) {
            view.word = answer->second.word.text;
            view.word_waits = check_in->groups.at(answer->second.group).waits;
            view.explain_asked = answer->second.invited;
        }
    }
    for (const auto* places : {&state.queue.waiting, &state.queue.absent}) {
        for (const EntryId entry : *places) {
            const assembly::QueueEntry& mine = state.queue.entries.at(entry);
            if (mine.person == id) view.entries.push_back({entry, mine.kind, places == &state.queue.absent});
        }
    }
    view.group = assembly::group_of(state, person);
    if (person.place == Place::home) view.video_call = state.video_call;
    for (const auto& [question_id, question] : state.questions.by) {
        if (question.upvotes.contains(id)) {
            const QuestionId root = root_of(state.questions, question_id);
            if (is_for_everybody(state.questions.by.at(root).state)) view.upvoted.push_back(root);
        }
        if (question.person != id) continue;
        view.questions.push_back(
            OwnQuestion{question_id, question.text.text, question.state, question.merged_into.has_value()});
        const auto& root = state.questions.by.at(root_of(state.questions, question_id));
        if (question.invited && !view.invitation && root.state == QuestionState::open)
            view.invitation = Invitation{question_id, question.text.text};
    }
    // One vote in two that were merged is one vote.
    std::sort(view.upvoted.begin(), view.upvoted.end());
    view.upvoted.erase(std::unique(view.upvoted.begin(), view.upvoted.end()), view.upvoted.end());
    return view;
}

}  // namespace buurtkiosk::views
