// Owns Desk, what every panel gets for one frame: the snapshot, the words, the look, the memory, and where to
// put the commands; and the few widgets that all panels share. Drawing thread only, inside one ImGui frame.
// It must never change anything but Memory and the list of actions.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/locale.h"
#include "console/action.h"
#include "console/look.h"
#include "console/memory.h"
#include "console/set_up.h"
#include "console/shelf.h"
#include "imgui.h"
#include "views/snapshot.h"

struct ImGuiWindow;

namespace buurtkiosk::console {

// Text that ImGui's own fonts cannot draw (Arabic, emoji, combining accents), shaped by paint. Behind an
// interface, so that a test needs no OpenGL.
class ShapedTexts {
  public:
    ShapedTexts() = default;
    ShapedTexts(const ShapedTexts&) = delete;
    ShapedTexts& operator=(const ShapedTexts&) = delete;
    virtual ~ShapedTexts() = default;
    // line_px: the height of a line, as ImGui counts the size of a font. wrap_px 0: one line.
    virtual ImVec2 measure(std::string_view text, float line_px, bool bold, float wrap_px) = 0;
    virtual void draw(ImDrawList& list, ImVec2 at, std::string_view text, float line_px, bool bold,
                      ImU32 colour, float wrap_px, float opacity) = 0;
};

// Where each item of the last frame stood, by its locale key and "#" with the id of its thing: for tests that
// click as a hand would.
struct ItemRecorder {
    struct Item {
        ImVec2 min, max;
        bool enabled = true;
        bool visible = true;
        unsigned int id = 0;  // ImGui's own
    };
    std::map<std::string, Item> items;
    std::string focused;  // the item that the keyboard is on
    std::vector<std::string>
        texts;  // every text drawn or scrolled away, for tests that look for what must not be there
};

// An item that the keyboard can come to.
struct Stop {
    unsigned int id = 0;
    ImGuiWindow* window = nullptr;
    ImVec2 min, max;
    std::string field;  // of a text field its name: it takes what is typed
    bool here = false;  // the keyboard is on it
};

struct Desk {
    const views::Snapshot& snapshot;
    const Locales& locales;
    const Look& look;
    Memory& memory;
    std::vector<ConsoleAction>& actions;
    std::int64_t now_ms;   // the meeting's clock
    std::int64_t hand_ms;  // the room's pace: what the desk remembers of hands and of what it told them
    Surface surface;
    bool stage_fullscreen = false;
    ShapedTexts* shaped = nullptr;
    ItemRecorder* recorder = nullptr;
    const Shelf* shelf = nullptr;
    const SetUp& set_up;           // of this computer
    std::vector<Stop> stops = {};  // of this frame, in the order of drawing

    bool hall_reads_along() const { return surface != Surface::own_window; }
    const views::PublicView& view() const { return snapshot.view; }
    const views::DeskView& desk() const { return snapshot.desk; }

    // What people wrote themselves stands set apart in it.
    std::string say(std::string_view key, const std::vector<TextParameter>& parameters = {}) const;
    std::string say(const Sentence& sentence) const;
    std::string say_count(std::string_view key, std::size_t count) const;  // parameter n
    // As people say it: who gave no name is '#5' to the meeting, and 'Gast 5' to whoever reads it out.
    std::string name_of(std::string_view shown) const;

