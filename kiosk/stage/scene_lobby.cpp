// Owns the scene before the evening starts: how to join, by code or by address, and who is here.
// Main thread. It must never show the chair's link.
#include <algorithm>
#include <string>
#include <vector>

#include "paint/shapes.h"
#include "stage/scene.h"

namespace buurtkiosk::stage {

namespace {

struct Code {
    std::string holds;
    std::string caption;
};

struct Step {
    std::string words;
    std::string address;  // in large letters below the words
    std::string detail;   // below the words, as large as they are, and never hyphenated
};

// The address as people type it.
std::string typed(std::string url) {
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (url.starts_with(scheme)) url.erase(0, scheme.size());
    }
    if (url.ends_with('/')) url.pop_back();
    return url;
}

// One code, or two side by side with a caption above each. Gives the width they took, from the right edge.
float draw_codes(const SceneContext& context, const std::vector<Code>& codes, float most_width) {
    const Canvas& canvas = context.canvas;
    const Box area = context.area;
    if (codes.empty()) return 0.0F;
    const float gap = canvas.b(2.0F);
    const float caption_height = codes.size() > 1 ? canvas.line_height(bold_words) + canvas.b(0.3F) : 0.0F;
    const auto count = static_cast<float>(codes.size());
    const float most = std::min((most_width - gap * (count - 1.0F)) / count, area.height - caption_height);
    // The same number of modules, so that neither code looks the more important one.
    int modules = 0;
    for (const Code& code : codes) modules = std::max(modules, Canvas::qr_modules(code.holds));
    // Captions of one size; where they are broader than their codes, only their numbers.
    const auto fits = [&](const Type& type) {
        return std::all_of(codes.begin(), codes.end(), [&](const Code& code) {
            return canvas.measure(code.caption, type).width_px <= canvas.qr_side(most, code.holds, modules);
        });
    };
    const Type caption = fits(bold_words) ? bold_words : resized(bold_words, size_b::notes);
    const bool captions_whole = fits(caption);
    float tallest = 0.0F;
    float used = gap * (count - 1.0F);
    for (const Code& code : codes) {
        const float side = canvas.qr_side(most, code.holds, modules);
        tallest = std::max(tallest, side);
        used += side;
    }
    const float top = area.y + std::max(0.0F, (area.height - tallest - caption_height) * 0.45F);
    float x = area.right() - used;
    for (const Code& code : codes) {
        if (codes.size() > 1) {
            canvas.text(x, top, code.caption.substr(0, captions_whole ? std::string::npos : 1), caption);
        }
        x += canvas.qr(x, top + caption_height, most, code.holds, modules).width + gap;
    }
    return used;
}

// In large letters when short; on two lines rather than small when long; never with a hyphen that is not its
// own.
Type address_type(const Canvas& canvas, const std::string& address, float width) {
    Type type{size_b::heading, paint::Weight::bold};
    type.whole_words = true;
    type = canvas.fit(address, type, {size_b::heading, size_b::lead, size_b::words}, width, 1, width);
    if (canvas.measure(address, type, width).lines == 1) return type;
    return canvas.fit(address, type, {size_b::words, size_b::notes}, width, 2, width);
}

// The numbered steps from y downwards, as wide as that. Gives their height; draws when asked to.
float steps_at(const SceneContext& context, const std::vector<Step>& steps, float y, float width,
               bool draws) {
    const Canvas& canvas = context.canvas;
    const float number_width = canvas.b(2.6F);
    const float words_width = width - number_width;
    const float x = context.area.x + number_width;
    float height = 0.0F;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const Step& step = steps[i];
        if (draws) {
            canvas.text(context.area.x, y + height, std::to_string(i + 1), bold_words);
            canvas.text(x, y + height, step.words, words, words_width);
        }
        height += canvas.measure(step.words, words, words_width).height_px;
        if (!step.detail.empty()) {
            Type type = bold_words;
            type.whole_words = true;
            type = canvas.fit(step.detail, type, {size_b::words, size_b::notes}, words_width, 1, words_width);
            if (draws) canvas.text(x, y + height, step.detail, type, words_width);
            height += canvas.measure(step.detail, type, words_width).height_px;
        }
        if (!step.address.empty()) {
            const Type type = address_type(canvas, step.address, words_width);
            if (draws) canvas.text(x, y + height, step.address, type, words_width);
            height += canvas.measure(step.address, type, words_width).height_px;
        }
        if (i + 1 < steps.size()) height += canvas.b(0.3F);
    }
    return height;
}

