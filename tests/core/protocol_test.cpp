// Owns the tests of the wire: every verb read, every bad frame refused, every frame of ours held to the
// schema, and patches that add up. Test thread. It must never open a socket.
#include "protocol/protocol.h"

#include <random>

#include "assembly/queue/names.h"
#include "base/limits.h"
#include "core/meeting.h"
#include "core/schema_check.h"
#include "core/wire_samples.h"
#include "protocol/view_json.h"

using namespace buurtkiosk;
using namespace buurtkiosk::test;
using json::Value;
using protocol::decode_frame;

namespace {

const SchemaCheck& schema() {
    static const SchemaCheck check(std::string(BUURTKIOSK_TESTS_DIR) +
                                   "/../kiosk/protocol/protocol.schema.json");
    return check;
}
const Locales& locales() {
    static const Locales all = Locales::load(BUURTKIOSK_ASSETS_DIR "/locales").value();
    return all;
}
std::string fit(const std::string& definition, const Value& value) {
    return schema().problem(definition, value).value_or("fits");
}
std::string fit(const std::string& definition, const std::string& bytes) {
    const auto value = json::parse(bytes, 32);
    return value ? fit(definition, *value) : "is no JSON";
}

std::string verdict(const std::string& bytes) {
    const auto decoded = decode_frame(bytes);
    return decoded.request ? "read" : std::string(to_string(decoded.request.refusal().code));
}
std::string verdict(const Value& frame) { return verdict(json::dump(frame)); }

template <class Type>
Type read(const std::string& bytes) {
    auto decoded = decode_frame(bytes);
    INFO(bytes);
    REQUIRE(decoded.request);
    if constexpr (std::is_constructible_v<protocol::Request, Type> &&
                  !std::is_constructible_v<Command, Type>) {
        REQUIRE(std::holds_alternative<Type>(decoded.request.value()));
        return std::get<Type>(decoded.request.value());
    } else {
        REQUIRE(std::holds_alternative<Command>(decoded.request.value()));
        const Command& command = std::get<Command>(decoded.request.value());
        REQUIRE(std::holds_alternative<Type>(command));
        return std::get<Type>(command);
    }
}

}  // namespace

TEST_CASE("every verb of the schema is read, and every sample fits the schema") {
    std::set<std::string> said;
    for (const std::string& frame : one_of_each_verb()) {
        INFO(frame);
        CHECK(verdict(frame) == "read");
        CHECK(decode_frame(frame).id == "1");
        CHECK(fit("client_frame", frame) == "fits");
        said.insert(json::parse(frame)->at("do").get<std::string>());
    }
    std::set<std::string> in_schema;
    for (const auto& each : schema().definition("client_frame").at("oneOf"))
        in_schema.insert(each.at("$ref").get<std::string>().substr(std::string("#/$defs/do.").size()));
    CHECK(said == in_schema);
}

