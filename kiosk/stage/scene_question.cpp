// Owns the scene of one written question: its words as large as they fit, who asks, and how many want to
// know. Main thread. It must never show a name that the view does not give: then who asks is not to be known.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "stage/scene.h"

namespace buurtkiosk::stage {

namespace {

constexpr std::int64_t page_ms = 12'000;  // of a question that is longer than the wall
constexpr std::size_t most_lines = 7;

const views::QuestionView* question_on_stage(const views::PublicView& view) {
    const auto& all = view.questions.questions;
    const auto found = std::find_if(all.begin(), all.end(), [&](const views::QuestionView& question) {
        return view.stage.question == question.id;
    });
    return found == all.end() ? nullptr : &*found;
}

std::string asked_by(const SceneContext& context, const views::QuestionView& question) {
    if (!question.name) return context.texts("stage.question.anonymous");
    return context.texts("stage.question.of", {{"name", person_words(context, *question.name)}});
}

// How many of the others are still to be answered.
std::size_t others_open(const views::PublicView& view) {
    const auto& all = view.questions.questions;
    return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [&](const auto& question) {
        return !question.answered && question.id != view.stage.question;
    }));
}

// The lower line: how many want to know, and behind it what comes after, when there is room.
void draw_votes(const SceneContext& context, const views::QuestionView& question, std::size_t pages) {
    const Canvas& canvas = context.canvas;
    const Box area = context.area;
    const float middle = area.bottom() - canvas.line_height(words) / 2.0F;
    const float page_number = draw_page_number(context, pages, middle);
    const float for_page_number = pages > 1 ? page_number + canvas.b(1.5F) : 0.0F;
    std::string votes = context.texts.counted("stage.question.votes", question.votes);
    float x = area.x;
    if (question.answered) {
        const float side = canvas.b(1.8F);
        canvas.icon(paint::Icon::check, x + side / 2.0F, middle, side, canvas.palette().yes());
        x += side + canvas.b(0.8F);
        votes = context.texts("stage.question.answered");
    }
    const float room = area.right() - x - for_page_number;
    // Beside a page number on a small wall: how many, and no more.
    const auto fits = [&](const std::string& words_then) {
        return canvas.measure(words_then, resized(bold_words, size_b::notes)).width_px <= room;
    };
    if (!fits(votes)) votes = context.texts.counted("stage.question.people", question.votes);
    if (!fits(votes)) return;
    const Type type = canvas.fit(votes, bold_words, {size_b::words, size_b::notes}, room, 1, area.height);
    const Box drawn = canvas.text_beside(x, middle, votes, type);
    const std::size_t others = others_open(context.view);
    if (others == 0 || pages > 1) return;
    const std::string more = context.texts.counted("stage.question.more", static_cast<std::int64_t>(others));
    const float width = canvas.measure(more, notes).width_px;
    if (drawn.right() + canvas.b(2.0F) + width <= area.right())
        canvas.text_beside(area.right() - width, middle, more, notes);
}

}  // namespace

SceneOutcome draw_question(const SceneContext& context) {
    const views::QuestionView* question = question_on_stage(context.view);
    if (question == nullptr) {
        draw_coming(context, context.texts("stage.question.soon"), context.texts("stage.question.soon_how"));
        return {};
    }
    const Canvas& canvas = context.canvas;
    Box area = context.area;
    area.height -= status_height(canvas);
    const std::string by = asked_by(context, *question);
    const Type by_type =
        canvas.fit(by, soft_words, {size_b::words, size_b::notes}, area.width, 1, area.height);
    const float above = canvas.measure(by, by_type, area.width).height_px + canvas.b(0.6F);
    const float room = area.height - above;
    const Type large =
        canvas.fit(question->text, Type{size_b::big, paint::Weight::bold},
                   {size_b::big, size_b::large, size_b::heading, size_b::lead, size_b::words, size_b::notes},
                   area.width, most_lines, room);
    std::vector<std::string> parts{question->text};
    float height = canvas.measure(question->text, large, area.width).height_px;
    if (height > room) {
        parts = split_to_fit(canvas, question->text, large, area.width, room);
        height = room;
    }
    SceneOutcome outcome;
    outcome.pages = parts.size();
    outcome.page_ms = page_ms;
    // A little above the middle looks like the middle; a long one begins at the top by itself.
    const float y = area.y + std::max(0.0F, (room - height) * 0.42F);
    canvas.text(area.x, y, by, by_type, area.width);
    canvas.text(area.x, y + above, parts[std::min(context.page, parts.size() - 1)], large, area.width);
    draw_votes(context, *question, outcome.pages);
    return outcome;
}

}  // namespace buurtkiosk::stage
