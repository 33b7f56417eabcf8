// Owns the tests of word merging against the labelled pairs of tests/words/, and of the blocklist.
// Runs on the test thread. It must never include anything of a meeting.
#include "base/words.h"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <fstream>
#include <iostream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "base/blocklist.h"
#include "base/limits.h"
#include "base/text.h"

namespace {

using buurtkiosk::text::Blocklist;
using buurtkiosk::text::shown_spelling;
using buurtkiosk::text::WordGroup;
using buurtkiosk::text::WordLikeness;
using buurtkiosk::text::WordMatcher;
namespace limits = buurtkiosk::limits;

struct Pair {
    std::string one;
    std::string other;
    bool same = false;
};

std::vector<Pair> labelled_pairs(const std::string& language) {
    const std::string path = std::string(BUURTKIOSK_TESTS_DIR) + "/words/pairs_" + language + ".tsv";
    std::ifstream file(path);
    INFO(path);
    REQUIRE(file.good());
    std::vector<Pair> pairs;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line.front() == '#') continue;
        std::istringstream columns(line);
        Pair pair;
        std::string label;
        std::getline(columns, pair.one, '\t');
        std::getline(columns, pair.other, '\t');
        std::getline(columns, label, '\t');
        INFO(line);
        REQUIRE((label == "same" || label == "different"));
        pair.same = label == "same";
        pairs.push_back(pair);
    }
    return pairs;
}

std::string read_asset(const std::string& name) {
    std::ifstream file(std::string(BUURTKIOSK_ASSETS_DIR) + "/" + name);
    REQUIRE(file.good());
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

const WordMatcher& matcher() {
    static const WordMatcher made;
    return made;
}

std::optional<std::uint32_t> match(std::string_view word, const std::vector<WordGroup>& groups,
                                   std::string_view language = "nl") {
    return matcher().match(word, groups, language);
}

}  // namespace

TEST_CASE("no pair of different words is merged, and most equal ones are") {
    struct Set {
        std::string language;
        std::size_t least_pairs;
    };
    for (const auto& [language, least_pairs] :
         {Set{"nl", 150}, Set{"en", 25}, Set{"tr", 25}, Set{"ar", 25}}) {
        const std::vector<Pair> pairs = labelled_pairs(language);
        CHECK(pairs.size() >= least_pairs);
        std::size_t same = 0, merged = 0, rightly_merged = 0;
        for (const Pair& pair : pairs) {
            INFO(language << ": " << pair.one << " / " << pair.other);
            // The set holds what clean_word lets through, else it would test words that never arrive.
            for (const std::string& word : {pair.one, pair.other}) {
                CHECK(buurtkiosk::text::clean_word(word, limits::word_graphemes).text == word);
            }
            const std::vector<WordGroup> groups{{7, {pair.other}}};
            const bool is_merged = matcher().match(pair.one, groups, language).has_value();
            const std::vector<WordGroup> other_way{{7, {pair.one}}};
            CHECK(matcher().match(pair.other, other_way, language).has_value() == is_merged);
            if (is_merged) CHECK(pair.same);
            same += pair.same ? 1 : 0;
            merged += is_merged ? 1 : 0;
            rightly_merged += is_merged && pair.same ? 1 : 0;
        }
        const double precision = static_cast<double>(rightly_merged) / static_cast<double>(merged);
        const double recall = static_cast<double>(rightly_merged) / static_cast<double>(same);
        std::cout << "words " << language << ": " << pairs.size() << " pairs, " << same << " same, precision "
                  << precision << ", recall " << recall << "\n";
        CHECK(precision == 1.0);
        CHECK(recall >= 0.8);
    }
}

TEST_CASE("different Dutch words stay apart whatever language the phone speaks") {
    for (const Pair& pair : labelled_pairs("nl")) {
        if (pair.same) continue;
        for (const char* language : {"", "nl-NL", "en", "tr", "ar", "fr", "???"}) {
            INFO(pair.one << " / " << pair.other << " in " << language);
            CHECK(matcher().compare(pair.one, pair.other, language) == WordLikeness::different);
        }
    }
}

