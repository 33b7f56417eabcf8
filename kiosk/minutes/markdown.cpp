// Owns the report as Markdown, for who wants to write on in it. Pure, any thread. It must never let a text of
// people become a heading, a link, a table's edge or HTML.
#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "minutes/document.h"

namespace buurtkiosk::minutes {
namespace {

constexpr std::string_view isolate = "\u2068";      // first strong isolate
constexpr std::string_view end_isolate = "\u2069";  // pop directional isolate

// Whether a letter of a script that runs from right to left may be in it: U+0590 to U+08FF, the presentation
// forms of Hebrew and Arabic, and the rarer scripts from U+10800 and U+1E800 on.
bool runs_to_the_left(std::string_view text) {
    for (std::size_t at = 0; at + 1 < text.size(); ++at) {
        const auto first = static_cast<unsigned char>(text[at]);
        const auto second = static_cast<unsigned char>(text[at + 1]);
        if (first >= 0xD6 && first <= 0xDF) return true;
        if (first == 0xE0 && second >= 0xA0 && second <= 0xA3) return true;
        if (first == 0xEF && second >= 0xAC && second <= 0xBB) return true;
        if (first == 0xF0 && (second == 0x90 || second == 0x9E)) return true;
    }
    return false;
}

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

// As CommonMark reads it: a backslash takes the meaning of any sign of ASCII.
std::string escaped(std::string_view text) {
    constexpr std::string_view signs = "\\`*_{}[]<>|~#&$^@:";
    std::string safe;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char letter = text[at];
        if (letter == '\n' || letter == '\r') {
            safe += ' ';
            continue;
        }
        // What means something at the beginning of a line only: a list, a rule, a heading underlined.
        const bool begins = at == 0 && std::string_view("-+=!").find(letter) != std::string_view::npos;
        const bool numbers =
            (letter == '.' || letter == ')') && at > 0 &&
            std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), is_digit);
        if (signs.find(letter) != std::string_view::npos || begins || numbers) safe += '\\';
        safe += letter;
    }
    return safe;
}

std::string markdown(const Words& words) {
    std::string text;
    for (const Run& run : words) {
        const bool apart = run.own && runs_to_the_left(run.text);
        if (apart) text += isolate;
        text += run.own ? escaped(run.text) : run.text;
        if (apart) text += end_isolate;
    }
    return text;
}

void draw(std::string& out, const Paragraph& paragraph) { out += markdown(paragraph.words) + "\n\n"; }
void draw(std::string& out, const Subheading& heading) { out += "### " + markdown(heading.words) + "\n\n"; }

void draw(std::string& out, const Table& table) {
    if (!table.caption.empty()) out += "**" + table.caption + "**\n\n";
    out += "|";
    for (const Table::Column& column : table.columns) out += " " + column.heading + " |";
    out += "\n|";
    for (const Table::Column& column : table.columns) out += column.number ? " ---: |" : " --- |";
    out += "\n";
    for (const Table::Row& row : table.rows) {
        out += "|";
        for (std::size_t at = 0; at < row.cells.size(); ++at) {
            const std::string cell = markdown(row.cells[at]);
            const bool sum = row.is_sum && !cell.empty();
            out += fmt::format(" {}{}{}{} |", row.is_part && at == 0 ? "– " : "", sum ? "**" : "", cell,
                               sum ? "**" : "");
        }
        out += "\n";
    }
    out += "\n";
}

void draw(std::string& out, const WordFlow& flow) {
    std::string line;
    for (const WordFlow::Word& word : flow.words) {
        if (!line.empty()) line += ", ";
        line += fmt::format("{} ({}×)", markdown(theirs(word.text)), word.count);
    }
    out += line + "\n\n";
}

void draw(std::string& out, const List& list) {
    for (const List::Item& item : list.items) {
        out += "- " + markdown(item.words);
        if (!item.note.empty()) out += " (" + markdown(item.note) + ")";
        out += "\n";
    }
    out += "\n";
}

}  // namespace

std::string markdown_of(const Document& document) {
    std::string out = "# " + document.kind + ": " + markdown(theirs(document.title)) + "\n\n";
    for (const Words& line : document.lead) out += markdown(line) + "\n\n";
    for (const Section& section : document.sections) {
        out += "## " + markdown(section.heading) + "\n\n";
        for (const Part& part : section.parts) std::visit([&out](const auto& one) { draw(out, one); }, part);
    }
    while (out.ends_with("\n\n")) out.pop_back();
    return out;
}

}  // namespace buurtkiosk::minutes
