// Owns the tests of taking a whole agenda in one step: blocks from a table added, a ready-made evening in the
// place of what was prepared, all of it or nothing, and taken back exactly. Test thread. It must never lean
// on the order of ids: only on titles.
#include "base/limits.h"
#include "core/meeting.h"

using namespace buurtkiosk;
using namespace buurtkiosk::test;

namespace {

TakeAgenda tables_and_a_poll() {
    TakeAgenda taken;
    taken.blocks.push_back({"Welkom", Form::plenary, 10, {}, "Zeg wie u bent.", "", 0});
    AddBlock tables{"Aan tafel", Form::talk, 1, {}, "", "", 0};
    tables.side_by_side = true;
    taken.blocks.push_back(tables);
    AddBlock table{"Tafel groen", Form::talk, 20, {}, "", "", 0};
    table.inside = BlockId{2};
    taken.blocks.push_back(table);
    table.title = "Tafel veilig";
    taken.blocks.push_back(table);
    taken.polls.push_back({PollKind::yes_no, "Gaan we door?", {}, BlockId{1}});
    return taken;
}

TakeAgenda ready_made() {
    TakeAgenda taken = tables_and_a_poll();
    taken.instead = TakeAgenda::Evening{
        "Bewonersavond",
        {"nl", "tr"},
        {{90, 30, 60, 60}, {{FairRule::first_turn}}, {"Bewoners", "Gemeente"}, "https://bellen.example"}};
    return taken;
}

std::vector<std::string> titles(const State& state) {
    std::vector<std::string> all;
    for (const BlockId id : state.agenda.order) all.push_back(state.agenda.blocks.at(id).title);
    return all;
}

// All but the list of steps and the numbers that are given out next: undo gives those to nobody again.
State but_for_steps(State state) {
    state.steps.clear();
    state.next = {};
    return state;
}

}  // namespace

TEST_CASE("a ready-made evening stands in the place of what was prepared, and can be taken back") {
    Meeting meeting("Zonder plan");
    const BlockId old = meeting.block("Oud blok");
    meeting.poll("Oude vraag?", old);
    const State before = meeting.state;
    meeting.accept(console(), ready_made());
    CHECK(titles(meeting.state) ==
          std::vector<std::string>{"Welkom", "Aan tafel", "Tafel groen", "Tafel veilig"});
    CHECK(meeting.state.title == "Bewonersavond");
    CHECK(meeting.state.languages == std::vector<std::string>{"nl", "tr"});
    CHECK(meeting.state.queue.limits_s.front() == 90);
    REQUIRE(meeting.state.polls.size() == 1);
    const Poll& poll = meeting.state.polls.begin()->second;
    CHECK(poll.question == "Gaan we door?");
    CHECK(meeting.state.agenda.blocks.at(*poll.block).title == "Welkom");
    const Block& table = meeting.state.agenda.blocks.at(meeting.state.agenda.order[3]);
    CHECK(meeting.state.agenda.blocks.at(*table.inside).title == "Aan tafel");
    CHECK(meeting.replayed() == meeting.state);

    REQUIRE(meeting.state.steps.size() == 1);
    CHECK(meeting.state.steps.back().what.key == "step.evening_taken");
    meeting.accept(console(), Undo{meeting.state.steps.back().id});
    CHECK(but_for_steps(meeting.state) == but_for_steps(before));
    CHECK(meeting.replayed() == meeting.state);
    // And another one after it, of which the time to speak is not that of the one before.
    meeting.accept(console(), ready_made());
    TakeAgenda silent = ready_made();
    silent.instead->queue = {};
    meeting.accept(console(), silent);
    CHECK(meeting.state.queue.limits_s.front() == State{}.queue.limits_s.front());
    meeting.accept(console(), ready_made());
    CHECK(titles(meeting.state).size() == 4);
}

