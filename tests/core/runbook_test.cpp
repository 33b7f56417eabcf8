// Owns the tests of reading runbooks: what a chair may write, and what is said about each mistake, by line.
// Test thread. It must never hold an evening: the commands are tried on a meeting that tests bring.
#include "runbook/runbook.h"

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "assembly/agenda/agenda.h"
#include "base/limits.h"
#include "base/locale.h"
#include "core/meeting.h"
#include "runbook/table.h"
#include "runbook/write.h"

using namespace buurtkiosk;
using namespace buurtkiosk::test;

namespace {

std::string parameter(const Refusal& refusal, const std::string& name) {
    for (const TextParameter& one : refusal.sentence.parameters) {
        if (one.name == name) return one.value;
    }
    return "";
}

const Locales& locales() {
    static const Locales all = Locales::load(BUURTKIOSK_ASSETS_DIR "/locales").value();
    return all;
}

// "unknown_key 3", or "fine".
std::string verdict(const std::string& toml) {
    const auto runbook = runbook::parse_runbook(toml, "avond.toml");
    if (runbook) {
        // What is fine here must be fine for the meeting too.
        Meeting meeting;
        meeting.state = State{};
        for (const Command& command : runbook.value().commands) {
            const std::string said = meeting.verdict(kiosk(), command);
            if (said != "accepted") return "fine, but " + said;
            meeting.accept(kiosk(), command);
        }
        return "fine";
    }
    const Refusal& refusal = runbook.refusal();
    CHECK(refusal.code == RefusalCode::bad_text);
    CHECK(parameter(refusal, "file") == "avond.toml");
    for (const char* language : {"nl", "en"}) {
        CHECK(locales().has(language, refusal.sentence.key));
        const std::string words = locales().text(language, refusal.sentence);
        INFO(words);
        CHECK(words.find('{') == std::string::npos);
        CHECK(words.find("avond.toml") != std::string::npos);
    }
    return refusal.sentence.key.substr(std::string("program.runbook_").size()) + " " +
           parameter(refusal, "line");
}

const std::string head = "title = \"Avond\"\n";
const std::string block = head + "[[block]]\ntitle = \"Welkom\"\nminutes = 10\n";
const std::string two =
    "[[block.part]]\ntitle = \"Een\"\nminutes = 10\n[[block.part]]\ntitle = \"Twee\"\nminutes = 20\n";
const std::string parts = head + "[[block]]\ntitle = \"Werkvorm\"\n" + two;
const std::string tables = head + "[[block]]\ntitle = \"Aan tafel\"\nside_by_side = true\n" + two;
const std::string poll = block + "[[block.poll]]\n";

std::string times(const std::string& text, std::size_t count) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i) all += text;
    return all;
}

}  // namespace

TEST_CASE("the example evening is what it says") {
    const auto read = runbook::read_runbook(BUURTKIOSK_ASSETS_DIR "/runbooks/startavond.toml");
    REQUIRE(read);
    const runbook::Runbook& book = read.value();
    CHECK(book.title == "Startavond buurtbudget");
    CHECK(book.languages == std::vector<std::string>{"nl", "en"});
    CHECK(book.queue.limits_s.front() == 120);
    CHECK_FALSE(book.wifi);
    Meeting meeting;
    meeting.state = State{};
    meeting.history.clear();
    for (const Command& command : book.commands) meeting.accept(kiosk(), command);
    CHECK(meeting.state.agenda.order.size() == 7);
    CHECK(meeting.state.polls.size() == 2);
    CHECK(meeting.state.polls.at(PollId{1}).block == BlockId{6});
    CHECK(meeting.state.agenda.blocks.at(BlockId{2}).prompt == "Hoe zit u hier vanavond?");
    CHECK(meeting.state.agenda.blocks.at(BlockId{2}).think_s == 90);
    CHECK(meeting.state.queue.limits_s.front() == 120);
    CHECK(meeting.state.steps.empty());  // there is nothing before it to go back to
    CHECK(meeting.replayed() == meeting.state);
}

