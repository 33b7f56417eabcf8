// Owns the scene of the programme: what was, what is now and how long yet, what comes, when the evening ends.
// Main thread. It must never list more than the last row can read: it chooses the blocks around now.
#include <algorithm>
#include <string>

#include "stage/scene.h"
#include "stage/time_marks.h"

namespace buurtkiosk::stage {

namespace {

struct Row {
    const views::BlockView* block;
    std::optional<BlockTime> running;  // a table that works beside others
    std::string time;
    Type type;
    float height;
};

struct Columns {
    float icon;   // the middle of the marks
    float title;  // where titles begin
    float title_width;
    float time_width;  // ends at the right edge
};

// Where a part stands under what is on: shown with it. Other blocks are shown whole, by their own line.
bool is_listed(const views::BlockView& block, const views::BlockView* now) {
    const bool is_whole_of_now = now != nullptr && now->inside == block.id;
    if (!block.inside) return !is_whole_of_now;
    return now != nullptr && block.inside == now->inside;
}

// The block that the part which is on belongs to.
const views::BlockView* whole_of(const SceneContext& context, const views::BlockView& part) {
    for (const views::BlockView& block : context.view.agenda.blocks) {
        if (part.inside == block.id) return &block;
    }
    return nullptr;
}

std::string row_time(const SceneContext& context, const views::BlockView& block) {
    // A table that works beside others: how long yet, or that it is ready.
    if (const auto running = block_time(context, block, false)) return running->words;
    if (block.inside == context.view.agenda.now && block.state == views::BlockState::done)
        return context.texts("stage.agenda.table_ready");
    if (block.starts_ms) return clock_text(*block.starts_ms);
    if (block.minutes > 0) return context.texts.counted("stage.agenda.minutes", block.minutes);
    return {};
}

Row make_row(const SceneContext& context, const views::BlockView& block, const Columns& columns) {
    Row row{&block, block_time(context, block, false), row_time(context, block),
            block.state == views::BlockState::done ? soft_words : words, 0.0F};
    row.height = context.canvas.measure(block.title, row.type, columns.title_width).height_px;
    return row;
}

float draw_row(const SceneContext& context, const Row& row, const Columns& columns, float y) {
    const Canvas& canvas = context.canvas;
    const paint::Palette& palette = canvas.palette();
    const paint::TextSize size = canvas.measure(row.block->title, row.type, columns.title_width);
    const float middle = y + size.first_baseline_px - canvas.b(row.type.size) * 0.62F;
    if (row.block->state == views::BlockState::done) {
        canvas.icon(paint::Icon::check, columns.icon, middle, canvas.b(1.6F), palette.soft_text);
    } else if (row.running) {
        draw_time_ring(canvas, row.running->left, columns.icon, middle, canvas.b(1.9F));
    } else {
        canvas.icon(paint::Icon::dot, columns.icon, middle, canvas.b(1.6F), palette.soft_text);
    }
    canvas.text(columns.title, y, row.block->title, row.type, columns.title_width);
    if (!row.time.empty()) {
        Type type = row.type;
        type.align = paint::Align::end;
        canvas.text(context.area.right() - columns.time_width, y, row.time, type, columns.time_width);
    }
    return y + row.height;
}

// The block that runs: large, and below it what is left of its time. Gives its height; draws when y is given.
float now_block(const SceneContext& context, const views::BlockView& block, const Columns& columns,
                std::optional<float> y) {
    const Canvas& canvas = context.canvas;
    const auto time = block_time(context, block, true);
    const float width = context.area.right() - columns.title;
    Type type{size_b::heading, paint::Weight::bold};
    type = canvas.fit(block.title, type, {size_b::heading, size_b::lead, size_b::words}, width, 3,
                      context.area.height * 0.5F);
    const paint::TextSize size = canvas.measure(block.title, type, width);
    const views::BlockView* whole = whole_of(context, block);
    const float kicker = whole == nullptr ? 0.0F : canvas.measure(whole->title, notes, width).height_px;
    const float bar = time ? draw_time_bar(canvas, *time, columns.title, width, std::nullopt) : 0.0F;
    // What the people read with it, when what comes keeps most of the wall.
    float text =
        block.text.empty() ? 0.0F : canvas.measure(block.text, soft_words, width).height_px + canvas.b(0.7F);
    if (kicker + size.height_px + bar + text > context.area.height * 0.6F) text = 0.0F;
    const float height = kicker + size.height_px + bar + text;
    if (!y) return height;
    if (whole != nullptr) canvas.text(columns.title, *y, whole->title, notes, width);
    const float title_y = *y + kicker;

    const paint::Colour mark = time ? time_colour(canvas, time->left) : canvas.palette().now();
    const float middle = title_y + size.first_baseline_px - canvas.b(type.size) * 0.62F;
    canvas.icon(paint::Icon::arrow, columns.icon, middle, canvas.b(type.size), mark);
    canvas.text(columns.title, title_y, block.title, type, width);
    const float below = title_y + size.height_px;
    if (time) draw_time_bar(canvas, *time, columns.title, width, below);
    if (text > 0.0F) canvas.text(columns.title, below + bar + canvas.b(0.7F), block.text, soft_words, width);
    return height;
}

SceneOutcome draw_pause(const SceneContext& context, const views::BlockView& block) {
    const auto time = block_time(context, block, true);
    std::string until;
    SceneOutcome outcome;
    if (block.ends_ms && *block.ends_ms > context.now_ms) {
        until = context.texts("stage.agenda.goes_on", {{"time", clock_text(*block.ends_ms)}});
        outcome.change_at(*block.ends_ms);
    } else {
        until = context.texts("stage.agenda.goes_on_soon");
    }
    const Canvas& canvas = context.canvas;
    const Box area = context.area;
    const Type title = canvas.fit(block.title, Type{size_b::big, paint::Weight::bold},
                                  {size_b::big, size_b::large, size_b::heading, size_b::lead}, area.width, 2,
                                  area.height * 0.6F);
    const float title_height = canvas.measure(block.title, title, area.width).height_px;
    const Type second = canvas.fit(until, Type{size_b::heading}, {size_b::heading, size_b::words}, area.width,
                                   2, area.height * 0.3F);
    const float until_height = canvas.measure(until, second, area.width).height_px;
    const float bar =
        time ? canvas.b(0.8F) + draw_time_bar(canvas, *time, area.x, area.width, std::nullopt) : 0.0F;
    const float texts = title_height + canvas.b(1.0F) + until_height;
    const bool with_bar = texts + bar <= area.height;
    const float y = area.y + std::max(0.0F, (area.height - texts - (with_bar ? bar : 0.0F)) * 0.42F);
    canvas.text(area.x, y, block.title, title, area.width);
    canvas.text(area.x, y + title_height + canvas.b(1.0F), until, second, area.width);
    if (time && with_bar) draw_time_bar(canvas, *time, area.x, area.width, y + texts + canvas.b(0.8F));
    if (time) outcome.change_at(time->next_change_ms);
    return outcome;
}

}  // namespace

SceneOutcome draw_agenda(const SceneContext& context) {
    const Canvas& canvas = context.canvas;
    const Box area = context.area;
    const views::BlockView* now = block_now(context.view);
    if (now != nullptr && now->form == assembly::Form::pause) return draw_pause(context, *now);

    std::vector<const views::BlockView*> done;
    std::vector<const views::BlockView*> coming;
    for (const views::BlockView& block : context.view.agenda.blocks) {
        if (!is_listed(block, now)) continue;
        if (block.state == views::BlockState::done) done.push_back(&block);
        if (block.state == views::BlockState::todo) coming.push_back(&block);
    }
    // Tables that work side by side stand under what is on, before what comes.
    std::vector<const views::BlockView*> tables;
    for (const views::BlockView& block : context.view.agenda.blocks) {
        const bool skipped = block.state == views::BlockState::skipped;
        if (now != nullptr && now->side_by_side && block.inside == now->id && !skipped)
            tables.push_back(&block);
    }
    // First those that still work; while tables are on nobody needs to see what was before them.
    std::stable_partition(tables.begin(), tables.end(), [](const views::BlockView* table) {
        return table->state != views::BlockState::done;
    });
    coming.insert(coming.begin(), tables.begin(), tables.end());
    if (!tables.empty()) done.clear();
    if (now == nullptr && done.empty() && coming.empty()) {
        draw_coming(context, context.texts("stage.agenda.empty"), context.texts("stage.agenda.empty_how"));
        return {};
    }

    SceneOutcome outcome;
    float time_width = canvas.measure("00:00", words).width_px;
    for (const auto* block : coming) {
        if (!block->starts_ms || block->inside)
            time_width = std::max(time_width, canvas.measure(row_time(context, *block), words).width_px);
    }
    const float title_x = area.x + canvas.b(3.4F);
    const Columns columns{area.x + canvas.b(1.0F), title_x,
                          area.right() - title_x - time_width - canvas.b(2.0F), time_width};
    const float gap = canvas.b(0.5F);
    const float gap_around_now = canvas.b(0.9F);

    float left = area.height;
    float now_height = 0.0F;
    if (now != nullptr) {
        now_height = now_block(context, *now, columns, std::nullopt);
        left -= now_height + gap_around_now;
        if (const auto time = block_time(context, true)) outcome.change_at(time->next_change_ms);
    }

    // One block that is done, so that it is seen where we come from; then what comes; more of what is done
    // where there is room.
    std::vector<Row> before;
    if (!done.empty()) {
        const Row row = make_row(context, *done.back(), columns);
        const bool nothing_else = now == nullptr && coming.empty();
        if (row.height + gap_around_now < left * (nothing_else ? 1.0F : 0.45F)) {
            before.push_back(row);
            left -= row.height + gap_around_now;
        }
    }
    std::vector<Row> after;
    const float more_height = canvas.line_height(notes) + gap;
    for (std::size_t i = 0; i < coming.size(); ++i) {
        Row row = make_row(context, *coming[i], columns);
        const bool is_last = i + 1 == coming.size();
        const float needed = row.height + (after.empty() ? 0.0F : gap) + (is_last ? 0.0F : more_height);
        if (needed > left) break;
        left -= row.height + (after.empty() ? 0.0F : gap);
        after.push_back(std::move(row));
    }

    if (after.size() == coming.size() && !before.empty()) {
        for (std::size_t i = done.size() - 1; i > 0; --i) {
            Row row = make_row(context, *done[i - 1], columns);
            if (row.height + gap > left) break;
            left -= row.height + gap;
            before.insert(before.begin(), std::move(row));
        }
    }

    for (const Row& row : after) {
        if (row.running) outcome.change_at(row.running->next_change_ms);
    }
    float y = area.y;
    for (const Row& row : before) y = draw_row(context, row, columns, y) + gap;
    if (!before.empty()) y += gap_around_now - gap;
    if (now != nullptr) {
        now_block(context, *now, columns, y);
        y += now_height + gap_around_now;
    }
    for (const Row& row : after) y = draw_row(context, row, columns, y) + gap;
    const std::size_t hidden = coming.size() - after.size();
    if (hidden > 0 && area.bottom() - y >= canvas.line_height(notes)) {
        canvas.text(columns.title, y,
                    context.texts.counted("stage.agenda.more", static_cast<std::int64_t>(hidden)), notes,
                    columns.title_width);
    }
    return outcome;
}

}  // namespace buurtkiosk::stage