    // False when it was the second press of a double click on a step that would move somebody else by then:
    // nothing is sent.
    bool send(assembly::Command command);
    // The last item: where the keyboard can come to, and shows that it is there; for tests, where it stands.
    void record(std::string_view key, std::string_view id, bool enabled = true);
    void record_field(std::string_view key, std::string_view id);
};

// At the end of each frame: to the next item or the one before, when a key asked for it.
void walk(Desk& desk);
// A sheet over everything keeps the keyboard to itself.
void forget_stops(Desk& desk);
// Whether Ctrl + S was pressed since; the form that asks has it.
bool take_save(Desk& desk);

// --- text ---

// A name, a topic or another text of people, for a line of ours that runs from left to right: whichever way
// its own script runs, the line keeps its order (Unicode's UAX 9, 2.4.2: FSI and PDI). Latin text as it is.
std::string set_apart(std::string_view text);
ImVec2 measure(const Desk& desk, std::string_view text, Weight weight, float wrap_px);
void draw_text(Desk& desk, ImVec2 at, std::string_view text, Weight weight, ImU32 colour, float wrap_px);
// One line: as many whole words as fit in width_px, with three dots when some are left out.
std::string cut_by_words(const Desk& desk, std::string_view text, Weight weight, float width_px);
// Whether the last item must be drawn: what is scrolled away need not be, but a test reads that too.
bool item_in_sight(const Desk& desk);
// As the next item, wrapped at wrap_px or, when that is 0, at the width that is left.
void text(Desk& desk, std::string_view text, Weight weight = Weight::body, std::optional<ImU32> colour = {},
          float wrap_px = 0);
void soft_text(Desk& desk, std::string_view text, float wrap_px = 0);
void heading(Desk& desk, std::string_view text);

// --- buttons ---

enum class ButtonKind { normal, primary, quiet };
struct ButtonOptions {
    std::string id = {};  // of the thing it works on; "" when there is one such button
    float width_px = 0;   // 0: as wide as its words
    float height_px = 0;  // 0: one line
    ButtonKind kind = ButtonKind::normal;
    Weight weight = Weight::body;
    bool enabled = true;
    bool chosen = false;
    bool left = false;  // words at the left, as in a list
    std::string note =
        {};  // under the words, one line, cut when it is longer; the button must be high enough
};
// The words are the locale's text for the key unless given.
bool button(Desk& desk, std::string_view key, const ButtonOptions& options = {});
bool button(Desk& desk, std::string_view key, std::string_view words, const ButtonOptions& options);
ImVec2 button_size(const Desk& desk, std::string_view words, const ButtonOptions& options);
// Places the next item on the same line when it fits there, else on the next.
void beside_if_it_fits(const Desk& desk, float width_px);
void beside_button(const Desk& desk, std::string_view key, const ButtonOptions& options = {});

// A button whose step cannot be undone: the first press puts a question in its place, and only 'yes' sends.
// `question` says what cannot be undone; `yes` is the word on the button that does it.
void button_that_asks(Desk& desk, std::string_view key, std::string_view question_key,
                      std::string_view yes_key, const assembly::Command& command,
                      const ButtonOptions& options = {});
// Draws the question of this place, if it is asked: true while it stands there.
bool question_stands(Desk& desk, std::string_view place, std::string_view question_key,
                     std::string_view yes_key);
void ask(Desk& desk, std::string_view place, assembly::Command command);

// A small square with a triangle; `up` or down.
bool arrow_button(Desk& desk, std::string_view key, std::string_view id, bool up, bool enabled);
// [–] value [+]: the change asked for, or 0.
int stepper(Desk& desk, std::string_view key, std::string_view id, std::string_view value, int step);

// --- typing ---

// What ImGui knows an item by.
std::string item_name(std::string_view key, std::string_view id = "");

// Opens a form: its first field, by the key and id it is drawn with, takes the keyboard, and keeps what is
// typed before it has it.
void give_keyboard(Desk& desk, std::string_view key, std::string_view id = "");
// At the end of each frame: a form that went before its field had the keyboard no longer waits for it.
void lose_keyboard_of_what_is_gone(Desk& desk);
// One line; true when Enter was pressed. What ImGui cannot show as typed stands shaped below it.
bool text_field(Desk& desk, std::string_view key, std::string_view id, std::string& value,
                float width_px = 0);
// Several lines, broken where they are full: each line end counts as a space (in_one_line).
bool text_area(Desk& desk, std::string_view key, std::string& value, int lines);
std::string in_one_line(std::string text);
// As it was pasted, with its tabs and line ends.
bool table_area(Desk& desk, std::string_view key, std::string& value, int lines);
// One of a few, in a list that folds out: the one just chosen, or -1.
int choose_one(Desk& desk, std::string_view key, const std::vector<std::string>& words, int chosen,
               float width_px, std::string_view id = "");

// --- panels ---

bool begin_panel(Desk& desk, const char* name, ImVec2 size_px, bool scrolls = true);
void end_panel();

// --- time and numbers ---

std::string clock_text(std::int64_t at_ms);  // "19:30", local time
std::string clock_of_minutes(int minutes_after_midnight);
std::string minutes_seconds(std::int64_t span_ms);  // "1:34"
bool is_question(const Desk& desk, std::string_view place);

// The two steps that cannot be undone.
bool cannot_be_undone(const assembly::Command& command);
// Those, and what one press too many would do too soon.
bool asks_first(const assembly::Command& command, const views::Snapshot& snapshot);
// Whether a command that waits for its yes still means something.
bool still_applies(const assembly::Command& command, const views::Snapshot& snapshot);

}  // namespace buurtkiosk::console
