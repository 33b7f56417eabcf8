// Owns the tests of what each reader may see, and of the large button that leads through an evening.
// Test thread. It must never look at State where the views' own words would do.
#include "views/views.h"

#include <algorithm>

#include "base/limits.h"
#include "core/meeting.h"
#include "protocol/view_json.h"
#include "runbook/runbook.h"

using namespace buurtkiosk;
using namespace buurtkiosk::test;

namespace {

const Locales& locales() {
    static const Locales all = Locales::load(BUURTKIOSK_ASSETS_DIR "/locales").value();
    return all;
}

struct WatchedEvening : Meeting {
    views::Presence presence;

    void all_here() {
        for (const auto& [id, one] : state.people) presence.last_contact_ms[id] = now_ms;
    }
    views::PublicView view() const { return views::public_view(state, presence, now_ms); }
    views::DeskView desk() const { return views::desk_view(state, presence, now_ms); }
    std::string public_bytes() const {
        const protocol::ViewParts parts = protocol::view_parts(view(), locales());
        return json::dump(parts.view) + json::dump(parts.words) + json::dump(parts.older_polls);
    }
    std::string desk_bytes() const { return json::dump(protocol::desk_json(desk(), host::HostInfo{})); }
    bool shows(const std::string& text) const { return public_bytes().find(text) != std::string::npos; }
    std::string next_code() const { return desk().next.what.key; }
};

}  // namespace

TEST_CASE("who calls themselves '#h4' or '#c12' is nobody's raised hand and nobody's card, for any reader") {
    WatchedEvening evening;
    const PersonId joker = evening.join("#h4", Place::home);
    const PersonId other = evening.join("#c12");
    evening.accept(person(joker), AskToSpeak{});
    evening.accept(person(other), AskToSpeak{});
    evening.accept(console(), AddHands{4});
    AddToQueue card{""};
    card.card = 12;
    evening.accept(console(), card);
    const EntryId speaking = *evening.accept(console(), QueueNext{}).entry;
    AddToQueue reply{"#h9"};
    reply.kind = QueueKind::reply;
    evening.accept(console(), reply);
    evening.accept(console(), SetPersonGroup{joker, {}});

    // As the console and the wall word it, in both languages …
    for (const char* language : {"nl", "en"}) {
        std::vector<std::string> names;
        for (const auto& entry : evening.view().queue.waiting)
            names.push_back(locales().person_name(language, entry.name));
        const std::string hand = locales().text(language, "common.hand", {{"n", "4"}});
        const std::string number = locales().text(language, "common.card", {{"n", "12"}});
        CHECK(std::count(names.begin(), names.end(), hand) == 1);
        CHECK(std::count(names.begin(), names.end(), number) == 1);
        CHECK(std::count(names.begin(), names.end(), "# c12") == 1);
        CHECK(std::count(names.begin(), names.end(), "# h9") == 1);
        CHECK(locales().person_name(language, evening.view().queue.speaking->entry.name) == "# h4");
    }
    // … and as a phone gets it, which words the numbers for its own reader.
    const json::Value queue = protocol::view_parts(evening.view(), locales()).view.at("queue");
    CHECK(queue.at("speaking").at("id") == speaking.text());
    CHECK(queue.at("speaking").at("name") == "# h4");
    for (const auto& [id, entry] : queue.at("by").items()) {
        const auto name = entry.at("name").get<std::string>();
        INFO(name);
        CHECK((name == "#h4") == (entry.value("hand", 0) == 4));
        CHECK((name == "#c12") == (entry.value("card", 0) == 12));
        if (entry.contains("to")) CHECK(entry.at("to") == "# h4");
    }
    CHECK(views::personal_view(evening.state, joker).shown == "# h4");
    CHECK(evening.desk().people.front().shown == "# h4");
}

