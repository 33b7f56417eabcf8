// Owns the tables of who may do what, and of joining, coming back, names, places and the chair's code.
// Test thread. It must never reach past decide() and apply().
#include "assembly/people/people.h"
#include "base/limits.h"
#include "core/meeting.h"

using namespace buurtkiosk;
using namespace buurtkiosk::test;

namespace {

// tidy: chair and minute taker; help: they and table facilitators; tables: chair and table facilitators.
enum class Who { kiosk, attendee, tidy, help, tables, chair };

// One of each command, with who may send it. What the meeting says to its content does not matter here.
std::vector<std::pair<Command, Who>> one_of_each() {
    return {
        {PrepareMeeting{"Avond", {"nl"}}, Who::kiosk},
        {NoteRestart{}, Who::kiosk},
        {GiveName{"Fatma"}, Who::attendee},
        {SetPlace{Place::home}, Who::attendee},
        {SetLanguage{"en"}, Who::attendee},
        {Pair{"4821-7703"}, Who::attendee},
        {GiveWord{"moe"}, Who::attendee},
        {AnswerExplain{true}, Who::attendee},
        {AskToSpeak{}, Who::attendee},
        {WithdrawFromQueue{}, Who::attendee},
        {AnswerCall{}, Who::attendee},
        {PassTurnOn{}, Who::attendee},
        {ChooseGroup{}, Who::attendee},
        {AskQuestion{"Waarom?"}, Who::attendee},
        {UpvoteQuestion{QuestionId{1}}, Who::attendee},
        {AnswerInvitation{QuestionId{1}, true}, Who::attendee},
        {CastVote{PollId{1}, Ballot{"yes"}}, Who::attendee},
        {StartMeeting{}, Who::chair},
        {EndMeeting{}, Who::chair},
        {SetTitle{"Anders"}, Who::chair},
        {AgendaNext{}, Who::chair},
        {AgendaBack{}, Who::chair},
        {AddBlock{"Pauze", Form::pause, 5, {}, "", "", 0}, Who::chair},
        {RemoveBlock{BlockId{1}}, Who::chair},
        {EditBlock{BlockId{1}}, Who::tidy},
        {MoveBlock{BlockId{1}, {}}, Who::chair},
        {SplitBlock{BlockId{1}, 5}, Who::chair},
        {SkipBlock{BlockId{1}, true}, Who::chair},
        {FinishPart{BlockId{1}}, Who::tables},
        {ShortenBlocks{{{BlockId{1}, 10, 5}}}, Who::chair},
        {SetBlockMinutes{BlockId{1}, 5}, Who::chair},
        {OpenCheckIn{"Hoe is het?", 0}, Who::chair},
        {ShowCheckIn{}, Who::chair},
        {CloseCheckIn{}, Who::chair},
        {MergeWords{GroupId{1}, GroupId{2}}, Who::tidy},
        {SplitWord{GroupId{1}, "moe"}, Who::tidy},
        {HideWord{GroupId{1}, true}, Who::tidy},
        {AllowWord{GroupId{1}}, Who::tidy},
        {InviteToExplain{GroupId{1}}, Who::chair},
        {OpenQueue{}, Who::chair},
        {CloseQueue{}, Who::chair},
        {QueueNext{}, Who::chair},
        {EndTurn{}, Who::chair},
        {CallSpeaker{{}, EntryId{1}}, Who::chair},
        {InterruptSpeaker{EntryId{1}, EntryId{2}}, Who::chair},
        {PassSpeaker{EntryId{1}}, Who::chair},
        {ReturnToQueue{EntryId{1}}, Who::help},
        {AddHands{2}, Who::help},
        {NameGuest{EntryId{1}, "Henk"}, Who::help},
        {SetQueueRules{}, Who::chair},
        {SetPeopleGroups{{"Bewoners"}}, Who::chair},
        {SetPersonGroup{PersonId{1}, {}}, Who::help},
        {SetVideoCall{"https://bellen.example"}, Who::chair},
        {AddToQueue{"Henk", Place::room}, Who::help},
        {RemoveFromQueue{EntryId{1}}, Who::chair},
        {MoveInQueue{EntryId{1}, {}}, Who::chair},
        {PauseSpeaker{}, Who::chair},
        {ContinueSpeaker{}, Who::chair},
        {GiveSpeakerMore{{}, 30}, Who::chair},
        {SetSpeakingLimit{60}, Who::chair},
        {SetQuestionRules{true}, Who::chair},
        {AllowQuestion{QuestionId{1}}, Who::tidy},
        {HideQuestion{QuestionId{1}, true}, Who::tidy},
        {MergeQuestions{QuestionId{1}, QuestionId{2}}, Who::tidy},
        {MarkAnswered{QuestionId{1}, true}, Who::tidy},
        {ShowQuestion{QuestionId{1}}, Who::chair},
        {InviteAuthor{QuestionId{1}}, Who::chair},
        {AddPoll{PollKind::yes_no, "Doen?", {}, {}}, Who::tidy},
        {TakeAgenda{}, Who::chair},
        {RemovePoll{PollId{1}}, Who::tidy},
        {OpenPoll{PollId{1}}, Who::chair},
        {ClosePoll{PollId{1}}, Who::chair},
        {ShowPoll{PollId{1}}, Who::chair},
        {BlankStage{true}, Who::chair},
        {ShowScene{Scene::agenda, {}}, Who::chair},
        {SetTheme{Theme::light}, Who::chair},
        {ShowSlides{BlockId{1}}, Who::chair},
        {TurnSlide{1, 2}, Who::chair},
        {SlidesReady{"plan.pdf", std::string(64, 'a'), 2}, Who::kiosk},
        {SlidesFailed{"plan.pdf"}, Who::kiosk},
        {RenamePerson{PersonId{1}, "Buur"}, Who::tidy},
        {SetRole{PersonId{1}, Role::minute_taker}, Who::chair},
        {HandOver{PersonId{1}}, Who::chair},
        {Undo{StepId{1}}, Who::chair},
    };
}

}  // namespace

