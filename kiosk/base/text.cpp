// Owns how text is checked, cleaned, counted and folded, with ICU's data for what each character is.
// Runs on any thread; the break iterator is one for each thread. It must never include anything of a meeting.
#include "base/text.h"

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "base/limits.h"

namespace buurtkiosk::text {
namespace {

// Vietnamese, Hebrew and Arabic letters carry up to three marks, rarely four; more is decoration that climbs
// over other lines.
constexpr std::size_t max_marks_on_a_letter = 4;
// The longest emoji of Unicode (two people kissing, each with a skin tone) has ten code points, a family
// eleven; more in one grapheme is a flood that would count as one character.
constexpr std::size_t max_code_points_in_a_grapheme = 16;

constexpr UChar32 zero_width_joiner = 0x200D;
constexpr UChar32 zero_width_non_joiner = 0x200C;
constexpr UChar32 text_presentation = 0xFE0E;
constexpr UChar32 emoji_presentation = 0xFE0F;
constexpr UChar32 black_flag = 0x1F3F4;
constexpr UChar32 first_tag = 0xE0020;
constexpr UChar32 cancel_tag = 0xE007F;

using CodePoints = std::vector<UChar32>;

bool is_mask(UChar32 c, std::uint32_t mask) { return (U_GET_GC_MASK(c) & mask) != 0; }
bool is_mark(UChar32 c) { return is_mask(c, U_GC_M_MASK); }
bool is_letter(UChar32 c) { return is_mask(c, U_GC_L_MASK); }
bool is_white_space(UChar32 c) { return u_isUWhiteSpace(c) != 0; }
bool is_pictograph(UChar32 c) { return u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC) != 0; }
bool is_skin_tone(UChar32 c) { return u_hasBinaryProperty(c, UCHAR_EMOJI_MODIFIER) != 0; }
bool is_virama(UChar32 c) { return u_getCombiningClass(c) == 9; }
bool is_tag(UChar32 c) { return c >= first_tag && c <= cancel_tag; }

// What copying from a web page or a chat leaves at the edges of a text.
bool is_trimmed_at_edge(UChar32 c) {
    constexpr UChar32 zero_width_space = 0x200B, left_to_right_mark = 0x200E, right_to_left_mark = 0x200F,
                      arabic_letter_mark = 0x061C, byte_order_mark = 0xFEFF;
    return is_white_space(c) || c == zero_width_space || c == left_to_right_mark || c == right_to_left_mark ||
           c == arabic_letter_mark || c == byte_order_mark;
}

// White space within a line; tabs and line breaks are control characters and not among them.
bool is_space_in_line(UChar32 c) { return is_mask(c, U_GC_ZS_MASK); }

// Letters by their class that show nothing at all: the fillers of Hangul, and the empty Braille pattern.
bool is_blank_letter(UChar32 c) {
    return c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 || c == 0x2800;
}

// Nothing when the bytes are not well-formed UTF-8.
std::optional<icu::UnicodeString> decode(std::string_view utf8) {
    std::vector<char16_t> units(utf8.size());  // never more units than bytes
    std::int32_t length = 0;
    UErrorCode error = U_ZERO_ERROR;
    u_strFromUTF8(units.data(), static_cast<std::int32_t>(units.size()), &length, utf8.data(),
                  static_cast<std::int32_t>(utf8.size()), &error);
    if (U_FAILURE(error)) return std::nullopt;
    return icu::UnicodeString(units.data(), length);
}

icu::UnicodeString from_any_bytes(std::string_view utf8) {
    // ICU counts in 32 bits. No text of the kiosk comes near, but a caller's mistake must not become a crash.
    const auto length = static_cast<std::int32_t>(std::min<std::size_t>(utf8.size(), 1U << 28));
    return icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), length));
}

std::string to_utf8(const icu::UnicodeString& text) {
    std::string utf8;
    text.toUTF8String(utf8);
    return utf8;
}

