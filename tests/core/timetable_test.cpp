// Owns the tests of the runbook's time: tables of what a chair would expect, and properties over random
// agendas against an oracle that counts in another way. Test thread. The oracle must never call what it
// judges.
#include "assembly/agenda/timetable.h"

#include <algorithm>
#include <random>

#include "assembly/agenda/agenda.h"
#include "assembly/undo/undo.h"
#include "core/meeting.h"

using namespace buurtkiosk;
using namespace buurtkiosk::test;

namespace {

constexpr std::int64_t minute_ms = 60'000;

struct Planned : Meeting {
    Planned() {
        midnight_ms = 20'000 * 24 * 60 * minute_ms;
        now_ms = midnight_ms + clock("19:30");
    }
    static std::int64_t clock(const std::string& time) {
        return (std::stoi(time.substr(0, 2)) * 60 + std::stoi(time.substr(3))) * minute_ms;
    }
    static AddBlock plan(const std::string& title, std::int32_t minutes) {
        return AddBlock{title, Form::plenary, minutes, {}, "", "", 0};
    }
    BlockId add(AddBlock block, const std::string& start = "") {
        if (!start.empty()) block.start_min = static_cast<std::int32_t>(clock(start) / minute_ms);
        return *accept(kiosk(), block).block;
    }
    BlockId part(BlockId inside, const std::string& title, std::int32_t minutes) {
        AddBlock block = plan(title, minutes);
        block.inside = inside;
        return add(block);
    }
    BlockId tables(const std::string& title) {
        AddBlock block = plan(title, 1);
        block.side_by_side = true;
        return add(block);
    }
    void next() { accept(console(), AgendaNext{state.agenda.now}); }
    Timetable table() const { return timetable(state, now_ms); }
    // "19:30–19:40", with seconds only where there are any.
    std::string slot(BlockId id) const {
        const Timetable::Slot slot = table().blocks.at(id);
        return slot.starts_ms ? at(*slot.starts_ms) + "–" + at(*slot.ends_ms) : "none";
    }
    std::string at(std::int64_t ms) const {
        const std::int64_t s = (ms - midnight_ms) / 1000;
        const auto two = [](std::int64_t number) {
            return (number < 10 ? "0" : "") + std::to_string(number);
        };
        return two(s / 3600) + ":" + two(s / 60 % 60) + (s % 60 ? ":" + two(s % 60) : "");
    }
    std::string ends() const { return at(*table().ends_ms); }
};

}  // namespace

TEST_CASE("a first block with a fixed start gives the plan its times before anything begins") {
    Planned evening;
    evening.now_ms = evening.midnight_ms + Planned::clock("18:50");
    const BlockId welcome = evening.add(Planned::plan("Welkom", 10), "19:30");
    const BlockId talk = evening.add(Planned::plan("Uitleg", 20));
    CHECK(evening.slot(welcome) == "19:30–19:40");
    CHECK(evening.slot(talk) == "19:40–20:00");
    CHECK_FALSE(ahead_s(evening.state, evening.table()));

    evening.now_ms = evening.midnight_ms + Planned::clock("19:36");
    evening.next();
    CHECK(evening.slot(welcome) == "19:36–19:46");
    CHECK(ahead_s(evening.state, evening.table()) == -360);  // six minutes late
    CHECK(evening.state.agenda.blocks.at(talk).plan_starts_ms ==
          evening.midnight_ms + Planned::clock("19:40"));
}

TEST_CASE("without a fixed start there are no times before the evening begins") {
    Planned evening;
    evening.add(Planned::plan("Welkom", 10));
    CHECK(evening.table() == Timetable{});
}

