// Owns the scene of the one-word check-in: the question while people think, the words once they may be seen.
// Main thread. It must never show a word before its reveal: it has none until then.
#include <algorithm>
#include <string>
#include <vector>

#include "stage/scene.h"
#include "stage/scene_memory.h"

namespace buurtkiosk::stage {

namespace {

constexpr std::int64_t minute_ms = 60'000;
// Above a minute ring and figures move this seldom: a still wall lets people think.
constexpr std::int64_t calm_step_ms = 10'000;
constexpr std::int64_t most_with_seconds_ms = 10 * minute_ms;

std::int64_t in_steps(std::int64_t left_ms, std::int64_t step_ms) {
    return (left_ms + step_ms - 1) / step_ms * step_ms;
}

// What is said to be left, and until when that stands: to ten seconds, in the last minute to the second.
std::int64_t shown_left_ms(std::int64_t left_ms) {
    return in_steps(std::max<std::int64_t>(0, left_ms), left_ms > minute_ms ? calm_step_ms : 1000);
}

// The ring and what is left of the time to think. Gives how wide it is; nothing when there is no clock.
float draw_thinking_clock(const SceneContext& context, const views::CheckInView& check_in, float x,
                          float middle, SceneOutcome& outcome) {
    if (!check_in.thinks_until_ms) return 0.0F;
    const Canvas& canvas = context.canvas;
    const std::int64_t left_ms = *check_in.thinks_until_ms - context.now_ms;
    const float diameter = canvas.b(7.0F);
    // The view tells when thinking ends, not when it began: the first look at it is a full ring.
    SceneMemory& memory = context.memory;
    if (memory.thinking != check_in.id) {
        memory.thinking = check_in.id;
        memory.thinking_ms = 0;
    }
    memory.thinking_ms = std::max({memory.thinking_ms, in_steps(left_ms, calm_step_ms), calm_step_ms});
    const std::int64_t shown_ms = shown_left_ms(left_ms);
    if (left_ms > 0) {
        outcome.change_at(*check_in.thinks_until_ms -
                          (shown_ms - (left_ms > minute_ms ? calm_step_ms : 1000)));
    }
    canvas.ring(x + diameter / 2.0F, middle, diameter, canvas.b(1.1F),
                static_cast<float>(shown_ms) / static_cast<float>(memory.thinking_ms),
                canvas.palette().now());
    return diameter + canvas.b(2.0F);
}

std::string time_words(const SceneContext& context, const views::CheckInView& check_in) {
    if (!check_in.thinks_until_ms) return context.texts("stage.check_in.how");
    const std::int64_t left_ms = *check_in.thinks_until_ms - context.now_ms;
    if (left_ms <= 0) return context.texts("stage.check_in.time_up");
    if (left_ms <= most_with_seconds_ms) return countdown_text(shown_left_ms(left_ms));
    return context.texts.counted("stage.block.left", (left_ms + minute_ms - 1) / minute_ms);
}

SceneOutcome draw_thinking(const SceneContext& context, const views::CheckInView& check_in) {
    SceneOutcome outcome;
    const Canvas& canvas = context.canvas;
    const Box area = context.area;
    const bool closed = check_in.state == views::CheckInState::closed;

    const std::string time = closed ? context.texts("stage.check_in.closed") : time_words(context, check_in);
    const std::string count =
        of_everybody(context, "stage.check_in.count", check_in.count, context.view.room + context.view.home);
    const float clock_width = closed || !check_in.thinks_until_ms ? 0.0F : canvas.b(9.0F);
    const float words_width = area.width - clock_width;
    const Type time_type =
        canvas.fit(time, Type{size_b::heading, paint::Weight::bold},
                   {size_b::heading, size_b::lead, size_b::words}, words_width, 2, area.height * 0.35F);
    const float time_height = canvas.measure(time, time_type, words_width).height_px;
    const float count_height = count.empty() ? 0.0F : canvas.measure(count, words, words_width).height_px;
    const float band = std::max(clock_width > 0.0F ? canvas.b(7.0F) : 0.0F, time_height + count_height);
    const float top = area.bottom() - band;

    const float room = top - area.y - canvas.b(0.6F);
    const std::string eyebrow = context.texts("stage.check_in.eyebrow");
    const std::string& asked = check_in.prompt.empty() ? eyebrow : check_in.prompt;
    const Type prompt = canvas.fit(
        asked, Type{size_b::large, paint::Weight::bold},
        {size_b::large, size_b::heading, size_b::lead, size_b::words, size_b::notes}, area.width, 5, room);
    const float prompt_height = canvas.measure(asked, prompt, area.width).height_px;
    float y = area.y;
    if (!check_in.prompt.empty() && prompt_height + canvas.line_height(soft_words) <= room) {
        canvas.text(area.x, y, eyebrow, soft_words, area.width);
        y += canvas.line_height(soft_words);
    }
    std::vector<std::string> parts{asked};
    if (prompt_height > room) parts = split_to_fit(canvas, asked, prompt, area.width, room);
    outcome.pages = parts.size();
    canvas.text(area.x, y, parts[std::min(context.page, parts.size() - 1)], prompt, area.width);

    const float middle = top + band / 2.0F;
    float x = area.x;
    if (!closed) x += draw_thinking_clock(context, check_in, area.x, middle, outcome);
    const float words_top = middle - (time_height + count_height) / 2.0F;
    canvas.text(x, words_top, time, time_type, words_width);
    canvas.text(x, words_top + time_height, count, words, words_width);
    return outcome;
}

}  // namespace

SceneOutcome draw_check_in(const SceneContext& context) {
    if (!context.view.check_in) {
        draw_coming(context, context.texts("stage.check_in.soon"), context.texts("stage.check_in.soon_how"));
        return {};
    }
    const views::CheckInView& check_in = *context.view.check_in;
    if (!check_in.words_shown) return draw_thinking(context, check_in);
    return draw_cloud(context, check_in);
}

}  // namespace buurtkiosk::stage
