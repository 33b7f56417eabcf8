// Owns the command line: what the user asked for, checked for form. Main thread, at start.
// It must never open, create or change anything; reading it twice gives the same.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace buurtkiosk {

struct Options {
    std::optional<std::string> evening;
    std::optional<std::string> runbook;
    bool headless = false;
    bool windowed = false;
    std::uint16_t port = 8800;
    bool port_given = false;
    std::string listen;       // empty: all addresses
    std::optional<int> demo;  // how many simulated attendees
    bool rehearse = false;
    std::optional<std::string> capture;
    std::optional<std::string> public_url;
    std::optional<std::string> address;  // of the LAN, when the first guess is wrong
    std::optional<std::string> wifi_name;
    std::string wifi_password;
    std::optional<double> image_height_m;  // none: as remembered on this computer
    std::optional<double> last_row_m;
    bool reduced_motion = false;
    std::optional<std::string> check;          // subcommand check FILE
    std::optional<std::string> print_runbook;  // subcommand runbook FILE
    std::optional<std::string> minutes;        // subcommand minutes FILE -o DIR …
    std::string minutes_folder;
    bool minutes_names = false;
};

// Either options, or what to do instead: an exit status after --help (0) or unusable arguments (2),
// everything said already.
struct ParsedOptions {
    Options options;
    std::optional<int> exit_status;
};
// Words a sentence in the user's language.
using Texts = std::function<std::string(const std::string& key, std::vector<TextParameter> parameters)>;
ParsedOptions parse_options(int argc, const char* const* argv, const Texts& texts);

}  // namespace buurtkiosk