TEST_CASE("a fixed start waits when the evening is early, and says it when the evening is late") {
    Planned evening;
    const BlockId welcome = evening.add(Planned::plan("Welkom", 20));
    const BlockId talk = evening.add(Planned::plan("Uitleg", 30));
    const BlockId questions = evening.add(Planned::plan("Vragen", 10));
    const BlockId pause = evening.add(AddBlock{"Pauze", Form::pause, 15, {}, "", "", 0}, "20:30");
    const BlockId after = evening.add(Planned::plan("Daarna", 30));
    evening.next();
    CHECK(evening.slot(pause) == "20:30–20:45");
    CHECK(evening.table().clashes.empty());

    SECTION("early") {
        evening.after_min(12);
        evening.next();
        CHECK(evening.slot(talk) == "19:42–20:12");
        CHECK(evening.slot(pause) == "20:30–20:45");
        CHECK(ahead_s(evening.state, evening.table()) == 0);
    }
    SECTION("late: one block could give all of it") {
        evening.after_min(30);
        evening.next();
        CHECK(evening.slot(pause) == "20:40–20:55");
        CHECK(evening.slot(after) == "20:55–21:25");
        const auto clashes = evening.table().clashes;
        REQUIRE(clashes.size() == 1);
        CHECK(clashes[0].block == pause);
        CHECK(clashes[0].late_ms == 10 * minute_ms);
        CHECK(clashes[0].cuts == std::vector<Cut>{{questions, 10, 5}});
        CHECK(clashes[0].still_late_minutes == 5);  // the talk has begun
    }
    SECTION("late: two blocks give an equal share") {
        evening.accept(console(), SetBlockMinutes{questions, 30});
        evening.accept(console(), SetBlockMinutes{welcome, 22});
        const auto clashes = evening.table().clashes;
        REQUIRE(clashes.size() == 1);
        CHECK(clashes[0].late_ms == 22 * minute_ms);
        CHECK(clashes[0].cuts == std::vector<Cut>{{talk, 30, 19}, {questions, 30, 19}});
        CHECK(clashes[0].still_late_minutes == 0);
        // One click takes it, and one takes it back.
        std::vector<ShortenBlocks::Cut> cuts;
        for (const Cut& cut : clashes[0].cuts) cuts.push_back({cut.block, cut.from_minutes, cut.to_minutes});
        evening.accept(console(), ShortenBlocks{cuts});
        CHECK(evening.slot(pause) == "20:30–20:45");
        CHECK(evening.table().clashes.empty());
        CHECK(evening.verdict(console(), ShortenBlocks{cuts}) == "stale refusal.stale_minutes");
        evening.accept(console(), Undo{evening.last_step()});
        CHECK(evening.state.agenda.blocks.at(talk).minutes == 30);
    }
    SECTION("seconds are no clash") {
        evening.after_min(20);
        evening.after_s(59);
        evening.next();
        CHECK(evening.slot(pause) == "20:30:59–20:45:59");
        CHECK(evening.table().clashes.empty());
    }
}

TEST_CASE("what comes before an earlier fixed start cannot help a later one") {
    Planned evening;
    evening.add(Planned::plan("Welkom", 40));
    evening.add(Planned::plan("Koffie", 10), "20:20");
    const BlockId talk = evening.add(Planned::plan("Uitleg", 30));
    const BlockId bus = evening.add(Planned::plan("De bus", 5), "20:50");
    const auto clashes = (evening.next(), evening.table().clashes);
    REQUIRE(clashes.size() == 1);
    CHECK(clashes[0].block == bus);
    CHECK(clashes[0].cuts == std::vector<Cut>{{talk, 30, 20}});
    CHECK(clashes[0].still_late_minutes == 0);
}

TEST_CASE("parts follow one another, and the whole is as long as they are") {
    Planned evening;
    const BlockId welcome = evening.add(Planned::plan("Welkom", 5));
    const BlockId work = evening.add(Planned::plan("Werkvorm", 1));
    const BlockId alone = evening.part(work, "Alleen", 10);
    const BlockId pairs = evening.part(work, "In tweetallen", 15);
    const BlockId closing = evening.add(Planned::plan("Afsluiting", 5));
    CHECK(minutes_of(evening.state.agenda, work) == 25);
    CHECK(steps_of(evening.state.agenda) == std::vector<BlockId>{welcome, alone, pairs, closing});
    evening.next();
    CHECK(evening.slot(work) == "19:35–20:00");
    CHECK(evening.slot(pairs) == "19:45–20:00");
    evening.after_min(5);
    evening.next();
    CHECK(evening.state.agenda.now == alone);
    CHECK(state_of(evening.state.agenda, work) == BlockState::now);
    evening.after_min(13);
    evening.next();
    CHECK(evening.state.agenda.now == pairs);
    CHECK(evening.slot(work) == "19:35–20:03");
    CHECK(evening.slot(closing) == "20:03–20:08");
    evening.after_min(15);
    evening.next();
    CHECK(state_of(evening.state.agenda, work) == BlockState::done);
    evening.accept(console(), AgendaBack{closing});
    CHECK(evening.state.agenda.now == pairs);
    CHECK(evening.slot(pairs) == "19:48–20:03");
}

