// Owns the one way in which this program reads and writes JSON: a strict parse that refuses what could mean
// two things, getters that answer instead of throwing, and merge patches. Pure functions, any thread. It must
// never include anything of a meeting or of the wire; no exception leaves it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace buurtkiosk::json {

// Objects keep their keys sorted, so equal values give equal bytes.
using Value = nlohmann::json;

inline constexpr std::size_t depth_most = 16;  // arrays and objects inside each other, the outermost counted

// One whole JSON text (RFC 8259) and nothing after it. Nothing when it is malformed, not UTF-8, nested deeper
// than `depth`, holds a key twice in one object, or a number that does not fit.
std::optional<Value> parse(std::string_view text, std::size_t depth = depth_most);

// Compact, keys sorted. A string that is not UTF-8 (which no parse lets in) is written with U+FFFD.
std::string dump(const Value& value);

// --- reading what may not be there; null counts as not there, and a wrong type too ---
const Value* find(const Value& object, std::string_view key);  // null pointer when absent, or not an object
std::optional<std::string> text(const Value& value);
std::optional<std::int64_t> integer(
    const Value& value);  // whole numbers written without point or exponent only
std::optional<bool> boolean(const Value& value);

std::optional<std::string> text_at(const Value& object, std::string_view key);
std::optional<std::int64_t> integer_at(const Value& object, std::string_view key);
std::optional<bool> boolean_at(const Value& object, std::string_view key);
const Value* object_at(const Value& object, std::string_view key);
const Value* array_at(const Value& object, std::string_view key);

// --- JSON Merge Patch, RFC 7396 ---

// The patch that makes `from` into `to`: what is equal is left out, what is gone is null. An empty object
// when nothing changed. `to` must hold no nulls, which a merge patch cannot say.
Value merge_diff(const Value& from, const Value& to);

// Changes `target` as the patch says.
void merge_apply(Value& target, const Value& patch);

}  // namespace buurtkiosk::json
