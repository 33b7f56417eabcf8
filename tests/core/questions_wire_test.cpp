// Owns the tests of written questions on the wire: what fits in a view, what becomes a section, and frames
// held to the schema. Test thread. It must never open a socket.
#include "base/limits.h"
#include "base/text.h"
#include "core/meeting.h"
#include "core/schema_check.h"
#include "protocol/protocol.h"

using namespace buurtkiosk;
using namespace buurtkiosk::test;
using json::Value;

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
std::string fit(const std::string& definition, const std::string& bytes) {
    const auto value = json::parse(bytes, 32);
    return value ? schema().problem(definition, *value).value_or("fits") : "is no JSON";
}

// What a phone and a chair's phone are sent of an evening.
struct Wire {
    protocol::ViewStream view{"epoch", locales()};
    protocol::DeskStream desk;
    std::uint64_t version = 0;

    Value publish(const Meeting& meeting) {
        ++version;
        view.advance({version, views::public_view(meeting.state, {}, meeting.now_ms)});
        desk.advance({version, views::desk_view(meeting.state, {}, meeting.now_ms), {}});
        CHECK(fit("frame_view", *view.whole()) == "fits");
        return json::parse(*view.whole())->at("view").at("questions");
    }
};

struct Asking : Meeting {
    Asking() { accept(kiosk(), SetQuestionRules{true, true, false}); }
    void ask(std::uint32_t count, const std::string& words) {
        for (std::uint32_t i = 0; i < count; ++i) {
            if (i % limits::questions_of_person == 0) join("Mens " + std::to_string(i));
            const PersonId asker{state.next.person - 1};
            accept(person(asker), AskQuestion{std::to_string(i) + words, i % 3 == 0});
        }
    }
};

}  // namespace

TEST_CASE("questions that do not fit in a view are a section, the most wanted stay") {
    Asking evening;
    evening.ask(limits::questions_in_view, " en waarom?");
    Wire wire;
    Value shown = wire.publish(evening);
    CHECK(shown.at("order").size() == limits::questions_in_view);
    CHECK(shown.at("by").size() == limits::questions_in_view);
    CHECK_FALSE(shown.contains("more"));
    CHECK(wire.view.section("questions").empty());

    evening.ask(1, " dan?");
    shown = wire.publish(evening);
    CHECK(shown.at("order").size() == limits::questions_in_view + 1);
    CHECK(shown.at("by").size() == limits::questions_in_view);
    CHECK(shown.at("more") == 2);
    const std::string last = shown.at("order").back().get<std::string>();
    CHECK_FALSE(shown.at("by").contains(last));
    protocol::Reply reply;
    reply.id = "7";
    reply.section = "questions";
    const std::string bytes = protocol::encode_reply(reply, locales(), wire.view.section("questions"));
    CHECK(fit("reply_ok", bytes) == "fits");
    CHECK(json::parse(bytes)->at("data").at("by").at(last).at("text") == "0 dan?");
    // What did not change in it keeps its version.
    CHECK(wire.publish(evening).at("more") == 2);
    // On the wall it stands in the view, wherever it comes in the order.
    evening.accept(console(), ShowQuestion{*QuestionId::parse(last)});
    shown = wire.publish(evening);
    CHECK(shown.at("by").contains(last));
    CHECK(shown.at("shown") == last);
    // Wanted by more people it comes first.
    evening.accept(console(), ShowScene{});
    evening.accept(person(PersonId{1}), UpvoteQuestion{*QuestionId::parse(last)});
    shown = wire.publish(evening);
    CHECK(shown.at("order").front() == last);
    CHECK(shown.at("by").contains(last));
}

TEST_CASE("an evening full of long questions fits through every door") {
    Asking evening;
    std::string words = " ";
    while (text::count_graphemes(words) + 1 < limits::written_graphemes - 4) words += "مسألة ";
    evening.ask(limits::questions, words.substr(0, words.size() - 1));
    Wire wire;
    wire.publish(evening);
    CHECK(wire.view.whole()->size() <= 32 * 1024);
    CHECK(wire.view.section("questions").size() <= limits::outbox_bytes);
    CHECK(wire.desk.whole()->size() <= limits::outbox_bytes);
    CHECK(fit("frame_desk", *wire.desk.whole()) == "fits");
}

TEST_CASE("what is one's own of questions fits the schema, and is there only when there is any") {
    Asking evening;
    const PersonId ans = evening.join("Ans");
    const auto me = [&] {
        const std::string bytes = protocol::encode_me(views::personal_view(evening.state, ans));
        CHECK(fit("frame_me", bytes) == "fits");
        return json::parse(bytes)->at("me");
    };
    CHECK_FALSE(me().contains("questions"));
    const QuestionId open = *evening.accept(person(ans), AskQuestion{"Een"}).question;
    const QuestionId merged = *evening.accept(person(ans), AskQuestion{"Twee"}).question;
    evening.accept(console(), MergeQuestions{merged, open});
    evening.accept(console(), SetQuestionRules{{}, {}, true});
    protocol::Reply answered;
    answered.id = "1";
    answered.language = "nl";
    answered.answer = evening.accept(person(ans), AskQuestion{"Drie"});
    CHECK(fit("reply_ok", protocol::encode_reply(answered, locales(), "")) == "fits");
    CHECK(json::parse(protocol::encode_reply(answered, locales(), ""))->at("question") == "q3");
    CHECK(json::parse(protocol::encode_reply(answered, locales(), ""))->at("waits") == true);
    evening.accept(console(), InviteAuthor{open});
    const Value mine = me();
    CHECK(mine.at("questions").at("mine").at("q1").at("state") == "open");
    CHECK(mine.at("questions").at("mine").at("q2").at("state") == "merged");
    CHECK(mine.at("questions").at("mine").at("q3").at("state") == "waiting");
    CHECK(mine.at("questions").at("up") == Value::array({"q1"}));
    CHECK(mine.at("asks").at("question") == Value({{"question", "q1"}, {"text", "Een"}}));
}
