// Owns the tests of text, colours, codes and windows themselves, before any scene uses them.
// Main thread. It must never compare with a stored picture: what is drawn is held to what it means.
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <qrcodegen/QrCode.hpp>
#include <string>

#include "evenings.h"
#include "paint/hyphenation.h"
#include "paint/keep_awake.h"
#include "paint/shapes.h"
#include "paint/signs.h"
#include "palette_png.h"
#include "wall.h"

namespace buurtkiosk::stage_tests {

namespace {

using paint::Colour;
using paint::TextStyle;

const std::string mixed = "Hoe zit ú hier? متفائل 👨‍👩‍👧‍👦 ½";

paint::Picture picture_of(int width_px, int height_px, Colour ground,
                          const std::function<void(ImDrawList&)>& draw) {
    textures().begin_frame();
    return window().picture(width_px, height_px, ground, draw);
}

Colour pixel(const paint::Picture& picture, int x, int y) {
    const std::uint8_t* at = &picture.rgba[static_cast<std::size_t>((y * picture.width_px + x) * 4)];
    return {at[0], at[1], at[2]};
}

int farthest(const paint::Picture& picture, Colour colour) {
    int most = 0;
    for (int y = 0; y < picture.height_px; ++y) {
        for (int x = 0; x < picture.width_px; ++x) {
            const Colour here = pixel(picture, x, y);
            most = std::max({most, std::abs(here.red - colour.red), std::abs(here.green - colour.green),
                             std::abs(here.blue - colour.blue)});
        }
    }
    return most;
}

}  // namespace

TEST_CASE("text in the colour of its ground leaves no edge, on either theme, faded or not", "[text]") {
    for (const paint::Theme theme : {paint::Theme::dark, paint::Theme::light}) {
        const Colour ground = paint::palette(theme).ground;
        for (const float opacity : {1.0F, 0.5F, 0.1F}) {
            const paint::Picture picture = picture_of(400, 100, ground, [&](ImDrawList& list) {
                const TextStyle style{.size_px = 20.0F, .colour = ground};
                textures().draw(list, 10, 10, "Welkom in de buurt", style, 0.0F, opacity);
            });
            CHECK(farthest(picture, ground) <= 1);
        }
    }
}

TEST_CASE("drawing after text blends as before", "[text]") {
    const Colour ground{0, 0, 0};
    const paint::Picture picture = picture_of(200, 100, ground, [&](ImDrawList& list) {
        textures().draw(list, 0, 0, "a", TextStyle{.size_px = 10.0F, .colour = {255, 255, 255}});
        list.AddRectFilled({100, 0}, {200, 100}, IM_COL32(200, 100, 0, 128));
    });
    const Colour mixed_colour = pixel(picture, 150, 50);
    CHECK(std::abs(mixed_colour.red - 100) <= 2);
    CHECK(std::abs(mixed_colour.green - 50) <= 2);
}

TEST_CASE("a text has the same proportions at every size", "[text]") {
    const TextStyle small{.size_px = 10.0F};
    const TextStyle large{.size_px = 40.0F};
    const auto one = textures().measure(mixed, small, 120.0F);
    const auto other = textures().measure(mixed, large, 480.0F);
    CHECK(one.lines > 1);
    CHECK(other.lines == one.lines);
    CHECK(other.width_px == Approx(one.width_px * 4.0F).epsilon(0.001));
    CHECK(other.height_px == Approx(one.height_px * 4.0F).epsilon(0.001));
}

TEST_CASE("the four signs of the queue differ in shape, not only in colour, and keep to their square",
          "[paint]") {
    const Colour ground = paint::palette(paint::Theme::dark).ground;
    const Colour ink = paint::palette(paint::Theme::dark).text;
    for (const int side : {24, 80}) {  // pixels: in a line of the wall, and beside a name
        const int whole = side * 3 / 2;
        std::vector<std::vector<bool>> filled;
        for (const paint::Sign sign :
             {paint::Sign::point, paint::Sign::reply, paint::Sign::question, paint::Sign::point_of_order}) {
            const auto middle = static_cast<float>(whole) / 2.0F;
            const paint::Picture picture = picture_of(whole, whole, ground, [&](ImDrawList& list) {
                paint::draw_sign(list, sign, middle, middle, static_cast<float>(side), ink, ground);
            });
            std::vector<bool>& bits = filled.emplace_back();
            for (int y = 0; y < whole; ++y) {
                for (int x = 0; x < whole; ++x) {
                    const bool here = pixel(picture, x, y).red > 128;
                    bits.push_back(here);
                    const int reach = side * 11 / 20;
                    if (std::abs(x - whole / 2) > reach || std::abs(y - whole / 2) > reach) CHECK_FALSE(here);
                }
            }
            CHECK(std::count(bits.begin(), bits.end(), true) > side * side / 5);
        }
        for (std::size_t one = 0; one < filled.size(); ++one) {
            for (std::size_t other = one + 1; other < filled.size(); ++other) {
                int different = 0;
                for (std::size_t at = 0; at < filled[one].size(); ++at)
                    different += filled[one][at] != filled[other][at] ? 1 : 0;
                INFO("signs " << one << " and " << other << " of " << side << " pixels");
                CHECK(different > side * side / 7);
            }
        }
    }
}

TEST_CASE("the lines of every script are equally high", "[text]") {
    const TextStyle style{.size_px = 20.0F};
    const float line = textures().measure("hallo", style).height_px;
    for (const char* text : {"Ångström", "متفائل", "👏", "открыто", "Ệ", ""}) {
        INFO(text);
        CHECK(textures().measure(text, style).height_px == Approx(line));
    }
}

TEST_CASE("a text fits on one line in exactly the width that was measured", "[text]") {
    for (const char* text : {"Tafel 4", "Speeltuin de Vlinder", "nog 12 min", "حديقة الحي"}) {
        for (const float size : {9.7F, 19.2F, 31.3F}) {
            const TextStyle style{.size_px = size};
            INFO(text << " at " << size);
            CHECK(textures().measure(text, style, textures().measure(text, style).width_px).lines == 1);
        }
    }
}

TEST_CASE("a long Dutch word breaks at its syllables, and never leaves its column", "[text]") {
    const TextStyle style{.size_px = 20.0F};
    for (const std::string& text : {forty_letters, "Verslag van de " + forty_letters, std::string(60, 'x'),
                                    std::string("wijkontmoetingscentrumverbouwingsplannen")}) {
        for (const float width : {180.0F, 300.0F, 500.0F}) {
            const auto size = textures().measure(text, style, width);
            INFO(text << " in " << width);
            CHECK(size.width_px <= width + 1.0F);
            CHECK(size.lines > 1);
        }
    }
    const std::string hyphenated = paint::with_soft_hyphens(forty_letters, 10);
    CHECK(hyphenated.find("voers\u00ADvoor") != std::string::npos);
    CHECK(hyphenated.find("mis\u00ADsie") != std::string::npos);
    std::string back;
    for (std::size_t at = 0; at < hyphenated.size(); ++at) {
        if (hyphenated.compare(at, 2, "\u00AD") == 0) {
            ++at;
        } else {
            back.push_back(hyphenated[at]);
        }
    }
    CHECK(back == forty_letters);
    // A title on a beamer once broke as "Buurtavon-d: ons plein": the colon had made the word no word.
    CHECK(paint::with_soft_hyphens("Buurtavond: ons plein", 8).find("t\u00ADavond:") != std::string::npos);
}

// 'Bijeen-komst' once stood in the lobby, and 'buurtbud-get' where the whole word fitted on the next line.
TEST_CASE("a word that fits on a line is never broken", "[text]") {
    const TextStyle style{.size_px = 20.0F};
    const float word = textures().measure("buurtbudget?", style).width_px;
    const auto sentence = textures().measure("Wat is het buurtbudget?", style, word + 40.0F);
    CHECK(sentence.lines == 2);
    CHECK_FALSE(sentence.breaks_word);
    CHECK_FALSE(textures()
                    .measure("Bijeenkomst", style, textures().measure("Bijeenkomst", style).width_px + 1)
                    .breaks_word);
    CHECK(textures().measure("Bijeenkomst", style, 120.0F).breaks_word);

    const stage::Canvas canvas(nullptr, textures(), paint::palette(paint::Theme::dark), {0, 0, 1280, 720},
                               20.0F, 1.0F, nullptr);
    const stage::Type bold{stage::size_b::large, paint::Weight::bold};
    const std::vector<float> sizes{3.0F, 2.0F, 1.0F};
    const float narrow = canvas.measure("Bijeenkomst", stage::resized(bold, 2.0F)).width_px + 1.0F;
    CHECK(canvas.fit("Bijeenkomst", bold, sizes, narrow, 5, 700.0F).size == 2.0F);
    // Too wide even for the smallest: then as large as the lines allow, with hyphens.
    const float least = canvas.measure(forty_letters, stage::resized(bold, 1.0F)).width_px;
    CHECK(canvas.fit(forty_letters, bold, sizes, least * 0.8F, 8, 700.0F).size == 3.0F);
}

TEST_CASE("what is no Dutch word is not hyphenated", "[text]") {
    for (const char* text : {"192.168.1.20:8800", "meedoen.buurthuis-vlinder.example/verenigingsgebouw",
                             "متفائلونمتفائلون", "kort", "verenigingsgebouw2026", ""}) {
        CHECK(paint::with_soft_hyphens(text, 10) == text);
    }
    // Broken UTF-8 must survive: it is checked elsewhere, but a wall never falls over it.
    const std::string broken = "verenigings\xFFgebouw\xC3";
    CHECK(paint::with_soft_hyphens(broken, 30) == broken);
    CHECK(textures().measure(broken, TextStyle{.size_px = 10.0F}).lines == 1);
}

TEST_CASE("a paragraph of Arabic begins at the right, one of Dutch at the left", "[text]") {
    const Colour ground{0, 0, 0};
    const auto ink_on_last_line = [&](const std::string& text, bool left_half) {
        const TextStyle style{.size_px = 16.0F, .colour = {255, 255, 255}};
        const auto size = textures().measure(text, style, 300.0F);
        REQUIRE(size.lines == 2);
        const paint::Picture picture = picture_of(
            400, 120, ground, [&](ImDrawList& list) { textures().draw(list, 0, 0, text, style, 300.0F); });
        int count = 0;
        const int width = static_cast<int>(size.width_px);
        for (int y = static_cast<int>(size.height_px / 2.0F) + 4; y < static_cast<int>(size.height_px); ++y) {
            for (int x = left_half ? 0 : width / 2; x < (left_half ? width / 2 : width); ++x) {
                count += pixel(picture, x, y).red > 128 ? 1 : 0;
            }
        }
        return count;
    };
    const std::string dutch = "Wie wil er straks iets zeggen nu";
    CHECK(ink_on_last_line(dutch, true) > ink_on_last_line(dutch, false));
    const std::string arabic = "من يريد أن يقول شيئا في الحي الآن";
    CHECK(ink_on_last_line(arabic, false) > ink_on_last_line(arabic, true));
}

TEST_CASE("emoji are drawn in their own colours, digits and letters are not", "[text]") {
    const auto colourful = [](const std::string& text) {
        const paint::Picture picture = picture_of(160, 80, {0, 0, 0}, [&](ImDrawList& list) {
            textures().draw(list, 10, 10, text, TextStyle{.size_px = 24.0F, .colour = {255, 255, 255}});
        });
        bool found = false;
        for (int y = 0; y < 80; ++y) {
            for (int x = 0; x < 160; ++x) {
                const Colour here = pixel(picture, x, y);
                found = found || std::abs(here.red - here.blue) > 40;
            }
        }
        return found;
    };
    CHECK(colourful("😊"));
    CHECK(colourful("👏 12"));
    CHECK_FALSE(colourful("12 #*"));
    CHECK_FALSE(colourful("open"));
}

TEST_CASE("figures are equally wide, so that a countdown does not tremble", "[text]") {
    const TextStyle style{.size_px = 40.0F, .weight = paint::Weight::bold};
    const float width = textures().measure("0:00", style).width_px;
    for (const char* text : {"1:11", "4:47", "8:59"})
        CHECK(textures().measure(text, style).width_px == Approx(width));
}

TEST_CASE("the cache of textures forgets what was not used lately, and nothing of the frame in the making",
          "[text]") {
    constexpr std::size_t limit_bytes = 1U << 20;
    paint::TextTextures small(limit_bytes);
    const TextStyle style{.size_px = 20.0F};
    window().make_current();
    small.begin_frame();
    for (int i = 0; i < 60; ++i) small.picture("woord nummer " + std::to_string(i), style);
    CHECK(small.texture_count() == 60);  // all of one frame, whatever their size
    CHECK(small.texture_bytes() > limit_bytes);
    small.begin_frame();
    CHECK(small.texture_count() == 60);  // what the frame before showed may be shown again
    small.begin_frame();
    CHECK(small.texture_bytes() <= limit_bytes);
    const auto kept = small.texture_count();
    CHECK(kept > 0);
    const auto before = small.picture("woord nummer 59", style).texture;  // used last, so still there
    CHECK(small.texture_count() == kept);
    CHECK(small.picture("woord nummer 59", style).texture == before);
    small.forget_textures();
    CHECK(small.texture_bytes() == 0);
}

TEST_CASE("text reads at 7 to 1 and marks at 4.5 to 1, on both themes", "[colour]") {
    for (const paint::Theme theme : {paint::Theme::dark, paint::Theme::light}) {
        const paint::Palette& palette = paint::palette(theme);
        CHECK(paint::contrast(palette.text, palette.ground) >= 7.0);
        CHECK(paint::contrast(palette.soft_text, palette.ground) >= 7.0);
        CHECK(paint::contrast(palette.text, palette.raised) >= 7.0);
        for (const Colour mark : palette.series) CHECK(paint::contrast(mark, palette.ground) >= 4.5);
        CHECK(paint::contrast(palette.code_dark, palette.code_light) >= 7.0);
    }
    const auto& dark = paint::palette(paint::Theme::dark);
    CHECK(paint::contrast(dark.text, dark.ground) == Approx(16.1).margin(0.1));
    const auto& light = paint::palette(paint::Theme::light);
    CHECK(paint::contrast(light.soft_text, light.ground) == Approx(9.0).margin(0.1));
}

TEST_CASE("neighbours in a series differ in shape and colour, and twelve options have twelve marks",
          "[colour]") {
    const auto& palette = paint::palette(paint::Theme::dark);
    for (std::size_t i = 0; i < 12; ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const bool same = paint::series_shape(i) == paint::series_shape(j) &&
                              paint::series_colour(palette, i) == paint::series_colour(palette, j);
            CHECK_FALSE(same);
            CHECK(paint::series_letter(i) != paint::series_letter(j));
        }
        CHECK(paint::series_shape(i) != paint::series_shape(i + 1));
        CHECK_FALSE(paint::series_colour(palette, i) == paint::series_colour(palette, i + 1));
    }
}

