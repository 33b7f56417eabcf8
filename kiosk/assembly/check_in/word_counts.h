// Owns counting the words of a check-in by group: how many gave it, in which spellings, which spelling is
// shown. Pure, loop thread. It must never say who gave a word.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "assembly/state.h"

namespace buurtkiosk::assembly {

struct WordCount {
    GroupId group;
    std::string
        text;     // the chair's choice by merging, else the most used spelling; of equals the one given first
    PersonId by;  // one of those who gave it so
    std::uint32_t count = 0;
    std::vector<std::pair<std::string, std::uint32_t>> spellings;  // most used first
};

// Groups that somebody's word is in, most given first, then the oldest; hidden and waiting ones too.
std::vector<WordCount> count_words(const CheckIn& check_in);

}  // namespace buurtkiosk::assembly
