// Owns the tables of the meeting's phases, of stepping through the agenda, and of the forecast's arithmetic.
// Test thread. It must never read a real clock: each test has its own.
#include "assembly/agenda/agenda.h"
#include "base/limits.h"
#include "core/meeting.h"

using namespace buurtkiosk;
using namespace buurtkiosk::test;

namespace {

constexpr std::int64_t minute_ms = 60'000;

struct ThreeBlocks : Meeting {
    BlockId welcome = block("Welkom", Form::plenary, 10);
    BlockId questions = block("Vragen", Form::speakers, 20);
    BlockId end = block("Afsluiting", Form::closing, 5);

    BlockState state_of(BlockId id) const { return state.agenda.blocks.at(id).state; }
};

}  // namespace

TEST_CASE("an evening is prepared once, with a title and its languages") {
    Meeting meeting("Startavond");
    CHECK(meeting.state.title == "Startavond");
    CHECK(meeting.verdict(kiosk(), PrepareMeeting{"Nog een", {"nl"}}) == "already refusal.already_prepared");
    meeting.state = State{};
    CHECK(meeting.events(kiosk(), PrepareMeeting{" Avond ", {"nl", "en"}}) ==
          std::vector<Event>{event(MeetingPrepared{"Avond", {"nl", "en"}})});
    CHECK(meeting.verdict(kiosk(), PrepareMeeting{"", {"nl"}}) == "empty refusal.empty");
    CHECK(meeting.verdict(kiosk(), PrepareMeeting{letters(81), {"nl"}}) == "too_long refusal.too_long");
    CHECK(meeting.verdict(kiosk(), PrepareMeeting{"A\u202E", {"nl"}}) == "bad_text refusal.bad_text");
    CHECK(meeting.verdict(kiosk(), PrepareMeeting{"A", {}}) == "bad_text refusal.bad_languages");
    CHECK(meeting.verdict(kiosk(), PrepareMeeting{"A", {"nl", "?"}}) == "bad_text refusal.bad_languages");
    CHECK(meeting.verdict(kiosk(), PrepareMeeting{"A", std::vector<std::string>(limits::languages, "nl")}) ==
          "accepted");
    CHECK(meeting.verdict(kiosk(),
                          PrepareMeeting{"A", std::vector<std::string>(limits::languages + 1, "nl")}) ==
          "bad_text refusal.bad_languages");
}

TEST_CASE("the evening begins once and ends once") {
    Meeting meeting;
    CHECK(meeting.events(console(), StartMeeting{}) ==
          std::vector<Event>{event(MeetingPhaseSet{Phase::lobby, Phase::running}),
                             event(StageSet{Scene::agenda, {}}),
                             event(StepDone{StepId{1},
                                            Sentence{"step.meeting_started"},
                                            {event(StageSet{Scene::lobby, {}, Scene::agenda, {}}),
                                             event(MeetingPhaseSet{Phase::running, Phase::lobby})}})});
    meeting.accept(console(), StartMeeting{});
    CHECK(meeting.state.started_ms == meeting.now_ms);
    CHECK(meeting.verdict(console(), StartMeeting{}) == "already refusal.already_started");
    const PollId poll = meeting.poll();
    meeting.accept(console(), OpenPoll{poll});
    CHECK(meeting.verdict(console(), EndMeeting{}) == "not_allowed refusal.close_polls_first");
    meeting.accept(console(), ClosePoll{poll});
    meeting.after_min(30);
    meeting.accept(console(), EndMeeting{});
    CHECK(meeting.state.phase == Phase::ended);
    CHECK(meeting.state.ended_ms == meeting.now_ms);
    CHECK(meeting.state.stage.scene == Scene::ended);
    CHECK(meeting.verdict(console(), EndMeeting{}) == "already refusal.already_ended");
    CHECK(meeting.verdict(console(), StartMeeting{}) == "already refusal.already_started");
    CHECK(meeting.verdict(console(), AgendaNext{}) == "closed refusal.meeting_ended");
    CHECK(meeting.verdict(console(), AgendaBack{}) == "closed refusal.meeting_ended");
    CHECK(meeting.verdict(console(), OpenCheckIn{"Hoe?", 0}) == "closed refusal.meeting_ended");
    CHECK(meeting.verdict(console(), OpenPoll{meeting.poll()}) == "closed refusal.meeting_ended");
    CHECK(meeting.verdict(console(), QueueNext{}) == "closed refusal.meeting_ended");
    CHECK(meeting.verdict(console(), AddToQueue{"Henk", Place::room}) == "closed refusal.meeting_ended");
    const PersonId ans = meeting.join("Ans");
    CHECK(meeting.verdict(person(ans), AskToSpeak{}) == "closed refusal.meeting_ended");
}

