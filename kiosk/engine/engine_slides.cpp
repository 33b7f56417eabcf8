// Owns the engine's part in slides: pages that come in from their maker, what the meeting is told of them,
// the page on the wall. Loop thread only. It must never draw a page, nor read one that is not shown.
#include <algorithm>

#include "engine/engine.h"

namespace buurtkiosk::engine {
namespace {

constexpr std::int64_t remind_every_ms = 5'000;

}  // namespace

void Engine::from_kiosk(KeepAttachment attachment) {
    const auto kept = journal_.attach(attachment.digest, attachment.body);
    if (kept) return;
    // Whatever is said to be ready next is not; that is told once.
    if (!std::exchange(slides_unkept_, true) && !host_.storage_failing) note(kept.refusal().sentence, true);
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
void Engine::remind_of_slides(std::int64_t now_ms) {
    // Now and then: while the disk takes nothing, asking again would only fail again.
    if (slides_made_.empty() || now_ms - slides_reminded_ms_ < remind_every_ms) return;
    std::set<std::string> told;
    for (const auto& [id, block] : state_.agenda.blocks) {
        const auto& slides = block.slides;
        if (!slides || slides->failed || !slides->digest.empty() || !told.insert(slides->name).second)
            continue;
        const auto made = slides_made_.find(slides->name);
        if (made == slides_made_.end()) continue;
        inbox_.push_back(Inbound{0, protocol::Frame{"", made->second}, true});
        slides_reminded_ms_ = now_ms;
    }
}

}  // namespace buurtkiosk::engine
