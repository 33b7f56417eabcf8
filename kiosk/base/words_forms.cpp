// Owns the spelling rules of four languages that lead from a form to its word, and the stemmers and word
// lists they use. Any thread, each with its own objects. It must never decide whether two answers are one.
#include "base/words_forms.h"

#include <libstemmer.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <limits>

#include "base/text.h"

namespace buurtkiosk::text {
namespace {

using Words = std::vector<std::string>;

bool ends_with_any(std::string_view word, std::initializer_list<std::string_view> endings) {
    return std::any_of(endings.begin(), endings.end(),
                       [&](std::string_view ending) { return word.ends_with(ending); });
}

std::string without_last(const std::string& word, std::size_t letters) {
    return word.substr(0, word.size() - std::min(letters, word.size()));
}

void add_once(Words& words, std::string word) {
    if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(std::move(word));
}

bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y'; }

// --- Dutch ---

// Endings whose e or i is not stressed, so that its vowel stays single in an open syllable: "zekere" is
// "zeker".
bool ends_unstressed(std::string_view stem) {
    return ends_with_any(stem, {"ig", "er", "el", "en", "em", "uw", "isch", "lijk", "ing"});
}

// A word ends in f and s where its longer forms have v and z: "lieve", "boze".
std::string hardened(std::string stem) {
    if (stem.empty()) return stem;
    if (stem.back() == 'v') stem.back() = 'f';
    if (stem.back() == 'z') stem.back() = 's';
    return stem;
}

// The words that a stem may be before an ending that begins with e: "still" is "stil", "groot" is written
// "grot", "boos" is written "boz"; both readings where the spelling does not tell ("zeker", "zekeer").
Words written_alone(const std::string& stem) {
    if (stem.size() < 2) return {};
    const char last = stem.back();
    const char before = stem[stem.size() - 2];
    if (last == before && !is_vowel(last)) {
        // Only after one short vowel: "stille" is "stil", but "grootte" and "rustte" are other words.
        const bool short_vowel = stem.size() >= 3 && is_vowel(stem[stem.size() - 3]) &&
                                 (stem.size() == 3 || !is_vowel(stem[stem.size() - 4]));
        return short_vowel ? Words{without_last(stem, 1)} : Words{};
    }
    Words words;
    const bool open_syllable = !is_vowel(last) && is_vowel(before) && before != 'i' && before != 'y' &&
                               (stem.size() == 2 || !is_vowel(stem[stem.size() - 3]));
    if (open_syllable) {
        add_once(words, hardened(without_last(stem, 1) + before + last));
        if (ends_unstressed(stem)) add_once(words, stem);
    } else {
        add_once(words, hardened(stem));
    }
    return words;
}

// The words of which this may be the form with -e: "bange", "boze", "stille".
Words dutch_adjectives(const std::string& word) {
    return word.size() >= 4 && word.ends_with('e') ? written_alone(without_last(word, 1)) : Words{};
}

// The nouns of which this may be the plural in -en. Nouns in -el, -er, -em, -en have -s: "twijfelen" is a
// verb.
Words dutch_plurals_in_en(const std::string& word) {
    if (word.size() < 5 || !word.ends_with("en")) return {};
    const std::string stem = without_last(word, 2);
    Words nouns = written_alone(stem);
    add_once(nouns, stem);  // "ideeën"
    if (stem.ends_with("hed")) add_once(nouns, without_last(stem, 2) + "eid");
    std::erase_if(nouns, [](const std::string& noun) {
        const bool long_vowel = noun.size() >= 3 && is_vowel(noun[noun.size() - 3]);  // "probleem"
        return !long_vowel && ends_with_any(noun, {"el", "er", "em", "en"});
    });
    if (stem.size() >= 4) add_once(nouns, without_last(word, 1));  // "gedachten"
    return nouns;
}

Words dutch_plurals_in_s(const std::string& word) {
    return word.size() >= 4 && word.ends_with('s') ? Words{without_last(word, 1)} : Words{};
}

// The nouns of which this may be the diminutive, one or many: "feestjes", "ideetje", "zonnetje", "droompje",
// "verrassinkje", "fotootje".
Words dutch_diminutives(const std::string& word) {
    const std::string one = word.ends_with("jes") ? without_last(word, 1) : word;
    if (one.size() < 5 || !one.ends_with("je")) return {};
    const std::string stem = without_last(one, 2);
    Words nouns{stem};
    if (stem.ends_with("et")) {
        for (std::string& noun : written_alone(without_last(stem, 2))) add_once(nouns, std::move(noun));
    }
    if (stem.ends_with('t')) {
        const std::string noun = without_last(stem, 1);
        add_once(nouns, noun);
        if (noun.size() > 2 && is_vowel(noun.back()) && noun[noun.size() - 2] == noun.back()) {
            add_once(nouns, without_last(noun, 1));
        }
    }
    if (stem.ends_with("mp")) add_once(nouns, without_last(stem, 1));
    if (stem.ends_with("ink")) add_once(nouns, without_last(stem, 1) + "g");
    return nouns;
}

// Participles spelled as they sound: "benieuwt", "verbaast", "gespandt".
Words dutch_participles(const std::string& word) {
    if (word.size() < 6 || !word.ends_with('t')) return {};
    const std::string stem = without_last(word, word.ends_with("dt") ? 2 : 1);
    return {stem + "d"};
}

// Endings and beginnings that only adjectives and participles have. Without them an unlisted word in -e is as
// often a noun of its own: "pauze" is not a "paus".
bool looks_like_dutch_adjective(std::string_view word) {
    if (ends_with_any(word, {"ig", "lijk", "baar", "zaam", "loos", "vol", "rijk", "isch", "end", "aal", "eel",
                             "ief", "eus", "air", "achtig"})) {
        return true;
    }
    if (word.starts_with("ge")) return ends_with_any(word, {"d", "t"});
    const bool prefixed = word.starts_with("be") || word.starts_with("ver") || word.starts_with("ont") ||
                          word.starts_with("her") || word.starts_with("over");
    return prefixed && word.ends_with('d');
}

bool agree(const std::string& one, const std::string& other, const Stemmer& stemmer) {
    return hardened(stemmer.stem(one)) == hardened(stemmer.stem(other));
}

Words dutch_base_words(const std::string& word, const Vocabulary& vocabulary, const Stemmer& stemmer) {
    Words bases;
    const auto take_listed = [&](const Words& candidates, auto is_of_kind) {
        const auto found = std::find_if(candidates.begin(), candidates.end(), is_of_kind);
        if (found != candidates.end()) add_once(bases, *found);
    };
    const auto is_adjective = [&](const std::string& candidate) {
        return vocabulary.lists_adjective(candidate);
    };
    const auto is_noun = [&](const std::string& candidate) {
        return vocabulary.kind(candidate) == WordKind::noun;
    };
    const auto is_feeling = [&](const std::string& candidate) {
        return vocabulary.kind(candidate) == WordKind::feeling;
    };

    take_listed(dutch_adjectives(word), is_adjective);
    take_listed(dutch_participles(word), is_adjective);
    if (word.ends_with("heid")) take_listed({without_last(word, 4)}, is_feeling);
    take_listed(dutch_plurals_in_en(word), is_noun);
    take_listed(dutch_plurals_in_s(word), is_noun);
    // "zinnetje" is a sentence and listed as such, so "zinnetjes" is no "zin".
    if (!word.ends_with('s') || !vocabulary.lists(without_last(word, 1)))
        take_listed(dutch_diminutives(word), is_noun);
    if (!bases.empty()) return bases;

    // No listed word: only what spelling alone makes certain, and the stemmer confirms.
    bases.push_back(word);
    const auto take_unlisted = [&](const std::string& candidate, std::size_t least_letters) {
        if (candidate.size() >= least_letters && !vocabulary.lists(candidate) &&
            agree(word, candidate, stemmer)) {
            add_once(bases, candidate);
        }
    };
    for (const std::string& candidate : dutch_adjectives(word)) {
        if (looks_like_dutch_adjective(candidate)) take_unlisted(candidate, 5);
    }
    if (ends_with_any(word, {"ingen", "schappen", "teiten", "heden"})) {
        if (word.ends_with("heden")) {
            take_unlisted(without_last(word, 5) + "heid", 7);
        } else {
            for (const std::string& candidate : written_alone(without_last(word, 2)))
                take_unlisted(candidate, 7);
        }
    }
    if (ends_with_any(word, {"els", "ers", "ies", "jes"})) take_unlisted(without_last(word, 1), 6);
    return bases;
}

// --- English ---

// One spelling for what Britain and America write differently, in words long enough to be sure.
std::string american(std::string word) {
    constexpr std::size_t least_letters = 6;
    if (word.size() < least_letters) return word == "grey" ? "gray" : word;
    const auto replace_ending = [&](std::string_view ending, std::string_view other) {
        if (!word.ends_with(ending)) return false;
        word.replace(word.size() - ending.size(), ending.size(), other);
        return true;
    };
    constexpr std::array<std::pair<std::string_view, std::string_view>, 11> endings{{{"ising", "izing"},
                                                                                     {"isation", "ization"},
                                                                                     {"ised", "ized"},
                                                                                     {"ise", "ize"},
                                                                                     {"ourful", "orful"},
                                                                                     {"oured", "ored"},
                                                                                     {"ours", "ors"},
                                                                                     {"our", "or"},
                                                                                     {"elled", "eled"},
                                                                                     {"elling", "eling"},
                                                                                     {"alled", "aled"}}};
    for (const auto& [british, ending] : endings) {
        if (replace_ending(british, ending)) break;
    }
    return word;
}

Words english_plurals(const std::string& word) {
    if (word.size() < 4 || !word.ends_with('s') || ends_with_any(word, {"ss", "us", "is"})) return {};
    Words nouns{without_last(word, 1)};
    if (word.ends_with("ies")) add_once(nouns, without_last(word, 3) + "y");
    if (ends_with_any(word, {"ches", "shes", "sses", "xes"})) add_once(nouns, without_last(word, 2));
    return nouns;
}

Words english_base_words(const std::string& word, const Vocabulary& vocabulary, const Stemmer& stemmer) {
    if (const std::string spelled = american(word); vocabulary.lists(spelled)) return {spelled};
    Words bases;
    for (const std::string& noun : english_plurals(word)) {
        if (vocabulary.kind(noun) == WordKind::noun) add_once(bases, noun);
    }
    if (word.ends_with("ness")) {
        const std::string stem = without_last(word, 4);
        for (const std::string& feeling : {stem, without_last(stem, stem.ends_with('i') ? 1 : 0) + "y"}) {
            if (vocabulary.kind(feeling) == WordKind::feeling) add_once(bases, feeling);
        }
    }
    if (!bases.empty()) return bases;
    bases.push_back(american(word));
    for (const std::string& noun : english_plurals(word)) {
        if (noun.size() >= 4 && !vocabulary.lists(noun) && stemmer.stem(word) == stemmer.stem(noun)) {
            add_once(bases, american(noun));
        }
    }
    return bases;
}

// --- Turkish, in folded letters: i stands for i and dotless i, u for u and u with diaeresis ---

bool has_turkish_vowel(std::string_view word) {
    return std::any_of(word.begin(), word.end(), [](char c) { return is_vowel(c) && c != 'y'; });
}

// "I am" and "we are" after a vowel and after a consonant: umutluyum, umutluyuz, yorgunum, yorgunuz.
Words turkish_predicates(const std::string& word) {
    Words bases;
    if (ends_with_any(word, {"yim", "yum", "yiz", "yuz"})) {
        std::string base = without_last(word, 3);
        if (!base.empty() && is_vowel(base.back()) && base.back() != 'y') bases.push_back(std::move(base));
    } else if (ends_with_any(word, {"im", "um", "iz", "uz"})) {
        std::string base = without_last(word, 2);
        if (base.size() < 3 || is_vowel(base.back())) return bases;
        if (base.back() == 'g') add_once(bases, without_last(base, 1) + "k");
        if (base.back() == 'd') add_once(bases, without_last(base, 1) + "t");
        add_once(bases, std::move(base));
    }
    return bases;
}

Words turkish_plurals(const std::string& word) {
    return word.size() >= 6 && ends_with_any(word, {"lar", "ler"}) ? Words{without_last(word, 3)} : Words{};
}

Words turkish_base_words(const std::string& word, const Vocabulary& vocabulary, const Stemmer& stemmer) {
    Words bases;
    for (const std::string& candidate : turkish_predicates(word)) {
        if (vocabulary.lists_adjective(candidate)) add_once(bases, candidate);
    }
    if (ends_with_any(word, {"lik", "luk"})) {
        const std::string feeling = without_last(word, 3);
        if (vocabulary.kind(feeling) == WordKind::feeling) add_once(bases, feeling);
    }
    for (const std::string& candidate : turkish_plurals(word)) {
        if (vocabulary.kind(candidate) == WordKind::noun) add_once(bases, candidate);
    }
    if (!bases.empty()) return bases;
    bases.push_back(word);
    for (const std::string& candidate : turkish_plurals(word)) {
        if (candidate.size() >= 4 && has_turkish_vowel(candidate) && !vocabulary.lists(candidate) &&
            stemmer.stem(word) == stemmer.stem(candidate)) {
            add_once(bases, candidate);
        }
    }
    return bases;
}

// --- Arabic, in folded letters ---

constexpr std::u32string_view arabic_article = U"ال";

// Feminine (folded heh), and the plurals of people, masculine and feminine.
constexpr std::array<std::u32string_view, 4> arabic_endings{U"ه", U"ون", U"ين", U"ات"};

// Snowball knows the ending teh marbuta, which the key has as heh.
std::string arabic_stem(std::u32string letters, const Stemmer& stemmer) {
    if (letters.ends_with(U'ه')) letters.back() = U'ة';
    return stemmer.stem(to_bytes(letters));
}

Words arabic_base_words(const std::string& word, const Vocabulary& vocabulary, const Stemmer& stemmer) {
    const std::u32string letters = to_letters(word);
    std::vector<std::u32string> bare{letters};
    if (letters.starts_with(arabic_article) && letters.size() >= 5) bare.push_back(letters.substr(2));

    Words bases;
    for (const std::u32string& candidate : bare) {
        if (vocabulary.lists(to_bytes(candidate))) add_once(bases, to_bytes(candidate));
        for (const std::u32string_view ending : arabic_endings) {
            if (!candidate.ends_with(ending)) continue;
            const std::string adjective = to_bytes(candidate.substr(0, candidate.size() - ending.size()));
            if (vocabulary.lists_adjective(adjective)) add_once(bases, adjective);
        }
    }
    if (!bases.empty()) return bases;
    bases.push_back(word);
    if (bare.size() > 1 && arabic_stem(bare[0], stemmer) == arabic_stem(bare[1], stemmer)) {
        add_once(bases, to_bytes(bare[1]));
    }
    return bases;
}

}  // namespace

// --- stemmers and word lists ---

void Stemmer::Freed::operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }

