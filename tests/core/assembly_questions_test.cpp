// Owns the tables of written questions: asking, voting, what the chair lets in, merges, shows and takes back,
// and who may know who asked. Test thread. It must never read a real clock.
#include <algorithm>

#include "assembly/questions/questions.h"
#include "base/limits.h"
#include "base/text.h"
#include "core/meeting.h"
#include "views/views.h"

using namespace buurtkiosk;
using namespace buurtkiosk::test;

namespace {

struct QuestionEvening : Meeting {
    PersonId ans = join("Ans");
    PersonId bram = join("Bram", Place::home);
    PersonId cor = join("Cor");

    // Anybody may ask at once and without a name, unless a test says otherwise.
    QuestionEvening() { accept(kiosk(), SetQuestionRules{true, true, false}); }

    QuestionId ask(PersonId id, const std::string& text, bool anonymous = false) {
        return *accept(person(id), AskQuestion{text, anonymous}).question;
    }
    QuestionId ask_waiting(PersonId id, const std::string& text) {
        accept(console(), SetQuestionRules{{}, {}, true});
        const QuestionId asked = ask(id, text);
        accept(console(), SetQuestionRules{{}, {}, false});
        return asked;
    }
    const Question& question(QuestionId id) const { return state.questions.by.at(id); }
    std::uint32_t votes(QuestionId id) const { return count_votes(state.questions).at(id); }
    views::PublicView view() const { return views::public_view(state, {}, now_ms); }
    views::DeskView desk() const { return views::desk_view(state, {}, now_ms); }
    views::PersonalView me(PersonId id) const { return views::personal_view(state, id); }
    std::vector<QuestionId> in_view() const {
        std::vector<QuestionId> ids;
        for (const auto& one : view().questions.questions) ids.push_back(one.id);
        return ids;
    }
    void undo() { accept(console(), Undo{last_step()}); }
};

using Ids = std::vector<QuestionId>;

}  // namespace

TEST_CASE("a question is asked with the asker's own vote, and waits for the chair as an evening begins") {
    Meeting meeting;
    const PersonId ans = meeting.join("Ans");
    Question asked;
    asked.id = QuestionId{1};
    asked.person = ans;
    asked.text = PersonalText{"Waarom komt er geen zebrapad?"};
    asked.state = QuestionState::waiting;
    asked.asked_ms = meeting.now_ms;
    CHECK(meeting.events(person(ans), AskQuestion{"  Waarom komt er  geen zebrapad? "}) ==
          std::vector<Event>{event(QuestionAsked{asked})});
    const Answer answer = meeting.accept(person(ans), AskQuestion{"Waarom komt er geen zebrapad?"});
    CHECK(answer.question == QuestionId{1});
    CHECK(answer.waits);
    CHECK(has_voted(meeting.state.questions, QuestionId{1}, ans));
    CHECK(meeting.verdict(person(ans), AskQuestion{"Mag het zonder naam?", true}) ==
          "not_allowed refusal.not_anonymous");
    CHECK(meeting.replayed() == meeting.state);
}

TEST_CASE("what can be asked") {
    QuestionEvening evening;
    const auto verdict = [&](const std::string& text) {
        return evening.verdict(person(evening.ans), AskQuestion{text});
    };
    CHECK(verdict("") == "empty refusal.empty");
    CHECK(verdict("  ") == "empty refusal.empty");
    CHECK(verdict("a\u202Eb") == "bad_text refusal.bad_text");
    CHECK(verdict(letters(limits::written_graphemes)) == "accepted");
    CHECK(verdict(letters(limits::written_graphemes + 1)) == "too_long refusal.too_long");
    CHECK(verdict(std::string(limits::text_bytes + 1, 'a')) == "too_long refusal.too_long");
    evening.accept(console(), SetQuestionRules{false});
    CHECK(verdict("Waarom?") == "closed refusal.questions_closed");
    evening.accept(console(), SetQuestionRules{true});
    CHECK(verdict("Waarom?") == "accepted");
    evening.accept(console(), EndMeeting{});
    CHECK(verdict("Waarom?") == "closed refusal.meeting_ended");
}

