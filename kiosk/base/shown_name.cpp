// Owns writing and reading the numbers that stand for a name, in one place, so that both agree. Pure, any
// thread. It must never look at who somebody is.
#include "base/shown_name.h"

#include <array>
#include <utility>

namespace buurtkiosk {
namespace {

constexpr std::array<std::pair<NumberOf, std::string_view>, 3> marks = {
    {{NumberOf::person, "#"}, {NumberOf::card, "#c"}, {NumberOf::hand, "#h"}}};

}  // namespace

std::string numbered_name(NumberOf of, std::uint32_t number) {
    return std::string(marks.at(static_cast<std::size_t>(of)).second) + std::to_string(number);
}

std::optional<NumberedName> as_number(std::string_view shown) {
    for (const auto& [of, mark] : marks) {
        if (shown.size() == mark.size() || !shown.starts_with(mark)) continue;
        const std::string_view digits = shown.substr(mark.size());
        if (digits.find_first_not_of("0123456789") == std::string_view::npos)
            return NumberedName{of, std::string(digits)};
    }
    return std::nullopt;
}

std::string typed_name(std::string name) {
    if (as_number(name)) name.insert(1, " ");
    return name;
}

}  // namespace buurtkiosk
