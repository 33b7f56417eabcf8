// Owns the name and version under which each event stands in the evening's file. Used by event_codec.cpp
// only, with the fields of event_fields.h. A name must never be given to another event, nor a version go
// down: files of earlier evenings hold them.
#pragma once

#include <cstdint>
#include <string_view>

#include "assembly/events.h"

namespace buurtkiosk::journal {

struct EventKind {
    std::string_view name;
    std::int32_t version = 1;
};

// An event without a name here does not compile.
template <class Body>
inline constexpr EventKind kind_of{};

template <>
inline constexpr EventKind kind_of<assembly::MeetingPrepared>{"meeting.prepared"};
template <>
inline constexpr EventKind kind_of<assembly::MeetingTitled>{"meeting.titled"};
template <>
inline constexpr EventKind kind_of<assembly::MeetingPhaseSet>{"meeting.phase_set"};
template <>
inline constexpr EventKind kind_of<assembly::KioskRestarted>{"kiosk.restarted"};
template <>
inline constexpr EventKind kind_of<assembly::PersonJoined>{"person.joined"};
template <>
inline constexpr EventKind kind_of<assembly::PersonReturned>{"person.returned"};
template <>
inline constexpr EventKind kind_of<assembly::PersonNamed>{"person.named"};
template <>
inline constexpr EventKind kind_of<assembly::PersonPlaced>{"person.placed"};
template <>
inline constexpr EventKind kind_of<assembly::PersonLanguageSet>{"person.language_set"};
template <>
inline constexpr EventKind kind_of<assembly::RoleGiven>{"chair.paired", 2};
template <>
inline constexpr EventKind kind_of<assembly::BlockAdded>{"block.added", 3};
template <>
inline constexpr EventKind kind_of<assembly::BlockRemoved>{"block.removed"};
template <>
inline constexpr EventKind kind_of<assembly::BlockMinutesSet>{"block.minutes_set"};
template <>
inline constexpr EventKind kind_of<assembly::BlockMoved>{"block.moved"};
template <>
inline constexpr EventKind kind_of<assembly::BlockEdited>{"block.edited"};
template <>
inline constexpr EventKind kind_of<assembly::AgendaStepped>{"agenda.stepped"};
template <>
inline constexpr EventKind kind_of<assembly::BlockSlidesSet>{"block.slides_set"};
template <>
inline constexpr EventKind kind_of<assembly::SlideTurned>{"slide.turned"};
template <>
inline constexpr EventKind kind_of<assembly::CheckInOpened>{"check_in.opened"};
template <>
inline constexpr EventKind kind_of<assembly::CheckInRemoved>{"check_in.removed"};
template <>
inline constexpr EventKind kind_of<assembly::CheckInStateSet>{"check_in.state_set"};
template <>
inline constexpr EventKind kind_of<assembly::WordGiven>{"word.given"};
template <>
inline constexpr EventKind kind_of<assembly::WordsRegrouped>{"words.regrouped"};
template <>
inline constexpr EventKind kind_of<assembly::WordGroupMarked>{"word_group.marked", 2};
template <>
inline constexpr EventKind kind_of<assembly::ExplainInvited>{"explain.invited"};
template <>
inline constexpr EventKind kind_of<assembly::ExplainAnswered>{"explain.answered"};
template <>
inline constexpr EventKind kind_of<assembly::QueueListSet>{"queue.list_set"};
template <>
inline constexpr EventKind kind_of<assembly::QueueLimitSet>{"queue.limit_set", 2};
template <>
inline constexpr EventKind kind_of<assembly::QueueAsked>{"queue.asked", 3};
template <>
inline constexpr EventKind kind_of<assembly::QueuePlaced>{"queue.placed"};
template <>
inline constexpr EventKind kind_of<assembly::QueueMoved>{"queue.moved"};
template <>
inline constexpr EventKind kind_of<assembly::QueueLeft>{"queue.left", 2};
template <>
inline constexpr EventKind kind_of<assembly::QueueRulesSet>{"queue.rules_set"};
template <>
inline constexpr EventKind kind_of<assembly::SpeakerPassed>{"speaker.passed", 2};
template <>
inline constexpr EventKind kind_of<assembly::QueueReturned>{"queue.returned"};
template <>
inline constexpr EventKind kind_of<assembly::GuestSet>{"guest.set"};
template <>
inline constexpr EventKind kind_of<assembly::SpeakingSet>{"speaking.set", 3};
template <>
inline constexpr EventKind kind_of<assembly::PeopleGroupsSet>{"people.groups_set"};
template <>
inline constexpr EventKind kind_of<assembly::PersonGrouped>{"person.grouped"};
template <>
inline constexpr EventKind kind_of<assembly::VideoCallSet>{"meeting.video_call_set"};
template <>
inline constexpr EventKind kind_of<assembly::QuestionRulesSet>{"question.rules_set"};
template <>
inline constexpr EventKind kind_of<assembly::QuestionAsked>{"question.asked"};
template <>
inline constexpr EventKind kind_of<assembly::QuestionVoted>{"question.voted"};
template <>
inline constexpr EventKind kind_of<assembly::QuestionMarked>{"question.marked"};
template <>
inline constexpr EventKind kind_of<assembly::QuestionMerged>{"question.merged"};
template <>
inline constexpr EventKind kind_of<assembly::QuestionsInvited>{"question.invited"};
template <>
inline constexpr EventKind kind_of<assembly::InvitationAnswered>{"question.invitation_answered"};
template <>
inline constexpr EventKind kind_of<assembly::PollAdded>{"poll.added"};
template <>
inline constexpr EventKind kind_of<assembly::PollRemoved>{"poll.removed"};
template <>
inline constexpr EventKind kind_of<assembly::PollOpened>{"poll.opened"};
template <>
inline constexpr EventKind kind_of<assembly::PollUnopened>{"poll.unopened"};
template <>
inline constexpr EventKind kind_of<assembly::BallotCast>{"ballot.cast"};
template <>
inline constexpr EventKind kind_of<assembly::PollClosed>{"poll.closed"};
template <>
inline constexpr EventKind kind_of<assembly::PollShown>{"poll.shown"};
template <>
inline constexpr EventKind kind_of<assembly::PollHidden>{"poll.hidden"};
template <>
inline constexpr EventKind kind_of<assembly::StageSet>{"stage.set", 4};
template <>
inline constexpr EventKind kind_of<assembly::StageBlanked>{"stage.blanked"};
template <>
inline constexpr EventKind kind_of<assembly::StageThemed>{"stage.themed"};
template <>
inline constexpr EventKind kind_of<assembly::StepDone>{"step.done", 2};
template <>
inline constexpr EventKind kind_of<assembly::StepUndone>{"step.undone"};

}  // namespace buurtkiosk::journal
