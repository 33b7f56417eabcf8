// Owns how a session's outbox keeps what waits, and drops what a newer frame makes needless.
// Loop thread. It must never write to a socket: gateway.cpp does.
#include "gateway/session.h"

#include <algorithm>
#include <utility>

namespace buurtkiosk::gateway {

Session::Session(ClientId client, lws* socket, std::int64_t now_ms, const Rates& rates)
    : id(client),
      wsi(socket),
      since_ms(now_ms),
      commands(rates.commands),
      reactions(rates.reactions),
      hello(rates.hello),
      patience(rates.patience) {}

void Outbox::drop(FrameKind kind) {
    const auto is_kind = [kind](const Waiting& waiting) { return waiting.kind == kind; };
    for (const Waiting& waiting : waiting_) {
        if (is_kind(waiting)) bytes_ -= waiting.frame->size();
    }
    std::erase_if(waiting_, is_kind);
}

void Outbox::push(FramePointer frame, FrameKind kind) {
    switch (kind) {
        case FrameKind::view:
            drop(FrameKind::view);
            drop(FrameKind::patch);
            break;
        case FrameKind::desk:
            forget_desk();
            break;
        case FrameKind::me:
            drop(FrameKind::me);
            break;
        case FrameKind::reply:
        case FrameKind::patch:
        case FrameKind::desk_patch:
            break;
    }
    bytes_ += frame->size();
    waiting_.push_back({std::move(frame), kind});
}

FramePointer Outbox::pop() {
    FramePointer frame = std::move(waiting_.front().frame);
    waiting_.pop_front();
    bytes_ -= frame->size();
    return frame;
}

void Outbox::forget_desk() {
    drop(FrameKind::desk);
    drop(FrameKind::desk_patch);
}

void Outbox::clear() {
    waiting_.clear();
    bytes_ = 0;
}

}  // namespace buurtkiosk::gateway
