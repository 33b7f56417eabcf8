// Owns Meeting: a State with a clock of its own and a memory of every event, so that a test reads as an
// evening. Test thread only. It must never decide anything itself: every step goes through decide() and
// apply().
#pragma once

#include <catch2/catch.hpp>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "assembly/apply.h"
#include "assembly/decide.h"
#include "assembly/queue/order.h"

namespace buurtkiosk::test {

using namespace assembly;

inline Actor kiosk() { return Actor{Actor::Kind::kiosk, {}}; }
inline Actor console() { return Actor{Actor::Kind::console, {}}; }
inline Actor person(PersonId id) { return Actor{Actor::Kind::person, id}; }

inline TokenHash token_of(std::uint32_t number) {
    TokenHash token{};
    for (std::size_t i = 0; i < 4; ++i) token[i] = static_cast<std::uint8_t>(number >> (8 * i));
    token[31] = 1;
    return token;
}

// Who waits, in the order in which they will be called.
inline std::vector<EntryId> waiting_order(const State& state) {
    std::vector<EntryId> entries;
    for (const QueuePlace& place : queue_order(state)) entries.push_back(place.entry);
    return entries;
}

// A turn as queue.next gives it.
inline Speaking turn(EntryId entry, std::int64_t since_ms, std::int32_t limit_s,
                     std::optional<std::int64_t> paused_ms = std::nullopt) {
    Speaking speaking;
    speaking.entry = entry;
    speaking.since_ms = since_ms;
    speaking.limit_s = limit_s;
    speaking.paused_ms = paused_ms;
    return speaking;
}

// Text of n characters as a person counts them, each of several bytes.
inline std::string letters(std::size_t n) {
    std::string text;
    for (std::size_t i = 0; i < n; ++i) text += "é";
    return text;
}

class Meeting {
  public:
    struct Happened {
        Event event;
        std::int64_t at_ms;
    };

    State state;
    std::int64_t now_ms = 1'000'000;
    std::int64_t midnight_ms = 0;
    std::uint32_t people_here = 0;
    std::vector<PairingCode> codes{{"48217703", Role::chair},
                                   {"11112222", Role::minute_taker},
                                   {"33334444", Role::table_facilitator},
                                   {"99990000", Role::chair, true}};
    text::Blocklist blocklist = text::Blocklist::from_text("sukkel\nlomp\n");
    std::vector<Happened> history;

    // An evening that is prepared, with the title given.
    explicit Meeting(const std::string& title = "Buurtavond") {
        accept(kiosk(), PrepareMeeting{title, {"nl", "en"}});
    }

    Context context(Actor actor) const {
        static const text::WordMatcher words;
        Context context;
        context.now_ms = now_ms;
        context.last_event_ms = history.empty() ? 0 : history.back().at_ms;
        context.midnight_ms = midnight_ms;
        context.actor = actor;
        context.people_here = people_here;
        context.codes = &codes;
        context.words = &words;
        context.blocklist = &blocklist;
        return context;
    }
    Result<Decision> decided(Actor actor, const Command& command) const {
        return decide(state, command, context(actor));
    }
    // "stale refusal.stale_block", or "accepted"; nothing is changed.
    std::string verdict(Actor actor, const Command& command) const {
        const auto decision = decided(actor, command);
        if (decision) return "accepted";
        return std::string(to_string(decision.refusal().code)) + " " + decision.refusal().sentence.key;
    }
    std::vector<Event> events(Actor actor, const Command& command) const {
        const auto decision = decided(actor, command);
        INFO((decision ? std::string() : decision.refusal().sentence.key));
        REQUIRE(decision);
        return decision.value().events;
    }
    Answer accept(Actor actor, const Command& command) {
        auto decision = decided(actor, command);
        INFO((decision ? std::string() : decision.refusal().sentence.key));
        REQUIRE(decision);
        for (Event& event : decision.value().events) {
            apply(state, event, now_ms);
            history.push_back({std::move(event), now_ms});
        }
        return decision.value().answer;
    }
    State replayed() const {
        State again;
        for (const Happened& one : history) apply(again, one.event, one.at_ms);
        return again;
    }

    void after_s(std::int64_t seconds) { now_ms += seconds * 1000; }
    void after_min(std::int64_t minutes) { now_ms += minutes * 60'000; }

    // --- people ---
    PersonId join(const std::string& name = "", Place place = Place::room) {
        const PersonId id =
            *accept(kiosk(), Join{place, "nl", std::nullopt, token_of(state.next.person)}).person;
        if (!name.empty()) accept(person(id), GiveName{name});
        return id;
    }
    PersonId chair() {
        const PersonId id = join();
        accept(person(id), Pair{codes.front().digits});
        return id;
    }
    // --- what the chair prepares, without steps to undo ---
    BlockId block(const std::string& title, Form form = Form::plenary, std::int32_t minutes = 10) {
        return *accept(kiosk(), AddBlock{title, form, minutes, {}, "", "", 0}).block;
    }
    // With pages that are ready.
    BlockId block_with_slides(const std::string& title, std::int32_t pages) {
        AddBlock added{title, Form::talk, 10, {}, "", "", 0};
        added.slides = title + ".pdf";
        const BlockId id = *accept(kiosk(), added).block;
        accept(kiosk(), SlidesReady{added.slides, std::string(64, 'd'), pages});
        return id;
    }
    PollId poll(const std::string& question = "Doen we dit?", std::optional<BlockId> block = {}) {
        return *accept(kiosk(), AddPoll{PollKind::yes_no, question, {}, block}).poll;
    }
    StepId last_step() const { return state.steps.back().id; }
};

inline Event event(EventBody body) { return Event{std::move(body)}; }

}  // namespace buurtkiosk::test
