// Owns what the tests of a start share: a home of one's own, and what the program does with its file up to
// the first person. Test thread. It must never touch the evenings of whoever runs the tests.
#pragma once

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "assembly/apply.h"
#include "core/folder.h"
#include "core/meeting.h"
#include "tonight.h"

namespace buurtkiosk::test {

struct Home : Folder {
    Home() { setenv("XDG_DATA_HOME", path.c_str(), 1); }
    Home(const Home&) = delete;
    Home& operator=(const Home&) = delete;
    ~Home() { unsetenv("XDG_DATA_HOME"); }
    std::string runbook(const std::string& title, const std::string& block = "Welkom") const {
        const std::filesystem::path file = path / "plan.toml";
        std::ofstream(file) << "title = \"" << title << "\"\n[[block]]\ntitle = \"" << block
                            << "\"\nminutes = 10\n";
        return file.string();
    }
};

// What a start of the program does with its file up to the first person.
struct Start {
    Result<Tonight> tonight;
    Meeting meeting{"unused"};

    explicit Start(const Options& options, const host::Settings& settings = {})
        : tonight(open_tonight(options, locales(), BUURTKIOSK_ASSETS_DIR, "nl")) {
        REQUIRE(tonight);
        prepare_theme(tonight.value(), settings);
        meeting.state = {};
        if (tonight.value().goes_on) {
            meeting.state = replayed_state(*tonight.value().journal).value();
        } else {
            for (const auto& command : tonight.value().prepare) does(kiosk(), command);
        }
    }
    void does(Actor actor, const Command& command) {
        auto decision = meeting.decided(actor, command);
        REQUIRE(decision);
        std::vector<journal::TimedEvent> events;
        for (Event& event : decision.value().events) {
            apply(meeting.state, event, meeting.now_ms);
            events.push_back({std::move(event), meeting.now_ms, journal::TimedEvent::By::kiosk, {}});
        }
        REQUIRE(tonight.value().journal->commit({events, {}}));
    }
    const std::string& file() const { return tonight.value().file; }
    static const Locales& locales() {
        static const auto loaded = Locales::load(std::string(BUURTKIOSK_ASSETS_DIR) + "/locales");
        return loaded.value();
    }
};

inline Options with_runbook(const std::string& file) {
    Options options;
    options.runbook = file;
    return options;
}

}  // namespace buurtkiosk::test
