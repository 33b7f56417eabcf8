// Owns the tests of what the word cloud promises: no word dropped, none overlapping, the same for the same
// input, and little moving when words come, grow and go. Runs on the test thread. It must never include
// anything that draws.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <iostream>
#include <limits>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "stage/cloud_layout.h"

namespace {

using buurtkiosk::stage::CloudLayout;
using buurtkiosk::stage::CloudSettings;
using buurtkiosk::stage::CloudWord;
using buurtkiosk::stage::lay_out_cloud;
using buurtkiosk::stage::PlacedWord;

using Words = std::vector<CloudWord>;

CloudSettings wall() { return {1728, 760, 1, 4, 14, 30}; }

CloudWord any_word(std::mt19937& random, std::uint32_t id, std::uint32_t count) {
    const auto letters = static_cast<float>(2 + random() % 14);
    return {id, count, letters * 18 + static_cast<float>(random() % 100) / 10,
            36 + static_cast<float>(random() % 8)};
}

// Words as a room gives them: a few by many, most by one.
Words any_words(std::mt19937& random, std::size_t number, double answers) {
    double harmonic = 0;
    for (std::size_t rank = 1; rank <= number; ++rank) harmonic += 1 / static_cast<double>(rank);
    Words words;
    for (std::size_t rank = 1; rank <= number; ++rank) {
        const double count = std::max(1.0, std::round(answers / harmonic / static_cast<double>(rank)));
        words.push_back(
            any_word(random, static_cast<std::uint32_t>(rank * 3), static_cast<std::uint32_t>(count)));
    }
    std::shuffle(words.begin(), words.end(), random);
    return words;
}

bool are_nearer_than(const PlacedWord& one, const PlacedWord& other, float gap_px) {
    return one.page == other.page && one.left_px < other.left_px + other.width_px + gap_px &&
           other.left_px < one.left_px + one.width_px + gap_px &&
           one.top_px < other.top_px + other.height_px + gap_px &&
           other.top_px < one.top_px + one.height_px + gap_px;
}

// Everything that holds for any layout of these words.
void check_promises(const Words& words, const CloudSettings& settings, const CloudLayout& layout) {
    constexpr float rounding_px = 0.05F;
    REQUIRE(layout.words.size() == words.size());
    std::map<std::uint32_t, std::vector<const PlacedWord*>> pages;
    bool inside = true, sized = true, readable = true;
    for (std::size_t at = 0; at < words.size(); ++at) {
        const CloudWord& word = words[at];
        const PlacedWord& placed = layout.words[at];
        CHECK(placed.id == word.id);
        CHECK(placed.page < layout.pages);
        inside = inside && placed.left_px >= -rounding_px && placed.top_px >= -rounding_px &&
                 placed.left_px + placed.width_px <= settings.page_width_px + rounding_px &&
                 placed.top_px + placed.height_px <= settings.page_height_px + rounding_px;
        sized = sized && std::abs(placed.width_px - word.width_px * placed.scale) < rounding_px &&
                std::abs(placed.height_px - word.height_px * placed.scale) < rounding_px;
        const bool fits_readably = word.width_px * settings.min_scale <= settings.page_width_px &&
                                   word.height_px * settings.min_scale <= settings.page_height_px;
        readable = readable && placed.scale <= settings.max_scale * 1.0001F &&
                   (placed.scale >= settings.min_scale * 0.9999F || !fits_readably);
        pages[placed.page].push_back(&placed);
    }
    CHECK(inside);
    CHECK(sized);
    CHECK(readable);
    CHECK(pages.size() == layout.pages);  // no empty page
    std::size_t overlaps = 0, fullest = 0;
    for (const auto& [page, placed] : pages) {
        fullest = std::max(fullest, placed.size());
        for (std::size_t one = 0; one < placed.size(); ++one) {
            for (std::size_t other = one + 1; other < placed.size(); ++other) {
                if (are_nearer_than(*placed[one], *placed[other], settings.margin_px - rounding_px))
                    ++overlaps;
            }
        }
    }
    CHECK(overlaps == 0);
    CHECK(fullest <= settings.max_words_on_page);
}

// How many of the words that were there before stand with their middle elsewhere now, by more than a pixel.
std::size_t moved(const CloudLayout& before, const CloudLayout& after) {
    std::map<std::uint32_t, const PlacedWord*> old;
    for (const PlacedWord& word : before.words) old[word.id] = &word;
    return static_cast<std::size_t>(
        std::count_if(after.words.begin(), after.words.end(), [&](const PlacedWord& word) {
            const auto found = old.find(word.id);
            if (found == old.end()) return false;
            const PlacedWord& was = *found->second;
            const float x = word.left_px + word.width_px / 2 - was.left_px - was.width_px / 2;
            const float y = word.top_px + word.height_px / 2 - was.top_px - was.height_px / 2;
            return word.page != was.page || std::hypot(x, y) > 1;
        }));
}

const PlacedWord& find(const CloudLayout& layout, std::uint32_t id) {
    return *std::find_if(layout.words.begin(), layout.words.end(),
                         [&](const PlacedWord& word) { return word.id == id; });
}

}  // namespace

