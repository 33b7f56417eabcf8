// Tests what the console asks of the meeting when a hand or a key works it: the commands it returns, and only
// those. No display; a Hand works a headless ImGui context. It must never look at pixels.
#include <algorithm>
#include <fstream>
#include <set>

#include "console/hand.h"
#include "imgui_internal.h"

using namespace buurtkiosk;
using console::Key;
using console::LocalAction;
using console::Surface;
using tests::Hand;

TEST_CASE("the large button does what the desk says comes next") {
    Hand hand(evenings::lobby());
    CHECK(hand.reads("Begin: Welkom"));
    hand.click("item.large_button");
    CHECK(hand.only<assembly::AgendaNext>().expect == std::nullopt);

    Hand later(evenings::running());
    later.click("item.large_button");
    CHECK(later.only<assembly::AgendaNext>().expect == BlockId{1});
}

TEST_CASE("a double click on the large button asks once") {
    Hand hand(evenings::running());
    hand.click("item.large_button");
    hand.now_ms -= 500;  // the second click comes a tenth of a second after the first
    hand.click("item.large_button");
    CHECK(hand.take().size() == 1);
}

TEST_CASE("the large button rests when there is nothing to do") {
    auto snapshot = evenings::running();
    snapshot.desk.next = {.what = {"next.none", {}}, .command = std::nullopt};
    Hand hand(std::move(snapshot));
    CHECK_FALSE(hand.item("item.large_button").enabled);
    hand.click("item.large_button");
    hand.press(Key::next);
    CHECK(hand.asked_nothing());
}

TEST_CASE("closing a poll asks once, on the large button too") {
    Hand hand(evenings::polls());
    hand.click("item.large_button");
    CHECK(hand.asked_nothing());
    CHECK(hand.reads("Dat kunt u niet ongedaan maken"));
    hand.click("item.large_button");
    CHECK(hand.only<assembly::ClosePoll>().poll == PollId{2});
    CHECK_FALSE(hand.desk.question_waits());

    SECTION("no is an answer") {
        hand.click("item.large_button");
        hand.click("console.question.no#item.large_button");
        CHECK(hand.asked_nothing());
        CHECK_FALSE(hand.desk.question_waits());
    }
    SECTION("in the poll itself") {
        hand.click("console.polls.close#v2");
        CHECK(hand.asked_nothing());
        hand.click("console.question.close_poll_yes#console.polls.close#v2");
        CHECK(hand.only<assembly::ClosePoll>().poll == PollId{2});
    }
    SECTION("the question goes when somebody else closed the poll") {
        hand.click("item.large_button");
        CHECK(hand.desk.question_waits());
        hand.seen.view.polls[1].state = views::PollState::closed;
        hand.look_again(2);
        CHECK_FALSE(hand.desk.question_waits());
    }
    SECTION("the question goes when it is left alone") {
        hand.click("item.large_button");
        hand.now_ms += 13'000;
        hand.look_again(2);
        CHECK_FALSE(hand.desk.question_waits());
        CHECK(hand.asked_nothing());
    }
}

TEST_CASE("ending the evening asks once") {
    Hand hand(evenings::running());
    hand.click("console.runbook.end");
    CHECK(hand.asked_nothing());
    hand.click("console.question.end_yes#console.runbook.end#");
    hand.only<assembly::EndMeeting>();
}

TEST_CASE("a clicker moves on and back, once a press") {
    Hand hand(evenings::running());
    hand.press(Key::next);
    hand.now_ms += 100;
    hand.press(Key::next);
    CHECK(hand.only<assembly::AgendaNext>().expect == BlockId{1});
    hand.now_ms += 1000;
    hand.press(Key::back);
    CHECK(hand.only<assembly::AgendaBack>().expect == BlockId{1});
}

TEST_CASE("a clicker turns pages back while slides are on, and then the agenda") {
    Hand hand(evenings::slides());
    CHECK(hand.reads("Dia 3 van 12"));
    const auto turned = [&](std::int32_t to) {
        const auto turn = hand.only<assembly::TurnSlide>();
        CHECK(turn.expect == 3);
        CHECK(turn.page == to);
        hand.now_ms += 1000;
    };
    SECTION("keys") {
        hand.press(Key::next);
        turned(4);
    }
    SECTION("back") {
        hand.press(Key::back);
        turned(2);
    }
    SECTION("buttons") {
        hand.click("console.slides.back");
        turned(2);
    }
    SECTION("and on") {
        hand.click("console.slides.on");
        turned(4);
    }
    SECTION("at the first page") {
        hand.seen.view.stage.slide->page = 1;
        hand.look_again(2);
        hand.press(Key::back);
        CHECK(hand.only<assembly::AgendaBack>().expect == BlockId{1});
    }
}

TEST_CASE("slides that something else took the stage from can be shown again") {
    Hand hand(evenings::slides());
    hand.seen.view.stage.scene = views::StageScene::poll;
    hand.seen.view.stage.slide.reset();
    hand.look_again(2);
    hand.click("console.slides.show");
    CHECK(hand.only<assembly::ShowSlides>().block == BlockId{1});
    SECTION("unless they are not there yet") {
        hand.seen.desk.blocks[BlockId{1}].slides->pages = 0;
        hand.look_again(2);
        CHECK(hand.reads("worden klaargezet"));
    }
    SECTION("or could not be made") {
        hand.seen.desk.blocks[BlockId{1}].slides->failed = true;
        hand.look_again(2);
        CHECK(hand.reads("Het blok gaat door zonder"));
    }
}

TEST_CASE("on a blank wall back only takes the blank away, and no page or slides are offered") {
    for (const auto surface : {Surface::own_window, Surface::hidden}) {
        Hand hand(evenings::slides(), surface);
        hand.seen.view.stage.scene = views::StageScene::blank;
        hand.seen.view.stage.slide.reset();  // as the meeting shows it
        hand.look_again(2);
        for (const char* gone : {"console.slides.show", "console.slides.back", "console.slides.on"}) {
            INFO(gone);
            CHECK_FALSE(hand.sees(gone));
        }
        hand.press(Key::back);
        CHECK_FALSE(hand.only<assembly::BlankStage>().on);
        hand.seen = evenings::slides();
        hand.now_ms += 1000;
        hand.press(Key::back);
        CHECK(hand.only<assembly::TurnSlide>().page == 2);
    }
}

