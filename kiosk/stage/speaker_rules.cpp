// Owns the rules as the wall says them, and the bars of how the speaking time is divided.
// Main thread. It must never show what one person has spoken.
#include <algorithm>
#include <cmath>

#include "stage/speaker_parts.h"
#include "views/queue_words.h"

namespace buurtkiosk::stage {

namespace {

constexpr std::int64_t second_ms = 1'000;
constexpr std::int64_t minute_ms = 60'000;
constexpr Type state_words{.size = size_b::notes, .weight = paint::Weight::bold};

// --- the rules ---

std::string state_text(const SceneContext& context) {
    const views::QueueView& queue = context.view.queue;
    if (!queue.open) return context.texts("stage.speaker.list_closed");
    return queue.rules.replies_open ? "" : context.texts("stage.speaker.replies_closed");
}

std::vector<std::string> rule_texts(const SceneContext& context) {
    const views::QueueView& queue = context.view.queue;
    const views::Say say = [&](std::string_view key, const std::vector<TextParameter>& parameters) {
        return context.texts(key, parameters);
    };
    std::vector<std::string> sentences{views::rules_words(say, queue.rules)};
    if (queue.rules.order.empty()) return sentences;
    sentences.push_back(queue.rules.overtake_most == 0
                            ? context.texts("stage.speaker.overtaken_never")
                            : context.texts.counted("stage.speaker.overtaken", queue.rules.overtake_most));
    return sentences;
}

RulesPart rules_part(const SceneContext& context, std::string state, std::string rules, const Type& type,
                     float width) {
    const Canvas& canvas = context.canvas;
    RulesPart part{std::move(state), std::move(rules), type, width, 0.0F};
    if (!part.state.empty())
        part.height += canvas.measure(part.state, resized(state_words, type.size), width).height_px;
    if (!part.rules.empty()) part.height += canvas.measure(part.rules, type, width).height_px;
    return part;
}

// --- the times ---

// Bars move by the minute, by ten seconds before the first: what moves less is calmer.
std::int64_t step_ms(std::int64_t spoken) { return spoken < minute_ms ? 10 * second_ms : minute_ms; }

TimesCell cell(const SceneContext& context, std::string label, std::optional<paint::Icon> icon,
               std::int64_t spoken) {
    const std::int64_t unit = step_ms(spoken);
    TimesCell made{std::move(label), icon, spoken / unit * unit, ""};
    made.words = spoken < minute_ms ? context.texts.counted("stage.times.seconds", made.shown_ms / second_ms)
                                    : context.texts.counted("stage.times.minutes", made.shown_ms / minute_ms);
    return made;
}

// What the turn that runs adds to a place or a group.
std::int64_t running_ms(const SceneContext& context) {
    const auto& speaking = context.view.queue.speaking;
    return speaking ? spoken_ms(*speaking, context.now_ms) : 0;
}

struct Spoken {
    std::int64_t room_ms = 0;
    std::int64_t home_ms = 0;
    std::vector<std::pair<std::string, std::int64_t>> groups;
};

std::optional<Spoken> spoken_by_all(const SceneContext& context) {
    const views::QueueView& queue = context.view.queue;
    if (!queue.times) return std::nullopt;
    const std::int64_t running = running_ms(context);
    Spoken spoken{queue.times->room_ms, queue.times->home_ms, {}};
    if (queue.speaking)
        (queue.speaking->entry.place == views::Place::home ? spoken.home_ms : spoken.room_ms) += running;
    for (const auto& [group, finished_ms] : queue.times->groups_ms) {
        const auto named = std::find_if(context.view.groups.begin(), context.view.groups.end(),
                                        [&, id = group](const auto& one) { return one.id == id; });
        if (named == context.view.groups.end()) continue;
        const bool speaks = queue.speaking && queue.speaking->entry.group == group;
        spoken.groups.emplace_back(named->name, finished_ms + (speaks ? running : 0));
    }
    return spoken;
}

float bar_height(const Canvas& canvas) { return canvas.b(0.6F); }
float cell_height(const Canvas& canvas) {
    return canvas.line_height(notes) + bar_height(canvas) + canvas.b(0.3F);
}
float line_gap(const Canvas& canvas) { return canvas.b(0.5F); }
float cell_gap(const Canvas& canvas) { return canvas.b(2.5F); }
float label_icon(const Canvas& canvas) { return canvas.b(2.3F); }

float needed_width(const Canvas& canvas, const TimesCell& one) {
    return (one.icon ? label_icon(canvas) : 0.0F) + canvas.measure(one.label, notes).width_px +
           canvas.b(1.4F) + canvas.measure(one.words, notes).width_px;
}

std::size_t columns_for(const Canvas& canvas, const std::vector<TimesCell>& cells, float width) {
    constexpr std::size_t most_columns = 4;
    float needed = canvas.b(12.0F);
    for (const TimesCell& one : cells) needed = std::max(needed, needed_width(canvas, one));
    const float gap = cell_gap(canvas);
    const auto fit = static_cast<std::size_t>(std::max(1.0F, (width + gap) / (needed + gap)));
    return std::min(fit, most_columns);
}

void draw_cell(const Canvas& canvas, const TimesCell& one, std::int64_t most_ms, const Box& box) {
    const Type label{size_b::notes};
    const paint::TextSize size = canvas.measure(one.label, label);
    const float icon = one.icon ? label_icon(canvas) : 0.0F;
    if (one.icon) {
        const float side = canvas.b(1.6F);
        canvas.icon(*one.icon, box.x + side / 2.0F, box.y + size.first_baseline_px - canvas.b(0.6F), side,
                    canvas.palette().soft_text);
    }
    canvas.text(box.x + icon, box.y, one.label, label);
    canvas.text(box.right() - canvas.measure(one.words, label).width_px, box.y, one.words, label);
    const float share = most_ms > 0 ? static_cast<float>(one.shown_ms) / static_cast<float>(most_ms) : 0.0F;
    canvas.bar(box.x, box.y + canvas.line_height(notes), box.width, bar_height(canvas), share,
               canvas.palette().now(), canvas.palette().rule);
}

}  // namespace

bool rules_are_plain(const views::QueueView& queue) {
    return queue.open && queue.rules.order.empty() && queue.rules.replies_open;
}

std::vector<RulesPart> plan_rules(const SceneContext& context, float width, float most_height) {
    const std::string state = state_text(context);
    const std::vector<std::string> sentences = rule_texts(context);
    std::string all = sentences.front();
    for (std::size_t i = 1; i < sentences.size(); ++i) all += " " + sentences[i];
    const RulesPart together = rules_part(context, state, all, notes, width);
    if (together.height <= most_height) return {together};
    std::vector<RulesPart> parts;
    if (!state.empty()) {
        const std::string alone = sentences.size() > 1 ? sentences.back() : "";
        const RulesPart closed = rules_part(context, state, alone, notes, width);
        if (closed.height <= most_height && !alone.empty()) {
            // What is closed and how often somebody may be overtaken, then the order itself.
            parts.push_back(closed);
            for (std::string& piece :
                 split_to_fit(context.canvas, sentences.front(), notes, width, most_height))
                parts.push_back(rules_part(context, "", std::move(piece), notes, width));
            return parts;
        }
        parts.push_back(rules_part(context, state, "", notes, width));
    }
    for (const std::string& sentence : sentences) {
        for (std::string& piece : split_to_fit(context.canvas, sentence, notes, width, most_height))
            parts.push_back(rules_part(context, "", std::move(piece), notes, width));
    }
    return parts;
}

void draw_rules(const SceneContext& context, const RulesPart& part, float x, float y) {
    const Canvas& canvas = context.canvas;
    float top = y;
    if (!part.state.empty())
        top += canvas.text(x, top, part.state, resized(state_words, part.type.size), part.width).height;
    if (!part.rules.empty()) canvas.text(x, top, part.rules, part.type, part.width);
}

std::vector<TimesPart> plan_times(const SceneContext& context, float width, float most_height) {
    const auto spoken = spoken_by_all(context);
    if (!spoken) return {};
    const Canvas& canvas = context.canvas;
    std::vector<TimesCell> places{
        cell(context, context.texts("stage.times.room"), paint::Icon::here, spoken->room_ms),
        cell(context, context.texts("stage.times.home"), paint::Icon::home, spoken->home_ms)};
    std::vector<TimesCell> groups;
    for (const auto& [name, ms] : spoken->groups) groups.push_back(cell(context, name, std::nullopt, ms));

    // The scale is that of all of them, so that bars may be compared.
    std::int64_t most_ms = 0;
    std::vector<TimesCell> all = places;
    all.insert(all.end(), groups.begin(), groups.end());
    for (const TimesCell& one : all) most_ms = std::max(most_ms, one.shown_ms);
    const std::size_t columns = columns_for(canvas, all, width);

    std::vector<std::vector<TimesCell>> lines;
    const auto add = [&](const std::vector<TimesCell>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (i % columns == 0) lines.emplace_back();
            lines.back().push_back(cells[i]);
        }
    };
    add(places);
    add(groups);
    const float label_height = canvas.line_height(notes);
    const float line = cell_height(canvas);
    const float gap = line_gap(canvas);
    const auto fitting = static_cast<std::size_t>(
        std::max(1.0F, std::floor((most_height - label_height + gap) / (line + gap) + 0.001F)));
    std::vector<TimesPart> parts;
    for (std::size_t from = 0; from < lines.size(); from += fitting) {
        TimesPart part{context.texts("stage.times.label"), {}, most_ms, columns, width};
        const std::size_t until = std::min(lines.size(), from + fitting);
        for (std::size_t i = from; i < until; ++i) part.lines.push_back(lines[i]);
        const auto count = static_cast<float>(part.lines.size());
        part.height = label_height + count * line + (count - 1.0F) * gap;
        parts.push_back(std::move(part));
    }
    return parts;
}

