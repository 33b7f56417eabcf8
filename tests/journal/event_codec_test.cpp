// Tests of the event codec: every event there and back, no field forgotten, no personal text in a body, and
// what it says of bodies that it did not write. Pure, one thread. It must never touch a file.
#include "journal/event_codec.h"

#include <array>
#include <catch2/catch.hpp>
#include <cstdint>
#include <set>
#include <string>
#include <type_traits>
#include <utility>

#include "base/digest.h"
#include "base/json.h"
#include "journal/event_fields.h"
#include "journal/sample_events.h"

using namespace buurtkiosk;
using namespace buurtkiosk::journal;
using namespace buurtkiosk::assembly;

namespace {

Event without_ballot(Event event) {
    if (auto* const cast = std::get_if<BallotCast>(&event.body)) cast->ballot.reset();
    return event;
}

DecodedEvent decode_again(const EncodedEvent& encoded) {
    return decode(encoded.kind, encoded.version, encoded.body, encoded.personal);
}

bool stands_in(const std::string& text, const std::string& body) {
    const std::string quoted = json::dump(json::Value(text));
    return body.find(quoted.substr(1, quoted.size() - 2)) != std::string::npos;
}

// How many members an aggregate has: the most that it can be braced with.
struct Anything {
    template <class Type>
    operator Type() const;
};
template <class Type, std::size_t... Index>
constexpr bool takes(std::index_sequence<Index...>) {
    return requires { Type{((void)Index, Anything{})...}; };
}
template <class Type, std::size_t Count = 0>
constexpr std::size_t member_count() {
    if constexpr (takes<Type>(std::make_index_sequence<Count + 1>{})) {
        return member_count<Type, Count + 1>();
    } else {
        return Count;
    }
}

// Counts the fields that are described for a type.
struct Counter {
    template <class Type>
    using Of = const Type;
    std::size_t count = 0;
    template <class Type>
    void field(const char*, const Type&) {
        ++count;
    }
    template <class Type>
    void later(const char*, const Type&, const Type& = {}) {
        ++count;
    }
    void personal(const char*, const PersonalText&, PersonId) { ++count; }
    void personal_plain(const char*, const std::string&) { ++count; }
    void require(bool) const {}
};
template <class Type>
std::size_t described_count() {
    Counter counter;
    fields(counter, Type{});
    return counter.count;
}

template <std::size_t Index>
void check_members() {
    using Body = std::variant_alternative_t<Index, EventBody>;
    INFO(kind_of<Body>.name);
    const std::size_t left_out = std::is_same_v<Body, BallotCast> ? 1 : 0;  // the ballot, on purpose
    CHECK(described_count<Body>() + left_out == member_count<Body>());
}
template <std::size_t... Index>
void check_all_members(std::index_sequence<Index...>) {
    (check_members<Index>(), ...);
}

}  // namespace

TEST_CASE("every event comes back from its encoding as it was") {
    std::set<std::string_view> seen;
    for (const Event& event : sample_events()) {
        const EncodedEvent encoded = encode(event, random_bytes);
        INFO(encoded.kind << " " << encoded.body);
        seen.insert(encoded.kind);
        const DecodedEvent decoded = decode_again(encoded);
        INFO(decoded.detail);
        REQUIRE(decoded.problem == DecodeProblem::none);
        REQUIRE(decoded.event == without_ballot(event));
    }
    const auto kinds = event_kinds();
    CHECK(seen == std::set<std::string_view>(kinds.begin(), kinds.end()));
    CHECK(kinds.size() == std::variant_size_v<EventBody>);
}

TEST_CASE("no member of an event or of its parts is forgotten in its description") {
    check_all_members(std::make_index_sequence<std::variant_size_v<EventBody>>{});
    CHECK(described_count<Block>() == member_count<Block>());
    CHECK(described_count<BlockWords>() == member_count<BlockWords>());
    CHECK(described_count<BlockTimes>() == member_count<BlockTimes>());
    CHECK(described_count<WordMove>() == member_count<WordMove>());
    CHECK(described_count<WordGroup>() == member_count<WordGroup>());
    // The guest's five stand flat in the entry; what came of an entry are events of their own.
    CHECK(described_count<QueueEntry>() - member_count<Guest>() + 1 == member_count<QueueEntry>() - 7);
    CHECK(described_count<Guest>() == member_count<Guest>());
    CHECK(described_count<QueueRules>() == member_count<QueueRules>());
    CHECK(described_count<PeopleGroup>() == member_count<PeopleGroup>());
    CHECK(described_count<Speaking::Interrupted>() == member_count<Speaking::Interrupted>());
    CHECK(described_count<Speaking>() == member_count<Speaking>());
    CHECK(described_count<QuestionRules>() == member_count<QuestionRules>());
    // A new one has none of: merged_into, upvotes, invited.
    CHECK(described_count<Question>() + 3 == member_count<Question>());
    CHECK(described_count<PollOption>() == member_count<PollOption>());
    CHECK(described_count<PollTally>() == member_count<PollTally>());
    CHECK(described_count<Answer>() == member_count<Answer>());
    // A draft has none of: state, voted, ballots, tally, ballots_digest, opened_ms, closed_ms.
    CHECK(described_count<Poll>() + 7 == member_count<Poll>());
}

