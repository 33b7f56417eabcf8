// Owns the tables of the one-word check-in: opening, words, what waits or is hidden, merging, inviting.
// Test thread. It must never hold a pair of words to be judged: tests/words/ has those.
#include "assembly/check_in/check_in.h"
#include "base/limits.h"
#include "core/meeting.h"

using namespace buurtkiosk;
using namespace buurtkiosk::test;

namespace {

struct CheckInEvening : Meeting {
    PersonId ans = join("Ans");
    PersonId bram = join("Bram");
    PersonId cor = join("Cor");

    CheckInEvening() { accept(console(), OpenCheckIn{"Hoe is het?", 60}); }
    const CheckIn& check_in() const { return *state.check_in(); }
    GroupId group_of(PersonId id) const { return check_in().answers.at(id).group; }
    GroupId say(PersonId id, const std::string& word) {
        accept(person(id), GiveWord{word});
        return group_of(id);
    }
};

}  // namespace

TEST_CASE("the chair opens a check-in with a prompt and a time to think") {
    Meeting meeting;
    CHECK(meeting.events(console(), OpenCheckIn{" Hoe zit u hier? ", 90}) ==
          std::vector<Event>{event(CheckInOpened{CheckInId{1}, "Hoe zit u hier?", meeting.now_ms + 90'000}),
                             event(StageSet{Scene::check_in, {}}),
                             event(StepDone{StepId{1},
                                            Sentence{"step.check_in_opened"},
                                            {event(StageSet{Scene::lobby, {}, Scene::check_in, {}}),
                                             event(CheckInRemoved{CheckInId{1}, {}})}})});
    CHECK(meeting.verdict(console(), OpenCheckIn{"", 0}) == "empty refusal.empty");
    CHECK(meeting.verdict(console(), OpenCheckIn{letters(limits::prompt_graphemes), 0}) == "accepted");
    CHECK(meeting.verdict(console(), OpenCheckIn{letters(limits::prompt_graphemes + 1), 0}) ==
          "too_long refusal.too_long");
    CHECK(meeting.verdict(console(), OpenCheckIn{"Hoe\u202E?", 0}) == "bad_text refusal.bad_text");
    CHECK(meeting.verdict(console(), OpenCheckIn{"Hoe?", limits::think_s}) == "accepted");
    CHECK(meeting.verdict(console(), OpenCheckIn{"Hoe?", limits::think_s + 1}) ==
          "bad_text refusal.bad_think_time");
    CHECK(meeting.verdict(console(), OpenCheckIn{"Hoe?", -1}) == "bad_text refusal.bad_think_time");
    CHECK(meeting.verdict(console(), ShowCheckIn{}) == "closed refusal.no_check_in");
    CHECK(meeting.verdict(console(), CloseCheckIn{}) == "closed refusal.no_check_in");

    meeting.accept(console(), OpenCheckIn{"Eerst", 0});
    // A second chair with the same button, or a double click: no new round, or the words would be lost.
    CHECK(meeting.verdict(console(), OpenCheckIn{" Eerst ", 60}) == "already refusal.already_asked");
    CHECK_FALSE(meeting.state.check_in()->thinks_until_ms);
    meeting.accept(console(), OpenCheckIn{"Daarna", 0});
    CHECK(meeting.state.check_ins.at(CheckInId{1}).state == CheckInState::closed);
    CHECK(meeting.state.check_in()->prompt == "Daarna");
}

TEST_CASE("a check-in goes from open to shown to closed, or from open to closed") {
    CheckInEvening evening;
    CHECK(evening.events(console(), ShowCheckIn{}) ==
          std::vector<Event>{event(CheckInStateSet{CheckInId{1}, CheckInState::open, CheckInState::shown}),
                             event(StepDone{StepId{2},
                                            Sentence{"step.check_in_shown"},
                                            {event(CheckInStateSet{CheckInId{1}, CheckInState::shown,
                                                                   CheckInState::open})}})});
    evening.accept(console(), ShowCheckIn{});
    CHECK(evening.check_in().was_shown);
    CHECK(evening.verdict(console(), ShowCheckIn{}) == "already refusal.already_shown");
    evening.accept(console(), CloseCheckIn{});
    CHECK(evening.check_in().was_shown);
    CHECK(evening.state.stage.scene == Scene::lobby);  // what fits now
    CHECK(evening.verdict(console(), CloseCheckIn{}) == "closed refusal.no_check_in");
    CHECK(evening.verdict(console(), ShowCheckIn{}) == "closed refusal.no_check_in");
    CHECK(evening.verdict(person(evening.ans), GiveWord{"moe"}) == "closed refusal.no_check_in");

    evening.accept(console(), OpenCheckIn{"Nog eens", 0});
    evening.accept(console(), CloseCheckIn{});
    CHECK_FALSE(evening.check_in().was_shown);
    CHECK(evening.replayed() == evening.state);
}

TEST_CASE("one word a person, changeable until the close") {
    CheckInEvening evening;
    CHECK(evening.events(person(evening.ans), GiveWord{" Moe! "}) ==
          std::vector<Event>{event(WordGiven{evening.ans, PersonalText{"Moe"}, GroupId{1}, false})});
    const GroupId moe = evening.say(evening.ans, "Moe");
    CHECK(evening.say(evening.bram, "moe") == moe);
    CHECK(evening.say(evening.cor, "blij") != moe);
    CHECK(evening.events(person(evening.ans), GiveWord{"Moe"}).empty());  // the same again
    CHECK(evening.say(evening.ans, "blij") == evening.group_of(evening.cor));
    CHECK(evening.check_in().answers.size() == 3);
    evening.accept(console(), ShowCheckIn{});
    CHECK(evening.say(evening.ans, "boos") != evening.group_of(evening.cor));  // still while shown
    CHECK(evening.replayed() == evening.state);

    const struct {
        std::string word;
        std::string verdict;
    } table[] = {
        {letters(limits::word_graphemes), "accepted"},
        {letters(limits::word_graphemes + 1), "too_long refusal.too_long"},
        {"", "empty refusal.empty"},
        {"  ", "empty refusal.empty"},
        {"twee woorden", "not_one_word refusal.not_one_word"},
        {"m\x07oe", "bad_text refusal.bad_text"},
        {"m\u202Eoe", "bad_text refusal.bad_text"},
        {std::string(limits::text_bytes + 1, 'a'), "too_long refusal.too_long"},
        {"zee-eend", "accepted"},
        {"🙂", "accepted"},
    };
    for (const auto& row : table) {
        INFO(row.word);
        CHECK(evening.verdict(person(evening.bram), GiveWord{row.word}) == row.verdict);
    }
    Meeting none;
    const PersonId ans = none.join();
    CHECK(none.verdict(person(ans), GiveWord{"moe"}) == "closed refusal.no_check_in");
    evening.accept(console(), EndMeeting{});
    CHECK(evening.verdict(person(evening.ans), GiveWord{"moe"}) == "closed refusal.no_check_in");
}

TEST_CASE("a word from the blocklist waits for the chair") {
    CheckInEvening evening;
    CHECK(evening.accept(person(evening.ans), GiveWord{"Sukkel"}).waits);
    const GroupId waiting = evening.group_of(evening.ans);
    CHECK(evening.check_in().groups.at(waiting) == WordGroup{false, true});
    // Said again it is still told that it waits, and others with that word wait beside it.
    CHECK(evening.decided(person(evening.ans), GiveWord{"Sukkel"}).value().answer.waits);
    CHECK(evening.accept(person(evening.bram), GiveWord{"sukkel"}).waits);
    CHECK(evening.group_of(evening.bram) == waiting);

    CHECK(evening.events(console(), AllowWord{waiting}) ==
          std::vector<Event>{
              event(WordGroupMarked{waiting, {false, true}, {false, false}}),
              event(StepDone{StepId{2},
                             Sentence{"step.word_allowed"},
                             {event(WordGroupMarked{waiting, {false, false}, {false, true}})}})});
    evening.accept(console(), AllowWord{waiting});
    CHECK(evening.events(console(), AllowWord{waiting}).empty());
    // What was let in stays in, for who says the same.
    CHECK_FALSE(evening.accept(person(evening.cor), GiveWord{"sukkel"}).waits);
    CHECK(evening.group_of(evening.cor) == waiting);
}

TEST_CASE("a listed word does not slip in beside one that was let in by another spelling") {
    CheckInEvening evening;
    const GroupId group = evening.say(evening.ans, "Sukkel");
    evening.accept(console(), AllowWord{group});
    CHECK(evening.accept(person(evening.bram), GiveWord{"sukkellll"}).waits);
    CHECK(evening.group_of(evening.bram) != group);
    CHECK(evening.check_in().groups.at(evening.group_of(evening.bram)).waits);
}

TEST_CASE("the chair hides words and puts them back") {
    CheckInEvening evening;
    const GroupId moe = evening.say(evening.ans, "moe");
    CHECK(evening.events(console(), HideWord{moe, false}).empty());
    CHECK(evening.events(console(), HideWord{moe, true}) ==
          std::vector<Event>{event(WordGroupMarked{moe, {false, false}, {true, false}}),
                             event(StepDone{StepId{2},
                                            Sentence{"step.word_hidden"},
                                            {event(WordGroupMarked{moe, {true, false}, {false, false}})}})});
    evening.accept(console(), HideWord{moe, true});
    CHECK(evening.say(evening.bram, "Moe") == moe);  // joins what is hidden, and stays hidden
    evening.accept(console(), HideWord{moe, false});
    CHECK(evening.state.steps.back().what.key == "step.word_back");
    for (const GroupId nothing : {GroupId{99}, GroupId{0}}) {
        CHECK(evening.verdict(console(), HideWord{nothing, true}) == "not_found refusal.no_such_word");
        CHECK(evening.verdict(console(), AllowWord{nothing}) == "not_found refusal.no_such_word");
        CHECK(evening.verdict(console(), SplitWord{nothing, "moe"}) == "not_found refusal.no_such_word");
        CHECK(evening.verdict(console(), MergeWords{nothing, moe}) == "not_found refusal.no_such_word");
        CHECK(evening.verdict(console(), MergeWords{moe, nothing}) == "not_found refusal.no_such_word");
        CHECK(evening.verdict(console(), InviteToExplain{nothing}) == "not_found refusal.no_such_word");
    }
    // A group that everybody left is no word any more.
    evening.say(evening.ans, "blij");
    evening.say(evening.bram, "blij");
    CHECK(evening.verdict(console(), HideWord{moe, true}) == "not_found refusal.no_such_word");
}

TEST_CASE("the chair merges and splits words") {
    CheckInEvening evening;
    const GroupId moe = evening.say(evening.ans, "moe");
    const GroupId vermoeid = evening.say(evening.bram, "uitgeput");
    REQUIRE(moe != vermoeid);
    CHECK(evening.verdict(console(), MergeWords{moe, moe}) == "already refusal.same_word");
    CHECK(evening.events(console(), MergeWords{vermoeid, moe}) ==
          std::vector<Event>{
              event(WordGroupMarked{moe, {false, false}, {false, false, evening.ans}}),
              event(WordsRegrouped{{{evening.bram, vermoeid, moe}}}),
              event(StepDone{StepId{2},
                             Sentence{"step.words_merged"},
                             {event(WordsRegrouped{{{evening.bram, moe, vermoeid}}}),
                              event(WordGroupMarked{moe, {false, false, evening.ans}, {false, false}})}})});
    evening.accept(console(), MergeWords{vermoeid, moe});
    CHECK(evening.group_of(evening.bram) == moe);
    CHECK(evening.say(evening.cor, "uitgeput") == moe);  // who says it now, joins what was merged

    CHECK(evening.verdict(console(), SplitWord{moe, "blij"}) == "not_found refusal.no_such_word");
    evening.accept(console(), SplitWord{moe, "uitgeput"});
    const GroupId fresh = evening.group_of(evening.bram);
    CHECK(fresh != moe);
    CHECK(evening.group_of(evening.cor) == fresh);
    CHECK(evening.group_of(evening.ans) == moe);
    CHECK(evening.verdict(console(), SplitWord{moe, "moe"}) == "already refusal.only_spelling");
    CHECK(evening.replayed() == evening.state);
}

TEST_CASE("a word stays one word, in however many ways it is written") {
    CheckInEvening evening;
    const std::string word = "bezorgdheid";
    const GroupId group = evening.say(evening.ans, word);
    const auto ways = static_cast<unsigned>(limits::spellings_in_group) + 30;
    for (unsigned way = 1; way <= ways; ++way) {
        std::string written = word;
        for (std::size_t i = 0; i < written.size(); ++i) {
            if (way >> i & 1U) written[i] = static_cast<char>(written[i] - 'a' + 'A');
        }
        REQUIRE(evening.say(evening.join(), written) == group);
    }
    CHECK(evening.check_in().answers.size() == ways + 1);
}

TEST_CASE("what is split off stays as hidden as it was") {
    CheckInEvening evening;
    const GroupId moe = evening.say(evening.ans, "moe");
    const GroupId other = evening.say(evening.bram, "uitgeput");
    evening.accept(console(), MergeWords{other, moe});
    evening.accept(console(), HideWord{moe, true});
    evening.accept(console(), SplitWord{moe, "uitgeput"});
    CHECK(evening.check_in().groups.at(evening.group_of(evening.bram)).hidden);
}

TEST_CASE("people behind a word are asked to explain it, and only a yes names them") {
    CheckInEvening evening;
    const GroupId moe = evening.say(evening.ans, "moe");
    evening.say(evening.bram, "Moe");
    evening.say(evening.cor, "blij");
    CHECK(evening.verdict(console(), InviteToExplain{moe}) == "not_allowed refusal.show_words_first");
    evening.accept(console(), ShowCheckIn{});
    CHECK(evening.verdict(person(evening.ans), AnswerExplain{true}) == "not_found refusal.not_invited");
    CHECK(evening.events(console(), InviteToExplain{moe}) ==
          std::vector<Event>{event(ExplainInvited{{evening.ans, evening.bram}})});
    evening.accept(console(), InviteToExplain{moe});
    CHECK(evening.events(console(), InviteToExplain{moe}).empty());  // asked already
    CHECK(evening.verdict(person(evening.cor), AnswerExplain{true}) == "not_found refusal.not_invited");

    SECTION("no: nothing but that") {
        CHECK(evening.events(person(evening.ans), AnswerExplain{false}) ==
              std::vector<Event>{event(ExplainAnswered{evening.ans, false})});
        evening.accept(person(evening.ans), AnswerExplain{false});
        CHECK(evening.state.queue.waiting.empty());
        CHECK(evening.verdict(person(evening.ans), AnswerExplain{true}) == "not_found refusal.not_invited");
        CHECK(evening.verdict(person(evening.bram), AnswerExplain{true}) == "accepted");
    }
    SECTION("yes: into the queue with the word as topic, also when the list is closed") {
        evening.accept(console(), CloseQueue{});
        const auto entry = evening.accept(person(evening.bram), AnswerExplain{true}).entry;
        REQUIRE(entry);
        const QueueEntry& asked = evening.state.queue.entries.at(*entry);
        CHECK(asked.person == evening.bram);
        CHECK(asked.topic.text == "Moe");
        CHECK(asked.reason == QueueReason::invited);
    }
    SECTION("yes by somebody who waits already keeps their place") {
        evening.accept(person(evening.ans), AskToSpeak{QueueKind::point, "De bankjes"});
        CHECK(evening.events(person(evening.ans), AnswerExplain{true}) ==
              std::vector<Event>{event(ExplainAnswered{evening.ans, true})});
    }
    SECTION("yes with a full queue is refused, and the question stays") {
        while (evening.state.queue.waiting.size() < limits::queue_entries)
            evening.accept(console(), AddHands{1});
        CHECK(evening.verdict(person(evening.ans), AnswerExplain{true}) == "full refusal.full_queue");
        CHECK(evening.check_in().answers.at(evening.ans).invited);
    }
    SECTION("yes after the evening has ended is too late") {
        evening.accept(console(), EndMeeting{});
        CHECK(evening.verdict(person(evening.ans), AnswerExplain{true}) == "closed refusal.meeting_ended");
        CHECK(evening.verdict(person(evening.ans), AnswerExplain{false}) == "accepted");
    }
    SECTION("who changes the word is no longer asked about it") {
        evening.say(evening.ans, "blij");
        CHECK(evening.verdict(person(evening.ans), AnswerExplain{true}) == "not_found refusal.not_invited");
    }
    SECTION("a next check-in ends the question") {
        evening.accept(console(), OpenCheckIn{"En nu?", 0});
        CHECK(evening.verdict(person(evening.ans), AnswerExplain{true}) == "not_found refusal.not_invited");
    }
    CHECK(evening.replayed() == evening.state);
}

TEST_CASE("a word that was meant for an earlier check-in does not land in the next") {
    CheckInEvening evening;
    const CheckInId first = evening.check_in().id;
    CHECK(evening.verdict(person(evening.ans), GiveWord{"moe", first}) == "accepted");
    evening.accept(console(), OpenCheckIn{"En nu?", 0});
    CHECK(evening.verdict(person(evening.ans), GiveWord{"moe", first}) == "closed refusal.no_check_in");
    CHECK(evening.verdict(person(evening.ans), GiveWord{"moe", evening.check_in().id}) == "accepted");
}

TEST_CASE("a word that is not on the wall does not come there as a topic") {
    CheckInEvening evening;
    const GroupId word = evening.say(evening.ans, "sukkel");
    evening.accept(console(), ShowCheckIn{});
    evening.accept(console(), InviteToExplain{word});
    SECTION("it waits") {}
    SECTION("it was hidden") {
        evening.accept(console(), AllowWord{word});
        evening.accept(console(), HideWord{word, true});
    }
    SECTION("the showing was undone") {
        evening.accept(console(), Undo{evening.last_step()});
        REQUIRE(evening.check_in().state == CheckInState::open);
    }
    const auto entry = evening.accept(person(evening.ans), AnswerExplain{true}).entry;
    CHECK(evening.state.queue.entries.at(*entry).topic.text.empty());
}
