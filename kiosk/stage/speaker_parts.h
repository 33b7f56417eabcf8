// Owns what the scene of the speaker is put together from: who comes next and why, the rules in force, how
// the speaking time is divided. Each part is planned for a width, then drawn. Main thread. It must never
// order anybody: views::QueueView::waiting is the order.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "stage/scene.h"

namespace buurtkiosk::stage {

paint::Sign sign_of(views::QueueKind kind);
// "Reactie"
std::string kind_text(const SceneContext& context, views::QueueKind kind);
paint::Icon place_icon(views::Place place);
// Spoken so far; a pause does not count.
std::int64_t spoken_ms(const views::SpeakingView& speaking, std::int64_t now_ms);

// --- who speaks ---

// What stands with a name: sign or icon, and words.
struct Chip {
    std::optional<paint::Sign> sign;
    std::optional<paint::Icon> icon;
    std::string text;
    bool operator==(const Chip&) const = default;
};
// A line of its own below them.
struct SpeakerLine {
    std::optional<paint::Icon> icon;
    std::string text;
    Type type;
    bool operator==(const SpeakerLine&) const = default;
};
// The ring with the time, and beside it who speaks; on an upright wall below it.
struct SpeakerPart {
    const views::SpeakingView* speaking = nullptr;
    float diameter = 0.0F;  // 0: no limit, no ring
    Box column;             // from the part's top left corner
    std::string name;
    Type name_type;
    bool with_heading = false;
    std::vector<Chip> chips;
    std::vector<SpeakerLine> lines;
    float person_height = 0.0F;
    bool fits = true;     // else the person is higher than there was room for
    float height = 0.0F;  // of ring and person together
};
// The ring's diameter at which its figures are as large as the one big thing of a scene.
float ring_for_big_figures(const Canvas& canvas);
SpeakerPart plan_speaker(const SceneContext& context, const views::SpeakingView& speaking, float width,
                         float most_height, float most_ring);
void draw_speaker_part(const SceneContext& context, const SpeakerPart& part, const Box& area,
                       SceneOutcome& outcome);
// The time and the name in one line, where the rest of the wall is taken. Gives its height; draws when y is
// given.
float running_line(const SceneContext& context, const views::SpeakingView& speaking, std::optional<float> y,
                   SceneOutcome& outcome);

// --- who comes next ---

// Somebody who waits, as one row: sign, name, place, and why they stand there.
struct NextRow {
    const views::QueueEntryView* entry = nullptr;
    std::string name;
    Type name_type;
    std::string why;
    bool name_is_wide = false;  // wider than the column of names: it has the row to itself
    bool why_below = false;     // else beside the name
    float name_height = 0.0F;   // all in pixels
    float height = 0.0F;
    bool operator==(const NextRow&) const = default;
};
// The first of the row of speakers, as many as fit; the others are counted.
struct NextPart {
    std::string label;
    std::string more;  // "… en nog 14"; empty when everybody is shown
    std::vector<NextRow> rows;
    bool label_above = false;  // else in a column of its own
    float label_width = 0.0F;
    float name_width = 0.0F;
    float width = 0.0F;
    float height = 0.0F;
};
// No rows when nobody waits, or not even the first fits. `label`: "Daarna".
NextPart plan_next(const SceneContext& context, const std::string& label, float width, float most_height);
// What the first so many of those who wait need, at least.
float next_height(const SceneContext& context, const std::string& label, float width, std::size_t count);
void draw_next(const SceneContext& context, const NextPart& part, float x, float y);

// --- the rules in force ---

// How a part stands: narrow below who speaks, or with the whole wall to itself.
enum class Room { band, wall };

struct RuleLine {
    std::size_t number = 0;  // 0: none
    std::string text;
    bool strong = false;
    float x = 0.0F;  // from the part's top left corner, in pixels
    float y = 0.0F;
    float width = 0.0F;
};
// "Wie komt eerst?" with the rules by number, one a line, and what else holds.
struct RulesPart {
    std::string heading;  // empty: no line has a number
    Type heading_type;
    Type type;
    std::vector<RuleLine> lines;
    float width = 0.0F;
    float height = 0.0F;
};
// One after the other when they need more room than that; never none.
std::vector<RulesPart> plan_rules(const SceneContext& context, float width, float most_height, Room room);
void draw_rules(const SceneContext& context, const RulesPart& part, float x, float y);
// Whether the reasons beside the names say as much as the rules do: who asked first comes first, and all is
// open.
bool rules_are_plain(const views::QueueView& queue);

// --- how the time is divided ---

struct TimesRow {
    std::string label;
    std::optional<paint::Icon> icon;
    std::int64_t shown_ms = 0;  // as its words say
    std::string words;          // "12 min"
    bool operator==(const TimesRow&) const = default;
};
// Bars that stand together: room and home, or the groups and who has none. Both divide the same time.
struct TimesPart {
    std::string label;  // "Spreektijd: groepen"
    Type label_type;
    std::vector<TimesRow> rows;
    std::int64_t most_ms = 0;  // what a whole bar means: the same for all of a division, to be compared
    std::size_t columns = 0;   // bars below their words, so many side by side; 0: a line for each
    Type type;
    float label_width = 0.0F;  // of the lines' columns
    float words_width = 0.0F;
    float width = 0.0F;
    float height = 0.0F;
};
// None when the chair does not show them; on several pages when they need more room.
std::vector<TimesPart> plan_times(const SceneContext& context, float width, float most_height, Room room);
void draw_times(const SceneContext& context, const TimesPart& part, float x, float y);
// When a bar says another minute.
std::optional<std::int64_t> times_change_ms(const SceneContext& context);

}  // namespace buurtkiosk::stage
