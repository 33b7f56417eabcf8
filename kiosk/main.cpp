// Owns the wiring: options, tonight's evening, the loop thread with engine and gateway, the drawing on this
// thread, the stop. Main thread, except run_loop. It must never hold a rule of the meeting, nor print more
// than one line on stdout.
#include <pthread.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>
#include <thread>

#include "base/digest.h"
#include "base/json.h"
#include "base/locale.h"
#include "demo/crowd.h"
#include "engine/crossing.h"
#include "engine/engine.h"
#include "evening_slides.h"
#include "gateway/gateway.h"
#include "gateway/loop.h"
#include "gateway/web_assets.h"
#include "host/clock.h"
#include "host/folders.h"
#include "host/network.h"
#include "host/settings.h"
#include "options.h"
#include "runbook_shelf.h"
#include "slides/render_child.h"
#include "subcommands.h"
#include "terminal.h"
#include "tonight.h"
#include "ui_thread.h"

namespace buurtkiosk {
namespace {

namespace fs = std::filesystem;

// Who comes to a rehearsal, and within how many of its seconds.
constexpr std::size_t rehearsal_people = 40;
constexpr double rehearsal_joins_within_s = 120;

Result<std::string> public_address(const std::string& given) {
    const bool http = given.starts_with("http://") || given.starts_with("https://");
    const std::size_t host = given.find("//") + 2;
    const bool plain = given.find_first_of(" \t\"<>#?@\\", host) == std::string::npos;
    if (!http || given.size() <= host || given[host] == '/' || !plain) {
        return refuse(RefusalCode::bad_text, "program.bad_public_url", {{"url", given}});
    }
    return given.ends_with('/') ? given : given + "/";
}

Result<text::Blocklist> load_blocklist(const fs::path& assets) {
    const fs::path path = assets / "blocklist.txt";
    std::ifstream file(path, std::ios::binary);
    std::stringstream content;
    content << file.rdbuf();
    if (!file) return refuse(RefusalCode::not_found, "program.asset_unreadable", {{"file", path.string()}});
    return text::Blocklist::from_text(content.str());
}

bool listens_to_one(const Options& options) {
    return !options.listen.empty() && options.listen != "0.0.0.0" && options.listen != "::";
}

// Where phones can find the kiosk: the remembered address, then the best guess.
std::vector<host::LanAddress> addresses_for(const Options& options, const host::Settings& settings) {
    std::vector<host::LanAddress> addresses = host::remembered_first(host::find_lan_addresses(), settings);
    if (listens_to_one(options)) {
        std::erase_if(addresses, [&](const host::LanAddress& one) { return one.address != options.listen; });
    }
    return addresses;
}

host::HostInfo describe_host(const Options& options, const host::Settings& settings, const Tonight& tonight,
                             std::optional<std::string> public_url) {
    host::HostInfo info;
    info.addresses = addresses_for(options, settings);
    if (options.address) {
        info.chosen_address = *options.address;
    } else if (listens_to_one(options)) {
        info.chosen_address = options.listen;
    }
    info.public_url = std::move(public_url);
    info.wifi = tonight.wifi;
    if (options.wifi_name) info.wifi = host::Wifi{*options.wifi_name, options.wifi_password};
    info.evening_file = tonight.file;
    return info;
}

void say_what_begins(const Tonight& evening, const Terminal& terminal) {
    const char* key = evening.throw_away ? "program.begins_demo" : "program.begins";
    if (evening.goes_on) key = "program.goes_on";
    std::string file = evening.file;
    if (evening.rehearsal) {
        file = evening.rehearsal->copy_of;
        key = file.empty() ? "program.rehearses_new" : "program.rehearses_copy";
    }
    terminal.say(key, {{"title", evening.title}, {"file", file}});
}

void print_ready(const host::HostInfo& host, const std::string& chair_url) {
    const json::Value line = {{"ready", true},
                              {"port", host.port},
                              {"join", host.join_url},
                              {"chair", chair_url},
                              {"evening", host.evening_file}};
    std::cout << json::dump(line) << std::endl;
}

// What was chosen for this computer; what is wrong with it is said, and keeps nothing from starting.
host::SettingsRead remembered_settings(const std::optional<fs::path>& file, bool rehearse,
                                       const Terminal& terminal) {
    host::SettingsRead read;
    // A rehearsal leaves this computer as it was, a broken file included.
    if (file) read = host::read_settings(*file, rehearse ? host::Broken::stays : host::Broken::put_aside);
    for (const Sentence& problem : read.problems) terminal.say(problem);
    return read;
}

paint::RoomSize room_for(const Options& options, const host::Settings& settings) {
    return {static_cast<float>(options.image_height_m.value_or(settings.image_height_m)),
            static_cast<float>(options.last_row_m.value_or(settings.last_row_m))};
}

// SIGINT and SIGTERM are waited for on a thread of their own, so that stopping is ordinary code.
class StopSignals {
  public:
    StopSignals() {
        sigemptyset(&signals_);
        sigaddset(&signals_, SIGINT);
        sigaddset(&signals_, SIGTERM);
        sigaddset(&signals_, SIGHUP);
        sigaddset(&signals_, SIGUSR1);  // ours, to end the waiting
        pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
        std::signal(SIGPIPE, SIG_IGN);
    }
    void on_stop(std::function<void()> stop) {
        waiting_ = std::thread([this, stop = std::move(stop)] {
            int signal = 0;
            if (sigwait(&signals_, &signal) == 0 && signal != SIGUSR1) stop();
        });
    }
    void end() {
        if (!waiting_.joinable()) return;
        pthread_kill(waiting_.native_handle(), SIGUSR1);
        waiting_.join();
    }
    ~StopSignals() { end(); }

