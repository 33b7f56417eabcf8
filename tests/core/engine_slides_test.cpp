// Owns the tests of slides in the engine: a page is on the shelf before anybody hears of it, only what was on
// the wall is there, and slides that a disk or an undo took away come back. Test thread. It must never draw a
// page.
#include "base/limits.h"
#include "base/slide_list.h"
#include "core/hall.h"

using namespace buurtkiosk;
using namespace buurtkiosk::test;
using namespace buurtkiosk::assembly;

namespace {

std::vector<std::uint8_t> raw(const std::string& text) { return {text.begin(), text.end()}; }

std::vector<Command> evening_with(const std::string& slides) {
    AddBlock block{"Plannen", Form::talk, 10, {}, "", "", 0};
    block.slides = slides;
    return {PrepareMeeting{"Avond", {"nl", "en"}}, block, AddBlock{"Slot", Form::closing, 5, {}, "", "", 0}};
}

struct SlidesHall : Hall {
    SlidesHall() : Hall(false) { REQUIRE(start(evening_with("plan.pdf"))); }

    Digest keep(const std::string& body) {
        const Digest digest = blake2b(body);
        engine->from_kiosk(engine::KeepAttachment{digest, raw(body)});
        return digest;
    }
    // Hands over what a maker would of that many pages.
    std::string make(std::int32_t pages, const std::string& name = "plan.pdf") {
        std::vector<SlideParts> parts;
        for (std::int32_t page = 1; page <= pages; ++page) {
            const std::string number = std::to_string(page);
            parts.push_back({keep("wall " + number), keep("phone " + number), keep("text " + number)});
        }
        const std::string digest = hex(keep(write_slide_list(parts)));
        engine->from_kiosk(engine::SlidesMade{SlidesReady{name, digest, pages}});
        turn();
        return digest;
    }
    void console(Command command) {
        engine->from_console(std::move(command));
        turn();
    }
    std::string text_of(const std::string& digest, std::int32_t page) const {
        const auto found = engine->slides().find(digest, page);
        return found ? found->text : "";
    }
    std::string notices() const {
        std::string all;
        for (const views::Notice& notice : snapshots.back()->notices) all += notice.what.key + " ";
        return all;
    }
};

}  // namespace

TEST_CASE("a page can be fetched when it is announced, and none that was never on the wall") {
    SlidesHall hall;
    const std::string digest = hall.make(3);
    CHECK_FALSE(hall.engine->slides().find(digest, 1));
    bool there = true;
    hall.watch = [&] {
        if (hall.published.empty()) return;
        const auto& slide = hall.published.back().view.stage.slide;
        if (slide) there = there && hall.engine->slides().find(slide->digest, slide->page) != nullptr;
    };
    hall.console(AgendaNext{});
    hall.console(TurnSlide{1, 2});
    REQUIRE(hall.view().stage.slide);
    CHECK(*hall.view().stage.slide == views::SlideView{BlockId{1}, 2, 3, digest});
    CHECK(there);
    REQUIRE(hall.snapshots.back()->slide);
    CHECK(hall.snapshots.back()->slide->wall_png == raw("wall 2"));
    CHECK(hall.snapshots.back()->slide->phone_png == raw("phone 2"));
    CHECK(hall.text_of(digest, 1) == "text 1");  // it was on the wall a moment ago
    CHECK(hall.text_of(digest, 2) == "text 2");
    CHECK(hall.text_of(digest, 3).empty());
    CHECK(hall.text_of(std::string(64, '0'), 1).empty());
}

TEST_CASE("after a power cut the page on the wall is there, without the PDF") {
    SlidesHall hall;
    const std::string digest = hall.make(3);
    hall.console(AgendaNext{});
    hall.console(TurnSlide{1, 3});
    REQUIRE(hall.start());
    REQUIRE(hall.snapshots.back()->slide);
    CHECK(hall.snapshots.back()->slide->wall_png == raw("wall 3"));
    CHECK(hall.text_of(digest, 3) == "text 3");
    CHECK(hall.text_of(digest, 2).empty());
}

