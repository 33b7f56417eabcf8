// Owns the tests of undo: each step taken back leaves what was, what was touched since is refused with the
// sentence that says what. Test thread. It must never undo by hand: only the command does.
#include <functional>

#include "assembly/queue/queue.h"
#include "assembly/undo/undo.h"
#include "base/limits.h"
#include "core/meeting.h"

using namespace buurtkiosk;
using namespace buurtkiosk::test;

namespace {

// An evening in full swing: three blocks with the first on, a check-in with words of four people, one waiting
// word, a queue of three with somebody speaking, a draft and a closed poll.
struct Evening : Meeting {
    BlockId welcome = block("Welkom");
    BlockId talk = block_with_slides("Uitleg", 6);
    BlockId closing = block("Afsluiting", Form::closing);
    PersonId ans = join("Ans");
    PersonId bram = join("Bram");
    PersonId cor = join("Cor");
    PersonId dina = join("Dina");
    PollId draft = poll("Nog niet open?");
    PollId third = poll("En deze?");
    PollId closed = poll("Al gesloten?");
    EntryId speaking, first, second;

    Evening() {
        accept(console(), AgendaNext{});
        accept(console(), OpenCheckIn{"Hoe is het?", 0});
        accept(person(ans), GiveWord{"moe"});
        accept(person(bram), GiveWord{"Moe"});
        accept(person(cor), GiveWord{"blij"});
        accept(person(dina), GiveWord{"sukkel"});
        accept(console(), OpenPoll{closed});
        accept(person(ans), CastVote{closed, Ballot{"yes"}});
        accept(console(), ClosePoll{closed});
        speaking = *accept(console(), AddToQueue{"Henk", Place::room}).entry;
        first = *accept(person(ans), AskToSpeak{}).entry;
        second = *accept(person(bram), AskToSpeak{QueueKind::point, "Bankjes"}).entry;
        accept(console(), QueueNext{});
        after_s(20);
    }
    GroupId group_of(PersonId id) const { return state.check_in()->answers.at(id).group; }
    // Asks for the last step, whether or not it can still be undone.
    std::string undo() {
        if (state.steps.empty()) return verdict(console(), Undo{});
        const Undo command{last_step()};
        std::string said = verdict(console(), command);
        if (said == "accepted") accept(console(), command);
        return said;
    }
};

// What a step leaves behind on purpose: numbers are never given twice, and people who once stood in the queue
// and words that once were one stay known, though nothing points to them.
State comparable(State state) {
    state.next = {};
    for (auto& [id, check_in] : state.check_ins) {
        std::map<GroupId, WordGroup> used;
        for (const auto& [person, answer] : check_in.answers)
            used[answer.group] = check_in.groups.at(answer.group);
        check_in.groups = used;
    }
    std::map<EntryId, QueueEntry> there;
    for (const EntryId id : state.queue.waiting) there.emplace(id, state.queue.entries.at(id));
    if (state.queue.speaking)
        there.emplace(state.queue.speaking->entry, state.queue.entries.at(state.queue.speaking->entry));
    state.queue.entries = there;
    return state;
}

struct UndoableStep {
    const char* name;
    std::function<void(Evening&)> before;  // what must be so for the step to be possible
    std::function<Command(const Evening&)> step;
};

std::vector<UndoableStep> all_steps() {
    const auto nothing = [](Evening&) {};
    const auto shown = [](Evening& evening) { evening.accept(console(), ShowCheckIn{}); };
    return {
        {"meeting.end", nothing, [](const Evening&) { return EndMeeting{}; }},
        {"meeting.title", nothing, [](const Evening&) { return SetTitle{"Anders"}; }},
        {"agenda.next", nothing, [](const Evening& e) { return AgendaNext{e.welcome}; }},
        {"agenda.next to the end",
         [](Evening& e) {
             e.accept(console(), AgendaNext{e.welcome});
             e.accept(console(), AgendaNext{e.talk});
         },
         [](const Evening& e) { return AgendaNext{e.closing}; }},
        {"agenda.back", [](Evening& e) { e.accept(console(), AgendaNext{e.welcome}); },
         [](const Evening& e) { return AgendaBack{e.talk}; }},
        {"agenda.add", nothing,
         [](const Evening& e) { return AddBlock{"Pauze", Form::pause, 5, e.closing, "", "", 0}; }},
        {"agenda.remove", nothing, [](const Evening& e) { return RemoveBlock{e.talk}; }},
        {"agenda.remove the last", nothing, [](const Evening& e) { return RemoveBlock{e.closing}; }},
        {"agenda.minutes", nothing,
         [](const Evening& e) {
             return SetBlockMinutes{e.welcome, 45};
         }},
        {"check_in.open over another", nothing,
         [](const Evening&) {
             return OpenCheckIn{"En nu?", 30};
         }},
        {"check_in.open over a shown one", shown,
         [](const Evening&) {
             return OpenCheckIn{"En nu?", 30};
         }},
        {"check_in.open after one", [](Evening& e) { e.accept(console(), CloseCheckIn{}); },
         [](const Evening&) {
             return OpenCheckIn{"En nu?", 0};
         }},
        {"check_in.show", nothing, [](const Evening&) { return ShowCheckIn{}; }},
        {"check_in.close", nothing, [](const Evening&) { return CloseCheckIn{}; }},
        {"check_in.close after showing", shown, [](const Evening&) { return CloseCheckIn{}; }},
        {"check_in.merge", nothing,
         [](const Evening& e) {
             return MergeWords{e.group_of(e.cor), e.group_of(e.ans)};
         }},
        {"check_in.split", nothing,
         [](const Evening& e) {
             return SplitWord{e.group_of(e.ans), "Moe"};
         }},
        {"check_in.hide", nothing,
         [](const Evening& e) {
             return HideWord{e.group_of(e.ans), true};
         }},
        {"check_in.hide back",
         [](Evening& e) {
             e.accept(console(), HideWord{e.group_of(e.ans), true});
         },
         [](const Evening& e) {
             return HideWord{e.group_of(e.ans), false};
         }},
        {"check_in.allow", nothing, [](const Evening& e) { return AllowWord{e.group_of(e.dina)}; }},
        {"queue.close", nothing, [](const Evening&) { return CloseQueue{}; }},
        {"queue.open", [](Evening& e) { e.accept(console(), CloseQueue{}); },
         [](const Evening&) { return OpenQueue{}; }},
        {"queue.next", nothing, [](const Evening& e) { return QueueNext{e.speaking}; }},
        {"queue.next while paused", [](Evening& e) { e.accept(console(), PauseSpeaker{e.speaking}); },
         [](const Evening& e) { return QueueNext{e.speaking}; }},
        {"queue.next with nobody left",
         [](Evening& e) {
             e.accept(person(e.ans), WithdrawFromQueue{});
             e.accept(person(e.bram), WithdrawFromQueue{});
         },
         [](const Evening& e) { return QueueNext{e.speaking}; }},
        {"queue.add", nothing,
         [](const Evening&) {
             return AddToQueue{"Els", Place::room};
         }},
        {"queue.remove", nothing, [](const Evening& e) { return RemoveFromQueue{e.first}; }},
        {"queue.move", nothing,
         [](const Evening& e) {
             return MoveInQueue{e.second, e.first};
         }},
        {"queue.more", nothing,
         [](const Evening& e) {
             return GiveSpeakerMore{e.speaking, 30};
         }},
        {"queue.limit", nothing, [](const Evening&) { return SetSpeakingLimit{60}; }},
        {"poll.add", nothing,
         [](const Evening&) {
             return AddPoll{PollKind::choice, "Wat?", {"A", "B"}, {}};
         }},
        {"poll.remove", nothing, [](const Evening& e) { return RemovePoll{e.draft}; }},
        {"poll.open", nothing, [](const Evening& e) { return OpenPoll{e.draft}; }},
        {"poll.show", nothing, [](const Evening& e) { return ShowPoll{e.closed}; }},
        {"stage.show", nothing,
         [](const Evening&) {
             return ShowScene{Scene::agenda, {}};
         }},
        {"slides.show", nothing, [](const Evening& e) { return ShowSlides{e.talk}; }},
        {"agenda.next to slides that were left at another page",
         [](Evening& e) {
             e.accept(console(), AgendaNext{e.welcome});
             e.accept(console(), TurnSlide{1, 4});
             e.accept(console(), AgendaBack{e.talk});
         },
         [](const Evening& e) { return AgendaNext{e.welcome}; }},
        {"agenda.back to slides",
         [](Evening& e) {
             e.accept(console(), AgendaNext{e.welcome});
             e.accept(console(), TurnSlide{1, 4});
             e.accept(console(), AgendaNext{e.talk});
         },
         [](const Evening& e) { return AgendaBack{e.closing}; }},
        {"agenda.remove what is on the wall", [](Evening& e) { e.accept(console(), ShowSlides{e.talk}); },
         [](const Evening& e) { return RemoveBlock{e.talk}; }},
        {"person.rename", nothing,
         [](const Evening& e) {
             return RenamePerson{e.ans, "Buurvrouw"};
         }},
        {"person.rename to a name that is there", nothing,
         [](const Evening& e) {
             return RenamePerson{e.ans, "Bram"};
         }},
    };
}

}  // namespace

