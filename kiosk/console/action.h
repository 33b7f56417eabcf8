// Owns what the console hands back after drawing: commands for the meeting, and the few wishes that concern
// only this computer. Plain values, drawing thread. It must never include a window, a socket or State.
#pragma once

#include <string>
#include <variant>

#include "assembly/commands.h"

namespace buurtkiosk::console {

// Another of this computer's addresses for the QR code; not a step of the meeting, so it is not journaled.
struct ChooseAddress {
    std::string address;
};

enum class LocalAction { show_or_hide_console, fullscreen_or_window, stop_program };

using ConsoleAction = std::variant<assembly::Command, ChooseAddress, LocalAction>;

// What a key asks, whichever window had the focus. The window's own codes are translated in ui_thread.cpp.
enum class Key { next, back, blank, theme, undo, console, fullscreen, help, escape };

// Where the console is drawn. On a shared surface the hall reads along.
enum class Surface {
    own_window,      // the chair's own screen
    over_the_stage,  // an overlay on the only screen
    hidden,          // the stage fills the only screen; only what a key just asked is said at its foot
};

}  // namespace buurtkiosk::console