TEST_CASE("the shelf holds the newest pages only") {
    SlidesHall hall;
    const auto most = static_cast<std::int32_t>(limits::slides_on_shelf);
    const std::string digest = hall.make(most + 2);
    hall.console(AgendaNext{});
    for (std::int32_t page = 1; page <= most; ++page) hall.console(TurnSlide{page, page + 1});
    CHECK(hall.text_of(digest, 1).empty());
    CHECK(hall.text_of(digest, 2) == "text 2");
    // Shown again, a page is new again.
    hall.console(TurnSlide{most + 1, 2});
    hall.console(TurnSlide{2, most + 2});
    CHECK(hall.text_of(digest, 2) == "text 2");
    CHECK(hall.text_of(digest, 3).empty());
}

TEST_CASE("slides that the disk would not take are not ready, and the chair hears it") {
    SlidesHall hall;
    hall.journal.fail_next_attachments(5);
    hall.make(2);
    // Told once of the disk, and once of the slides.
    CHECK(hall.snapshots.back()->notices.size() == 2);
    CHECK(hall.engine->state().agenda.blocks.at(BlockId{1}).slides->failed);
    CHECK(hall.notices().find("program.slides_not_kept") != std::string::npos);
    // The next ones are another matter.
    SlidesHall other;
    other.make(2);
    CHECK(other.engine->state().agenda.blocks.at(BlockId{1}).slides->pages == 2);
}

TEST_CASE("the chair reads on the console why slides cannot be made, and the evening goes on") {
    SlidesHall hall;
    hall.engine->from_kiosk(
        engine::SlidesMade{SlidesFailed{"plan.pdf"},
                           Sentence{"program.slides_broken", {{"file", "plan.pdf"}, {"block", "Plannen"}}}});
    hall.turn();
    CHECK(hall.notices() == "program.slides_broken ");
    hall.console(AgendaNext{});
    CHECK(hall.view().stage.scene == views::StageScene::agenda);
    // Mended and made after all, at a later start.
    REQUIRE(hall.start());
    hall.make(2);
    CHECK(hall.engine->state().agenda.blocks.at(BlockId{1}).slides->pages == 2);
}

TEST_CASE("news of slides that a failing disk lost is told again") {
    SlidesHall hall;
    hall.journal.fail_next_commits(1);
    hall.make(2);
    CHECK(hall.engine->state().agenda.blocks.at(BlockId{1}).slides->pages == 0);
    hall.turn(6'000);
    hall.turn();
    CHECK(hall.engine->state().agenda.blocks.at(BlockId{1}).slides->pages == 2);
}

TEST_CASE("a block that was away when its slides became ready has them when undo brings it back") {
    SlidesHall hall;
    hall.console(RemoveBlock{BlockId{1}});
    hall.make(2);
    hall.console(Undo{hall.engine->state().steps.back().id});
    hall.turn(6'000);
    hall.turn();
    CHECK(hall.engine->state().agenda.blocks.at(BlockId{1}).slides->pages == 2);
}

TEST_CASE("pages that were damaged on the disk leave a wall without a page, not without an evening") {
    SlidesHall hall;
    const std::string digest = hall.make(1);
    hall.engine->from_kiosk(engine::SlidesMade{SlidesReady{"plan.pdf", digest, 1}});
    SlidesHall empty;
    empty.engine->from_kiosk(engine::SlidesMade{SlidesReady{"plan.pdf", digest, 1}});
    empty.turn();
    empty.console(AgendaNext{});
    CHECK(empty.view().stage.slide->pages == 1);
    CHECK_FALSE(empty.snapshots.back()->slide);
    CHECK(empty.text_of(digest, 1).empty());
    empty.console(AgendaNext{BlockId{1}});
    CHECK(empty.view().stage.scene == views::StageScene::agenda);
}
