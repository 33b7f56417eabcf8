// Owns choosing and copying the evening that is rehearsed. Main thread, at start. It must never open an
// original for writing, nor make anything outside a private folder.
#include <filesystem>

#include "assembly/agenda/timetable.h"
#include "assembly/apply.h"
#include "evening_slides.h"
#include "host/clock.h"
#include "host/folders.h"
#include "journal/evening_file.h"
#include "runbook/runbook.h"
#include "tonight.h"

namespace buurtkiosk {
namespace fs = std::filesystem;
namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t day_ms = 24 * 60 * minute_ms;
constexpr std::int64_t comes_in_ms = 10 * minute_ms;  // before the evening is planned to begin: a minute

// An evening that was only looked at: its file stays locked, so that no kiosk begins to write in it.
struct Seen {
    std::string path;
    journal::FileLock lock;
    journal::FileState file;
    assembly::State state;
    std::string prepared_title;
};

Seen look_at(const std::string& path) {
    Seen seen;
    seen.path = journal::real_path(path);
    seen.file = seen.lock.take(seen.path);
    if (!seen.file.ok()) return seen;
    seen.file = journal::inspect(seen.lock, seen.path,
                                 [&seen](const journal::TimedEvent& event) {
                                     assembly::apply(seen.state, event.event, event.at_ms);
                                     const auto* prepared =
                                         std::get_if<assembly::MeetingPrepared>(&event.event.body);
                                     if (prepared && seen.prepared_title.empty())
                                         seen.prepared_title = prepared->title;
                                 },
                                 {});
    return seen;
}

Refusal refusal_for(const Seen& seen, const std::string& file) {
    if (seen.file.problem == journal::FileProblem::in_use) {
        return refuse(RefusalCode::not_allowed, "program.rehearse_in_use", {{"file", file}});
    }
    return journal::refusal_of(seen.file, file);
}

// When the agenda wants to begin: where the first block with a fixed start says so.
std::optional<std::int64_t> planned_beginning(const assembly::Agenda& agenda) {
    std::int64_t before_ms = 0;
    for (const BlockId id : agenda.order) {
        const assembly::Block& block = agenda.blocks.at(id);
        if (block.inside || assembly::state_of(agenda, id) == assembly::BlockState::skipped) continue;
        if (block.fixed_ms) return *block.fixed_ms - before_ms;
        before_ms += assembly::minutes_of(agenda, id) * minute_ms;
    }
    return std::nullopt;
}

// Nobody wants to wait until half past seven for a rehearsal in the afternoon: a copy begins just before its
// evening was to begin, or goes on where that stopped.
std::int64_t beginning_of_copy(const Seen& seen) {
    const std::int64_t last_ms = seen.file.reading.head.at_ms;
    if (seen.state.phase != assembly::Phase::lobby) return last_ms;
    const auto planned_ms = planned_beginning(seen.state.agenda);
    return std::max(last_ms, planned_ms ? *planned_ms - comes_in_ms : host::Clock::wall_ms());
}

// A new evening has no day yet: today, at the time that its plan says.
std::int64_t beginning_of_plan(const assembly::State& state) {
    const std::int64_t wall_ms = host::Clock::wall_ms();
    const auto planned_ms = planned_beginning(state.agenda);
    if (!planned_ms) return wall_ms;
    const std::int64_t of_the_day_ms = ((*planned_ms - comes_in_ms) % day_ms + day_ms) % day_ms;
    return host::Clock::midnight_ms(wall_ms) + of_the_day_ms;
}

Result<Tonight> open_in(host::PrivateFolder folder, Rehearsal rehearsal) {
    Tonight tonight;
    tonight.folder = std::move(folder);
    tonight.file = tonight.folder.path() + "/evening.kiosk";
    journal::SqliteOptions options;
    options.now_ms = rehearsal.starts_ms;
    auto journal = journal::SqliteJournal::open(tonight.file, options);
    if (!journal) return journal.refusal();
    tonight.journal = std::move(journal).value();
    tonight.goes_on = tonight.journal->head().seq > 0;
    tonight.rehearsal = std::move(rehearsal);
    return tonight;
}

Result<Tonight> copy_of(const Seen& seen) {
    std::error_code error;
    std::uintmax_t bytes = fs::file_size(seen.path, error);
    if (const std::uintmax_t log = fs::file_size(seen.path + "-wal", error); !error) bytes += log;
    constexpr std::uintmax_t to_write_in = 64U << 20U;
    auto folder = host::PrivateFolder::make("rehearsal", 2 * bytes + to_write_in);
    if (!folder) return folder.refusal();
    const std::string copy = folder.value().path() + "/evening.kiosk";
    if (auto copied = journal::copy_evening(seen.lock, seen.path, copy); !copied) return copied.refusal();
    auto tonight = open_in(std::move(folder).value(), Rehearsal{seen.path, beginning_of_copy(seen)});
    if (tonight) tonight.value().title = seen.state.title;
    return tonight;
}

// Today's unfinished evening, or one of which nothing is known but that there is no other.
Result<std::optional<Seen>> tonights(const Options& options, const runbook::Runbook& plan) {
    const auto place = host::evenings_place();
    if (!place) return std::optional<Seen>();  // no home, so no evening of today
    for (const fs::path& recent : host::recent_evenings(place.value())) {
        Seen seen = look_at(recent.string());
        // With a plan in hand there is something to rehearse while a kiosk runs.
        if (seen.file.problem == journal::FileProblem::in_use && options.runbook) continue;
        if (!seen.file.ok()) return refusal_for(seen, recent.string());
        const assembly::State& state = seen.state;
        const bool untouched =
            state.phase == assembly::Phase::lobby && state.people.empty() && state.steps.empty();
        const bool other_plan = state.title != plan.title && seen.prepared_title != plan.title;
        if (state.phase == assembly::Phase::ended || seen.file.reading.head.seq == 0) continue;
        if (options.runbook && (untouched || other_plan)) continue;
        return std::optional<Seen>(std::move(seen));
    }
    return std::optional<Seen>();
}

}  // namespace

