// Owns the subcommands that look at a file and end: is it in order, and what runbook is in it. Main thread.
// They must never change the file.
#pragma once

#include <string>

#include "terminal.h"

namespace buurtkiosk {

// Says whether a runbook (.toml, .csv, .tsv) or an evening is in order. Gives the exit status.
int check_file(const std::string& file, const Terminal& terminal);

// Prints on standard output the runbook of a table or of what an evening's agenda had become. Gives the exit
// status.
int print_runbook(const std::string& file, const Terminal& terminal);

}  // namespace buurtkiosk
