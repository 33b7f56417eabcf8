// Owns the paper queue: what somebody with a pencil and slips of paper would keep of a speaker queue, and the
// order they would read from it by the rules of the house. Test thread only. It must never include anything
// of kiosk/, so that it can be wrong in its own way only.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace buurtkiosk::paper {

enum class Kind { point, reply, question, point_of_order };
enum class Rule { first_turn, place_turn, least_time, group_turn };
enum class Code {
    first_come,
    invited,
    point_of_order,
    chair_moved,
    waited,
    returned,
    reply,
    first_turn,
    place_turn,
    least_time,
    group_turn
};

constexpr int nobody = 0;
constexpr int no_group = 0;

struct Reason {
    Code code = Code::first_come;
    std::int64_t number =
        0;  // waited: times overtaken; least_time: s spoken; group_turn: group; place_turn: 1 is home
    bool operator==(const Reason&) const = default;
};
struct Place {
    int slip = nobody;
    Reason why;
    bool operator==(const Place&) const = default;
};

// Who speaks, spoke or will: somebody with a phone, or somebody without, known by the first slip made for
// them.
struct Speaker {
    int person = nobody;
    int first_slip = nobody;  // only without a phone
    bool operator==(const Speaker&) const = default;
};

enum class Where { waits, speaks, interrupted, absent, gone };

struct Slip {
    int number = 0;  // a lower one asked earlier
    Speaker speaker;
    Kind kind = Kind::point;
    int answers = nobody;  // of a reply: the slip of whom it answers
    bool at_home = false;  // of who has a phone: kept by the person until they are called
    int group = no_group;  // of who has no phone; counts while there is such a group
    int card = 0;          // of who has no phone, when they showed one
    int name = 0;          // of who has no phone, when they told one: its number among some names
    bool invited = false;
    Where where = Where::waits;
    bool came_back = false;       // after they were not there when called
    int came_back_after = 0;      // the highest turn when they came back
    std::optional<int> fixed_at;  // the chair moved them: this many stand before them
    int turn = 0;                 // 0: has not been called
    bool chosen = false;          // called because the chair wanted so, not by the rules
    std::int64_t spoken_ms = 0;   // finished turns only
};

struct Person {
    bool at_home = false;
    int group = no_group;  // counts while there is such a group
    bool asked_aloud =
        false;  // the chair asks them to say their written question, and they have not answered
};

// The whole of it; copied, it remembers.
struct PaperQueue {
    std::vector<Person> people;  // person 1 stands first
    std::vector<Slip> slips;     // slip 1 stands first
    std::vector<int> groups;     // that there are now
    std::vector<Rule> rules;
    int overtake_most = 3;
    bool list_open = true;  // who wants to speak may ask; a point of order always may
    bool replies_open = true;
    int last_turn = 0;  // the number given out last

    // --- who speaks ---
    int speaking = nobody;                // a slip
    int interrupted = nobody;             // the slip whose turn stands still for a point of order
    std::int64_t since_ms = 0;            // of who speaks, as if it had never stood still
    std::optional<std::int64_t> stopped;  // ms spoken when the chair stopped the clock
    bool answered = false;                // 'I am here'
    std::int64_t interrupted_spoken_ms = 0;

    // --- what is read from it ---
    std::vector<Place> order() const;
    // The slip of who waits (or is absent), of points of order or of the others.
    int place_of(const Speaker& speaker, Where where, bool point_of_order) const;
    // The slip of whom a reply would answer; a point of order is nothing to reply to.
    int to_reply_to() const;
    bool waits_elsewhere(int slip) const;  // with another one of that sort
    bool somebody_waits_twice() const;

    // --- what happens: each must be possible, the caller looks first ---
    int ask(const Speaker& speaker, Kind kind, bool at_home, int group, bool invited);
    void come_back(int slip);
    void leave(int slip);
    // The chair puts a waiting slip before another one, or at the end (nobody).
    void move(int slip, int before);
    void call(int slip, bool chosen, std::int64_t now_ms);  // ends every turn there is
    void interrupt(int slip, std::int64_t now_ms);
    void end_turn(std::int64_t now_ms);       // who was interrupted goes on
    void was_not_there(std::int64_t now_ms);  // the same, but there was no turn
    void give_up_interrupted();               // who was interrupted does not go on
    void here(std::int64_t now_ms);           // who is called says so
    void stop_clock(std::int64_t now_ms);
    void start_clock(std::int64_t now_ms);
    void go_on(std::int64_t now_ms);  // part of the two before: nobody speaks, or who was interrupted again

    Slip& at(int number) { return slips[static_cast<std::size_t>(number - 1)]; }
    const Slip& at(int number) const { return slips[static_cast<std::size_t>(number - 1)]; }
    bool is_home(const Slip& slip) const;
    int group_of(const Slip& slip) const;
};
inline bool is_ordinary(const Slip& slip) { return slip.kind != Kind::point_of_order; }

}  // namespace buurtkiosk::paper
