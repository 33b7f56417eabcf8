// Owns which answers of a one-word check-in are one word: "Blij", "blije" and "blijjj" are, "boos" and "bos"
// are not. One matcher belongs to one thread (the stemmers inside it are not shared). It must never include
// anything of a meeting: groups come in as plain spellings and the answer is an id, which the meeting
// journals.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace buurtkiosk::text {

struct WordGroup {
    std::uint32_t id = 0;
    std::vector<std::string> spellings;  // the first one given comes first
};

// Why two words are one, the surest first.
enum class WordLikeness {
    exact,      // the same letters: case, accents, hyphens, width and emoji variants aside
    form,       // a form of the same word: inflection, plural, diminutive, a spelling variant, "blijjjj"
    slip,       // a slip of the finger or of spelling in a long word
    different,  // anything else
};

// Precision goes before recall: what is kept apart the chair merges with one touch, what is merged wrongly
// puts words in somebody's mouth. So a stem alone (Snowball's, which make "bos" of "boos") never merges. A
// form is a spelling rule of the language that leads to a listed word of the right kind
// (base/words_lexicon.h), or to an unlisted one on whose stem Snowball agrees. A slip is one
// Damerau-Levenshtein edit in a word of seven letters or more, not at its first letter, and such as fingers
// and spelling make, towards the only listed word in reach; a listed word is never a slip. Both lead to a
// key, and words with one key are one, so that merging does not drift from word to word.
class WordMatcher {
  public:
    // Loads the stemmers (Dutch, English, Turkish, Arabic) and the word lists: some milliseconds, once.
    WordMatcher();
    ~WordMatcher();
    WordMatcher(WordMatcher&&) noexcept;
    WordMatcher& operator=(WordMatcher&&) noexcept;
    WordMatcher(const WordMatcher&) = delete;
    WordMatcher& operator=(const WordMatcher&) = delete;

    // How alike two cleaned words are. language_hint: the language of the person who wrote the new word
    // ("nl", "en-GB"); unknown or empty means Dutch. Symmetric in the words.
    WordLikeness compare(std::string_view one, std::string_view other, std::string_view language_hint) const;

    // The id of the group that the new word goes into: the one with the spelling most alike, of several the
    // one with the smallest id; nothing when all are different. Any bytes will do; the same input gives the
    // same answer.
    std::optional<std::uint32_t> match(std::string_view word, std::span<const WordGroup> groups,
                                       std::string_view language_hint) const;

  private:
    class Inside;
    std::unique_ptr<Inside> inside_;
};

// The spelling to show for a group: the most used one, on a tie the one first given. Spellings come in the
// order in which they were first given, each with its count. Empty when there are none.
std::string shown_spelling(std::span<const std::pair<std::string, std::uint32_t>> spellings_with_counts);

}  // namespace buurtkiosk::text
