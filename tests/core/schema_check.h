// Owns SchemaCheck: holds a JSON value against a definition of protocol.schema.json, and says where it does
// not fit. Test thread only. It knows the keywords that the file uses; any other makes it throw, so that it
// never passes something silently.
#pragma once

#include <algorithm>
#include <fstream>
#include <map>
#include <optional>
#include <regex>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/json.h"

namespace buurtkiosk::test {

class SchemaCheck {
  public:
    using Value = json::Value;

    explicit SchemaCheck(const std::string& path) {
        std::ifstream file(path);
        const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
        auto parsed = json::parse(text, 64);
        if (!parsed) throw std::runtime_error("no schema at " + path);
        root_ = *std::move(parsed);
        know_all(root_);
    }
    const Value& root() const { return root_; }
    const Value& definition(const std::string& name) const { return root_.at("$defs").at(name); }

    // Where and why the value does not fit the definition; nothing when it does.
    std::optional<std::string> problem(const std::string& definition_name, const Value& value) const {
        return check(definition(definition_name), value, definition_name);
    }

  private:
    using Problem = std::optional<std::string>;

    void know_all(const Value& schema) const {
        static const std::set<std::string> plain = {
            "$schema",   "$id",      "$comment",    "title",    "description", "$ref",
            "type",      "required", "enum",        "const",    "pattern",     "minLength",
            "maxLength", "minimum",  "uniqueItems", "minItems", "maxItems",    "minProperties"};
        static const std::set<std::string> of_schemas = {"properties", "$defs"};
        static const std::set<std::string> of_one = {"items", "additionalProperties", "propertyNames"};
        static const std::set<std::string> of_many = {"oneOf", "anyOf"};
        if (schema.is_boolean()) return;
        for (const auto& [keyword, content] : schema.items()) {
            if (of_schemas.contains(keyword)) {
                for (const auto& [name, each] : content.items()) know_all(each);
            } else if (of_one.contains(keyword)) {
                know_all(content);
            } else if (of_many.contains(keyword)) {
                for (const Value& each : content) know_all(each);
            } else if (!plain.contains(keyword)) {
                throw std::runtime_error("the schema uses a keyword that this check does not know: " +
                                         keyword);
            }
        }
    }

    static bool has_type(const std::string& type, const Value& value) {
        if (type == "object") return value.is_object();
        if (type == "array") return value.is_array();
        if (type == "string") return value.is_string();
        if (type == "boolean") return value.is_boolean();
        if (type == "null") return value.is_null();
        if (type == "integer") return value.is_number_integer();
        if (type == "number") return value.is_number();
        throw std::runtime_error("unknown type " + type);
    }
    static std::size_t code_points(const std::string& text) {
        return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
            return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
        }));
    }
    const std::regex& pattern(const std::string& text) const {
        auto found = patterns_.find(text);
        if (found == patterns_.end()) found = patterns_.emplace(text, std::regex(text)).first;
        return found->second;
    }

    Problem check(const Value& schema, const Value& value, const std::string& where) const {
        if (schema.is_boolean()) return schema.get<bool>() ? Problem() : Problem(where + ": is not allowed");
        for (const auto& [keyword, content] : schema.items()) {
            if (auto problem = check_keyword(schema, keyword, content, value, where)) return problem;
        }
        return std::nullopt;
    }

    Problem check_keyword(const Value& schema, const std::string& keyword, const Value& content,
                          const Value& value, const std::string& where) const {
        const auto wrong = [&](const std::string& what) { return Problem(where + ": " + what); };
        if (keyword == "$ref") {
            const std::string name = content.get<std::string>();
            if (!name.starts_with("#/$defs/")) throw std::runtime_error("a reference elsewhere: " + name);
            return check(definition(name.substr(8)), value, where);
        }
        if (keyword == "oneOf" || keyword == "anyOf") {
            int fits = 0;
            std::string last;
            for (const Value& each : content) {
                const Problem problem = check(each, value, where);
                fits += problem ? 0 : 1;
                if (problem) last = *problem;
            }
            const bool good = keyword == "oneOf" ? fits == 1 : fits >= 1;
            return good ? Problem()
                        : wrong("fits " + std::to_string(fits) + " of " + keyword + " (" + last + ")");
        }
        if (keyword == "type") {
            const bool good =
                content.is_array()
                    ? std::any_of(content.begin(), content.end(),
                                  [&](const Value& type) { return has_type(type.get<std::string>(), value); })
                    : has_type(content.get<std::string>(), value);
            return good ? Problem() : wrong("is no " + json::dump(content));
        }
        if (keyword == "const") return value == content ? Problem() : wrong("is not " + json::dump(content));
        if (keyword == "enum") {
            const bool good = std::find(content.begin(), content.end(), value) != content.end();
            return good ? Problem() : wrong(json::dump(value) + " is none of " + json::dump(content));
        }
        if (value.is_string()) {
            const std::string& text = value.get_ref<const std::string&>();
            if (keyword == "minLength" && code_points(text) < content.get<std::size_t>())
                return wrong("is too short");
            if (keyword == "maxLength" && code_points(text) > content.get<std::size_t>())
                return wrong("is too long");
            if (keyword == "pattern" && !std::regex_search(text, pattern(content.get<std::string>())))
                return wrong("'" + text + "' does not look like " + content.get<std::string>());
        }
        if (keyword == "minimum" && value.is_number() && value.get<double>() < content.get<double>())
            return wrong(json::dump(value) + " is too small");
        if (value.is_array()) {
            if (keyword == "minItems" && value.size() < content.get<std::size_t>())
                return wrong("holds too few");
            if (keyword == "maxItems" && value.size() > content.get<std::size_t>())
                return wrong("holds too many");
            if (keyword == "uniqueItems" && content.get<bool>()) {
                if (std::set<Value>(value.begin(), value.end()).size() != value.size())
                    return wrong("holds one twice");
            }
            if (keyword == "items") {
                for (std::size_t i = 0; i < value.size(); ++i) {
                    if (auto problem = check(content, value[i], where + "/" + std::to_string(i)))
                        return problem;
                }
            }
        }
        return value.is_object() ? check_object(schema, keyword, content, value, where) : std::nullopt;
    }

    Problem check_object(const Value& schema, const std::string& keyword, const Value& content,
                         const Value& value, const std::string& where) const {
        if (keyword == "minProperties" && value.size() < content.get<std::size_t>())
            return where + ": holds too few";
        if (keyword == "required") {
            for (const Value& name : content) {
                if (!value.contains(name.get<std::string>()))
                    return where + ": " + name.get<std::string>() + " is missing";
            }
        }
        for (const auto& [name, member] : value.items()) {
            const std::string inside = where + "/" + name;
            const bool named = schema.contains("properties") && schema.at("properties").contains(name);
            if (keyword == "properties" && named) {
                if (auto problem = check(content.at(name), member, inside)) return problem;
            }
            if (keyword == "additionalProperties" && !named) {
                if (auto problem = check(content, member, inside)) return problem;
            }
            if (keyword == "propertyNames") {
                if (auto problem = check(content, Value(name), inside + " (the name)")) return problem;
            }
        }
        return std::nullopt;
    }

    Value root_;
    mutable std::map<std::string, std::regex> patterns_;
};

}  // namespace buurtkiosk::test
