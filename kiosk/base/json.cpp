// Owns how JSON is read strictly, and merge patches. Pure functions, any thread. It must never include
// anything of a meeting or of the wire; no exception leaves it.
#include "base/json.h"

#include <limits>
#include <utility>
#include <vector>

namespace buurtkiosk::json {

namespace {

// Builds a Value from the parser's calls. The library's own builder takes the last of two equal keys and any
// depth.
class StrictBuilder final : public nlohmann::json_sax<Value> {
  public:
    StrictBuilder(Value& root, std::size_t depth) : root_(root), depth_most_(depth) {}

    bool null() override { return place(nullptr); }
    bool boolean(bool value) override { return place(value); }
    bool number_integer(number_integer_t value) override { return place(value); }
    bool number_unsigned(number_unsigned_t value) override { return place(value); }
    bool number_float(number_float_t value, const string_t&) override { return place(value); }
    bool string(string_t& value) override { return place(std::move(value)); }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(Value::object()); }
    bool key(string_t& name) override {
        const auto [where, made] = open_.back()->get_ref<Value::object_t&>().try_emplace(std::move(name));
        member_ = &where->second;
        return made;
    }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(Value::array()); }
    bool end_array() override { return close(); }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
        return false;
    }

  private:
    Value* put(Value value) {
        if (open_.empty()) {
            root_ = std::move(value);
            return &root_;
        }
        if (open_.back()->is_array()) {
            auto& items = open_.back()->get_ref<Value::array_t&>();
            items.push_back(std::move(value));
            return &items.back();
        }
        *member_ = std::move(value);
        return member_;
    }
    bool place(Value value) {
        put(std::move(value));
        return true;
    }
    bool open(Value value) {
        if (open_.size() >= depth_most_) return false;
        // A pointer into an array stays good: nothing is added to that array until this one is closed.
        open_.push_back(put(std::move(value)));
        return true;
    }
    bool close() {
        open_.pop_back();
        return true;
    }

    Value& root_;
    std::size_t depth_most_;
    std::vector<Value*> open_;
    Value* member_ = nullptr;
};

}  // namespace

std::optional<Value> parse(std::string_view text, std::size_t depth) {
    Value root;
    StrictBuilder builder(root, depth);
    if (!Value::sax_parse(text.begin(), text.end(), &builder)) return std::nullopt;
    return root;
}

std::string dump(const Value& value) { return value.dump(-1, ' ', false, Value::error_handler_t::replace); }

const Value* find(const Value& object, std::string_view key) {
    if (!object.is_object()) return nullptr;
    const auto& members = object.get_ref<const Value::object_t&>();
    const auto where = members.find(key);
    if (where == members.end() || where->second.is_null()) return nullptr;
    return &where->second;
}

std::optional<std::string> text(const Value& value) {
    if (!value.is_string()) return std::nullopt;
    return value.get_ref<const std::string&>();
}

std::optional<std::int64_t> integer(const Value& value) {
    if (value.is_number_unsigned()) {
        const auto number = value.get_ref<const Value::number_unsigned_t&>();
        if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            return std::nullopt;
        return static_cast<std::int64_t>(number);
    }
    if (value.is_number_integer()) return value.get_ref<const Value::number_integer_t&>();
    return std::nullopt;
}

std::optional<bool> boolean(const Value& value) {
    if (!value.is_boolean()) return std::nullopt;
    return value.get_ref<const Value::boolean_t&>();
}

std::optional<std::string> text_at(const Value& object, std::string_view key) {
    const Value* member = find(object, key);
    return member != nullptr ? text(*member) : std::nullopt;
}

std::optional<std::int64_t> integer_at(const Value& object, std::string_view key) {
    const Value* member = find(object, key);
    return member != nullptr ? integer(*member) : std::nullopt;
}

std::optional<bool> boolean_at(const Value& object, std::string_view key) {
    const Value* member = find(object, key);
    return member != nullptr ? boolean(*member) : std::nullopt;
}

const Value* object_at(const Value& object, std::string_view key) {
    const Value* member = find(object, key);
    return member != nullptr && member->is_object() ? member : nullptr;
}

const Value* array_at(const Value& object, std::string_view key) {
    const Value* member = find(object, key);
    return member != nullptr && member->is_array() ? member : nullptr;
}

Value merge_diff(const Value& from, const Value& to) {
    if (!from.is_object() || !to.is_object()) return to;
    Value patch = Value::object();
    const auto& before = from.get_ref<const Value::object_t&>();
    const auto& after = to.get_ref<const Value::object_t&>();
    for (const auto& [key, value] : before) {
        if (after.find(key) == after.end()) patch[key] = nullptr;
    }
    for (const auto& [key, value] : after) {
        const auto old = before.find(key);
        if (old == before.end()) {
            patch[key] = value;
        } else if (old->second != value) {
            patch[key] = merge_diff(old->second, value);
        }
    }
    return patch;
}

void merge_apply(Value& target, const Value& patch) { target.merge_patch(patch); }

}  // namespace buurtkiosk::json
