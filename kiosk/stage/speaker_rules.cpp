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

// --- the rules ---

std::string state_text(const SceneContext& context) {
    const views::QueueView& queue = context.view.queue;
    if (!queue.open) return context.texts("stage.speaker.list_closed");
    return queue.rules.replies_open ? "" : context.texts("stage.speaker.replies_closed");
}

std::string rule_text(const SceneContext& context, views::FairRule rule) {
    switch (rule) {
        case views::FairRule::first_turn:
            return context.texts("stage.rules.first_turn");
        case views::FairRule::place_turn:
            return context.texts("stage.rules.place_turn");
        case views::FairRule::least_time:
            return context.texts("stage.rules.least_time");
        case views::FairRule::group_turn:
            return context.texts("stage.rules.group_turn");
    }
    return {};
}

// What is closed comes first where there is little room, and last where all stands together.
std::vector<RuleLine> rule_lines(const SceneContext& context, Room room) {
    const views::QueueView& queue = context.view.queue;
    const std::string state = state_text(context);
    std::vector<RuleLine> lines;
    const auto add = [&](std::size_t number, std::string text, bool strong) {
        if (!text.empty()) lines.push_back({number, std::move(text), strong});
    };
    if (room == Room::band) add(0, state, true);
    if (queue.rules.order.empty()) {
        add(0, context.texts("rule.none"), false);
    } else {
        std::size_t number = 0;
        for (const views::FairRule rule : queue.rules.order) add(++number, rule_text(context, rule), false);
        add(++number, context.texts("stage.rules.asked"), false);
        add(0,
            queue.rules.overtake_most == 0
                ? context.texts("stage.rules.overtaken_never")
                : context.texts.counted("stage.rules.overtaken", queue.rules.overtake_most),
            false);
    }
    if (room == Room::wall) add(0, state, true);
    return lines;
}

constexpr float number_b = 1.7F;  // from a number to its rule, in x-heights
constexpr float between_parts_b = 0.7F;

float indent_of(const Canvas& canvas, const RuleLine& line, const Type& type) {
    return line.number == 0 ? 0.0F : canvas.b(type.size * number_b);
}

Type type_of(const RuleLine& line, const Type& type) {
    Type own = type;
    if (line.strong) own.weight = paint::Weight::bold;
    return own;
}

// The lines below one another, those with a number in as many columns as they have room for.
RulesPart lay_rules(const SceneContext& context, std::vector<RuleLine> lines, float width, Room room) {
    const Canvas& canvas = context.canvas;
    RulesPart part;
    part.type = Type{room == Room::wall ? size_b::words : size_b::notes};
    part.heading_type = room == Room::wall ? Type{size_b::heading, paint::Weight::bold} : notes;
    part.lines = std::move(lines);
    part.width = width;
    std::size_t numbered = 0;
    float widest = 0.0F;
    for (const RuleLine& line : part.lines) {
        if (line.number == 0) continue;
        ++numbered;
        widest = std::max(widest, canvas.measure(line.text, part.type).width_px +
                                      indent_of(canvas, line, part.type) + canvas.b(1.5F));
    }
    std::size_t columns = 1;
    if (room == Room::band && widest > 0.0F)
        columns = std::clamp<std::size_t>(static_cast<std::size_t>(width / widest), 1,
                                          std::min<std::size_t>(3, std::max<std::size_t>(1, numbered)));
    const std::size_t rows = (numbered + columns - 1) / columns;
    const float line_height = canvas.line_height(part.type);
    const float part_gap = room == Room::wall ? canvas.b(between_parts_b) : 0.0F;
    float y = 0.0F;
    std::size_t placed = 0;
    for (RuleLine& line : part.lines) {
        const float indent = indent_of(canvas, line, part.type);
        if (line.number == 0) {
            if (placed > 0 && placed == numbered) y += part_gap;
            line.y = y;
            line.width = width;
            y += canvas.measure(line.text, type_of(line, part.type), width).height_px;
            continue;
        }
        if (placed == 0) {
            part.heading = context.texts("stage.rules.heading");
            if (room == Room::wall)
                part.heading_type = canvas.fit(part.heading, part.heading_type,
                                               {size_b::heading, size_b::words, size_b::notes}, width, 1,
                                               canvas.b(size_b::heading) * 4.0F);
            y += canvas.measure(part.heading, part.heading_type, width).height_px + part_gap;
        }
        if (columns == 1) {
            line.y = y;
            line.width = width - indent;
            y += canvas.measure(line.text, part.type, line.width).height_px;
        } else {
            const float column = width / static_cast<float>(columns);
            line.x = column * static_cast<float>(placed / rows);
            line.y = y + line_height * static_cast<float>(placed % rows);
            line.width = column - indent;
            if (placed + 1 == numbered) y += line_height * static_cast<float>(rows);
        }
        ++placed;
    }
    part.height = y;
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
    std::int64_t no_group_ms = 0;  // with the groups as much as room and home
};

