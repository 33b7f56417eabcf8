// Tests what the chair makes and changes in the runbook's tab: the words of a block, a new block, a pasted
// table, a ready-made evening. No display; a Hand works a headless ImGui context. It must never look at
// pixels.
#include <set>

#include "base/limits.h"
#include "console/hand.h"

using namespace buurtkiosk;
using console::Key;
using console::MiddleTab;
using console::RunbookPage;
using console::Surface;
using tests::Hand;

namespace {

views::Snapshot nothing_prepared() {
    auto snapshot = evenings::lobby();
    snapshot.view.agenda.blocks.clear();
    return snapshot;
}

views::Snapshot with_words() {
    auto snapshot = evenings::running();
    snapshot.view.agenda.blocks[2].text = "Op tafel liggen de plannen.";
    snapshot.desk.blocks[BlockId{3}].notes = "Vraag de spreker om gewone woorden.";
    snapshot.desk.blocks[BlockId{3}].materials = "stiften, flappen";
    return snapshot;
}

void open_words(Hand& hand, const char* block) {
    hand.click(std::string("item.block#") + block);
    hand.click(std::string("console.runbook.edit#") + block);
    hand.look_again(4);
}

// The meeting took what the console sent: its step is there.
void takes(Hand& hand, const char* step) {
    auto& steps = hand.seen.desk.steps;
    const StepId newest = steps.empty() ? StepId{} : steps.front().id;
    steps.insert(steps.begin(), {.id = {newest.number + 1}, .what = {step, {}}});
    hand.look_again(2);
}

void clear_field(Hand& hand) {
    ImGui::GetIO().KeyCtrl = true;
    hand.strike(ImGuiKey_A);
    ImGui::GetIO().KeyCtrl = false;
    hand.strike(ImGuiKey_Delete);
}

}  // namespace

TEST_CASE(
    "with nothing prepared the console offers evenings, says what is in them, and takes one on a press") {
    Hand hand(nothing_prepared());
    CHECK(hand.desk.memory().middle == MiddleTab::runbook);
    CHECK(hand.desk.memory().page == RunbookPage::ready_made);
    CHECK(hand.reads("kapot.toml"));
    CHECK(hand.reads("niet te lezen"));
    hand.click("item.ready_made#2");
    CHECK(hand.reads("Wat is het buurtbudget?"));
    CHECK(hand.reads("7 blokken · 105 minuten"));
    hand.click("console.ready.take");
    const auto taken = hand.only<assembly::TakeAgenda>();
    REQUIRE(taken.instead.has_value());
    CHECK(taken.instead->title == "Startavond buurtbudget");
    CHECK(taken.blocks.size() == 7);
    CHECK(taken.polls.size() == 2);

    SECTION("one that cannot be read says why, and cannot be taken") {
        hand.click("item.ready_made#3");
        CHECK(hand.reads("kapot.toml, regel"));
        CHECK_FALSE(hand.sees("console.ready.take"));
    }
    SECTION("once it is there, joining is what comes") {
        hand.seen = evenings::lobby();
        hand.look_again(2);
        CHECK(hand.desk.memory().middle == MiddleTab::join);
    }
    SECTION("tables count the longest of them") {
        hand.click("item.ready_made#1");
        CHECK(hand.reads("tegelijk, aan tafels"));
        CHECK(hand.reads("Leg dit klaar"));
    }
}

TEST_CASE("a ready-made evening asks before it replaces something, and comes too late once it runs") {
    Hand hand(evenings::lobby());
    hand.click("console.ready.open");
    hand.click("console.ready.take");
    CHECK(hand.asked_nothing());
    CHECK(hand.reads("in de plaats van de 6 blokken"));
    hand.click("console.question.no#console.ready.take#");
    CHECK_FALSE(hand.desk.question_waits());
    hand.click("console.ready.take");
    hand.click("console.ready.take_yes");
    CHECK(hand.only<assembly::TakeAgenda>().instead.has_value());

    hand.click("console.ready.take");
    hand.seen = evenings::running();
    hand.look_again(2);
    CHECK_FALSE(hand.desk.question_waits());
    CHECK_FALSE(hand.sees("console.ready.open"));
    hand.press(Key::ready_made);
    CHECK(hand.reads("kiest u vóór het begin"));
    CHECK_FALSE(hand.sees("console.ready.take"));
}

