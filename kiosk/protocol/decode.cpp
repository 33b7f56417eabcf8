// Owns reading frames: one entry for each verb of the wire, from JSON to a typed request or a refusal in
// plain words. Pure, loop thread. It must never trust a length or a type, and never decide what the meeting
// allows.
#include <array>
#include <functional>
#include <limits>
#include <map>
#include <string_view>

#include "assembly/queue/names.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/text.h"
#include "protocol/protocol.h"

namespace buurtkiosk::protocol {
namespace {

using namespace assembly;
using json::Value;

// Throw-free early exit: a field that is missing or of another type makes the whole frame a bad one.
class Fields {
  public:
    explicit Fields(const Value& frame) : frame_(frame) {}

    std::string text(std::string_view key) { return required(json::text_at(frame_, key)); }
    std::string text_or_empty(std::string_view key) { return json::find(frame_, key) ? text(key) : ""; }
    bool boolean(std::string_view key) { return required(json::boolean_at(frame_, key)); }
    std::int32_t integer(std::string_view key) { return fit(required(json::integer_at(frame_, key))); }
    std::int32_t integer_or(std::string_view key, std::int32_t otherwise) {
        if (!json::find(frame_, key)) return otherwise;
        return integer(key);
    }
    // A name that is no id of ours names nothing: not found, rather than a bad frame.
    template <class IdType>
    IdType id(std::string_view key) {
        const auto parsed = IdType::parse(text(key));
        if (!parsed && problem_ == Problem::none) problem_ = Problem::not_found;
        return parsed.value_or(IdType{});
    }
    template <class IdType>
    std::optional<IdType> id_or_none(std::string_view key) {
        const Value* value = json::find(frame_, key);
        if (!value || value->is_null()) return std::nullopt;
        return id<IdType>(key);
    }
    // What a step expects to leave: an id, or nothing (null, or absent: the wire's word for it). Anything
    // else can only be out of date.
    template <class IdType>
    std::optional<IdType> expect() {
        const Value* value = json::find(frame_, "expect");
        if (!value || value->is_null()) return std::nullopt;
        const auto text = json::text(*value);
        if (!text) {
            problem_ = Problem::bad_frame;
            return std::nullopt;
        }
        return IdType::parse(*text).value_or(IdType{std::numeric_limits<std::uint32_t>::max()});
    }
    template <class Choice, std::size_t count>
    Choice one_of(std::string_view key,
                  const std::array<std::pair<std::string_view, Choice>, count>& choices) {
        const std::string said = text(key);
        for (const auto& [name, choice] : choices) {
            if (name == said) return choice;
        }
        problem_ = Problem::bad_frame;
        return choices.front().second;
    }
    // A number from 0 on, such as that of a card; absent is 0.
    std::uint32_t count_or_0(std::string_view key) {
        const std::int32_t number = integer_or(key, 0);
        if (number < 0) problem_ = Problem::bad_frame;
        return static_cast<std::uint32_t>(std::max(number, 0));
    }
    // A list of texts; what is no list or no text makes a bad frame.
    std::vector<std::string> texts(std::string_view key, std::size_t most) {
        std::vector<std::string> found;
        const Value* value = json::array_at(frame_, key);
        if (!value || value->size() > most) {
            problem_ = Problem::bad_frame;
            return found;
        }
        for (const Value& each : *value) found.push_back(required(json::text(each)));
        return found;
    }
    Place place(std::string_view key) {
        return one_of<Place, 2>(key, {{{"room", Place::room}, {"home", Place::home}}});
    }
    bool has(std::string_view key) const { return json::find(frame_, key) != nullptr; }
    // "20:30" as minutes after midnight; null or absent is none.
    std::optional<std::int32_t> clock_or_none(std::string_view key) {
        const Value* value = json::find(frame_, key);
        if (!value || value->is_null()) return std::nullopt;
        const auto minutes = text::minutes_after_midnight(text(key));
        if (!minutes) problem_ = Problem::bad_frame;
        return minutes;
    }
    // The objects of a list, at most that many.
    std::vector<Fields> list(std::string_view key, std::size_t most) {
        std::vector<Fields> found;
        const Value* value = json::find(frame_, key);
        if (!value || !value->is_array() || value->size() > most) {
            problem_ = Problem::bad_frame;
            return found;
        }
        for (const Value& each : *value) {
            if (!each.is_object()) problem_ = Problem::bad_frame;
            if (each.is_object()) found.emplace_back(each);
        }
        return found;
    }
    void share_problem(const Fields& inner) {
        if (problem_ == Problem::none) problem_ = inner.problem_;
    }
    const Value& frame() const { return frame_; }
    void bad() { problem_ = Problem::bad_frame; }
    // Says more than a bad frame when that is all that is wrong: a page that is newer or older than the
    // kiosk.
    void unknown_kind() {
        if (problem_ == Problem::none) problem_ = Problem::unknown_kind;
    }

