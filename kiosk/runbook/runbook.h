// Owns runbooks: the TOML file a chair writes at home, read into commands, with mistakes told by file, line
// and remedy. Main thread, at start. It must never change a State: an evening begins with the commands it
// gives.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assembly/commands.h"
#include "assembly/state.h"
#include "base/result.h"
#include "host/host_info.h"

namespace buurtkiosk::runbook {

struct Runbook {
    std::string title;
    std::vector<std::string> languages;
    std::optional<host::Wifi> wifi;
    assembly::QueueSettings queue;
    // PrepareMeeting, then AddBlock and AddPoll in order: what engine::Engine::start takes for a new evening.
    std::vector<assembly::Command> commands;
};

// A mistake is a Refusal of code bad_text with the key "program.runbook_…" and the parameters file, line and
// what to do.
// A file .csv or .tsv is a table (table.h), named after the file.
Result<Runbook> read_runbook(const std::string& path);
// The same from text; `name` is what mistakes call the file.
Result<Runbook> parse_runbook(std::string_view toml, const std::string& name);

// The evening as it would begin, for looking at before it does; refused with what the meeting refuses.
Result<assembly::State> evening_of(const Runbook& runbook);

// The word for a form in a runbook and on the wire: "break".
std::string_view form_name(assembly::Form form);

// The key of a speaking limit: "speaking_s" at the top for a new point, "reply_s" and its like in [queue].
std::string limit_key(assembly::QueueKind kind);

// What an evening without a runbook starts from.
Runbook empty_runbook(std::string title, std::string language);

}  // namespace buurtkiosk::runbook
