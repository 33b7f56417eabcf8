// Owns the tables of turns: the kinds, being called out of order, a point of order in between, who is not
// there, the turn given to the next, and what the turns add up to. Test thread. It must never read a real
// clock.
#include "assembly/queue/queue.h"
#include "assembly/queue/totals.h"
#include "base/limits.h"
#include "core/meeting.h"
#include "views/views.h"

using namespace buurtkiosk;
using namespace buurtkiosk::test;

namespace {

struct TurnsEvening : Meeting {
    PersonId ans = join("Ans");
    PersonId bram = join("Bram", Place::home);
    PersonId cor = join("Cor");
    PersonId dina = join("Dina", Place::home);

    EntryId ask(PersonId id, QueueKind kind = QueueKind::point) {
        return *accept(person(id), AskToSpeak{kind}).entry;
    }
    std::optional<EntryId> speaks() const { return speaking_entry(state.queue); }
    EntryId next() { return *accept(console(), QueueNext{speaks()}).entry; }
    std::vector<EntryId> order() const { return waiting_order(state); }
    Why why(EntryId entry) const {
        for (const QueuePlace& place : queue_order(state)) {
            if (place.entry == entry) return place.why;
        }
        FAIL("nobody waits there");
        return {};
    }
    void rules(std::vector<FairRule> order, std::int32_t overtake_most = 3) {
        accept(console(), SetQueueRules{std::move(order), overtake_most});
    }
    std::int64_t spoken_ms(PersonId id) const {
        return speaking_totals(state).speakers.at(Speaker{id, std::nullopt}).spoken_ms;
    }
};

}  // namespace

TEST_CASE("a point of order comes next and costs nobody a turn") {
    TurnsEvening evening;
    const EntryId ans = evening.ask(evening.ans);
    const EntryId bram = evening.ask(evening.bram);
    const EntryId order = evening.ask(evening.bram, QueueKind::point_of_order);
    CHECK(evening.order() == std::vector<EntryId>{order, ans, bram});  // beside their own place
    CHECK(evening.why(order).code == Why::Code::point_of_order);
    CHECK(evening.verdict(person(evening.bram), AskToSpeak{QueueKind::point_of_order}) ==
          "already refusal.already_in_queue");
    evening.accept(console(), CloseQueue{});
    CHECK(evening.verdict(person(evening.cor), AskToSpeak{}) == "closed refusal.queue_closed");
    const EntryId late =
        evening.ask(evening.cor, QueueKind::point_of_order);  // always, while the evening lasts
    CHECK(evening.order() == std::vector<EntryId>{order, late, ans, bram});
    CHECK(evening.verdict(console(), MoveInQueue{order, {}}) == "not_allowed refusal.point_of_order_stays");
    CHECK(evening.next() == order);
    CHECK(evening.next() == late);
    evening.rules({FairRule::first_turn});
    CHECK(evening.order() == std::vector<EntryId>{ans, bram});  // it was no turn of Bram's
    CHECK(queue_order(evening.state).front().overtaken == 0);
    CHECK(evening.replayed() == evening.state);
}

TEST_CASE("a reply answers who spoke last, comes before new points, and can be closed") {
    TurnsEvening evening;
    CHECK(evening.verdict(person(evening.cor), AskToSpeak{QueueKind::reply}) ==
          "closed refusal.nobody_to_reply_to");
    const EntryId ans = evening.ask(evening.ans);
    const EntryId bram = evening.ask(evening.bram);
    evening.next();
    const EntryId cor = evening.ask(evening.cor, QueueKind::reply);
    CHECK(evening.state.queue.entries.at(cor).replies_to == ans);
    CHECK(evening.order() == std::vector<EntryId>{cor, bram});
    CHECK(evening.why(cor).code == Why::Code::reply);
    CHECK(evening.why(bram).code == Why::Code::first_come);
    evening.accept(console(), SetQueueRules{{}, {}, false});
    CHECK(evening.verdict(person(evening.dina), AskToSpeak{QueueKind::reply}) ==
          "closed refusal.replies_closed");
    CHECK(evening.verdict(person(evening.dina), AskToSpeak{QueueKind::question}) == "accepted");
    CHECK(evening.order() == std::vector<EntryId>{cor, bram});  // who asked in time still replies
    evening.accept(console(), SetSpeakingLimit{45, QueueKind::reply});
    evening.next();
    CHECK(evening.state.queue.speaking->limit_s == 45);
    CHECK(evening.replayed() == evening.state);
}