TEST_CASE("only the words that were changed are sent, and what others change meanwhile stays theirs") {
    Hand hand(with_words());
    open_words(hand, "b3");
    CHECK(hand.desk.memory().middle == MiddleTab::runbook);
    CHECK_FALSE(hand.item("console.words.save").enabled);
    hand.type("Plannen");  // the title was chosen: typing replaces it
    CHECK(hand.desk.memory().editing->typed.title == "Plannen");
    // Somebody else changes the notes and moves the evening on; a vote comes in.
    hand.seen.desk.blocks[BlockId{3}].notes = "Houd het kort.";
    hand.seen.view.room += 1;
    hand.look_again(3);
    CHECK(hand.desk.memory().editing->typed.title == "Plannen");
    CHECK(hand.desk.memory().editing->typed.notes == "Houd het kort.");
    hand.click("console.words.save");
    const auto edit = hand.only<assembly::EditBlock>();
    CHECK(edit.block == BlockId{3});
    CHECK(edit.title == "Plannen");
    CHECK_FALSE(edit.notes);
    CHECK_FALSE(edit.text);
    CHECK_FALSE(edit.form);
    CHECK_FALSE(edit.start_min);
    // Not taken yet: what was typed stands there still. Taken: there is nothing more to save.
    CHECK(hand.desk.memory().editing->typed.title == "Plannen");
    hand.seen.view.agenda.blocks[2].title = "Plannen";
    hand.look_again(2);
    CHECK_FALSE(hand.item("console.words.save").enabled);
}

TEST_CASE("the form goes along with the chosen block, but not away from words that are not saved") {
    Hand hand(with_words());
    open_words(hand, "b3");
    hand.click("item.block#b3");
    hand.click("item.block#b4");
    hand.look_again(2);
    CHECK(hand.desk.memory().editing->block == BlockId{4});
    hand.press(Key::edit_block);
    hand.look_again(4);
    hand.type("Koffie");
    hand.click("item.block#b4");
    open_words(hand, "b5");
    CHECK(hand.reads("U hebt ‘Pauze’ nog niet bewaard"));
    CHECK(hand.desk.memory().editing->typed.title == "Koffie");
    hand.click("console.words.back");
    CHECK(hand.asked_nothing());
    hand.look_again(2);
    CHECK(hand.desk.memory().editing->block == BlockId{5});
}

TEST_CASE("a long text is broken where the field is full, and sent as one line") {
    Hand hand(with_words());
    open_words(hand, "b3");
    hand.press(Key::walk_on);  // form
    hand.press(Key::walk_on);  // start
    hand.press(Key::walk_on);
    hand.look_again(4);
    const std::string words =
        "Wie wil, loopt langs de tafels en zegt bij ieder plan wat er goed aan is en wat er nog mist.";
    clear_field(hand);
    hand.type(words);
    const std::string typed = hand.desk.memory().editing->typed.text;
    CHECK(typed.find('\n') != std::string::npos);
    CHECK(typed.size() == words.size());
    hand.press(Key::save);
    CHECK(hand.only<assembly::EditBlock>().text == words);
}

TEST_CASE("a mistake is said in plain words, and nothing is sent") {
    Hand hand(with_words());
    open_words(hand, "b3");
    clear_field(hand);
    hand.look_again(2);
    CHECK(hand.reads("Geef het blok een titel."));
    CHECK_FALSE(hand.item("console.words.save").enabled);
    hand.type("Plannen");
    hand.press(Key::walk_on);
    hand.press(Key::walk_on);
    hand.look_again(4);
    hand.type("half negen");
    CHECK(hand.reads("Schrijf de tijd zoals 20:30."));
    hand.press(Key::save);
    CHECK(hand.asked_nothing());
    clear_field(hand);
    hand.type("20:45");
    hand.press(Key::save);
    const auto edit = hand.only<assembly::EditBlock>();
    REQUIRE(edit.start_min.has_value());
    CHECK(*edit.start_min == 20 * 60 + 45);
}