CodePoints code_points_of(const icu::UnicodeString& text) {
    CodePoints points;
    points.reserve(static_cast<std::size_t>(text.length()));
    for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
        points.push_back(text.char32At(at));
    }
    return points;
}

icu::UnicodeString string_of(const UChar32* first, const UChar32* last) {
    return icu::UnicodeString::fromUTF32(first, static_cast<std::int32_t>(last - first));
}

// The boundaries of the graphemes of a text, in UTF-16 units, the end included.
std::vector<std::int32_t> grapheme_ends(const icu::UnicodeString& text) {
    thread_local const std::unique_ptr<icu::BreakIterator> breaks = [] {
        UErrorCode error = U_ZERO_ERROR;
        std::unique_ptr<icu::BreakIterator> made(
            icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), error));
        return U_SUCCESS(error) ? std::move(made) : nullptr;
    }();
    std::vector<std::int32_t> ends;
    if (breaks == nullptr) {  // ICU without its data: code points are the nearest thing
        for (std::int32_t at = 0; at < text.length();) ends.push_back(at = text.moveIndex32(at, 1));
        return ends;
    }
    breaks->setText(text);
    for (std::int32_t end = breaks->next(); end != icu::BreakIterator::DONE; end = breaks->next()) {
        ends.push_back(end);
    }
    return ends;
}

// --- which characters may stand where ---

bool joins_emoji(const CodePoints& points, std::size_t at) {
    std::size_t before = at;
    while (before > 0 && (points[before - 1] == emoji_presentation || is_skin_tone(points[before - 1])))
        --before;
    return before > 0 && is_pictograph(points[before - 1]) && at + 1 < points.size() &&
           is_pictograph(points[at + 1]);
}

bool may_join(const CodePoints& points, std::size_t at) {
    return (at > 0 && is_virama(points[at - 1])) || joins_emoji(points, at);
}

bool may_keep_apart(const CodePoints& points, std::size_t at) {
    return at > 0 && (is_letter(points[at - 1]) || is_mark(points[at - 1])) && at + 1 < points.size() &&
           is_letter(points[at + 1]);
}

// A variation selector belongs to the one character before it that has variants: an emoji, or a Han
// character.
bool may_vary(const CodePoints& points, std::size_t at) {
    if (at == 0) return false;
    if (points[at] == text_presentation || points[at] == emoji_presentation) {
        return u_hasBinaryProperty(points[at - 1], UCHAR_EMOJI) != 0;
    }
    return u_hasBinaryProperty(points[at - 1], UCHAR_IDEOGRAPHIC) != 0;
}

// The flags of England, Scotland and Wales: a black flag, letters as tags, a closing tag. Where such a flag
// starts, its length in code points; else 0.
std::size_t tagged_flag_length(const CodePoints& points, std::size_t at) {
    if (points[at] != black_flag) return 0;
    std::size_t end = at + 1;
    while (end < points.size() && is_tag(points[end]) && points[end] != cancel_tag) ++end;
    const bool closed = end > at + 1 && end < points.size() && points[end] == cancel_tag;
    return closed ? end + 1 - at : 0;
}

// Formatting characters (class Cf) and variation selectors, wherever they come from.
bool is_invisible(UChar32 c) {
    constexpr UChar32 combining_grapheme_joiner = 0x034F;
    return is_mask(c, U_GC_CF_MASK) || c == combining_grapheme_joiner || is_blank_letter(c) ||
           u_hasBinaryProperty(c, UCHAR_VARIATION_SELECTOR) != 0;
}

bool may_be_invisible_here(const CodePoints& points, std::size_t at) {
    const UChar32 c = points[at];
    if (c == zero_width_joiner) return may_join(points, at);
    if (c == zero_width_non_joiner) return may_keep_apart(points, at);
    if (u_hasBinaryProperty(c, UCHAR_VARIATION_SELECTOR) != 0) return may_vary(points, at);
    return false;
}

