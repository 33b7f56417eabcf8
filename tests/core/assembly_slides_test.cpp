// Owns the tests of slides: entering a block shows them, pages turn one at a time from where the sender
// thinks we are, whatever took the wall gives it back, and slides that never come take nothing with them.
// Test thread. It must never draw a page.
#include "assembly/rules.h"
#include "assembly/slides/slides.h"
#include "base/limits.h"
#include "core/meeting.h"
#include "views/views.h"

using namespace buurtkiosk;
using namespace buurtkiosk::test;

namespace {

struct SlidesEvening : Meeting {
    BlockId welcome = block("Welkom");
    BlockId plans = block_with_slides("Plannen", 3);
    BlockId questions = block("Vragen", Form::speakers);

    std::int32_t page(BlockId id) const { return state.agenda.blocks.at(id).slides->page; }
    bool on_wall(BlockId id) const { return state.stage.scene == Scene::slides && state.stage.slides == id; }
    views::NextStep next() const { return views::desk_view(state, {}, now_ms).next; }
    void press_next() {
        const auto step = next();
        REQUIRE(step.command);
        accept(console(), *step.command);
    }
    BlockId waiting(const std::string& name) {
        AddBlock added{"Wacht", Form::talk, 10, {}, "", "", 0};
        added.slides = name;
        return *accept(kiosk(), added).block;
    }
};

}  // namespace

TEST_CASE("a block with slides shows its first page, and the large button turns them to the last") {
    SlidesEvening evening;
    evening.press_next();
    CHECK(evening.state.stage.scene == Scene::agenda);
    evening.press_next();
    CHECK(evening.on_wall(evening.plans));
    CHECK(evening.page(evening.plans) == 1);
    CHECK(evening.next().what == Sentence{"next.slide", {{"page", "2"}, {"pages", "3"}}});
    evening.press_next();
    evening.press_next();
    CHECK(evening.page(evening.plans) == 3);
    CHECK(evening.next().what.key == "next.block");
    evening.press_next();
    CHECK(evening.state.agenda.now == evening.questions);
    CHECK(evening.state.stage.scene == Scene::speaker);
    CHECK_FALSE(evening.state.stage.slides);
}

TEST_CASE("behind a dark wall no page turns: the large button brings the light back first") {
    SlidesEvening evening;
    evening.press_next();
    evening.press_next();
    evening.accept(console(), BlankStage{true});
    CHECK(evening.next().what.key == "next.unblank");
    evening.press_next();
    CHECK_FALSE(evening.state.stage.blank);
    CHECK(evening.page(evening.plans) == 1);
    CHECK(evening.next().what.key == "next.slide");
}

TEST_CASE("a page is turned from the page that is on the wall, once") {
    SlidesEvening evening;
    CHECK(evening.verdict(console(), TurnSlide{1, 2}) == "closed refusal.no_slides_on");
    evening.accept(console(), AgendaNext{});
    evening.accept(console(), AgendaNext{evening.welcome});
    evening.accept(console(), TurnSlide{1, 2});
    CHECK(evening.verdict(console(), TurnSlide{1, 2}) == "stale refusal.stale_slide");  // two chairs at once
    CHECK(evening.verdict(console(), TurnSlide{2, 0}) == "not_found refusal.no_such_slide");
    CHECK(evening.verdict(console(), TurnSlide{2, 4}) == "not_found refusal.no_such_slide");
    CHECK(evening.verdict(person(evening.join("Ans")), TurnSlide{2, 3}) == "not_allowed refusal.only_chair");
    CHECK(evening.events(console(), TurnSlide{2, 2}).empty());
    const std::size_t steps = evening.state.steps.size();
    evening.accept(console(), TurnSlide{2, 1});
    CHECK(evening.page(evening.plans) == 1);
    CHECK(evening.state.steps.size() == steps);  // sixty pages do not push out what undo can take back
}