TEST_CASE("a code on the wall has the modules it should, dark on light with four around, in both themes",
          "[code]") {
    const std::string address = "http://192.168.1.20:8800/";
    const qrcodegen::QrCode wanted =
        qrcodegen::QrCode::encodeText(address.c_str(), qrcodegen::QrCode::Ecc::MEDIUM);
    const auto code = paint::QrCode::of(address);
    REQUIRE(code);
    REQUIRE(code->modules() == wanted.getSize());
    for (const paint::Theme theme : {paint::Theme::dark, paint::Theme::light}) {
        const paint::Palette& palette = paint::palette(theme);
        const paint::Picture picture = picture_of(
            300, 300, palette.ground, [&](ImDrawList& list) { code->draw(list, 0, 0, 300, palette); });
        const int module = static_cast<int>(code->side_px(300)) / (code->modules() + 8);
        REQUIRE(module >= 6);
        for (int y = -4; y < code->modules() + 4; ++y) {
            for (int x = -4; x < code->modules() + 4; ++x) {
                const Colour here =
                    pixel(picture, (x + 4) * module + module / 2, (y + 4) * module + module / 2);
                const bool inside = x >= 0 && y >= 0 && x < code->modules() && y < code->modules();
                const bool dark = inside && wanted.getModule(x, y);
                REQUIRE(here == (dark ? palette.code_dark : palette.code_light));
            }
        }
    }
    CHECK_FALSE(paint::QrCode::of(""));
    CHECK_FALSE(paint::QrCode::of(std::string(5000, 'x')));
}

