// Owns Persona, one simulated attendee: when they join, what they are called, what they feel, ask and vote.
// The demo's own thread. It must never do what a phone could not: it sees its own views and sends frames.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>

#include "demo/caller.h"
#include "demo/script.h"

namespace buurtkiosk::demo {

class Persona final : public Caller {
  public:
    /// Joins within `join_within_s` of the demo's start. `script` must outlive it.
    Persona(const ScriptPerson& who, const Script& script, std::shared_ptr<SharedViews> views,
            std::uint64_t seed, std::int64_t now_ms, double join_within_s);

  private:
    // Something that this person means to do at a moment, and does unless it has become pointless.
    struct Plan {
        std::int64_t at_ms;
        std::function<void(std::int64_t)> what;
    };

    void act(std::int64_t now_ms) override;
    void view_changed(std::int64_t now_ms) override;

    void later(std::int64_t now_ms, double from_s, double to_s, std::function<void(std::int64_t)> what);
    void think_of_name(std::int64_t now_ms);
    void think_of_word(std::int64_t now_ms);
    void think_of_speaking(std::int64_t now_ms);
    void think_of_voting(std::int64_t now_ms);
    void think_of_invitation(std::int64_t now_ms);
    void think_of_questions(std::int64_t now_ms);
    void think_of_table(std::int64_t now_ms);
    void think_of_sleep(std::int64_t now_ms);
    void notice_applause(std::int64_t now_ms);
    void clap(std::int64_t now_ms, const std::string& kind, int times);
    std::string pick_word();
    std::string pick_option(const std::string& poll_id, const Value& poll);
    bool in_queue() const;

    const Script& script_;
    std::string name_;
    std::vector<Plan> plans_;
    double talkative_;
    bool named_ = false;
    bool slept_ = false;
    std::string word_for_;             // check-ins thought about
    std::string invited_for_;          // the word that was asked to be explained
    std::string queue_for_;            // the block in which speaking was thought about
    std::string tables_for_;           // the block of tables at which one was kept
    std::set<std::string> polls_;      // thought about
    std::set<std::string> questions_;  // of others, thought about
    bool wondered_ = false;            // whether there is anything to ask
    std::string invited_to_ask_;       // the question that was asked to be put aloud
    std::string speaking_;
    std::string shown_words_;
    std::set<std::string> shown_polls_;
    bool watched_ = false;  // the first view is no occasion to clap
};

}  // namespace buurtkiosk::demo
