// Tests the panel of written questions: letting in, hiding, merging, answering, showing, inviting, the rules,
// and what a screen that the hall reads must not show. No display; a Hand works a headless ImGui context. It
// must never look at pixels.
#include "console/hand.h"

using namespace buurtkiosk;
using console::Key;
using console::Surface;
using tests::Hand;

namespace {

// On a window so high that all of them are in sight.
struct AtQuestions : Hand {
    AtQuestions() : Hand(evenings::questions(), Surface::own_window, 1366, 1800) {
        press(Key::questions);
        look_again(2);
    }
};

}  // namespace

TEST_CASE("what waits is let in or hidden with one press") {
    AtQuestions hand;
    CHECK(hand.reads("2 vragen wachten op u"));
    CHECK(hand.reads("Vragen: 2"));
    hand.click("console.questions.allow#q6");
    CHECK(hand.only<assembly::AllowQuestion>().question == QuestionId{6});
    hand.click("console.questions.hide#q7");
    const auto hidden = hand.only<assembly::HideQuestion>();
    CHECK(hidden.question == QuestionId{7});
    CHECK(hidden.hidden);
    CHECK_FALSE(hand.sees("console.questions.allow#q1"));
}

TEST_CASE("the line under a question keeps its order, in whatever script its author writes") {
    AtQuestions hand;
    for (auto& question : hand.seen.desk.questions) {
        if (question.id == QuestionId{4}) question.name = "نور";
    }
    hand.look_again(2);
    CHECK(hand.reads("\u200E\u2068نور\u2069 · "));
    CHECK(hand.reads("Fatma · 12 mensen willen dit weten"));
}

TEST_CASE("one press chooses a question, and what can be done with it unfolds") {
    AtQuestions hand;
    CHECK_FALSE(hand.sees("console.questions.answered#q1"));
    hand.click("item.question#q1");
    hand.look_again(2);
    CHECK_FALSE(hand.sees("console.questions.show#q1"));  // it is on the wall
    CHECK(hand.reads("op het grote scherm"));
    CHECK(hand.reads("met 2 andere samen"));
    hand.click("console.questions.answered#q1");
    CHECK(hand.only<assembly::MarkAnswered>().answered);
    hand.click("console.questions.invite#q1");
    CHECK(hand.only<assembly::InviteAuthor>().question == QuestionId{1});
    hand.click("console.questions.hide#q1");
    CHECK(hand.only<assembly::HideQuestion>().question == QuestionId{1});
    hand.click("item.question#q3");
    hand.look_again(2);
    CHECK_FALSE(hand.sees("console.questions.invite#q3"));  // that was asked already
    hand.click("console.questions.show#q3");
    CHECK(hand.only<assembly::ShowQuestion>().question == QuestionId{3});
    hand.click("item.question#q2");
    hand.look_again(2);
    CHECK_FALSE(hand.sees("console.questions.merge#q2"));
    hand.click("console.questions.not_answered#q2");
    CHECK_FALSE(hand.only<assembly::MarkAnswered>().answered);
    hand.click("item.question#q5");
    hand.look_again(2);
    hand.click("console.questions.unhide#q5");
    CHECK_FALSE(hand.only<assembly::HideQuestion>().hidden);
}

TEST_CASE("two questions are merged by choosing one, and then the other") {
    AtQuestions hand;
    hand.click("item.question#q4");
    hand.look_again(2);
    hand.click("console.questions.merge#q4");
    hand.look_again(2);
    CHECK(hand.reads("Mag de hond mee?"));
    hand.click("item.question#q4");  // not with itself
    hand.click("item.question#q6");  // nor with one that nobody else may read yet
    CHECK(hand.asked_nothing());
    hand.click("item.question#q3");
    const auto merged = hand.only<assembly::MergeQuestions>();
    CHECK(merged.from == QuestionId{4});
    CHECK(merged.into == QuestionId{3});
    CHECK_FALSE(hand.desk.memory().merging);

    hand.click("item.question#q4");
    hand.look_again(2);
    hand.click("console.questions.merge#q4");
    hand.look_again(2);
    hand.press(Key::escape);
    CHECK_FALSE(hand.desk.memory().merging);
    CHECK(hand.asked_nothing());
    // What is no longer there is no longer chosen.
    hand.click("console.questions.merge#q4");
    std::erase_if(hand.seen.desk.questions, [](const auto& one) { return one.id == QuestionId{4}; });
    hand.look_again(2);
    CHECK_FALSE(hand.desk.memory().merging);
    CHECK_FALSE(hand.desk.memory().written);
}

TEST_CASE("the rules are pressed in while they hold") {
    AtQuestions hand;
    hand.click("console.questions.rule_open");
    CHECK(hand.only<assembly::SetQuestionRules>().open == false);
    hand.click("console.questions.rule_anonymous");
    const auto rules = hand.only<assembly::SetQuestionRules>();
    CHECK(rules.anonymous == true);
    CHECK_FALSE(rules.open);
    hand.seen.view.questions.rules.moderated = false;
    hand.look_again(2);
    hand.click("console.questions.rule_moderated");
    CHECK(hand.only<assembly::SetQuestionRules>().moderated == true);
}

TEST_CASE("where the hall reads along, what waits or was hidden is not there") {
    AtQuestions hand;
    hand.click("item.question#q6");
    hand.look_again(2);
    hand.on(Surface::over_the_stage);
    hand.look_again(2);
    CHECK_FALSE(hand.reads("Hoe lang gaat het nog duren?"));
    CHECK_FALSE(hand.reads("Wie betaalt de herinrichting"));
    CHECK_FALSE(hand.reads("Een vraag die hier niet hoort."));
    CHECK(hand.reads("Waarom komt er geen zebrapad bij de speeltuin?"));
    CHECK(hand.reads("2 vragen wachten op u"));  // how many, not which
    CHECK_FALSE(hand.desk.memory().written);
}

TEST_CASE("without questions the panel says where they come from") {
    Hand hand(evenings::running());
    hand.press(Key::questions);
    hand.look_again(2);
    CHECK(hand.reads("Er zijn nog geen vragen"));
}
