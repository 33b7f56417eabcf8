// Owns the list of words that wait for the chair before they come on the screen; nothing is ever refused by
// it. Built once, then read from any thread. It must never open a file: the text of the list comes in as an
// argument.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

namespace buurtkiosk::text {

class Blocklist {
  public:
    // text: one word a line; what follows a '#' and empty lines count for nothing. A line that is not a word
    // is skipped.
    static Blocklist from_text(std::string_view text);

    // Whether a word is on the list: as a whole word, whatever its case, accents and hyphens, drawn out
    // ("sukkellll") or beside an emoji. Words that only contain a listed one do not wait. Any bytes will do.
    bool waits_for_chair(std::string_view word) const;

  private:
    std::unordered_set<std::string> keys_;
};

}  // namespace buurtkiosk::text