TEST_CASE("every command knows who may send it") {
    const auto all = one_of_each();
    std::set<std::size_t> kinds;
    for (const auto& [command, who] : all) kinds.insert(command.index());
    // Join is the one command that nobody sends: the engine makes it from a hello.
    REQUIRE(kinds.size() == std::variant_size_v<CommandBody> - 1);

    Meeting meeting;
    const PersonId attendee = meeting.join("Ans");
    const PersonId chair = meeting.chair();
    const PersonId minute_taker = meeting.join("Nel");
    meeting.accept(console(), SetRole{minute_taker, Role::minute_taker});
    const PersonId facilitator = meeting.join("Ton");
    meeting.accept(console(), SetRole{facilitator, Role::table_facilitator});
    const std::string only_chair = "not_allowed refusal.only_chair";
    const std::string only_attendees = "not_allowed refusal.only_attendees";
    const std::string only_kiosk = "not_allowed refusal.only_kiosk";
    for (const auto& [command, who] : all) {
        INFO("command " << command.index());
        const std::string by_attendee = meeting.verdict(person(attendee), command);
        const std::string by_chair = meeting.verdict(person(chair), command);
        const std::string by_console = meeting.verdict(console(), command);
        const std::string by_kiosk = meeting.verdict(kiosk(), command);
        switch (who) {
            case Who::kiosk:
                CHECK(by_attendee == only_kiosk);
                CHECK(by_chair == only_kiosk);
                CHECK(by_console == only_kiosk);
                CHECK(by_kiosk != only_kiosk);
                break;
            case Who::attendee:
                CHECK(by_attendee != only_attendees);
                CHECK(by_chair != only_attendees);  // a chair is a person too
                CHECK(by_console == only_attendees);
                CHECK(by_kiosk == only_attendees);
                break;
            case Who::tidy:
            case Who::help:
            case Who::tables:
            case Who::chair:
                CHECK(by_attendee == only_chair);
                CHECK((meeting.verdict(person(minute_taker), command) != only_chair) ==
                      (who == Who::tidy || who == Who::help));
                CHECK((meeting.verdict(person(facilitator), command) != only_chair) ==
                      (who == Who::help || who == Who::tables));
                CHECK(by_chair != only_chair);
                CHECK(by_console == by_chair);
                CHECK(by_kiosk == by_chair);
                break;
        }
    }
    // Somebody who is not in this meeting is nobody.
    CHECK(meeting.verdict(person(PersonId{99}), GiveName{"X"}) == only_attendees);
    CHECK(meeting.verdict(person(PersonId{99}), StartMeeting{}) == only_chair);
}

