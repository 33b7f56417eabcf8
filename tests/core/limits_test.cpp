// Owns the tests of maxima that only hours of trying would reach, and of a few that no other test meets.
// Test thread. It must never wait for an evening to fill by itself: it fills the State.
#include "base/limits.h"

#include "assembly/rules.h"
#include "core/meeting.h"
#include "protocol/protocol.h"

using namespace buurtkiosk;
using namespace buurtkiosk::test;

TEST_CASE("somebody who asks and withdraws all evening does not fill the kiosk's memory") {
    Meeting meeting;
    meeting.accept(console(), StartMeeting{});
    const PersonId ans = meeting.join("Ans");
    QueueEntry entry;
    for (std::uint32_t number = 1; number < limits::queue_history; ++number) {
        entry.id = EntryId{number};
        meeting.state.queue.entries.emplace(entry.id, entry);
    }
    meeting.state.next.entry = static_cast<std::uint32_t>(limits::queue_history);
    CHECK(meeting.verdict(person(ans), AskToSpeak{}) == "accepted");
    meeting.accept(person(ans), AskToSpeak{});
    meeting.accept(person(ans), WithdrawFromQueue{});
    CHECK(meeting.verdict(person(ans), AskToSpeak{}) == "full refusal.full_queue");
    CHECK(meeting.verdict(console(), AddToQueue{"Henk", Place::room}) == "full refusal.full_queue");
}

TEST_CASE("an evening has room for a hundred check-ins") {
    Meeting meeting;
    for (std::size_t i = 0; i < limits::check_ins; ++i)
        meeting.accept(console(), OpenCheckIn{"Vraag " + std::to_string(i), 0});
    CHECK(meeting.verdict(console(), OpenCheckIn{"Nog een?", 0}) == "full refusal.full_check_ins");
}

TEST_CASE("somebody who changes their word all evening does not fill the kiosk's memory") {
    Meeting meeting;
    const PersonId ans = meeting.join("Ans");
    const PersonId bram = meeting.join("Bram");
    meeting.accept(console(), OpenCheckIn{"Hoe is het?", 0});
    meeting.accept(person(bram), GiveWord{"moe"});
    CheckIn& check_in = meeting.state.check_ins.begin()->second;
    while (check_in.groups.size() < limits::word_groups)
        check_in.groups.emplace(GroupId{meeting.state.next.group++}, WordGroup{});
    CHECK(meeting.verdict(person(ans), GiveWord{"blij"}) == "full refusal.full_words");
    CHECK(meeting.verdict(person(ans), GiveWord{"moe"}) == "accepted");  // that one is there
}

TEST_CASE("a text of only long emoji has its maximum in bytes too") {
    const std::string family = "\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466";  // one grapheme
    std::string name;
    for (std::size_t i = 0; i < limits::name_graphemes; ++i) name += family;
    REQUIRE(name.size() > limits::name_graphemes * limits::grapheme_bytes);
    CHECK_FALSE(assembly::clean_line(name, limits::name_graphemes));
    CHECK(assembly::clean_line(family + " en de rest", limits::name_graphemes));
}

TEST_CASE("the id of a command, a language and a poll's options have their bounds") {
    const auto frame = [](std::size_t size) {
        return protocol::decode_frame(R"({"id":")" + std::string(size, 'x') + R"(","do":"ping"})");
    };
    CHECK(frame(limits::command_id_bytes).request);
    CHECK_FALSE(frame(limits::command_id_bytes + 1).request);
    CHECK(assembly::is_language_tag("zh-Hans-CN-x1234"));
    CHECK_FALSE(assembly::is_language_tag("zh-Hans-CN-x12345"));
    Meeting meeting;
    CHECK(meeting.verdict(console(), AddPoll{PollKind::choice, "Wat?", {"A", "B"}, {}}) == "accepted");
    CHECK(meeting.verdict(console(), AddPoll{PollKind::choice, "Wat?", {"A"}, {}}) != "accepted");
}
