// Draws the desk on a real screen (Xvfb will do) in its busiest moments, at two sizes and in both themes, and
// keeps the pictures for people to look at, in console-pictures/ of the build folder. Main thread. It must
// never be the only test of what the console does: pictures show how it looks.
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <tuple>
#include <utility>

#include "console/hand.h"
#include "console/screen.h"
#include "console/shaped_texts.h"
#include "imgui_internal.h"
#include "paint/window.h"
#include "stage/stage.h"

using namespace buurtkiosk;
using console::Surface;

namespace {

// A window of its own with a console and a stage in its corner, as ui_thread.cpp has them.
class Easel {
  public:
    Easel(paint::Display& display, int width_px, int height_px)
        : stage_(tests::locales(), textures_),
          shaped_(textures_),
          desk({.locales = tests::locales(),
                .shaped = &shaped_,
                .draw_stage =
                    [this](ImDrawList& list, ImVec2 at, ImVec2 size) {
                        stage_.draw(list, {.snapshot = seen_,
                                           .now_ms = evenings::now_ms,
                                           .x_px = at.x,
                                           .y_px = at.y,
                                           .width_px = size.x,
                                           .height_px = size.y,
                                           .room = {},
                                           .reduced_motion = true});
                    },
                .shelf = tests::shelf()}) {
        auto opened = display.open_window({.kind = paint::WindowSettings::Kind::hidden,
                                           .title = "Buurtkiosk",
                                           .width_px = width_px,
                                           .height_px = height_px});
        REQUIRE(opened.ok());
        window_ = std::move(opened).value();
        scale_ = console::scale_for(static_cast<float>(width_px), static_cast<float>(height_px));
        window_->reload_fonts([this] { fonts_ = console::load_fonts(scale_); });
    }
    ~Easel() {
        window_->make_current();
        textures_.forget_textures();
    }
    Easel(const Easel&) = delete;
    Easel& operator=(const Easel&) = delete;

    paint::Picture draw(views::Snapshot snapshot, Surface surface) {
        snapshot.made_ms = evenings::now_ms;
        seen_ = std::make_shared<views::Snapshot>(std::move(snapshot));
        const auto theme = stage::Stage::theme(*seen_);
        paint::Picture picture;
        for (int frame = 0; frame < 3; ++frame) {
            textures_.begin_frame();
            picture = window_->frame_with_picture(paint::palette(theme).ground, [&](paint::WindowSize) {
                items = {};
                ImGui::GetCurrentContext()->NavActivateId = std::exchange(pressed_, 0U);
                desk.draw(*seen_, {.now_ms = evenings::now_ms,
                                   .surface = surface,
                                   .fonts = fonts_,
                                   .scale = scale_,
                                   .set_up = set_up,
                                   .recorder = &items});
            });
        }
        return picture;
    }

    // As the space bar does on an item of the last frame; with the next one.
    void press(const std::string& item) { pressed_ = items.items.at(item).id; }

  private:
    unsigned int pressed_ = 0;
    paint::TextTextures textures_;
    stage::Stage stage_;
    console::PangoTexts shaped_;
    std::unique_ptr<paint::Window> window_;
    views::SnapshotPtr seen_;
    paint::ConsoleFonts fonts_;
    float scale_ = 1;

  public:
    console::Console desk;
    console::ItemRecorder items;
    console::SetUp set_up;
};

std::filesystem::path folder() {
    const char* build = std::getenv("BUURTKIOSK_BUILD");
    auto path = std::filesystem::path(build == nullptr ? "." : build) / "console-pictures";
    std::filesystem::create_directories(path);
    return path;
}

paint::Colour pixel(const paint::Picture& picture, float x, float y) {
    const int number = static_cast<int>(y) * picture.width_px + static_cast<int>(x);
    const std::size_t at = static_cast<std::size_t>(number) * 4;
    return {picture.rgba[at], picture.rgba[at + 1], picture.rgba[at + 2]};
}

// The share of pixels of a strip that are not of one colour: how much is written there.
double ink(const paint::Picture& picture, ImVec2 min, ImVec2 max) {
    const paint::Colour ground = pixel(picture, min.x, min.y);
    int other = 0;
    int all = 0;
    for (float y = min.y; y < max.y; ++y) {
        for (float x = min.x; x < max.x; ++x) {
            ++all;
            if (!(pixel(picture, x, y) == ground)) ++other;
        }
    }
    return static_cast<double>(other) / all;
}

}  // namespace

