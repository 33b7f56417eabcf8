// Owns the report in words: which sentences, tables and lists, in the evening's language. Pure, any thread.
// It must never leave out on the page what the report holds, nor hold a sentence itself: those are in
// assets/locales.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "minutes/minutes.h"

namespace buurtkiosk::minutes {
namespace {

using Parameters = std::vector<TextParameter>;

// Seconds as minutes and seconds: "0:05", "75:30".
std::string minutes_seconds(std::int64_t seconds) {
    return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

class Writer {
  public:
    Writer(const Report& report, const Wording& wording)
        : report_(report), wording_(wording), language_(language_of(report, wording.locales)) {}

    Document whole() {
        Document document;
        document.language = language_;
        document.kind = say("report.document");
        document.title = report_.title.empty() ? say("program.title") : report_.title;
        document.lead = lead();
        const auto add = [&](Section section) {
            if (!section.parts.empty()) document.sections.push_back(std::move(section));
        };
        add(agenda());
        add(check_ins());
        add(polls());
        add(speaking());
        add(questions());
        const bool bare = document.sections.empty();
        Section about = notes();
        if (bare) about.parts.insert(about.parts.begin(), Paragraph{ours(say("report.nothing"))});
        document.sections.push_back(std::move(about));
        return document;
    }

  private:
    std::string say(std::string_view key, const Parameters& parameters = {}) const {
        return wording_.locales.text(language_, key, parameters);
    }
    std::string count(std::string_view key, std::uint64_t n, Parameters more = {}) const {
        more.push_back({"n", std::to_string(n)});
        return say(key, more);
    }
    // A sentence with somebody's own words in the place of {name}.
    Words say_with(std::string_view key, std::string_view name, const std::string& own) const {
        const std::string mark = "\x1f";  // no text of people holds one
        const std::string sentence = say(key, {{std::string(name), mark}});
        const std::size_t at = sentence.find(mark);
        if (at == std::string::npos) return ours(sentence);
        return {Run{sentence.substr(0, at), false}, Run{own, true},
                Run{sentence.substr(at + mark.size()), false}};
    }

    std::string clock(std::int64_t at_ms) const { return clock_words(wording_.local(at_ms)); }
    std::string day(std::int64_t at_ms) const {
        const LocalMoment at = wording_.local(at_ms);
        return say("report.date", {{"weekday", say("report.weekday." + std::to_string(at.weekday))},
                                   {"day", std::to_string(at.day)},
                                   {"month", say("report.month." + std::to_string(at.month))},
                                   {"year", std::to_string(at.year)}});
    }
    // "12 min 5 s", "40 s", "12 min".
    std::string length(std::int64_t seconds) const {
        const std::string s = std::to_string(seconds % 60);
        const std::string min = std::to_string(seconds / 60);
        if (seconds < 60) return say("report.length_s", {{"s", s}});
        if (seconds % 60 == 0) return say("report.length_min", {{"min", min}});
        return say("report.length", {{"min", min}, {"s", s}});
    }
    std::string from_to(const Times& times) const {
        if (!times.starts_ms) return "";
        if (!times.ends_ms) return clock(*times.starts_ms);
        return clock(*times.starts_ms) + "–" + clock(*times.ends_ms);
    }

    // --- sections ---
    std::vector<Words> lead() const {
        std::vector<Words> lines;
        const bool over = report_.real.starts_ms && report_.real.ends_ms;
        const std::string date = report_.events == 0 ? "" : day(report_.day_ms);
        if (over) {
            lines.push_back(ours(say("report.when", {{"date", date},
                                                     {"from", clock(*report_.real.starts_ms)},
                                                     {"to", clock(*report_.real.ends_ms)}})));
        } else if (report_.real.starts_ms) {
            lines.push_back(
                ours(say("report.when_from", {{"date", date}, {"from", clock(*report_.real.starts_ms)}})));
            lines.push_back(ours(say("report.not_ended", {{"time", clock(report_.last_ms)}})));
        } else {
            if (!date.empty()) lines.push_back(ours(date));
            lines.push_back(ours(say("report.not_begun")));
        }
        if (report_.room + report_.home == 0) {
            lines.push_back(ours(say("report.nobody")));
        } else {
            lines.push_back(ours(say("report.people", {{"room", std::to_string(report_.room)},
                                                       {"home", std::to_string(report_.home)}})));
        }
        return lines;
    }

    Section agenda() const {
        Section section{"agenda", ours(say("report.agenda")), {}};
        if (report_.agenda.empty()) return section;
        const bool begun = report_.real.starts_ms.has_value();
        Table table;
        table.columns.push_back({say("report.block"), false});
        if (begun) {
            table.columns.push_back({say("report.planned"), false});
            table.columns.push_back({say("report.real"), false});
        } else {
            table.columns.push_back({say("report.length_column"), true});
        }
        for (const AgendaLine& line : report_.agenda) {
            Table::Row row;
            row.is_part = line.is_part;
            row.cells.push_back(theirs(line.title));
            if (begun) {
                row.cells.push_back(ours(line.plan.starts_ms ? from_to(line.plan) : say("report.added")));
                row.cells.push_back(ours(real(line)));
                row.soft = line.outcome != Outcome::done && line.outcome != Outcome::now;
            } else {
                row.cells.push_back(ours(say("report.length_min", {{"min", std::to_string(line.minutes)}})));
            }
            table.rows.push_back(std::move(row));
        }
        section.parts.emplace_back(std::move(table));
        if (report_.plan_ends_ms && report_.real.ends_ms)
            section.parts.emplace_back(
                Paragraph{ours(say("report.agenda_ends", {{"planned", clock(*report_.plan_ends_ms)},
                                                          {"real", clock(*report_.real.ends_ms)}})),
                          true});
        return section;
    }
    std::string real(const AgendaLine& line) const {
        switch (line.outcome) {
            case Outcome::to_come:
                return say("report.to_come");
            case Outcome::now:
                return line.real.starts_ms ? say("report.since", {{"time", clock(*line.real.starts_ms)}})
                                           : say("report.to_come");
            case Outcome::done:
                return from_to(line.real);
            case Outcome::skipped:
                return say("report.skipped");
            case Outcome::dropped:
                return say("report.dropped");
            case Outcome::not_reached:
                return say("report.not_reached");
        }
        return "";
    }

    Section check_ins() const {
        Section section{"check-in", ours(say("report.check_in")), {}};
        for (const CheckInReport& check_in : report_.check_ins) {
            section.parts.emplace_back(Subheading{theirs(check_in.prompt)});
            if (!check_in.words.empty()) section.parts.emplace_back(flow(check_in.words));
            std::string told =
                check_in.answers == 0 ? say("report.no_words") : count("report.words", check_in.answers);
            if (!check_in.shown) told += " " + say("report.words_not_shown");
            if (check_in.kept_back > 0) told += " " + count("report.words_kept_back", check_in.kept_back);
            section.parts.emplace_back(Paragraph{ours(told), true});
        }
        return section;
    }
    static WordFlow flow(const std::vector<WordLine>& words) {
        WordFlow flow;
        std::uint32_t most = 1;
        for (const WordLine& word : words) most = std::max(most, word.count);
        for (const WordLine& word : words) {
            // By the square root, as areas are compared; a word that one person gave stays small.
            const double share = most == 1 ? 0 : std::sqrt((word.count - 1.0) / (most - 1.0));
            flow.words.push_back({word.text, word.count, 1 + static_cast<int>(std::lround(share * 3))});
        }
        return flow;
    }

    Section polls() const {
        Section section{"polls", ours(say("report.polls")), {}};
        for (const PollReport& poll : report_.polls) {
            section.parts.emplace_back(Subheading{theirs(poll.question)});
            if (poll.stage == PollStage::shown) section.parts.emplace_back(result(poll));
            std::string told =
                poll.may_vote ? count("report.voted_of", poll.cast, {{"may", std::to_string(*poll.may_vote)}})
                              : count("report.voted", poll.cast);
            if (poll.stage == PollStage::not_shown) told += " " + say("report.result_not_shown");
            if (poll.stage == PollStage::open) told += " " + say("report.poll_open");
            section.parts.emplace_back(Paragraph{ours(told), true});
        }
        return section;
    }
    Table result(const PollReport& poll) const {
        Table table;
        table.columns = {{say("report.answer"), false}, {say("report.votes_column"), true}};
        std::uint32_t most = 1;
        for (const OptionLine& option : poll.options) most = std::max(most, option.count);
        for (const OptionLine& option : poll.options) {
            Table::Row row;
            const bool own = !option.text.empty();
            row.cells = {{Run{option_words(option, language_, wording_.locales), own}},
                         ours(std::to_string(option.count))};
            row.bar = static_cast<double>(option.count) / most;
            table.rows.push_back(std::move(row));
        }
        return table;
    }

    Section speaking() const {
        const SpeakingReport& speaking = report_.speaking;
        Section section{"speaking", ours(say("report.speaking")), {}};
        if (speaking.speakers.empty()) return section;
        std::string told =
            count("report.turns", speaking.all.turns, {{"time", length(speaking.all.spoken_s)}});
        if (speaking.turns_without_phone > 0)
            told += " " + count("report.turns_without_phone", speaking.turns_without_phone);
        if (speaking.goes_on) told += " " + say("report.turn_goes_on");
        section.parts.emplace_back(Paragraph{ours(told)});

        Table places = shares("report.by_place", "report.place");
        places.small = true;
        add(places, ours(say("report.room")), speaking.room);
        add(places, ours(say("report.home")), speaking.home);
        add_sum(places, speaking.all);
        section.parts.emplace_back(std::move(places));

        Table kinds = shares("report.by_kind", "report.kind");
        kinds.columns[1].heading = say("report.number_column");
        kinds.small = true;
        Share every;
        for (std::size_t kind = 0; kind < speaking.kinds.size(); ++kind) {
            const Share& share = speaking.kinds.at(kind);
            if (share == Share{}) continue;
            add(kinds, ours(kind_words(static_cast<assembly::QueueKind>(kind), language_, wording_.locales)),
                share);
            every.turns += share.turns;
            every.spoken_s += share.spoken_s;
        }
        add_sum(kinds, every);
        section.parts.emplace_back(std::move(kinds));

        if (!speaking.groups.empty()) {
            Table groups = shares("report.by_group", "report.group");
            for (const GroupLine& group : speaking.groups)
                add(groups, group.name ? theirs(*group.name) : ours(say("report.no_group")), group.share);
            add_sum(groups, speaking.all);
            section.parts.emplace_back(std::move(groups));
        }
        section.parts.emplace_back(speakers());
        return section;
    }
    Table shares(std::string_view caption, std::string_view first) const {
        Table table;
        table.caption = say(caption);
        table.columns = {
            {say(first), false}, {say("report.turns_column"), true}, {say("report.time_column"), true}};
        return table;
    }
    static void add(Table& table, Words name, const Share& share) {
        Table::Row row;
        row.cells = {std::move(name), ours(std::to_string(share.turns)),
                     ours(minutes_seconds(share.spoken_s))};
        table.rows.push_back(std::move(row));
    }
    void add_sum(Table& table, const Share& share) const {
        add(table, ours(say("report.together")), share);
        table.rows.back().is_sum = true;
    }
    Table speakers() const {
        Table table;
        table.caption = say("report.speakers");
        table.columns = {{say("report.speaker_column"), false},
                         {say("report.place"), false},
                         {say("report.turns_column"), true},
                         {say("report.time_column"), true}};
        for (std::size_t at = 0; at < report_.speaking.speakers.size(); ++at) {
            const SpeakerLine& speaker = report_.speaking.speakers[at];
            Table::Row row;
            row.cells = {{Run{speaker_words(report_, at, wording_), speaker.name.has_value()}},
                         ours(where_words(speaker, language_, wording_.locales)),
                         ours(std::to_string(speaker.share.turns)),
                         ours(minutes_seconds(speaker.share.spoken_s))};
            table.rows.push_back(std::move(row));
        }
        Table::Row sum;
        sum.is_sum = true;
        sum.cells = {ours(say("report.together")),
                     {},
                     ours(std::to_string(report_.speaking.all.turns)),
                     ours(minutes_seconds(report_.speaking.all.spoken_s))};
        table.rows.push_back(std::move(sum));
        return table;
    }

    Section questions() const {
        Section section{"questions", ours(say("report.questions")), {}};
        for (const bool answered : {true, false}) {
            List list;
            for (const QuestionLine& question : report_.questions) {
                if (question.answered != answered) continue;
                Words note = ours(count("report.votes", question.votes));
                if (question.name) {
                    note.push_back(Run{" · ", false});
                    const std::string name = wording_.locales.person_name(language_, *question.name);
                    for (Run& run : say_with("report.asked_by", "name", name)) note.push_back(std::move(run));
                }
                list.items.push_back({theirs(question.text), std::move(note)});
            }
            if (list.items.empty()) continue;
            section.parts.emplace_back(
                Subheading{ours(say(answered ? "report.answered" : "report.open_questions"))});
            section.parts.emplace_back(std::move(list));
        }
        return section;
    }

    Section notes() const {
        Section section{"about", ours(say("report.about")), {}, true};
        std::string told = say("report.about_made");
        if (report_.room + report_.home > 0) told += " " + say("report.about_people");
        if (!report_.polls.empty()) told += " " + say("report.about_polls");
        if (!report_.speaking.speakers.empty()) {
            told += " " + say("report.about_times");
            const auto order = static_cast<std::size_t>(assembly::QueueKind::point_of_order);
            if (report_.speaking.kinds.at(order).turns > 0) told += " " + say("report.about_order");
        }
        told += " " + say(report_.names ? "report.about_names" : "report.about_no_names");
        section.parts.emplace_back(Paragraph{ours(told)});
        return section;
    }

    const Report& report_;
    const Wording& wording_;
    std::string language_;
};

}  // namespace

Document document_of(const Report& report, const Wording& wording) { return Writer(report, wording).whole(); }

std::string language_of(const Report& report, const Locales& locales) {
    return locales.has(report.language, "report.document") ? report.language : "nl";
}

std::string clock_words(const LocalMoment& moment) {
    return fmt::format("{}:{:02}", moment.hour, moment.minute);
}

std::string speaker_words(const Report& report, std::size_t at, const Wording& wording) {
    const std::string language = language_of(report, wording.locales);
    const SpeakerLine& speaker = report.speaking.speakers.at(at);
    if (speaker.name) return wording.locales.person_name(language, *speaker.name);
    return wording.locales.text(language, "report.speaker", {{"number", std::to_string(at + 1)}});
}

std::string where_words(const SpeakerLine& speaker, const std::string& language, const Locales& locales) {
    if (speaker.in_room && speaker.at_home) return locales.text(language, "report.where_both");
    return locales.text(language, speaker.in_room ? "report.where_room" : "report.where_home");
}

std::string kind_words(assembly::QueueKind kind, const std::string& language, const Locales& locales) {
    switch (kind) {
        case assembly::QueueKind::point:
            return locales.text(language, "kind.point");
        case assembly::QueueKind::reply:
            return locales.text(language, "kind.reply");
        case assembly::QueueKind::question:
            return locales.text(language, "kind.question");
        case assembly::QueueKind::point_of_order:
            return locales.text(language, "kind.point_of_order");
    }
    return "";
}

std::string option_words(const OptionLine& option, const std::string& language, const Locales& locales) {
    if (!option.text.empty()) return option.text;
    if (option.id == "yes") return locales.text(language, "common.yes");
    if (option.id == "no") return locales.text(language, "common.no");
    return locales.text(language, "common.abstain");
}

}  // namespace buurtkiosk::minutes