TEST_CASE("what is read is what was said") {
    const auto hello = read<protocol::Hello>(one_of_each_verb()[0]);
    CHECK(hello.language == "nl");
    CHECK(hello.place == Place::room);
    CHECK(hello.resume == "0123456789abcdef0123456789abcdef");
    CHECK_FALSE(hello.from_this_computer);
    CHECK_FALSE(
        read<protocol::Hello>(R"({"id":"1","do":"hello","lang":"nl","place":"home","resume":null})").resume);
    CHECK_FALSE(read<protocol::Hello>(
                    R"({"id":"1","do":"hello","lang":"nl","place":"home","from_this_computer":true})")
                    .from_this_computer);
    CHECK(read<GiveWord>(one_of_each_verb()[7]).check_in == CheckInId{2});
    CHECK_FALSE(read<GiveWord>(R"({"id":"1","do":"check_in","word":"moe"})").check_in);
    CHECK(read<CastVote>(one_of_each_verb()[11]).poll == PollId{3});
    CHECK(read<CastVote>(one_of_each_verb()[11]).ballot.choice == "yes");
    CHECK(read<AgendaNext>(R"({"id":"1","do":"agenda.next","expect":"b2"})").expect == BlockId{2});
    CHECK_FALSE(read<AgendaNext>(R"({"id":"1","do":"agenda.next","expect":null})").expect);
    CHECK_FALSE(read<AgendaNext>(R"({"id":"1","do":"agenda.next"})").expect);
    CHECK(read<AddBlock>(one_of_each_verb()[19]).form == Form::pause);
    CHECK(read<AddBlock>(one_of_each_verb()[19]).minutes == 15);
    CHECK(read<AddBlock>(one_of_each_verb()[19]).before == BlockId{4});
    const auto edit = [](const std::string& fields) {
        return read<EditBlock>(R"({"id":"1","do":"agenda.edit","block":"b4")" + fields + "}");
    };
    CHECK_FALSE(edit("").start_min);
    CHECK_FALSE(edit("").title);
    CHECK(edit(R"(,"start":null)").start_min == std::optional(std::optional<std::int32_t>()));
    CHECK(edit(R"(,"start":"8.05")").start_min == std::optional(std::optional(8 * 60 + 5)));
    for (const char* wrong : {"24:00", "20:60", "20:5", "2030", "-1:30", "020:30", "", "20:30 "})
        CHECK(verdict(R"({"id":"1","do":"agenda.edit","block":"b4","start":")" + std::string(wrong) +
                      "\"}") == "bad_frame");
    const auto shorten = read<ShortenBlocks>(
        R"({"id":"1","do":"agenda.fit","cuts":[{"block":"b4","from":20,"to":15},{"block":"b5","from":9,"to":8}]})");
    REQUIRE(shorten.cuts.size() == 2);
    CHECK(shorten.cuts[1].block == BlockId{5});
    CHECK(shorten.cuts[1].from_minutes == 9);
    CHECK(shorten.cuts[1].to_minutes == 8);
    for (const char* wrong :
         {R"("b4")", R"([7])", R"([{"block":"b4","from":20}])", R"([{"block":4,"from":2,"to":1}])"})
        CHECK(verdict(R"({"id":"1","do":"agenda.fit","cuts":)" + std::string(wrong) + "}") == "bad_frame");
    CHECK(read<OpenCheckIn>(R"({"id":"1","do":"check_in.open","prompt":"Hoe?"})").think_s == 0);
    CHECK(read<MergeWords>(one_of_each_verb()[25]).from == GroupId{1});
    CHECK(read<MergeWords>(one_of_each_verb()[25]).into == GroupId{2});
    CHECK(read<AddToQueue>(R"({"id":"1","do":"queue.add","name":"Henk"})").place == Place::room);
    CHECK_FALSE(read<MoveInQueue>(R"({"id":"1","do":"queue.move","entry":"e1","before":null})").before);
    CHECK(read<GiveSpeakerMore>(one_of_each_verb()[39]).seconds == 30);
    CHECK(read<AddPoll>(one_of_each_verb()[40]).options == std::vector<std::string>{"A", "B"});
    CHECK(read<AddPoll>(R"({"id":"1","do":"poll.add","kind":"yes_no","question":"Doen?"})").options.empty());
    CHECK_FALSE(read<ShowScene>(R"({"id":"1","do":"stage.show","scene":"auto"})").scene);
    CHECK(read<Undo>(one_of_each_verb().back()).expect == StepId{9});
    CHECK(read<AskToSpeak>(R"({"id":"1","do":"speak"})").kind == QueueKind::point);
    CHECK(read<protocol::React>(one_of_each_verb()[12]).kind == views::ReactionKind::heart);
}

TEST_CASE("fields that nobody knows are let be") {
    for (const std::string& frame : one_of_each_verb()) {
        Value more = *json::parse(frame);
        more["later"] = {{"deep", {1, 2, {{"x", nullptr}}}}};
        CHECK(verdict(more) == "read");
    }
}

TEST_CASE("a field that is missing or of another type makes a bad frame") {
    for (const std::string& text : one_of_each_verb()) {
        const Value frame = *json::parse(text);
        const std::string verb = frame.at("do");
        const Value& required = schema().definition("do." + verb).at("required");
        for (const auto& [field, value] : frame.items()) {
            INFO(verb << " without, or with another, " << field);
            Value without = frame;
            without.erase(field);
            const bool must_be = std::find(required.begin(), required.end(), Value(field)) != required.end();
            // Who is expected, or comes after, may be left out: that says null. A page is always one.
            const bool may_be_null = (field == "expect" && !value.is_number()) || field == "before";
            CHECK(verdict(without) == (must_be && !may_be_null ? "bad_frame" : "read"));
            if (field == "id" || field == "do") continue;
            for (const char* other : {"17", "1.5", "[]", "{}", "true", "\"\\u0000\"", "1e3",
                                      "-99999999999999999999", "4294967296", "18446744073709551616"}) {
                const auto parsed = json::parse(other);
                if (!parsed) continue;
                if (parsed->type() == value.type() || (value.is_null() && parsed->is_string())) continue;
                if (value.is_number() && parsed->is_number_integer() && *parsed < 100) continue;
                Value with = frame;
                with[field] = *parsed;
                INFO(other);
                CHECK(verdict(with) == "bad_frame");
            }
        }
    }
}

