// Owns the scene before the evening starts: how to join, by code or by address, and who is here.
// Main thread. It must never show the chair's link.
#include <algorithm>
#include <string>

#include "paint/shapes.h"
#include "stage/scene.h"

namespace buurtkiosk::stage {

namespace {

// The address as people type it.
std::string typed(std::string url) {
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (url.starts_with(scheme)) url.erase(0, scheme.size());
    }
    if (url.ends_with('/')) url.pop_back();
    return url;
}

struct Code {
    std::string holds;
    std::string caption;
};

struct Step {
    std::string words;
    std::string address;  // in large letters below the words
};

// The codes side by side or one, with a caption above each. Gives the width they took, from the right edge.
float draw_codes(const SceneContext& context, const std::vector<Code>& codes, float most_width) {
    const Canvas& canvas = context.canvas;
    const Box area = context.area;
    if (codes.empty()) return 0.0F;
    const bool captions = codes.size() > 1;
    const float gap = canvas.b(2.0F);
    const float caption_height = captions ? canvas.line_height(bold_words) + canvas.b(0.5F) : 0.0F;
    const auto count = static_cast<float>(codes.size());
    const float most = std::min((most_width - gap * (count - 1.0F)) / count, area.height - caption_height);
    float x = area.right();
    float used = 0.0F;
    for (auto code = codes.rbegin(); code != codes.rend(); ++code) {
        const float side = canvas.qr_side(most, code->holds);
        x -= side;
        used += side;
        const float top = area.y + std::max(0.0F, (area.height - side - caption_height) * 0.45F);
        if (captions) canvas.text(x, top, code->caption, bold_words, side);
        canvas.qr(x, top + caption_height, most, code->holds);
        if (std::next(code) != codes.rend()) {
            x -= gap;
            used += gap;
        }
    }
    return used;
}

}  // namespace

SceneOutcome draw_lobby(const SceneContext& context) {
    const Canvas& canvas = context.canvas;
    const Texts& texts = context.texts;
    const host::HostInfo& host = context.snapshot.host;
    const Box area = context.area;
    const std::string address = typed(host.join_url);

    std::vector<Code> codes;
    std::vector<Step> steps;
    if (host.wifi && !host.wifi->name.empty()) {
        codes.push_back(
            {paint::wifi_code(host.wifi->name, host.wifi->password), texts("stage.lobby.code_wifi")});
        steps.push_back({texts("stage.lobby.step_wifi", {{"name", host.wifi->name}}), ""});
    }
    if (!host.join_url.empty()) {
        codes.push_back({host.join_url, texts("stage.lobby.code_join")});
        steps.push_back(
            {texts(codes.size() > 1 ? "stage.lobby.step_scan_right" : "stage.lobby.step_scan"), ""});
        steps.push_back({texts("stage.lobby.step_address"), address});
    }

    const float most_codes = std::min(area.width * (codes.size() > 1 ? 0.52F : 0.42F), area.height * 1.7F);
    const float taken = draw_codes(context, codes, most_codes);
    const float width = taken > 0.0F ? area.width - taken - canvas.b(3.0F) : area.width;

    // From the foot upwards: who is here.
    const std::string here = texts.counted("stage.people.room", context.view.room) + "  ·  " +
                             texts.counted("stage.people.home", context.view.home);
    Type people = soft_words;
    people = canvas.fit(here, people, {size_b::words, size_b::notes}, width, 2, area.height);
    const paint::TextSize here_size = canvas.measure(here, people, width);
    float foot = area.bottom() - here_size.height_px;
    canvas.text(area.x, foot, here, people, width);
    foot -= canvas.b(1.0F);

    // Above it: the steps.
    const float number_width = canvas.b(2.6F);
    float steps_height = 0.0F;
    const auto step_height = [&](const Step& step) {
        float height = canvas.measure(step.words, words, width - number_width).height_px;
        if (!step.address.empty()) {
            const Type large = canvas.fit(step.address, Type{size_b::heading, paint::Weight::bold},
                                          {size_b::heading, size_b::lead, size_b::words, size_b::notes},
                                          width - number_width, 1, area.height);
            height += canvas.measure(step.address, large, width - number_width).height_px;
        }
        return height;
    };
    for (const Step& step : steps) steps_height += step_height(step) + canvas.b(0.3F);
    const float steps_top = foot - steps_height;

    // What is left on top is the title's.
    const std::string title = context.view.title.empty() ? texts("stage.lobby.welcome") : context.view.title;
    const float room = steps_top - area.y - canvas.b(1.0F);
    Type large{size_b::large, paint::Weight::bold};
    large =
        canvas.fit(title, large, {size_b::large, size_b::heading, size_b::lead, size_b::words, size_b::notes},
                   width, 4, room);
    const float title_height = canvas.measure(title, large, width).height_px;
    const bool greets = !context.view.title.empty() && room - title_height > canvas.line_height(soft_words);
    float y = area.y;
    if (greets) {
        canvas.text(area.x, y, texts("stage.lobby.welcome"), soft_words, width);
        y += canvas.line_height(soft_words);
    }
    if (title_height <= room) canvas.text(area.x, y, title, large, width);

    y = steps_top;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const Step& step = steps[i];
        canvas.text(area.x, y, std::to_string(i + 1), bold_words);
        const Box box = canvas.text(area.x + number_width, y, step.words, words, width - number_width);
        if (!step.address.empty()) {
            const Type address_type =
                canvas.fit(step.address, Type{size_b::heading, paint::Weight::bold},
                           {size_b::heading, size_b::lead, size_b::words, size_b::notes},
                           width - number_width, 1, area.height);
            canvas.text(area.x + number_width, box.bottom(), step.address, address_type,
                        width - number_width);
        }
        y += step_height(step) + canvas.b(0.3F);
    }
    return {};
}

}  // namespace buurtkiosk::stage
