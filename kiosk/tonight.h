// Owns choosing tonight's evening: which file to go on with or to make, and what a new one is prepared from.
// Main thread, at start. It must never change an evening: it only opens, looks and closes.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "assembly/commands.h"
#include "assembly/state.h"
#include "base/locale.h"
#include "host/host_info.h"
#include "host/private_folder.h"
#include "host/settings.h"
#include "journal/sqlite_journal.h"
#include "options.h"
#include "slides/maker.h"

namespace buurtkiosk {

// What a rehearsal has beside its evening.
struct Rehearsal {
    static constexpr int rate = 10;  // how many times faster than the real evening
    std::string copy_of;             // the file of the evening; "" when it began from a runbook
    std::int64_t starts_ms = 0;      // of the meeting's clock
};

struct Tonight {
    host::PrivateFolder folder;  // of a rehearsal; gone after the journal that lies in it
    std::unique_ptr<journal::SqliteJournal> journal;
    std::string file;
    std::string title;
    bool goes_on = false;                    // there was an evening in the file already
    bool runbook_kept = false;               // a runbook was given, but the evening goes on with its own
    bool throw_away = false;                 // a demo's own file, removed when it ends
    std::vector<assembly::Command> prepare;  // for a new evening
    std::vector<slides::Wanted> slides;      // that the runbook names
    std::optional<Rehearsal> rehearsal;
    std::optional<host::Wifi> wifi;
};

// With --rehearse see rehearsal.cpp. The evening named by --evening, else today's unfinished one (with
// --runbook only when it has or began with that runbook's title), else a new file. Refusals: of the runbook
// (code bad_text or not_found) and of the file (code storage).
Result<Tonight> open_tonight(const Options& options, const Locales& locales, const std::string& assets,
                             const std::string& language);

// The same choice for a rehearsal, of which nothing is kept: a copy of the evening named by --evening, else
// of today's unfinished one, else (or when --runbook is another plan) a new one from the runbook. The
// original is not changed by a byte. Refusals: those of open_tonight, and not_allowed
// "program.rehearse_in_use" {file} for an evening that a kiosk has open, "program.rehearse_ended" {file} for
// one that is over.
Result<Tonight> open_rehearsal(const Options& options, const Locales& locales, const std::string& language);

// The remembered theme is a new evening's; one that goes on keeps its own.
void prepare_theme(Tonight& tonight, const host::Settings& settings);

// A State replayed from a journal, for looking at an evening that is not running.
Result<assembly::State> replayed_state(journal::Journal& journal);

}  // namespace buurtkiosk