TEST_CASE("in a rehearsal what waits for a hand goes by the room's pace, not by the meeting's clock") {
    constexpr std::int64_t rate = 10;
    auto snapshot = evenings::polls();
    snapshot.rate = rate;
    evenings::notice(snapshot, 4, "refusal.stale_speaker");
    Hand hand(snapshot);
    const auto later = [&](std::int64_t room_ms) {
        hand.now_ms += room_ms * rate;
        hand.look_again(2);
    };
    SECTION("a notice and its end") {
        later(7'900);
        CHECK(hand.reads("andere spreker"));
        const auto change = hand.desk.next_change_ms(hand.seen, hand.now_ms, Surface::own_window);
        REQUIRE(change.has_value());
        CHECK(*change <= hand.now_ms + 100 * rate);
        later(200);
        CHECK_FALSE(hand.reads("andere spreker"));
    }
    SECTION("a question, and the clicker that bounces") {
        hand.press(Key::next);
        later(300);
        hand.press(Key::next);  // the same press
        CHECK(hand.asked_nothing());
        CHECK(hand.desk.question_waits());
        later(11'000);
        CHECK(hand.desk.question_waits());
        later(2'000);
        CHECK_FALSE(hand.desk.question_waits());
    }
    SECTION("the clicker back") {
        hand.press(Key::back);
        later(300);
        hand.press(Key::back);
        hand.only<assembly::AgendaBack>();
        later(200);
        hand.press(Key::back);
        hand.only<assembly::AgendaBack>();
    }
    SECTION("what a key is answered on the wall") {
        hand.on(Surface::hidden);
        hand.seen.desk.steps.clear();
        hand.press(Key::undo);
        later(3'900);
        CHECK(hand.reads("Er is niets om"));
        const auto change = hand.desk.next_change_ms(hand.seen, hand.now_ms, Surface::hidden);
        REQUIRE(change.has_value());
        CHECK(*change > hand.now_ms);
        CHECK(*change <= hand.now_ms + 101 * rate);
        later(200);
        CHECK(hand.items.texts.empty());
    }
}

TEST_CASE("a clicker is asked again before it closes a poll") {
    Hand hand(evenings::polls(), Surface::hidden);
    hand.press(Key::next);
    hand.now_ms += 150;
    hand.press(Key::next);  // the same press, bouncing
    CHECK(hand.asked_nothing());
    CHECK(hand.reads("Druk nog een keer"));
    hand.now_ms += 1000;
    hand.press(Key::next);
    CHECK(hand.only<assembly::ClosePoll>().poll == PollId{2});
}

TEST_CASE("keys blank the stage, change its theme and undo") {
    Hand hand(evenings::running());
    hand.press(Key::blank);
    CHECK(hand.only<assembly::BlankStage>().on);
    hand.seen.view.stage.scene = views::StageScene::blank;
    hand.press(Key::blank);
    CHECK_FALSE(hand.only<assembly::BlankStage>().on);
    hand.press(Key::theme);
    CHECK(hand.only<assembly::SetTheme>().theme == assembly::Theme::light);
    hand.press(Key::undo);
    CHECK(hand.only<assembly::Undo>().expect == StepId{7});
    hand.press(Key::console);
    const auto actions = hand.take();
    REQUIRE(actions.size() == 1);
    CHECK(std::get<LocalAction>(actions.front()) == LocalAction::show_or_hide_console);
}

TEST_CASE("the foot says what undo takes back, and takes that back") {
    Hand hand(evenings::running());
    CHECK(hand.reads("Ongedaan maken: Naar ‘Welkom’"));
    hand.click("console.foot.undo");
    CHECK(hand.only<assembly::Undo>().expect == StepId{7});

    // A vote came in: what was done before the poll opened can still be taken back, by its name.
    hand.seen.desk.steps.insert(hand.seen.desk.steps.begin(),
                                {.id = {8}, .what = {"step.poll_opened"}, .stuck = true});
    hand.look_again(2);
    CHECK(hand.reads("Nog wel: Naar ‘Welkom’"));
    hand.click("console.foot.undo");
    CHECK(hand.only<assembly::Undo>().expect == StepId{7});
    // The key says no name: it takes back the last step or nothing.
    hand.press(Key::undo);
    CHECK(hand.asked_nothing());

    hand.seen.desk.steps.clear();
    hand.look_again(2);
    CHECK_FALSE(hand.item("console.foot.undo").enabled);
}

TEST_CASE("what undo takes back stands there whole, also the way back to a block with a long title") {
    for (const bool row_is_long : {false, true}) {
        auto snapshot = row_is_long ? evenings::heated() : evenings::running();
        snapshot.desk.steps = {{.id = {7},
                                .what = {"step.agenda_next",
                                         {{"title",
                                           "Vragen en zorgen over de "
                                           "verkeersdrukte bij de school"}}}}};
        Hand hand(std::move(snapshot));
        const auto& undo = hand.item("console.foot.undo");
        CHECK(undo.max.y <= 768);
        CHECK(undo.max.x < hand.item("item.sound").min.x);
        CHECK_FALSE(hand.reads_cut("Ongedaan maken"));
        CHECK_FALSE(hand.reads("zorgen …"));
        CHECK(hand.reads("school’"));
        hand.click("console.foot.undo");
        CHECK(hand.only<assembly::Undo>().expect == StepId{7});
    }
}

TEST_CASE("two words are merged by choosing them; the more used one keeps its name") {
    Hand hand(evenings::check_in());
    hand.click("item.word#w7");
    hand.click("item.word#w1");
    CHECK(hand.reads("Tel ‘umutlu’ bij ‘hoopvol’"));
    hand.click("console.check_in.merge");
    const auto merge = hand.only<assembly::MergeWords>();
    CHECK(merge.from == GroupId{7});
    CHECK(merge.into == GroupId{1});
    CHECK(hand.desk.memory().words.empty());
}

TEST_CASE("a word that is gone is no longer chosen") {
    Hand hand(evenings::check_in());
    hand.click("item.word#w2");
    hand.click("item.word#w1");
    std::erase_if(hand.seen.desk.words, [](const auto& group) { return group.id == GroupId{2}; });
    hand.look_again(2);
    CHECK_FALSE(hand.sees("console.check_in.merge"));
    CHECK(hand.desk.memory().words == std::vector<GroupId>{GroupId{1}});
}

TEST_CASE("a word is split, hidden, let in and asked about") {
    Hand hand(evenings::check_in_shown());
    hand.click("item.word#w1");
    hand.click("console.check_in.split#w1/1");
    const auto split = hand.only<assembly::SplitWord>();
    CHECK(split.group == GroupId{1});
    CHECK(split.spelling == "hoopvolle");
    hand.click("console.check_in.invite#w1");
    CHECK(hand.only<assembly::InviteToExplain>().group == GroupId{1});
    hand.click("console.check_in.hide#w1");
    const auto hide = hand.only<assembly::HideWord>();
    CHECK(hide.hidden);
    hand.click("console.cancel#words");
    hand.click("item.word#w61");
    hand.click("console.check_in.allow#w61");
    CHECK(hand.only<assembly::AllowWord>().group == GroupId{61});
}

TEST_CASE("nobody is asked to explain a word before the words are shown") {
    Hand hand(evenings::check_in());
    hand.click("item.word#w1");
    CHECK_FALSE(hand.sees("console.check_in.invite#w1"));
    hand.seen = evenings::check_in_shown();
    hand.look_again(2);
    CHECK(hand.sees("console.check_in.invite#w1"));
}

TEST_CASE("a check-in is opened with the runbook's prompt, or what the chair types over it") {
    auto snapshot = evenings::running();
    snapshot.view.agenda.blocks[0].form = views::Form::check_in;
    snapshot.desk.next = {.what = {"next.check_in_open", {}},
                          .command = assembly::OpenCheckIn{"Hoe zit u hier?", 120}};
    Hand hand(std::move(snapshot));
    hand.click("console.check_in.open");
    const auto open = hand.only<assembly::OpenCheckIn>();
    CHECK(open.prompt == "Hoe zit u hier?");
    CHECK(open.think_s == 120);
}

TEST_CASE("a prompt that the large button used is not offered again, one that was typed stays") {
    auto asks = evenings::running();
    asks.view.agenda.blocks[0].form = views::Form::check_in;
    asks.desk.next = {.what = {"next.check_in_open", {}},
                      .command = assembly::OpenCheckIn{"Hoe zit u hier?", 120}};
    auto closed = evenings::check_in();
    closed.view.check_in->state = views::CheckInState::closed;

    Hand hand(asks);
    CHECK(hand.desk.memory().prompt == "Hoe zit u hier?");
    hand.seen = closed;
    hand.look_again(2);
    CHECK(hand.desk.memory().prompt.empty());

    Hand typing(asks);
    typing.click("console.check_in.prompt");
    typing.type(" En thuis?");
    typing.seen = closed;
    typing.look_again(2);
    CHECK(typing.desk.memory().prompt.find("En thuis?") != std::string::npos);
}

TEST_CASE("no sign on the desk is missing from its fonts") {
    for (const auto& make : {evenings::lobby, evenings::check_in, evenings::queue}) {
        Hand hand(make());
        hand.click("console.tab.check_in");
        for (const std::string& words : hand.items.texts) {
            if (!paint::console_fonts_hold(words)) continue;  // shaped by Pango
            for (std::size_t at = 0; at < words.size();) {
                unsigned int letter = 0;
                at += static_cast<std::size_t>(
                    ImTextCharFromUtf8(&letter, words.data() + at, words.data() + words.size()));
                INFO(words << ", letter " << letter);
                CHECK((letter == '\n' ||
                       ImGui::GetFont()->FindGlyphNoFallback(static_cast<ImWchar>(letter)) != nullptr));
            }
        }
    }
}

TEST_CASE("speakers move up and down, leave the list, and come onto it") {
    Hand hand(evenings::queue());
    hand.click("item.entry#e3");
    hand.click("console.queue.up#e3");
    auto move = hand.only<assembly::MoveInQueue>();
    CHECK(move.entry == EntryId{3});
    CHECK(move.before == EntryId{2});
    hand.click("item.entry#e2");
    hand.click("console.queue.down#e2");
    move = hand.only<assembly::MoveInQueue>();
    CHECK(move.entry == EntryId{2});
    CHECK(move.before == EntryId{4});
    CHECK_FALSE(hand.item("console.queue.up#e2").enabled);
    hand.click("item.entry#e4");
    hand.click("console.queue.remove#e4");
    CHECK(hand.only<assembly::RemoveFromQueue>().entry == EntryId{4});
    hand.click("console.queue.next");
    const auto next = hand.only<assembly::QueueNext>();
    CHECK(next.expect == EntryId{1});
    CHECK(next.next == EntryId{2});
    hand.click("console.queue.close");
    hand.only<assembly::CloseQueue>();

    hand.click("console.queue.name");
    hand.type("Joop, tafel 4");
    hand.click("item.place");
    hand.click("console.queue.add");
    const auto add = hand.only<assembly::AddToQueue>();
    CHECK(add.name == "Joop, tafel 4");
    CHECK(add.place == assembly::Place::home);
}

TEST_CASE("the last of two is moved down to the very end") {
    auto snapshot = evenings::queue();
    snapshot.view.queue.waiting.resize(2);
    Hand hand(std::move(snapshot));
    hand.click("item.entry#e2");
    hand.click("console.queue.down#e2");
    CHECK(hand.only<assembly::MoveInQueue>().before == std::nullopt);
    hand.click("item.entry#e3");
    CHECK_FALSE(hand.item("console.queue.down#e3").enabled);
}

TEST_CASE("the speaker is paused, goes on, gets half a minute, and is thanked") {
    Hand hand(evenings::queue());
    CHECK(hand.reads("nog 1:34"));
    hand.click("console.speaker.pause");
    CHECK(hand.only<assembly::PauseSpeaker>().expect == EntryId{1});
    hand.seen.view.queue.speaking->paused_ms = 26'000;
    hand.now_ms += 60'000;
    hand.look_again(2);
    CHECK(hand.reads("nog 1:34"));  // it stands still
    hand.click("console.speaker.continue");
    CHECK(hand.only<assembly::ContinueSpeaker>().expect == EntryId{1});
    hand.click("console.speaker.more");
    CHECK(hand.only<assembly::GiveSpeakerMore>().seconds == 30);
    hand.seen.view.queue.waiting.clear();
    hand.look_again(2);
    hand.click("console.speaker.end");
    CHECK(hand.only<assembly::EndTurn>().expect == EntryId{1});
}

TEST_CASE("speaking time is chosen from a few") {
    Hand hand(evenings::running());
    hand.press(Key::rules);
    hand.click("console.queue.limit#question");
    hand.click("console.queue.limit#question/5");
    const auto limit = hand.only<assembly::SetSpeakingLimit>();
    CHECK(limit.limit_s == 180);
    CHECK(limit.kind == assembly::QueueKind::question);
}

TEST_CASE("a block gets more minutes, goes, or comes before another") {
    Hand hand(evenings::running());
    hand.click("item.block#b3");
    hand.click("item.block_minutes#b3+");
    const auto minutes = hand.only<assembly::SetBlockMinutes>();
    CHECK(minutes.block == BlockId{3});
    CHECK(minutes.minutes == 30);
    hand.click("console.runbook.remove#b3");
    CHECK(hand.only<assembly::RemoveBlock>().block == BlockId{3});
    hand.click("console.runbook.add");
    hand.click("console.runbook.title");
    hand.type("Lied van de buurt");
    hand.click("console.runbook.add_now");
    const auto add = hand.only<assembly::AddBlock>();
    CHECK(add.title == "Lied van de buurt");
    CHECK(add.before == BlockId{3});
    CHECK(add.minutes == 10);
}

TEST_CASE("a form that opens takes the keyboard, and letters never fire a shortcut while it is open") {
    Hand hand(evenings::running());
    SECTION("a block: typed at once, added with Enter") {
        // The letters come with the press itself, before any field is there.
        hand.click_typing("console.runbook.add", "Rondje ");
        hand.type("langs de buurt");
        CHECK(hand.desk.memory().new_block.typed.title == "Rondje langs de buurt");
        hand.strike(ImGuiKey_Enter);
        CHECK(hand.only<assembly::AddBlock>().title == "Rondje langs de buurt");
        // The form goes once the meeting took it.
        hand.seen.desk.steps.insert(hand.seen.desk.steps.begin(),
                                    {.id = {8}, .what = {"step.block_added", {}}});
        hand.look_again(2);
        CHECK_FALSE(hand.sees("console.runbook.title"));
    }
    SECTION("a poll") {
        hand.click("console.tab.polls");
        hand.click_typing("console.polls.add", "W");
        hand.type("at eten we? Bier of thee.");
        CHECK(hand.desk.memory().poll_question == "Wat eten we? Bier of thee.");
        hand.click("console.polls.kind_choice");
        hand.type("Bier");
        CHECK(hand.desk.memory().poll_options.front() == "Bier");
    }
    SECTION("another name: what stands there is chosen, so that typing replaces it") {
        hand.click("console.tab.people");
        hand.click("item.person#p2");
        hand.type("Buurvrouw Bo");
        CHECK(hand.desk.memory().new_name == "Buurvrouw Bo");
        hand.strike(ImGuiKey_Enter);
        CHECK(hand.only<assembly::RenamePerson>().name == "Buurvrouw Bo");
    }
    SECTION("a letter that comes between the click and the first frame of the form") {
        const auto target = hand.item("console.runbook.add");
        ImGuiIO& io = ImGui::GetIO();
        io.MousePos = {target.min.x + 9, target.min.y + 9};
        hand.look_again();
        io.MouseDown[0] = true;
        hand.key_alone(Key::theme);
        hand.look_again();
        io.MouseDown[0] = false;
        hand.look_again(4);
        CHECK(hand.sees("console.runbook.title"));
        CHECK(hand.asked_nothing());
        // The same with a field that is always there.
        const auto field = hand.item("console.queue.name");
        io.MousePos = {field.min.x + 9, field.min.y + 9};
        hand.click("console.cancel#block");
        io.MousePos = {field.min.x + 9, field.min.y + 9};
        hand.look_again();
        io.MouseDown[0] = true;
        hand.key_alone(Key::blank);
        hand.look_again();
        io.MouseDown[0] = false;
        hand.look_again(3);
        CHECK(hand.asked_nothing());
    }
    SECTION("keys that reach the window before the field has the focus") {
        hand.click("console.runbook.add");
        hand.press(Key::blank);
        hand.press(Key::theme);
        CHECK(hand.asked_nothing());
        // The clicker goes on, and with the overlay hidden nobody is typing.
        hand.press(Key::next);
        hand.only<assembly::AgendaNext>();
        hand.on(Surface::hidden);
        hand.press(Key::blank);
        CHECK(hand.only<assembly::BlankStage>().on);
        hand.on(Surface::own_window);
        hand.click("console.cancel#block");
        hand.press(Key::theme);
        hand.only<assembly::SetTheme>();
    }
}

TEST_CASE("a block that is on cannot be removed") {
    Hand hand(evenings::running());
    hand.click("item.block#b1");
    CHECK(hand.sees("item.block_minutes#b1+"));
    CHECK_FALSE(hand.sees("console.runbook.remove#b1"));
}

TEST_CASE("a poll is made on the spot, and what was typed outlives every vote") {
    Hand hand(evenings::running());
    hand.click("console.tab.polls");
    hand.click("console.polls.add");
    hand.click("console.polls.question");
    hand.type("Welke kleur");
    // Others vote, a notice comes, the agenda moves on: the question stays, and so does the cursor.
    for (std::uint32_t vote = 1; vote <= 5; ++vote) {
        hand.seen.view.room += 1;
        hand.seen.view.journal_seq += 1;
        hand.look_again();
    }
    hand.seen.view.agenda.now = BlockId{2};
    hand.seen.view.agenda.blocks[1].state = views::BlockState::now;
    hand.seen.view.stage.scene = views::StageScene::check_in;
    hand.look_again(2);
    hand.type(" krijgt de bank?");
    hand.strike(ImGuiKey_Escape);
    CHECK(hand.desk.memory().poll_question == "Welke kleur krijgt de bank?");

    hand.click("console.polls.kind_choice");
    hand.click("console.polls.option#0");
    hand.type("Groen");
    CHECK_FALSE(hand.item("console.polls.add_now").enabled);
    hand.click("console.polls.option#1");
    hand.type("Blauw");
    CHECK(hand.sees("console.polls.option#2"));
    hand.take();
    hand.click("console.polls.add_now");
    const auto add = hand.only<assembly::AddPoll>();
    CHECK(add.kind == assembly::PollKind::choice);
    CHECK(add.question == "Welke kleur krijgt de bank?");
    CHECK(add.options == std::vector<std::string>{"Groen", "Blauw"});
}

TEST_CASE("polls are opened, shown and removed where they stand") {
    Hand hand(evenings::polls());
    hand.click("item.poll#v2");  // folds the open one away
    hand.click("item.poll#v3");
    hand.look_again(2);  // what can be done with it comes in sight
    hand.click("console.polls.open#v3");
    CHECK(hand.only<assembly::OpenPoll>().poll == PollId{3});
    hand.click("console.polls.remove#v3");
    CHECK(hand.only<assembly::RemovePoll>().poll == PollId{3});
    hand.click("item.poll#v1");
    CHECK(hand.reads("47"));  // the chair sees the counts of a closed poll before the hall does
    hand.click("console.polls.show#v1");
    CHECK(hand.only<assembly::ShowPoll>().poll == PollId{1});
}

TEST_CASE("an offensive name is replaced") {
    Hand hand(evenings::running());
    hand.click("console.tab.people");
    hand.click("item.person#p2");
    hand.type("Buur");
    hand.click("console.people.rename#p2");
    const auto rename = hand.only<assembly::RenamePerson>();
    CHECK(rename.person == PersonId{2});
    CHECK(rename.name == "Buur");
}

TEST_CASE("without phones the console says so, and what to try") {
    Hand hand(evenings::lobby());
    CHECK(hand.reads("Nog geen telefoon heeft de kiosk bereikt"));
    CHECK(hand.reads("gastnetwerk"));
    CHECK(hand.reads("mobiele data"));
    CHECK(hand.reads("--public-url"));
    CHECK(hand.reads("videogesprek"));
    hand.click("console.join.address#10.0.3.7");
    const auto actions = hand.take();
    REQUIRE(actions.size() == 1);
    CHECK(std::get<console::ChooseAddress>(actions.front()).address == "10.0.3.7");

    hand.seen.host.devices_reached = 3;
    hand.look_again(2);
    CHECK_FALSE(hand.reads("Nog geen telefoon"));
    CHECK(hand.reads("3 apparaten"));
}

TEST_CASE("a disk that fails is said at the foot") {
    auto snapshot = evenings::running();
    snapshot.host.storage_failing = true;
    Hand hand(std::move(snapshot));
    CHECK(hand.reads("Opslaan lukt niet"));
    CHECK_FALSE(hand.reads("Alles is bewaard"));
}

TEST_CASE("an overlay shows nothing that the hall may not see") {
    SECTION("words before they are shown") {
        Hand hand(evenings::check_in(), Surface::over_the_stage);
        for (const char* word :
             {"hoopvol", "moe", "rotzooi", "kabouter", "Noem de namen", "Eén minuut stil"}) {
            INFO(word);
            CHECK_FALSE(hand.reads(word));
        }
        CHECK(hand.reads("De zaal kijkt mee"));
        CHECK(hand.sees("console.check_in.show"));
    }
    SECTION("words kept from the wall, after it") {
        Hand hand(evenings::check_in_shown(), Surface::over_the_stage);
        CHECK(hand.reads("hoopvol"));
        CHECK_FALSE(hand.reads("rotzooi"));
        CHECK_FALSE(hand.reads("kabouter"));
    }
    SECTION("a word that was chosen in the chair's own window") {
        Hand hand(evenings::check_in());
        hand.click("item.word#w61");
        CHECK(hand.reads("rotzooi"));
        hand.on(Surface::over_the_stage);
        CHECK_FALSE(hand.reads("rotzooi"));
    }
    SECTION("counts of a closed poll") {
        Hand hand(evenings::polls(), Surface::over_the_stage);
        hand.click("item.poll#v1");
        CHECK_FALSE(hand.reads("47"));
        CHECK(hand.reads("De uitslag staat hier als de zaal hem ziet"));
    }
    SECTION("the chair's code and link") {
        Hand hand(evenings::lobby(), Surface::over_the_stage);
        CHECK_FALSE(hand.reads("4821"));
        CHECK(hand.reads("terminal"));
        Hand own(evenings::lobby());
        CHECK(own.reads("4821-7703"));
    }
    SECTION("the list of names") {
        Hand hand(evenings::running(), Surface::over_the_stage);
        hand.click("console.tab.people");
        CHECK(hand.reads("hier staat alleen wie een recht heeft"));
        std::size_t with_role = 0;
        for (const views::DeskPerson& person : hand.seen.desk.people) {
            const bool has_role = person.role != views::Role::attendee;
            with_role += has_role ? 1 : 0;
            CHECK(hand.sees("item.person#" + person.id.text()) == has_role);
        }
        REQUIRE(with_role == 1);
        // Whoever was given a right can be put out of it here too: the console always wins.
        hand.click("item.person#p3");
        hand.click("console.people.withdraw#p3");
        CHECK(hand.only<assembly::SetRole>().person == PersonId{3});
    }
    SECTION("hidden, it shows nothing at all") {
        Hand hand(evenings::check_in(), Surface::hidden);
        CHECK(hand.items.texts.empty());
    }
}

TEST_CASE("one press does not begin an evening without an agenda, nor one under the sheet of keys") {
    auto snapshot = evenings::lobby();
    snapshot.view.agenda.blocks.clear();
    snapshot.desk.next = {.what = {"next.start", {{"title", "Bijeenkomst"}}},
                          .command = assembly::StartMeeting{}};
    Hand hand(snapshot);
    hand.press(Key::help);
    hand.press(Key::next);
    CHECK(hand.asked_nothing());
    hand.now_ms += 1'000;
    hand.press(Key::next);
    CHECK(hand.asked_nothing());
    CHECK(hand.reads("Er is nog geen draaiboek"));
    hand.now_ms += 1'000;
    hand.press(Key::next);
    hand.only<assembly::StartMeeting>();
    // With an agenda the evening begins at once.
    Hand planned(evenings::lobby());
    planned.press(Key::next);
    CHECK_FALSE(planned.asked_nothing());
}

TEST_CASE("the console speaks the meeting's first language, and the other on one press") {
    auto snapshot = evenings::running();
    snapshot.view.languages = {"en", "nl"};
    Hand hand(std::move(snapshot));
    CHECK(hand.reads("Runbook"));
    hand.click("console.header.other_language");
    CHECK(hand.reads("Draaiboek"));

    auto arabic = evenings::running();
    arabic.view.languages = {"ar"};
    Hand other(std::move(arabic));
    CHECK(other.reads("Draaiboek"));
}

TEST_CASE("a notice stands until it is read, or eight seconds") {
    auto snapshot = evenings::running();
    evenings::notice(snapshot, 4, "refusal.stale_speaker");
    Hand hand(snapshot);
    CHECK(hand.reads("andere spreker"));
    hand.click("console.notice.read#4");
    CHECK_FALSE(hand.reads("andere spreker"));
    hand.look_again(3);
    CHECK_FALSE(hand.reads("andere spreker"));

    evenings::notice(hand.seen, 5, "refusal.queue_empty");
    hand.look_again();
    CHECK(hand.reads("niemand in de rij"));
    const auto change = hand.desk.next_change_ms(hand.seen, hand.now_ms, Surface::own_window);
    REQUIRE(change.has_value());
    CHECK(*change <= hand.now_ms + 8'000);
    hand.now_ms += 8'000;
    hand.look_again(2);
    CHECK_FALSE(hand.reads("niemand in de rij"));
}

TEST_CASE("the console follows what begins to run, once, and never takes the chair back") {
    Hand hand(evenings::running());
    hand.click("console.tab.join");
    hand.seen = evenings::polls();
    hand.look_again(2);
    CHECK(hand.desk.memory().middle == console::MiddleTab::polls);
    CHECK(hand.desk.memory().poll == PollId{2});
    hand.click("console.tab.check_in");
    hand.seen.view.polls[1].cast += 1;
    hand.look_again(3);
    CHECK(hand.desk.memory().middle == console::MiddleTab::check_in);
}

TEST_CASE("F1 shows the keys, Escape puts them away and leaves an overlay") {
    Hand hand(evenings::running(), Surface::over_the_stage);
    hand.press(Key::help);
    CHECK(hand.reads("PageDown"));
    hand.press(Key::escape);
    CHECK_FALSE(hand.reads("PageDown"));
    CHECK(hand.asked_nothing());
    hand.press(Key::escape);
    const auto actions = hand.take();
    REQUIRE(actions.size() == 1);
    CHECK(std::get<LocalAction>(actions.front()) == LocalAction::show_or_hide_console);
}

TEST_CASE("closing the window asks whether the evening may stop") {
    Hand hand(evenings::running());
    hand.desk.ask_to_stop();
    hand.look_again(2);
    CHECK(hand.asked_nothing());
    hand.click("console.stop.no");
    CHECK(hand.asked_nothing());
    hand.desk.ask_to_stop();
    hand.look_again(2);
    hand.click("console.stop.yes");
    const auto actions = hand.take();
    REQUIRE(actions.size() == 1);
    CHECK(std::get<LocalAction>(actions.front()) == LocalAction::stop_program);
}

TEST_CASE("a still desk is drawn once a minute, a countdown each second") {
    Hand still(evenings::running());
    const auto minute = still.desk.next_change_ms(still.seen, evenings::now_ms + 1, Surface::own_window);
    REQUIRE(minute.has_value());
    CHECK(*minute - evenings::now_ms >= 59'000);
    CHECK_FALSE(still.desk.next_change_ms(still.seen, evenings::now_ms, Surface::hidden).has_value());

    Hand counting(evenings::queue());
    const auto second =
        counting.desk.next_change_ms(counting.seen, evenings::now_ms + 1, Surface::own_window);
    REQUIRE(second.has_value());
    CHECK(*second - evenings::now_ms <= 1'000);
}

TEST_CASE("a turn is ended while others wait, and the next is called from the same row") {
    Hand hand(evenings::queue());
    const auto end = hand.item("console.speaker.end");
    hand.click("console.speaker.end");
    CHECK(hand.only<assembly::EndTurn>().expect == EntryId{1});
    hand.seen.desk.next = {Sentence{"next.poll_show"}, assembly::ShowPoll{PollId{1}}};
    hand.look_again(2);
    hand.click("console.speaker.next");
    const auto called = hand.only<assembly::QueueNext>();
    CHECK(called.expect == EntryId{1});
    CHECK(called.next == EntryId{2});
    // Whoever waits, and with whatever name: the hand finds the end of the turn where it was.
    hand.seen.view.queue.waiting.front().name = "Mevrouw Van der Heijden-Ouwerkerk van de Vrouwenvereniging";
    hand.look_again(2);
    CHECK(hand.item("console.speaker.end").min.x == end.min.x);
    CHECK(hand.item("console.speaker.end").min.y == end.min.y);
    CHECK(hand.item("console.speaker.next").min.y >= end.max.y);
    CHECK_FALSE(hand.reads_cut("Volgende: Mevrouw"));
    CHECK(hand.reads("Vrouwenvereniging"));
    hand.seen.view.queue.waiting.clear();
    hand.look_again(2);
    CHECK(hand.item("console.speaker.end").min.x == end.min.x);
    CHECK_FALSE(hand.sees("console.speaker.next"));
    hand.click("console.speaker.end");
    CHECK(hand.only<assembly::EndTurn>().expect == EntryId{1});
}

TEST_CASE("who gave no name is a guest with a number, on the button and in the lists") {
    auto snapshot = evenings::queue();
    snapshot.view.queue.waiting.front().name = "#5";
    snapshot.desk.next.what = {"next.speaker", {{"name", "#5"}}};
    Hand hand(std::move(snapshot));
    CHECK(hand.reads("Volgende spreker: Gast 5"));
    CHECK(hand.reads("Volgende: Gast 5"));
    CHECK(hand.reads("Gast 41"));  // further down the list
    CHECK_FALSE(hand.reads("#"));
    hand.click("console.tab.people");
    hand.click("console.people.search");
    hand.type("gast 41");
    CHECK(hand.sees("item.person#p29"));
    CHECK_FALSE(hand.sees("item.person#p28"));
    // A name that only looks a little like a number is somebody's name.
    hand.seen.view.queue.speaking->entry.name = "#Fatma";
    hand.look_again(2);
    CHECK(hand.reads("#Fatma"));
}

TEST_CASE("the large button says which poll it opens, closes or shows") {
    auto snapshot = evenings::polls();
    Hand hand(snapshot);
    CHECK(hand.reads("Sluit de stemming"));
    CHECK(hand.reads_cut("Waar zetten we de drie nieuwe banken"));
    hand.seen.desk.next = {.what = {"next.poll_show", {{"question", "Welke avond komt u de volgende keer?"}}},
                           .command = assembly::ShowPoll{PollId{1}}};
    hand.look_again(2);
    CHECK(hand.reads("Toon de uitslag"));
    const auto texts = hand.items.texts;
    CHECK(std::count(texts.begin(), texts.end(), "Welke avond komt u de volgende keer?") == 2);
}

TEST_CASE("a word that waits is mentioned where the hall reads along, not shown") {
    for (const auto& make : {evenings::check_in, evenings::check_in_shown}) {
        Hand hand(make(), Surface::over_the_stage);
        CHECK(hand.reads("1 woord wacht op u. Kijk op uw telefoon."));
        CHECK_FALSE(hand.reads("rotzooi"));
        hand.seen.desk.words[3].waits = true;
        hand.look_again(2);
        CHECK(hand.reads("2 woorden wachten op u."));
        for (auto& group : hand.seen.desk.words) group.waits = false;
        hand.look_again(2);
        CHECK_FALSE(hand.reads("Kijk op uw telefoon"));
        // In the chair's own window the word itself stands there.
        Hand own(make());
        CHECK_FALSE(own.reads("Kijk op uw telefoon"));
        CHECK(own.reads("rotzooi"));
    }
}

TEST_CASE("Ctrl+Z and the foot tell one story about a step that is stuck") {
    auto snapshot = evenings::polls();
    snapshot.desk.steps.insert(snapshot.desk.steps.begin(),
                               {.id = {8}, .what = {"step.poll_opened"}, .stuck = true});
    Hand hand(snapshot);
    CHECK(hand.reads("De stemming gaat niet meer terug: er zijn al stemmen."));
    CHECK(hand.reads("Nog wel: Naar ‘Welkom’"));
    hand.press(Key::undo);
    CHECK(hand.asked_nothing());
    CHECK(hand.reads("De stemming gaat niet meer terug: er zijn al stemmen. Er is niets veranderd."));
    hand.click("console.notice.read#toast");
    CHECK_FALSE(hand.reads("Er is niets veranderd"));
    hand.press(Key::undo);
    hand.now_ms += 8'000;
    hand.look_again(2);
    CHECK_FALSE(hand.reads("Er is niets veranderd"));

    SECTION("another step that is stuck is named") {
        hand.seen.desk.steps.front().what = {"step.check_in_opened", {}};
        hand.seen.view.check_in = evenings::check_in().view.check_in;
        hand.look_again(2);
        CHECK(hand.reads("De check-in gaat niet meer terug: er zijn al woorden."));
        hand.seen.desk.steps.front().what = {"step.title", {}};
        hand.look_again(2);
        CHECK(hand.reads("Dit gaat niet meer terug: De titel is veranderd."));
    }
    SECTION("with nothing older to take back") {
        hand.seen.desk.steps.resize(1);
        hand.look_again(2);
        CHECK_FALSE(hand.item("console.foot.undo").enabled);
        CHECK(hand.reads("Niets om ongedaan te maken"));
    }
    SECTION("with the overlay hidden it is said on the wall, for a moment") {
        Hand wall(snapshot, Surface::hidden);
        CHECK(wall.items.texts.empty());
        wall.press(Key::undo);
        CHECK(wall.reads("Er is niets veranderd"));
        const auto change = wall.desk.next_change_ms(wall.seen, wall.now_ms, Surface::hidden);
        REQUIRE(change.has_value());
        CHECK(*change == wall.now_ms + 4'000);
        wall.now_ms += 4'000;
        wall.look_again(2);
        CHECK(wall.items.texts.empty());
    }
    SECTION("a vote that came in while the key went down: the refusal is said too") {
        snapshot.desk.steps.front().stuck = false;
        evenings::notice(snapshot, 3, "refusal.rate");  // of an hour ago
        Hand wall(snapshot, Surface::hidden);
        wall.press(Key::undo);
        CHECK(wall.only<assembly::Undo>().expect == StepId{8});
        CHECK(wall.items.texts.empty());
        evenings::notice(wall.seen, 4, "refusal.undo_votes");
        wall.look_again(2);
        CHECK(wall.reads("Er zijn al stemmen binnen"));
        wall.now_ms += 4'001;
        wall.look_again(2);
        CHECK(wall.items.texts.empty());
    }
    SECTION("an evening in which nothing was done yet") {
        Hand early(evenings::lobby());
        early.press(Key::undo);
        CHECK(early.asked_nothing());
        CHECK(early.reads("Er is niets om"));
    }
}

TEST_CASE("the codes on the wall are named as the wall numbers them, with the password in letters") {
    auto snapshot = evenings::lobby();
    snapshot.host.wifi = host::Wifi{"Buurthuis gast", "welkom-2026"};
    Hand hand(snapshot);
    CHECK(hand.reads("code 1 is wifi, code 2 is meedoen"));
    CHECK(hand.reads("Netwerk: Buurthuis gast   Wachtwoord: welkom-2026"));
    hand.seen.host.wifi->password.clear();
    hand.look_again(2);
    CHECK(hand.reads("Netwerk: Buurthuis gast   Zonder wachtwoord"));
    hand.seen.host.wifi.reset();
    hand.look_again(2);
    CHECK_FALSE(hand.reads("code 1"));
}

TEST_CASE("after the end nothing is offered that cannot be done") {
    auto snapshot = evenings::queue();
    snapshot.view.queue.speaking.reset();
    Hand hand(snapshot);
    hand.click("console.runbook.add");
    hand.click("console.tab.polls");
    hand.click("console.polls.add");
    hand.seen.view.phase = views::Phase::ended;
    hand.seen.desk.next = {.what = {"next.none", {}}, .command = std::nullopt};
    hand.look_again(2);
    for (const char* gone : {"console.runbook.title", "console.polls.question", "console.runbook.end"}) {
        INFO(gone);
        CHECK_FALSE(hand.sees(gone));
    }
    for (const char* resting :
         {"console.runbook.add", "console.polls.add", "console.queue.close", "console.queue.next",
          "console.queue.add", "console.runbook.next", "item.large_button"}) {
        INFO(resting);
        CHECK_FALSE(hand.item(resting).enabled);
        if (hand.item(resting).visible) hand.click(resting);
    }
    CHECK(hand.reads("De rij is gesloten"));
    CHECK_FALSE(hand.reads("De rij is open"));
    hand.click("console.queue.name");
    hand.type("Te laat");
    hand.strike(ImGuiKey_Enter);
    CHECK(hand.asked_nothing());
}

TEST_CASE("the button for the full screen says what it does") {
    Hand hand(evenings::running());
    CHECK(hand.reads("Volledig scherm (F11)"));
    const auto place = hand.item("console.foot.blank");
    hand.stage_fullscreen = true;
    hand.look_again(2);
    CHECK(hand.reads("In een venster (F11)"));
    CHECK_FALSE(hand.reads("Volledig scherm (F11)"));
    CHECK(hand.item("console.foot.blank").min.x == place.min.x);
    hand.click("console.foot.fullscreen");
    const auto actions = hand.take();
    REQUIRE(actions.size() == 1);
    CHECK(std::get<LocalAction>(actions.front()) == LocalAction::fullscreen_or_window);
}

TEST_CASE("the evening gets another title") {
    Hand hand(evenings::running());
    hand.click("console.header.other_title");
    hand.type("Buurtavond De Dageraad");
    hand.strike(ImGuiKey_Enter);
    CHECK(hand.only<assembly::SetTitle>().title == "Buurtavond De Dageraad");
    CHECK_FALSE(hand.sees("console.header.new_title"));
    hand.click("console.header.other_title");
    CHECK_FALSE(hand.item("console.header.change_title").enabled);  // it is the same still
    hand.type("Iets anders");
    hand.click("console.cancel#title");
    CHECK(hand.asked_nothing());
}

TEST_CASE("the sheet of keys says how to come back to the terminal") {
    Hand hand(evenings::running());
    hand.press(Key::help);
    CHECK(hand.reads("F11 of Alt + Tab"));
    CHECK(hand.reads("Daar staat de link voor de voorzitter"));
}

TEST_CASE("one word for one act, in both languages") {
    for (const char* language : {"nl", "en"}) {
        INFO(language);
        const auto say = [&](const char* key) { return tests::locales().text(language, key, {}); };
        CHECK(say("next.check_in_close") == say("console.check_in.close"));
        CHECK(say("next.check_in_open") == say("console.check_in.open"));
        CHECK(say("next.poll_open") == say("console.polls.open"));
        CHECK(say("next.poll_close") == say("console.polls.close"));
        CHECK(say("next.poll_show") == say("console.polls.show"));
        CHECK(say("next.check_in_show") == say("console.check_in.show"));
        CHECK(say("next.speaker_end") == say("console.speaker.end"));
        CHECK(say("next.meeting_end") == say("console.runbook.end"));
    }
    for (const char* file : {"console", "meeting", "web"}) {
        std::ifstream json(std::string(BUURTKIOSK_ASSETS_DIR) + "/locales/nl/" + file + ".json");
        const std::string words((std::istreambuf_iterator<char>(json)), std::istreambuf_iterator<char>());
        INFO(file);
        REQUIRE_FALSE(words.empty());
        for (const char* other : {"raai terug", "terug te draaien", "teruggedraaid", "terugdraaien"}) {
            CHECK(words.find(other) == std::string::npos);
        }
    }
}

TEST_CASE("everything is reached by keyboard alone") {
    // Arrow keys at random, from a fixed seed, each a few times on end as a hand would: whoever can walk
    // everywhere meets everything in the end.
    constexpr int steps_most = 20'000;
    const std::set<std::string> wanted{"item.large_button",
                                       "console.runbook.next",
                                       "item.block#b3",
                                       "console.tab.check_in",
                                       "console.tab.people",
                                       "console.speaker.pause",
                                       "console.queue.next",
                                       "item.entry#e2",
                                       "item.entry#e3",
                                       "console.queue.page_rules",
                                       "console.foot.undo",
                                       "console.foot.blank",
                                       "console.header.other_language",
                                       "console.stage.agenda"};
    Hand hand(evenings::queue());
    std::set<std::string> met;
    std::uint32_t seed = 20'242;
    std::uint32_t same_way = 0;  // so many times more
    hand.press(Key::walk_on);
    int steps = 0;
    for (; steps < steps_most && !std::includes(met.begin(), met.end(), wanted.begin(), wanted.end());
         ++steps) {
        if (same_way == 0) {
            seed = seed * 1'664'525U + 1'013'904'223U;
            same_way = 1 + (seed >> 26U) % 8;
        }
        --same_way;
        constexpr ImGuiKey arrows[] = {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow,
                                       ImGuiKey_DownArrow};
        hand.strike(arrows[seed >> 30U]);
        met.insert(hand.items.focused);
    }
    CAPTURE(steps);
    for (const std::string& name : wanted) {
        INFO(name);
        CHECK(met.contains(name));
    }
    CHECK(hand.asked_nothing());
}

TEST_CASE("a fixed start that cannot be kept is said, and one click takes what would help") {
    auto evening = evenings::running();
    auto& blocks = evening.view.agenda.blocks;
    REQUIRE(blocks.size() > 3);
    blocks[3].fixed_ms = blocks[3].starts_ms.value() - 7 * 60'000;
    evening.desk.clashes = {{.block = blocks[3].id,
                             .late_ms = 7 * 60'000,
                             .cuts = {{blocks[2].id, blocks[2].minutes, blocks[2].minutes - 5}},
                             .still_late_minutes = 2}};
    Hand hand(evening);
    CHECK(hand.reads("7 min te laat"));
    CHECK(hand.reads("dan nog 2 min te laat"));
    hand.click("console.runbook.fit");
    const auto cuts = hand.only<assembly::ShortenBlocks>().cuts;
    REQUIRE(cuts.size() == 1);
    CHECK(cuts[0].block == blocks[2].id);
    CHECK(cuts[0].from_minutes - cuts[0].to_minutes == 5);

    evening.desk.clashes.front().cuts.clear();
    Hand other(evening);
    CHECK(other.reads("Sla een blok over"));
}

TEST_CASE("a block that is to come is moved, skipped, split and taken out; a table says that it is ready") {
    auto evening = evenings::running();
    auto& blocks = evening.view.agenda.blocks;
    REQUIRE(blocks.size() > 4);
    const BlockId chosen = blocks[3].id;
    Hand hand(evening);
    hand.click("item.block#" + chosen.text());
    hand.click("item.block_up#" + chosen.text());
    CHECK(hand.only<assembly::MoveBlock>().before == blocks[2].id);
    hand.click("item.block_down#" + chosen.text());
    const auto sunk = hand.only<assembly::MoveBlock>();
    CHECK(sunk.block == chosen);
    CHECK(sunk.before == (blocks.size() > 5 ? std::optional(blocks[5].id) : std::nullopt));
    hand.click("console.runbook.skip#" + chosen.text());
    CHECK(hand.only<assembly::SkipBlock>().skipped);
    hand.click("console.runbook.split#" + chosen.text());
    CHECK(hand.only<assembly::SplitBlock>().minutes == (blocks[3].minutes + 1) / 2);
    hand.click("console.runbook.remove#" + chosen.text());
    CHECK(hand.only<assembly::RemoveBlock>().block == chosen);

    // Tables: the block that is on, with two parts behind it.
    auto tables = evenings::running();
    auto& all = tables.view.agenda.blocks;
    const auto on = std::find_if(all.begin(), all.end(), [&](const views::BlockView& one) {
        return one.id == tables.view.agenda.now;
    });
    REQUIRE(on != all.end());
    on->side_by_side = true;
    views::BlockView table = *on;
    table.id = BlockId{90};
    table.title = "Tafel 1";
    table.side_by_side = false;
    table.inside = on->id;
    all.insert(std::next(on), table);
    Hand at_tables(tables);
    at_tables.click("item.block#b90");
    at_tables.click("console.runbook.table_ready#b90");
    CHECK(at_tables.only<assembly::FinishPart>().block == BlockId{90});
}
