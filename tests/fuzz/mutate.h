// Owns the making of bad input: seeded changes of good input, so that a failure can be played again by its
// seed. Plain values on the test's one thread. It must never know what it mutates, frames or text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace buurtkiosk::fuzz {

/// How many inputs each test makes: BUURTKIOSK_FUZZ, else a number that takes seconds.
inline std::uint64_t rounds() {
    const char* wanted = std::getenv("BUURTKIOSK_FUZZ");
    return wanted != nullptr ? std::strtoull(wanted, nullptr, 10) : 20'000;
}

/// The first seed: BUURTKIOSK_SEED, to play a failure again; round n uses seed + n.
inline std::uint64_t first_seed() {
    const char* wanted = std::getenv("BUURTKIOSK_SEED");
    return wanted != nullptr ? std::strtoull(wanted, nullptr, 10) : 1;
}

class Mutator {
  public:
    explicit Mutator(std::uint64_t seed) : random_(seed) {}

    std::size_t below(std::size_t limit) {
        return limit == 0 ? 0 : std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
    }
    template <class Value>
    const Value& one_of(const std::vector<Value>& values) {
        return values[below(values.size())];
    }

    /// One to eight changes: bytes flipped, cut, doubled, swapped for pieces that parsers trip over, or for a
    /// piece of `other`. At most 64 kB.
    std::string mutate(std::string text, std::string_view other) {
        for (std::size_t change = below(8) + 1; change > 0; --change) {
            const std::size_t at = below(text.size() + 1);
            switch (below(7)) {
                case 0:
                    if (at < text.size()) text[at] = static_cast<char>(below(256));
                    break;
                case 1:
                    text.erase(at, below(12) + 1);
                    break;
                case 2:
                    text.insert(at, text.substr(below(text.size() + 1), below(40)));
                    break;
                case 3:
                    text.insert(at, pieces()[below(pieces().size())]);
                    break;
                case 4:
                    text.insert(at, other.substr(below(other.size() + 1), below(40)));
                    break;
                case 5:
                    text.replace(at, below(8), pieces()[below(pieces().size())]);
                    break;
                default:
                    if (below(20) == 0)
                        text.insert(at, std::string(below(6000), static_cast<char>(below(128))));
                    break;
            }
            if (text.size() > 65'536) text.resize(65'536);
        }
        return text;
    }

  private:
    static const std::vector<std::string>& pieces() {
        using namespace std::string_literals;
        static const std::vector<std::string> all{
            "null",
            "true",
            "{}",
            "[]",
            "[[[[[[[[[[[[[[[[[[",
            "{\"a\":",
            "-0",
            "1e999",
            "-1",
            "18446744073709551616",
            "9223372036854775807",
            "0.1",
            "\"\"",
            "\"id\"",
            "\"do\"",
            "\"expect\":null",
            "\"id\":\"x\"",
            ",",
            ":",
            "}",
            "]",
            "\\u0000",
            "\\ud800",
            "\\udc00\\ud800",
            "\\u202e",
            "\\uffff",
            "\\\"",
            "\\",
            "\0"s,
            "\xff",
            "\xc0\x80",
            "\xed\xa0\x80",
            "\xf4\x90\x80\x80",
            "\xe2\x80\xae",
            "\xe2\x80\x8d",
            "\xe2\x80\x8b",
            "\xef\xbb\xbf",
            "\xcc\x81",
            "\xcc\x81\xcc\x81\xcc\x81\xcc\x81",
            "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7",
            "\xf0\x9f\x87\xb3\xf0\x9f\x87\xb1",
            "\xd8\xb3\xd9\x84\xd8\xa7\xd9\x85",
            "\xc4\xb0\xc4\xb1",
            "\xe1\x84\x80\xe1\x85\xa1",
            " ",
            "\n",
            "\t",
            "\r",
            "\x7f",
            "\x1b[31m",
            "<script>",
            "'",
            "\"",
            "--",
            "%s%n",
        };
        return all;
    }

    std::mt19937_64 random_;
};

}  // namespace buurtkiosk::fuzz
