// Owns reading the locale files and wording a key: language, plural form, parameters.
// Loading is for the start; everything after is const and for any thread. It must never hold a sentence of
// its own.
#include "base/locale.h"

#include <unicode/plurrule.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/json.h"
#include "base/shown_name.h"

namespace buurtkiosk {
namespace {

constexpr std::string_view first_language = "nl";

Refusal unreadable(const std::filesystem::path& file, std::string detail) {
    return refuse(RefusalCode::not_found, "program.locale_unreadable",
                  {{"file", file.string()}, {"detail", std::move(detail)}});
}

// "en-GB" → "en" when only that is there.
std::string_view primary(std::string_view language) { return language.substr(0, language.find('-')); }

std::string plural_category(std::string_view language, double number) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::PluralRules> rules(
        icu::PluralRules::forLocale(icu::Locale(std::string(language).c_str()), status));
    if (U_FAILURE(status) || !rules) return "other";
    std::string category;
    rules->select(number).toUTF8String(category);
    return category;
}

std::string fill_in(std::string_view pattern, const std::vector<TextParameter>& parameters) {
    std::string text;
    while (!pattern.empty()) {
        const std::size_t open = pattern.find('{');
        const std::size_t close = open == std::string_view::npos ? open : pattern.find('}', open);
        if (close == std::string_view::npos) break;
        text += pattern.substr(0, open);
        const std::string_view name = pattern.substr(open + 1, close - open - 1);
        const auto found =
            std::find_if(parameters.begin(), parameters.end(),
                         [&](const TextParameter& parameter) { return parameter.name == name; });
        text +=
            found == parameters.end() ? std::string(pattern.substr(open, close - open + 1)) : found->value;
        pattern.remove_prefix(close + 1);
    }
    text += pattern;
    return text;
}

}  // namespace

Result<Locales> Locales::load(const std::string& folder) {
    namespace fs = std::filesystem;
    Locales locales;
    std::error_code error;
    for (const fs::directory_entry& language : fs::directory_iterator(folder, error)) {
        if (!language.is_directory()) continue;
        Texts& texts = locales.by_language_[language.path().filename().string()];
        std::error_code file_error;
        for (const fs::directory_entry& file : fs::directory_iterator(language.path(), file_error)) {
            if (file.path().extension() != ".json") continue;
            std::ifstream stream(file.path(), std::ios::binary);
            std::stringstream content;
            content << stream.rdbuf();
            if (!stream) return unreadable(file.path(), "cannot be read");
            const auto object = json::parse(content.str());
            if (!object || !object->is_object()) return unreadable(file.path(), "is not one JSON object");
            for (const auto& [key, value] : object->items()) {
                if (!value.is_string()) return unreadable(file.path(), key);
                texts.insert_or_assign(key, value.get<std::string>());
            }
        }
    }
    const auto dutch = locales.by_language_.find(first_language);
    if (dutch == locales.by_language_.end() || dutch->second.empty()) {
        return refuse(RefusalCode::not_found, "program.locale_missing", {{"folder", folder}});
    }
    return locales;
}

std::string Locales::text(std::string_view language, std::string_view key,
                          const std::vector<TextParameter>& parameters) const {
    const auto number = std::find_if(parameters.begin(), parameters.end(),
                                     [](const TextParameter& parameter) { return parameter.name == "n"; });
    for (const std::string_view candidate : {language, primary(language), first_language}) {
        const auto texts = by_language_.find(candidate);
        if (texts == by_language_.end()) continue;
        if (number != parameters.end()) {
            const double n = std::strtod(number->value.c_str(), nullptr);
            const std::string base = std::string(key) + ".";
            auto form = texts->second.find(base + plural_category(candidate, n));
            if (form == texts->second.end()) form = texts->second.find(base + "other");
            if (form != texts->second.end()) return fill_in(form->second, parameters);
        }
        if (const auto plain = texts->second.find(key); plain != texts->second.end()) {
            return fill_in(plain->second, parameters);
        }
    }
    return std::string(key);
}

std::string Locales::text(std::string_view language, const Sentence& sentence) const {
    return text(language, sentence.key, sentence.parameters);
}

std::string Locales::person_name(std::string_view language, std::string_view shown) const {
    const auto number = as_number(shown);
    if (!number) return std::string(shown);
    const auto worded = [&](std::string_view key) { return text(language, key, {{"n", number->digits}}); };
    switch (number->of) {
        case NumberOf::person:
            return worded("common.guest");
        case NumberOf::card:
            return worded("common.card");
        case NumberOf::hand:
            return worded("common.hand");
    }
    return std::string(shown);
}

bool Locales::has(std::string_view language, std::string_view key) const {
    const auto texts = by_language_.find(language);
    return texts != by_language_.end() && texts->second.contains(key);
}

std::vector<std::string> Locales::languages() const {
    std::vector<std::string> names;
    for (const auto& [language, texts] : by_language_) names.push_back(language);
    return names;
}

std::string Locales::json(std::string_view language, const std::vector<std::string>& prefixes) const {
    json::Value object = json::Value::object();
    const auto texts = by_language_.find(language);
    if (texts == by_language_.end()) return json::dump(object);
    for (const auto& [key, value] : texts->second) {
        const bool wanted =
            std::any_of(prefixes.begin(), prefixes.end(),
                        [&key = key](const std::string& prefix) { return key.starts_with(prefix); });
        if (wanted) object[key] = value;
    }
    return json::dump(object);
}

}  // namespace buurtkiosk