Stemmer::Stemmer(const char* algorithm) : stemmer_(sb_stemmer_new(algorithm, "UTF_8")) {}

std::string Stemmer::stem(std::string_view word) const {
    if (stemmer_ == nullptr || word.size() > std::numeric_limits<int>::max()) return std::string(word);
    const auto* letters = reinterpret_cast<const sb_symbol*>(word.data());
    const sb_symbol* stem = sb_stemmer_stem(stemmer_.get(), letters, static_cast<int>(word.size()));
    if (stem == nullptr) return std::string(word);  // out of memory
    return {reinterpret_cast<const char*>(stem), static_cast<std::size_t>(sb_stemmer_length(stemmer_.get()))};
}

Vocabulary::Vocabulary(const Lexicon& lexicon) {
    add(lexicon.feelings, WordKind::feeling);
    add(lexicon.qualities, WordKind::quality);
    add(lexicon.nouns, WordKind::noun);
    add(lexicon.others, WordKind::other);
    for (const auto& [word, kind] : kinds_) words_.push_back(word);
    std::sort(words_.begin(), words_.end());

    constexpr std::string_view white_space = " \n";
    std::string_view rest = lexicon.variants;
    while (!rest.empty()) {
        const std::size_t first = std::min(rest.find_first_not_of(white_space), rest.size());
        const std::size_t last = std::min(rest.find_first_of(white_space, first), rest.size());
        const std::string_view pair = rest.substr(first, last - first);
        rest.remove_prefix(last);
        if (const std::size_t equals = pair.find('='); equals != std::string_view::npos) {
            variants_.emplace(word_key(pair.substr(0, equals)), word_key(pair.substr(equals + 1)));
        }
    }
}