TEST_CASE("the same event is written in the same words but for its salts") {
    const Event event{PersonPlaced{PersonId{12}, Place::home}};
    CHECK(encode(event, random_bytes).body == R"({"person":"p12","place":"home"})");
    CHECK(encode(event, random_bytes).kind == "person.placed");
    CHECK(encode(Event{AgendaStepped{}}, random_bytes).body == R"({"changed":[]})");
    CHECK(encode(Event{BallotCast{PollId{3}, PersonId{12}, Ballot{"b"}}}, random_bytes).body ==
          R"({"person":"p12","poll":"v3"})");
    const Event named{PersonNamed{PersonId{12}, {"Fatma", false}, 2}};
    CHECK(encode(named, random_bytes).body != encode(named, random_bytes).body);
}

TEST_CASE("personal texts never stand in the chained body") {
    const std::string secret = "Geheimnaam";
    QueueEntry entry;
    entry.id = EntryId{1};
    entry.guest.name = {secret, false};
    entry.topic = {secret, false};
    Question question;
    question.id = QuestionId{1};
    question.person = PersonId{1};
    question.text = {secret, false};
    const std::vector<Event> events = {
        {PersonNamed{PersonId{1}, {secret, false}, 1}},
        {WordGiven{PersonId{1}, {secret, false}, GroupId{1}, false}},
        {QueueAsked{entry}},
        {QuestionAsked{question}},
        {StepDone{StepId{1},
                  {"step.x", {{"name", secret}}},
                  {{QueueAsked{entry}},
                   {PersonNamed{PersonId{4}, {secret, false}, 1}},
                   {StepDone{StepId{2},
                             {"step.y", {{"name", secret}}},
                             {{WordGiven{PersonId{4}, {secret, false}, GroupId{1}, false}}}}}}}},
    };
    for (const Event& event : events) {
        const EncodedEvent encoded = encode(event, random_bytes);
        INFO(encoded.body);
        CHECK_FALSE(stands_in(secret, encoded.body));
        REQUIRE_FALSE(encoded.personal.empty());
        for (const PersonalPart& part : encoded.personal) CHECK(part.text == secret);
        CHECK(decode_again(encoded).event == event);
    }
    const EncodedEvent step = encode(events.back(), random_bytes);
    std::vector<std::string> places;
    for (const PersonalPart& part : step.personal) places.push_back(part.field);
    CHECK(places == std::vector<std::string>{"inverse/0/entry/name", "inverse/0/entry/topic",
                                             "inverse/1/name", "inverse/2/inverse/0/word",
                                             "inverse/2/what/parameters/0/value", "what/parameters/0/value"});
    CHECK(step.personal[2].person == PersonId{4});
}

TEST_CASE("the name in a step's sentence belongs to the one person whose texts the step holds") {
    const Event one{StepDone{
        StepId{1}, {"step.renamed", {{"name", "Fatma"}}}, {{PersonNamed{PersonId{4}, {"Fatma", false}, 1}}}}};
    CHECK(encode(one, random_bytes).personal.back().person == PersonId{4});
    const Event two{StepDone{StepId{1},
                             {"step.renamed", {{"name", "Fatma"}}},
                             {{PersonNamed{PersonId{4}, {"Fatma", false}, 1}},
                              {PersonNamed{PersonId{5}, {"Yasemin", false}, 1}}}}};
    CHECK(encode(two, random_bytes).personal.back().person == PersonId{});
}

TEST_CASE("a text that was taken away comes back erased, and is written again as such") {
    const Event event{PersonNamed{PersonId{12}, {"Fatma", false}, 2}};
    const EncodedEvent encoded = encode(event, random_bytes);
    const DecodedEvent decoded = decode(encoded.kind, encoded.version, encoded.body, {});
    REQUIRE(decoded.problem == DecodeProblem::none);
    const Event erased{PersonNamed{PersonId{12}, {"", true}, 2}};
    CHECK(decoded.event == erased);
    const EncodedEvent again = encode(erased, random_bytes);
    CHECK(again.body == R"({"name":{"erased":true},"number":2,"person":"p12"})");
    CHECK(again.personal.empty());
    CHECK(decode_again(again).event == erased);
}