TEST_CASE("every runbook that comes with the kiosk can be run from its first to its last step") {
    std::size_t books = 0;
    for (const auto& file : std::filesystem::directory_iterator(BUURTKIOSK_ASSETS_DIR "/runbooks")) {
        INFO(file.path());
        ++books;
        const auto read = runbook::read_runbook(file.path().string());
        REQUIRE(read);
        REQUIRE(runbook::evening_of(read.value()));
        Meeting meeting;
        meeting.state = State{};
        meeting.midnight_ms = 1'800'000'000'000;
        meeting.now_ms = meeting.midnight_ms + (19 * 60 + 30) * 60'000;
        for (const Command& command : read.value().commands) meeting.accept(kiosk(), command);
        meeting.accept(console(), AgendaNext{});
        CHECK(timetable(meeting.state, meeting.now_ms).clashes.empty());
        std::size_t steps = 1;
        for (; meeting.state.agenda.now; ++steps) {
            meeting.accept(console(), AgendaNext{meeting.state.agenda.now});
        }
        CHECK(steps == steps_of(meeting.state.agenda).size() + 1);
    }
    CHECK(books >= 3);
}

TEST_CASE("each mistake is told with its line") {
    const struct {
        std::string toml;
        std::string verdict;
    } table[] = {
        {head, "fine"},
        {block, "fine"},
        {"", "missing 1"},
        {"title = \"\"\n", "missing 1"},
        {"\n\ntitle = 5\n", "not_text 3"},
        {"title = \"" + letters(limits::title_graphemes) + "\"\n", "fine"},
        {"title = \"" + letters(limits::title_graphemes + 1) + "\"\n", "too_long 1"},
        {"title = \"A\\u202EB\"\n", "bad_text 1"},
        {"title = \"A\\u0007B\"\n", "bad_text 1"},
        {"title = \"Avond\n", "not_toml 1"},
        {head + "titel = \"x\"\n", "unknown_key 2"},
        {head + "[zaal]\n", "unknown_key 2"},
        {head + "languages = \"nl\"\n", "not_list 2"},
        {head + "languages = [1]\n", "not_text 2"},
        {head + "languages = [\"Nederlands\"]\n", "bad_language 2"},
        {head + "languages = [\"nl\", \"en-GB\", \"tr\"]\n", "fine"},
        {head + "languages = [" + times("\"nl\",", limits::languages) + "]\n", "fine"},
        {head + "languages = [" + times("\"nl\",", limits::languages + 1) + "]\n", "too_many 1"},
        {head + "[queue]\nrules = [\"first_turn\", \"place_turn\", \"least_time\", \"group_turn\"]\n",
         "fine"},
        {head + "[queue]\nrules = [\"eerst\"]\n", "unknown_rule 3"},
        {head + "[queue]\nrules = [\"first_turn\", \"first_turn\"]\n", "unknown_rule 3"},
        {head + "[queue]\nrules = \"first_turn\"\n", "not_list 3"},
        {head + "[queue]\nregels = []\n", "unknown_key 3"},
        {head + "queue = 3\n", "not_table 2"},
        {head + "[queue]\novertake_most = 21\n", "bad_number 3"},
        {head + "[queue]\nreply_s = 3601\n", "bad_number 3"},
        {head + "[queue]\ngroups = [\"Bewoners\", \"bewoners\"]\n", "group_twice 3"},
        {head + "[queue]\ngroups = [\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\"]\n", "too_many 2"},
        {head + "video_call = \"bellen\"\n", "bad_web_address 2"},
        {head + "video_call = \"https://bellen.example/b\"\n", "fine"},
        {head + "speaking_s = \"twee\"\n", "bad_number 2"},
        {head + "speaking_s = -1\n", "bad_number 2"},
        {head + "speaking_s = 3600\n", "fine"},
        {head + "speaking_s = 3601\n", "bad_number 2"},
        {head + "speaking_s = 9223372036854775807\n", "bad_number 2"},
        {head + "speaking_s = 1.5\n", "bad_number 2"},
        {head + "wifi = \"zaal\"\n", "not_table 2"},
        {block + "text = \"Neem een stoel.\"\nmaterials = \"stiften\"\nstart = \"20:30\"\n", "fine"},
        {block + "start = \"25:00\"\n", "bad_start 5"},
        {block + "start = 20\n", "bad_start 5"},
        {block + "start = 20:30:00\n", "bad_start 5"},
        {block + "side_by_side = \"ja\"\n", "not_truth 5"},
        {block + "side_by_side = true\n", "no_parts 2"},
        {parts, "fine"},
        {parts + "start = \"20:30\"\n", "fine"},
        {parts + "[[block.part.poll]]\nkind = \"yes_no\"\nquestion = \"Doen?\"\n", "fine"},
        {parts + "[[block.part.part]]\ntitle = \"x\"\n", "unknown_key 10"},
        {parts + "side_by_side = true\n", "unknown_key 10"},
        {head + "[[block]]\ntitle = \"A\"\nminutes = 5\n[[block.part]]\ntitle = \"B\"\nminutes = 5\n",
         "minutes_of_parts 4"},
        {tables, "fine"},
        {tables + "start = \"20:30\"\n", "start_of_table 11"},
        {head + "[wifi]\nname = \"zaal\"\n", "fine"},
        {head + "[wifi]\npassword = \"x\"\n", "missing 2"},
        {head + "[wifi]\nname = \"zaal\"\nkey = \"x\"\n", "unknown_key 4"},
        {head + "block = \"x\"\n", "not_list 2"},
        {head + "block = [1]\n", "not_list 2"},
        {head + "[[block]]\nminutes = 10\n", "missing 2"},
        {head + "[[block]]\ntitle = \"x\"\n", "missing 2"},
        {head + "[[block]]\ntitle = \"x\"\nminutes = 0\n", "bad_number 4"},
        {head + "[[block]]\ntitle = \"x\"\nminutes = 600\n", "fine"},
        {head + "[[block]]\ntitle = \"x\"\nminutes = 601\n", "bad_number 4"},
        {block + "form = \"dans\"\n", "unknown_form 5"},
        {block + "form = 3\n", "unknown_form 5"},
        {block + "form = \"break\"\n", "fine"},
        {block + "duur = 3\n", "unknown_key 5"},
        {block + "notes = \"" + letters(limits::notes_graphemes + 1) + "\"\n", "too_long 5"},
        {block + "form = \"check_in\"\n", "missing 2"},
        {block + "form = \"check_in\"\nprompt = \"Hoe is het?\"\n", "fine"},
        {block + "form = \"check_in\"\nprompt = \"Hoe is het?\"\nthink_s = 3601\n", "bad_number 7"},
        {poll + "kind = \"yes_no\"\nquestion = \"Doen?\"\n", "fine"},
        {poll + "question = \"Doen?\"\n", "missing 5"},
        {poll + "kind = \"yes_no\"\n", "missing 5"},
        {poll + "kind = \"punten\"\nquestion = \"Doen?\"\n", "unknown_kind 5"},
        {poll + "kind = \"yes_no\"\nquestion = \"Doen?\"\noptions = [\"a\", \"b\"]\n", "yes_no_options 5"},
        {poll + "kind = \"choice\"\nquestion = \"Wat?\"\n", "options 5"},
        {poll + "kind = \"choice\"\nquestion = \"Wat?\"\noptions = [\"a\"]\n", "options 5"},
        {poll + "kind = \"choice\"\nquestion = \"Wat?\"\noptions = [\"a\", \"A\"]\n", "equal_options 5"},
        {poll + "kind = \"choice\"\nquestion = \"Wat?\"\noptions = [\"a\", \"\"]\n", "missing 8"},
        {poll + "kind = \"choice\"\nquestion = \"Wat?\"\noptions = [\"a\", 3]\n", "not_text 8"},
        {poll + "kind = \"choice\"\nquestion = \"Wat?\"\noptions = [\"a\", \"b\"]\n", "fine"},
        {head + times("[[block]]\ntitle = \"x\"\nminutes = 1\n", limits::blocks), "fine"},
        {head + times("[[block]]\ntitle = \"x\"\nminutes = 1\n", limits::blocks + 1), "too_many 452"},
        {block + times("[[block.poll]]\nkind = \"yes_no\"\nquestion = \"x\"\n", limits::polls), "fine"},
        {block + times("[[block.poll]]\nkind = \"yes_no\"\nquestion = \"x\"\n", limits::polls + 1),
         "too_many 1"},
    };
    for (const auto& row : table) {
        INFO(row.toml.substr(0, 300));
        CHECK(verdict(row.toml) == row.verdict);
    }
}

