// Owns the page: the document as one file of HTML that is read on a screen and printed on A4. Pure, any
// thread. It must never let a text of people become markup, nor need anything that is not in the file.
#include <fmt/format.h>

#include <string_view>

#include "minutes/document.h"

namespace buurtkiosk::minutes {
namespace {

// Contrast on white: text 17, soft text 9, the blue of the bars 8.
constexpr std::string_view style = R"css(
@page { size: A4; margin: 20mm 22mm 22mm; @bottom-right { content: counter(page); font: 9pt sans-serif; color: #3D4654; } }
* { box-sizing: border-box; }
html { color-scheme: light; background: #FAF8F3; -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 50rem; padding: 4rem 3.5rem 5rem; background: #fff; color: #14181F;
  font: 400 1rem/1.55 "Noto Sans", "Noto Sans Arabic", system-ui, "Segoe UI", sans-serif;
  overflow-wrap: anywhere; font-variant-numeric: tabular-nums; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
header { margin-bottom: 2.5rem; }
.kind { margin: 0 0 .25rem; color: #004F80; font-weight: 700; }
h1 { margin: 0 0 .75rem; font-size: 2.25rem; line-height: 1.15; font-weight: 700; }
.lead { margin: 0 0 .15rem; color: #3D4654; }
section { margin-top: 2.75rem; }
h2 { margin: 0 0 .75rem; font-size: 1.35rem; line-height: 1.25; font-weight: 700; }
h3 { margin: 1.75rem 0 .4rem; font-size: 1.05rem; line-height: 1.35; font-weight: 700; }
h2 + h3 { margin-top: 0; }
h1, h2, h3, caption, thead { break-after: avoid; break-inside: avoid; }
section > p.soft { break-before: avoid; }
p { margin: 0 0 .5rem; }
.soft { color: #3D4654; }
table { width: 100%; margin: .5rem 0 1rem; border-collapse: collapse; }
caption { padding: .75rem 0 .3rem; text-align: start; font-weight: 700; }
thead th { padding: .3rem 1rem .3rem 0; border-bottom: 1.5px solid #14181F; color: #3D4654; font-size: .85rem; font-weight: 400;
  text-align: start; vertical-align: bottom; }
tbody th, td { padding: .38rem 1rem .38rem 0; border-bottom: 1px solid #DDD9CF; font-weight: 400; text-align: start; vertical-align: top; }
tr > :last-child { padding-right: 0; }
.number { text-align: right; white-space: nowrap; width: 1%; }
.wide { width: 99%; }
.when { white-space: nowrap; width: 1%; }
.part > th { padding-left: 1.5rem; }
.sum > * { border-bottom: 0; font-weight: 700; }
tr { break-inside: avoid; }
tbody tr:nth-child(-n+2) { break-after: avoid; }
tbody tr:nth-last-child(-n+2) { break-before: avoid; }
thead td { border-bottom: 1.5px solid #14181F; }
.did-not > * { color: #3D4654; }
.bar { width: 35%; padding-top: .8rem; }
.bar span { display: block; height: .7rem; min-width: 2px; background: #004F80; border-radius: 2px; }
.pair { display: grid; grid-template-columns: repeat(2, 1fr); column-gap: 3rem; align-items: start; }
.pair table { break-inside: avoid; }
.words { display: flex; flex-wrap: wrap; align-items: baseline; gap: .35rem 1.6rem; margin: 1rem 0; padding: 0; list-style: none; }
.words li { line-height: 1.25; }
.words small { margin-left: .35rem; color: #3D4654; font-size: .85rem; font-weight: 400; }
.w2 { font-size: 1.3rem; } .w3 { font-size: 1.7rem; } .w4 { font-size: 2.2rem; }
.w3, .w4 { font-weight: 700; }
.list { margin: 0; padding: 0; list-style: none; }
.list li { padding: .5rem 0; border-bottom: 1px solid #DDD9CF; break-inside: avoid; }
.list .note { display: block; color: #3D4654; font-size: .85rem; }
.small-print { margin-top: 3.5rem; padding-top: 1rem; border-top: 1px solid #DDD9CF; color: #3D4654; font-size: .85rem; break-inside: avoid; }
.small-print h2 { font-size: 1rem; margin-bottom: .35rem; }
@media (max-width: 40rem) { body { padding: 2rem 1.25rem 3rem; } .pair { display: block; } h1 { font-size: 1.8rem; } }
@media print { html { background: #fff; font-size: 10.5pt; } body { max-width: none; padding: 0; } p, li { orphans: 3; widows: 3; } }
)css";

std::string escaped(std::string_view text) {
    std::string safe;
    safe.reserve(text.size());
    for (const char letter : text) {
        switch (letter) {
            case '&':
                safe += "&amp;";
                break;
            case '<':
                safe += "&lt;";
                break;
            case '>':
                safe += "&gt;";
                break;
            case '"':
                safe += "&quot;";
                break;
            case '\'':
                safe += "&#39;";
                break;
            default:
                safe += letter;
        }
    }
    return safe;
}

// What people wrote stands apart, so that its direction does not turn ours around.
std::string html(const Words& words) {
    std::string text;
    for (const Run& run : words) text += run.own ? "<bdi>" + escaped(run.text) + "</bdi>" : escaped(run.text);
    return text;
}

class Page {
  public:
    explicit Page(const Document& document) : document_(document) {}

    std::string whole() {
        out_ = "<!DOCTYPE html>\n<html lang=\"" + escaped(document_.language) +
               "\">\n<head>\n<meta charset=\"utf-8\">\n"
               "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
               "style-src 'unsafe-inline'; img-src data:\">\n"
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
               "<meta name=\"color-scheme\" content=\"light\">\n<title>" +
               escaped(document_.kind + ": " + document_.title) + "</title>\n<style>" + std::string(style) +
               "</style>\n</head>\n<body>\n<header>\n<p class=\"kind\">" + escaped(document_.kind) +
               "</p>\n<h1>" + html(theirs(document_.title)) + "</h1>\n";
        for (const Words& line : document_.lead) out_ += "<p class=\"lead\">" + html(line) + "</p>\n";
        out_ += "</header>\n<main>\n";
        for (const Section& one : document_.sections) section(one);
        out_ += "</main>\n</body>\n</html>\n";
        return std::move(out_);
    }

  private:
    void section(const Section& section) {
        out_ += fmt::format("<section{} aria-labelledby=\"{}\">\n<h2 id=\"{}\">{}</h2>\n",
                            section.small_print ? " class=\"small-print\"" : "", section.id, section.id,
                            html(section.heading));
        for (const Part& part : section.parts) {
            const auto* table = std::get_if<Table>(&part);
            pair(table && table->small);
            std::visit([this](const auto& one) { draw(one); }, part);
        }
        pair(false);
        out_ += "</section>\n";
    }

    // Small tables that follow one another stand side by side.
    void pair(bool wanted) {
        if (wanted == in_pair_) return;
        out_ += wanted ? "<div class=\"pair\">\n" : "</div>\n";
        in_pair_ = wanted;
    }

    void draw(const Paragraph& paragraph) {
        out_ += paragraph.soft ? "<p class=\"soft\">" : "<p>";
        out_ += html(paragraph.words) + "</p>\n";
    }
    void draw(const Subheading& heading) { out_ += "<h3>" + html(heading.words) + "</h3>\n"; }

    void draw(const Table& table) {
        bool bars = false;
        for (const Table::Row& row : table.rows) bars = bars || row.bar;
        out_ += "<table>\n";
        if (!table.caption.empty()) out_ += "<caption>" + escaped(table.caption) + "</caption>\n";
        out_ += "<thead><tr>";
        for (const Table::Column& column : table.columns)
            out_ +=
                fmt::format("<th scope=\"col\"{}>{}</th>", class_of(table, column), escaped(column.heading));
        // The bar says what the number says.
        if (bars) out_ += "<td aria-hidden=\"true\"></td>";
        out_ += "</tr></thead>\n<tbody>\n";
        for (const Table::Row& row : table.rows) draw_row(table, row, bars);
        out_ += "</tbody>\n</table>\n";
    }
    void draw_row(const Table& table, const Table::Row& row, bool bars) {
        std::string classes;
        if (row.is_part) classes += " part";
        if (row.is_sum) classes += " sum";
        if (row.soft) classes += " did-not";
        out_ += classes.empty() ? "<tr>" : "<tr class=\"" + classes.substr(1) + "\">";
        for (std::size_t at = 0; at < row.cells.size(); ++at) {
            const std::string inside = html(row.cells[at]);
            out_ += at == 0 ? "<th scope=\"row\">" + inside + "</th>"
                            : "<td" + class_of(table, table.columns[at]) + ">" + inside + "</td>";
        }
        if (bars)
            out_ += fmt::format("<td class=\"bar\" aria-hidden=\"true\">{}</td>",
                                row.bar && *row.bar > 0
                                    ? fmt::format("<span style=\"width:{:.1f}%\"></span>", *row.bar * 100)
                                    : "");
        out_ += "</tr>\n";
    }
    static std::string class_of(const Table& table, const Table::Column& column) {
        if (column.number) return " class=\"number\"";
        return &column == &table.columns.front() ? "" : " class=\"when\"";
    }

    void draw(const WordFlow& flow) {
        out_ += "<ul class=\"words\">\n";
        for (const WordFlow::Word& word : flow.words)
            out_ += fmt::format("<li class=\"w{}\">{}<small>{}×</small></li>\n", word.size,
                                html(theirs(word.text)), word.count);
        out_ += "</ul>\n";
    }

    void draw(const List& list) {
        out_ += "<ul class=\"list\">\n";
        for (const List::Item& item : list.items) {
            out_ += "<li>" + html(item.words);
            if (!item.note.empty()) out_ += " <span class=\"note\">" + html(item.note) + "</span>";
            out_ += "</li>\n";
        }
        out_ += "</ul>\n";
    }

    const Document& document_;
    std::string out_;
    bool in_pair_ = false;
};

}  // namespace

std::string html_of(const Document& document) { return Page(document).whole(); }

}  // namespace buurtkiosk::minutes
