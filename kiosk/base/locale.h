// Owns Locales: every sentence that people read, by language and key, from assets/locales.
// Loaded once at start, then const and read by any thread. It must never hold a sentence of its own.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace buurtkiosk {

class Locales {
  public:
    // Reads folder/<language>/*.json, each one flat object of key to text. Refused, with file and reason,
    // when one cannot be read, or when Dutch ("nl") is missing.
    static Result<Locales> load(const std::string& folder);

    // The text in that language, else in Dutch, else the key itself. {name} becomes a parameter's value; a
    // parameter "n" picks the plural form: key.<CLDR category>, else key.other, else key.
    std::string text(std::string_view language, std::string_view key,
                     const std::vector<TextParameter>& parameters = {}) const;
    std::string text(std::string_view language, const Sentence& sentence) const;

    // A name as views give it (shown_name.h): who gave none is "#5" there, and 'Gast 5' to a reader.
    std::string person_name(std::string_view language, std::string_view shown) const;

    bool has(std::string_view language, std::string_view key) const;
    std::vector<std::string> languages() const;
    // One JSON object of the texts of a language whose keys begin with one of the prefixes, for
    // /locales/<language>.json.
    std::string json(std::string_view language, const std::vector<std::string>& prefixes) const;

  private:
    using Texts = std::map<std::string, std::string, std::less<>>;
    std::map<std::string, Texts, std::less<>> by_language_;
};

}  // namespace buurtkiosk
