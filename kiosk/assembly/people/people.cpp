// Owns the rules about people: a token finds its person again, equal names get a number, a code or
// a chair gives a role. Pure, loop thread. It must never hold presence: who is connected is not part of the
// meeting.
#include "assembly/people/people.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <optional>
#include <set>

#include "assembly/people/rights.h"
#include "assembly/rules.h"
#include "base/limits.h"
#include "base/shown_name.h"
#include "base/text.h"

namespace buurtkiosk::assembly {
namespace {

const Person* find_by_token(const State& state, const TokenHash& token) {
    for (const auto& [id, person] : state.people) {
        // The one before stays good until the new one is used: the reply that carried the new one may be
        // lost.
        if (person.next_token == token || person.token == token) return &person;
    }
    return nullptr;
}

bool is_ascii(std::string_view text) {
    for (const char letter : text) {
        if (static_cast<unsigned char>(letter) >= 0x80) return false;
    }
    return true;
}

// Whether two names read as the same one. Folding is dear and names are many, so plain ASCII is compared
// without it.
bool names_alike(std::string_view one, std::string_view other) {
    if (!is_ascii(one) || !is_ascii(other)) return text::same_name(one, other);
    if (one.size() != other.size()) return false;
    const auto lower = [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
    };
    for (std::size_t i = 0; i < one.size(); ++i) {
        if (lower(one[i]) != lower(other[i])) return false;
    }
    return true;
}

// What "Fatma (2)" says behind `name`: 2 for "Fatma", nothing for another name.
std::optional<std::uint32_t> number_behind(std::string_view shown, std::string_view name) {
    const std::size_t open = shown.rfind(" (");
    if (open == std::string_view::npos || shown.back() != ')') return std::nullopt;
    const std::string_view digits = shown.substr(open + 2, shown.size() - open - 3);
    std::uint32_t number = 0;
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc{} || stop != digits.data() + digits.size()) return std::nullopt;
    if (!names_alike(shown.substr(0, open), name)) return std::nullopt;
    return number;
}

// The number that tells this person apart from others of the same name: 1 for the first, which shows nothing.
std::uint32_t free_number(const State& state, PersonId self, const std::string& name) {
    std::set<std::uint32_t> taken;
    for (const auto& [id, person] : state.people) {
        if (id == self || person.name.text.empty()) continue;
        if (names_alike(person.name.text, name)) {
            taken.insert(person.name_number);
        } else if (person.name_number > 1) {
            if (names_alike(shown_name(person), name))
                taken.insert(1);  // "Fatma (2)" typed, and there is one
        } else if (const auto typed = number_behind(person.name.text, name)) {
            taken.insert(*typed);  // "Fatma", and somebody typed "Fatma (2)" before
        }
    }
    std::uint32_t number = 1;
    while (taken.contains(number)) ++number;
    return number;
}

Result<PersonNamed> named(const State& state, PersonId person, const std::string& wanted) {
    auto name = clean_name(wanted);
    if (!name) return name.refusal();
    const std::uint32_t number = free_number(state, person, name.value());
    return PersonNamed{person, PersonalText{std::move(name).value()}, number};
}

std::string shown_as(const PersonNamed& event) {
    Person person;
    person.name = event.name;
    person.name_number = event.number;
    return shown_name(person);
}

std::string only_digits(std::string_view text) {
    std::string digits;
    for (const char letter : text) {
        if (letter >= '0' && letter <= '9') digits += letter;
    }
    return digits;
}

}  // namespace

bool is_name_free(const State& state, PersonId self, const std::string& name, std::uint32_t number) {
    if (name.empty()) return true;
    const std::string shown = shown_as(PersonNamed{self, PersonalText{name}, number});
    return std::none_of(state.people.begin(), state.people.end(), [&](const auto& other) {
        return other.first != self && !other.second.name.text.empty() &&
               names_alike(shown_name(other.second), shown);
    });
}

std::string shown_name(const Person& person) {
    if (person.name.text.empty()) return numbered_name(NumberOf::person, person.id.number);
    // Evenings of before clean_name may hold a name that reads as a number.
    if (person.name_number <= 1) return typed_name(person.name.text);
    return person.name.text + " (" + std::to_string(person.name_number) + ")";
}

Result<Decision> decide_command(const State& state, const Join& command, const Context&) {
    Draft draft;
    const std::string language = language_or_default(state, command.language);
    const Person* known = command.resume ? find_by_token(state, *command.resume) : nullptr;
    if (known) {
        draft.happen(PersonReturned{known->id, command.place, language, *command.resume, command.next_token});
        draft.decision.answer.person = known->id;
        if (known->role != Role::attendee) draft.decision.answer.role = known->role;
        return std::move(draft.decision);
    }
    if (state.people.size() >= limits::people) return refuse(RefusalCode::full, "refusal.full_people");
    const PersonId person{state.next.person};
    draft.happen(PersonJoined{person, command.place, language, command.next_token});
    draft.decision.answer.person = person;
    return std::move(draft.decision);
}

Result<Decision> decide_command(const State& state, const GiveName& command, const Context& context) {
    const auto person = require_person(state, context);
    if (!person) return person.refusal();
    auto event = named(state, person.value(), command.name);
    if (!event) return event.refusal();
    Draft draft;
    draft.decision.answer.shown = shown_as(event.value());
    draft.happen(std::move(event).value());
    return std::move(draft.decision);
}

