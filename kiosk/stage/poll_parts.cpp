// Owns the drawing behind poll_parts.h.
// Main thread. It must never order options otherwise than the ballot does.
#include "stage/poll_parts.h"

#include <algorithm>

namespace buurtkiosk::stage {

namespace {

constexpr float most_question_share = 0.5F;  // of the height: more, and it stands alone first

}  // namespace

std::string option_words(const SceneContext& context, const views::PollView& poll, std::size_t option) {
    const views::PollOptionView& shown = poll.options[option];
    return shown.text.empty() ? context.texts("common." + shown.id) : shown.text;
}

paint::Colour mark_colour(const Canvas& canvas, const views::PollView& poll, std::size_t option) {
    const paint::Palette& palette = canvas.palette();
    if (poll.kind != views::PollKind::yes_no) return paint::series_colour(palette, option);
    const std::string& id = poll.options[option].id;
    if (id == "yes") return palette.yes();
    if (id == "no") return palette.no();
    return palette.soft_text;
}

void draw_mark(const Canvas& canvas, const views::PollView& poll, std::size_t option, float x, float y,
               float diameter) {
    if (poll.kind != views::PollKind::yes_no) {
        canvas.marker(option, x, y, diameter);
        return;
    }
    const std::string& id = poll.options[option].id;
    paint::Icon icon = paint::Icon::dash;
    float rounding = 0.16F;
    if (id == "yes") {
        icon = paint::Icon::check;
        rounding = 0.5F;
    } else if (id == "no") {
        icon = paint::Icon::cross;
        rounding = 0.12F;
    }
    // Yes is a disc, no a square, abstain a lying oblong: three outlines that differ without their colours.
    const float height = id == "yes" || id == "no" ? diameter * 0.94F : diameter * 0.62F;
    canvas.rectangle({x - diameter * 0.47F, y - height / 2.0F, diameter * 0.94F, height},
                     mark_colour(canvas, poll, option), diameter * rounding);
    canvas.icon(icon, x, y, diameter * 0.52F, canvas.palette().ground);
}

float mark_diameter(const Canvas& canvas, float size) { return canvas.b(std::max(3.0F, size * 2.2F)); }

float mark_space(const Canvas& canvas, float size) { return mark_diameter(canvas, size) + canvas.b(1.2F); }

SceneContext draw_poll_status(const SceneContext& context, const views::PollView& poll, const Type& type,
                              float highest) {
    SceneContext inner = context;
    const float taken = status_height(context.canvas);
    if (highest > context.area.height - taken) return inner;
    inner.area.height -= taken;
    draw_status(context, of_everybody(context, "stage.poll.voted", poll.cast, poll.may_vote), type);
    return inner;
}

PollPages plan_pages(const SceneContext& context, const views::PollView& poll, bool with_eyebrow,
                     float highest) {
    const Canvas& canvas = context.canvas;
    const Box area = context.area;
    PollPages pages;
    pages.with_eyebrow = with_eyebrow;
    const float eyebrow = with_eyebrow ? canvas.line_height(soft_words) : 0.0F;
    const float gap = canvas.b(1.0F);
    const float most = area.height * most_question_share;
    const Type bold{size_b::heading, paint::Weight::bold};
    pages.question = canvas.fit(poll.question, bold, {size_b::heading, size_b::lead, size_b::words},
                                area.width, 3, most - eyebrow);
    const float height = canvas.measure(poll.question, pages.question, area.width).height_px;
    const float head = height + eyebrow + gap;
    if (height + eyebrow > most || head + highest > area.height) {
        pages.question_alone = true;
        pages.question =
            canvas.fit(poll.question, bold, {size_b::heading, size_b::lead, size_b::words, size_b::notes},
                       area.width, 20, area.height);
        const float alone = canvas.measure(poll.question, pages.question, area.width).height_px;
        pages.with_eyebrow = with_eyebrow && alone + eyebrow <= area.height;
        pages.question_parts = {poll.question};
        if (alone > area.height) {
            pages.question_parts =
                split_to_fit(canvas, poll.question, pages.question, area.width, area.height);
        }
        pages.body = area;
        return pages;
    }
    pages.body = {area.x, area.y + head, area.width, area.height - head};
    return pages;
}

void draw_question(const SceneContext& context, const views::PollView& poll, const PollPages& pages) {
    if (pages.question_alone && context.page >= pages.before()) return;
    const Canvas& canvas = context.canvas;
    const Box area = context.area;
    float y = area.y;
    if (pages.with_eyebrow) {
        canvas.text(area.x, y, context.texts("stage.poll.eyebrow"), soft_words, area.width);
        y += canvas.line_height(soft_words);
    }
    const std::string& shown = pages.question_alone ? pages.question_parts[context.page] : poll.question;
    canvas.text(area.x, y, shown, pages.question, area.width);
}

}  // namespace buurtkiosk::stage