TEST_CASE("next names whom it calls, and a changed order is refused") {
    TurnsEvening evening;
    const EntryId ans = evening.ask(evening.ans);
    const EntryId bram = evening.ask(evening.bram);
    CHECK(evening.verdict(console(), QueueNext{{}, bram}) == "stale refusal.stale_order");
    const EntryId order = evening.ask(evening.cor, QueueKind::point_of_order);
    CHECK(evening.verdict(console(), QueueNext{{}, ans}) == "stale refusal.stale_order");
    CHECK(evening.accept(console(), QueueNext{{}, order}).entry == order);
    CHECK(evening.verdict(console(), QueueNext{{}, ans}) == "stale refusal.stale_speaker");
    CHECK(evening.accept(console(), QueueNext{order, ans}).entry == ans);
}

TEST_CASE("the chair calls somebody out of order, and nobody counts as overtaken by it") {
    TurnsEvening evening;
    const EntryId ans = evening.ask(evening.ans);
    const EntryId bram = evening.ask(evening.bram);
    CHECK(evening.verdict(console(), CallSpeaker{ans, bram}) == "stale refusal.stale_speaker");
    CHECK(evening.verdict(console(), CallSpeaker{{}, EntryId{9}}) == "not_found refusal.no_such_entry");
    evening.accept(console(), CallSpeaker{{}, bram});
    CHECK(evening.speaks() == bram);
    CHECK(queue_order(evening.state).front().overtaken == 0);
    CHECK(evening.verdict(console(), CallSpeaker{{}, ans}) == "stale refusal.stale_speaker");
    evening.accept(console(), Undo{evening.last_step()});
    CHECK(evening.order() == std::vector<EntryId>{ans, bram});
    CHECK_FALSE(evening.state.queue.entries.at(bram).turn);
    CHECK(evening.replayed() == evening.state);
}

// The step's words are read on every chair's phone: nothing was out of order then.
TEST_CASE("calling the first of the order by name is told as the next one being called") {
    TurnsEvening evening;
    const EntryId ans = evening.ask(evening.ans);
    const EntryId bram = evening.ask(evening.bram);
    const EntryId cor = evening.ask(evening.cor);
    evening.accept(console(), CallSpeaker{{}, ans});
    CHECK(evening.state.steps.back().what.key == "step.queue_next");
    evening.accept(console(), CallSpeaker{ans, cor});
    CHECK(evening.state.steps.back().what.key == "step.queue_called");
    CHECK(evening.order() == std::vector<EntryId>{bram});
}

