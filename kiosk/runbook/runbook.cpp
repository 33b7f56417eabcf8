// Owns reading a runbook with toml++ and checking every field against the limits. Main thread, at start.
// It must never let a key pass that it does not know: a typing error would silently change the evening.
#include "runbook/runbook.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

#include "assembly/apply.h"
#include "assembly/decide.h"
#include "assembly/people/people.h"
#include "assembly/queue/names.h"
#include "assembly/queue/queue.h"
#include "assembly/rules.h"
#include "base/limits.h"
#include "base/text.h"
#include "runbook/plain_text.h"
#include "runbook/table.h"

namespace buurtkiosk::runbook {
namespace {

using namespace assembly;

constexpr std::string_view forms_in_words = "plenary talk check_in speakers poll break closing";

// The first mistake found wins; everything after it is read but no longer counts.
class Reading {
  public:
    explicit Reading(std::string file) : file_(std::move(file)) {}

    void mistake(const toml::node& where, std::string key, std::vector<TextParameter> parameters = {}) {
        mistake(where.source().begin.line, std::move(key), std::move(parameters));
    }
    void mistake(std::uint32_t line, std::string key, std::vector<TextParameter> parameters = {}) {
        if (mistake_) return;
        parameters.push_back({"file", file_});
        parameters.push_back({"line", std::to_string(line)});
        mistake_ = refuse(RefusalCode::bad_text, "program.runbook_" + std::move(key), std::move(parameters));
    }
    const std::optional<Refusal>& found() const { return mistake_; }

    static std::string in_words(const std::set<std::string_view>& names) {
        std::string words;
        for (const std::string_view name : names) words += (words.empty() ? "" : ", ") + std::string(name);
        return words;
    }

    void only_keys(const toml::table& table, const std::set<std::string_view>& known) {
        for (const auto& [key, value] : table) {
            if (known.contains(key.str())) continue;
            mistake(key.source().begin.line, "unknown_key",
                    {{"key", std::string(key.str())}, {"known", in_words(known)}});
        }
    }

    std::string line(const toml::table& table, std::string_view key, std::size_t most, bool required) {
        const toml::node* node = table.get(key);
        if (!node) {
            if (required) mistake(table, "missing", {{"key", std::string(key)}});
            return {};
        }
        return line(*node, key, most, required);
    }
    std::string line(const toml::node& node, std::string_view key, std::size_t most, bool required) {
        const auto* value = node.as_string();
        if (!value) {
            mistake(node, "not_text", {{"key", std::string(key)}});
            return {};
        }
        // A text over several lines of the file is one line to the reader.
        std::string flat = value->get();
        std::replace(flat.begin(), flat.end(), '\n', ' ');
        const text::TextCheck check = text::clean_line(flat, most);
        switch (check.problem) {
            case text::TextProblem::none:
                if (check.text.size() > most * limits::grapheme_bytes)
                    mistake(node, "too_long", {{"key", std::string(key)}, {"most", std::to_string(most)}});
                return check.text;
            case text::TextProblem::empty:
                if (required) mistake(node, "missing", {{"key", std::string(key)}});
                return {};
            case text::TextProblem::too_long:
                mistake(node, "too_long", {{"key", std::string(key)}, {"most", std::to_string(most)}});
                return {};
            case text::TextProblem::bad_text:
            case text::TextProblem::not_one_word:
                mistake(node, "bad_text", {{"key", std::string(key)}});
                return {};
        }
        return {};
    }
    std::int32_t number(const toml::table& table, std::string_view key, std::int32_t least, std::int32_t most,
                        std::optional<std::int32_t> otherwise) {
        const toml::node* node = table.get(key);
        if (!node) {
            if (!otherwise) mistake(table, "missing", {{"key", std::string(key)}});
            return otherwise.value_or(least);
        }
        const auto* value = node->as_integer();
        if (!value || value->get() < least || value->get() > most) {
            mistake(*node, "bad_number",
                    {{"key", std::string(key)},
                     {"least", std::to_string(least)},
                     {"most", std::to_string(most)}});
            return least;
        }
        return static_cast<std::int32_t>(value->get());
    }
    // Absent is false.
    bool truth(const toml::table& table, std::string_view key) {
        const toml::node* node = table.get(key);
        if (!node) return false;
        const auto* value = node->as_boolean();
        if (!value) mistake(*node, "not_truth", {{"key", std::string(key)}});
        return value && value->get();
    }
    // The tables of [[key]]; absent is none.
    std::vector<const toml::table*> tables(const toml::table& table, std::string_view key) {
        std::vector<const toml::table*> found;
        const toml::node* node = table.get(key);
        if (!node) return found;
        const toml::array* array = node->as_array();
        if (!array) {
            mistake(*node, "not_list", {{"key", std::string(key)}});
            return found;
        }
        for (const toml::node& element : *array) {
            if (const toml::table* each = element.as_table()) {
                found.push_back(each);
            } else {
                mistake(element, "not_list", {{"key", std::string(key)}});
            }
        }
        return found;
    }
    std::vector<std::string> lines(const toml::table& table, std::string_view key, std::size_t most) {
        std::vector<std::string> found;
        const toml::node* node = table.get(key);
        if (!node) return found;
        const toml::array* array = node->as_array();
        if (!array) {
            mistake(*node, "not_list", {{"key", std::string(key)}});
            return found;
        }
        for (const toml::node& element : *array) found.push_back(line(element, key, most, true));
        return found;
    }