bool is_forbidden(UChar32 c) {
    constexpr UChar32 object_replacement = 0xFFFC, replacement = 0xFFFD;
    if (is_mask(c, U_GC_CC_MASK | U_GC_CO_MASK | U_GC_CS_MASK | U_GC_ZL_MASK | U_GC_ZP_MASK)) return true;
    // A character that this ICU does not know yet is fine when it stands where Unicode keeps room for new
    // emoji.
    if (is_mask(c, U_GC_CN_MASK)) return U_IS_UNICODE_NONCHAR(c) || !is_pictograph(c);
    return c == object_replacement || c == replacement;
}

// The line with single spaces, or nothing when it holds what no line may hold. points: NFC, trimmed.
std::optional<CodePoints> check_line(const CodePoints& points) {
    CodePoints line;
    line.reserve(points.size());
    std::size_t marks = 0;
    for (std::size_t at = 0; at < points.size(); ++at) {
        const UChar32 c = points[at];
        if (const std::size_t length = tagged_flag_length(points, at); length > 0) {
            line.insert(line.end(), points.begin() + static_cast<std::ptrdiff_t>(at),
                        points.begin() + static_cast<std::ptrdiff_t>(at + length));
            at += length - 1;
            marks = 0;
            continue;
        }
        if (is_forbidden(c)) return std::nullopt;
        if (is_space_in_line(c)) {
            if (!is_space_in_line(line.empty() ? 0 : line.back())) line.push_back(' ');
            continue;
        }
        if (is_invisible(c)) {
            if (!may_be_invisible_here(points, at)) return std::nullopt;
            line.push_back(c);
            continue;
        }
        if (is_mark(c)) {
            const bool lone = line.empty() || line.back() == ' ';
            if (lone || ++marks > max_marks_on_a_letter) return std::nullopt;
        } else {
            marks = 0;
        }
        line.push_back(c);
    }
    return line;
}

struct Line {
    TextProblem problem = TextProblem::none;
    CodePoints points;
};

Line read_line(std::string_view utf8) {
    if (utf8.size() > limits::text_bytes) return {TextProblem::too_long, {}};
    const std::optional<icu::UnicodeString> decoded = decode(utf8);
    if (!decoded) return {TextProblem::bad_text, {}};
    UErrorCode error = U_ZERO_ERROR;
    const icu::Normalizer2* composer = icu::Normalizer2::getNFCInstance(error);
    if (U_FAILURE(error)) return {TextProblem::bad_text, {}};
    const icu::UnicodeString composed = composer->normalize(*decoded, error);
    if (U_FAILURE(error)) return {TextProblem::bad_text, {}};

    CodePoints points = code_points_of(composed);
    const auto first = std::find_if_not(points.begin(), points.end(), is_trimmed_at_edge);
    const auto last =
        std::find_if_not(points.rbegin(), std::make_reverse_iterator(first), is_trimmed_at_edge);
    points = CodePoints(first, last.base());
    if (points.empty()) return {TextProblem::empty, {}};
    std::optional<CodePoints> line = check_line(points);
    if (!line) return {TextProblem::bad_text, {}};
    return {TextProblem::none, std::move(*line)};
}

TextCheck measured(const CodePoints& points, std::size_t max_graphemes) {
    const icu::UnicodeString text = string_of(points.data(), points.data() + points.size());
    const std::vector<std::int32_t> ends = grapheme_ends(text);
    std::int32_t start = 0;
    for (const std::int32_t end : ends) {
        if (static_cast<std::size_t>(text.countChar32(start, end - start)) > max_code_points_in_a_grapheme) {
            return {TextProblem::bad_text, {}, 0};
        }
        start = end;
    }
    if (ends.size() > max_graphemes) return {TextProblem::too_long, {}, ends.size()};
    return {TextProblem::none, to_utf8(text), ends.size()};
}

// --- one word ---

