// Owns the layout of a written runbook: one key a line, parts indented under their block. Any thread. It must
// never leave a text unescaped.
#include "runbook/write.h"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "assembly/agenda/timetable.h"
#include "assembly/queue/names.h"
#include "runbook/runbook.h"

namespace buurtkiosk::runbook {
namespace {

using namespace assembly;

// A basic string of TOML 1.0.
std::string quoted(std::string_view text) {
    std::string result = "\"";
    for (const char sign : text) {
        if (sign == '"' || sign == '\\') {
            result += '\\';
            result += sign;
        } else if (static_cast<unsigned char>(sign) < 0x20 || sign == 0x7F) {
            result += fmt::format("\\u{:04X}", static_cast<unsigned>(sign));
        } else {
            result += sign;
        }
    }
    return result + '"';
}

std::string list(const std::vector<std::string>& texts) {
    std::string result;
    for (const std::string& text : texts) result += (result.empty() ? "" : ", ") + quoted(text);
    return "[" + result + "]";
}

class Writer {
  public:
    explicit Writer(std::int64_t midnight_ms) : midnight_ms_(midnight_ms) {}

    void key(std::string_view name, const std::string& value) {
        result_ += fmt::format("{}{} = {}\n", indent_, name, value);
    }
    void text(std::string_view name, const std::string& value) {
        if (!value.empty()) key(name, quoted(value));
    }
    void head(std::string_view name) { result_ += fmt::format("\n{}[[{}]]\n", indent_, name); }

    void block(const State& state, const Block& block, std::string_view name, bool has_parts) {
        head(name);
        text("title", block.title);
        if (block.form != Form::plenary) key("form", quoted(form_name(block.form)));
        if (!has_parts) key("minutes", std::to_string(block.minutes));
        if (block.side_by_side && has_parts) key("side_by_side", "true");
        if (block.fixed_ms) {
            constexpr std::int64_t day_min = 24 * 60;
            const std::int64_t minutes = (*block.fixed_ms - midnight_ms_) / 60'000;
            const std::int64_t of_day = (minutes % day_min + day_min) % day_min;
            key("start", fmt::format("\"{:02}:{:02}\"", of_day / 60, of_day % 60));
        }
        text("prompt", block.prompt);
        if (block.form == Form::check_in || block.think_s > 0) key("think_s", std::to_string(block.think_s));
        text("text", block.text);
        text("notes", block.notes);
        text("materials", block.materials);
        if (block.slides) text("slides", block.slides->name);
        for (const PollId id : state.poll_order) {
            const Poll& poll = state.polls.at(id);
            if (poll.block == block.id) write(poll, fmt::format("{}.poll", name));
        }
    }
    void parts(const State& state, BlockId whole) {
        indent_ = "  ";
        for (const BlockId id : state.agenda.order) {
            const Block& part = state.agenda.blocks.at(id);
            if (part.inside == whole) block(state, part, "block.part", false);
        }
        indent_ = "";
    }
    // What differs from an evening that says nothing about the speaker queue.
    void queue(const State& state) {
        const QueueSettings usual;
        std::vector<std::pair<std::string, std::string>> keys;
        std::vector<std::string> texts;
        for (const FairRule rule : state.queue.rules.order) texts.emplace_back(name_of(rule));
        if (!texts.empty()) keys.emplace_back("rules", list(texts));
        if (state.queue.rules.overtake_most != usual.rules.overtake_most)
            keys.emplace_back("overtake_most", std::to_string(state.queue.rules.overtake_most));
        if (state.queue.rules.show_times) keys.emplace_back("show_times", "true");
        texts.clear();
        for (const PeopleGroup& group : state.groups) texts.push_back(group.name);
        if (!texts.empty()) keys.emplace_back("groups", list(texts));
        for (const auto& [name, kind] : queue_kind_names) {
            const auto number = static_cast<std::size_t>(kind);
            // That of a new point stands at the top, as speaking_s.
            if (kind != QueueKind::point && state.queue.limits_s.at(number) != usual.limits_s.at(number))
                keys.emplace_back(limit_key(kind), std::to_string(state.queue.limits_s.at(number)));
        }
        if (keys.empty()) return;
        result_ += "\n[queue]\n";
        for (const auto& [name, value] : keys) key(name, value);
    }
    std::string take() { return std::move(result_); }

  private:
    void write(const Poll& poll, const std::string& name) {
        const std::string before = indent_;
        indent_ += "  ";
        head(name);
        const bool choice = poll.kind == PollKind::choice;
        key("kind", choice ? "\"choice\"" : "\"yes_no\"");
        text("question", poll.question);
        if (choice) {
            std::vector<std::string> options;
            for (const PollOption& option : poll.options) options.push_back(option.text);
            key("options", list(options));
        }
        indent_ = before;
    }

    std::int64_t midnight_ms_;
    std::string result_;
    std::string indent_;
};

}  // namespace

std::string write_runbook(const State& state, std::int64_t midnight_ms) {
    Writer writer(midnight_ms);
    writer.text("title", state.title);
    writer.key("languages", list(state.languages));
    writer.key("speaking_s", std::to_string(state.queue.limits_s.front()));
    if (!state.video_call.empty()) writer.text("video_call", state.video_call);
    writer.queue(state);
    for (const BlockId id : state.agenda.order) {
        const Block& block = state.agenda.blocks.at(id);
        if (block.inside) continue;
        const bool has_parts = assembly::has_parts(state.agenda, id);
        writer.block(state, block, "block", has_parts);
        if (has_parts) writer.parts(state, id);
    }
    return writer.take();
}

}  // namespace buurtkiosk::runbook