TEST_CASE("ending the evening ends the block and the turn that are on") {
    ThreeBlocks evening;
    evening.accept(console(), AgendaNext{});
    const EntryId henk = *evening.accept(console(), AddToQueue{"Henk", Place::room}).entry;
    evening.accept(console(), QueueNext{});
    CHECK(evening.state.queue.speaking->entry == henk);
    evening.after_min(4);
    evening.accept(console(), EndMeeting{});
    CHECK_FALSE(evening.state.queue.speaking);
    CHECK_FALSE(evening.state.agenda.now);
    CHECK(evening.state_of(evening.welcome) == BlockState::done);
    CHECK(evening.state.agenda.blocks.at(evening.welcome).ended_ms == evening.now_ms);
    CHECK(evening.state_of(evening.questions) == BlockState::todo);
}

TEST_CASE("the title can be changed to another line") {
    Meeting meeting("Een");
    CHECK(meeting.events(console(), SetTitle{"Een"}).empty());
    CHECK(meeting.events(console(), SetTitle{"Twee"}) ==
          std::vector<Event>{
              event(MeetingTitled{"Een", "Twee"}),
              event(StepDone{StepId{1}, Sentence{"step.title"}, {event(MeetingTitled{"Twee", "Een"})}})});
    CHECK(meeting.verdict(console(), SetTitle{" "}) == "empty refusal.empty");
    CHECK(meeting.verdict(console(), SetTitle{letters(limits::title_graphemes)}) == "accepted");
    CHECK(meeting.verdict(console(), SetTitle{letters(limits::title_graphemes + 1)}) ==
          "too_long refusal.too_long");
}

TEST_CASE("agenda.next goes one block on, from where the sender thinks we are") {
    ThreeBlocks evening;
    CHECK(evening.verdict(console(), AgendaNext{evening.welcome}) == "stale refusal.stale_block");
    CHECK(evening.events(console(), AgendaNext{}) ==
          std::vector<Event>{
              event(MeetingPhaseSet{Phase::lobby, Phase::running}),
              event(AgendaStepped{
                  {}, evening.welcome, {{evening.welcome, BlockState::now, evening.now_ms, {}}}}),
              event(StageSet{Scene::agenda, {}}),
              event(StepDone{
                  StepId{1},
                  Sentence{"step.agenda_next", {{"title", "Welkom"}}},
                  {event(StageSet{Scene::lobby, {}, Scene::agenda, {}}),
                   event(AgendaStepped{evening.welcome, {}, {{evening.welcome, BlockState::todo, {}, {}}}}),
                   event(MeetingPhaseSet{Phase::running, Phase::lobby})}})});
    evening.accept(console(), AgendaNext{});
    evening.after_min(12);

    // A double click, or two chairs at once: the second finds that it has passed.
    evening.accept(console(), AgendaNext{evening.welcome});
    CHECK(evening.verdict(console(), AgendaNext{evening.welcome}) == "stale refusal.stale_block");
    CHECK(evening.verdict(console(), AgendaNext{}) == "stale refusal.stale_block");
    CHECK(evening.state_of(evening.welcome) == BlockState::done);
    CHECK(evening.state.agenda.blocks.at(evening.welcome).ended_ms == evening.now_ms);
    CHECK(evening.state_of(evening.questions) == BlockState::now);
    CHECK(evening.state.stage.scene == Scene::speaker);  // the form asks for it

    evening.accept(console(), AgendaNext{evening.questions});
    evening.accept(console(), AgendaNext{evening.end});
    CHECK_FALSE(evening.state.agenda.now);
    CHECK(evening.state.steps.back().what.key == "step.agenda_finished");
    CHECK(evening.verdict(console(), AgendaNext{}) == "closed refusal.agenda_done");
    CHECK(evening.replayed() == evening.state);

    Meeting empty;
    CHECK(empty.verdict(console(), AgendaNext{}) == "not_found refusal.agenda_empty");
}

