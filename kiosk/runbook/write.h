// Owns writing an agenda as a runbook, so that what was made or changed during an evening can be used again.
// Any thread. It must never write what people did: no names, no words, no votes, no times that happened.
#pragma once

#include <cstdint>
#include <string>

#include "assembly/state.h"

namespace buurtkiosk::runbook {

// TOML that parse_runbook reads back as the same agenda, with its polls as drafts. `midnight_ms` is the day
// that fixed starts are times of.
std::string write_runbook(const assembly::State& state, std::int64_t midnight_ms);

}  // namespace buurtkiosk::runbook