TEST_CASE("tables work side by side: they begin together, and the longest says when they end") {
    Planned evening;
    const BlockId talk = evening.add(Planned::plan("Uitleg", 10));
    const BlockId tables = evening.tables("Aan tafel");
    const BlockId green = evening.part(tables, "Groen", 20);
    const BlockId safe = evening.part(tables, "Veilig", 30);
    const BlockId closing = evening.add(Planned::plan("Afsluiting", 10));
    CHECK(minutes_of(evening.state.agenda, tables) == 30);
    CHECK(steps_of(evening.state.agenda) == std::vector<BlockId>{talk, tables, closing});
    evening.next();
    CHECK(evening.slot(green) == "19:40–20:00");
    CHECK(evening.slot(safe) == "19:40–20:10");
    CHECK(evening.slot(closing) == "20:10–20:20");
    CHECK(evening.verdict(console(), FinishPart{green}) == "not_allowed refusal.block_not_on");
    evening.after_min(10);
    evening.next();
    CHECK(evening.state.agenda.now == tables);
    CHECK(evening.state.agenda.blocks.at(green).state == BlockState::now);

    // The longest table is ready first: the other one says when it ends now.
    evening.after_min(15);
    evening.accept(console(), FinishPart{safe});
    CHECK(evening.slot(safe) == "19:40–19:55");
    CHECK(evening.slot(closing) == "20:00–20:10");
    CHECK(evening.verdict(console(), FinishPart{safe}) == "already refusal.block_is_done");
    CHECK(evening.verdict(console(), FinishPart{closing}) == "not_allowed refusal.not_a_table");
    evening.accept(console(), Undo{evening.last_step()});
    CHECK(evening.slot(closing) == "20:10–20:20");
    evening.accept(console(), FinishPart{safe});

    evening.after_min(3);
    evening.next();  // green did not say that it was ready
    CHECK(evening.state.agenda.blocks.at(green).state == BlockState::done);
    CHECK(evening.slot(green) == "19:40–19:58");
    CHECK(evening.slot(tables) == "19:40–19:58");
    CHECK(evening.slot(closing) == "19:58–20:08");

    evening.accept(console(), AgendaBack{closing});
    CHECK(evening.state.agenda.blocks.at(green).state == BlockState::now);
    CHECK(evening.state.agenda.blocks.at(safe).state == BlockState::done);  // it was ready before
    CHECK(evening.replayed() == evening.state);
}

