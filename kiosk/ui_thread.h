// Owns the drawing thread's loop: the stage window, with two screens the console window beside it, with one
// the console as an overlay; keys; sleeping while nothing moves. It runs on the main thread and must never
// touch the assembly: it takes snapshots and posts letters.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "base/locale.h"
#include "console/shelf.h"
#include "engine/crossing.h"
#include "host/settings.h"
#include "paint/room_size.h"
#include "paint/window.h"

namespace buurtkiosk {

struct UiParts {
    paint::Display& display;  // opened before, so that a computer without a screen is known in time
    const Locales& locales;
    engine::SnapshotBox& snapshots;
    engine::Mailbox& mailbox;
    // The program must stop; whoever sets it calls paint::Display::wake(). The thread ends within a frame.
    const std::atomic<bool>& stopping;
    // The chair stops the program at the console: called once, from this thread; run_ui returns after it.
    std::function<void()> stop_program;
    bool windowed = false;  // the stage in a window instead of fullscreen
    bool hidden = false;    // --headless --capture: nothing on the screen, only pictures of it
    bool reduced_motion = false;
    paint::RoomSize room = {};  // the command line's, else as remembered
    // What this computer remembers, what was wrong with it, and where new choices go; nowhere when not given.
    host::SettingsRead remembered = {};
    std::optional<std::filesystem::path> settings_file = {};
    bool panel_opens = false;         // the panel over the stage is open from the start
    bool set_up_opens = false;        // the first start: the set-up panel opens by itself
    std::string capture_folder = {};  // --capture: a PNG of the stage for each scene change; "" for none
    std::string window_title = {};
    console::Shelf shelf = {};  // runbooks to choose from, and the reading of a pasted table
};

// Whoever puts a snapshot into the box calls paint::Display::wake() after it. Returns the exit status: 0 for
// a clean end, 1 when no window could be opened or no picture written (said on standard error in one line).
int run_ui(const UiParts& parts);

}  // namespace buurtkiosk
