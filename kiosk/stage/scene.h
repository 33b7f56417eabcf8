// Owns what every scene gets and gives back: one function a scene, from a const snapshot to a drawing.
// Main thread. A scene must never keep anything between frames but in the SceneMemory.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/locale.h"
#include "stage/canvas.h"
#include "views/snapshot.h"
#include "views/time_left.h"

namespace buurtkiosk::stage {

// The texts of one language, with the few that hold a number or a time.
class Texts {
  public:
    Texts(const Locales& locales, std::string language) : locales_(locales), language_(std::move(language)) {}
    std::string operator()(std::string_view key, const std::vector<TextParameter>& parameters = {}) const {
        return locales_.text(language_, key, parameters);
    }
    std::string person_name(std::string_view shown) const { return locales_.person_name(language_, shown); }
    // n picks the plural form and fills {n}; the rest fills the other places.
    std::string counted(std::string_view key, std::int64_t n,
                        std::vector<TextParameter> parameters = {}) const;
    // "8", "1,5": to a tenth, with the language's own sign.
    std::string tenths(double value) const;

  private:
    const Locales& locales_;
    std::string language_;
};

// "19:30", in the computer's time zone.
std::string clock_text(std::int64_t at_ms);
// "1:05"
std::string countdown_text(std::int64_t left_ms);

// What scenes keep between frames: where the words of a cloud stand, how long people had to think.
struct SceneMemory;
struct DeleteSceneMemory {
    void operator()(SceneMemory* memory) const;
};

struct SceneContext {
    const Canvas& canvas;
    const views::Snapshot& snapshot;
    const views::PublicView& view;
    const Texts& texts;
    Box area;             // what is left of the wall above the foot line
    std::int64_t now_ms;  // the kiosk's clock
    std::size_t page;     // of the pages that the scene reports
    bool reduced_motion;
    SceneMemory& memory;
};

struct SceneOutcome {
    std::size_t pages = 1;
    std::int64_t page_ms = 10'000;  // how long each stands
    bool as_before = false;  // this page shows what the one before it showed: it stands on, without a fade
    std::optional<std::int64_t> next_change_ms;  // of its own clocks; at or before now: it moves
    void change_at(std::int64_t moment_ms) {
        if (!next_change_ms || moment_ms < *next_change_ms) next_change_ms = moment_ms;
    }
};

SceneOutcome draw_lobby(const SceneContext& context);
SceneOutcome draw_agenda(const SceneContext& context);
SceneOutcome draw_check_in(const SceneContext& context);
SceneOutcome draw_cloud(const SceneContext& context, const views::CheckInView& check_in);
SceneOutcome draw_speaker(const SceneContext& context);
SceneOutcome draw_poll(const SceneContext& context);
SceneOutcome draw_poll_result(const SceneContext& context, const views::PollView& poll);
SceneOutcome draw_slides(const SceneContext& context);
SceneOutcome draw_question(const SceneContext& context);
SceneOutcome draw_ended(const SceneContext& context);
SceneOutcome draw_blank(const SceneContext& context);

// --- what several scenes share ---

// A calm sentence in the middle of an empty scene, with one smaller below it: what will come.
void draw_coming(const SceneContext& context, std::string_view what, std::string_view how);

// A person as the wall calls them: "Gast 5" for who gave no name and is known by a number ("#5").
std::string person_words(const SceneContext& context, const std::string& name);

// The text in parts, each at most that high, broken between words: for what is longer than the wall.
std::vector<std::string> split_to_fit(const Canvas& canvas, const std::string& text, const Type& type,
                                      float width, float height);

// "2 van 5" with a dot for each page, in the lower right corner of the area; nothing for one page.
void draw_page_number(const SceneContext& context, std::size_t pages);
// The same around another height; gives the width it took from the right edge.
float draw_page_number(const SceneContext& context, std::size_t pages, float middle);
// The line that holds it, with a count on the left, at the lower edge of the area; and the height it takes
// with its gap.
void draw_status(const SceneContext& context, std::string_view count, const Type& type);
float status_height(const Canvas& canvas);

// Spreads items of those heights over pages of that height, in order, each on the first page that has room,
// at least one to a page; then evens the pages out. Gives the number of items of each page.
std::vector<std::size_t> spread_over_pages(const std::vector<float>& heights, float gap, float page_height);

// "34 van 52 woorden": of everybody who is here, unless fewer are here than gave one; nothing while nobody
// is.
std::string of_everybody(const SceneContext& context, std::string_view key, std::uint32_t count,
                         std::uint32_t all);

struct BlockTime {
    std::string words;  // "nog 12 min", "3 min langer dan gepland"
    views::TimeLeft left;
    std::int64_t next_change_ms = 0;
};
// With seconds in the last minute when asked; nothing when the block is not on or has no end.
std::optional<BlockTime> block_time(const SceneContext& context, const views::BlockView& block,
                                    bool with_seconds);
// Of the block that is now.
std::optional<BlockTime> block_time(const SceneContext& context, bool with_seconds);
const views::BlockView* block_now(const views::PublicView& view);

}  // namespace buurtkiosk::stage