TEST_CASE("blocks are edited while the evening runs") {
    Planned evening;
    const BlockId welcome = evening.add(Planned::plan("Welkom", 10));
    const BlockId talk = evening.add(Planned::plan("Uitleg", 30));
    const BlockId work = evening.add(Planned::plan("Werkvorm", 1));
    const BlockId alone = evening.part(work, "Alleen", 10);
    const BlockId pairs = evening.part(work, "Samen", 10);
    const BlockId closing = evening.add(Planned::plan("Afsluiting", 10));
    evening.next();
    const auto order = [&] { return evening.state.agenda.order; };
    const auto undo_gives_back = [&](const Command& command) {
        const Agenda before = evening.state.agenda;
        evening.accept(console(), command);
        const Agenda after = evening.state.agenda;
        CHECK_FALSE(after == before);
        evening.accept(console(), Undo{evening.last_step()});
        CHECK(evening.state.agenda == before);
        CHECK(evening.replayed() == evening.state);
        return after;
    };

    CHECK(undo_gives_back(MoveBlock{closing, talk}).order ==
          std::vector<BlockId>{welcome, closing, talk, work, alone, pairs});
    CHECK(undo_gives_back(MoveBlock{work, talk}).order ==
          std::vector<BlockId>{welcome, work, alone, pairs, talk, closing});
    CHECK(undo_gives_back(MoveBlock{talk, {}}).order ==
          std::vector<BlockId>{welcome, work, alone, pairs, closing, talk});
    CHECK(undo_gives_back(MoveBlock{alone, {}}).order ==
          std::vector<BlockId>{welcome, talk, work, pairs, alone, closing});
    CHECK(evening.events(console(), MoveBlock{talk, work}).empty());  // it stands there
    CHECK(evening.events(console(), MoveBlock{talk, talk}).empty());
    CHECK(evening.verdict(console(), MoveBlock{welcome, {}}) == "not_allowed refusal.block_has_begun");
    CHECK(evening.verdict(console(), MoveBlock{talk, welcome}) == "not_allowed refusal.block_has_begun");
    CHECK(evening.verdict(console(), MoveBlock{talk, alone}) == "not_allowed refusal.other_level");
    CHECK(evening.verdict(console(), MoveBlock{alone, talk}) == "not_allowed refusal.other_level");

    const Agenda split = undo_gives_back(SplitBlock{talk, 12});
    CHECK(split.blocks.at(talk).minutes == 12);
    CHECK(split.blocks.at(split.order[2]).minutes == 18);
    CHECK(split.blocks.at(split.order[2]).title == "Uitleg (2)");
    CHECK(evening.verdict(console(), SplitBlock{talk, 30}) == "bad_text refusal.bad_split");
    CHECK(evening.verdict(console(), SplitBlock{talk, 0}) == "bad_text refusal.bad_split");
    CHECK(evening.verdict(console(), SplitBlock{work, 5}) == "not_allowed refusal.has_parts");
    CHECK(evening.verdict(console(), SplitBlock{welcome, 5}) == "not_allowed refusal.block_has_begun");

    CHECK(undo_gives_back(SkipBlock{work, true}).blocks.at(alone).state == BlockState::skipped);
    evening.accept(console(), SkipBlock{work, true});
    CHECK(evening.slot(closing) == "20:10–20:20");
    CHECK(evening.slot(work) == "none");
    evening.accept(console(), SkipBlock{alone, false});
    CHECK(evening.slot(closing) == "20:20–20:30");
    CHECK(evening.slot(work) == "20:10–20:20");

    CHECK(undo_gives_back(RemoveBlock{work}).order == std::vector<BlockId>{welcome, talk, closing});
    CHECK(undo_gives_back(SetBlockMinutes{talk, 25}).blocks.at(talk).minutes == 25);
    CHECK(evening.verdict(console(), SetBlockMinutes{work, 25}) == "not_allowed refusal.has_parts");
    EditBlock edit{talk};
    edit.title = "Uitleg door Rachida";
    edit.text = "Wat is het buurtbudget?";
    edit.start_min = 20 * 60;
    CHECK(undo_gives_back(edit).blocks.at(talk).fixed_ms == evening.midnight_ms + Planned::clock("20:00"));
    edit.block = welcome;
    CHECK(evening.verdict(console(), edit) == "not_allowed refusal.block_has_begun");
    edit.start_min.reset();
    CHECK(evening.verdict(console(), edit) == "accepted");
    CHECK(order().size() == 6);

    // The evening has gone by a block that was skipped: nothing comes back there, and nothing goes there.
    evening.accept(console(), SkipBlock{talk, true});
    evening.next();
    CHECK(evening.state.agenda.now == alone);
    CHECK(evening.verdict(console(), SkipBlock{talk, false}) == "not_allowed refusal.block_is_past");
    CHECK(evening.verdict(console(), MoveBlock{closing, talk}) == "not_allowed refusal.block_has_begun");
}

TEST_CASE("a first block that is skipped does not say when the evening begins") {
    Planned evening;
    evening.now_ms = evening.midnight_ms + Planned::clock("20:00");
    const BlockId first = evening.add(Planned::plan("Inloop", 30), "19:30");
    evening.add(Planned::plan("Welkom", 10));
    evening.accept(console(), SkipBlock{first, true});
    evening.next();
    CHECK(ahead_s(evening.state, evening.table()) == 0);
}

TEST_CASE("a table that was left out when the others began, stays out") {
    Planned evening;
    const BlockId tables = evening.tables("Aan tafel");
    evening.part(tables, "Groen", 20);
    const BlockId second = evening.part(tables, "Veilig", 30);
    evening.add(Planned::plan("Afsluiting", 10));
    evening.accept(console(), SkipBlock{second, true});
    evening.next();
    CHECK(evening.verdict(console(), SkipBlock{second, false}) == "not_allowed refusal.block_has_begun");
}