TEST_CASE("words are nobody's business before they are shown") {
    WatchedEvening evening;
    const PersonId ans = evening.join("Ans");
    const PersonId bram = evening.join("Bram");
    const PersonId cor = evening.join("Cor");
    evening.accept(console(), OpenCheckIn{"Hoe is het?", 0});
    evening.accept(person(ans), GiveWord{"zorgelijk"});
    evening.accept(person(bram), GiveWord{"zorgelijk"});
    evening.accept(person(cor), GiveWord{"sukkel"});

    CHECK(evening.view().check_in->count == 3);
    CHECK_FALSE(evening.view().check_in->words_shown);
    CHECK_FALSE(evening.shows("zorgelijk"));
    CHECK_FALSE(evening.shows("sukkel"));
    // The chair sees words, not who gave them.
    REQUIRE(evening.desk().words.size() == 2);
    CHECK(evening.desk().words[0].text == "zorgelijk");
    CHECK(evening.desk().words[0].count == 2);
    CHECK(evening.desk().words[1].waits);
    // Each sees their own.
    CHECK(views::personal_view(evening.state, ans).word == "zorgelijk");
    CHECK(views::personal_view(evening.state, cor).word_waits);

    evening.accept(console(), ShowCheckIn{});
    CHECK(evening.shows("zorgelijk"));
    CHECK_FALSE(evening.shows("sukkel"));  // still waits
    REQUIRE(evening.view().check_in->words.size() == 1);
    CHECK(evening.view().check_in->words[0].count == 2);
    CHECK(evening.view().check_in->count == 3);

    const GroupId zorgelijk = evening.desk().words[0].id;
    const GroupId sukkel = evening.desk().words[1].id;
    evening.accept(console(), AllowWord{sukkel});
    CHECK(evening.shows("sukkel"));
    evening.accept(console(), HideWord{zorgelijk, true});
    CHECK_FALSE(evening.shows("zorgelijk"));
    evening.accept(console(), CloseCheckIn{});
    CHECK(evening.shows("sukkel"));  // words stay to be seen
    CHECK_FALSE(evening.shows("zorgelijk"));

    // Invited to explain: only the person is asked, and nobody sees it before a yes.
    const std::string before = evening.public_bytes();
    evening.accept(console(), InviteToExplain{sukkel});
    CHECK(evening.public_bytes() == before);
    CHECK(views::personal_view(evening.state, cor).explain_asked);
    CHECK_FALSE(views::personal_view(evening.state, ans).explain_asked);

    // Who said yes stands in the queue with the word, until the chair hides it.
    evening.accept(person(cor), AnswerExplain{true});
    CHECK(evening.view().queue.waiting.at(0).topic == "sukkel");
    evening.accept(console(), HideWord{sukkel, true});
    CHECK_FALSE(evening.shows("sukkel"));
    evening.accept(console(), Undo{evening.last_step()});
    CHECK(evening.view().queue.waiting.at(0).topic == "sukkel");

    // Closed before they were shown: never to be seen.
    evening.accept(console(), OpenCheckIn{"En nu?", 0});
    evening.accept(person(ans), GiveWord{"opgelucht"});
    evening.accept(console(), CloseCheckIn{});
    CHECK_FALSE(evening.shows("opgelucht"));
}

TEST_CASE("the word that the chair merges into keeps its name, also against more of the other") {
    WatchedEvening evening;
    evening.accept(console(), OpenCheckIn{"Hoe is het?", 0});
    std::vector<PersonId> people;
    for (const char* word : {"umutlu", "umutlu", "umutlu", "hoopvol", "hoopvolle"}) {
        people.push_back(evening.join());
        evening.accept(person(people.back()), GiveWord{word});
        evening.after_s(1);
    }
    const auto desk = evening.desk();
    REQUIRE(desk.words.size() == 2);
    REQUIRE(desk.words[1].text == "hoopvol");
    evening.accept(console(), MergeWords{desk.words[0].id, desk.words[1].id});
    REQUIRE(evening.desk().words.size() == 1);
    CHECK(evening.desk().words[0].text == "hoopvol");
    CHECK(evening.desk().words[0].count == 5);
    CHECK(evening.desk().words[0].spellings.size() == 3);
    // Whose name it bore, says something else: then the most used spelling is left.
    evening.accept(person(people[3]), GiveWord{"boos"});
    CHECK(evening.desk().words[0].text == "umutlu");
}

