// Owns choosing what the minutes tell of a record. Pure, any thread. It must never add up turns itself:
// assembly/queue/totals.h does.
#include "minutes/report.h"

#include <algorithm>
#include <map>

#include "assembly/agenda/agenda.h"
#include "assembly/check_in/word_counts.h"
#include "assembly/people/people.h"
#include "assembly/questions/questions.h"
#include "assembly/queue/queue.h"
#include "assembly/queue/totals.h"

namespace buurtkiosk::minutes {
namespace {

using assembly::BlockState;
using assembly::Phase;
using assembly::Place;
using assembly::QueueEntry;
using assembly::State;

Outcome outcome_of(BlockState state, Phase phase) {
    switch (state) {
        case BlockState::todo:
            return phase == Phase::ended ? Outcome::not_reached : Outcome::to_come;
        case BlockState::now:
            return Outcome::now;
        case BlockState::done:
            return Outcome::done;
        case BlockState::skipped:
            return Outcome::skipped;
    }
    return Outcome::to_come;
}

// A whole without times of its own has those of its parts.
void widen(std::optional<std::int64_t>& whole, const std::optional<std::int64_t>& part, bool to_later) {
    if (!part) return;
    if (!whole || (to_later ? *part > *whole : *part < *whole)) whole = part;
}

AgendaLine line_of(const State& state, BlockId id) {
    const assembly::Agenda& agenda = state.agenda;
    const assembly::Block& block = agenda.blocks.at(id);
    AgendaLine line;
    line.title = block.title;
    line.is_part = block.inside.has_value();
    line.minutes = assembly::minutes_of(agenda, id);
    line.plan = {block.plan_starts_ms, block.plan_ends_ms};
    line.outcome = outcome_of(assembly::state_of(agenda, id), state.phase);
    const bool came = line.outcome == Outcome::done || line.outcome == Outcome::now;
    if (!came) return line;
    line.real = {block.started_ms, block.ended_ms};
    for (const BlockId part : assembly::parts_of(agenda, id)) {
        widen(line.real.starts_ms, agenda.blocks.at(part).started_ms, false);
        widen(line.real.ends_ms, agenda.blocks.at(part).ended_ms, true);
    }
    if (line.outcome == Outcome::now) line.real.ends_ms.reset();
    return line;
}

std::vector<AgendaLine> agenda_of(const Record& record) {
    std::vector<AgendaLine> lines;
    for (const BlockId id : record.state.agenda.order) lines.push_back(line_of(record.state, id));
    for (const assembly::Block& block : record.dropped) {
        AgendaLine line;
        line.title = block.title;
        line.minutes = block.minutes;
        line.plan = {block.plan_starts_ms, block.plan_ends_ms};
        line.outcome = Outcome::dropped;
        lines.push_back(std::move(line));
    }
    return lines;
}

CheckInReport check_in_of(const assembly::CheckIn& check_in) {
    CheckInReport report{
        check_in.prompt, static_cast<std::uint32_t>(check_in.answers.size()), check_in.was_shown, {}, 0};
    if (!check_in.was_shown) return report;
    for (const assembly::WordCount& word : assembly::count_words(check_in)) {
        const assembly::WordGroup& group = check_in.groups.at(word.group);
        // An erased word is gone, and so is what it said.
        if (group.hidden || group.waits || word.text.empty()) {
            report.kept_back += word.count;
        } else {
            report.words.push_back(WordLine{word.text, word.count});
        }
    }
    return report;
}

PollReport poll_of(const assembly::Poll& poll) {
    PollReport report;
    report.question = poll.question;
    report.cast = static_cast<std::uint32_t>(poll.voted.size());
    for (const assembly::PollOption& option : poll.options)
        report.options.push_back(OptionLine{option.id, option.text, 0});
    if (!poll.tally) return report;
    report.cast = poll.tally->cast;
    report.may_vote = poll.tally->may_vote;
    report.stage = PollStage::not_shown;
    if (poll.state != assembly::PollState::shown) return report;
    report.stage = PollStage::shown;
    for (OptionLine& option : report.options) {
        const auto count = poll.tally->counts.find(option.id);
        if (count != poll.tally->counts.end()) option.count = count->second;
    }
    return report;
}

// The turns as they are noted down: to the second.
State in_whole_seconds(State state) {
    constexpr std::int64_t second_ms = 1000;
    for (auto& [id, entry] : state.queue.entries)
        entry.spoken_ms = (entry.spoken_ms + second_ms / 2) / second_ms * second_ms;
    return state;
}

Share share_of(const assembly::Spoken& spoken) { return {spoken.turns, spoken.spoken_ms / 1000}; }

std::vector<GroupLine> groups_of(const State& state, const assembly::SpeakingTotals& totals) {
    std::vector<GroupLine> groups;
    for (const assembly::PeopleGroup& group : state.groups) {
        const auto spoken = totals.groups.find(group.id);
        groups.push_back({group.name, spoken == totals.groups.end() ? Share{} : share_of(spoken->second)});
    }
    const auto none = totals.groups.find(std::nullopt);
    if (!groups.empty() && none != totals.groups.end())
        groups.push_back({std::nullopt, share_of(none->second)});
    return groups;
}

std::vector<SpeakerLine> speakers_of(const State& state, const assembly::SpeakingTotals& totals, bool names) {
    struct Speaker {
        SpeakerLine line;
        std::uint32_t first_turn = 0;
    };
    std::map<assembly::Speaker, Speaker> by;
    for (const auto& [id, entry] : state.queue.entries) {
        if (!assembly::had_turn(state.queue, entry)) continue;
        Speaker& speaker = by[assembly::speaker_of(entry)];
        (entry.place == Place::room ? speaker.line.in_room : speaker.line.at_home) = true;
        // The newest entry tells the name by which a guest is known.
        if (names) speaker.line.name = assembly::speaker_name(state, entry);
        if (speaker.first_turn == 0 || *entry.turn < speaker.first_turn) speaker.first_turn = *entry.turn;
    }
    std::vector<Speaker> speakers;
    for (auto& [who, speaker] : by) {
        speaker.line.share = share_of(totals.speakers.at(who));
        speakers.push_back(std::move(speaker));
    }
    std::sort(speakers.begin(), speakers.end(), [](const Speaker& one, const Speaker& other) {
        if (one.line.share.spoken_s != other.line.share.spoken_s)
            return one.line.share.spoken_s > other.line.share.spoken_s;
        if (one.line.share.turns != other.line.share.turns)
            return one.line.share.turns > other.line.share.turns;
        return one.first_turn < other.first_turn;
    });
    std::vector<SpeakerLine> lines;
    for (Speaker& speaker : speakers) lines.push_back(std::move(speaker.line));
    return lines;
}

SpeakingReport speaking_of(const State& exact, bool names) {
    const State state = in_whole_seconds(exact);
    const assembly::SpeakingTotals totals = assembly::speaking_totals(state);
    SpeakingReport report;
    report.room = share_of(totals.room);
    report.home = share_of(totals.home);
    report.all = {report.room.turns + report.home.turns, report.room.spoken_s + report.home.spoken_s};
    report.groups = groups_of(state, totals);
    report.speakers = speakers_of(state, totals, names);
    for (const auto& [id, entry] : state.queue.entries) {
        if (!assembly::had_turn(state.queue, entry)) continue;
        Share& kind = report.kinds.at(static_cast<std::size_t>(entry.kind));
        ++kind.turns;
        kind.spoken_s += entry.spoken_ms / 1000;
        if (!entry.person && entry.kind != assembly::QueueKind::point_of_order) ++report.turns_without_phone;
    }
    report.goes_on = state.queue.speaking.has_value();
    return report;
}

std::vector<QuestionLine> questions_of(const State& state, bool names) {
    const auto votes = assembly::count_votes(state.questions);
    std::vector<QuestionLine> lines;
    for (const auto& [id, question] : state.questions.by) {
        const bool erased = question.text.text.empty();
        if (question.merged_into || erased || !assembly::is_for_everybody(question.state)) continue;
        QuestionLine line{question.text.text, votes.at(id),
                          question.state == assembly::QuestionState::answered, std::nullopt};
        if (names && !question.anonymous) line.name = assembly::shown_name(state.people.at(question.person));
        lines.push_back(std::move(line));
    }
    std::stable_sort(lines.begin(), lines.end(), [](const QuestionLine& one, const QuestionLine& other) {
        return one.votes > other.votes;
    });
    return lines;
}

}  // namespace

Report report_of(const Record& record, const Choices& choices) {
    const State& state = record.state;
    Report report;
    report.title = state.title;
    report.language = state.languages.empty() ? "nl" : state.languages.front();
    report.phase = state.phase;
    report.real = {state.started_ms, state.ended_ms};
    report.day_ms =
        state.started_ms.value_or(assembly::fixed_beginning(state.agenda).value_or(record.last_ms));
    report.plan_ends_ms = state.agenda.plan_ends_ms;
    report.last_ms = record.last_ms;
    for (const auto& [id, person] : state.people)
        (person.place == Place::room ? report.room : report.home) += 1;
    report.agenda = agenda_of(record);
    for (const auto& [id, check_in] : state.check_ins) report.check_ins.push_back(check_in_of(check_in));
    for (const PollId id : state.poll_order) {
        const assembly::Poll& poll = state.polls.at(id);
        if (poll.state != assembly::PollState::draft) report.polls.push_back(poll_of(poll));
    }
    report.speaking = speaking_of(state, choices.names);
    report.questions = questions_of(state, choices.names);
    report.names = choices.names;
    report.events = record.events;
    report.head = record.head;
    return report;
}

}  // namespace buurtkiosk::minutes
