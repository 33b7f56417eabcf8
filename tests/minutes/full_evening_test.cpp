// Owns the minutes of a very full evening: everything at its longest, and sums that still fit. Test thread.
// With BUURTKIOSK_MINUTES_PAGES set to a folder it leaves the pages of a usual, a full and an empty evening
// there, to be printed and looked at; it must never leave anything otherwise.
#include <cstdlib>

#include "base/limits.h"
#include "journal/evening_folder.h"
#include "minutes/kept_evening.h"

using namespace buurtkiosk;
using namespace buurtkiosk::test;

namespace {

std::string long_text(std::size_t graphemes) {
    static const std::string words =
        "Waarom staat de verkeersveiligheidsmaatregel nog niet op de lijst en wie gaat er iets aan doen ";
    std::string text;
    while (text.size() < graphemes) text += words;
    text.resize(graphemes);
    text.back() = 'x';
    return text;
}

const std::vector<std::string> first_names = {"Fatma", "Joop",  "Achmed", "Ans",  "Zoë",  "محمد الأمين",
                                              "Bram",  "Wilma", "Meryem", "Kees", "Rosa", "Dolores"};

// As many people, blocks, turns, polls and questions as asked for.
struct Measure {
    std::size_t people, blocks, turns, polls, questions;
    bool longest = false;
};
const Measure usual{38, 6, 16, 2, 7};
const Measure full{400, 40, 900, 20, 120, true};

struct LivelyEvening : KeptEvening {
    explicit LivelyEvening(const Measure& measure)
        : KeptEvening(measure.longest ? long_text(limits::title_graphemes) : "Startavond buurtbudget"),
          measure_(measure) {
        static const std::vector<std::string> titles = {"Welkom", "Hoe zitten we erbij", "Plannen bekijken",
                                                        "Pauze",  "Vragen en reacties",  "Afsluiting"};
        for (std::size_t at = 0; at < measure.blocks; ++at)
            block(measure.longest ? long_text(limits::title_graphemes) : titles[at % titles.size()],
                  Form::plenary, at % 6 == 3 ? 10 : 20);
        for (std::size_t at = 0; at < measure.people; ++at)
            people_.push_back(
                join(first_names[at % first_names.size()], at % 4 == 3 ? Place::home : Place::room));
        std::vector<std::string> groups = {"Bewoners", "Gemeente", "Woningcorporatie"};
        if (measure.longest) {
            groups.clear();
            for (std::size_t at = 0; at < limits::people_groups; ++at)
                groups.push_back(long_text(limits::group_name_graphemes - 1) + std::to_string(at));
        }
        accept(console(), SetPeopleGroups{groups});
        for (std::size_t at = 0; at < people_.size(); ++at) {
            if (at % 5 != 4)
                accept(person(people_[at]), ChooseGroup{state.groups[at % state.groups.size()].id});
        }
        after_min(2);
        accept(console(), AgendaNext{std::nullopt});
        check_in();
        after_min(17);
        step();
        after_min(14);
        step();
        for (std::size_t at = 0; at < measure.turns; ++at) take_turn(at);
        step();
        for (std::size_t at = 0; at < measure.polls; ++at) vote(at);
        for (std::size_t at = 0; at < measure.questions; ++at) write(at);
        after_min(5);
        while (state.agenda.now && state.phase == Phase::running) {
            after_min(3);
            if (!step()) break;
        }
        if (state.phase == Phase::running) accept(console(), EndMeeting{});
    }