TEST_CASE("what took the wall in between gives it back at the same page") {
    SlidesEvening evening;
    evening.accept(console(), AgendaNext{});
    evening.accept(console(), AgendaNext{evening.welcome});
    evening.accept(console(), TurnSlide{1, 2});
    SECTION("a check-in") {
        evening.accept(console(), OpenCheckIn{"Eén woord?", 0});
        CHECK(evening.state.stage.scene == Scene::check_in);
        evening.accept(console(), CloseCheckIn{});
    }
    SECTION("a speaker") {
        const EntryId henk = *evening.accept(console(), AddToQueue{"Henk", Place::room}).entry;
        evening.accept(console(), QueueNext{});
        CHECK(evening.state.stage.scene == Scene::speaker);
        evening.accept(console(), EndTurn{henk});
    }
    SECTION("a poll, and the large button offers the way back") {
        const PollId poll = evening.poll();
        evening.accept(console(), OpenPoll{poll});
        evening.accept(console(), ClosePoll{poll});
        evening.accept(console(), ShowPoll{poll});
        CHECK(evening.state.stage.scene == Scene::poll);
        CHECK(evening.next().what == Sentence{"next.slides_again", {{"page", "2"}, {"pages", "3"}}});
        evening.press_next();
    }
    SECTION("the chair, who asks for what fits") {
        evening.accept(console(), ShowScene{Scene::agenda, {}});
        evening.accept(console(), ShowScene{});
    }
    SECTION("the chair, who asks for the slides") {
        evening.accept(console(), ShowScene{Scene::agenda, {}});
        evening.accept(console(), ShowScene{Scene::slides, {}});
    }
    CHECK(evening.on_wall(evening.plans));
    CHECK(evening.page(evening.plans) == 2);
    CHECK(evening.replayed() == evening.state);
}

TEST_CASE("on the way back slides are where they were, onward they begin anew") {
    SlidesEvening evening;
    evening.accept(console(), AgendaNext{});
    evening.accept(console(), AgendaNext{evening.welcome});
    evening.accept(console(), TurnSlide{1, 3});
    evening.accept(console(), AgendaNext{evening.plans});
    evening.accept(console(), AgendaBack{evening.questions});
    CHECK(evening.on_wall(evening.plans));
    CHECK(evening.page(evening.plans) == 3);
    evening.accept(console(), AgendaBack{evening.plans});
    evening.accept(console(), AgendaNext{evening.welcome});
    CHECK(evening.page(evening.plans) == 1);
}

TEST_CASE("undo of a step goes back to the page of before, whatever was turned since") {
    SlidesEvening evening;
    evening.accept(console(), AgendaNext{});
    evening.accept(console(), AgendaNext{evening.welcome});
    evening.accept(console(), TurnSlide{1, 3});
    evening.accept(console(), AgendaBack{evening.plans});
    evening.accept(console(), AgendaNext{evening.welcome});
    evening.accept(console(), TurnSlide{1, 2});
    evening.accept(console(), Undo{evening.last_step()});
    CHECK(evening.state.agenda.now == evening.welcome);
    CHECK(evening.state.stage.scene == Scene::agenda);
    CHECK(evening.page(evening.plans) == 3);
}

TEST_CASE("the parts of a block share its slides, and stay at the page") {
    SlidesEvening evening;
    AddBlock part{"Deel 1", Form::plenary, 5, {}, "", "", 0};
    part.inside = evening.plans;
    const BlockId first = *evening.accept(console(), part).block;
    part.title = "Deel 2";
    const BlockId second = *evening.accept(console(), part).block;
    evening.accept(console(), AgendaNext{});
    evening.accept(console(), AgendaNext{evening.welcome});
    CHECK(evening.state.agenda.now == first);
    CHECK(evening.on_wall(evening.plans));
    evening.accept(console(), TurnSlide{1, 2});
    evening.accept(console(), AgendaNext{first});
    CHECK(evening.state.agenda.now == second);
    CHECK(evening.on_wall(evening.plans));
    CHECK(evening.page(evening.plans) == 2);
    CHECK(evening.verdict(console(), ShowSlides{second}) == "accepted");
}

TEST_CASE("slides that are being made say so, and come by themselves") {
    SlidesEvening evening;
    const BlockId one = evening.waiting("later.pdf");
    const BlockId other = evening.waiting("later.pdf");
    evening.accept(console(), ShowSlides{one});
    const auto slide = views::public_view(evening.state, {}, 0).stage.slide;
    REQUIRE(slide);
    CHECK(*slide == views::SlideView{one, 1, 0, ""});
    CHECK(evening.verdict(console(), TurnSlide{1, 2}) == "not_found refusal.no_such_slide");
    evening.accept(kiosk(), SlidesReady{"later.pdf", std::string(64, 'e'), 2});
    CHECK(views::public_view(evening.state, {}, 0).stage.slide ==
          views::SlideView{one, 1, 2, std::string(64, 'e')});
    CHECK(evening.state.agenda.blocks.at(other).slides->pages == 2);
    CHECK(evening.state.agenda.blocks.at(evening.plans).slides->pages == 3);
    // A second answer changes nothing.
    CHECK(evening.events(kiosk(), SlidesReady{"later.pdf", std::string(64, 'f'), 9}).empty());
    CHECK(evening.events(kiosk(), SlidesFailed{"later.pdf"}).empty());
}

