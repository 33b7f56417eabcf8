// Owns the rows of who comes next: what stands in one, and how many of them have room.
// Main thread. It must never leave somebody out between two who are shown.
#include <algorithm>

#include "stage/speaker_parts.h"
#include "views/queue_words.h"

namespace buurtkiosk::stage {

namespace {

constexpr Type name_words{.size = size_b::words, .weight = paint::Weight::bold, .line_em = 1.2F};
// A number that somebody holds up, or was told once, is found by its size.
constexpr Type number_words{.size = size_b::lead, .weight = paint::Weight::bold, .line_em = 1.05F};
constexpr Type why_notes{.size = size_b::notes, .tone = Tone::soft, .line_em = 1.2F};
constexpr Type label_words{.size = size_b::words, .tone = Tone::soft, .line_em = 1.2F};
constexpr Type label_notes{.size = size_b::notes, .tone = Tone::soft, .line_em = 1.2F};
constexpr float most_name_share = 0.45F;  // of a row's width, so that the reasons stand below one another

// Where things stand in a row, in bases.
constexpr float sign_b = 2.0F;
constexpr float name_b = 2.9F;
constexpr float icon_b = 1.9F;
constexpr float before_icon_b = 0.8F;
constexpr float before_why_b = 1.4F;
constexpr float between_rows_b = 0.35F;

std::string why_text(const SceneContext& context, const views::QueueEntryView& entry) {
    const views::Say say = [&](std::string_view key, const std::vector<TextParameter>& parameters) {
        return context.texts(key, parameters);
    };
    return views::why_words(say, entry.why, context.view);
}

struct RowWidths {
    float row = 0.0F;
    float name = 0.0F;  // of the column
};

float after_name(const Canvas& canvas) { return canvas.b(before_icon_b + icon_b); }

NextRow make_row(const SceneContext& context, const views::QueueEntryView& entry, const RowWidths& widths) {
    const Canvas& canvas = context.canvas;
    NextRow row;
    row.entry = &entry;
    row.name = person_words(context, entry.name);
    row.name_type = entry.hand != 0 || entry.card != 0 ? number_words : name_words;
    row.why = why_text(context, entry);
    const float for_name = widths.row - canvas.b(name_b) - after_name(canvas);
    row.name_is_wide = canvas.measure(row.name, row.name_type).width_px > widths.name;
    const float name_height =
        canvas.measure(row.name, row.name_type, row.name_is_wide ? for_name : widths.name).height_px;
    const float for_why = for_name - widths.name - canvas.b(before_why_b);
    row.why_below = row.name_is_wide || canvas.measure(row.why, why_notes).width_px > for_why;
    row.height = name_height;
    if (row.why_below)
        row.height += canvas.measure(row.why, why_notes, widths.row - canvas.b(name_b)).height_px;
    return row;
}

std::string more_text(const SceneContext& context, std::size_t more) {
    return more == 0 ? "" : context.texts.counted("stage.speaker.more", static_cast<std::int64_t>(more));
}

struct Try {
    const std::string& label;
    bool label_above;
    float width;
    float most_height;
};

NextPart fill_rows(const SceneContext& context, const Try& attempt) {
    const Canvas& canvas = context.canvas;
    const auto& waiting = context.view.queue.waiting;
    NextPart part;
    part.label = attempt.label;
    part.label_above = attempt.label_above;
    part.width = attempt.width;
    const float gap = canvas.b(between_rows_b);
    float top = 0.0F;
    if (attempt.label_above) {
        top = canvas.line_height(label_notes) + gap;
    } else {
        const float count = canvas.measure(more_text(context, waiting.size()), label_notes).width_px;
        part.label_width =
            std::max(canvas.measure(attempt.label, label_words).width_px, count) + canvas.b(1.6F);
    }
    const float row_width = attempt.width - part.label_width;
    const float most_name = (row_width - canvas.b(name_b) - after_name(canvas)) * most_name_share;
    // The column is as wide as the widest name that is not too wide for one; more rows may widen it.
    for (std::size_t wanted = 1; wanted <= waiting.size(); ++wanted) {
        float name_width = 0.0F;
        for (std::size_t i = 0; i < wanted; ++i) {
            const NextRow row = make_row(context, waiting[i], {row_width, most_name});
            const float width = canvas.measure(row.name, row.name_type).width_px;
            if (width <= most_name) name_width = std::max(name_width, width);
        }
        std::vector<NextRow> rows;
        float height = top;
        for (std::size_t i = 0; i < wanted; ++i) {
            rows.push_back(make_row(context, waiting[i], {row_width, name_width}));
            height += rows.back().height + (i > 0 ? gap : 0.0F);
        }
        if (height > attempt.most_height) break;
        part.rows = std::move(rows);
        part.name_width = name_width;
        part.height = height;
    }
    part.more = more_text(context, waiting.size() - part.rows.size());
    if (part.rows.empty()) return NextPart{};
    if (!attempt.label_above && !part.more.empty()) {
        const float column = canvas.line_height(label_words) + canvas.line_height(label_notes);
        part.height = std::max(part.height, column);
        if (part.height > attempt.most_height) return NextPart{};
    }
    return part;
}

void draw_row(const SceneContext& context, const NextPart& part, const NextRow& row, float x, float y) {
    const Canvas& canvas = context.canvas;
    const paint::Palette& palette = canvas.palette();
    const float name_x = x + canvas.b(name_b);
    const float row_width = part.width - part.label_width;
    const float for_name =
        row.name_is_wide ? row_width - canvas.b(name_b) - after_name(canvas) : part.name_width;
    const paint::TextSize name = canvas.measure(row.name, row.name_type, for_name);
    const float middle = y + name.first_baseline_px - canvas.b(row.name_type.size) * 0.6F;
    const bool order = row.entry->kind == views::QueueKind::point_of_order;
    canvas.sign(sign_of(row.entry->kind), x + canvas.b(sign_b) / 2.0F, middle, canvas.b(sign_b),
                order ? palette.attention() : palette.now());
    canvas.text(name_x, y, row.name, row.name_type, for_name);
    const float icon = canvas.b(icon_b);
    canvas.icon(place_icon(row.entry->place), name_x + name.width_px + canvas.b(before_icon_b) + icon / 2.0F,
                middle, icon, palette.soft_text);
    if (row.why_below) {
        canvas.text(name_x, y + name.height_px, row.why, why_notes, row_width - canvas.b(name_b));
        return;
    }
    const float why_x = name_x + part.name_width + after_name(canvas) + canvas.b(before_why_b);
    canvas.text(why_x, y + name.first_baseline_px - canvas.measure(row.why, why_notes).first_baseline_px,
                row.why, why_notes);
}

}  // namespace

NextPart plan_next(const SceneContext& context, const std::string& label, float width, float most_height) {
    if (context.view.queue.waiting.empty()) return {};
    const NextPart beside = fill_rows(context, {label, false, width, most_height});
    const NextPart below = fill_rows(context, {label, true, width, most_height});
    return below.rows.size() > beside.rows.size() ? below : beside;
}

void draw_next(const SceneContext& context, const NextPart& part, float x, float y) {
    if (part.rows.empty()) return;
    const Canvas& canvas = context.canvas;
    const float gap = canvas.b(between_rows_b);
    float row_y = y;
    if (part.label_above) {
        canvas.text(x, y, part.label, label_notes);
        const float count = canvas.measure(part.more, label_notes).width_px;
        canvas.text(x + part.width - count, y, part.more, label_notes);
        row_y += canvas.line_height(label_notes) + gap;
    } else {
        // On the first name's line, whatever its size.
        const NextRow& first = part.rows.front();
        const float baseline = canvas.measure(first.name, first.name_type).first_baseline_px;
        const float label_y = y + baseline - canvas.measure(part.label, label_words).first_baseline_px;
        canvas.text(x, label_y, part.label, label_words);
        canvas.text(x, label_y + canvas.line_height(label_words), part.more, label_notes);
    }
    for (const NextRow& row : part.rows) {
        draw_row(context, part, row, x + part.label_width, row_y);
        row_y += row.height + gap;
    }
}

}  // namespace buurtkiosk::stage
