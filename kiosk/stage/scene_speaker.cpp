// Owns the scene of the speaker: who has the floor, who comes next and why, by which rules, and how the time
// is divided; what has no room together follows page by page. Main thread. It must never show a topic or a
// name that the public view does not hold.
#include <algorithm>
#include <optional>
#include <utility>

#include "stage/speaker_parts.h"

namespace buurtkiosk::stage {

namespace {

constexpr std::size_t enough_next = 3;  // as many of those who come next stay when the rules join them
constexpr std::size_t least_next = 2;   // as many stand below who speaks, however long their names are
constexpr float least_ring_b = 10.0F;   // its figures are then as large as a heading
constexpr float others_b = 7.4F;        // what rules and times need, when they stand there in turn
constexpr float others_least_b = 5.0F;  // where a wall has little room
constexpr float others_alone_b = 9.9F;  // and when nobody waits

// What stands together: below who speaks, or on a page of its own.
struct Band {
    NextPart next;
    std::vector<RulesPart> rules;
    std::vector<TimesPart> times;
    float height = 0.0F;
};

float band_gap(const Canvas& canvas) { return canvas.b(0.9F); }
float head_gap(const Canvas& canvas) { return canvas.b(0.8F); }

float highest(const std::vector<Band>& bands) {
    float most = 0.0F;
    for (const Band& band : bands) most = std::max(most, band.height);
    return most;
}

void add_height(const Canvas& canvas, Band& band, float height) {
    band.height += height + (band.height > 0.0F ? band_gap(canvas) : 0.0F);
}

// The rules and the times in bands of that size, as many parts in each as fit, in their order.
std::vector<Band> other_bands(const SceneContext& context, float width, float most_height, Room room) {
    const Canvas& canvas = context.canvas;
    std::vector<Band> bands;
    const auto with_room = [&](float height, bool own) -> Band& {
        if (own || bands.empty() || bands.back().height + band_gap(canvas) + height > most_height)
            bands.emplace_back();
        add_height(canvas, bands.back(), height);
        return bands.back();
    };
    bool first = true;
    for (RulesPart& part : plan_rules(context, width, most_height, room))
        with_room(part.height, std::exchange(first, false)).rules.push_back(std::move(part));
    // A page of the wall says one thing.
    first = room == Room::wall;
    for (TimesPart& part : plan_times(context, width, most_height, room))
        with_room(part.height, std::exchange(first, false)).times.push_back(std::move(part));
    return bands;
}

bool has_others(const views::QueueView& queue) {
    return queue.times || !rules_are_plain(queue) || queue.waiting.empty();
}

// Everything in one band: then the wall stands still.
std::optional<Band> all_together(const SceneContext& context, const std::string& label, float width,
                                 float most_height) {
    const Canvas& canvas = context.canvas;
    const views::QueueView& queue = context.view.queue;
    std::vector<Band> others = other_bands(context, width, most_height, Room::band);
    if (others.size() != 1) return std::nullopt;
    Band band = std::move(others.front());
    if (!queue.waiting.empty()) {
        band.next = plan_next(context, label, width, most_height - band.height - band_gap(canvas));
        if (band.next.rows.size() < std::min(queue.waiting.size(), enough_next)) return std::nullopt;
        add_height(canvas, band, band.next.height);
    }
    if (band.height > most_height) return std::nullopt;
    return band;
}

// Who comes next first, then the others.
std::vector<Band> plan_bands(const SceneContext& context, const std::string& label, float width,
                             float most_height) {
    const views::QueueView& queue = context.view.queue;
    std::vector<Band> bands;
    if (!has_others(queue) || most_height <= 0.0F) {
        bands.emplace_back().next = plan_next(context, label, width, most_height);
        bands.front().height = bands.front().next.height;
        return bands;
    }
    if (auto band = all_together(context, label, width, most_height)) return {std::move(*band)};
    if (!queue.waiting.empty()) {
        bands.emplace_back().next = plan_next(context, label, width, most_height);
        bands.front().height = bands.front().next.height;
    }
    for (Band& band : other_bands(context, width, most_height, Room::band)) bands.push_back(std::move(band));
    return bands;
}

void draw_band(const SceneContext& context, const Band& band, float x, float y) {
    const float gap = band_gap(context.canvas);
    float top = y;
    if (!band.next.rows.empty()) {
        draw_next(context, band.next, x, top);
        top += band.next.height + gap;
    }
    for (const TimesPart& part : band.times) {
        draw_times(context, part, x, top);
        top += part.height + gap;
    }
    for (const RulesPart& part : band.rules) {
        draw_rules(context, part, x, top);
        top += part.height + gap;
    }
}

// Which of them stands there: who comes next twice as long as any other.
std::vector<std::size_t> turns_of(const std::vector<Band>& bands) {
    if (bands.size() <= 1) return {0};
    std::vector<std::size_t> turns;
    const bool next_returns = !bands.front().next.rows.empty();
    for (std::size_t i = next_returns ? 1 : 0; i < bands.size(); ++i) {
        if (next_returns) turns.insert(turns.end(), {0, 0});
        turns.push_back(i);
    }
    return turns;
}

std::size_t turn_now(const SceneContext& context, const std::vector<std::size_t>& turns,
                     SceneOutcome& outcome) {
    outcome.pages = turns.size();
    const std::size_t page = context.page % turns.size();
    outcome.as_before = turns[page] == turns[(page + turns.size() - 1) % turns.size()];
    return turns[page];
}

SceneOutcome draw_nobody(const SceneContext& context) {
    const Canvas& canvas = context.canvas;
    const views::QueueView& queue = context.view.queue;
    const Box area = context.area;
    std::string what = context.texts(queue.open ? "stage.speaker.nobody" : "stage.speaker.closed");
    if (!queue.waiting.empty()) {
        what =
            context.texts.counted("stage.speaker.waiting", static_cast<std::int64_t>(queue.waiting.size()));
    }
    std::string how;
    if (queue.open) how = context.texts("stage.speaker.how");

    SceneOutcome outcome;
    const std::string label = context.texts("stage.speaker.soon");
    const float gap = canvas.b(1.2F);
    const auto room_below = [&] {
        const Type large =
            canvas.fit(what, Type{size_b::large, paint::Weight::bold},
                       {size_b::large, size_b::heading, size_b::lead}, area.width, 2, area.height * 0.5F);
        float least = canvas.measure(what, large, area.width).height_px;
        if (!how.empty()) least += canvas.b(1.0F) + canvas.measure(how, soft_words, area.width).height_px;
        return area.height - least - gap;
    };
    // How to ask gives way to who comes next.
    if (next_height(context, label, area.width, least_next) > room_below()) how.clear();
    const float below = room_below();
    // Who comes next, below how many they are; on a page of their own where there is no room for both.
    Band first;
    first.next = plan_next(context, label, area.width, below);
    const bool together = queue.waiting.empty() || !first.next.rows.empty();
    if (!together) first.next = plan_next(context, label, area.width, area.height);
    first.height = first.next.height;
    std::vector<Band> pages;
    if (queue.times || !rules_are_plain(queue)) {
        pages = other_bands(context, area.width, area.height, Room::wall);
    } else if (queue.waiting.empty()) {
        std::vector<RulesPart> rules = plan_rules(context, area.width, below, Room::band);
        if (rules.size() == 1 && rules.front().height <= below) {
            first.height = rules.front().height;
            first.rules = std::move(rules);
        }
    }
    pages.insert(pages.begin(), first);
    outcome.pages = pages.size();
    const std::size_t page = context.page % pages.size();
    if (page > 0 || !together) {
        const float spare = std::max(0.0F, area.height - pages[page].height);
        draw_band(context, pages[page], area.x, area.y + spare / 2.0F);
        return outcome;
    }
    SceneContext above = context;
    if (first.height > 0.0F) above.area.height -= first.height + gap;
    draw_coming(above, what, how);
    draw_band(context, first, area.x, area.bottom() - first.height);
    return outcome;
}

// Who speaks, as large as what has to stand below leaves room for; nothing where the wall is too small for
// both.
std::optional<SpeakerPart> head_above(const SceneContext& context, const views::SpeakingView& speaking,
                                      float band_height) {
    const Canvas& canvas = context.canvas;
    const Box area = context.area;
    const bool upright = area.height > area.width * 1.1F;
    const float ring = ring_for_big_figures(canvas);
    float most = area.height - band_height - head_gap(canvas);
    if (!upright) most = std::min(most, ring);
    if (most <= 0.0F) return std::nullopt;
    SpeakerPart head = plan_speaker(context, speaking, area.width, most, ring);
    if (!head.fits || (speaking.limit_s > 0 && head.diameter < canvas.b(least_ring_b))) return std::nullopt;
    return head;
}

float least_band(const SceneContext& context, const std::string& label, std::size_t count) {
    const Canvas& canvas = context.canvas;
    const views::QueueView& queue = context.view.queue;
    if (queue.waiting.empty() && count == 0) return canvas.b(others_least_b);
    if (queue.waiting.empty())
        return rules_are_plain(queue) && !queue.times ? 2.0F * canvas.line_height(notes)
                                                      : canvas.b(others_alone_b);
    const float next = next_height(context, label, context.area.width, count);
    return has_others(queue) ? std::max(next, canvas.b(others_b)) : next;
}

// In the last fifth of the time and after it, nothing takes the place of who comes next.
bool rests(const SceneContext& context, const views::SpeakingView& speaking) {
    const auto time = views::time_left(speaking, context.now_ms);
    return time && time->little();
}

}  // namespace

SceneOutcome draw_speaker(const SceneContext& context) {
    const views::QueueView& queue = context.view.queue;
    if (!queue.speaking) return draw_nobody(context);
    const views::SpeakingView& speaking = *queue.speaking;
    const Canvas& canvas = context.canvas;
    const Box area = context.area;
    const std::string label =
        context.texts(speaking.interrupts ? "stage.speaker.next_after" : "stage.speaker.next");
    SceneOutcome outcome;
    if (const auto change_ms = times_change_ms(context)) outcome.change_at(*change_ms);

    // Room for those who come next, then who speaks as large as that allows; then the ring grows into what is
    // left.
    std::optional<SpeakerPart> head;
    const std::size_t fewest = queue.waiting.empty() ? 0 : 1;
    for (std::size_t count = least_next + 1; count-- > fewest && !head;)
        head = head_above(context, speaking, least_band(context, label, count));
    const float line = running_line(context, speaking, std::nullopt, outcome) + band_gap(canvas);
    const float below = head ? area.height - head->height - head_gap(canvas) : area.height - line;
    const std::vector<Band> bands = plan_bands(context, label, area.width, below);
    std::vector<std::size_t> turns = turns_of(bands);
    if (rests(context, speaking)) turns = {0};
    const Band& band = bands[turn_now(context, turns, outcome)];
    if (!head) {
        // A wall too small for its hall: the time and the name in one line, which stays as well.
        running_line(context, speaking, area.y, outcome);
        draw_band(context, band, area.x, area.y + line);
        return outcome;
    }
    const float height = highest(bands);
    const float for_head = height > 0.0F ? area.height - height - head_gap(canvas) : area.height;
    const bool upright = area.height > area.width * 1.1F;
    if (!upright)
        head =
            plan_speaker(context, speaking, area.width, std::min(for_head, canvas.b(24.0F)), canvas.b(21.0F));
    draw_speaker_part(context, *head, {area.x, area.y, area.width, for_head}, outcome);
    draw_band(context, band, area.x, area.bottom() - height);
    return outcome;
}

}  // namespace buurtkiosk::stage
