// Owns where things lie on this computer: the assets, the user's evenings, the file of tonight.
// Main thread, at start. It must never create anything but the folder of the evenings.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace buurtkiosk::host {

// The first that is there: $BUURTKIOSK_ASSETS, assets/ beside the program or one folder up, and what the
// build knew.
Result<std::filesystem::path> find_assets(const std::filesystem::path& program,
                                          const std::filesystem::path& from_build);

// $XDG_DATA_HOME/buurtkiosk, else ~/.local/share/buurtkiosk; it may not be there.
Result<std::filesystem::path> evenings_place();
// The same, made when it is not there.
Result<std::filesystem::path> evenings_folder();

// Where the chair's own runbooks lie: `draaiboeken` in the folder of the evenings; it need not be there.
std::filesystem::path own_runbooks_folder(const std::filesystem::path& evenings);

// "2026-11-22.kiosk" and its later ones ("2026-11-22-2.kiosk"), newest first: named after today, or last
// written to in the past twelve hours (an evening goes on past midnight).
std::vector<std::filesystem::path> recent_evenings(const std::filesystem::path& folder);

// A name for today that is not taken yet.
std::filesystem::path new_evening(const std::filesystem::path& folder);

}  // namespace buurtkiosk::host
