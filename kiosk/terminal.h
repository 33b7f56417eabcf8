// Owns what the program says in the terminal: one line at a time, in the user's language, on standard error.
// Any thread: a line is one write. It must never write to standard output, where only the line that says
// 'ready' may stand.
#pragma once

#include <cstdlib>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "base/locale.h"
#include "base/result.h"

namespace buurtkiosk {

inline constexpr int status_failed = 1;
inline constexpr int status_unusable = 2;

// The language of the terminal: the user's own when we have it, else Dutch.
inline std::string terminal_language(const Locales& locales) {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(name);
        if (!value || !*value) continue;
        const std::string language = std::string(value).substr(0, 2);
        return locales.has(language, "language.name") ? language : "nl";
    }
    return "nl";
}

class Terminal {
  public:
    explicit Terminal(const Locales& locales) : locales_(locales), language_(terminal_language(locales)) {}
    const Locales& locales() const { return locales_; }
    const std::string& language() const { return language_; }
    std::string words(const Sentence& sentence) const { return locales_.text(language_, sentence); }
    void say(const Sentence& sentence) const { std::cerr << "buurtkiosk: " + words(sentence) + "\n"; }
    void say(const std::string& key, std::vector<TextParameter> parameters = {}) const {
        say(Sentence{key, std::move(parameters)});
    }
    // One line of why it stops; a mistake in what was given is unusable, the rest failed.
    int stop(const Refusal& refusal) const {
        say(refusal.sentence);
        const std::string& key = refusal.sentence.key;
        const bool unusable = key.starts_with("program.runbook_") || key.starts_with("program.table_") ||
                              key == "program.no_such_address";
        return unusable ? status_unusable : status_failed;
    }

  private:
    const Locales& locales_;
    std::string language_;
};

}  // namespace buurtkiosk