TEST_CASE("a word that waits makes its question wait, moderated or not") {
    QuestionEvening evening;
    for (const char* text :
         {"Wie is die sukkel?", "Sukkel", "Wat een (lomp) plan", "lomp/raar", "is dat sukkelllll"}) {
        INFO(text);
        const Answer answer = evening.decided(person(evening.ans), AskQuestion{text}).value().answer;
        CHECK(answer.waits);
    }
    for (const char* text : {"Is het plomp?", "Wat is een sukkelaar", "Mag het?"}) {
        INFO(text);
        CHECK_FALSE(evening.decided(person(evening.ans), AskQuestion{text}).value().answer.waits);
    }
}

TEST_CASE("a person has five questions that are not answered, and asks nothing twice") {
    QuestionEvening evening;
    const QuestionId first = evening.ask(evening.ans, "Vraag 1");
    CHECK(evening.verdict(person(evening.ans), AskQuestion{"Vraag 1"}) ==
          "already refusal.already_asked_that");
    CHECK(evening.verdict(person(evening.bram), AskQuestion{"Vraag 1"}) == "accepted");
    for (std::size_t i = 2; i <= limits::questions_of_person; ++i)
        evening.ask(evening.ans, "Vraag " + std::to_string(i));
    CHECK(evening.verdict(person(evening.ans), AskQuestion{"Nog een"}) == "full refusal.full_own_questions");
    // Hidden ones count: who wears the chair out does not get more to do it with.
    evening.accept(console(), HideQuestion{first, true});
    CHECK(evening.verdict(person(evening.ans), AskQuestion{"Nog een"}) == "full refusal.full_own_questions");
    evening.accept(console(), HideQuestion{first, false});
    evening.accept(console(), MarkAnswered{first, true});
    CHECK(evening.verdict(person(evening.ans), AskQuestion{"Nog een"}) == "accepted");
    evening.accept(console(), MarkAnswered{first, false});
    evening.accept(console(), MergeQuestions{first, QuestionId{2}});
    CHECK(evening.verdict(person(evening.ans), AskQuestion{"Nog een"}) == "accepted");
}

TEST_CASE("an evening has room for three hundred questions, and for their texts") {
    QuestionEvening evening;
    SECTION("in number") {
        for (std::size_t i = 0; i < limits::questions; ++i) {
            const QuestionId id = evening.ask(evening.ans, "Vraag " + std::to_string(i));
            evening.accept(console(), MarkAnswered{id, true});
        }
    }
    SECTION("in bytes") {
        // Families, of the most bytes that a person counts as one character.
        std::string family;
        while (family.size() + 25 <= limits::written_graphemes * limits::grapheme_bytes)
            family += "👨‍👩‍👧‍👦";
        std::size_t bytes = 0;
        for (int i = 0; bytes + family.size() + 8 <= limits::questions_bytes; ++i) {
            const std::string text = std::to_string(100 + i) + family;
            bytes += text.size();
            evening.accept(console(), MarkAnswered{evening.ask(evening.ans, text), true});
        }
        CHECK(evening.state.questions.by.size() < limits::questions);
        CHECK(evening.verdict(person(evening.bram), AskQuestion{"999" + family}) ==
              "full refusal.full_questions");
        return;
    }
    CHECK(evening.verdict(person(evening.bram), AskQuestion{"Nog een"}) == "full refusal.full_questions");
}

