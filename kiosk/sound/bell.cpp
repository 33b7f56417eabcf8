// Owns the rule behind bell.h. Drawing thread. It must never read a clock.
#include "sound/bell.h"

#include <algorithm>

#include "views/time_left.h"

namespace buurtkiosk::sound {

namespace {

struct Running {
    std::optional<BlockId> block;
    std::int64_t block_left_ms = 0;
    std::optional<EntryId> speaker;
    std::int64_t speaker_left_ms = 0;
    bool speaker_runs = false;
};

Running running_in(const views::PublicView& view, std::int64_t now_ms) {
    Running running;
    if (view.phase != views::Phase::running) return running;
    for (const views::BlockView& block : view.agenda.blocks) {
        if (view.agenda.now != block.id) continue;
        if (const auto left = views::time_left(block, now_ms)) {
            running.block = block.id;
            running.block_left_ms = left->left_ms;
        }
    }
    if (view.queue.speaking) {
        if (const auto left = views::time_left(*view.queue.speaking, now_ms)) {
            running.speaker = view.queue.speaking->entry.id;
            running.speaker_left_ms = left->left_ms;
            running.speaker_runs = left->runs;
        }
    }
    return running;
}

}  // namespace

template <class Id>
bool Bell::Watch<Id>::due(const std::optional<Id>& now, std::int64_t left_ms) {
    if (!now || left_ms > 0) {
        running = now;
        return false;
    }
    const bool was_running = running == now;
    running.reset();
    return was_running && -left_ms <= latest_ms;
}

std::optional<Sound> Bell::ring(const views::PublicView& view, std::int64_t now_ms) {
    const Running running = running_in(view, now_ms);
    next_ms_.reset();
    const auto wake_in = [&](std::int64_t left_ms) {
        if (left_ms > 0) next_ms_ = std::min(next_ms_.value_or(now_ms + left_ms), now_ms + left_ms);
    };
    if (running.block) wake_in(running.block_left_ms);
    if (running.speaker && running.speaker_runs) wake_in(running.speaker_left_ms);

    const bool block_due = block_.due(running.block, running.block_left_ms);
    const bool speaker_due = speaker_.due(running.speaker, running.speaker_left_ms);
    if (block_due) return Sound::block_over;
    if (speaker_due && running.speaker_runs) return Sound::turn_over;
    return std::nullopt;
}

}  // namespace buurtkiosk::sound
