// Measures the layout of a word cloud: 500 answers in 150 words, anew and with one word more, beside a plain
// spiral that tests every place against every word. Runs alone on its thread and prints one line of JSON. It
// must never include anything that draws: sizes come from a table of letters, as if they were measured.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "stage/cloud_layout.h"

namespace {

using buurtkiosk::stage::CloudLayout;
using buurtkiosk::stage::CloudSettings;
using buurtkiosk::stage::CloudWord;
using buurtkiosk::stage::lay_out_cloud;
using buurtkiosk::stage::PlacedWord;

constexpr int rounds = 50;
constexpr std::size_t word_count = 150;
constexpr std::uint32_t answer_count = 500;

// 150 words of two to fifteen letters; a few are given by many, most by one, 500 answers in all.
std::vector<CloudWord> evening() {
    std::vector<CloudWord> words;
    std::uint32_t left = answer_count - word_count;
    for (std::uint32_t id = 0; id < word_count; ++id) {
        const std::uint32_t more = std::min(left, left / 7 + 1);
        left -= more;
        const auto letters = static_cast<float>(2 + (id * 7 + id / 3) % 14);
        words.push_back({id, 1 + more, letters * 18, 40});
    }
    return words;
}

bool meet(const PlacedWord& one, const PlacedWord& other, float margin_px) {
    return one.left_px < other.left_px + other.width_px + margin_px &&
           other.left_px < one.left_px + one.width_px + margin_px &&
           one.top_px < other.top_px + other.height_px + margin_px &&
           other.top_px < one.top_px + one.height_px + margin_px;
}

// The reference: the same words at the same sizes, along an Archimedean spiral from the middle of the page,
// each place tested against all words that stand there; page after page, so that it drops none either.
// Returns the pages.
std::uint32_t spiral(std::vector<PlacedWord> words, const CloudSettings& settings) {
    std::sort(words.begin(), words.end(),
              [](const PlacedWord& one, const PlacedWord& other) { return one.scale > other.scale; });
    std::vector<std::vector<PlacedWord>> pages;
    const float flatness = settings.page_width_px / settings.page_height_px;
    const auto place_on = [&](std::vector<PlacedWord>& page, PlacedWord word) {
        if (page.size() >= settings.max_words_on_page) return false;
        constexpr float turn_step = 0.1F;
        constexpr float climb_px = 3;  // for each radian
        for (float turn = 0; turn * climb_px < settings.page_height_px; turn += turn_step) {
            word.left_px =
                settings.page_width_px / 2 + flatness * climb_px * turn * std::cos(turn) - word.width_px / 2;
            word.top_px = settings.page_height_px / 2 + climb_px * turn * std::sin(turn) - word.height_px / 2;
            if (word.left_px < 0 || word.top_px < 0 ||
                word.left_px + word.width_px > settings.page_width_px ||
                word.top_px + word.height_px > settings.page_height_px) {
                continue;
            }
            const bool is_free = std::none_of(page.begin(), page.end(), [&](const PlacedWord& other) {
                return meet(word, other, settings.margin_px);
            });
            if (!is_free) continue;
            page.push_back(word);
            return true;
        }
        return false;
    };
    for (const PlacedWord& word : words) {
        const bool placed = std::any_of(pages.begin(), pages.end(),
                                        [&](std::vector<PlacedWord>& page) { return place_on(page, word); });
        if (placed) continue;
        pages.emplace_back();
        place_on(pages.back(), word);
    }
    return static_cast<std::uint32_t>(pages.size());
}

// The median of the rounds, in milliseconds.
template <typename Work>
double median_ms(Work work) {
    std::vector<double> times;
    for (int round = 0; round < rounds; ++round) {
        const auto start = std::chrono::steady_clock::now();
        work();
        times.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    }
    std::nth_element(times.begin(), times.begin() + rounds / 2, times.end());
    return times[rounds / 2];
}

}  // namespace

int main() {
    const CloudSettings settings{1728, 760, 1, 4, 14, 30};
    const std::vector<CloudWord> words = evening();
    CloudLayout layout;
    const double layout_ms = median_ms([&] { layout = lay_out_cloud(words, settings); });

    std::vector<CloudWord> one_more = words;
    one_more.push_back({1000, 1, 150, 40});
    CloudLayout next;
    const double one_more_ms = median_ms([&] { next = lay_out_cloud(one_more, settings, &layout); });
    std::size_t moved = 0;
    for (std::size_t at = 0; at < words.size(); ++at) moved += next.words[at] == layout.words[at] ? 0 : 1;

    std::uint32_t spiral_pages = 0;
    const double spiral_ms = median_ms([&] { spiral_pages = spiral(layout.words, settings); });

    std::printf(
        "{\"bench\":\"cloud\",\"answers\":%u,\"words\":%zu,\"pages\":%u,\"layout_ms\":%.3f,\"limit_ms\":8,"
        "\"one_more_word_ms\":%.3f,\"one_more_word_moved\":%zu,\"reference\":\"spiral without a grid\","
        "\"reference_ms\":%.3f,\"reference_pages\":%u,\"ratio\":%.3f}\n",
        answer_count, words.size(), layout.pages, layout_ms, one_more_ms, moved, spiral_ms, spiral_pages,
        layout_ms / spiral_ms);
    return 0;
}
