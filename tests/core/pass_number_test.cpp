// Owns the tests of voting pass numbers: drawn evenly, every slip of the finger told, read from what people
// type and paste, hashed with a key. Test thread. It must never draw from the system's source.
#include "base/pass_number.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <set>

using namespace buurtkiosk;

namespace {

std::function<void(std::uint8_t*, std::size_t)> dice(std::uint64_t seed) {
    return [random = std::mt19937_64(seed)](std::uint8_t* bytes, std::size_t count) mutable {
        for (std::size_t i = 0; i < count; ++i) bytes[i] = static_cast<std::uint8_t>(random());
    };
}
std::string said(std::string_view typed) {
    const auto number = read_pass_number(typed);
    return number ? number.value() : number.refusal().sentence.key;
}

}  // namespace

TEST_CASE("eight thousand pass numbers are all different, whole, and of evenly drawn digits") {
    const auto random = dice(1);
    std::set<std::string> numbers;
    std::map<char, int> digits;
    for (int i = 0; i < 8000; ++i) {
        const std::string number = draw_pass_number(random);
        REQUIRE(number.size() == pass_digits);
        REQUIRE(said(number) == number);
        numbers.insert(number);
        for (const char digit : number.substr(0, pass_digits - 1)) ++digits[digit];
    }
    CHECK(numbers.size() == 8000);
    // 120,000 digits: 12,000 of each, with a deviation of 104.
    REQUIRE(digits.size() == 10);
    for (const auto& [digit, count] : digits) CHECK(std::abs(count - 12'000) < 520);
}

TEST_CASE("the check digit tells every wrong digit and every two neighbours that changed places") {
    CHECK(check_digit("572") == '4');  // the example of Damm's thesis
    const auto random = dice(2);
    for (int round = 0; round < 300; ++round) {
        const std::string number = draw_pass_number(random);
        for (std::size_t at = 0; at < number.size(); ++at) {
            for (char digit = '0'; digit <= '9'; ++digit) {
                std::string other = number;
                other[at] = digit;
                REQUIRE((said(other) == "refusal.pass_check") == (other != number));
            }
            if (at == 0) continue;
            std::string other = number;
            std::swap(other[at - 1], other[at]);
            REQUIRE((said(other) == "refusal.pass_check") == (other != number));
        }
    }
}

TEST_CASE("a pass number is read as people type it") {
    const std::string number = draw_pass_number(dice(3));
    const std::string grouped = grouped_pass_number(number);
    CHECK(grouped.size() == 19);
    CHECK(said(grouped) == number);
    CHECK(said(" " + grouped + "\n") == number);
    std::string dashes = grouped;
    std::replace(dashes.begin(), dashes.end(), ' ', '-');
    CHECK(said(dashes) == number);
    std::string arabic;
    for (const char digit : number) arabic += std::string("\xD9") + static_cast<char>(0xA0 + (digit - '0'));
    CHECK(said("\xE2\x80\x8F" + arabic) == number);  // with a right-to-left mark before it
}

TEST_CASE("what is no pass number is refused in plain words") {
    const std::string number = draw_pass_number(dice(4));
    for (const std::string& typed :
         {std::string(), std::string("stempas"), number.substr(1), number + "0", "x" + number.substr(1),
          number + " x", std::string("\xFF"), number + "\xC3"}) {
        INFO(typed);
        CHECK(said(typed) == "refusal.pass_digits");
    }
}

TEST_CASE("a pass is kept as a hash that needs the key") {
    const PassKey one{1};
    const PassKey other{2};
    const std::string number = draw_pass_number(dice(5));
    CHECK(pass_hash(one, number) == pass_hash(one, number));
    CHECK(pass_hash(one, number) != pass_hash(other, number));
    CHECK(pass_hash(one, number) != blake2b(number));
    CHECK(pass_hash(one, number) != pass_hash(one, draw_pass_number(dice(6))));
}