bool is_inside_word(UChar32 c) {
    constexpr UChar32 hyphen = 0x2010, non_breaking_hyphen = 0x2011, right_quote = 0x2019,
                      left_quote = 0x2018, middle_dot = 0x00B7, hebrew_geresh = 0x05F3,
                      hebrew_gershayim = 0x05F4;
    return c == '-' || c == '\'' || c == hyphen || c == non_breaking_hyphen || c == right_quote ||
           c == left_quote || c == middle_dot || c == hebrew_geresh || c == hebrew_gershayim;
}

// Signs that stand between words; an emoji is a symbol too, and glues nothing.
bool is_glue(UChar32 c) {
    return !is_inside_word(c) && (is_mask(c, U_GC_P_MASK | U_GC_SM_MASK) || c == '`') && !is_pictograph(c);
}

// "1️⃣" and "#️⃣" begin with a plain sign, which must stay.
bool begins_keycap(const CodePoints& points, std::size_t at) {
    constexpr UChar32 enclosing_keycap = 0x20E3;
    for (std::size_t next = at + 1; next < points.size() && next <= at + 2; ++next) {
        if (points[next] == enclosing_keycap) return true;
    }
    return false;
}

CodePoints without_surrounding_punctuation(const CodePoints& points) {
    const auto is_shed = [&](std::size_t at) {
        return (is_mask(points[at], U_GC_P_MASK) || points[at] == '`' || points[at] == ' ') &&
               !is_pictograph(points[at]) && !begins_keycap(points, at);
    };
    std::size_t first = 0;
    std::size_t last = points.size();
    // A sign goes with the marks upon it, lest they be left behind without a letter.
    while (first < last && (is_shed(first) || is_mark(points[first]))) ++first;
    for (std::size_t end = last; end > first; --end) {
        if (is_shed(end - 1)) {
            last = end - 1;
        } else if (!is_mark(points[end - 1])) {
            break;
        }
    }
    return {points.begin() + static_cast<std::ptrdiff_t>(first),
            points.begin() + static_cast<std::ptrdiff_t>(last)};
}

bool is_one_word(const CodePoints& points) {
    for (std::size_t at = 0; at < points.size(); ++at) {
        const UChar32 c = points[at];
        if (c == ' ') return false;
        if (!is_glue(c) || begins_keycap(points, at)) continue;
        const bool within_number = at > 0 && at + 1 < points.size() && u_isdigit(points[at - 1]) != 0 &&
                                   u_isdigit(points[at + 1]) != 0;
        const bool heart = c == '<' && at == 0 && at + 1 < points.size() && points[at + 1] == '3';
        if (!within_number && !heart) return false;
    }
    return true;
}

// --- folding ---

// Latin letters whose stroke or ligature is part of the letter, so that taking accents off does not reach it.
const char16_t* plain_latin(UChar32 c) {
    switch (c) {
        case 0x0131:
            return u"i";  // dotless i
        case 0x00E6:
            return u"ae";  // ae
        case 0x0153:
            return u"oe";  // oe
        case 0x00F8:
            return u"o";  // o with stroke
        case 0x0142:
            return u"l";  // l with stroke
        case 0x0111:
            return u"d";  // d with stroke
        case 0x00F0:
            return u"d";  // eth
        case 0x00FE:
            return u"th";  // thorn
        default:
            return nullptr;
    }
}

UChar32 plain_sign(UChar32 c) {
    switch (c) {
        case 0x0060:
        case 0x00B4:
        case 0x02BC:
        case 0x2018:
        case 0x2019:
        case 0x201B:
        case 0x2032:
            return '\'';
        case 0x2010:
        case 0x2011:
        case 0x2012:
        case 0x2013:
        case 0x2212:
            return '-';
        default:
            return c;
    }
}

