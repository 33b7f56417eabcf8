// Owns the scene of a poll: the question and its options while it is open, that it is closed, and then its
// result. Main thread. While a poll is open it must never show more than how many have voted.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "stage/poll_parts.h"
#include "stage/scene.h"

namespace buurtkiosk::stage {

namespace {

const views::PollView* poll_on_stage(const views::PublicView& view) {
    for (const views::PollView& poll : view.polls) {
        if (view.stage.poll == poll.id) return &poll;
    }
    return nullptr;
}

// Options in one column, or in two where all of them are short.
struct OptionGrid {
    Type type;
    std::size_t columns = 1;
    float column_width = 0.0F;
    float row_gap = 0.0F;
    std::vector<float> row_heights;
};

OptionGrid grid(const SceneContext& context, const views::PollView& poll, float size, std::size_t columns) {
    const Canvas& canvas = context.canvas;
    OptionGrid made;
    made.type = Type{size};
    made.columns = columns;
    const float gap = canvas.b(2.0F);
    made.column_width =
        (context.area.width - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
    made.row_gap = canvas.b(0.6F);
    const float text_width = made.column_width - mark_space(canvas, size);
    for (std::size_t i = 0; i < poll.options.size(); i += columns) {
        float height = mark_diameter(canvas, size);
        for (std::size_t j = i; j < std::min(i + columns, poll.options.size()); ++j) {
            const paint::TextSize measured =
                canvas.measure(option_words(context, poll, j), made.type, text_width);
            height = std::max(height, measured.height_px);
        }
        made.row_heights.push_back(height);
    }
    return made;
}

float total(const OptionGrid& options) {
    float sum = 0.0F;
    for (const float height : options.row_heights) sum += height + options.row_gap;
    return sum - options.row_gap;
}

float highest_row(const OptionGrid& options) {
    return *std::max_element(options.row_heights.begin(), options.row_heights.end());
}

bool all_within_lines(const SceneContext& context, const views::PollView& poll, const OptionGrid& options,
                      std::size_t most_lines) {
    const float text_width = options.column_width - mark_space(context.canvas, options.type.size);
    for (std::size_t i = 0; i < poll.options.size(); ++i) {
        const paint::TextSize measured =
            context.canvas.measure(option_words(context, poll, i), options.type, text_width);
        if (measured.lines > most_lines || measured.breaks_word) return false;
    }
    return true;
}

struct OpenPlan {
    PollPages pages;
    OptionGrid options;
};

// As large as all options fit at once; where they do not, denser, in two columns and below a smaller
// question; only then paged.
OpenPlan plan_open(const SceneContext& context, const views::PollView& poll) {
    const float highest = highest_row(grid(context, poll, size_b::notes, 1));
    const bool many = poll.options.size() >= 4;
    const auto at_once = [&](const PollHead& head, float size, std::size_t columns,
                             std::size_t most_lines) -> std::optional<OpenPlan> {
        OpenPlan plan{plan_pages(context, poll, head, highest), grid(context, poll, size, columns)};
        if (plan.pages.question_alone || total(plan.options) > plan.pages.body.height) return std::nullopt;
        if (columns > 1 && !all_within_lines(context, poll, plan.options, most_lines)) return std::nullopt;
        return plan;
    };
    for (const PollHead& head : {usual_head, head_without_eyebrow}) {
        for (const float size : {size_b::heading, size_b::lead, size_b::words}) {
            if (auto plan = at_once(head, size, 1, 0)) return *plan;
            if (!many) continue;
            if (auto plan = at_once(head, size, 2, 1)) return *plan;
        }
    }
    for (const float size : {size_b::words, size_b::notes}) {
        for (const PollHead& head :
             {usual_head, head_without_eyebrow, dense_heads[0], dense_heads[1], dense_heads[2]}) {
            if (auto plan = at_once(head, size, 1, 0)) return *plan;
            if (!many) continue;
            if (auto plan = at_once(head, size, 2, 3)) return *plan;
        }
    }
    // Paged; set smaller where that takes fewer pages, or one option alone is higher than a page.
    const PollPages pages = plan_pages(context, poll, head_without_eyebrow, highest);
    const auto page_count = [&](const OptionGrid& options) {
        return spread_over_pages(options.row_heights, options.row_gap, pages.body.height).size();
    };
    OptionGrid usual = grid(context, poll, size_b::words, 1);
    OptionGrid small = grid(context, poll, size_b::notes, 1);
    const bool too_high = highest_row(usual) > pages.body.height;
    return {pages, too_high || page_count(small) < page_count(usual) ? std::move(small) : std::move(usual)};
}

SceneOutcome draw_open(const SceneContext& context, const views::PollView& poll) {
    const Canvas& canvas = context.canvas;
    SceneOutcome outcome;
    const OpenPlan plan = plan_open(context, poll);
    const PollPages& pages = plan.pages;
    const OptionGrid& options = plan.options;
    const std::vector<std::size_t> rows_of_page =
        spread_over_pages(options.row_heights, options.row_gap, pages.body.height);
    const std::size_t before = pages.before();
    outcome.pages = rows_of_page.size() + before;
    outcome.page_ms = poll_page_ms;
    draw_poll_frame(context, poll, pages, bold_words, outcome.pages);
    if (context.page < before) return outcome;

    const std::size_t page = std::min(context.page - before, rows_of_page.size() - 1);
    std::size_t row = 0;
    for (std::size_t i = 0; i < page; ++i) row += rows_of_page[i];
    float y = pages.body.y;
    const float text_offset = mark_space(canvas, options.type.size);
    for (std::size_t i = row; i < row + rows_of_page[page]; ++i) {
        for (std::size_t column = 0; column < options.columns; ++column) {
            const std::size_t option = i * options.columns + column;
            if (option >= poll.options.size()) break;
            const float x =
                pages.body.x + static_cast<float>(column) * (options.column_width + canvas.b(2.0F));
            const float diameter = mark_diameter(canvas, options.type.size);
            const float width = options.column_width - text_offset;
            const std::string label = option_words(context, poll, option);
            const bool one_line = canvas.measure(label, options.type, width).lines == 1;
            draw_mark(canvas, poll, option, x + diameter / 2.0F, y + diameter / 2.0F, diameter);
            if (one_line) {
                canvas.text_beside(x + text_offset, y + diameter / 2.0F, label, options.type, width);
            } else {
                canvas.text(x + text_offset, y, label, options.type, width);
            }
        }
        y += options.row_heights[i] + options.row_gap;
    }
    return outcome;
}

SceneOutcome draw_closed(const SceneContext& context, const views::PollView& poll) {
    const Canvas& canvas = context.canvas;
    const Box area = context.area;
    const std::string closed = context.texts("stage.poll.closed");
    const std::string voted = of_everybody(context, "stage.poll.voted", poll.cast, poll.may_vote);
    const Type large =
        canvas.fit(closed, Type{size_b::heading, paint::Weight::bold},
                   {size_b::heading, size_b::lead, size_b::words}, area.width, 2, area.height * 0.4F);
    const float height = canvas.measure(closed, large, area.width).height_px;
    const float below = voted.empty() ? 0.0F : canvas.measure(voted, words, area.width).height_px;
    const float band = height + below;
    canvas.text(area.x, area.bottom() - band, closed, large, area.width);
    canvas.text(area.x, area.bottom() - below, voted, words, area.width);

    // The question once more where there is room: everybody has read it.
    const float room = area.height - band - canvas.b(1.5F);
    const Type question =
        canvas.fit(poll.question, Type{size_b::heading},
                   {size_b::heading, size_b::lead, size_b::words, size_b::notes}, area.width, 7, room);
    const float question_height = canvas.measure(poll.question, question, area.width).height_px;
    if (question_height > room) return {};
    const float eyebrow = canvas.line_height(soft_words);
    float y = area.y;
    if (question_height + eyebrow <= room) {
        canvas.text(area.x, y, context.texts("stage.poll.eyebrow"), soft_words, area.width);
        y += eyebrow;
    }
    canvas.text(area.x, y, poll.question, question, area.width);
    return {};
}

}  // namespace

SceneOutcome draw_poll(const SceneContext& context) {
    const views::PollView* poll = poll_on_stage(context.view);
    if (poll == nullptr || poll->state == views::PollState::draft) {
        draw_coming(context, context.texts("stage.poll.soon"), context.texts("stage.poll.soon_how"));
        return {};
    }
    if (poll->state == views::PollState::shown) return draw_poll_result(context, *poll);
    if (poll->state == views::PollState::closed) return draw_closed(context, *poll);
    return draw_open(context, *poll);
}

}  // namespace buurtkiosk::stage