TEST_CASE("numbers that fit nowhere are refused") {
    for (const char* number :
         {"2147483648", "-2147483649", "9223372036854775808", "1e400", "1.0", "01", "0x10", "NaN"}) {
        INFO(number);
        CHECK(verdict(R"({"id":"1","do":"queue.limit","limit_s":)" + std::string(number) + "}") ==
              "bad_frame");
    }
    CHECK(read<SetSpeakingLimit>(R"({"id":"1","do":"queue.limit","limit_s":2147483647})").limit_s ==
          2147483647);
    CHECK(read<SetSpeakingLimit>(R"({"id":"1","do":"queue.limit","limit_s":-5})").limit_s ==
          -5);  // decide refuses it
}

TEST_CASE("an id that names nothing is not found; an expectation of nothing known is out of date") {
    for (const char* id : {"v0", "v01", "x1", "v", "", "v-1", "v99999999999", "v 1", "V1", "v1 ", "1"}) {
        INFO(id);
        CHECK(verdict(Value{{"id", "1"}, {"do", "poll.open"}, {"poll", id}}) == "not_found");
        CHECK(verdict(Value{{"id", "1"}, {"do", "vote"}, {"poll", id}, {"ballot", {{"choice", "yes"}}}}) ==
              "not_found");
    }
    CHECK(read<OpenPoll>(R"({"id":"1","do":"poll.open","poll":"v4294967295"})").poll == PollId{4294967295});
    Meeting meeting;
    for (const char* id : {"b0", "e1", "x", "", "b99999999999"}) {
        const auto next =
            read<AgendaNext>(json::dump(Value{{"id", "1"}, {"do", "agenda.next"}, {"expect", id}}));
        CHECK(meeting.verdict(console(), next) == "stale refusal.stale_block");
    }
}

TEST_CASE("what is no frame is refused, and its own id is told where it could be read") {
    const struct {
        std::string bytes;
        std::string verdict;
        std::string id;
    } table[] = {
        {"", "bad_frame", ""},
        {"{", "bad_frame", ""},
        {"null", "bad_frame", ""},
        {"[]", "bad_frame", ""},
        {"\"hello\"", "bad_frame", ""},
        {R"({"id":"1","do":"ping"} x)", "bad_frame", ""},
        {R"({"id":"1","do":"ping"}{"id":"2","do":"ping"})", "bad_frame", ""},
        {R"({"id":"1","do":"ping",})", "bad_frame", ""},
        {R"({'id':'1','do':'ping'})", "bad_frame", ""},
        {"{\"id\":\"\xff\",\"do\":\"ping\"}", "bad_frame", ""},
        {R"({"id":"\ud800","do":"ping"})", "bad_frame", ""},
        {R"({"id":"1","id":"2","do":"ping"})", "bad_frame", ""},
        {R"({"id":"1","do":"ping","do":"meeting.end"})", "bad_frame", ""},
        {R"({"do":"ping"})", "bad_frame", ""},
        {R"({"id":"","do":"ping"})", "bad_frame", ""},
        {R"({"id":7,"do":"ping"})", "bad_frame", ""},
        {R"({"id":"0123456789012345678901234567890123456","do":"ping"})", "bad_frame", ""},
        {R"({"id":"012345678901234567890123456789012345","do":"ping"})", "read",
         "012345678901234567890123456789012345"},
        {R"({"id":"1"})", "bad_frame", "1"},
        {R"({"id":"1","do":5})", "bad_frame", "1"},
        {R"({"id":"1","do":"shout","text":"Mag dat?"})", "unknown_verb", "1"},
        {R"({"id":"1","do":"PING"})", "unknown_verb", "1"},
        {R"({"id":"1","do":""})", "unknown_verb", "1"},
        {R"({"id":"1","do":"stage.show","scene":"ended"})", "bad_frame", "1"},
        {R"({"id":"1","do":"react","kind":"boo"})", "bad_frame", "1"},
        {R"({"id":"1","do":"poll.add","kind":"yes_no","question":"x","options":[1]})", "bad_frame", "1"},
    };
    for (const auto& row : table) {
        INFO(row.bytes);
        CHECK(verdict(row.bytes) == row.verdict);
        CHECK(decode_frame(row.bytes).id == row.id);
    }
    std::string deep = R"({"id":"1","do":"ping","x":)";
    for (int i = 0; i < 1000; ++i) deep += "[";
    CHECK(verdict(deep) == "bad_frame");
    CHECK(verdict(deep + std::string(1000, ']') + "}") == "bad_frame");
}