TEST_CASE("a file from another computer reads the same") {
    CHECK(verdict("\xEF\xBB\xBF" + head) == "fine");  // Windows puts a mark before it
    const std::string windows =
        "title = \"Avond\"\r\n[[block]]\r\ntitle = \"Welkom\"\r\nminutes = 5\r\nnotes = \"\"\"\r\n"
        "Eerst dit.\r\nDan dat.\r\n\"\"\"\r\n";
    const auto read = runbook::parse_runbook(windows, "avond.toml");
    REQUIRE(read);
    CHECK(std::get<AddBlock>(read.value().commands.back()).notes == "Eerst dit. Dan dat.");
}

TEST_CASE("the hall's Wi-Fi is for the screen only") {
    const auto read =
        runbook::parse_runbook(head + "[wifi]\nname = \"Buurthuis\"\npassword = \"koffie met melk\"\n", "a");
    REQUIRE(read);
    CHECK(read.value().wifi == host::Wifi{"Buurthuis", "koffie met melk"});
}

TEST_CASE("a runbook that is not there says so") {
    const auto read = runbook::read_runbook("/nergens/avond.toml");
    REQUIRE_FALSE(read);
    CHECK(read.refusal().code == RefusalCode::not_found);
    CHECK(read.refusal().sentence.key == "program.runbook_unreadable");
    CHECK_FALSE(runbook::read_runbook("/tmp"));  // a folder
}

