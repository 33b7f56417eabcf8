// Owns the engine's part in slides: pages that come in from their maker, what the meeting is told of them,
// the page on the wall. Loop thread only. It must never draw a page, nor read one that is not shown.
#include <algorithm>

#include "engine/engine.h"

namespace buurtkiosk::engine {

void Engine::from_kiosk(KeepAttachment attachment) {
    const auto kept = journal_.attach(attachment.digest, attachment.body);
    if (kept) return;
    slides_unkept_ = true;  // whatever is said to be ready next is not
    if (!host_.storage_failing) note(kept.refusal().sentence, true);
}

void Engine::from_kiosk(SlidesMade made) {
    const bool lost = std::exchange(slides_unkept_, false);
    const auto* ready = std::get_if<assembly::SlidesReady>(&made.outcome);
    if (ready && lost) {
        made.why = Sentence{"program.slides_not_kept", {{"file", ready->name}}};
        made.outcome = assembly::SlidesFailed{ready->name};
    }
    if (!made.why.empty()) note(std::move(made.why), true);
    std::visit(
        [this](const auto& outcome) {
            slides_made_[outcome.name] = outcome;
            inbox_.push_back(Inbound{0, protocol::Frame{"", assembly::Command(outcome)}, true});
        },
        made.outcome);
}

// A block that waits for slides which were made long ago: it was away (undo brought it back) or the disk
// would not take the news.
void Engine::remind_of_slides() {
    if (slides_made_.empty()) return;
    std::set<std::string> told;
    for (const auto& [id, block] : state_.agenda.blocks) {
        const auto& slides = block.slides;
        if (!slides || slides->failed || !slides->digest.empty() || !told.insert(slides->name).second)
            continue;
        if (const auto made = slides_made_.find(slides->name); made != slides_made_.end())
            inbox_.push_back(Inbound{0, protocol::Frame{"", made->second}, true});
    }
}

}  // namespace buurtkiosk::engine
