// Owns reading the shelf of runbooks. Any thread; it reads files.
// It must never hold a rule of the meeting: whether an agenda can be taken is decided when it is.
#include "runbook/shelf.h"

#include <algorithm>

#include "base/limits.h"

namespace buurtkiosk::runbook {

namespace fs = std::filesystem;
using namespace assembly;

namespace {

Result<Runbook> read_checked(const fs::path& path) {
    auto runbook = read_runbook(path.string());
    if (!runbook) return runbook.refusal();
    // What the meeting would refuse is better said before it is asked.
    if (auto evening = evening_of(runbook.value()); !evening) return evening.refusal();
    return runbook;
}

// The chair knows the file by its name; where it lies is a long line for a small panel.
Refusal without_folder(Refusal refusal, const fs::path& path) {
    for (TextParameter& parameter : refusal.sentence.parameters) {
        if (parameter.value == path.string()) parameter.value = path.filename().string();
    }
    return refusal;
}

}  // namespace

TakeAgenda as_one_step(const Runbook& runbook) {
    TakeAgenda agenda;
    agenda.instead = TakeAgenda::Evening{runbook.title, runbook.languages, runbook.queue};
    for (const Command& command : runbook.commands) {
        if (const auto* block = std::get_if<AddBlock>(&command)) {
            agenda.blocks.push_back(*block);
            agenda.blocks.back().slides.clear();
        }
        if (const auto* poll = std::get_if<AddPoll>(&command)) agenda.polls.push_back(*poll);
    }
    return agenda;
}

std::vector<OnShelf> files_on_shelf(const fs::path& folder) {
    std::vector<fs::path> paths;
    std::error_code error;
    // Step by step with an error code: a stick that is pulled out must not stop the one who draws.
    fs::directory_iterator entry(folder, error);
    for (const fs::directory_iterator end; !error && entry != end; entry.increment(error)) {
        const std::string kind = entry->path().extension().string();
        const bool is_runbook = kind == ".toml" || kind == ".csv" || kind == ".tsv";
        std::error_code looked;
        if (is_runbook && !fs::is_other(entry->status(looked))) paths.push_back(entry->path());
    }
    std::sort(paths.begin(), paths.end());
    if (paths.size() > limits::ready_made) paths.resize(limits::ready_made);
    std::vector<OnShelf> shelf;
    for (const fs::path& path : paths) {
        OnShelf one{path.filename().string(), std::nullopt, std::nullopt, {}};
        auto runbook = read_checked(path);
        if (runbook) {
            one.agenda = as_one_step(runbook.value());
            for (const Command& command : runbook.value().commands) {
                const auto* block = std::get_if<AddBlock>(&command);
                if (block != nullptr && !block->slides.empty()) one.slides.push_back(block->slides);
            }
        } else {
            one.mistake = without_folder(runbook.refusal(), path);
        }
        shelf.push_back(std::move(one));
    }
    return shelf;
}

}  // namespace buurtkiosk::runbook
