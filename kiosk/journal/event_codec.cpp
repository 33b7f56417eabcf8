// Owns the two walks over an event's fields: one writes JSON and takes the personal texts out, one reads it
// and puts them back. Pure but for the salts, loop thread. It must never include SQL.
#include "journal/event_codec.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <map>
#include <type_traits>
#include <unordered_map>
#include <utility>

#include "base/digest.h"
#include "base/json.h"
#include "journal/event_fields.h"

namespace buurtkiosk::journal {

namespace {

using assembly::Event;
using assembly::EventBody;
using json::Value;

std::string commitment(const Salt& salt, std::string_view text) {
    return hex(Hasher().add(Bytes{salt}).add(text).finish());
}

// "inverse/0/entry/topic", kept while walking.
class Path {
  public:
    class Step {
      public:
        Step(Path& path, std::string_view name) : path_(path), before_(path.text_.size()) {
            if (before_ != 0) path.text_ += '/';
            path.text_ += name;
        }
        Step(const Step&) = delete;
        Step& operator=(const Step&) = delete;
        ~Step() { path_.text_.resize(before_); }

      private:
        Path& path_;
        std::size_t before_;
    };
    const std::string& text() const { return text_; }

  private:
    std::string text_;
};

template <class Type>
inline constexpr bool is_optional = false;
template <class Type>
inline constexpr bool is_optional<std::optional<Type>> = true;

// --------------------------------------------------------------------------------------------- writing

class Writer {
  public:
    template <class Type>
    using Of = const Type;

    Writer(const RandomBytes* random, std::vector<PersonalPart>& parts) : random_(random), parts_(parts) {}

    template <class Type>
    Value object(const Type& value) {
        Value made = Value::object();
        Value* const outer = std::exchange(object_, &made);
        fields(*this, value);
        object_ = outer;
        return made;
    }

    template <class Type>
    void field(const char* name, const Type& value) {
        const Path::Step step(path_, name);
        if constexpr (is_optional<Type>) {
            if (value) (*object_)[name] = write(*value);
        } else {
            (*object_)[name] = write(value);
        }
    }
    // A field that came in a later version: left out when it says what was so before it came.
    template <class Type>
    void later(const char* name, const Type& value, const Type& before = {}) {
        if (value != before) field(name, value);
    }
    void personal(const char* name, const PersonalText& text, PersonId person) {
        if (text.erased) {
            (*object_)[name] = Value{{"erased", true}};
        } else if (!text.text.empty()) {
            (*object_)[name] = take_out(name, text.text, person);
        }
    }
    void personal_plain(const char* name, const std::string& text) {
        if (!text.empty()) (*object_)[name] = take_out(name, text, only_person());
    }
    // What the program itself must have seen to.
    void require(bool holds) const { assert(holds); }

  private:
    Value write(const std::string& text) { return text; }
    Value write(const assembly::TokenHash& hash) { return hex(Bytes{hash}); }
    template <char Letter>
    Value write(const Id<Letter>& id) {
        return id.text();
    }
    template <class Item>
    Value write(const std::vector<Item>& items) {
        Value list = Value::array();
        for (std::size_t i = 0; i < items.size(); ++i) {
            const Path::Step step(path_, std::to_string(i));
            list.push_back(write(items[i]));
        }
        return list;
    }
    Value write(const std::map<std::string, std::uint32_t>& counts) { return counts; }
    Value write(const Event& event) {
        assert(!std::holds_alternative<assembly::BallotCast>(event.body));  // its ballot has no place here
        return std::visit(
            [this](const auto& body) {
                const EventKind& kind = kind_of<std::decay_t<decltype(body)>>;
                return Value{{"kind", kind.name}, {"version", kind.version}, {"body", object(body)}};
            },
            event.body);
    }
    template <class Type>
    Value write(const Type& value) {
        if constexpr (std::is_enum_v<Type>) {
            for (const auto& named : names_of(value)) {
                if (named.value == value) return named.name;
            }
            assert(false);
            return {};
        } else if constexpr (std::is_arithmetic_v<Type>) {
            return value;
        } else {
            return object(value);
        }
    }

    std::string take_out(const char* name, const std::string& text, PersonId person) {
        const Path::Step step(path_, name);
        PersonalPart part{path_.text(), person, {}, text};
        assert(random_ != nullptr);
        (*random_)(part.salt.data(), part.salt.size());
        std::string committed = commitment(part.salt, text);
        parts_.push_back(std::move(part));
        return committed;
    }
    // The one person whose texts were taken out so far, if it is one.
    PersonId only_person() const {
        PersonId only;
        for (const PersonalPart& part : parts_) {
            if (only.number != 0 && part.person != only) return {};
            only = part.person;
        }
        return only;
    }

    const RandomBytes* random_;
    std::vector<PersonalPart>& parts_;
    Value* object_ = nullptr;
    Path path_;
};

// --------------------------------------------------------------------------------------------- reading

class Reader {
  public:
    template <class Type>
    using Of = Type;

