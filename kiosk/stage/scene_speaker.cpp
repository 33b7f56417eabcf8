// Owns the scene of the speaker: who has the floor, who comes next and why, by which rules, and how the time
// is divided; what has no room together follows page by page. Main thread. It must never show a topic or a
// name that the public view does not hold.
#include <algorithm>

#include "stage/speaker_parts.h"

namespace buurtkiosk::stage {

namespace {

constexpr std::size_t enough_next = 3;  // as many of those who come next stay when the rules join them

// What stands together: below who speaks, or on a page of its own.
struct Band {
    NextPart next;
    std::vector<RulesPart> rules;
    std::vector<TimesPart> times;
    float height = 0.0F;
};

struct Bands {
    std::vector<Band> below;  // who speaks stands above each; the first shows who comes next
    std::vector<Band> alone;  // what needs the whole wall
    float highest() const {
        float most = 0.0F;
        for (const Band& band : below) most = std::max(most, band.height);
        return most;
    }
};

// The room that bands have below who speaks, and on a page of their own.
struct BandRoom {
    float width;
    float below;
    float alone;
};

float band_gap(const Canvas& canvas) { return canvas.b(0.9F); }

void add_height(const Canvas& canvas, Band& band, float height) {
    band.height += height + (band.height > 0.0F ? band_gap(canvas) : 0.0F);
}

// Bands with as many of the parts as fit in each, in their order.
std::vector<Band> spread(const Canvas& canvas, const std::vector<RulesPart>& rules,
                         const std::vector<TimesPart>& times, float most_height) {
    std::vector<Band> bands;
    const auto with_room = [&](float height) -> Band& {
        if (bands.empty() || bands.back().height + band_gap(canvas) + height > most_height)
            bands.emplace_back();
        add_height(canvas, bands.back(), height);
        return bands.back();
    };
    for (const TimesPart& part : times) with_room(part.height).times.push_back(part);
    for (const RulesPart& part : rules) with_room(part.height).rules.push_back(part);
    return bands;
}

// Everything in one band: then the wall stands still.
std::optional<Band> all_together(const SceneContext& context, const std::string& label,
                                 const BandRoom& room) {
    const Canvas& canvas = context.canvas;
    const views::QueueView& queue = context.view.queue;
    Band band;
    band.rules = plan_rules(context, room.width, room.below);
    band.times = plan_times(context, room.width, room.below, false);
    if (band.rules.size() != 1 || (queue.times && band.times.empty())) return std::nullopt;
    float others = band.rules.front().height;
    if (!band.times.empty()) others += band_gap(canvas) + band.times.front().height;
    if (!queue.waiting.empty()) {
        band.next = plan_next(context, label, room.width, room.below - others - band_gap(canvas));
        if (band.next.rows.size() < std::min(queue.waiting.size(), enough_next)) return std::nullopt;
        add_height(canvas, band, band.next.height);
    }
    add_height(canvas, band, others);
    if (band.height > room.below) return std::nullopt;
    return band;
}

Bands plan_bands(const SceneContext& context, const std::string& label, const BandRoom& room) {
    constexpr std::size_t most_below = 3;
    const Canvas& canvas = context.canvas;
    const views::QueueView& queue = context.view.queue;
    const bool any_room = room.below >= canvas.line_height(notes);
    if (any_room) {
        if (auto band = all_together(context, label, room)) return {{std::move(*band)}, {}};
    }
    Bands bands;
    if (!queue.waiting.empty()) {
        Band first;
        first.next = plan_next(context, label, room.width, room.below);
        const bool has_room = !first.next.rows.empty();
        if (!has_room) first.next = plan_next(context, label, room.width, room.alone);
        first.height = first.next.height;
        (has_room ? bands.below : bands.alone).push_back(std::move(first));
        // The reasons beside the names say it.
        if (!queue.times && rules_are_plain(queue)) return bands;
        if (!has_room) {
            // Who speaks has the other pages to themselves.
            for (Band& band : spread(canvas, plan_rules(context, room.width, room.alone),
                                     plan_times(context, room.width, room.alone, true), room.alone))
                bands.alone.push_back(std::move(band));
            return bands;
        }
    }
    const std::vector<RulesPart> rules =
        any_room ? plan_rules(context, room.width, room.below) : std::vector<RulesPart>{};
    const std::vector<TimesPart> times = plan_times(context, room.width, room.below, false);
    std::vector<Band> others = spread(canvas, rules, times, room.below);
    const bool all_fit = std::all_of(others.begin(), others.end(),
                                     [&](const Band& band) { return band.height <= room.below; });
    if (any_room && all_fit && others.size() < most_below && (!queue.times || !times.empty())) {
        for (Band& band : others) bands.below.push_back(std::move(band));
        return bands;
    }
    bands.alone = spread(canvas, plan_rules(context, room.width, room.alone),
                         plan_times(context, room.width, room.alone, true), room.alone);
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

// What one page shows: who speaks with the band below, or a band alone.
struct Page {
    const Band* below = nullptr;  // null: who speaks has the whole wall
    const Band* alone = nullptr;
};

// Who comes next returns after each of the others, and so does who speaks where the wall is too small for
// both.
std::vector<Page> pages_of(const Bands& bands) {
    std::vector<Page> others;
    const bool first_returns = bands.below.empty() || !bands.below.front().next.rows.empty();
    const Page main{bands.below.empty() ? nullptr : &bands.below.front(), nullptr};
    for (std::size_t i = first_returns ? 1 : 0; i < bands.below.size(); ++i)
        others.push_back({&bands.below[i], nullptr});
    for (const Band& band : bands.alone) others.push_back({nullptr, &band});
    if (!first_returns) return others;
    if (others.empty()) return {main};
    std::vector<Page> pages;
    for (const Page& other : others) {
        pages.push_back(main);
        pages.push_back(other);
    }
    return pages;
}

Page page_of(const SceneContext& context, const std::vector<Page>& pages, SceneOutcome& outcome) {
    outcome.pages = pages.size();
    return pages[context.page % pages.size()];
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
    const Type large =
        canvas.fit(what, Type{size_b::large, paint::Weight::bold},
                   {size_b::large, size_b::heading, size_b::lead}, area.width, 2, area.height * 0.5F);
    float least = canvas.measure(what, large, area.width).height_px;
    if (!how.empty()) least += canvas.b(1.0F) + canvas.measure(how, soft_words, area.width).height_px;
    const float gap = canvas.b(1.2F);
    const Bands bands = plan_bands(context, context.texts("stage.speaker.soon"),
                                   {area.width, area.height - least - gap, area.height});
    const Page page = page_of(context, pages_of(bands), outcome);
    if (page.alone != nullptr) {
        draw_band(context, *page.alone, area.x, area.y);
        return outcome;
    }
    SceneContext above = context;
    if (page.below != nullptr) above.area.height -= bands.highest() + gap;
    draw_coming(above, what, how);
    if (page.below != nullptr) draw_band(context, *page.below, area.x, area.bottom() - bands.highest());
    return outcome;
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
    const float gap = canvas.b(0.8F);
    const float ring = ring_for_big_figures(canvas);
    SceneOutcome outcome;
    if (const auto change_ms = times_change_ms(context)) outcome.change_at(*change_ms);

    // Who speaks as large as needed, and below it what follows; then the ring grows into what is left.
    const bool upright = area.height > area.width * 1.1F;
    const float most_head = std::min(area.height, upright ? area.height * 0.7F : ring);
    SpeakerPart head = plan_speaker(context, speaking, area.width, most_head, ring);
    const float line = running_line(context, speaking, std::nullopt, outcome) + band_gap(canvas);
    const Bands bands =
        plan_bands(context, label, {area.width, area.height - head.height - gap, area.height - line});
    const Page page = page_of(context, pages_of(bands), outcome);
    if (page.alone != nullptr) {
        running_line(context, speaking, area.y, outcome);
        draw_band(context, *page.alone, area.x, area.y + line);
        return outcome;
    }
    const float height = bands.highest();
    const float for_head = page.below == nullptr ? area.height : area.height - height - gap;
    if (!upright || page.below == nullptr)
        head =
            plan_speaker(context, speaking, area.width, std::min(for_head, canvas.b(24.0F)), canvas.b(21.0F));
    draw_speaker_part(context, head, {area.x, area.y, area.width, for_head}, outcome);
    if (page.below != nullptr) draw_band(context, *page.below, area.x, area.bottom() - height);
    return outcome;
}

}  // namespace buurtkiosk::stage