TEST_CASE("each step taken back leaves what was") {
    for (const UndoableStep& one : all_steps()) {
        INFO(one.name);
        Evening evening;
        one.before(evening);
        const State before = evening.state;
        const Command command = one.step(evening);
        evening.accept(console(), command);
        REQUIRE(evening.state.steps.size() == std::min(before.steps.size() + 1, limits::undo_steps));
        CHECK_FALSE(evening.state.steps.back().what.key.empty());
        CHECK_FALSE(comparable(evening.state) == comparable(before));
        evening.after_s(5);
        CHECK(evening.undo() == "accepted");
        CHECK(comparable(evening.state) == comparable(before));
        CHECK(evening.replayed() == evening.state);
    }
}

TEST_CASE("the start of the evening is taken back too") {
    for (const bool by_agenda : {false, true}) {
        Meeting meeting;
        meeting.block("Welkom");
        const State before = meeting.state;
        meeting.accept(console(), by_agenda ? Command{AgendaNext{}} : Command{StartMeeting{}});
        meeting.accept(console(), Undo{meeting.last_step()});
        CHECK(comparable(meeting.state) == comparable(before));
    }
    // Ended from the lobby, and back to the lobby.
    Meeting meeting;
    const State before = meeting.state;
    meeting.accept(console(), EndMeeting{});
    meeting.accept(console(), Undo{meeting.last_step()});
    CHECK(comparable(meeting.state) == comparable(before));
}

