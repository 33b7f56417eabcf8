// Owns the console, the chair's desk: it draws a const snapshot and returns what the chair asked. Drawing
// thread only, inside a frame of the ImGui context it is drawn in. It must never touch State, a socket or a
// window: commands go out, snapshots come in.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/locale.h"
#include "console/action.h"
#include "console/desk.h"
#include "console/look.h"
#include "console/memory.h"
#include "console/panels.h"
#include "console/set_up.h"
#include "views/snapshot.h"

namespace buurtkiosk::console {

struct ConsoleParts {
    const Locales& locales;
    ShapedTexts* shaped = nullptr;  // none: ImGui's fonts for everything
    DrawStage draw_stage = {};      // empty: no corner
    Shelf shelf = {};
};

struct ConsoleFrame {
    std::int64_t now_ms = 0;  // the kiosk's clock
    Surface surface = Surface::own_window;
    bool stage_fullscreen = false;   // what F11 would change
    paint::ConsoleFonts fonts = {};  // of the current context
    float scale = 1;
    SetUp set_up = {};  // of this computer
    ItemRecorder* recorder = nullptr;
};

class Console {
  public:
    explicit Console(ConsoleParts parts) : parts_(std::move(parts)) {}

    // Fills the whole window (Surface::hidden: nothing but a question that a key asked).
    std::vector<ConsoleAction> draw(const views::Snapshot& snapshot, const ConsoleFrame& frame);

    // A key, whichever window had the focus.
    std::vector<ConsoleAction> press(Key key, const views::Snapshot& snapshot, std::int64_t now_ms,
                                     Surface surface);

    // The window of the console was asked to close: the console asks first, because the evening would stop.
    void ask_to_stop() { memory_.asks_to_stop = true; }

    // The set-up panel: at the first start the program opens it.
    void open_set_up() { memory_.set_up = SetUpSheet::opens; }

    // When the picture changes by itself (a countdown, a notice that goes); none: sleep until something
    // happens.
    std::optional<std::int64_t> next_change_ms(const views::Snapshot& snapshot, std::int64_t now_ms,
                                               Surface surface) const;

    // A question that waits for yes must be seen, even while the overlay is hidden.
    bool question_waits() const { return memory_.question.has_value() || memory_.asks_to_stop; }
    const Memory& memory() const { return memory_; }

  private:
    Desk desk_for(const views::Snapshot& snapshot, const ConsoleFrame& frame, const Look& look,
                  std::vector<ConsoleAction>& actions);
    void settle(const views::Snapshot& snapshot, std::int64_t hand_ms);
    void follow(const views::Snapshot& snapshot);
    void draw_desk(Desk& desk);
    void draw_left(Desk& desk, float height_px);
    void open_page(RunbookPage page, const char* field);
    void want_keyboard(const char* field);  // with the frames that come

    ConsoleParts parts_;
    Memory memory_;
};

}  // namespace buurtkiosk::console
