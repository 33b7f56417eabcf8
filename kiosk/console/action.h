// Owns what the console hands back after drawing: commands for the meeting, and the few wishes that concern
// only this computer. Plain values, drawing thread. It must never include a window, a socket or State.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "assembly/commands.h"

namespace buurtkiosk::console {

// Another of this computer's addresses for the QR code; not a step of the meeting, so it is not journaled.
struct ChooseAddress {
    std::string address;
};

// This computer's own settings: they count at once, and are kept for the next evening.
struct ChooseScreen {
    std::string name;  // "": the usual one
};
struct ChooseRoom {
    // None: the hand left it alone, and it may be the command line's, which is not kept.
    std::optional<double> image_height_m;
    std::optional<double> last_row_m;
};
struct ChooseSound {
    bool on = true;
};
// The evening's theme is a command of its own; this one is kept for new evenings.
struct KeepTheme {
    assembly::Theme theme = assembly::Theme::dark;
};

enum class LocalAction {
    show_or_hide_console,
    fullscreen_or_window,
    stop_program,
    test_card_on_or_off,
    hear_sound,
    set_up_done  // the panel was closed: nobody needs to be asked at the next start
};

using ConsoleAction = std::variant<assembly::Command, ChooseAddress, ChooseScreen, ChooseRoom, ChooseSound,
                                   KeepTheme, LocalAction>;

// What a key asks, whichever window had the focus. The window's own codes are translated in ui_thread.cpp.
enum class Key {
    next,
    back,
    blank,
    theme,
    undo,
    console,
    fullscreen,
    help,
    set_up,
    escape,
    // From one item to the next, in the order in which they are read.
    walk_on,
    walk_back,
    // What is looked at.
    runbook,
    check_in,
    polls,
    questions,
    join,
    queue,
    people,
    steps,
    rules,  // of the row
    // What is made or changed.
    new_block,
    edit_block,
    new_poll,
    new_speaker,
    ready_made,
    paste,
    save,
};

// Where the console is drawn. On a shared surface the hall reads along.
enum class Surface {
    own_window,      // the chair's own screen
    over_the_stage,  // an overlay on the only screen
    hidden,          // the stage fills the only screen; only what a key just asked is said at its foot
};

}  // namespace buurtkiosk::console
