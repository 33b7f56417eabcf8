// Owns the shelf of runbooks: those that come with the kiosk and the chair's own, read so that one of them
// can be taken as the evening. Any thread; it reads files. It must never leave out a file that it cannot
// read: it says what is wrong with it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "assembly/commands.h"
#include "base/result.h"
#include "runbook/runbook.h"

namespace buurtkiosk::runbook {

struct OnShelf {
    std::string file;                            // its name, without folders
    std::optional<assembly::TakeAgenda> agenda;  // with `instead`; none when there is a mistake
    std::optional<Refusal> mistake;
    std::vector<std::string> slides;  // the PDFs that its blocks name and that stay behind
};

// The runbook's commands as one step: blocks and polls, numbered from 1, with title, languages and speaking
// time. Its Wi-Fi is of the computer, not of the meeting, and stays behind; so do slides, which are drawn
// when the kiosk starts.
assembly::TakeAgenda as_one_step(const Runbook& runbook);

// The .toml, .csv and .tsv files of a folder, by name; at most limits::ready_made. Mistakes name the file
// without its folder. An absent folder has none.
std::vector<OnShelf> files_on_shelf(const std::filesystem::path& folder);

}  // namespace buurtkiosk::runbook
