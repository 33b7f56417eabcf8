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

namespace {

std::string voted_words(const SceneContext& context, const views::PollView& poll) {
    return of_everybody(context, "stage.poll.voted", poll.cast, poll.may_vote);
}

std::string eyebrow_words(const SceneContext& context, const views::PollView& poll, const PollHead& head) {
    const std::string eyebrow = context.texts("stage.poll.eyebrow");
    const std::string voted = voted_words(context, poll);
    return head.count_above && !voted.empty() ? eyebrow + "  ·  " + voted : eyebrow;
}

Type eyebrow_type(const PollHead& head) { return head.count_above ? notes : soft_words; }

}  // namespace

PollPages plan_pages(const SceneContext& context, const views::PollView& poll, const PollHead& head,
                     float highest) {
    const Canvas& canvas = context.canvas;
    PollPages pages;
    pages.head = head;
    Box area = context.area;
    const float status = status_height(canvas);
    pages.with_status = !head.count_above && highest <= area.height - status;
    if (pages.with_status) area.height -= status;
    const float eyebrow = head.eyebrow ? canvas.line_height(eyebrow_type(head)) : 0.0F;
    const float gap = canvas.b(1.0F);
    const float most = area.height * most_question_share;
    const Type bold{size_b::heading, paint::Weight::bold};
    std::vector<float> sizes;
    for (const float size : {size_b::heading, size_b::lead, size_b::words}) {
        if (size <= head.largest_question) sizes.push_back(size);
    }
    pages.question = canvas.fit(poll.question, bold, sizes, area.width, 3, most - eyebrow);
    const float height = canvas.measure(poll.question, pages.question, area.width).height_px;
    const float above = height + eyebrow + gap;
    if (height + eyebrow > most || above + highest > area.height) {
        pages.question_alone = true;
        pages.question =
            canvas.fit(poll.question, bold, {size_b::heading, size_b::lead, size_b::words, size_b::notes},
                       area.width, 20, area.height);
        const float alone = canvas.measure(poll.question, pages.question, area.width).height_px;
        pages.head.eyebrow = head.eyebrow && alone + eyebrow <= area.height;
        pages.question_parts = {poll.question};
        if (alone > area.height) {
            pages.question_parts =
                split_to_fit(canvas, poll.question, pages.question, area.width, area.height);
        }
        pages.body = area;
        return pages;
    }
    pages.body = {area.x, area.y + above, area.width, area.height - above};
    return pages;
}

void draw_poll_frame(const SceneContext& context, const views::PollView& poll, const PollPages& pages,
                     const Type& status, std::size_t page_count) {
    if (pages.with_status) {
        draw_status(context, voted_words(context, poll), status);
        draw_page_number(context, page_count);
    }
    if (pages.question_alone && context.page >= pages.before()) return;
    const Canvas& canvas = context.canvas;
    const Box area = context.area;
    float y = area.y;
    if (pages.head.eyebrow) {
        const Type type = eyebrow_type(pages.head);
        canvas.text(area.x, y, eyebrow_words(context, poll, pages.head), type, area.width);
        y += canvas.line_height(type);
    }
    const std::string& shown = pages.question_alone ? pages.question_parts[context.page] : poll.question;
    canvas.text(area.x, y, shown, pages.question, area.width);
}

}  // namespace buurtkiosk::stage
