// Owns the written questions of a simulated evening: who asks, votes and answers an invitation, what the
// chair does with them, and what must be true of them after each step. One thread, simulation only. It must
// never change the evening but by the commands it gives back.
#include <algorithm>
#include <array>

#include "assembly/questions/questions.h"
#include "base/limits.h"
#include "simulation/world.h"

namespace buurtkiosk::simulation {

using namespace assembly;

namespace {

// The kinds of question differ in a number that nothing else in an evening holds.
std::string some_words(Dice& dice) {
    constexpr std::array ends = {"", " qzonfris?", ", in één zin?", " 👩‍👩‍👧‍👦"};
    return "zqvraag " + std::to_string(1'000 + dice.below(9'000)) + dice.of(ends);
}

QuestionId some_id(Dice& dice, const Questions& questions) {
    if (questions.by.empty() || dice.in_hundred(5))
        return QuestionId{static_cast<std::uint32_t>(1 + dice.below(40))};
    return std::next(questions.by.begin(), static_cast<std::ptrdiff_t>(dice.below(questions.by.size())))
        ->first;
}

}  // namespace

Command World::some_asking(PersonId person) {
    const Questions& questions = journal_.committed().questions;
    for (const auto& [id, question] : questions.by) {
        if (question.person == person && question.invited && dice_.in_hundred(90))
            return AnswerInvitation{id, dice_.in_hundred(70)};
    }
    switch (dice_.below(5)) {
        case 0:
        case 1:
            return AskQuestion{some_words(dice_), dice_.in_hundred(30)};
        case 2:
            return AnswerInvitation{some_id(dice_, questions), true};
        default:
            return UpvoteQuestion{some_id(dice_, questions), dice_.in_hundred(75)};
    }
}

Command World::some_question() {
    const Questions& questions = journal_.committed().questions;
    QuestionId id = some_id(dice_, questions);
    for (const auto& [other, question] : questions.by) {
        const bool open = question.state == QuestionState::open && !question.merged_into;
        if (open && dice_.in_hundred(30)) id = other;
    }
    switch (dice_.below(10)) {
        case 0:
            return SetQuestionRules{dice_.in_hundred(85), dice_.in_hundred(60), dice_.in_hundred(30)};
        case 1:
        case 2:
            return AllowQuestion{id};
        case 3:
            return HideQuestion{id, dice_.in_hundred(40)};
        case 4:
            return MergeQuestions{id, some_id(dice_, questions)};
        case 5:
            return MarkAnswered{id, dice_.in_hundred(50)};
        case 6:
            return ShowQuestion{id};
        default:
            return InviteAuthor{id};
    }
}

void World::check_questions(const State& state) const {
    const Questions& questions = state.questions;
    promise(questions.by.size() <= limits::questions, "too many questions");
    std::map<QuestionId, std::set<PersonId>> voters;
    for (const auto& [id, question] : questions.by) {
        promise(id.number < state.next.question, "a question's number may be given again");
        promise(state.people.contains(question.person), "nobody knows who asked");
        const QuestionId root = root_of(questions, id);
        promise(!questions.by.at(root).merged_into, "a merged question became a merged one");
        voters[root].insert(question.upvotes.begin(), question.upvotes.end());
    }
    const auto votes = count_votes(questions);
    promise(votes.size() == voters.size(), "a question that stands on its own is not counted");
    for (const auto& [root, people] : voters)
        promise(votes.at(root) == people.size(),
                "somebody's vote for a question counts twice, or not at all");
    if (const auto& on_wall = state.stage.question) {
        promise(state.stage.scene == Scene::question, "a question stands behind another scene");
        promise(questions.by.contains(*on_wall) && !questions.by.at(*on_wall).merged_into &&
                    is_for_everybody(questions.by.at(*on_wall).state),
                "the wall shows a question that not everybody may read");
    }
    for (const auto& [id, text] : truth_.questions)
        promise(questions.by.contains(id) && questions.by.at(id).text.text == text,
                "an acknowledged question is lost or changed");
}

void World::check_questions_shown(const views::PublicView& view, const std::string& bytes) {
    const Questions& questions = journal_.committed().questions;
    for (const auto& [id, question] : questions.by) {
        const std::string& text = question.text.text;
        const bool told = std::any_of(questions.by.begin(), questions.by.end(), [&](const auto& other) {
            return other.second.text.text == text && may_be_read(journal_.committed(), other.first);
        });
        if (!told)
            promise(bytes.find(text) == std::string::npos, "a question is shown that may not be: " + text);
    }
    for (const views::QuestionView& shown : view.questions.questions) {
        const Question& question = questions.by.at(shown.id);
        promise(!question.anonymous || !shown.name, "who asked without a name is named");
        happened_["question with more than its own vote"] += shown.votes > 1 ? 1 : 0;
        happened_["unnamed question"] += shown.name ? 0 : 1;
    }
    happened_["question on the wall"] += view.stage.question ? 1 : 0;
}

}  // namespace buurtkiosk::simulation
