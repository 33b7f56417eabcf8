// Owns made-up moments of an evening as snapshots, for the tests of the console.
// Plain values, made anew for each test. It must never ask the assembly: the console sees only snapshots.
#include "console/evenings.h"

#include <array>
#include <utility>

namespace buurtkiosk::evenings {

namespace {

using views::BlockState;
using views::Form;

views::BlockView block(std::uint32_t id, std::string title, Form form, std::int32_t minutes, BlockState state,
                       std::optional<std::int64_t> starts_ms) {
    return {.id = {id},
            .title = std::move(title),
            .form = form,
            .minutes = minutes,
            .state = state,
            .starts_ms = starts_ms,
            .ends_ms = starts_ms ? std::optional(*starts_ms + std::int64_t{minutes} * 60'000) : std::nullopt};
}

views::QueueEntryView entry(std::uint32_t id, std::string name, views::Place place, std::string topic = {},
                            assembly::Why::Code why = assembly::Why::Code::first_come) {
    views::QueueEntryView made{{id}, std::move(name), place, std::nullopt, std::move(topic)};
    made.why.code = why;
    return made;
}

views::DeskWordGroup word(std::uint32_t id, std::string text, std::uint32_t count) {
    views::DeskWordGroup group{
        .id = {id}, .text = text, .count = count, .spellings = {}, .hidden = false, .waits = false};
    group.spellings.emplace_back(std::move(text), count);
    return group;
}

constexpr std::array<const char*, 60> words{"hoopvol",       "moe",          "benieuwd",
                                            "samen",         "energie",      "متفائل",
                                            "umutlu",        "boos",         "druk",
                                            "trots",         "onzeker",      "blij",
                                            "sceptisch",     "nieuwsgierig", "kritisch",
                                            "gezellig",      "warm",         "voorzichtig",
                                            "gespannen",     "rustig",       "verward",
                                            "hongerig",      "dankbaar",     "strijdbaar",
                                            "positief",      "afwachtend",   "betrokken",
                                            "teleurgesteld", "klaar",        "wantrouwend",
                                            "open",          "verbonden",    "zenuwachtig",
                                            "geïnspireerd",  "verrast",      "kalm",
                                            "ongeduldig",    "vrolijk",      "gefrustreerd",
                                            "welkom",        "bezorgd",      "enthousiast",
                                            "slaperig",      "vermoeid",     "gemotiveerd",
                                            "twijfel",       "thuis",        "saai",
                                            "vertrouwen",    "chaos",        "heyecanlı",
                                            "mutlu",         "مبسوط",        "قلق",
                                            "curious",       "excited",      "onafhankelijkheidsdrang",
                                            "lief",          "geduldig",     "nuchter"};

constexpr std::array<const char*, 30> names{
    "Fatma",   "Joop, tafel 4", "أحمد بن سعيد",  "Ayşe Yılmaz", "Mevrouw Van der Heijden-Ouwerkerk",
    "Mohamed", "Chantal",       "فاطمة الزهراء", "Ineke",       "Kwame",
    "Samir",   "Truus",         "Đorđe",         "نور",         "Wim",
    "Rachida", "Sjoerd",        "Özlem",         "Lotte",       "Hassan (2)",
    "Marijke", "يوسف",          "Priya",         "Gerrit",      "Łukasz",
    "Nadia",   "Bram",          "Xiomara",       "Henk",        "#41"};

}  // namespace

views::Snapshot lobby() {
    views::Snapshot snapshot{};
    snapshot.made_ms = now_ms;
    views::PublicView& view = snapshot.view;
    view.title = "Startavond buurtbudget";
    view.languages = {"nl", "en", "ar"};
    view.phase = views::Phase::lobby;
    view.queue.open = true;
    view.queue.limits_s = {120, 60, 60, 60};
    view.stage = {.scene = views::StageScene::lobby, .poll = std::nullopt, .theme = views::Theme::dark};
    view.agenda.blocks = {block(1, "Welkom", Form::plenary, 10, BlockState::todo, {}),
                          block(2, "Eén woord: hoe zit u hier?", Form::check_in, 15, BlockState::todo, {}),
                          block(3, "Plannen voor het plein bekijken", Form::talk, 25, BlockState::todo, {}),
                          block(4, "Pauze", Form::pause, 15, BlockState::todo, {}),
                          block(5, "Vragen en reacties", Form::speakers, 30, BlockState::todo, {}),
                          block(6, "Afsluiting", Form::closing, 10, BlockState::todo, {})};
    snapshot.desk.next = {.what = {"next.start", {{"title", "Welkom"}}},
                          .command = assembly::AgendaNext{std::nullopt}};
    host::HostInfo& host = snapshot.host;
    host.addresses = {{"192.168.1.20", "wlan0"}, {"10.0.3.7", "eth0"}};
    host.chosen_address = "192.168.1.20";
    host.port = 8800;
    host.join_url = "http://192.168.1.20:8800/";
    host.evening_file = "avond.kiosk";
    const std::int64_t until_ms = snapshot.made_ms + 15 * 60'000;
    snapshot.codes = {
        {views::Role::chair, "4821-7703", "http://192.168.1.20:8800/#chair=4821-7703", until_ms},
        {views::Role::minute_taker, "1650-2284", "http://192.168.1.20:8800/#chair=1650-2284", until_ms},
        {views::Role::table_facilitator, "7391-0046", "http://192.168.1.20:8800/#chair=7391-0046", until_ms}};
    return snapshot;
}

views::Snapshot running() {
    views::Snapshot snapshot = lobby();
    views::PublicView& view = snapshot.view;
    view.phase = views::Phase::running;
    view.room = 41;
    view.home = 11;
    view.started_ms = now_ms - 4 * 60'000;
    view.agenda.now = BlockId{1};
    view.agenda.blocks[0].state = BlockState::now;
    std::int64_t at_ms = now_ms - 4 * 60'000;
    for (views::BlockView& each : view.agenda.blocks) {
        each.starts_ms = at_ms;
        at_ms += std::int64_t{each.minutes} * 60'000;
        each.ends_ms = at_ms;
    }
    view.agenda.ends_ms = at_ms;
    view.agenda.ahead_s = -180;
    view.stage.scene = views::StageScene::agenda;
    for (std::uint32_t id = 1; id <= 52; ++id) {
        const bool home = id % 5 == 0;
        snapshot.desk.people.push_back({.id = {id},
                                        .name = names[id % names.size()],
                                        .shown = names[id % names.size()],
                                        .place = home ? views::Place::home : views::Place::room,
                                        .here = id % 9 != 0,
                                        .role = id == 3 ? views::Role::chair : views::Role::attendee,
                                        .queue_entry = std::nullopt});
    }
    snapshot.host.devices_reached = 52;
    snapshot.desk.notes =
        "Noem de namen van de vrijwilligers. Zeg dat de hapjes van Rachida zijn. Houd het kort: geen "
        "woord als ‘penvoerder’ zonder uitleg.";
    snapshot.desk.steps = {{.id = {7}, .what = {"step.agenda_next", {{"title", "Welkom"}}}},
                           {.id = {6}, .what = {"step.meeting_started", {}}}};
    snapshot.desk.next = {.what = {"next.block", {{"title", "Eén woord: hoe zit u hier?"}}},
                          .command = assembly::AgendaNext{BlockId{1}}};
    return snapshot;
}

views::Snapshot check_in() {
    views::Snapshot snapshot = running();
    views::PublicView& view = snapshot.view;
    view.agenda.blocks[0].state = BlockState::done;
    view.agenda.blocks[1].state = BlockState::now;
    view.agenda.blocks[1].starts_ms = now_ms - 60'000;
    view.agenda.now = BlockId{2};
    view.stage.scene = views::StageScene::check_in;
    view.check_in = views::CheckInView{.id = {1},
                                       .prompt = "In één woord: hoe zit u hier vanavond?",
                                       .state = views::CheckInState::open,
                                       .thinks_until_ms = now_ms + 45'000,
                                       .count = 0,
                                       .words_shown = false,
                                       .words = {}};
    std::uint32_t id = 1;
    std::uint32_t count = 9;
    for (const char* text : words) {
        snapshot.desk.words.push_back(word(id, text, count));
        view.check_in->count += count;
        if (id % 3 == 0 && count > 1) --count;
        ++id;
    }
    snapshot.desk.words[0].spellings = {{"hoopvol", 6}, {"hoopvolle", 2}, {"Hoop", 1}};
    snapshot.desk.words.push_back(word(61, "rotzooi", 1));
    snapshot.desk.words.back().waits = true;
    snapshot.desk.words.push_back(word(62, "kabouter", 1));
    snapshot.desk.words.back().hidden = true;
    snapshot.desk.notes = "Eén minuut stil. Daarna legt wie wil zijn woord uit.";
    snapshot.desk.steps.insert(snapshot.desk.steps.begin(),
                               {.id = {8}, .what = {"step.check_in_opened", {}}});
    snapshot.desk.next = {.what = {"next.check_in_show", {}}, .command = assembly::ShowCheckIn{}};
    return snapshot;
}

views::Snapshot check_in_shown() {
    views::Snapshot snapshot = check_in();
    views::CheckInView& check_in = *snapshot.view.check_in;
    check_in.state = views::CheckInState::shown;
    check_in.words_shown = true;
    for (const views::DeskWordGroup& group : snapshot.desk.words) {
        if (!group.hidden && !group.waits)
            check_in.words.push_back({.id = group.id, .text = group.text, .count = group.count});
    }
    snapshot.desk.next = {.what = {"next.check_in_close", {}}, .command = assembly::CloseCheckIn{}};
    return snapshot;
}

views::Snapshot polls() {
    views::Snapshot snapshot = running();
    views::PublicView& view = snapshot.view;
    const auto poll = [](std::uint32_t id, std::string question, views::PollState state) {
        return views::PollView{.id = {id},
                               .kind = views::PollKind::choice,
                               .question = std::move(question),
                               .options = {{"a", "Plein"},
                                           {"b", "Speeltuin"},
                                           {"c", "Station, aan de kant van de fietsenstalling"}},
                               .state = state,
                               .block = std::nullopt,
                               .cast = 40,
                               .may_vote = 52,
                               .counts = {}};
    };
    view.polls = {poll(1, "Welke avond komt u de volgende keer?", views::PollState::closed),
                  poll(2, "Waar zetten we de drie nieuwe banken die van het buurtbudget betaald worden?",
                       views::PollState::open),
                  poll(3, "Gaan we door met dit plan?", views::PollState::draft)};
    view.polls[2].kind = views::PollKind::yes_no;
    view.polls[2].options = {{"yes", ""}, {"no", ""}, {"abstain", ""}};
    view.polls[2].cast = 0;
    snapshot.desk.tallies[PollId{1}] = {
        .counts = {{"a", 47}, {"b", 3}, {"c", 1}}, .cast = 51, .may_vote = 52};
    view.stage.scene = views::StageScene::poll;
    view.stage.poll = PollId{2};
    snapshot.desk.next = {.what = {"next.poll_close", {{"question", view.polls[1].question}}},
                          .command = assembly::ClosePoll{PollId{2}}};
    return snapshot;
}

views::Snapshot queue() {
    views::Snapshot snapshot = running();
    views::PublicView& view = snapshot.view;
    for (views::BlockView& each : view.agenda.blocks) each.state = BlockState::done;
    view.agenda.blocks[4].state = BlockState::now;
    view.agenda.blocks[4].starts_ms = now_ms - 34 * 60'000;
    view.agenda.blocks[5].state = BlockState::todo;
    view.agenda.now = BlockId{5};
    view.stage.scene = views::StageScene::speaker;
    view.queue.speaking =
        views::SpeakingView{.entry = entry(1, "Rachida El Idrissi", views::Place::home, "hoopvol"),
                            .since_ms = now_ms - 26'000,
                            .limit_s = 120,
                            .paused_ms = std::nullopt};
    std::uint32_t id = 2;
    for (const char* name : names) {
        using enum assembly::Why::Code;
        const auto why = id == 4 ? invited : id == 6 ? chair_moved : first_come;
        view.queue.waiting.push_back(entry(id, name, id % 4 == 0 ? views::Place::home : views::Place::room,
                                           id == 4 ? "متفائل" : "", why));
        ++id;
    }
    snapshot.desk.next = {.what = {"next.speaker", {{"name", names[0]}}},
                          .command = assembly::QueueNext{EntryId{1}, EntryId{2}}};
    return snapshot;
}

views::Snapshot heated() {
    using enum assembly::Why::Code;
    using views::FairRule;
    using views::Place;
    using views::QueueKind;
    views::Snapshot snapshot = queue();
    views::PublicView& view = snapshot.view;
    view.groups = {{{1}, "Bewoners"}, {{2}, "Gemeente"}, {{3}, "Woningcorporatie De Goede Woning"}};
    view.queue.rules.order = {FairRule::first_turn, FairRule::place_turn, FairRule::group_turn};
    view.queue.speaking->entry.person = PersonId{5};
    view.queue.speaking->entry.group = PeopleGroupId{1};
    view.queue.speaking->answered = true;
    auto& row = view.queue.waiting;
    row.clear();
    const auto add = [&](views::QueueEntryView one, QueueKind kind, assembly::Why why,
                         std::optional<std::uint32_t> group = std::nullopt) {
        one.kind = kind;
        one.why = why;
        if (group) one.group = PeopleGroupId{*group};
        row.push_back(std::move(one));
    };
    add(entry(9, "Joop, tafel 4", Place::room), QueueKind::point_of_order, {.code = point_of_order}, 1);
    add(entry(7, "عبد الرحمن بن محمد المغربي الحسني الطويل", Place::home, "de huur"), QueueKind::reply,
        {.code = reply}, 1);
    row.back().replies_to = "Rachida El Idrissi";
    row.back().person = PersonId{9};  // whose phone is not there
    add(entry(4, "#h4", Place::room), QueueKind::point, {.code = first_turn});
    row.back().hand = 4;
    add(entry(5, "#c12", Place::room), QueueKind::question, {.code = waited, .times = 3}, 3);
    row.back().card = 12;
    row.back().overtaken = 3;
    add(entry(6, "Ayşe Yılmaz", Place::home), QueueKind::point, {.code = place_turn, .place = Place::home},
        1);
    row.back().person = PersonId{3};
    add(entry(3, "Mevrouw Van der Heijden-Ouwerkerk van de Dorpsraad", Place::room, "de speeltuin"),
        QueueKind::point, {.code = group_turn, .group = PeopleGroupId{2}}, 2);
    row.back().overtaken = 2;
    row.back().guest = EntryId{2};  // her first one
    add(entry(8, "Chantal", Place::room), QueueKind::question, {.code = first_come}, 1);
    snapshot.desk.times = {
        .room_ms = 760'000,
        .home_ms = 250'000,
        .groups_ms = {{PeopleGroupId{1}, 430'000}, {PeopleGroupId{2}, 500'000}, {PeopleGroupId{3}, 0}}};
    snapshot.desk.speakers = {{.name = "Mevrouw Van der Heijden-Ouwerkerk van de Dorpsraad",
                               .person = std::nullopt,
                               .entry = {2},
                               .place = Place::room,
                               .group = PeopleGroupId{2},
                               .turns = 3,
                               .spoken_ms = 500'000},
                              {.name = "Ayşe Yılmaz",
                               .person = PersonId{3},
                               .entry = {1},
                               .place = Place::home,
                               .group = PeopleGroupId{1},
                               .turns = 2,
                               .spoken_ms = 220'000},
                              {.name = "Rachida El Idrissi",
                               .person = PersonId{5},
                               .entry = {1},
                               .place = Place::home,
                               .group = PeopleGroupId{1},
                               .turns = 1,
                               .spoken_ms = 210'000}};
    snapshot.desk.absent = {entry(10, "Truus", Place::home)};
    snapshot.desk.video_call = "https://meet.example.org/buurtbudget";
    for (views::DeskPerson& person : snapshot.desk.people) {
        if (person.id.number % 4 == 0) person.group = PeopleGroupId{1 + person.id.number % 3};
    }
    snapshot.desk.next = {.what = {"next.speaker", {{"name", row.front().name}}},
                          .command = assembly::QueueNext{EntryId{1}, row.front().id}};
    return snapshot;
}

views::Snapshot questions() {
    views::Snapshot snapshot = running();
    using views::QuestionState;
    const auto asked = [](std::uint32_t id, std::string text, std::optional<std::string> name,
                          std::uint32_t votes, QuestionState state) {
        return views::DeskQuestion{QuestionId{id}, std::move(text), std::move(name), votes, state, 0, false};
    };
    auto& all = snapshot.desk.questions;
    all = {
        asked(6, "Hoe lang gaat het nog duren?", std::nullopt, 1, QuestionState::waiting),
        asked(
            7,
            "Wie betaalt de herinrichting van het plein en de straten eromheen, en wat gebeurt er met de "
            "bomen die er nu staan en die volgens mij al meer dan tachtig jaar oud zijn, hebben jullie daar "
            "aan gedacht bij het maken van dit plan?",
            "Rachida El Idrissi", 1, QuestionState::waiting),
        asked(1, "Waarom komt er geen zebrapad bij de speeltuin?", "Fatma", 12, QuestionState::open),
        asked(3, "متى تبدأ الأعمال؟", std::nullopt, 7, QuestionState::open),
        asked(4, "Mag de hond mee?", "Joop", 2, QuestionState::open),
        asked(2, "Hoe laat is de pauze?", "Ans", 3, QuestionState::answered),
        asked(5, "Een vraag die hier niet hoort.", "Piet", 1, QuestionState::hidden)};
    all[2].merged = 2;
    all[3].invited = true;
    for (const views::DeskQuestion& one : all) {
        if (one.state != QuestionState::open && one.state != QuestionState::answered) continue;
        snapshot.view.questions.questions.push_back(
            {one.id, one.text, one.name, one.votes, one.state == QuestionState::answered});
    }
    snapshot.view.stage.scene = views::StageScene::question;
    snapshot.view.stage.question = snapshot.view.questions.shown = QuestionId{1};
    return snapshot;
}

views::Snapshot slides() {
    views::Snapshot snapshot = running();
    const std::string digest(64, 'd');
    snapshot.view.stage.scene = views::StageScene::slides;
    snapshot.view.stage.slide = views::SlideView{BlockId{1}, 3, 12, digest};
    snapshot.desk.blocks[BlockId{1}].slides = assembly::Slides{"plannen.pdf", digest, 12, 3, false};
    snapshot.desk.next = {Sentence{"next.slide", {{"page", "4"}, {"pages", "12"}}},
                          assembly::TurnSlide{3, 4}};
    return snapshot;
}

views::Snapshot long_runbook() {
    views::Snapshot snapshot = running();
    views::AgendaView& agenda = snapshot.view.agenda;
    agenda.blocks.clear();
    std::int64_t at_ms = now_ms - 3 * 3'600'000;
    for (std::uint32_t id = 1; id <= 40; ++id) {
        const BlockState state = id < 19    ? (id == 7 ? BlockState::skipped : BlockState::done)
                                 : id == 19 ? BlockState::now
                                            : BlockState::todo;
        std::string title = "Tafel " + std::to_string(id) + ": het plan voor de binnentuin";
        if (id == 19)
            title = "Ontwikkelingssamenwerkingsbijeenkomst met de woningbouwvereniging en de gemeente";
        agenda.blocks.push_back(block(id, std::move(title), Form::talk, 10, state, at_ms));
        at_ms += 600'000;
    }
    agenda.now = BlockId{19};
    agenda.ends_ms = at_ms;
    return snapshot;
}

void notice(views::Snapshot& snapshot, std::uint64_t number, std::string key, bool warning) {
    snapshot.notices.push_back({.number = number, .what = {std::move(key), {}}, .warning = warning});
}

}  // namespace buurtkiosk::evenings