TEST_CASE("what was typed for a block that is taken out becomes a new one") {
    Hand hand(with_words());
    open_words(hand, "b3");
    hand.type("Plannen met koffie");
    hand.seen.view.agenda.blocks.erase(hand.seen.view.agenda.blocks.begin() + 2);
    hand.look_again(3);
    CHECK(hand.reads("is weggehaald"));
    hand.click("console.words.as_new");
    hand.look_again(4);
    CHECK(hand.desk.memory().new_block.typed.title == "Plannen met koffie");
    hand.click("console.runbook.add_now");
    const auto add = hand.only<assembly::AddBlock>();
    CHECK(add.title == "Plannen met koffie");
    CHECK(add.notes == "Vraag de spreker om gewone woorden.");
    CHECK(add.before == std::nullopt);
}

TEST_CASE("the form and the start of a block that is on stay as they are") {
    Hand hand(evenings::running());
    open_words(hand, "b1");
    CHECK(hand.sees("console.words.text"));
    hand.type("Welkom allemaal");
    hand.press(Key::save);
    CHECK(hand.only<assembly::EditBlock>().title == "Welkom allemaal");
    std::set<std::string> met;
    for (int i = 0; i < 80; ++i) {
        hand.press(Key::walk_on);
        met.insert(hand.items.focused);
    }
    CHECK(met.contains("console.words.notes"));
    CHECK_FALSE(met.contains("console.words.form"));
    CHECK_FALSE(met.contains("console.words.start_hint"));
}

TEST_CASE("a new block goes before, into or behind another, and its parts may run side by side") {
    Hand hand(evenings::running());
    hand.click("item.block#b3");
    hand.press(Key::new_block);
    hand.look_again(4);
    hand.type("Tafel groen");
    hand.click("console.words.place_inside");
    CHECK_FALSE(hand.sees("console.words.together"));
    hand.press(Key::save);
    auto add = hand.only<assembly::AddBlock>();
    CHECK(add.inside == BlockId{3});
    CHECK(add.before == std::nullopt);
    takes(hand, "step.block_added");
    hand.press(Key::new_block);
    hand.look_again(4);
    hand.type("Aan tafel");
    hand.click("console.words.together");
    hand.press(Key::save);
    add = hand.only<assembly::AddBlock>();
    CHECK(add.before == BlockId{3});
    CHECK(add.side_by_side);
    takes(hand, "step.block_added");
    // Escape leaves the field, then the form; what was typed waits there.
    hand.press(Key::new_block);
    hand.look_again(4);
    hand.type("Half");
    hand.strike(ImGuiKey_Escape);
    hand.press(Key::escape);
    CHECK(hand.desk.memory().page == RunbookPage::block);
    CHECK(hand.asked_nothing());
    hand.press(Key::new_block);
    hand.look_again(4);
    CHECK(hand.desk.memory().new_block.typed.title == "Half");
}

TEST_CASE("a new block that the meeting refuses keeps its words, one that it takes leaves") {
    Hand hand(evenings::running());
    hand.press(Key::new_block);
    hand.look_again(4);
    hand.type("Rondje langs de tafels");
    hand.press(Key::save);
    CHECK(hand.only<assembly::AddBlock>().title == "Rondje langs de tafels");
    // No answer yet: what was typed stands there, and is not sent twice.
    hand.look_again(2);
    hand.press(Key::save);
    CHECK(hand.asked_nothing());
    CHECK(hand.desk.memory().new_block.typed.title == "Rondje langs de tafels");
    // Somebody else adds one: that is no answer.
    hand.seen.desk.steps.insert(hand.seen.desk.steps.begin(),
                                {.id = {8}, .what = {"step.block_added", {}}, .by = PersonId{3}});
    hand.look_again(2);
    CHECK(hand.desk.memory().new_block.typed.title == "Rondje langs de tafels");
    evenings::notice(hand.seen, 9, "refusal.full_blocks");
    hand.look_again(2);
    CHECK(hand.desk.memory().page == RunbookPage::add);
    CHECK(hand.desk.memory().new_block.typed.title == "Rondje langs de tafels");
    hand.press(Key::save);
    CHECK(hand.only<assembly::AddBlock>().title == "Rondje langs de tafels");
    takes(hand, "step.block_added");
    CHECK(hand.desk.memory().page == RunbookPage::block);
    CHECK(hand.desk.memory().new_block.typed == console::TypedBlock{});
}