TEST_CASE("a point of order in between stops the clock of who speaks, and they go on afterwards") {
    TurnsEvening evening;
    const EntryId ans = evening.ask(evening.ans);
    evening.next();
    evening.after_s(40);
    const EntryId bram = evening.ask(evening.bram);
    CHECK(evening.verdict(console(), InterruptSpeaker{ans, bram}) ==
          "not_allowed refusal.only_points_of_order_interrupt");
    const EntryId order = evening.ask(evening.cor, QueueKind::point_of_order);
    const EntryId second = evening.ask(evening.dina, QueueKind::point_of_order);
    CHECK(evening.verdict(console(), InterruptSpeaker{{}, order}) == "stale refusal.stale_speaker");
    const State before = evening.state;
    evening.accept(console(), InterruptSpeaker{ans, order});
    CHECK(evening.speaks() == order);
    CHECK(evening.verdict(console(), InterruptSpeaker{order, second}) ==
          "already refusal.point_of_order_speaks");
    CHECK(evening.verdict(console(), QueueNext{order, second}) == "stale refusal.stale_order");
    evening.after_s(25);

    SECTION("next brings them back with what was left") {
        CHECK(evening.accept(console(), QueueNext{order, ans}).entry == ans);
    }
    SECTION("the end of it too") { evening.accept(console(), EndTurn{order}); }
    SECTION("or giving it back") { evening.accept(person(evening.cor), WithdrawFromQueue{}); }
    SECTION("or passing it on") { evening.accept(person(evening.cor), PassTurnOn{}); }
    REQUIRE(evening.speaks() == ans);
    CHECK(evening.now_ms - evening.state.queue.speaking->since_ms == 40'000);
    evening.after_s(20);
    evening.accept(console(), EndTurn{ans});
    CHECK(evening.spoken_ms(evening.ans) == 60'000);
    CHECK(evening.spoken_ms(evening.cor) == 25'000);
    CHECK(evening.replayed() == evening.state);
}

TEST_CASE("an interruption is taken back, and the next block ends both") {
    TurnsEvening evening;
    const EntryId ans = evening.ask(evening.ans);
    evening.next();
    evening.after_s(40);
    const EntryId order = evening.ask(evening.cor, QueueKind::point_of_order);
    const State before = evening.state;
    evening.accept(console(), InterruptSpeaker{ans, order});
    SECTION("taken back") {
        evening.accept(console(), Undo{evening.last_step()});
        CHECK(evening.state.queue == before.queue);
    }
    SECTION("the interrupted one leaves meanwhile") {
        evening.accept(person(evening.ans), WithdrawFromQueue{ans});
        CHECK_FALSE(evening.state.queue.speaking->interrupts);
        CHECK(evening.spoken_ms(evening.ans) == 40'000);
        evening.accept(console(), EndTurn{order});
        CHECK_FALSE(evening.speaks());
    }
    CHECK(evening.replayed() == evening.state);
}

TEST_CASE("who is called and not there is passed, and keeps the right to come back") {
    TurnsEvening evening;
    const EntryId ans = evening.ask(evening.ans);
    const EntryId bram = evening.ask(evening.bram);
    const EntryId cor = evening.ask(evening.cor);
    evening.next();
    CHECK(evening.verdict(console(), PassSpeaker{bram}) == "stale refusal.stale_speaker");
    evening.after_s(30);
    evening.accept(console(), PassSpeaker{ans});
    CHECK(evening.speaks() == bram);  // exactly one place
    CHECK(evening.verdict(console(), PassSpeaker{ans}) == "stale refusal.stale_speaker");
    CHECK(speaking_totals(evening.state).speakers.count(Speaker{evening.ans, std::nullopt}) == 0);
    CHECK(evening.verdict(person(evening.dina), AnswerCall{}) == "not_found refusal.not_called");

    SECTION("they come back by saying that they are there") {
        evening.accept(person(evening.ans), AnswerCall{});
        CHECK(evening.order() == std::vector<EntryId>{ans, cor});
    }
    SECTION("or by asking again, also when the list is closed") {
        evening.accept(console(), CloseQueue{});
        CHECK(evening.ask(evening.ans) == ans);
        CHECK(evening.order() == std::vector<EntryId>{ans, cor});
    }
    SECTION("or through the chair, who can take that back") {
        evening.accept(console(), ReturnToQueue{ans});
        CHECK(evening.order() == std::vector<EntryId>{ans, cor});
        evening.accept(console(), Undo{evening.last_step()});
        CHECK(evening.state.queue.absent == std::set<EntryId>{ans});
        evening.accept(console(), ReturnToQueue{ans});
    }
    SECTION("later, before those who asked first since") {
        evening.accept(console(), QueueNext{bram});
        const EntryId dina = evening.ask(evening.dina);
        evening.rules({FairRule::place_turn});
        evening.accept(person(evening.ans), AnswerCall{});
        CHECK(evening.order() == std::vector<EntryId>{ans, dina});
    }
    SECTION("or they leave it at that") {
        evening.accept(person(evening.ans), WithdrawFromQueue{});
        CHECK(evening.state.queue.absent.empty());
        CHECK(evening.verdict(person(evening.ans), AnswerCall{}) == "not_found refusal.not_called");
    }
    SECTION("passing is taken back") {
        evening.accept(console(), Undo{evening.last_step()});
        CHECK(evening.speaks() == ans);
        CHECK(evening.order() == std::vector<EntryId>{bram, cor});
    }
    CHECK(evening.replayed() == evening.state);
}

TEST_CASE("at home the time starts when they say that they are there, within a minute") {
    TurnsEvening evening;
    evening.ask(evening.bram);
    evening.next();
    evening.after_s(20);
    SECTION("in time") {
        evening.accept(person(evening.bram), AnswerCall{});
        CHECK(evening.state.queue.speaking->since_ms == evening.now_ms);
        CHECK(evening.events(person(evening.bram), AnswerCall{}).empty());  // once
    }
    SECTION("too late: the clock runs on") {
        evening.after_s(41);
        evening.accept(person(evening.bram), AnswerCall{});
        CHECK(evening.now_ms - evening.state.queue.speaking->since_ms == 61'000);
    }
    SECTION("in the room it ran from the call on") {
        evening.ask(evening.ans);
        evening.next();
        evening.after_s(20);
        evening.accept(person(evening.ans), AnswerCall{});
        CHECK(evening.now_ms - evening.state.queue.speaking->since_ms == 20'000);
    }
    CHECK(evening.state.queue.speaking->answered_ms == evening.now_ms);
    CHECK(evening.replayed() == evening.state);
}

TEST_CASE("a turn is given to the next one, by whom it is and nobody else") {
    TurnsEvening evening;
    evening.ask(evening.ans);
    evening.next();
    CHECK(evening.verdict(person(evening.ans), PassTurnOn{}) == "not_found refusal.queue_empty");
    const EntryId bram = evening.ask(evening.bram);
    CHECK(evening.verdict(person(evening.bram), PassTurnOn{}) == "not_found refusal.not_called");
    evening.accept(person(evening.ans), PassTurnOn{});
    CHECK(evening.speaks() == bram);
    CHECK(evening.verdict(person(evening.ans), PassTurnOn{}) == "not_found refusal.not_called");  // twice
    CHECK(evening.state.steps.back().by == evening.ans);
    CHECK(evening.replayed() == evening.state);
}

TEST_CASE("giving the turn away names who gets it, and leaves the wall to the chair") {
    TurnsEvening evening;
    const EntryId ans = evening.ask(evening.ans);
    evening.next();
    const EntryId bram = evening.ask(evening.bram);
    const PollId poll = evening.poll("Gaan we door?");
    evening.accept(console(), OpenPoll{poll});
    // The phone said 'to Bram', and a point of order landed in between.
    const EntryId order = evening.ask(evening.cor, QueueKind::point_of_order);
    CHECK(evening.verdict(person(evening.ans), PassTurnOn{ans, bram}) == "stale refusal.stale_order");
    CHECK(evening.verdict(person(evening.ans), PassTurnOn{bram, order}) == "stale refusal.stale_speaker");
    CHECK(evening.speaks() == ans);
    evening.accept(person(evening.ans), PassTurnOn{ans, order});
    CHECK(evening.speaks() == order);
    CHECK(evening.state.stage.scene == Scene::poll);
    CHECK(evening.state.stage.poll == poll);
    // Where the speaker is what the wall shows, the next one is.
    evening.accept(console(), ShowScene{Scene::speaker, {}});
    evening.accept(person(evening.cor), PassTurnOn{order, bram});
    CHECK(evening.state.stage.scene == Scene::speaker);
    CHECK(evening.replayed() == evening.state);
}

TEST_CASE("a reply during a point of order, or after one, answers who spoke and not the point of order") {
    TurnsEvening evening;
    const EntryId ans = evening.ask(evening.ans);
    evening.next();
    const EntryId order = evening.ask(evening.cor, QueueKind::point_of_order);
    const auto answers = [&](EntryId reply) { return evening.state.queue.entries.at(reply).replies_to; };
    SECTION("while it is heard") { evening.accept(console(), InterruptSpeaker{ans, order}); }
    SECTION("while it is heard as a turn of its own") { evening.next(); }
    SECTION("when it is over") {
        evening.next();
        evening.accept(console(), EndTurn{order});
    }
    CHECK(answers(evening.ask(evening.bram, QueueKind::reply)) == ans);
    const EntryId guest =
        *evening.accept(console(), AddToQueue{"Henk", Place::room, 0, std::nullopt, QueueKind::reply}).entry;
    CHECK(answers(guest) == ans);
    CHECK(evening.replayed() == evening.state);
}

TEST_CASE("a point of order alone is nothing to reply to") {
    TurnsEvening evening;
    evening.ask(evening.cor, QueueKind::point_of_order);
    evening.next();
    CHECK(evening.verdict(person(evening.ans), AskToSpeak{QueueKind::reply}) ==
          "closed refusal.nobody_to_reply_to");
}

TEST_CASE("a point of order costs nobody their place, however long it took") {
    TurnsEvening evening;
    evening.rules({FairRule::least_time});
    const EntryId dina = evening.ask(evening.dina);
    evening.next();
    const EntryId ans = evening.ask(evening.ans);
    const EntryId bram = evening.ask(evening.bram);
    const EntryId order = evening.ask(evening.ans, QueueKind::point_of_order);
    evening.accept(console(), InterruptSpeaker{dina, order});
    evening.after_s(50);
    evening.accept(console(), EndTurn{order});
    CHECK(evening.order() == std::vector<EntryId>{ans, bram});
    CHECK(evening.spoken_ms(evening.ans) == 50'000);  // it is in the sums all the same
}

TEST_CASE("who has waited long enough hears how many may go before them, also while it has not come so far") {
    TurnsEvening evening;
    evening.rules({FairRule::first_turn}, 1);
    evening.ask(evening.ans);
    evening.next();
    const EntryId again = evening.ask(evening.ans);
    const EntryId bram = evening.ask(evening.bram);
    const EntryId cor = evening.ask(evening.cor);
    CHECK(evening.order() == std::vector<EntryId>{bram, again, cor});
    CHECK(evening.why(again) == Why{Why::Code::waited, 1});
    CHECK(queue_order(evening.state)[1].overtaken == 0);  // so far nobody went before them
}

TEST_CASE("the reason tells those who asked earlier and would have been next") {
    TurnsEvening evening;
    evening.rules({FairRule::place_turn, FairRule::first_turn}, 20);
    evening.ask(evening.bram);  // home
    evening.next();
    const EntryId bram = evening.ask(evening.bram);
    evening.ask(evening.ans);
    evening.next();
    const EntryId ans = evening.ask(evening.ans);
    const EntryId dina = evening.ask(evening.dina);
    // Dina is at home as Bram is, and goes before him: 'somebody from home' would tell him nothing.
    CHECK(evening.order().front() == dina);
    CHECK(evening.why(dina).code == Why::Code::first_turn);
    CHECK(evening.order() == std::vector<EntryId>{dina, ans, bram});
    CHECK(evening.why(ans) == Why{Why::Code::place_turn, 0, Place::room});
}

TEST_CASE("where nobody may be overtaken, the reason is that they asked first") {
    TurnsEvening evening;
    const EntryId ans = evening.ask(evening.ans);
    evening.next();
    evening.rules({FairRule::first_turn}, 0);
    const EntryId again = evening.ask(evening.ans);
    evening.ask(evening.cor);
    CHECK(evening.order().front() == again);
    CHECK(evening.why(again).code == Why::Code::first_come);
    CHECK(ans != again);
}

TEST_CASE("a turn that ended comes back only while nobody had a later one") {
    TurnsEvening evening;
    const EntryId ans = evening.ask(evening.ans);
    evening.next();
    evening.after_s(60);
    evening.accept(console(), EndTurn{ans});
    const StepId end = evening.last_step();
    evening.after_s(10);

    SECTION("somebody spoke since, and said themselves that they were ready") {
        const EntryId bram = evening.ask(evening.bram);
        evening.next();
        evening.after_s(120);
        evening.accept(person(evening.bram), WithdrawFromQueue{bram});
        CHECK(evening.verdict(console(), Undo{end}) == "stale refusal.undo_queue");
        CHECK(evening.spoken_ms(evening.ans) == 60'000);
        CHECK(evening.spoken_ms(evening.bram) == 120'000);
    }
    SECTION("nobody did") {
        evening.accept(console(), Undo{end});
        CHECK(evening.speaks() == ans);
    }
    CHECK(evening.replayed() == evening.state);
}

TEST_CASE("a pass is not taken back from who came back and spoke since") {
    TurnsEvening evening;
    const EntryId ans = evening.ask(evening.ans);
    evening.next();
    evening.accept(console(), PassSpeaker{ans});
    const StepId pass = evening.last_step();
    evening.accept(person(evening.ans), AnswerCall{});
    CHECK(evening.verdict(console(), Undo{pass}) == "stale refusal.undo_queue");
    evening.next();
    evening.after_s(45);
    evening.accept(person(evening.ans), WithdrawFromQueue{ans});
    CHECK(evening.verdict(console(), Undo{pass}) == "stale refusal.undo_queue");
    CHECK(evening.spoken_ms(evening.ans) == 45'000);
    CHECK_FALSE(evening.speaks());
}

TEST_CASE("an interruption is not taken back from who has finished in the meantime") {
    TurnsEvening evening;
    const EntryId ans = evening.ask(evening.ans);
    evening.next();
    evening.after_s(40);
    const EntryId order = evening.ask(evening.cor, QueueKind::point_of_order);
    evening.accept(console(), InterruptSpeaker{ans, order});
    const StepId interruption = evening.last_step();
    evening.accept(person(evening.ans), WithdrawFromQueue{ans});
    CHECK(evening.verdict(console(), Undo{interruption}) == "stale refusal.undo_queue");
    CHECK(evening.speaks() == order);
}

TEST_CASE("who was brought back and left after all is not put on the list of the absent by an undo") {
    TurnsEvening evening;
    const EntryId ans = evening.ask(evening.ans);
    evening.next();
    evening.accept(console(), PassSpeaker{ans});
    evening.accept(console(), ReturnToQueue{ans});
    const StepId returned = evening.last_step();
    evening.accept(person(evening.ans), WithdrawFromQueue{ans});
    CHECK(evening.verdict(console(), Undo{returned}) == "stale refusal.undo_queue");
    CHECK(evening.state.queue.absent.empty());
}

TEST_CASE("somebody is put where the chair wants, and stays there while others come and go") {
    TurnsEvening evening;
    const EntryId ans = evening.ask(evening.ans);
    const EntryId bram = evening.ask(evening.bram);
    const EntryId cor = evening.ask(evening.cor);
    evening.rules({FairRule::place_turn});
    evening.accept(console(), MoveInQueue{cor, bram});
    CHECK(evening.order() == std::vector<EntryId>{ans, cor, bram});
    const EntryId dina = evening.ask(evening.dina);
    CHECK(evening.order() == std::vector<EntryId>{ans, cor, bram, dina});
    const State before = evening.state;
    evening.next();
    CHECK(evening.order() == std::vector<EntryId>{cor, bram, dina});  // one place nearer
    evening.accept(console(), Undo{evening.last_step()});
    CHECK(evening.state.queue == before.queue);
    evening.accept(console(), Undo{evening.last_step()});
    CHECK(evening.order() == std::vector<EntryId>{ans, bram, cor, dina});
    CHECK(evening.replayed() == evening.state);
}

TEST_CASE("the times of people, of room and home and of groups") {
    TurnsEvening evening;
    evening.accept(console(), SetPeopleGroups{{"Bewoners", "Gemeente"}});
    const PeopleGroupId residents = evening.state.groups[0].id;
    const PeopleGroupId municipality = evening.state.groups[1].id;
    evening.accept(person(evening.ans), ChooseGroup{residents});
    evening.accept(console(), SetPersonGroup{evening.bram, municipality});
    evening.ask(evening.ans);
    evening.ask(evening.bram);
    evening.next();
    evening.after_s(70);
    evening.next();
    evening.after_s(30);
    views::Presence presence;
    views::DeskView desk = views::desk_view(evening.state, presence, evening.now_ms);
    CHECK(desk.times.room_ms == 70'000);
    CHECK(desk.times.home_ms == 0);  // Bram's turn still runs
    evening.accept(console(), EndTurn{evening.speaks()});
    desk = views::desk_view(evening.state, presence, evening.now_ms);
    CHECK(desk.times.home_ms == 30'000);
    CHECK(desk.times.groups_ms ==
          std::vector<std::pair<PeopleGroupId, std::int64_t>>{{residents, 70'000}, {municipality, 30'000}});
    REQUIRE(desk.speakers.size() == 2);
    CHECK(desk.speakers[0].name == "Ans");
    CHECK(desk.speakers[0].turns == 1);
    CHECK(desk.speakers[1].spoken_ms == 30'000);
    // Where somebody was when they spoke is where it counts.
    evening.accept(person(evening.ans), SetPlace{Place::home});
    CHECK(views::desk_view(evening.state, presence, evening.now_ms).times.room_ms == 70'000);
    CHECK_FALSE(views::public_view(evening.state, presence, evening.now_ms).queue.times);
    evening.accept(console(), SetQueueRules{{}, {}, {}, true});
    CHECK(views::public_view(evening.state, presence, evening.now_ms).queue.times == desk.times);
}

TEST_CASE("what one turn takes is told from turns that were") {
    TurnsEvening evening;
    const auto expected = [&] { return expected_turn_s(evening.state.queue, QueueKind::point); };
    CHECK(expected() == 120);
    for (const PersonId one : {evening.ans, evening.bram, evening.cor}) {
        CHECK(expected() == 120);
        evening.ask(one);
        evening.next();
        evening.after_s(30);
        evening.accept(console(), EndTurn{evening.speaks()});
    }
    CHECK(expected() == 30);
    CHECK(expected_turn_s(evening.state.queue, QueueKind::reply) == 60);
    evening.accept(console(), SetSpeakingLimit{0, QueueKind::reply});
    CHECK(expected_turn_s(evening.state.queue, QueueKind::reply) == 90);
}

TEST_CASE("rules are chosen once each, within what there is") {
    TurnsEvening evening;
    CHECK(evening.verdict(console(), SetQueueRules{{{FairRule::first_turn, FairRule::first_turn}}}) ==
          "bad_frame refusal.rule_twice");
    for (const std::int32_t times : {-1, limits::overtake_most + 1})
        CHECK(evening.verdict(console(), SetQueueRules{{}, times}) == "bad_text refusal.bad_overtake_most");
    CHECK(evening.verdict(console(), SetQueueRules{{}, limits::overtake_most}) == "accepted");
    CHECK(evening.events(console(), SetQueueRules{}).empty());
    evening.rules({FairRule::least_time});
    evening.accept(console(), Undo{evening.last_step()});
    CHECK(evening.state.queue.rules == QueueRules{});
    evening.accept(kiosk(), SetQueueRules{{{FairRule::place_turn}}});
    CHECK(evening.state.steps.empty());  // the runbook is where undo ends
}