TEST_CASE("without a runbook there is a title and a language") {
    const runbook::Runbook empty = runbook::empty_runbook("Bijeenkomst", "nl");
    Meeting meeting;
    meeting.state = State{};
    for (const Command& command : empty.commands) meeting.accept(kiosk(), command);
    CHECK(meeting.state.title == "Bijeenkomst");
    CHECK(meeting.state.languages == std::vector<std::string>{"nl"});
}

TEST_CASE("parts and tables stand behind their block, and polls know theirs") {
    const auto read = runbook::parse_runbook(
        parts + "[[block.part.poll]]\nkind = \"yes_no\"\nquestion = \"Doen?\"\n" +
            "[[block]]\ntitle = \"Pauze\"\nform = \"break\"\nminutes = 15\nstart = \"20.30\"\n",
        "avond.toml");
    REQUIRE(read);
    Meeting meeting;
    meeting.state = State{};
    meeting.midnight_ms = 0;
    meeting.now_ms = 1'000;
    for (const Command& command : read.value().commands) meeting.accept(kiosk(), command);
    const Agenda& agenda = meeting.state.agenda;
    CHECK(agenda.order == std::vector<BlockId>{BlockId{1}, BlockId{2}, BlockId{3}, BlockId{4}});
    CHECK(agenda.blocks.at(BlockId{3}).inside == BlockId{1});
    CHECK(agenda.blocks.at(BlockId{4}).fixed_ms == (20 * 60 + 30) * 60'000 - 24 * 60 * 60'000);
    CHECK(meeting.state.polls.at(PollId{1}).block == BlockId{3});
}

namespace {

// The agenda of a runbook as it was meant: without what only this evening gave it.
std::vector<Block> agenda_of(const State& state) {
    std::vector<Block> blocks;
    for (const BlockId id : state.agenda.order) {
        Block one = state.agenda.blocks.at(id);
        if (has_parts(state.agenda, id)) one.minutes = 0;  // the parts say it
        blocks.push_back(one);
    }
    return blocks;
}

State begun(const runbook::Runbook& book, std::int64_t midnight_ms) {
    Meeting meeting;
    meeting.state = State{};
    meeting.midnight_ms = midnight_ms;
    meeting.now_ms = midnight_ms + 19 * 60 * 60'000;
    for (const Command& command : book.commands) meeting.accept(kiosk(), command);
    return meeting.state;
}

}  // namespace

TEST_CASE("a written runbook reads back as the same agenda") {
    constexpr std::int64_t midnight_ms = 1'800'000'000'000;
    std::vector<std::string> books = {
        parts, tables,
        head +
            "[[block]]\ntitle = \"Zeg \\\"hoi\\\" \\\\ of 🌳 أمينة\"\nminutes = 7\nstart = \"00:15\"\n"
            "form = \"check_in\"\nprompt = \"Hoe?\"\nthink_s = 0\n[[block.poll]]\nkind = \"choice\"\n"
            "question = \"Wat?\"\noptions = [\"A \\\"a\\\"\", \"B\"]\n"};
    for (const auto& file : std::filesystem::directory_iterator(BUURTKIOSK_ASSETS_DIR "/runbooks")) {
        std::ifstream in(file.path());
        books.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    }
    for (const std::string& book : books) {
        INFO(book);
        const auto first = runbook::parse_runbook(book, "een.toml");
        REQUIRE(first);
        const State state = begun(first.value(), midnight_ms);
        const std::string written = runbook::write_runbook(state, midnight_ms);
        INFO(written);
        const auto second = runbook::parse_runbook(written, "twee.toml");
        REQUIRE(second);
        const State again = begun(second.value(), midnight_ms);
        CHECK(agenda_of(again) == agenda_of(state));
        CHECK(again.polls == state.polls);
        CHECK(again.title == state.title);
        CHECK(again.languages == state.languages);
        CHECK(again.queue == state.queue);
    }
}