TEST_CASE("who says another word, no longer stands in the queue with the old one") {
    WatchedEvening evening;
    const PersonId cor = evening.join("Cor");
    evening.accept(console(), OpenCheckIn{"Hoe is het?", 0});
    evening.accept(person(cor), GiveWord{"boos"});
    evening.accept(console(), ShowCheckIn{});
    evening.accept(console(), InviteToExplain{evening.desk().words.at(0).id});
    evening.accept(person(cor), AnswerExplain{true});
    REQUIRE(evening.view().queue.waiting.at(0).topic == "boos");
    evening.accept(person(cor), GiveWord{"blij"});
    CHECK_FALSE(evening.shows("boos"));
    CHECK(evening.view().queue.waiting.at(0).topic.empty());
}

TEST_CASE("the desk says which steps can no longer be undone") {
    WatchedEvening evening;
    const PersonId ans = evening.join("Ans");
    evening.accept(console(), SetTitle{"Anders"});
    evening.accept(console(), OpenCheckIn{"Hoe is het?", 0});
    CHECK_FALSE(evening.desk().steps.at(0).stuck);
    evening.accept(person(ans), GiveWord{"moe"});
    CHECK(evening.desk().steps.at(0).stuck);
    CHECK_FALSE(evening.desk().steps.at(1).stuck);
}

TEST_CASE("the most used spelling is shown, of equals the one given first") {
    WatchedEvening evening;
    evening.accept(console(), OpenCheckIn{"Hoe is het?", 0});
    for (const char* word : {"moe", "Moe", "Moe", "MOE"}) {
        evening.accept(person(evening.join()), GiveWord{word});
        evening.after_s(1);
    }
    CHECK(evening.desk().words.at(0).text == "Moe");
    CHECK(evening.desk().words.at(0).count == 4);
    evening.accept(person(evening.join()), GiveWord{"moe"});
    CHECK(evening.desk().words.at(0).text == "moe");  // two each; this one was first
}

TEST_CASE("counts come with the reveal, and who voted what never") {
    WatchedEvening evening;
    std::vector<PersonId> people;
    for (int i = 0; i < 6; ++i) people.push_back(evening.join("Stemmer " + std::to_string(i)));
    evening.all_here();
    const PollId poll = evening.poll();
    evening.accept(console(), OpenPoll{poll});
    const auto says_nothing = [&] {
        for (const std::string& bytes : {evening.public_bytes(), evening.desk_bytes()}) {
            CHECK(bytes.find("\"counts\"") == std::string::npos);
            CHECK(bytes.find("ballot") == std::string::npos);
            CHECK(bytes.find("\"choice\":") == std::string::npos);
        }
    };
    // Views are alike whatever was chosen, as long as as many have voted.
    std::string with_yes;
    for (const char* choice : {"yes", "no", "abstain"}) {
        for (std::size_t i = 0; i < 3; ++i) evening.accept(person(people[i]), CastVote{poll, Ballot{choice}});
        says_nothing();
        CHECK(evening.view().polls[0].cast == 3);
        if (with_yes.empty()) with_yes = evening.public_bytes() + evening.desk_bytes();
        CHECK(evening.public_bytes() + evening.desk_bytes() == with_yes);
    }
    CHECK(views::personal_view(evening.state, people[0]).ballots.at(poll).choice == "abstain");
    CHECK(views::personal_view(evening.state, people[5]).ballots.empty());

    evening.people_here = 6;
    evening.accept(console(), ClosePoll{poll});
    CHECK(evening.public_bytes().find("\"counts\"") == std::string::npos);
    CHECK(evening.desk().tallies.at(poll).counts.at("abstain") == 3);
    CHECK(views::personal_view(evening.state, people[0]).ballots.empty());  // the link is cut
    evening.accept(console(), ShowPoll{poll});
    CHECK(evening.view().polls[0].counts ==
          std::map<std::string, std::uint32_t>{{"yes", 0}, {"no", 0}, {"abstain", 3}});
    CHECK(evening.view().polls[0].may_vote == 6);
    evening.accept(console(), Undo{evening.last_step()});
    CHECK(evening.view().polls[0].counts.empty());
}

