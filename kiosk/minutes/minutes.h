// Owns the minutes as files: what stands in each and what they are called, made from a record and nothing
// else. Any thread. It must never touch a disk or a clock: who asks writes them where they belong.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/locale.h"
#include "minutes/document.h"
#include "minutes/record.h"
#include "minutes/report.h"

namespace buurtkiosk::minutes {

// A moment as the clock on the wall told it.
struct LocalMoment {
    int year = 1970;
    int month = 1;    // 1 … 12
    int day = 1;      // of the month
    int weekday = 1;  // 1 Monday … 7 Sunday
    int hour = 0;
    int minute = 0;
};
// From milliseconds of the journal.
using LocalTime = std::function<LocalMoment(std::int64_t)>;

struct Wording {
    const Locales& locales;
    LocalTime local;
};

struct File {
    std::string name;  // no folder in it
    std::string bytes;
};

// The report as a document in the evening's first language, or in Dutch when there are no texts in that one.
Document document_of(const Report& report, const Wording& wording);
// The speaking times: a line for the whole, each place, group, kind of turn and speaker. UTF-8 with a mark at
// the beginning, RFC 4180, with a semicolon where the comma is the decimal sign, as spreadsheets expect
// there. No cell is taken for a formula.
std::string speaking_csv(const Report& report, const Wording& wording);
// Everything that the report knows, for programs: keys in English, times in milliseconds of the journal and
// as the clock told them, spoken time in whole seconds.
std::string json_of(const Report& report, const Wording& wording);

// All of them: the page, Markdown, the speaking times and the data.
std::vector<File> files_of(const Record& record, const Choices& choices, const Wording& wording);

// --- shared by them ---
// The language of our own words in this report.
std::string language_of(const Report& report, const Locales& locales);
std::string clock_words(const LocalMoment& moment);  // "19:30"
// The name of a speaker as shown, else 'Spreker 3': by the place in the list of speakers, from 0.
std::string speaker_words(const Report& report, std::size_t at, const Wording& wording);
// "zaal", "thuis", "zaal en thuis".
std::string where_words(const SpeakerLine& speaker, const std::string& language, const Locales& locales);
std::string kind_words(assembly::QueueKind kind, const std::string& language, const Locales& locales);
std::string option_words(const OptionLine& option, const std::string& language, const Locales& locales);

}  // namespace buurtkiosk::minutes
