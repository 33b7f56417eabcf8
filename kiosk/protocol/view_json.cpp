// Owns writing public, personal and chair views as JSON. Pure, loop thread.
// It must never write a null: absent says the same, and a merge patch could not tell them apart.
#include "protocol/view_json.h"

#include <fmt/format.h>

#include <cassert>

#include "assembly/queue/names.h"
#include "base/limits.h"
#include "protocol/question_json.h"

namespace buurtkiosk::protocol {
namespace {

using json::Value;

template <class Type>
void put_if(Value& object, const char* key, const std::optional<Type>& value) {
    if (value) object[key] = *value;
}
template <char Letter>
void put_if(Value& object, const char* key, const std::optional<Id<Letter>>& id) {
    if (id) object[key] = id->text();
}
void put_if(Value& object, const char* key, const std::string& text) {
    if (!text.empty()) object[key] = text;
}

std::string name_of(views::Phase phase) {
    switch (phase) {
        case views::Phase::lobby:
            return "lobby";
        case views::Phase::running:
            return "running";
        case views::Phase::ended:
            return "ended";
    }
    return "lobby";
}
std::string name_of(views::Form form) {
    switch (form) {
        case views::Form::plenary:
            return "plenary";
        case views::Form::talk:
            return "talk";
        case views::Form::check_in:
            return "check_in";
        case views::Form::speakers:
            return "speakers";
        case views::Form::poll:
            return "poll";
        case views::Form::pause:
            return "break";
        case views::Form::closing:
            return "closing";
    }
    return "plenary";
}
std::string name_of(views::BlockState state) {
    switch (state) {
        case views::BlockState::todo:
            return "todo";
        case views::BlockState::now:
            return "now";
        case views::BlockState::done:
            return "done";
        case views::BlockState::skipped:
            return "skipped";
    }
    return "todo";
}
std::string name_of(views::CheckInState state) {
    switch (state) {
        case views::CheckInState::open:
            return "open";
        case views::CheckInState::shown:
            return "shown";
        case views::CheckInState::closed:
            return "closed";
    }
    return "open";
}
std::string name_of(views::PollState state) {
    switch (state) {
        case views::PollState::draft:
            return "draft";
        case views::PollState::open:
            return "open";
        case views::PollState::closed:
            return "closed";
        case views::PollState::shown:
            return "shown";
    }
    return "draft";
}
std::string name_of(views::PollKind kind) {
    switch (kind) {
        case views::PollKind::yes_no:
            return "yes_no";
        case views::PollKind::choice:
            return "choice";
    }
    return "yes_no";
}
std::string name_of(views::StageScene scene) {
    switch (scene) {
        case views::StageScene::lobby:
            return "lobby";
        case views::StageScene::agenda:
            return "agenda";
        case views::StageScene::check_in:
            return "check_in";
        case views::StageScene::speaker:
            return "speaker";
        case views::StageScene::poll:
            return "poll";
        case views::StageScene::slides:
            return "slides";
        case views::StageScene::ended:
            return "ended";
        case views::StageScene::blank:
            return "blank";
        case views::StageScene::question:
            return "question";
    }
    return "lobby";
}
std::string name_of(views::Theme theme) {
    switch (theme) {
        case views::Theme::dark:
            return "dark";
        case views::Theme::light:
            return "light";
    }
    return "dark";
}
std::string name_of(assembly::Why::Code code) {
    using enum assembly::Why::Code;
    switch (code) {
        case first_come:
            return "first_come";
        case invited:
            return "invited";
        case chair_moved:
            return "chair_moved";
        case point_of_order:
            return "point_of_order";
        case waited:
            return "waited";
        case returned:
            return "returned";
        case reply:
            return "reply";
        case first_turn:
            return "first_turn";
        case place_turn:
            return "place_turn";
        case least_time:
            return "least_time";
        case group_turn:
            return "group_turn";
    }
    return "first_come";
}

Value agenda_json(const views::AgendaView& agenda) {
    Value order = Value::array();
    Value by = Value::object();
    for (const views::BlockView& block : agenda.blocks) {
        Value shown = {{"title", block.title},
                       {"form", name_of(block.form)},
                       {"minutes", block.minutes},
                       {"state", name_of(block.state)}};
        put_if(shown, "starts_ms", block.starts_ms);
        put_if(shown, "ends_ms", block.ends_ms);
        put_if(shown, "inside", block.inside);
        if (block.side_by_side) shown["side_by_side"] = true;
        put_if(shown, "text", block.text);
        put_if(shown, "fixed_ms", block.fixed_ms);
        order.push_back(block.id.text());
        by[block.id.text()] = std::move(shown);
    }
    Value result = {{"order", std::move(order)}, {"by", std::move(by)}};
    put_if(result, "now", agenda.now);
    put_if(result, "ends_ms", agenda.ends_ms);
    put_if(result, "ahead_s", agenda.ahead_s);
    return result;
}

Value why_json(const assembly::Why& why) {
    Value shown = {{"code", name_of(why.code)}};
    if (why.code == assembly::Why::Code::waited) shown["n"] = why.times;
    if (why.place) shown["place"] = to_string(*why.place);
    put_if(shown, "s", why.spoken_s);
    put_if(shown, "group", why.group);
    return shown;
}

// What a place in the queue and who speaks have alike. Names are as views give them: who has none is a
// number, '#5', '#c12' for a card or '#h4' for a raised hand, and the reader words it.
Value entry_json(const views::QueueEntryView& entry) {
    Value shown = {{"place", to_string(entry.place)}, {"kind", name_of(entry.kind)}};
    shown["name"] = entry.name;
    if (entry.card != 0) shown["card"] = entry.card;
    if (entry.hand != 0) shown["hand"] = entry.hand;
    put_if(shown, "person", entry.person);
    if (entry.guest != entry.id) put_if(shown, "guest", entry.guest);
    put_if(shown, "topic", entry.topic);
    put_if(shown, "group", entry.group);
    if (!entry.replies_to.empty()) shown["to"] = entry.replies_to;
    return shown;
}

Value times_json(const views::SpeakingTimes& times) {
    Value shown = {{"room_s", times.room_ms / 1000}, {"home_s", times.home_ms / 1000}};
    for (const auto& [group, spoken_ms] : times.groups_ms) shown["groups"][group.text()] = spoken_ms / 1000;
    return shown;
}

Value by_kind(const std::array<std::int32_t, assembly::queue_kinds>& seconds) {
    Value shown = Value::object();
    for (std::size_t kind = 0; kind < seconds.size(); ++kind)
        shown[std::string(name_of(static_cast<assembly::QueueKind>(kind)))] = seconds.at(kind);
    return shown;
}

// The entries that fit stand in `by`, the last ones of a very long row in `more`.
Value queue_json(const views::QueueView& queue, Value& more) {
    Value order = Value::array();
    Value by = Value::object();
    std::size_t bytes = 0;
    for (const views::QueueEntryView& entry : queue.waiting) {
        Value shown = entry_json(entry);
        shown["why"] = why_json(entry.why);
        if (entry.overtaken > 0) shown["overtaken"] = entry.overtaken;
        order.push_back(entry.id.text());
        bytes += json::dump(shown).size();
        (bytes <= limits::queue_view_bytes ? by : more["by"])[entry.id.text()] = std::move(shown);
    }
    Value rules = Value::array();
    for (const views::FairRule rule : queue.rules.order) rules.push_back(name_of(rule));
    Value result = {{"open", queue.open},
                    {"replies", queue.rules.replies_open},
                    {"rules", std::move(rules)},
                    {"overtake_most", queue.rules.overtake_most},
                    {"order", std::move(order)},
                    {"by", std::move(by)},
                    {"limit_s", queue.limits_s.front()},
                    {"limits", by_kind(queue.limits_s)},
                    {"turn_s", by_kind(queue.turns_s)},
                    {"hash", fmt::format("{:08x}", views::order_hash(queue))}};
    if (queue.times) result["times"] = times_json(*queue.times);
    if (queue.answered) {
        result["answered"] = {{"name", queue.answered->name}};
        put_if(result["answered"], "person", queue.answered->person);
    }
    if (queue.speaking) {
        const views::SpeakingView& speaking = *queue.speaking;
        Value shown = entry_json(speaking.entry);
        shown["id"] = speaking.entry.id.text();
        shown["since_ms"] = speaking.since_ms;
        shown["limit_s"] = speaking.limit_s;
        put_if(shown, "paused_ms", speaking.paused_ms);
        if (speaking.answered) shown["here"] = true;
        if (speaking.interrupts) {
            const views::SpeakingView::Interrupted& gave_way = *speaking.interrupts;
            shown["interrupts"] = {{"id", gave_way.id.text()},
                                   {"name", gave_way.name},
                                   {"spoken_ms", gave_way.spoken_ms},
                                   {"limit_s", gave_way.limit_s}};
            put_if(shown["interrupts"], "person", gave_way.person);
        }
        result["speaking"] = std::move(shown);
    }
    return result;
}

Value poll_json(const views::PollView& poll, const Locales& locales, const std::string& language) {
    Value options = Value::array();
    for (const views::PollOptionView& option : poll.options) {
        const std::string text =
            option.text.empty() ? locales.text(language, "common." + option.id) : option.text;
        options.push_back({{"id", option.id}, {"text", text}});
    }
    Value shown = {{"kind", name_of(poll.kind)},    {"question", poll.question},
                   {"options", std::move(options)}, {"purpose", "straw"},
                   {"state", name_of(poll.state)},  {"cast", poll.cast},
                   {"may_vote", poll.may_vote}};
    put_if(shown, "block", poll.block);
    if (!poll.counts.empty()) {
        shown["result"] = {{"counts", poll.counts}, {"cast", poll.cast}, {"may_vote", poll.may_vote}};
    }
    return shown;
}

Value parameters_json(const Sentence& sentence) {
    Value parameters = Value::object();
    for (const auto& [name, value] : sentence.parameters) parameters[name] = value;
    return parameters;
}

// "step.queue_next" names its code behind the point.
std::string code_of(const Sentence& sentence) { return sentence.key.substr(sentence.key.find('.') + 1); }

// A merge patch cannot say null, so an expectation of nothing is left out; the decoder takes absent for null.
template <char Letter>
Value frame_expecting(const char* verb, const std::optional<Id<Letter>>& expect) {
    Value frame = {{"do", verb}};
    put_if(frame, "expect", expect);
    return frame;
}

// The frame that does the next step; only what desk_view can propose.
Value frame_of(const assembly::StartMeeting&) { return {{"do", "meeting.start"}}; }
Value frame_of(const assembly::EndMeeting&) { return {{"do", "meeting.end"}}; }
Value frame_of(const assembly::AgendaNext& next) { return frame_expecting("agenda.next", next.expect); }
Value frame_of(const assembly::OpenCheckIn& open) {
    return {{"do", "check_in.open"}, {"prompt", open.prompt}, {"think_s", open.think_s}};
}
Value frame_of(const assembly::ShowCheckIn&) { return {{"do", "check_in.show"}}; }
Value frame_of(const assembly::CloseCheckIn&) { return {{"do", "check_in.close"}}; }
Value frame_of(const assembly::OpenPoll& open) { return {{"do", "poll.open"}, {"poll", open.poll.text()}}; }
Value frame_of(const assembly::ClosePoll& close) {
    return {{"do", "poll.close"}, {"poll", close.poll.text()}};
}
Value frame_of(const assembly::ShowPoll& show) { return {{"do", "poll.show"}, {"poll", show.poll.text()}}; }
Value frame_of(const assembly::ShowSlides& show) {
    return {{"do", "slides.show"}, {"block", show.block.text()}};
}
Value frame_of(const assembly::TurnSlide& turn) {
    return {{"do", "slides.turn"}, {"expect", turn.expect}, {"page", turn.page}};
}
Value frame_of(const assembly::QueueNext& next) {
    Value frame = frame_expecting("queue.next", next.expect);
    put_if(frame, "next", next.next);
    return frame;
}
Value frame_of(const assembly::EndTurn& end) { return frame_expecting("queue.end", end.expect); }
Value frame_of(const assembly::BlankStage& blank) { return {{"do", "stage.blank"}, {"on", blank.on}}; }
template <class NeverProposed>
Value frame_of(const NeverProposed&) {
    assert(false && "the desk proposes a step that the wire cannot say");
    return Value::object();
}

Value host_json(const host::HostInfo& host) {
    Value addresses = Value::array();
    for (const host::LanAddress& address : host.addresses) {
        addresses.push_back({{"address", address.address},
                             {"interface", address.interface_name},
                             {"chosen", address.address == host.chosen_address}});
    }
    Value result = {{"addresses", std::move(addresses)},
                    {"join_url", host.join_url},
                    {"devices_reached", host.devices_reached},
                    {"storage", host.storage_failing ? "failing" : "ok"},
                    {"local", host.addresses.empty()}};
    put_if(result, "public_url", host.public_url);
    if (host.wifi) result["wifi"] = {{"name", host.wifi->name}};
    return result;
}

}  // namespace

std::string to_string(views::Place place) {
    switch (place) {
        case views::Place::room:
            return "room";
        case views::Place::home:
            return "home";
    }
    return "room";
}

std::string to_string(views::Role role) {
    switch (role) {
        case views::Role::attendee:
            return "attendee";
        case views::Role::chair:
            return "chair";
        case views::Role::minute_taker:
            return "minute_taker";
        case views::Role::table_facilitator:
            return "table_facilitator";
    }
    return "attendee";
}

Value polls_json(const std::vector<const views::PollView*>& polls, const Locales& locales,
                 const std::string& language) {
    Value order = Value::array();
    Value by = Value::object();
    for (const views::PollView* poll : polls) {
        order.push_back(poll->id.text());
        by[poll->id.text()] = poll_json(*poll, locales, language);
    }
    return {{"order", std::move(order)}, {"by", std::move(by)}};
}

Value words_json(const std::vector<views::WordView>& words) {
    Value order = Value::array();
    Value by = Value::object();
    for (const views::WordView& word : words) {
        order.push_back(word.id.text());
        by[word.id.text()] = {{"text", word.text}, {"count", word.count}};
    }
    return {{"order", std::move(order)}, {"by", std::move(by)}};
}

ViewParts view_parts(const views::PublicView& view, const Locales& locales) {
    ViewParts parts;
    const std::string language = view.languages.empty() ? "nl" : view.languages.front();
    Value meeting = {{"title", view.title},
                     {"languages", view.languages},
                     {"phase", name_of(view.phase)},
                     {"room", view.room},
                     {"home", view.home}};
    put_if(meeting, "started_ms", view.started_ms);
    if (view.rehearsal) meeting["rehearsal"] = true;
    parts.view = {{"meeting", std::move(meeting)},
                  {"agenda", agenda_json(view.agenda)},
                  {"queue", queue_json(view.queue, parts.queue_rest)},
                  {"questions", questions_json(view.questions)},
                  {"reactions",
                   {{"clap", view.reactions[0]},
                    {"agree", view.reactions[1]},
                    {"heart", view.reactions[2]},
                    {"laugh", view.reactions[3]}}},
                  {"journal", {{"seq", view.journal_seq}, {"head", view.journal_head}}}};
    if (!view.groups.empty()) {
        Value order = Value::array();
        Value by = Value::object();
        for (const views::PeopleGroupView& group : view.groups) {
            order.push_back(group.id.text());
            by[group.id.text()] = {{"name", group.name}};
        }
        parts.view["groups"] = {{"order", std::move(order)}, {"by", std::move(by)}};
    }
    Value stage = {{"scene", name_of(view.stage.scene)}, {"theme", name_of(view.stage.theme)}};
    put_if(stage, "poll", view.stage.poll);
    put_if(stage, "question", view.stage.question);
    if (const auto& slide = view.stage.slide) {
        Value shown = {{"block", slide->block.text()}, {"page", slide->page}, {"pages", slide->pages}};
        put_if(shown, "digest", slide->digest);
        stage["slide"] = std::move(shown);
    }
    parts.view["stage"] = std::move(stage);

    if (view.check_in) {
        const views::CheckInView& check_in = *view.check_in;
        Value shown = {{"id", check_in.id.text()},
                       {"prompt", check_in.prompt},
                       {"state", name_of(check_in.state)},
                       {"count", check_in.count}};
        put_if(shown, "thinks_until_ms", check_in.thinks_until_ms);
        parts.view["check_in"] = std::move(shown);
    }

    // The newest polls stand in the view, and whatever is open or on the wall; the rest is a section.
    std::vector<const views::PollView*> in_view;
    std::vector<const views::PollView*> older;
    const std::size_t old_ones =
        view.polls.size() > limits::polls_in_view ? view.polls.size() - limits::polls_in_view : 0;
    for (std::size_t i = 0; i < view.polls.size(); ++i) {
        const views::PollView& poll = view.polls[i];
        const bool stays =
            i >= old_ones || poll.state == views::PollState::open || view.stage.poll == poll.id;
        (stays ? in_view : older).push_back(&poll);
    }
    parts.view["polls"] = polls_json(in_view, locales, language);
    if (!older.empty()) parts.older_polls = polls_json(older, locales, language);

    // Words come late: beside a long queue they would make the view too large for 500 phones that come back.
    if (view.check_in && view.check_in->words_shown) {
        Value words = words_json(view.check_in->words);
        const bool fits = view.check_in->words.size() <= limits::words_in_view &&
                          json::dump(parts.view).size() + json::dump(words).size() <= limits::view_bytes;
        if (fits) {
            parts.view["check_in"]["words"] = std::move(words);
        } else {
            parts.words = std::move(words);
        }
    }
    parts.questions = fill_questions(parts.view, view.questions);
    return parts;
}

Value me_json(const views::PersonalView& me) {
    Value ballots = Value::object();
    for (const auto& [poll, ballot] : me.ballots) ballots[poll.text()] = {{"choice", ballot.choice}};
    Value result = {{"person", me.person.text()},   {"name", me.name},     {"shown", me.shown},
                    {"place", to_string(me.place)}, {"lang", me.language}, {"role", to_string(me.role)},
                    {"ballots", std::move(ballots)}};
    put_if(result, "word", me.word);
    if (me.word_waits) result["word_waits"] = true;
    if (me.explain_asked) result["asks"] = {{"explain", {{"word", me.word}}}};
    for (const auto& [id, kind, absent] : me.entries) {
        Value& entry = result["entries"][id.text()];
        entry = {{"kind", name_of(kind)}};
        if (absent) entry["absent"] = true;
    }
    put_if(result, "group", me.group);
    put_if(result, "video_call", me.video_call);
    add_own_questions(result, me);
    return result;
}

// How the speaking time is divided, and who was called while they were away.
Value desk_queue_json(const views::DeskView& desk) {
    Value order = Value::array();
    Value by = Value::object();
    for (const views::DeskSpeaker& speaker : desk.speakers) {
        Value shown = {
            {"place", to_string(speaker.place)}, {"turns", speaker.turns}, {"s", speaker.spoken_ms / 1000}};
        shown["name"] = speaker.name;
        put_if(shown, "group", speaker.group);
        const std::string id = speaker.person ? speaker.person->text() : speaker.entry.text();
        order.push_back(id);
        by[id] = std::move(shown);
    }
    Value absent = Value::array();
    for (const views::QueueEntryView& entry : desk.absent) {
        Value shown = entry_json(entry);
        shown["id"] = entry.id.text();
        absent.push_back(std::move(shown));
    }
    return {{"times", times_json(desk.times)},
            {"spoken", {{"order", std::move(order)}, {"by", std::move(by)}}},
            {"absent", std::move(absent)}};
}

Value desk_json(const views::DeskView& desk, const host::HostInfo& host) {
    Value order = Value::array();
    Value by = Value::object();
    for (const views::DeskPerson& person : desk.people) {
        Value shown = {{"name", person.name},
                       {"shown", person.shown},
                       {"place", to_string(person.place)},
                       {"here", person.here},
                       {"role", to_string(person.role)}};
        put_if(shown, "queue_entry", person.queue_entry);
        put_if(shown, "group", person.group);
        order.push_back(person.id.text());
        by[person.id.text()] = std::move(shown);
    }
    Value result = {{"people", {{"order", std::move(order)}, {"by", std::move(by)}}},
                    {"host", host_json(host)},
                    {"queue", desk_queue_json(desk)}};
    put_if(result, "video_call", desk.video_call);

    if (!desk.words.empty()) {
        Value groups = Value::array();
        Value groups_by = Value::object();
        for (const views::DeskWordGroup& word : desk.words) {
            Value spellings = Value::object();
            for (const auto& [text, count] : word.spellings) spellings[text] = count;
            groups.push_back(word.id.text());
            groups_by[word.id.text()] = {{"text", word.text},
                                         {"count", word.count},
                                         {"spellings", std::move(spellings)},
                                         {"hidden", word.hidden},
                                         {"waits", word.waits}};
        }
        result["check_in"] = {{"groups", {{"order", std::move(groups)}, {"by", std::move(groups_by)}}}};
    }
    if (!desk.questions.empty()) result["questions"] = desk_questions_json(desk.questions);
    Value polls = Value::object();
    for (const auto& [poll, tally] : desk.tallies) polls[poll.text()] = {{"counts", tally.counts}};
    result["polls"] = std::move(polls);

    Value steps = Value::array();
    for (const views::DeskStep& step : desk.steps) {
        Value shown = {
            {"id", step.id.text()}, {"code", code_of(step.what)}, {"params", parameters_json(step.what)}};
        if (step.stuck) shown["stuck"] = true;
        put_if(shown, "by", step.by);
        steps.push_back(std::move(shown));
    }
    result["steps"] = std::move(steps);
    Value next = {{"code", code_of(desk.next.what)}, {"params", parameters_json(desk.next.what)}};
    if (desk.next.command) {
        next["do"] = std::visit([](const auto& command) { return frame_of(command); }, *desk.next.command);
    }
    result["next"] = std::move(next);
    put_if(result, "notes", desk.notes);
    Value blocks = Value::object();
    for (const auto& [id, block] : desk.blocks) {
        Value shown = Value::object();
        put_if(shown, "notes", block.notes);
        put_if(shown, "materials", block.materials);
        put_if(shown, "prompt", block.prompt);
        if (block.think_s > 0) shown["think_s"] = block.think_s;
        put_if(shown, "plan_starts_ms", block.plan_starts_ms);
        put_if(shown, "plan_ends_ms", block.plan_ends_ms);
        if (block.slides) {
            shown["slides"] = {
                {"name", block.slides->name}, {"page", block.slides->page}, {"pages", block.slides->pages}};
            if (block.slides->failed) shown["slides"]["failed"] = true;
        }
        if (!shown.empty()) blocks[id.text()] = std::move(shown);
    }
    if (!blocks.empty()) result["blocks"] = std::move(blocks);
    Value clashes = Value::array();
    for (const assembly::Clash& clash : desk.clashes) {
        Value cuts = Value::array();
        for (const assembly::Cut& cut : clash.cuts)
            cuts.push_back({{"block", cut.block.text()}, {"from", cut.from_minutes}, {"to", cut.to_minutes}});
        clashes.push_back({{"block", clash.block.text()},
                           {"late_s", clash.late_ms / 1000},
                           {"cuts", std::move(cuts)},
                           {"still_late_minutes", clash.still_late_minutes}});
    }
    if (!clashes.empty()) result["clashes"] = std::move(clashes);
    return result;
}

}  // namespace buurtkiosk::protocol
