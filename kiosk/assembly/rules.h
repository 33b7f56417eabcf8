// Owns what the parts' decisions share: who may do what, texts made clean or refused, steps that can be
// undone. Pure, loop thread. It must never hold a rule that belongs to one part alone.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assembly/decide.h"

namespace buurtkiosk::assembly {

// The person behind a command, or a refusal when the kiosk or its console sent what only a person can do.
Result<PersonId> require_person(const State& state, const Context& context);

// OK until the evening has ended.
Status require_running(const State& state);

// A line or a word, checked by base/text; what is wrong becomes a refusal that names the limit.
Result<std::string> clean_line(const std::string& text, std::size_t max_graphemes);
Result<std::string> clean_line_or_empty(const std::string& text, std::size_t max_graphemes);
// The name of somebody; one that would read as a number of the kiosk's gets a space ("#h4" is "# h4").
Result<std::string> clean_name(const std::string& text);
Result<std::string> clean_name_or_empty(const std::string& text);
Result<std::string> clean_word(const std::string& text, std::size_t max_graphemes);

// "nl", "tzm", "en-GB", "zh-Hans-CN": a language of two or three small letters, then parts of two to eight
// letters or digits, as the wire has them.
bool is_language_tag(std::string_view tag);

// The language, or the evening's first one when it is no language tag.
std::string language_or_default(const State& state, const std::string& language);

// A decision in the making: events that happen, and those that would take them back.
struct Draft {
    Decision decision;
    std::vector<Event> inverse;  // in the order in which undo applies them

    template <class Body>
    void happen(Body body) {
        decision.events.push_back(Event{std::move(body)});
    }
    // Later happenings are taken back first.
    template <class Body>
    void undo_by(Body body) {
        inverse.insert(inverse.begin(), Event{std::move(body)});
    }
    // Makes the wall show something else, if it does not yet.
    void set_stage(const State& state, Scene scene, std::optional<PollId> poll = std::nullopt,
                   std::optional<BlockId> slides = std::nullopt,
                   std::optional<QuestionId> question = std::nullopt);
    // Ends a step that the chair can undo.
    Decision as_step(const State& state, std::string key, std::vector<TextParameter> parameters = {}) &&;
};

struct Wall {
    Scene scene;
    std::optional<PollId> poll = std::nullopt;
    std::optional<BlockId> slides = std::nullopt;
};
// What the wall shows when nobody chose: the poll that is open, else the check-in, the speaker, the slides of
// the block that is on, the agenda.
Wall fitting_scene(const State& state);

// Whose slides belong to a block: its own, else those of what it is a part of.
std::optional<BlockId> slides_for(const Agenda& agenda, std::optional<BlockId> block);

}  // namespace buurtkiosk::assembly
