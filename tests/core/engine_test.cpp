// Owns the tests of the loop's turn: nothing before the commit, retries, tokens, takeover, publishing,
// presence. Test thread, with a journal in memory and phones that only listen. It must never open a socket.
#include "engine/engine.h"

#include "base/digest.h"
#include "base/limits.h"
#include "core/hall.h"

using namespace buurtkiosk;
using namespace buurtkiosk::test;
using assembly::Command;
using protocol::CloseCode;

namespace {

Command name(const std::string& text) { return assembly::GiveName{text}; }
Command title(const std::string& text) { return assembly::SetTitle{text}; }
std::string code_of(const protocol::Reply& reply) {
    return reply.refusal ? std::string(to_string(reply.refusal->code)) : "ok";
}

}  // namespace

TEST_CASE("hello brings a token, the whole view, and then me") {
    Hall hall;
    const protocol::Reply reply = hall.hello(1);
    CHECK(code_of(reply) == "ok");
    CHECK(reply.answer.person == PersonId{1});
    CHECK(reply.token->size() == 32);  // 128 bits
    CHECK(reply.epoch == hall.engine->epoch());
    CHECK(reply.now_ms == hall.now_ms);
    CHECK(hall.heard[1].views == std::vector<std::uint64_t>{1});
    REQUIRE(hall.heard[1].me.size() == 1);
    CHECK(hall.heard[1].me[0].person == PersonId{1});
    CHECK(hall.heard[1].desks == 0);
    CHECK(code_of(hall.ask(1, "again", Hall::greeting())) == "already");
    // Only its hash is kept.
    CHECK(hall.engine->state().people.at(PersonId{1}).next_token == blake2b(*reply.token));
}

TEST_CASE("without hello nothing is done") {
    Hall hall;
    for (const protocol::Request& request :
         {protocol::Request{name("Ans")}, protocol::Request{protocol::Ping{}},
          protocol::Request{protocol::WantView{}},
          protocol::Request{protocol::React{views::ReactionKind::clap}}}) {
        CHECK(code_of(hall.ask(7, "x", request)) == "no_hello");
    }
    CHECK(hall.heard[7].views.empty());
    CHECK(hall.view().reactions == views::ReactionTotals{});
}

TEST_CASE("nothing leaves the engine before its commit") {
    Hall hall;
    const auto chair = hall.chair(1);
    hall.hello(2);
    bool committed = false;
    hall.journal.fails = [&] {
        committed = true;
        return false;
    };
    int left = 0;
    hall.watch = [&] {
        ++left;
        CHECK(committed);
    };
    hall.send(chair, "a", title("Een"));
    hall.send(2, "b", name("Ans"));
    hall.send(3, "h", Hall::greeting());
    hall.send(2, "v", protocol::WantView{});
    hall.turn();
    CHECK(left > 5);
}

TEST_CASE("a turn is one commit") {
    Hall hall;
    hall.hello(1);
    hall.hello(2);
    const auto before = hall.journal.commits_asked();
    for (int i = 0; i < 50; ++i)
        hall.send(1 + static_cast<engine::ClientId>(i % 2), std::to_string(i), name("A" + std::to_string(i)));
    hall.turn();
    CHECK(hall.journal.commits_asked() == before + 1);
    CHECK(hall.heard[1].replies.size() == 26);
    // Nothing to write down: no commit at all.
    hall.ask(1, "p", protocol::Ping{});
    CHECK(hall.journal.commits_asked() == before + 1);
}

TEST_CASE("the second of two equal steps in one turn is refused") {
    Hall hall;
    const auto chair = hall.chair(1);
    hall.ask(chair, "add", Command{assembly::AddToQueue{"Henk", assembly::Place::room}});
    hall.ask(chair, "add2", Command{assembly::AddToQueue{"Els", assembly::Place::room}});
    hall.send(chair, "next1", Command{assembly::QueueNext{}});
    hall.send(chair, "next2", Command{assembly::QueueNext{}});
    hall.turn();
    const auto& replies = hall.heard[chair].replies;
    CHECK(code_of(replies[replies.size() - 2]) == "ok");
    CHECK(code_of(replies.back()) == "stale");
    CHECK(hall.engine->state().queue.waiting.size() == 1);
}

