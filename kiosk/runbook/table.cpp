// Owns the reading of tables: cells first, then what each column means. Any thread. It must never change a
// text that somebody wrote, but for the white space around it.
#include "runbook/table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>

#include "assembly/rules.h"
#include "base/limits.h"
#include "base/text.h"

namespace buurtkiosk::runbook {
namespace {

using namespace assembly;

enum class Column { minutes, title, form, start, text, notes, materials, prompt };

using Row = std::vector<std::string>;
struct Line {
    std::size_t number;  // where it begins in the file
    Row cells;
};

std::string trimmed(std::string_view text) {
    constexpr std::string_view white = " \t\r\n\xEF\xBB\xBF";
    const std::size_t first = text.find_first_not_of(white);
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(white) - first + 1));
}

// The sign between cells: a tab where there is one (a spreadsheet's clipboard), else whichever of ; and ,
// comes first outside quotes.
char separator_of(std::string_view text) {
    if (text.find('\t') != std::string_view::npos) return '\t';
    bool quoted = false;
    for (const char sign : text) {
        if (sign == '"') quoted = !quoted;
        if (!quoted && (sign == ';' || sign == ',')) return sign;
    }
    return ';';
}

// RFC 4180, with any of the separators; empty lines are left out. A quote that is never closed gives no
// lines.
std::optional<std::vector<Line>> lines_of(std::string_view text) {
    const char separator = separator_of(text);
    std::vector<Line> lines;
    std::size_t number = 1;
    Line line{1, {}};
    std::string cell;
    bool quoted = false;
    const auto end_cell = [&] {
        line.cells.push_back(trimmed(cell));
        cell.clear();
    };
    const auto end_line = [&] {
        end_cell();
        if (std::any_of(line.cells.begin(), line.cells.end(), [](const auto& each) { return !each.empty(); }))
            lines.push_back(std::move(line));
        line = Line{number, {}};
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char sign = text[i];
        if (sign == '\n') ++number;
        if (quoted) {
            if (sign != '"') {
                cell += sign == '\n' || sign == '\r' ? ' ' : sign;
            } else if (i + 1 < text.size() && text[i + 1] == '"') {
                cell += '"';
                ++i;
            } else {
                quoted = false;
            }
        } else if (sign == '"' && trimmed(cell).empty()) {
            cell.clear();
            quoted = true;
        } else if (sign == separator) {
            end_cell();
        } else if (sign == '\n') {
            end_line();
        } else {
            cell += sign;
        }
    }
    if (quoted) return std::nullopt;
    end_line();
    return lines;
}

std::optional<Column> column_named(const std::string& name) {
    static const std::map<std::string, Column> names = {
        {"minuten", Column::minutes},      {"minutes", Column::minutes},     {"min", Column::minutes},
        {"duur", Column::minutes},         {"duration", Column::minutes},    {"titel", Column::title},
        {"title", Column::title},          {"onderdeel", Column::title},     {"wat", Column::title},
        {"what", Column::title},           {"vorm", Column::form},           {"form", Column::form},
        {"start", Column::start},          {"tijd", Column::start},          {"time", Column::start},
        {"begin", Column::start},          {"tekst", Column::text},          {"text", Column::text},
        {"notities", Column::notes},       {"notes", Column::notes},         {"materiaal", Column::materials},
        {"materialen", Column::materials}, {"materials", Column::materials}, {"prompt", Column::prompt},
        {"vraag", Column::prompt},         {"question", Column::prompt}};
    const auto found = names.find(text::fold(name));
    return found == names.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Form> form_named(const std::string& name) {
    static const std::map<std::string, Form> names = {
        {"", Form::plenary},           {"plenary", Form::plenary},   {"plenair", Form::plenary},
        {"samen", Form::plenary},      {"talk", Form::talk},         {"uitleg", Form::talk},
        {"inleiding", Form::talk},     {"check_in", Form::check_in}, {"check-in", Form::check_in},
        {"een woord", Form::check_in}, {"speakers", Form::speakers}, {"sprekers", Form::speakers},
        {"vragen", Form::speakers},    {"poll", Form::poll},         {"peiling", Form::poll},
        {"stemming", Form::poll},      {"break", Form::pause},       {"pauze", Form::pause},
        {"closing", Form::closing},    {"afsluiting", Form::closing}};
    const auto found = names.find(text::fold(name));
    return found == names.end() ? std::nullopt : std::optional(found->second);
}

// "15", "15 min" or "15'"
std::optional<std::int32_t> minutes_in(const std::string& cell) {
    std::int32_t minutes = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), minutes);
    if (error != std::errc()) return std::nullopt;
    const std::string unit = text::fold(trimmed(std::string_view(end, cell.data() + cell.size())));
    constexpr std::array<std::string_view, 6> units = {"", "'", "m", "min", "minuten", "minutes"};
    if (std::find(units.begin(), units.end(), unit) == units.end()) return std::nullopt;
    return minutes;
}

