// Owns the scene of the speaker: who has the floor and from where, how much time is left, who comes next.
// Main thread. It must never show a topic or a name that the public view does not hold.
#include <algorithm>
#include <string>

#include "stage/scene.h"
#include "stage/time_marks.h"

namespace buurtkiosk::stage {

namespace {

constexpr std::size_t most_next = 3;

paint::Icon place_icon(views::Place place) {
    return place == views::Place::home ? paint::Icon::home : paint::Icon::here;
}

std::string place_words(const SceneContext& context, views::Place place) {
    return context.texts(place == views::Place::home ? "stage.place.home" : "stage.place.room");
}

// "Daarna" and as many of the next names as fit in two lines, each with its place as a shape.
// Gives the height; draws when y is given.
float next_speakers(const SceneContext& context, std::optional<float> y) {
    const auto& waiting = context.view.queue.waiting;
    if (waiting.empty()) return 0.0F;
    const Canvas& canvas = context.canvas;
    const Box area = context.area;
    const std::string label = context.texts("stage.speaker.next");
    const float label_width = canvas.measure(label, soft_words).width_px + canvas.b(1.5F);
    const float icon = canvas.b(2.0F);
    const float icon_space = icon + canvas.b(0.8F);
    const float gap = canvas.b(2.5F);
    const float line = canvas.line_height(words);

    struct Placed {
        const views::QueueEntryView* entry;
        std::string name;
        float x, y, width;
    };
    std::vector<Placed> placed;
    float x = label_width;
    float top = 0.0F;
    float height = 0.0F;
    for (std::size_t i = 0; i < std::min(waiting.size(), most_next); ++i) {
        const std::string name = person_words(context, waiting[i].name);
        float width = icon_space + canvas.measure(name, words).width_px;
        if (x + width > area.width && x > label_width) {
            if (top > 0.0F) break;
            top = line;
            x = label_width;
        }
        width = std::min(width, area.width - x);
        const float name_height = canvas.measure(name, words, width - icon_space).height_px;
        const bool several_lines = name_height > line * 1.5F;
        if (several_lines && i > 0) break;  // a long name stands alone or not at all
        placed.push_back({&waiting[i], name, x, top, width});
        height = top + name_height;
        if (several_lines) break;
        x += width + gap;
    }
    if (!y) return height;
    canvas.text(area.x, *y, label, soft_words);
    for (const Placed& next : placed) {
        const float left = area.x + next.x;
        canvas.icon(place_icon(next.entry->place), left + icon / 2.0F, *y + next.y + line * 0.5F, icon,
                    canvas.palette().soft_text);
        canvas.text(left + icon_space, *y + next.y, next.name, words, next.width - icon_space);
    }
    return height;
}

void draw_countdown(const SceneContext& context, const views::SpeakingView& speaking, float x, float y,
                    float diameter, SceneOutcome& outcome) {
    const Canvas& canvas = context.canvas;
    const auto time = views::time_left(speaking, context.now_ms);
    if (!time) return;
    const bool over = time->over();
    // Whole seconds: the ring and the figures change together, and between them the wall stands still.
    const std::int64_t shown_ms = std::max<std::int64_t>(0, (time->left_ms + 999) / 1000 * 1000);
    const float share = static_cast<float>(shown_ms) / static_cast<float>(speaking.limit_s) / 1000.0F;
    const paint::Colour colour = time_colour(canvas, *time);
    const float middle_x = x + diameter / 2.0F;
    const float middle_y = y + diameter / 2.0F;
    canvas.ring(middle_x, middle_y, diameter, diameter * 0.075F, over ? 1.0F : share, colour);

    const std::string figures = over ? countdown_text(0) : countdown_text(time->left_ms);
    const float within = diameter * 0.74F;
    const Type large =
        canvas.fit(figures, Type{size_b::big, paint::Weight::bold},
                   {size_b::big, size_b::large, size_b::heading, size_b::words}, within, 1, within);
    std::string note;
    if (!time->runs) {
        note = context.texts("stage.speaker.paused");
    } else if (over) {
        note = context.texts("stage.speaker.time_up");
    }
    const bool with_note = !note.empty() && canvas.measure(note, notes).width_px < diameter * 0.72F;
    canvas.text_within(middle_x, middle_y - (with_note ? diameter * 0.05F : 0.0F), figures, large);
    if (with_note) {
        canvas.text_within(middle_x, middle_y + diameter * 0.2F, note,
                           Type{size_b::notes, paint::Weight::regular, Tone::text});
    }
    if (!time->runs || over) return;
    outcome.change_at(context.now_ms + time->left_ms - (shown_ms - 1000));
    if (const auto little = time->until_little_ms()) outcome.change_at(context.now_ms + *little);
}

// The lines about the speaker, those that have room: the name before all, then where, the topic, and the
// heading.
struct Person {
    Type name;
    Type topic;
    bool with_heading = false;
    bool with_place = false;
    bool with_topic = false;
    float height = 0.0F;
};

float person_gap(const Canvas& canvas) { return canvas.b(0.6F); }

Person plan_person(const SceneContext& context, const views::QueueEntryView& entry, const Box& column,
                   bool topic) {
    const Canvas& canvas = context.canvas;
    const float line = canvas.line_height(words);
    const float gap = person_gap(canvas);
    const std::string heading = context.texts("stage.speaker.now");
    const std::string name = person_words(context, entry.name);
    Person person;
    person.topic =
        canvas.fit(entry.topic, words, {size_b::words, size_b::notes}, column.width, 3, column.height * 0.4F);
    const float topic_height =
        entry.topic.empty() ? 0.0F : canvas.measure(entry.topic, person.topic, column.width).height_px + gap;
    const float heading_height =
        canvas.measure(heading, soft_words, column.width).lines == 1 ? line : column.height;
    for (int left_out = 0; left_out < 4; ++left_out) {
        person.with_topic = topic && topic_height > 0.0F && left_out < 1;
        person.with_heading = heading_height < column.height && left_out < 2;
        person.with_place = left_out < 3;
        const float others = (person.with_heading ? heading_height : 0.0F) +
                             (person.with_topic ? topic_height : 0.0F) +
                             (person.with_place ? line + gap : 0.0F);
        const float room = column.height - others;
        person.name = canvas.fit(
            name, Type{size_b::big, paint::Weight::bold},
            {size_b::big, size_b::large, size_b::heading, size_b::lead, size_b::words, size_b::notes},
            column.width, 3, room);
        const float name_height = canvas.measure(name, person.name, column.width).height_px;
        person.height = others + name_height;
        if (name_height <= room) break;
    }
    return person;
}

void draw_person(const SceneContext& context, const views::QueueEntryView& entry, const Box& column,
                 const Person& person) {
    const Canvas& canvas = context.canvas;
    const float line = canvas.line_height(words);
    const float gap = person_gap(canvas);
    float y = column.y + std::max(0.0F, (column.height - person.height) / 2.0F);
    if (person.with_heading) {
        canvas.text(column.x, y, context.texts("stage.speaker.now"), soft_words, column.width);
        y += line;
    }
    y += canvas.text(column.x, y, person_words(context, entry.name), person.name, column.width).height + gap;
    if (person.with_place) {
        const float icon = canvas.b(2.2F);
        canvas.icon(place_icon(entry.place), column.x + icon / 2.0F, y + line * 0.5F, icon,
                    canvas.palette().now());
        canvas.text(column.x + icon + canvas.b(0.9F), y, place_words(context, entry.place), words);
        y += line + gap;
    }
    if (person.with_topic) canvas.text(column.x, y, entry.topic, person.topic, column.width);
}

SceneOutcome draw_nobody(const SceneContext& context) {
    const views::QueueView& queue = context.view.queue;
    if (queue.waiting.empty()) {
        if (queue.open) {
            draw_coming(context, context.texts("stage.speaker.nobody"), context.texts("stage.speaker.how"));
        } else {
            draw_coming(context, context.texts("stage.speaker.closed"), "");
        }
        return {};
    }
    SceneContext above = context;
    const float next_height = next_speakers(context, std::nullopt);
    above.area.height -= next_height + context.canvas.b(1.0F);
    draw_coming(
        above,
        context.texts.counted("stage.speaker.waiting", static_cast<std::int64_t>(queue.waiting.size())),
        context.texts(queue.open ? "stage.speaker.how" : "stage.speaker.closed"));
    next_speakers(context, context.area.bottom() - next_height);
    return {};
}

}  // namespace

SceneOutcome draw_speaker(const SceneContext& context) {
    const views::QueueView& queue = context.view.queue;
    if (!queue.speaking) return draw_nobody(context);
    const views::SpeakingView& speaking = *queue.speaking;
    const Canvas& canvas = context.canvas;
    const Box area = context.area;
    SceneOutcome outcome;

    const float next_height = next_speakers(context, std::nullopt);
    const float for_next = next_height > 0.0F ? next_height + canvas.b(1.5F) : 0.0F;
    // Beside the ring; on an upright wall below it.
    const bool upright = area.height > area.width * 1.1F;
    const auto ring_diameter = [&](float room) {
        if (speaking.limit_s <= 0) return 0.0F;
        return upright ? std::min({area.width * 0.6F, room * 0.45F, canvas.b(21.0F)})
                       : std::min({room, area.width * 0.36F, canvas.b(21.0F)});
    };
    const auto column_beside = [&](float room, float ring) {
        Box column{area.x, area.y, area.width, room};
        if (ring <= 0.0F) return column;
        const float taken = ring + canvas.b(area.width < canvas.b(45.0F) ? 1.5F : 3.0F);
        if (upright) return Box{area.x, area.y + taken, area.width, room - taken};
        return Box{area.x + taken, area.y, area.width - taken, room};
    };
    // Who speaks comes before who comes next.
    float room = area.height - for_next;
    float diameter = ring_diameter(room);
    Box column = column_beside(room, diameter);
    Person person = plan_person(context, speaking.entry, column, true);
    const bool ring_readable = speaking.limit_s <= 0 || diameter >= canvas.b(9.0F);
    const bool with_next = next_height > 0.0F && person.height <= column.height && ring_readable;
    if (!with_next) {
        room = area.height;
        diameter = ring_diameter(room);
        column = column_beside(room, diameter);
        person = plan_person(context, speaking.entry, column, true);
    }
    if (diameter > 0.0F) {
        const float ring_y = upright ? area.y : area.y + (room - diameter) / 2.0F;
        draw_countdown(context, speaking, area.x, ring_y, diameter, outcome);
    }
    draw_person(context, speaking.entry, column, person);
    if (with_next) next_speakers(context, area.bottom() - next_height);
    return outcome;
}

}  // namespace buurtkiosk::stage