  private:
    std::string file_;
    std::optional<Refusal> mistake_;
};

constexpr std::array<std::pair<std::string_view, Form>, 7> forms = {{{"plenary", Form::plenary},
                                                                     {"talk", Form::talk},
                                                                     {"check_in", Form::check_in},
                                                                     {"speakers", Form::speakers},
                                                                     {"poll", Form::poll},
                                                                     {"break", Form::pause},
                                                                     {"closing", Form::closing}}};

Form read_form(Reading& in, const toml::table& block) {
    const toml::node* node = block.get("form");
    if (!node) return Form::plenary;
    const auto* value = node->as_string();
    for (const auto& [name, form] : forms) {
        if (value && value->get() == name) return form;
    }
    in.mistake(*node, "unknown_form", {{"known", std::string(forms_in_words)}});
    return Form::plenary;
}

AddPoll read_poll(Reading& in, const toml::table& table, BlockId block) {
    in.only_keys(table, {"kind", "question", "options"});
    AddPoll poll;
    poll.block = block;
    poll.question = in.line(table, "question", limits::question_graphemes, true);
    poll.options = in.lines(table, "options", limits::option_graphemes);
    const std::string kind = in.line(table, "kind", limits::poll_kind_bytes, true);
    if (kind == "choice") {
        poll.kind = PollKind::choice;
        if (poll.options.size() < limits::poll_options_least || poll.options.size() > limits::poll_options) {
            in.mistake(table, "options",
                       {{"least", std::to_string(limits::poll_options_least)},
                        {"most", std::to_string(limits::poll_options)}});
        }
        std::set<std::string> keys;
        for (const std::string& option : poll.options) {
            if (!keys.insert(text::fold(option)).second)
                in.mistake(table, "equal_options", {{"option", option}});
        }
    } else if (kind == "yes_no") {
        poll.kind = PollKind::yes_no;
        if (!poll.options.empty()) in.mistake(table, "yes_no_options");
    } else if (!in.found()) {
        in.mistake(table, "unknown_kind");
    }
    return poll;
}

std::optional<std::int32_t> read_start(Reading& in, const toml::table& table) {
    const toml::node* node = table.get("start");
    if (!node) return std::nullopt;
    const auto* value = node->as_string();
    const auto minutes = value ? text::minutes_after_midnight(value->get()) : std::nullopt;
    if (!minutes) in.mistake(*node, "bad_start");
    return minutes;
}

// A block and behind it its parts. `number` counts as a new evening will: 1, 2, 3 …
void read_block(Reading& in, const toml::table& table, std::optional<BlockId> inside, std::uint32_t& number,
                std::vector<Command>& commands) {
    std::set<std::string_view> known = {"title", "form",      "minutes", "notes", "prompt", "think_s",
                                        "text",  "materials", "start",   "poll",  "slides"};
    if (!inside) known.insert({"part", "side_by_side"});
    in.only_keys(table, known);
    const auto parts = inside ? std::vector<const toml::table*>() : in.tables(table, "part");
    const BlockId id{++number};
    AddBlock block{};
    block.title = in.line(table, "title", limits::title_graphemes, true);
    block.form = read_form(in, table);
    // The parts say how long a block takes that has them.
    if (!parts.empty() && table.get("minutes")) in.mistake(*table.get("minutes"), "minutes_of_parts");
    block.minutes = in.number(table, "minutes", 1, limits::block_minutes,
                              parts.empty() ? std::nullopt : std::optional(1));
    block.notes = in.line(table, "notes", limits::notes_graphemes, false);
    block.prompt = in.line(table, "prompt", limits::prompt_graphemes, block.form == Form::check_in);
    block.think_s = in.number(table, "think_s", 0, limits::think_s, block.form == Form::check_in ? 90 : 0);
    block.text = in.line(table, "text", limits::block_text_graphemes, false);
    block.materials = in.line(table, "materials", limits::materials_graphemes, false);
    block.start_min = read_start(in, table);
    block.slides = in.line(table, "slides", limits::slides_name_graphemes, false);
    block.side_by_side = !inside && in.truth(table, "side_by_side");
    block.inside = inside;
    if (block.side_by_side && parts.empty()) in.mistake(table, "no_parts");
    const bool tables = block.side_by_side;
    commands.emplace_back(std::move(block));
    for (const toml::table* poll : in.tables(table, "poll")) commands.emplace_back(read_poll(in, *poll, id));
    for (const toml::table* part : parts) {
        if (tables && part->get("start")) in.mistake(*part->get("start"), "start_of_table");
        read_block(in, *part, id, number, commands);
    }
}

// The rules by which the chair lets people speak, as [queue] says them.
void read_rules(Reading& in, const toml::table& table, QueueRules& rules) {
    std::set<std::string_view> known;
    for (const auto& [name, rule] : fair_rule_names) known.insert(name);
    for (const std::string& said : in.lines(table, "rules", limits::title_graphemes)) {
        const auto rule = fair_rule_named(said);
        if (!rule || std::count(rules.order.begin(), rules.order.end(), *rule) > 0) {
            in.mistake(*table.get("rules"), "unknown_rule", {{"known", Reading::in_words(known)}});
            return;
        }
        rules.order.push_back(*rule);
    }
    rules.overtake_most = in.number(table, "overtake_most", 0, limits::overtake_most, rules.overtake_most);
    rules.show_times = in.truth(table, "show_times");
}

std::vector<std::string> read_groups(Reading& in, const toml::table& table) {
    std::vector<std::string> groups = in.lines(table, "groups", limits::group_name_graphemes);
    if (groups.size() > limits::people_groups)
        in.mistake(table, "too_many", {{"key", "groups"}, {"most", std::to_string(limits::people_groups)}});
    std::set<std::string> different;
    for (const std::string& group : groups) {
        if (!different.insert(text::fold(group)).second)
            in.mistake(*table.get("groups"), "group_twice", {{"group", group}});
    }
    return groups;
}

QueueSettings read_queue(Reading& in, const toml::table& root) {
    QueueSettings queue;
    const auto limit = [&](const toml::table& table, QueueKind kind) {
        std::int32_t& limit_s = queue.limits_s.at(static_cast<std::size_t>(kind));
        limit_s = in.number(table, limit_key(kind), 0, limits::speaking_s, limit_s);
    };
    limit(root, QueueKind::point);
    queue.video_call = in.line(root, "video_call", limits::video_call_bytes, false);
    if (!queue.video_call.empty() && !is_web_address(queue.video_call))
        in.mistake(*root.get("video_call"), "bad_web_address");
    const toml::node* node = root.get("queue");
    if (!node) return queue;
    const toml::table* table = node->as_table();
    if (!table) {
        in.mistake(*node, "not_table", {{"key", "queue"}});
        return queue;
    }
    const std::string reply = limit_key(QueueKind::reply);
    const std::string question = limit_key(QueueKind::question);
    const std::string point_of_order = limit_key(QueueKind::point_of_order);
    in.only_keys(*table, {"rules", "overtake_most", "show_times", "groups", reply, question, point_of_order});
    read_rules(in, *table, queue.rules);
    queue.groups = read_groups(in, *table);
    for (const QueueKind kind : {QueueKind::reply, QueueKind::question, QueueKind::point_of_order})
        limit(*table, kind);
    return queue;
}

}  // namespace

Result<Runbook> parse_runbook(std::string_view text, const std::string& name) {
    Reading in(name);
    toml::table root;
    try {
        root = toml::parse(text, name);
    } catch (const toml::parse_error& error) {
        in.mistake(error.source().begin.line, "not_toml", {{"detail", std::string(error.description())}});
        return *in.found();
    }
    in.only_keys(root, {"title", "languages", "speaking_s", "video_call", "queue", "wifi", "block"});
    Runbook runbook;
    runbook.title = in.line(root, "title", limits::title_graphemes, true);
    runbook.languages = in.lines(root, "languages", limits::language_bytes);
    for (const std::string& language : runbook.languages) {
        if (!is_language_tag(language))
            in.mistake(*root.get("languages"), "bad_language", {{"language", language}});
    }
    if (runbook.languages.empty()) runbook.languages.emplace_back("nl");
    if (runbook.languages.size() > limits::languages) {
        in.mistake(root, "too_many", {{"key", "languages"}, {"most", std::to_string(limits::languages)}});
    }
    if (const toml::node* node = root.get("wifi")) {
        if (const toml::table* wifi = node->as_table()) {
            in.only_keys(*wifi, {"name", "password"});
            runbook.wifi = host::Wifi{in.line(*wifi, "name", limits::title_graphemes, true),
                                      in.line(*wifi, "password", limits::title_graphemes, false)};
        } else {
            in.mistake(*node, "not_table", {{"key", "wifi"}});
        }
    }
    runbook.commands.emplace_back(PrepareMeeting{runbook.title, runbook.languages});
    runbook.queue = read_queue(in, root);
    for (Command& command : as_commands(runbook.queue)) runbook.commands.push_back(std::move(command));
    const auto blocks = in.tables(root, "block");
    std::uint32_t number = 0;
    for (const toml::table* block : blocks) {
        read_block(in, *block, std::nullopt, number, runbook.commands);
        if (number <= limits::blocks) continue;
        in.mistake(*block, "too_many", {{"key", "block"}, {"most", std::to_string(limits::blocks)}});
        break;
    }
    const auto polls =
        std::count_if(runbook.commands.begin(), runbook.commands.end(),
                      [](const Command& command) { return std::holds_alternative<AddPoll>(command); });
    if (static_cast<std::size_t>(polls) > limits::polls) {
        in.mistake(root, "too_many", {{"key", "poll"}, {"most", std::to_string(limits::polls)}});
    }
    if (in.found()) return *in.found();
    return runbook;
}

std::string limit_key(QueueKind kind) {
    return std::string(kind == QueueKind::point ? "speaking" : name_of(kind)) + "_s";
}

std::string_view form_name(Form form) {
    for (const auto& [name, known] : forms) {
        if (known == form) return name;
    }
    return forms.front().first;
}

Result<Runbook> read_runbook(const std::string& path) {
    const auto content = read_plain_text(path);
    if (!content) return content.refusal();
    const std::filesystem::path name(path);
    if (name.extension() != ".csv" && name.extension() != ".tsv") return parse_runbook(content.value(), path);
    auto blocks = parse_table(content.value(), path);
    if (!blocks) return blocks.refusal();
    // A table has no title of its own: the file's name is it.
    const auto title = clean_line(name.stem().string(), limits::title_graphemes);
    Runbook runbook = empty_runbook(title ? title.value() : path, "nl");
    for (AddBlock& block : blocks.value()) runbook.commands.emplace_back(std::move(block));
    return runbook;
}

Result<State> evening_of(const Runbook& runbook) {
    State state;
    Context context;
    context.actor.kind = Actor::Kind::kiosk;
    for (const Command& command : runbook.commands) {
        auto decision = decide(state, command, context);
        if (!decision) return decision.refusal();
        for (const Event& event : decision.value().events) apply(state, event, context.now_ms);
    }
    return state;
}

Runbook empty_runbook(std::string title, std::string language) {
    Runbook runbook;
    runbook.title = std::move(title);
    runbook.languages = {std::move(language)};
    runbook.commands.emplace_back(PrepareMeeting{runbook.title, runbook.languages});
    return runbook;
}

}  // namespace buurtkiosk::runbook