  private:
    bool step() {
        const auto before = state.agenda.now;
        if (verdict(console(), AgendaNext{before}) != "accepted") return false;
        accept(console(), AgendaNext{before});
        return state.agenda.now != before;
    }
    void check_in() {
        static const std::vector<std::string> words = {
            "benieuwd", "hoopvol", "moe",  "nieuwsgierig", "متفائل",  "umutlu",   "samen",     "energie",
            "rustig",   "druk",    "blij", "benieuwd",     "hoopvol", "benieuwd", "sceptisch", "benieuwd"};
        accept(console(),
               OpenCheckIn{
                   measure_.longest ? long_text(limits::prompt_graphemes) : "Hoe zit u hier vanavond?", 0});
        for (std::size_t at = 0; at < people_.size(); ++at)
            accept(person(people_[at]),
                   GiveWord{measure_.longest && at % 2 == 0 ? "woord" + std::to_string(at)
                                                            : words[at % words.size()]});
        accept(console(), ShowCheckIn{});
        accept(console(), CloseCheckIn{});
    }
    void take_turn(std::size_t at) {
        using enum QueueKind;
        static constexpr std::array kinds = {point, question, point, reply, point, point_of_order};
        const PersonId who = people_[(at * 7) % people_.size()];
        if (at % 9 == 8) {
            accept(console(), AddToQueue{at % 2 == 0 ? "Mevrouw De Wit, tafel " + std::to_string(at) : "",
                                         Place::room, 1 + static_cast<std::uint32_t>(at)});
        } else if (verdict(person(who), AskToSpeak{kinds[at % kinds.size()], ""}) == "accepted") {
            ask(who, kinds[at % kinds.size()]);
        } else {
            ask(who);
        }
        speaks(static_cast<std::int64_t>(20'000 + at * 7'919 % 150'000));
    }
    void vote(std::size_t at) {
        people_here = static_cast<std::uint32_t>(people_.size());
        std::vector<std::string> options = {"Op het plein", "Bij de speeltuin", "Naast het station",
                                            "Ergens anders"};
        if (measure_.longest) {
            options.clear();
            for (char letter = 'a'; letter < 'a' + 8; ++letter)
                options.push_back(letter + long_text(limits::option_graphemes - 1));
        }
        const bool yes_no = at % 2 == 1;
        const std::string question = measure_.longest ? long_text(limits::question_graphemes)
                                     : yes_no         ? "Vindt u dit een goed plan voor de buurt?"
                                                      : "Waar zetten we de nieuwe banken neer?";
        const PollId poll = *accept(console(), AddPoll{yes_no ? PollKind::yes_no : PollKind::choice,
                                                       question,
                                                       yes_no ? std::vector<std::string>{} : options,
                                                       {}})
                                 .poll;
        accept(console(), OpenPoll{poll});
        for (std::size_t voter = 0; voter + 3 < people_.size(); ++voter) {
            const std::string choice = yes_no ? (voter % 5 == 0    ? "no"
                                                 : voter % 11 == 0 ? "abstain"
                                                                   : "yes")
                                              : std::string(1, static_cast<char>('a' + (voter * voter) % 3));
            accept(person(people_[voter]), CastVote{poll, {choice}});
        }
        accept(console(), ClosePoll{poll});
        accept(console(), ShowPoll{poll});
    }
    void write(std::size_t at) {
        static const std::vector<std::string> texts = {
            "Wie betaalt het onderhoud van de banken?",
            "Komt er ook verlichting bij de speeltuin?",
            "متى يبدأ العمل في الحي؟",
            "Kunnen kinderen meebeslissen over de speeltoestellen?",
            "Waarom duurde het vorige plan zo lang?",
            "Wat gebeurt er met de oude bomen aan de Lindelaan?",
            "Is er ook geld voor een buurtmoestuin?"};
        accept(console(), SetQuestionRules{true, true, false});
        accept(person(people_[at % people_.size()]),
               AskQuestion{measure_.longest ? std::to_string(at) + long_text(limits::written_graphemes - 4)
                                            : texts[at % texts.size()],
                           at % 3 == 0});
        const QuestionId id = state.questions.by.rbegin()->first;
        for (std::size_t voter = at + 1; voter < at + 1 + (at * 5) % 13; ++voter)
            accept(person(people_[voter % people_.size()]), UpvoteQuestion{id});
        if (at % 2 == 0) accept(console(), MarkAnswered{id, true});
    }

    Measure measure_;
    std::vector<PersonId> people_;
};

void leave(const std::string& folder, const std::string& name, const Files& files) {
    for (const auto& [file, bytes] : files)
        journal::write_file_bytes(folder + "/" + name + "-" + file, bytes);
}

}  // namespace

TEST_CASE("the minutes of a very full evening hold all of it") {
    const LivelyEvening evening(full);
    const minutes::Report report = evening.report(true);
    CHECK(report.agenda.size() == full.blocks);
    CHECK(report.polls.size() == full.polls);
    CHECK(report.questions.size() == full.questions);
    CHECK(report.speaking.groups.size() == limits::people_groups + 1);
    std::uint32_t turns = 0;
    for (const minutes::Share& kind : report.speaking.kinds) turns += kind.turns;
    CHECK(turns == full.turns);
    std::uint32_t words = report.check_ins.front().kept_back;
    for (const minutes::WordLine& word : report.check_ins.front().words) words += word.count;
    CHECK(words == full.people);
    const std::string html = evening.files(true).at("verslag.html");
    for (const minutes::QuestionLine& question : report.questions)
        CHECK(html.find(question.text) != std::string::npos);
    CHECK(html.size() < 1'000'000);

    if (const char* folder = std::getenv("BUURTKIOSK_MINUTES_PAGES")) {
        leave(folder, "full", evening.files(true));
        leave(folder, "usual", LivelyEvening(usual).files());
        leave(folder, "empty", KeptEvening().files());
    }
}