Result<Decision> decide_command(const State& state, const RenamePerson& command, const Context&) {
    const auto found = state.people.find(command.person);
    if (found == state.people.end()) return refuse(RefusalCode::not_found, "refusal.no_such_person");
    auto event = named(state, command.person, command.name);
    if (!event) return event.refusal();
    const Person& before = found->second;
    Draft draft;
    draft.decision.answer.shown = shown_as(event.value());
    if (event.value().name == before.name && event.value().number == before.name_number)
        return std::move(draft.decision);
    // The inverse opens with the name given here: undo looks whether it still is the person's name.
    draft.undo_by(PersonNamed{command.person, before.name, before.name_number});
    draft.undo_by(event.value());
    draft.happen(std::move(event).value());
    // The step's words hold no name: they would stand in the chain, where nothing can be erased.
    return std::move(draft).as_step(state, "step.person_renamed");
}

Result<Decision> decide_command(const State& state, const SetPlace& command, const Context& context) {
    const auto person = require_person(state, context);
    if (!person) return person.refusal();
    Draft draft;
    if (state.people.at(person.value()).place != command.place) {
        draft.happen(PersonPlaced{person.value(), command.place});
    }
    return std::move(draft.decision);
}

Result<Decision> decide_command(const State& state, const SetLanguage& command, const Context& context) {
    const auto person = require_person(state, context);
    if (!person) return person.refusal();
    Draft draft;
    const std::string language = language_or_default(state, command.language);
    if (state.people.at(person.value()).language != language) {
        draft.happen(PersonLanguageSet{person.value(), language});
    }
    return std::move(draft.decision);
}

Result<Decision> decide_command(const State& state, const Pair& command, const Context& context) {
    const auto person = require_person(state, context);
    if (!person) return person.refusal();
    const Role has = state.people.at(person.value()).role;
    Draft draft;
    draft.decision.answer.role = has;
    if (has == Role::chair) return std::move(draft.decision);  // there is no more to be had
    const std::string digits = only_digits(command.code);
    const PairingCode* found = nullptr;
    if (context.codes && !digits.empty()) {
        for (const PairingCode& code : *context.codes) {
            if (code.digits == digits && (!found || found->spent)) found = &code;
        }
    }
    if (!found) return refuse(RefusalCode::not_allowed, "refusal.wrong_code");
    if (found->spent) return refuse(RefusalCode::not_allowed, "refusal.spent_code");
    draft.decision.answer.role = found->role;
    draft.happen(RoleGiven{person.value(), found->role});
    return std::move(draft.decision);
}

Result<Decision> decide_command(const State& state, const SetRole& command, const Context& context) {
    const auto found = state.people.find(command.person);
    if (found == state.people.end()) return refuse(RefusalCode::not_found, "refusal.no_such_person");
    const bool own = context.actor.kind == Actor::Kind::person && context.actor.person == command.person;
    const bool lays_down = own && command.role == Role::attendee;
    if (!lays_down) {
        if (auto chair = require_right(state, context, Right::lead); !chair) return chair.refusal();
        // Two chairs cannot put each other out: that only the console can.
        if (context.actor.kind == Actor::Kind::person && found->second.role == Role::chair)
            return refuse(RefusalCode::not_allowed, "refusal.only_console");
    }
    Draft draft;
    if (found->second.role != command.role) draft.happen(RoleGiven{command.person, command.role});
    return std::move(draft.decision);
}

Result<Decision> decide_command(const State& state, const HandOver& command, const Context& context) {
    const auto found = state.people.find(command.person);
    if (found == state.people.end()) return refuse(RefusalCode::not_found, "refusal.no_such_person");
    const bool at_console = context.actor.kind != Actor::Kind::person;
    if (!at_console && context.actor.person == command.person)
        return refuse(RefusalCode::already, "refusal.already_chair");
    Draft draft;
    if (found->second.role != Role::chair) draft.happen(RoleGiven{command.person, Role::chair});
    for (const auto& [id, person] : state.people) {
        const bool steps_back = at_console ? id != command.person : id == context.actor.person;
        if (steps_back && person.role == Role::chair) draft.happen(RoleGiven{id, Role::attendee});
    }
    return std::move(draft.decision);
}

void apply_event(State& state, const PersonJoined& event, std::int64_t at_ms) {
    assert(!state.people.contains(event.person));
    Person person;
    person.id = event.person;
    person.place = event.place;
    person.language = event.language;
    person.next_token = event.next_token;
    person.joined_ms = at_ms;
    state.people.emplace(event.person, std::move(person));
    state.next.person = event.person.number + 1;
}

void apply_event(State& state, const PersonReturned& event, std::int64_t) {
    Person& person = state.people.at(event.person);
    person.place = event.place;
    person.language = event.language;
    person.token = event.token;
    person.next_token = event.next_token;
}

void apply_event(State& state, const PersonNamed& event, std::int64_t) {
    Person& person = state.people.at(event.person);
    person.name = event.name;
    person.name_number = event.number;
}

void apply_event(State& state, const PersonPlaced& event, std::int64_t) {
    state.people.at(event.person).place = event.place;
}

void apply_event(State& state, const PersonLanguageSet& event, std::int64_t) {
    state.people.at(event.person).language = event.language;
}

void apply_event(State& state, const RoleGiven& event, std::int64_t) {
    state.people.at(event.person).role = event.role;
}

}  // namespace buurtkiosk::assembly
