// Owns the rules for text that people type: what a line and a word may hold, how long it is as a person
// counts, and when two texts are the same one. Pure functions, any thread (each keeps its own ICU break
// iterator). It must never include anything of a meeting, of the wire or of a screen.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace buurtkiosk::text {

enum class TextProblem { none, empty, too_long, bad_text, not_one_word };

// What came of a text: cleaned UTF-8 in NFC when problem is none, else an empty text. graphemes is the length
// as a person counts it, of the cleaned text, and of the text refused as too long (0 when it was too long to
// be counted).
struct TextCheck {
    TextProblem problem = TextProblem::none;
    std::string text;
    std::size_t graphemes = 0;
    bool operator==(const TextCheck&) const = default;
};

// "20:30", "8:05" or "20.30" as minutes after midnight; none for anything else.
std::optional<std::int32_t> minutes_after_midnight(std::string_view clock);

// One line: any bytes in; NFC, trimmed, inner white space made one space. bad_text for bytes that are not
// UTF-8 (overlong forms and surrogates included), control characters, direction embeddings, overrides and
// isolates, other invisible characters that no script needs where they stand, noncharacters, private use, a
// combining mark without a letter, and more marks on a letter than any language has. Joiners stay where
// Unicode needs them: ZWJ in emoji and after a virama (RFC 5892, A.2), ZWNJ between letters. Line breaks and
// invisible marks at the edges, which pasting brings along, are trimmed; inside they are refused.
TextCheck clean_line(std::string_view utf8, std::size_t max_graphemes);

// As clean_line, and one word: quotes and punctuation around it are taken off ("«moe!»" is "moe"); hyphen and
// apostrophe stay inside ("zee-eend", "foto's"), and so does punctuation between digits ("50/50"). An emoji
// is a word. A text with several words is not_one_word, also when it would be too long as well.
TextCheck clean_word(std::string_view utf8, std::size_t max_graphemes);

// The length as a person counts it: extended grapheme clusters of Unicode's UAX 29. Bytes that are not UTF-8
// count as the replacement characters they would be shown as.
std::size_t count_graphemes(std::string_view utf8);

// The text, or when it is longer than that as a person counts: as many whole words from its beginning as fit,
// or, when the first word alone is longer, its first graphemes. Also never more bytes than a text of that
// length may have (limits::grapheme_bytes each). For text that clean_line gave.
std::string first_words(std::string_view line, std::size_t max_graphemes);

// The key under which texts are equal: NFKC and full case folding (Unicode's NFKC_Casefold), accents of Latin
// letters removed, all four letters i of Turkish made one, typographic apostrophes and hyphens made plain,
// white space collapsed; in Arabic without vowel marks and tatweel, one form of alef, Persian yeh and kaf as
// Arabic ones, and at the end of a word teh marbuta as heh and alef maqsura as yeh, as people type them.
// Accepts any bytes. For comparing only, never for showing.
std::string fold(std::string_view utf8);

// Whether two names would be read out as the same name.
bool same_name(std::string_view one, std::string_view other);

}  // namespace buurtkiosk::text