TEST_CASE("how many of how many never falls below itself") {
    WatchedEvening evening;
    std::vector<PersonId> people;
    for (int i = 0; i < 8; ++i) people.push_back(evening.join());
    evening.all_here();
    const PollId poll = evening.poll();
    evening.accept(console(), OpenPoll{poll});
    std::uint32_t cast = 0;
    for (std::size_t i = 0; i < people.size(); ++i) {
        evening.accept(person(people[i]), CastVote{poll, Ballot{i % 2 ? "yes" : "no"}});
        if (i % 2) evening.presence.last_contact_ms.erase(people[i]);  // the phone leaves
        evening.accept(person(people[0]),
                       CastVote{poll, Ballot{i % 2 ? "no" : "abstain"}});  // changes their mind
        const views::PollView now = evening.view().polls[0];
        CHECK(now.cast == i + 1);
        CHECK(now.cast >= cast);
        CHECK(now.may_vote >= now.cast);
        cast = now.cast;
    }
    evening.after_min(60);
    CHECK(evening.view().room == 0);
    CHECK(evening.view().polls[0].cast == 8);
    CHECK(evening.view().polls[0].may_vote == 8);
}

TEST_CASE("the queue shows names as people see them, with the reason of each place") {
    WatchedEvening evening;
    const PersonId first = evening.join("Fatma");
    const PersonId second = evening.join("Fatma");
    const PersonId unnamed = evening.join();
    for (const PersonId id : {first, second, unnamed}) evening.accept(person(id), AskToSpeak{});
    evening.accept(console(), AddToQueue{"Henk", Place::home});
    evening.accept(console(), MoveInQueue{EntryId{4}, EntryId{1}});
    auto waiting = evening.view().queue.waiting;
    REQUIRE(waiting.size() == 4);
    CHECK(waiting[0].name == "Henk");
    CHECK(waiting[0].why.code == Why::Code::chair_moved);
    CHECK_FALSE(waiting[0].person);
    CHECK(waiting[1].name == "Fatma");
    CHECK(waiting[2].name == "Fatma (2)");
    CHECK(waiting[2].person == second);
    CHECK(waiting[3].name == "#3");
    // A new name and place show at once, in the queue too.
    evening.accept(person(second), GiveName{"Saida"});
    evening.accept(person(second), SetPlace{Place::home});
    waiting = evening.view().queue.waiting;
    CHECK(waiting[2].name == "Saida");
    CHECK(waiting[2].place == Place::home);
    CHECK(evening.desk().people[1].queue_entry == EntryId{2});
    evening.accept(console(), QueueNext{});
    evening.accept(console(), QueueNext{EntryId{4}});
    CHECK(evening.view().queue.speaking->entry.name == "Fatma");
    CHECK(evening.desk().people[0].queue_entry == EntryId{1});
}