TEST_CASE("slides that cannot be made leave the block, and the wall shows what fits") {
    SlidesEvening evening;
    const BlockId one = evening.waiting("stuk.pdf");
    evening.accept(console(), AgendaNext{});
    evening.accept(console(), ShowSlides{one});
    evening.accept(kiosk(), SlidesFailed{"stuk.pdf"});
    CHECK(evening.state.agenda.blocks.contains(one));
    CHECK(evening.state.agenda.blocks.at(one).slides->failed);
    CHECK(evening.state.stage.scene == Scene::agenda);
    CHECK(evening.verdict(console(), ShowSlides{one}) == "not_found refusal.no_slides");
    CHECK(evening.verdict(console(), ShowScene{Scene::slides, {}}) == "not_found refusal.no_slides");
    CHECK(evening.replayed() == evening.state);
    // The PDF was mended, and the kiosk started again with its runbook.
    evening.accept(kiosk(), SlidesReady{"stuk.pdf", std::string(64, 'e'), 5});
    CHECK(evening.verdict(console(), ShowSlides{one}) == "accepted");
}

TEST_CASE("only the kiosk says which pages there are, within the limits") {
    SlidesEvening evening;
    const BlockId one = evening.waiting("x.pdf");
    const SlidesReady ready{"x.pdf", std::string(64, 'e'), limits::slides_pages};
    CHECK(evening.verdict(console(), ready) == "not_allowed refusal.only_kiosk");
    CHECK(evening.verdict(console(), SlidesFailed{"x.pdf"}) == "not_allowed refusal.only_kiosk");
    CHECK(evening.verdict(kiosk(), ready) == "accepted");
    CHECK(evening.verdict(kiosk(), SlidesReady{"x.pdf", ready.digest, limits::slides_pages + 1}) ==
          "bad_text refusal.no_slides");
    CHECK(evening.verdict(kiosk(), SlidesReady{"x.pdf", ready.digest, 0}) == "bad_text refusal.no_slides");
    CHECK(evening.verdict(kiosk(), SlidesReady{"x.pdf", "geen", 3}) == "bad_text refusal.no_slides");
    AddBlock added{"Eigen", Form::talk, 10, {}, "", "", 0};
    added.slides = "/etc/passwd";
    CHECK(evening.verdict(console(), added) == "not_allowed refusal.only_kiosk");
    added.slides = letters(limits::slides_name_graphemes + 1);
    CHECK(evening.verdict(kiosk(), added) == "too_long refusal.too_long");
    CHECK(evening.state.agenda.blocks.at(one).slides->pages == 0);
}

TEST_CASE("a block that is split or taken away while its slides are on the wall leaves no gap") {
    SlidesEvening evening;
    evening.accept(console(), AgendaNext{});
    const BlockId rest = *evening.accept(console(), SplitBlock{evening.plans, 4}).block;
    const StepId split = evening.last_step();
    CHECK(evening.state.agenda.blocks.at(rest).slides->pages == 3);
    evening.accept(console(), ShowSlides{rest});
    CHECK(evening.verdict(console(), Undo{split}) != "accepted");
    evening.accept(console(), RemoveBlock{rest});
    CHECK(evening.state.stage.scene == Scene::agenda);
    evening.accept(console(), Undo{evening.last_step()});
    CHECK(evening.on_wall(rest));
    CHECK(evening.replayed() == evening.state);
}

TEST_CASE("a blank wall tells nobody which page is behind it") {
    SlidesEvening evening;
    evening.accept(console(), ShowSlides{evening.plans});
    evening.accept(console(), BlankStage{true});
    CHECK_FALSE(views::public_view(evening.state, {}, 0).stage.slide);
    CHECK(views::desk_view(evening.state, {}, 0).blocks.at(evening.plans).slides->name == "Plannen.pdf");
}
