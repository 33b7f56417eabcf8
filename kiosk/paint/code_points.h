// Owns walking through UTF-8 one code point at a time, for the files of this folder.
// Any thread. It must never judge a text: what is not UTF-8 counts as single bytes of U+FFFD.
#pragma once

#include <glib.h>

#include <cstddef>
#include <string_view>

namespace buurtkiosk::paint {

struct CodePoint {
    char32_t code = 0xFFFD;
    std::size_t length = 1;  // in bytes
};

inline CodePoint code_point_at(std::string_view text, std::size_t at) {
    const gunichar code = g_utf8_get_char_validated(text.data() + at, static_cast<gssize>(text.size() - at));
    constexpr auto invalid = static_cast<gunichar>(-2);
    if (code >= invalid) return {};
    return {static_cast<char32_t>(code), static_cast<std::size_t>(g_unichar_to_utf8(code, nullptr))};
}

}  // namespace buurtkiosk::paint