TEST_CASE("agenda.back takes up the block before with the time it began") {
    ThreeBlocks evening;
    CHECK(evening.verdict(console(), AgendaBack{}) == "not_found refusal.no_block_before");
    evening.accept(console(), AgendaNext{});
    const std::int64_t began_ms = evening.now_ms;
    CHECK(evening.verdict(console(), AgendaBack{evening.welcome}) == "not_found refusal.no_block_before");
    evening.after_min(10);
    evening.accept(console(), AgendaNext{evening.welcome});
    evening.after_min(1);
    CHECK(evening.verdict(console(), AgendaBack{}) == "stale refusal.stale_block");
    CHECK(evening.verdict(console(), AgendaBack{evening.welcome}) == "stale refusal.stale_block");
    evening.accept(console(), AgendaBack{evening.questions});
    CHECK(evening.state.agenda.now == evening.welcome);
    CHECK(evening.state.agenda.blocks.at(evening.welcome).started_ms == began_ms);
    CHECK_FALSE(evening.state.agenda.blocks.at(evening.welcome).ended_ms);
    CHECK(evening.state_of(evening.questions) == BlockState::todo);
    CHECK_FALSE(evening.state.agenda.blocks.at(evening.questions).started_ms);
    // From behind the last block, back is the last block.
    evening.accept(console(), AgendaNext{evening.welcome});
    evening.accept(console(), AgendaNext{evening.questions});
    evening.accept(console(), AgendaNext{evening.end});
    evening.accept(console(), AgendaBack{});
    CHECK(evening.state.agenda.now == evening.end);
}

TEST_CASE("blocks are added, removed and given other minutes while they are to come") {
    ThreeBlocks evening;
    const AddBlock pause{"Pauze", Form::pause, 15, evening.end, "Koffie", "", 0};
    const Answer added = evening.accept(console(), pause);
    REQUIRE(added.block);
    CHECK(evening.state.agenda.order ==
          std::vector<BlockId>{evening.welcome, evening.questions, *added.block, evening.end});
    CHECK(evening.state.agenda.blocks.at(*added.block).notes == "Koffie");
    const auto with = [&](auto change) {
        AddBlock block{"Pauze", Form::pause, 15, {}, "", "", 0};
        change(block);
        return evening.verdict(console(), block);
    };
    CHECK(with([](AddBlock& block) { block.title = ""; }) == "empty refusal.empty");
    CHECK(with([](AddBlock& block) { block.title = letters(81); }) == "too_long refusal.too_long");
    CHECK(with([](AddBlock& block) { block.title = "\u202Ex"; }) == "bad_text refusal.bad_text");
    CHECK(with([](AddBlock& block) { block.minutes = 0; }) == "bad_text refusal.bad_minutes");
    CHECK(with([](AddBlock& block) { block.minutes = -3; }) == "bad_text refusal.bad_minutes");
    CHECK(with([](AddBlock& block) { block.minutes = limits::block_minutes; }) == "accepted");
    CHECK(with([](AddBlock& block) { block.minutes = limits::block_minutes + 1; }) ==
          "bad_text refusal.bad_minutes");
    CHECK(with([](AddBlock& block) { block.before = BlockId{99}; }) == "not_found refusal.no_such_block");
    CHECK(with([](AddBlock& block) { block.prompt = letters(limits::prompt_graphemes); }) == "accepted");
    CHECK(with([](AddBlock& block) { block.prompt = letters(limits::prompt_graphemes + 1); }) ==
          "too_long refusal.too_long");
    CHECK(with([](AddBlock& block) { block.notes = letters(limits::notes_graphemes); }) == "accepted");
    CHECK(with([](AddBlock& block) { block.notes = letters(limits::notes_graphemes + 1); }) ==
          "too_long refusal.too_long");
    CHECK(with([](AddBlock& block) { block.think_s = limits::think_s; }) == "accepted");
    CHECK(with([](AddBlock& block) { block.think_s = limits::think_s + 1; }) ==
          "bad_text refusal.bad_think_time");
    CHECK(with([](AddBlock& block) { block.think_s = -1; }) == "bad_text refusal.bad_think_time");

    CHECK(evening.verdict(console(), RemoveBlock{BlockId{99}}) == "not_found refusal.no_such_block");
    CHECK(evening.verdict(console(), SetBlockMinutes{BlockId{99}, 5}) == "not_found refusal.no_such_block");
    CHECK(evening.verdict(console(), SetBlockMinutes{evening.welcome, 0}) == "bad_text refusal.bad_minutes");
    CHECK(evening.verdict(console(), SetBlockMinutes{evening.welcome, limits::block_minutes + 1}) ==
          "bad_text refusal.bad_minutes");
    CHECK(evening.events(console(), SetBlockMinutes{evening.welcome, 10}).empty());
    evening.accept(console(), RemoveBlock{*added.block});
    CHECK_FALSE(evening.state.agenda.blocks.contains(*added.block));

    evening.accept(console(), AgendaNext{});
    CHECK(evening.verdict(console(), RemoveBlock{evening.welcome}) == "not_allowed refusal.block_has_begun");
    CHECK(with([&](AddBlock& block) { block.before = evening.welcome; }) ==
          "not_allowed refusal.block_has_begun");
    evening.accept(console(), SetBlockMinutes{evening.welcome, 12});
    CHECK(evening.state.agenda.blocks.at(evening.welcome).minutes == 12);
    evening.accept(console(), AgendaNext{evening.welcome});
    CHECK(evening.verdict(console(), SetBlockMinutes{evening.welcome, 5}) == "closed refusal.block_is_done");
    CHECK(evening.replayed() == evening.state);
}

