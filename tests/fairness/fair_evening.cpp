// Owns how a random evening of the speaker queue goes on, by the program and on paper, and how the two are
// compared. Test thread only. It must never look at a real clock or random source: the seed is all there is.
#include "fairness/fair_evening.h"

#include <algorithm>
#include <utility>

#include "fairness/both_names.h"

namespace buurtkiosk::fairness {

using namespace assembly;

namespace {

constexpr int people_count = 5;

// The program's reason as the paper would write it; a parameter that does not belong there makes it another
// one.
std::optional<paper::Reason> on_paper(const Why& why) {
    using Code = Why::Code;
    const int parameters =
        (why.times != 0 ? 1 : 0) + (why.place ? 1 : 0) + (why.spoken_s ? 1 : 0) + (why.group ? 1 : 0);
    const auto plain = [&](paper::Code code) {
        return parameters == 0 ? std::optional(paper::Reason{code}) : std::nullopt;
    };
    switch (why.code) {
        case Code::first_come:
            return plain(paper::Code::first_come);
        case Code::invited:
            return plain(paper::Code::invited);
        case Code::chair_moved:
            return plain(paper::Code::chair_moved);
        case Code::point_of_order:
            return plain(paper::Code::point_of_order);
        case Code::returned:
            return plain(paper::Code::returned);
        case Code::reply:
            return plain(paper::Code::reply);
        case Code::first_turn:
            return plain(paper::Code::first_turn);
        case Code::waited:
            if (why.place || why.spoken_s || why.group) return std::nullopt;
            return paper::Reason{paper::Code::waited, why.times};
        case Code::place_turn:
            if (!why.place || parameters != 1) return std::nullopt;
            return paper::Reason{paper::Code::place_turn, *why.place == Place::home ? 1 : 0};
        case Code::least_time:
            if (!why.spoken_s || parameters != 1) return std::nullopt;
            return paper::Reason{paper::Code::least_time, *why.spoken_s};
        case Code::group_turn:
            if (parameters != (why.group ? 1 : 0)) return std::nullopt;
            return paper::Reason{paper::Code::group_turn, why.group ? why.group->number : 0};
    }
    return std::nullopt;
}

std::string text_of(int slip, const std::optional<paper::Reason>& why) {
    constexpr std::array codes = {"first_come", "invited",    "point_of_order", "chair_moved",
                                  "waited",     "returned",   "reply",          "first_turn",
                                  "place_turn", "least_time", "group_turn"};
    std::string text = " e" + std::to_string(slip) + ":";
    if (!why) return text + "?";
    return text + codes.at(static_cast<std::size_t>(why->code)) + "(" + std::to_string(why->number) + ")";
}

Context context_at(std::int64_t now_ms, const Actor& actor) {
    static const text::WordMatcher words;
    Context context;
    context.now_ms = now_ms;
    context.actor = actor;
    context.words = &words;
    return context;
}

void must(State& state, const Actor& actor, const Command& command) {
    const auto decision = decide(state, command, context_at(1000, actor));
    if (!decision) throw Differs("preparing: " + decision.refusal().sentence.key);
    for (const Event& event : decision.value().events) apply(state, event, 1000);
}

}  // namespace

const char* name_of(Deed deed) {
    constexpr std::array names = {"ask",
                                  "invited",
                                  "question_aloud",
                                  "withdraw",
                                  "here",
                                  "pass_on",
                                  "place",
                                  "group",
                                  "next",
                                  "next_too_late",
                                  "end",
                                  "call",
                                  "interrupt",
                                  "pass",
                                  "bring_back",
                                  "add_person",
                                  "add_guest",
                                  "hands",
                                  "name_hand",
                                  "remove",
                                  "move",
                                  "pause",
                                  "go_on",
                                  "rules",
                                  "overtake_most",
                                  "list",
                                  "groups",
                                  "invite_author",
                                  "undo",
                                  "undo_later",
                                  "undo_after_change",
                                  "undo_added"};
    static_assert(names.size() == static_cast<std::size_t>(Deed::count));
    return names.at(static_cast<std::size_t>(deed));
}

std::vector<std::vector<paper::Rule>> all_rules() {
    constexpr std::array rules = {paper::Rule::first_turn, paper::Rule::place_turn, paper::Rule::least_time,
                                  paper::Rule::group_turn};
    std::vector<std::vector<paper::Rule>> all{{}};
    for (std::size_t i = 0; i < all.size(); ++i) {
        const std::vector<paper::Rule> shorter = all[i];
        for (const paper::Rule rule : rules) {
            if (std::find(shorter.begin(), shorter.end(), rule) != shorter.end()) continue;
            all.push_back(shorter);
            all.back().push_back(rule);
        }
    }
    return all;
}

Prepared prepare(const std::vector<paper::Rule>& rules, int overtake_most) {
    Prepared start;
    must(start.state, kiosk, PrepareMeeting{"Buurtavond", {"nl"}});
    must(start.state, kiosk, SetPeopleGroups{{group_names.begin(), group_names.end()}});
    must(start.state, kiosk, SetQueueRules{rules_of(rules), overtake_most, std::nullopt, std::nullopt});
    start.paper.groups = {1, 2, 3};
    start.paper.rules = rules;
    start.paper.overtake_most = overtake_most;
    must(start.state, console, OpenCheckIn{"Hoe zit u hier?", 0});
    for (int person = 1; person <= people_count; ++person) {
        TokenHash token{};
        token[0] = static_cast<std::uint8_t>(person);
        const bool home = person > 2;
        must(start.state, kiosk, Join{home ? Place::home : Place::room, "nl", std::nullopt, token});
        must(start.state, person_actor(person), GiveWord{"moe"});
        const int group = person % 4;  // the fourth is in none
        if (group != paper::no_group) must(start.state, person_actor(person), ChooseGroup{group_id(group)});
        start.paper.people.push_back({home, group});
        // Each has written a question, of that number, and it may be read.
        must(start.state, person_actor(person), AskQuestion{"Waarom niet?"});
        must(start.state, console, AllowQuestion{question_of(person)});
    }
    must(start.state, console, ShowCheckIn{});
    must(start.state, console, InviteToExplain{start.state.check_in()->answers.begin()->second.group});
    start.state.steps.clear();  // what prepared the evening is not taken back
    return start;
}

// --- being overtaken, counted ---

void Overtakings::put_back(EntryId entry) {
    for (auto& [id, one] : waiting_) std::erase(one.by, entry);
}

void Overtakings::see(const State& before, const Event& event, bool by_chair) {
    const Queue& queue = before.queue;
    if (const auto* asked = std::get_if<QueueAsked>(&event.body)) {
        if (asked->entry.kind != QueueKind::point_of_order) waiting_[asked->entry.id] = {};
    } else if (const auto* returned = std::get_if<QueueReturned>(&event.body)) {
        if (queue.entries.at(returned->entry).kind != QueueKind::point_of_order)
            waiting_[returned->entry] = {};
    } else if (const auto* moved = std::get_if<QueueMoved>(&event.body)) {
        waiting_[moved->entry].moved = moved->to.has_value();
    } else if (const auto* placed = std::get_if<QueuePlaced>(&event.body)) {
        put_back(placed->entry);
    } else if (const auto* passed = std::get_if<SpeakerPassed>(&event.body)) {
        put_back(passed->entry);
    } else if (const auto* turn = std::get_if<SpeakingSet>(&event.body)) {
        if (!turn->to || !queue.waiting.contains(turn->to->entry)) return;
        const EntryId called = turn->to->entry;
        if (queue.entries.at(called).kind == QueueKind::point_of_order || by_chair ||
            waiting_.at(called).moved)
            return;
        for (const EntryId id : queue.waiting) {
            const auto waits = waiting_.find(id);
            if (waits != waiting_.end() && id < called && !waits->second.moved)
                waits->second.by.push_back(called);
        }
    }
}

std::size_t Overtakings::most() const {
    std::size_t most = 0;
    for (const auto& [id, one] : waiting_) {
        if (!one.moved) most = std::max(most, one.by.size());
    }
    return most;
}

// --- program and paper ---

FairEvening::FairEvening(const Prepared& start, std::uint64_t seed, bool may_change_most)
    : state_(start.state),
      paper_(start.paper),
      dice_(seed),
      may_change_most_(may_change_most),
      now_ms_(10'000),
      invited_(people_count + 1, true) {}

void FairEvening::run(int steps) {
    for (int i = 0; i < steps; ++i) {
        now_ms_ += static_cast<std::int64_t>(dice_.below(80)) * 500;
        do_step();
        compare();
    }
}

void FairEvening::say(const std::string& what) {
    if (story_) *story_ += what;
}

bool FairEvening::give(const Actor& actor, const Command& command) {
    auto decision = decide(state_, command, context_at(now_ms_, actor));
    if (!decision) {
        say(" refused: " + decision.refusal().sentence.key);
        return false;
    }
    const bool by_chair = std::holds_alternative<CallSpeaker>(command) &&
                          first_in_order(state_) != std::get<CallSpeaker>(command).entry;
    for (const Event& event : decision.value().events) {
        overtakings_.see(state_, event, by_chair);
        apply(state_, event, now_ms_);
    }
    most_overtaken_ = std::max(most_overtaken_, overtakings_.most());
    return true;
}

void FairEvening::both(Deed deed, bool possible, const Actor& actor, const Command& command,
                       const Write& write, bool page) {
    say(std::string("\n") + std::to_string(now_ms_) + " " + name_of(deed) +
        (actor.kind == Actor::Kind::person ? " p" + std::to_string(actor.person.number) : ""));
    const std::size_t steps = state_.next.step;
    const bool accepted = give(actor, command);
    if (accepted != possible)
        throw Differs(std::string(name_of(deed)) + (accepted ? " was accepted" : " was refused") +
                      ", and on paper it was not");
    if (!accepted) return;
    ++done_[static_cast<std::size_t>(deed)];
    if (page && state_.next.step != steps) {
        page_ = Page{state_.steps.back().id, paper_, {}};
    } else if (page_ && stays_) {
        page_->since.push_back(write);
        page_->changed = page_->changed || changes_;
    } else {
        page_.reset();
    }
    write(paper_);
    // A slip that was made stays known when it is taken back: nobody else gets its number.
    if (!page_ || !page_->since.empty()) return;
    for (std::size_t made = page_->before.slips.size(); made < paper_.slips.size(); ++made) {
        page_->added = true;
        page_->before.slips.push_back(paper_.slips[made]);
        page_->before.slips.back().where = paper::Where::gone;
    }
}

void FairEvening::compare() {
    const std::vector<paper::Place> wanted = paper_.order();
    const std::vector<QueuePlace> order = queue_order(state_);
    bool same = order.size() == wanted.size();
    for (std::size_t i = 0; same && i < order.size(); ++i) {
        const auto why = on_paper(order[i].why);
        same = slip_of(order[i].entry) == wanted[i].slip && why == wanted[i].why;
    }
    const int speaks = state_.queue.speaking ? slip_of(state_.queue.speaking->entry) : paper::nobody;
    if (story_ || !same) {
        std::string text = "\n    speaks e" + std::to_string(speaks) + ", program:";
        for (const QueuePlace& place : order) text += text_of(slip_of(place.entry), on_paper(place.why));
        text += "\n    speaks e" + std::to_string(paper_.speaking) + ", paper:  ";
        for (const paper::Place& place : wanted) text += text_of(place.slip, place.why);
        say(text);
        if (!same) throw Differs("the orders differ:" + text);
    }
    if (speaks != paper_.speaking) throw Differs("somebody else speaks than on paper");
    if (!paper_.slips.empty()) {
        const paper::Slip& newest = paper_.slips.back();
        const auto& answers = state_.queue.entries.at(entry_of(newest.number)).replies_to;
        if ((answers ? slip_of(*answers) : paper::nobody) != newest.answers)
            throw Differs("a reply answers somebody else than on paper");
    }
    if (most_overtaken_ > static_cast<std::size_t>(paper_.overtake_most) && !may_change_most_)
        throw Differs("somebody was overtaken " + std::to_string(most_overtaken_) + " times");
}

// --- operations ---

std::optional<EntryId> FairEvening::expect() const {
    if (paper_.speaking == paper::nobody) return std::nullopt;
    return entry_of(paper_.speaking);
}

int FairEvening::some(paper::Where where) {
    std::vector<int> there;
    for (const paper::Slip& slip : paper_.slips) {
        if (slip.where == where) there.push_back(slip.number);
    }
    return there.empty() ? paper::nobody : dice_.of(there);
}

int FairEvening::some_group() {
    if (paper_.groups.empty() || dice_.in_hundred(25)) return paper::no_group;
    return dice_.of(paper_.groups);
}

bool FairEvening::can_ask(paper::Kind kind) const {
    if (kind == paper::Kind::point_of_order) return true;
    if (!paper_.list_open) return false;
    return kind != paper::Kind::reply || (paper_.replies_open && paper_.to_reply_to() != paper::nobody);
}

void FairEvening::do_step() {
    const int person = 1 + static_cast<int>(dice_.below(people_count));
    constexpr std::array kinds = {paper::Kind::point,    paper::Kind::point,         paper::Kind::point,
                                  paper::Kind::question, paper::Kind::reply,         paper::Kind::reply,
                                  paper::Kind::point,    paper::Kind::point_of_order};
    const paper::Kind kind = dice_.of(kinds);
    stays_ = false;
    changes_ = false;
    const std::size_t roll = dice_.below(111);
    if (roll < 27) return ask(person, kind);
    if (roll < 28) return accept_invitation(person);
    if (roll < 31) return withdraw(person);
    if (roll < 34) return here(person);
    if (roll < 37) return pass_on(person);
    if (roll < 40) return change_place(person);
    if (roll < 42) return choose_group(person);
    if (roll < 61) return next();
    if (roll < 63) return end();
    if (roll < 66) return call();
    if (roll < 70) return interrupt();
    if (roll < 74) return pass();
    if (roll < 76) return bring_back();
    if (roll < 78) return add_person(person, kind);
    if (roll < 82) return add_guest(kind);
    if (roll < 83) return add_hands(kind);
    if (roll < 86) return name_hand();
    if (roll < 88) return remove();
    if (roll < 92) return move();
    if (roll < 93) return pause(true);
    if (roll < 94) return pause(false);
    if (roll < 96) return set_rules();
    if (roll < 97) return set_groups();
    if (roll < 99) return set_list();
    if (roll < 101) return invite_author(person);
    if (roll < 105) return answer_about_question(person);
    return undo();
}

void FairEvening::ask(int person, paper::Kind kind) {
    const paper::Speaker speaker{person, paper::nobody};
    const bool urgent = kind == paper::Kind::point_of_order;
    const AskToSpeak command{kind_of(kind)};
    const bool waits = paper_.place_of(speaker, paper::Where::waits, urgent) != paper::nobody;
    if (const int absent = paper_.place_of(speaker, paper::Where::absent, urgent); absent && !waits) {
        both(Deed::ask, true, person_actor(person), command,
             [=](paper::PaperQueue& to) { to.come_back(absent); });
        return;
    }
    const bool possible = can_ask(kind) && !waits;
    stays_ = true;
    // Whom a reply answers stays, also when that one's turn is taken back.
    const int answers = kind == paper::Kind::reply ? paper_.to_reply_to() : paper::nobody;
    both(Deed::ask, possible, person_actor(person), command, [=](paper::PaperQueue& to) {
        to.at(to.ask(speaker, kind, false, paper::no_group, false)).answers = answers;
    });
}

void FairEvening::accept_invitation(int person) {
    const paper::Speaker speaker{person, paper::nobody};
    const bool invited = invited_[static_cast<std::size_t>(person)];
    const bool waits = paper_.place_of(speaker, paper::Where::waits, false) != paper::nobody;
    const int absent = paper_.place_of(speaker, paper::Where::absent, false);
    both(Deed::invited, invited, person_actor(person), AnswerExplain{true}, [=](paper::PaperQueue& to) {
        if (waits) return;
        if (absent != paper::nobody) return to.come_back(absent);
        to.ask(speaker, paper::Kind::point, false, paper::no_group, true);
    });
    invited_[static_cast<std::size_t>(person)] = false;
}

void FairEvening::withdraw(int person) {
    const int mine = [&] {
        for (const paper::Where where :
             {paper::Where::waits, paper::Where::absent, paper::Where::speaks, paper::Where::interrupted}) {
            for (const bool urgent : {false, true}) {
                const int slip = paper_.place_of({person, paper::nobody}, where, urgent);
                if (slip != paper::nobody && dice_.in_hundred(60)) return slip;
            }
        }
        return paper::nobody;
    }();
    if (mine == paper::nobody) return;
    const std::int64_t now_ms = now_ms_;
    both(Deed::withdraw, true, person_actor(person), WithdrawFromQueue{entry_of(mine)},
         [=](paper::PaperQueue& to) {
             if (mine == to.speaking) {
                 to.end_turn(now_ms);
             } else if (mine == to.interrupted) {
                 to.give_up_interrupted();
             } else {
                 to.leave(mine);
             }
         });
}

void FairEvening::here(int person) {
    const paper::Speaker speaker{person, paper::nobody};
    const bool called = paper_.speaking != paper::nobody && paper_.at(paper_.speaking).speaker == speaker;
    int absent = paper_.place_of(speaker, paper::Where::absent, false);
    if (absent == paper::nobody) absent = paper_.place_of(speaker, paper::Where::absent, true);
    // Who asked again in the meantime has that place, and no second one.
    const bool can_return = absent != paper::nobody && !paper_.waits_elsewhere(absent);
    const std::int64_t now_ms = now_ms_;
    both(Deed::here, called || can_return, person_actor(person), AnswerCall{}, [=](paper::PaperQueue& to) {
        if (called) return to.here(now_ms);
        to.come_back(absent);
    });
}

void FairEvening::pass_on(int person) {
    const bool mine = paper_.speaking != paper::nobody && paper_.at(paper_.speaking).speaker.person == person;
    const std::vector<paper::Place> order = paper_.order();
    const bool possible = mine && (paper_.interrupted != paper::nobody || !order.empty());
    const std::int64_t now_ms = now_ms_;
    both(
        Deed::pass_on, possible, person_actor(person), PassTurnOn{},
        [=](paper::PaperQueue& to) {
            if (to.interrupted != paper::nobody) return to.end_turn(now_ms);
            to.call(order.front().slip, false, now_ms);
        },
        true);
}

void FairEvening::next() {
    const std::vector<paper::Place> order = paper_.order();
    const int first = order.empty() ? paper::nobody : order.front().slip;
    const int called = paper_.interrupted != paper::nobody ? paper_.interrupted : first;
    QueueNext command{expect()};
    if (called != paper::nobody && dice_.in_hundred(50)) command.next = entry_of(called);
    if (dice_.in_hundred(12)) {  // what the chair saw is no more
        const int other = static_cast<int>(dice_.below(paper_.slips.size() + 1));
        if (dice_.in_hundred(50)) {
            command.expect = other == paper::nobody ? std::optional<EntryId>() : entry_of(other);
        } else {
            command.next = entry_of(other);
        }
        if (command.expect != expect() ||
            (command.next && (called == paper::nobody || command.next != entry_of(called)))) {
            const State before = state_;
            both(Deed::next_too_late, false, console, command, {});
            if (state_ != before) throw Differs("a press that came too late changed something");
            ++done_[static_cast<std::size_t>(Deed::next_too_late)];
            return;
        }
    }
    const std::int64_t now_ms = now_ms_;
    both(
        Deed::next, called != paper::nobody || paper_.speaking != paper::nobody, console, command,
        [=](paper::PaperQueue& to) {
            if (to.interrupted != paper::nobody || called == paper::nobody) return to.end_turn(now_ms);
            to.call(called, false, now_ms);
        },
        true);
}

void FairEvening::end() {
    const std::int64_t now_ms = now_ms_;
    both(
        Deed::end, paper_.speaking != paper::nobody, console, EndTurn{expect()},
        [=](paper::PaperQueue& to) { to.end_turn(now_ms); }, true);
}

void FairEvening::call() {
    const int slip = some(paper::Where::waits);
    if (slip == paper::nobody) return;
    const bool out_of_order = paper_.order().front().slip != slip;
    const std::int64_t now_ms = now_ms_;
    both(
        Deed::call, true, console, CallSpeaker{expect(), entry_of(slip)},
        [=](paper::PaperQueue& to) { to.call(slip, out_of_order, now_ms); }, true);
}

void FairEvening::interrupt() {
    int slip = some(paper::Where::waits);
    for (const paper::Slip& one : paper_.slips) {
        if (one.where == paper::Where::waits && !is_ordinary(one)) slip = one.number;
    }
    if (slip == paper::nobody) return;
    const bool possible = paper_.speaking != paper::nobody && is_ordinary(paper_.at(paper_.speaking)) &&
                          !is_ordinary(paper_.at(slip));
    const std::int64_t now_ms = now_ms_;
    both(
        Deed::interrupt, possible, console, InterruptSpeaker{expect(), entry_of(slip)},
        [=](paper::PaperQueue& to) { to.interrupt(slip, now_ms); }, true);
}

void FairEvening::pass() {
    const std::vector<paper::Place> order = paper_.order();
    const std::int64_t now_ms = now_ms_;
    both(
        Deed::pass, paper_.speaking != paper::nobody, console, PassSpeaker{expect()},
        [=](paper::PaperQueue& to) {
            to.was_not_there(now_ms);
            if (to.speaking == paper::nobody && !order.empty()) to.call(order.front().slip, false, now_ms);
        },
        true);
}

void FairEvening::bring_back() {
    const int slip = some(paper::Where::absent);
    if (slip == paper::nobody) return;
    both(
        Deed::bring_back, !paper_.waits_elsewhere(slip), console, ReturnToQueue{entry_of(slip)},
        [=](paper::PaperQueue& to) { to.come_back(slip); }, true);
}

void FairEvening::remove() {
    const int slip = some(dice_.in_hundred(80) ? paper::Where::waits : paper::Where::absent);
    if (slip == paper::nobody) return;
    both(
        Deed::remove, true, console, RemoveFromQueue{entry_of(slip)},
        [=](paper::PaperQueue& to) { to.leave(slip); }, true);
    // Who has asked again since is not put back on the list of who was away.
    if (paper_.waits_elsewhere(slip)) page_.reset();
}

void FairEvening::move() {
    const int slip = some(paper::Where::waits);
    if (slip == paper::nobody) return;
    const int before = dice_.in_hundred(80) ? some(paper::Where::waits) : paper::nobody;
    // Who stands there already is not moved.
    const std::vector<paper::Place> order = paper_.order();
    const auto at =
        std::find_if(order.begin(), order.end(), [&](const paper::Place& one) { return one.slip == slip; });
    const int follower = std::next(at) == order.end() ? paper::nobody : std::next(at)->slip;
    const bool stays = before == slip || before == follower;
    MoveInQueue command{entry_of(slip), std::nullopt};
    if (before != paper::nobody) command.before = entry_of(before);
    both(
        Deed::move, is_ordinary(paper_.at(slip)), console, command,
        [=](paper::PaperQueue& to) {
            if (!stays) to.move(slip, before);
        },
        true);
}

void FairEvening::pause(bool stop) {
    const std::int64_t now_ms = now_ms_;
    const bool speaks = paper_.speaking != paper::nobody;
    if (stop) {
        both(Deed::pause, speaks, console, PauseSpeaker{expect()},
             [=](paper::PaperQueue& to) { to.stop_clock(now_ms); });
    } else {
        both(Deed::go_on, speaks, console, ContinueSpeaker{expect()},
             [=](paper::PaperQueue& to) { to.start_clock(now_ms); });
    }
}

// As if the step had not been, but for what others did in the meantime.
void FairEvening::undo() {
    if (!page_) return;
    const Page page = *std::exchange(page_, std::nullopt);
    const Deed later = page.changed ? Deed::undo_after_change : Deed::undo_later;
    const Deed deed = page.added ? Deed::undo_added : page.since.empty() ? Deed::undo : later;
    paper::PaperQueue after = page.before;
    for (const Write& write : page.since) write(after);
    if (page.back) page.back(after);
    const bool untouched = !page.untouched || page.untouched(paper_);
    // Who asked again in the meantime would have two places.
    both(deed, untouched && !after.somebody_waits_twice(), console, Undo{page.step},
         [&](paper::PaperQueue& to) { to = after; });
}

}  // namespace buurtkiosk::fairness
