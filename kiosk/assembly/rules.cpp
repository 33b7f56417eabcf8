// Owns the shared checks of decide(): roles, clean texts, the bookkeeping of undoable steps.
// Pure, loop thread. It must never change a State.
#include "assembly/rules.h"

#include <algorithm>
#include <string_view>

#include "base/limits.h"
#include "base/shown_name.h"
#include "base/text.h"

namespace buurtkiosk::assembly {

Result<PersonId> require_person(const State& state, const Context& context) {
    if (context.actor.kind != Actor::Kind::person || !state.people.contains(context.actor.person)) {
        return refuse(RefusalCode::not_allowed, "refusal.only_attendees");
    }
    return context.actor.person;
}

Status require_running(const State& state) {
    if (state.phase == Phase::ended) return refuse(RefusalCode::closed, "refusal.meeting_ended");
    return Done{};
}

namespace {

Result<std::string> checked(const text::TextCheck& check, std::size_t max_graphemes) {
    switch (check.problem) {
        case text::TextProblem::none:
            // A character may be many bytes, such as a family of emoji: a text of only those would fill the
            // view.
            if (check.text.size() <= max_graphemes * limits::grapheme_bytes) return check.text;
            return refuse(RefusalCode::too_long, "refusal.too_long", {{"n", std::to_string(max_graphemes)}});
        case text::TextProblem::empty:
            return refuse(RefusalCode::empty, "refusal.empty");
        case text::TextProblem::too_long:
            return refuse(RefusalCode::too_long, "refusal.too_long", {{"n", std::to_string(max_graphemes)}});
        case text::TextProblem::bad_text:
            return refuse(RefusalCode::bad_text, "refusal.bad_text");
        case text::TextProblem::not_one_word:
            return refuse(RefusalCode::not_one_word, "refusal.not_one_word");
    }
    return refuse(RefusalCode::bad_text, "refusal.bad_text");
}

Status short_enough(const std::string& text, std::size_t max_graphemes) {
    if (text.size() <= limits::text_bytes) return Done{};
    return refuse(RefusalCode::too_long, "refusal.too_long", {{"n", std::to_string(max_graphemes)}});
}

}  // namespace

Result<std::string> clean_line(const std::string& text, std::size_t max_graphemes) {
    if (auto length = short_enough(text, max_graphemes); !length) return length.refusal();
    return checked(text::clean_line(text, max_graphemes), max_graphemes);
}

Result<std::string> clean_line_or_empty(const std::string& text, std::size_t max_graphemes) {
    auto line = clean_line(text, max_graphemes);
    if (!line && line.refusal().code == RefusalCode::empty) return std::string();
    return line;
}

Result<std::string> clean_name(const std::string& text) {
    auto name = clean_line(text, limits::name_graphemes);
    if (!name || !as_number(name.value())) return name;
    return clean_line(typed_name(std::move(name).value()), limits::name_graphemes);  // it is one longer now
}

Result<std::string> clean_name_or_empty(const std::string& text) {
    auto name = clean_name(text);
    if (!name && name.refusal().code == RefusalCode::empty) return std::string();
    return name;
}

Result<std::string> clean_word(const std::string& text, std::size_t max_graphemes) {
    if (auto length = short_enough(text, max_graphemes); !length) return length.refusal();
    return checked(text::clean_word(text, max_graphemes), max_graphemes);
}

bool is_language_tag(std::string_view tag) {
    if (tag.size() > limits::language_bytes) return false;
    const auto is_small = [](char letter) { return letter >= 'a' && letter <= 'z'; };
    const auto is_plain = [&](char letter) {
        return is_small(letter) || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
    };
    const std::string_view primary = tag.substr(0, tag.find('-'));
    if (primary.size() < 2 || primary.size() > 3 || !std::all_of(primary.begin(), primary.end(), is_small))
        return false;
    for (tag.remove_prefix(primary.size()); !tag.empty();) {
        tag.remove_prefix(1);  // the hyphen
        const std::string_view part = tag.substr(0, tag.find('-'));
        if (part.size() < 2 || part.size() > 8 || !std::all_of(part.begin(), part.end(), is_plain))
            return false;
        tag.remove_prefix(part.size());
    }
    return true;
}

std::string language_or_default(const State& state, const std::string& language) {
    if (is_language_tag(language)) return language;
    return state.languages.empty() ? std::string("nl") : state.languages.front();
}

void Draft::set_stage(const State& state, Scene scene, std::optional<PollId> poll,
                      std::optional<BlockId> slides, std::optional<QuestionId> question) {
    const Stage& now = state.stage;
    if (now.scene == scene && now.poll == poll && now.slides == slides && now.question == question) return;
    happen(StageSet{scene, poll, std::nullopt, std::nullopt, slides, std::nullopt, question, std::nullopt});
    undo_by(StageSet{now.scene, now.poll, scene, poll, now.slides, slides, now.question, question});
}

Decision Draft::as_step(const State& state, std::string key, std::vector<TextParameter> parameters) && {
    happen(StepDone{StepId{state.next.step}, Sentence{std::move(key), std::move(parameters)},
                    std::move(inverse)});
    return std::move(decision);
}

Wall fitting_scene(const State& state) {
    if (state.phase == Phase::ended) return {Scene::ended};
    for (auto poll = state.poll_order.rbegin(); poll != state.poll_order.rend(); ++poll) {
        if (state.polls.at(*poll).state == PollState::open) return {Scene::poll, *poll, std::nullopt};
    }
    if (const CheckIn* check_in = state.check_in(); check_in && check_in->state != CheckInState::closed) {
        return {Scene::check_in};
    }
    if (state.queue.speaking) return {Scene::speaker};
    if (const auto slides = slides_for(state.agenda, state.agenda.now))
        return {Scene::slides, std::nullopt, slides};
    return {state.phase == Phase::lobby ? Scene::lobby : Scene::agenda};
}

std::optional<BlockId> slides_for(const Agenda& agenda, std::optional<BlockId> block) {
    if (!block) return std::nullopt;
    const Block& asked = agenda.blocks.at(*block);
    const auto has = [](const Block& one) { return one.slides && !one.slides->failed; };
    if (has(asked)) return asked.id;
    if (asked.inside && has(agenda.blocks.at(*asked.inside))) return asked.inside;
    return std::nullopt;
}

}  // namespace buurtkiosk::assembly
