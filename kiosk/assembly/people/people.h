// Owns joining, coming back, names and roles: what is decided about people, and how their events change the
// State. Pure, loop thread. It must never see a resume token itself, only its hash.
#pragma once

#include <string_view>

#include "assembly/decide.h"

namespace buurtkiosk::assembly {

Result<Decision> decide_command(const State& state, const Join& command, const Context& context);
Result<Decision> decide_command(const State& state, const GiveName& command, const Context& context);
Result<Decision> decide_command(const State& state, const RenamePerson& command, const Context& context);
Result<Decision> decide_command(const State& state, const SetPlace& command, const Context& context);
Result<Decision> decide_command(const State& state, const SetLanguage& command, const Context& context);
Result<Decision> decide_command(const State& state, const Pair& command, const Context& context);
Result<Decision> decide_command(const State& state, const SetRole& command, const Context& context);
Result<Decision> decide_command(const State& state, const HandOver& command, const Context& context);

void apply_event(State& state, const PersonJoined& event, std::int64_t at_ms);
void apply_event(State& state, const PersonReturned& event, std::int64_t at_ms);
void apply_event(State& state, const PersonNamed& event, std::int64_t at_ms);
void apply_event(State& state, const PersonPlaced& event, std::int64_t at_ms);
void apply_event(State& state, const PersonLanguageSet& event, std::int64_t at_ms);
void apply_event(State& state, const RoleGiven& event, std::int64_t at_ms);

// --- groups.cpp: the groups that the chair names, and who belongs to them ---
Result<Decision> decide_command(const State& state, const SetPeopleGroups& command, const Context& context);
Result<Decision> decide_command(const State& state, const SetPersonGroup& command, const Context& context);
Result<Decision> decide_command(const State& state, const ChooseGroup& command, const Context& context);
void apply_event(State& state, const PeopleGroupsSet& event, std::int64_t at_ms);
void apply_event(State& state, const PersonGrouped& event, std::int64_t at_ms);
// OK for none, or a group that there is.
Status require_group(const State& state, const std::optional<PeopleGroupId>& group);

// --- video_call.cpp: where people at home talk ---
Result<Decision> decide_command(const State& state, const SetVideoCall& command, const Context& context);
void apply_event(State& state, const VideoCallSet& event, std::int64_t at_ms);
// Whether it is a link that a browser opens as it stands: "https://host/…", at most limits::video_call_bytes.
bool is_web_address(std::string_view url);

// Whether nobody else is shown by that name with that number.
bool is_name_free(const State& state, PersonId self, const std::string& name, std::uint32_t number);

// "Fatma", "Fatma (2)" for the second of that name, or "#12" for somebody without a name.
std::string shown_name(const Person& person);

}  // namespace buurtkiosk::assembly
