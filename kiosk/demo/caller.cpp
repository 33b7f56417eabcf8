// Owns how a simulated phone follows the kiosk: hello, resume, whole views and patches, gaps.
// The demo's own thread. It must never act on its own: what a person does stands in persona and demo_chair.
#include "demo/caller.h"

#include <utility>

namespace buurtkiosk::demo {
namespace {

constexpr int taken_over = 4001;
constexpr int flooding = 4004;

}  // namespace

double between(Random& random, double from, double to) {
    return std::uniform_real_distribution<double>(from, to)(random);
}

bool chance(Random& random, double probability) { return between(random, 0, 1) < probability; }

SharedViews::Pointer SharedViews::find(const std::string& epoch, std::uint64_t version) {
    const auto found = views_.find({epoch, version});
    return found == views_.end() ? nullptr : found->second.lock();
}

void SharedViews::keep(const std::string& epoch, std::uint64_t version, const Pointer& view) {
    std::erase_if(views_, [](const auto& item) { return item.second.expired(); });
    views_.insert_or_assign({epoch, version}, view);
}

SharedViews::Pointer SharedViews::whole(const std::string& epoch, std::uint64_t version, const Value& view) {
    if (auto known = find(epoch, version)) return known;
    auto made = std::make_shared<const Value>(view);
    keep(epoch, version, made);
    return made;
}

SharedViews::Pointer SharedViews::patched(const std::string& epoch, std::uint64_t version,
                                          const Value& before, const Value& patch) {
    if (auto known = find(epoch, version)) return known;
    auto made = std::make_shared<Value>(before);
    json::merge_apply(*made, patch);
    keep(epoch, version, made);
    return made;
}

Caller::Caller(std::string language, std::string place, std::shared_ptr<SharedViews> views,
               std::uint64_t seed)
    : language_(std::move(language)), place_(std::move(place)), views_(std::move(views)), random_(seed) {}

void Caller::opened(std::int64_t) {
    connected_ = true;
    outgoing_.clear();
    waiting_.clear();
    view_.reset();
    me_ = nullptr;
    desk_ = nullptr;
    Value fields = {{"lang", language_}, {"place", place_}};
    if (!token_.empty()) fields["resume"] = token_;
    ask("hello", std::move(fields));
}

void Caller::closed(std::int64_t now_ms, int close_code) {
    connected_ = false;
    outgoing_.clear();
    waiting_.clear();
    if (sleep_now_) {
        sleep_now_ = false;  // it said itself when it comes back
        return;
    }
    if (close_code == taken_over) gone_ = true;
    // Many come back together when the kiosk starts anew: not all at once.
    const double wait_s = close_code == flooding ? between(random_, 8, 15) : between(random_, 0.5, 3);
    connect_from_ms_ = now_ms + static_cast<std::int64_t>(wait_s * 1000);
}

void Caller::sleep_until(std::int64_t at_ms) {
    sleep_now_ = true;
    connect_from_ms_ = at_ms;
}

void Caller::ask(const std::string& verb, Value fields) {
    const std::string id = std::to_string(++last_id_);
    waiting_[id] = verb;
    fields["id"] = id;
    fields["do"] = verb;
    outgoing_.push_back(json::dump(fields));
}

std::optional<std::string> Caller::next_frame() {
    if (outgoing_.empty()) return std::nullopt;
    std::string frame = std::move(outgoing_.front());
    outgoing_.pop_front();
    return frame;
}

void Caller::answered(const std::string&, const Value&, std::int64_t) {}

void Caller::received(std::string_view text, std::int64_t now_ms) {
    const auto frame = json::parse(text);
    if (!frame) return;
    if (const auto id = json::text_at(*frame, "re")) {
        const auto asked = waiting_.find(*id);
        if (asked == waiting_.end()) return;
        const std::string verb = asked->second;
        waiting_.erase(asked);
        if (const auto token = json::text_at(*frame, "token")) token_ = *token;
        answered(verb, *frame, now_ms);
        return;
    }
    if (const Value* me = json::object_at(*frame, "me")) {
        me_ = *me;
        return;
    }
    if (json::find(*frame, "d") != nullptr) {
        take_desk(*frame);
        return;
    }
    take_view(*frame, now_ms);
}

void Caller::take_view(const Value& frame, std::int64_t now_ms) {
    const auto version = static_cast<std::uint64_t>(json::integer_at(frame, "v").value_or(0));
    if (const Value* whole = json::object_at(frame, "view")) {
        epoch_ = json::text_at(frame, "epoch").value_or("");
        view_ = views_->whole(epoch_, version, *whole);
    } else if (const Value* patch = json::object_at(frame, "patch")) {
        if (view_ && version <= version_) return;  // older than the whole view that overtook it
        if (!view_ || version != version_ + 1) {
            view_.reset();
            ask("view");
            return;
        }
        view_ = views_->patched(epoch_, version, *view_, *patch);
    } else {
        return;
    }
    version_ = version;
    view_changed(now_ms);
}

void Caller::take_desk(const Value& frame) {
    const auto version = static_cast<std::uint64_t>(json::integer_at(frame, "d").value_or(0));
    if (const Value* whole = json::object_at(frame, "desk")) {
        desk_ = *whole;
    } else if (const Value* patch = json::object_at(frame, "desk_patch")) {
        if (desk_.is_null() || version != desk_version_ + 1) {
            if (!desk_.is_null() && version <= desk_version_) return;
            desk_ = nullptr;
            ask("view");
            return;
        }
        json::merge_apply(desk_, *patch);
    }
    desk_version_ = version;
}

void Caller::tick(std::int64_t now_ms) {
    if (connected_ && !sleep_now_ && view_ && me_.is_object()) act(now_ms);
}

}  // namespace buurtkiosk::demo
