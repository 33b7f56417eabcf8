// Owns writing replies, personal views and the two streams of versions (public view, chair's desk) as frames.
// Loop thread. It must never serialise a version twice: everybody gets the same immutable bytes.
#include <cassert>

#include "base/json.h"
#include "protocol/protocol.h"
#include "protocol/view_json.h"

namespace buurtkiosk::protocol {

using json::Value;

std::string encode_reply(const Reply& reply, const Locales& locales, std::string_view section_data) {
    Value frame = Value::object();
    frame["re"] = reply.id.empty() ? Value(nullptr) : Value(reply.id);
    std::optional<Refusal> refusal = reply.refusal;
    std::optional<Value> section;
    if (!refusal && reply.section) {
        section = json::parse(section_data);
        if (!section) refusal = refuse(RefusalCode::not_found, "refusal.no_such_section");
    }
    frame["ok"] = !refusal.has_value();
    if (refusal) {
        frame["error"] = {{"code", to_string(refusal->code)},
                          {"message", locales.text(reply.language, refusal->sentence)}};
        return json::dump(frame);
    }
    frame["v"] = reply.version;
    const assembly::Answer& answer = reply.answer;
    if (answer.person) frame["you"] = answer.person->text();
    if (answer.block) frame["block"] = answer.block->text();
    if (answer.entry) frame["entry"] = answer.entry->text();
    if (answer.poll) frame["poll"] = answer.poll->text();
    if (answer.question) frame["question"] = answer.question->text();
    if (answer.shown) frame["shown"] = *answer.shown;
    if (answer.waits) frame["waits"] = true;
    if (answer.role) frame["role"] = to_string(*answer.role);
    if (reply.token) frame["token"] = *reply.token;
    if (reply.epoch) frame["epoch"] = *reply.epoch;
    if (reply.now_ms) frame["now_ms"] = *reply.now_ms;
    if (reply.rate != 1) frame["rate"] = reply.rate;
    if (section) {
        frame["name"] = *reply.section;
        frame["version"] = section->at("version");
        frame["data"] = std::move(section->at("data"));
    }
    return json::dump(frame);
}

std::string encode_me(const views::PersonalView& me) { return json::dump({{"me", me_json(me)}}); }

// ------------------------------------------------------------------------------------------ the public view

namespace {

// A part that is too large for the view, with the version of the view in which it last changed.
struct Section {
    Value data;
    std::uint64_t version = 0;

    void take(Value next, std::uint64_t view_version) {
        if (next == data) return;
        data = std::move(next);
        version = view_version;
    }
    std::string text() const {
        if (data.is_null()) return {};
        return json::dump({{"version", version}, {"data", data}});
    }
};

}  // namespace

struct ViewStream::Content {
    std::string epoch;
    const Locales* locales;
    std::uint64_t version = 0;
    Value view = Value::object();
    std::shared_ptr<const std::string> whole;
    Section polls;
    Section words;
    Section queue;
    Section questions;
};

ViewStream::ViewStream(std::string epoch, const Locales& locales) : content_(std::make_unique<Content>()) {
    content_->epoch = std::move(epoch);
    content_->locales = &locales;
}
ViewStream::~ViewStream() = default;
ViewStream::ViewStream(ViewStream&&) noexcept = default;
ViewStream& ViewStream::operator=(ViewStream&&) noexcept = default;

std::shared_ptr<const std::string> ViewStream::advance(const Publication& next) {
    assert(next.version == content_->version + 1);
    ViewParts parts = view_parts(next.view, *content_->locales);
    content_->polls.take(std::move(parts.older_polls), next.version);
    content_->words.take(std::move(parts.words), next.version);
    content_->queue.take(std::move(parts.queue_rest), next.version);
    content_->questions.take(std::move(parts.questions), next.version);
    if (!content_->polls.data.is_null()) parts.view["polls"]["older"] = content_->polls.version;
    if (!content_->words.data.is_null()) parts.view["check_in"]["words_section"] = content_->words.version;
    if (!content_->queue.data.is_null()) parts.view["queue"]["more"] = content_->queue.version;
    if (!content_->questions.data.is_null()) parts.view["questions"]["more"] = content_->questions.version;
    const Value frame = {{"v", next.version}, {"patch", json::merge_diff(content_->view, parts.view)}};
    content_->version = next.version;
    content_->view = std::move(parts.view);
    content_->whole.reset();
    return std::make_shared<const std::string>(json::dump(frame));
}

std::shared_ptr<const std::string> ViewStream::whole() {
    if (!content_->whole) {
        const Value frame = {{"epoch", content_->epoch}, {"v", content_->version}, {"view", content_->view}};
        content_->whole = std::make_shared<const std::string>(json::dump(frame));
    }
    return content_->whole;
}

std::string ViewStream::section(std::string_view name) const {
    if (name == "polls") return content_->polls.text();
    if (name == "words") return content_->words.text();
    if (name == "queue") return content_->queue.text();
    if (name == "questions") return content_->questions.text();
    return {};
}

std::uint64_t ViewStream::version() const { return content_->version; }

// ---------------------------------------------------------------------------------------- the chair's desk

struct DeskStream::Content {
    std::uint64_t version = 0;
    Value desk = Value::object();
    std::shared_ptr<const std::string> whole;
};

DeskStream::DeskStream() : content_(std::make_unique<Content>()) {}
DeskStream::~DeskStream() = default;
DeskStream::DeskStream(DeskStream&&) noexcept = default;
DeskStream& DeskStream::operator=(DeskStream&&) noexcept = default;

std::shared_ptr<const std::string> DeskStream::advance(const DeskPublication& next) {
    assert(next.version == content_->version + 1);
    Value desk = desk_json(next.desk, next.host);
    const Value frame = {{"d", next.version}, {"desk_patch", json::merge_diff(content_->desk, desk)}};
    content_->version = next.version;
    content_->desk = std::move(desk);
    content_->whole.reset();
    return std::make_shared<const std::string>(json::dump(frame));
}

std::shared_ptr<const std::string> DeskStream::whole() {
    if (!content_->whole) {
        const Value frame = {{"d", content_->version}, {"desk", content_->desk}};
        content_->whole = std::make_shared<const std::string>(json::dump(frame));
    }
    return content_->whole;
}

std::uint64_t DeskStream::version() const { return content_->version; }

}  // namespace buurtkiosk::protocol