    explicit Reader(std::span<const PersonalPart> parts) : parts_(parts) {}

    DecodeProblem problem() const { return problem_; }
    const std::string& detail() const { return detail_; }
    bool took_all_parts() const { return taken_parts_ == parts_.size(); }

    void fail(DecodeProblem problem, std::string detail) {
        if (problem_ != DecodeProblem::none) return;
        problem_ = problem;
        detail_ = std::move(detail);
        if (!path_.text().empty()) detail_ += " at " + path_.text();
    }

    template <class Type>
    void object(const Value& value, Type& into) {
        if (!value.is_object()) return fail(DecodeProblem::damaged, "not an object");
        const Value* const outer = std::exchange(object_, &value);
        const std::size_t outer_taken = std::exchange(taken_, 0);
        fields(*this, into);
        if (taken_ != value.size()) fail(DecodeProblem::damaged, "a field too many");
        object_ = outer;
        taken_ = outer_taken;
    }

    template <class Type>
    void field(const char* name, Type& into) {
        const Path::Step step(path_, name);
        const Value* const value = json::find(*object_, name);
        if (value != nullptr) ++taken_;
        if constexpr (is_optional<Type>) {
            if (value != nullptr) {
                read(*value, into.emplace());
            } else {
                into.reset();
            }
        } else {
            if (value == nullptr) return fail(DecodeProblem::damaged, "missing");
            read(*value, into);
        }
    }
    template <class Type>
    void later(const char* name, Type& into, const Type& before = {}) {
        into = before;
        if (json::find(*object_, name) != nullptr) field(name, into);
    }
    void personal(const char* name, PersonalText& into, PersonId) {
        const Path::Step step(path_, name);
        into = {};
        const Value* const value = json::find(*object_, name);
        if (value == nullptr) return;
        ++taken_;
        if (value->is_object()) {
            if (value->size() != 1 || json::boolean_at(*value, "erased") != true) {
                return fail(DecodeProblem::damaged, "not a personal text");
            }
            into.erased = true;
            return;
        }
        const std::optional<std::string> committed = json::text(*value);
        if (!committed || !digest_from_hex(*committed)) {
            return fail(DecodeProblem::damaged, "not a commitment");
        }
        const auto part = std::find_if(parts_.begin(), parts_.end(),
                                       [this](const PersonalPart& one) { return one.field == path_.text(); });
        if (part == parts_.end()) {
            into.erased = true;
            return;
        }
        ++taken_parts_;
        if (commitment(part->salt, part->text) != *committed) {
            return fail(DecodeProblem::damaged, "a personal text does not fit its commitment");
        }
        into.text = part->text;
    }
    void personal_plain(const char* name, std::string& into) {
        PersonalText text;
        personal(name, text, PersonId{});
        into = std::move(text.text);
    }
    void require(bool) const {}

  private:
    void read(const Value& value, std::string& into) {
        if (!value.is_string()) return fail(DecodeProblem::damaged, "not a text");
        into = value.get_ref<const std::string&>();
    }
    void read(const Value& value, bool& into) {
        const std::optional<bool> truth = json::boolean(value);
        if (!truth) return fail(DecodeProblem::damaged, "not a truth");
        into = *truth;
    }
    void read(const Value& value, assembly::TokenHash& into) {
        const bool fits = value.is_string() && bytes_from_hex(value.get_ref<const std::string&>(), into);
        if (!fits) fail(DecodeProblem::damaged, "not a hash");
    }
    template <char Letter>
    void read(const Value& value, Id<Letter>& into) {
        if (value.is_string()) {
            if (const auto id = Id<Letter>::parse(value.get_ref<const std::string&>())) {
                into = *id;
                return;
            }
        }
        fail(DecodeProblem::damaged, "not an id");
    }
    template <class Item>
    void read(const Value& value, std::vector<Item>& into) {
        if (!value.is_array()) return fail(DecodeProblem::damaged, "not a list");
        into.clear();
        into.reserve(value.size());
        for (const Value& item : value) {
            const Path::Step step(path_, std::to_string(into.size()));
            read(item, into.emplace_back());
        }
    }
    void read(const Value& value, std::map<std::string, std::uint32_t>& into) {
        if (!value.is_object()) return fail(DecodeProblem::damaged, "not counts");
        into.clear();
        for (const auto& [key, count] : value.get_ref<const Value::object_t&>()) read(count, into[key]);
    }
    void read(const Value& value, Event& into);
    template <class Type>
    void read(const Value& value, Type& into) {
        if constexpr (std::is_enum_v<Type>) {
            if (!value.is_string()) return fail(DecodeProblem::damaged, "not a name");
            for (const auto& named : names_of(Type{})) {
                if (named.name == value.get_ref<const std::string&>()) {
                    into = named.value;
                    return;
                }
            }
            fail(DecodeProblem::newer, "an unknown name");
        } else if constexpr (std::is_integral_v<Type>) {
            const std::optional<std::int64_t> number = json::integer(value);
            if (!number || !std::in_range<Type>(*number)) {
                return fail(DecodeProblem::damaged, "not a number that fits");
            }
            into = static_cast<Type>(*number);
        } else {
            object(value, into);
        }
    }