bool is_arabic_vowel_or_tatweel(UChar32 c) {
    return (c >= 0x0610 && c <= 0x061A) || (c >= 0x064B && c <= 0x065F) || c == 0x0670 ||
           (c >= 0x06D6 && c <= 0x06DC) || (c >= 0x06DF && c <= 0x06E8) || (c >= 0x06EA && c <= 0x06ED) ||
           c == 0x0640;
}

UChar32 plain_arabic(UChar32 c) {
    switch (c) {
        case 0x0622:  // alef with madda
        case 0x0623:  // alef with hamza above
        case 0x0625:  // alef with hamza below
        case 0x0671:
            return 0x0627;  // alef wasla
        case 0x06CC:
            return 0x064A;  // Persian yeh
        case 0x06A9:
            return 0x0643;  // keheh
        default:
            return c;
    }
}

// At the end of a word many people type heh for teh marbuta and yeh for alef maqsura. Words of one or two
// letters are particles, where they are different words.
void fold_arabic_endings(CodePoints& points) {
    constexpr std::size_t least_letters = 3;
    std::size_t letters = 0;
    for (std::size_t at = 0; at < points.size(); ++at) {
        letters = is_letter(points[at]) ? letters + 1 : 0;
        const bool ends = at + 1 == points.size() || !is_letter(points[at + 1]);
        if (!ends || letters < least_letters) continue;
        if (points[at] == 0x0629) points[at] = 0x0647;
        if (points[at] == 0x0649) points[at] = 0x064A;
    }
}

CodePoints without_arabic_marks(const CodePoints& points) {
    CodePoints plain;
    plain.reserve(points.size());
    for (const UChar32 c : points) {
        if (!is_arabic_vowel_or_tatweel(c)) plain.push_back(plain_arabic(c));
    }
    return plain;
}

// decomposed: NFD. Takes the marks off Latin letters only: in Cyrillic or Devanagari they make another
// letter.
CodePoints without_latin_accents(const CodePoints& decomposed) {
    CodePoints plain;
    plain.reserve(decomposed.size());
    bool on_latin = false;
    for (const UChar32 c : decomposed) {
        if (is_mark(c)) {
            if (!on_latin) plain.push_back(c);
            continue;
        }
        UErrorCode error = U_ZERO_ERROR;
        on_latin = uscript_getScript(c, &error) == USCRIPT_LATIN;
        if (const char16_t* letters = plain_latin(c)) {
            for (; *letters != 0; ++letters) plain.push_back(*letters);
        } else {
            plain.push_back(c);
        }
    }
    return plain;
}

CodePoints with_single_spaces(const CodePoints& points) {
    CodePoints single;
    single.reserve(points.size());
    for (const UChar32 c : points) {
        if (!is_white_space(c)) {
            single.push_back(c);
        } else if (!single.empty() && single.back() != ' ') {
            single.push_back(' ');
        }
    }
    if (!single.empty() && single.back() == ' ') single.pop_back();
    return single;
}

// Most words are plain ASCII, and need none of the above.
std::optional<std::string> fold_ascii(std::string_view text) {
    std::string folded;
    folded.reserve(text.size());
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x80) return std::nullopt;
        if (byte == ' ' || (byte >= 0x09 && byte <= 0x0D)) {
            if (!folded.empty() && folded.back() != ' ') folded.push_back(' ');
        } else if (byte >= 'A' && byte <= 'Z') {
            folded.push_back(static_cast<char>(byte - 'A' + 'a'));
        } else {
            folded.push_back(c == '`' ? '\'' : c);
        }
    }
    if (!folded.empty() && folded.back() == ' ') folded.pop_back();
    return folded;
}

}  // namespace

TextCheck clean_line(std::string_view utf8, std::size_t max_graphemes) {
    const Line line = read_line(utf8);
    if (line.problem != TextProblem::none) return {line.problem, {}, 0};
    return measured(line.points, max_graphemes);
}