TEST_CASE("one vote a person and question, which can be taken back") {
    QuestionEvening evening;
    const QuestionId first = evening.ask(evening.ans, "Waarom?");
    CHECK(evening.verdict(person(evening.ans), UpvoteQuestion{first}) == "already refusal.already_upvoted");
    CHECK(evening.verdict(person(evening.bram), UpvoteQuestion{first, false}) ==
          "already refusal.not_upvoted");
    CHECK(evening.events(person(evening.bram), UpvoteQuestion{first}) ==
          std::vector<Event>{event(QuestionVoted{first, evening.bram, true})});
    evening.accept(person(evening.bram), UpvoteQuestion{first});
    CHECK(evening.votes(first) == 2);
    CHECK(evening.me(evening.bram).upvoted == Ids{first});
    evening.accept(person(evening.bram), UpvoteQuestion{first, false});
    evening.accept(person(evening.ans), UpvoteQuestion{first, false});
    CHECK(evening.votes(first) == 0);
    CHECK(evening.verdict(person(evening.bram), UpvoteQuestion{QuestionId{9}}) ==
          "not_found refusal.no_such_question");
    // Closed for asking: what is there can still be voted for.
    evening.accept(console(), SetQuestionRules{false});
    CHECK(evening.verdict(person(evening.cor), UpvoteQuestion{first}) == "accepted");
    evening.accept(console(), MarkAnswered{first, true});
    CHECK(evening.verdict(person(evening.cor), UpvoteQuestion{first}) == "closed refusal.question_answered");
    evening.accept(console(), HideQuestion{first, true});
    // As if it were not there, for who asked it too.
    CHECK(evening.verdict(person(evening.cor), UpvoteQuestion{first}) ==
          "not_found refusal.no_such_question");
    CHECK(evening.verdict(person(evening.ans), UpvoteQuestion{first}) ==
          "not_found refusal.no_such_question");
    evening.accept(console(), SetQuestionRules{true});
    const QuestionId waiting = evening.ask_waiting(evening.ans, "Wanneer?");
    CHECK(evening.verdict(person(evening.cor), UpvoteQuestion{waiting}) ==
          "not_found refusal.no_such_question");
    evening.accept(console(), EndMeeting{});
    CHECK(evening.verdict(person(evening.cor), UpvoteQuestion{first}) == "closed refusal.meeting_ended");
    CHECK(evening.replayed() == evening.state);
}

TEST_CASE("what the chair lets in, hides and marks, and takes back again") {
    QuestionEvening evening;
    const QuestionId id = evening.ask_waiting(evening.ans, "Waarom?");
    CHECK(evening.in_view().empty());
    CHECK(evening.verdict(console(), MarkAnswered{id, true}) == "closed refusal.question_not_open");
    CHECK(evening.verdict(console(), ShowQuestion{id}) == "closed refusal.question_not_open");
    CHECK(evening.verdict(console(), InviteAuthor{id}) == "closed refusal.question_not_open");
    CHECK(evening.events(console(), AllowQuestion{id}) ==
          std::vector<Event>{
              event(QuestionMarked{id, QuestionState::waiting, QuestionState::open}),
              event(StepDone{StepId{evening.state.next.step},
                             Sentence{"step.question_allowed"},
                             {event(QuestionMarked{id, QuestionState::open, QuestionState::waiting})}})});
    evening.accept(console(), AllowQuestion{id});
    CHECK(evening.in_view() == Ids{id});
    CHECK(evening.events(console(), AllowQuestion{id}).empty());
    CHECK(evening.events(console(), HideQuestion{id, false}).empty());
    evening.undo();
    CHECK(evening.question(id).state == QuestionState::waiting);
    evening.accept(console(), HideQuestion{id, true});
    CHECK(evening.question(id).state == QuestionState::hidden);
    evening.undo();
    CHECK(evening.question(id).state == QuestionState::waiting);
    evening.accept(console(), AllowQuestion{id});
    evening.accept(console(), MarkAnswered{id, true});
    CHECK(evening.events(console(), MarkAnswered{id, true}).empty());
    CHECK(evening.in_view() == Ids{id});  // an answered one stays readable
    CHECK(evening.view().questions.questions.front().answered);
    CHECK(evening.verdict(console(), InviteAuthor{id}) == "closed refusal.question_not_open");
    evening.accept(console(), HideQuestion{id, true});
    CHECK(evening.in_view().empty());
    evening.undo();
    CHECK(evening.question(id).state == QuestionState::answered);
    for (const Command& command : std::vector<Command>{
             AllowQuestion{QuestionId{9}}, HideQuestion{QuestionId{9}, true},
             MarkAnswered{QuestionId{9}, true}, ShowQuestion{QuestionId{9}}, InviteAuthor{QuestionId{9}},
             MergeQuestions{id, QuestionId{9}}, MergeQuestions{QuestionId{9}, id}})
        CHECK(evening.verdict(console(), command) == "not_found refusal.no_such_question");
    CHECK(evening.replayed() == evening.state);
}