    std::span<const PersonalPart> parts_;
    const Value* object_ = nullptr;
    std::size_t taken_ = 0;
    std::size_t taken_parts_ = 0;
    DecodeProblem problem_ = DecodeProblem::none;
    std::string detail_;
    Path path_;
};

struct KnownKind {
    EventKind kind;
    void (*read)(Reader& reader, const Value& body, EventBody& into);
};

template <std::size_t Index>
void read_event(Reader& reader, const Value& body, EventBody& into) {
    reader.object(body, into.emplace<Index>());
}

template <std::size_t... Index>
std::unordered_map<std::string_view, KnownKind> make_known_kinds(std::index_sequence<Index...>) {
    static_assert((!kind_of<std::variant_alternative_t<Index, EventBody>>.name.empty() && ...),
                  "every event has its name in event_kinds.h");
    std::unordered_map<std::string_view, KnownKind> known;
    (known.emplace(kind_of<std::variant_alternative_t<Index, EventBody>>.name,
                   KnownKind{kind_of<std::variant_alternative_t<Index, EventBody>>, &read_event<Index>}),
     ...);
    assert(known.size() == sizeof...(Index));  // no two under one name
    return known;
}

const std::unordered_map<std::string_view, KnownKind>& known_kinds() {
    static const auto known = make_known_kinds(std::make_index_sequence<std::variant_size_v<EventBody>>{});
    return known;
}

void read_kind(Reader& reader, std::string_view kind, std::int64_t version, const Value& body, Event& into) {
    const auto known = known_kinds().find(kind);
    if (known == known_kinds().end()) {
        return reader.fail(DecodeProblem::newer, "the unknown kind " + std::string(kind));
    }
    if (version > known->second.kind.version) {
        return reader.fail(DecodeProblem::newer,
                           "version " + std::to_string(version) + " of " + std::string(kind));
    }
    if (version < 1) return reader.fail(DecodeProblem::damaged, "no version");
    known->second.read(reader, body, into.body);
}

void Reader::read(const Value& value, Event& into) {
    const std::optional<std::string> kind = json::text_at(value, "kind");
    const std::optional<std::int64_t> version = json::integer_at(value, "version");
    const Value* const body = json::object_at(value, "body");
    if (!kind || !version || body == nullptr || value.size() != 3) {
        return fail(DecodeProblem::damaged, "not an event");
    }
    read_kind(*this, *kind, *version, *body, into);
}

}  // namespace

EncodedEvent encode(const Event& event, const RandomBytes& random) {
    EncodedEvent encoded;
    Writer writer(&random, encoded.personal);
    std::visit(
        [&](const auto& body) {
            const EventKind& kind = kind_of<std::decay_t<decltype(body)>>;
            encoded.kind = kind.name;
            encoded.version = kind.version;
            encoded.body = json::dump(writer.object(body));
        },
        event.body);
    return encoded;
}

DecodedEvent decode(std::string_view kind, std::int32_t version, std::string_view body,
                    std::span<const PersonalPart> personal) {
    DecodedEvent decoded;
    Reader reader(personal);
    if (const std::optional<Value> value = json::parse(body)) {
        read_kind(reader, kind, version, *value, decoded.event);
        if (!reader.took_all_parts()) reader.fail(DecodeProblem::damaged, "a personal text too many");
    } else {
        reader.fail(DecodeProblem::damaged, "the body is not JSON");
    }
    decoded.problem = reader.problem();
    if (decoded.problem != DecodeProblem::none) decoded.detail = std::string(kind) + ": " + reader.detail();
    return decoded;
}

std::vector<std::string_view> event_kinds() {
    std::vector<std::string_view> kinds;
    for (const auto& [name, known] : known_kinds()) kinds.push_back(name);
    std::sort(kinds.begin(), kinds.end());
    return kinds;
}

std::string encode_answer(const assembly::Answer& answer) {
    std::vector<PersonalPart> none;
    return json::dump(Writer(nullptr, none).object(answer));
}

std::optional<assembly::Answer> decode_answer(std::string_view body) {
    std::optional<Value> value = json::parse(body);
    if (!value) return std::nullopt;
    if (value->is_object()) value->erase("chair");  // before there were roles; `me` says it as well
    assembly::Answer answer;
    Reader reader({});
    reader.object(*value, answer);
    if (reader.problem() != DecodeProblem::none) return std::nullopt;
    return answer;
}

}  // namespace buurtkiosk::journal