void draw_times(const SceneContext& context, const TimesPart& part, float x, float y) {
    const Canvas& canvas = context.canvas;
    canvas.text(x, y, part.label, notes);
    const float gap = cell_gap(canvas);
    const auto columns = static_cast<float>(part.columns);
    const float cell_width = (part.width - (columns - 1.0F) * gap) / columns;
    float top = y + canvas.line_height(notes);
    for (const auto& line : part.lines) {
        float left = x;
        for (const TimesCell& one : line) {
            draw_cell(canvas, one, part.most_ms, {left, top, cell_width, cell_height(canvas)});
            left += cell_width + gap;
        }
        top += cell_height(canvas) + line_gap(canvas);
    }
}

std::optional<std::int64_t> times_change_ms(const SceneContext& context) {
    const views::QueueView& queue = context.view.queue;
    if (!queue.times || !queue.speaking || queue.speaking->paused_ms) return std::nullopt;
    const auto spoken = spoken_by_all(context);
    std::optional<std::int64_t> next_ms;
    const auto consider = [&](std::int64_t ms) {
        const std::int64_t unit = step_ms(ms);
        const std::int64_t left_ms = (ms / unit + 1) * unit - ms;
        if (!next_ms || left_ms < *next_ms) next_ms = left_ms;
    };
    consider(queue.speaking->entry.place == views::Place::home ? spoken->home_ms : spoken->room_ms);
    for (const auto& [group, finished_ms] : queue.times->groups_ms) {
        if (queue.speaking->entry.group == group) consider(finished_ms + running_ms(context));
    }
    return context.now_ms + *next_ms;
}

}  // namespace buurtkiosk::stage
