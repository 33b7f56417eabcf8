// Owns how a name stands in a view: as somebody typed it, or as a number for who gave none. Pure, any thread.
// It must never word a number: every reader does that in their own language.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace buurtkiosk {

enum class NumberOf { person, card, hand };

// "#5" is the person of that number, "#c12" who has only that card, "#h4" that raised hand.
std::string numbered_name(NumberOf of, std::uint32_t number);

struct NumberedName {
    NumberOf of;
    std::string digits;
};
// What numbered_name wrote; none for every other name.
std::optional<NumberedName> as_number(std::string_view shown);

// A name that somebody typed, as it is shown: one that would read as a number gets a space, "#h4" is "# h4",
// so that nobody passes for a raised hand, a card or a guest without a name.
std::string typed_name(std::string name);

}  // namespace buurtkiosk