    std::optional<Refusal> refusal() const {
        switch (problem_) {
            case Problem::none:
                return std::nullopt;
            case Problem::bad_frame:
                return refuse(RefusalCode::bad_frame, "refusal.bad_frame");
            case Problem::unknown_kind:
                return refuse(RefusalCode::bad_frame, "refusal.unknown_kind");
            case Problem::not_found:
                return refuse(RefusalCode::not_found, "refusal.not_found");
        }
        return std::nullopt;
    }

  private:
    enum class Problem { none, bad_frame, unknown_kind, not_found };
    template <class Type>
    Type required(std::optional<Type> value) {
        if (!value) problem_ = Problem::bad_frame;
        return std::move(value).value_or(Type{});
    }
    std::int32_t fit(std::int64_t number) {
        if (number < std::numeric_limits<std::int32_t>::min() ||
            number > std::numeric_limits<std::int32_t>::max()) {
            problem_ = Problem::bad_frame;
            return 0;
        }
        return static_cast<std::int32_t>(number);
    }

    const Value& frame_;
    Problem problem_ = Problem::none;
};

Hello read_hello(Fields& in) {
    Hello hello{in.text("lang"), in.place("place"), std::nullopt, false};
    if (const Value* resume = json::find(in.frame(), "resume"); resume && !resume->is_null())
        hello.resume = in.text("resume");
    return hello;
}

Form read_form(Fields& in) {
    return in.one_of<Form, 7>("form", {{{"plenary", Form::plenary},
                                        {"talk", Form::talk},
                                        {"check_in", Form::check_in},
                                        {"speakers", Form::speakers},
                                        {"poll", Form::poll},
                                        {"break", Form::pause},
                                        {"closing", Form::closing}}});
}

Command read_vote(Fields& in) {
    CastVote vote{in.id<PollId>("poll"), {}};
    const Value* ballot = json::object_at(in.frame(), "ballot");
    const auto choice = ballot ? json::text_at(*ballot, "choice") : std::nullopt;
    if (!choice) in.bad();
    vote.ballot.choice = choice.value_or("");
    return vote;
}

Command read_poll(Fields& in) {
    AddPoll poll;
    poll.kind =
        in.one_of<PollKind, 2>("kind", {{{"yes_no", PollKind::yes_no}, {"choice", PollKind::choice}}});
    poll.question = in.text("question");
    poll.block = in.id_or_none<BlockId>("block");
    if (const Value* options = json::array_at(in.frame(), "options")) {
        for (const Value& option : *options) {
            const auto text = json::text(option);
            if (!text) in.bad();
            poll.options.push_back(text.value_or(""));
        }
    } else if (json::find(in.frame(), "options")) {
        in.bad();
    }
    return poll;
}

Command read_scene(Fields& in) {
    const auto scene = in.one_of<std::optional<Scene>, 7>("scene", {{{"auto", std::nullopt},
                                                                     {"lobby", Scene::lobby},
                                                                     {"agenda", Scene::agenda},
                                                                     {"check_in", Scene::check_in},
                                                                     {"speaker", Scene::speaker},
                                                                     {"poll", Scene::poll},
                                                                     {"slides", Scene::slides}}});
    return ShowScene{scene, in.id_or_none<PollId>("poll")};
}

QueueKind read_kind(Fields& in) {
    if (!in.has("kind")) return QueueKind::point;
    const auto kind = queue_kind_named(in.text("kind"));
    if (!kind) in.unknown_kind();
    return kind.value_or(QueueKind::point);
}

Command read_rules(Fields& in) {
    SetQueueRules rules;
    if (in.has("order")) {
        rules.order.emplace();
        for (const std::string& name : in.texts("order", fair_rule_names.size())) {
            const auto rule = fair_rule_named(name);
            if (!rule) in.bad();
            rules.order->push_back(rule.value_or(FairRule::first_turn));
        }
    }
    if (in.has("overtake_most")) rules.overtake_most = in.integer("overtake_most");
    if (in.has("replies")) rules.replies_open = in.boolean("replies");
    if (in.has("show_times")) rules.show_times = in.boolean("show_times");
    return rules;
}

Command read_guest(Fields& in) {
    AddToQueue add;
    add.name = in.text_or_empty("name");
    if (in.has("place")) add.place = in.place("place");
    add.card = in.count_or_0("card");
    add.person = in.id_or_none<PersonId>("person");
    add.kind = read_kind(in);
    add.topic = in.text_or_empty("topic");
    add.group = in.id_or_none<PeopleGroupId>("group");
    return add;
}

Command read_guest_name(Fields& in) {
    NameGuest guest{in.id<EntryId>("entry")};
    if (in.has("name")) guest.name = in.text("name");
    if (in.has("card")) guest.card = in.count_or_0("card");
    if (in.has("group")) guest.group = in.id_or_none<PeopleGroupId>("group");
    return guest;
}

Command read_block(Fields& in) {
    AddBlock block{in.text("title"),           read_form(in),
                   in.integer("minutes"),      in.id_or_none<BlockId>("before"),
                   in.text_or_empty("notes"),  in.text_or_empty("prompt"),
                   in.integer_or("think_s", 0)};
    block.text = in.text_or_empty("text");
    block.materials = in.text_or_empty("materials");
    block.start_min = in.clock_or_none("start");
    block.inside = in.id_or_none<BlockId>("inside");
    block.side_by_side = in.has("side_by_side") && in.boolean("side_by_side");
    return block;
}

Command read_edit(Fields& in) {
    const auto text = [&](std::string_view key) {
        return in.has(key) ? std::optional(in.text(key)) : std::nullopt;
    };
    EditBlock edit{in.id<BlockId>("block")};
    edit.title = text("title");
    if (in.has("form")) edit.form = read_form(in);
    edit.notes = text("notes");
    edit.text = text("text");
    edit.materials = text("materials");
    edit.prompt = text("prompt");
    if (in.has("think_s")) edit.think_s = in.integer("think_s");
    if (in.has("start")) edit.start_min = in.clock_or_none("start");
    return edit;
}

Command read_cuts(Fields& in) {
    ShortenBlocks shorten;
    for (Fields& cut : in.list("cuts", limits::blocks)) {
        shorten.cuts.push_back({cut.id<BlockId>("block"), cut.integer("from"), cut.integer("to")});
        in.share_problem(cut);
    }
    return shorten;
}

using Reader = Request (*)(Fields&);

// The verbs of the wire; each reads its own fields and nothing else.
const std::map<std::string_view, Reader>& readers() {
    static const std::map<std::string_view, Reader> all = {
        {"hello", [](Fields& in) -> Request { return read_hello(in); }},
        {"ping", [](Fields&) -> Request { return Ping{}; }},
        {"view", [](Fields&) -> Request { return WantView{}; }},
        {"section", [](Fields& in) -> Request { return WantSection{in.text("name")}; }},
        {"react",
         [](Fields& in) -> Request {
             using views::ReactionKind;
             return React{in.one_of<ReactionKind, 4>("kind", {{{"clap", ReactionKind::clap},
                                                               {"agree", ReactionKind::agree},
                                                               {"heart", ReactionKind::heart},
                                                               {"laugh", ReactionKind::laugh}}})};
         }},
        {"host.address", [](Fields& in) -> Request { return ChooseAddress{in.text("address")}; }},
        // --- attendees ---
        {"name", [](Fields& in) -> Request { return Command(GiveName{in.text("name")}); }},
        {"place", [](Fields& in) -> Request { return Command(SetPlace{in.place("place")}); }},
        {"language", [](Fields& in) -> Request { return Command(SetLanguage{in.text("lang")}); }},
        {"pair", [](Fields& in) -> Request { return Command(Pair{in.text("code")}); }},
        {"check_in",
         [](Fields& in) -> Request {
             return Command(GiveWord{in.text("word"), in.id_or_none<CheckInId>("check_in")});
         }},
        {"explain", [](Fields& in) -> Request { return Command(AnswerExplain{in.boolean("yes")}); }},
        {"speak",
         [](Fields& in) -> Request {
             return Command(AskToSpeak{read_kind(in), in.text_or_empty("topic")});
         }},
        {"unspeak",
         [](Fields& in) -> Request { return Command(WithdrawFromQueue{in.id_or_none<EntryId>("entry")}); }},
        {"here", [](Fields&) -> Request { return Command(AnswerCall{}); }},
        {"pass_on",
         [](Fields& in) -> Request {
             return Command(PassTurnOn{in.id_or_none<EntryId>("expect"), in.id_or_none<EntryId>("next")});
         }},
        {"group",
         [](Fields& in) -> Request { return Command(ChooseGroup{in.id_or_none<PeopleGroupId>("group")}); }},
        {"ask",
         [](Fields& in) -> Request {
             return Command(AskQuestion{in.text("text"), in.has("anonymous") && in.boolean("anonymous")});
         }},
        {"upvote",
         [](Fields& in) -> Request {
             return Command(UpvoteQuestion{in.id<QuestionId>("question"), !in.has("on") || in.boolean("on")});
         }},
        {"question.accept",
         [](Fields& in) -> Request {
             return Command(AnswerInvitation{in.id<QuestionId>("question"), in.boolean("yes")});
         }},
        {"vote", [](Fields& in) -> Request { return read_vote(in); }},
        // --- the chair ---
        {"meeting.start", [](Fields&) -> Request { return Command(StartMeeting{}); }},
        {"meeting.end", [](Fields&) -> Request { return Command(EndMeeting{}); }},
        {"meeting.title", [](Fields& in) -> Request { return Command(SetTitle{in.text("title")}); }},
        {"agenda.next", [](Fields& in) -> Request { return Command(AgendaNext{in.expect<BlockId>()}); }},
        {"agenda.back", [](Fields& in) -> Request { return Command(AgendaBack{in.expect<BlockId>()}); }},
        {"agenda.add", [](Fields& in) -> Request { return read_block(in); }},
        {"agenda.edit", [](Fields& in) -> Request { return read_edit(in); }},
        {"agenda.move",
         [](Fields& in) -> Request {
             return Command(MoveBlock{in.id<BlockId>("block"), in.id_or_none<BlockId>("before")});
         }},
        {"agenda.split",
         [](Fields& in) -> Request {
             return Command(SplitBlock{in.id<BlockId>("block"), in.integer("minutes")});
         }},
        {"agenda.skip",
         [](Fields& in) -> Request {
             return Command(SkipBlock{in.id<BlockId>("block"), in.boolean("skipped")});
         }},
        {"agenda.done", [](Fields& in) -> Request { return Command(FinishPart{in.id<BlockId>("block")}); }},
        {"agenda.fit", [](Fields& in) -> Request { return read_cuts(in); }},
        {"agenda.remove",
         [](Fields& in) -> Request { return Command(RemoveBlock{in.id<BlockId>("block")}); }},
        {"agenda.minutes",
         [](Fields& in) -> Request {
             return Command(SetBlockMinutes{in.id<BlockId>("block"), in.integer("minutes")});
         }},
        {"check_in.open",
         [](Fields& in) -> Request {
             return Command(OpenCheckIn{in.text("prompt"), in.integer_or("think_s", 0)});
         }},
        {"check_in.show", [](Fields&) -> Request { return Command(ShowCheckIn{}); }},
        {"check_in.close", [](Fields&) -> Request { return Command(CloseCheckIn{}); }},
        {"check_in.merge",
         [](Fields& in) -> Request {
             return Command(MergeWords{in.id<GroupId>("from"), in.id<GroupId>("into")});
         }},
        {"check_in.split",
         [](Fields& in) -> Request {
             return Command(SplitWord{in.id<GroupId>("group"), in.text("spelling")});
         }},
        {"check_in.hide",
         [](Fields& in) -> Request {
             return Command(HideWord{in.id<GroupId>("group"), in.boolean("hidden")});
         }},
        {"check_in.allow", [](Fields& in) -> Request { return Command(AllowWord{in.id<GroupId>("group")}); }},
        {"check_in.invite",
         [](Fields& in) -> Request { return Command(InviteToExplain{in.id<GroupId>("group")}); }},
        {"queue.open", [](Fields&) -> Request { return Command(OpenQueue{}); }},
        {"queue.close", [](Fields&) -> Request { return Command(CloseQueue{}); }},
        {"queue.next",
         [](Fields& in) -> Request {
             return Command(QueueNext{in.expect<EntryId>(), in.id_or_none<EntryId>("next")});
         }},
        {"queue.call",
         [](Fields& in) -> Request {
             return Command(CallSpeaker{in.expect<EntryId>(), in.id<EntryId>("entry")});
         }},
        {"queue.interrupt",
         [](Fields& in) -> Request {
             return Command(InterruptSpeaker{in.expect<EntryId>(), in.id<EntryId>("entry")});
         }},
        {"queue.pass", [](Fields& in) -> Request { return Command(PassSpeaker{in.expect<EntryId>()}); }},
        {"queue.return",
         [](Fields& in) -> Request { return Command(ReturnToQueue{in.id<EntryId>("entry")}); }},
        {"queue.end", [](Fields& in) -> Request { return Command(EndTurn{in.expect<EntryId>()}); }},
        {"queue.add", [](Fields& in) -> Request { return read_guest(in); }},
        {"queue.hands",
         [](Fields& in) -> Request {
             return Command(AddHands{in.integer("count"), read_kind(in)});
         }},
        {"queue.name", [](Fields& in) -> Request { return read_guest_name(in); }},
        {"queue.rules", [](Fields& in) -> Request { return read_rules(in); }},
        {"queue.remove",
         [](Fields& in) -> Request { return Command(RemoveFromQueue{in.id<EntryId>("entry")}); }},
        {"queue.move",
         [](Fields& in) -> Request {
             return Command(MoveInQueue{in.id<EntryId>("entry"), in.id_or_none<EntryId>("before")});
         }},
        {"queue.pause", [](Fields& in) -> Request { return Command(PauseSpeaker{in.expect<EntryId>()}); }},
        {"queue.continue",
         [](Fields& in) -> Request { return Command(ContinueSpeaker{in.expect<EntryId>()}); }},
        {"queue.more",
         [](Fields& in) -> Request {
             return Command(GiveSpeakerMore{in.expect<EntryId>(), in.integer("seconds")});
         }},
        {"queue.limit",
         [](Fields& in) -> Request {
             return Command(SetSpeakingLimit{in.integer("limit_s"), read_kind(in)});
         }},
        {"question.rules",
         [](Fields& in) -> Request {
             const auto given = [&](std::string_view key) {
                 return in.has(key) ? std::optional(in.boolean(key)) : std::nullopt;
             };
             return Command(SetQuestionRules{given("open"), given("anonymous"), given("moderated")});
         }},
        {"question.allow",
         [](Fields& in) -> Request { return Command(AllowQuestion{in.id<QuestionId>("question")}); }},
        {"question.hide",
         [](Fields& in) -> Request {
             return Command(HideQuestion{in.id<QuestionId>("question"), in.boolean("hidden")});
         }},
        {"question.merge",
         [](Fields& in) -> Request {
             return Command(MergeQuestions{in.id<QuestionId>("from"), in.id<QuestionId>("into")});
         }},
        {"question.answered",
         [](Fields& in) -> Request {
             return Command(MarkAnswered{in.id<QuestionId>("question"), in.boolean("answered")});
         }},
        {"question.show",
         [](Fields& in) -> Request { return Command(ShowQuestion{in.id<QuestionId>("question")}); }},
        {"question.invite",
         [](Fields& in) -> Request { return Command(InviteAuthor{in.id<QuestionId>("question")}); }},
        {"poll.add", [](Fields& in) -> Request { return read_poll(in); }},
        {"poll.remove", [](Fields& in) -> Request { return Command(RemovePoll{in.id<PollId>("poll")}); }},
        {"poll.open", [](Fields& in) -> Request { return Command(OpenPoll{in.id<PollId>("poll")}); }},
        {"poll.close", [](Fields& in) -> Request { return Command(ClosePoll{in.id<PollId>("poll")}); }},
        {"poll.show", [](Fields& in) -> Request { return Command(ShowPoll{in.id<PollId>("poll")}); }},
        {"stage.blank", [](Fields& in) -> Request { return Command(BlankStage{in.boolean("on")}); }},
        {"stage.show", [](Fields& in) -> Request { return read_scene(in); }},
        {"stage.theme",
         [](Fields& in) -> Request {
             return Command(
                 SetTheme{in.one_of<Theme, 2>("theme", {{{"dark", Theme::dark}, {"light", Theme::light}}})});
         }},
        {"slides.show", [](Fields& in) -> Request { return Command(ShowSlides{in.id<BlockId>("block")}); }},
        {"slides.turn",
         [](Fields& in) -> Request {
             return Command(TurnSlide{in.integer("expect"), in.integer("page")});
         }},
        {"people.groups",
         [](Fields& in) -> Request {
             return Command(SetPeopleGroups{in.texts("names", limits::people_groups + 1)});
         }},
        {"person.group",
         [](Fields& in) -> Request {
             return Command(SetPersonGroup{in.id<PersonId>("person"), in.id_or_none<PeopleGroupId>("group")});
         }},
        {"meeting.video_call", [](Fields& in) -> Request { return Command(SetVideoCall{in.text("url")}); }},
        {"person.rename",
         [](Fields& in) -> Request {
             return Command(RenamePerson{in.id<PersonId>("person"), in.text("name")});
         }},
        {"person.role",
         [](Fields& in) -> Request {
             return Command(
                 SetRole{in.id<PersonId>("person"),
                         in.one_of<Role, 4>("role", {{{"attendee", Role::attendee},
                                                      {"chair", Role::chair},
                                                      {"minute_taker", Role::minute_taker},
                                                      {"table_facilitator", Role::table_facilitator}}})});
         }},
        {"chair.hand_over",
         [](Fields& in) -> Request { return Command(HandOver{in.id<PersonId>("person")}); }},
        {"undo", [](Fields& in) -> Request { return Command(Undo{in.expect<StepId>()}); }},
    };
    return all;
}

}  // namespace

DecodedFrame decode_frame(std::string_view bytes) {
    const auto bad = [](std::string id) {
        return DecodedFrame{std::move(id), refuse(RefusalCode::bad_frame, "refusal.bad_frame")};
    };
    if (bytes.size() > limits::frame_bytes) return bad("");
    const auto frame = json::parse(bytes);
    if (!frame || !frame->is_object()) return bad("");
    const std::string id = json::text_at(*frame, "id").value_or("");
    if (id.empty() || id.size() > limits::command_id_bytes) return bad("");
    const auto verb = json::text_at(*frame, "do");
    if (!verb) return bad(id);
    const auto reader = readers().find(*verb);
    if (reader == readers().end())
        return DecodedFrame{id, refuse(RefusalCode::unknown_verb, "refusal.unknown_verb")};
    Fields fields(*frame);
    Request request = reader->second(fields);
    if (auto refusal = fields.refusal()) return DecodedFrame{id, *std::move(refusal)};
    return DecodedFrame{id, std::move(request)};
}

}  // namespace buurtkiosk::protocol
