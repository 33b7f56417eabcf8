// Owns the examples. Tests only. It must never compare anything itself.
#include "journal/sample_events.h"

#include <algorithm>

#include "base/digest.h"
#include "journal/schema.h"

namespace buurtkiosk::journal {

using namespace assembly;

namespace {

TokenHash token(std::uint8_t start) {
    TokenHash hash;
    for (auto& byte : hash) byte = start++;
    return hash;
}

Poll draft(std::uint32_t number) {
    Poll poll;
    poll.id = PollId{number};
    poll.kind = PollKind::choice;
    poll.question = "Waar eten we?\n\"Binnen\" of 'buiten'?";
    poll.options = {{"a", "Binnen"}, {"b", "Buiten 🌳"}, {"c", "\\u0000"}};
    poll.block = BlockId{7};
    return poll;
}

QueueEntry entry(std::uint32_t number, std::optional<PersonId> person) {
    QueueEntry made;
    made.id = EntryId{number};
    made.person = person;
    if (!person) {
        made.guest.name = PersonalText{"Mevrouw D'Hondt–Öztürk", false};
        made.guest.card = 12;
        made.guest.hand = 3;
        made.guest.first = EntryId{2};
        made.guest.group = PeopleGroupId{1};
    }
    made.kind = QueueKind::reply;
    made.replies_to = EntryId{4};
    made.place = Place::home;
    made.topic = PersonalText{"de \"speeltuin\"", false};
    made.explains = CheckInId{2};
    made.asks = QuestionId{8};
    made.reason = QueueReason::invited;
    made.asked_ms = 1'800'000'000'123;
    return made;
}

Question question(std::uint32_t number) {
    Question made;
    made.id = QuestionId{number};
    made.person = PersonId{12};
    made.text = PersonalText{"Waarom komt er \"geen\" zebrapad?", false};
    made.anonymous = true;
    made.state = QuestionState::open;
    made.asked_ms = 1'800'000'000'321;
    return made;
}

Block block(std::uint32_t number) {
    Block made;
    made.id = BlockId{number};
    made.title = "Wijkagent & groen";
    made.form = Form::check_in;
    made.minutes = 25;
    made.notes = "Koffie\nklaarzetten";
    made.prompt = "Hoe zit u erbij?";
    made.think_s = 90;
    made.text = "Neem een stoel.";
    made.materials = "stiften, koffie";
    made.fixed_ms = 1'800'000'000'000;
    made.inside = BlockId{6};
    made.side_by_side = true;
    made.plan_starts_ms = 1'800'000'000'003;
    made.plan_ends_ms = 1'800'000'000'004;
    made.state = BlockState::skipped;
    made.started_ms = 1'800'000'000'001;
    made.ended_ms = 1'800'000'000'002;
    return made;
}

Block bare_block(std::uint32_t number) {
    Block made;
    made.id = BlockId{number};
    return made;
}

}  // namespace

std::vector<std::string> awkward_texts() {
    return {"Fatma",
            "",
            " ",
            "\"}],\"version\":99,\"x\":{\"",
            "'; DROP TABLE journal; --",
            std::string("nul\0byte", 8),
            "regel\r\nregel\ttab",
            "أمينة",
            "מִרְיָם",
            "👩‍👩‍👧‍👦🏳️‍🌈",
            "e\u0301 is geen \u00e9",
            "\u202eomgekeerd",
            "\ufffd\uffff",
            "\U0010fffd",
            std::string(5000, 'w'),
            "erased",
            "{\"erased\":true}",
            "null"};
}

TimedEvent timed(EventBody body, std::int64_t at_ms, PersonId by) {
    TimedEvent event;
    event.event.body = std::move(body);
    event.at_ms = at_ms;
    if (by.number != 0) {
        event.by = TimedEvent::By::person;
        event.person = by;
    }
    return event;
}

PollClosed closing(PollId poll, std::vector<std::string> choices) {
    std::sort(choices.begin(), choices.end());
    PollClosed closed;
    closed.poll = poll;
    closed.tally.counts = {{"abstain", 0}, {"no", 0}, {"yes", 0}};
    std::string lines;
    for (const std::string& choice : choices) {
        ++closed.tally.counts[choice];
        add_ballot_line(lines, choice);
    }
    closed.tally.cast = static_cast<std::uint32_t>(choices.size());
    closed.tally.may_vote = closed.tally.cast + 3;
    closed.ballots_digest = hex(blake2b(lines));
    return closed;
}

std::vector<Event> sample_events() {
    std::vector<EventBody> bodies = {
        MeetingPrepared{"Avond in de buurt", {"nl", "en", "ar"}},
        MeetingTitled{"Oud", "Nieuw \"en\" beter"},
        MeetingPhaseSet{Phase::running, Phase::ended},
        KioskRestarted{},
        PersonJoined{PersonId{12}, Place::home, "tr", token(1)},
        PersonReturned{PersonId{4294967295}, Place::home, "en", token(2), token(200)},
        PersonNamed{PersonId{12}, {"Fatma", false}, 2},
        PersonNamed{PersonId{12}, {"", true}, 0},
        PersonPlaced{PersonId{12}, Place::home},
        PersonLanguageSet{PersonId{12}, "zh-Hant"},
        RoleGiven{PersonId{3}},
        RoleGiven{PersonId{3}, Role::attendee},
        RoleGiven{PersonId{4}, Role::table_facilitator},
        BlockAdded{block(7), BlockId{8}},
        BlockAdded{bare_block(1), std::nullopt},
        BlockRemoved{BlockId{7}},
        BlockMinutesSet{BlockId{7}, 25, -2147483647},
        BlockMoved{BlockId{7}, BlockId{8}, std::nullopt},
        BlockEdited{BlockId{7},
                    {"Pauze", Form::pause, "", "", "", "", 0, std::nullopt},
                    {"Pauze \"lang\"", Form::check_in, "n", "t", "m", "p", 30, 1'800'000'000'000}},
        AgendaStepped{BlockId{7},
                      BlockId{8},
                      {{BlockId{7}, BlockState::done, 5, 6}, {BlockId{8}, BlockState::now, 6, std::nullopt}}},
        AgendaStepped{},
        BlockSlidesSet{BlockId{7}, Slides{"dia's/plan.pdf", "", 0, 1, false},
                       Slides{"dia's/plan.pdf", std::string(64, 'a'), 12, 3, false}},
        BlockSlidesSet{BlockId{7}, std::nullopt, Slides{"plan.pdf", "", 0, 1, true}},
        SlideTurned{BlockId{7}, 3, 4},
        CheckInOpened{CheckInId{2}, "Eén woord?", 1'800'000'060'000},
        CheckInRemoved{CheckInId{2}, CheckInId{1}},
        CheckInStateSet{CheckInId{2}, CheckInState::shown, CheckInState::closed},
        WordGiven{PersonId{12}, {"opgelucht", false}, GroupId{44}, true},
        WordsRegrouped{{{PersonId{12}, GroupId{44}, GroupId{45}}, {PersonId{13}, GroupId{1}, GroupId{2}}}},
        WordGroupMarked{GroupId{44}, {false, true}, {true, true}},
        ExplainInvited{{PersonId{12}, PersonId{13}}},
        ExplainAnswered{PersonId{12}, true},
        QueueListSet{true},
        QueueLimitSet{120, 0},
        QueueLimitSet{60, 90, QueueKind::reply},
        QueueAsked{entry(5, PersonId{12})},
        QueueAsked{entry(6, std::nullopt)},
        QueuePlaced{EntryId{5}, EntryId{6}, QueueReason::chair_moved},
        QueueLeft{EntryId{5}},
        QueueLeft{EntryId{5}, true},
        QueueMoved{EntryId{5}, std::nullopt, 2},
        QueueRulesSet{QueueRules{}, QueueRules{{FairRule::first_turn, FairRule::place_turn,
                                                FairRule::least_time, FairRule::group_turn},
                                               0,
                                               false,
                                               true}},
        SpeakerPassed{EntryId{5}},
        QueueReturned{EntryId{5}},
        GuestSet{EntryId{6}, Guest{{}, 0, 3, EntryId{6}, {}},
                 Guest{PersonalText{"Joop", false}, 12, 3, EntryId{2}, PeopleGroupId{1}}},
        PeopleGroupsSet{{}, {PeopleGroup{PeopleGroupId{1}, "Bewoners"}}},
        PersonGrouped{PersonId{12}, std::nullopt, PeopleGroupId{1}},
        VideoCallSet{"", "https://bellen.example/buurt"},
        SpeakingSet{EntryId{5}, Speaking{EntryId{6}, 1'800'000'000'000, 120, 4500, true, 1'800'000'000'500,
                                         Speaking::Interrupted{EntryId{5}, 61'000, 120}}},
        SpeakingSet{},
        QuestionRulesSet{{true, false, true}, {false, true, false}},
        QuestionAsked{question(8)},
        QuestionVoted{QuestionId{8}, PersonId{12}, false},
        QuestionMarked{QuestionId{8}, QuestionState::waiting, QuestionState::answered},
        QuestionMarked{QuestionId{8}, QuestionState::hidden, QuestionState::open},
        QuestionMerged{QuestionId{8}, std::nullopt, QuestionId{7}},
        QuestionMerged{QuestionId{8}, QuestionId{7}, std::nullopt},
        QuestionsInvited{{QuestionId{7}, QuestionId{8}}, true},
        InvitationAnswered{QuestionId{8}, true},
        PollAdded{draft(3)},
        PollRemoved{PollId{3}},
        PollOpened{PollId{3}},
        PollUnopened{PollId{3}},
        BallotCast{PollId{3}, PersonId{12}, Ballot{"b"}},
        closing(PollId{3}, {"yes", "no", "yes"}),
        PollShown{PollId{3}},
        PollHidden{PollId{3}},
        StageSet{Scene::poll, PollId{3}},
        StageSet{Scene::lobby, std::nullopt, Scene::poll, PollId{3}},
        StageSet{Scene::slides, std::nullopt, Scene::slides, std::nullopt, BlockId{7}, BlockId{8}},
        StageSet{Scene::question, {}, Scene::question, {}, {}, {}, QuestionId{7}, QuestionId{8}},
        StageBlanked{true},
        StageThemed{Theme::light},
        StepDone{StepId{9},
                 {"step.queue_removed", {{"name", "Mevrouw D'Hondt–Öztürk"}, {"n", ""}}},
                 {Event{QueueAsked{entry(6, std::nullopt)}},
                  Event{QueuePlaced{EntryId{6}, std::nullopt, QueueReason::first_come}},
                  Event{PersonNamed{PersonId{12}, {"Fatma", false}, 1}}, Event{PollAdded{draft(4)}}}},
        StepDone{StepId{10}, {"step.poll_opened", {}}, {}, PersonId{4}},
        StepUndone{StepId{9}},
    };
    for (const std::string& text : awkward_texts()) {
        bodies.emplace_back(PersonNamed{PersonId{1}, {text, false}, 1});
        bodies.emplace_back(MeetingTitled{text, text + text});
        bodies.emplace_back(StepDone{StepId{1},
                                     {"step.renamed", {{"name", text}, {"old", text}}},
                                     {Event{PersonNamed{PersonId{1}, {text, false}, 1}}}});
    }
    std::vector<Event> events;
    for (EventBody& body : bodies) events.push_back(Event{std::move(body)});
    return events;
}

std::vector<TimedEvent> vote_events(std::uint32_t voters, bool closed, std::uint32_t poll) {
    std::vector<TimedEvent> events;
    std::int64_t now_ms = 1'800'000'000'000;
    Poll added;
    added.id = PollId{poll};
    added.question = "Gaan we door?";
    added.options = {{"yes", ""}, {"no", ""}, {"abstain", ""}};
    events.push_back(timed(PollAdded{added}, ++now_ms));
    events.push_back(timed(PollOpened{PollId{poll}}, ++now_ms));
    std::vector<std::string> choices;
    for (std::uint32_t voter = 1; voter <= voters; ++voter) {
        choices.emplace_back(voter % 3 == 0 ? "no" : "yes");
        events.push_back(timed(BallotCast{PollId{poll}, PersonId{voter}, Ballot{choices.back()}}, ++now_ms,
                               PersonId{voter}));
    }
    if (closed) events.push_back(timed(closing(PollId{poll}, choices), ++now_ms));
    return events;
}

}  // namespace buurtkiosk::journal