TEST_CASE("a frame has room for four kilobytes") {
    const std::string start = R"({"id":"1","do":"name","name":")";
    const auto frame = [&](std::size_t size) {
        return start + std::string(size - start.size() - 2, 'a') + "\"}";
    };
    CHECK(frame(limits::frame_bytes).size() == limits::frame_bytes);
    CHECK(verdict(frame(limits::frame_bytes)) == "read");
    CHECK(verdict(frame(limits::frame_bytes + 1)) == "bad_frame");
}

TEST_CASE(
    "kinds and rules are spelled once, as the schema has them, and another kind is refused in plain words") {
    const auto names = [](const auto& table) {
        std::vector<std::string> all;
        for (std::size_t place = 0; place < table.size(); ++place) {
            CHECK(static_cast<std::size_t>(table.at(place).second) == place);  // as name_of looks it up
            CHECK(name_of(table.at(place).second) == table.at(place).first);
            all.emplace_back(table.at(place).first);
        }
        return all;
    };
    CHECK(names(queue_kind_names) ==
          schema().definition("queue_kind").at("enum").get<std::vector<std::string>>());
    CHECK(names(fair_rule_names) ==
          schema().definition("fair_rule").at("enum").get<std::vector<std::string>>());
    for (const auto& [name, kind] : queue_kind_names) {
        const std::string said(name);
        CHECK(read<AskToSpeak>(R"({"id":"1","do":"speak","kind":")" + said + "\"}").kind == kind);
        CHECK(read<AddToQueue>(R"({"id":"1","do":"queue.add","name":"Henk","kind":")" + said + "\"}").kind ==
              kind);
        CHECK(read<AddHands>(R"({"id":"1","do":"queue.hands","count":2,"kind":")" + said + "\"}").kind ==
              kind);
    }
    for (const std::string start :
         {R"({"id":"1","do":"speak")", R"({"id":"1","do":"queue.add","name":"Henk")",
          R"({"id":"1","do":"queue.hands","count":2)", R"({"id":"1","do":"queue.limit","limit_s":60)"}) {
        for (const std::string kind : {"order", "", "Point", "point "}) {
            INFO(start << kind);
            const auto decoded = decode_frame(start + R"(,"kind":")" + kind + "\"}");
            REQUIRE_FALSE(decoded.request);
            CHECK(decoded.request.refusal() == refuse(RefusalCode::bad_frame, "refusal.unknown_kind"));
            CHECK(locales().has("nl", "refusal.unknown_kind"));
        }
        for (const std::string kind : {"7", R"(["point"])"}) {
            INFO(start << kind);
            const auto decoded = decode_frame(start + R"(,"kind":)" + kind + "}");
            REQUIRE_FALSE(decoded.request);
            CHECK(decoded.request.refusal() == refuse(RefusalCode::bad_frame, "refusal.bad_frame"));
        }
    }
}

// --------------------------------------------------------------------------------------------- what we send

