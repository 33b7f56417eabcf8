// Owns how the blocklist is read and how a word is looked up in it.
// Any thread. It must never open a file.
#include "base/blocklist.h"

#include <algorithm>
#include <cstddef>

#include "base/limits.h"
#include "base/text.h"
#include "base/words_forms.h"

namespace buurtkiosk::text {
namespace {

// The key with every run of three and more of a letter brought down to kept letters.
std::string shortened(const std::string& key, std::size_t kept) {
    std::string shorter;
    for (std::size_t at = 0; at < key.size();) {
        std::size_t end = at;
        while (end < key.size() && key[end] == key[at]) ++end;
        const std::size_t run = end - at;
        shorter.append(run >= 3 ? kept : run, key[at]);
        at = end;
    }
    return shorter;
}

}  // namespace

Blocklist Blocklist::from_text(std::string_view text) {
    Blocklist list;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        line = line.substr(0, line.find('#'));
        const TextCheck word = clean_word(line, limits::word_graphemes);
        if (word.problem == TextProblem::none) list.keys_.insert(word_key(word.text));
    }
    return list;
}

bool Blocklist::waits_for_chair(std::string_view word) const {
    const std::string key = word_key(word);
    return keys_.contains(key) || keys_.contains(shortened(key, 2)) || keys_.contains(shortened(key, 1));
}

}  // namespace buurtkiosk::text
