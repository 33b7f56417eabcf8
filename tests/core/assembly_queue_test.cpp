// Owns the tables of the speaker queue: asking, withdrawing, calling, moving, and the countdown's arithmetic.
// Test thread. It must never read a real clock.
#include "assembly/queue/queue.h"
#include "base/limits.h"
#include "core/meeting.h"

using namespace buurtkiosk;
using namespace buurtkiosk::test;

namespace {

struct QueueEvening : Meeting {
    PersonId ans = join("Ans");
    PersonId bram = join("Bram", Place::home);
    PersonId cor = join("Cor");

    EntryId ask(PersonId id, const std::string& topic = "") {
        return *accept(person(id), AskToSpeak{QueueKind::point, topic}).entry;
    }
    const Queue& queue() const { return state.queue; }
    std::int64_t spoken_ms() const {
        const Speaking& speaking = *state.queue.speaking;
        return speaking.paused_ms.value_or(now_ms - speaking.since_ms);
    }
};

}  // namespace

TEST_CASE("asking to speak gives one place at the end") {
    QueueEvening evening;
    QueueEntry entry;
    entry.id = EntryId{1};
    entry.person = evening.bram;
    entry.place = Place::home;
    entry.topic = PersonalText{"De bankjes"};
    entry.asked_ms = evening.now_ms;
    CHECK(evening.events(person(evening.bram), AskToSpeak{QueueKind::point, " De  bankjes "}) ==
          std::vector<Event>{event(QueueAsked{entry})});
    const EntryId first = evening.ask(evening.bram, "De bankjes");
    const EntryId second = evening.ask(evening.ans);
    CHECK(waiting_order(evening.state) == std::vector<EntryId>{first, second});
    CHECK(evening.verdict(person(evening.ans), AskToSpeak{}) == "already refusal.already_in_queue");
    CHECK(evening.verdict(person(evening.cor),
                          AskToSpeak{QueueKind::point, letters(limits::topic_graphemes)}) == "accepted");
    CHECK(evening.verdict(person(evening.cor),
                          AskToSpeak{QueueKind::point, letters(limits::topic_graphemes + 1)}) ==
          "too_long refusal.too_long");
    CHECK(evening.verdict(person(evening.cor), AskToSpeak{QueueKind::point, "a\u202Eb"}) ==
          "bad_text refusal.bad_text");
    CHECK(evening.verdict(person(evening.cor), AskToSpeak{QueueKind::point, "  "}) ==
          "accepted");  // no topic
    evening.accept(console(), CloseQueue{});
    CHECK(evening.verdict(person(evening.cor), AskToSpeak{}) == "closed refusal.queue_closed");
    CHECK(evening.verdict(console(), AddToQueue{"Henk", Place::room}) == "accepted");  // the chair may
    evening.accept(console(), OpenQueue{});
    CHECK(evening.verdict(person(evening.cor), AskToSpeak{}) == "accepted");
    CHECK(evening.replayed() == evening.state);
}

TEST_CASE("the list is opened and closed, and told only when it changes") {
    QueueEvening evening;
    CHECK(evening.events(console(), OpenQueue{}).empty());
    CHECK(evening.events(console(), CloseQueue{}) ==
          std::vector<Event>{
              event(QueueListSet{false}),
              event(StepDone{StepId{1}, Sentence{"step.queue_closed"}, {event(QueueListSet{true})}})});
}

TEST_CASE("the queue has room for two hundred") {
    QueueEvening evening;
    for (std::size_t i = 0; i < limits::queue_entries; ++i)
        evening.accept(console(), AddToQueue{"Henk " + std::to_string(i)});
    CHECK(evening.verdict(console(), AddToQueue{"Els", Place::room}) == "full refusal.full_queue");
    CHECK(evening.verdict(person(evening.ans), AskToSpeak{}) == "full refusal.full_queue");
    evening.accept(console(), QueueNext{});
    CHECK(evening.verdict(person(evening.ans), AskToSpeak{}) == "accepted");
}

