// Owns the revealed check-in: all words together as a cloud, paged calmly, moving as little as they can.
// Main thread. It must never drop a word, nor show one smaller than the last row can read.
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "stage/cloud_layout.h"
#include "stage/scene.h"
#include "stage/scene_memory.h"

namespace buurtkiosk::stage {

namespace {

// The cloud is laid out in its own unit, this many to a base, so that every size of window shows the same
// cloud.
constexpr float units_per_base = 20.0F;
constexpr std::int64_t glide_ms = 300;
constexpr std::int64_t glide_frame_ms = 16;
constexpr std::size_t most_clouds = 3;
constexpr float tight_line_em = 1.06F;  // words of a cloud stand alone: no leading

// Words that several gave are bold, the others softer.
Type word_type(const views::WordView& word, float size) {
    Type type{size, word.count > 1 ? paint::Weight::bold : paint::Weight::regular,
              word.count > 1 ? Tone::text : Tone::soft};
    type.line_em = tight_line_em;
    return type;
}

CloudLayout lay_out(const Canvas& canvas, const std::vector<views::WordView>& words_given,
                    const CloudSettings& settings, const CloudLayout* previous) {
    std::vector<CloudWord> measured;
    measured.reserve(words_given.size());
    const float to_units = units_per_base / canvas.b(1.0F);
    for (const views::WordView& word : words_given) {
        const paint::TextSize size = canvas.measure(word.text, word_type(word, size_b::notes));
        measured.push_back({word.id.number, word.count, size.width_px * to_units, size.height_px * to_units});
    }
    return lay_out_cloud(measured, settings, previous);
}

// How large words may be, the most generous first; smaller ones only to bring all words together on one page.
constexpr std::array<std::pair<float, float>, 5> scales{{{1.15F, size_b::big},
                                                         {1.15F, size_b::large},
                                                         {1.1F, 2.4F},
                                                         {size_b::notes, 2.2F},
                                                         {size_b::notes, 1.8F}}};

// The first of the scales from that one on with one page, or with the fewest; by its place in the list.
std::pair<CloudLayout, std::size_t> lay_out_from(const Canvas& canvas,
                                                 const std::vector<views::WordView>& words_given,
                                                 CloudSettings settings, std::size_t first) {
    std::optional<CloudLayout> best;
    std::size_t chosen = first;
    for (std::size_t i = first; i < scales.size(); ++i) {
        settings.min_scale = scales[i].first;
        settings.max_scale = scales[i].second;
        CloudLayout made = lay_out(canvas, words_given, settings, nullptr);
        if (!best || made.pages < best->pages) {
            best = std::move(made);
            chosen = i;
        }
        if (best->pages <= 1) break;
    }
    return {std::move(*best), chosen};
}

// The remembered cloud of this check-in for a wall of this shape, brought up to date. settings: without
// scales.
const CloudShown& cloud_for(const SceneContext& context, const views::CheckInView& check_in,
                            const CloudSettings& settings) {
    std::vector<CloudShown>& clouds = context.memory.clouds;
    auto found = std::find_if(clouds.begin(), clouds.end(), [&](const CloudShown& one) {
        return one.check_in == check_in.id && one.page == settings;
    });
    if (found == clouds.end()) {
        if (clouds.size() >= most_clouds) {
            clouds.erase(
                std::min_element(clouds.begin(), clouds.end(),
                                 [](const auto& one, const auto& other) { return one.used < other.used; }));
        }
        CloudShown made;
        made.check_in = check_in.id;
        made.page = settings;
        made.words = check_in.words;
        std::tie(made.layout, made.scale) = lay_out_from(context.canvas, check_in.words, settings, 0);
        clouds.push_back(std::move(made));
        found = std::prev(clouds.end());
    } else if (found->words != check_in.words) {
        found->before.clear();
        for (const PlacedWord& word : found->layout.words) found->before.emplace(word.id, word);
        const std::uint32_t pages_before = found->layout.pages;
        CloudSettings same = settings;
        same.min_scale = scales[found->scale].first;
        same.max_scale = scales[found->scale].second;
        CloudLayout next = lay_out(context.canvas, check_in.words, same, &found->layout);
        if (next.pages > pages_before && found->scale + 1 < scales.size()) {
            // Before another page opens, all words together may grow smaller.
            auto [smaller, scale] = lay_out_from(context.canvas, check_in.words, settings, found->scale + 1);
            if (smaller.pages < next.pages) {
                next = std::move(smaller);
                found->scale = scale;
            }
        }
        found->layout = std::move(next);
        found->words = check_in.words;
        found->changed_ms = context.now_ms;
    }
    found->used = ++context.memory.uses;
    return *found;
}

void draw_word(const SceneContext& context, const Box& page, const CloudShown& cloud, std::size_t index,
               float glide) {
    const Canvas& canvas = context.canvas;
    const PlacedWord& word = cloud.layout.words[index];
    const float to_px = canvas.b(1.0F) / units_per_base;
    float left = word.left_px;
    float top = word.top_px;
    float opacity = 1.0F;
    if (glide < 1.0F) {
        const auto before = cloud.before.find(word.id);
        if (before == cloud.before.end() || before->second.page != word.page) {
            opacity = glide;
        } else {
            const PlacedWord& from = before->second;
            const float middle_x =
                std::lerp(from.left_px + from.width_px / 2.0F, left + word.width_px / 2.0F, glide);
            const float middle_y =
                std::lerp(from.top_px + from.height_px / 2.0F, top + word.height_px / 2.0F, glide);
            left = middle_x - word.width_px / 2.0F;
            top = middle_y - word.height_px / 2.0F;
        }
    }
    canvas.faded(opacity).text(page.x + left * to_px, page.y + top * to_px, cloud.words[index].text,
                               word_type(cloud.words[index], word.scale));
}

}  // namespace

SceneOutcome draw_cloud(const SceneContext& context, const views::CheckInView& check_in) {
    const Canvas& canvas = context.canvas;
    const Texts& texts = context.texts;
    if (check_in.words.empty()) {
        const bool closed = check_in.state == views::CheckInState::closed;
        draw_coming(context, texts("stage.check_in.no_words"),
                    closed ? "" : texts("stage.check_in.no_words_how"));
        return {};
    }
    const Box area = context.area;
    // The prompt on one line, or two of the smallest; longer than that people have read it before.
    const Type small{size_b::notes, paint::Weight::bold};
    const float heading_width = area.width - canvas.b(14.0F);
    std::string prompt = check_in.prompt.empty() ? texts("stage.check_in.eyebrow") : check_in.prompt;
    Type heading = canvas.fit(prompt, Type{size_b::lead, paint::Weight::bold}, {size_b::lead, size_b::words},
                              heading_width, 1, area.height);
    if (canvas.measure(prompt, heading, heading_width).lines > 1) heading = small;
    if (canvas.measure(prompt, heading, heading_width).lines > 2) {
        prompt = texts("stage.check_in.eyebrow");
        heading = bold_words;
    }
    const paint::TextSize heading_size = canvas.measure(prompt, heading, heading_width);
    const float head = heading_size.height_px + canvas.b(0.8F);
    const Box page{area.x, area.y + head, area.width, area.height - head};

    CloudSettings settings;
    settings.page_width_px = std::round(page.width / canvas.b(1.0F) * units_per_base);
    settings.page_height_px = std::round(page.height / canvas.b(1.0F) * units_per_base);
    settings.margin_px = 0.8F * units_per_base;
    const CloudShown& cloud = cloud_for(context, check_in, settings);

    SceneOutcome outcome;
    outcome.pages = std::max<std::size_t>(1, cloud.layout.pages);
    float glide = 1.0F;
    const int rate = context.snapshot.rate;
    const std::int64_t since_ms = (context.now_ms - cloud.changed_ms) / rate;
    if (!context.reduced_motion && cloud.changed_ms > 0 && since_ms < glide_ms) {
        const float share =
            std::clamp(static_cast<float>(since_ms) / static_cast<float>(glide_ms), 0.0F, 1.0F);
        glide = 1.0F - (1.0F - share) * (1.0F - share);
        outcome.change_at(context.now_ms + glide_frame_ms * rate);
    }
    canvas.text(area.x, area.y, prompt, heading, heading_width);
    draw_page_number(context, outcome.pages, area.y + canvas.line_height(heading) / 2.0F);
    for (std::size_t i = 0; i < cloud.layout.words.size(); ++i) {
        if (cloud.layout.words[i].page == context.page) draw_word(context, page, cloud, i, glide);
    }
    return outcome;
}

}  // namespace buurtkiosk::stage
