// Owns the counting behind clouds and the chair's list of words. Pure, loop thread.
// It must never merge: groups were decided when the words came in.
#include "views/words.h"

#include <algorithm>
#include <map>

namespace buurtkiosk::views {
namespace {

struct Spelling {
    std::uint32_t count = 0;
    std::int64_t first_ms = 0;
};

}  // namespace

std::vector<WordCount> count_words(const assembly::CheckIn& check_in) {
    std::map<GroupId, std::map<std::string, Spelling>> groups;
    for (const auto& [person, answer] : check_in.answers) {
        if (answer.word.text.empty()) continue;  // erased
        Spelling& spelling = groups[answer.group][answer.word.text];
        spelling.first_ms =
            spelling.count == 0 ? answer.given_ms : std::min(spelling.first_ms, answer.given_ms);
        ++spelling.count;
    }
    std::vector<WordCount> words;
    for (const auto& [group, spellings] : groups) {
        std::vector<std::pair<std::string, Spelling>> ordered(spellings.begin(), spellings.end());
        std::stable_sort(ordered.begin(), ordered.end(), [](const auto& one, const auto& other) {
            if (one.second.count != other.second.count) return one.second.count > other.second.count;
            return one.second.first_ms < other.second.first_ms;
        });
        WordCount word{group, ordered.front().first, 0, {}};
        for (const auto& [text, spelling] : ordered) {
            word.count += spelling.count;
            word.spellings.emplace_back(text, spelling.count);
        }
        words.push_back(std::move(word));
    }
    std::stable_sort(words.begin(), words.end(),
                     [](const WordCount& one, const WordCount& other) { return one.count > other.count; });
    return words;
}

}  // namespace buurtkiosk::views
