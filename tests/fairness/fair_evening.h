// Owns FairEvening: one random evening of the speaker queue, done twice: by the program through decide() and
// apply(), and with a pencil on paper; after each step the order and its reasons must be the same. Test
// thread only. It must never ask the program what the paper should say.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "assembly/apply.h"
#include "assembly/decide.h"
#include "assembly/queue/order.h"
#include "fairness/paper_queue.h"
#include "simulation/dice.h"

namespace buurtkiosk::fairness {

// The program and the paper differ, or a promise was broken; what() says where.
struct Differs : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// An evening before anybody asked: the same for the program and on paper.
struct Prepared {
    assembly::State state;
    paper::PaperQueue paper;
};
Prepared prepare(const std::vector<paper::Rule>& rules, int overtake_most);

// Every ordered list of the four rules without repetition: 65 of them.
std::vector<std::vector<paper::Rule>> all_rules();

// Counts from what happened alone, order and reasons unseen, how often each one who waits is overtaken.
class Overtakings {
  public:
    // Before the event is applied; `by_chair`: the chair called out of order.
    void see(const assembly::State& before, const assembly::Event& event, bool by_chair);
    std::size_t most() const;  // of those who wait and were not moved

  private:
    void put_back(EntryId entry);

    struct Waits {
        bool moved = false;
        std::vector<EntryId> by;  // who asked later and was called first
    };
    std::map<EntryId, Waits> waiting_;
};

enum class Deed {
    ask,
    invited,
    question_aloud,
    withdraw,
    here,
    pass_on,
    place,
    group,
    next,
    next_too_late,
    end,
    call,
    interrupt,
    pass,
    bring_back,
    add_person,
    add_guest,
    hands,
    name_hand,
    remove,
    move,
    pause,
    go_on,
    rules,
    overtake_most,
    list,
    groups,
    invite_author,
    undo,
    undo_later,
    undo_after_change,
    undo_added,
    count
};
const char* name_of(Deed deed);

class FairEvening {
  public:
    FairEvening(const Prepared& start, std::uint64_t seed, bool may_change_most = true);
    // So many random operations; throws Differs.
    void run(int steps);
    // What was done and what stood in the row after it, when it is to be told.
    void tell_to(std::string* story) { story_ = story; }

    using Counts = std::array<std::uint64_t, static_cast<std::size_t>(Deed::count)>;
    const Counts& done() const { return done_; }
    std::size_t most_overtaken() const { return most_overtaken_; }

  private:
    using Write = std::function<void(paper::PaperQueue&)>;
    void do_step();
    // The program's part: whether it was accepted; what is not, changes nothing.
    bool give(const assembly::Actor& actor, const assembly::Command& command);
    // Both: the paper says whether it can be. `page`: the chair can take it back.
    void both(Deed deed, bool possible, const assembly::Actor& actor, const assembly::Command& command,
              const Write& write, bool page = false);
    void compare();

    // --- by people ---
    void ask(int person, paper::Kind kind);
    void accept_invitation(int person);
    void answer_about_question(int person);
    void withdraw(int person);
    void here(int person);
    void pass_on(int person);
    void change_place(int person);
    void choose_group(int person);
    // --- by the chair ---
    void next();
    void end();
    void call();
    void interrupt();
    void pass();
    void bring_back();
    void add_person(int person, paper::Kind kind);
    void add_guest(paper::Kind kind);
    void add_hands(paper::Kind kind);
    void name_hand();
    void remove();
    void move();
    void pause(bool stop);
    void set_rules();
    void set_list();
    void set_groups();
    void invite_author(int person);
    void undo();

    std::optional<EntryId> expect() const;
    int some(paper::Where where);
    int some_group();
    int known_guest(int card, int name, int but) const;
    bool can_ask(paper::Kind kind) const;
    void say(const std::string& what);

    assembly::State state_;
    paper::PaperQueue paper_;
    simulation::Dice dice_;
    bool may_change_most_;
    std::int64_t now_ms_;
    std::vector<bool> invited_;  // by person, and has not answered

    // The page of before the chair's last step, and what was written since that stays when it is turned back.
    struct Page {
        StepId step;
        paper::PaperQueue before;
        std::vector<Write> since;
        bool added = false;    // the step put somebody on the list
        bool changed = false;  // somebody has another place or group since
        // What must still be so for the page to be turned back, of a step that others can touch …
        std::function<bool(const paper::PaperQueue&)> untouched = nullptr;
        // … and what is written when it is, whatever others wrote there since.
        Write back = nullptr;
    };
    std::optional<Page> page_;
    bool stays_ = false;    // what is done now stays when the last step is taken back
    bool changes_ = false;  // and it is about the people, not about the row

    Overtakings overtakings_;
    std::size_t most_overtaken_ = 0;
    Counts done_{};
    std::string* story_ = nullptr;
};

}  // namespace buurtkiosk::fairness
