// Owns how an event stands in the evening's file: a kind, a version, a JSON body, and beside it the personal
// texts that the body only commits to. Pure but for the salts, loop thread. It must never include SQL, and
// never write a personal text or a ballot into a body.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "assembly/commands.h"
#include "assembly/events.h"

namespace buurtkiosk::journal {

using RandomBytes = std::function<void(std::uint8_t* bytes, std::size_t count)>;
using Salt = std::array<std::uint8_t, 16>;

// A personal text on its own: the body holds hex(BLAKE2b-256(salt‖text)) where it belongs. Taking text and
// salt away erases it; what stays in the chain tells nothing, not even by trying names.
struct PersonalPart {
    std::string field;  // where in the body: "name", "inverse/0/entry/topic"
    PersonId person;    // whose it is; number 0: of nobody known
    Salt salt{};
    std::string text;
    bool operator==(const PersonalPart&) const = default;
};

struct EncodedEvent {
    std::string_view kind;  // "person.named"; of static life
    std::int32_t version = 1;
    std::string body;  // a JSON object, keys sorted
    std::vector<PersonalPart> personal;
};

// The ballot of a BallotCast is left out: it has a table of its own. Events inside a StepDone go into its
// body.
EncodedEvent encode(const assembly::Event& event, const RandomBytes& random);

enum class DecodeProblem {
    none,
    newer,    // a kind or a version that this program does not know
    damaged,  // not what any version of this program wrote
};

struct DecodedEvent {
    DecodeProblem problem = DecodeProblem::none;
    std::string detail;  // for the log: what is wrong
    assembly::Event event;
};

// A personal text whose part is missing comes back erased; one that does not fit its commitment is damage.
DecodedEvent decode(std::string_view kind, std::int32_t version, std::string_view body,
                    std::span<const PersonalPart> personal);

// The kinds that this program writes, for tests and for a file's statistics.
std::vector<std::string_view> event_kinds();

// The stored reply's answer, which is not chained.
std::string encode_answer(const assembly::Answer& answer);
std::optional<assembly::Answer> decode_answer(std::string_view body);

}  // namespace buurtkiosk::journal
