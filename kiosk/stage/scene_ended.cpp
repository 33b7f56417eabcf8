// Owns the last scene, thanks and what happened this evening, and the quiet one that the chair asks for.
// Main thread. They must never show anything new: nobody should wait for them.
#include <algorithm>
#include <string>
#include <vector>

#include "stage/scene.h"

namespace buurtkiosk::stage {

SceneOutcome draw_ended(const SceneContext& context) {
    const Canvas& canvas = context.canvas;
    const Texts& texts = context.texts;
    const views::PublicView& view = context.view;
    const Box area = context.area;

    std::vector<std::string> facts;
    const std::uint32_t people = view.room + view.home;
    if (people > 0) {
        facts.push_back(texts.counted("stage.people.room", view.room) + "  ·  " +
                        texts.counted("stage.people.home", view.home));
    }
    const auto done =
        std::count_if(view.agenda.blocks.begin(), view.agenda.blocks.end(), [](const auto& block) {
            return block.state == views::BlockState::done || block.state == views::BlockState::now;
        });
    if (done > 0) facts.push_back(texts.counted("stage.ended.blocks", done));
    if (view.check_in && view.check_in->count > 0) {
        facts.push_back(texts.counted("stage.ended.words", view.check_in->count));
    }
    const auto polls = std::count_if(view.polls.begin(), view.polls.end(), [](const auto& poll) {
        return poll.state == views::PollState::shown || poll.state == views::PollState::closed;
    });
    if (polls > 0) facts.push_back(texts.counted("stage.ended.polls", polls));

    const std::string thanks = texts("stage.ended.thanks");
    const Type large =
        canvas.fit(thanks, Type{size_b::big, paint::Weight::bold},
                   {size_b::big, size_b::large, size_b::heading}, area.width, 2, area.height * 0.5F);
    const float thanks_height = canvas.measure(thanks, large, area.width).height_px;
    const Type title =
        canvas.fit(view.title, words, {size_b::words, size_b::notes}, area.width, 3, area.height * 0.3F);
    const float title_height =
        view.title.empty() ? 0.0F : canvas.measure(view.title, title, area.width).height_px;

    float left = area.height - thanks_height - title_height - canvas.b(2.0F);
    std::vector<float> heights;
    for (const std::string& fact : facts) {
        const float height = canvas.measure(fact, soft_words, area.width).height_px;
        if (height > left) break;
        left -= height;
        heights.push_back(height);
    }
    float y = area.y + std::max(0.0F, left * 0.42F);
    canvas.text(area.x, y, thanks, large, area.width);
    y += thanks_height;
    if (title_height > 0.0F) canvas.text(area.x, y, view.title, title, area.width);
    y += title_height + canvas.b(2.0F);
    for (std::size_t i = 0; i < heights.size(); ++i) {
        canvas.text(area.x, y, facts[i], soft_words, area.width);
        y += heights[i];
    }
    return {};
}

SceneOutcome draw_blank(const SceneContext& context) {
    const Canvas& canvas = context.canvas;
    const Box area = context.area;
    const std::string time = clock_text(context.now_ms);
    const paint::TextSize size = canvas.measure(time, soft_words);
    canvas.text(area.right() - size.width_px, area.bottom() - size.height_px, time, soft_words);
    SceneOutcome outcome;
    outcome.change_at((context.now_ms / 60'000 + 1) * 60'000);
    return outcome;
}

}  // namespace buurtkiosk::stage
