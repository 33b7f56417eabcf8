// Owns opening a runbook or an evening only to look at it. Main thread, before anything else is started. It
// must never begin an evening in an empty file.
#include "subcommands.h"

#include <filesystem>

#include "assembly/agenda/timetable.h"
#include "host/clock.h"
#include "journal/sqlite_journal.h"
#include "runbook/runbook.h"
#include "runbook/write.h"
#include "tonight.h"

namespace buurtkiosk {
namespace {

namespace fs = std::filesystem;

struct Seen {
    assembly::State state;
    std::optional<journal::Head> head;  // of an evening; none for a runbook, which has not begun
};

Result<Seen> look_at(const std::string& file) {
    const fs::path extension = fs::path(file).extension();
    if (extension == ".toml" || extension == ".csv" || extension == ".tsv") {
        const auto runbook = runbook::read_runbook(file);
        if (!runbook) return runbook.refusal();
        // What only the meeting itself checks is checked too.
        auto evening = runbook::evening_of(runbook.value());
        if (!evening) return evening.refusal();
        return Seen{std::move(evening).value(), std::nullopt};
    }
    std::error_code error;
    if (!fs::exists(file, error)) {
        return refuse(RefusalCode::not_found, "refusal.evening_unreadable",
                      {{"file", file}, {"detail", "no such file"}});
    }
    // Opening would begin an evening in an empty file.
    if (fs::file_size(file, error) == 0 && !error) {
        return refuse(RefusalCode::storage, "refusal.evening_damaged",
                      {{"file", file}, {"detail", "the file is empty"}, {"n", "0"}});
    }
    auto journal = journal::SqliteJournal::open(file);
    if (!journal) return journal.refusal();
    auto state = replayed_state(*journal.value());
    if (!state) return state.refusal();
    return Seen{std::move(state).value(), journal.value()->head()};
}

}  // namespace

int check_file(const std::string& file, const Terminal& terminal) {
    const auto seen = look_at(file);
    if (!seen) return terminal.stop(seen.refusal());
    const auto& [state, head] = seen.value();
    if (head) {
        terminal.say("program.check_evening",
                     {{"file", file}, {"title", state.title}, {"n", std::to_string(head->seq)}});
        return 0;
    }
    int blocks = 0;
    int minutes = 0;
    for (const auto& [id, block] : state.agenda.blocks) {
        if (block.inside) continue;
        ++blocks;
        minutes += assembly::minutes_of(state.agenda, id);
    }
    terminal.say("program.check_runbook", {{"file", file},
                                           {"title", state.title},
                                           {"blocks", std::to_string(blocks)},
                                           {"minutes", std::to_string(minutes)}});
    return 0;
}

int print_runbook(const std::string& file, const Terminal& terminal) {
    const auto seen = look_at(file);
    if (!seen) return terminal.stop(seen.refusal());
    const auto& [state, head] = seen.value();
    std::cout << runbook::write_runbook(state, head ? host::Clock::midnight_ms(head->at_ms) : 0);
    return 0;
}

}  // namespace buurtkiosk