// Whoever gives way to a point of order has not spoken less by it. The wall's times used to fall by their
// whole turn, and rise again after it.
TEST_CASE("no speaking time drops while a point of order is heard") {
    WatchedEvening evening;
    evening.accept(console(), SetPeopleGroups{{"Bewoners"}});
    const PersonId ans = evening.join("Ans", Place::home);
    const PersonId cor = evening.join("Cor");
    evening.accept(person(ans), ChooseGroup{PeopleGroupId{1}});
    SetQueueRules rules;
    rules.show_times = true;
    evening.accept(console(), rules);
    evening.accept(person(ans), AskToSpeak{});
    evening.accept(console(), QueueNext{});
    evening.after_s(300);
    evening.accept(person(cor), AskToSpeak{QueueKind::point_of_order});
    evening.accept(console(), InterruptSpeaker{EntryId{1}, EntryId{2}});
    evening.after_s(20);

    const auto heard = [&] {
        const auto& times = evening.desk().times;
        CHECK(evening.view().queue.times == times);
        CHECK(times.room_ms == 0);  // what runs is added by who shows it
        CHECK(times.home_ms == 300'000);
        CHECK(times.groups_ms.front().second == 300'000);
        const auto speakers = evening.desk().speakers;
        REQUIRE_FALSE(speakers.empty());
        CHECK(speakers.front().person == ans);
        CHECK(speakers.front().spoken_ms == 300'000);
        CHECK(speakers.front().turns == 1);
    };
    heard();
    evening.accept(console(), PauseSpeaker{EntryId{2}});
    heard();
    // A guest who gives way keeps what they spoke earlier that evening too.
    evening.accept(console(), EndTurn{EntryId{2}});
    evening.accept(console(), EndTurn{EntryId{1}});
    for (int turn = 0; turn < 2; ++turn) {
        AddToQueue henk;
        henk.name = "Henk";
        evening.accept(console(), henk);
        evening.accept(console(), QueueNext{evening.state.queue.speaking
                                                ? std::optional(evening.state.queue.speaking->entry)
                                                : std::nullopt});
        evening.after_s(60);
    }
    evening.accept(person(cor), AskToSpeak{QueueKind::point_of_order});
    evening.accept(console(), InterruptSpeaker{EntryId{4}, EntryId{5}});
    evening.after_s(5);
    const auto speakers = evening.desk().speakers;
    REQUIRE(speakers.size() == 3);
    CHECK(speakers[1].name == "Henk");
    CHECK(speakers[1].entry == EntryId{3});
    CHECK(speakers[1].spoken_ms == 120'000);
    CHECK(evening.desk().times.room_ms == 140'000);
}

// Two guests may have one name, and one of them two turns: a phone knows them by their first entry, as the
// desk does.
TEST_CASE("a guest's later turn names their first one on the wire") {
    WatchedEvening evening;
    evening.accept(console(), StartMeeting{});
    AddToQueue henk;
    henk.name = "Henk";
    const auto first_and_spoken = [&] {
        const auto whole = protocol::view_parts(evening.view(), locales()).view;
        const auto desk = protocol::desk_json(evening.desk(), host::HostInfo{});
        return std::pair(whole.at("queue"), desk.at("queue").at("spoken").at("order"));
    };
    evening.accept(console(), henk);
    CHECK_FALSE(first_and_spoken().first.at("by").at("e1").contains("guest"));
    evening.accept(console(), QueueNext{});
    evening.after_s(60);
    CHECK_FALSE(first_and_spoken().first.at("speaking").contains("guest"));
    evening.accept(console(), EndTurn{EntryId{1}});
    evening.accept(console(), henk);
    CHECK(first_and_spoken().first.at("by").at("e2").at("guest") == "e1");
    evening.accept(console(), QueueNext{});
    const auto [queue, spoken] = first_and_spoken();
    CHECK(queue.at("speaking").at("guest") == "e1");
    CHECK(spoken == json::Value{"e1"});
    // Not there, this time.
    evening.accept(console(), PassSpeaker{EntryId{2}});
    const auto desk = protocol::desk_json(evening.desk(), host::HostInfo{});
    CHECK(desk.at("queue").at("absent").front().at("guest") == "e1");
}

TEST_CASE("the view says whom a reply would answer, also in a silence and during a point of order") {
    WatchedEvening evening;
    const PersonId fatma = evening.join("Fatma");
    const PersonId joop = evening.join("Joop");
    const auto on_wire = [&] {
        const json::Value queue = protocol::view_parts(evening.view(), locales()).view.at("queue");
        return queue.contains("answered") ? json::dump(queue.at("answered")) : "";
    };
    evening.accept(person(fatma), AskToSpeak{});
    CHECK(on_wire().empty());  // nobody has spoken
    evening.accept(console(), QueueNext{});
    CHECK(evening.view().queue.answered == views::AnsweredView{"Fatma", fatma});
    evening.accept(person(joop), AskToSpeak{QueueKind::point_of_order});
    evening.accept(console(), InterruptSpeaker{EntryId{1}, EntryId{2}});
    CHECK(evening.view().queue.answered == views::AnsweredView{"Fatma", fatma});
    evening.accept(console(), EndTurn{EntryId{2}});
    evening.accept(console(), EndTurn{EntryId{1}});
    CHECK(on_wire() == R"({"name":"Fatma","person":"p1"})");  // who spoke last
    evening.accept(console(), AddToQueue{"Henk"});
    evening.accept(console(), QueueNext{});
    CHECK(on_wire() == R"({"name":"Henk"})");
}

TEST_CASE("notes are for the chair, people here are counted by place") {
    WatchedEvening evening;
    evening.accept(kiosk(), AddBlock{"Welkom", Form::plenary, 5, {}, "Niet vergeten: koffie", "", 0});
    evening.accept(console(), AgendaNext{});
    CHECK(evening.desk().notes == "Niet vergeten: koffie");
    CHECK_FALSE(evening.shows("koffie"));
    evening.join("A");
    evening.join("B", Place::home);
    const PersonId asleep = evening.join("C");
    evening.all_here();
    CHECK(evening.view().room == 2);
    CHECK(evening.view().home == 1);
    evening.presence.last_contact_ms[asleep] = evening.now_ms - limits::here_after_contact_ms;
    CHECK(evening.view().room == 2);
    evening.presence.last_contact_ms[asleep] -= 1;
    CHECK(evening.view().room == 1);
    CHECK_FALSE(evening.desk().people[2].here);
}

TEST_CASE("a blank wall shows nothing, and comes back as it was") {
    WatchedEvening evening;
    evening.accept(console(), StartMeeting{});
    evening.accept(console(), BlankStage{true});
    CHECK(evening.view().stage.scene == views::StageScene::blank);
    evening.accept(console(), BlankStage{false});
    CHECK(evening.view().stage.scene == views::StageScene::agenda);
}

// ---------------------------------------------------------------------------------------- the large button

TEST_CASE("the large button alone leads through the evening of the example") {
    const auto runbook = runbook::read_runbook(BUURTKIOSK_ASSETS_DIR "/runbooks/startavond.toml");
    REQUIRE(runbook);
    WatchedEvening evening;
    evening.state = State{};
    evening.history.clear();
    for (const Command& command : runbook.value().commands) evening.accept(kiosk(), command);
    CHECK(evening.state.steps.empty());
    const PersonId ans = evening.join("Ans");
    const PersonId bram = evening.join("Bram", Place::home);

    std::vector<std::string> pressed;
    std::set<BlockId> visited;
    while (evening.state.phase != Phase::ended) {
        const views::NextStep next = evening.desk().next;
        INFO(pressed.size() << " " << next.what.key);
        REQUIRE(pressed.size() < 60);
        REQUIRE(next.command);
        pressed.push_back(next.what.key);
        evening.accept(console(), *next.command);
        evening.after_min(2);
        if (evening.state.agenda.now) visited.insert(*evening.state.agenda.now);
        // People do what is asked of them.
        const CheckIn* check_in = evening.state.check_in();
        if (check_in && check_in->state == CheckInState::open)
            evening.accept(person(ans), GiveWord{"benieuwd"});
        if (next.what.key == "next.check_in_show") {
            evening.accept(console(), InviteToExplain{check_in->answers.at(ans).group});
            evening.accept(person(ans), AnswerExplain{true});
        }
        for (const auto& [id, poll] : evening.state.polls) {
            if (poll.state != PollState::open) continue;
            evening.accept(person(ans), CastVote{id, Ballot{poll.options.front().id}});
            evening.accept(person(bram), CastVote{id, Ballot{poll.options.back().id}});
        }
        const bool questions =
            evening.state.agenda.now &&
            evening.state.agenda.blocks.at(*evening.state.agenda.now).form == Form::speakers;
        if (next.what.key == "next.block" && questions)
            evening.accept(person(bram), AskToSpeak{QueueKind::point, "Het plein"});
    }
    CHECK(pressed == std::vector<std::string>{"next.start",          "next.block",       "next.check_in_open",
                                              "next.check_in_show",  "next.speaker",     "next.speaker_end",
                                              "next.check_in_close", "next.block",       "next.block",
                                              "next.speaker",        "next.speaker_end", "next.block",
                                              "next.block",          "next.poll_open",   "next.poll_close",
                                              "next.poll_show",      "next.poll_open",   "next.poll_close",
                                              "next.poll_show",      "next.block",       "next.meeting_end"});
    CHECK(visited.size() == evening.state.agenda.order.size());
    for (const auto& [id, block] : evening.state.agenda.blocks) CHECK(block.state == BlockState::done);
    for (const auto& [id, poll] : evening.state.polls) {
        CHECK(poll.state == PollState::shown);
        CHECK(poll.tally->cast == 2);
    }
    CHECK(evening.state.check_in()->was_shown);
    CHECK(evening.state.check_in()->state == CheckInState::closed);
    CHECK(evening.next_code() == "next.none");
    CHECK(evening.replayed() == evening.state);
}

TEST_CASE("what runs comes first on the large button") {
    WatchedEvening evening;
    evening.block("Vragen", Form::speakers);
    evening.block("Daarna");
    CHECK(evening.next_code() == "next.start");
    CHECK(evening.desk().next.what.parameters == std::vector<TextParameter>{{"title", "Vragen"}});
    evening.accept(console(), AgendaNext{});
    CHECK(evening.next_code() == "next.block");
    evening.accept(console(), AddToQueue{"Henk", Place::room});
    CHECK(evening.next_code() == "next.speaker");
    CHECK(evening.desk().next.what.parameters == std::vector<TextParameter>{{"name", "Henk"}});
    evening.accept(console(), QueueNext{});
    CHECK(evening.next_code() == "next.speaker_end");
    evening.accept(console(), OpenCheckIn{"Hoe?", 0});
    CHECK(evening.next_code() == "next.check_in_show");
    const PollId poll = evening.poll();
    evening.accept(console(), OpenPoll{poll});
    CHECK(evening.next_code() == "next.poll_close");
    evening.accept(console(), ClosePoll{poll});
    CHECK(evening.next_code() == "next.poll_show");
    evening.accept(console(), ShowPoll{poll});
    CHECK(evening.next_code() == "next.check_in_show");
    evening.accept(console(), ShowCheckIn{});
    CHECK(evening.next_code() == "next.speaker_end");
    evening.accept(console(), QueueNext{EntryId{1}});
    CHECK(evening.next_code() == "next.check_in_close");
    evening.accept(console(), CloseCheckIn{});
    CHECK(evening.next_code() == "next.block");
}

// The words on the button are 'the turn is over': that, and nobody called who has just asked.
TEST_CASE("the large button that ends a turn calls nobody who asked in the meantime") {
    WatchedEvening evening;
    const PersonId bram = evening.join("Bram");
    evening.block("Vragen", Form::speakers);
    evening.accept(console(), AgendaNext{});
    evening.accept(console(), AddToQueue{"Henk", Place::room});
    evening.accept(console(), QueueNext{});
    const views::NextStep seen = evening.desk().next;
    CHECK(seen.what.key == "next.speaker_end");
    // A phone gets the same step as a frame.
    const auto desk = protocol::desk_json(evening.desk(), host::HostInfo{});
    CHECK(desk.at("next").at("do") == json::Value{{"do", "queue.end"}, {"expect", "e1"}});
    evening.accept(person(bram), AskToSpeak{});
    evening.accept(console(), *seen.command);
    CHECK_FALSE(evening.state.queue.speaking);
    CHECK(evening.state.queue.waiting == std::set<EntryId>{EntryId{2}});
    CHECK(evening.desk().next.what.parameters == std::vector<TextParameter>{{"name", "Bram"}});
}

TEST_CASE("an evening without an agenda has a button too") {
    WatchedEvening evening;
    CHECK(evening.next_code() == "next.start");
    evening.accept(console(), *evening.desk().next.command);
    CHECK(evening.next_code() == "next.none");
    evening.accept(console(), AddToQueue{"Henk", Place::room});
    CHECK(evening.next_code() == "next.speaker");
}

TEST_CASE("back to the check-in's block does not ask for the word again") {
    WatchedEvening evening;
    evening.accept(kiosk(), AddBlock{"Hoe is het?", Form::check_in, 5, {}, "", "Hoe is het?", 30});
    const BlockId after = evening.block("Daarna");
    evening.accept(console(), AgendaNext{});
    CHECK(evening.next_code() == "next.check_in_open");
    evening.accept(console(), *evening.desk().next.command);
    evening.accept(console(), ShowCheckIn{});
    evening.accept(console(), CloseCheckIn{});
    evening.after_min(5);
    evening.accept(console(), AgendaNext{BlockId{1}});
    evening.accept(console(), AgendaBack{after});
    CHECK(evening.next_code() == "next.block");
}