TEST_CASE("no words make no page, one word stands large in the middle") {
    const CloudLayout none = lay_out_cloud({}, wall());
    CHECK(none.words.empty());
    CHECK(none.pages == 0);

    const Words words{{5, 1, 150, 40}};
    const CloudLayout one = lay_out_cloud(words, wall());
    check_promises(words, wall(), one);
    CHECK(one.pages == 1);
    CHECK(one.words[0].scale == Approx(4).epsilon(0.01));
    CHECK(one.words[0].left_px + one.words[0].width_px / 2 == Approx(864).margin(8));
    CHECK(one.words[0].top_px + one.words[0].height_px / 2 == Approx(380).margin(8));

    // From words to none, and from none to words.
    CHECK(lay_out_cloud({}, wall(), &one).pages == 0);
    CHECK(lay_out_cloud(words, wall(), &none) == one);
}

TEST_CASE("any words in any room: none dropped, none overlapping, all inside") {
    for (std::uint32_t seed = 1; seed <= 150; ++seed) {
        INFO("seed " << seed);
        std::mt19937 random(seed);
        const std::size_t number = 1 + random() % 200;
        const double answers = static_cast<double>(number) * (1 + static_cast<double>(random() % 60) / 10);
        const Words words = any_words(random, number, answers);
        CloudSettings settings = wall();
        settings.page_width_px = 600 + static_cast<float>(random() % 3200);
        settings.page_height_px = 300 + static_cast<float>(random() % 1800);
        settings.max_scale = 1 + static_cast<float>(random() % 50) / 10;
        settings.margin_px = 1 + static_cast<float>(random() % 30);
        settings.max_words_on_page = 1 + random() % 60;
        const CloudLayout layout = lay_out_cloud(words, settings);
        check_promises(words, settings, layout);
        CHECK(lay_out_cloud(words, settings) == layout);           // the same for the same input
        CHECK(lay_out_cloud(words, settings, &layout) == layout);  // and nothing moves when nothing changed
    }
}

TEST_CASE("two thousand words") {
    std::mt19937 random(2000);
    const Words words = any_words(random, 2000, 6000);
    const CloudLayout layout = lay_out_cloud(words, wall());
    check_promises(words, wall(), layout);
    CHECK(layout.pages >= 67);  // thirty on a page
    CHECK(lay_out_cloud(words, wall()) == layout);
}

TEST_CASE("the order of the input changes nothing but the order of the output") {
    std::mt19937 random(11);
    Words words = any_words(random, 40, 120);
    const CloudLayout layout = lay_out_cloud(words, wall());
    std::shuffle(words.begin(), words.end(), random);
    const CloudLayout shuffled = lay_out_cloud(words, wall());
    for (const PlacedWord& word : shuffled.words) CHECK(word == find(layout, word.id));
}