TEST_CASE("undo says which step it takes back") {
    Meeting meeting;
    CHECK(meeting.verdict(console(), Undo{}) == "not_found refusal.nothing_to_undo");
    CHECK(meeting.verdict(console(), Undo{StepId{1}}) == "not_found refusal.nothing_to_undo");
    meeting.accept(console(), SetTitle{"Een"});
    meeting.accept(console(), SetTitle{"Twee"});
    CHECK(meeting.verdict(console(), Undo{}) == "stale refusal.stale_step");
    CHECK(meeting.verdict(console(), Undo{StepId{1}}) == "stale refusal.stale_step");
    CHECK(meeting.events(console(), Undo{StepId{2}}) ==
          std::vector<Event>{event(MeetingTitled{"Twee", "Een"}), event(StepUndone{StepId{2}})});
    meeting.accept(console(), Undo{StepId{2}});
    // The second of two equal clicks.
    CHECK(meeting.verdict(console(), Undo{StepId{2}}) == "stale refusal.stale_step");
    meeting.accept(console(), Undo{StepId{1}});
    CHECK(meeting.state.title == "Buurtavond");
    meeting.accept(console(), SetTitle{"Drie"});
    CHECK(meeting.last_step() == StepId{3});  // numbers are never given twice
}

TEST_CASE("undo goes twenty steps deep and no deeper") {
    Meeting meeting;
    for (int i = 1; i <= 25; ++i) {
        meeting.accept(console(), SetTitle{"Titel " + std::to_string(i)});
        CHECK(meeting.state.steps.size() ==
              std::min<std::size_t>(static_cast<std::size_t>(i), limits::undo_steps));
    }
    for (std::size_t i = 0; i < limits::undo_steps; ++i) meeting.accept(console(), Undo{meeting.last_step()});
    CHECK(meeting.state.title == "Titel 5");
    CHECK(meeting.verdict(console(), Undo{}) == "not_found refusal.nothing_to_undo");
    CHECK(meeting.replayed() == meeting.state);
}

TEST_CASE("the whole of an evening is taken back step by step") {
    Evening evening;
    Meeting& meeting = evening;
    std::vector<State> states;
    const auto take = [&](const Command& command) {
        states.push_back(meeting.state);
        meeting.accept(console(), command);
        meeting.after_s(3);
    };
    take(AgendaNext{evening.welcome});
    take(QueueNext{});  // the turn ended with the block
    take(MoveInQueue{evening.second, {evening.second}});
    states.pop_back();  // moving somebody to their own place is no step
    take(AddToQueue{"Els", Place::home});
    take(ShowCheckIn{});
    take(MergeWords{evening.group_of(evening.cor), evening.group_of(evening.ans)});
    take(SplitWord{evening.group_of(evening.ans), "blij"});
    take(CloseCheckIn{});
    take(OpenPoll{evening.draft});
    take(ShowScene{Scene::agenda, {}});
    take(AgendaBack{evening.talk});
    while (!states.empty()) {
        REQUIRE(evening.undo() == "accepted");
        CHECK(comparable(evening.state) == comparable(states.back()));
        states.pop_back();
    }
}

