// Owns reading an agenda from a table: a CSV file, or what was pasted from a spreadsheet or a mail. Main
// thread and loop thread. It must never guess a line that it does not understand: it says which one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "assembly/commands.h"
#include "base/result.h"

namespace buurtkiosk::runbook {

// Lines of minutes, title and form, in that order or as a first line of names says (minuten, titel, vorm,
// start, tekst, notities, materiaal, prompt; English names too), between tabs, semicolons or commas; quoted
// as in CSV (RFC 4180). Without a form a block is plenary. `name` is what mistakes call the table. Refused
// with code bad_text and "program.table_…" with file and line, or "full" for more than limits::blocks.
Result<std::vector<assembly::AddBlock>> parse_table(std::string_view text, const std::string& name);

// The same for looking at before it counts: every line that can be read, and a Refusal for each that cannot
// (at most `most_mistakes` of them).
struct TableReading {
    std::vector<assembly::AddBlock> blocks;
    std::vector<Refusal> mistakes;
};
inline constexpr std::size_t most_mistakes = 8;
TableReading read_table(std::string_view text, const std::string& name);

}  // namespace buurtkiosk::runbook
