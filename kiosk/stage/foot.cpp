// Owns which words the foot line has room for.
// Main thread. It must never shrink a text to make it fit: it leaves out what matters least.
#include "stage/foot.h"

#include <algorithm>
#include <string>
#include <vector>

#include "stage/time_marks.h"

namespace buurtkiosk::stage {

namespace {

constexpr std::string_view between = "  ·  ";

// The first that fits on one line, or nothing.
std::string first_fitting(const Canvas& canvas, const std::vector<std::string>& choices, const Type& type,
                          float width) {
    for (const std::string& choice : choices) {
        if (!choice.empty() && canvas.measure(choice, type).width_px <= width) return choice;
    }
    return {};
}

std::string joined(const std::vector<std::string>& parts) {
    std::string out;
    for (const std::string& part : parts) {
        if (part.empty()) continue;
        if (!out.empty()) out += between;
        out += part;
    }
    return out;
}

// Where letters must be so large that the wall holds few lines, the foot takes one of them, without a code.
bool has_two_lines(const Canvas& canvas, views::StageScene scene) {
    return scene != views::StageScene::slides && canvas.safe().height >= canvas.b(26.0F);
}

// When the evening ends, and whether that is as planned.
struct EndWords {
    std::string at;
    std::string against_plan;
};

EndWords end_words(const SceneContext& context) {
    const views::AgendaView& agenda = context.view.agenda;
    if (!agenda.ends_ms) return {};
    EndWords words{context.texts("stage.agenda.done_at", {{"time", clock_text(*agenda.ends_ms)}}), ""};
    if (!agenda.ahead_s) return words;
    const std::int64_t minutes = (std::abs(*agenda.ahead_s) + 30) / 60;
    words.against_plan = minutes == 0
                             ? context.texts("stage.agenda.on_time")
                             : context.texts.counted(
                                   *agenda.ahead_s > 0 ? "stage.agenda.early" : "stage.agenda.late", minutes);
    return words;
}

}  // namespace

bool has_foot(views::StageScene scene) {
    return scene != views::StageScene::lobby && scene != views::StageScene::ended &&
           scene != views::StageScene::blank;
}

float foot_height(const Canvas& canvas, views::StageScene scene) {
    return has_two_lines(canvas, scene) ? canvas.b(5.4F) : canvas.line_height(notes);
}

float rehearsal_line_height(const Canvas& canvas) { return canvas.line_height(notes); }

void draw_rehearsal_line(const SceneContext& context) {
    const Canvas& canvas = context.canvas;
    const Box band = context.area;
    const bool over = context.view.stage.scene == views::StageScene::ended;
    const std::string line =
        first_fitting(canvas,
                      {context.texts(over ? "stage.rehearsal.over" : "stage.rehearsal.long"),
                       context.texts("stage.rehearsal.short")},
                      notes, band.width);
    canvas.text(band.x, band.y, line, notes);
}

FootOutcome draw_foot(const SceneContext& context, const Reactions& reactions) {
    const Canvas& canvas = context.canvas;
    const Box band = context.area;
    FootOutcome outcome;
    canvas.line(band.x, band.y - canvas.b(0.75F), band.width);
    const bool two_lines = has_two_lines(canvas, context.view.stage.scene);
    const std::string join_url = two_lines ? context.snapshot.host.join_url : "";
    const float side = canvas.qr_side(band.height, join_url);
    outcome.code = canvas.qr(band.right() - side, band.bottom() - side, band.height, join_url);
    const float width = band.width - side - (side > 0.0F ? canvas.b(2.0F) : 0.0F);

    const views::BlockView* block = block_now(context.view);
    const std::string block_title = block != nullptr ? block->title : "";
    const std::string people = context.texts.counted("stage.people.room", context.view.room) +
                               std::string(between) +
                               context.texts.counted("stage.people.home", context.view.home);
    const Type bright{size_b::notes};
    const float line = canvas.line_height(notes);
    const float top = two_lines ? band.y + (band.height - 2.0F * line) / 2.0F : band.y - line;

    const bool agenda = context.view.stage.scene == views::StageScene::agenda;
    // In a rehearsal that stands where the title would: nobody must take it for the evening itself.
    const bool rehearsal = context.view.rehearsal;
    const std::string short_rehearsal = rehearsal ? context.texts("stage.rehearsal.short") : "";
    const std::string title = rehearsal ? context.texts("stage.rehearsal.long") : context.view.title;
    const std::string short_title = rehearsal ? short_rehearsal : title;
    std::vector<std::string> first{joined({title, block_title})};
    if (rehearsal) first.push_back(joined({short_title, block_title}));
    if (!rehearsal) first.push_back(block_title);
    first.insert(first.end(), {title, short_title});
    std::string left;
    if (agenda) {
        const EndWords end = end_words(context);
        first = {title, short_title};
        left = end.against_plan.empty() ? end.at : end.at + ", " + end.against_plan;
        // Beside the people there is not always room for all of it: then the plan joins the title.
        if (two_lines && canvas.measure(joined({left, people}), notes).width_px > width) {
            first = {joined({title, end.against_plan}), title, short_title};
            left = end.at;
        }
    }
    const auto time = agenda ? std::nullopt : block_time(context, false);
    if (time) {
        left = time->words;
        outcome.next_change_ms = time->next_change_ms;
    }
    // A page keeps the room above to itself: its number stands here.
    if (const auto& slide = context.view.stage.slide; slide && slide->pages > 1) {
        left = joined({left, context.texts("stage.slides.page", {{"page", std::to_string(slide->page)},
                                                                 {"pages", std::to_string(slide->pages)}})});
    }
    // The cloud has no line of its own for how many words it holds.
    const auto& check_in = context.view.check_in;
    if (context.view.stage.scene == views::StageScene::check_in && check_in && check_in->words_shown) {
        left = joined({left, context.texts.counted("stage.check_in.words", check_in->count)});
    }
    if (!two_lines) left = joined({short_rehearsal, left});
    const std::string shown_first = two_lines ? first_fitting(canvas, first, bright, width) : "";
    canvas.text(band.x, top, shown_first, bright);

    // Reactions have the right end of the second line; while there are any, the words make room.
    const std::int64_t reactions_ms = context.now_ms / context.snapshot.rate;
    const bool reacting = reactions.counting(reactions_ms);
    const float for_reactions = reacting ? std::min(width * 0.4F, canvas.b(16.0F)) : 0.0F;
    // What is left of the block's time, as a small ring before its words.
    const float mark = time ? canvas.b(2.1F) : 0.0F;
    const std::string second =
        first_fitting(canvas, {joined({left, people}), left, two_lines ? people : short_rehearsal, people},
                      notes, width - for_reactions - mark);
    // A line alone stands in the middle of the band.
    const float second_top = two_lines && shown_first.empty() ? top + line / 2.0F : top + line;
    const bool with_mark = time && second.starts_with(time->words);
    const float second_x = band.x + (with_mark ? mark : 0.0F);
    canvas.text(second_x, second_top, second, notes);
    if (with_mark) {
        const float ring = canvas.b(1.5F);
        const float middle = second_top + canvas.measure(second, notes).first_baseline_px - canvas.b(0.62F);
        draw_time_ring(canvas, time->left, band.x + ring / 2.0F, middle, ring);
    }
    if (reacting) {
        const float taken = second.empty()
                                ? 0.0F
                                : second_x - band.x + canvas.measure(second, notes).width_px + canvas.b(1.5F);
        reactions.draw_counts(canvas, band.x + width, second_top + line * 0.5F, width - taken, reactions_ms);
    }
    return outcome;
}

}  // namespace buurtkiosk::stage
