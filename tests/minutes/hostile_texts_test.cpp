// Owns the tests of texts that try to be more than text: markup, formulas, table edges, right-to-left; and of
// the page for who hears it. Test thread. It must never take a renderer's word for what is safe.
#include <algorithm>

#include "base/text.h"
#include "minutes/kept_evening.h"

using namespace buurtkiosk;
using namespace buurtkiosk::test;

namespace {

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }
std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size()))
        ++found;
    return found;
}

// RFC 4180: cells by line.
std::vector<std::vector<std::string>> read_csv(const std::string& text, char separator) {
    std::vector<std::vector<std::string>> lines(1, {""});
    bool quoted = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char letter = text[at];
        if (quoted && letter == '"' && at + 1 < text.size() && text[at + 1] == '"') {
            lines.back().back() += '"';
            ++at;
        } else if (letter == '"') {
            quoted = !quoted;
        } else if (!quoted && letter == separator) {
            lines.back().emplace_back();
        } else if (!quoted && letter == '\r') {
            continue;
        } else if (!quoted && letter == '\n') {
            lines.push_back({""});
        } else {
            lines.back().back() += letter;
        }
    }
    REQUIRE_FALSE(quoted);
    lines.pop_back();  // after the last line's end
    return lines;
}

// The names of the tags of a page, each closed where it should be; what is no tag does not count.
void check_closed(const std::string& html) {
    std::vector<std::string> open;
    for (std::size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
        const std::size_t end = html.find('>', at);
        REQUIRE(end != std::string::npos);
        const std::string inside = html.substr(at + 1, end - at - 1);
        const std::string name = inside.substr(0, inside.find(' '));
        if (name == "meta" || name == "!DOCTYPE") continue;
        if (name.starts_with("/")) {
            REQUIRE_FALSE(open.empty());
            CHECK(open.back() == name.substr(1));
            open.pop_back();
        } else {
            open.push_back(name);
        }
    }
    CHECK(open.empty());
}

const std::string arabic = "عبد الرحمن بن محمد بن عبد الله الأندلسية";  // as long as a name may be

struct HostileEvening : KeptEvening {
    explicit HostileEvening(const std::vector<std::string>& texts) : KeptEvening("<b>Avond</b> | *x*") {
        accept(console(), StartMeeting{});
        for (const std::string& text : texts) {
            ask(join(text));
            speaks(10'000);
            names.push_back(text);
        }
        accept(console(), SetPeopleGroups{{"=1+1", "a|b\"c;d", "<i>g</i>"}});
        accept(console(), OpenCheckIn{"# Kop <u>", 0});
        accept(person(PersonId{1}), GiveWord{"moe"});
        accept(console(), ShowCheckIn{});
        accept(console(), SetQuestionRules{true, true, false});
        accept(person(PersonId{1}), AskQuestion{"1. <img src=x onerror=alert(1)> [link](http://x) `code`"});
        accept(person(PersonId{2}), AskQuestion{"- lijst & </li></ul>"});
        const PollId poll =
            *accept(console(), AddPoll{PollKind::choice, "Een | of _twee_?", {"@a", "-b"}, {}}).poll;
        accept(console(), OpenPoll{poll});
        accept(console(), ClosePoll{poll});
        accept(console(), ShowPoll{poll});
    }
    std::vector<std::string> names;
};

HostileEvening hostile() {
    return HostileEvening(
        {"<script>alert(1)</script>", "=cmd|' /C calc'!A0", "a|b|c", "+31 6 12", "@som", arabic});
}

}  // namespace

TEST_CASE("the Arabic name of these tests is as long as a name may be") {
    CHECK(text::count_graphemes(arabic) == 40);
    CHECK(text::clean_line(arabic, 40).problem == text::TextProblem::none);
}

TEST_CASE("no text becomes markup on the page") {
    const std::string html = hostile().files(true).at("verslag.html");
    check_closed(html);
    for (const char* markup : {"<script", "<img", "<hr", "<b>", "<u>", "<i>", "javascript:", "http://x\""}) {
        INFO(markup);
        CHECK_FALSE(holds(html, markup));
    }
    CHECK(holds(html, "<bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi>"));
    CHECK(holds(html, "<bdi>" + arabic + "</bdi>"));
    CHECK(holds(html, "<title>Verslag: &lt;b&gt;Avond&lt;/b&gt; | *x*</title>"));
    CHECK(count(html, "<bdi>") == count(html, "</bdi>"));
    CHECK_FALSE(holds(html, "src=\""));  // nothing is fetched
    CHECK_FALSE(holds(html, "url("));
    CHECK(holds(html, "default-src 'none'"));
}

