// Owns the comparison of every scene with its stored picture:
// tests/stage/pictures/<evening>-<theme>[-4x3].png. Main thread. BUURTKIOSK_UPDATE_PICTURES=1 writes them
// anew: look at each before it is stored.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "evenings.h"
#include "palette_png.h"
#include "stage/test_card.h"
#include "wall.h"

namespace buurtkiosk::stage_tests {

namespace {

namespace files = std::filesystem;

// Other versions of FreeType, Pango and Mesa place an edge a little otherwise, never a word.
constexpr double most_mean_difference = 1.2;   // of 255, over all channels
constexpr double most_different_share = 0.02;  // of the pixels
constexpr double most_different_in_tile =
    0.1;  // of the pixels of any tile: one changed word is one changed tile
constexpr int tile_px = 40;
constexpr int clearly_different = 56;  // of 255, in any channel, even compared with the pixels around

struct Difference {
    double mean = 0.0;
    double share = 0.0;
    double worst_tile = 0.0;
    bool too_much() const {
        return mean > most_mean_difference || share > most_different_share ||
               worst_tile > most_different_in_tile;
    }
    paint::Picture shown;  // what differs, bright
};

int channel(const paint::Picture& picture, int x, int y, int which) {
    const int column = std::clamp(x, 0, picture.width_px - 1);
    const int row = std::clamp(y, 0, picture.height_px - 1);
    return picture.rgba[static_cast<std::size_t>((row * picture.width_px + column) * 4 + which)];
}

// How far a pixel is from the nearest in value of the nine around it in the other picture: an edge that moved
// by half a pixel is near, a letter that is elsewhere is not.
int distance(const paint::Picture& one, const paint::Picture& other, int x, int y) {
    int nearest = 255;
    for (int dy = -1; dy <= 1; ++dy) {
        for (int dx = -1; dx <= 1; ++dx) {
            int largest = 0;
            for (int which = 0; which < 3; ++which) {
                largest = std::max(
                    largest, std::abs(channel(one, x, y, which) - channel(other, x + dx, y + dy, which)));
            }
            nearest = std::min(nearest, largest);
        }
    }
    return nearest;
}

Difference compare(const paint::Picture& drawn, const paint::Picture& stored) {
    Difference difference;
    difference.shown = drawn;
    double sum = 0.0;
    std::size_t different = 0;
    const int tiles_across = drawn.width_px / tile_px + 1;
    std::vector<std::size_t> tiles(static_cast<std::size_t>(tiles_across * (drawn.height_px / tile_px + 1)));
    for (int y = 0; y < drawn.height_px; ++y) {
        for (int x = 0; x < drawn.width_px; ++x) {
            int largest = 0;
            for (int which = 0; which < 3; ++which) {
                const int apart = std::abs(channel(drawn, x, y, which) - channel(stored, x, y, which));
                sum += apart;
                largest = std::max(largest, apart);
            }
            const bool differs =
                largest > clearly_different && (distance(drawn, stored, x, y) > clearly_different ||
                                                distance(stored, drawn, x, y) > clearly_different);
            if (differs) {
                ++different;
                ++tiles[static_cast<std::size_t>(y / tile_px * tiles_across + x / tile_px)];
            }
            const auto at = static_cast<std::size_t>((y * drawn.width_px + x) * 4);
            const auto shade = static_cast<std::uint8_t>(differs ? 255 : largest / 2);
            difference.shown.rgba[at] = shade;
            difference.shown.rgba[at + 1] = difference.shown.rgba[at + 2] =
                static_cast<std::uint8_t>(largest / 3);
        }
    }
    const double pixels = static_cast<double>(drawn.width_px) * static_cast<double>(drawn.height_px);
    difference.mean = sum / (pixels * 3.0);
    difference.share = static_cast<double>(different) / pixels;
    difference.worst_tile = static_cast<double>(*std::max_element(tiles.begin(), tiles.end())) /
                            static_cast<double>(tile_px * tile_px);
    return difference;
}

bool updating() {
    const char* wanted = std::getenv("BUURTKIOSK_UPDATE_PICTURES");
    return wanted != nullptr && std::string(wanted) == "1";
}

void check(const paint::Picture& drawn, const std::string& name) {
    const files::path stored_path =
        files::path(BUURTKIOSK_TESTS_DIR) / "stage" / "pictures" / (name + ".png");
    if (updating()) {
        REQUIRE(write_palette_png(drawn, stored_path.string()));
        return;
    }
    INFO("picture " << name);
    const auto stored = paint::read_png(stored_path.string());
    if (!stored) FAIL("there is no stored picture " << stored_path.string());
    REQUIRE(stored.value().width_px == drawn.width_px);
    REQUIRE(stored.value().height_px == drawn.height_px);
    const Difference difference = compare(drawn, stored.value());
    if (difference.too_much()) {
        const files::path folder = files::temp_directory_path() / "buurtkiosk-stage-pictures";
        files::create_directories(folder);
        (void)paint::write_png(drawn, (folder / (name + ".actual.png")).string());
        (void)paint::write_png(difference.shown, (folder / (name + ".difference.png")).string());
        WARN("what was drawn is in " << folder.string());
    }
    CHECK(difference.mean <= most_mean_difference);
    CHECK(difference.share <= most_different_share);
    CHECK(difference.worst_tile <= most_different_in_tile);
}

}  // namespace

TEST_CASE("every scene looks as its stored picture", "[pictures]") {
    for (const Evening& one : evenings()) {
        for (const auto& [theme, suffix] :
             {std::pair{views::Theme::dark, "-dark"}, std::pair{views::Theme::light, "-light"}}) {
            const views::SnapshotPtr snapshot = shared(one.snapshot, theme);
            check(Wall(1280, 720).draw(snapshot, eight_o_clock_ms), one.name + suffix);
        }
        if (one.four_by_three) {
            check(Wall(1024, 768).draw(shared(one.snapshot), eight_o_clock_ms), one.name + "-dark-4x3");
        }
    }
}

TEST_CASE("every scene looks as its stored picture on its other pages too", "[pictures]") {
    constexpr std::int64_t page_ms = 10'000;
    struct Turned {
        const char* evening;
        std::int64_t page;
    };
    for (const Turned& one :
         {Turned{"speaker-rules", 1}, Turned{"speaker-rules-empty", 1}, Turned{"speaker-times", 1},
          Turned{"speaker-times-empty", 2}, Turned{"speaker-times-longest", 2},
          Turned{"speaker-times-longest", 5}, Turned{"speaker-times-longest-empty", 2}}) {
        views::Snapshot turned = evening(one.evening).snapshot;
        for (const bool wide : {true, false}) {
            const views::SnapshotPtr snapshot =
                shared(turned, wide ? views::Theme::dark : views::Theme::light);
            Wall wall(wide ? 1280 : 1024, wide ? 720 : 768);
            wall.lay_out(snapshot, eight_o_clock_ms);
            check(wall.draw(snapshot, eight_o_clock_ms + one.page * page_ms + 2'000),
                  std::string(one.evening) + "-page-" + std::to_string(one.page + 1) +
                      (wide ? "-dark" : "-light-4x3"));
        }
    }
}

TEST_CASE("reactions look as their stored picture", "[pictures]") {
    for (const bool reduced : {false, true}) {
        Wall wall(1280, 720);
        wall.reduced_motion = reduced;
        views::Snapshot snapshot = usual(views::StageScene::speaker);
        wall.draw(shared(snapshot), eight_o_clock_ms);
        std::int64_t now_ms = eight_o_clock_ms;
        for (int i = 0; i < 14; ++i) {
            now_ms += 100;
            snapshot.view.reactions[0] += 3;
            if (i % 3 == 0) snapshot.view.reactions[2] += 1;
            if (i % 5 == 0) snapshot.view.reactions[3] += 1;
            wall.draw(shared(snapshot), now_ms);
        }
        check(wall.draw(shared(snapshot), now_ms + 40), reduced ? "reactions-reduced-motion" : "reactions");
    }
}

TEST_CASE("the test card looks as its stored picture", "[pictures]") {
    const auto draw = [](int width_px, int height_px, paint::Theme theme) {
        textures().begin_frame();
        return window().picture(width_px, height_px, paint::Colour{255, 0, 255}, [&](ImDrawList& list) {
            stage::draw_test_card(list,
                                  {.locales = locales(),
                                   .textures = textures(),
                                   .theme = theme,
                                   .room = {},
                                   .screen = "HDMI-1"},
                                  {0.0F, 0.0F, static_cast<float>(width_px), static_cast<float>(height_px)});
        });
    };
    check(draw(1280, 720, paint::Theme::dark), "test-card-dark");
    check(draw(1280, 720, paint::Theme::light), "test-card-light");
    check(draw(1024, 768, paint::Theme::dark), "test-card-dark-4x3");
}

TEST_CASE("a picture that differs in one word is seen", "[pictures]") {
    views::Snapshot changed = usual(views::StageScene::speaker);
    const paint::Picture drawn = Wall(1280, 720).draw(shared(changed), eight_o_clock_ms);
    changed.view.queue.speaking->entry.name = "Fatima";
    const paint::Picture other = Wall(1280, 720).draw(shared(changed), eight_o_clock_ms);
    const Difference difference = compare(drawn, other);
    CHECK(difference.too_much());
    const Difference none = compare(drawn, drawn);
    CHECK(none.mean == 0.0);
    CHECK(none.share == 0.0);
}

}  // namespace buurtkiosk::stage_tests