void Vocabulary::add(std::string_view list, WordKind kind) {
    constexpr std::string_view white_space = " \n";
    while (!list.empty()) {
        const std::size_t first = std::min(list.find_first_not_of(white_space), list.size());
        const std::size_t last = std::min(list.find_first_of(white_space, first), list.size());
        if (last > first) kinds_.emplace(word_key(list.substr(first, last - first)), kind);
        list.remove_prefix(last);
    }
}

WordKind Vocabulary::kind(std::string_view key) const {
    const auto found = kinds_.find(std::string(key));
    return found == kinds_.end() ? WordKind::unlisted : found->second;
}

bool Vocabulary::lists_adjective(std::string_view key) const {
    const WordKind found = kind(key);
    return found == WordKind::feeling || found == WordKind::quality;
}

std::string Vocabulary::without_variants(const std::string& key) const {
    const auto found = variants_.find(key);
    return found == variants_.end() ? key : found->second;
}

std::vector<std::string> base_words(Language language, const std::string& word, const Vocabulary& vocabulary,
                                    const Stemmer& stemmer) {
    const std::string plain = vocabulary.without_variants(word);
    if (vocabulary.lists(plain)) return {plain};
    switch (language) {
        case Language::dutch:
            return dutch_base_words(plain, vocabulary, stemmer);
        case Language::english:
            return english_base_words(plain, vocabulary, stemmer);
        case Language::turkish:
            return turkish_base_words(plain, vocabulary, stemmer);
        case Language::arabic:
            return arabic_base_words(plain, vocabulary, stemmer);
    }
    return {plain};
}