TEST_CASE("withdrawing leaves the queue, or gives the turn back") {
    QueueEvening evening;
    CHECK(evening.verdict(person(evening.ans), WithdrawFromQueue{}) == "not_found refusal.not_in_queue");
    const EntryId first = evening.ask(evening.ans);
    evening.ask(evening.bram);
    CHECK(evening.events(person(evening.ans), WithdrawFromQueue{}) ==
          std::vector<Event>{event(QueueLeft{first})});
    evening.accept(console(), QueueNext{});
    CHECK(evening.queue().speaking->entry == first);
    // Called already.
    CHECK(evening.events(person(evening.ans), WithdrawFromQueue{}) ==
          std::vector<Event>{event(SpeakingSet{first, std::nullopt})});
    // Who speaks may ask again meanwhile; withdrawing takes that place first.
    const EntryId again = evening.ask(evening.ans);
    CHECK(evening.events(person(evening.ans), WithdrawFromQueue{}) ==
          std::vector<Event>{event(QueueLeft{again})});
    evening.accept(person(evening.ans), WithdrawFromQueue{});
    evening.accept(person(evening.ans), WithdrawFromQueue{});
    CHECK_FALSE(evening.queue().speaking);
    CHECK(evening.verdict(person(evening.ans), WithdrawFromQueue{}) == "not_found refusal.not_in_queue");
}

TEST_CASE("queue.next calls the first, and a second click calls nobody") {
    QueueEvening evening;
    CHECK(evening.verdict(console(), QueueNext{}) == "not_found refusal.queue_empty");
    const EntryId first = evening.ask(evening.ans);
    const EntryId second = evening.ask(evening.bram);
    const Speaking called = turn(first, evening.now_ms, 120);
    CHECK(evening.events(console(), QueueNext{}) ==
          std::vector<Event>{event(SpeakingSet{std::nullopt, called}), event(StageSet{Scene::speaker, {}}),
                             event(StepDone{StepId{1},
                                            Sentence{"step.queue_next"},
                                            {event(StageSet{Scene::lobby, {}, Scene::speaker, {}}),
                                             event(SpeakingSet{first, std::nullopt}),
                                             event(QueuePlaced{first, {}, QueueReason::first_come})}})});
    CHECK(evening.accept(console(), QueueNext{}).entry == first);
    CHECK(waiting_order(evening.state) == std::vector<EntryId>{second});
    CHECK(evening.verdict(console(), QueueNext{}) == "stale refusal.stale_speaker");
    CHECK(evening.verdict(console(), QueueNext{second}) == "stale refusal.stale_speaker");
    evening.accept(console(), QueueNext{first});
    CHECK(evening.verdict(console(), QueueNext{first}) == "stale refusal.stale_speaker");
    // With nobody left it only ends the turn.
    CHECK_FALSE(evening.accept(console(), QueueNext{second}).entry);
    CHECK_FALSE(evening.queue().speaking);
    CHECK(evening.state.steps.back().what.key == "step.speaker_ended");
    CHECK(evening.state.stage.scene == Scene::lobby);
    CHECK(evening.verdict(console(), QueueNext{}) == "not_found refusal.queue_empty");
    CHECK(evening.replayed() == evening.state);
}

TEST_CASE("the chair adds somebody without a phone by name") {
    QueueEvening evening;
    QueueEntry entry;
    entry.id = EntryId{1};
    entry.guest.name = PersonalText{"Mevrouw De Wit"};
    entry.guest.first = entry.id;
    entry.place = Place::home;
    entry.asked_ms = evening.now_ms;
    CHECK(
        evening.events(console(), AddToQueue{" Mevrouw De Wit ", Place::home}) ==
        std::vector<Event>{
            event(QueueAsked{entry}),
            event(StepDone{StepId{1}, Sentence{"step.queue_added"}, {event(QueueLeft{EntryId{1}, true})}})});
    CHECK(evening.verdict(console(), AddToQueue{"", Place::room}) == "empty refusal.empty");
    CHECK(evening.verdict(console(), AddToQueue{letters(limits::name_graphemes + 1), Place::room}) ==
          "too_long refusal.too_long");
    CHECK(evening.verdict(console(), AddToQueue{"A\u202E", Place::room}) == "bad_text refusal.bad_text");
}