TEST_CASE("a word given more often is at least as large, and on no later page") {
    for (std::uint32_t seed = 1; seed <= 20; ++seed) {
        INFO("seed " << seed);
        std::mt19937 random(seed);
        const Words words = any_words(random, 90, 400);
        const CloudLayout layout = lay_out_cloud(words, wall());
        bool larger = true, earlier = true;
        for (std::size_t one = 0; one < words.size(); ++one) {
            for (std::size_t other = 0; other < words.size(); ++other) {
                if (words[one].count <= words[other].count) continue;
                larger = larger && layout.words[one].scale >= layout.words[other].scale;
                earlier = earlier && layout.words[one].page <= layout.words[other].page;
            }
        }
        CHECK(larger);
        CHECK(earlier);
        const auto most =
            std::max_element(words.begin(), words.end(),
                             [](const CloudWord& a, const CloudWord& b) { return a.count < b.count; });
        const PlacedWord& first = layout.words[static_cast<std::size_t>(most - words.begin())];
        CHECK(first.page == 0);
        CHECK(std::abs(first.left_px + first.width_px / 2 - 864) < 216);
        CHECK(std::abs(first.top_px + first.height_px / 2 - 380) < 95);
    }
}

TEST_CASE("the area of a word grows with its count while there is room for it") {
    const Words words{{1, 4, 60, 40}, {2, 2, 60, 40}, {3, 1, 60, 40}};
    CloudSettings settings = wall();
    settings.max_scale = 8;
    const CloudLayout layout = lay_out_cloud(words, settings);
    CHECK(layout.words[0].scale / layout.words[2].scale == Approx(2).epsilon(0.01));
    CHECK(layout.words[1].scale / layout.words[2].scale == Approx(std::sqrt(2.0)).epsilon(0.01));
}

TEST_CASE("a word broader than the page is made to fit, and only such a word becomes smaller than readable") {
    const Words words{{1, 9, 900, 40}, {2, 1, 3000, 40}, {3, 1, 200, 40}, {4, 1, 100, 4000}};
    const CloudLayout layout = lay_out_cloud(words, wall());
    check_promises(words, wall(), layout);
    CHECK(layout.words[0].scale <= 1728.0F / 900);
    CHECK(layout.words[0].scale >= 1);
    CHECK(layout.words[1].scale == Approx(1728.0 / 3000));
    CHECK(layout.words[2].scale >= 1);
    CHECK(layout.words[3].scale == Approx(760.0 / 4000));
}

TEST_CASE("sizes and settings without sense do no harm") {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const float infinity = std::numeric_limits<float>::infinity();
    const Words words{{1, 0, nan, 40},
                      {2, std::numeric_limits<std::uint32_t>::max(), 100, infinity},
                      {3, 1, -5, 0},
                      {3, 1, 50, 20},
                      {3, 7, 50, 20}};
    for (const CloudSettings& settings :
         {wall(), CloudSettings{}, CloudSettings{nan, infinity, nan, -1, nan, 0},
          CloudSettings{100, 100, 5, 1, 500, 2}}) {
        const CloudLayout layout = lay_out_cloud(words, settings);
        REQUIRE(layout.words.size() == words.size());
        for (const PlacedWord& word : layout.words) {
            CHECK(std::isfinite(word.left_px));
            CHECK(std::isfinite(word.top_px));
            CHECK(word.scale > 0);
            CHECK(word.page < layout.pages);
        }
        CHECK(lay_out_cloud(words, settings, &layout).words.size() == words.size());
    }
}

TEST_CASE("one new word seldom moves another") {
    std::size_t untouched = 0, rounds = 0, moves = 0, stood = 0;
    for (std::uint32_t seed = 1; seed <= 200; ++seed) {
        INFO("seed " << seed);
        std::mt19937 random(seed);
        const std::size_t number = 5 + random() % 100;
        Words words = any_words(random, number, static_cast<double>(number) * 3);
        const CloudLayout before = lay_out_cloud(words, wall());
        words.insert(words.begin() + static_cast<std::ptrdiff_t>(random() % words.size()),
                     any_word(random, 1000, 1));
        const CloudLayout after = lay_out_cloud(words, wall(), &before);
        check_promises(words, wall(), after);
        CHECK(lay_out_cloud(words, wall(), &before) == after);
        const std::size_t now = moved(before, after);
        ++rounds;
        untouched += now == 0 ? 1 : 0;
        moves += now;
        stood += number;
    }
    std::cout << "cloud: a new word moved nothing in " << untouched << " of " << rounds << " clouds, and "
              << moves << " of " << stood << " words in all\n";
    CHECK(untouched * 10 >= rounds * 9);
    CHECK(moves * 20 <= stood);
}

