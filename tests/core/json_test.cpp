// Tests of the JSON wrapper: what it refuses, that it never throws, and that a merge patch brings one value
// to another. Pure, one thread. It must never touch a file or a socket.
#include "base/json.h"

#include <random>
#include <string>

#include "catch2/catch.hpp"

using namespace buurtkiosk;
using json::Value;

TEST_CASE("JSON is read strictly") {
    CHECK(json::parse(R"({"a":1,"b":[true,null,"é"]})").has_value());
    CHECK(json::parse("  [ ]  ").has_value());

    CHECK_FALSE(json::parse("").has_value());
    CHECK_FALSE(json::parse("{").has_value());
    CHECK_FALSE(json::parse("{} {}").has_value());
    CHECK_FALSE(json::parse("{}x").has_value());
    CHECK_FALSE(json::parse(R"({"a":1,})").has_value());
    CHECK_FALSE(json::parse("{'a':1}").has_value());
    CHECK_FALSE(json::parse("[1e999]").has_value());
    CHECK_FALSE(json::parse("NaN").has_value());
    CHECK_FALSE(json::parse("[01]").has_value());
    CHECK_FALSE(json::parse("/* no */ {}").has_value());
    CHECK_FALSE(json::parse(std::string("{\"a\":\"\0\"}", 9)).has_value());  // a bare control character
}

TEST_CASE("JSON that is not UTF-8 is refused") {
    CHECK_FALSE(json::parse("[\"\xff\"]").has_value());
    CHECK_FALSE(json::parse("[\"\xc0\xaf\"]").has_value());          // overlong
    CHECK_FALSE(json::parse("[\"\xed\xa0\x80\"]").has_value());      // a surrogate
    CHECK_FALSE(json::parse("[\"\xf4\x90\x80\x80\"]").has_value());  // past U+10FFFF
    CHECK_FALSE(json::parse("[\"\xc3").has_value());
    CHECK_FALSE(json::parse(R"(["\ud800"])").has_value());
    CHECK_FALSE(json::parse(R"(["\udc00\ud800"])").has_value());
    CHECK(json::parse(R"(["\ud83d\ude00"])").value()[0] == "\xf0\x9f\x98\x80");
}

TEST_CASE("a key that stands twice in one object is refused, and in two objects is not") {
    CHECK_FALSE(json::parse(R"({"do":"vote","do":"meeting.end"})").has_value());
    CHECK_FALSE(json::parse(R"({"a":{"b":1,"c":2,"b":1}})").has_value());
    CHECK_FALSE(json::parse(R"({"a":1,"\u0061":1})").has_value());
    CHECK(json::parse(R"({"a":{"a":{"a":1}},"b":[{"a":1},{"a":2}]})").has_value());
}

TEST_CASE("JSON deeper than the limit is refused") {
    const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    CHECK(json::parse(nested(json::depth_most)).has_value());
    CHECK_FALSE(json::parse(nested(json::depth_most + 1)).has_value());
    CHECK_FALSE(json::parse(nested(1'000'000)).has_value());
    std::string objects;
    for (std::size_t i = 0; i <= json::depth_most; ++i) objects += "{\"a\":";
    CHECK_FALSE(json::parse(objects + "1" + std::string(json::depth_most + 1, '}')).has_value());
    CHECK(json::parse("1", 0).has_value());
    CHECK_FALSE(json::parse("[]", 0).has_value());
}

TEST_CASE("nested arrays and objects are built in their places") {
    const std::string text = R"({"a":[[1,2],{"b":[{"c":[]},3]},[]],"d":{"e":{},"f":-1.5}})";
    CHECK(json::dump(json::parse(text).value()) == text);
}

TEST_CASE("getters answer for every type and never throw") {
    const Value value =
        json::parse(
            R"({"text":"x","n":-3,"big":18446744073709551615,"real":1.0,"yes":true,"list":[1],"map":{},"none":null})")
            .value();
    CHECK(json::text_at(value, "text") == "x");
    CHECK_FALSE(json::text_at(value, "n").has_value());
    CHECK_FALSE(json::text_at(value, "absent").has_value());
    CHECK(json::integer_at(value, "n") == -3);
    CHECK_FALSE(json::integer_at(value, "big").has_value());
    CHECK_FALSE(json::integer_at(value, "real").has_value());
    CHECK_FALSE(json::integer_at(value, "text").has_value());
    CHECK(json::boolean_at(value, "yes") == true);
    CHECK_FALSE(json::boolean_at(value, "n").has_value());
    CHECK(json::array_at(value, "list") != nullptr);
    CHECK(json::array_at(value, "map") == nullptr);
    CHECK(json::object_at(value, "map") != nullptr);
    CHECK(json::object_at(value, "list") == nullptr);
    CHECK(json::find(value, "none") == nullptr);
    CHECK(json::find(Value(3), "text") == nullptr);
    CHECK(json::find(Value::array({1}), "text") == nullptr);
}

TEST_CASE("dump keeps to UTF-8 whatever it is given") {
    CHECK(json::dump(Value{{"b", 1}, {"a", "é"}}) == R"({"a":"é","b":1})");
    CHECK(json::dump(Value("\xff")) == "\"\xef\xbf\xbd\"");
}

TEST_CASE("a merge patch says only what changed") {
    const Value from = {{"a", 1}, {"b", {{"c", 2}, {"d", 3}}}, {"e", {1, 2}}, {"f", "x"}};
    Value to = from;
    CHECK(json::merge_diff(from, to) == Value::object());
    to["b"]["c"] = 9;
    to["b"].erase("d");
    to["e"].push_back(3);
    to.erase("f");
    to["g"] = {{"h", 1}};
    CHECK(json::merge_diff(from, to) ==
          Value{{"b", {{"c", 9}, {"d", nullptr}}}, {"e", {1, 2, 3}}, {"f", nullptr}, {"g", {{"h", 1}}}});
}

namespace {

Value random_value(std::mt19937& random, int depth) {
    switch (std::uniform_int_distribution<int>(0, depth > 0 ? 5 : 3)(random)) {
        case 0:
            return static_cast<int>(random() % 5);
        case 1:
            return random() % 2 == 0;
        case 2:
            return std::string(random() % 3, 'x');
        case 3:
            return Value::array({static_cast<int>(random() % 3)});
        default: {
            Value object = Value::object();
            const auto size = random() % 5;
            for (std::size_t i = 0; i < size; ++i) {
                object[std::string(1, static_cast<char>('a' + random() % 6))] =
                    random_value(random, depth - 1);
            }
            return object;
        }
    }
}

}  // namespace

TEST_CASE("a merge patch brings any object to any other") {
    const unsigned seed = 20261122;
    std::mt19937 random(seed);
    for (int round = 0; round < 2000; ++round) {
        Value from = random_value(random, 4);
        const Value to = random_value(random, 4);
        if (!from.is_object() || !to.is_object()) continue;
        const Value patch = json::merge_diff(from, to);
        INFO("seed " << seed << " round " << round << ": " << json::dump(from) << " to " << json::dump(to));
        json::merge_apply(from, patch);
        REQUIRE(from == to);
    }
}