TEST_CASE("the code of a Wi-Fi network escapes what has a meaning", "[code]") {
    CHECK(paint::wifi_code("Buurthuis gasten", "koffie") == "WIFI:T:WPA;S:Buurthuis gasten;P:koffie;;");
    CHECK(paint::wifi_code("a;b:c,d\\e\"f", "x;y") == "WIFI:T:WPA;S:a\\;b\\:c\\,d\\\\e\\\"f;P:x\\;y;;");
    CHECK(paint::wifi_code("open", "") == "WIFI:T:nopass;S:open;;");
}

TEST_CASE("a picture comes back from its file as it was", "[code]") {
    const paint::Picture drawn = picture_of(64, 48, {17, 24, 39}, [](ImDrawList& list) {
        list.AddRectFilled({8, 8}, {40, 30}, IM_COL32(247, 244, 236, 255));
    });
    const auto folder = std::filesystem::temp_directory_path();
    const std::string path =
        (folder / ("buurtkiosk-picture-" + std::to_string(::getpid()) + ".png")).string();
    REQUIRE(paint::write_png(drawn, path));
    CHECK(paint::read_png(path).value() == drawn);
    REQUIRE(write_palette_png(drawn, path));
    CHECK(paint::read_png(path).value() == drawn);
    CHECK(paint::png_bytes(drawn).size() > 60);
    std::filesystem::remove(path);
    CHECK_FALSE(paint::read_png(path).ok());
    CHECK_FALSE(paint::write_png(drawn, "/there/is/no/such/folder/picture.png").ok());
}