TEST_CASE("parts are offered only where the meeting takes them") {
    const auto offered = [](const views::Snapshot& snapshot, const char* block) {
        Hand hand(snapshot);
        hand.click(std::string("item.block#") + block);
        hand.press(Key::new_block);
        hand.look_again(4);
        return hand.sees("console.words.place_inside");
    };
    auto snapshot = evenings::running();
    CHECK(offered(snapshot, "b3"));        // to come
    CHECK_FALSE(offered(snapshot, "b1"));  // on, by itself
    auto& blocks = snapshot.view.agenda.blocks;
    views::BlockView part = blocks[0];
    part.id = BlockId{90};
    part.inside = BlockId{1};
    blocks.insert(blocks.begin() + 1, part);
    CHECK(offered(snapshot, "b1"));  // its parts come in turn
    CHECK_FALSE(offered(snapshot, "b90"));
    blocks[0].side_by_side = true;
    CHECK_FALSE(offered(snapshot, "b1"));  // tables began together
}

TEST_CASE("a block that was taken out does not push a half-typed new one away") {
    Hand hand(with_words());
    hand.press(Key::new_block);
    hand.look_again(4);
    hand.type("Half");
    open_words(hand, "b3");
    hand.type("Plannen met koffie");
    hand.seen.view.agenda.blocks.erase(hand.seen.view.agenda.blocks.begin() + 2);
    hand.look_again(3);
    CHECK(hand.reads("een nieuw blok dat niet af is"));
    CHECK_FALSE(hand.item("console.words.as_new").enabled);
    hand.click("console.words.as_new");
    CHECK(hand.desk.memory().new_block.typed.title == "Half");
    CHECK(hand.desk.memory().editing->typed.title == "Plannen met koffie");
    hand.press(Key::new_block);
    hand.look_again(4);
    hand.click("console.cancel#block");
    hand.click("console.words.as_new");
    CHECK(hand.desk.memory().new_block.typed.title == "Plannen met koffie");
}

TEST_CASE("a pasted table is shown line by line, with what is wrong, and added on one press") {
    Hand hand(evenings::running());
    ImGui::SetClipboardText("minuten\ttitel\tvorm\n10\tOpening\t\nveel\tVragen\tsprekers\n5\tKlaar\tfeest\n");
    hand.press(Key::paste);
    hand.look_again(2);
    CHECK(hand.reads("Opening"));
    CHECK(hand.reads("De tabel, regel 3: ‘veel’"));
    CHECK(hand.reads("De tabel, regel 4: de vorm ‘feest’"));
    CHECK_FALSE(hand.item("console.table.add").enabled);
    ImGui::SetClipboardText("10\tOpening\n20\tVragen\tsprekers\n");
    hand.click("console.table.paste");
    CHECK(hand.reads("Samen 2 blokken, 30 minuten."));
    hand.click("console.table.add");
    auto take = hand.only<assembly::TakeAgenda>();
    REQUIRE(take.blocks.size() == 2);
    CHECK(take.blocks[1].title == "Vragen");
    CHECK(take.blocks[1].form == assembly::Form::speakers);
    CHECK(take.before == std::nullopt);
    CHECK_FALSE(take.instead);
    // Once is enough; when the blocks are there the field is empty again.
    CHECK_FALSE(hand.item("console.table.add").enabled);
    hand.press(Key::save);
    CHECK(hand.asked_nothing());
    // A block of somebody else is not this table.
    hand.seen.view.agenda.blocks.push_back(hand.seen.view.agenda.blocks.back());
    hand.seen.view.agenda.blocks.back().id = BlockId{70};
    hand.seen.desk.steps.insert(hand.seen.desk.steps.begin(),
                                {.id = {8}, .what = {"step.block_added", {}}, .by = PersonId{3}});
    hand.look_again(2);
    CHECK_FALSE(hand.desk.memory().table.text.empty());
    // Refused, it can be tried again.
    evenings::notice(hand.seen, 9, "refusal.full_blocks");
    hand.look_again(2);
    CHECK(hand.item("console.table.add").enabled);
    hand.click("console.table.add");
    hand.only<assembly::TakeAgenda>();
    takes(hand, "step.blocks_added");
    CHECK(hand.desk.memory().table.text.empty());

    hand.click("item.block#b4");
    hand.press(Key::paste);
    hand.look_again(2);
    hand.press(Key::save);
    CHECK(hand.only<assembly::TakeAgenda>().before == BlockId{4});

    ImGui::SetClipboardText("");
    hand.press(Key::paste);
    hand.look_again(2);
    CHECK(hand.reads("Er is niets gekopieerd"));
    const std::string before = hand.desk.memory().table.text;
    ImGui::SetClipboardText(std::string(limits::table_bytes + 1, 'x').c_str());
    hand.press(Key::paste);
    hand.look_again(2);
    CHECK(hand.reads("te lang voor een draaiboek"));
    CHECK(hand.desk.memory().table.text == before);
}

