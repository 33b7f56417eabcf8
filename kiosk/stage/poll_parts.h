// Owns what the open poll and its result share: marks and words of options, and where the question goes.
// Main thread. It must never order options otherwise than the ballot does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "stage/scene.h"

namespace buurtkiosk::stage {

// How long each page stands, the first not longer than the others: nobody should think that A to D is all.
inline constexpr std::int64_t poll_page_ms = 8'000;

// The option's own text, or yes, no and abstain in the language of the evening.
std::string option_words(const SceneContext& context, const views::PollView& poll, std::size_t option);

paint::Colour mark_colour(const Canvas& canvas, const views::PollView& poll, std::size_t option);
// A series mark with its letter; check, cross and dash for yes, no and abstain.
void draw_mark(const Canvas& canvas, const views::PollView& poll, std::size_t option, float x, float y,
               float diameter);
float mark_diameter(const Canvas& canvas, float size);
float mark_space(const Canvas& canvas, float size);  // mark and the gap to the words

// What stands above the options, from roomy to dense: a whole ballot on one page is worth more than a large
// question.
struct PollHead {
    bool eyebrow = true;
    bool count_above = false;  // how many voted stands in the eyebrow rather than on a line below the options
    float largest_question = size_b::heading;
};
inline constexpr PollHead usual_head{};
inline constexpr PollHead head_without_eyebrow{.eyebrow = false};
inline constexpr PollHead dense_heads[] = {{.count_above = true},
                                           {.count_above = true, .largest_question = size_b::lead},
                                           {.count_above = true, .largest_question = size_b::words}};

// Where the question stands and what is left for the options. A question that would take the room of its own
// options comes alone on a first page.
struct PollPages {
    PollHead head;
    bool question_alone = false;
    std::vector<std::string> question_parts;  // more than one only when it is longer than the wall
    // The pages before the first with options.
    std::size_t before() const { return question_alone ? question_parts.size() : 0; }
    Type question;
    Box body;
    bool with_status = false;  // a line below the body is kept for how many voted
};
// highest: of the options, at the smallest size; what a page must hold at least. Where even one option needs
// the room of the line of status, it has it.
PollPages plan_pages(const SceneContext& context, const views::PollView& poll, const PollHead& head,
                     float highest);
// The question, how many voted, and which page of how many this is.
void draw_poll_frame(const SceneContext& context, const views::PollView& poll, const PollPages& pages,
                     const Type& status, std::size_t page_count);

}  // namespace buurtkiosk::stage
