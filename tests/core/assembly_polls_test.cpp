// Owns the tables of polls and of the wall's scene: who may do what when, and the counts beside them.
// Test thread. It must never look at views: what they hide is tested there.
#include "assembly/polls/polls.h"
#include "base/digest.h"
#include "base/limits.h"
#include "core/meeting.h"
#include "tally/plurality.h"

using namespace buurtkiosk;
using namespace buurtkiosk::test;

namespace {

AddPoll choice(std::vector<std::string> options, std::string question = "Wat eerst?") {
    return AddPoll{PollKind::choice, std::move(question), std::move(options), {}};
}

}  // namespace

TEST_CASE("a poll is made with a question and options that differ") {
    Meeting meeting;
    Poll made;
    made.id = PollId{1};
    made.kind = PollKind::choice;
    made.question = "Wat eerst?";
    made.options = {{"a", "Groen"}, {"b", "Spelen"}};
    CHECK(meeting.events(console(), choice({" Groen ", "Spelen"})) ==
          std::vector<Event>{
              event(PollAdded{made}),
              event(StepDone{StepId{1}, Sentence{"step.poll_added"}, {event(PollRemoved{PollId{1}})}})});
    CHECK(meeting.accept(console(), choice({"Groen", "Spelen"})).poll == PollId{1});
    const PollId yes_no = meeting.poll("Doen we dit?");
    CHECK(meeting.state.polls.at(yes_no).options ==
          std::vector<PollOption>{{"yes", ""}, {"no", ""}, {"abstain", ""}});

    CHECK(meeting.verdict(console(), choice({})) == "empty refusal.too_few_options");
    CHECK(meeting.verdict(console(), choice({"Groen"})) == "empty refusal.too_few_options");
    CHECK(meeting.verdict(console(), choice({"Groen", ""})) == "empty refusal.empty");
    CHECK(meeting.verdict(console(), choice({"Groen", "gróén"})) == "already refusal.equal_options");
    CHECK(meeting.verdict(console(), choice({"Groen", "a\u202Eb"})) == "bad_text refusal.bad_text");
    CHECK(meeting.verdict(console(), choice({"Groen", letters(limits::option_graphemes)})) == "accepted");
    CHECK(meeting.verdict(console(), choice({"Groen", letters(limits::option_graphemes + 1)})) ==
          "too_long refusal.too_long");
    CHECK(meeting.verdict(console(), choice({"A", "B"}, "")) == "empty refusal.empty");
    CHECK(meeting.verdict(console(), choice({"A", "B"}, letters(limits::question_graphemes))) == "accepted");
    CHECK(meeting.verdict(console(), choice({"A", "B"}, letters(limits::question_graphemes + 1))) ==
          "too_long refusal.too_long");
    std::vector<std::string> many;
    for (std::size_t i = 0; i < limits::poll_options; ++i) many.push_back("Optie " + std::to_string(i));
    const auto most = meeting.events(console(), choice(many));
    CHECK(std::get<PollAdded>(most.front().body).poll.options.back().id == "l");
    many.emplace_back("Nog een");
    CHECK(meeting.verdict(console(), choice(many)) == "full refusal.too_many_options");
    AddPoll nowhere = choice({"A", "B"});
    nowhere.block = BlockId{9};
    CHECK(meeting.verdict(console(), nowhere) == "not_found refusal.no_such_block");
    nowhere.block = meeting.block("Peiling", Form::poll);
    CHECK(meeting.verdict(console(), nowhere) == "accepted");
}

TEST_CASE("an evening has room for two hundred polls") {
    Meeting meeting;
    while (meeting.state.polls.size() < limits::polls) meeting.poll();
    CHECK(meeting.verdict(console(), choice({"A", "B"})) == "full refusal.full_polls");
    meeting.accept(console(), RemovePoll{PollId{3}});
    CHECK(meeting.verdict(console(), choice({"A", "B"})) == "accepted");
}