TextCheck clean_word(std::string_view utf8, std::size_t max_graphemes) {
    const Line line = read_line(utf8);
    if (line.problem != TextProblem::none) return {line.problem, {}, 0};
    const CodePoints word = without_surrounding_punctuation(line.points);
    if (word.empty()) return {TextProblem::empty, {}, 0};
    TextCheck check = measured(word, max_graphemes);
    if (check.problem != TextProblem::bad_text && !is_one_word(word))
        return {TextProblem::not_one_word, {}, 0};
    return check;
}

std::size_t count_graphemes(std::string_view utf8) { return grapheme_ends(from_any_bytes(utf8)).size(); }

std::string first_words(std::string_view line, std::size_t max_graphemes) {
    const icu::UnicodeString text = from_any_bytes(line);
    const std::vector<std::int32_t> ends = grapheme_ends(text);
    const auto start_of = [&](std::size_t graphemes) {
        std::string start;
        text.tempSubString(0, graphemes == 0 ? 0 : ends[graphemes - 1]).toUTF8String(start);
        return start;
    };
    std::size_t kept = std::min(ends.size(), max_graphemes);
    std::string start = start_of(kept);
    while (start.size() > max_graphemes * limits::grapheme_bytes) start = start_of(--kept);
    if (kept == ends.size()) return start;
    // A word is whole when a space follows it.
    if (text.charAt(kept == 0 ? 0 : ends[kept - 1]) == u' ') return start;
    const std::size_t space = start.rfind(' ');
    return space == std::string::npos ? start : start.substr(0, space);
}

std::string fold(std::string_view utf8) {
    if (std::optional<std::string> plain = fold_ascii(utf8)) return *plain;
    UErrorCode error = U_ZERO_ERROR;
    const icu::Normalizer2* folder = icu::Normalizer2::getNFKCCasefoldInstance(error);
    const icu::Normalizer2* decomposer = icu::Normalizer2::getNFDInstance(error);
    const icu::Normalizer2* composer = icu::Normalizer2::getNFCInstance(error);
    if (U_FAILURE(error)) return std::string(utf8);  // ICU without its data: only equal bytes are equal

    const auto make_signs_plain = [](CodePoints& points) {
        std::transform(points.begin(), points.end(), points.begin(), plain_sign);
    };
    const auto string_from = [](const CodePoints& points) {
        return string_of(points.data(), points.data() + points.size());
    };
    // The signs before folding too: it would make a space of the acute accent that stands for an apostrophe.
    // Tatweel goes before the accents, so that no mark loses the letter by which it is judged.
    CodePoints points = code_points_of(composer->normalize(from_any_bytes(utf8), error));
    make_signs_plain(points);
    points = code_points_of(folder->normalize(string_from(points), error));
    make_signs_plain(points);
    points = without_arabic_marks(points);
    points = without_latin_accents(code_points_of(decomposer->normalize(string_from(points), error)));
    points = with_single_spaces(code_points_of(composer->normalize(string_from(points), error)));
    fold_arabic_endings(points);
    if (U_FAILURE(error)) return std::string(utf8);
    return to_utf8(string_of(points.data(), points.data() + points.size()));
}

std::optional<std::int32_t> minutes_after_midnight(std::string_view clock) {
    const std::size_t mark = clock.find_first_of(":.");
    if (mark == std::string_view::npos || mark < 1 || mark > 2 || clock.size() != mark + 3)
        return std::nullopt;
    const auto number = [](std::string_view digits) -> std::optional<std::int32_t> {
        std::int32_t value = 0;
        for (const char digit : digits) {
            if (digit < '0' || digit > '9') return std::nullopt;
            value = value * 10 + (digit - '0');
        }
        return value;
    };
    const auto hours = number(clock.substr(0, mark));
    const auto minutes = number(clock.substr(mark + 1));
    if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
    return *hours * 60 + *minutes;
}

bool same_name(std::string_view one, std::string_view other) { return fold(one) == fold(other); }

}  // namespace buurtkiosk::text