TEST_CASE("replies fit the schema and are worded in the reader's language") {
    protocol::Reply hello;
    hello.id = "h";
    hello.language = "nl";
    hello.version = 12;
    hello.answer.person = PersonId{3};
    hello.token = std::string(32, 'a');
    hello.epoch = "e0";
    hello.now_ms = 1'700'000'000'000;
    CHECK(fit("reply_hello", protocol::encode_reply(hello, locales())) == "fits");
    CHECK(fit("server_frame", protocol::encode_reply(hello, locales())) == "fits");
    CHECK_FALSE(json::parse(protocol::encode_reply(hello, locales()))->contains("rate"));
    hello.rate = 10;  // a rehearsal
    CHECK(fit("reply_hello", protocol::encode_reply(hello, locales())) == "fits");
    CHECK(fit("server_frame", protocol::encode_reply(hello, locales())) == "fits");
    CHECK(json::parse(protocol::encode_reply(hello, locales()))->at("rate") == 10);

    protocol::Reply everything;
    everything.id = "1";
    everything.answer =
        Answer{PersonId{1}, BlockId{2}, EntryId{3}, PollId{4}, "Fatma (2)", true, Role::chair};
    const std::string bytes = protocol::encode_reply(everything, locales());
    CHECK(fit("server_frame", bytes) == "fits");
    const Value frame = *json::parse(bytes);
    CHECK(frame == Value{{"re", "1"},
                         {"ok", true},
                         {"v", 0},
                         {"you", "p1"},
                         {"block", "b2"},
                         {"entry", "e3"},
                         {"poll", "v4"},
                         {"shown", "Fatma (2)"},
                         {"waits", true},
                         {"role", "chair"}});

    for (int code = 0; code <= static_cast<int>(RefusalCode::storage); ++code) {
        protocol::Reply refused;
        refused.id = code % 2 == 0 ? "" : "9";
        refused.refusal = refuse(static_cast<RefusalCode>(code), "refusal.too_long", {{"n", "40"}});
        refused.language = code % 2 == 0 ? "nl" : "en";
        const std::string said = protocol::encode_reply(refused, locales());
        INFO(said);
        CHECK(fit("server_frame", said) == "fits");
        const Value error = json::parse(said)->at("error");
        CHECK(error.at("message") == locales().text(refused.language, "refusal.too_long", {{"n", "40"}}));
        CHECK(error.at("message").get<std::string>().find("40") != std::string::npos);
    }
    // A section that is not there is a refusal, not a broken reply.
    protocol::Reply section;
    section.id = "s";
    section.language = "nl";
    section.section = "words";
    const Value missing = *json::parse(protocol::encode_reply(section, locales(), ""));
    CHECK(missing.at("error").at("code") == "not_found");
    CHECK(fit("server_frame", missing) == "fits");
}

namespace {

// An evening in which anything happens, in any order; refusals are part of it.
struct RandomEvening : Meeting {
    std::mt19937 dice;
    std::vector<PersonId> people;
    views::Presence presence;
    PersonId chair_person;

    explicit RandomEvening(std::uint32_t seed) : Meeting("Avond ‘van alles’"), dice(seed) {
        for (int i = 0; i < 4; ++i)
            block("Blok \"" + std::to_string(i) + "\"", i == 1 ? Form::check_in : Form::speakers);
        poll("Doen we dit?", BlockId{2});
        for (int i = 0; i < 12; ++i) people.push_back(join(i % 3 ? "Naam " + std::to_string(i / 2) : ""));
        chair_person = chair();
        for (const PersonId id : people) presence.last_contact_ms[id] = now_ms;
    }
    std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(dice() % bound); }
    void try_it(Actor actor, const Command& command) {
        if (decided(actor, command)) accept(actor, command);
    }
    void act() {
        now_ms += below(20'000);
        const PersonId who = people[below(static_cast<std::uint32_t>(people.size()))];
        static const std::vector<std::string> words = {"moe",     "blij",   "Blij", "sukkel",
                                                       "hoopvol", "“fris”", "😀"};
        const GroupId group{1 + below(state.next.group)};
        const PollId poll_id{1 + below(state.next.poll)};
        const auto speaks = state.queue.speaking ? std::optional(state.queue.speaking->entry) : std::nullopt;
        switch (below(24)) {
            case 0:
                return try_it(person(who), GiveName{"Naam " + std::to_string(below(4))});
            case 1:
                return try_it(person(who), SetPlace{below(2) ? Place::home : Place::room});
            case 2:
            case 3:
                return try_it(person(who), GiveWord{words[below(7)]});
            case 4:
            case 5:
                return try_it(person(who),
                              AskToSpeak{QueueKind::point, below(2) ? "Over \\ de \"bankjes\"" : ""});
            case 6:
                return try_it(person(who), WithdrawFromQueue{});
            case 7:
            case 8:
                return try_it(person(who), CastVote{poll_id, Ballot{below(2) ? "yes" : "a"}});
            case 9:
                return try_it(person(who), AnswerExplain{true});
            case 10:
                return try_it(console(), AgendaNext{state.agenda.now});
            case 11:
                return try_it(console(), AgendaBack{state.agenda.now});
            case 12:
                return try_it(console(),
                              OpenCheckIn{"Hoe is het?", static_cast<std::int32_t>(below(2) * 60)});
            case 13:
                return try_it(console(), ShowCheckIn{});
            case 14:
                return try_it(console(), HideWord{group, below(2) == 0});
            case 15:
                return try_it(console(), InviteToExplain{group});
            case 16:
                return try_it(console(), QueueNext{speaks});
            case 17:
                return try_it(console(),
                              below(2) ? Command{PauseSpeaker{speaks}} : Command{ContinueSpeaker{speaks}});
            case 18:
                return try_it(console(), AddPoll{PollKind::choice, "Wat eerst?", {"Groen", "Rust"}, {}});
            case 19:
                return try_it(console(), OpenPoll{poll_id});
            case 20:
                return try_it(console(), ClosePoll{poll_id});
            case 21:
                return try_it(console(),
                              below(3) ? Command{ShowPoll{poll_id}} : Command{RemovePoll{poll_id}});
            case 22:
                if (!state.steps.empty()) try_it(console(), Undo{last_step()});
                return;
            default:
                return try_it(console(), below(2) ? Command{BlankStage{below(2) == 0}}
                                                  : Command{RemoveBlock{BlockId{1 + below(5)}}});
        }
    }
};

bool holds_null(const Value& value) {
    if (value.is_null()) return true;
    if (!value.is_structured()) return false;
    return std::any_of(value.begin(), value.end(), [](const Value& inside) { return holds_null(inside); });
}

}  // namespace

