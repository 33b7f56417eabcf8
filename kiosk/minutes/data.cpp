// Owns the report as data: speaking times for a spreadsheet, everything for a program. Pure, any thread. It
// must never let a spreadsheet run what somebody wrote.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "base/json.h"
#include "minutes/minutes.h"

namespace buurtkiosk::minutes {
namespace {

// A text that begins like a formula gets an apostrophe: spreadsheets read it as text then. The wide forms of
// those signs count too: some spreadsheets take them for the narrow ones.
bool looks_like_formula(std::string_view text) {
    constexpr std::array<std::string_view, 10> beginnings = {"=",  "+",  "-",  "@",  "\t",
                                                             "\r", "＝", "＋", "－", "＠"};
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [&](std::string_view one) { return text.starts_with(one); });
}

std::string cell(std::string_view text) {
    std::string quoted = "\"";
    if (looks_like_formula(text)) quoted += '\'';
    for (const char letter : text) {
        if (letter == '"') quoted += '"';
        quoted += letter;
    }
    return quoted + "\"";
}

class Sheet {
  public:
    explicit Sheet(std::string_view separator) : separator_(separator) {}
    void line(const std::vector<std::string>& texts, const Share* share = nullptr) {
        std::string line;
        for (const std::string& text : texts) line += (line.empty() ? "" : separator_) + cell(text);
        if (share) line += fmt::format("{0}{1}{0}{2}", separator_, share->turns, share->spoken_s);
        out_ += line + "\r\n";
    }
    std::string whole() { return std::move(out_); }

  private:
    std::string separator_;
    std::string out_ = "\xEF\xBB\xBF";  // without this mark older spreadsheets take it for another encoding
};

class Data {
  public:
    Data(const Report& report, const Wording& wording) : report_(report), wording_(wording) {}

    json::Value whole() const {
        json::Value all = {{"format", "buurtkiosk.minutes"},
                           {"version", 1},
                           {"title", report_.title},
                           {"language", report_.language},
                           {"phase", phase()},
                           {"last", moment(report_.last_ms)},
                           {"people", {{"room", report_.room}, {"home", report_.home}}},
                           {"journal", {{"events", report_.events}, {"head", report_.head}}},
                           {"names", report_.names},
                           {"agenda", agenda()},
                           {"check_ins", check_ins()},
                           {"polls", polls()},
                           {"speaking", speaking()},
                           {"questions", questions()}};
        put(all, "started", report_.real.starts_ms);
        put(all, "ended", report_.real.ends_ms);
        put(all, "planned_end", report_.plan_ends_ms);
        return all;
    }