TEST_CASE("a part does not come back into a block that has begun without it") {
    Planned evening;
    evening.add(Planned::plan("Welkom", 10));
    const BlockId work = evening.add(Planned::plan("Werkvorm", 10));
    const BlockId part = evening.part(work, "Alleen", 10);
    evening.add(Planned::plan("Afsluiting", 10));
    const PersonId ans = evening.join("Ans");
    evening.next();
    evening.accept(console(), RemoveBlock{part});
    const StepId removed = evening.last_step();
    // The two steps after it get stuck: a turn was given, and who speaks asks again.
    evening.accept(person(ans), AskToSpeak{});
    evening.next();
    evening.accept(console(), QueueNext{});
    evening.accept(person(ans), AskToSpeak{});
    REQUIRE(evening.state.agenda.now == work);
    evening.accept(console(), SetTitle{"Anders"});
    CHECK(evening.verdict(console(), Undo{removed}) != "accepted");
    evening.accept(console(), Undo{evening.last_step()});
    CHECK(newest_undoable(evening.state) != removed);
}

TEST_CASE("what makes no sense in an agenda is refused") {
    Planned evening;
    const BlockId work = evening.add(Planned::plan("Werkvorm", 10));
    const BlockId part = evening.part(work, "Alleen", 10);
    const BlockId tables = evening.tables("Aan tafel");
    AddBlock block = Planned::plan("Nieuw", 5);
    block.inside = part;
    CHECK(evening.verdict(console(), block) == "not_allowed refusal.part_of_part");
    block.inside = BlockId{99};
    CHECK(evening.verdict(console(), block) == "not_found refusal.no_such_block");
    block.inside = tables;
    block.start_min = 20 * 60;
    CHECK(evening.verdict(console(), block) == "not_allowed refusal.fixed_in_tables");
    block.inside.reset();
    block.start_min = 24 * 60;
    CHECK(evening.verdict(console(), block) == "bad_text refusal.bad_start");
    block.start_min.reset();
    for (const std::int32_t minutes : {0, -5, 601, 10'000}) {
        block.minutes = minutes;
        CHECK(evening.verdict(console(), block) == "bad_text refusal.bad_minutes");
    }
}

TEST_CASE("a time after midnight belongs to the same evening") {
    Planned evening;
    evening.now_ms = evening.midnight_ms + Planned::clock("22:00");
    const BlockId late = evening.add(Planned::plan("Nachtborrel", 30), "00:30");
    CHECK(evening.state.agenda.blocks.at(late).fixed_ms == evening.midnight_ms + Planned::clock("24:30"));
    // The kiosk was started anew after midnight: its day is the next one.
    evening.midnight_ms += Planned::clock("24:00");
    evening.now_ms = evening.midnight_ms + Planned::clock("00:10");
    const BlockId before = evening.add(Planned::plan("Eerder", 30), "23:45");
    CHECK(evening.state.agenda.blocks.at(before).fixed_ms == evening.midnight_ms - Planned::clock("00:15"));
}

// ------------------------------------------------------------------------------------------- properties

namespace {

// The same rules, counted otherwise: every block is asked for its own start, which asks the one before it.
struct Oracle {
    const Agenda& agenda;
    std::int64_t start_ms;
    std::int64_t now_ms;

    const Block& block(BlockId id) const { return agenda.blocks.at(id); }
    std::vector<BlockId> steps() const {
        std::vector<BlockId> found;
        for (const BlockId id : agenda.order) {
            int parts = 0;
            for (const auto& [other, one] : agenda.blocks) parts += one.inside == id;
            const bool at_table = block(id).inside && block(*block(id).inside).side_by_side;
            if (!at_table && (parts == 0 || block(id).side_by_side)) found.push_back(id);
        }
        return found;
    }
    static std::int64_t late_up(std::int64_t end_ms, std::int64_t now) {
        while (end_ms < now) end_ms += minute_ms;
        return end_ms;
    }
    // Where the step after the first `count` steps could begin.
    std::int64_t reached(std::size_t count) const {
        if (count == 0) return start_ms;
        const Block& last = block(steps()[count - 1]);
        if (last.state == BlockState::skipped) return reached(count - 1);
        if (last.state == BlockState::done) return *last.ended_ms;
        const std::int64_t begins = start(count - 1);
        std::int64_t end = begins;
        bool tables = false;
        for (const auto& [id, part] : agenda.blocks) {
            if (part.inside != last.id) continue;
            tables = true;
            if (part.state == BlockState::done) end = std::max(end, *part.ended_ms);
            if (part.state == BlockState::todo) end = std::max(end, begins + part.minutes * minute_ms);
            if (part.state == BlockState::now) {
                end = std::max(end, late_up(*part.started_ms + part.minutes * minute_ms, now_ms));
            }
        }
        if (!tables) end = begins + last.minutes * minute_ms;
        return last.state == BlockState::now ? late_up(end, now_ms) : end;
    }
    std::int64_t start(std::size_t index) const {
        const Block& one = block(steps()[index]);
        if (one.started_ms) return *one.started_ms;
        std::int64_t begins = reached(index);
        if (!agenda.now) begins = late_up(begins, now_ms);
        if (one.fixed_ms) begins = std::max(begins, *one.fixed_ms);
        if (one.inside && block(*one.inside).fixed_ms && is_first_to_come(one))
            begins = std::max(begins, *block(*one.inside).fixed_ms);
        return begins;
    }
    // The first part that will happen of a block of which nothing has happened.
    bool is_first_to_come(const Block& part) const {
        for (const BlockId id : agenda.order) {
            if (block(id).inside != part.inside) continue;
            if (block(id).state == BlockState::skipped) continue;
            return id == part.id && block(id).state == BlockState::todo;
        }
        return false;
    }
};

class RandomEvening : public Planned {
  public:
    explicit RandomEvening(std::uint32_t seed) : random_(seed) {
        const int blocks = below(12) + 1;
        for (int i = 0; i < blocks; ++i) add_something();
    }
    int below(int bound) { return static_cast<int>(random_() % static_cast<std::uint32_t>(bound)); }
    void add_something() {
        AddBlock block = plan("Blok", below(40) + 1);
        block.form = below(6) == 0 ? Form::pause : Form::plenary;
        block.side_by_side = below(5) == 0;
        const auto start = below(5) == 0 ? std::optional(19 * 60 + 30 + below(150)) : std::nullopt;
        block.start_min = start;
        const BlockId id = *accept(kiosk(), block).block;
        const int parts = block.side_by_side ? below(4) + 1 : below(3) == 0 ? below(4) : 0;
        for (int i = 0; i < parts; ++i) part(id, "Deel", below(30) + 1);
    }
    BlockId any() {
        const auto& order = state.agenda.order;
        return order[static_cast<std::size_t>(below(static_cast<int>(order.size())))];
    }
    std::optional<BlockId> any_or_none() { return below(4) == 0 ? std::nullopt : std::optional(any()); }
    // Something a chair might do; what makes no sense is refused and changes nothing.
    Command something() {
        switch (below(11)) {
            case 0:
            case 1:
            case 2:
                return AgendaNext{state.agenda.now};
            case 3:
                return AgendaBack{state.agenda.now};
            case 4:
                return MoveBlock{any(), any_or_none()};
            case 5:
                return SplitBlock{any(), below(30)};
            case 6:
                return SkipBlock{any(), below(2) == 0};
            case 7:
                return FinishPart{any()};
            case 8:
                return SetBlockMinutes{any(), below(60)};
            case 9: {
                AddBlock block = plan("Nog een", below(20) + 1);
                block.inside = any_or_none();
                block.before = any_or_none();
                return block;
            }
            default:
                return RemoveBlock{any()};
        }
    }

  private:
    std::mt19937 random_;
};

void judge(const RandomEvening& evening) {
    const Agenda& agenda = evening.state.agenda;
    const Timetable table = evening.table();
    const Oracle oracle{agenda, *evening.state.started_ms, evening.now_ms};
    const auto steps = oracle.steps();
    REQUIRE(steps == steps_of(agenda));
    std::int64_t before_ms = *evening.state.started_ms;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const Timetable::Slot slot = table.blocks.at(steps[i]);
        if (agenda.blocks.at(steps[i]).state == BlockState::skipped) {
            REQUIRE_FALSE(slot.starts_ms);
            continue;
        }
        REQUIRE(slot.starts_ms == oracle.start(i));
        REQUIRE(*slot.ends_ms >= *slot.starts_ms);  // no negative time
        REQUIRE(*slot.starts_ms >= before_ms);      // the order is kept
        before_ms = *slot.starts_ms;
    }
    if (agenda.order.empty()) return;
    REQUIRE(table.ends_ms == oracle.reached(steps.size()));
    for (const auto& [id, block] : agenda.blocks) REQUIRE(table.blocks.contains(id));
    // A fixed start never moves silently, and what is proposed helps by exactly what it says.
    for (const BlockId id : agenda.order) {
        const Block& block = agenda.blocks.at(id);
        if (!block.fixed_ms || state_of(agenda, id) != BlockState::todo) continue;
        const std::int64_t late_ms = *table.blocks.at(id).starts_ms - *block.fixed_ms;
        const auto clash = std::find_if(table.clashes.begin(), table.clashes.end(),
                                        [&](const Clash& one) { return one.block == id; });
        REQUIRE((late_ms >= minute_ms) == (clash != table.clashes.end()));
        if (clash == table.clashes.end()) continue;
        REQUIRE(clash->late_ms == late_ms);
        Agenda shorter = agenda;
        std::int32_t given = 0;
        for (const Cut& cut : clash->cuts) {
            REQUIRE(shorter.blocks.at(cut.block).minutes == cut.from_minutes);
            REQUIRE(cut.to_minutes >= 5);
            REQUIRE(2 * cut.to_minutes >= cut.from_minutes);
            given += cut.from_minutes - cut.to_minutes;
            shorter.blocks.at(cut.block).minutes = cut.to_minutes;
        }
        REQUIRE(given + clash->still_late_minutes == (late_ms + minute_ms - 1) / minute_ms);
        const Timetable after = timetable(shorter, evening.state.started_ms, {}, evening.now_ms);
        const std::int64_t moved_ms = *table.blocks.at(id).starts_ms - *after.blocks.at(id).starts_ms;
        REQUIRE(moved_ms == std::min<std::int64_t>(given * minute_ms, late_ms));
    }
}

}  // namespace