TEST_CASE("a poll goes from draft to open to closed to shown, and no other way") {
    Meeting meeting;
    const PollId poll = meeting.poll();
    const PersonId ans = meeting.join("Ans");
    const CastVote vote{poll, Ballot{"yes"}};
    for (const PollId nothing : {PollId{9}, PollId{0}}) {
        CHECK(meeting.verdict(console(), OpenPoll{nothing}) == "not_found refusal.no_such_poll");
        CHECK(meeting.verdict(console(), ClosePoll{nothing}) == "not_found refusal.no_such_poll");
        CHECK(meeting.verdict(console(), ShowPoll{nothing}) == "not_found refusal.no_such_poll");
        CHECK(meeting.verdict(console(), RemovePoll{nothing}) == "not_found refusal.no_such_poll");
        CHECK(meeting.verdict(person(ans), CastVote{nothing, Ballot{"yes"}}) ==
              "not_found refusal.no_such_poll");
    }
    // draft
    CHECK(meeting.verdict(person(ans), vote) == "closed refusal.poll_not_open");
    CHECK(meeting.verdict(console(), ClosePoll{poll}) == "closed refusal.poll_not_open");
    CHECK(meeting.verdict(console(), ShowPoll{poll}) == "closed refusal.poll_not_open");
    CHECK(meeting.verdict(console(), RemovePoll{poll}) == "accepted");
    CHECK(meeting.events(console(), OpenPoll{poll}) ==
          std::vector<Event>{event(PollOpened{poll}), event(StageSet{Scene::poll, poll}),
                             event(StepDone{StepId{1},
                                            Sentence{"step.poll_opened"},
                                            {event(StageSet{Scene::lobby, {}, Scene::poll, poll}),
                                             event(PollUnopened{poll})}})});
    meeting.accept(console(), OpenPoll{poll});
    // open
    CHECK(meeting.verdict(console(), OpenPoll{poll}) == "already refusal.poll_has_begun");
    CHECK(meeting.verdict(console(), RemovePoll{poll}) == "not_allowed refusal.poll_has_begun");
    CHECK(meeting.verdict(console(), ShowPoll{poll}) == "not_allowed refusal.close_first");
    CHECK(meeting.verdict(person(ans), vote) == "accepted");
    meeting.after_s(30);
    meeting.people_here = 7;
    const auto closed = meeting.events(console(), ClosePoll{poll});
    REQUIRE(closed.size() == 1);  // and no step: closing is never undone
    CHECK(std::get<PollClosed>(closed[0].body).tally ==
          PollTally{{{"yes", 0}, {"no", 0}, {"abstain", 0}}, 0, 7});
    meeting.accept(console(), ClosePoll{poll});
    // closed
    CHECK(meeting.verdict(person(ans), vote) == "closed refusal.poll_closed");
    CHECK(meeting.verdict(console(), OpenPoll{poll}) == "already refusal.poll_has_begun");
    CHECK(meeting.verdict(console(), ClosePoll{poll}) == "already refusal.poll_closed");
    CHECK(meeting.verdict(console(), RemovePoll{poll}) == "not_allowed refusal.poll_has_begun");
    meeting.accept(console(), ShowPoll{poll});
    // shown
    CHECK(meeting.verdict(person(ans), vote) == "closed refusal.poll_closed");
    CHECK(meeting.verdict(console(), ShowPoll{poll}) == "already refusal.already_shown");
    CHECK(meeting.verdict(console(), ClosePoll{poll}) == "already refusal.poll_closed");
    CHECK(meeting.replayed() == meeting.state);
}

TEST_CASE("one ballot a person, changeable until the close; the close cuts the link") {
    Meeting meeting;
    const PollId poll = *meeting.accept(kiosk(), choice({"Groen", "Spelen"})).poll;
    std::vector<PersonId> people;
    for (int i = 0; i < 5; ++i) people.push_back(meeting.join());
    meeting.accept(console(), OpenPoll{poll});
    for (const char* nothing : {"", "c", "yes", "A", "aa"}) {
        CHECK(meeting.verdict(person(people[0]), CastVote{poll, Ballot{nothing}}) ==
              "not_found refusal.no_such_option");
    }
    CHECK(meeting.events(person(people[0]), CastVote{poll, Ballot{"a"}}) ==
          std::vector<Event>{event(BallotCast{poll, people[0], Ballot{"a"}})});
    for (const PersonId id : people) meeting.accept(person(id), CastVote{poll, Ballot{"a"}});
    CHECK(meeting.events(person(people[0]), CastVote{poll, Ballot{"a"}}).empty());  // the same again
    meeting.accept(person(people[1]), CastVote{poll, Ballot{"b"}});
    meeting.accept(person(people[1]), CastVote{poll, Ballot{"b"}});
    CHECK(meeting.state.polls.at(poll).voted.size() == 5);
    CHECK(meeting.state.polls.at(poll).ballots.size() == 5);

    // Fewer phones reach us now than have voted: those who may vote are never fewer than those who did.
    meeting.people_here = 2;
    meeting.accept(console(), ClosePoll{poll});
    const Poll& closed = meeting.state.polls.at(poll);
    CHECK(closed.tally == PollTally{{{"a", 4}, {"b", 1}}, 5, 5});
    CHECK(closed.ballots.empty());
    CHECK(closed.voted.size() == 5);
    CHECK(closed.ballots_digest == hex(blake2b("a\na\na\na\nb\n")));
    CHECK(closed.closed_ms == meeting.now_ms);
}