TEST_CASE("a text or a salt that does not fit its commitment is damage") {
    EncodedEvent encoded = encode(Event{PersonNamed{PersonId{12}, {"Fatma", false}, 2}}, random_bytes);
    EncodedEvent other = encoded;
    other.personal[0].text = "Fatima";
    CHECK(decode_again(other).problem == DecodeProblem::damaged);
    other = encoded;
    other.personal[0].salt[3] ^= 1;
    CHECK(decode_again(other).problem == DecodeProblem::damaged);
    other = encoded;
    other.personal[0].field = "nickname";
    CHECK(decode_again(other).problem == DecodeProblem::damaged);
    other = encoded;
    other.personal.push_back(other.personal[0]);
    CHECK(decode_again(other).problem == DecodeProblem::damaged);
}

TEST_CASE("a code of an earlier program made a chair, for there was nothing else") {
    const auto decoded = decode("chair.paired", 1, R"({"person":"p3"})", {});
    REQUIRE(decoded.problem == DecodeProblem::none);
    CHECK(decoded.event == Event{RoleGiven{PersonId{3}, Role::chair}});
}

TEST_CASE("what a newer program wrote is told from damage") {
    const auto problem = [](std::string_view kind, std::int32_t version, std::string_view body) {
        return decode(kind, version, body, {}).problem;
    };
    CHECK(problem("person.placed", 1, R"({"person":"p12","place":"home"})") == DecodeProblem::none);
    CHECK(problem("person.teleported", 1, "{}") == DecodeProblem::newer);
    CHECK(problem("person.placed", 2, R"({"person":"p12","place":"home"})") == DecodeProblem::newer);
    CHECK(problem("person.placed", 1, R"({"person":"p12","place":"garden"})") == DecodeProblem::newer);
    CHECK(problem("step.done", 1,
                  R"({"inverse":[{"body":{},"kind":"new.kind","version":1}],"step":"s1",)"
                  R"("what":{"key":"k","parameters":[]}})") == DecodeProblem::newer);

    CHECK(problem("person.placed", 0, R"({"person":"p12","place":"home"})") == DecodeProblem::damaged);
    CHECK(problem("person.placed", 1, "") == DecodeProblem::damaged);
    CHECK(problem("person.placed", 1, "[]") == DecodeProblem::damaged);
    CHECK(problem("person.placed", 1, R"({"person":"p12"})") == DecodeProblem::damaged);
    CHECK(problem("person.placed", 1, R"({"person":"p12","place":null})") == DecodeProblem::damaged);
    CHECK(problem("person.placed", 1, R"({"person":12,"place":"home"})") == DecodeProblem::damaged);
    CHECK(problem("person.placed", 1, R"({"person":"p0","place":"home"})") == DecodeProblem::damaged);
    CHECK(problem("person.placed", 1, R"({"person":"p12","place":"home","x":1})") == DecodeProblem::damaged);
    CHECK(problem("person.placed", 1, R"({"person":"p12","person":"p12","place":"home"})") ==
          DecodeProblem::damaged);
    CHECK(problem("queue.limit_set", 1, R"({"from":1,"to":4000000000})") == DecodeProblem::damaged);
    CHECK(problem("queue.limit_set", 1, R"({"from":1,"to":1.5})") == DecodeProblem::damaged);
    CHECK(problem("queue.list_set", 1, R"({"open":"yes"})") == DecodeProblem::damaged);
    CHECK(problem("words.regrouped", 1, R"({"moves":{}})") == DecodeProblem::damaged);
    CHECK(problem("person.named", 1, R"({"name":"Fatma","number":1,"person":"p1"})") ==
          DecodeProblem::damaged);
    CHECK(problem("person.named", 1, R"({"name":{"erased":false},"number":1,"person":"p1"})") ==
          DecodeProblem::damaged);
}

TEST_CASE("cut and changed bodies never do harm") {
    std::size_t refused = 0;
    for (const Event& event : sample_events()) {
        const EncodedEvent encoded = encode(event, random_bytes);
        for (std::size_t i = 0; i < encoded.body.size(); i += 7) {
            EncodedEvent cut = encoded;
            cut.body.resize(i);
            CHECK(decode_again(cut).problem != DecodeProblem::none);
            EncodedEvent changed = encoded;
            changed.body[i] = static_cast<char>(changed.body[i] ^ 0x15);
            if (decode_again(changed).problem != DecodeProblem::none) ++refused;
        }
    }
    CHECK(refused > 0);
}

TEST_CASE("answers come back as they were") {
    Answer answer;
    CHECK(decode_answer(encode_answer(answer)) == answer);
    for (const std::string& text : awkward_texts()) {
        answer.shown = text;
        CHECK(decode_answer(encode_answer(answer)) == answer);
    }
    answer.person = PersonId{1};
    answer.block = BlockId{2};
    answer.entry = EntryId{3};
    answer.poll = PollId{4};
    answer.waits = true;
    answer.role = Role::chair;
    CHECK(decode_answer(encode_answer(answer)) == answer);
    // As files have it from before there were roles.
    CHECK(decode_answer(R"({"chair":true,"waits":false})") == Answer{});
    CHECK_FALSE(decode_answer("{}").has_value());
    CHECK_FALSE(decode_answer("").has_value());
}
