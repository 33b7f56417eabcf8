// Owns the spelling rules of Dutch, English, Turkish and Arabic by which a form of a word leads to the word
// itself. Any thread, each with its own objects. It must never decide whether two answers are one:
// base/words.h does.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/words_lexicon.h"

struct sb_stemmer;

namespace buurtkiosk::text {

enum class WordKind : std::uint8_t { unlisted, feeling, quality, noun, other };

// One Snowball stemmer of libstemmer. When the library lacks the algorithm, every word is its own stem.
class Stemmer {
  public:
    explicit Stemmer(const char* algorithm);
    std::string stem(std::string_view word) const;

  private:
    struct Freed {
        void operator()(sb_stemmer* stemmer) const;
    };
    std::unique_ptr<sb_stemmer, Freed> stemmer_;
};

// The listed words of one language under their folded keys.
class Vocabulary {
  public:
    explicit Vocabulary(const Lexicon& lexicon);
    WordKind kind(std::string_view key) const;
    bool lists(std::string_view key) const { return kind(key) != WordKind::unlisted; }
    bool lists_adjective(std::string_view key) const;
    // The word that a variant spelling stands for, or the word itself.
    std::string without_variants(const std::string& key) const;
    // The listed words in alphabetical order: those that begin with a given letter stand together.
    const std::vector<std::string>& words() const { return words_; }

  private:
    void add(std::string_view list, WordKind kind);

    std::unordered_map<std::string, WordKind> kinds_;
    std::unordered_map<std::string, std::string> variants_;
    std::vector<std::string> words_;
};

enum class Language : std::uint8_t { dutch, english, turkish, arabic };
inline constexpr std::size_t language_count = 4;

// The words of which this one may be a form, itself included unless a listed word was found: one or very few.
// word: a folded key without hyphens and apostrophes.
std::vector<std::string> base_words(Language language, const std::string& word, const Vocabulary& vocabulary,
                                    const Stemmer& stemmer);

// The key under which people's answers are compared: text::fold, and without hyphens, apostrophes, skin
// tones, and emoji that stand beside letters.
std::string word_key(std::string_view word);

// Number of code points of a UTF-8 text.
std::size_t letters_in(std::string_view text);
std::u32string to_letters(std::string_view text);
std::string to_bytes(std::u32string_view letters);

}  // namespace buurtkiosk::text
