// Fuzzes the wire: whatever bytes a stranger sends, the reader of frames gives a request or a named refusal,
// and what the engine then does can be shown, told and replayed. One thread, seeded; a failure names its
// seed. It must never include sockets: tests/gateway/ sends bad bytes through those.
#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "assembly/apply.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/locale.h"
#include "catch2/catch.hpp"
#include "core/hall.h"
#include "core/schema_check.h"
#include "core/wire_samples.h"
#include "fuzz/mutate.h"
#include "protocol/protocol.h"
#include "protocol/view_json.h"

namespace buurtkiosk {
namespace {

using json::Value;

const test::SchemaCheck& schema() {
    static const test::SchemaCheck check(BUURTKIOSK_TESTS_DIR "/../kiosk/protocol/protocol.schema.json");
    return check;
}

// The good frames, read, and every value that stands in one of them by the name of its field.
struct Samples {
    std::vector<Value> frames;
    std::vector<std::string> fields;
    std::vector<Value> values;
};
const Samples& samples() {
    static const Samples all = [] {
        Samples made;
        std::set<std::string> fields;
        for (const std::string& text : test::one_of_each_verb()) {
            made.frames.push_back(*json::parse(text));
            for (const auto& [field, value] : made.frames.back().items()) {
                fields.insert(field);
                made.values.push_back(value);
            }
        }
        made.fields.assign(fields.begin(), fields.end());
        for (const char* strange : {"null",
                                    "-1",
                                    "0",
                                    "1.0",
                                    "2147483647",
                                    "2147483648",
                                    "-2147483649",
                                    "9223372036854775807",
                                    "18446744073709551615",
                                    "1e308",
                                    "[]",
                                    "[[]]",
                                    "{}",
                                    R"({"choice":7})",
                                    R"({"choice":"a"})",
                                    "\"\"",
                                    "\" \"",
                                    "\"\\u0000\"",
                                    "\"p0\"",
                                    "\"v4294967295\"",
                                    "\"v4294967296\"",
                                    "\"w01\"",
                                    "true",
                                    "false"})
            made.values.push_back(*json::parse(strange));
        return made;
    }();
    return all;
}

const std::vector<std::string> sayings{
    "Fatma",
    "moe maar hoopvol",
    "zee-eend",
    "Gaat het plein op slot?",
    "50/50",
    "سلام",
    "İstanbul ılık",
    "👩‍👩‍👧‍👦",
    "e\xcc\x81\xcc\x81",
    "sukkel",
    "nl",
    "4821-7703",
    std::string(400, 'z'),
};

// An id of the kind that `like` is, as one of the first of the evening, so that it often names something.
Value small_id(fuzz::Mutator& mutator, const std::string& like) {
    return Value(like.substr(0, 1) + std::to_string(mutator.below(6) + 1));
}
bool looks_like_id(const Value& value) {
    if (!value.is_string()) return false;
    const auto& text = value.get_ref<const std::string&>();
    return text.size() == 2 && std::string_view("pbevwcs").find(text[0]) != std::string_view::npos &&
           text[1] >= '0' && text[1] <= '9';
}

// A good frame whose fields are changed, left out, or put where they do not belong, still as JSON.
Value change_fields(fuzz::Mutator& mutator, Value frame, std::size_t most_changes) {
    for (auto& [field, value] : frame.items()) {
        if (looks_like_id(value) && mutator.below(4) != 0) {
            value = small_id(mutator, value.get<std::string>());
        } else if (value.is_string() && field != "do" && field != "id" && mutator.below(4) == 0) {
            value = mutator.mutate(mutator.one_of(sayings), mutator.one_of(sayings));
        }
    }
    for (std::size_t change = mutator.below(most_changes + 1); change > 0; --change) {
        const std::string field = mutator.one_of(samples().fields);
        switch (mutator.below(4)) {
            case 0:
                frame.erase(field);
                break;
            case 1:
                frame[field] = mutator.one_of(samples().values);
                break;
            case 2:
                if (frame.contains(field)) frame[field] = Value::array({frame[field], frame[field]});
                break;
            default:
                if (frame.contains(field)) frame[field] = mutator.one_of(samples().values);
                break;
        }
    }
    return frame;
}

std::string spoiled_frame(fuzz::Mutator& mutator) {
    const Value& good = mutator.one_of(samples().frames);
    const std::size_t how = mutator.below(4);
    std::string bytes = json::dump(how == 0 ? good : change_fields(mutator, good, 3));
    if (how <= 1) bytes = mutator.mutate(std::move(bytes), json::dump(mutator.one_of(samples().frames)));
    return bytes;
}

// What was made of a frame, as far as it can be compared.
struct Reading {
    std::string id;
    std::string verdict;
    bool operator==(const Reading&) const = default;
};
Reading reading_of(std::string_view bytes) {
    const auto decoded = protocol::decode_frame(bytes);
    if (!decoded.request) return {decoded.id, std::string(to_string(decoded.request.refusal().code))};
    const auto& request = decoded.request.value();
    const auto* command = std::get_if<assembly::Command>(&request);
    return {decoded.id,
            "read " + std::to_string(request.index()) + "." + std::to_string(command ? command->index() : 0)};
}

// Numbers the schema does not bound: a frame may fit it and hold one that no field of ours has room for.
bool holds_large_number(const Value& value) {
    if (value.is_number())
        return value.get<double>() > 2'147'483'647.0 || value.get<double>() < -2'147'483'648.0;
    return value.is_structured() && std::any_of(value.begin(), value.end(), holds_large_number);
}

}  // namespace

TEST_CASE("any bytes are read as a frame or refused by name", "[fuzz]") {
    std::set<std::string> verbs_read;
    std::map<std::string, std::uint64_t> refused;
    for (std::uint64_t round = 0; round < fuzz::rounds(); ++round) {
        const std::uint64_t seed = fuzz::first_seed() + round;
        fuzz::Mutator mutator(seed);
        const std::string bytes = spoiled_frame(mutator);
        INFO("BUURTKIOSK_SEED=" << seed << " " << bytes);

        const Reading reading = reading_of(bytes);
        const auto value = json::parse(bytes);
        const bool read = reading.verdict.starts_with("read");
        if (!read) {
            REQUIRE((reading.verdict == "bad_frame" || reading.verdict == "unknown_verb" ||
                     reading.verdict == "not_found"));
            ++refused[reading.verdict];
        }
        if (!value || !value->is_object() || bytes.size() > limits::frame_bytes) {
            REQUIRE(reading == Reading{"", "bad_frame"});
            continue;
        }
        // The id is the frame's own, or none; a reply is never sent under an id that nobody made.
        const std::string id = json::text_at(*value, "id").value_or("");
        REQUIRE(reading.id == (id.size() <= limits::command_id_bytes ? id : ""));
        // The same frame in other bytes (order, escapes, blanks) means the same.
        if (const std::string again = json::dump(*value); again.size() <= limits::frame_bytes)
            REQUIRE(reading_of(again) == reading);

        const auto verb = json::text_at(*value, "do");
        if (!verb || reading.id.empty() || !schema().root().at("$defs").contains("do." + *verb)) {
            REQUIRE_FALSE(read);
            continue;
        }
        REQUIRE(reading.verdict != "unknown_verb");
        if (read) {
            verbs_read.insert(*verb);
            for (const Value& field : schema().definition("do." + *verb).at("required")) {
                if (field == "expect" || field == "before") continue;  // absent says null there
                INFO("without " << field);
                REQUIRE(json::find(*value, field.get<std::string>()) != nullptr);
            }
        } else if (!schema().problem("do." + *verb, *value) && !holds_large_number(*value)) {
            REQUIRE(reading.verdict == "not_found");
        }
    }
    // A run that never gets past the first check would prove nothing.
    if (fuzz::rounds() < 20'000) return;
    for (const Value& good : samples().frames) {
        INFO(good.at("do"));
        REQUIRE(verbs_read.contains(good.at("do").get<std::string>()));
    }
    for (const char* verdict : {"bad_frame", "unknown_verb", "not_found"}) {
        INFO(verdict);
        REQUIRE(refused[verdict] > 0);
    }
}

TEST_CASE("whatever frames come in, what goes out fits the schema and the evening replays", "[fuzz]") {
    const auto locales = Locales::load(BUURTKIOSK_ASSETS_DIR "/locales");
    REQUIRE(locales);
    constexpr std::uint64_t frames_an_evening = 300;
    std::map<std::string, std::uint64_t> answered;
    for (std::uint64_t evening = 0; evening < fuzz::rounds() / 3 / frames_an_evening + 1; ++evening) {
        const std::uint64_t seed = fuzz::first_seed() + evening;
        fuzz::Mutator mutator(seed);
        INFO("BUURTKIOSK_SEED=" << seed);
        test::Hall hall;
        const auto chair = hall.chair(1);
        for (engine::ClientId client = 2; client <= 5; ++client) hall.hello(client);
        for (std::uint64_t number = 0; number < frames_an_evening; ++number) {
            const std::string bytes = json::dump(change_fields(mutator, mutator.one_of(samples().frames), 1));
            auto decoded = protocol::decode_frame(bytes);
            if (!decoded.request) continue;
            // The end of the meeting would end the fuzzing of everything else: only the last frames may be
            // it.
            if (const auto* command = std::get_if<assembly::Command>(&decoded.request.value());
                command && std::holds_alternative<assembly::EndMeeting>(*command) &&
                number + 20 < frames_an_evening)
                continue;
            const engine::ClientId from = mutator.below(2) == 0 ? chair : 2 + mutator.below(4);
            hall.send(from, std::to_string(number), std::move(decoded.request).value());
            if (mutator.below(3) == 0) hall.turn();
        }
        hall.turn();

        for (const auto& [client, heard] : hall.heard) {
            for (const protocol::Reply& reply : heard.replies) {
                const auto said = json::parse(protocol::encode_reply(reply, locales.value()), 32);
                REQUIRE(said);
                INFO(json::dump(*said));
                // A section that there is not becomes a refusal only when its words are made.
                const bool ok = said->at("ok").get<bool>();
                REQUIRE((ok || reply.refusal || reply.section));
                REQUIRE(schema().problem(ok ? "reply_ok" : "reply_refused", *said).value_or("fits") ==
                        "fits");
                ++answered[ok ? "ok" : said->at("error").at("code").get<std::string>()];
            }
            for (const views::PersonalView& me : heard.me) {
                const auto said = json::parse(protocol::encode_me(me), 32);
                REQUIRE(said);
                REQUIRE(schema().problem("frame_me", *said).value_or("fits") == "fits");
            }
        }
        // A phone that follows every change stands where one stands that comes now.
        protocol::ViewStream view("fuzz", locales.value());
        Value followed = Value::object();
        for (const protocol::Publication& next : hall.published) {
            const auto change = json::parse(*view.advance(next), 32);
            REQUIRE(change);
            json::merge_apply(followed, change->at("patch"));
        }
        const auto whole = json::parse(*view.whole(), 32);
        REQUIRE(whole);
        INFO(json::dump(*whole));
        REQUIRE(schema().problem("frame_view", *whole).value_or("fits") == "fits");
        REQUIRE(whole->at("view") == followed);
        protocol::DeskStream desk;
        for (const protocol::DeskPublication& next : hall.desks)
            REQUIRE(json::parse(*desk.advance(next), 32));
        const auto whole_desk = json::parse(*desk.whole(), 32);
        REQUIRE(whole_desk);
        REQUIRE(schema().problem("frame_desk", *whole_desk).value_or("fits") == "fits");

        assembly::State replayed;
        REQUIRE(hall.journal.replay(
            [&](const journal::TimedEvent& event) { assembly::apply(replayed, event.event, event.at_ms); },
            [](const journal::StoredReply&) {}));
        REQUIRE(replayed == hall.engine->state());
    }
    if (fuzz::rounds() < 20'000) return;
    for (const char* code : {"ok", "not_allowed", "stale", "closed", "not_found", "too_long", "bad_text"}) {
        INFO(code);
        REQUIRE(answered[code] > 0);
    }
}

}  // namespace buurtkiosk