TEST_CASE("random evenings: every frame fits the schema, and the patches add up to the whole view") {
    for (std::uint32_t seed = 1; seed <= 4; ++seed) {
        RandomEvening evening(seed);
        protocol::ViewStream stream("epoch", locales());
        protocol::DeskStream desk_stream;
        host::HostInfo host;
        host.addresses = {{"192.168.1.20", "wlan0"}};
        host.chosen_address = "192.168.1.20";
        host.join_url = "http://192.168.1.20:8800/";
        host.wifi = host::Wifi{"zaal", "geheim-van-de-zaal"};
        Value followed = Value::object();
        Value desk_followed = Value::object();
        for (std::uint64_t version = 1; version <= 150; ++version) {
            INFO("seed " << seed << ", version " << version);
            for (std::uint32_t i = evening.below(4); i > 0; --i) evening.act();
            const auto view = views::public_view(evening.state, evening.presence, evening.now_ms);
            const auto patch = json::parse(*stream.advance({version, view}));
            REQUIRE(patch);
            json::merge_apply(followed, patch->at("patch"));
            const auto desk_patch = json::parse(*desk_stream.advance(
                {version, views::desk_view(evening.state, evening.presence, evening.now_ms), host}));
            REQUIRE(desk_patch);
            json::merge_apply(desk_followed, desk_patch->at("desk_patch"));
            if (version % 5 != 0) continue;
            const auto whole = json::parse(*stream.whole());
            const auto desk = json::parse(*desk_stream.whole());
            REQUIRE(whole);
            REQUIRE(desk);
            CHECK(fit("server_frame", *patch) == "fits");
            CHECK(fit("frame_patch", *patch) == "fits");
            CHECK(fit("frame_view", *whole) == "fits");
            CHECK(fit("frame_desk", *desk) == "fits");
            CHECK(fit("frame_desk_patch", *desk_patch) == "fits");
            CHECK(followed == whole->at("view"));
            CHECK(desk_followed == desk->at("desk"));
            CHECK_FALSE(holds_null(whole->at("view")));
            CHECK_FALSE(holds_null(desk->at("desk")));
            CHECK(desk_stream.whole()->find("geheim-van-de-zaal") == std::string::npos);
            // The large button's frame is one that the wire knows.
            const Value& next = desk->at("desk").at("next");
            if (next.contains("do")) {
                Value frame = next.at("do");
                frame["id"] = "1";
                CHECK(fit("client_frame", frame) == "fits");
                CHECK(verdict(frame) == "read");
            }
            const PersonId who = evening.people[evening.below(12)];
            const std::string me = protocol::encode_me(views::personal_view(evening.state, who));
            CHECK(fit("frame_me", me) == "fits");
            CHECK_FALSE(holds_null(*json::parse(me)));
        }
    }
}

TEST_CASE("a version is serialised once, and the same bytes go to everybody") {
    Meeting meeting;
    protocol::ViewStream stream("epoch", locales());
    stream.advance({1, views::public_view(meeting.state, {}, meeting.now_ms)});
    const auto first = stream.whole();
    CHECK(stream.whole().get() == first.get());
    const auto patch = stream.advance({2, views::public_view(meeting.state, {}, meeting.now_ms)});
    CHECK(*patch == R"({"patch":{},"v":2})");
    CHECK(stream.whole().get() != first.get());
    CHECK(stream.version() == 2);
}