TEST_CASE("over random evenings the timetable agrees with an oracle, and every change is undone exactly") {
    std::size_t undone = 0;
    for (std::uint32_t seed = 1; seed <= 300; ++seed) {
        INFO("seed " << seed);
        RandomEvening evening(seed);
        evening.accept(console(), StartMeeting{});
        judge(evening);
        for (int i = 0; i < 40; ++i) {
            evening.now_ms += evening.below(7 * 60'000);
            if (evening.state.agenda.order.empty()) evening.add_something();
            const Command command = evening.something();
            if (evening.verdict(console(), command) != "accepted") continue;
            const State before = evening.state;
            evening.accept(console(), command);
            judge(evening);
            if (evening.state.steps == before.steps || evening.below(3) != 0) continue;
            evening.accept(console(), Undo{evening.last_step()});
            REQUIRE(evening.state.agenda == before.agenda);
            REQUIRE(evening.state.phase == before.phase);
            ++undone;
        }
        REQUIRE(evening.replayed() == evening.state);
    }
    CHECK(undone > 1000);
}

TEST_CASE("where nobody deviates, what happens is what was planned") {
    for (std::uint32_t seed = 1; seed <= 100; ++seed) {
        INFO("seed " << seed);
        RandomEvening evening(seed);
        evening.now_ms = fixed_beginning(evening.state.agenda).value_or(evening.now_ms);
        evening.accept(console(), AgendaNext{});
        const Agenda plan = evening.state.agenda;
        while (evening.state.agenda.now) {
            const Timetable table = evening.table();
            // On the moment that the plan says, and not before the next one's fixed start.
            std::int64_t leave_ms = *table.blocks.at(*evening.state.agenda.now).ends_ms;
            if (const auto next = next_block(evening.state)) leave_ms = *table.blocks.at(*next).starts_ms;
            evening.now_ms = leave_ms;
            evening.next();
            REQUIRE(ahead_s(evening.state, evening.table()) == 0);
        }
        for (const BlockId id : steps_of(plan)) {
            const Block& planned = plan.blocks.at(id);
            REQUIRE(evening.state.agenda.blocks.at(id).started_ms == planned.plan_starts_ms);
        }
        REQUIRE(evening.now_ms == *plan.plan_ends_ms);
    }
}