TEST_CASE("the desk is drawn in its busiest moments") {
    struct Sheet {
        const char* name;
        views::Snapshot snapshot;
        Surface surface;
        bool at_4k = false;  // these take long to draw without a graphics card: the fullest few
    };
    auto light = evenings::polls();
    light.view.stage.theme = views::Theme::light;
    auto told = evenings::queue();
    evenings::notice(told, 1, "refusal.stale_speaker");
    evenings::notice(told, 2, "refusal.storage", true);
    told.host.storage_failing = true;
    auto wifi = evenings::lobby();
    wifi.host.wifi = host::Wifi{"Buurthuis gast", "welkom-2026"};
    wifi.host.devices_reached = 4;
    auto stuck = evenings::polls();
    stuck.desk.steps.insert(stuck.desk.steps.begin(),
                            {.id = {8}, .what = {"step.poll_opened"}, .stuck = true});
    auto ended = evenings::running();
    ended.view.phase = views::Phase::ended;
    ended.view.agenda.now.reset();
    ended.view.stage.scene = views::StageScene::ended;
    ended.desk.notes.clear();
    ended.desk.next = {.what = {"next.none", {}}, .command = std::nullopt};
    auto heated_light = evenings::heated();
    heated_light.view.stage.theme = views::Theme::light;
    auto empty_row = evenings::heated();
    empty_row.view.queue.waiting.clear();
    empty_row.desk.absent.clear();
    empty_row.view.queue.open = false;
    empty_row.desk.next = {.what = {"next.speaker_end", {}}, .command = assembly::QueueNext{EntryId{1}}};
    auto order = evenings::heated();
    order.view.queue.speaking->interrupts = {EntryId{1}, "نور", std::nullopt, 40'000, 120};
    order.desk.next = {.what = {"next.speaker_again", {{"name", "نور"}}},
                       .command = assembly::QueueNext{EntryId{1}, EntryId{1}}};
    auto long_next = evenings::polls();
    long_next.view.groups = evenings::heated().view.groups;
    long_next.view.queue = evenings::heated().view.queue;
    long_next.view.queue.waiting.front().name = "Mevrouw Van der Heijden-Ouwerkerk van de Dorpsraad";
    const Sheet sheets[] = {{"point-of-order", std::move(order), Surface::own_window},
                            {"next-long", std::move(long_next), Surface::own_window},
                            {"lobby-wifi", std::move(wifi), Surface::own_window},
                            {"stuck", std::move(stuck), Surface::own_window, true},
                            {"words-shown-overlay", evenings::check_in_shown(), Surface::over_the_stage},
                            {"ended", std::move(ended), Surface::own_window},
                            {"lobby", evenings::lobby(), Surface::own_window},
                            {"slides", evenings::slides(), Surface::own_window},
                            {"check-in", evenings::check_in(), Surface::own_window, true},
                            {"check-in-overlay", evenings::check_in(), Surface::over_the_stage},
                            {"words-shown", evenings::check_in_shown(), Surface::own_window},
                            {"polls-light", std::move(light), Surface::own_window},
                            {"queue-30", evenings::queue(), Surface::own_window, true},
                            {"heated", evenings::heated(), Surface::own_window, true},
                            {"heated-light", std::move(heated_light), Surface::own_window},
                            {"heated-overlay", evenings::heated(), Surface::over_the_stage},
                            {"row-empty", std::move(empty_row), Surface::own_window},
                            {"notices", std::move(told), Surface::own_window},
                            {"blocks-40", evenings::long_runbook(), Surface::own_window}};
    for (const auto& [width_px, height_px] :
         {std::pair{1366, 768}, std::pair{1920, 1080}, std::pair{3840, 2160}}) {
        for (const Sheet& sheet : sheets) {
            if (height_px == 2160 && !sheet.at_4k) continue;
            INFO(sheet.name << " at " << width_px);
            Easel easel(tests::screen(), width_px, height_px);
            const paint::Picture picture = easel.draw(sheet.snapshot, sheet.surface);
            REQUIRE(picture.width_px == width_px);
            REQUIRE(picture.height_px == height_px);
            const std::string file = std::string(sheet.name) + "-" + std::to_string(height_px) + ".png";
            REQUIRE(paint::write_png(picture, (folder() / file).string()).ok());

            // The one thing that must be found without looking is in the colour of 'now', with words on it.
            const auto& large = easel.items.items.at("item.large_button");
            const auto theme = stage::Stage::theme(sheet.snapshot);
            if (!large.enabled) continue;  // after the end there is nothing to find
            CHECK(pixel(picture, large.min.x + 12, large.min.y + 12) == paint::palette(theme).now());
            CHECK(ink(picture, {large.min.x + 12, large.min.y + 12}, {large.max.x - 12, large.max.y - 12}) >
                  0.02);
        }
    }
}

TEST_CASE("the pages of the runbook, the codes, the roles and the steps are drawn") {
    using console::Key;
    auto nothing = evenings::lobby();
    nothing.view.agenda.blocks.clear();
    auto words = evenings::queue();
    words.view.agenda.blocks[4].text = "Iedereen mag iets vragen, ook van thuis. Houd het bij één vraag.";
    words.desk.blocks[BlockId{5}] = {.notes =
                                         "Wissel zaal en thuis af. Vat samen wat u hoort voordat u "
                                         "verdergaat. Laat wie stil is ook aan bod komen.",
                                     .materials = "twee microfoons, water voor de sprekers",
                                     .prompt = {},
                                     .think_s = 0,
                                     .plan_starts_ms = evenings::now_ms - 40 * 60'000,
                                     .plan_ends_ms = evenings::now_ms - 10 * 60'000};
    words.desk.blocks[BlockId{6}].materials = "kaartjes voor de ideeën";
    auto amber = evenings::check_in();
    amber.view.agenda.blocks[1].starts_ms = evenings::now_ms - 13 * 60'000;
    amber.view.stage.theme = views::Theme::light;
    auto english = evenings::polls();
    english.view.languages = {"en"};
    struct Page {
        const char* name;
        views::Snapshot snapshot;
        std::vector<Key> keys;
    };
    const Page pages[] = {{"ready-made", std::move(nothing), {}},
                          {"edit-block", words, {Key::edit_block, Key::steps}},
                          {"new-block", words, {Key::new_block}},
                          {"codes-roles", evenings::running(), {Key::join, Key::people}},
                          {"questions", evenings::questions(), {Key::questions}},
                          {"amber-light", std::move(amber), {}},
                          {"english", english, {Key::steps}},
                          {"walk", evenings::running(), {Key::runbook, Key::walk_back, Key::walk_back}}};
    for (const auto& [width_px, height_px] :
         {std::pair{1366, 768}, std::pair{2560, 1440}, std::pair{3840, 2160}}) {
        for (const Page& page : pages) {
            if (height_px == 2160 && std::string_view(page.name) != "edit-block") continue;
            if (height_px == 1440 && std::string_view(page.name) != "ready-made") continue;
            INFO(page.name << " at " << width_px);
            Easel easel(tests::screen(), width_px, height_px);
            easel.draw(page.snapshot, Surface::own_window);
            for (const Key key : page.keys) {
                easel.desk.press(key, page.snapshot, evenings::now_ms, Surface::own_window);
                easel.draw(page.snapshot, Surface::own_window);
            }
            const paint::Picture picture = easel.draw(page.snapshot, Surface::own_window);
            const std::string file = std::string(page.name) + "-" + std::to_string(height_px) + ".png";
            REQUIRE(paint::write_png(picture, (folder() / file).string()).ok());
            REQUIRE(picture.width_px == width_px);
        }
    }
}

TEST_CASE("with a fifth of the time left the block that is on has the colour of attention") {
    const auto strip = [](std::int64_t since_min) {
        auto snapshot = evenings::check_in();  // fifteen minutes
        snapshot.view.agenda.blocks[1].starts_ms = evenings::now_ms - since_min * 60'000;
        Easel easel(tests::screen(), 1366, 768);
        const paint::Picture picture = easel.draw(std::move(snapshot), Surface::own_window);
        const auto& row = easel.items.items.at("item.block#b2");
        return pixel(picture, row.min.x + 2, (row.min.y + row.max.y) / 2);
    };
    const auto& palette = paint::palette(paint::Theme::dark);
    CHECK(strip(11) == palette.now());
    CHECK(strip(12) == palette.attention());
    CHECK(strip(20) == palette.attention());
}

TEST_CASE("the speakers' pages, and what unfolds under somebody, are drawn") {
    struct Page {
        const char* name;
        const char* item;
    };
    constexpr Page pages[] = {{"row-unfolded", "item.entry#e4"},
                              {"rules", "console.queue.page_rules"},
                              {"groups", "console.queue.page_groups"},
                              {"times", "console.queue.page_times"}};
    for (const auto& [width_px, height_px] : {std::pair{1366, 768}, std::pair{1920, 1080}}) {
        for (const Page& page : pages) {
            INFO(page.name << " at " << width_px);
            Easel easel(tests::screen(), width_px, height_px);
            const auto snapshot = evenings::heated();
            easel.draw(snapshot, Surface::own_window);
            easel.press(page.item);
            const paint::Picture picture = easel.draw(snapshot, Surface::own_window);
            const std::string file = std::string(page.name) + "-" + std::to_string(height_px) + ".png";
            REQUIRE(paint::write_png(picture, (folder() / file).string()).ok());
            CHECK(easel.items.items.at("console.tab.queue").visible);
        }
    }
}

TEST_CASE("a name in Arabic is shaped, not a row of question marks") {
    Easel easel(tests::screen(), 1366, 768);
    // The strip of the first row that holds the name.
    const auto drawn = [&](const char* name) {
        auto snapshot = evenings::queue();
        snapshot.view.queue.waiting.resize(1);
        snapshot.view.queue.waiting[0].name = name;
        const paint::Picture picture = easel.draw(std::move(snapshot), Surface::own_window);
        const auto& row = easel.items.items.at("item.entry#e2");
        std::vector<paint::Colour> pixels;
        for (float y = row.min.y; y < row.max.y; ++y) {
            for (float x = row.min.x + 30; x < row.min.x + 240; ++x) pixels.push_back(pixel(picture, x, y));
        }
        return pixels;
    };
    const auto joined = drawn("نور");
    CHECK(joined == drawn("نور"));
    // The same letters kept apart by zero-width non-joiners: without shaping both were three question marks.
    CHECK_FALSE(joined == drawn("ن\u200Cو\u200Cر"));
    CHECK_FALSE(joined == drawn("رون"));
}

TEST_CASE("a line that begins with an Arabic name still runs from left to right") {
    Easel easel(tests::screen(), 1366, 768);
    auto snapshot = evenings::questions();
    snapshot.desk.questions.resize(1);
    auto& question = snapshot.desk.questions.front();
    question.text = "Wanneer?";
    // How the line under the question begins: it is the name that stands there, not our words about it.
    const auto begins = [&](const char* name, std::uint32_t votes) {
        question.name = name;
        question.votes = votes;
        easel.draw(snapshot, Surface::own_window);
        easel.desk.press(console::Key::questions, snapshot, evenings::now_ms, Surface::own_window);
        const paint::Picture picture = easel.draw(snapshot, Surface::own_window);
        REQUIRE(paint::write_png(picture, (folder() / "author-arabic-768.png").string()).ok());
        const auto& item = easel.items.items.at("item.question#" + question.id.text());
        std::vector<paint::Colour> pixels;
        for (float y = (item.min.y + item.max.y) / 2; y < item.max.y; ++y) {
            for (float x = item.min.x; x < item.min.x + 24; ++x) pixels.push_back(pixel(picture, x, y));
        }
        return pixels;
    };
    const auto noor = begins("نور", 1);
    CHECK(noor == begins("نور", 7));
    CHECK_FALSE(noor == begins("سامي", 1));
}

TEST_CASE("the sheet of keys and the questions are drawn above everything") {
    Easel easel(tests::screen(), 1366, 768);
    easel.draw(evenings::running(), Surface::own_window);
    easel.desk.press(console::Key::help, evenings::running(), evenings::now_ms, Surface::own_window);
    const paint::Picture keys = easel.draw(evenings::running(), Surface::own_window);
    REQUIRE(paint::write_png(keys, (folder() / "keys-768.png").string()).ok());
    CHECK(easel.items.items.contains("console.keys.close"));

    easel.desk.press(console::Key::escape, evenings::running(), evenings::now_ms, Surface::own_window);
    easel.desk.press(console::Key::next, evenings::polls(), evenings::now_ms + 5'000, Surface::own_window);
    const paint::Picture asked = easel.draw(evenings::polls(), Surface::own_window);
    REQUIRE(paint::write_png(asked, (folder() / "question-768.png").string()).ok());
    CHECK(easel.desk.question_waits());
}

TEST_CASE("the set-up sheet is drawn above everything, in both colours") {
    for (const auto& [width_px, height_px, theme, name] :
         {std::tuple{1366, 768, views::Theme::dark, "set-up-768.png"},
          std::tuple{1366, 768, views::Theme::light, "set-up-light-768.png"},
          std::tuple{3840, 2160, views::Theme::dark, "set-up-2160.png"}}) {
        Easel easel(tests::screen(), width_px, height_px);
        easel.set_up.screens = {{"eDP-1", 1366, 768, false}, {"HDMI-1", 1920, 1080, true}};
        if (theme == views::Theme::light) {
            easel.set_up.chosen_screen = "DP-3";
            easel.set_up.last_row_m = 18;
            easel.set_up.sound = false;
            easel.set_up.problems = {Sentence{"program.settings_put_aside",
                                              {{"file", "~/.config/buurtkiosk/settings.toml"},
                                               {"aside", "~/.config/buurtkiosk/settings.toml.broken"}}},
                                     Sentence{"console.set_up.sound_no_device"}};
        }
        auto snapshot = evenings::running();
        snapshot.view.stage.theme = theme;
        easel.draw(snapshot, Surface::own_window);
        easel.desk.open_set_up();
        const paint::Picture picture = easel.draw(snapshot, Surface::own_window);
        REQUIRE(paint::write_png(picture, (folder() / name).string()).ok());
        const auto& done = easel.items.items.at("console.set_up.done");
        CHECK(done.visible);
        CHECK(pixel(picture, done.min.x + 8, done.min.y + 6) ==
              paint::palette(stage::Stage::theme(snapshot)).now());
    }
}

TEST_CASE("what a key was answered stands over the foot of the stage, whole") {
    for (const auto& [width_px, height_px] : {std::pair{1366, 768}, std::pair{1920, 1080}}) {
        Easel easel(tests::screen(), width_px, height_px);
        easel.draw(evenings::polls(), Surface::hidden);
        easel.desk.press(console::Key::next, evenings::polls(), evenings::now_ms, Surface::hidden);
        const paint::Picture asked = easel.draw(evenings::polls(), Surface::hidden);
        const std::string file = "asked-hidden-" + std::to_string(height_px) + ".png";
        REQUIRE(paint::write_png(asked, (folder() / file).string()).ok());
        // The band reaches both edges, and its last rows and columns are empty: nothing is cut off there.
        const auto width = static_cast<float>(width_px);
        const auto height = static_cast<float>(height_px);
        CHECK(ink(asked, {0, height - 8}, {width, height}) == 0.0);
        CHECK(ink(asked, {0, height - 40}, {width * 0.04F, height}) == 0.0);
        CHECK(ink(asked, {width * 0.96F, height - 40}, {width, height}) == 0.0);
        CHECK(ink(asked, {width * 0.05F, height * 0.82F}, {width * 0.95F, height * 0.98F}) > 0.01);
    }
}