Result<Tonight> open_rehearsal(const Options& options, const Locales& locales, const std::string& language) {
    runbook::Runbook plan = runbook::empty_runbook(locales.text(language, "program.title"), language);
    if (options.runbook) {
        auto read = runbook::read_runbook(*options.runbook);
        if (!read) return read.refusal();
        plan = std::move(read).value();
    }
    const auto slides =
        options.runbook ? slides_in(plan.commands, *options.runbook) : std::vector<slides::Wanted>();
    const auto of_evening = [&](const Seen& seen) {
        auto tonight = copy_of(seen);
        if (!tonight) return tonight;
        tonight.value().runbook_kept = options.runbook.has_value();
        tonight.value().slides = slides;
        return tonight;
    };
    if (options.evening) {
        const Seen seen = look_at(*options.evening);
        if (!seen.file.ok()) return refusal_for(seen, *options.evening);
        if (seen.state.phase == assembly::Phase::ended) {
            return refuse(RefusalCode::not_allowed, "program.rehearse_ended", {{"file", *options.evening}});
        }
        return of_evening(seen);
    }
    auto of_today = tonights(options, plan);
    if (!of_today) return of_today.refusal();
    if (of_today.value()) return of_evening(*of_today.value());
    auto planned = runbook::evening_of(plan);
    if (!planned) return planned.refusal();
    constexpr std::uintmax_t to_write_in = 64U << 20U;
    auto folder = host::PrivateFolder::make("rehearsal", to_write_in);
    if (!folder) return folder.refusal();
    auto tonight = open_in(std::move(folder).value(), Rehearsal{"", beginning_of_plan(planned.value())});
    if (!tonight) return tonight;
    tonight.value().title = plan.title;
    tonight.value().prepare = std::move(plan.commands);
    tonight.value().slides = slides;
    tonight.value().wifi = plan.wifi;
    return tonight;
}

}  // namespace buurtkiosk