TEST_CASE("a disk that fails: nothing is acknowledged or shown, and the next commit recovers") {
    Hall hall;
    const auto chair = hall.chair(1);
    const auto token = *hall.hello(2).token;
    hall.ask(2, "n", name("Ans"));
    hall.turn();
    const assembly::State before = hall.engine->state();
    const auto versions = hall.published.size();

    hall.journal.fail_next_commits(1);
    hall.send(chair, "t", title("Verloren"));
    hall.send(2, "n2", name("Verloren"));
    hall.send(2, "p", protocol::Ping{});
    hall.send(2, "x", title("Mag niet"));
    hall.send(3, "h", Hall::greeting());
    hall.send(4, "h", Hall::greeting(token));
    hall.turn();
    CHECK(code_of(hall.last(chair)) == "storage");
    const auto& two = hall.heard[2].replies;
    CHECK(code_of(two[two.size() - 3]) == "storage");
    CHECK(code_of(two[two.size() - 2]) == "ok");  // a ping asks nothing of the disk
    CHECK(code_of(two[two.size() - 1]) == "not_allowed");
    for (const engine::ClientId fresh : {3, 4}) {
        CHECK(code_of(hall.last(fresh)) == "storage");
        CHECK_FALSE(hall.last(fresh).token);
        CHECK(hall.heard[fresh].views.empty());
        CHECK(hall.heard[fresh].me.empty());
    }
    CHECK(hall.heard[2].closed.empty());  // nobody took over
    CHECK(hall.engine->state() == before);
    CHECK(hall.engine->host().storage_failing);
    hall.turn();
    CHECK(hall.desks.back().host.storage_failing);
    CHECK(hall.view().title == "Avond");
    REQUIRE_FALSE(hall.snapshots.back()->notices.empty());
    CHECK(hall.snapshots.back()->notices.back().warning);
    for (std::size_t i = versions; i < hall.published.size(); ++i)
        CHECK(hall.published[i].view.title == "Avond");

    // The same frame again is no retry of something done: it is done now.
    CHECK(code_of(hall.ask(chair, "t", title("Gelukt"))) == "ok");
    CHECK(hall.engine->state().title == "Gelukt");
    CHECK_FALSE(hall.engine->host().storage_failing);
    CHECK(hall.snapshots.back()->notices.back().what.key == "console.notice_storage_back");
    CHECK(code_of(hall.ask(4, "h", Hall::greeting(token))) == "ok");
    CHECK(hall.heard[2].closed == std::vector<CloseCode>{CloseCode::taken_over});
    CHECK(code_of(hall.ask(3, "h", Hall::greeting())) == "ok");
    CHECK(hall.last(3).answer.person == PersonId{3});
}

