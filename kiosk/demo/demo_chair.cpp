// Owns how a demo evening is led: the pace, the few things beside the large button (an invitation to explain,
// opening the speakers' list, enough speakers is enough), and noticing that a human leads.
// The demo's own thread. It must never fight a human chair: one sign of them, and it only watches.
#include "demo/demo_chair.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace buurtkiosk::demo {
namespace {

// A step of our own is seen in the desk within this time after its reply: views are gathered ten times a
// second.
constexpr std::int64_t own_change_within_ms = 1500;

const Value& at_path(const Value& value, std::initializer_list<const char*> path) {
    static const Value none;
    const Value* at = &value;
    for (const char* key : path) {
        at = json::find(*at, key);
        if (at == nullptr) return none;
    }
    return *at;
}

std::string text_at_path(const Value& value, std::initializer_list<const char*> path) {
    return json::text(at_path(value, path)).value_or("");
}

std::uint64_t step_number(const std::string& id) {
    std::uint64_t number = 0;
    if (id.size() > 1) std::from_chars(id.data() + 1, id.data() + id.size(), number);
    return number;
}

}  // namespace

DemoChair::DemoChair(const Script& script, std::string chair_code, std::size_t expected_people,
                     std::shared_ptr<SharedViews> views, std::uint64_t seed, std::int64_t now_ms)
    : Caller("nl", "room", std::move(views), seed),
      script_(script),
      chair_code_(std::move(chair_code)),
      expected_people_(expected_people),
      started_ms_(now_ms) {}

double DemoChair::pace(const std::string& code) const {
    const auto found = script_.pace_s.find(code);
    return found == script_.pace_s.end() ? 5 : found->second;
}

std::size_t DemoChair::people_here() const {
    return static_cast<std::size_t>(json::integer(at_path(view(), {"meeting", "room"})).value_or(0) +
                                    json::integer(at_path(view(), {"meeting", "home"})).value_or(0));
}

bool DemoChair::nearly_everybody(const Value& count) const {
    const auto answered = static_cast<std::size_t>(json::integer(count).value_or(0));
    return answered * 10 >= people_here() * 9;
}

// Where the evening stands, in what only a chair can change. A speaker who withdraws ends no block.
std::string DemoChair::where_we_are() const {
    return text_at_path(view(), {"meeting", "phase"}) + "/" + text_at_path(view(), {"agenda", "now"});
}

// What stands on the wall and is worth reading: the words of a check-in, or the result of a poll. Else empty.
std::string DemoChair::picture() const {
    const std::string scene = text_at_path(view(), {"stage", "scene"});
    if (scene == "check_in" && text_at_path(view(), {"check_in", "state"}) == "shown") {
        return "words/" + text_at_path(view(), {"check_in", "id"});
    }
    const std::string poll = text_at_path(view(), {"stage", "poll"});
    if (scene == "poll" && text_at_path(view(), {"polls", "by", poll.c_str(), "state"}) == "shown") {
        return "result/" + poll;
    }
    return {};
}

// How long that picture stands before the chair does anything that takes it away.
std::int64_t DemoChair::stands_ms() const {
    if (picture_.empty()) return 0;
    return static_cast<std::int64_t>(pace(picture_.starts_with("words") ? "words_stand" : "result_stands") *
                                     1000);
}

void DemoChair::lead(const std::string& verb, Value fields, std::int64_t now_ms) {
    ++own_steps_;
    own_until_ms_ = now_ms + own_change_within_ms;
    ask(verb, std::move(fields));
}

void DemoChair::answered(const std::string& verb, const Value& reply, std::int64_t now_ms) {
    const bool ok = json::boolean_at(reply, "ok").value_or(false);
    if (verb == "pair") {
        paired_ = ok;
        return;
    }
    own_until_ms_ = now_ms + own_change_within_ms;
    // Somebody else has just done what we wanted to do: a human is at the desk.
    if (!ok && text_at_path(reply, {"error", "code"}) == "stale") leading_ = false;
}

void DemoChair::view_changed(std::int64_t now_ms) {
    const std::string where = where_we_are();
    const bool own = asking() || now_ms <= own_until_ms_;
    if (!where_.empty() && where != where_ && !own) leading_ = false;
    where_ = where;
}

void DemoChair::watch_for_humans(std::int64_t now_ms) {
    if (!asking() && now_ms > own_until_ms_) own_steps_ = 0;
    std::uint64_t newest = newest_step_;
    std::size_t fresh = 0;
    for (const Value& step : at_path(desk(), {"steps"})) {
        const std::uint64_t number = step_number(json::text_at(step, "id").value_or(""));
        fresh += number > newest_step_ ? 1 : 0;
        newest = std::max(newest, number);
    }
    newest_step_ = newest;
    if (!std::exchange(steps_known_, true)) return;  // what was done before we came is no sign
    if (fresh > own_steps_) {
        leading_ = false;
    } else {
        own_steps_ -= fresh;
    }
}