TEST_CASE("removing and moving, each with its reason") {
    QueueEvening evening;
    const EntryId a = evening.ask(evening.ans);
    const EntryId b = evening.ask(evening.bram);
    const EntryId c = evening.ask(evening.cor);
    for (const EntryId nobody : {EntryId{99}, EntryId{0}}) {
        CHECK(evening.verdict(console(), RemoveFromQueue{nobody}) == "not_found refusal.no_such_entry");
        CHECK(evening.verdict(console(), MoveInQueue{nobody, {}}) == "not_found refusal.no_such_entry");
        CHECK(evening.verdict(console(), MoveInQueue{a, nobody}) == "not_found refusal.no_such_entry");
    }
    CHECK(evening.events(console(), MoveInQueue{a, a}).empty());
    CHECK(evening.events(console(), MoveInQueue{a, b}).empty());  // there already
    CHECK(evening.events(console(), MoveInQueue{c, {}}).empty());
    CHECK(evening.events(console(), MoveInQueue{c, a}) ==
          std::vector<Event>{
              event(QueueMoved{c, {}, 0}),
              event(StepDone{StepId{1}, Sentence{"step.queue_moved"}, {event(QueueMoved{c, 0, {}})}})});
    evening.accept(console(), MoveInQueue{c, a});
    CHECK(waiting_order(evening.state) == std::vector<EntryId>{c, a, b});
    CHECK(queue_order(evening.state).front().why == Why{Why::Code::chair_moved});
    evening.accept(console(), MoveInQueue{c, {}});
    CHECK(waiting_order(evening.state) == std::vector<EntryId>{a, b, c});
    CHECK(evening.events(console(), RemoveFromQueue{b}) ==
          std::vector<Event>{event(QueueLeft{b}),
                             event(StepDone{StepId{3},
                                            Sentence{"step.queue_removed"},
                                            {event(QueuePlaced{b, {}, QueueReason::first_come})}})});
    evening.accept(console(), RemoveFromQueue{b});
    CHECK(evening.verdict(console(), RemoveFromQueue{b}) == "not_found refusal.no_such_entry");
    evening.accept(console(), QueueNext{});
    CHECK(evening.verdict(console(), MoveInQueue{a, {}}) == "not_found refusal.no_such_entry");  // speaks
    CHECK(evening.verdict(console(), RemoveFromQueue{a}) == "not_found refusal.no_such_entry");
    CHECK(evening.replayed() == evening.state);
}

