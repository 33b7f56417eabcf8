// Owns finding Noto Sans by fontconfig and baking it into the current ImGui context's atlas.
// Main thread. It must never be needed by the stage.
#include "paint/console_fonts.h"

#include <fontconfig/fontconfig.h>

#include <cstddef>
#include <iterator>
#include <string>

#include "imgui_freetype.h"
#include "paint/code_points.h"

namespace buurtkiosk::paint {

namespace {

std::string font_file(bool bold) {
    std::string path;
    FcPattern* wanted = FcPatternCreate();
    FcPatternAddString(wanted, FC_FAMILY, reinterpret_cast<const FcChar8*>("Noto Sans"));
    FcPatternAddInteger(wanted, FC_WEIGHT, bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR);
    FcPatternAddInteger(wanted, FC_SLANT, FC_SLANT_ROMAN);
    FcConfigSubstitute(nullptr, wanted, FcMatchPattern);
    FcDefaultSubstitute(wanted);
    FcResult result = FcResultNoMatch;
    FcPattern* found = FcFontMatch(nullptr, wanted, &result);
    FcChar8* file = nullptr;
    if (found != nullptr && FcPatternGetString(found, FC_FILE, 0, &file) == FcResultMatch) {
        path = reinterpret_cast<const char*>(file);
    }
    if (found != nullptr) FcPatternDestroy(found);
    FcPatternDestroy(wanted);
    return path;
}

// Pairs of first and last code point; ImGui keeps the pointer, so they live as long as the program.
// No arrows and no minus: Noto Sans does not have them, and a question mark would stand there.
constexpr ImWchar ranges[] = {0x0020, 0x024F, 0x1E00, 0x1EFF, 0x2010, 0x2027,
                              0x2030, 0x203A, 0x20AC, 0x20AC, 0};

}  // namespace

ConsoleFonts load_console_fonts(float size_px) {
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
    atlas.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
    atlas.Flags |= ImFontAtlasFlags_NoPowerOfTwoHeight;
    const auto add = [&atlas](bool bold, float size) -> ImFont* {
        const std::string path = font_file(bold);
        // By Noto Sans' own line an em fills 1/1.362 of what ImGui calls a font's size.
        ImFont* font =
            path.empty() ? nullptr : atlas.AddFontFromFileTTF(path.c_str(), size * 1.362F, nullptr, ranges);
        return font != nullptr ? font : atlas.AddFontDefault();
    };
    ConsoleFonts fonts;
    fonts.regular = add(false, size_px);
    fonts.small = add(false, size_px * 0.875F);
    fonts.bold = add(true, size_px);
    fonts.large = add(true, size_px * 1.6F);
    ImGui::GetIO().FontDefault = fonts.regular;
    return fonts;
}

bool console_fonts_hold(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = code_point_at(text, at);
        at += point.length;
        bool held = point.code == U'\n';
        for (std::size_t i = 0; i + 1 < std::size(ranges) && !held; i += 2) {
            held = point.code >= ranges[i] && point.code <= ranges[i + 1];
        }
        if (!held) return false;
    }
    return true;
}

}  // namespace buurtkiosk::paint
