// Owns what all panels share besides drawing: words, the recorder, times in words, and which steps ask first.
// Drawing thread only. It must never draw.
#include "console/desk.h"

#include <algorithm>
#include <ctime>

#include "fmt/core.h"

namespace buurtkiosk::console {

namespace {

// As on the phones: longer than a double click, shorter than a second look at the button.
constexpr std::int64_t double_click_ms = 700;

template <class... Kinds>
bool is_any_of(const assembly::Command& command) {
    return (std::holds_alternative<Kinds>(command) || ...);
}

// When a step like this one was sent last; null when twice is simply twice.
std::optional<std::int64_t>* last_sent_ms(Memory& memory, const assembly::Command& command) {
    using namespace assembly;
    if (is_any_of<QueueNext, CallSpeaker, InterruptSpeaker, PassSpeaker, EndTurn>(command))
        return &memory.turn_sent_ms;
    if (is_any_of<ReturnToQueue, RemoveFromQueue>(command)) return &memory.row_sent_ms;
    return is_any_of<AddHands>(command) ? &memory.hands_sent_ms : nullptr;
}

}  // namespace

bool Desk::send(assembly::Command command) {
    // The meeting answers before the second press of a double click: the button says another name by then,
    // and the step that it would send is a good one.
    if (auto* last_ms = last_sent_ms(memory, command)) {
        if (*last_ms && hand_ms >= **last_ms && hand_ms - **last_ms < double_click_ms) return false;
        *last_ms = hand_ms;
    }
    actions.emplace_back(std::move(command));
    return true;
}

std::string Desk::say(std::string_view key, const std::vector<TextParameter>& parameters) const {
    std::vector<TextParameter> apart = parameters;
    for (TextParameter& parameter : apart) parameter.value = set_apart(parameter.value);
    return locales.text(memory.language, key, apart);
}

std::string Desk::say(const Sentence& sentence) const {
    Sentence named = sentence;
    for (TextParameter& parameter : named.parameters) {
        if (parameter.name == "name") parameter.value = name_of(parameter.value);
    }
    return say(named.key, named.parameters);
}

std::string Desk::name_of(std::string_view shown) const {
    return locales.person_name(memory.language, shown);
}

std::string set_apart(std::string_view text) {
    constexpr std::string_view left_to_right = "\u200E";  // a mark: of a whole line Pango asks no isolate
    constexpr std::string_view isolate = "\u2068";        // first strong isolate
    constexpr std::string_view end_isolate = "\u2069";    // pop directional isolate
    std::string words(text);
    if (paint::console_fonts_hold(text)) return words;
    words.insert(0, isolate).insert(0, left_to_right).append(end_isolate);
    return words;
}

std::string item_name(std::string_view key, std::string_view id) {
    std::string name = "##";
    name.append(key).append("#").append(id);
    return name;
}

std::string Desk::say_count(std::string_view key, std::size_t count) const {
    return say(key, {{"n", std::to_string(count)}});
}

std::string clock_text(std::int64_t at_ms) {
    const auto seconds = static_cast<std::time_t>(at_ms / 1000);
    std::tm local{};
    localtime_r(&seconds, &local);
    return fmt::format("{:02}:{:02}", local.tm_hour, local.tm_min);
}

std::string clock_of_minutes(int minutes_after_midnight) {
    return fmt::format("{:02}:{:02}", minutes_after_midnight / 60, minutes_after_midnight % 60);
}

std::string minutes_seconds(std::int64_t span_ms) {
    const std::int64_t seconds = std::max<std::int64_t>(span_ms, 0) / 1000;
    return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

bool cannot_be_undone(const assembly::Command& command) {
    return std::holds_alternative<assembly::ClosePoll>(command) ||
           std::holds_alternative<assembly::EndMeeting>(command);
}

bool asks_first(const assembly::Command& command, const views::Snapshot& snapshot) {
    // One press of a clicker must not begin an evening that has no agenda yet.
    const bool begins_empty =
        std::holds_alternative<assembly::StartMeeting>(command) && snapshot.view.agenda.blocks.empty();
    return begins_empty || cannot_be_undone(command);
}

bool still_applies(const assembly::Command& command, const views::Snapshot& snapshot) {
    if (const auto* close = std::get_if<assembly::ClosePoll>(&command)) {
        return std::any_of(snapshot.view.polls.begin(), snapshot.view.polls.end(),
                           [&](const views::PollView& poll) {
                               return poll.id == close->poll && poll.state == views::PollState::open;
                           });
    }
    if (std::holds_alternative<assembly::TakeAgenda>(command) ||
        std::holds_alternative<assembly::StartMeeting>(command))
        return snapshot.view.phase == views::Phase::lobby;
    if (std::holds_alternative<assembly::EndMeeting>(command))
        return snapshot.view.phase == views::Phase::running;
    return true;
}

}  // namespace buurtkiosk::console