TEST_CASE("windows share their textures, keep their own input, and the stage fills its screen", "[window]") {
    window();  // the display is open
    paint::Display& display = screen();
    auto opened = display.open_window({.kind = paint::WindowSettings::Kind::stage, .title = "Stage"});
    REQUIRE(opened);
    paint::Window& stage = *opened.value();
    CHECK(stage.fullscreen());
    CHECK(display.screens() >= 1);
    const Colour ground = paint::palette(paint::Theme::dark).ground;
    const paint::Picture picture = stage.frame_with_picture(ground, [&](paint::WindowSize) {
        textures().draw(*ImGui::GetBackgroundDrawList(), 100, 100, "Welkom",
                        TextStyle{.size_px = 30.0F, .colour = {255, 255, 255}});
    });
    REQUIRE_FALSE(picture.empty());
    CHECK(pixel(picture, 2, 2) == ground);
    CHECK(farthest(picture, ground) > 200);
    stage.set_fullscreen(false);
    CHECK_FALSE(stage.fullscreen());
    stage.set_fullscreen(true);
    CHECK(stage.fullscreen());
    stage.set_input(false);
    display.wait(0.0);
    CHECK(stage.take_keys().empty());
    CHECK_FALSE(stage.take_close_asked());
    for (int i = 0; i < 10 && stage.wants_frame(); ++i) {
        stage.frame(ground, [](paint::WindowSize) {});
        display.wait(0.0);
    }
    CHECK_FALSE(stage.wants_frame());
}

// The backend of ImGui 1.86 forgets the room of its buffers but not their size: a stage that started before
// its desktop, and grew once, showed its ground and nothing else until a picture needed more room than
// before.
TEST_CASE("a window that gets larger letters goes on drawing the same picture", "[window]") {
    const Colour ground = paint::palette(paint::Theme::dark).ground;
    const auto draw = [](paint::WindowSize) {
        ImGui::GetBackgroundDrawList()->AddRectFilled({10, 10}, {90, 90}, IM_COL32(255, 255, 255, 255));
    };
    const paint::Picture before = window().frame_with_picture(ground, draw);
    REQUIRE(pixel(before, 50, 50) == Colour{255, 255, 255});
    window().reload_fonts([] { ImGui::GetIO().Fonts->AddFontDefault(); });
    CHECK(window().frame_with_picture(ground, draw) == before);
}

TEST_CASE("without a desktop to ask, the evening runs all the same", "[window]") {
    setenv("DBUS_SESSION_BUS_ADDRESS", "", 1);
    setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/there/is/no/bus", 1);
    const paint::KeepAwake awake("test");
    CHECK_FALSE(awake.screen_held());
    CHECK_FALSE(awake.sleep_held());
}

}  // namespace buurtkiosk::stage_tests
