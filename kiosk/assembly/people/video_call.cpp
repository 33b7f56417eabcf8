// Owns the link to the video call in which people at home talk; the kiosk itself carries no sound. Pure, loop
// thread. It must never open the link.
#include <algorithm>
#include <string_view>

#include "assembly/people/people.h"
#include "assembly/rules.h"
#include "base/limits.h"

namespace buurtkiosk::assembly {
bool is_web_address(std::string_view url) {
    if (url.size() > limits::video_call_bytes) return false;
    // Only characters that need no escaping (RFC 3986), so that what the chair pastes is what opens.
    const auto is_plain = [](char letter) {
        const auto byte = static_cast<unsigned char>(letter);
        const std::string_view never = "\"<>\\^`{|}";
        return byte > 0x20 && byte < 0x7F && never.find(letter) == std::string_view::npos;
    };
    for (const std::string_view scheme : {"https://", "http://"}) {
        if (!url.starts_with(scheme)) continue;
        const std::string_view rest = url.substr(scheme.size());
        return !rest.empty() && rest.front() != '/' && std::all_of(rest.begin(), rest.end(), is_plain);
    }
    return false;
}

Result<Decision> decide_command(const State& state, const SetVideoCall& command, const Context& context) {
    if (!command.url.empty() && !is_web_address(command.url))
        return refuse(RefusalCode::bad_text, "refusal.bad_web_address");
    Draft draft;
    if (command.url == state.video_call) return std::move(draft.decision);
    draft.undo_by(VideoCallSet{command.url, state.video_call});
    draft.happen(VideoCallSet{state.video_call, command.url});
    if (context.actor.kind == Actor::Kind::kiosk)
        return std::move(draft.decision);  // the runbook is where undo ends
    return std::move(draft).as_step(state, "step.video_call");
}

void apply_event(State& state, const VideoCallSet& event, std::int64_t) { state.video_call = event.to; }

}  // namespace buurtkiosk::assembly