TEST_CASE("the count names every option, with nothing where nobody chose it") {
    const std::vector<std::string> options = {"a", "b", "c"};
    CHECK(tally::count_choices(options, {}) ==
          std::map<std::string, std::uint32_t>{{"a", 0}, {"b", 0}, {"c", 0}});
    const std::vector<std::string> choices = {"c", "a", "c"};
    CHECK(tally::count_choices(options, choices) ==
          std::map<std::string, std::uint32_t>{{"a", 1}, {"b", 0}, {"c", 2}});
}

TEST_CASE("the wall shows what the chair chooses, if there is something to show") {
    Meeting meeting;
    const PollId poll = meeting.poll();
    CHECK(meeting.verdict(console(), ShowScene{Scene::poll, {}}) == "not_found refusal.no_such_poll");
    CHECK(meeting.verdict(console(), ShowScene{Scene::poll, PollId{9}}) == "not_found refusal.no_such_poll");
    CHECK(meeting.verdict(console(), ShowScene{Scene::poll, poll}) == "closed refusal.poll_not_open");
    CHECK(meeting.verdict(console(), ShowScene{Scene::check_in, {}}) == "closed refusal.no_check_in");
    CHECK(meeting.verdict(console(), ShowScene{Scene::ended, {}}) == "not_allowed refusal.not_ended");
    CHECK(meeting.events(console(), ShowScene{Scene::lobby, {}}).empty());
    CHECK(meeting.events(console(), ShowScene{Scene::agenda, poll}) ==
          std::vector<Event>{event(StageSet{Scene::agenda, {}}),
                             event(StepDone{StepId{1},
                                            Sentence{"step.stage_set"},
                                            {event(StageSet{Scene::lobby, {}, Scene::agenda, {}})}})});
    CHECK(meeting.events(console(), BlankStage{false}).empty());
    CHECK(meeting.events(console(), BlankStage{true}) == std::vector<Event>{event(StageBlanked{true})});
    CHECK(meeting.events(console(), SetTheme{Theme::dark}).empty());
    CHECK(meeting.events(console(), SetTheme{Theme::light}) ==
          std::vector<Event>{event(StageThemed{Theme::light})});
    meeting.accept(console(), BlankStage{true});
    meeting.accept(console(), SetTheme{Theme::light});
    CHECK(meeting.state.stage.blank);
    CHECK(meeting.state.stage.theme == Theme::light);

    const auto fitting = [&] {
        Meeting copy = meeting;
        copy.accept(console(), ShowScene{Scene::lobby, {}});
        copy.accept(console(), ShowScene{{}, {}});
        return copy.state.stage;
    };
    CHECK(fitting().scene == Scene::lobby);
    meeting.accept(console(), StartMeeting{});
    CHECK(fitting().scene == Scene::agenda);
    meeting.accept(console(), AddToQueue{"Henk", Place::room});
    meeting.accept(console(), QueueNext{});
    CHECK(fitting().scene == Scene::speaker);
    meeting.accept(console(), OpenCheckIn{"Hoe?", 0});
    CHECK(fitting().scene == Scene::check_in);
    meeting.accept(console(), OpenPoll{poll});
    CHECK(fitting().scene == Scene::poll);
    CHECK(fitting().poll == poll);
    meeting.accept(console(), ClosePoll{poll});
    CHECK(meeting.verdict(console(), ShowScene{Scene::poll, poll}) == "accepted");
    meeting.accept(console(), EndMeeting{});
    CHECK(fitting().scene == Scene::ended);
    CHECK(meeting.replayed() == meeting.state);
}