std::optional<Spoken> spoken_by_all(const SceneContext& context) {
    const views::QueueView& queue = context.view.queue;
    if (!queue.times) return std::nullopt;
    const std::int64_t running = running_ms(context);
    Spoken spoken{queue.times->room_ms, queue.times->home_ms, {}};
    if (queue.speaking)
        (queue.speaking->entry.place == views::Place::home ? spoken.home_ms : spoken.room_ms) += running;
    spoken.no_group_ms = spoken.room_ms + spoken.home_ms;
    for (const auto& [group, finished_ms] : queue.times->groups_ms) {
        const auto named = std::find_if(context.view.groups.begin(), context.view.groups.end(),
                                        [&, id = group](const auto& one) { return one.id == id; });
        if (named == context.view.groups.end()) continue;
        const bool speaks = queue.speaking && queue.speaking->entry.group == group;
        spoken.groups.emplace_back(named->name, finished_ms + (speaks ? running : 0));
        spoken.no_group_ms -= spoken.groups.back().second;
    }
    spoken.no_group_ms = std::max<std::int64_t>(0, spoken.no_group_ms);
    return spoken;
}

// Room and home, then the groups: two divisions of the same time.
std::vector<TimesPart> divisions(const SceneContext& context, const Spoken& spoken) {
    TimesPart places;
    places.label = context.texts("stage.times.places");
    places.rows = {row_of(context, context.texts("stage.times.room"), paint::Icon::here, spoken.room_ms),
                   row_of(context, context.texts("stage.times.home"), paint::Icon::home, spoken.home_ms)};
    std::vector<TimesPart> all{std::move(places)};
    if (!spoken.groups.empty()) {
        TimesPart groups;
        groups.label = context.texts("stage.times.groups");
        for (const auto& [name, ms] : spoken.groups)
            groups.rows.push_back(row_of(context, name, std::nullopt, ms));
        groups.rows.push_back(
            row_of(context, context.texts("stage.times.no_group"), std::nullopt, spoken.no_group_ms));
        all.push_back(std::move(groups));
    }
    for (TimesPart& part : all) {
        for (const TimesRow& row : part.rows) part.most_ms = std::max(part.most_ms, row.shown_ms);
    }
    return all;
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
    bool labels_whole = true;
};

float columns_gap(const Canvas& canvas) { return canvas.b(1.4F); }

RowColumns columns_of(const Canvas& canvas, const std::vector<TimesRow>& rows, const Type& type,
                      float width) {
    constexpr float least_bar_b = 6.0F;
    RowColumns columns;
    for (const TimesRow& row : rows) {
        columns.label = std::max(columns.label, label_space(canvas, row, type));
        columns.words = std::max(columns.words, canvas.measure(row.words, type).width_px);
    }
    const float most_label = width - columns.words - 2.0F * columns_gap(canvas) - canvas.b(least_bar_b);
    columns.labels_whole = columns.label <= most_label;
    columns.label = std::min(columns.label, most_label);
    return columns;
}

float row_height(const Canvas& canvas, const TimesRow& row, const Type& type, float label_width) {
    const float width = label_width - (row.icon ? icon_space(canvas, type) : 0.0F);
    return canvas.measure(row.label, type, width).height_px;
}

void draw_rows(const Canvas& canvas, const TimesPart& part, float x, float y) {
    const float gap = columns_gap(canvas);
    const float bar_x = x + part.label_width + gap;
    const float length = part.width - part.label_width - part.words_width - 2.0F * gap;
    const float height = canvas.b(part.type.size * 0.75F);
    float top = y;
    for (const TimesRow& row : part.rows) {
        draw_label(canvas, row, part.type, x, top, part.label_width);
        const float middle =
            top + canvas.measure(row.words, part.type).first_baseline_px - canvas.b(part.type.size * 0.55F);
        canvas.bar(bar_x, middle - height / 2.0F, length, height, share_of(row, part.most_ms),
                   canvas.palette().now(), canvas.palette().rule);
        canvas.text(x + part.width - canvas.measure(row.words, part.type).width_px, top, row.words,
                    part.type);
        top += row_height(canvas, row, part.type, part.label_width);
    }
}

float header_height(const Canvas& canvas, const TimesPart& part) {
    return canvas.measure(part.label, part.label_type, part.width).height_px;
}

// So many stacked bars fit side by side; 0: not even two.
std::size_t columns_in(const Canvas& canvas, const TimesPart& part) {
    constexpr std::size_t most_columns = 3;
    float widest = 0.0F;
    for (const TimesRow& row : part.rows) {
        widest = std::max(widest, label_space(canvas, row, part.type) + canvas.b(1.4F) +
                                      canvas.measure(row.words, part.type).width_px);
    }
    for (std::size_t columns = std::min(most_columns, part.rows.size()); columns >= 2; --columns) {
        const auto count = static_cast<float>(columns);
        if (widest <= (part.width - (count - 1.0F) * side_gap(canvas)) / count) return columns;
    }
    return 0;
}

// The heights of what stands below one another: a bar with its line, or a row of bars.
std::vector<float> heights_of(const Canvas& canvas, const TimesPart& part) {
    if (part.columns > 0)
        return std::vector<float>((part.rows.size() + part.columns - 1) / part.columns,
                                  stacked_height(canvas));
    std::vector<float> heights;
    for (const TimesRow& row : part.rows)
        heights.push_back(row_height(canvas, row, part.type, part.label_width));
    return heights;
}