TEST_CASE("a step on a question that has moved on since stays") {
    QuestionEvening evening;
    const QuestionId id = evening.ask_waiting(evening.ans, "Waarom?");
    const StepId before = evening.last_step();
    evening.accept(console(), AllowQuestion{id});
    const StepId allowed = evening.last_step();
    CHECK(allowed != before);
    evening.accept(console(), ShowQuestion{id});
    evening.accept(console(), SetQuestionRules{{}, false});
    // The wall shows it: it cannot go back to waiting under everybody's eyes.
    State later = evening.state;
    later.steps.erase(later.steps.begin(),
                      std::find_if(later.steps.begin(), later.steps.end(),
                                   [&](const Step& step) { return step.id == allowed; }));
    later.steps.resize(1);
    const auto refused = decide(later, Undo{allowed}, evening.context(console()));
    REQUIRE_FALSE(refused);
    CHECK(refused.refusal().sentence.key == "refusal.undo_question");
    // Rules that have changed since.
    evening.undo();
    CHECK(evening.state.questions.rules == QuestionRules{true, true, false});
    evening.undo();
    CHECK(evening.state.stage.scene != Scene::question);
    evening.undo();
    CHECK(evening.question(id).state == QuestionState::waiting);
}

TEST_CASE("rules are told only when they change") {
    QuestionEvening evening;
    CHECK(evening.events(console(), SetQuestionRules{}).empty());
    CHECK(evening.events(console(), SetQuestionRules{true, true, false}).empty());
    const QuestionRules from{true, true, false};
    const QuestionRules to{false, true, false};
    CHECK(evening.events(console(), SetQuestionRules{false}) ==
          std::vector<Event>{event(QuestionRulesSet{from, to}),
                             event(StepDone{StepId{evening.state.next.step},
                                            Sentence{"step.question_rules"},
                                            {event(QuestionRulesSet{to, from})}})});
    // Who asked without a name while that was possible stays unnamed.
    evening.ask(evening.ans, "Wie betaalt dit?", true);
    evening.accept(console(), SetQuestionRules{{}, false});
    CHECK_FALSE(evening.view().questions.questions.front().name);
}

TEST_CASE("merging keeps everybody's vote, each once, and taking it back gives each question its own") {
    QuestionEvening evening;
    const QuestionId first = evening.ask(evening.ans, "Waarom geen zebrapad?");
    const QuestionId second = evening.ask(evening.bram, "Komt er een zebrapad?");
    const QuestionId third = evening.ask(evening.cor, "En een oversteek?");
    evening.accept(person(evening.cor), UpvoteQuestion{first});
    evening.accept(person(evening.cor), UpvoteQuestion{second});
    CHECK(evening.verdict(console(), MergeQuestions{first, first}) == "already refusal.same_question");
    evening.accept(console(), MergeQuestions{second, first});
    CHECK(evening.in_view() == Ids{first, third});
    CHECK(evening.votes(first) == 3);  // Cor counts once
    CHECK(evening.desk().questions.front().merged == 1);
    CHECK(evening.me(evening.cor).upvoted == Ids{first, third});
    CHECK(evening.me(evening.bram).questions.front().merged);
    // A vote for the merged one is a vote for what it became.
    const PersonId dirk = evening.join("Dirk");
    CHECK(evening.events(person(dirk), UpvoteQuestion{second}) ==
          std::vector<Event>{event(QuestionVoted{first, dirk, true})});
    evening.accept(person(dirk), UpvoteQuestion{second});
    CHECK(evening.votes(first) == 4);
    // Taken back wherever in it the vote was given.
    evening.accept(person(evening.cor), UpvoteQuestion{first, false});
    CHECK(evening.votes(first) == 3);
    CHECK_FALSE(evening.question(second).upvotes.contains(evening.cor));
    for (const Command& command :
         std::vector<Command>{AllowQuestion{second}, HideQuestion{second, true}, MarkAnswered{second, true},
                              ShowQuestion{second}, InviteAuthor{second}, MergeQuestions{second, third},
                              MergeQuestions{third, second}})
        CHECK(evening.verdict(console(), command) == "closed refusal.question_merged");
    // Of a chain too.
    evening.accept(console(), MergeQuestions{first, third});
    CHECK(root_of(evening.state.questions, second) == third);
    CHECK(evening.votes(third) == 4);
    CHECK(evening.desk().questions.front().merged == 2);
    CHECK(evening.verdict(person(dirk), UpvoteQuestion{second}) == "already refusal.already_upvoted");
    evening.undo();
    CHECK(evening.votes(first) == 3);
    CHECK(evening.votes(third) == 1);
    evening.undo();
    CHECK(evening.votes(first) == 2);   // Ans, and Dirk, who voted for what it was by then
    CHECK(evening.votes(second) == 1);  // Bram
    CHECK(evening.replayed() == evening.state);
}