void DemoChair::act(std::int64_t now_ms) {
    if (!introduced_) {
        introduced_ = true;
        if (json::text_at(me(), "name").value_or("").empty()) ask("name", {{"name", script_.chair_name}});
        return;
    }
    if (asking()) return;
    if (json::text_at(me(), "role").value_or("") != "chair") {
        if (!std::exchange(paired_, true)) ask("pair", {{"code", chair_code_}});
        return;
    }
    if (!desk().is_object()) return;
    watch_for_humans(now_ms);
    if (!leading_) return;

    const Value& next = at_path(desk(), {"next"});
    const std::string code = json::text_at(next, "code").value_or("none");
    const std::string speaker = text_at_path(view(), {"queue", "speaking", "id"});
    const std::string step = code + json::dump(at_path(next, {"do"})) + "/" + speaker + "/" + where_we_are();
    if (step != step_) {
        step_ = step;
        step_since_ms_ = now_ms;
    }
    if (speaker != last_speaker_) {
        last_speaker_ = speaker;
        if (!speaker.empty()) ++speakers_;
    }
    if (const std::string block = text_at_path(view(), {"agenda", "now"}); block != block_) {
        block_ = block;
        speakers_ = 0;
    }
    if (const std::string shown = picture(); shown != picture_) {
        picture_ = shown;
        picture_since_ms_ = now_ms;
    }
    const std::int64_t so_far_ms = now_ms - step_since_ms_;
    if (extra_step(now_ms) || so_far_ms < wait_ms(code, so_far_ms)) return;
    // A picture that comes back after a speaker has been read already.
    if (!has_stood_.contains(picture_)) {
        if (now_ms - picture_since_ms_ < stands_ms()) return;
        has_stood_.insert(picture_);
    }
    const Value& frame = at_path(next, {"do"});
    if (!frame.is_object()) return;
    Value fields = frame;
    fields.erase("do");
    step_since_ms_ = now_ms;
    lead(json::text_at(frame, "do").value_or(""), std::move(fields), now_ms);
}

// What a chair does besides the large button. True when something was sent.
bool DemoChair::extra_step(std::int64_t now_ms) {
    const std::int64_t so_far_ms = now_ms - step_since_ms_;
    const std::string block = text_at_path(view(), {"agenda", "now"});
    const std::string form = text_at_path(view(), {"agenda", "by", block.c_str(), "form"});
    const std::string check_in = text_at_path(view(), {"check_in", "id"});
    const std::string state = text_at_path(view(), {"check_in", "state"});
    const bool waiting = !at_path(view(), {"queue", "order"}).empty();
    const bool speaking = at_path(view(), {"queue", "speaking"}).is_object();
    const std::string code = text_at_path(desk(), {"next", "code"});

    // The people behind a word that several chose are asked to explain it.
    if (state == "shown" && check_in != invited_check_in_ && now_ms - picture_since_ms_ >= 5000) {
        invited_check_in_ = check_in;
        const Value& order = at_path(view(), {"check_in", "words", "order"});
        if (order.size() > 1) {
            lead("check_in.invite", {{"group", order[1]}}, now_ms);
            return true;
        }
    }
    // Every question that waits may be read; a chair in earnest reads it first.
    for (const auto& [id, question] : at_path(desk(), {"questions", "by"}).items()) {
        if (json::text_at(question, "state").value_or("") != "waiting") continue;
        lead("question.allow", {{"question", id}}, now_ms);
        return true;
    }
    const bool for_speakers = form == "speakers" || form == "talk" || form == "plenary";
    if (for_speakers && !block.empty() && at_path(view(), {"queue", "open"}) != Value(true) &&
        opened_in_.insert(block).second) {
        lead("queue.open", Value::object(), now_ms);
        return true;
    }
    // In a block for speakers one waits a little for hands.
    if (code == "block" && for_speakers && waiting && !speaking && speakers_ < script_.speakers &&
        so_far_ms >= static_cast<std::int64_t>(pace("speaker") * 1000)) {
        lead("queue.next", Value::object(), now_ms);
        return true;
    }
    // Enough speakers is enough: the list is closed, and who stands on it still gets a turn.
    if (form == "speakers" && at_path(view(), {"queue", "open"}) == Value(true) &&
        speakers_ + at_path(view(), {"queue", "order"}).size() >= script_.speakers) {
        opened_in_.insert(block);
        lead("queue.close", Value::object(), now_ms);
        return true;
    }
    return false;
}

// How long the large button waits before it is pressed, in ms since it said what it says now.
std::int64_t DemoChair::wait_ms(const std::string& code, std::int64_t so_far_ms) const {
    double wait_s = pace(code);
    if (code == "start") {
        // The lobby is worth a look, and nobody starts before most have come.
        const bool full = people_here() * 10 >= expected_people_ * 8;
        wait_s = full ? pace("start") : pace("start") * 2;
    }
    if (code == "check_in_show" && so_far_ms >= 6000 &&
        nearly_everybody(at_path(view(), {"check_in", "count"}))) {
        return 0;
    }
    if (code == "poll_close" && so_far_ms >= 6000) {
        for (const Value& poll : at_path(view(), {"polls", "by"})) {
            const bool open = json::text_at(poll, "state").value_or("") == "open";
            if (open && nearly_everybody(at_path(poll, {"cast"}))) return 0;
        }
    }
    if ((code == "speaker" || code == "speaker_end") && at_path(view(), {"queue", "speaking"}).is_object()) {
        wait_s = pace("speaking");
    }
    return static_cast<std::int64_t>(wait_s * 1000);
}

}  // namespace buurtkiosk::demo
