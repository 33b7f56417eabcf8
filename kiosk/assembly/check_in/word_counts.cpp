// Owns the counting behind clouds and the chair's list of words. Pure, loop thread.
// It must never merge: groups were decided when the words came in.
#include "assembly/check_in/word_counts.h"

#include <algorithm>
#include <map>

namespace buurtkiosk::assembly {
namespace {

struct Spelling {
    std::uint32_t count = 0;
    std::int64_t first_ms = 0;
    PersonId first;
};

}  // namespace

std::vector<WordCount> count_words(const CheckIn& check_in) {
    std::map<GroupId, std::map<std::string, Spelling>> groups;
    for (const auto& [person, answer] : check_in.answers) {
        if (answer.word.text.empty()) continue;  // erased
        Spelling& spelling = groups[answer.group][answer.word.text];
        if (spelling.count == 0 || answer.given_ms < spelling.first_ms) {
            spelling.first_ms = answer.given_ms;
            spelling.first = person;
        }
        ++spelling.count;
    }
    std::vector<WordCount> words;
    for (const auto& [group, spellings] : groups) {
        std::vector<std::pair<std::string, Spelling>> ordered(spellings.begin(), spellings.end());
        std::stable_sort(ordered.begin(), ordered.end(), [](const auto& one, const auto& other) {
            if (one.second.count != other.second.count) return one.second.count > other.second.count;
            return one.second.first_ms < other.second.first_ms;
        });
        WordCount word{group, ordered.front().first, ordered.front().second.first, 0, {}};
        // Into which word the chair merged, is what the word is called, while that person still means it.
        if (const auto& named_by = check_in.groups.at(group).named_by) {
            const auto answer = check_in.answers.find(*named_by);
            if (answer != check_in.answers.end() && answer->second.group == group) {
                word.text = answer->second.word.text;
                word.by = *named_by;
            }
        }
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

}  // namespace buurtkiosk::assembly