TEST_CASE("an evening that has begun is not replaced, not even by undo") {
    Meeting meeting;
    meeting.block("Welkom");
    SECTION("it runs") {
        meeting.accept(console(), AgendaNext{});
        CHECK(meeting.verdict(console(), ready_made()) == "closed refusal.evening_has_begun");
    }
    SECTION("a vote ran in the lobby") {
        meeting.accept(console(), OpenPoll{meeting.poll()});
        CHECK(meeting.verdict(console(), ready_made()) == "closed refusal.evening_has_begun");
    }
    SECTION("it began after the evening was chosen") {
        meeting.accept(console(), ready_made());
        const StepId chosen = meeting.state.steps.back().id;
        meeting.accept(console(), AgendaNext{});
        meeting.accept(console(), OpenPoll{meeting.state.poll_order.front()});
        meeting.accept(person(meeting.join()), CastVote{meeting.state.poll_order.front(), Ballot{"yes"}});
        CHECK(meeting.verdict(console(), Undo{chosen}).substr(0, 5) == "stale");
        CHECK(titles(meeting.state).size() == 4);
    }
    SECTION("it is over") {
        meeting.accept(console(), AgendaNext{});
        meeting.accept(console(), EndMeeting{});
        CHECK(meeting.verdict(console(), tables_and_a_poll()) == "closed refusal.meeting_ended");
    }
}

TEST_CASE("all of an agenda is taken, or nothing") {
    Meeting meeting;
    meeting.block("Welkom");
    const State before = meeting.state;
    const auto refused = [&](const TakeAgenda& taken) {
        const std::string verdict = meeting.verdict(console(), taken);
        CHECK(meeting.state == before);
        return verdict;
    };
    CHECK(refused(TakeAgenda{}) == "empty refusal.no_blocks_to_take");
    TakeAgenda bad = ready_made();
    bad.blocks.back().title = "";
    CHECK(refused(bad) == "empty refusal.empty");
    bad = ready_made();
    bad.blocks.back().inside = BlockId{5};
    CHECK(refused(bad) == "not_found refusal.no_such_block");
    bad.blocks.back().inside = BlockId{0};
    CHECK(refused(bad) == "not_found refusal.no_such_block");
    bad = ready_made();
    bad.instead->languages.clear();
    CHECK(refused(bad) == "bad_text refusal.bad_languages");
    bad = ready_made();
    bad.instead->queue.limits_s.front() = -1;
    CHECK(refused(bad) == "bad_text refusal.bad_speaking_time");
    bad = ready_made();
    bad.polls.front().question = letters(limits::question_graphemes + 1);
    CHECK(refused(bad) == "too_long refusal.too_long");
    bad = tables_and_a_poll();
    bad.blocks.resize(limits::blocks + 1, bad.blocks.front());
    CHECK(refused(bad) == "full refusal.full_blocks");
    bad.blocks.resize(limits::blocks);  // with the one that is there already, one too many
    CHECK(refused(bad) == "full refusal.full_blocks");
    CHECK(meeting.verdict(person(meeting.join()), ready_made()) == "not_allowed refusal.only_chair");
}

TEST_CASE("blocks of a table are added where they are wanted, while the evening runs") {
    Meeting meeting;
    meeting.block("Welkom");
    const BlockId end = meeting.block("Afsluiting", Form::closing);
    meeting.accept(console(), AgendaNext{});
    const auto shown = titles(meeting.state);
    TakeAgenda taken = tables_and_a_poll();
    taken.before = end;
    meeting.accept(console(), taken);
    CHECK(titles(meeting.state) == std::vector<std::string>{"Welkom", "Welkom", "Aan tafel", "Tafel groen",
                                                            "Tafel veilig", "Afsluiting"});
    CHECK(meeting.state.title == "Buurtavond");
    CHECK(meeting.state.steps.back().what.key == "step.blocks_added");
    CHECK(meeting.replayed() == meeting.state);
    meeting.accept(console(), Undo{meeting.state.steps.back().id});
    CHECK(titles(meeting.state) == shown);
    CHECK(meeting.state.polls.empty());
    taken.before = meeting.state.agenda.now;
    CHECK(meeting.verdict(console(), taken) == "not_allowed refusal.block_has_begun");
    taken.before.reset();
    meeting.accept(console(), taken);
    CHECK(titles(meeting.state).back() == "Tafel veilig");
}