TEST_CASE("what cannot be merged") {
    QuestionEvening evening;
    const QuestionId open = evening.ask(evening.ans, "Een");
    const QuestionId other = evening.ask(evening.bram, "Twee");
    const QuestionId waiting = evening.ask_waiting(evening.cor, "Drie");
    CHECK(evening.verdict(console(), MergeQuestions{open, waiting}) ==
          "not_allowed refusal.allow_question_first");
    CHECK(evening.verdict(console(), MergeQuestions{waiting, open}) == "accepted");
    evening.accept(console(), MarkAnswered{other, true});
    CHECK(evening.verdict(console(), MergeQuestions{other, open}) == "closed refusal.question_answered");
    CHECK(evening.verdict(console(), MergeQuestions{open, other}) == "accepted");  // it was answered already
    evening.accept(console(), HideQuestion{other, true});
    CHECK(evening.verdict(console(), MergeQuestions{open, other}) == "closed refusal.question_hidden");
    CHECK(evening.verdict(console(), MergeQuestions{other, open}) == "closed refusal.question_hidden");
}

TEST_CASE("the wall shows a question, and leaves it for what comes next") {
    QuestionEvening evening;
    const BlockId talk = evening.block("Plannen");
    evening.block("Vragen", Form::speakers);
    evening.accept(console(), AgendaNext{});
    CHECK(evening.state.agenda.now == talk);
    const QuestionId id = evening.ask(evening.ans, "Waarom?");
    const QuestionId other = evening.ask(evening.bram, "Wanneer?");
    evening.accept(console(), ShowQuestion{id});
    CHECK(evening.events(console(), ShowQuestion{id}).empty());
    CHECK(evening.view().stage.scene == views::StageScene::question);
    CHECK(evening.view().stage.question == id);
    CHECK(evening.view().questions.shown == id);
    // Dark: then nothing of it is told either.
    evening.accept(console(), BlankStage{true});
    CHECK_FALSE(evening.view().questions.shown);
    CHECK_FALSE(evening.view().stage.question);
    evening.accept(console(), BlankStage{false});
    CHECK(evening.verdict(console(), ShowScene{Scene::question, {}}) == "not_found refusal.no_such_question");

    SECTION("answered it stays until the chair goes on") {
        evening.accept(console(), MarkAnswered{id, true});
        CHECK(evening.state.stage.question == id);
        evening.accept(console(), ShowScene{std::nullopt, {}});
        CHECK(evening.state.stage.scene == Scene::agenda);
        CHECK_FALSE(evening.state.stage.question);
    }
    SECTION("the next speaker") {
        evening.accept(person(evening.cor), AskToSpeak{});
        evening.accept(console(), QueueNext{});
        CHECK(evening.state.stage.scene == Scene::speaker);
        CHECK_FALSE(evening.state.stage.question);
    }
    SECTION("the next block") {
        evening.accept(console(), AgendaNext{talk});
        CHECK(evening.state.stage.scene == Scene::speaker);
        evening.undo();
        CHECK(evening.state.stage.question == id);
    }
    SECTION("a poll") {
        evening.accept(console(), OpenPoll{evening.poll()});
        CHECK(evening.state.stage.scene == Scene::poll);
    }
    SECTION("hidden it leaves, and comes back with the step taken back") {
        evening.accept(console(), HideQuestion{id, true});
        CHECK(evening.state.stage.scene == Scene::agenda);
        evening.undo();
        CHECK(evening.state.stage.question == id);
        CHECK(evening.question(id).state == QuestionState::open);
    }
    SECTION("merged it is the other one") {
        evening.accept(console(), MergeQuestions{id, other});
        CHECK(evening.state.stage.question == other);
        evening.undo();
        CHECK(evening.state.stage.question == id);
    }
    SECTION("a showing that was hidden since does not come back") {
        const StepId shown = evening.last_step();
        evening.accept(console(), ShowScene{Scene::agenda, {}});
        evening.accept(console(), HideQuestion{id, true});
        evening.undo();
        evening.undo();  // the agenda: the question is on the wall again
        CHECK(evening.state.stage.question == id);
        CHECK(evening.last_step() == shown);
    }
    CHECK(evening.replayed() == evening.state);
}

