// Owns the examples that hold the paper queue itself to the rules of the house: small evenings whose order
// was worked out by hand. Test thread. It must never use the program, nor anything of kiosk/.
#include <catch2/catch.hpp>

#include "fairness/paper_queue.h"

using namespace buurtkiosk::paper;

namespace {

using Row = std::vector<Place>;

// Six people with a phone, in the room but for 2, 4 and 6.
PaperQueue evening(std::vector<Rule> rules, int overtake_most = 3) {
    PaperQueue paper;
    for (int i = 1; i <= 6; ++i) paper.people.push_back({i % 2 == 0, no_group});
    paper.groups = {1, 2};
    paper.rules = std::move(rules);
    paper.overtake_most = overtake_most;
    return paper;
}

int ask(PaperQueue& paper, int person, Kind kind = Kind::point) {
    return paper.ask({person, nobody}, kind, paper.people[static_cast<std::size_t>(person - 1)].at_home,
                     no_group, false);
}

// Somebody asks, is called and has spoken for so long, at a clock of their own.
int spoke(PaperQueue& paper, int person, int seconds) {
    const int slip = ask(paper, person);
    paper.call(slip, false, 0);
    paper.end_turn(seconds * 1000);
    return slip;
}

}  // namespace

TEST_CASE("without rules: as they asked") {
    PaperQueue paper = evening({});
    ask(paper, 3);
    ask(paper, 1);
    CHECK(paper.order() == Row{{1, {Code::first_come}}, {2, {Code::first_come}}});
    paper.leave(1);
    CHECK(paper.order() == Row{{2, {Code::first_come}}});
}

TEST_CASE("a point of order comes next, then the replies, then the others") {
    PaperQueue paper = evening({});
    ask(paper, 1);
    ask(paper, 2, Kind::question);
    ask(paper, 3, Kind::reply);
    ask(paper, 1, Kind::point_of_order);
    CHECK(paper.order() == Row{{4, {Code::point_of_order}},
                               {3, {Code::reply}},
                               {1, {Code::first_come}},
                               {2, {Code::first_come}}});
    // It is no turn: nobody is overtaken by it, and who made it has not spoken.
    paper.call(4, false, 0);
    paper.end_turn(1000);
    paper.rules = {Rule::first_turn};
    CHECK(paper.order() == Row{{3, {Code::reply}}, {1, {Code::first_come}}, {2, {Code::first_come}}});
}

