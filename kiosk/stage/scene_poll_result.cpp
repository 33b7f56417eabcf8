// Owns the scene of a poll's result: a bar for each option, in the order of the ballot, with its count in
// words. Main thread. It must never reorder bars, nor show a share without the number behind it.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "stage/poll_parts.h"
#include "stage/scene.h"

namespace buurtkiosk::stage {

namespace {

// How a count is told: in words, or where that takes the room of the answers, as a number alone (how many
// voted stands on the same wall).
struct RowStyle {
    bool number_only = false;
    float least_bar = 11.0F;  // bases, of the longest bar
    float gap = 0.7F;
    float mark = 3.0F;  // bases, at least
};
constexpr RowStyle roomy{};
constexpr RowStyle narrow{.number_only = true, .least_bar = 7.0F, .gap = 0.5F};
constexpr RowStyle tight{.number_only = true, .least_bar = 7.0F, .gap = 0.35F, .mark = 2.75F};

struct ResultRows {
    Type type;
    RowStyle style;
    float mark = 0.0F;
    bool stacked = false;  // words above the bar rather than beside it
    float words_width = 0.0F;
    float bar_x = 0.0F;  // from the left of the body
    float bar_length = 0.0F;
    float bar_height = 0.0F;
    float gap = 0.0F;
    std::vector<float> heights;
};

std::uint32_t count_of(const views::PollView& poll, std::size_t option) {
    const auto found = poll.counts.find(poll.options[option].id);
    return found == poll.counts.end() ? 0 : found->second;
}

std::string votes(const SceneContext& context, const views::PollView& poll, std::size_t option,
                  const RowStyle& style) {
    if (style.number_only) return std::to_string(count_of(poll, option));
    return context.texts.counted("stage.poll.votes", count_of(poll, option));
}

ResultRows plan_rows(const SceneContext& context, const views::PollView& poll, float width, float size,
                     const RowStyle& style) {
    const Canvas& canvas = context.canvas;
    ResultRows rows;
    rows.type = Type{size};
    rows.style = style;
    rows.gap = canvas.b(style.gap);
    rows.bar_height = canvas.b(size * 1.6F);
    const float diameter = std::max(canvas.b(style.mark), canvas.b(size * 2.2F));
    const float mark = diameter + canvas.b(1.2F);
    rows.mark = diameter;

    float votes_width = 0.0F;
    float longest = 0.0F;
    for (std::size_t i = 0; i < poll.options.size(); ++i) {
        const Type bold = resized(bold_words, size);
        votes_width = std::max(votes_width, canvas.measure(votes(context, poll, i, style), bold).width_px);
        longest = std::max(longest, canvas.measure(option_words(context, poll, i), rows.type).width_px);
    }
    const float count_space = votes_width + canvas.b(1.2F);
    const float least_bar = canvas.b(style.least_bar);

    const float most_words = width - mark - canvas.b(1.5F) - least_bar - count_space;
    rows.words_width = std::max(canvas.b(4.0F), std::min(longest + 1.0F, most_words));
    rows.bar_x = mark + rows.words_width + canvas.b(1.5F);
    rows.bar_length = width - rows.bar_x - count_space;
    for (std::size_t i = 0; i < poll.options.size() && !rows.stacked; ++i) {
        const paint::TextSize measured =
            canvas.measure(option_words(context, poll, i), rows.type, rows.words_width);
        rows.stacked =
            measured.lines > 2 || measured.breaks_word || measured.width_px > rows.words_width + 1.0F;
        rows.heights.push_back(std::max(diameter, measured.height_px));
    }
    rows.stacked = rows.stacked || rows.bar_length < least_bar - 1.0F;
    if (!rows.stacked) return rows;

    rows.heights.clear();
    rows.words_width = width - mark;
    rows.bar_x = mark;
    rows.bar_length = width - mark - count_space;
    rows.gap = canvas.b(1.2F);
    for (std::size_t i = 0; i < poll.options.size(); ++i) {
        const paint::TextSize measured =
            canvas.measure(option_words(context, poll, i), rows.type, rows.words_width);
        rows.heights.push_back(std::max(diameter, measured.height_px) + canvas.line_height(rows.type));
    }
    return rows;
}

float highest_row(const ResultRows& rows) {
    return *std::max_element(rows.heights.begin(), rows.heights.end());
}

struct ResultPlan {
    PollPages pages;
    ResultRows rows;
    std::vector<std::size_t> rows_of_page;
    std::size_t count() const { return rows_of_page.size() + pages.before(); }
};

// As large as fits on one page. Where the usual way does not: numbers rather than words, narrower bars and a
// smaller question, because a result is read as a whole. Else what takes the fewest pages, the larger of
// equals.
ResultPlan plan_result(const SceneContext& context, const views::PollView& poll, float highest) {
    const auto plan_for = [&](const PollHead& head, float size, const RowStyle& style) {
        const PollPages pages = plan_pages(context, poll, head, highest);
        ResultPlan plan{pages, plan_rows(context, poll, pages.body.width, size, style), {}};
        plan.rows_of_page = spread_over_pages(plan.rows.heights, plan.rows.gap, pages.body.height);
        return plan;
    };
    const auto whole = [](const ResultPlan& plan) {
        return plan.count() == 1 && highest_row(plan.rows) <= plan.pages.body.height;
    };
    for (const PollHead& head : {usual_head, head_without_eyebrow}) {
        for (const float size : {size_b::heading, size_b::lead, size_b::words}) {
            ResultPlan plan = plan_for(head, size, roomy);
            if (whole(plan) && !plan.rows.stacked) return plan;
        }
    }
    for (const float size : {size_b::words, size_b::notes}) {
        for (const RowStyle& style : {roomy, narrow, tight}) {
            for (const PollHead& head :
                 {usual_head, head_without_eyebrow, dense_heads[0], dense_heads[1], dense_heads[2]}) {
                ResultPlan plan = plan_for(head, size, style);
                if (whole(plan)) return plan;
            }
        }
    }
    std::optional<ResultPlan> best;
    for (const PollHead& head : {usual_head, head_without_eyebrow}) {
        for (const float size : {size_b::words, size_b::notes}) {
            for (const RowStyle& style : {roomy, narrow}) {
                ResultPlan plan = plan_for(head, size, style);
                if (size > size_b::notes && highest_row(plan.rows) > plan.pages.body.height) continue;
                if (!best || plan.count() < best->count()) best = std::move(plan);
            }
        }
    }
    return *best;
}

void draw_row(const SceneContext& context, const views::PollView& poll, const ResultRows& rows,
              std::size_t option, float x, float y, std::uint32_t largest) {
    const Canvas& canvas = context.canvas;
    const float diameter = rows.mark;
    const std::string label = option_words(context, poll, option);
    const bool one_line = canvas.measure(label, rows.type, rows.words_width).lines == 1;
    const float row_height = rows.heights[option];
    const float mark = diameter + canvas.b(1.2F);
    const float bar_line =
        rows.stacked ? y + row_height - canvas.line_height(rows.type) / 2.0F : y + row_height / 2.0F;
    const float words_middle = rows.stacked ? y + diameter / 2.0F : y + row_height / 2.0F;
    draw_mark(canvas, poll, option, x + diameter / 2.0F, words_middle, diameter);
    if (one_line || !rows.stacked) {
        canvas.text_beside(x + mark, words_middle, label, rows.type, rows.words_width);
    } else {
        canvas.text(x + mark, y, label, rows.type, rows.words_width);
    }

    const std::uint32_t count = count_of(poll, option);
    const float share = largest == 0 ? 0.0F : static_cast<float>(count) / static_cast<float>(largest);
    const float length = std::max(rows.bar_length * share, canvas.b(0.25F));
    const float bar_x = x + rows.bar_x;
    canvas.bar(bar_x, bar_line - rows.bar_height / 2.0F, length, rows.bar_height, 1.0F,
               mark_colour(canvas, poll, option), canvas.palette().rule);
    canvas.text_beside(bar_x + length + canvas.b(1.2F), bar_line, votes(context, poll, option, rows.style),
                       resized(bold_words, rows.type.size));
}

}  // namespace

SceneOutcome draw_poll_result(const SceneContext& context, const views::PollView& poll) {
    const float highest = highest_row(plan_rows(context, poll, context.area.width, size_b::notes, roomy));
    const ResultPlan plan = plan_result(context, poll, highest);
    const PollPages& pages = plan.pages;
    const ResultRows& rows = plan.rows;
    const std::vector<std::size_t>& rows_of_page = plan.rows_of_page;
    const std::size_t before = pages.before();
    SceneOutcome outcome;
    outcome.pages = rows_of_page.size() + before;
    outcome.page_ms = poll_page_ms;
    draw_poll_frame(context, poll, pages, soft_words, outcome.pages);
    if (context.page < before || rows_of_page.empty()) return outcome;

    std::uint32_t largest = 0;
    for (std::size_t i = 0; i < poll.options.size(); ++i) largest = std::max(largest, count_of(poll, i));
    const std::size_t page = std::min(context.page - before, rows_of_page.size() - 1);
    std::size_t option = 0;
    for (std::size_t i = 0; i < page; ++i) option += rows_of_page[i];
    float y = pages.body.y;
    for (std::size_t i = 0; i < rows_of_page[page]; ++i, ++option) {
        draw_row(context, poll, rows, option, pages.body.x, y, largest);
        y += rows.heights[option] + rows.gap;
    }
    return outcome;
}

}  // namespace buurtkiosk::stage
