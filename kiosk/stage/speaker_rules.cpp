// Owns the rules as the wall says them, and the bars of how the speaking time is divided.
// Main thread. It must never show what one person has spoken.
#include <algorithm>
#include <cmath>

#include "stage/speaker_parts.h"
#include "views/queue_words.h"

namespace buurtkiosk::stage {

namespace {

constexpr std::int64_t second_ms = 1'000;
constexpr std::int64_t minute_ms = 60'000;
constexpr Type state_words{.size = size_b::notes, .weight = paint::Weight::bold};

// --- the rules ---

std::string state_text(const SceneContext& context) {
    const views::QueueView& queue = context.view.queue;
    if (!queue.open) return context.texts("stage.speaker.list_closed");
    return queue.rules.replies_open ? "" : context.texts("stage.speaker.replies_closed");
}

std::vector<std::string> rule_texts(const SceneContext& context) {
    const views::QueueView& queue = context.view.queue;
    const views::Say say = [&](std::string_view key, const std::vector<TextParameter>& parameters) {
        return context.texts(key, parameters);
    };
    std::vector<std::string> sentences{views::rules_words(say, queue.rules)};
    if (queue.rules.order.empty()) return sentences;
    sentences.push_back(queue.rules.overtake_most == 0
                            ? context.texts("stage.speaker.overtaken_never")
                            : context.texts.counted("stage.speaker.overtaken", queue.rules.overtake_most));
    return sentences;
}

RulesPart rules_part(const SceneContext& context, std::string state, std::string rules, float width) {
    const Canvas& canvas = context.canvas;
    RulesPart part{std::move(state), std::move(rules), width, 0.0F};
    if (!part.state.empty()) part.height += canvas.measure(part.state, state_words, width).height_px;
    if (!part.rules.empty()) part.height += canvas.measure(part.rules, notes, width).height_px;
    return part;
}

// --- the times ---

// Bars move by the minute, by ten seconds before the first: what moves less is calmer.
std::int64_t step_ms(std::int64_t spoken) { return spoken < minute_ms ? 10 * second_ms : minute_ms; }

TimesRow row_of(const SceneContext& context, std::string label, std::optional<paint::Icon> icon,
                std::int64_t spoken) {
    const std::int64_t unit = step_ms(spoken);
    TimesRow row{std::move(label), icon, spoken / unit * unit, ""};
    const bool in_seconds = row.shown_ms > 0 && row.shown_ms < minute_ms;
    row.words = in_seconds ? context.texts.counted("stage.times.seconds", row.shown_ms / second_ms)
                           : context.texts.counted("stage.times.minutes", row.shown_ms / minute_ms);
    return row;
}

// What the turn that runs adds to a place or a group.
std::int64_t running_ms(const SceneContext& context) {
    const auto& speaking = context.view.queue.speaking;
    return speaking ? spoken_ms(*speaking, context.now_ms) : 0;
}

struct Spoken {
    std::int64_t room_ms = 0;
    std::int64_t home_ms = 0;
    std::vector<std::pair<std::string, std::int64_t>> groups;
};

std::optional<Spoken> spoken_by_all(const SceneContext& context) {
    const views::QueueView& queue = context.view.queue;
    if (!queue.times) return std::nullopt;
    const std::int64_t running = running_ms(context);
    Spoken spoken{queue.times->room_ms, queue.times->home_ms, {}};
    if (queue.speaking)
        (queue.speaking->entry.place == views::Place::home ? spoken.home_ms : spoken.room_ms) += running;
    for (const auto& [group, finished_ms] : queue.times->groups_ms) {
        const auto named = std::find_if(context.view.groups.begin(), context.view.groups.end(),
                                        [&, id = group](const auto& one) { return one.id == id; });
        if (named == context.view.groups.end()) continue;
        const bool speaks = queue.speaking && queue.speaking->entry.group == group;
        spoken.groups.emplace_back(named->name, finished_ms + (speaks ? running : 0));
    }
    return spoken;
}

// --- their rows ---

float icon_space(const Canvas& canvas, const Type& type) { return canvas.b(type.size * 2.2F); }
float label_space(const Canvas& canvas, const TimesRow& row, const Type& type) {
    return canvas.measure(row.label, type).width_px + (row.icon ? icon_space(canvas, type) : 0.0F);
}
float thin_bar(const Canvas& canvas) { return canvas.b(0.6F); }
// Of a row with the bar below its words.
float stacked_height(const Canvas& canvas) {
    return canvas.line_height(notes) + thin_bar(canvas) + canvas.b(0.3F);
}
float side_gap(const Canvas& canvas) { return canvas.b(2.5F); }

void draw_label(const Canvas& canvas, const TimesRow& row, const Type& type, float x, float y, float width) {
    if (row.icon) {
        const float side = canvas.b(type.size * 1.5F);
        const float middle =
            y + canvas.measure(row.label, type).first_baseline_px - canvas.b(type.size * 0.6F);
        canvas.icon(*row.icon, x + side / 2.0F, middle, side, canvas.palette().soft_text);
    }
    const float icon = row.icon ? icon_space(canvas, type) : 0.0F;
    canvas.text(x + icon, y, row.label, type, width - icon);
}

float share_of(const TimesRow& row, std::int64_t most_ms) {
    return most_ms > 0 ? static_cast<float>(row.shown_ms) / static_cast<float>(most_ms) : 0.0F;
}

void draw_stacked(const Canvas& canvas, const TimesPart& part, const TimesRow& row, float x, float y,
                  float width) {
    draw_label(canvas, row, part.type, x, y, width);
    canvas.text(x + width - canvas.measure(row.words, part.type).width_px, y, row.words, part.type);
    canvas.bar(x, y + canvas.line_height(notes), width, thin_bar(canvas), share_of(row, part.most_ms),
               canvas.palette().now(), canvas.palette().rule);
}

// Label, bar and words, each in a column of its own; a label too long for its column has several lines.
struct RowColumns {
    float label = 0.0F;
    float words = 0.0F;
    float gap = 0.0F;
    bool labels_whole = true;
};

RowColumns columns_of(const Canvas& canvas, const std::vector<TimesRow>& rows, const Type& type,
                      float width) {
    constexpr float least_bar_b = 6.0F;
    RowColumns columns;
    columns.gap = canvas.b(1.4F);
    for (const TimesRow& row : rows) {
        columns.label = std::max(columns.label, label_space(canvas, row, type));
        columns.words = std::max(columns.words, canvas.measure(row.words, type).width_px);
    }
    const float most_label = width - columns.words - 2.0F * columns.gap - canvas.b(least_bar_b);
    columns.labels_whole = columns.label <= most_label;
    columns.label = std::min(columns.label, most_label);
    return columns;
}

float row_height(const Canvas& canvas, const TimesRow& row, const Type& type, const RowColumns& columns) {
    const float width = columns.label - (row.icon ? icon_space(canvas, type) : 0.0F);
    return canvas.measure(row.label, type, width).height_px;
}

void draw_rows(const Canvas& canvas, const TimesPart& part, float x, float y) {
    const RowColumns columns = columns_of(canvas, part.rows, part.type, part.width);
    const float bar_x = x + columns.label + columns.gap;
    const float length = part.width - columns.label - columns.words - 2.0F * columns.gap;
    const float height = canvas.b(part.type.size * 0.75F);
    float top = y;
    for (const TimesRow& row : part.rows) {
        draw_label(canvas, row, part.type, x, top, columns.label);
        const float middle =
            top + canvas.measure(row.words, part.type).first_baseline_px - canvas.b(part.type.size * 0.55F);
        canvas.bar(bar_x, middle - height / 2.0F, length, height, share_of(row, part.most_ms),
                   canvas.palette().now(), canvas.palette().rule);
        canvas.text(x + part.width - canvas.measure(row.words, part.type).width_px, top, row.words,
                    part.type);
        top += row_height(canvas, row, part.type, columns);
    }
}

float header_height(const Canvas& canvas) { return canvas.line_height(soft_words); }

// Room and home alone: side by side in one line.
std::optional<TimesPart> beside_one_another(const Canvas& canvas, const TimesPart& all, float most_height) {
    if (all.rows.size() != 2) return std::nullopt;
    TimesPart part = all;
    part.side_by_side = true;
    part.type = Type{size_b::notes};
    part.height = canvas.line_height(notes) + stacked_height(canvas);
    const float half = (all.width - side_gap(canvas)) / 2.0F;
    for (const TimesRow& row : part.rows) {
        const float needed = label_space(canvas, row, part.type) + canvas.b(1.4F) +
                             canvas.measure(row.words, part.type).width_px;
        if (needed > half) return std::nullopt;
    }
    if (part.height > most_height) return std::nullopt;
    return part;
}

}  // namespace

bool rules_are_plain(const views::QueueView& queue) {
    return queue.open && queue.rules.order.empty() && queue.rules.replies_open;
}

std::vector<RulesPart> plan_rules(const SceneContext& context, float width, float most_height) {
    const std::string state = state_text(context);
    const std::vector<std::string> sentences = rule_texts(context);
    std::string all = sentences.front();
    for (std::size_t i = 1; i < sentences.size(); ++i) all += " " + sentences[i];
    RulesPart together = rules_part(context, state, all, width);
    if (together.height <= most_height) return {std::move(together)};

    // What is closed and how often somebody may be overtaken, then the order itself.
    std::vector<RulesPart> parts;
    std::string limit = sentences.size() > 1 ? sentences.back() : "";
    RulesPart first = rules_part(context, state, limit, width);
    if (first.height > most_height && !limit.empty()) {
        parts.push_back(rules_part(context, "", std::move(limit), width));
        first = rules_part(context, state, "", width);
    }
    if (first.height > 0.0F) parts.push_back(std::move(first));
    for (std::string& piece : split_to_fit(context.canvas, sentences.front(), notes, width, most_height))
        parts.push_back(rules_part(context, "", std::move(piece), width));
    return parts;
}

void draw_rules(const SceneContext& context, const RulesPart& part, float x, float y) {
    const Canvas& canvas = context.canvas;
    float top = y;
    if (!part.state.empty()) top += canvas.text(x, top, part.state, state_words, part.width).height;
    if (!part.rules.empty()) canvas.text(x, top, part.rules, notes, part.width);
}

std::vector<TimesPart> plan_times(const SceneContext& context, float width, float most_height,
                                  bool on_several_pages) {
    const auto spoken = spoken_by_all(context);
    if (!spoken) return {};
    const Canvas& canvas = context.canvas;
    TimesPart all;
    all.label = context.texts("stage.times.label");
    all.width = width;
    all.rows = {row_of(context, context.texts("stage.times.room"), paint::Icon::here, spoken->room_ms),
                row_of(context, context.texts("stage.times.home"), paint::Icon::home, spoken->home_ms)};
    for (const auto& [name, ms] : spoken->groups) all.rows.push_back(row_of(context, name, std::nullopt, ms));
    for (const TimesRow& row : all.rows) all.most_ms = std::max(all.most_ms, row.shown_ms);

    if (auto part = beside_one_another(canvas, all, most_height)) return {std::move(*part)};
    const float header = header_height(canvas);
    RowColumns columns;
    for (const float size : {size_b::words, size_b::notes}) {
        all.type = Type{size};
        columns = columns_of(canvas, all.rows, all.type, width);
        all.height = header;
        for (const TimesRow& row : all.rows) all.height += row_height(canvas, row, all.type, columns);
        if (all.height <= most_height && (columns.labels_whole || size == size_b::notes))
            return {std::move(all)};
    }
    if (!on_several_pages) return {};
    std::vector<float> heights;
    for (const TimesRow& row : all.rows) heights.push_back(row_height(canvas, row, all.type, columns));
    std::vector<TimesPart> parts;
    std::size_t from = 0;
    for (const std::size_t count : spread_over_pages(heights, 0.0F, most_height - header)) {
        TimesPart part = all;
        part.rows.clear();
        part.height = header;
        for (std::size_t i = from; i < from + count; ++i) {
            part.rows.push_back(all.rows[i]);
            part.height += heights[i];
        }
        from += count;
        parts.push_back(std::move(part));
    }
    return parts;
}

void draw_times(const SceneContext& context, const TimesPart& part, float x, float y) {
    const Canvas& canvas = context.canvas;
    if (!part.side_by_side) {
        canvas.text(x, y, part.label, soft_words);
        draw_rows(canvas, part, x, y + header_height(canvas));
        return;
    }
    canvas.text(x, y, part.label, notes);
    const float gap = side_gap(canvas);
    const auto count = static_cast<float>(part.rows.size());
    const float width = (part.width - (count - 1.0F) * gap) / count;
    float left = x;
    for (const TimesRow& row : part.rows) {
        draw_stacked(canvas, part, row, left, y + canvas.line_height(notes), width);
        left += width + gap;
    }
}

std::optional<std::int64_t> times_change_ms(const SceneContext& context) {
    const views::QueueView& queue = context.view.queue;
    if (!queue.times || !queue.speaking || queue.speaking->paused_ms) return std::nullopt;
    const auto spoken = spoken_by_all(context);
    std::optional<std::int64_t> next_ms;
    const auto consider = [&](std::int64_t ms) {
        const std::int64_t unit = step_ms(ms);
        const std::int64_t left_ms = (ms / unit + 1) * unit - ms;
        if (!next_ms || left_ms < *next_ms) next_ms = left_ms;
    };
    consider(queue.speaking->entry.place == views::Place::home ? spoken->home_ms : spoken->room_ms);
    for (const auto& [group, finished_ms] : queue.times->groups_ms) {
        if (queue.speaking->entry.group == group) consider(finished_ms + running_ms(context));
    }
    return context.now_ms + *next_ms;
}

}  // namespace buurtkiosk::stage