TEST_CASE("a large cloud is a section that the view names by version") {
    Meeting meeting;
    meeting.accept(console(), OpenCheckIn{"Hoe is het?", 0});
    meeting.accept(console(), ShowCheckIn{});
    protocol::ViewStream stream("epoch", locales());
    std::uint64_t version = 0;
    const auto give_words = [&](std::size_t until) {
        for (auto i = static_cast<std::uint32_t>(meeting.state.people.size()) + 1; i <= until; ++i) {
            const PersonId id = meeting.join();
            apply(meeting.state,
                  event(WordGiven{id, PersonalText{"woord" + std::to_string(i)},
                                  GroupId{meeting.state.next.group}, false}),
                  meeting.now_ms);
        }
        stream.advance({++version, views::public_view(meeting.state, {}, meeting.now_ms)});
        return json::parse(*stream.whole())->at("view").at("check_in");
    };
    Value check_in = give_words(limits::words_in_view);
    CHECK(check_in.at("words").at("order").size() == limits::words_in_view);
    CHECK_FALSE(check_in.contains("words_section"));
    CHECK(stream.section("words").empty());

    check_in = give_words(limits::words_in_view + 1);
    CHECK_FALSE(check_in.contains("words"));
    CHECK(check_in.at("words_section") == 2);
    CHECK(check_in.at("count") == limits::words_in_view + 1);
    protocol::Reply reply;
    reply.id = "1";
    reply.section = "words";
    const std::string bytes = protocol::encode_reply(reply, locales(), stream.section("words"));
    CHECK(fit("server_frame", bytes) == "fits");
    CHECK(json::parse(bytes)->at("data").at("order").size() == limits::words_in_view + 1);
    CHECK(json::parse(bytes)->at("version") == 2);

    // It keeps its version while it stays the same.
    meeting.accept(console(), BlankStage{true});
    CHECK(give_words(0).at("words_section") == 2);
    CHECK(give_words(limits::words_in_view + 2).at("words_section") == 4);
    // Closed, it stays to be seen; a next check-in takes it away.
    meeting.accept(console(), OpenCheckIn{"En nu?", 0});
    check_in = give_words(0);
    CHECK_FALSE(check_in.contains("words_section"));
    CHECK(stream.section("words").empty());
    CHECK(fit("frame_view", *stream.whole()) == "fits");
}

TEST_CASE("older polls are a section; what is open or on the wall stays in the view") {
    Meeting meeting;
    for (std::size_t i = 0; i < limits::polls_in_view; ++i) meeting.poll("Vraag " + std::to_string(i));
    protocol::ViewStream stream("epoch", locales());
    std::uint64_t version = 0;
    const auto polls = [&] {
        stream.advance({++version, views::public_view(meeting.state, {}, meeting.now_ms)});
        CHECK(fit("frame_view", *stream.whole()) == "fits");
        return json::parse(*stream.whole())->at("view").at("polls");
    };
    CHECK(polls().at("order").size() == limits::polls_in_view);
    CHECK(stream.section("polls").empty());
    for (int i = 0; i < 3; ++i) meeting.poll("Nog een");
    Value view = polls();
    CHECK(view.at("order").size() == limits::polls_in_view);
    CHECK(view.at("order").front() == "v4");
    CHECK(view.at("older") == 2);
    meeting.accept(console(), OpenPoll{PollId{2}});
    view = polls();
    CHECK(view.at("order").front() == "v2");
    CHECK(view.at("older") == 3);
    meeting.accept(console(), ClosePoll{PollId{2}});
    CHECK(polls().at("order").front() == "v2");  // still on the wall
    meeting.accept(console(), ShowScene{Scene::agenda, {}});
    CHECK(polls().at("order").front() == "v4");
    protocol::Reply reply;
    reply.id = "1";
    reply.section = "polls";
    const std::string bytes = protocol::encode_reply(reply, locales(), stream.section("polls"));
    CHECK(fit("server_frame", bytes) == "fits");
    CHECK(json::parse(bytes)->at("data").at("order") == Value{"v1", "v2", "v3"});
    CHECK(stream.section("anything").empty());
}