// The same division in as many parts as it needs, each below its own heading.
std::vector<TimesPart> paged(const Canvas& canvas, const TimesPart& whole, float most_height) {
    const std::vector<float> heights = heights_of(canvas, whole);
    const std::size_t in_one = std::max<std::size_t>(1, whole.columns);
    const float header = header_height(canvas, whole);
    std::vector<TimesPart> parts;
    std::size_t from = 0;
    for (const std::size_t count : spread_over_pages(heights, 0.0F, most_height - header)) {
        TimesPart part = whole;
        part.rows.clear();
        part.height = header;
        for (std::size_t i = from; i < from + count; ++i) {
            part.height += heights[i];
            for (std::size_t row = i * in_one; row < std::min((i + 1) * in_one, whole.rows.size()); ++row)
                part.rows.push_back(whole.rows[row]);
        }
        from += count;
        parts.push_back(std::move(part));
    }
    return parts;
}

}  // namespace

bool rules_are_plain(const views::QueueView& queue) {
    return queue.open && queue.rules.order.empty() && queue.rules.replies_open;
}

std::vector<RulesPart> plan_rules(const SceneContext& context, float width, float most_height, Room room) {
    std::vector<RulesPart> parts;
    std::vector<RuleLine> lines;
    for (const RuleLine& line : rule_lines(context, room)) {
        lines.push_back(line);
        RulesPart part = lay_rules(context, lines, width, room);
        if (part.height <= most_height || lines.size() == 1) {
            if (lines.size() == 1) parts.emplace_back();
            parts.back() = std::move(part);
            continue;
        }
        lines = {line};
        parts.push_back(lay_rules(context, lines, width, room));
    }
    return parts;
}

void draw_rules(const SceneContext& context, const RulesPart& part, float x, float y) {
    const Canvas& canvas = context.canvas;
    bool headed = part.heading.empty();
    for (const RuleLine& line : part.lines) {
        const float indent = indent_of(canvas, line, part.type);
        if (line.number > 0 && !headed) {
            const float height = canvas.measure(part.heading, part.heading_type, part.width).height_px;
            const float gap = part.type.size > size_b::notes ? canvas.b(between_parts_b) : 0.0F;
            canvas.text(x, y + line.y - height - gap, part.heading, part.heading_type, part.width);
            headed = true;
        }
        if (line.number > 0)
            canvas.text(x + line.x, y + line.y, std::to_string(line.number),
                        Type{part.type.size, paint::Weight::bold});
        canvas.text(x + line.x + indent, y + line.y, line.text, type_of(line, part.type), line.width);
    }
}

std::vector<TimesPart> plan_times(const SceneContext& context, float width, float most_height, Room room) {
    const auto spoken = spoken_by_all(context);
    if (!spoken) return {};
    const Canvas& canvas = context.canvas;
    std::vector<TimesPart> all = divisions(context, *spoken);
    std::vector<TimesRow> every_row;
    for (const TimesPart& part : all) every_row.insert(every_row.end(), part.rows.begin(), part.rows.end());
    // On the whole wall in words while that fits; the lines of both divisions share their columns.
    for (const float size : {size_b::words, size_b::notes}) {
        if (room == Room::band && size > size_b::notes) continue;
        const Type type{size};
        const RowColumns columns = columns_of(canvas, every_row, type, width);
        float height = 0.0F;
        for (TimesPart& part : all) {
            part.width = width;
            part.type = type;
            part.label_type = size > size_b::notes ? soft_words : notes;
            part.label_width = columns.label;
            part.words_width = columns.words;
            part.columns = room == Room::band ? columns_in(canvas, part) : 0;
            height += header_height(canvas, part) + canvas.b(between_parts_b);
            for (const float one : heights_of(canvas, part)) height += one;
        }
        if (columns.labels_whole && height <= most_height) break;
    }
    std::vector<TimesPart> parts;
    for (const TimesPart& part : all) {
        for (TimesPart& one : paged(canvas, part, most_height)) parts.push_back(std::move(one));
    }
    return parts;
}

void draw_times(const SceneContext& context, const TimesPart& part, float x, float y) {
    const Canvas& canvas = context.canvas;
    canvas.text(x, y, part.label, part.label_type, part.width);
    const float top = y + header_height(canvas, part);
    if (part.columns == 0) {
        draw_rows(canvas, part, x, top);
        return;
    }
    const float gap = side_gap(canvas);
    const auto count = static_cast<float>(part.columns);
    const float width = (part.width - (count - 1.0F) * gap) / count;
    for (std::size_t i = 0; i < part.rows.size(); ++i) {
        const auto column = static_cast<float>(i % part.columns);
        const auto row = static_cast<float>(i / part.columns);
        draw_stacked(canvas, part, part.rows[i], x + column * (width + gap),
                     top + row * stacked_height(canvas), width);
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
    if (!queue.speaking->entry.group) consider(spoken->no_group_ms);
    return context.now_ms + *next_ms;
}

}  // namespace buurtkiosk::stage