TEST_CASE("what happened in an evening does not come into its runbook") {
    Meeting meeting("Avond");
    meeting.block("Welkom");
    const PollId poll = meeting.poll("Doen?", BlockId{1});
    const PersonId ans = meeting.join("Ans");
    meeting.accept(console(), AgendaNext{});
    meeting.accept(console(), OpenCheckIn{"Hoe is het?", 0});
    meeting.accept(person(ans), GiveWord{"moe"});
    meeting.accept(console(), OpenPoll{poll});
    meeting.accept(person(ans), CastVote{poll, Ballot{"yes"}});
    const std::string written = runbook::write_runbook(meeting.state, 0);
    CHECK(written.find("Ans") == std::string::npos);
    CHECK(written.find("moe") == std::string::npos);
    CHECK(written.find("yes\"") == std::string::npos);
}

TEST_CASE("a table becomes an agenda, from a spreadsheet, a mail or a file") {
    const auto titles = [](const std::string& text) {
        const auto blocks = runbook::parse_table(text, "plan.csv");
        if (!blocks)
            return blocks.refusal().sentence.key.substr(std::string("program.table_").size()) + " " +
                   parameter(blocks.refusal(), "line");
        std::string all;
        for (const AddBlock& one : blocks.value()) {
            all += std::to_string(one.minutes) + " " + one.title + " " +
                   std::string(runbook::form_name(one.form));
            if (one.start_min) all += " @" + std::to_string(*one.start_min);
            if (!one.notes.empty()) all += " (" + one.notes + ")";
            all += "|";
        }
        return all;
    };
    const struct {
        std::string text;
        std::string said;
    } table[] = {
        {"10;Welkom;plenair\n15;Uitleg;uitleg\n", "10 Welkom plenary|15 Uitleg talk|"},
        {"10,Welkom\n15,\"Vragen, zorgen\",sprekers", "10 Welkom plenary|15 Vragen, zorgen speakers|"},
        {"10\tWelkom\n\n15 min\tPauze\tPauze\r\n", "10 Welkom plenary|15 Pauze break|"},
        {"10;\"Zeg \"\"hoi\"\"\";\n", "10 Zeg \"hoi\" plenary|"},
        {"\xEF\xBB\xBFTitel;Minuten;Start;Notities\nPauze;15';20:30;koffie\nUitleg;20;;\n",
         "15 Pauze plenary @1230 (koffie)|20 Uitleg plenary|"},
        {"minutes,title,form\n5,Check,check_in\n5,Close,closing\n", "5 Check check_in|5 Close closing|"},
        {"10;Welkom;plenair;;\n", "10 Welkom plenary|"},
        {"", "empty 1"},
        {"\n\n", "empty 1"},
        {"minuten;titel\n", "empty 1"},
        {"10;\"Welkom\n", "quote 1"},
        {"titel;vorm\nWelkom;plenair\n", "needs 1"},
        {"minuten;titel;kleur\n", "column 1"},
        {"minuten;titel;titel\n", "column 1"},
        {"10;Welkom;plenair;iets\n", "cells 1"},
        {"10;Welkom\ntien;Uitleg\n", "minutes 2"},
        {"10;Welkom\n0;Uitleg\n", "minutes 2"},
        {"10;Welkom\n10000;Uitleg\n", "minutes 2"},
        {"10;Welkom\n10 uur;Uitleg\n", "minutes 2"},
        {"10;Welkom\n\n10;Uitleg;dans\n", "form 3"},
        {"titel;minuten;start\nPauze;10;half negen\n", "start 2"},
        {"10;\n", "title 1"},
    };
    for (const auto& row : table) {
        INFO(row.text);
        CHECK(titles(row.text) == row.said);
    }
    const std::string many = times("1;Blok\n", limits::blocks);
    CHECK(runbook::parse_table(many, "plan.csv"));
    CHECK_FALSE(runbook::parse_table(many + "1;Blok\n", "plan.csv"));
}
