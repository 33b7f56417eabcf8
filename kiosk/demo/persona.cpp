// Owns how a simulated attendee behaves: at human pace, each a little different, and the same for one seed.
// The demo's own thread. It must never act twice on one occasion because a view came twice.
#include "demo/persona.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>
#include <vector>

namespace buurtkiosk::demo {
namespace {

// How likely people are to do what they are asked; a hall where everybody does everything looks unreal.
constexpr double gives_word = 0.93;
constexpr double changes_word = 0.06;
constexpr double votes = 0.93;
constexpr double changes_vote = 0.08;
constexpr double explains = 0.45;
constexpr double withdraws = 0.2;
constexpr double writes_question = 0.12;
constexpr double wants_to_know = 0.25;
constexpr double applauds_speaker = 0.6;
constexpr double applauds_result = 0.35;
constexpr double goes_to_sleep = 0.08;
constexpr std::size_t queue_feels_long = 6;

std::uint64_t hash_of(const std::string& text) {
    std::uint64_t hash = 1469598103934665603ULL;  // FNV-1a: the same for everybody, so that opinions agree
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return hash;
}

const Value& at_path(const Value& value, std::initializer_list<const char*> path) {
    static const Value none;
    const Value* at = &value;
    for (const char* key : path) {
        at = json::find(*at, key);
        if (at == nullptr) return none;
    }
    return *at;
}

std::string text_at_path(const Value& value, std::initializer_list<const char*> path) {
    return json::text(at_path(value, path)).value_or("");
}

}  // namespace

Persona::Persona(const ScriptPerson& who, const Script& script, std::shared_ptr<SharedViews> views,
                 std::uint64_t seed, std::int64_t now_ms, double join_within_s)
    : Caller(who.language, who.place, std::move(views), seed), script_(script), name_(who.name) {
    // More come at first than at the end, as through a door.
    const double when = std::pow(between(random(), 0, 1), 1.3);
    connect_later(now_ms + static_cast<std::int64_t>(when * join_within_s * 1000));
    talkative_ = between(random(), 0, 1);
}

void Persona::later(std::int64_t now_ms, double from_s, double to_s, std::function<void(std::int64_t)> what) {
    plans_.push_back(
        {now_ms + static_cast<std::int64_t>(between(random(), from_s, to_s) * 1000), std::move(what)});
}

void Persona::act(std::int64_t now_ms) {
    think_of_name(now_ms);
    think_of_word(now_ms);
    think_of_invitation(now_ms);
    think_of_speaking(now_ms);
    think_of_questions(now_ms);
    think_of_voting(now_ms);
    think_of_table(now_ms);
    think_of_sleep(now_ms);
    if (asking()) return;  // one thing at a time, as with one thumb
    const auto due = std::min_element(plans_.begin(), plans_.end(),
                                      [](const Plan& a, const Plan& b) { return a.at_ms < b.at_ms; });
    if (due == plans_.end() || due->at_ms > now_ms) return;
    const auto what = std::move(due->what);
    plans_.erase(due);
    what(now_ms);
}

void Persona::view_changed(std::int64_t now_ms) { notice_applause(now_ms); }

void Persona::think_of_name(std::int64_t now_ms) {
    if (named_ || name_.empty()) return;
    named_ = true;
    if (!json::text_at(me(), "name").value_or("").empty()) return;
    later(now_ms, 1, 5, [this](std::int64_t) { ask("name", {{"name", name_}}); });
}

std::string Persona::pick_word() {
    double total = 0;
    for (const ScriptWord& word : script_.words) total += word.weight;
    double at = between(random(), 0, total);
    for (const ScriptWord& word : script_.words) {
        at -= word.weight;
        if (at > 0) continue;
        const auto which = static_cast<std::size_t>(between(random(), 0, 1) * between(random(), 0, 1) *
                                                    static_cast<double>(word.spellings.size()));
        return word.spellings[std::min(which, word.spellings.size() - 1)];
    }
    return script_.words.front().spellings.front();
}

void Persona::think_of_word(std::int64_t now_ms) {
    const std::string id = text_at_path(view(), {"check_in", "id"});
    if (id.empty() || id == word_for_ || text_at_path(view(), {"check_in", "state"}) != "open") return;
    word_for_ = id;
    if (!json::text_at(me(), "word").value_or("").empty() || !chance(random(), gives_word)) return;
    const auto give = [this, id](std::int64_t) {
        const std::string state = text_at_path(view(), {"check_in", "state"});
        if (text_at_path(view(), {"check_in", "id"}) == id && state != "closed") {
            ask("check_in", {{"word", pick_word()}});
        }
    };
    later(now_ms, 2.5, 12, give);
    if (chance(random(), changes_word)) later(now_ms, 12, 15, give);
}

void Persona::think_of_invitation(std::int64_t now_ms) {
    const std::string word = text_at_path(me(), {"asks", "explain", "word"});
    if (word.empty()) invited_for_.clear();
    if (word.empty() || word == invited_for_) return;
    invited_for_ = word;
    const bool yes = chance(random(), explains);
    later(now_ms, 1.5, 4, [this, yes](std::int64_t) {
        if (at_path(me(), {"asks", "explain"}).is_object()) ask("explain", {{"yes", yes}});
    });
}

// A few write a question, some want to know what others wrote, and who is asked to put it aloud may do so.
void Persona::think_of_questions(std::int64_t now_ms) {
    if (text_at_path(view(), {"meeting", "phase"}) != "running") return;
    if (!std::exchange(wondered_, true) && chance(random(), writes_question)) {
        const auto which = static_cast<std::size_t>(
            between(random(), 0, static_cast<double>(script_.questions.size()) - 0.001));
        later(now_ms, 5, 90, [this, which](std::int64_t) {
            if (at_path(view(), {"questions", "open"}) == Value(true))
                ask("ask", {{"text", script_.questions[which]}});
        });
    }
    for (const auto& [id, question] : at_path(view(), {"questions", "by"}).items()) {
        if (!questions_.insert(id).second || !chance(random(), wants_to_know)) continue;
        later(now_ms, 3, 25, [this, id = id](std::int64_t) {
            const Value& now = at_path(view(), {"questions", "by", id.c_str()});
            const Value& mine = at_path(me(), {"questions", "mine"});
            if (now.is_object() && !now.contains("answered") && !mine.contains(id))
                ask("upvote", {{"question", id}});
        });
    }
    const std::string invited = text_at_path(me(), {"asks", "question", "question"});
    if (invited == invited_to_ask_) return;
    invited_to_ask_ = invited;
    if (invited.empty()) return;
    const bool yes = chance(random(), explains);
    later(now_ms, 2, 6, [this, invited, yes](std::int64_t) {
        if (text_at_path(me(), {"asks", "question", "question"}) == invited)
            ask("question.accept", {{"question", invited}, {"yes", yes}});
    });
}

// Whom a chair asked to keep the time at a table says when that one is ready, about at its time.
void Persona::think_of_table(std::int64_t now_ms) {
    const std::string block = text_at_path(view(), {"agenda", "now"});
    if (block.empty() || block == tables_for_) return;
    if (json::text_at(me(), "role").value_or("") != "table_facilitator") return;
    if (at_path(view(), {"agenda", "by", block.c_str(), "side_by_side"}) != Value(true)) return;
    tables_for_ = block;
    std::vector<std::string> tables;
    for (const Value& part : at_path(view(), {"agenda", "order"})) {
        const std::string id = json::text(part).value_or("");
        if (text_at_path(view(), {"agenda", "by", id.c_str(), "inside"}) == block) tables.push_back(id);
    }
    if (tables.empty()) return;
    const std::string table = tables[hash_of(json::text_at(me(), "person").value_or("")) % tables.size()];
    const auto minutes =
        json::integer_at(at_path(view(), {"agenda", "by", table.c_str()}), "minutes").value_or(0);
    const double planned_s = static_cast<double>(minutes) * 60;
    later(now_ms, planned_s * 0.8, planned_s * 1.1, [this, table](std::int64_t) {
        if (text_at_path(view(), {"agenda", "by", table.c_str(), "state"}) == "now")
            ask("agenda.done", {{"block", table}});
    });
}

bool Persona::in_queue() const {
    const std::string person = json::text_at(me(), "person").value_or("");
    if (text_at_path(view(), {"queue", "speaking", "person"}) == person) return true;
    const Value& entries = at_path(view(), {"queue", "by"});
    return std::any_of(entries.begin(), entries.end(), [&](const Value& entry) {
        return json::text_at(entry, "person").value_or("") == person;
    });
}

void Persona::think_of_speaking(std::int64_t now_ms) {
    const Value& open = at_path(view(), {"queue", "open"});
    if (open != Value(true) || text_at_path(view(), {"meeting", "phase"}) != "running") return;
    const std::string block = text_at_path(view(), {"agenda", "now"});
    if (block == queue_for_) return;
    queue_for_ = block;
    const std::string form = text_at_path(view(), {"agenda", "by", block.c_str(), "form"});
    // Some have something to say in every block, most only when it is their turn to.
    if (!chance(random(), (form == "speakers" ? 0.3 : 0.06) * (0.5 + talkative_))) return;
    later(now_ms, 2, 11, [this](std::int64_t at_ms) {
        if (in_queue() || at_path(view(), {"queue", "open"}) != Value(true)) return;
        if (at_path(view(), {"queue", "order"}).size() >= queue_feels_long) return;
        Value fields = Value::object();
        if (chance(random(), 0.8)) {
            const auto which = static_cast<std::size_t>(
                between(random(), 0, static_cast<double>(script_.topics.size()) - 0.001));
            fields["topic"] = script_.topics[which];
        }
        ask("speak", std::move(fields));
        if (!chance(random(), withdraws)) return;
        later(at_ms, 8, 16, [this](std::int64_t) {
            const std::string person = json::text_at(me(), "person").value_or("");
            if (in_queue() && text_at_path(view(), {"queue", "speaking", "person"}) != person) ask("unspeak");
        });
    });
}

std::string Persona::pick_option(const std::string& poll_id, const Value& poll) {
    const Value* options = json::array_at(poll, "options");
    if (options == nullptr || options->empty()) return {};
    // The hall leans the same way for everybody; how far, the question's own name decides.
    Random leaning(hash_of(poll_id + json::text_at(poll, "question").value_or("")));
    std::vector<double> weights;
    for (const Value& option : *options) {
        const std::string id = json::text_at(option, "id").value_or("");
        double weight = between(leaning, 0.4, 1.6);
        if (id == "yes") weight = between(leaning, 1.6, 2.4);
        if (id == "no") weight = between(leaning, 0.7, 1.1);
        if (id == "abstain") weight = between(leaning, 0.25, 0.45);
        weights.push_back(weight);
    }
    std::discrete_distribution<std::size_t> pick(weights.begin(), weights.end());
    return json::text_at((*options)[pick(random())], "id").value_or("");
}

void Persona::think_of_voting(std::int64_t now_ms) {
    const Value& polls = at_path(view(), {"polls", "by"});
    for (const auto& [id, poll] : polls.items()) {
        if (json::text_at(poll, "state").value_or("") != "open" || !polls_.insert(id).second) continue;
        if (at_path(me(), {"ballots", id.c_str()}).is_object() || !chance(random(), votes)) continue;
        const auto vote = [this, id = id](std::int64_t) {
            const Value& now = at_path(view(), {"polls", "by", id.c_str()});
            if (json::text_at(now, "state").value_or("") != "open") return;
            ask("vote", {{"poll", id}, {"ballot", {{"choice", pick_option(id, now)}}}});
        };
        later(now_ms, 1.5, 8.5, vote);
        if (chance(random(), changes_vote)) later(now_ms, 9, 11, vote);
    }
}

void Persona::clap(std::int64_t now_ms, const std::string& kind, int times) {
    double at_s = between(random(), 0.2, 1.6);
    for (int i = 0; i < times; ++i) {
        later(now_ms, at_s, at_s + 0.1, [this, kind](std::int64_t) { ask("react", {{"kind", kind}}); });
        at_s += between(random(), 0.35, 0.9);
    }
}

void Persona::notice_applause(std::int64_t now_ms) {
    const std::string speaking = text_at_path(view(), {"queue", "speaking", "id"});
    const std::string previous = std::exchange(speaking_, speaking);
    const std::string words =
        at_path(view(), {"check_in", "words"}).is_object() ? text_at_path(view(), {"check_in", "id"}) : "";
    const bool new_words = !words.empty() && words != shown_words_;
    if (!words.empty()) shown_words_ = words;
    bool new_result = false;
    for (const auto& [id, poll] : at_path(view(), {"polls", "by"}).items()) {
        if (json::text_at(poll, "state").value_or("") == "shown") {
            new_result = shown_polls_.insert(id).second || new_result;
        }
    }
    if (!std::exchange(watched_, true)) return;
    if (!previous.empty() && previous != speaking && chance(random(), applauds_speaker)) {
        clap(now_ms, "clap", static_cast<int>(between(random(), 2, 5.9)));
    }
    if (!speaking.empty() && speaking != previous && chance(random(), 0.15)) {
        later(now_ms, 3, 8, [this](std::int64_t) { ask("react", {{"kind", "agree"}}); });
    }
    if (new_words && chance(random(), 0.25)) {
        clap(now_ms, chance(random(), 0.7) ? "heart" : "laugh", static_cast<int>(between(random(), 1, 2.9)));
    }
    if (new_result && chance(random(), applauds_result)) {
        clap(now_ms, chance(random(), 0.6) ? "clap" : "agree", static_cast<int>(between(random(), 1, 3.9)));
    }
}

void Persona::think_of_sleep(std::int64_t now_ms) {
    if (slept_) return;
    slept_ = true;
    if (!chance(random(), goes_to_sleep)) return;
    later(now_ms, 25, 80, [this](std::int64_t at_ms) {
        sleep_until(at_ms + static_cast<std::int64_t>(between(random(), 8, 25) * 1000));
    });
}

}  // namespace buurtkiosk::demo