Result<std::vector<Column>> columns_of(const Line& head, const std::string& name) {
    std::vector<Column> columns;
    for (const std::string& cell : head.cells) {
        const auto column = column_named(cell);
        if (!column || std::find(columns.begin(), columns.end(), *column) != columns.end())
            return refuse(RefusalCode::bad_text, "program.table_column",
                          {{"file", name}, {"line", std::to_string(head.number)}, {"column", cell}});
        columns.push_back(*column);
    }
    return columns;
}

// Says what is wrong with the table of this name.
class Mistakes {
  public:
    explicit Mistakes(const std::string& name) : name_(name) {}
    Refusal at(std::size_t line, const std::string& what, std::vector<TextParameter> parameters = {}) const {
        parameters.push_back({"file", name_});
        parameters.push_back({"line", std::to_string(line)});
        return refuse(RefusalCode::bad_text, "program.table_" + what, std::move(parameters));
    }

  private:
    const std::string& name_;
};

Result<AddBlock> block_of(const Line& line, const std::vector<Column>& columns, const Mistakes& mistakes) {
    if (line.cells.size() > columns.size()) {
        const bool only_air = std::all_of(line.cells.begin() + static_cast<std::ptrdiff_t>(columns.size()),
                                          line.cells.end(), [](const auto& cell) { return cell.empty(); });
        if (!only_air) return mistakes.at(line.number, "cells");
    }
    AddBlock block{};
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const std::string cell = i < line.cells.size() ? line.cells[i] : std::string();
        switch (columns[i]) {
            case Column::minutes: {
                const auto minutes = minutes_in(cell);
                if (!minutes || *minutes < 1 || *minutes > limits::block_minutes)
                    return mistakes.at(line.number, "minutes",
                                       {{"given", cell}, {"most", std::to_string(limits::block_minutes)}});
                block.minutes = *minutes;
                break;
            }
            case Column::title:
                block.title = cell;
                break;
            case Column::form: {
                const auto form = form_named(cell);
                if (!form) return mistakes.at(line.number, "form", {{"given", cell}});
                block.form = *form;
                break;
            }
            case Column::start:
                if (cell.empty()) break;
                block.start_min = text::minutes_after_midnight(cell);
                if (!block.start_min) return mistakes.at(line.number, "start", {{"given", cell}});
                break;
            case Column::text:
                block.text = cell;
                break;
            case Column::notes:
                block.notes = cell;
                break;
            case Column::materials:
                block.materials = cell;
                break;
            case Column::prompt:
                block.prompt = cell;
                break;
        }
    }
    if (auto title = clean_line(block.title, limits::title_graphemes); !title)
        return mistakes.at(line.number, "title", {{"most", std::to_string(limits::title_graphemes)}});
    return block;
}

}  // namespace

TableReading read_table(std::string_view text, const std::string& name) {
    const Mistakes mistakes(name);
    auto lines = lines_of(text);
    if (!lines) return {{}, {mistakes.at(1, "quote")}};
    if (lines->empty()) return {{}, {mistakes.at(1, "empty")}};
    std::vector<Column> columns = {Column::minutes, Column::title, Column::form};
    // A first line without a number of minutes is the names of the columns.
    const bool has_head = column_named(lines->front().cells.front()).has_value();
    if (has_head) {
        auto named = columns_of(lines->front(), name);
        if (!named) return {{}, {named.refusal()}};
        columns = std::move(named).value();
        for (const Column needed : {Column::minutes, Column::title}) {
            if (std::find(columns.begin(), columns.end(), needed) == columns.end())
                return {{}, {mistakes.at(lines->front().number, "needs")}};
        }
        lines->erase(lines->begin());
    }
    if (lines->size() > limits::blocks) {
        return {{},
                {mistakes.at((*lines)[limits::blocks].number, "too_many",
                             {{"most", std::to_string(limits::blocks)}})}};
    }
    TableReading reading;
    for (const Line& line : *lines) {
        auto block = block_of(line, columns, mistakes);
        if (block) {
            reading.blocks.push_back(std::move(block).value());
        } else {
            reading.mistakes.push_back(block.refusal());
            if (reading.mistakes.size() == most_mistakes) break;
        }
    }
    if (reading.blocks.empty() && reading.mistakes.empty())
        reading.mistakes.push_back(mistakes.at(1, "empty"));
    return reading;
}

Result<std::vector<AddBlock>> parse_table(std::string_view text, const std::string& name) {
    TableReading reading = read_table(text, name);
    if (!reading.mistakes.empty()) return reading.mistakes.front();
    return std::move(reading.blocks);
}

}  // namespace buurtkiosk::runbook