TEST_CASE("a minute taker puts a block's words right, and not what it does") {
    Meeting meeting;
    const BlockId block = *meeting.accept(console(), AddBlock{"Vragen", Form::talk, 10, {}, "", ""}).block;
    const PersonId nel = meeting.join("Nel");
    meeting.accept(console(), SetRole{nel, Role::minute_taker});
    EditBlock words{block};
    words.title = "Vragen en reacties";
    words.notes = "Wie het eerst?";
    meeting.accept(person(nel), words);
    CHECK(meeting.state.agenda.blocks.at(block).title == "Vragen en reacties");
    EditBlock form{block};
    form.form = Form::pause;
    CHECK(meeting.verdict(person(nel), form) == "not_allowed refusal.only_chair");
    EditBlock start{block};
    start.start_min = 20 * 60;
    CHECK(meeting.verdict(person(nel), start) == "not_allowed refusal.only_chair");
}

TEST_CASE("joining makes a person, and the token brings the same person back") {
    Meeting meeting;
    const Join first{Place::home, "tr", std::nullopt, token_of(1)};
    CHECK(meeting.events(kiosk(), first) ==
          std::vector<Event>{event(PersonJoined{PersonId{1}, Place::home, "tr", token_of(1)})});
    CHECK(meeting.accept(kiosk(), first).person == PersonId{1});
    CHECK(meeting.state.people.at(PersonId{1}).joined_ms == meeting.now_ms);

    const Join back{Place::room, "en", token_of(1), token_of(2)};
    CHECK(meeting.events(kiosk(), back) == std::vector<Event>{event(PersonReturned{
                                               PersonId{1}, Place::room, "en", token_of(1), token_of(2)})});
    CHECK(meeting.accept(kiosk(), back).person == PersonId{1});

    SECTION("a lost reply: the token before stays good until the new one is used") {
        CHECK(meeting.accept(kiosk(), Join{Place::room, "en", token_of(1), token_of(3)}).person ==
              PersonId{1});
        CHECK(meeting.accept(kiosk(), Join{Place::room, "en", token_of(3), token_of(4)}).person ==
              PersonId{1});
        // Now 3 was used: 1 is no longer good, and whoever has it is somebody new.
        CHECK(meeting.accept(kiosk(), Join{Place::room, "en", token_of(1), token_of(5)}).person ==
              PersonId{2});
    }
    SECTION("an unknown token makes a new person") {
        CHECK(meeting.accept(kiosk(), Join{Place::room, "nl", token_of(77), token_of(78)}).person ==
              PersonId{2});
    }
    SECTION("an empty hash is nobody's token") {
        CHECK(meeting.accept(kiosk(), Join{Place::room, "nl", TokenHash{}, token_of(78)}).person ==
              PersonId{2});
    }
    CHECK(meeting.replayed() == meeting.state);
}

