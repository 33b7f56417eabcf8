// Owns the scene of the speaker: who has the floor, who comes next and why, by which rules, and how the time
// is divided; what has no room together follows page by page. Main thread. It must never show a topic or a
// name that the public view does not hold.
#include <algorithm>

#include "stage/speaker_parts.h"

namespace buurtkiosk::stage {

namespace {

constexpr std::size_t enough_next = 3;  // as many of those who come next stay when the rules join them

// What stands together below who speaks.
struct Band {
    NextPart next;
    std::vector<RulesPart> rules;
    std::vector<TimesPart> times;
    float height = 0.0F;
};

struct Bands {
    std::vector<Band> all;     // the first shows who comes next, when somebody waits
    bool without_next = true;  // somebody waits, but not even the first had room
    float highest() const {
        float most = 0.0F;
        for (const Band& band : all) most = std::max(most, band.height);
        return most;
    }
};

float band_gap(const Canvas& canvas) { return canvas.b(0.9F); }

void add_height(const Canvas& canvas, Band& band, float height) {
    band.height += height + (band.height > 0.0F ? band_gap(canvas) : 0.0F);
}

// Fills each band with as many of the parts as fit, in their order.
void spread(const Canvas& canvas, Bands& bands, const std::vector<RulesPart>& rules,
            const std::vector<TimesPart>& times, float most_height) {
    const auto with_room = [&](float height) -> Band& {
        // Who comes next keeps a band of their own.
        const bool joins = !bands.all.empty() && bands.all.back().next.rows.empty() &&
                           bands.all.back().height + band_gap(canvas) + height <= most_height;
        if (!joins) bands.all.emplace_back();
        add_height(canvas, bands.all.back(), height);
        return bands.all.back();
    };
    for (const RulesPart& part : rules) with_room(part.height).rules.push_back(part);
    for (const TimesPart& part : times) with_room(part.height).times.push_back(part);
}

Bands plan_bands(const SceneContext& context, const std::string& label, float width, float most_height) {
    const Canvas& canvas = context.canvas;
    const views::QueueView& queue = context.view.queue;
    const std::vector<RulesPart> rules = plan_rules(context, width, most_height);
    const std::vector<TimesPart> times = plan_times(context, width, most_height);
    Bands bands;
    if (rules.size() == 1 && times.size() <= 1) {
        float others = rules.front().height;
        if (!times.empty()) others += band_gap(canvas) + times.front().height;
        const NextPart next = plan_next(context, label, width, most_height - others - band_gap(canvas));
        if (next.rows.size() >= std::min(queue.waiting.size(), enough_next) && others <= most_height) {
            Band& together = bands.all.emplace_back();
            if (!next.rows.empty()) add_height(canvas, together, next.height);
            together.next = next;
            together.rules = rules;
            together.times = times;
            add_height(canvas, together, others);
            bands.without_next = false;
            return bands;
        }
    }
    if (!queue.waiting.empty()) {
        Band& first = bands.all.emplace_back();
        first.next = plan_next(context, label, width, most_height);
        first.height = first.next.height;
        bands.without_next = first.next.rows.empty();
        if (bands.without_next) bands.all.clear();
        // The reasons beside the names say it.
        if (!bands.without_next && times.empty() && rules_are_plain(queue)) return bands;
    } else {
        bands.without_next = false;
    }
    spread(canvas, bands, rules, times, most_height);
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

// Which band stands on which page: who comes next returns after each of the others.
std::vector<std::size_t> in_turn(std::size_t bands, bool first_returns) {
    std::vector<std::size_t> pages;
    for (std::size_t i = 0; i < bands; ++i) {
        if (first_returns && i > 1) pages.push_back(0);
        pages.push_back(i);
    }
    return pages;
}

const Band& band_of_page(const SceneContext& context, const Bands& bands, SceneOutcome& outcome) {
    const std::vector<std::size_t> pages = in_turn(bands.all.size(), !bands.all.front().next.rows.empty());
    outcome.pages = pages.size();
    return bands.all[pages[context.page % pages.size()]];
}

// Head and bands have no room together: the head is every other page.
template <class DrawHead, class DrawLine>
void draw_apart(const SceneContext& context, const Bands& bands, float line_height, const DrawHead& draw_head,
                const DrawLine& draw_line, SceneOutcome& outcome) {
    outcome.pages = std::max<std::size_t>(1, 2 * bands.all.size());
    const std::size_t page = context.page % outcome.pages;
    if (page % 2 == 0) {
        draw_head();
        return;
    }
    draw_line();
    const float top = line_height > 0.0F ? line_height + band_gap(context.canvas) : 0.0F;
    draw_band(context, bands.all[page / 2], context.area.x, context.area.y + top);
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
    const std::string label = context.texts("stage.speaker.soon");
    const Bands beside = plan_bands(context, label, area.width, area.height - least - gap);
    if (!beside.without_next && beside.highest() <= area.height - least - gap) {
        const float height = beside.highest();
        SceneContext above = context;
        above.area.height -= height + gap;
        draw_coming(above, what, how);
        draw_band(context, band_of_page(context, beside, outcome), area.x, area.bottom() - height);
        return outcome;
    }
    const Bands apart = plan_bands(context, label, area.width, area.height);
    draw_apart(
        context, apart, 0.0F, [&] { draw_coming(context, what, how); }, [] {}, outcome);
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
        context.texts(speaking.interrupted ? "stage.speaker.next_after" : "stage.speaker.next");
    const float gap = canvas.b(0.8F);
    const float ring = ring_for_big_figures(canvas);
    SceneOutcome outcome;
    if (const auto change_ms = times_change_ms(context)) outcome.change_at(*change_ms);

    // Who speaks as large as needed, and below it what follows; then the ring grows into what is left.
    const bool upright = area.height > area.width * 1.1F;
    const float most_head = std::min(area.height, upright ? area.height * 0.7F : ring);
    SpeakerPart head = plan_speaker(context, speaking, area.width, most_head, ring);
    const float room = area.height - head.height - gap;
    const Bands beside = room > 0.0F ? plan_bands(context, label, area.width, room) : Bands{};
    if (!beside.without_next && beside.highest() <= room) {
        const float height = beside.highest();
        const float for_head = area.height - height - gap;
        if (!upright)
            head = plan_speaker(context, speaking, area.width, std::min(for_head, canvas.b(24.0F)),
                                std::min(for_head, canvas.b(21.0F)));
        draw_speaker_part(context, head, {area.x, area.y, area.width, for_head}, outcome);
        draw_band(context, band_of_page(context, beside, outcome), area.x, area.bottom() - height);
        return outcome;
    }
    const float line = running_line(context, speaking, std::nullopt, outcome);
    const Bands apart = plan_bands(context, label, area.width, area.height - line - band_gap(canvas));
    draw_apart(
        context, apart, line,
        [&] {
            draw_speaker_part(context,
                              plan_speaker(context, speaking, area.width, area.height, canvas.b(21.0F)), area,
                              outcome);
        },
        [&] { running_line(context, speaking, area.y, outcome); }, outcome);
    return outcome;
}

}  // namespace buurtkiosk::stage