TEST_CASE("what was touched since is not taken back, and the refusal says what") {
    Evening evening;
    const auto refused_after = [](Evening& e, const Command& step,
                                  const std::function<void(Evening&)>& touch) {
        e.accept(console(), step);
        touch(e);
        const State before = e.state;
        std::string said = e.undo();
        CHECK(e.state == before);  // a refusal changes nothing
        return said;
    };
    SECTION("somebody answered the check-in") {
        CHECK(refused_after(evening, OpenCheckIn{"En nu?", 0}, [](Evening& e) {
                  e.accept(person(e.ans), GiveWord{"fris"});
              }) == "stale refusal.undo_words");
    }
    SECTION("somebody of a merged word chose another word") {
        CHECK(refused_after(evening, MergeWords{evening.group_of(evening.cor), evening.group_of(evening.ans)},
                            [](Evening& e) { e.accept(person(e.cor), GiveWord{"fris"}); }) ==
              "stale refusal.undo_words");
    }
    SECTION("a vote has come in") {
        CHECK(refused_after(evening, OpenPoll{evening.draft}, [](Evening& e) {
                  e.accept(person(e.ans), CastVote{e.draft, Ballot{"no"}});
              }) == "stale refusal.undo_votes");
    }
    SECTION("the poll was closed: that is never taken back") {
        CHECK(refused_after(evening, OpenPoll{evening.draft}, [](Evening& e) {
                  e.accept(console(), ClosePoll{e.draft});
              }) == "stale refusal.undo_poll");
    }
    SECTION("the person called gave the turn back") {
        CHECK(refused_after(evening, QueueNext{evening.speaking}, [](Evening& e) {
                  e.accept(person(e.ans), WithdrawFromQueue{});
              }) == "stale refusal.undo_queue");
    }
    SECTION("the person called asked again: nobody stands in the queue twice") {
        CHECK(refused_after(evening, QueueNext{evening.speaking}, [](Evening& e) {
                  e.accept(person(e.ans), AskToSpeak{});
              }) == "stale refusal.undo_queue");
    }
    SECTION("the person removed asked again") {
        CHECK(refused_after(evening, RemoveFromQueue{evening.first}, [](Evening& e) {
                  e.accept(person(e.ans), AskToSpeak{});
              }) == "stale refusal.undo_queue");
    }
    SECTION("who was moved left the queue: that is their own choice") {
        CHECK(refused_after(evening, MoveInQueue{evening.second, evening.first}, [](Evening& e) {
                  e.accept(person(e.bram), WithdrawFromQueue{});
              }) == "stale refusal.undo_queue");
    }
    SECTION("the person renamed has chosen a name") {
        CHECK(refused_after(evening, RenamePerson{evening.ans, "Buurvrouw"}, [](Evening& e) {
                  e.accept(person(e.ans), GiveName{"Ans van hiernaast"});
              }) == "stale refusal.undo_name");
    }
    SECTION("somebody else has taken the name from before") {
        CHECK(refused_after(evening, RenamePerson{evening.ans, "Buurvrouw"}, [](Evening& e) {
                  e.accept(person(e.dina), GiveName{"Ans"});
              }) == "stale refusal.undo_name");
    }
}

TEST_CASE("who was removed comes back to their own place, also when a neighbour has left since") {
    Evening evening;
    const EntryId third = *evening.accept(person(evening.cor), AskToSpeak{}).entry;
    const EntryId last = *evening.accept(person(evening.dina), AskToSpeak{}).entry;
    evening.accept(console(), MoveInQueue{last, third});  // behind two, by the chair's hand
    const State before = evening.state;
    evening.accept(console(), RemoveFromQueue{evening.second});
    CHECK(waiting_order(evening.state) == std::vector{evening.first, last, third});
    SECTION("the one before") {
        evening.accept(person(evening.ans), WithdrawFromQueue{});
        CHECK(evening.undo() == "accepted");
        CHECK(waiting_order(evening.state) == std::vector{evening.second, last, third});
    }
    SECTION("the one behind") {
        evening.accept(person(evening.cor), WithdrawFromQueue{});
        CHECK(evening.undo() == "accepted");
        CHECK(waiting_order(evening.state) == std::vector{evening.first, evening.second, last});
    }
    SECTION("nobody: then all is exactly as it was") {
        CHECK(evening.undo() == "accepted");
        CHECK(evening.state.queue == before.queue);
    }
    CHECK(evening.state.queue.entries.at(evening.second) == before.queue.entries.at(evening.second));
    CHECK(evening.replayed() == evening.state);
}

