// Owns the typed identifiers of everything in a meeting, and their short form on the wire ("p12", "b3").
// Plain values, any thread. It must never include anything but the standard library.
#pragma once

#include <charconv>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace buurtkiosk {

// A number given out in order by the State (0 is never given), with a letter that says of what.
template <char Letter>
struct Id {
    std::uint32_t number = 0;

    auto operator<=>(const Id&) const = default;
    std::string text() const { return std::string(1, Letter) + std::to_string(number); }
    // Accepts exactly what text() writes; anything else is nothing.
    static std::optional<Id> parse(std::string_view text) {
        if (text.size() < 2 || text.size() > 11 || text[0] != Letter || text[1] == '0') return std::nullopt;
        Id id;
        const char* end = text.data() + text.size();
        const auto [stop, error] = std::from_chars(text.data() + 1, end, id.number);
        if (error != std::errc{} || stop != end || id.number == 0) return std::nullopt;
        return id;
    }
};

using PersonId = Id<'p'>;
using BlockId = Id<'b'>;
using EntryId = Id<'e'>;  // a place in the speaker queue
using PollId = Id<'v'>;
using GroupId = Id<'w'>;  // words that count as one
using CheckInId = Id<'c'>;
using PeopleGroupId = Id<'k'>;  // residents, municipality: a group that the chair names
using QuestionId = Id<'q'>;     // a written one
using StepId = Id<'s'>;         // a step of the chair that can be undone

}  // namespace buurtkiosk

template <char Letter>
struct std::hash<buurtkiosk::Id<Letter>> {
    std::size_t operator()(const buurtkiosk::Id<Letter>& id) const noexcept {
        return std::hash<std::uint32_t>{}(id.number);
    }
};
