// Owns reading the command line with CLI11. Main thread, at start.
// It must never say more than one line about a mistake, and nothing on standard output but --help.
#include "options.h"

#include <CLI/CLI.hpp>
#include <iostream>

namespace buurtkiosk {

ParsedOptions parse_options(int argc, char** argv) {
    ParsedOptions parsed;
    Options& options = parsed.options;
    CLI::App app("Buurtkiosk: een avond met de buurt, in de zaal en thuis");
    app.name("buurtkiosk");
    constexpr int usual_demo = 40;
    int demo = usual_demo;
    app.add_option("--evening", options.evening, "the evening to create or go on with");
    app.add_option("--runbook", options.runbook, "the agenda to start from (TOML)");
    app.add_flag("--headless", options.headless, "no window; lead the evening from a phone");
    app.add_flag("--windowed", options.windowed, "the stage in a window instead of fullscreen");
    app.add_option("--port", options.port, "port to listen on; 0 picks a free one")->capture_default_str();
    app.add_option("--listen", options.listen, "address to listen on; all when left out");
    CLI::Option* with_demo =
        app.add_option("--demo", demo, "a prepared evening with N simulated attendees (40)")
            ->expected(0, 1)
            ->check(CLI::Range(1, 500));
    app.add_option("--capture", options.capture, "folder for a picture of each scene");
    app.add_option("--public-url", options.public_url,
                   "address for people at home, such as https://name.org/");
    app.add_option("--address", options.address, "address of this computer in the hall");
    app.add_option("--wifi-name", options.wifi_name, "name of the hall's Wi-Fi, for a second QR code");
    app.add_option("--wifi-password", options.wifi_password, "its password");
    app.add_option("--image-height", options.image_height_m, "height of the projected image in metres")
        ->check(CLI::Range(0.2, 20.0))
        ->capture_default_str();
    app.add_option("--last-row", options.last_row_m, "distance of the last row in metres")
        ->check(CLI::Range(1.0, 100.0))
        ->capture_default_str();
    app.add_flag("--reduced-motion", options.reduced_motion, "no moving pictures");
    CLI::App* check = app.add_subcommand("check", "says whether a runbook or an evening is in order");
    std::string file;
    check->add_option("FILE", file, "a runbook (.toml) or an evening (.kiosk)")->required();
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        std::cout << app.help();
        parsed.exit_status = 0;
        return parsed;
    } catch (const CLI::ParseError& error) {
        std::cerr << "buurtkiosk: " << error.what() << " Run 'buurtkiosk --help' for all options.\n";
        parsed.exit_status = 2;
        return parsed;
    }
    // CLI11 sets the number to zero when --demo comes without one.
    if (with_demo->count() > 0) options.demo = demo > 0 ? demo : usual_demo;
    if (check->parsed()) options.check = file;
    return parsed;
}

}  // namespace buurtkiosk