// Who is here and, when those at home need another address, that one. Gives the top of it; draws when asked
// to.
float draw_people(const SceneContext& context, float width, bool draws) {
    const Canvas& canvas = context.canvas;
    const Texts& texts = context.texts;
    const host::HostInfo& host = context.snapshot.host;
    std::vector<std::string> lines;
    if (host.public_url && *host.public_url != host.join_url) {
        lines.push_back(texts("stage.lobby.from_home", {{"address", typed(*host.public_url)}}));
    }
    const std::string room = texts.counted("stage.people.room", context.view.room);
    const std::string home = texts.counted("stage.people.home", context.view.home);
    if (canvas.measure(room + "  ·  " + home, soft_words).width_px <= width) {
        lines.push_back(room + "  ·  " + home);
    } else {
        lines.push_back(room);
        lines.push_back(home);
    }
    float y = context.area.bottom();
    for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
        Type type = soft_words;
        type.whole_words = true;
        type = canvas.fit(*line, type, {size_b::words, size_b::notes}, width, 2, context.area.height);
        y -= canvas.measure(*line, type, width).height_px;
        if (draws) canvas.text(context.area.x, y, *line, type, width);
    }
    return y;
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
    const bool wifi = host.wifi && !host.wifi->name.empty();
    if (wifi) {
        codes.push_back(
            {paint::wifi_code(host.wifi->name, host.wifi->password), texts("stage.lobby.code_wifi")});
        const std::string& password = host.wifi->password;
        steps.push_back(
            {texts("stage.lobby.step_wifi", {{"name", host.wifi->name}}), "",
             password.empty() ? "" : texts("stage.lobby.wifi_password", {{"password", password}})});
    }
    if (!host.join_url.empty()) {
        codes.push_back({host.join_url, texts("stage.lobby.code_join")});
        if (wifi) {
            steps.push_back({texts("stage.lobby.step_scan_or"), address, ""});
        } else {
            steps.push_back({texts("stage.lobby.step_scan"), "", ""});
            steps.push_back({texts("stage.lobby.step_address"), address, ""});
        }
    }

    // The codes give way until the address stands on one line, but stay large enough for a phone in the tenth
    // row.
    Type plain = bold_words;
    plain.whole_words = true;
    const float for_words = canvas.measure(address, plain).width_px + canvas.b(2.8F);
    const float gap = canvas.b(3.0F);
    const float most_codes = area.width * (wifi ? 0.5F : 0.42F);
    const float least_codes = area.width * (wifi ? 0.42F : 0.3F);
    const float taken =
        draw_codes(context, codes, std::clamp(area.width - gap - for_words, least_codes, most_codes));
    const float width = taken > 0.0F ? area.width - taken - gap : area.width;

    // Where letters must be large, first the counts go, then the words of the steps but for the address.
    float foot = draw_people(context, width, false) - canvas.b(1.0F);
    if (foot - steps_at(context, steps, 0.0F, width, false) < area.y) {
        foot = area.bottom();
        while (steps.size() > 1 && steps_at(context, steps, 0.0F, width, false) > area.height) {
            steps.erase(steps.begin());
        }
    } else {
        draw_people(context, width, true);
    }
    const float steps_top = foot - steps_at(context, steps, 0.0F, width, false);
    steps_at(context, steps, steps_top, width, true);

    // What is left on top is the title's.
    const std::string title = context.view.title.empty() ? texts("stage.lobby.welcome") : context.view.title;
    const float room = steps_top - area.y - canvas.b(0.6F);
    const Type large = canvas.fit(
        title, Type{size_b::large, paint::Weight::bold},
        {size_b::large, size_b::heading, size_b::lead, size_b::words, size_b::notes}, width, 5, room);
    const float title_height = canvas.measure(title, large, width).height_px;
    if (title_height > room) return {};
    float y = area.y;
    if (!context.view.title.empty() && title_height + canvas.line_height(soft_words) <= room) {
        canvas.text(area.x, y, texts("stage.lobby.welcome"), soft_words, width);
        y += canvas.line_height(soft_words);
    }
    canvas.text(area.x, y, title, large, width);
    return {};
}

}  // namespace buurtkiosk::stage
