// Owns who speaks: the ring with the time, the name, what they ask the floor for, from where, about what.
// Main thread. It must never hurry anybody: over time the figures count up, and a sentence asks kindly.
#include <algorithm>
#include <array>
#include <cmath>

#include "base/limits.h"
#include "stage/speaker_parts.h"
#include "stage/time_marks.h"
#include "views/queue_words.h"

namespace buurtkiosk::stage {

namespace {

constexpr std::int64_t second_ms = 1'000;
constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t in_minutes_from_s = 600;  // four figures and a colon would make the ring's text small

// In bases.
constexpr float chip_mark_b = 2.1F;
constexpr float chip_text_b = 2.9F;
constexpr float chip_gap_b = 2.2F;
constexpr float person_gap_b = 0.5F;
constexpr float figures_half_width_b = 7.25F;  // of "0:00" at the size of the one big thing
constexpr float figures_half_height_b = 2.66F;
constexpr float clearance_b = 0.2F;  // between figures and ring
constexpr float thinnest_ring_b = 0.9F;

// --- the ring ---

float ring_thickness(const Canvas& canvas, float diameter) {
    const float reach = std::hypot(figures_half_width_b, figures_half_height_b) + clearance_b;
    return std::clamp(diameter / 2.0F - canvas.b(reach), canvas.b(thinnest_ring_b),
                      std::max(canvas.b(thinnest_ring_b), diameter * 0.075F));
}

// What the ring says at a moment, and when it says something else.
struct Reading {
    std::string figures;
    std::string note;  // below the figures; may be empty
    std::string over;  // that it is over; may be empty
    float share = 1.0F;
    std::optional<std::int64_t> next_change_ms;
};

Reading read_time(const SceneContext& context, const views::TimeLeft& time) {
    Reading reading;
    if (time.over()) {
        const std::int64_t over_s = -time.left_ms / second_ms;
        const bool minutes = over_s >= in_minutes_from_s;
        reading.figures = minutes ? std::to_string(over_s / 60) : countdown_text(over_s * second_ms);
        reading.over = context.texts("stage.speaker.over");
        reading.note = minutes ? context.texts("stage.speaker.minutes") : reading.over;
        const std::int64_t unit_ms = minutes ? minute_ms : second_ms;
        reading.next_change_ms = context.now_ms + unit_ms - (-time.left_ms) % unit_ms;
    } else {
        const std::int64_t left_s = (time.left_ms + second_ms - 1) / second_ms;
        const bool minutes = left_s >= in_minutes_from_s;
        const std::int64_t unit_ms = minutes ? minute_ms : second_ms;
        const std::int64_t units = (time.left_ms + unit_ms - 1) / unit_ms;
        reading.figures = minutes ? std::to_string(units) : countdown_text(time.left_ms);
        if (minutes) reading.note = context.texts("stage.speaker.minutes");
        // The ring and the figures change together, and between them the wall stands still.
        reading.share = static_cast<float>(units * unit_ms) / static_cast<float>(time.whole_ms);
        std::int64_t stands_ms = time.left_ms - (units - 1) * unit_ms;
        if (minutes) stands_ms = std::min(stands_ms, time.left_ms - (in_minutes_from_s - 1) * second_ms);
        reading.next_change_ms = context.now_ms + std::max<std::int64_t>(1, stands_ms);
    }
    if (!time.runs) reading.next_change_ms.reset();
    return reading;
}

// The largest at which the figures keep clear of the ring.
Type figures_type(const Canvas& canvas, const std::string& figures, float inner_radius) {
    constexpr std::array sizes{size_b::big, size_b::large, size_b::heading, size_b::lead, size_b::words};
    constexpr float ink_share = 0.97F;     // of the width: figures have a little air at their sides
    constexpr float half_capital = 0.67F;  // of the x-height
    Type type{size_b::notes, paint::Weight::bold};
    for (const float size : sizes) {
        const Type larger = resized(type, size);
        const float half_width = canvas.measure(figures, larger).width_px * ink_share / 2.0F;
        const float reach = std::hypot(half_width, canvas.b(size) * half_capital);
        if (reach + canvas.b(clearance_b) * 0.9F <= inner_radius) return larger;
    }
    return type;
}

// What stands in a ring, from its middle.
struct Dial {
    Type figures;
    float figures_y = 0.0F;
    float below_y = 0.0F;  // the middle of the note or the sign
    float below_width = 0.0F;
    bool with_note = false;
};

Dial dial_of(const Canvas& canvas, const Reading& reading, float diameter) {
    constexpr float lift_b = 0.9F;  // the figures make room for the note where that is needed
    const float inner = diameter / 2.0F - ring_thickness(canvas, diameter);
    const auto at = [&](const Type& figures, float lift) {
        Dial dial{figures, -lift, 0.0F, 0.0F, false};
        dial.below_y = canvas.b(figures.size * 0.67F + 1.9F) - lift;
        const float lowest = dial.below_y + canvas.b(1.0F);
        dial.below_width = lowest < inner ? 2.0F * std::sqrt(inner * inner - lowest * lowest) : 0.0F;
        dial.with_note =
            !reading.note.empty() && canvas.measure(reading.note, notes).width_px <= dial.below_width;
        return dial;
    };
    const Type largest = figures_type(canvas, reading.figures, inner);
    const Dial plain = at(largest, 0.0F);
    if (plain.with_note || reading.note.empty()) return plain;
    const float lift = canvas.b(lift_b);
    const Dial lifted = at(figures_type(canvas, reading.figures, inner - lift * 0.5F), lift);
    return lifted.with_note && lifted.figures.size >= largest.size - 1.0F ? lifted : plain;
}

void draw_ring_part(const SceneContext& context, const views::TimeLeft& time, const Box& ring,
                    SceneOutcome& outcome) {
    const Canvas& canvas = context.canvas;
    const Reading reading = read_time(context, time);
    const float thickness = ring_thickness(canvas, ring.width);
    // Over: a thin whole ring, which asks for nothing.
    const float stroke = time.over() ? thickness * 0.45F : thickness;
    canvas.ring(ring.middle_x(), ring.middle_y(), ring.width, stroke, time.over() ? 1.0F : reading.share,
                time_colour(canvas, time));
    const Dial dial = dial_of(canvas, reading, ring.width);
    canvas.text_within(ring.middle_x(), ring.middle_y() + dial.figures_y, reading.figures, dial.figures);
    const float below = ring.middle_y() + dial.below_y;
    if (!time.runs) {
        if (dial.below_width > canvas.b(2.0F)) {
            canvas.icon(paint::Icon::pause, ring.middle_x(), below, canvas.b(2.0F),
                        canvas.palette().soft_text);
        }
    } else if (dial.with_note) {
        canvas.text_within(ring.middle_x(), below, reading.note, Type{size_b::notes});
    }
    if (reading.next_change_ms) outcome.change_at(*reading.next_change_ms);
    if (const auto little = time.until_little_ms()) outcome.change_at(context.now_ms + *little);
}

// --- who speaks ---

// Called at home, and nothing heard of them yet.
bool is_awaited(const views::SpeakingView& speaking, std::int64_t now_ms) {
    return speaking.entry.place == views::Place::home && speaking.entry.person && !speaking.answered &&
           spoken_ms(speaking, now_ms) < limits::answer_within_ms;
}

enum class Chips { none, without_reply, all };

std::vector<Chip> chips_of(const SceneContext& context, const views::SpeakingView& speaking, Chips wanted) {
    if (wanted == Chips::none) return {};
    const views::QueueEntryView& entry = speaking.entry;
    std::string kind = kind_text(context, entry.kind);
    if (wanted == Chips::all && entry.kind == views::QueueKind::reply && !entry.replies_to.empty()) {
        kind = context.texts("stage.speaker.reply_to", {{"name", person_words(context, entry.replies_to)}});
    }
    std::string place =
        context.texts(entry.place == views::Place::home ? "stage.place.home" : "stage.place.room");
    if (is_awaited(speaking, context.now_ms)) place = context.texts("stage.speaker.home_awaited");
    return {Chip{sign_of(entry.kind), std::nullopt, std::move(kind)},
            Chip{std::nullopt, place_icon(entry.place), std::move(place)}};
}

// Chips side by side, on further lines where one has no room. Gives their height; draws when at is given.
float flow_chips(const Canvas& canvas, const std::vector<Chip>& chips, float width, const Box* at) {
    const float text_x = canvas.b(chip_text_b);
    float x = 0.0F;
    float y = 0.0F;
    float bottom = 0.0F;
    for (const Chip& chip : chips) {
        const float alone = text_x + canvas.measure(chip.text, words).width_px;
        if (x > 0.0F && x + alone > width) {
            x = 0.0F;
            y = bottom;
        }
        const float for_text = std::max(canvas.b(4.0F), std::min(alone, width - x) - text_x);
        const paint::TextSize size = canvas.measure(chip.text, words, for_text);
        if (at != nullptr) {
            const float mark = canvas.b(chip_mark_b);
            const float mark_x = at->x + x + mark / 2.0F;
            const float mark_y = at->y + y + size.first_baseline_px - canvas.b(size_b::words * 0.6F);
            const paint::Colour colour = canvas.palette().now();
            if (chip.sign) {
                const bool order = *chip.sign == paint::Sign::point_of_order;
                canvas.sign(*chip.sign, mark_x, mark_y, mark, order ? canvas.palette().attention() : colour);
            }
            if (chip.icon) canvas.icon(*chip.icon, mark_x, mark_y, mark, colour);
            canvas.text(at->x + x + text_x, at->y + y, chip.text, words, for_text);
        }
        bottom = std::max(bottom, y + size.height_px);
        x += text_x + size.width_px + canvas.b(chip_gap_b);
    }
    return bottom;
}

// What has to be said now comes before the topic.
std::vector<SpeakerLine> lines_of(const SceneContext& context, const SpeakerPart& part) {
    const views::SpeakingView& speaking = *part.speaking;
    const float width = part.column.width;
    std::vector<SpeakerLine> lines;
    const auto time = views::time_left(speaking, context.now_ms);
    if (speaking.paused_ms) {
        lines.push_back({paint::Icon::pause, context.texts("stage.speaker.paused"), bold_words});
    } else if (time && time->over()) {
        const Reading reading = read_time(context, *time);
        const bool in_ring =
            reading.note == reading.over && dial_of(context.canvas, reading, part.diameter).with_note;
        if (!in_ring) lines.push_back({std::nullopt, reading.over, words});
        lines.push_back({std::nullopt, context.texts("stage.speaker.round_off"), bold_words});
    }
    if (speaking.interrupts) {
        const std::string goes_on = context.texts(
            "stage.speaker.goes_on", {{"name", person_words(context, speaking.interrupts->name)}});
        const bool one_line = context.canvas.measure(goes_on, words).width_px <= width;
        lines.push_back({std::nullopt, goes_on, one_line ? words : Type{size_b::notes}});
        const auto left = views::time_left(*speaking.interrupts);
        const bool some = left && !left->over();
        lines.push_back({std::nullopt,
                         some ? context.texts("stage.speaker.clock_stands_left",
                                              {{"time", countdown_text(left->left_ms)}})
                              : context.texts("stage.speaker.clock_stands"),
                         notes});
    }
    return lines;
}

float line_text_x(const Canvas& canvas, const SpeakerLine& line) {
    return line.icon ? canvas.b(chip_text_b) : 0.0F;
}

float line_height_of(const Canvas& canvas, const SpeakerLine& line, float width) {
    return canvas.measure(line.text, line.type, width - line_text_x(canvas, line)).height_px;
}

// How much of a person is shown, and how large the name may be: the first choice that fits.
struct Choice {
    std::vector<float> names;
    bool heading;
    float topic;  // its size; 0: left out
    Chips chips;
    std::size_t lines;  // at most so many of those that have to be said now, the first ones
};

const std::vector<Choice>& choices() {
    constexpr std::size_t all_lines = 9;
    static const std::vector<Choice> all{
        {{size_b::big, size_b::large}, true, size_b::words, Chips::all, all_lines},
        {{size_b::big, size_b::large, size_b::heading}, true, size_b::notes, Chips::all, all_lines},
        {{size_b::big, size_b::large, size_b::heading}, true, 0.0F, Chips::all, all_lines},
        {{size_b::heading, size_b::lead}, true, 0.0F, Chips::without_reply, all_lines},
        {{size_b::big, size_b::large, size_b::heading}, false, 0.0F, Chips::all, all_lines},
        {{size_b::large, size_b::heading}, false, 0.0F, Chips::without_reply, all_lines},
        {{size_b::lead, size_b::words}, false, 0.0F, Chips::all, all_lines},
        {{size_b::lead, size_b::words}, false, 0.0F, Chips::without_reply, all_lines},
        {{size_b::lead, size_b::words, size_b::notes}, false, 0.0F, Chips::none, all_lines},
        {{size_b::lead, size_b::words, size_b::notes}, false, 0.0F, Chips::none, 1},
        {{size_b::lead, size_b::words, size_b::notes}, false, 0.0F, Chips::none, 0},
    };
    return all;
}

// The dots below Arabic letters reach further down.
float below_backward(const Canvas& canvas, float size) { return canvas.b(size * 0.3F); }

void plan_person(const SceneContext& context, SpeakerPart& part) {
    constexpr std::size_t most_name_lines = 3;
    constexpr std::size_t most_topic_lines = 3;
    const Canvas& canvas = context.canvas;
    const views::SpeakingView& speaking = *part.speaking;
    const float width = part.column.width;
    const float gap = canvas.b(person_gap_b);
    part.name = person_words(context, speaking.entry.name);
    const std::vector<SpeakerLine> lines = lines_of(context, part);
    const std::string heading = context.texts("stage.speaker.now");
    const bool one_line_heading = canvas.measure(heading, notes).width_px <= width;
    // Whole words first; a name without a space that is wider than the wall breaks where its language lets
    // it.
    for (const bool whole_words : {true, false}) {
        for (const Choice& choice : choices()) {
            part.with_heading = choice.heading && one_line_heading;
            part.chips = chips_of(context, speaking, choice.chips);
            part.lines = lines;
            if (part.lines.size() > choice.lines) part.lines.resize(choice.lines);
            if (choice.topic > 0.0F && !speaking.entry.topic.empty()) {
                const SpeakerLine topic{std::nullopt, speaking.entry.topic, resized(words, choice.topic)};
                if (canvas.measure(topic.text, topic.type, width).lines > most_topic_lines) continue;
                part.lines.push_back(topic);
            }
            float others = part.with_heading ? canvas.line_height(notes) : 0.0F;
            if (!part.chips.empty()) others += flow_chips(canvas, part.chips, width, nullptr) + gap;
            for (const SpeakerLine& line : part.lines) others += line_height_of(canvas, line, width);
            if (!part.lines.empty()) others += gap;
            for (const float size : choice.names) {
                if (!whole_words && size > size_b::heading) continue;
                part.name_type = Type{size, paint::Weight::bold};
                const paint::TextSize name = canvas.measure(part.name, part.name_type, width);
                part.person_height = others + name.height_px;
                if (name.backward) part.person_height += below_backward(canvas, size);
                const bool fits = name.lines <= most_name_lines && part.person_height <= part.column.height;
                if (fits && !(whole_words && name.breaks_word)) return;
            }
        }
    }
    // Not even that: the name as far as it can be small.
    part.fits = false;
    part.person_height = canvas.measure(part.name, part.name_type, width).height_px;
}

void draw_person(const SceneContext& context, const SpeakerPart& part, const Box& column) {
    const Canvas& canvas = context.canvas;
    const float gap = canvas.b(person_gap_b);
    float y = column.y + std::max(0.0F, (column.height - part.person_height) / 2.0F);
    if (part.with_heading) y += canvas.text(column.x, y, context.texts("stage.speaker.now"), notes).height;
    // What runs from right to left begins at one edge: the name, and the topic below it.
    const paint::TextSize name = canvas.measure(part.name, part.name_type, column.width);
    float backward_width = name.backward ? name.width_px : 0.0F;
    for (const SpeakerLine& line : part.lines) {
        const paint::TextSize size = canvas.measure(line.text, line.type, column.width);
        if (size.backward) backward_width = std::max(backward_width, size.width_px);
    }
    const auto start_x = [&](const paint::TextSize& size) {
        return size.backward ? column.x + backward_width - size.width_px : column.x;
    };
    y += canvas.text(start_x(name), y, part.name, part.name_type, column.width).height;
    if (name.backward) y += below_backward(canvas, part.name_type.size);
    if (!part.chips.empty()) {
        const Box at{column.x, y + gap, column.width, 0.0F};
        y += gap + flow_chips(canvas, part.chips, column.width, &at);
    }
    if (!part.lines.empty()) y += gap;
    for (const SpeakerLine& line : part.lines) {
        const float text_x = line_text_x(canvas, line);
        const paint::TextSize size = canvas.measure(line.text, line.type, column.width - text_x);
        if (line.icon) {
            canvas.icon(*line.icon, column.x + canvas.b(chip_mark_b) / 2.0F,
                        y + size.first_baseline_px - canvas.b(line.type.size * 0.6F), canvas.b(chip_mark_b),
                        canvas.palette().attention());
        }
        canvas.text(start_x(size) + text_x, y, line.text, line.type, column.width - text_x);
        y += size.height_px;
    }
}

}  // namespace

paint::Sign sign_of(views::QueueKind kind) {
    switch (kind) {
        case views::QueueKind::point:
            return paint::Sign::point;
        case views::QueueKind::reply:
            return paint::Sign::reply;
        case views::QueueKind::question:
            return paint::Sign::question;
        case views::QueueKind::point_of_order:
            return paint::Sign::point_of_order;
    }
    return paint::Sign::point;
}

std::string kind_text(const SceneContext& context, views::QueueKind kind) {
    const views::Say say = [&](std::string_view key, const std::vector<TextParameter>& parameters) {
        return context.texts(key, parameters);
    };
    return views::kind_words(say, kind);
}

paint::Icon place_icon(views::Place place) {
    return place == views::Place::home ? paint::Icon::home : paint::Icon::here;
}

std::int64_t spoken_ms(const views::SpeakingView& speaking, std::int64_t now_ms) {
    return std::max<std::int64_t>(0, speaking.paused_ms.value_or(now_ms - speaking.since_ms));
}

float ring_for_big_figures(const Canvas& canvas) { return canvas.b(18.5F); }

SpeakerPart plan_speaker(const SceneContext& context, const views::SpeakingView& speaking, float width,
                         float most_height, float most_ring) {
    const Canvas& canvas = context.canvas;
    SpeakerPart part;
    part.speaking = &speaking;
    const bool upright = context.area.height > context.area.width * 1.1F;
    const float gap = canvas.b(width < canvas.b(46.0F) ? 1.6F : 3.0F);
    if (speaking.limit_s > 0)
        part.diameter =
            std::min({most_ring, most_height * (upright ? 0.55F : 1.0F), width * (upright ? 0.62F : 0.465F)});
    const float taken = part.diameter > 0.0F ? part.diameter + gap : 0.0F;
    if (upright) {
        part.column = {0.0F, taken, width, most_height - taken};
    } else {
        part.column = {taken, 0.0F, width - taken, most_height};
    }
    plan_person(context, part);
    part.height = upright ? taken + part.person_height : std::max(part.diameter, part.person_height);
    part.column.height = upright ? part.person_height : part.height;
    return part;
}

void draw_speaker_part(const SceneContext& context, const SpeakerPart& part, const Box& area,
                       SceneOutcome& outcome) {
    const bool below = part.column.y > 0.0F;
    const float top = area.y + std::max(0.0F, (area.height - part.height) / 2.0F);
    if (const auto time = views::time_left(*part.speaking, context.now_ms); time && part.diameter > 0.0F) {
        const float ring_y = below ? top : top + (part.height - part.diameter) / 2.0F;
        draw_ring_part(context, *time, {area.x, ring_y, part.diameter, part.diameter}, outcome);
    }
    draw_person(context, part,
                {area.x + part.column.x, top + part.column.y, part.column.width, part.column.height});
    if (is_awaited(*part.speaking, context.now_ms) && !part.speaking->paused_ms)
        outcome.change_at(part.speaking->since_ms + limits::answer_within_ms);
}

float running_line(const SceneContext& context, const views::SpeakingView& speaking, std::optional<float> y,
                   SceneOutcome& outcome) {
    const Canvas& canvas = context.canvas;
    const float height = canvas.line_height(words);
    if (!y) return height;
    const float middle = *y + height / 2.0F;
    float x = context.area.x;
    if (const auto time = views::time_left(speaking, context.now_ms)) {
        const Reading reading = read_time(context, *time);
        const float ring = canvas.b(2.0F);
        draw_time_ring(canvas, *time, x + ring / 2.0F, middle, ring);
        x += canvas.b(chip_text_b);
        std::string shown = reading.figures;
        if (!reading.note.empty()) shown += " " + reading.note;
        if (reading.over != reading.note) shown += " " + reading.over;
        x += canvas.text_beside(x, middle, shown, bold_words).width + canvas.b(1.6F);
        if (reading.next_change_ms) outcome.change_at(*reading.next_change_ms);
        if (const auto little = time->until_little_ms()) outcome.change_at(context.now_ms + *little);
    }
    const std::string name = person_words(context, speaking.entry.name);
    if (x + canvas.measure(name, words).width_px <= context.area.right())
        canvas.text_beside(x, middle, name, words);
    return height;
}

}  // namespace buurtkiosk::stage
