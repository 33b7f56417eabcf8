// Owns what this computer remembers from one evening to the next: the screen of the stage, the hall's size,
// the theme, the address, the sound; and the file it stands in. Main thread. It must never hold anything of a
// meeting, nor keep an evening from beginning: whatever is wrong with the file, the defaults do.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "host/host_info.h"

namespace buurtkiosk::host {

struct Settings {
    enum class Theme { dark, light };

    std::string stage_screen;  // as the graphics system calls it ("HDMI-1"); "": the usual choice
    double image_height_m = 1.5;
    double last_row_m = 8.0;
    std::optional<Theme> theme;         // of a new evening; none: the meeting's own
    std::optional<LanAddress> address;  // none: the best guess
    bool sound = true;                  // a soft sound when time is up
    bool operator==(const Settings&) const = default;
};

struct SettingsRead {
    Settings settings;
    bool first_start = false;        // nobody has set this computer up yet
    std::vector<Sentence> problems;  // what was wrong with the file, for whoever starts the kiosk
};

// $XDG_CONFIG_HOME/buurtkiosk/settings.toml, else ~/.config/buurtkiosk/settings.toml; nothing without a home.
std::optional<std::filesystem::path> settings_file();

// A file that is no settings file (not TOML, or too large) is put aside under another name, and what was
// chosen is asked again; with Broken::stays it is only said, and nothing on the disk changes. A single value
// that cannot be is left out, with a problem that names it; the file stays. Keys that this version does not
// know are left alone.
enum class Broken { put_aside, stays };
SettingsRead read_settings(const std::filesystem::path& file, Broken broken = Broken::put_aside);

// Writes beside it and renames, so that a power cut leaves the old file or the new one. What stands in the
// file under keys that this version does not know stays there; comments do not. Refused with code storage.
Status write_settings(const std::filesystem::path& file, const Settings& settings);

// The addresses, the remembered one first: the same address, else another of the same interface (a router
// gives a laptop another number each month). The order of the others stays.
std::vector<LanAddress> remembered_first(std::vector<LanAddress> addresses, const Settings& settings);

}  // namespace buurtkiosk::host
