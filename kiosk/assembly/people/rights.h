// Owns who may give which command: one table for chairs, minute takers, table facilitators and everybody
// else. Pure, loop thread. It must never hold what a command does, nor look at more of a person than the
// role.
#pragma once

#include "assembly/decide.h"

namespace buurtkiosk::assembly {

// What a command asks of who gives it.
enum class Right {
    everyone,    // who takes part; what each may do with their own things the command itself checks
    tidy,        // keeping the minutes: words, questions, drafts and names put right, nothing that moves the
                 // meeting on
    help,        // somebody without a phone gets their place in the queue
    run_tables,  // a table tells that it is ready
    lead,        // all that moves the meeting on, or changes what the wall shows
};

bool has_right(Role role, Right right);

// OK for the kiosk, its console, and the persons whose role has that right.
Status require_right(const State& state, const Context& context, Right right);

// The right that a command needs. What is not named here only a chair may do.
template <class Command>
inline constexpr Right right_of = Right::lead;

// What only the kiosk itself sends looks at who sent it on its own.
template <>
inline constexpr Right right_of<PrepareMeeting> = Right::everyone;
template <>
inline constexpr Right right_of<NoteRestart> = Right::everyone;
template <>
inline constexpr Right right_of<Join> = Right::everyone;
template <>
inline constexpr Right right_of<SlidesReady> = Right::everyone;
template <>
inline constexpr Right right_of<SlidesFailed> = Right::everyone;

template <>
inline constexpr Right right_of<GiveName> = Right::everyone;
template <>
inline constexpr Right right_of<SetPlace> = Right::everyone;
template <>
inline constexpr Right right_of<SetLanguage> = Right::everyone;
template <>
inline constexpr Right right_of<Pair> = Right::everyone;
template <>
inline constexpr Right right_of<GiveWord> = Right::everyone;
template <>
inline constexpr Right right_of<AnswerExplain> = Right::everyone;
template <>
inline constexpr Right right_of<AskToSpeak> = Right::everyone;
template <>
inline constexpr Right right_of<WithdrawFromQueue> = Right::everyone;
template <>
inline constexpr Right right_of<AnswerCall> = Right::everyone;
template <>
inline constexpr Right right_of<PassTurnOn> = Right::everyone;
template <>
inline constexpr Right right_of<ChooseGroup> = Right::everyone;
template <>
inline constexpr Right right_of<AskQuestion> = Right::everyone;
template <>
inline constexpr Right right_of<UpvoteQuestion> = Right::everyone;
template <>
inline constexpr Right right_of<AnswerInvitation> = Right::everyone;
template <>
inline constexpr Right right_of<CastVote> = Right::everyone;
// One's own role anybody may lay down; more needs a chair, and the command itself looks at that.
template <>
inline constexpr Right right_of<SetRole> = Right::everyone;

template <>
inline constexpr Right right_of<EditBlock> = Right::tidy;
template <>
inline constexpr Right right_of<MergeWords> = Right::tidy;
template <>
inline constexpr Right right_of<SplitWord> = Right::tidy;
template <>
inline constexpr Right right_of<HideWord> = Right::tidy;
template <>
inline constexpr Right right_of<AllowWord> = Right::tidy;
template <>
inline constexpr Right right_of<AllowQuestion> = Right::tidy;
template <>
inline constexpr Right right_of<HideQuestion> = Right::tidy;
template <>
inline constexpr Right right_of<MergeQuestions> = Right::tidy;
template <>
inline constexpr Right right_of<MarkAnswered> = Right::tidy;
template <>
inline constexpr Right right_of<AddPoll> = Right::tidy;
template <>
inline constexpr Right right_of<RemovePoll> = Right::tidy;
template <>
inline constexpr Right right_of<RenamePerson> = Right::tidy;

template <>
inline constexpr Right right_of<AddToQueue> = Right::help;
template <>
inline constexpr Right right_of<AddHands> = Right::help;
template <>
inline constexpr Right right_of<NameGuest> = Right::help;
template <>
inline constexpr Right right_of<ReturnToQueue> = Right::help;
template <>
inline constexpr Right right_of<SetPersonGroup> = Right::help;
template <>
inline constexpr Right right_of<FinishPart> = Right::run_tables;

}  // namespace buurtkiosk::assembly
