// Owns the shape of a written report: sections of sentences, tables and lists in one language, with what
// people wrote kept apart from our own words. Plain values, any thread. It must never hold markup: html.cpp
// and markdown.cpp give the same document two faces, so that a new section needs nothing there.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace buurtkiosk::minutes {

// A piece of a sentence. `own`: somebody's own words, which may run from right to left.
struct Run {
    std::string text;
    bool own = false;
    bool operator==(const Run&) const = default;
};
using Words = std::vector<Run>;

inline Words ours(std::string text) { return {Run{std::move(text), false}}; }
inline Words theirs(std::string text) { return {Run{std::move(text), true}}; }

struct Paragraph {
    Words words;
    bool soft = false;  // a remark beside what is told
};
struct Subheading {
    Words words;
};
struct Table {
    struct Column {
        std::string heading;
        bool number = false;  // stands at the right, under its heading
    };
    struct Row {
        std::vector<Words> cells;   // as many as there are columns; the first names the row
        bool is_part = false;       // of the row above that is none
        bool is_sum = false;        // of the rows above
        bool soft = false;          // did not happen
        std::optional<double> bar;  // 0 … 1: how long a bar beside the last number is
    };
    std::string caption;  // empty: the heading above says what it is
    std::vector<Column> columns;
    std::vector<Row> rows;
    bool small = false;  // two may stand beside each other
};
struct WordFlow {
    struct Word {
        std::string text;
        std::uint32_t count = 0;
        int size = 1;  // 1 … 4, by how many gave it
    };
    std::vector<Word> words;
};
struct List {
    struct Item {
        Words words;
        Words note;  // smaller, behind it
    };
    std::vector<Item> items;
};
using Part = std::variant<Paragraph, Subheading, Table, WordFlow, List>;

struct Section {
    std::string id;  // a-z, for links
    Words heading;
    std::vector<Part> parts;
    bool small_print = false;  // about the report itself
};
struct Document {
    std::string language;  // of our own words
    std::string kind;      // 'Verslag'
    std::string title;     // somebody's own words
    std::vector<Words> lead;
    std::vector<Section> sections;
};

// One self-contained page; nothing is fetched, and no script runs.
std::string html_of(const Document& document);
// CommonMark with tables as GitHub and most editors have them.
std::string markdown_of(const Document& document);

}  // namespace buurtkiosk::minutes
