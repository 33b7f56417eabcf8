// Owns Caller, the part of a simulated phone that every phone has: saying hello and coming back with a token,
// following the public view, and keeping what the kiosk says of oneself. The demo's own thread. It must never
// reach into the program: it only reads frames and writes frames.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>

#include "base/json.h"

namespace buurtkiosk::demo {

using json::Value;

/// The public views of one kiosk, each parsed once however many callers follow it.
class SharedViews {
  public:
    using Pointer = std::shared_ptr<const Value>;
    Pointer whole(const std::string& epoch, std::uint64_t version, const Value& view);
    /// The view after `patch` on `before`; nothing of another evening is mixed in, by the epoch.
    Pointer patched(const std::string& epoch, std::uint64_t version, const Value& before, const Value& patch);

  private:
    Pointer find(const std::string& epoch, std::uint64_t version);
    void keep(const std::string& epoch, std::uint64_t version, const Pointer& view);
    std::map<std::pair<std::string, std::uint64_t>, std::weak_ptr<const Value>> views_;
};

/// Seeded, so that one seed gives one crowd.
using Random = std::mt19937_64;
double between(Random& random, double from, double to);
bool chance(Random& random, double probability);

class Caller {
  public:
    Caller(std::string language, std::string place, std::shared_ptr<SharedViews> views, std::uint64_t seed);
    virtual ~Caller() = default;
    Caller(const Caller&) = delete;
    Caller& operator=(const Caller&) = delete;

    // --- the socket, which crowd.cpp owns ---
    /// Whether this phone wants to be connected now.
    bool wants_socket(std::int64_t now_ms) const { return !gone_ && now_ms >= connect_from_ms_; }
    void opened(std::int64_t now_ms);
    /// `close_code` is the kiosk's, 0 when there was none.
    void closed(std::int64_t now_ms, int close_code);
    void received(std::string_view frame, std::int64_t now_ms);
    void tick(std::int64_t now_ms);
    /// The next frame to send, and forgets it.
    std::optional<std::string> next_frame();
    /// The phone goes into a pocket: the socket is to be dropped.
    bool wants_to_sleep() const { return sleep_now_; }

  protected:
    /// Connected, known, and in possession of view and `me`: what a person does now.
    virtual void act(std::int64_t now_ms) = 0;
    virtual void view_changed(std::int64_t now_ms) = 0;
    /// The reply to ask(); `reply` as it came.
    virtual void answered(const std::string& verb, const Value& reply, std::int64_t now_ms);

    /// Sends {"id","do":verb,…}; the fields may be empty.
    void ask(const std::string& verb, Value fields = Value::object());
    void connect_later(std::int64_t at_ms) { connect_from_ms_ = at_ms; }
    void sleep_until(std::int64_t at_ms);
    bool asking() const { return !waiting_.empty(); }

    const Value& view() const { return *view_; }
    const Value& me() const { return me_; }
    const Value& desk() const { return desk_; }
    Random& random() { return random_; }

  private:
    void take_view(const Value& frame, std::int64_t now_ms);
    void take_desk(const Value& frame);

    std::string language_;
    std::string place_;
    std::shared_ptr<SharedViews> views_;
    Random random_;

    bool connected_ = false;
    bool gone_ = false;  // taken over elsewhere: this one never comes back
    bool sleep_now_ = false;
    std::int64_t connect_from_ms_ = 0;
    std::string token_;
    std::uint64_t last_id_ = 0;
    std::map<std::string, std::string> waiting_;  // id to verb
    std::deque<std::string> outgoing_;

    std::string epoch_;
    std::uint64_t version_ = 0;
    SharedViews::Pointer view_;
    Value me_;
    Value desk_;
    std::uint64_t desk_version_ = 0;
};

}  // namespace buurtkiosk::demo