TEST_CASE("coming back keeps name, role, place in the queue, word and ballot") {
    Meeting meeting;
    const PersonId ans = meeting.join("Ans");
    meeting.accept(person(ans), Pair{"4821-7703"});
    meeting.accept(console(), OpenCheckIn{"Hoe is het?", 0});
    meeting.accept(person(ans), GiveWord{"moe"});
    meeting.accept(person(ans), AskToSpeak{QueueKind::point, "De bankjes"});
    const PollId poll = meeting.poll();
    meeting.accept(console(), OpenPoll{poll});
    meeting.accept(person(ans), CastVote{poll, Ballot{"yes"}});
    State before = meeting.state;
    const Answer answer = meeting.accept(kiosk(), Join{Place::room, "nl", token_of(1), token_of(9)});
    CHECK(answer.person == ans);
    CHECK(answer.role == Role::chair);
    before.people.at(ans).token = token_of(1);
    before.people.at(ans).next_token = token_of(9);
    CHECK(meeting.state == before);
}

TEST_CASE("the house is full at its maximum, but who was in comes back") {
    Meeting meeting;
    for (std::size_t i = 0; i < limits::people; ++i) {
        Person one;
        one.id = PersonId{static_cast<std::uint32_t>(i + 1)};
        one.next_token = token_of(one.id.number);
        meeting.state.people.emplace(one.id, one);
    }
    CHECK(meeting.verdict(kiosk(), Join{Place::room, "nl", {}, token_of(9000)}) ==
          "full refusal.full_people");
    CHECK(meeting.verdict(kiosk(), Join{Place::room, "nl", token_of(17), token_of(9000)}) == "accepted");
    meeting.state.people.erase(PersonId{1});
    CHECK(meeting.verdict(kiosk(), Join{Place::room, "nl", {}, token_of(9000)}) == "accepted");
}

TEST_CASE("a name is one line of at most forty characters, without tricks") {
    Meeting meeting;
    const PersonId ans = meeting.join();
    const struct {
        std::string name;
        std::string verdict;
    } table[] = {
        {"Ans", "accepted"},
        {letters(limits::name_graphemes), "accepted"},
        {letters(limits::name_graphemes + 1), "too_long refusal.too_long"},
        {"", "empty refusal.empty"},
        {"   \t ", "empty refusal.empty"},
        {"A\x01n", "bad_text refusal.bad_text"},
        {"A\u202En", "bad_text refusal.bad_text"},  // direction override
        {"A\u2066n", "bad_text refusal.bad_text"},  // direction isolate
        {"An\ns", "bad_text refusal.bad_text"},
        {"A\xff", "bad_text refusal.bad_text"},
        {std::string(limits::text_bytes + 1, 'a'), "too_long refusal.too_long"},
        {"👨‍👩‍👧‍👦", "accepted"},
        {"فاطمة", "accepted"},
    };
    for (const auto& row : table) {
        INFO(row.name);
        CHECK(meeting.verdict(person(ans), GiveName{row.name}) == row.verdict);
        CHECK(meeting.verdict(console(), RenamePerson{ans, row.name}) == row.verdict);
    }
    const auto refused = meeting.decided(person(ans), GiveName{letters(41)});
    CHECK(refused.refusal().sentence.parameters == std::vector<TextParameter>{{"n", "40"}});
    CHECK(meeting.verdict(console(), RenamePerson{PersonId{50}, "Buur"}) ==
          "not_found refusal.no_such_person");
}

TEST_CASE("two people with one name can be told apart") {
    Meeting meeting;
    const PersonId first = meeting.join();
    const PersonId second = meeting.join();
    const PersonId third = meeting.join();
    CHECK(shown_name(meeting.state.people.at(first)) == "#1");
    CHECK(meeting.accept(person(first), GiveName{"Fatma"}).shown == "Fatma");
    CHECK(meeting.events(person(second), GiveName{" fatma "}) ==
          std::vector<Event>{event(PersonNamed{second, PersonalText{"fatma"}, 2})});
    CHECK(meeting.accept(person(second), GiveName{"Fatma"}).shown == "Fatma (2)");
    CHECK(meeting.accept(person(third), GiveName{"FATMA"}).shown == "FATMA (3)");
    // The same name again keeps the number.
    CHECK(meeting.accept(person(second), GiveName{"Fatma"}).shown == "Fatma (2)");
    // Who leaves the name leaves its number free.
    CHECK(meeting.accept(person(second), GiveName{"Saida"}).shown == "Saida");
    const PersonId fourth = meeting.join();
    CHECK(meeting.accept(person(fourth), GiveName{"Fatma"}).shown == "Fatma (2)");
}