TEST_CASE("who asked is invited, and stands in the queue with the question after a yes") {
    QuestionEvening evening;
    const QuestionId id = evening.ask(evening.ans, "Waarom komt er geen zebrapad?");
    CHECK(evening.verdict(person(evening.ans), AnswerInvitation{id, true}) ==
          "not_found refusal.not_invited");
    evening.accept(console(), InviteAuthor{id});
    CHECK(evening.events(console(), InviteAuthor{id}).empty());
    CHECK(evening.me(evening.ans).invitation == views::Invitation{id, "Waarom komt er geen zebrapad?"});
    CHECK_FALSE(evening.me(evening.bram).invitation);
    CHECK(evening.desk().questions.front().invited);
    CHECK(evening.verdict(person(evening.bram), AnswerInvitation{id, true}) ==
          "not_found refusal.not_invited");
    evening.accept(console(), CloseQueue{});  // a closed list does not stop who was invited

    SECTION("yes") {
        const EntryId entry = *evening.accept(person(evening.ans), AnswerInvitation{id, true}).entry;
        const QueueEntry& place = evening.state.queue.entries.at(entry);
        CHECK(place.person == evening.ans);
        CHECK(place.topic.text == "Waarom komt er geen zebrapad?");
        CHECK(place.reason == QueueReason::invited);
        CHECK(place.kind == QueueKind::question);
        CHECK(place.asks == id);
        CHECK_FALSE(evening.me(evening.ans).invitation);
        CHECK(evening.view().queue.waiting.front().topic == "Waarom komt er geen zebrapad?");
        evening.accept(console(), MarkAnswered{id, true});
        CHECK(evening.view().queue.waiting.front().topic == "Waarom komt er geen zebrapad?");
        evening.accept(console(), HideQuestion{id, true});
        CHECK(evening.view().queue.waiting.front().topic.empty());
        // Answered once: the invitation can no longer be taken back.
        CHECK(evening.verdict(person(evening.ans), AnswerInvitation{id, true}) ==
              "not_found refusal.not_invited");
    }
    SECTION("no") {
        CHECK(evening.events(person(evening.ans), AnswerInvitation{id, false}) ==
              std::vector<Event>{event(InvitationAnswered{id, false})});
        evening.accept(person(evening.ans), AnswerInvitation{id, false});
        CHECK(evening.state.queue.waiting.empty());
        CHECK(evening.verdict(console(), InviteAuthor{id}) == "accepted");  // once more, later
    }
    SECTION("taken back by the chair") {
        evening.undo();  // the closing of the list
        evening.undo();
        CHECK_FALSE(evening.me(evening.ans).invitation);
        CHECK(evening.verdict(person(evening.ans), AnswerInvitation{id, true}) ==
              "not_found refusal.not_invited");
    }
    SECTION("who stands in the queue already keeps that place") {
        evening.accept(console(), OpenQueue{});
        const EntryId place =
            *evening.accept(person(evening.ans), AskToSpeak{QueueKind::point, "Bankjes"}).entry;
        CHECK_FALSE(evening.accept(person(evening.ans), AnswerInvitation{id, true}).entry);
        CHECK(evening.state.queue.waiting == std::set<EntryId>{place});
    }
    SECTION("a full queue") {
        for (std::size_t i = 0; i < limits::queue_entries; ++i) evening.accept(console(), AddHands{1});
        CHECK(evening.verdict(person(evening.ans), AnswerInvitation{id, true}) == "full refusal.full_queue");
        CHECK(evening.verdict(person(evening.ans), AnswerInvitation{id, false}) == "accepted");
    }
    SECTION("answered or hidden meanwhile") {
        evening.accept(console(), MarkAnswered{id, true});
        CHECK_FALSE(evening.me(evening.ans).invitation);
        CHECK(evening.verdict(person(evening.ans), AnswerInvitation{id, true}) ==
              "closed refusal.question_not_open");
    }
    SECTION("after the end") {
        evening.accept(console(), EndMeeting{});
        CHECK(evening.verdict(person(evening.ans), AnswerInvitation{id, true}) ==
              "closed refusal.meeting_ended");
        CHECK(evening.verdict(console(), InviteAuthor{id}) == "closed refusal.meeting_ended");
    }
    CHECK(evening.replayed() == evening.state);
}