TEST_CASE("a step that others have built on stays, and the ones before it can still be undone") {
    Evening evening;
    evening.accept(console(), SetTitle{"Anders"});
    const StepId titled = evening.last_step();
    evening.accept(console(), OpenPoll{evening.draft});
    const StepId opened = evening.last_step();
    CHECK(newest_undoable(evening.state) == opened);
    CHECK(evening.verdict(console(), Undo{titled}) == "stale refusal.stale_step");  // the poll goes first
    evening.accept(person(evening.ans), CastVote{evening.draft, Ballot{"no"}});
    CHECK(newest_undoable(evening.state) == titled);
    CHECK(evening.verdict(console(), Undo{opened}) == "stale refusal.undo_votes");
    evening.accept(console(), Undo{titled});
    CHECK(evening.state.title == "Buurtavond");
    CHECK(evening.state.polls.at(evening.draft).state == PollState::open);
    CHECK(evening.state.steps.back().id == opened);
    CHECK(evening.replayed() == evening.state);
}

TEST_CASE("what the wall was given since, stays on the wall") {
    Evening evening;
    evening.accept(console(), AgendaNext{evening.welcome});
    const StepId next = evening.last_step();
    evening.accept(console(), OpenPoll{evening.draft});
    evening.accept(person(evening.ans), CastVote{evening.draft, Ballot{"no"}});
    evening.accept(console(), Undo{next});
    CHECK(evening.state.agenda.now == evening.welcome);
    CHECK(evening.state.stage.scene == Scene::poll);
    CHECK(evening.state.stage.poll == evening.draft);
}

TEST_CASE("a choice for the wall that the wall has left behind is no longer undone") {
    Evening evening;
    evening.accept(console(), ShowScene{Scene::lobby, {}});
    const StepId lobby = evening.last_step();
    evening.accept(console(), OpenCheckIn{"En nu?", 0});
    evening.accept(person(evening.ans), GiveWord{"fris"});
    CHECK(evening.verdict(console(), Undo{lobby}) == "stale refusal.undo_stage");
    CHECK(evening.state.stage.scene == Scene::check_in);
}

TEST_CASE("a poll that came back stands where it stood") {
    Evening evening;
    const std::vector<PollId> order = evening.state.poll_order;
    evening.accept(console(), RemovePoll{evening.draft});
    CHECK(evening.undo() == "accepted");
    CHECK(evening.state.poll_order == order);
    evening.accept(console(), RemovePoll{evening.third});
    CHECK(evening.undo() == "accepted");
    CHECK(evening.state.poll_order == order);
}

TEST_CASE("taking back more time keeps what the countdown did since") {
    Evening evening;
    evening.accept(console(), GiveSpeakerMore{evening.speaking, 60});
    SECTION("paused") {
        evening.accept(console(), PauseSpeaker{evening.speaking});
        CHECK(evening.undo() == "accepted");
        CHECK(evening.state.queue.speaking->paused_ms == 20'000);
    }
    SECTION("paused and gone on") {
        evening.accept(console(), PauseSpeaker{evening.speaking});
        evening.after_min(10);
        evening.accept(console(), ContinueSpeaker{evening.speaking});
        CHECK(evening.undo() == "accepted");
        CHECK(evening.now_ms - evening.state.queue.speaking->since_ms == 20'000);
    }
    SECTION("the kiosk restarted") {
        evening.after_min(10);
        evening.accept(kiosk(), NoteRestart{});
        CHECK(evening.undo() == "accepted");
        CHECK(evening.state.queue.speaking->paused_ms);
    }
    CHECK(evening.state.queue.speaking->limit_s == 120);
}

TEST_CASE("closing a poll is no step, and neither is what is its own opposite") {
    Evening evening;
    evening.accept(console(), OpenPoll{evening.draft});
    const auto steps = evening.state.steps;
    evening.accept(console(), ClosePoll{evening.draft});
    evening.accept(console(), BlankStage{true});
    evening.accept(console(), SetTheme{Theme::light});
    evening.accept(console(), PauseSpeaker{evening.speaking});
    CHECK(evening.state.steps == steps);
    CHECK(evening.state.polls.at(evening.draft).state == PollState::closed);
    CHECK(evening.undo() == "stale refusal.undo_poll");
}