TEST_CASE("a disk that cannot even be read: nothing is shown until it can") {
    Hall hall;
    const auto chair = hall.chair(1);
    hall.hello(2);
    hall.turn();
    const auto versions = hall.published.size();
    const auto desks = hall.desks.size();
    const auto views = hall.heard[2].views.size();
    const auto mes = hall.heard[2].me.size();

    hall.journal.fail_next_commits(1);
    hall.journal.fail_next_replays(3);
    hall.send(chair, "t", title("Verloren"));
    hall.send(2, "n", name("Verloren"));
    hall.send(2, "v", protocol::WantView{});
    hall.turn();
    CHECK(code_of(hall.last(chair)) == "storage");
    CHECK(code_of(hall.last(2)) == "storage");  // there is no view that is known to be true
    // The console keeps the picture of before, and tells what is wrong.
    CHECK(hall.snapshots.back()->view == hall.view());
    CHECK(hall.snapshots.back()->host.storage_failing);
    REQUIRE_FALSE(hall.snapshots.back()->notices.empty());
    CHECK(hall.snapshots.back()->notices.back().warning);
    hall.ask(2, "n", name("Ook verloren"));
    CHECK(code_of(hall.last(2)) == "storage");
    hall.turn(6'000);
    CHECK(hall.published.size() == versions);
    CHECK(hall.desks.size() == desks);
    CHECK(hall.heard[2].views.size() == views);
    CHECK(hall.heard[2].me.size() == mes);
    REQUIRE(hall.engine->wake_at_ms(hall.now_ms));
    CHECK(*hall.engine->wake_at_ms(hall.now_ms) > hall.now_ms);  // no busy loop on a broken disk

    CHECK(code_of(hall.ask(2, "n", name("Ans"))) == "ok");
    CHECK(hall.view().title == "Avond");
    CHECK(hall.engine->state().people.at(PersonId{2}).name.text == "Ans");
}

TEST_CASE("a retry gets the stored reply and changes nothing") {
    Hall hall;
    hall.hello(1);
    const auto token = *hall.last(1).token;
    const protocol::Reply first =
        hall.ask(1, "ask", Command{assembly::AskToSpeak{assembly::QueueKind::point, "Bankjes"}});
    REQUIRE(first.answer.entry);
    hall.ask(1, "un", Command{assembly::WithdrawFromQueue{}});
    const assembly::State before = hall.engine->state();
    const auto again = [&](engine::ClientId client) {
        const protocol::Reply retry =
            hall.ask(client, "ask", Command{assembly::AskToSpeak{assembly::QueueKind::point, "Bankjes"}});
        CHECK(code_of(retry) == "ok");
        CHECK(retry.answer == first.answer);
        CHECK(hall.engine->state().queue == before.queue);
    };
    again(1);
    // Twice in one turn.
    hall.send(1, "once", name("Ans"));
    hall.send(1, "once", name("Bram"));
    hall.turn();
    CHECK(hall.last(1).answer.shown == "Ans");
    CHECK(hall.engine->state().people.at(PersonId{1}).name.text == "Ans");
    // After a power cut too.
    REQUIRE(hall.start());
    hall.hello(5, token);
    CHECK(hall.last(5).answer.person == PersonId{1});
    again(5);
    // Another person's command of the same id is another command.
    hall.hello(6);
    CHECK(hall.ask(6, "ask", Command{assembly::AskToSpeak{}}).answer.entry != first.answer.entry);
}

TEST_CASE("a refusal is not stored: the same frame may be taken later") {
    Hall hall;
    const auto chair = hall.chair(1);
    hall.hello(2);
    hall.ask(chair, "close", Command{assembly::CloseQueue{}});
    CHECK(code_of(hall.ask(2, "s", Command{assembly::AskToSpeak{}})) == "closed");
    hall.ask(chair, "open", Command{assembly::OpenQueue{}});
    CHECK(code_of(hall.ask(2, "s", Command{assembly::AskToSpeak{}})) == "ok");
}

TEST_CASE("sixty-four replies are kept, and the next one lets the first go") {
    Hall hall;
    hall.hello(1);
    const auto name_number = [&](std::size_t i) {
        return hall.ask(1, "n" + std::to_string(i), name("Naam " + std::to_string(i)));
    };
    for (std::size_t i = 1; i <= limits::stored_replies; ++i) name_number(i);
    const auto shown = [&](std::size_t i) { return name_number(i).answer.shown; };
    const auto now = [&] { return hall.engine->state().people.at(PersonId{1}).name.text; };
    CHECK(shown(1) == "Naam 1");
    CHECK(now() == "Naam 64");  // a retry
    name_number(65);
    CHECK(shown(2) == "Naam 2");
    CHECK(now() == "Naam 65");  // still a retry
    CHECK(shown(1) == "Naam 1");
    CHECK(now() == "Naam 1");  // forgotten: done anew
}

TEST_CASE("a token is rotated, and the one before stays good until the new one is used") {
    Hall hall;
    const std::string first = *hall.hello(1).token;
    const std::string lost = *hall.hello(2, first).token;  // its reply never arrived
    CHECK(hall.last(2).answer.person == PersonId{1});
    const std::string third = *hall.hello(3, first).token;
    CHECK(hall.last(3).answer.person == PersonId{1});
    CHECK(first != lost);
    CHECK(lost != third);
    CHECK(hall.hello(4, third).answer.person == PersonId{1});
    const std::string fourth = *hall.last(4).token;
    // Now the third was used: whoever still holds the first is somebody new, without a word about the old.
    const protocol::Reply stranger = hall.hello(5, first);
    CHECK(code_of(stranger) == "ok");
    CHECK(stranger.answer.person == PersonId{2});
    // It goes on after a power cut.
    REQUIRE(hall.start());
    CHECK(hall.hello(6, fourth).answer.person == PersonId{1});
    CHECK(hall.hello(7, std::string("00000000000000000000000000000000")).answer.person == PersonId{3});
}

TEST_CASE("a new socket with the token takes over, visibly") {
    Hall hall;
    const std::string token = *hall.hello(1).token;
    hall.ask(1, "n", name("Ans"));
    hall.hello(2, token);
    CHECK(hall.heard[1].closed == std::vector<CloseCode>{CloseCode::taken_over});
    CHECK(hall.heard[2].closed.empty());
    CHECK(hall.heard[2].me.back().name == "Ans");
    CHECK(code_of(hall.ask(1, "n2", name("Nog een"))) == "no_hello");
    CHECK(code_of(hall.ask(2, "n3", name("Anna"))) == "ok");
    // The old socket's end changes nothing.
    hall.engine->disconnected(1, hall.now_ms);
    hall.turn(limits::here_after_contact_ms * 2);
    CHECK(hall.view().room == 1);

    SECTION("three in one turn: the last one stays") {
        const std::string next = *hall.heard[2].replies.front().token;
        hall.send(3, "h", Hall::greeting(next));
        hall.send(4, "h", Hall::greeting(next));
        hall.turn();
        CHECK(hall.heard[3].closed == std::vector<CloseCode>{CloseCode::taken_over});
        CHECK(hall.heard[4].closed.empty());
        CHECK(code_of(hall.ask(4, "ok", name("Ans"))) == "ok");
    }
}

TEST_CASE("a phone that is gone before its turn is not here") {
    Hall hall;
    const std::string token = *hall.hello(1).token;
    hall.send(2, "h", Hall::greeting());
    hall.send(2, "n", name("Vlug weg"));
    hall.engine->disconnected(2, hall.now_ms);
    hall.turn();
    CHECK(hall.engine->state().people.size() == 2);  // what it said still counts
    CHECK(hall.engine->state().people.at(PersonId{2}).name.text == "Vlug weg");
    CHECK(hall.view().room == 2);
    hall.turn(limits::here_after_contact_ms + 1'000);
    CHECK(hall.view().room == 1);
    CHECK(code_of(hall.ask(2, "n", name("Dood"))) == "no_hello");
}

TEST_CASE("changes are gathered to at most ten a second, and none waits longer") {
    Hall hall;
    hall.hello(1);
    const auto chair = hall.chair(2);
    hall.turn(1'000);
    const auto before = hall.published.size();
    const std::int64_t began_ms = hall.now_ms;
    int sent = 0;
    while (hall.now_ms < began_ms + 2'000 || hall.published_at_ms.back() == hall.now_ms) {
        hall.send(chair, "t" + std::to_string(sent), title("Titel " + std::to_string(sent)));
        ++sent;
        hall.turn(7);
    }
    const auto published = hall.published.size() - before;
    CHECK(published <= 20);
    CHECK(published >= 15);
    for (std::size_t i = before + 1; i < hall.published.size(); ++i) {
        CHECK(hall.published[i].version == hall.published[i - 1].version + 1);
        CHECK(hall.published_at_ms[i] - hall.published_at_ms[i - 1] >= limits::publish_every_ms);
    }
    // The engine says when it wants to be woken for the rest.
    const auto wake_ms = hall.engine->wake_at_ms(hall.now_ms);
    REQUIRE(wake_ms);
    CHECK(*wake_ms <= hall.now_ms + limits::publish_every_ms);
    hall.turn(*wake_ms - hall.now_ms);
    CHECK(hall.view().title == "Titel " + std::to_string(sent - 1));
    // Nothing more happens: it sleeps.
    const auto quiet = hall.published.size();
    hall.turn(50);
    CHECK(*hall.engine->wake_at_ms(hall.now_ms) > hall.now_ms + 1'000);
    for (int i = 0; i < 20; ++i) hall.turn(1'000);
    CHECK(hall.published.size() == quiet);
}

TEST_CASE("v is the first version that shows it") {
    Hall hall;
    const auto chair = hall.chair(1);
    hall.turn(1'000);
    for (int i = 0; i < 40; ++i) {
        const std::string wanted = "Titel " + std::to_string(i);
        hall.send(chair, "t" + std::to_string(i), title(wanted));
        hall.turn(i % 7 * 23);
        const std::uint64_t named = hall.last(chair).version;
        hall.turn(150);
        bool before_it = false;
        bool in_it = false;
        for (const auto& one : hall.published) {
            if (one.version < named && one.view.title == wanted) before_it = true;
            if (one.version == named && one.view.title == wanted) in_it = true;
        }
        INFO(wanted);
        CHECK_FALSE(before_it);
        CHECK(in_it);
    }
    // What changes nothing public still names a version that comes.
    const auto quiet = hall.ask(chair, "same", title(hall.engine->state().title));
    hall.turn(150);
    CHECK(quiet.version <= hall.published.back().version);
    hall.turn(150);
    CHECK(hall.ask(chair, "ping", protocol::Ping{}).version == hall.published.back().version);
}

TEST_CASE("a phone that sleeps is here for ten minutes, and again when it wakes") {
    Hall hall;
    hall.hello(1);
    const std::string token = *hall.hello(2).token;
    hall.turn();
    CHECK(hall.view().room == 2);
    hall.engine->disconnected(2, hall.now_ms);
    hall.turn(limits::here_after_contact_ms - 10'000);
    CHECK(hall.view().room == 2);
    hall.turn(11'000);
    CHECK(hall.view().room == 1);  // by the clock alone
    CHECK(hall.desks.back().desk.people[1].here == false);
    protocol::Hello back = Hall::greeting(token);
    back.place = assembly::Place::home;
    hall.ask(3, "h", back);
    hall.turn();
    CHECK(hall.view().room == 1);
    CHECK(hall.view().home == 1);
    // Whoever was here when the power went is on the way back.
    hall.now_ms += 30'000;
    REQUIRE(hall.start());
    CHECK(hall.view().room == 1);
    CHECK(hall.view().home == 1);
    hall.turn(limits::here_after_contact_ms);
    CHECK(hall.view().room == 0);
    CHECK(hall.view().home == 0);
}

TEST_CASE("who may vote is who is here, and never less than who voted") {
    Hall hall;
    const auto chair = hall.chair(1);
    for (engine::ClientId client = 2; client <= 5; ++client) hall.hello(client);
    const auto poll =
        *hall.ask(chair, "add", Command{assembly::AddPoll{assembly::PollKind::yes_no, "Doen?", {}, {}}})
             .answer.poll;
    hall.ask(chair, "open", Command{assembly::OpenPoll{poll}});
    for (engine::ClientId client = 2; client <= 5; ++client)
        hall.ask(client, "vote", Command{assembly::CastVote{poll, {"yes"}}});
    hall.turn();
    CHECK(hall.view().polls[0].cast == 4);
    CHECK(hall.view().polls[0].may_vote == 5);
    CHECK(hall.heard[2].me.back().ballots.at(poll).choice == "yes");
    for (engine::ClientId client = 2; client <= 5; ++client) hall.engine->disconnected(client, hall.now_ms);
    hall.turn(limits::here_after_contact_ms + 1'000);
    CHECK(hall.view().room == 1);
    CHECK(hall.view().polls[0].cast == 4);
    CHECK(hall.view().polls[0].may_vote == 4);
    hall.ask(chair, "close", Command{assembly::ClosePoll{poll}});
    CHECK(hall.engine->state().polls.at(poll).tally->may_vote == 4);
    CHECK(hall.journal.open_ballots() == 0);
}

TEST_CASE("a right that is withdrawn ends the desk before the next one is told") {
    Hall hall;
    const auto chair = hall.chair(1);
    hall.hello(2);
    hall.turn();
    CHECK(hall.heard[1].desks == 1);
    const PersonId person = hall.heard[1].me.back().person;
    // In one turn: the console withdraws, and what the phone asked behind it is refused. The console wins.
    hall.engine->from_console(assembly::SetRole{person, assembly::Role::attendee});
    const auto late = hall.ask(chair, "n", Command{assembly::BlankStage{true}});
    CHECK(code_of(late) == "not_allowed");
    hall.turn();
    CHECK(hall.heard[1].desks_ended == 1);
    CHECK(hall.heard[1].me.back().role == assembly::Role::attendee);
    // Given back by the console: a whole desk again, and it stays for the minutes too.
    hall.engine->from_console(assembly::SetRole{person, assembly::Role::minute_taker});
    hall.turn();
    CHECK(hall.heard[1].desks == 2);
    hall.engine->from_console(assembly::SetRole{person, assembly::Role::table_facilitator});
    hall.turn();
    CHECK(hall.heard[1].desks_ended == 2);
}

TEST_CASE("a code works once, and for a quarter of an hour") {
    Hall hall;
    hall.hello(1);
    hall.hello(2);
    hall.turn();
    const auto links = hall.engine->pairing_links();
    REQUIRE(links.size() == 3);
    CHECK(links[0].role == assembly::Role::chair);
    CHECK(links[0].url == hall.engine->host().join_url + "#chair=" + links[0].code);
    CHECK(links[0].until_ms > hall.now_ms);
    CHECK(links[0].until_ms <= hall.now_ms + limits::pairing_code_ms);
    CHECK_FALSE(hall.ask(1, "a", Command{assembly::Pair{links[0].code}}).refusal);
    const auto used = hall.ask(2, "b", Command{assembly::Pair{links[0].code}});
    REQUIRE(used.refusal);
    CHECK(used.refusal->sentence.key == "refusal.spent_code");
    // The retry of the one that counted gets the same answer.
    CHECK_FALSE(hall.ask(1, "a", Command{assembly::Pair{links[0].code}}).refusal);
    const auto next = hall.engine->pairing_links();
    CHECK(next[0].code != links[0].code);
    CHECK(next[1].code == links[1].code);
    CHECK(next[2].code == links[2].code);

    hall.now_ms += limits::pairing_code_ms;
    const auto late = hall.ask(2, "c", Command{assembly::Pair{links[1].code}});
    REQUIRE(late.refusal);
    CHECK(late.refusal->sentence.key == "refusal.spent_code");
    const auto third = hall.engine->pairing_links();
    CHECK(third[1].code != links[1].code);
    const auto paired = hall.ask(2, "d", Command{assembly::Pair{third[1].code}});
    CHECK(paired.answer.role == assembly::Role::minute_taker);
}

TEST_CASE("a commit that fails spends no code") {
    Hall hall;
    hall.hello(1);
    const std::string code = hall.engine->pairing_links().front().code;
    hall.journal.fail_next_commits(1);
    CHECK(hall.ask(1, "a", Command{assembly::Pair{code}}).refusal);
    CHECK(hall.engine->role_of(1) == assembly::Role::attendee);
    CHECK_FALSE(hall.ask(1, "b", Command{assembly::Pair{code}}).refusal);
    CHECK(hall.engine->role_of(1) == assembly::Role::chair);
}

TEST_CASE("the chair gets the desk when paired, at hello, and nobody else does") {
    Hall hall;
    const std::string token = *hall.hello(1).token;
    hall.hello(2);
    CHECK(code_of(hall.ask(1, "p", Command{assembly::Pair{"0000-0000"}})) == "not_allowed");
    hall.turn();
    CHECK(hall.heard[1].desks == 0);
    const auto paired = hall.ask(1, "p2", Command{assembly::Pair{hall.engine->pairing_links().front().code}});
    CHECK(paired.answer.role == assembly::Role::chair);
    CHECK(hall.engine->role_of(1) == assembly::Role::chair);
    CHECK_FALSE(hall.engine->role_of(2) == assembly::Role::chair);
    hall.turn();
    CHECK(hall.heard[1].desks == 1);
    CHECK(hall.heard[1].me.back().role == assembly::Role::chair);
    CHECK(hall.hello(3, token).answer.role == assembly::Role::chair);
    CHECK(hall.heard[3].desks == 1);
    CHECK(hall.heard[2].desks == 0);
    hall.ask(3, "view", protocol::WantView{});
    CHECK(hall.heard[3].desks == 2);
    CHECK(hall.heard[3].views.size() == 2);
    CHECK(hall.heard[3].me.size() >= 2);
}

TEST_CASE("a phone hears its own view when it changed, and only then") {
    Hall hall;
    hall.hello(1);
    hall.hello(2);
    hall.turn();
    const auto other = hall.heard[2].me.size();
    hall.ask(1, "n", name("Ans"));
    hall.turn();
    CHECK(hall.heard[1].me.back().shown == "Ans");
    CHECK(hall.heard[2].me.size() == other);
}

TEST_CASE("devices that reached the kiosk: each person once, this computer not") {
    Hall hall;
    CHECK(hall.engine->host().devices_reached == 0);
    hall.hello(1, {}, true);
    CHECK(hall.engine->host().devices_reached == 0);
    const std::string token = *hall.hello(2).token;
    hall.hello(3);
    CHECK(hall.engine->host().devices_reached == 2);
    hall.hello(4, token);
    CHECK(hall.engine->host().devices_reached == 2);
    hall.turn();
    CHECK(hall.desks.back().host.devices_reached == 2);
    CHECK(hall.snapshots.back()->host.devices_reached == 2);
}

TEST_CASE("the chair chooses the address that the link names") {
    Hall hall;
    const auto chair = hall.chair(1);
    hall.engine->listening_on(8801);
    CHECK(hall.engine->host().join_url == "http://192.168.1.20:8801/");
    CHECK(hall.engine->pairing_links().front().url ==
          hall.engine->host().join_url + "#chair=" + hall.engine->pairing_links().front().code);
    CHECK(code_of(hall.ask(chair, "a", protocol::ChooseAddress{"10.0.0.3"})) == "ok");
    CHECK(hall.engine->host().join_url == "http://10.0.0.3:8801/");
    hall.turn();
    CHECK(hall.desks.back().host.chosen_address == "10.0.0.3");
    CHECK(code_of(hall.ask(chair, "b", protocol::ChooseAddress{"8.8.8.8"})) == "not_found");
    hall.hello(2);
    CHECK(code_of(hall.ask(2, "c", protocol::ChooseAddress{"192.168.1.20"})) == "not_allowed");
    hall.engine->from_console(protocol::ChooseAddress{"192.168.1.20"});
    hall.turn();
    CHECK(hall.engine->host().chosen_address == "192.168.1.20");

    Hall open;
    open.host.public_url = "https://buurt.example/";
    REQUIRE(open.start());
    open.engine->listening_on(8800);
    CHECK(open.engine->host().join_url == "https://buurt.example/");
    open.engine->from_console(protocol::ChooseAddress{"192.168.1.20"});
    open.turn();
    CHECK(open.engine->host().join_url == "http://192.168.1.20:8800/");

    // An address with colons stands in brackets in a link (RFC 3986).
    Hall alone(false);
    alone.host.addresses.clear();
    alone.host.chosen_address = "::1";
    REQUIRE(alone.start());
    alone.engine->listening_on(8800);
    CHECK(alone.engine->host().join_url == "http://[::1]:8800/");
}

TEST_CASE("a network that comes later is found, and what was chosen stays while it is there") {
    Hall hall(false);
    hall.host.addresses.clear();
    std::vector<host::LanAddress> there;
    hall.find_addresses = [&there] { return there; };
    REQUIRE(hall.start());
    hall.engine->listening_on(8800);
    CHECK(hall.engine->host().join_url == "http://127.0.0.1:8800/");
    there = {{"192.168.1.20", "wlan0"}};
    hall.turn(6'000);
    CHECK(hall.engine->host().join_url == "http://192.168.1.20:8800/");
    CHECK(hall.desks.back().host.addresses == there);
    CHECK(hall.snapshots.back()->host.join_url == "http://192.168.1.20:8800/");
    there = {{"10.0.0.3", "eth0"}, {"192.168.1.20", "wlan0"}};
    hall.turn(6'000);
    CHECK(hall.engine->host().addresses == there);
    CHECK(hall.engine->host().chosen_address == "192.168.1.20");
    there = {{"10.0.0.3", "eth0"}};
    hall.turn(6'000);
    CHECK(hall.engine->host().join_url == "http://10.0.0.3:8800/");
    there.clear();  // no network at all: the last link is as good as any
    hall.turn(6'000);
    CHECK(hall.engine->host().chosen_address == "10.0.0.3");
}

TEST_CASE("what the console asks is done, and its refusals are told there") {
    Hall hall;
    hall.engine->from_console(assembly::Command{assembly::SetTitle{"Van de laptop"}});
    hall.turn();
    CHECK(hall.view().title == "Van de laptop");
    hall.engine->from_console(assembly::Command{assembly::QueueNext{}});
    hall.turn();
    REQUIRE_FALSE(hall.snapshots.back()->notices.empty());
    CHECK(hall.snapshots.back()->notices.back().what.key == "refusal.queue_empty");
    CHECK(hall.snapshots.back()->view == hall.view());
    CHECK(hall.snapshots.back()->made_steady_ns == 42);
}

TEST_CASE("an evening starts from a runbook once, and goes on after that") {
    Hall hall;
    const auto epoch = hall.engine->epoch();
    const auto seq = hall.journal.head().seq;
    hall.now_ms += 60'000;
    REQUIRE(hall.start({assembly::PrepareMeeting{"Een andere avond", {"nl"}}}));
    CHECK(hall.engine->state().title == "Avond");
    CHECK(hall.journal.head().seq == seq + 1);  // the restart
    CHECK(hall.engine->epoch() != epoch);

    SECTION("a runbook that the rules refuse does not start") {
        Hall fresh(false);
        const auto started = fresh.start({assembly::PrepareMeeting{"", {"nl"}}});
        REQUIRE_FALSE(started);
        CHECK(fresh.journal.head().seq == 0);
    }
    SECTION("a clock that went back goes on from the last thing written down") {
        hall.now_ms -= 3'600'000;
        const auto last_ms = hall.journal.head().at_ms;
        REQUIRE(hall.start());
        hall.hello(1);
        CHECK(hall.journal.head().at_ms >= last_ms);
    }
}

TEST_CASE("the speaker's countdown stands still over a power cut") {
    Hall hall;
    const auto chair = hall.chair(1);
    const std::string token = *hall.heard[chair].replies.front().token;
    const auto entry =
        hall.ask(chair, "add", Command{assembly::AddToQueue{"Henk", assembly::Place::room}}).answer.entry;
    hall.ask(chair, "next", Command{assembly::QueueNext{}});
    hall.ask(chair, "n", name("Voorzitter"));
    hall.now_ms += 600'000;
    REQUIRE(hall.start());
    REQUIRE(hall.view().queue.speaking);
    CHECK(hall.view().queue.speaking->paused_ms == 200);  // until the last thing that was written down
    hall.hello(2, token);
    hall.ask(2, "go", Command{assembly::ContinueSpeaker{entry}});
    hall.turn();
    CHECK_FALSE(hall.view().queue.speaking->paused_ms);
}

TEST_CASE("the log is folded in between blocks, never during a vote") {
    Hall hall;
    REQUIRE(hall.start());
    const auto chair = hall.chair(1);
    for (const char* id : {"b1", "b2", "b3"})
        hall.ask(chair, id, Command{assembly::AddBlock{"Blok", assembly::Form::talk, 5, {}, "", "", 0}});
    const int before = hall.journal.checkpoints();
    hall.ask(chair, "n1", Command{assembly::AgendaNext{}});
    CHECK(hall.journal.checkpoints() == before + 1);
    const auto poll =
        *hall.ask(chair, "add", Command{assembly::AddPoll{assembly::PollKind::yes_no, "Doen?", {}, {}}})
             .answer.poll;
    hall.ask(chair, "open", Command{assembly::OpenPoll{poll}});
    hall.ask(chair, "n2", Command{assembly::AgendaNext{BlockId{1}}});
    CHECK(hall.journal.checkpoints() == before + 1);
}