TEST_CASE("the countdown stands still while paused and goes on where it was") {
    QueueEvening evening;
    const EntryId a = evening.ask(evening.ans);
    CHECK(evening.verdict(console(), PauseSpeaker{}) == "not_found refusal.nobody_speaks");
    CHECK(evening.verdict(console(), ContinueSpeaker{}) == "not_found refusal.nobody_speaks");
    CHECK(evening.verdict(console(), GiveSpeakerMore{{}, 30}) == "not_found refusal.nobody_speaks");
    evening.accept(console(), QueueNext{});
    CHECK(evening.verdict(console(), PauseSpeaker{}) == "stale refusal.stale_speaker");
    CHECK(evening.verdict(console(), ContinueSpeaker{EntryId{9}}) == "stale refusal.stale_speaker");
    CHECK(evening.verdict(console(), GiveSpeakerMore{EntryId{9}, 30}) == "stale refusal.stale_speaker");
    evening.after_s(30);
    evening.accept(console(), PauseSpeaker{a});
    CHECK(evening.events(console(), PauseSpeaker{a}).empty());
    evening.after_s(600);
    CHECK(evening.spoken_ms() == 30'000);
    evening.accept(console(), ContinueSpeaker{a});
    CHECK(evening.events(console(), ContinueSpeaker{a}).empty());
    CHECK(evening.spoken_ms() == 30'000);
    evening.after_s(15);
    CHECK(evening.spoken_ms() == 45'000);
    CHECK(evening.state.steps.size() == 1);  // only queue.next: a pause is its own opposite
}

TEST_CASE("time for the speaker, and for the next ones") {
    QueueEvening evening;
    evening.accept(kiosk(), SetSpeakingLimit{90});
    CHECK(evening.state.steps.empty());  // the runbook is where undo ends
    const EntryId a = evening.ask(evening.ans);
    evening.ask(evening.bram);
    evening.accept(console(), QueueNext{});
    CHECK(evening.queue().speaking->limit_s == 90);
    CHECK(evening.events(console(), SetSpeakingLimit{90}).empty());
    CHECK(evening.verdict(console(), SetSpeakingLimit{-1}) == "bad_text refusal.bad_speaking_time");
    CHECK(evening.verdict(console(), SetSpeakingLimit{limits::speaking_s}) == "accepted");
    CHECK(evening.verdict(console(), SetSpeakingLimit{limits::speaking_s + 1}) ==
          "bad_text refusal.bad_speaking_time");
    evening.accept(console(), SetSpeakingLimit{0});
    CHECK(evening.queue().speaking->limit_s == 90);  // the turn that runs keeps its time

    evening.accept(console(), GiveSpeakerMore{a, 30});
    CHECK(evening.queue().speaking->limit_s == 120);
    evening.accept(console(), GiveSpeakerMore{a, -60});
    CHECK(evening.queue().speaking->limit_s == 60);
    for (const std::int32_t seconds :
         {0, -60, -61, limits::speaking_s - 59, std::numeric_limits<std::int32_t>::max(),
          std::numeric_limits<std::int32_t>::min()}) {
        INFO(seconds);
        CHECK(evening.verdict(console(), GiveSpeakerMore{a, seconds}) ==
              "bad_text refusal.bad_speaking_time");
    }
    CHECK(evening.verdict(console(), GiveSpeakerMore{a, limits::speaking_s - 60}) == "accepted");
    const EntryId b = *evening.accept(console(), QueueNext{a}).entry;
    CHECK(evening.queue().speaking->limit_s == 0);
    CHECK(evening.verdict(console(), GiveSpeakerMore{b, 30}) == "bad_text refusal.bad_speaking_time");
}

TEST_CASE(
    "a turn is over when the chair says so, while others wait, and when the evening goes on to the next "
    "block") {
    Meeting evening;
    const BlockId questions = evening.block("Vragen", Form::speakers);
    evening.block("Pauze", Form::pause);
    evening.accept(console(), AgendaNext{});
    CHECK(evening.verdict(console(), EndTurn{}) == "not_found refusal.nobody_speaks");
    const EntryId henk = *evening.accept(console(), AddToQueue{"Henk", Place::room}).entry;
    const EntryId els = *evening.accept(console(), AddToQueue{"Els", Place::room}).entry;
    evening.accept(console(), QueueNext{});
    CHECK(evening.verdict(console(), EndTurn{}) == "stale refusal.stale_speaker");
    CHECK(evening.verdict(console(), EndTurn{els}) == "stale refusal.stale_speaker");
    const State before = evening.state;
    SECTION("said") { evening.accept(console(), EndTurn{henk}); }
    SECTION("gone on") { evening.accept(console(), AgendaNext{questions}); }
    CHECK_FALSE(evening.state.queue.speaking);
    CHECK(waiting_order(evening.state) == std::vector<EntryId>{els});
    CHECK(evening.state.stage.scene != Scene::speaker);
    evening.accept(console(), Undo{evening.last_step()});
    CHECK(evening.state.queue == before.queue);
    CHECK(evening.state.stage == before.stage);
    CHECK(evening.replayed() == evening.state);
}
