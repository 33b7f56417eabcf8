// Owns what the open poll and its result share: marks and words of options, and where the question goes.
// Main thread. It must never order options otherwise than the ballot does.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "stage/scene.h"

namespace buurtkiosk::stage {

// The option's own text, or yes, no and abstain in the language of the evening.
std::string option_words(const SceneContext& context, const views::PollView& poll, std::size_t option);

paint::Colour mark_colour(const Canvas& canvas, const views::PollView& poll, std::size_t option);
// A series mark with its letter; check, cross and dash for yes, no and abstain.
void draw_mark(const Canvas& canvas, const views::PollView& poll, std::size_t option, float x, float y,
               float diameter);
float mark_diameter(const Canvas& canvas, float size);
float mark_space(const Canvas& canvas, float size);  // mark and the gap to the words

// Where the question stands and what is left for the options. A question that would take the room of its own
// options comes alone on a first page.
struct PollPages {
    bool question_alone = false;
    std::vector<std::string> question_parts;  // more than one only when it is longer than the wall
    // The pages before the first with options.
    std::size_t before() const { return question_alone ? question_parts.size() : 0; }
    bool with_eyebrow = true;
    Type question;
    Box body;
};
// highest: of the options, at the smallest size; what a page must hold at least.
PollPages plan_pages(const SceneContext& context, const views::PollView& poll, bool with_eyebrow,
                     float highest);
// The context without the line of status, which is drawn; where even one option needs its room, the whole
// context.
SceneContext draw_poll_status(const SceneContext& context, const views::PollView& poll, const Type& type,
                              float highest);
void draw_question(const SceneContext& context, const views::PollView& poll, const PollPages& pages);

}  // namespace buurtkiosk::stage
