// Owns Script, what the simulated crowd is called, says and asks about: data from assets/demo that a person
// may edit without a compiler. Read once before the demo starts, then const. It must never hold behaviour.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.h"

namespace buurtkiosk::demo {

struct ScriptPerson {
    std::string name;  // "" stays without one
    std::string language;
    std::string place;  // room or home
};
struct ScriptWord {
    std::vector<std::string> spellings;  // of one feeling, as different people write it
    double weight = 1;
};

struct Script {
    std::vector<ScriptPerson> people;  // as many as wanted: from the start again when there are fewer
    std::vector<ScriptWord> words;
    std::vector<std::string> topics;
    std::vector<std::string> questions;  // written ones

    // the chair
    std::string chair_name;
    std::size_t speakers = 3;
    std::map<std::string, double> pace_s;  // seconds before a step, by the code of desk.next

    /// Reads people.json, words.json, topics.json, questions.json and chair.json in `folder`. Refused with
    /// the sentence "program.demo_file" and {file}, {reason} when one cannot be used.
    static Result<Script> load(const std::string& folder);
};

}  // namespace buurtkiosk::demo
