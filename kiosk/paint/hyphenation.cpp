// Owns the hyphenation of Dutch by libhyphen (Liang's patterns) and the rules of when to use it.
// Main thread; the patterns are loaded at first use and kept. It must never include Pango or anything that
// draws.
#include "paint/hyphenation.h"

#include <hyphen.h>
#include <unicode/uchar.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <vector>

#include "paint/code_points.h"

namespace buurtkiosk::paint {

namespace {

constexpr std::size_t least_letters_beside_a_break = 3;
constexpr std::string_view soft_hyphen = "\xC2\xAD";

struct FreeDictionary {
    void operator()(HyphenDict* dictionary) const { hnj_hyphen_free(dictionary); }
};
using Dictionary = std::unique_ptr<HyphenDict, FreeDictionary>;

HyphenDict* dutch() {
    static const Dictionary dictionary = [] {
        for (const char* path : {"/usr/share/hyphen/hyph_nl_NL.dic", "/usr/share/hyphen/hyph_nl.dic"}) {
            if (std::filesystem::exists(path)) return Dictionary(hnj_hyphen_load(path));
        }
        return Dictionary{};
    }();
    return dictionary.get();
}

bool is_letter_of_dutch(UChar32 c) {
    return u_isalpha(c) != 0 && (c < 0x0250 || (c >= 0x1E00 && c < 0x1F00));
}

struct Letter {
    UChar32 code;
    std::size_t start;
    std::size_t length;
};

// libhyphen reads UTF-8 or ISO 8859-1 as the patterns' first line says; one byte a letter is simplest for us,
// so letters outside ISO 8859-1 become '.', which no pattern matches across.
void add_hyphenated(std::string& out, std::string_view text, const std::vector<Letter>& word) {
    HyphenDict* dictionary = dutch();
    std::string bytes;
    std::vector<std::size_t> byte_of_letter;
    const bool utf8 = dictionary->utf8 != 0;
    for (const Letter& letter : word) {
        byte_of_letter.push_back(bytes.size());
        const UChar32 lower = u_tolower(letter.code);
        if (!utf8) {
            bytes.push_back(lower < 0x100 ? static_cast<char>(lower) : '.');
            continue;
        }
        std::array<char, 6> encoded{};
        const int length = g_unichar_to_utf8(static_cast<gunichar>(lower), encoded.data());
        bytes.append(encoded.data(), static_cast<std::size_t>(length));
    }

    std::vector<char> marks(bytes.size() + 5, '0');
    char** replacements = nullptr;
    int* positions = nullptr;
    int* cuts = nullptr;
    const int failed = hnj_hyphen_hyphenate2(dictionary, bytes.data(), static_cast<int>(bytes.size()),
                                             marks.data(), nullptr, &replacements, &positions, &cuts);
    for (std::size_t i = 0; i < word.size(); ++i) {
        out.append(text.substr(word[i].start, word[i].length));
        const bool room =
            i + 1 >= least_letters_beside_a_break && word.size() - i - 1 >= least_letters_beside_a_break;
        if (failed != 0 || !room || i + 1 >= word.size()) continue;
        // The mark of a break stands at the last place of the letter before it: libhyphen counts bytes for
        // ISO 8859-1 and letters for UTF-8.
        const std::size_t mark = utf8 ? i : byte_of_letter[i];
        const bool spelling_changes = replacements != nullptr && replacements[mark] != nullptr;
        if ((marks[mark] & 1) != 0 && !spelling_changes) out.append(soft_hyphen);
    }
    if (replacements != nullptr) {
        for (std::size_t i = 0; i < bytes.size(); ++i) std::free(replacements[i]);
    }
    std::free(replacements);
    std::free(positions);
    std::free(cuts);
}

}  // namespace

std::string with_soft_hyphens(std::string_view text, std::size_t least_letters) {
    if (dutch() == nullptr) return std::string(text);
    std::string out;
    out.reserve(text.size() + 16);
    std::vector<Letter> word;
    bool plain = true;  // only letters: not an address, not a code
    std::size_t word_start = 0;
    const auto end_word = [&](std::size_t end) {
        if (plain && word.size() >= least_letters && word.size() < 100) {
            add_hyphenated(out, text, word);
        } else {
            out.append(text.substr(word_start, end - word_start));
        }
        word.clear();
        plain = true;
    };
    for (std::size_t at = 0; at < text.size();) {
        const auto [point, length] = code_point_at(text, at);
        const auto code = static_cast<UChar32>(point);
        const std::size_t first = at;
        at += length;
        if (is_letter_of_dutch(code)) {
            word.push_back({code, first, length});
            continue;
        }
        // A point or colon inside belongs to an address; behind a word ("Buurtavond: ons plein") it ends it.
        const bool joins = code == '.' || code == ':' || code == '/' || code == '@' || code == '_';
        const bool more =
            at < text.size() && u_isalnum(static_cast<UChar32>(code_point_at(text, at).code)) != 0;
        if ((joins && (more || code == '/')) || code == 0xAD || u_isalnum(code) != 0) {
            plain = false;
            continue;
        }
        end_word(first);
        out.append(text.substr(first, length));
        word_start = first + length;
    }
    end_word(text.size());
    return out;
}

}  // namespace buurtkiosk::paint
