// Owns the report: what the minutes tell, as plain values without a language. Who may read what is decided
// here, so that nothing hidden reaches a page. Any thread. It must never hold a word that was not shown, who
// voted what, a name that was not asked for, or the clock of now.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "minutes/record.h"

namespace buurtkiosk::minutes {

struct Choices {
    bool names = false;  // of speakers, and of who asked a question; else speakers are numbered
};

struct Times {
    std::optional<std::int64_t> starts_ms;
    std::optional<std::int64_t> ends_ms;
    bool operator==(const Times&) const = default;
};
enum class Outcome {
    to_come,
    now,
    done,
    skipped,
    dropped,      // taken off the agenda during the evening
    not_reached,  // the evening was over
};
struct AgendaLine {
    std::string title;
    bool is_part = false;      // of the line above that is none
    std::int32_t minutes = 0;  // as they stand now
    Times plan;                // none: it was added during the evening
    Times real;                // as far as it came
    Outcome outcome = Outcome::to_come;
    bool operator==(const AgendaLine&) const = default;
};

struct WordLine {
    std::string text;
    std::uint32_t count = 0;
    bool operator==(const WordLine&) const = default;
};
struct CheckInReport {
    std::string prompt;
    std::uint32_t answers = 0;  // of people; hidden ones too
    bool shown = false;
    std::vector<WordLine> words;  // that everybody could read, most given first; none when not shown
    std::uint32_t kept_back = 0;  // answers whose word the chair did not show
    bool operator==(const CheckInReport&) const = default;
};

struct OptionLine {
    std::string id;    // yes no abstain, or a b c …
    std::string text;  // empty for yes, no and abstain: worded by the reader's language
    std::uint32_t count = 0;
    bool operator==(const OptionLine&) const = default;
};
enum class PollStage { open, not_shown, shown };
struct PollReport {
    std::string question;
    PollStage stage = PollStage::open;
    std::uint32_t cast = 0;
    std::optional<std::uint32_t> may_vote;  // known from the close on
    std::vector<OptionLine> options;        // with counts only when shown
    bool operator==(const PollReport&) const = default;
};

// Every turn is rounded to whole seconds before anything is added up, as one who notes them down would do: so
// each sum is exactly that of its parts, whichever way the turns are divided. A sum is at most half a second
// a turn away from the truth.
struct Share {
    std::uint32_t turns = 0;
    std::int64_t spoken_s = 0;
    bool operator==(const Share&) const = default;
};
struct GroupLine {
    std::optional<std::string> name;  // none: who is in no group
    Share share;
    bool operator==(const GroupLine&) const = default;
};
struct SpeakerLine {
    std::optional<std::string> name;  // as shown ("#c12" for card 12); none: not asked for
    bool in_room = false;             // where they spoke; both can be
    bool at_home = false;
    Share share;
    bool operator==(const SpeakerLine&) const = default;
};
struct SpeakingReport {
    Share all;  // turns: points of order are counted by kind only
    Share room;
    Share home;
    std::vector<GroupLine> groups;  // in the chair's order; who is in none last, when they spoke
    std::array<Share, assembly::queue_kinds> kinds;
    std::vector<SpeakerLine> speakers;      // longest first, then by turns, then as they came
    std::uint32_t turns_without_phone = 0;  // of all.turns
    bool goes_on = false;                   // somebody has the floor: their time is not counted yet
    bool operator==(const SpeakingReport&) const = default;
};

struct QuestionLine {
    std::string text;
    std::uint32_t votes = 0;
    bool answered = false;
    std::optional<std::string> name;  // as shown; none: not asked for, or asked without a name
    bool operator==(const QuestionLine&) const = default;
};

struct Report {
    std::string title;
    std::string language;  // the evening's first
    std::int64_t day_ms = 0;
    assembly::Phase phase = assembly::Phase::lobby;
    Times real;
    std::optional<std::int64_t> plan_ends_ms;
    std::int64_t last_ms = 0;  // up to when the journal told
    std::uint32_t room = 0;    // phones that took part, by where they were last
    std::uint32_t home = 0;
    std::vector<AgendaLine> agenda;
    std::vector<CheckInReport> check_ins;  // in the order in which they were held
    std::vector<PollReport> polls;         // that were opened
    SpeakingReport speaking;
    std::vector<QuestionLine> questions;  // that everybody could read; most votes first, then the oldest
    bool names = false;
    std::uint64_t events = 0;
    std::string head;
    bool operator==(const Report&) const = default;
};

Report report_of(const Record& record, const Choices& choices);

}  // namespace buurtkiosk::minutes