  private:
    json::Value moment(std::int64_t at_ms) const {
        const LocalMoment at = wording_.local(at_ms);
        return {{"ms", at_ms},
                {"local", fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}", at.year, at.month, at.day, at.hour,
                                      at.minute)}};
    }
    void put(json::Value& object, const char* key, const std::optional<std::int64_t>& at_ms) const {
        if (at_ms) object[key] = moment(*at_ms);
    }
    static json::Value share(const Share& share) {
        return {{"turns", share.turns}, {"spoken_s", share.spoken_s}};
    }
    const char* phase() const {
        switch (report_.phase) {
            case assembly::Phase::lobby:
                return "lobby";
            case assembly::Phase::running:
                return "running";
            case assembly::Phase::ended:
                return "ended";
        }
        return "";
    }
    static const char* word_of(Outcome outcome) {
        switch (outcome) {
            case Outcome::to_come:
                return "to_come";
            case Outcome::now:
                return "now";
            case Outcome::done:
                return "done";
            case Outcome::skipped:
                return "skipped";
            case Outcome::dropped:
                return "dropped";
            case Outcome::not_reached:
                return "not_reached";
        }
        return "";
    }
    static const char* word_of(PollStage stage) {
        switch (stage) {
            case PollStage::open:
                return "open";
            case PollStage::not_shown:
                return "not_shown";
            case PollStage::shown:
                return "shown";
        }
        return "";
    }

    json::Value agenda() const {
        json::Value lines = json::Value::array();
        for (const AgendaLine& line : report_.agenda) {
            json::Value one = {{"title", line.title},
                               {"part", line.is_part},
                               {"minutes", line.minutes},
                               {"outcome", word_of(line.outcome)}};
            put(one, "planned_start", line.plan.starts_ms);
            put(one, "planned_end", line.plan.ends_ms);
            put(one, "started", line.real.starts_ms);
            put(one, "ended", line.real.ends_ms);
            lines.push_back(std::move(one));
        }
        return lines;
    }
    json::Value check_ins() const {
        json::Value all = json::Value::array();
        for (const CheckInReport& check_in : report_.check_ins) {
            json::Value words = json::Value::array();
            for (const WordLine& word : check_in.words)
                words.push_back({{"text", word.text}, {"count", word.count}});
            all.push_back({{"prompt", check_in.prompt},
                           {"answers", check_in.answers},
                           {"shown", check_in.shown},
                           {"kept_back", check_in.kept_back},
                           {"words", std::move(words)}});
        }
        return all;
    }
    json::Value polls() const {
        json::Value all = json::Value::array();
        for (const PollReport& poll : report_.polls) {
            json::Value options = json::Value::array();
            for (const OptionLine& option : poll.options) {
                json::Value one = {{"id", option.id}};
                if (!option.text.empty()) one["text"] = option.text;
                if (poll.stage == PollStage::shown) one["count"] = option.count;
                options.push_back(std::move(one));
            }
            json::Value one = {{"question", poll.question},
                               {"stage", word_of(poll.stage)},
                               {"cast", poll.cast},
                               {"options", std::move(options)}};
            if (poll.may_vote) one["may_vote"] = *poll.may_vote;
            all.push_back(std::move(one));
        }
        return all;
    }
    json::Value speaking() const {
        const SpeakingReport& speaking = report_.speaking;
        json::Value groups = json::Value::array();
        for (const GroupLine& group : speaking.groups) {
            json::Value one = share(group.share);
            if (group.name) one["name"] = *group.name;
            groups.push_back(std::move(one));
        }
        json::Value kinds = json::Value::object();
        constexpr std::array<const char*, assembly::queue_kinds> names = {"point", "reply", "question",
                                                                          "point_of_order"};
        for (std::size_t kind = 0; kind < names.size(); ++kind)
            kinds[names.at(kind)] = share(speaking.kinds.at(kind));
        json::Value speakers = json::Value::array();
        for (std::size_t at = 0; at < speaking.speakers.size(); ++at) {
            const SpeakerLine& speaker = speaking.speakers[at];
            json::Value one = share(speaker.share);
            one["number"] = at + 1;
            one["room"] = speaker.in_room;
            one["home"] = speaker.at_home;
            if (speaker.name) one["name"] = speaker_words(report_, at, wording_);
            speakers.push_back(std::move(one));
        }
        return {{"all", share(speaking.all)},
                {"room", share(speaking.room)},
                {"home", share(speaking.home)},
                {"groups", std::move(groups)},
                {"kinds", std::move(kinds)},
                {"speakers", std::move(speakers)},
                {"turns_without_phone", speaking.turns_without_phone},
                {"goes_on", speaking.goes_on}};
    }
    json::Value questions() const {
        json::Value all = json::Value::array();
        for (const QuestionLine& question : report_.questions) {
            json::Value one = {
                {"text", question.text}, {"votes", question.votes}, {"answered", question.answered}};
            if (question.name)
                one["name"] =
                    wording_.locales.person_name(language_of(report_, wording_.locales), *question.name);
            all.push_back(std::move(one));
        }
        return all;
    }

    const Report& report_;
    const Wording& wording_;
};

}  // namespace

std::string speaking_csv(const Report& report, const Wording& wording) {
    const Locales& locales = wording.locales;
    const std::string language = language_of(report, locales);
    const auto say = [&](std::string_view key) { return locales.text(language, key); };
    const SpeakingReport& speaking = report.speaking;
    Sheet sheet(say("common.decimal_sign") == "," ? ";" : ",");
    sheet.line({say("report.csv_what"), say("report.csv_name"), say("report.place"),
                say("report.turns_column"), say("report.csv_seconds")});
    sheet.line({say("report.csv_all"), "", ""}, &speaking.all);
    sheet.line({say("report.place"), say("report.room"), ""}, &speaking.room);
    sheet.line({say("report.place"), say("report.home"), ""}, &speaking.home);
    for (const GroupLine& group : speaking.groups)
        sheet.line({say("report.group"), group.name.value_or(say("report.no_group")), ""}, &group.share);
    for (std::size_t kind = 0; kind < speaking.kinds.size(); ++kind)
        sheet.line(
            {say("report.kind"), kind_words(static_cast<assembly::QueueKind>(kind), language, locales), ""},
            &speaking.kinds.at(kind));
    for (std::size_t at = 0; at < speaking.speakers.size(); ++at)
        sheet.line({say("report.speaker_column"), speaker_words(report, at, wording),
                    where_words(speaking.speakers[at], language, locales)},
                   &speaking.speakers[at].share);
    return sheet.whole();
}

std::string json_of(const Report& report, const Wording& wording) {
    return json::dump(Data(report, wording).whole()) + "\n";
}

std::vector<File> files_of(const Record& record, const Choices& choices, const Wording& wording) {
    const Report report = report_of(record, choices);
    const Document document = document_of(report, wording);
    const auto name = [&](std::string_view key) { return wording.locales.text(document.language, key); };
    return {{name("report.file_report") + ".html", html_of(document)},
            {name("report.file_report") + ".md", markdown_of(document)},
            {name("report.file_times") + ".csv", speaking_csv(report, wording)},
            {"minutes.json", json_of(report, wording)}};
}

}  // namespace buurtkiosk::minutes