// --- keys ---

std::u32string to_letters(std::string_view text) {
    const icu::UnicodeString units =
        icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    std::u32string letters;
    letters.reserve(text.size());
    for (std::int32_t at = 0; at < units.length(); at = units.moveIndex32(at, 1)) {
        letters.push_back(static_cast<char32_t>(units.char32At(at)));
    }
    return letters;
}

std::string to_bytes(std::u32string_view letters) {
    icu::UnicodeString units;
    for (const char32_t letter : letters) units.append(static_cast<UChar32>(letter));
    std::string bytes;
    units.toUTF8String(bytes);
    return bytes;
}

std::size_t letters_in(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string word_key(std::string_view word) {
    std::string folded = fold(word);
    std::erase_if(folded, [](char c) { return c == '-' || c == '\''; });
    const bool plain = std::all_of(folded.begin(), folded.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (plain) return folded.empty() ? fold(word) : folded;
    std::u32string letters = to_letters(folded);
    const auto code_point = [](char32_t letter) { return static_cast<UChar32>(letter); };
    std::erase_if(letters, [&](char32_t letter) {
        return u_hasBinaryProperty(code_point(letter), UCHAR_EMOJI_MODIFIER) != 0;
    });
    const bool has_letters = std::any_of(letters.begin(), letters.end(),
                                         [&](char32_t letter) { return u_isalpha(code_point(letter)) != 0; });
    if (has_letters) {
        std::erase_if(letters, [&](char32_t letter) {
            return u_hasBinaryProperty(code_point(letter), UCHAR_EXTENDED_PICTOGRAPHIC) != 0;
        });
    }
    return letters.empty() ? folded : to_bytes(letters);
}

}  // namespace buurtkiosk::text