TEST_CASE("an invitation that was answered is not taken back") {
    QuestionEvening evening;
    const QuestionId id = evening.ask(evening.ans, "Waarom?");
    evening.accept(console(), InviteAuthor{id});
    const StepId invited = evening.last_step();
    evening.accept(person(evening.ans), AnswerInvitation{id, false});
    CHECK(evening.verdict(console(), Undo{invited}) == "stale refusal.undo_invitation");
}

TEST_CASE("a long question becomes a topic of whole words") {
    QuestionEvening evening;
    std::string text = "Waarom";
    while (text::count_graphemes(text) < 200) text += " zebrapad";
    const QuestionId id = evening.ask(evening.ans, text);
    evening.accept(console(), InviteAuthor{id});
    evening.accept(person(evening.ans), AnswerInvitation{id, true});
    const std::string topic = evening.view().queue.waiting.front().topic;
    CHECK(text::count_graphemes(topic) <= limits::topic_graphemes);
    CHECK(text.starts_with(topic + " "));
    CHECK(topic.ends_with("zebrapad"));
    CHECK(text::count_graphemes(topic) > limits::topic_graphemes - std::string(" zebrapad").size());
    // Exactly as many, and one word that is longer.
    CHECK(text::first_words(letters(80), 80) == letters(80));
    CHECK(text::first_words(letters(81), 80) == letters(80));
    CHECK(text::first_words(letters(40) + " " + letters(39) + " a", 80) == letters(40) + " " + letters(39));
    CHECK(text::first_words("", 80).empty());
    std::string families;
    for (int i = 0; i < 90; ++i) families += "👨‍👩‍👧‍👦";
    CHECK(text::first_words(families, 80).size() <= 80 * limits::grapheme_bytes);
    CHECK(text::first_words(families, 80).size() % std::string("👨‍👩‍👧‍👦").size() == 0);
}

