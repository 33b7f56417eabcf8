// Owns the tests of what the minutes say: whole pages against sentences written out here, what stays hidden,
// what was taken back, and evenings without anything. Test thread. It must never read a real clock.
#include <algorithm>

#include "minutes/kept_evening.h"

using namespace buurtkiosk;
using namespace buurtkiosk::test;

namespace {

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// In whichever file.
bool anywhere(const Files& files, const std::string& part) {
    return std::any_of(files.begin(), files.end(),
                       [&](const auto& file) { return holds(file.second, part); });
}

struct UsualEvening : KeptEvening {
    PersonId fatma = join("Fatma");
    PersonId joop = join("Joop");
    PersonId achmed = join("Achmed", Place::home);
    PersonId ans = join("Ans", Place::home);

    UsualEvening() {
        const BlockId welcome = block("Welkom", Form::plenary, 15);
        const BlockId plans = block("Plannen bekijken", Form::talk, 20);
        const BlockId pause = block("Pauze", Form::pause, 10);
        const BlockId talk = block("Vragen", Form::speakers, 30);
        block("Afsluiting", Form::closing, 5);
        accept(console(), SetPeopleGroups{{"Bewoners", "Gemeente"}});
        accept(person(fatma), ChooseGroup{state.groups[0].id});
        accept(person(achmed), ChooseGroup{state.groups[0].id});
        accept(person(joop), ChooseGroup{state.groups[1].id});
        after_min(1);
        accept(console(), AgendaNext{std::nullopt});  // 19:31
        check_in();
        after_min(16);
        accept(console(), AgendaNext{welcome});  // 19:47
        after_min(20);
        accept(console(), SkipBlock{pause, true});
        accept(console(), AgendaNext{plans});  // 20:07
        queue();
        vote();
        questions();
        accept(console(), AgendaNext{talk});
        accept(console(), EndMeeting{});
    }
    void check_in() {
        accept(console(), OpenCheckIn{"Hoe zit u hier?", 0});
        accept(person(fatma), GiveWord{"benieuwd"});
        accept(person(joop), GiveWord{"benieuwd"});
        accept(person(achmed), GiveWord{"moe"});
        accept(person(ans), GiveWord{"geheimwoord"});
        const GroupId secret = state.check_in()->answers.at(ans).group;
        accept(console(), HideWord{secret, true});
        accept(console(), ShowCheckIn{});
        accept(console(), CloseCheckIn{});
    }
    void queue() {
        ask(fatma);
        ask(achmed, QueueKind::question);
        ask(joop);
        speaks(125'400);  // 2:05
        speaks(30'500);   // 0:31
        speaks(60'000);   // 1:00
        ask(fatma, QueueKind::point_of_order);
        speaks(9'600);  // 0:10
        accept(console(), AddToQueue{"", Place::room, 12});
        speaks(4'400);  // 0:04
    }
    void vote() {
        people_here = 4;
        const PollId poll = *accept(console(), AddPoll{PollKind::choice,
                                                       "Waar komen de banken?",
                                                       {"Plein", "Speeltuin", "Station"},
                                                       std::nullopt})
                                 .poll;
        accept(console(), OpenPoll{poll});
        accept(person(fatma), CastVote{poll, {"a"}});
        accept(person(joop), CastVote{poll, {"a"}});
        accept(person(ans), CastVote{poll, {"c"}});
        accept(console(), ClosePoll{poll});
        accept(console(), ShowPoll{poll});
    }
    QuestionId write(PersonId who, const std::string& text, bool anonymous = false) {
        accept(person(who), AskQuestion{text, anonymous});
        return state.questions.by.rbegin()->first;
    }
    void questions() {
        accept(console(), SetQuestionRules{true, true, true});
        const QuestionId first = write(joop, "Wanneer begint het?");
        const QuestionId second = write(ans, "Wie betaalt dat?", true);
        const QuestionId hidden = write(fatma, "Verborgen vraag?");
        write(achmed, "Wachtende vraag?");
        for (const QuestionId id : {first, second, hidden}) accept(console(), AllowQuestion{id});
        accept(person(fatma), UpvoteQuestion{second});
        accept(person(joop), UpvoteQuestion{second});
        accept(console(), HideQuestion{hidden, true});
        accept(console(), MarkAnswered{first, true});
    }
};

}  // namespace

TEST_CASE("the minutes of a usual evening, word for word") {
    const UsualEvening evening;
    CHECK(evening.markdown() == R"md(# Verslag: Startavond buurtbudget

maandag 23 november 2026, van 19:31 tot 20:10

Met een telefoon deden mee: 2 in de zaal, 2 thuis.

## Agenda

| Onderdeel | Gepland | Zo ging het |
| --- | --- | --- |
| Welkom | 19:31–19:46 | 19:31–19:47 |
| Plannen bekijken | 19:46–20:06 | 19:47–20:07 |
| Pauze | 20:06–20:16 | overgeslagen |
| Vragen | 20:16–20:46 | 20:07–20:10 |
| Afsluiting | 20:46–20:51 | 20:10–20:10 |

Gepland tot 20:51, afgesloten om 20:10.

## In één woord

### Hoe zit u hier?

benieuwd (2×), moe (1×)

4 mensen gaven een woord. Het woord van 1 persoon staat hier niet: de voorzitter liet het niet zien.

## Peilingen

### Waar komen de banken?

| Antwoord | Stemmen |
| --- | ---: |
| Plein | 2 |
| Speeltuin | 0 |
| Station | 1 |

3 van 4 mensen stemden.

## Wie sprak

Er waren 4 beurten. Samen is er 3 min 50 s gesproken. 1 beurt was van iemand zonder telefoon.

**Zaal en thuis**

| Plek | Beurten | Min:sec |
| --- | ---: | ---: |
| In de zaal | 3 | 3:19 |
| Thuis | 1 | 0:31 |
| **Samen** | **4** | **3:50** |

**Soort beurt**

| Soort | Aantal | Min:sec |
| --- | ---: | ---: |
| Nieuw punt | 3 | 3:09 |
| Vraag | 1 | 0:31 |
| Punt van orde | 1 | 0:10 |
| **Samen** | **5** | **3:50** |

**Groepen**

| Groep | Beurten | Min:sec |
| --- | ---: | ---: |
| Bewoners | 2 | 2:46 |
| Gemeente | 1 | 1:00 |
| Zonder groep | 1 | 0:04 |
| **Samen** | **4** | **3:50** |

**Sprekers, wie het langst sprak bovenaan**

| Spreker | Plek | Beurten | Min:sec |
| --- | --- | ---: | ---: |
| Spreker 1 | zaal | 1 | 2:15 |
| Spreker 2 | zaal | 1 | 1:00 |
| Spreker 3 | thuis | 1 | 0:31 |
| Spreker 4 | zaal | 1 | 0:04 |
| **Samen** |  | **4** | **3:50** |

## Geschreven vragen

### Beantwoord

- Wanneer begint het? (1 persoon wil dit weten)

### Nog open

- Wie betaalt dat? (3 mensen willen dit weten)

## Over dit verslag

De Buurtkiosk maakte dit verslag van wat die avond is bewaard. Wat is teruggenomen of verborgen, staat er niet in. Elke telefoon telt één keer, bij de plek waar die het laatst was. Een stemming met de kiosk is een peiling: één stem per telefoon. De tijd van elke beurt is afgerond op hele seconden. Een punt van orde telt niet als beurt, de tijd ervan telt wel mee. Er staan geen namen in.
)md");
}

TEST_CASE("nobody's name is in the minutes unless it is asked for, and what is hidden never is") {
    const UsualEvening evening;
    const Files without = evening.files();
    for (const char* name : {"Fatma", "Joop", "Achmed", "Ans", "Kaart 12"}) {
        INFO(name);
        CHECK_FALSE(anywhere(without, name));
    }
    const Files with = evening.files(true);
    for (const auto& [name, bytes] : with) {
        if (name == "verslag.md" || name == "spreektijd.csv" || name == "verslag.html") {
            INFO(name);
            CHECK(holds(bytes, "Fatma"));
            CHECK(holds(bytes, "Kaart 12"));
        }
    }
    CHECK(holds(with.at("verslag.md"), "- Wanneer begint het? (1 persoon wil dit weten · van Joop)"));
    CHECK(holds(with.at("verslag.md"), "- Wie betaalt dat? (3 mensen willen dit weten)\n"));
    CHECK_FALSE(anywhere(with, "Ans"));  // asked without a name, and did not speak
    for (const Files& files : {without, with}) {
        for (const char* hidden : {"geheimwoord", "Verborgen vraag", "Wachtende vraag"}) {
            INFO(hidden);
            CHECK_FALSE(anywhere(files, hidden));
        }
    }
}

TEST_CASE("an evening in English has English minutes under English names") {
    KeptEvening evening("Neighbourhood evening");
    evening.in_language("en");
    const Files files = evening.files();
    REQUIRE(files.contains("minutes.html"));
    REQUIRE(files.contains("minutes.md"));
    REQUIRE(files.contains("speaking-times.csv"));
    CHECK(files.at("minutes.json").starts_with("{"));
    CHECK(holds(files.at("minutes.html"), "<html lang=\"en\">"));
    CHECK(holds(files.at("minutes.md"), "# Minutes: Neighbourhood evening\n\nMonday 23 November 2026\n"));
    CHECK(holds(files.at("speaking-times.csv"), "\"All\",\"\",\"\",0,0\r\n"));
}

TEST_CASE("a language without texts has Dutch minutes, and says so") {
    KeptEvening evening("Mahalle akşamı");
    evening.in_language("tr");
    const Files files = evening.files();
    REQUIRE(files.contains("verslag.html"));
    CHECK(holds(files.at("verslag.html"), "<html lang=\"nl\">"));
}

TEST_CASE("an evening without anything says just that") {
    const KeptEvening evening("Buurtavond");
    CHECK(evening.markdown() == R"md(# Verslag: Buurtavond

maandag 23 november 2026

De avond is nog niet begonnen.

Er deed nog niemand mee met een telefoon.

## Over dit verslag

In dit verslag staat nog niets: er was geen agenda, en er is niet gesproken, gestemd of gevraagd.

De Buurtkiosk maakte dit verslag van wat die avond is bewaard. Wat is teruggenomen of verborgen, staat er niet in. Er staan geen namen in.
)md");
    const minutes::Record nothing;
    CHECK(minutes::files_of(nothing, {}, {locales(), winter_time}).size() == 4);
}

TEST_CASE("an evening before its beginning has its agenda with minutes") {
    KeptEvening evening;
    evening.block("Welkom", Form::plenary, 15);
    CHECK(holds(evening.markdown(), "| Onderdeel | Duur |\n| --- | ---: |\n| Welkom | 15 min |\n"));
}

TEST_CASE("an evening that runs says up to when it is told, and who speaks is not counted yet") {
    KeptEvening evening;
    const PersonId ans = evening.join("Ans");
    const BlockId first = evening.block("Welkom", Form::plenary, 15);
    evening.block("Vragen", Form::speakers, 30);
    evening.accept(console(), AgendaNext{std::nullopt});
    evening.after_min(2);
    evening.ask(ans);
    evening.next();
    evening.after_min(1);
    evening.join();
    const std::string markdown = evening.markdown();
    CHECK(holds(markdown, "maandag 23 november 2026, vanaf 19:30\n"));
    CHECK(holds(markdown, "De avond is nog niet afgesloten. Dit verslag gaat tot 19:33.\n"));
    CHECK(holds(markdown, "| Welkom | 19:30–19:45 | bezig sinds 19:30 |"));
    CHECK(holds(markdown, "| Vragen | 19:45–20:15 | komt nog |"));
    CHECK(holds(
        markdown,
        "Er was 1 beurt. Er is 0 s gesproken. Er is nog iemand aan het woord: die tijd telt nog niet mee."));
    CHECK(evening.state.agenda.now == first);
}

TEST_CASE("what was taken back is not in the minutes") {
    KeptEvening evening;
    const PersonId ans = evening.join("Ans");
    const BlockId first = evening.block("Welkom");
    const BlockId second = evening.block("Vragen");
    evening.accept(console(), AgendaNext{std::nullopt});

    evening.accept(console(), OpenCheckIn{"Hoe zit u hier?", 0});
    evening.accept(person(ans), GiveWord{"moe"});
    evening.accept(console(), ShowCheckIn{});
    CHECK(evening.report().check_ins.front().words.size() == 1);
    evening.undo();
    CHECK(evening.report().check_ins.front().words.empty());
    CHECK(holds(evening.markdown(),
                "1 persoon gaf een woord. De woorden zijn niet getoond. Daarom staan ze hier niet.\n"));

    const PollId poll = evening.poll("Doen we dit?");
    CHECK(evening.report().polls.empty());  // nobody was asked yet
    evening.accept(console(), OpenPoll{poll});
    evening.accept(person(ans), CastVote{poll, {"yes"}});
    CHECK(holds(evening.markdown(), "1 persoon stemde. De stemming is nog open.\n"));
    evening.accept(console(), ClosePoll{poll});
    CHECK(evening.report().polls.front().stage == minutes::PollStage::not_shown);
    CHECK_FALSE(holds(evening.markdown(), "| Ja |"));
    evening.accept(console(), ShowPoll{poll});
    CHECK(holds(evening.markdown(), "| Ja | 1 |\n| Nee | 0 |\n| Onthouding | 0 |\n"));
    evening.undo();
    CHECK_FALSE(holds(evening.markdown(), "| Ja |"));
    CHECK_FALSE(holds(evening.files().at("minutes.json"), "\"count\""));

    evening.ask(ans);
    evening.next();
    evening.after_s(30);
    CHECK(evening.report().speaking.speakers.size() == 1);
    evening.undo();  // the call
    CHECK(evening.report().speaking.speakers.empty());

    evening.accept(console(), RemoveBlock{second});
    CHECK(holds(evening.markdown(), "| Vragen | 19:40–19:50 | vervallen |"));
    evening.undo();
    CHECK(holds(evening.markdown(), "| Vragen | 19:40–19:50 | komt nog |"));
    CHECK(evening.report().agenda.size() == 2);
    CHECK(evening.state.agenda.blocks.contains(first));
}

TEST_CASE("who was called and was not there did not speak") {
    KeptEvening evening;
    const PersonId ans = evening.join("Ans");
    const PersonId bram = evening.join("Bram", Place::home);
    evening.accept(console(), StartMeeting{});
    evening.ask(ans);
    evening.ask(bram);
    evening.next();
    evening.after_s(20);
    evening.accept(console(), PassSpeaker{evening.floor()});
    evening.after_s(61);
    evening.end_turn();
    const minutes::SpeakingReport speaking = evening.report(true).speaking;
    REQUIRE(speaking.speakers.size() == 1);
    CHECK(speaking.speakers.front().name == "Bram");
    CHECK(speaking.all == minutes::Share{1, 61});
}

TEST_CASE("parts of the agenda stand below their whole, and what came later says so") {
    KeptEvening evening;
    AddBlock tables{"Tafels", Form::plenary, 10, {}, "", "", 0};
    const BlockId whole = *evening.accept(kiosk(), tables).block;
    AddBlock part{"Tafel 1", Form::plenary, 10, {}, "", "", 0};
    part.inside = whole;
    evening.accept(kiosk(), part);
    evening.accept(console(), AgendaNext{std::nullopt});
    evening.after_min(3);
    evening.accept(console(), AddBlock{"Napraten", Form::plenary, 10, {}, "", "", 0});
    evening.accept(console(), EndMeeting{});
    const std::string markdown = evening.markdown();
    CHECK(holds(markdown,
                "| Tafels | 19:30–19:40 | 19:30–19:33 |\n| – Tafel 1 | 19:30–19:40 | 19:30–19:33 |\n"));
    CHECK(holds(markdown, "| Napraten | later toegevoegd | niet aan de orde gekomen |"));
}
