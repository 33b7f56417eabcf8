// Owns the shelf that the console is given: the ready-made evenings to choose from, and how a pasted table is
// read. The drawing thread calls it, when the chair opens those pages. It must never make or change a file: a
// rehearsal looks here too.
#pragma once

#include <filesystem>
#include <string>

#include "base/locale.h"
#include "console/shelf.h"

namespace buurtkiosk {

// The chair's own runbooks first, those of `assets` behind them, read anew at each look. `locales` must live
// as long as the shelf; `language` is that of a table's words.
console::Shelf runbook_shelf(const std::filesystem::path& assets, const Locales& locales,
                             std::string language);

}  // namespace buurtkiosk
