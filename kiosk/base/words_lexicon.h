// Owns the small vocabulary of a check-in: which words people are known to answer with, and of what kind they
// are. Constant data, any thread. It must never hold a word because of who said it: it is a list of the
// language, by hand.
#pragma once

#include <string_view>

namespace buurtkiosk::text {

// The words of one language, each list with white space between the words, in their usual spelling.
//
// What the lists are for, in base/words.cpp: a listed word is a word of its own, never a form or a
// misspelling of another, so two listed words never become one. An unlisted word is taken for a form
// ("blije", "kansen", "feestje") or a misspelling ("entousiast") of a listed one of the right kind.
struct Lexicon {
    // Feelings whose noun in -heid, -ness or -lik says the same as an answer ("nieuwsgierigheid").
    std::string_view feelings;
    // Other adjectives and participles; their nouns mean something else or are no words ("veilig",
    // "veiligheid").
    std::string_view qualities;
    // Nouns whose plural and diminutive say the same as an answer.
    std::string_view nouns;
    // Words that look like a form or a misspelling of one above and are not: verbs, plurals with a sense of
    // their own
    // ("zorgen"), adverbs, words one letter away ("verboden").
    std::string_view others;
    // Spellings of one word that are no plain misspellings: "wrong=right".
    std::string_view variants;
};

extern const Lexicon dutch_lexicon;
extern const Lexicon english_lexicon;
extern const Lexicon turkish_lexicon;
extern const Lexicon arabic_lexicon;

}  // namespace buurtkiosk::text
