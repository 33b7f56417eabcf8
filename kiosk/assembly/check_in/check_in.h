// Owns the one-word check-in: prompt, words hidden until the chair shows them, equal words as one, the
// invitation to explain. Pure, loop thread. It must never tell who gave a word: only a person's own view
// holds their word.
#pragma once

#include "assembly/decide.h"

namespace buurtkiosk::assembly {

Result<Decision> decide_command(const State& state, const OpenCheckIn& command, const Context& context);
Result<Decision> decide_command(const State& state, const ShowCheckIn& command, const Context& context);
Result<Decision> decide_command(const State& state, const CloseCheckIn& command, const Context& context);
Result<Decision> decide_command(const State& state, const GiveWord& command, const Context& context);
Result<Decision> decide_command(const State& state, const MergeWords& command, const Context& context);
Result<Decision> decide_command(const State& state, const SplitWord& command, const Context& context);
Result<Decision> decide_command(const State& state, const HideWord& command, const Context& context);
Result<Decision> decide_command(const State& state, const AllowWord& command, const Context& context);
Result<Decision> decide_command(const State& state, const InviteToExplain& command, const Context& context);
Result<Decision> decide_command(const State& state, const AnswerExplain& command, const Context& context);

void apply_event(State& state, const CheckInOpened& event, std::int64_t at_ms);
void apply_event(State& state, const CheckInRemoved& event, std::int64_t at_ms);
void apply_event(State& state, const CheckInStateSet& event, std::int64_t at_ms);
void apply_event(State& state, const WordGiven& event, std::int64_t at_ms);
void apply_event(State& state, const WordsRegrouped& event, std::int64_t at_ms);
void apply_event(State& state, const WordGroupMarked& event, std::int64_t at_ms);
void apply_event(State& state, const ExplainInvited& event, std::int64_t at_ms);
void apply_event(State& state, const ExplainAnswered& event, std::int64_t at_ms);

}  // namespace buurtkiosk::assembly