TEST_CASE("where the hall reads along, notes and what must lie ready are not in the form") {
    Hand hand(with_words(), Surface::over_the_stage);
    open_words(hand, "b3");
    CHECK_FALSE(hand.sees("console.words.notes"));
    CHECK_FALSE(hand.reads("stiften"));
    CHECK(hand.reads("de zaal kijkt mee"));
}

TEST_CASE("the times of a block stand beside what was planned, and so does the end of the evening") {
    auto snapshot = evenings::running();
    auto& block = snapshot.view.agenda.blocks[0];
    auto& plan = snapshot.desk.blocks[BlockId{1}];
    plan.plan_starts_ms = *block.starts_ms - 3 * 60'000;
    plan.plan_ends_ms = *block.ends_ms - 3 * 60'000;
    Hand hand(snapshot);
    const auto clock = [](std::int64_t at_ms) { return console::clock_text(at_ms); };
    CHECK(hand.reads(clock(*block.starts_ms) + "–" + clock(*block.ends_ms) + " · gepland " +
                     clock(*plan.plan_starts_ms) + "–" + clock(*plan.plan_ends_ms)));
    CHECK(hand.reads("Klaar om " + clock(*snapshot.view.agenda.ends_ms)));
    CHECK(hand.reads("3 minuten later dan gepland (" + clock(*snapshot.view.agenda.ends_ms - 3 * 60'000) +
                     ")"));
    hand.seen.view.agenda.ahead_s = 0;
    hand.look_again(2);
    CHECK(hand.reads("volgens plan"));

    Hand lobby(evenings::lobby());
    CHECK(lobby.reads("Klaar om " + clock(lobby.now_ms + 105 * 60'000)));

    // Parts in turn count one by one, without those that are skipped; tables as long as the longest.
    auto& blocks = lobby.seen.view.agenda.blocks;
    const std::int32_t others = 105 - blocks[2].minutes;
    std::vector<views::BlockView> parts(2, blocks[2]);
    for (std::uint32_t i = 0; i < 2; ++i) {
        parts[i].id = BlockId{80 + i};
        parts[i].inside = blocks[2].id;
        parts[i].minutes = i == 0 ? 12 : 30;
        parts[i].fixed_ms.reset();
    }
    blocks[2].minutes = 42;
    blocks.insert(blocks.begin() + 3, parts.begin(), parts.end());
    const auto ends_in = [&](std::int32_t minutes) {
        lobby.look_again(2);
        return lobby.reads("Klaar om " + clock(lobby.now_ms + minutes * 60'000));
    };
    CHECK(ends_in(others + 42));
    blocks[4].state = views::BlockState::skipped;
    CHECK(ends_in(others + 12));
    blocks[2].side_by_side = true;
    CHECK(ends_in(others + 12));
    blocks[4].state = views::BlockState::todo;
    CHECK(ends_in(others + 30));
    CHECK(lobby.reads("als u nu begint"));
}
