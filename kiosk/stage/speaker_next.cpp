// Owns the rows of who comes next: what stands in one, and how many of them have room.
// Main thread. It must never leave somebody out between two who are shown.
#include <algorithm>

#include "stage/speaker_parts.h"
#include "views/queue_words.h"

namespace buurtkiosk::stage {

namespace {

constexpr Type name_words{.size = size_b::words, .weight = paint::Weight::bold, .line_em = 1.2F};
// A name that is too wide for one line of words: smaller than the others, never cut.
constexpr Type wide_name{.size = size_b::notes, .weight = paint::Weight::bold, .line_em = 1.25F};
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
constexpr float for_reactions_b = 6.5F;
constexpr float rounding_px = 0.5F;       // sums in another order differ by less
constexpr float below_backward_b = 0.3F;  // dots below Arabic letters reach further down

// Whose kind stands there in a word besides its sign: a new point is what one expects.
enum class Kinds { unusual, all };

std::string reason_text(const SceneContext& context, const views::QueueEntryView& entry) {
    const views::Say say = [&](std::string_view key, const std::vector<TextParameter>& parameters) {
        return context.texts(key, parameters);
    };
    return views::why_words(say, entry.why, context.view);
}

std::string why_text(const SceneContext& context, const views::QueueEntryView& entry, Kinds kinds) {
    using enum assembly::Why::Code;
    const std::string reason = reason_text(context, entry);
    const bool said = entry.why.code == reply || entry.why.code == point_of_order;  // the reason says it
    if (said || (kinds == Kinds::unusual && entry.kind == views::QueueKind::point)) return reason;
    return kind_text(context, entry.kind) + " · " + reason;
}

struct RowWidths {
    float row = 0.0F;
    float name = 0.0F;  // of the column
    Kinds kinds = Kinds::unusual;
};

float after_name(const Canvas& canvas) { return canvas.b(before_icon_b + icon_b); }

NextRow make_row(const SceneContext& context, const views::QueueEntryView& entry, const RowWidths& widths) {
    const Canvas& canvas = context.canvas;
    NextRow row;
    row.entry = &entry;
    row.name = person_words(context, entry.name);
    row.why = why_text(context, entry, widths.kinds);
    const float for_name = widths.row - canvas.b(name_b) - after_name(canvas);
    row.name_type = canvas.measure(row.name, name_words).width_px <= for_name ? name_words : wide_name;
    row.name_is_wide = canvas.measure(row.name, row.name_type).width_px > widths.name;
    const paint::TextSize name =
        canvas.measure(row.name, row.name_type, row.name_is_wide ? for_name : widths.name);
    float for_why = for_name - widths.name - canvas.b(before_why_b);
    // Reactions rise at the right edge: the word for what one expects anyway leaves them their way.
    if (widths.kinds == Kinds::all) for_why -= canvas.b(for_reactions_b);
    row.why_below = row.name_is_wide || canvas.measure(row.why, why_notes).width_px > for_why;
    row.name_height = name.height_px;
    if (name.backward) row.name_height += canvas.b(below_backward_b);
    row.height = row.name_height;
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
    Kinds kinds;
    float width;
};

// The first so many of those who wait.
NextPart rows_of(const SceneContext& context, const Try& attempt, std::size_t wanted) {
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
    // The column is as wide as the widest name that is not too wide for one.
    float name_width = 0.0F;
    for (std::size_t i = 0; i < wanted; ++i) {
        const NextRow row = make_row(context, waiting[i], {row_width, most_name, attempt.kinds});
        const float width = canvas.measure(row.name, row.name_type).width_px;
        if (width <= most_name) name_width = std::max(name_width, width);
    }
    part.name_width = name_width;
    part.height = top;
    for (std::size_t i = 0; i < wanted; ++i) {
        part.rows.push_back(make_row(context, waiting[i], {row_width, name_width, attempt.kinds}));
        part.height += part.rows.back().height + (i > 0 ? gap : 0.0F);
    }
    part.more = more_text(context, waiting.size() - wanted);
    if (!attempt.label_above && !part.more.empty()) {
        part.height =
            std::max(part.height, canvas.line_height(label_words) + canvas.line_height(label_notes));
    }
    return part;
}

// With as little height as those rows can have; then with a word for each kind, then with the label beside.
NextPart lowest_of(const SceneContext& context, const std::string& label, float width, std::size_t wanted) {
    NextPart lowest;
    for (const Kinds kinds : {Kinds::all, Kinds::unusual}) {
        for (const bool label_above : {false, true}) {
            NextPart part = rows_of(context, {label, label_above, kinds, width}, wanted);
            if (lowest.rows.empty() || part.height < lowest.height - rounding_px) lowest = std::move(part);
        }
    }
    return lowest;
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
        canvas.text(name_x, y + row.name_height, row.why, why_notes, row_width - canvas.b(name_b));
        return;
    }
    const float why_x = name_x + part.name_width + after_name(canvas) + canvas.b(before_why_b);
    canvas.text(why_x, y + name.first_baseline_px - canvas.measure(row.why, why_notes).first_baseline_px,
                row.why, why_notes);
}

}  // namespace

float next_height(const SceneContext& context, const std::string& label, float width, std::size_t count) {
    const std::size_t wanted = std::min(count, context.view.queue.waiting.size());
    return wanted == 0 ? 0.0F : lowest_of(context, label, width, wanted).height;
}

NextPart plan_next(const SceneContext& context, const std::string& label, float width, float most_height) {
    NextPart shown;
    for (std::size_t wanted = 1; wanted <= context.view.queue.waiting.size(); ++wanted) {
        NextPart part = lowest_of(context, label, width, wanted);
        if (part.height > most_height + rounding_px) break;
        shown = std::move(part);
    }
    return shown;
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