TEST_CASE("who has not spoken comes first, and who has is overtaken so often and no more") {
    PaperQueue paper = evening({Rule::first_turn}, 2);
    spoke(paper, 1, 10);
    const int again = ask(paper, 1);
    for (int person = 2; person <= 5; ++person) ask(paper, person);
    CHECK(paper.order() == Row{{3, {Code::first_turn}},
                               {4, {Code::first_turn}},
                               {again, {Code::waited, 2}},
                               {5, {Code::first_come}},
                               {6, {Code::first_come}}});
    // It goes on where it was when one of them is called.
    paper.call(3, false, 20'000);
    CHECK(paper.order() == Row{{4, {Code::first_turn}},
                               {again, {Code::waited, 2}},
                               {5, {Code::first_come}},
                               {6, {Code::first_come}}});
    paper.overtake_most = 0;
    CHECK(paper.order().front() == Place{again, {Code::first_come}});
    paper.overtake_most = 20;
    CHECK(paper.order().back() == Place{again, {Code::first_come}});
}

TEST_CASE("room and home in turn, from where who was called last took part") {
    PaperQueue paper = evening({Rule::place_turn});
    ask(paper, 1);
    ask(paper, 3);
    ask(paper, 2);
    CHECK(paper.order() == Row{{1, {Code::first_come}}, {3, {Code::place_turn, 1}}, {2, {Code::first_come}}});
    paper.people[0].at_home = true;  // went home while waiting
    CHECK(paper.order() == Row{{1, {Code::first_come}}, {2, {Code::first_come}}, {3, {Code::first_come}}});
    paper.call(1, false, 0);
    paper.people[0].at_home = false;  // and came back while speaking: the turn was of somebody at home
    CHECK(paper.order() == Row{{2, {Code::first_come}}, {3, {Code::first_come}}});
}

TEST_CASE("who spoke least, and the group with the fewest turns") {
    PaperQueue paper = evening({Rule::least_time});
    spoke(paper, 1, 61);
    spoke(paper, 2, 60);
    const int longer = ask(paper, 1);
    const int shorter = ask(paper, 2);
    CHECK(paper.order() == Row{{shorter, {Code::least_time, 60}}, {longer, {Code::first_come}}});
    paper.rules = {Rule::first_turn};
    CHECK(paper.order() == Row{{longer, {Code::first_come}}, {shorter, {Code::first_come}}});
    // 1 and 2 spoke for nobody's group, and 1 joins the first group now, with that turn.
    paper.rules = {Rule::group_turn, Rule::least_time};
    paper.people[0].group = 1;
    paper.people[2].group = 2;
    const int other = ask(paper, 3);
    CHECK(paper.order() == Row{{other, {Code::group_turn, 2}},
                               {shorter, {Code::least_time, 60}},
                               {longer, {Code::first_come}}});
}

TEST_CASE("who was not there comes back before the others, and is not overtaken by what they missed") {
    PaperQueue paper = evening({Rule::first_turn});
    spoke(paper, 1, 10);
    spoke(paper, 2, 10);
    const int missed = ask(paper, 1);
    const int before = ask(paper, 2);
    const int fresh = ask(paper, 3);
    paper.call(missed, false, 0);
    paper.was_not_there(5000);
    CHECK(paper.at(missed).spoken_ms == 0);
    CHECK(paper.order() == Row{{fresh, {Code::first_turn}}, {before, {Code::first_come}}});
    paper.call(fresh, false, 6000);
    paper.come_back(missed);
    CHECK(paper.order() == Row{{missed, {Code::first_come}}, {before, {Code::first_come}}});
    paper.leave(missed);
    paper.call(before, false, 7000);
    paper.was_not_there(8000);
    ask(paper, 4);
    const int reply = ask(paper, 5, Kind::reply);
    paper.at(reply).came_back = true;
    CHECK(paper.order().front() == Place{reply, {Code::returned}});
}

TEST_CASE("whom the chair moved stands there, and moves up as those before them are called") {
    PaperQueue paper = evening({});
    for (int person = 1; person <= 5; ++person) ask(paper, person);
    paper.move(5, 3);
    const Reason first{Code::first_come};
    const Reason moved{Code::chair_moved};
    CHECK(paper.order() == Row{{1, first}, {2, first}, {5, moved}, {3, first}, {4, first}});
    paper.move(1, nobody);
    CHECK(paper.order() == Row{{2, first}, {3, first}, {5, moved}, {4, first}, {1, moved}});
    paper.call(2, false, 0);
    CHECK(paper.order() == Row{{3, first}, {5, moved}, {4, first}, {1, moved}});
    paper.leave(4);
    CHECK(paper.order() == Row{{3, first}, {5, moved}, {1, moved}});
    // Called, it overtook nobody: the chair did.
    paper.call(5, false, 0);
    paper.overtake_most = 1;
    CHECK(paper.order() == Row{{3, first}, {1, moved}});
}

TEST_CASE("who is interrupted goes on where they were") {
    PaperQueue paper = evening({Rule::least_time});
    const int speaker = ask(paper, 1);
    const int urgent = ask(paper, 2, Kind::point_of_order);
    paper.call(speaker, false, 0);
    paper.interrupt(urgent, 30'000);
    CHECK(paper.speaking == urgent);
    paper.end_turn(50'000);
    CHECK(paper.speaking == speaker);
    paper.end_turn(60'000);
    CHECK(paper.speaking == nobody);
    CHECK(paper.at(speaker).spoken_ms == 40'000);
    CHECK(paper.at(urgent).spoken_ms == 20'000);
    CHECK(paper.at(speaker).turn == 1);
}
