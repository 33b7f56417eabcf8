// Owns KeptEvening: an evening led by commands, as the journal keeps it, and the minutes of it. Test thread
// only. It must never fill a record from anything but events.
#pragma once

#include <catch2/catch.hpp>
#include <ctime>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/locale.h"
#include "core/meeting.h"
#include "journal/sqlite_journal.h"
#include "minutes/minutes.h"

namespace buurtkiosk::test {

inline constexpr std::int64_t second_ms = 1000;
inline constexpr std::int64_t half_past_seven_ms = 1'795'458'600'000;  // Monday 23 November 2026, in winter

inline const Locales& locales() {
    static const Result<Locales> loaded = Locales::load(BUURTKIOSK_ASSETS_DIR "/locales");
    REQUIRE(loaded);
    return loaded.value();
}

// Dutch winter time, wherever the test runs.
inline minutes::LocalMoment winter_time(std::int64_t at_ms) {
    const std::time_t seconds = at_ms / second_ms + 3600;
    std::tm at{};
    gmtime_r(&seconds, &at);
    return {at.tm_year + 1900, at.tm_mon + 1, at.tm_mday, at.tm_wday == 0 ? 7 : at.tm_wday,
            at.tm_hour,        at.tm_min};
}

using Files = std::map<std::string, std::string>;

struct KeptEvening : Meeting {
    explicit KeptEvening(const std::string& title = "Startavond buurtbudget") : Meeting(title) {
        history.back().at_ms = now_ms = half_past_seven_ms;
    }

    // As if it had been prepared in that language.
    void in_language(const std::string& language) {
        std::get<MeetingPrepared>(history.front().event.body).languages = {language};
    }

    std::vector<journal::TimedEvent> events() const {
        std::vector<journal::TimedEvent> events;
        for (const Happened& one : history) events.push_back({one.event, one.at_ms, {}, {}});
        return events;
    }
    minutes::Record record() const { return minutes::record_of(events()); }
    minutes::Report report(bool names = false) const {
        return minutes::report_of(record(), minutes::Choices{names});
    }
    // Name → bytes.
    Files files(bool names = false) const {
        Files all;
        for (minutes::File& file :
             minutes::files_of(record(), minutes::Choices{names}, {locales(), winter_time}))
            all[file.name] = std::move(file.bytes);
        return all;
    }
    std::string markdown(bool names = false) const { return files(names).at("verslag.md"); }

    // Keeps what is not kept yet.
    void keep(journal::SqliteJournal& journal) {
        auto all = events();
        const std::vector<journal::TimedEvent> more(all.begin() + static_cast<std::ptrdiff_t>(kept_),
                                                    all.end());
        REQUIRE(journal.commit({more, {}}));
        kept_ = all.size();
    }
    void keep(const std::string& path) {
        auto journal = journal::SqliteJournal::open(path);
        REQUIRE(journal);
        keep(*journal.value());
    }

    // --- the queue ---
    std::optional<EntryId> floor() const {
        return state.queue.speaking ? std::optional(state.queue.speaking->entry) : std::nullopt;
    }
    EntryId ask(PersonId id, QueueKind kind = QueueKind::point) {
        return *accept(person(id), AskToSpeak{kind, ""}).entry;
    }
    EntryId next() { return *accept(console(), QueueNext{floor()}).entry; }
    void end_turn() { accept(console(), EndTurn{floor()}); }
    // Called, and speaking for so long.
    void speaks(std::int64_t ms) {
        next();
        now_ms += ms;
        end_turn();
    }
    void undo() { accept(console(), Undo{last_step()}); }

  private:
    std::size_t kept_ = 0;
};

}  // namespace buurtkiosk::test
