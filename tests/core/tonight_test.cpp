// Owns the tests of which evening a start takes: today's own, a new one, another plan. Test thread. It must
// never touch the evenings of whoever runs it: each test has a data folder of its own.
#include "tonight.h"

#include <catch2/catch.hpp>
#include <filesystem>

#include "core/starts.h"

using namespace buurtkiosk;
using test::Home;
using test::Start;
using test::with_runbook;
namespace fs = std::filesystem;

TEST_CASE("after the plug was pulled, a start without arguments goes on with today's evening") {
    const Home home;
    std::string file;
    {
        Start first(with_runbook(home.runbook("Startavond")));
        first.does(test::kiosk(),
                   assembly::Join{assembly::Place::room, "nl", std::nullopt, test::token_of(1)});
        file = first.file();
    }
    const Start second{Options{}};
    CHECK(second.tonight.value().goes_on);
    CHECK(second.file() == file);
    CHECK(second.meeting.state.title == "Startavond");
    CHECK(second.meeting.state.people.size() == 1);
}

TEST_CASE("a runbook that was mended before anybody came is read anew, and kept once somebody is there") {
    const Home home;
    { const Start look(with_runbook(home.runbook("Startavond", "Wlekom"))); }
    {
        Start mended(with_runbook(home.runbook("Startavond", "Welkom")));
        CHECK_FALSE(mended.tonight.value().goes_on);
        CHECK(mended.meeting.state.agenda.blocks.begin()->second.title == "Welkom");
        mended.does(test::kiosk(),
                    assembly::Join{assembly::Place::room, "nl", std::nullopt, test::token_of(1)});
    }
    const Start late(with_runbook(home.runbook("Startavond", "Iets anders")));
    CHECK(late.tonight.value().goes_on);
    CHECK(late.tonight.value().runbook_kept);
    CHECK(late.meeting.state.agenda.blocks.begin()->second.title == "Welkom");
}

TEST_CASE("another plan, or an evening that has ended, begins a new file") {
    const Home home;
    std::string file;
    {
        Start first(with_runbook(home.runbook("Startavond")));
        first.does(test::kiosk(),
                   assembly::Join{assembly::Place::room, "nl", std::nullopt, test::token_of(1)});
        file = first.file();
    }
    {
        Start other(with_runbook(home.runbook("Ledenvergadering")));
        CHECK_FALSE(other.tonight.value().goes_on);
        CHECK(other.file() != file);
        other.does(test::console(), assembly::EndMeeting{});
    }
    const Start third{Options{}};
    CHECK(third.tonight.value().goes_on);
    CHECK(third.file() == file);  // the one that has not ended
}

TEST_CASE("an evening that took another plan goes on with the command that began it") {
    const Home home;
    const Options same = with_runbook(home.runbook("Startavond"));
    std::string file;
    {
        Start first(same);
        assembly::TakeAgenda taken;
        taken.blocks.push_back({"Welkom", assembly::Form::plenary, 10, {}, "", "", 0});
        taken.instead = assembly::TakeAgenda::Evening{"Bewonersavond", {"nl"}};
        first.does(test::console(), taken);
        first.does(test::kiosk(),
                   assembly::Join{assembly::Place::room, "nl", std::nullopt, test::token_of(1)});
        file = first.file();
    }
    Start again(same);
    CHECK(again.tonight.value().goes_on);
    CHECK(again.file() == file);
    CHECK(again.meeting.state.title == "Bewonersavond");
}

TEST_CASE("a demo has a file of its own, which goes with it") {
    const Home home;
    Options options;
    options.demo = 3;
    const Start demo{options};
    CHECK(demo.tonight.value().throw_away);
    CHECK_FALSE(demo.tonight.value().goes_on);
    CHECK(demo.file().find("demo") != std::string::npos);
    for (const char* ending : {"", "-wal", "-shm"}) fs::remove(demo.file() + ending);
}

TEST_CASE("a new evening has the colours that this computer remembers, one that goes on keeps its own") {
    const Home home;
    host::Settings light;
    light.theme = host::Settings::Theme::light;
    host::Settings dark;
    dark.theme = host::Settings::Theme::dark;
    {
        const Start first({}, light);
        CHECK(first.meeting.state.stage.theme == assembly::Theme::light);
        CHECK(first.meeting.state.steps.empty());  // the chair did not do this
    }
    const Start again({}, dark);
    CHECK(again.tonight.value().goes_on);
    CHECK(again.meeting.state.stage.theme == assembly::Theme::light);
    const Home other;
    CHECK(Start({}, dark).meeting.state.stage.theme == assembly::Theme::dark);
    const Home third;
    CHECK(Start({}).meeting.state.stage.theme == assembly::State{}.stage.theme);
}
