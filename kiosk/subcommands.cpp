// Owns opening a runbook or an evening only to look at it. Main thread, before anything else is started. It
// must never begin an evening in an empty file.
#include "subcommands.h"

#include <atomic>
#include <filesystem>

#include "assembly/agenda/timetable.h"
#include "evening_slides.h"
#include "host/clock.h"
#include "journal/sqlite_journal.h"
#include "runbook/runbook.h"
#include "runbook/write.h"
#include "slides/child.h"
#include "tonight.h"

namespace buurtkiosk {
namespace {

namespace fs = std::filesystem;

struct Seen {
    assembly::State state;
    std::optional<journal::Head> head;             // of an evening; none for a runbook, which has not begun
    std::vector<slides::Wanted> slides = {};       // of a runbook
    std::vector<std::string> damaged_slides = {};  // of an evening
};

Result<Seen> look_at(const std::string& file) {
    const fs::path extension = fs::path(file).extension();
    if (extension == ".toml" || extension == ".csv" || extension == ".tsv") {
        const auto runbook = runbook::read_runbook(file);
        if (!runbook) return runbook.refusal();
        // What only the meeting itself checks is checked too.
        auto evening = runbook::evening_of(runbook.value());
        if (!evening) return evening.refusal();
        return Seen{std::move(evening).value(), std::nullopt, slides_in(runbook.value().commands, file), {}};
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
    return Seen{std::move(state).value(), journal.value()->head(), {}, journal.value()->damaged_slides()};
}

// Opens the PDF as the evening would, in a child, but draws nothing.
bool check_slides(const slides::Wanted& one, const Terminal& terminal) {
    const std::atomic<bool> stop{false};
    const slides::ChildTask task{"/proc/self/exe", one.file, 0, slides::usual_patience()};
    const auto pages = slides::draw_pages(task, stop, [](const slides::DrawnPage&) {});
    if (pages) {
        terminal.say("program.check_slides", {{"file", one.name}, {"n", std::to_string(pages.value())}});
        return true;
    }
    Sentence why = pages.refusal().sentence;
    why.parameters.push_back({"block", one.block});
    terminal.say(why);
    return false;
}

}  // namespace

int check_file(const std::string& file, const Terminal& terminal) {
    const auto seen = look_at(file);
    if (!seen) return terminal.stop(seen.refusal());
    const auto& [state, head, slides, damaged] = seen.value();
    for (const std::string& name : damaged) terminal.say("program.slides_damaged", {{"file", name}});
    if (!damaged.empty()) return status_failed;
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
    bool slides_are_good = true;
    for (const slides::Wanted& one : slides) slides_are_good = check_slides(one, terminal) && slides_are_good;
    if (!slides_are_good) return status_failed;
    terminal.say("program.check_runbook", {{"file", file},
                                           {"title", state.title},
                                           {"blocks", std::to_string(blocks)},
                                           {"minutes", std::to_string(minutes)}});
    return 0;
}

int print_runbook(const std::string& file, const Terminal& terminal) {
    const auto seen = look_at(file);
    if (!seen) return terminal.stop(seen.refusal());
    const auto& [state, head, slides, damaged] = seen.value();
    std::cout << runbook::write_runbook(state, head ? host::Clock::midnight_ms(head->at_ms) : 0);
    return 0;
}

}  // namespace buurtkiosk