TEST_CASE("no text becomes an edge, a heading, a link or HTML in Markdown") {
    const std::string markdown = hostile().files(true).at("verslag.md");
    CHECK(holds(markdown, "# Verslag: \\<b\\>Avond\\</b\\> \\| \\*x\\*\n"));
    CHECK(holds(markdown, "| \\<script\\>alert(1)\\</script\\> | zaal | 1 | 0:10 |"));
    CHECK(holds(markdown, "| a\\|b\\|c | zaal | 1 | 0:10 |"));
    CHECK(holds(markdown, "| \u2068" + arabic + "\u2069 | zaal | 1 | 0:10 |"));
    CHECK(holds(markdown, "- 1\\. \\<img src=x onerror=alert(1)\\> \\[link\\](http\\://x) \\`code\\` ("));
    CHECK(holds(markdown, "- \\- lijst \\& \\</li\\>\\</ul\\> ("));
    CHECK(holds(markdown, "### \\# Kop \\<u\\>\n"));
    // Each line of a table has as many cells as its heading.
    std::size_t cells = 0;
    for (std::size_t from = 0; from < markdown.size();) {
        const std::size_t end = markdown.find('\n', from);
        const std::string line = markdown.substr(from, end - from);
        from = end + 1;
        if (!line.starts_with("|")) {
            cells = 0;
            continue;
        }
        const std::size_t here = count(line, "|") - count(line, "\\|");
        if (cells == 0) cells = here;
        INFO(line);
        CHECK(here == cells);
    }
}

TEST_CASE("no cell of the table of times is a formula, and every name comes back whole") {
    const HostileEvening evening = hostile();
    const std::string csv = evening.files(true).at("spreektijd.csv");
    REQUIRE(csv.starts_with("\xEF\xBB\xBF"));
    const auto lines = read_csv(csv.substr(3), ';');
    CHECK(lines.front() == std::vector<std::string>{"Wat", "Naam", "Plek", "Beurten", "Seconden"});
    std::vector<std::string> speakers;
    for (const auto& line : lines) {
        CHECK(line.size() == 5);
        for (const std::string& cell : line) {
            INFO(cell);
            CHECK((cell.empty() || std::string("=+-@\t\r").find(cell.front()) == std::string::npos));
        }
        if (line.front() == "Spreker") speakers.push_back(line[1]);
    }
    std::vector<std::string> expected = evening.names;
    for (std::string& name : expected) {
        if (name.starts_with("=") || name.starts_with("+") || name.starts_with("@")) name = "'" + name;
    }
    CHECK(speakers == expected);
    CHECK(lines[4][1] == "'=1+1");
    CHECK(lines[5][1] == "a|b\"c;d");
}

TEST_CASE("the page can be heard: language, headings in order, and headers that say of what") {
    const std::string html = hostile().files().at("verslag.html");
    CHECK(holds(html, "<!DOCTYPE html>\n<html lang=\"nl\">"));
    CHECK(count(html, "<h1>") == 1);
    CHECK(count(html, "<main>") == 1);
    CHECK(count(html, "<th ") == count(html, "<th scope=\"col\"") + count(html, "<th scope=\"row\""));
    CHECK(count(html, "<th>") == 0);
    CHECK(count(html, "<table>") >= 4);
    // No level is skipped.
    int level = 1;
    for (std::size_t at = html.find("<h"); at != std::string::npos; at = html.find("<h", at + 1)) {
        const char digit = html[at + 2];
        if (digit < '1' || digit > '6') continue;
        CHECK(digit - '0' <= level + 1);
        level = digit - '0';
    }
    // Each section is named by its heading.
    for (std::size_t at = html.find("aria-labelledby=\""); at != std::string::npos;
         at = html.find("aria-labelledby=\"", at + 1)) {
        const std::size_t from = at + 17;
        const std::string id = html.substr(from, html.find('"', from) - from);
        CHECK(count(html, " id=\"" + id + "\"") == 1);
    }
}