TEST_CASE("a whole evening: every word of the labelled set lands with its like, in any order") {
    // Words that are 'same' hang together; two that hang together by no chain may never share a group.
    const std::vector<Pair> pairs = labelled_pairs("nl");
    std::vector<std::string> words;
    for (const Pair& pair : pairs) {
        for (const std::string& word : {pair.one, pair.other}) {
            if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
        }
    }
    for (std::uint32_t seed = 1; seed <= 5; ++seed) {
        std::mt19937 random(seed);
        std::vector<std::string> order = words;
        std::shuffle(order.begin(), order.end(), random);
        std::vector<WordGroup> groups;
        for (const std::string& word : order) {
            const std::optional<std::uint32_t> found = match(word, groups);
            if (found) {
                groups[*found].spellings.push_back(word);
            } else {
                groups.push_back({static_cast<std::uint32_t>(groups.size()), {word}});
            }
        }
        const auto group_of = [&](const std::string& word) {
            return std::find_if(groups.begin(), groups.end(),
                                [&](const WordGroup& group) {
                                    return std::find(group.spellings.begin(), group.spellings.end(), word) !=
                                           group.spellings.end();
                                })
                ->id;
        };
        for (const Pair& pair : pairs) {
            INFO("seed " << seed << ": " << pair.one << " / " << pair.other);
            if (!pair.same) CHECK(group_of(pair.one) != group_of(pair.other));
        }
    }
}

TEST_CASE("the surest likeness wins, and of several groups the smallest id") {
    const std::vector<WordGroup> groups{{9, {"kansen"}}, {4, {"kansje"}}, {6, {"Kans"}}, {2, {"kans"}}};
    CHECK(match("KANS", groups) == 2U);     // exact before form, then the smaller id
    CHECK(match("kansjes", groups) == 2U);  // a form of all four
    CHECK(match("kansen", groups) == 9U);   // exact in 9
    CHECK(match("dans", groups) == std::nullopt);
    CHECK(match("kans", {}) == std::nullopt);
    CHECK(match("kans", {{1, {}}}) == std::nullopt);
    // Exact beats a slip in a group with a smaller id.
    CHECK(match("entousiast", {{1, {"enthousiast"}}, {5, {"Entousiast"}}}) == 5U);
    CHECK(match("entousiast", {{8, {"blij"}}, {5, {"enthousiast"}}}) == 5U);
}

TEST_CASE("a group that the chair merged takes the words of all its spellings") {
    const std::vector<WordGroup> groups{{3, {"boos", "teleurgesteld"}}, {4, {"blij"}}};
    CHECK(match("boze", groups) == 3U);
    CHECK(match("Teleurgestelde", groups) == 3U);
    CHECK(match("bos", groups) == std::nullopt);
}

TEST_CASE("slips between words that no list knows do not let a group drift") {
    CHECK(matcher().compare("buurtkampioen", "buurtkapmioen", "nl") == WordLikeness::slip);
    CHECK(match("buurtkapmioen", {{1, {"buurtkampioen"}}}) == 1U);
    CHECK(match("buurtkapmioen", {{1, {"Wijkhelden", "buurtkampioen"}}}) == std::nullopt);
    CHECK(matcher().compare("stormend", "stromend", "nl") == WordLikeness::different);
    CHECK(matcher().compare("bedreigt", "bedriegt", "nl") == WordLikeness::different);
}

