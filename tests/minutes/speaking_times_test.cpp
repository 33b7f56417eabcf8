// Owns the test of the speaking times over random evenings: what stands in the minutes against a stop-watch
// that reads the journal's events, and each sum against its parts. Test thread. A failure says its seed.
#include <algorithm>
#include <cstdlib>

#include "assembly/queue/names.h"
#include "base/json.h"
#include "minutes/kept_evening.h"
#include "minutes/stop_watch.h"
#include "simulation/dice.h"

using namespace buurtkiosk;
using namespace buurtkiosk::test;

namespace {

// So often each thing happened, over all evenings.
using Happenings = std::map<std::string, int>;

class RandomEvening : public KeptEvening {
  public:
    RandomEvening(std::uint64_t seed, Happenings& done) : dice_(seed), done_(done) {
        for (int who = 0; who < 8; ++who)
            people_.push_back(join("", dice_.in_hundred(50) ? Place::room : Place::home));
        accept(console(), SetPeopleGroups{{"Bewoners", "Gemeente", "Corporatie"}});
        accept(console(), StartMeeting{});
        for (int step = 0; step < 160; ++step) {
            now_ms += static_cast<std::int64_t>(dice_.below(90'000));
            do_step();
        }
    }

  private:
    bool attempt(const std::string& what, Actor actor, const Command& command) {
        auto decision = decided(actor, command);
        if (!decision) return false;
        if (!decision.value().events.empty()) ++done_[what];
        for (Event& event : decision.value().events) {
            apply(state, event, now_ms);
            history.push_back({std::move(event), now_ms});
        }
        return true;
    }
    EntryId some_waiting() {
        if (state.queue.waiting.empty()) return EntryId{};
        auto at = state.queue.waiting.begin();
        std::advance(at, static_cast<std::ptrdiff_t>(dice_.below(state.queue.waiting.size())));
        return *at;
    }
    std::optional<PeopleGroupId> some_group() {
        if (state.groups.empty() || dice_.in_hundred(20)) return std::nullopt;
        return dice_.of(state.groups).id;
    }
    void do_step() {
        using enum QueueKind;
        static constexpr std::array kinds = {point, point, reply, question, point_of_order};
        const PersonId who = dice_.of(people_);
        const QueueKind kind = dice_.of(kinds);
        switch (dice_.below(22)) {
            case 0:
            case 1:
            case 2:
            case 3:
                attempt("ask " + std::string(name_of(kind)), person(who), AskToSpeak{kind, ""});
                return;
            case 4:
            case 5:
            case 6:
                attempt("next", console(), QueueNext{floor()});
                return;
            case 7:
                attempt("end", console(), EndTurn{floor()});
                return;
            case 8:
                attempt("call", console(), CallSpeaker{floor(), some_waiting()});
                return;
            case 9:
                attempt("interrupt", console(), InterruptSpeaker{floor(), some_waiting()});
                return;
            case 10:
                attempt("pass", console(), PassSpeaker{floor()});
                return;
            case 11:
                attempt("here", person(who), AnswerCall{});
                return;
            case 12:
                attempt("pass on", person(who), PassTurnOn{});
                return;
            case 13:
                attempt("pause", console(), PauseSpeaker{floor()});
                return;
            case 14:
                attempt("go on", console(), ContinueSpeaker{floor()});
                return;
            case 15:
                attempt("place", person(who), SetPlace{dice_.in_hundred(50) ? Place::room : Place::home});
                return;
            case 16:
                attempt("group", person(who), ChooseGroup{some_group()});
                return;
            case 17:
                attempt("guest", console(),
                        AddToQueue{"",
                                   dice_.in_hundred(80) ? Place::room : Place::home,
                                   1 + static_cast<std::uint32_t>(dice_.below(4)),
                                   {},
                                   kind == QueueKind::reply ? QueueKind::point : kind,
                                   "",
                                   some_group()});
                return;
            case 18:
                attempt("hands", console(), AddHands{1 + static_cast<std::int32_t>(dice_.below(2))});
                return;
            case 19:
                attempt("leave", person(who), WithdrawFromQueue{});
                return;
            case 20:
                attempt(
                    "groups", console(),
                    SetPeopleGroups{dice_.in_hundred(50) ? std::vector<std::string>{"Bewoners", "Gemeente"}
                                                         : std::vector<std::string>{"Gemeente", "Jongeren"}});
                return;
            default:
                if (!state.steps.empty()) attempt("undo", console(), Undo{last_step()});
                return;
        }
    }

    simulation::Dice dice_;
    Happenings& done_;
    std::vector<PersonId> people_;
};

Noted noted(const json::Value& share) {
    return {*json::integer_at(share, "turns"), *json::integer_at(share, "spoken_s")};
}

}  // namespace

TEST_CASE("speaking times are those of a stop-watch over the journal, and every sum is that of its parts") {
    Happenings done;
    constexpr std::uint64_t evenings = 120;
    for (std::uint64_t seed = 1; seed <= evenings; ++seed) {
        INFO("seed " << seed);
        const RandomEvening evening(seed, done);
        StopWatch watch(evening.events());
        watch.add_up();
        const auto data = json::parse(evening.files().at("minutes.json"));
        REQUIRE(data);
        const json::Value& speaking = data->at("speaking");
        CHECK(noted(speaking.at("all")) == watch.all);
        CHECK(noted(speaking.at("room")) == watch.by_place["room"]);
        CHECK(noted(speaking.at("home")) == watch.by_place["home"]);
        for (const char* kind : {"point", "reply", "question", "point_of_order"})
            CHECK(noted(speaking.at("kinds").at(kind)) == watch.by_kind[kind]);
        Noted groups;
        for (const json::Value& group : speaking.at("groups")) {
            CHECK(noted(group) == watch.by_group[json::text_at(group, "name").value_or("")]);
            groups.add(noted(group));
        }
        CHECK(groups == watch.all);
        std::vector<std::pair<std::int64_t, std::int64_t>> told;
        std::vector<std::pair<std::int64_t, std::int64_t>> measured;
        Noted speakers;
        for (const json::Value& speaker : speaking.at("speakers")) {
            const Noted one = noted(speaker);
            speakers.add(one);
            told.emplace_back(-one.spoken_s, -one.turns);
        }
        for (const auto& [who, one] : watch.by_speaker) measured.emplace_back(-one.spoken_s, -one.turns);
        CHECK(std::is_sorted(told.begin(), told.end()));
        std::sort(measured.begin(), measured.end());
        CHECK(told == measured);
        CHECK(speakers == watch.all);
    }
    // An evening in which nothing happened proves nothing.
    for (const char* what : {"ask point", "ask reply", "ask question", "ask point_of_order",
                             "next",      "end",       "call",         "interrupt",
                             "pass",      "here",      "pass on",      "pause",
                             "go on",     "place",     "group",        "guest",
                             "hands",     "leave",     "groups",       "undo"}) {
        INFO(what << " happened " << done[what] << " times");
        CHECK(done[what] >= 20);
    }
}