TEST_CASE("an agenda has room for a hundred and fifty blocks") {
    Meeting meeting;
    for (std::size_t i = 0; i < limits::blocks; ++i) meeting.block("Blok");
    CHECK(meeting.verdict(console(), AddBlock{"Nog een", Form::talk, 5, {}, "", "", 0}) ==
          "full refusal.full_blocks");
    meeting.accept(console(), RemoveBlock{BlockId{7}});
    CHECK(meeting.verdict(console(), AddBlock{"Nog een", Form::talk, 5, {}, "", "", 0}) == "accepted");
}

TEST_CASE("the forecast follows what happens") {
    ThreeBlocks evening;
    const auto forecast_now = [&] { return timetable(evening.state, evening.now_ms); };
    const auto ahead = [&] { return ahead_s(evening.state, forecast_now()); };
    CHECK_FALSE(forecast_now().ends_ms);
    CHECK(forecast_now().blocks.empty());

    const std::int64_t start_ms = evening.now_ms;
    evening.accept(console(), AgendaNext{});
    Timetable now = forecast_now();
    CHECK(now.blocks.at(evening.welcome).starts_ms == start_ms);
    CHECK(now.blocks.at(evening.welcome).ends_ms == start_ms + 10 * minute_ms);
    CHECK(now.blocks.at(evening.questions).starts_ms == start_ms + 10 * minute_ms);
    CHECK(now.blocks.at(evening.end).ends_ms == start_ms + 35 * minute_ms);
    CHECK(now.ends_ms == start_ms + 35 * minute_ms);
    CHECK(ahead() == 0);

    SECTION("earlier than planned") {
        evening.after_min(7);
        evening.accept(console(), AgendaNext{evening.welcome});
        now = forecast_now();
        CHECK(now.blocks.at(evening.welcome).ends_ms == start_ms + 7 * minute_ms);
        CHECK(now.blocks.at(evening.questions).starts_ms == start_ms + 7 * minute_ms);
        CHECK(now.ends_ms == start_ms + 32 * minute_ms);
        CHECK(ahead() == 180);
    }
    SECTION("over time: the block keeps its planned end, what follows moves a whole minute at a time") {
        evening.now_ms = start_ms + 10 * minute_ms;
        CHECK(ahead() == 0);
        for (const std::int64_t over_ms : {std::int64_t{1}, std::int64_t{30'000}, minute_ms}) {
            evening.now_ms = start_ms + 10 * minute_ms + over_ms;
            now = forecast_now();
            CHECK(now.blocks.at(evening.welcome).ends_ms == start_ms + 10 * minute_ms);
            CHECK(now.blocks.at(evening.questions).starts_ms == start_ms + 11 * minute_ms);
            CHECK(now.ends_ms == start_ms + 36 * minute_ms);
            CHECK(ahead() == -60);
        }
        evening.now_ms = start_ms + 11 * minute_ms + 1;
        CHECK(ahead() == -120);
    }
    SECTION("other minutes and other blocks count at once") {
        evening.accept(console(), SetBlockMinutes{evening.end, 15});
        CHECK(forecast_now().ends_ms == start_ms + 45 * minute_ms);
        CHECK(ahead() == -600);  // later than was said when the evening began
        evening.accept(console(), RemoveBlock{evening.questions});
        CHECK(forecast_now().ends_ms == start_ms + 25 * minute_ms);
        CHECK(ahead() == 600);
    }
    SECTION("all done: the end is real") {
        evening.after_min(10);
        evening.accept(console(), AgendaNext{evening.welcome});
        evening.after_min(20);
        evening.accept(console(), AgendaNext{evening.questions});
        evening.after_min(8);
        evening.accept(console(), AgendaNext{evening.end});
        const std::int64_t end_ms = evening.now_ms;
        evening.after_min(100);
        CHECK(forecast_now().ends_ms == end_ms);
        CHECK(ahead() == -180);
    }
    SECTION("an evening that was ended early stands still") {
        evening.after_min(5);
        evening.accept(console(), EndMeeting{});
        const auto at_end = forecast_now().ends_ms;
        evening.after_min(100);
        CHECK(forecast_now().ends_ms == at_end);
    }
}

TEST_CASE("begun without a block: nothing that is to come begins in the past") {
    ThreeBlocks evening;
    const std::int64_t start_ms = evening.now_ms;
    evening.accept(console(), StartMeeting{});
    for (const std::int64_t later_ms :
         {std::int64_t{0}, std::int64_t{1}, 59'999L, minute_ms, 5 * minute_ms + 30'000}) {
        evening.now_ms = start_ms + later_ms;
        const Timetable now = timetable(evening.state, evening.now_ms);
        INFO("after " << later_ms);
        CHECK(*now.blocks.at(evening.welcome).starts_ms >= evening.now_ms);
        CHECK(*now.blocks.at(evening.welcome).starts_ms < evening.now_ms + minute_ms);
        CHECK((*now.blocks.at(evening.welcome).starts_ms - start_ms) % minute_ms == 0);
        CHECK(now.ends_ms == *now.blocks.at(evening.welcome).starts_ms + 35 * minute_ms);
    }
}

TEST_CASE("after a power cut the agenda goes on and the speaker's countdown stands still") {
    ThreeBlocks evening;
    evening.accept(console(), AgendaNext{});
    const EntryId henk = *evening.accept(console(), AddToQueue{"Henk", Place::room}).entry;
    evening.accept(console(), QueueNext{});
    const std::int64_t called_ms = evening.now_ms;
    evening.after_s(40);
    evening.join("Ans");  // the last thing that was written down
    evening.after_min(12);

    Speaking paused = turn(henk, called_ms, 120, 40'000);
    paused.turns_begun = 1;
    CHECK(evening.events(kiosk(), NoteRestart{}) ==
          std::vector<Event>{event(KioskRestarted{}), event(SpeakingSet{henk, paused})});
    evening.accept(kiosk(), NoteRestart{});
    evening.after_min(1);
    CHECK(evening.state.queue.speaking->paused_ms == 40'000);  // still
    evening.accept(console(), ContinueSpeaker{henk});
    CHECK_FALSE(evening.state.queue.speaking->paused_ms);
    CHECK(evening.now_ms - evening.state.queue.speaking->since_ms == 40'000);
    evening.after_s(5);
    CHECK(evening.now_ms - evening.state.queue.speaking->since_ms == 45'000);
    CHECK(ahead_s(evening.state, timetable(evening.state, evening.now_ms)) < 0);  // the block's time went on

    SECTION("a second cut while paused changes nothing") {
        evening.accept(console(), PauseSpeaker{henk});
        CHECK(evening.events(kiosk(), NoteRestart{}) == std::vector<Event>{event(KioskRestarted{})});
    }
    SECTION("nobody speaks") {
        evening.accept(console(), QueueNext{henk});
        CHECK(evening.events(kiosk(), NoteRestart{}) == std::vector<Event>{event(KioskRestarted{})});
    }
}