TEST_CASE("likeness is symmetric, and any bytes will do") {
    std::mt19937 random(42);
    const std::vector<std::string> pieces = {
        "b", "oo",       "s",      "z",  "e",  "en",       "heid", "ge", "'",    "-",
        "😀", "👍🏽", "\xFF",   "ال", "ة",  "ون",       "ı",    "İ",  "yim",  "lar",
        "é", "je",       "\u200D", " ",  "nn", "\xE2\x82", "1",    "t",  "ness", "ig"};
    const auto any_word = [&] {
        std::string word;
        const std::size_t length = random() % 6;
        for (std::size_t at = 0; at < length; ++at) word += pieces[random() % pieces.size()];
        return word;
    };
    for (int round = 0; round < 5000; ++round) {
        const std::string one = any_word();
        const std::string other = any_word();
        INFO("round " << round << ": " << one << " / " << other);
        for (const char* language : {"nl", "tr"}) {
            CHECK(matcher().compare(one, other, language) == matcher().compare(other, one, language));
            CHECK(matcher().compare(one, one, language) == WordLikeness::exact);
        }
    }
}

TEST_CASE("a matcher can be moved, and still matches") {
    WordMatcher first;
    WordMatcher second(std::move(first));
    WordMatcher third;
    third = std::move(second);
    const std::vector<WordGroup> groups{{1, {"blij"}}};
    CHECK(third.match("blije", groups, "nl") == 1U);
}

TEST_CASE("the most used spelling is shown, on a tie the first given") {
    using Spellings = std::vector<std::pair<std::string, std::uint32_t>>;
    CHECK(shown_spelling(Spellings{}).empty());
    CHECK(shown_spelling(Spellings{{"Blij", 1}}) == "Blij");
    CHECK(shown_spelling(Spellings{{"Blij", 1}, {"blij", 3}, {"blije", 2}}) == "blij");
    CHECK(shown_spelling(Spellings{{"Blij", 2}, {"blij", 2}}) == "Blij");
    CHECK(shown_spelling(Spellings{{"Blij", 0}, {"blij", 0}}) == "Blij");
}

TEST_CASE("words of the blocklist wait, and only they") {
    const Blocklist list =
        Blocklist::from_text("# a comment\n\n  sukkel  # with a note\r\nDombo\nzak-hooi\n\xFF\n");
    CHECK(list.waits_for_chair("sukkel"));
    CHECK(list.waits_for_chair("SUKKEL"));
    CHECK(list.waits_for_chair("súkkel"));
    CHECK(list.waits_for_chair("suk-kel"));
    CHECK(list.waits_for_chair("sukkel😀"));
    CHECK(list.waits_for_chair("sukkellll"));
    CHECK(list.waits_for_chair("dombo"));
    CHECK(list.waits_for_chair("zakhooi"));
    CHECK_FALSE(list.waits_for_chair("sukkelen"));  // whole words only
    CHECK_FALSE(list.waits_for_chair("suk"));
    CHECK_FALSE(list.waits_for_chair("with"));
    CHECK_FALSE(list.waits_for_chair("#"));
    CHECK_FALSE(list.waits_for_chair(""));
    CHECK_FALSE(list.waits_for_chair("blij"));
    CHECK_FALSE(Blocklist::from_text("").waits_for_chair("sukkel"));
}

TEST_CASE("the blocklist that comes along holds single words and none that people answer") {
    const std::string text = read_asset("blocklist.txt");
    const Blocklist list = Blocklist::from_text(text);
    CHECK(list.waits_for_chair("klootzak"));
    CHECK(list.waits_for_chair("Asshole"));
    for (const char* language : {"nl", "en", "tr", "ar"}) {
        for (const Pair& pair : labelled_pairs(language)) {
            INFO(pair.one << " / " << pair.other);
            CHECK_FALSE(list.waits_for_chair(pair.one));
            CHECK_FALSE(list.waits_for_chair(pair.other));
        }
    }
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        const std::string word = line.substr(0, line.find('#'));
        if (word.find_first_not_of(" \t\r") == std::string::npos) continue;
        INFO(line);
        CHECK(buurtkiosk::text::clean_word(word, limits::word_graphemes).problem ==
              buurtkiosk::text::TextProblem::none);
    }
}