TEST_CASE("a name that looks like a numbered one never makes two people look the same") {
    Meeting meeting;
    std::vector<PersonId> people;
    SECTION("typed after there is one") {
        for (const char* name : {"Fatma", "Fatma", "Fatma (2)"}) people.push_back(meeting.join(name));
    }
    SECTION("typed before there is one") {
        for (const char* name : {"Fatma (2)", "Fatma", "Fatma"}) people.push_back(meeting.join(name));
    }
    SECTION("several") {
        for (const char* name : {"Fatma (3)", "Fatma (2)", "fatma", "Fatma", "Fatma", "FATMA (2)"})
            people.push_back(meeting.join(name));
    }
    SECTION("beyond ASCII") {
        for (const char* name : {"Zoë (2)", "Zoe", "Zoé", "zoë"}) people.push_back(meeting.join(name));
    }
    std::set<std::string> shown;
    for (const PersonId id : people) {
        INFO(shown_name(meeting.state.people.at(id)));
        CHECK(shown.insert(shown_name(meeting.state.people.at(id))).second);
    }
}

TEST_CASE("place and language change without fuss, and only when they differ") {
    Meeting meeting;
    const PersonId ans = meeting.join("Ans");
    CHECK(meeting.events(person(ans), SetPlace{Place::room}).empty());
    CHECK(meeting.events(person(ans), SetPlace{Place::home}) ==
          std::vector<Event>{event(PersonPlaced{ans, Place::home})});
    CHECK(meeting.events(person(ans), SetLanguage{"nl"}).empty());
    CHECK(meeting.events(person(ans), SetLanguage{"ar"}) ==
          std::vector<Event>{event(PersonLanguageSet{ans, "ar"})});
    for (const char* good : {"en", "en-GB", "zh-Hans-CN", "tzm"}) {
        meeting.accept(person(ans), SetLanguage{good});
        CHECK(meeting.state.people.at(ans).language == good);
    }
    // What is no language tag becomes the evening's first language: never a refusal at the door.
    for (const char* bad :
         {"", "n", "12", "-nl", "nl-", "nl--x", "en_GB", "nl<script>", "aaaaaaaaaaaaaaaaaaaaa", "é"}) {
        INFO(bad);
        meeting.accept(person(ans), SetLanguage{"en"});
        meeting.accept(person(ans), SetLanguage{bad});
        CHECK(meeting.state.people.at(ans).language == "nl");
        meeting.accept(kiosk(), Join{Place::home, bad, token_of(1), token_of(1)});
        CHECK(meeting.state.people.at(ans).language == "nl");
    }
}

