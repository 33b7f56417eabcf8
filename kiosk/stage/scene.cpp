// Owns what the scenes share: texts with numbers, clocks, pages, and the calm words of an empty scene.
// Main thread. It must never know one scene from another.
#include "stage/scene.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <numeric>

namespace buurtkiosk::stage {

namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t second_ms = 1'000;

std::int64_t rounded_up(std::int64_t value, std::int64_t unit) { return (value + unit - 1) / unit; }

}  // namespace

std::string Texts::counted(std::string_view key, std::int64_t n,
                           std::vector<TextParameter> parameters) const {
    parameters.push_back({"n", std::to_string(n)});
    return locales_.text(language_, key, parameters);
}

std::string Texts::tenths(double value) const {
    const long all = std::lround(value * 10);
    std::string number = std::to_string(all / 10);
    if (all % 10 != 0) number += (*this)("common.decimal_sign") + std::to_string(std::abs(all % 10));
    return number;
}

std::string clock_text(std::int64_t at_ms) {
    const auto seconds = static_cast<std::time_t>(at_ms / 1000);
    std::tm local{};
    localtime_r(&seconds, &local);
    char text[8];
    std::strftime(text, sizeof(text), "%H:%M", &local);
    return text;
}

std::string countdown_text(std::int64_t left_ms) {
    const std::int64_t seconds = rounded_up(std::max<std::int64_t>(0, left_ms), 1000);
    const std::int64_t rest = seconds % 60;
    return std::to_string(seconds / 60) + (rest < 10 ? ":0" : ":") + std::to_string(rest);
}

void draw_coming(const SceneContext& context, std::string_view what, std::string_view how) {
    const Canvas& canvas = context.canvas;
    const Box area = context.area;
    const Type large =
        canvas.fit(what, Type{size_b::large, paint::Weight::bold},
                   {size_b::large, size_b::heading, size_b::lead, size_b::words, size_b::notes}, area.width,
                   3, area.height * 0.75F);
    const float what_height = canvas.measure(what, large, area.width).height_px;
    float how_height = 0.0F;
    if (!how.empty()) how_height = canvas.b(1.0F) + canvas.measure(how, soft_words, area.width).height_px;
    const bool with_how = what_height + how_height <= area.height;
    // A little above the middle looks like the middle.
    const float height = what_height + (with_how ? how_height : 0.0F);
    const float y = area.y + std::max(0.0F, (area.height - height) * 0.42F);
    canvas.text(area.x, y, what, large, area.width);
    if (with_how && how_height > 0.0F) {
        canvas.text(area.x, y + what_height + canvas.b(1.0F), how, soft_words, area.width);
    }
}

std::string person_words(const SceneContext& context, const std::string& name) {
    return context.texts.person_name(name);
}

std::vector<std::string> split_to_fit(const Canvas& canvas, const std::string& text, const Type& type,
                                      float width, float height) {
    std::vector<std::string> parts;
    std::string part;
    std::size_t at = 0;
    while (at < text.size()) {
        std::size_t end = text.find(' ', at);
        if (end == std::string::npos) end = text.size();
        const std::string longer =
            part.empty() ? text.substr(at, end - at) : part + " " + text.substr(at, end - at);
        if (!part.empty() && canvas.measure(longer, type, width).height_px > height) {
            parts.push_back(std::move(part));
            part = text.substr(at, end - at);
        } else {
            part = longer;
        }
        at = end + 1;
    }
    parts.push_back(std::move(part));
    return parts;
}

float status_height(const Canvas& canvas) { return canvas.line_height(words) + canvas.b(1.0F); }

void draw_status(const SceneContext& context, std::string_view count, const Type& type) {
    const Canvas& canvas = context.canvas;
    const float for_page_number = canvas.b(9.0F);
    const Type fitting = canvas.fit(count, type, {size_b::words, size_b::notes},
                                    context.area.width - for_page_number, 1, context.area.height);
    const float middle = context.area.bottom() - canvas.line_height(words) / 2.0F;
    canvas.text_beside(context.area.x, middle, count, fitting);
}

void draw_page_number(const SceneContext& context, std::size_t pages) {
    draw_page_number(context, pages, context.area.bottom() - context.canvas.line_height(words) / 2.0F);
}

