// Owns the decision whether two answers are one word: equal keys, then common base words, then a slip.
// One matcher belongs to one thread. It must never include anything of a meeting.
#include "base/words.h"

#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/words_forms.h"

namespace buurtkiosk::text {
namespace {

// Below this length one edit makes another word too easily: "moe" and "mooi", "kamer" and "kater".
constexpr std::size_t least_letters_of_a_slip = 7;

bool is_latin(std::string_view key) {
    return !key.empty() && std::all_of(key.begin(), key.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool is_arabic(std::u32string_view letters) {
    return !letters.empty() && std::all_of(letters.begin(), letters.end(), [](char32_t letter) {
        UErrorCode error = U_ZERO_ERROR;
        return uscript_getScript(static_cast<UChar32>(letter), &error) == USCRIPT_ARABIC;
    });
}

// Keys side by side or above each other on the keyboard of Dutch phones and computers, in pairs both ways.
bool are_neighbours(char32_t one, char32_t other) {
    struct Place {
        int row = -1;
        int twice_column = 0;  // rows are shifted by half a key
    };
    const auto place_of = [](char32_t letter) {
        constexpr std::array<std::u32string_view, 3> rows{U"qwertyuiop", U"asdfghjkl", U"zxcvbnm"};
        constexpr std::array<int, 3> shift{0, 1, 3};
        for (int row = 0; row < 3; ++row) {
            const std::size_t column = rows[static_cast<std::size_t>(row)].find(letter);
            if (column != std::u32string_view::npos) {
                return Place{row, 2 * static_cast<int>(column) + shift[static_cast<std::size_t>(row)]};
            }
        }
        return Place{};
    };
    const Place a = place_of(one);
    const Place b = place_of(other);
    if (a.row < 0 || b.row < 0) return false;
    if (a.row == b.row) return std::abs(a.twice_column - b.twice_column) <= 2;
    return std::abs(a.row - b.row) == 1 && std::abs(a.twice_column - b.twice_column) <= 1;
}

// Letters that sound alike and are confused in spelling.
bool sound_alike(char32_t one, char32_t other) {
    constexpr std::array<std::u32string_view, 9> pairs{U"dt", U"sz", U"fv", U"ck", U"cs",
                                                       U"gh", U"iy", U"jy", U"qk"};
    return std::any_of(pairs.begin(), pairs.end(), [&](std::u32string_view pair) {
        return (pair[0] == one && pair[1] == other) || (pair[0] == other && pair[1] == one);
    });
}

// Whether typed is wanted with one Damerau-Levenshtein edit such as a hand makes: two letters swapped, one
// doubled, dropped or added, or one struck beside its key or by its sound. Never at the first letter
// (prefixes carry the meaning: "betaald", "gehaald"), and nothing dropped or added at the end (endings make
// another form: "spannen", "verbaas").
bool is_one_slip(std::u32string_view typed, std::u32string_view wanted) {
    std::size_t first = 0;
    while (first < typed.size() && first < wanted.size() && typed[first] == wanted[first]) ++first;
    std::size_t tail = 0;
    while (tail < typed.size() - first && tail < wanted.size() - first &&
           typed[typed.size() - 1 - tail] == wanted[wanted.size() - 1 - tail]) {
        ++tail;
    }
    if (first == 0) return false;
    const std::size_t typed_left = typed.size() - first - tail;
    const std::size_t wanted_left = wanted.size() - first - tail;
    if (typed_left == 2 && wanted_left == 2) {
        return typed[first] == wanted[first + 1] && typed[first + 1] == wanted[first];
    }
    if (typed_left == 1 && wanted_left == 1) {
        const bool participle =
            sound_alike(typed[first], wanted[first]) && (typed[first] == U'd' || typed[first] == U't');
        if (tail == 0) return participle;
        return are_neighbours(typed[first], wanted[first]) || sound_alike(typed[first], wanted[first]);
    }
    return typed_left + wanted_left == 1 && tail > 0;
}

// Two letters swapped in a long word that no list knows. Swaps that make words of words are left out: two
// vowels
// ("bedreigt", "bedriegt"), and l or r with what stands beside it ("stormend", "stromend").
bool is_unlisted_swap(std::string_view one, std::string_view other) {
    constexpr std::size_t least_letters = 8;
    if (one.size() != other.size() || one.size() < least_letters) return false;
    const auto [first, second] = std::mismatch(one.begin(), one.end(), other.begin());
    const auto at = static_cast<std::size_t>(first - one.begin());
    if (at == 0 || at + 2 >= one.size()) return false;
    if (one[at] != other[at + 1] || one[at + 1] != other[at] || one.substr(at + 2) != other.substr(at + 2))
        return false;
    constexpr std::string_view vowels = "aeiouy";
    constexpr std::string_view liquids = "lr";
    const auto is_in = [](std::string_view letters, char c) {
        return letters.find(c) != std::string_view::npos;
    };
    if (is_in(vowels, one[at]) && is_in(vowels, one[at + 1])) return false;
    return !is_in(liquids, one[at]) && !is_in(liquids, one[at + 1]);
}

std::vector<std::string> merged(std::vector<std::string> words, const std::vector<std::string>& more) {
    for (const std::string& word : more) {
        if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
    }
    return words;
}

bool share_a_word(const std::vector<std::string>& one, const std::vector<std::string>& other) {
    return std::any_of(one.begin(), one.end(), [&](const std::string& word) {
        return std::find(other.begin(), other.end(), word) != other.end();
    });
}

}  // namespace

class WordMatcher::Inside {
  public:
    // What is known of one word before it is compared.
    struct Reading {
        std::string key;
        bool latin = false;
        bool arabic = false;
        std::array<bool, language_count>
            listed{};  // it, or a word it is a form of, is listed in that language
        std::array<std::vector<std::string>, language_count> bases{};
    };

    Reading read(std::string_view word) const { return read_key(word_key(word)); }

    // first_spelling: whether other is the one that its group began with. Slips between words that no list
    // knows lead to no common key, so they count towards that one only, lest a group drift from word to word.
    WordLikeness compare(const Reading& one, const Reading& other, std::string_view language_hint,
                         bool first_spelling) const {
        if (one.key == other.key) return WordLikeness::exact;
        if (one.arabic && other.arabic) return compare_in(Language::arabic, one, other);
        if (!one.latin || !other.latin) return WordLikeness::different;
        WordLikeness nearest = WordLikeness::different;
        for (const Language language : latin_languages) {
            const auto at = static_cast<std::size_t>(language);
            if (language == hinted(language_hint) || one.listed[at] || other.listed[at]) {
                nearest = std::min(nearest, compare_in(language, one, other));
            }
        }
        if (nearest == WordLikeness::different && first_spelling && !is_listed(one) && !is_listed(other) &&
            is_unlisted_swap(one.key, other.key)) {
            return WordLikeness::slip;
        }
        return nearest;
    }

    // As above, for a spelling not yet read: most are done with at their first letter.
    WordLikeness compare(const Reading& one, std::string_view spelling, std::string_view language_hint,
                         bool first_spelling) const {
        std::string key = word_key(spelling);
        if (key == one.key) return WordLikeness::exact;
        const bool forms_apart = is_latin(key) && (!one.latin || key.front() != one.key.front());
        if (forms_apart) return WordLikeness::different;
        return compare(one, read_key(std::move(key)), language_hint, first_spelling);
    }

  private:
    struct Tongue {
        Vocabulary vocabulary;
        Stemmer stemmer;
    };

    static constexpr std::array<Language, 3> latin_languages{Language::dutch, Language::english,
                                                             Language::turkish};

    Reading read_key(std::string key) const {
        Reading reading;
        reading.key = std::move(key);
        reading.latin = is_latin(reading.key);
        reading.arabic = !reading.latin && is_arabic(to_letters(reading.key));
        if (reading.latin) {
            reading.key = without_stretching(reading.key);
            for (const Language language : latin_languages) read_in(reading, language);
        } else if (reading.arabic) {
            read_in(reading, Language::arabic);
        }
        return reading;
    }

    bool is_listed(const Reading& reading) const {
        return lists_anywhere(reading.key) ||
               std::any_of(reading.listed.begin(), reading.listed.end(), [](bool listed) { return listed; });
    }

    const Tongue& tongue(Language language) const { return tongues_[static_cast<std::size_t>(language)]; }

    static Language hinted(std::string_view language_hint) {
        const std::string_view primary = language_hint.substr(0, language_hint.find_first_of("-_"));
        if (primary == "en") return Language::english;
        if (primary == "tr") return Language::turkish;
        return Language::dutch;
    }

    bool lists_anywhere(std::string_view key) const {
        return std::any_of(tongues_.begin(), tongues_.end(),
                           [&](const Tongue& each) { return each.vocabulary.lists(key); });
    }

    bool has_variant(const std::string& key) const {
        return std::any_of(tongues_.begin(), tongues_.end(),
                           [&](const Tongue& each) { return each.vocabulary.without_variants(key) != key; });
    }

    // "blijjjj" is "blij" drawn out, "booooos" is "boos": a run of three and more letters becomes the one or
    // two with which the word is listed. Without a listed word the run stays: nobody can tell.
    std::string without_stretching(const std::string& key) const {
        for (const std::size_t kept : {std::size_t{2}, std::size_t{1}}) {
            std::string shorter;
            bool stretched = false;
            for (std::size_t at = 0; at < key.size();) {
                std::size_t end = at;
                while (end < key.size() && key[end] == key[at]) ++end;
                const std::size_t run = end - at;
                stretched = stretched || run >= 3;
                shorter.append(run >= 3 ? kept : run, key[at]);
                at = end;
            }
            if (!stretched) return key;
            if (lists_anywhere(shorter) || has_variant(shorter)) return shorter;
        }
        return key;
    }

    void read_in(Reading& reading, Language language) const {
        const auto at = static_cast<std::size_t>(language);
        const Tongue& own = tongue(language);
        // A word of another language is no form of this one's: "trots" is no plural of "trot".
        const bool foreign = !own.vocabulary.lists(reading.key) && lists_anywhere(reading.key);
        reading.bases[at] = foreign ? std::vector<std::string>{reading.key}
                                    : base_words(language, reading.key, own.vocabulary, own.stemmer);
        reading.listed[at] = std::any_of(reading.bases[at].begin(), reading.bases[at].end(),
                                         [&](const std::string& base) { return own.vocabulary.lists(base); });
    }

    // The bases, and for a word that no list knows the one listed word a slip away from it or from its bases.
    std::vector<std::string> with_mended(Language language, const Reading& reading) const {
        const auto at = static_cast<std::size_t>(language);
        if (lists_anywhere(reading.key) || reading.listed[at]) return reading.bases[at];
        std::vector<std::string> reached = reading.bases[at];
        for (const std::string& base : reading.bases[at])
            reached = merged(reached, words_a_slip_away(language, base));
        return reached;
    }

    // Exactly one listed word, or none. A listed word of any kind in reach counts: "verboden" keeps "verbden"
    // from becoming "verbonden".
    std::vector<std::string> words_a_slip_away(Language language, const std::string& word) const {
        const std::u32string typed = to_letters(word);
        if (typed.size() < least_letters_of_a_slip) return {};
        const std::vector<std::string>& words = tongue(language).vocabulary.words();
        const std::string first_letter = to_bytes(std::u32string_view(typed).substr(0, 1));
        std::vector<std::string> found;
        for (auto each = std::lower_bound(words.begin(), words.end(), first_letter);
             each != words.end() && each->starts_with(first_letter); ++each) {
            const std::size_t letters = letters_in(*each);
            if (letters < least_letters_of_a_slip || letters + 1 < typed.size() || letters > typed.size() + 1)
                continue;
            if (is_one_slip(typed, to_letters(*each))) found.push_back(*each);
        }
        const bool certain =
            found.size() == 1 && tongue(language).vocabulary.kind(found[0]) != WordKind::other;
        return certain ? found : std::vector<std::string>{};
    }

    WordLikeness compare_in(Language language, const Reading& one, const Reading& other) const {
        const auto at = static_cast<std::size_t>(language);
        if (share_a_word(one.bases[at], other.bases[at])) return WordLikeness::form;
        if (share_a_word(with_mended(language, one), with_mended(language, other))) return WordLikeness::slip;
        return WordLikeness::different;
    }

    std::array<Tongue, language_count> tongues_{Tongue{Vocabulary(dutch_lexicon), Stemmer("dutch")},
                                                Tongue{Vocabulary(english_lexicon), Stemmer("english")},
                                                Tongue{Vocabulary(turkish_lexicon), Stemmer("turkish")},
                                                Tongue{Vocabulary(arabic_lexicon), Stemmer("arabic")}};
};

WordMatcher::WordMatcher() : inside_(std::make_unique<Inside>()) {}
WordMatcher::~WordMatcher() = default;
WordMatcher::WordMatcher(WordMatcher&&) noexcept = default;
WordMatcher& WordMatcher::operator=(WordMatcher&&) noexcept = default;

WordLikeness WordMatcher::compare(std::string_view one, std::string_view other,
                                  std::string_view language_hint) const {
    constexpr bool first_spelling = true;
    return inside_->compare(inside_->read(one), inside_->read(other), language_hint, first_spelling);
}

std::optional<std::uint32_t> WordMatcher::match(std::string_view word, std::span<const WordGroup> groups,
                                                std::string_view language_hint) const {
    const Inside::Reading reading = inside_->read(word);
    WordLikeness nearest = WordLikeness::different;
    std::optional<std::uint32_t> found;
    for (const WordGroup& group : groups) {
        for (std::size_t at = 0; at < group.spellings.size(); ++at) {
            const WordLikeness likeness =
                inside_->compare(reading, group.spellings[at], language_hint, at == 0);
            if (likeness == WordLikeness::different) continue;
            if (likeness < nearest || (likeness == nearest && group.id < *found)) {
                nearest = likeness;
                found = group.id;
            }
        }
    }
    return found;
}

std::string shown_spelling(std::span<const std::pair<std::string, std::uint32_t>> spellings_with_counts) {
    const auto most =
        std::max_element(spellings_with_counts.begin(), spellings_with_counts.end(),
                         [](const auto& one, const auto& other) { return one.second < other.second; });
    return most == spellings_with_counts.end() ? std::string() : most->first;
}

}  // namespace buurtkiosk::text