  private:
    sigset_t signals_{};
    std::thread waiting_;
};

// A demo's own file goes with the program, also when that could not start; a rehearsal's folder sees to
// itself.
class DemoFile {
  public:
    explicit DemoFile(Tonight& evening) : evening_(evening) {}
    DemoFile(const DemoFile&) = delete;
    DemoFile& operator=(const DemoFile&) = delete;
    ~DemoFile() {
        if (!evening_.throw_away) return;
        evening_.journal.reset();  // nothing turns any more
        for (const char* ending : {"", "-wal", "-shm"}) {
            std::error_code error;
            fs::remove(evening_.file + ending, error);
        }
    }

  private:
    Tonight& evening_;
};

// The screens to draw on; null when there are none or none are wanted. Refused only when pictures were asked
// for.
Result<std::unique_ptr<paint::Display>> open_display(const Options& options, const Terminal& terminal) {
    if (options.headless && !options.capture) return std::unique_ptr<paint::Display>();
    auto display = paint::Display::open();
    if (display) return display;
    if (options.capture) return refuse(RefusalCode::not_found, "program.capture_needs_display");
    terminal.say("program.headless");
    return std::unique_ptr<paint::Display>();
}

int run(const Options& options, const fs::path& assets, const Terminal& terminal) {
    const Locales& locales = terminal.locales();
    if (options.check) return check_file(*options.check, terminal);
    if (options.print_runbook) return print_runbook(*options.print_runbook, terminal);
    if (options.minutes) {
        return write_minutes({*options.minutes, options.minutes_folder, options.minutes_names}, terminal);
    }

    std::optional<std::string> public_url;
    if (options.public_url) {
        auto url = public_address(*options.public_url);
        if (!url) {
            terminal.say(url.refusal().sentence);
            return status_unusable;
        }
        public_url = std::move(url).value();
    }
    const auto blocklist = load_blocklist(assets);
    if (!blocklist) return terminal.stop(blocklist.refusal());
    const text::WordMatcher words;

    StopSignals signals;  // before any thread, so that all of them leave the signals alone
    host::PrivateFolder::clear_left("rehearsal");  // of one that was killed
    const std::optional<fs::path> settings_file = host::settings_file();
    const host::SettingsRead remembered = remembered_settings(settings_file, options.rehearse, terminal);
    auto tonight = open_tonight(options, locales, assets.string(), terminal.language());
    if (!tonight) return terminal.stop(tonight.refusal());
    Tonight& evening = tonight.value();
    const auto& rehearsal = evening.rehearsal;
    const DemoFile demo_file(evening);
    prepare_theme(evening, remembered.settings);

    std::optional<demo::Script> script;
    if (options.demo || rehearsal) {
        auto loaded_script = demo::Script::load((assets / "demo").string());
        if (!loaded_script) return terminal.stop(loaded_script.refusal());
        script = std::move(loaded_script).value();
    }

    if (options.capture) {
        std::error_code error;
        fs::create_directories(*options.capture, error);
        if (!fs::is_directory(*options.capture, error)) {
            terminal.say("program.no_capture_folder", {{"folder", *options.capture}});
            return status_unusable;
        }
    }
    auto display = open_display(options, terminal);
    if (!display) return terminal.stop(display.refusal());
    const bool drawing = display.value() != nullptr;

    const host::Clock clock = rehearsal ? host::Clock(rehearsal->starts_ms, Rehearsal::rate)
                                        : host::Clock(evening.journal->head().at_ms);
    const auto now_ms = [&clock] { return clock.now_ms(); };
    engine::SnapshotBox snapshots;
    engine::Mailbox mailbox;
    gateway::Loop loop;
    gateway::GatewaySettings settings;
    settings.listen_address = options.listen;
    settings.port = options.port;
    settings.public_url = public_url;
    settings.clock_ms = [&clock] { return clock.real_ms(); };
    settings.meeting_ms = now_ms;
    std::optional<gateway::Gateway> server;
    const auto listen = [&] {
        return server.emplace(settings, locales, gateway::web_assets(), loop.handle()).listen();
    };
    auto listening = listen();
    // The evening itself may be running: a rehearsal beside it takes any other port, unless one was named.
    if (!listening && rehearsal && !options.port_given) {
        settings.port = 0;
        listening = listen();
    }
    if (!listening) return terminal.stop(listening.refusal());
    gateway::Gateway& gateway = *server;

    engine::EngineParts parts{*evening.journal, gateway, random_bytes, words, &blocklist.value()};
    parts.host = describe_host(options, remembered.settings, evening, public_url);
    parts.host.midnight_ms = host::Clock::midnight_ms(clock.now_ms());
    parts.find_addresses = [&options, &remembered] { return addresses_for(options, remembered.settings); };
    // Without a console, and where the hall reads along on it, the next code is read in the terminal.
    parts.chair_link_changed = [&terminal](const std::string& url) {
        terminal.say("program.chair_again", {{"url", url}});
    };
    parts.rate = clock.rate();
    if (drawing) {
        parts.steady_ns = host::Clock::steady_ns;
        parts.show = [&](views::SnapshotPtr snapshot) {
            snapshots.put(std::move(snapshot));
            paint::Display::wake();
        };
    }
    engine::Engine engine(std::move(parts));
    gateway.serve(engine);
    engine.listening_on(gateway.port());
    if (auto started = engine.start(clock.now_ms(), evening.prepare); !started) {
        return terminal.stop(started.refusal());
    }
    loop.connect(engine, gateway, mailbox, now_ms, clock.rate());
    EveningSlides evening_slides(mailbox, terminal);

    if (evening.runbook_kept) terminal.say("program.runbook_kept", {{"file", *options.runbook}});
    say_what_begins(evening, terminal);
    if (settings.port != options.port) {
        terminal.say("program.rehearse_other_port", {{"port", std::to_string(gateway.port())}});
    }
    terminal.say("program.join", {{"url", engine.host().join_url}});
    const views::PairingLink chair = engine.pairing_links().front();
    terminal.say("program.chair", {{"url", chair.url}});
    evening_slides.start(engine.state(), evening.slides, evening.journal->damaged_slides());
    print_ready(engine.host(), chair.url);

    std::atomic<bool> stopping{false};
    const auto stop = [&] {
        stopping = true;
        loop.stop();
        if (drawing) paint::Display::wake();
    };
    signals.on_stop(stop);
    std::thread loop_thread([&] { loop.run(); });
    std::optional<demo::Crowd> crowd;
    if (script) {
        demo::CrowdSettings visitors;
        visitors.port = gateway.port();
        if (rehearsal) {
            visitors.people = rehearsal_people;
            visitors.rate = Rehearsal::rate;
            visitors.join_within_s = rehearsal_joins_within_s;
        } else {
            visitors.people = static_cast<std::size_t>(*options.demo);
            visitors.chair_code = chair.code;
        }
        crowd.emplace(visitors, *std::move(script));
        crowd->start();
    }
    int status = 0;
    if (drawing) {
        UiParts ui{*display.value(), locales, snapshots, mailbox, stopping, stop};
        ui.windowed = options.windowed;
        ui.hidden = options.headless;
        ui.reduced_motion = options.reduced_motion;
        ui.room = room_for(options, remembered.settings);
        ui.remembered = remembered;
        if (!rehearsal) ui.settings_file = settings_file;  // a rehearsal leaves no trace, here neither
        ui.panel_opens = !options.demo && !options.capture;
        ui.set_up_opens = remembered.first_start && !options.demo && !rehearsal && !options.capture;
        ui.capture_folder = options.capture.value_or("");
        ui.window_title = evening.title;
        ui.shelf = runbook_shelf(assets, locales, terminal.language());
        status = run_ui(ui);
        // A window that failed is no reason to send the people home: the evening goes on without it.
        if (status == 0) stop();
    }
    loop_thread.join();
    evening_slides.stop();
    if (crowd) crowd->stop();
    signals.end();
    if (rehearsal) {
        terminal.say("program.stopped_rehearsal");
    } else if (evening.throw_away) {
        terminal.say("program.stopped_demo");
    } else {
        terminal.say("program.stopped", {{"file", evening.file}});
    }
    return status;
}

int start(int argc, char** argv) {
    // What OpenAL has to say about a computer without a loudspeaker stands on the console, in words.
    setenv("ALSOFT_LOGLEVEL", "0", 0);
    std::error_code error;
    fs::path self = fs::read_symlink("/proc/self/exe", error);
    if (error) self = argv[0];
    const auto assets = host::find_assets(self, BUURTKIOSK_ASSETS_DIR);
    if (!assets) {
        std::cerr << "buurtkiosk: the folder assets was not found. Start the kiosk with kiosk/run.\n";
        return status_failed;
    }
    const auto locales = Locales::load((assets.value() / "locales").string());
    if (!locales) {
        std::string detail;
        for (const TextParameter& parameter : locales.refusal().sentence.parameters)
            detail += " " + parameter.value;
        std::cerr << "buurtkiosk: the texts cannot be read:" << detail
                  << ". Mend or put back assets/locales.\n";
        return status_failed;
    }
    const Terminal terminal(locales.value());
    const ParsedOptions parsed =
        parse_options(argc, argv, [&](const std::string& key, std::vector<TextParameter> parameters) {
            return terminal.words(Sentence{key, std::move(parameters)});
        });
    if (parsed.exit_status) return *parsed.exit_status;
    return run(parsed.options, assets.value(), terminal);
}

}  // namespace
}  // namespace buurtkiosk

int main(int argc, char** argv) {
    // Not the kiosk but the child that draws its slides.
    if (argc == 4 && std::string_view(argv[1]) == buurtkiosk::slides::render_subcommand)
        return buurtkiosk::slides::render_child(argv[2], std::strtoull(argv[3], nullptr, 10));
    try {
        // The log's own default is stdout, where nothing may stand but the one line that says 'ready'.
        spdlog::set_default_logger(spdlog::stderr_color_mt("buurtkiosk"));
        return buurtkiosk::start(argc, argv);
    } catch (const std::exception& error) {
        // What is acknowledged is on disk; the next start goes on with it.
        std::cerr << "buurtkiosk: stopped by a mistake of its own (" << error.what()
                  << "). Start it again.\n";
        return 1;
    }
}