namespace {

// 500 people, 200 of them in the queue, 150 words, 12 polls, an agenda of eight blocks.
struct FullHouse : Meeting {
    explicit FullHouse(const std::function<std::string(std::uint32_t)>& name,
                       const std::function<std::string(std::uint32_t)>& topic,
                       const std::function<std::string(std::uint32_t)>& word) {
        for (int i = 0; i < 8; ++i) block("Vragen en zorgen over de buurt");
        for (std::uint32_t i = 1; i <= 500; ++i) {
            const PersonId id = join(name(i));
            if (i <= 200) accept(person(id), AskToSpeak{QueueKind::point, topic(i)});
        }
        accept(console(), OpenCheckIn{"Hoe zit u hier vanavond, in één woord?", 90});
        accept(console(), ShowCheckIn{});
        for (std::uint32_t i = 1; i <= 500; ++i) {
            const std::uint32_t group = 1 + i % 150;
            apply(state, event(WordGiven{PersonId{i}, PersonalText{word(group)}, GroupId{group}, false}),
                  now_ms);
        }
        for (int i = 0; i < 12; ++i) {
            accept(console(), AddPoll{PollKind::choice,
                                      "Waar zetten we ons als eerste voor in?",
                                      {"Meer groen en bankjes", "Een veilige speelplek", "Schone straten"},
                                      {}});
        }
        accept(console(), AgendaNext{});
        accept(console(), QueueNext{});
    }
    bool words_in_view() const {
        const auto parts = protocol::view_parts(views::public_view(state, {}, now_ms), locales());
        return parts.view.at("check_in").contains("words");
    }
    std::size_t view_bytes() const {
        views::Presence presence;
        for (const auto& [id, one] : state.people) presence.last_contact_ms[id] = now_ms;
        protocol::ViewStream stream("0123456789abcdef", locales());
        views::PublicView view = views::public_view(state, presence, now_ms);
        view.journal_head = std::string(64, 'a');
        stream.advance({1, view});
        return stream.whole()->size();
    }
};

}  // namespace

TEST_CASE("a usual view of five hundred people and two hundred in the queue takes at most 32 KB") {
    const std::vector<std::string> names = {"Fatma",          "Jan de Vries", "Zoë",
                                            "Mevrouw Bakker", "Ali",          "Ömer Yılmaz"};
    const std::vector<std::string> topics = {"", "", "", "De bankjes op het plein", "", "Parkeren"};
    const FullHouse usual([&](std::uint32_t i) { return names[i % names.size()]; },
                          [&](std::uint32_t i) { return topics[i % topics.size()]; },
                          [](std::uint32_t i) { return "hoopvol" + std::to_string(i); });
    CHECK(usual.view_bytes() <= 32 * 1024);
    // The end of a long queue is a section, and so leaves room for the words.
    CHECK(usual.words_in_view());
    const auto parts = protocol::view_parts(views::public_view(usual.state, {}, usual.now_ms), locales());
    const json::Value& queue = parts.view.at("queue");
    CHECK(queue.at("order").size() == 199);
    CHECK(queue.at("by").size() + parts.queue_rest.at("by").size() == 199);
    CHECK(queue.at("by").contains(queue.at("order").front().get<std::string>()));
    CHECK(parts.queue_rest.at("by").contains(queue.at("order").back().get<std::string>()));
}

TEST_CASE("whatever attendees write, a view still goes through the door") {
    // The longest that each text may be: as many characters as allowed, each of as many bytes as allowed.
    const auto longest = [](std::size_t graphemes) {
        std::string text;
        for (std::size_t i = 0; i < graphemes; ++i) text += "👩‍💻";
        return text;
    };
    const FullHouse full(
        [&](std::uint32_t) { return longest(34); },  // room for the number behind it
        [&](std::uint32_t) { return longest(limits::topic_graphemes); },
        [&](std::uint32_t i) { return longest(limits::word_graphemes - 3) + std::to_string(i); });
    INFO(full.view_bytes());
    CHECK(full.view_bytes() <= limits::outbox_bytes * 3 / 4);

    // Characters of many bytes each count for as much as they weigh.
    Meeting meeting;
    const PersonId ans = meeting.join();
    std::string families;
    for (int i = 0; i < 40; ++i) families += "👨‍👩‍👧‍👦";
    CHECK(meeting.verdict(person(ans), GiveName{families}) == "too_long refusal.too_long");
    CHECK(meeting.verdict(person(ans), AskToSpeak{QueueKind::point, families + families}) ==
          "too_long refusal.too_long");
    CHECK(meeting.verdict(person(ans),
                          GiveName{"Familie 👨‍👩‍👧‍👦👨‍👩‍👧‍👦"}) ==
          "accepted");
}