TEST_CASE("one more answer moves few words") {
    std::size_t untouched = 0, rounds = 0, moves = 0, stood = 0;
    for (std::uint32_t seed = 1; seed <= 200; ++seed) {
        INFO("seed " << seed);
        std::mt19937 random(seed);
        const std::size_t number = 5 + random() % 100;
        Words words = any_words(random, number, static_cast<double>(number) * 3);
        const CloudLayout before = lay_out_cloud(words, wall());
        ++words[random() % words.size()].count;
        const CloudLayout after = lay_out_cloud(words, wall(), &before);
        check_promises(words, wall(), after);
        const std::size_t now = moved(before, after);
        ++rounds;
        untouched += now == 0 ? 1 : 0;
        moves += now;
        stood += number;
    }
    std::cout << "cloud: one more answer moved nothing in " << untouched << " of " << rounds
              << " clouds, and " << moves << " of " << stood << " words in all\n";
    CHECK(moves * 20 <= stood);
}

TEST_CASE("a whole check-in, answer by answer, with merges and hidden words") {
    for (std::uint32_t seed = 1; seed <= 12; ++seed) {
        INFO("seed " << seed);
        std::mt19937 random(seed);
        Words words;
        CloudLayout layout;
        std::uint32_t next_id = 1;
        std::size_t moves = 0, stood = 0;
        for (int step = 0; step < 250; ++step) {
            INFO("step " << step);
            const auto chance = random() % 100;
            if (words.size() > 2 && chance < 5) {  // the chair hides a word, or merges it into another
                const std::size_t gone = random() % words.size();
                const std::uint32_t count = words[gone].count;
                words.erase(words.begin() + static_cast<std::ptrdiff_t>(gone));
                if (chance < 3) words[random() % words.size()].count += count;
            } else if (words.empty() || chance < 40) {
                words.push_back(any_word(random, next_id++, 1));
            } else {
                // What many said is said again.
                const std::size_t one = random() % words.size();
                const std::size_t other = random() % words.size();
                ++(words[one].count > words[other].count ? words[one] : words[other]).count;
            }
            CloudLayout next = lay_out_cloud(words, wall(), step == 0 ? nullptr : &layout);
            check_promises(words, wall(), next);
            moves += moved(layout, next);
            stood += layout.words.size();
            layout = std::move(next);
        }
        INFO(moves << " of " << stood << " words moved");
        CHECK(moves * 10 <= stood);
    }
}

TEST_CASE("a word that grows stays, and only what it would touch makes room") {
    std::mt19937 random(3);
    Words words = any_words(random, 25, 60);
    const CloudLayout before = lay_out_cloud(words, wall());
    CloudWord& smallest = *std::min_element(
        words.begin(), words.end(), [](const CloudWord& a, const CloudWord& b) { return a.count < b.count; });
    smallest.count = 6;
    const CloudLayout after = lay_out_cloud(words, wall(), &before);
    check_promises(words, wall(), after);
    CHECK(moved(before, after) <= 5);
    CHECK(find(after, smallest.id).scale > find(before, smallest.id).scale);
}

TEST_CASE("words that are gone leave the others where they stand") {
    std::mt19937 random(4);
    Words words = any_words(random, 70, 200);
    const CloudLayout before = lay_out_cloud(words, wall());
    REQUIRE(before.pages >= 3);
    Words fewer;
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (before.words[at].page != 1 && at % 7 != 0) fewer.push_back(words[at]);
    }
    const CloudLayout after = lay_out_cloud(fewer, wall(), &before);
    check_promises(fewer, wall(), after);
    CHECK(after.pages == before.pages - 1);  // the second page is empty and goes
    for (const PlacedWord& word : after.words) {
        PlacedWord was = find(before, word.id);
        if (was.page > 1) --was.page;
        CHECK(word == was);
    }
}

TEST_CASE("a layout made for another wall, or of other words, is not held to") {
    std::mt19937 random(5);
    const Words words = any_words(random, 20, 60);
    const CloudLayout before = lay_out_cloud(words, wall());
    CloudSettings smaller = wall();
    smaller.page_width_px = 900;
    CHECK(lay_out_cloud(words, smaller, &before) == lay_out_cloud(words, smaller));
    Words others = words;
    for (CloudWord& word : others) word.id += 5000;
    CHECK(lay_out_cloud(others, wall(), &before) == lay_out_cloud(others, wall()));
}
