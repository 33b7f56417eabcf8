// Owns the made-up evenings of the speaker queue: every kind, every reason, hands and cards, rules, times,
// and each of them at its longest. Plain values, any thread. It must never hold a real person's words.
#include <utility>

#include "base/limits.h"
#include "evenings.h"

namespace buurtkiosk::stage_tests {

using namespace views;

namespace {

using Code = assembly::Why::Code;

QueueEntryView entry(std::uint32_t number, std::string name, Place place, QueueKind kind = QueueKind::point,
                     assembly::Why why = {}) {
    QueueEntryView made{EntryId{number}, std::move(name), place, std::nullopt, ""};
    made.kind = kind;
    made.why = why;
    return made;
}

assembly::Why why(Code code) { return {.code = code}; }

assembly::Why now_from(Place place) { return {.code = Code::place_turn, .place = place}; }

QueueEntryView hand(std::uint32_t number, std::uint32_t hand) {
    QueueEntryView made = entry(number, "#h" + std::to_string(hand), Place::room);
    made.hand = hand;
    return made;
}

Snapshot speaks(QueueEntryView who, std::int64_t spoken_s, std::int32_t limit_s) {
    Snapshot made = usual(StageScene::speaker);
    made.view.queue.speaking =
        SpeakingView{std::move(who), eight_o_clock_ms - spoken_s * 1000, limit_s, std::nullopt};
    return made;
}

// Many more than the wall shows.
void add_crowd(Snapshot& snapshot, std::uint32_t count) {
    for (std::uint32_t i = 0; i < count; ++i)
        snapshot.view.queue.waiting.push_back(
            entry(100 + i, "Buur " + std::to_string(i + 1), i % 3 == 0 ? Place::home : Place::room));
}

std::vector<QueueEntryView> every_reason() {
    const PeopleGroupId residents{1};
    return {
        entry(11, "Fatma", Place::home, QueueKind::point_of_order, why(Code::point_of_order)),
        entry(12, "Joop", Place::room, QueueKind::point, {.code = Code::waited, .times = 3}),
        entry(13, "Ineke", Place::room, QueueKind::point, why(Code::returned)),
        entry(14, "Tafel 4", Place::room, QueueKind::reply, why(Code::reply)),
        entry(15, "Achmed", Place::home, QueueKind::question, why(Code::first_turn)),
        entry(16, "Güler", Place::home, QueueKind::point, now_from(Place::home)),
        entry(17, "Wim", Place::room, QueueKind::point, now_from(Place::room)),
        entry(18, "Sjaan", Place::room, QueueKind::point, {.code = Code::least_time, .spoken_s = 75}),
        entry(19, "Omar", Place::room, QueueKind::point, {.code = Code::group_turn, .group = residents}),
        entry(20, "Bep", Place::room, QueueKind::point, {.code = Code::group_turn}),
        entry(21, "Kees", Place::room, QueueKind::question, why(Code::invited)),
        entry(22, "Lotte", Place::room, QueueKind::point, why(Code::chair_moved)),
        entry(23, "#c12", Place::room, QueueKind::point, why(Code::first_come)),
    };
}

std::vector<PeopleGroupView> usual_groups() {
    return {{PeopleGroupId{1}, "Bewoners"},
            {PeopleGroupId{2}, "Gemeente"},
            {PeopleGroupId{3}, "Woningcorporatie"}};
}

std::vector<FairRule> all_rules() {
    return {FairRule::first_turn, FairRule::place_turn, FairRule::least_time, FairRule::group_turn};
}

void add_kinds(std::vector<Evening>& all) {
    QueueEntryView reply = entry(1, "Tafel 4", Place::room, QueueKind::reply);
    reply.replies_to = "Joop";
    reply.topic = "De bankjes";
    all.push_back({"speaker-reply", speaks(std::move(reply), 52, 60), true});

    QueueEntryView question = entry(1, "#c12", Place::room, QueueKind::question);
    question.card = 12;
    question.topic = "Wie onderhoudt straks het groen, en wie betaalt dat over vijf jaar nog?";
    all.push_back({"speaker-question", speaks(std::move(question), 10, 60), true});

    Snapshot order = speaks(entry(1, "Sjaan", Place::room, QueueKind::point_of_order), 12, 60);
    order.view.queue.speaking->interrupts = {EntryId{9}, "Fatma", std::nullopt, 40'000, 120};
    order.view.queue.waiting = every_reason();
    order.view.queue.waiting.erase(order.view.queue.waiting.begin());
    all.push_back({"speaker-order", std::move(order), true});

    QueueEntryView away = entry(1, "Achmed", Place::home);
    away.person = PersonId{7};
    Snapshot awaited = speaks(std::move(away), 9, 120);
    all.push_back({"speaker-awaited", std::move(awaited)});

    // Ten minutes and more are told in minutes.
    Snapshot talk = speaks(entry(1, "Wethouder De Graaf", Place::room), 200, 1200);
    talk.view.queue.waiting.resize(2);
    all.push_back({"speaker-talk", std::move(talk), true});
}

void add_rows(std::vector<Evening>& all) {
    Snapshot reasons = usual(StageScene::speaker);
    reasons.view.queue.waiting = every_reason();
    reasons.view.groups = usual_groups();
    reasons.view.queue.rules.order = {FairRule::first_turn, FairRule::place_turn};
    all.push_back({"speaker-reasons", reasons, true});
    reasons.view.queue.speaking.reset();
    all.push_back({"speaker-soon", std::move(reasons), true});

    Snapshot hands = speaks(hand(1, 3), 40, 60);
    hands.view.queue.waiting = {hand(2, 4), hand(3, 17), hand(4, 18)};
    add_crowd(hands, 12);
    all.push_back({"speaker-hands", std::move(hands), true});

    // Forty letters without and with spaces, from right to left.
    const std::string arabic = "عبد الرحمن محمد عبد اللطيف الحسيني الطيب";
    QueueEntryView named = entry(1, arabic, Place::home, QueueKind::reply);
    named.replies_to = arabic;
    named.topic = "De verkeersveiligheidsmaatregelen rond de basisschool en het Beatrixplein zelf.";
    Snapshot names = speaks(std::move(named), 26, 120);
    names.view.queue.waiting = {entry(2, arabic, Place::home, QueueKind::point, why(Code::first_turn)),
                                entry(3, "Christina-Maria van den Heuvel-Rijnsburg", Place::room,
                                      QueueKind::question, {.code = Code::waited, .times = 3})};
    add_crowd(names, limits::queue_entries - 2);
    all.push_back({"speaker-names", std::move(names), true});

    // Nothing to break at.
    QueueEntryView solid = entry(1, forty_letters, Place::room, QueueKind::reply);
    solid.replies_to = forty_letters;
    Snapshot whole = speaks(std::move(solid), 300, 120);
    whole.view.queue.speaking->interrupts = {EntryId{9}, forty_letters, std::nullopt, 40'000, 120};
    whole.view.queue.waiting = {entry(2, forty_letters, Place::home)};
    all.push_back({"speaker-one-word", std::move(whole), true});
}

void add_rules_and_times(std::vector<Evening>& all) {
    Snapshot closed = usual(StageScene::speaker);
    closed.view.queue.open = false;
    closed.view.queue.rules.order = {FairRule::first_turn};
    all.push_back({"speaker-closed", closed, true});
    closed.view.queue.speaking.reset();
    closed.view.queue.waiting.clear();
    all.push_back({"speaker-closed-empty", std::move(closed)});

    Snapshot rules = usual(StageScene::speaker);
    rules.view.queue.waiting.clear();
    rules.view.queue.rules = {all_rules(), 3, false, false};
    all.push_back({"speaker-rules", rules, true});
    rules.view.queue.speaking.reset();
    all.push_back({"speaker-rules-empty", std::move(rules), true});

    Snapshot times = usual(StageScene::speaker);
    times.view.groups = usual_groups();
    times.view.queue.waiting.clear();
    times.view.queue.times = SpeakingTimes{
        1'460'000,
        415'000,
        {{PeopleGroupId{1}, 1'204'000}, {PeopleGroupId{2}, 511'000}, {PeopleGroupId{3}, 32'000}}};
    all.push_back({"speaker-times", times, true});
    times.view.queue.speaking.reset();
    times.view.groups.clear();
    times.view.queue.times->groups_ms.clear();
    all.push_back({"speaker-times-empty", std::move(times)});

    Snapshot longest = speaks(entry(1, "Christina-Maria van den Heuvel-Rijnsburg", Place::home), 65, 3600);
    longest.view.groups.clear();
    longest.view.queue.times = SpeakingTimes{9'000'000, 3'000, {}};
    for (std::uint32_t i = 1; i <= limits::people_groups; ++i) {
        std::string name = "Bewonerscommissie Noordhoek " + std::to_string(i);
        name.resize(limits::group_name_graphemes, 's');
        longest.view.groups.push_back({PeopleGroupId{i}, std::move(name)});
        longest.view.queue.times->groups_ms.emplace_back(PeopleGroupId{i}, i * 400'000);
    }
    longest.view.queue.rules = {all_rules(), 3, false, true};
    add_crowd(longest, 100);
    for (QueueEntryView& one : longest.view.queue.waiting)
        one.why = {.code = Code::group_turn, .group = PeopleGroupId{8}};
    all.push_back({"speaker-times-longest", longest, true});
    longest.view.queue.speaking.reset();
    all.push_back({"speaker-times-longest-empty", std::move(longest)});
}

}  // namespace

std::vector<Evening> queue_evenings() {
    std::vector<Evening> all;
    add_kinds(all);
    add_rows(all);
    add_rules_and_times(all);
    return all;
}

}  // namespace buurtkiosk::stage_tests