TEST_CASE("whoever asked the same in other words is invited too, each person once") {
    QuestionEvening evening;
    const QuestionId first = evening.ask(evening.ans, "Waarom geen zebrapad?");
    const QuestionId second = evening.ask(evening.bram, "Komt er een zebrapad?");
    const QuestionId again = evening.ask(evening.ans, "Zebrapad, wanneer?");
    const QuestionId unseen = evening.ask_waiting(evening.cor, "Zebrapad nu!");
    for (const QuestionId id : {second, again, unseen}) evening.accept(console(), MergeQuestions{id, first});
    CHECK(evening.events(console(), InviteAuthor{first}).front() ==
          event(QuestionsInvited{{first, second, unseen}, true}));
    evening.accept(console(), InviteAuthor{first});
    // Each with their own words, also when the phone names what it became.
    CHECK(evening.me(evening.bram).invitation == views::Invitation{second, "Komt er een zebrapad?"});
    evening.accept(person(evening.bram), AnswerInvitation{first, true});
    evening.accept(person(evening.cor), AnswerInvitation{unseen, true});
    const auto waiting = evening.view().queue.waiting;
    REQUIRE(waiting.size() == 2);
    CHECK(waiting[0].topic == "Komt er een zebrapad?");
    CHECK(waiting[1].topic.empty());  // the chair never let that one in
}

TEST_CASE("nobody is told who asked without a name, until they accept to ask it aloud") {
    QuestionEvening evening;
    const QuestionId id = evening.ask(evening.ans, "Wie betaalt dit?", true);
    CHECK_FALSE(evening.view().questions.questions.front().name);
    CHECK_FALSE(evening.desk().questions.front().name);
    CHECK(evening.ask(evening.bram, "Met naam?") != id);
    CHECK(evening.view().questions.questions.back().name == "Bram");
    evening.accept(console(), InviteAuthor{id});
    CHECK_FALSE(evening.desk().questions.front().name);
    SECTION("no: as before") {
        evening.accept(person(evening.ans), AnswerInvitation{id, false});
        CHECK_FALSE(evening.view().questions.questions.front().name);
        CHECK_FALSE(evening.desk().questions.front().name);
    }
    SECTION("yes: by name") {
        evening.accept(person(evening.ans), AnswerInvitation{id, true});
        CHECK(evening.view().questions.questions.front().name == "Ans");
        CHECK(evening.desk().questions.front().name == "Ans");
        CHECK(evening.view().queue.waiting.front().name == "Ans");
    }
}

TEST_CASE("what the chair has not let in, or took away, is seen by nobody else") {
    QuestionEvening evening;
    const QuestionId waiting = evening.ask_waiting(evening.ans, "Geheim een");
    const QuestionId hidden = evening.ask(evening.bram, "Geheim twee");
    const QuestionId open = evening.ask(evening.cor, "Openbaar");
    evening.accept(person(evening.ans), UpvoteQuestion{hidden});
    evening.accept(console(), HideQuestion{hidden, true});
    CHECK(evening.in_view() == Ids{open});
    CHECK(evening.me(evening.ans).upvoted.empty());
    CHECK(evening.me(evening.cor).questions.size() == 1);
    using views::OwnQuestion;
    CHECK(evening.me(evening.ans).questions ==
          std::vector<OwnQuestion>{{waiting, "Geheim een", QuestionState::waiting, false}});
    CHECK(evening.me(evening.bram).questions ==
          std::vector<OwnQuestion>{{hidden, "Geheim twee", QuestionState::hidden, false}});
    Ids desk;
    for (const auto& one : evening.desk().questions) desk.push_back(one.id);
    CHECK(desk == Ids{waiting, open, hidden});
}

TEST_CASE("most votes first, then the oldest; for the chair what waits before all") {
    QuestionEvening evening;
    const QuestionId one = evening.ask(evening.ans, "Een");
    const QuestionId two = evening.ask(evening.bram, "Twee");
    const QuestionId three = evening.ask(evening.cor, "Drie");
    const QuestionId first_waiting = evening.ask_waiting(evening.ans, "Vier");
    const QuestionId second_waiting = evening.ask_waiting(evening.ans, "Vijf");
    evening.accept(person(evening.ans), UpvoteQuestion{three});
    CHECK(evening.in_view() == Ids{three, one, two});
    evening.accept(console(), MarkAnswered{three, true});
    CHECK(evening.in_view() == Ids{three, one, two});
    Ids desk;
    for (const auto& each : evening.desk().questions) desk.push_back(each.id);
    CHECK(desk == Ids{first_waiting, second_waiting, one, two, three});
}
