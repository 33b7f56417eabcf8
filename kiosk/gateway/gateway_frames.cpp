// Owns what happens to the bytes of a client until the engine gets a typed frame: gathering, the cap, the
// token buckets, the refusals that need no meeting.
// Loop thread. It must never close a session by itself but through begin_closing or its return value.
#include <libwebsockets.h>

#include <utility>
#include <variant>

#include "gateway/gateway.h"

namespace buurtkiosk::gateway {

int Gateway::received(Session& session, std::string_view piece, bool last, bool binary) {
    if (session.closing) return 0;  // what a closing client still says is not heard
    if (session.incoming.size() + piece.size() > limits::frame_bytes) {
        session.incoming.clear();
        lws_close_reason(session.wsi, LWS_CLOSE_STATUS_MESSAGE_TOO_LARGE, nullptr, 0);
        return -1;
    }
    session.incoming.append(piece);
    session.incoming_is_binary = binary;
    if (!last) return 0;
    message(session);
    session.incoming.clear();
    return 0;
}

void Gateway::message(Session& session) {
    const std::int64_t now_ms = settings_.clock_ms();
    protocol::DecodedFrame decoded =
        session.incoming_is_binary
            ? protocol::DecodedFrame{{}, buurtkiosk::refuse(RefusalCode::bad_frame, "refusal.bad_frame")}
            : protocol::decode_frame(session.incoming);
    if (!decoded.request) {
        if (session.commands.take(now_ms)) {
            refuse(session, decoded.id, decoded.request.refusal());
        } else {
            refuse_for_rate(session, decoded.id, 1, now_ms);
        }
        return;
    }
    protocol::Frame frame{std::move(decoded.id), std::move(decoded.request).value()};
    if (auto* hello = std::get_if<protocol::Hello>(&frame.request)) {
        session.language = hello->language;
        hello->from_this_computer = session.from_this_computer;
    }
    if (may_ask(session, frame, now_ms) && engine_ != nullptr) {
        engine_->receive(session.id, std::move(frame));
    }
}

bool Gateway::may_ask(Session& session, const protocol::Frame& frame, std::int64_t now_ms) {
    const auto* command = std::get_if<assembly::Command>(&frame.request);
    const bool hello = std::holds_alternative<protocol::Hello>(frame.request);
    const bool pairing = command != nullptr && std::holds_alternative<assembly::Pair>(*command);
    const bool has_role = engine_ != nullptr && engine_->role_of(session.id) != assembly::Role::attendee;

    bool may = false;
    double impatience = 1;
    if (hello) {
        may = session.hello.take(now_ms);
    } else if (std::holds_alternative<protocol::React>(frame.request)) {
        may = session.reactions.take(now_ms);
        impatience = reaction_impatience;
    } else {
        const bool whole = std::holds_alternative<protocol::WantView>(frame.request) ||
                           std::holds_alternative<protocol::WantSection>(frame.request);
        may = session.commands.take(now_ms, whole ? view_cost : 1);
    }
    if (!may) {
        refuse_for_rate(session, frame.id, impatience, now_ms);
        return false;
    }
    // The last places are for who has a role: one can say hello there, and show the code, and nothing else.
    const bool ping = std::holds_alternative<protocol::Ping>(frame.request);
    if (session.beyond_capacity && !hello && !pairing && !ping && !has_role && is_crowded()) {
        refuse(session, frame.id, buurtkiosk::refuse(RefusalCode::full, "refusal.kiosk_full"));
        return false;
    }
    return true;
}

void Gateway::refuse(Session& session, const std::string& id, const Refusal& refusal) {
    protocol::Reply reply;
    reply.id = id;
    reply.refusal = refusal;
    reply.language = session.language;
    send(session, make_frame(protocol::encode_reply(reply, locales_)), FrameKind::reply);
}

void Gateway::refuse_for_rate(Session& session, const std::string& id, double impatience,
                              std::int64_t now_ms) {
    if (!session.patience.take(now_ms, impatience)) {
        begin_closing(session, protocol::CloseCode::flooding, now_ms);
        return;
    }
    refuse(session, id, buurtkiosk::refuse(RefusalCode::rate, "refusal.rate"));
}

}  // namespace buurtkiosk::gateway
