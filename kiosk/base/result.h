// Owns Refusal, the named answer to what cannot be done, and Result, a value or a Refusal.
// Plain values, any thread. It must never include anything of a meeting, and never word a sentence: texts
// live in assets/locales.
#pragma once

#include <cassert>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace buurtkiosk {

// The stable codes of the wire contract.
enum class RefusalCode {
    bad_frame,
    unknown_verb,
    no_hello,
    not_allowed,
    stale,
    closed,
    empty,
    too_long,
    not_one_word,
    bad_text,
    not_found,
    already,
    full,
    rate,
    storage,
};

std::string_view to_string(RefusalCode code);

// A parameter of a sentence: {name} in the locale text becomes value.
struct TextParameter {
    std::string name;
    std::string value;
    bool operator==(const TextParameter&) const = default;
};

// A sentence to be worded in the reader's language: a locale key with its parameters.
struct Sentence {
    std::string key;
    std::vector<TextParameter> parameters = {};
    bool operator==(const Sentence&) const = default;
    bool empty() const { return key.empty(); }
};

struct Refusal {
    RefusalCode code;
    Sentence sentence;  // key "refusal.…"
    bool operator==(const Refusal&) const = default;
};

// refuse(RefusalCode::stale, "refusal.stale_block") reads well at the place of use.
inline Refusal refuse(RefusalCode code, std::string key, std::vector<TextParameter> parameters = {}) {
    return Refusal{code, Sentence{std::move(key), std::move(parameters)}};
}

template <class Value>
class [[nodiscard]] Result {
  public:
    Result(Value value) : content_(std::in_place_index<0>, std::move(value)) {}
    Result(Refusal refusal) : content_(std::in_place_index<1>, std::move(refusal)) {}

    bool ok() const { return content_.index() == 0; }
    explicit operator bool() const { return ok(); }
    const Value& value() const& {
        assert(ok());
        return std::get<0>(content_);
    }
    Value& value() & {
        assert(ok());
        return std::get<0>(content_);
    }
    Value&& value() && {
        assert(ok());
        return std::get<0>(std::move(content_));
    }
    const Refusal& refusal() const {
        assert(!ok());
        return std::get<1>(content_);
    }

  private:
    std::variant<Value, Refusal> content_;
};

struct Done {
    bool operator==(const Done&) const = default;
};
using Status = Result<Done>;

}  // namespace buurtkiosk
