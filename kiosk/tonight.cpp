// Owns the search for tonight's evening among the files of the user. Main thread, at start.
// It must never go on with an evening that has ended, nor begin a second one while today's is unfinished (but
// for another runbook).
#include "tonight.h"

#include <unistd.h>

#include <filesystem>

#include "assembly/apply.h"
#include "assembly/events.h"
#include "evening_slides.h"
#include "host/clock.h"
#include "host/folders.h"
#include "runbook/runbook.h"

namespace buurtkiosk {
namespace fs = std::filesystem;
namespace {

struct Opened {
    std::unique_ptr<journal::SqliteJournal> journal;
    assembly::State state;
};

Result<Opened> open_evening(const std::string& path) {
    journal::SqliteOptions options;
    options.now_ms = host::Clock::wall_ms();
    auto journal = journal::SqliteJournal::open(path, options);
    if (!journal) return journal.refusal();
    auto state = replayed_state(*journal.value());
    if (!state) return state.refusal();
    return Opened{std::move(journal).value(), std::move(state).value()};
}

// The title that an evening was prepared with: the chair may have given it another one since.
std::string prepared_title(journal::Journal& journal) {
    std::string title;
    const Status replayed = journal.replay(
        [&](const journal::TimedEvent& event) {
            const auto* prepared = std::get_if<assembly::MeetingPrepared>(&event.event.body);
            if (prepared && title.empty()) title = prepared->title;  // later ones took another plan
        },
        [](const journal::StoredReply&) {});
    return replayed ? title : std::string();
}

void take(Tonight& tonight, Opened opened, std::string file) {
    tonight.goes_on = opened.journal->head().seq > 0;
    if (tonight.goes_on) tonight.title = opened.state.title;
    tonight.journal = std::move(opened.journal);
    tonight.file = std::move(file);
}

// A demo leaves nothing behind, and is never taken for today's evening.
std::string demo_file() {
    std::error_code error;
    fs::path folder = fs::temp_directory_path(error);
    if (error) folder = ".";
    return (folder / ("buurtkiosk-demo-" + std::to_string(getpid()) + ".kiosk")).string();
}

}  // namespace

Result<assembly::State> replayed_state(journal::Journal& journal) {
    assembly::State state;
    auto replayed = journal.replay(
        [&](const journal::TimedEvent& event) { assembly::apply(state, event.event, event.at_ms); },
        [](const journal::StoredReply&) {});
    if (!replayed) return replayed.refusal();
    return state;
}

void prepare_theme(Tonight& tonight, const host::Settings& settings) {
    if (!settings.theme) return;
    const bool dark = *settings.theme == host::Settings::Theme::dark;
    tonight.prepare.push_back(assembly::SetTheme{dark ? assembly::Theme::dark : assembly::Theme::light});
}

Result<Tonight> open_tonight(const Options& options, const Locales& locales, const std::string& assets,
                             const std::string& language) {
    if (options.rehearse) return open_rehearsal(options, locales, language);
    Tonight tonight;
    runbook::Runbook plan = runbook::empty_runbook(locales.text(language, "program.title"), language);
    std::optional<std::string> runbook_file = options.runbook;
    if (!runbook_file && options.demo) runbook_file = (fs::path(assets) / "demo" / "evening.toml").string();
    if (runbook_file) {
        auto read = runbook::read_runbook(*runbook_file);
        if (!read) return read.refusal();
        plan = std::move(read).value();
    }
    tonight.title = plan.title;
    tonight.prepare = plan.commands;
    tonight.wifi = plan.wifi;
    if (runbook_file) tonight.slides = slides_in(plan.commands, *runbook_file);

    std::string file;
    if (options.evening) {
        file = *options.evening;
    } else if (options.demo) {
        file = demo_file();
        tonight.throw_away = true;
    } else {
        auto folder = host::evenings_folder();
        if (!folder) return folder.refusal();
        for (const fs::path& recent : host::recent_evenings(folder.value())) {
            auto opened = open_evening(recent.string());
            if (!opened) return opened.refusal();  // damaged or in use: better said than passed over
            const assembly::State& state = opened.value().state;
            // A kiosk that stopped before it could begin (a port in use) left a file that any plan may take.
            const bool begun = opened.value().journal->head().seq > 0;
            const bool other_plan = options.runbook && begun && state.title != plan.title &&
                                    prepared_title(*opened.value().journal) != plan.title;
            // Nobody has joined and nothing was done: a runbook that was mended since is read anew.
            const bool untouched =
                state.phase == assembly::Phase::lobby && state.people.empty() && state.steps.empty();
            const bool read_anew = options.runbook && begun && untouched;
            if (state.phase == assembly::Phase::ended || other_plan || read_anew) continue;
            tonight.runbook_kept = options.runbook.has_value() && begun;
            take(tonight, std::move(opened).value(), recent.string());
            return tonight;
        }
        file = host::new_evening(folder.value()).string();
    }
    auto opened = open_evening(file);
    if (!opened) return opened.refusal();
    take(tonight, std::move(opened).value(), file);
    tonight.runbook_kept = options.runbook.has_value() && tonight.goes_on;
    return tonight;
}

}  // namespace buurtkiosk