TEST_CASE("a code gives its role, and nothing else does") {
    Meeting meeting;
    const PersonId ans = meeting.join("Ans");
    for (const char* wrong : {"", "4821-7704", "0000-0000", "4821", "482177030", "abc"}) {
        INFO(wrong);
        CHECK(meeting.verdict(person(ans), Pair{wrong}) == "not_allowed refusal.wrong_code");
    }
    CHECK(meeting.verdict(person(ans), Pair{"9999-0000"}) == "not_allowed refusal.spent_code");
    for (const char* right : {"4821-7703", "48217703", " 4821 7703 "}) {
        CHECK(meeting.events(person(ans), Pair{right}) ==
              std::vector<Event>{event(RoleGiven{ans, Role::chair})});
    }
    CHECK(meeting.events(person(ans), Pair{"1111-2222"}) ==
          std::vector<Event>{event(RoleGiven{ans, Role::minute_taker})});
    CHECK(meeting.events(person(ans), Pair{"3333-4444"}) ==
          std::vector<Event>{event(RoleGiven{ans, Role::table_facilitator})});
    // Who keeps the minutes becomes chair; a chair has it all, and no code takes anything away.
    CHECK(meeting.accept(person(ans), Pair{"1111-2222"}).role == Role::minute_taker);
    CHECK(meeting.accept(person(ans), Pair{"4821-7703"}).role == Role::chair);
    for (const char* code : {"4821-7703", "1111-2222", "0000-0000"}) {
        CHECK(meeting.events(person(ans), Pair{code}).empty());
        CHECK(meeting.decided(person(ans), Pair{code}).value().answer.role == Role::chair);
    }

    const PersonId other = meeting.join();
    meeting.codes = {{"", Role::chair}};
    CHECK(meeting.verdict(person(other), Pair{""}) == "not_allowed refusal.wrong_code");
    CHECK(meeting.verdict(person(other), Pair{"-"}) == "not_allowed refusal.wrong_code");
    Context nobody_can = meeting.context(person(other));
    nobody_can.codes = nullptr;
    CHECK_FALSE(decide(meeting.state, Pair{"4821-7703"}, nobody_can));
}

TEST_CASE("who may give and take a role") {
    Meeting meeting;
    const PersonId ans = meeting.chair();
    const PersonId bea = meeting.chair();
    const PersonId cor = meeting.join("Cor");
    const auto role_of = [&](PersonId id) { return meeting.state.people.at(id).role; };

    // A chair gives a role to who has less, and cannot put another chair out.
    meeting.accept(person(ans), SetRole{cor, Role::minute_taker});
    CHECK(role_of(cor) == Role::minute_taker);
    CHECK(meeting.verdict(person(ans), SetRole{bea, Role::attendee}) == "not_allowed refusal.only_console");
    CHECK(meeting.verdict(person(cor), SetRole{cor, Role::chair}) == "not_allowed refusal.only_chair");
    CHECK(meeting.verdict(person(cor), SetRole{ans, Role::attendee}) == "not_allowed refusal.only_chair");
    CHECK(meeting.verdict(person(cor), HandOver{cor}) == "not_allowed refusal.only_chair");
    CHECK(meeting.verdict(person(ans), SetRole{PersonId{999}, Role::chair}) ==
          "not_found refusal.no_such_person");
    // Everybody may lay down their own.
    meeting.accept(person(cor), SetRole{cor, Role::attendee});
    CHECK(role_of(cor) == Role::attendee);
    CHECK(meeting.events(person(cor), SetRole{cor, Role::attendee}).empty());

    // Handed over on a phone: from one to the other, and the second chair stays.
    meeting.accept(person(ans), HandOver{cor});
    CHECK(role_of(ans) == Role::attendee);
    CHECK(role_of(bea) == Role::chair);
    CHECK(role_of(cor) == Role::chair);
    CHECK(meeting.verdict(person(cor), HandOver{cor}) == "already refusal.already_chair");
    CHECK(meeting.verdict(person(ans), AgendaNext{}) == "not_allowed refusal.only_chair");
    // At the console: there is one chair from then on. The console always wins.
    meeting.accept(console(), HandOver{ans});
    CHECK(role_of(ans) == Role::chair);
    CHECK(role_of(bea) == Role::attendee);
    CHECK(role_of(cor) == Role::attendee);
    meeting.accept(console(), SetRole{ans, Role::attendee});
    CHECK(role_of(ans) == Role::attendee);
    CHECK(meeting.replayed() == meeting.state);
}

TEST_CASE("a step says who did it: a person, or nobody at the kiosk's own console") {
    Meeting meeting;
    const PersonId ans = meeting.chair();
    meeting.accept(person(ans), SetTitle{"Startavond"});
    CHECK(meeting.state.steps.back().by == ans);
    meeting.accept(console(), SetTitle{"Slotavond"});
    CHECK(meeting.state.steps.back().by == std::nullopt);
}
