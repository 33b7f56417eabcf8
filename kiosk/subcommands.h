// Owns the subcommands that look at a file and end: is it in order, what runbook is in it, and the minutes of
// an evening. Main thread. They must never change the file.
#pragma once

#include <string>

#include "terminal.h"

namespace buurtkiosk {

// Says whether a runbook (.toml, .csv, .tsv) or an evening is in order. Gives the exit status.
int check_file(const std::string& file, const Terminal& terminal);

// Prints on standard output the runbook of a table or of what an evening's agenda had become. Gives the exit
// status.
int print_runbook(const std::string& file, const Terminal& terminal);

struct MinutesWanted {
    std::string file;    // of an evening, which may be running
    std::string folder;  // made when it is not there; files of the same names in it are replaced
    bool names = false;
};
// Writes the minutes of an evening into a folder. Gives the exit status: unusable when the folder is.
int write_minutes(const MinutesWanted& wanted, const Terminal& terminal);

}  // namespace buurtkiosk