float draw_page_number(const SceneContext& context, std::size_t pages, float middle) {
    if (pages < 2) return 0.0F;
    const Canvas& canvas = context.canvas;
    const std::string number = context.texts(
        "stage.page", {{"page", std::to_string(context.page + 1)}, {"pages", std::to_string(pages)}});
    const paint::TextSize size = canvas.measure(number, notes);
    canvas.text_beside(context.area.right() - size.width_px, middle, number, notes);
    if (pages > 8 || context.area.width < canvas.b(40.0F)) return size.width_px;
    const float step = canvas.b(1.1F);
    const float first =
        context.area.right() - size.width_px - canvas.b(1.0F) - step * static_cast<float>(pages - 1);
    for (std::size_t i = 0; i < pages; ++i) {
        const bool here = i == context.page;
        const float side = canvas.b(here ? 0.7F : 0.45F);
        const float x = first + step * static_cast<float>(i);
        canvas.rectangle({x - side / 2.0F, middle - side / 2.0F, side, side},
                         here ? canvas.palette().now() : canvas.palette().soft_text, side / 2.0F);
    }
    return context.area.right() - first + step;
}

std::vector<std::size_t> spread_over_pages(const std::vector<float>& heights, float gap, float page_height) {
    const auto pages_at = [&](float limit) {
        std::vector<std::size_t> pages;
        float used = 0.0F;
        for (const float height : heights) {
            if (pages.empty() || used + gap + height > limit) {
                pages.push_back(0);
                used = -gap;
            }
            ++pages.back();
            used += gap + height;
        }
        return pages;
    };
    std::vector<std::size_t> pages = pages_at(page_height);
    if (pages.size() < 2) return pages;
    // The lowest limit that takes no more pages: five and five rather than nine and one.
    float low = *std::max_element(heights.begin(), heights.end());
    float high = page_height;
    for (int i = 0; i < 12 && low < high; ++i) {
        const float middle = (low + high) / 2.0F;
        if (pages_at(middle).size() <= pages.size()) {
            high = middle;
        } else {
            low = middle;
        }
    }
    return pages_at(std::min(high, page_height));
}

std::string of_everybody(const SceneContext& context, std::string_view key, std::uint32_t count,
                         std::uint32_t all) {
    const std::uint32_t everybody = std::max(count, all);
    if (everybody == 0) return {};
    return context.texts.counted(key, count, {{"of", std::to_string(everybody)}});
}

const views::BlockView* block_now(const views::PublicView& view) {
    if (!view.agenda.now) return nullptr;
    for (const views::BlockView& block : view.agenda.blocks) {
        if (block.id == *view.agenda.now) return &block;
    }
    return nullptr;
}

std::optional<BlockTime> block_time(const SceneContext& context, const views::BlockView& block,
                                    bool with_seconds) {
    const auto left = views::time_left(block, context.now_ms);
    if (!left) return std::nullopt;
    BlockTime time{"", *left, 0};
    if (left->over()) {
        const std::int64_t over = -left->left_ms / minute_ms;
        time.words = over == 0 ? context.texts("stage.block.time_up")
                               : context.texts.counted("stage.block.over", over);
        time.next_change_ms = context.now_ms + left->left_ms + (over + 1) * minute_ms;
        return time;
    }
    const bool in_seconds = with_seconds && left->left_ms <= minute_ms;
    const std::int64_t unit_ms = in_seconds ? second_ms : minute_ms;
    const std::int64_t units = rounded_up(left->left_ms, unit_ms);
    time.words = context.texts.counted(in_seconds ? "stage.block.seconds_left" : "stage.block.left", units);
    time.next_change_ms = context.now_ms + left->left_ms - (units - 1) * unit_ms;
    if (const auto little = left->until_little_ms()) {
        time.next_change_ms = std::min(time.next_change_ms, context.now_ms + *little);
    }
    return time;
}

std::optional<BlockTime> block_time(const SceneContext& context, bool with_seconds) {
    const views::BlockView* block = block_now(context.view);
    return block == nullptr ? std::nullopt : block_time(context, *block, with_seconds);
}

}  // namespace buurtkiosk::stage
