// Owns the texts of the made-up evenings: plain Dutch, other scripts, and everything at its longest.
// Plain values, any thread. It must never hold a real person's words.
#include "evenings.h"

#include <stdexcept>
#include <utility>

#include "base/limits.h"
#include "paint/capture.h"

namespace buurtkiosk::stage_tests {

using namespace views;

namespace {

constexpr std::int64_t minute_ms = 60'000;

// Text of exactly that many letters (all of one byte): the words given, over and over, and a last word that
// fits.
std::string as_long_as(std::size_t letters, const std::string& words) {
    const std::vector<std::string> last{"",
                                        "",
                                        "nu",
                                        "wij",
                                        "hier",
                                        "samen",
                                        "morgen",
                                        "straten",
                                        "wijkplan",
                                        "speeltuin",
                                        "buurthuis!",
                                        "wijkcentrum",
                                        "speelplekken",
                                        "buurtmoestuin",
                                        "vergaderruimte"};
    if (words.size() == letters) return words;
    std::string out;
    std::size_t at = 0;
    while (true) {
        std::size_t end = words.find(' ', at);
        if (end == std::string::npos) end = words.size();
        const std::string word = words.substr(at, end - at) + " ";
        const std::size_t left = letters - out.size();
        for (const std::string& closing : last) {
            if (!closing.empty() && closing.size() == left && left < 13) return out + closing;
        }
        if (word.size() + 2 > left) break;
        out += word;
        at = end >= words.size() ? 0 : end + 1;
    }
    out.append(letters - out.size(), 'o');
    return out;
}

std::string long_title(std::size_t n) {
    return as_long_as(
        limits::title_graphemes,
        "Onderdeel " + std::to_string(n) + " over de herinrichting van het " + "Beatrixplein en de straten");
}

BlockView block(std::uint32_t number, std::string title, assembly::Form form, std::int32_t minutes,
                BlockState state, std::int64_t starts_after_min) {
    BlockView made{BlockId{number}, std::move(title), form, minutes, state, std::nullopt, std::nullopt};
    made.starts_ms = eight_o_clock_ms + starts_after_min * minute_ms;
    made.ends_ms = *made.starts_ms + minutes * minute_ms;
    return made;
}

QueueEntryView entry(std::uint32_t number, std::string name, Place place, std::string topic = "") {
    return {EntryId{number}, std::move(name), place, std::nullopt, std::move(topic)};
}

SpeakingView speaking(QueueEntryView who, std::int64_t spoken_s, std::int32_t limit_s) {
    return {std::move(who), eight_o_clock_ms - spoken_s * 1000, limit_s, std::nullopt};
}

CheckInView check_in(std::string prompt) {
    return {CheckInId{1}, std::move(prompt), CheckInState::open, eight_o_clock_ms + 80'000, 34, false, {}};
}

std::vector<WordView> usual_words() {
    const std::vector<std::pair<std::string, std::uint32_t>> given{
        {"hoopvol", 9},    {"benieuwd", 7},     {"moe", 5},    {"samen", 4},      {"energie", 3},
        {"متفائل", 3},     {"umutlu", 2},       {"trots", 2},  {"afwachtend", 2}, {"thuis", 2},
        {"boos", 1},       {"nieuwsgierig", 1}, {"blij 😊", 1}, {"druk", 1},       {"sceptisch", 1},
        {"wijkgevoel", 1}, {"café", 1},         {"قلقة", 1},   {"zorgen", 1},     {"zin", 1},
        {"stil", 1},       {"verantwoord", 1},  {"открыто", 1}};
    std::vector<WordView> made;
    for (const auto& [text, count] : given) {
        made.push_back({GroupId{static_cast<std::uint32_t>(made.size() + 1)}, text, count});
    }
    return made;
}

std::vector<WordView> all_the_words() {
    const std::vector<std::string> stems{"hoop",     "moed",         "zorg",    "vreugd", "rust",
                                         "twijfel",  "kracht",       "plezier", "geduld", "trots",
                                         "boosheid", "verwondering", "dank",    "zin",    "stilte"};
    const std::vector<std::string> ends{"vol",  "loos",  "en",   "ig",   "achtig",
                                        "zaam", "elijk", "rijk", "baar", "s"};
    std::vector<WordView> made;
    std::uint32_t number = 0;
    for (const std::string& stem : stems) {
        for (const std::string& end : ends) {
            ++number;
            made.push_back(
                {GroupId{number}, stem + end, number < 12 ? 26 - 2 * number : (number < 60 ? 3U : 2U)});
        }
    }
    made.back().text = "verantwoordelijkheidszin";  // the 24 letters that are allowed
    return made;
}

PollView poll(PollKind kind, std::string question, std::vector<std::string> options, PollState state) {
    PollView made{PollId{1}, kind, std::move(question), {}, state, std::nullopt, 34, 52, {}};
    if (kind == PollKind::yes_no) {
        made.options = {{"yes", ""}, {"no", ""}, {"abstain", ""}};
    } else {
        for (std::size_t i = 0; i < options.size(); ++i) {
            made.options.push_back({std::string(1, static_cast<char>('a' + i)), options[i]});
        }
    }
    return made;
}

PollView benches(PollState state) {
    return poll(PollKind::choice, "Waar zetten we de nieuwe banken?",
                {"Beatrixplein", "Speeltuin de Vlinder", "Station", "Langs het water"}, state);
}

PollView longest_poll(PollState state) {
    std::vector<std::string> options;
    for (std::size_t i = 0; i < limits::poll_options; ++i) {
        options.push_back(as_long_as(limits::option_graphemes, "Keuze " + std::to_string(i + 1) +
                                                                   " met een " + forty_letters +
                                                                   " en alles wat daarbij hoort in de wijk"));
    }
    return poll(
        PollKind::choice,
        as_long_as(
            limits::question_graphemes,
            "Vindt u dat de gemeente het geld voor het plein moet geven aan groen, spelen en ontmoeten, "
            "of eerst aan de straat"),
        std::move(options), state);
}

Snapshot on_poll(PollView poll) {
    Snapshot made = usual(StageScene::poll);
    made.view.stage.poll = poll.id;
    made.view.polls = {std::move(poll)};
    return made;
}

Snapshot nothing(StageScene scene) {
    Snapshot made;
    made.view.languages = {"nl"};
    made.view.phase = assembly::Phase::lobby;
    made.view.room = 0;
    made.view.home = 0;
    made.view.stage = {scene, std::nullopt, Theme::dark};
    made.view.queue = {true, {}, {120, 60, 60, 60}, std::nullopt};
    made.host.join_url = "http://192.168.1.20:8800/";
    made.made_ms = eight_o_clock_ms;
    return made;
}

void add_lobbies(std::vector<Evening>& all) {
    all.push_back({"lobby-empty", nothing(StageScene::lobby)});
    all.push_back({"lobby-usual", usual(StageScene::lobby), true});
    Snapshot wifi = usual(StageScene::lobby);
    wifi.host.wifi = host::Wifi{"Buurthuis gasten", "koffie;thee"};
    all.push_back({"lobby-wifi", std::move(wifi), true});
    Snapshot longest = usual(StageScene::lobby);
    longest.view.title =
        as_long_as(limits::title_graphemes, "Wijkbijeenkomst over de herinrichting van het plein en");
    longest.view.room = 4987;
    longest.view.home = 1342;
    longest.host.public_url = "https://meedoen.buurthuis-de-vlinder.example/";
    longest.host.join_url = *longest.host.public_url;
    all.push_back({"lobby-longest", std::move(longest), true});
}

void add_agendas(std::vector<Evening>& all) {
    all.push_back({"agenda-empty", nothing(StageScene::agenda)});
    all.push_back({"agenda-usual", usual(StageScene::agenda), true});

    Snapshot over = usual(StageScene::agenda);
    over.view.agenda.blocks[1].minutes = 20;
    over.view.agenda.ahead_s = -240;
    *over.view.agenda.ends_ms += 4 * minute_ms;
    all.push_back({"agenda-over", std::move(over)});

    // A fifth of the time or less is left.
    Snapshot little = usual(StageScene::agenda);
    *little.view.agenda.blocks[1].starts_ms -= 10 * minute_ms;
    all.push_back({"agenda-little", std::move(little), true});

    Snapshot last = usual(StageScene::agenda);
    for (BlockView& one : last.view.agenda.blocks) one.state = BlockState::done;
    last.view.agenda.blocks.back().state = BlockState::now;
    last.view.agenda.blocks.back().starts_ms = eight_o_clock_ms - 3 * minute_ms;
    last.view.agenda.now = last.view.agenda.blocks.back().id;
    last.view.agenda.ahead_s = 720;
    all.push_back({"agenda-last", std::move(last)});

    // Parts that follow one another: those of what is on, and their block's name above it.
    const auto part = [](std::uint32_t number, std::string title, std::int32_t minutes, BlockState state,
                         std::int64_t starts_after_min, BlockId inside) {
        BlockView made =
            block(number, std::move(title), assembly::Form::plenary, minutes, state, starts_after_min);
        made.inside = inside;
        return made;
    };
    Snapshot parts = usual(StageScene::agenda);
    auto& in_parts = parts.view.agenda.blocks;
    in_parts[1].title = "Werkvorm: van wens naar plan";
    in_parts[1].minutes = 45;
    in_parts.insert(in_parts.begin() + 2,
                    {part(21, "Alleen: schrijf drie wensen op", 10, BlockState::done, -23, BlockId{2}),
                     part(22, "In tweetallen: kies er één", 15, BlockState::now, -11, BlockId{2}),
                     part(23, "Samen: wie doet wat?", 20, BlockState::todo, 4, BlockId{2})});
    in_parts[3].text = "Vertel elkaar waarom deze wens belangrijk is. Kies er samen één.";
    parts.view.agenda.now = BlockId{22};
    all.push_back({"agenda-parts", std::move(parts), true});

    // Tables side by side: one is ready, one nearly.
    Snapshot tables = usual(StageScene::agenda);
    auto& at_tables = tables.view.agenda.blocks;
    at_tables[1].title = "Aan tafel";
    at_tables[1].side_by_side = true;
    at_tables.insert(at_tables.begin() + 2,
                     {part(21, "Tafel 1: groen en straat", 25, BlockState::done, -23, BlockId{2}),
                      part(22, "Tafel 2: jong en oud", 35, BlockState::now, -23, BlockId{2}),
                      part(23, "Tafel 3: veilig thuis en buiten", 27, BlockState::now, -23, BlockId{2})});
    all.push_back({"agenda-tables", std::move(tables), true});

    Snapshot pause = usual(StageScene::agenda);
    pause.view.agenda.blocks[1].title = "Pauze";
    pause.view.agenda.blocks[1].form = assembly::Form::pause;
    all.push_back({"agenda-pause", std::move(pause)});

    Snapshot longest = usual(StageScene::agenda);
    longest.view.title = long_title(0);
    longest.view.agenda.blocks.clear();
    for (std::uint32_t i = 0; i < limits::blocks; ++i) {
        const BlockState state = i < 75 ? BlockState::done : (i == 75 ? BlockState::now : BlockState::todo);
        longest.view.agenda.blocks.push_back(block(i + 1, long_title(i + 1), assembly::Form::plenary, 10,
                                                   state, (static_cast<int>(i) - 75) * 10));
    }
    longest.view.agenda.blocks[76].title = "Verslag van de " + forty_letters;
    longest.view.agenda.now = BlockId{76};
    all.push_back({"agenda-longest", std::move(longest), true});
}

void add_check_ins(std::vector<Evening>& all) {
    all.push_back({"check-in-empty", nothing(StageScene::check_in)});
    all.push_back({"check-in-thinking", usual(StageScene::check_in), true});

    Snapshot no_clock = usual(StageScene::check_in);
    no_clock.view.check_in->thinks_until_ms.reset();
    no_clock.view.check_in->count = 0;
    no_clock.view.room = 0;
    no_clock.view.home = 0;
    all.push_back({"check-in-thinking-empty", std::move(no_clock)});

    Snapshot longest = usual(StageScene::check_in);
    longest.view.check_in->prompt = as_long_as(
        limits::prompt_graphemes, "Hoe zit u hier vanavond, na alles wat er in de wijk is gebeurd,");
    longest.view.check_in->count = 4321;
    longest.view.room = 4987;
    all.push_back({"check-in-thinking-longest", std::move(longest), true});

    Snapshot closed = usual(StageScene::check_in);
    closed.view.check_in->state = CheckInState::closed;
    all.push_back({"check-in-closed", std::move(closed)});

    Snapshot words = usual(StageScene::check_in);
    words.view.check_in->state = CheckInState::shown;
    words.view.check_in->words_shown = true;
    Snapshot no_words = words;
    no_words.view.check_in->count = 0;
    all.push_back({"check-in-words-empty", std::move(no_words)});
    Snapshot many = words;
    words.view.check_in->words = usual_words();
    words.view.check_in->count = 52;
    all.push_back({"check-in-words", std::move(words), true});
    many.view.check_in->words = all_the_words();
    many.view.check_in->count = 500;
    many.view.check_in->prompt = as_long_as(
        limits::prompt_graphemes, "Hoe zit u hier vanavond, na alles wat er in de wijk is gebeurd,");
    all.push_back({"check-in-words-longest", std::move(many), true});
}

void add_speakers(std::vector<Evening>& all) {
    all.push_back({"speaker-empty", nothing(StageScene::speaker)});
    all.push_back({"speaker-usual", usual(StageScene::speaker), true});

    Snapshot over = usual(StageScene::speaker);
    over.view.queue.speaking = speaking(entry(1, "فاطمة الزهراء", Place::room, "متفائل"), 131, 120);
    over.view.queue.waiting.resize(1);
    all.push_back({"speaker-over", std::move(over)});

    Snapshot paused = usual(StageScene::speaker);
    paused.view.queue.speaking->paused_ms = 110'000;
    paused.view.queue.waiting.clear();
    all.push_back({"speaker-paused", std::move(paused)});

    Snapshot no_limit = usual(StageScene::speaker);
    no_limit.view.queue.speaking->limit_s = 0;
    all.push_back({"speaker-no-limit", std::move(no_limit)});

    Snapshot waiting = usual(StageScene::speaker);
    waiting.view.queue.speaking.reset();
    waiting.view.queue.open = false;
    all.push_back({"speaker-waiting", std::move(waiting)});

    Snapshot longest = usual(StageScene::speaker);
    longest.view.queue.speaking = speaking(
        entry(1, as_long_as(limits::name_graphemes, "Christina-Maria van den Heuvel-Rijnsburg"), Place::home,
              as_long_as(limits::topic_graphemes, "over de " + forty_letters + " en het plein")),
        65, 3600);
    longest.view.queue.waiting.clear();
    for (std::uint32_t i = 0; i < limits::queue_entries; ++i) {
        longest.view.queue.waiting.push_back(
            entry(i + 2, as_long_as(limits::name_graphemes, "Maximiliaan van der Hoogenboezem-Brouwer"),
                  i % 2 == 0 ? Place::home : Place::room));
    }
    all.push_back({"speaker-longest", std::move(longest), true});
}

void add_polls(std::vector<Evening>& all) {
    all.push_back({"poll-empty", nothing(StageScene::poll)});
    PollView yes_no =
        poll(PollKind::yes_no, "Bent u het eens met het plan voor het plein?", {}, PollState::open);
    all.push_back({"poll-yes-no-open", on_poll(yes_no)});
    all.push_back({"poll-choice-open", on_poll(benches(PollState::open)), true});
    all.push_back({"poll-longest-open", on_poll(longest_poll(PollState::open)), true});
    PollView six =
        poll(PollKind::choice, "Welk plan krijgt het eerste geld?",
             {"Groen op het plein", "Speeltuin", "Buurtmaaltijd", "Wijkbus", "Repair café", "حديقة الحي"},
             PollState::open);
    all.push_back({"poll-six-open", on_poll(six)});
    all.push_back({"poll-closed", on_poll(benches(PollState::closed)), true});

    yes_no.state = PollState::shown;
    yes_no.cast = 40;
    yes_no.counts = {{"yes", 27}, {"no", 9}, {"abstain", 4}};
    all.push_back({"poll-yes-no-result", on_poll(yes_no)});
    PollView result = benches(PollState::shown);
    result.cast = 40;
    result.counts = {{"a", 12}, {"b", 21}, {"c", 7}, {"d", 0}};
    all.push_back({"poll-choice-result", on_poll(result), true});
    six.state = PollState::shown;
    six.counts = {{"a", 4}, {"b", 11}, {"c", 1}, {"d", 0}, {"e", 9}, {"f", 9}};
    all.push_back({"poll-six-result", on_poll(six)});
    PollView longest = longest_poll(PollState::shown);
    longest.cast = 4321;
    longest.may_vote = 5000;
    longest.counts = {{"a", 1200}, {"b", 3000}, {"c", 121}};
    all.push_back({"poll-longest-result", on_poll(longest), true});
    PollView unused = benches(PollState::shown);
    unused.cast = 0;
    all.push_back({"poll-no-votes-result", on_poll(unused)});
}

// A page as people make them: a white ground, a band, words as bars, a drawing.
SlidePagePtr page_of(std::int32_t page, int width, int height) {
    paint::Picture picture{width, height,
                           std::vector<std::uint8_t>(static_cast<std::size_t>(width * height) * 4, 255)};
    const auto fill = [&](int left, int top, int right, int bottom, std::uint8_t red, std::uint8_t green,
                          std::uint8_t blue) {
        for (int y = top * height / 100; y < bottom * height / 100; ++y) {
            for (int x = left * width / 100; x < right * width / 100; ++x) {
                std::uint8_t* pixel = &picture.rgba[static_cast<std::size_t>(y * width + x) * 4];
                pixel[0] = red;
                pixel[1] = green;
                pixel[2] = blue;
            }
        }
    };
    fill(0, 0, 100, 6, 0, 79, 128);
    fill(8, 20, 60, 30, 20, 24, 31);
    for (int line = 0; line < 4; ++line)
        fill(8, 42 + 10 * line, 40 + 5 * ((line + page) % 3), 46 + 10 * line, 90, 100, 110);
    fill(66, 40, 92, 84, 230, 159, 0);
    return std::make_shared<SlidePage>(
        SlidePage{std::string(64, 'd'), page, paint::png_bytes(picture), {}, "Het plein"});
}

Snapshot on_slide(std::int32_t page, std::int32_t pages, int width = 1920, int height = 1080) {
    Snapshot made = usual(StageScene::slides);
    made.view.queue.speaking.reset();
    made.view.stage.slide = SlideView{BlockId{2}, page, pages, std::string(64, 'd')};
    made.slide = page_of(page, width, height);
    return made;
}

void add_slides(std::vector<Evening>& all) {
    Snapshot soon = usual(StageScene::slides);
    soon.view.stage.slide = SlideView{BlockId{2}, 1, 0, ""};
    all.push_back({"slides-soon", std::move(soon)});
    all.push_back({"slides-usual", on_slide(3, 12), true});
    all.push_back({"slides-upright", on_slide(1, 1, 763, 1080)});
    Snapshot longest = on_slide(199, 200);
    longest.view.title = long_title(1);
    longest.view.agenda.blocks[1].title = long_title(2);
    longest.view.room = 4987;
    longest.view.home = 1342;
    all.push_back({"slides-longest", std::move(longest), true});
    Snapshot missing = on_slide(3, 12);
    missing.slide = nullptr;
    all.push_back({"slides-missing", std::move(missing)});
    Snapshot unreadable = on_slide(3, 12);
    SlidePage broken = *unreadable.slide;
    broken.wall_png.resize(broken.wall_png.size() / 2);
    broken.digest = std::string(64, 'e');  // another page: what was read once stays known by its digest
    unreadable.view.stage.slide->digest = broken.digest;
    unreadable.slide = std::make_shared<SlidePage>(broken);
    all.push_back({"slides-unreadable", std::move(unreadable)});
}

QuestionView question(std::uint32_t number, std::string text, std::optional<std::string> name,
                      std::uint32_t votes) {
    return {QuestionId{number}, std::move(text), std::move(name), votes, false};
}

Snapshot on_question(QuestionView shown) {
    Snapshot made = usual(StageScene::question);
    made.view.stage.question = made.view.questions.shown = shown.id;
    made.view.questions.questions = {std::move(shown), question(8, "Mag de hond mee?", "Joop", 3),
                                     question(9, "Wie zorgt voor de planten?", std::nullopt, 2)};
    return made;
}

void add_questions(std::vector<Evening>& all) {
    all.push_back({"question-empty", nothing(StageScene::question)});
    const QuestionView usual_one =
        question(1, "Waarom komt er geen zebrapad bij de speeltuin aan de Beatrixlaan?", "Fatma", 12);
    all.push_back({"question-usual", on_question(usual_one), true});
    Snapshot shortest = on_question(question(1, "Hoezo?", std::nullopt, 1));
    shortest.view.questions.questions.resize(1);
    all.push_back({"question-shortest", std::move(shortest)});
    Snapshot answered = on_question(usual_one);
    answered.view.questions.questions[0].answered = true;
    answered.view.questions.questions.resize(2);
    all.push_back({"question-answered", std::move(answered)});
    Snapshot longest = on_question(
        question(1,
                 as_long_as(limits::written_graphemes,
                            "Wie betaalt de herinrichting van het plein en de straten eromheen, en"),
                 forty_letters, 4321));
    for (std::uint32_t i = 0; i < 200; ++i)
        longest.view.questions.questions.push_back(question(20 + i, "En dit?", "Ans", 1));
    all.push_back({"question-longest", std::move(longest), true});
    // 240 characters and more bytes, from right to left.
    std::string arabic;
    for (int i = 0; i < 8; ++i) arabic += "من سيدفع تكاليف الساحة الجديدة ";
    arabic.resize(arabic.size() - 1);
    all.push_back({"question-arabic", on_question(question(1, arabic + "؟", "أمينة", 7))});
}

void add_last(std::vector<Evening>& all) {
    all.push_back({"ended-empty", nothing(StageScene::ended)});
    Snapshot ended = usual(StageScene::ended);
    ended.view.check_in->count = 52;
    ended.view.polls = {benches(PollState::shown)};
    for (BlockView& one : ended.view.agenda.blocks) one.state = BlockState::done;
    ended.view.agenda.now.reset();
    all.push_back({"ended-usual", ended});
    ended.view.title = long_title(1);
    ended.view.room = 4987;
    ended.view.home = 1342;
    all.push_back({"ended-longest", std::move(ended), true});
    all.push_back({"blank-usual", usual(StageScene::blank)});
}

}  // namespace

Snapshot usual(StageScene scene) {
    Snapshot made = nothing(scene);
    PublicView& view = made.view;
    view.title = "Startavond buurtbudget";
    view.phase = assembly::Phase::running;
    view.room = 41;
    view.home = 11;
    using assembly::Form;
    view.agenda.blocks = {
        block(1, "Welkom", Form::check_in, 15, BlockState::done, -30),
        block(2, "Plannen bekijken", Form::plenary, 35, BlockState::now, -23),
        block(3, "Vragen en ideeën", Form::speakers, 25, BlockState::todo, 12),
        block(4, "Pauze", Form::pause, 15, BlockState::todo, 37),
        block(5, "Waar zetten we de banken?", Form::poll, 20, BlockState::todo, 52),
        block(6, "Afsluiting", Form::closing, 10, BlockState::todo, 72),
    };
    view.agenda.now = BlockId{2};
    view.agenda.ends_ms = eight_o_clock_ms + 82 * minute_ms;
    view.agenda.ahead_s = 0;
    view.check_in = check_in("Hoe zit u hier vanavond?");
    view.queue.waiting = {entry(2, "Joop", Place::room), entry(3, "Tafel 4", Place::room),
                          entry(4, "Achmed", Place::home), entry(5, "Ineke", Place::room)};
    view.queue.speaking = speaking(entry(1, "Fatma", Place::home, "De bankjes bij de speeltuin"), 26, 120);
    return made;
}

std::vector<Evening> evenings() {
    std::vector<Evening> all;
    add_lobbies(all);
    add_agendas(all);
    add_check_ins(all);
    add_speakers(all);
    for (Evening& one : queue_evenings()) all.push_back(std::move(one));
    add_polls(all);
    add_slides(all);
    add_questions(all);
    add_last(all);
    return all;
}

const Evening& evening(const std::string& name) {
    static const std::vector<Evening> all = evenings();
    for (const Evening& one : all) {
        if (one.name == name) return one;
    }
    throw std::out_of_range("no evening is called " + name);
}

}  // namespace buurtkiosk::stage_tests
