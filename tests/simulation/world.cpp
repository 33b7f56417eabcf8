// Owns how a random evening goes on: who does what next, which replies are lost, when the disk or the power
// fails. One thread, simulation only. It must never look at a real clock or random source: the seed is all
// there is.
#include "simulation/world.h"

#include <algorithm>
#include <array>

#include "assembly/slides/slides.h"
#include "assembly/undo/undo.h"
#include "base/limits.h"
#include "base/shown_name.h"

namespace buurtkiosk::simulation {

using namespace assembly;

namespace {

constexpr std::size_t chairs = 2;
constexpr std::size_t attendees = 20;
constexpr std::size_t lost_in_hundred = 10;
constexpr std::size_t unanswered_kept = 4;

// Nothing else in an evening holds these letters, so that a word can be searched for in what is shown.
constexpr std::array word_list = {"zqmoe", "zqblij",   "zqfris", "zqhoopvol", "zqbezorgd", "zqtrots",
                                  "zqMoe", "zqrustig", "zqboos", "zqsukkel",  "zqlomp",    "zqBlij"};
constexpr std::array language_list = {"nl", "en", "tr", "ar", "en-GB", "??", ""};
constexpr std::array topic_list = {"", "De bankjes", "Parkeren", "Het speelplein"};
constexpr std::array choice_list = {"yes", "no", "abstain", "a", "b", "c", "d", ""};

AddBlock with_slides(AddBlock block, const char* name) {
    block.slides = name;
    return block;
}

std::vector<Command> prepared() {
    const BlockId vote{7};
    const BlockId tables{2};
    return {
        PrepareMeeting{"Simulatie", {"nl", "en"}},
        SetSpeakingLimit{90},
        with_slides(AddBlock{"Welkom", Form::plenary, 10, {}, "Zeg hallo", "", 0}, "plan.pdf"),
        AddBlock{"Aan tafel", Form::plenary, 1, {}, "", "", 0, "", "", {}, {}, true},
        AddBlock{"Tafel 1", Form::plenary, 8, {}, "", "", 0, "", "", {}, tables},
        AddBlock{"Tafel 2", Form::plenary, 9, {}, "", "", 0, "", "", {}, tables},
        AddBlock{"Hoe is het?", Form::check_in, 10, {}, "", "Hoe zit u hier?", 60},
        with_slides(AddBlock{"Vragen", Form::speakers, 20, {}, "", "", 0}, "plan.pdf"),
        AddBlock{"Peiling", Form::poll, 10, {}, "", "", 0},
        AddPoll{PollKind::choice, "Wat eerst?", {"Groen", "Spelen", "Rust"}, vote},
        AddPoll{PollKind::yes_no, "Weer bij elkaar?", {}, vote},
        with_slides(AddBlock{"Afsluiting", Form::closing, 5, {}, "", "", 0}, "slot.pdf"),
        SlidesReady{"plan.pdf", std::string(64, '5'), 4},
        SlidesFailed{"slot.pdf"},
    };
}

// A word written in two ways, if there is one: what a chair would split.
std::optional<Command> some_split(const State& state) {
    const CheckIn* check_in = state.check_in();
    if (!check_in) return std::nullopt;
    std::map<GroupId, std::string> first;
    for (const auto& [person, answer] : check_in->answers) {
        const std::string& other = first.emplace(answer.group, answer.word.text).first->second;
        if (other != answer.word.text) return SplitWord{answer.group, answer.word.text};
    }
    return std::nullopt;
}

}  // namespace

Status WatchedJournal::commit(const journal::Turn& turn) {
    auto done = inner_.commit(turn);
    if (!done) {
        commit_failed = true;
        return done;
    }
    for (const journal::TimedEvent& event : turn.events) apply(committed_, event.event, event.at_ms);
    return done;
}

World::World(std::uint64_t seed, const Locales& locales)
    : dice_(seed),
      locales_(locales),
      blocklist_(text::Blocklist::from_text("zqsukkel\nzqlomp\nqzonfris\n")),
      journal_(seed),
      devices_(chairs + attendees),
      crowded_(dice_.in_hundred(10)) {
    for (std::size_t i = 0; i < chairs; ++i) devices_[i].chair = true;
}

void World::run(int steps) {
    start_engine();
    for (step_ = 1; step_ <= steps; ++step_) do_step();
    // Everything that was promised has come, and all of it is there after a last cut.
    now_ms_ += 10'000;
    turn(false);
    for (const auto& [version, seq] : promised_)
        promise(version <= version_, "a version named in a reply never came");
    check_replay();
    start_engine();
    turn(false);
}

void World::start_engine() {
    engine_.reset();
    sockets_.clear();
    following_desk_.clear();
    promised_.clear();
    cast_seen_.clear();
    followed_ = json::Value::object();
    version_ = 0;
    state_lost_ = false;
    for (Device& device : devices_) {
        device.client.reset();
        device.hello_in_flight = false;
        if (!device.used_newest) device.certain = false;
    }
    host::HostInfo host;
    host.addresses = {{"192.168.1.20", "wlan0"}, {"10.0.0.3", "eth0"}};
    engine::EngineParts parts{journal_,
                              *this,
                              [this](std::uint8_t* bytes, std::size_t count) {
                                  for (std::size_t i = 0; i < count; ++i)
                                      bytes[i] = static_cast<std::uint8_t>(dice_.next());
                              },
                              words_,
                              &blocklist_,
                              {},
                              {},
                              host};
    engine_ = std::make_unique<engine::Engine>(std::move(parts));
    view_.emplace(engine_->epoch(), locales_);
    desk_.emplace();
    const auto started = engine_->start(now_ms_, prepared());
    promise(started.ok(), "the evening does not start");
    engine_->listening_on(8800);
}

// ------------------------------------------------------------------------------------------------ one step

void World::do_step() {
    now_ms_ += static_cast<std::int64_t>(dice_.below(8'000));
    if (dice_.in_hundred(2)) now_ms_ += 15 * 60'000;

    bool loose = false;  // an undo, or the console: the model learns from the journal what that did
    const std::size_t acts = dice_.below(6);
    for (std::size_t i = 0; i < acts && !loose; ++i) {
        const std::size_t index =
            dice_.in_hundred(20) ? dice_.below(chairs) : chairs + dice_.below(devices_.size() - chairs);
        Device& device = devices_[index];
        if (!device.client || (device.hello_in_flight && dice_.in_hundred(50))) {
            disconnect(device);
            connect(device, index);
            continue;
        }
        if (dice_.in_hundred(6)) {
            disconnect(device);
            continue;
        }
        if (!device.person) continue;
        if (!device.unanswered.empty() && dice_.in_hundred(40)) {
            loose = std::holds_alternative<Undo>(device.unanswered.front().command);
            retry(device);
        } else if (device.chair && dice_.in_hundred(80)) {
            chair_acts(device);
        } else {
            attendee_acts(device);
        }
        // Beside all that: who sits on questions.
        if (device.client && dice_.in_hundred(20)) {
            const bool leads = device.chair && dice_.in_hundred(80);
            send(device, leads ? some_question() : some_asking(*device.person));
        }
    }
    if (!loose && dice_.in_hundred(12)) {
        loose = true;
        const auto& steps = journal_.committed().steps;
        // Mostly what undo offers, sometimes any step or none.
        std::optional<StepId> step = newest_undoable(journal_.committed());
        if (dice_.in_hundred(20))
            step = steps.empty() ? std::optional<StepId>() : steps[dice_.below(steps.size())].id;
        const Undo undo{step};
        Device& chair = devices_[dice_.below(chairs)];
        if (dice_.in_hundred(50) && chair.client && chair.person) {
            send(chair, undo);
        } else {
            engine_->from_console(undo);
        }
    } else if (!loose && dice_.in_hundred(20)) {
        loose = true;
        if (auto command = chair_command()) engine_->from_console(*std::move(command));
    }

    const bool cut = dice_.in_hundred(3);
    if (cut && dice_.in_hundred(50)) {  // before anything of this turn was decided
        start_engine();
    } else {
        const bool disk_fails = dice_.in_hundred(5);
        const bool reading_fails = disk_fails && dice_.in_hundred(25);
        journal_.inner().fail_next_commits(disk_fails ? 1 : 0);
        journal_.inner().fail_next_replays(reading_fails ? 1 : 0);
        if (state_lost_) journal_.inner().fail_next_replays(0);
        journal_.commit_failed = false;
        state_lost_ = false;
        turn(loose);
        state_lost_ = reading_fails && journal_.commit_failed;
        happened_["disk failed"] += journal_.commit_failed ? 1 : 0;
        happened_["reading failed"] += state_lost_ ? 1 : 0;
        journal_.inner().fail_next_commits(0);
        journal_.inner().fail_next_replays(0);
        if (!state_lost_) check_all(loose);
        if (cut) {  // after it was on disk, before the replies were heard
            start_engine();
            check_all(true);
        }
    }
    if (step_ % 16 == 0) check_replay();
}

void World::turn(bool) {
    check_in_ = journal_.committed().check_in_now;
    next_check_in_ = journal_.committed().next.check_in;
    all_told_ = false;
    engine_->turn(now_ms_);
}

void World::connect(Device& device, std::size_t index) {
    device.client = ++last_client_;
    sockets_[last_client_].device = index;
    device.hello_in_flight = true;
    protocol::Hello hello;
    hello.language = dice_.of(language_list);
    hello.place = dice_.in_hundred(70) ? Place::room : Place::home;
    device.used_newest = true;
    if (dice_.in_hundred(2)) {  // another browser, or private mode: somebody new
        device.token.clear();
        device.token_before.clear();
        device.person.reset();
        device.certain = false;
        device.unanswered.clear();
    } else if (!device.token_before.empty() && dice_.in_hundred(6)) {
        hello.resume = device.token_before;
        device.used_newest = false;
        device.certain = false;
    } else if (!device.token.empty()) {
        hello.resume = device.token;
    }
    engine_->receive(*device.client, protocol::Frame{"hello", std::move(hello)});
    if (device.chair) send(device, Pair{engine_->pairing_links().front().code});
}

void World::disconnect(Device& device) {
    if (!device.client) return;
    engine_->disconnected(*device.client, now_ms_);
    following_desk_.erase(*device.client);
    device.client.reset();
    device.hello_in_flight = false;
}

void World::send(Device& device, Command command) {
    Sent sent{"c" + std::to_string(++device.commands), std::move(command)};
    sockets_.at(*device.client).sent.emplace(sent.id, sent.command);
    engine_->receive(*device.client, protocol::Frame{sent.id, sent.command});
    device.unanswered.push_back(std::move(sent));
    if (device.unanswered.size() > unanswered_kept) device.unanswered.pop_front();
}

void World::send_request(Device& device, protocol::Request request) {
    engine_->receive(*device.client,
                     protocol::Frame{"r" + std::to_string(++device.commands), std::move(request)});
}

// The same frame with the same id, as a phone does that heard nothing.
void World::retry(Device& device) {
    const Sent& sent = device.unanswered.front();
    sockets_.at(*device.client).sent.emplace(sent.id, sent.command);
    engine_->receive(*device.client, protocol::Frame{sent.id, sent.command});
}

void World::attendee_acts(Device& device) {
    const State& state = journal_.committed();
    switch (dice_.below(14)) {
        case 0:
            return send(device, GiveName{dice_.of(name_list)});
        case 1:
            return send(device, SetPlace{dice_.in_hundred(50) ? Place::room : Place::home});
        case 2:
            return send(device, SetLanguage{dice_.of(language_list)});
        case 3:
        case 4:
        case 5:
            return send(device, GiveWord{dice_.of(word_list)});
        case 6:
            return send(device, AnswerExplain{dice_.in_hundred(60)});
        case 7:
            return send(device, AskToSpeak{dice_.of(kind_list), dice_.of(topic_list)});
        case 8:
            if (dice_.in_hundred(30)) return send(device, WithdrawFromQueue{});
            if (dice_.in_hundred(40)) return send(device, AnswerCall{});
            if (dice_.in_hundred(50)) return send(device, PassTurnOn{});
            return send(
                device,
                ChooseGroup{dice_.in_hundred(80)
                                ? std::optional(PeopleGroupId{static_cast<std::uint32_t>(1 + dice_.below(3))})
                                : std::nullopt});
        case 9:
        case 10:
        case 11: {
            PollId poll{static_cast<std::uint32_t>(1 + dice_.below(state.next.poll))};
            for (const auto& [id, open] : state.polls) {
                if (open.state == PollState::open && dice_.in_hundred(80)) poll = id;
            }
            return send(device, CastVote{poll, Ballot{dice_.of(choice_list)}});
        }
        case 12:
            switch (dice_.below(4)) {
                case 0:
                    return send_request(device, protocol::Ping{});
                case 1:
                    return send_request(device, protocol::WantView{});
                case 2:
                    return send_request(device, protocol::WantSection{"words"});
                default:
                    return send_request(device, protocol::React{views::ReactionKind::clap});
            }
        default:
            // What only a chair may: refused, or (from a chair) done.
            if (auto command = chair_command()) send(device, *std::move(command));
            return;
    }
}

void World::chair_acts(Device& device) {
    if (auto command = chair_command()) send(device, *std::move(command));
    // A double click, with an id of its own: the second must find that it has passed.
    if (!device.unanswered.empty() && dice_.in_hundred(8)) {
        const Command again = device.unanswered.back().command;
        if (std::holds_alternative<QueueNext>(again) || std::holds_alternative<AgendaNext>(again))
            send(device, again);
    }
}

std::optional<Command> World::chair_command() {
    const State& state = journal_.committed();
    if (dice_.in_hundred(35)) return views::desk_view(state, views::Presence{}, now_ms_).next.command;
    const auto some = [&](auto next) {
        return static_cast<std::uint32_t>(1 + dice_.below(std::max<std::size_t>(next, 1)));
    };
    GroupId group{some(state.next.group)};
    std::string spelling = dice_.of(word_list);
    if (const CheckIn* check_in = state.check_in();
        check_in && !check_in->answers.empty() && dice_.in_hundred(80)) {
        const auto answer = std::next(check_in->answers.begin(),
                                      static_cast<std::ptrdiff_t>(dice_.below(check_in->answers.size())));
        group = answer->second.group;
        spelling = answer->second.word.text;
    }
    if (state.phase == Phase::lobby && dice_.in_hundred(10)) return StartMeeting{};
    const PollId poll{some(state.next.poll)};
    const BlockId block{some(state.next.block)};
    if (dice_.in_hundred(35)) return queue_command(state);  // it has the most to choose from
    switch (dice_.below(39)) {
        case 0:
            return SetTitle{"Titel " + std::to_string(dice_.below(5))};
        case 1:
            return AgendaNext{dice_.in_hundred(90) ? state.agenda.now : std::optional(block)};
        case 2:
            return AgendaBack{state.agenda.now};
        case 3: {
            AddBlock added{"Extra", Form::talk, 5, {}, "", "", 0};
            if (dice_.in_hundred(50)) added.before = block;
            if (dice_.in_hundred(25)) added.inside = block;
            added.side_by_side = !added.inside && dice_.in_hundred(40);
            return added;
        }
        case 4:
            return RemoveBlock{block};
        case 5:
            return SetBlockMinutes{block, static_cast<std::int32_t>(dice_.below(30))};
        case 6:
        case 7:
            return OpenCheckIn{dice_.in_hundred(70) ? "Hoe is het nu?" : "En nu?",
                               static_cast<std::int32_t>(dice_.below(90))};
        case 8:
            return ShowCheckIn{};
        case 9:
            return dice_.in_hundred(40) ? Command{CloseCheckIn{}} : Command{ShowCheckIn{}};
        case 10:
            return MergeWords{group, GroupId{some(state.next.group)}};
        case 11:
            return some_split(state).value_or(SplitWord{group, spelling});
        case 12:
            return HideWord{group, dice_.in_hundred(70)};
        case 13:
            return AllowWord{group};
        case 14:
        case 15:
            return InviteToExplain{group};
        case 16:
        case 17:
        case 18:
        case 19:
        case 20:
        case 21:
        case 22:
        case 23:
            return queue_command(state);
        case 24:
            return AddPoll{PollKind::choice, "Nog iets?", {"Ja hoor", "Liever niet"}, {}};
        case 25:
            return dice_.in_hundred(30) ? Command{RemovePoll{poll}} : Command{OpenPoll{poll}};
        case 26:
            return dice_.in_hundred(40) ? Command{ClosePoll{poll}} : Command{ShowPoll{poll}};
        case 27:
            return RenamePerson{PersonId{some(state.next.person)}, dice_.of(name_list)};
        case 28: {
            constexpr std::array scenes = {Scene::lobby,   Scene::agenda, Scene::check_in,
                                           Scene::speaker, Scene::poll,   Scene::slides};
            std::optional<Scene> scene;
            if (dice_.in_hundred(70)) scene = dice_.of(scenes);
            return ShowScene{scene, poll};
        }
        case 29: {
            EditBlock edit{block};
            edit.title = "Anders " + std::to_string(dice_.below(9));
            if (dice_.in_hundred(30)) edit.start_min = static_cast<std::int32_t>(dice_.below(1440));
            return edit;
        }
        case 30:
            return MoveBlock{block, dice_.in_hundred(50) ? std::optional(BlockId{some(state.next.block)})
                                                         : std::optional<BlockId>()};
        case 31:
            return dice_.in_hundred(50)
                       ? Command{SplitBlock{block, static_cast<std::int32_t>(dice_.below(9))}}
                       : Command{SkipBlock{block, dice_.in_hundred(60)}};
        case 32:
            return some_timing(state, block);
        case 33: {
            const PersonId person{some(state.next.person)};
            if (dice_.in_hundred(25)) return HandOver{person};
            constexpr std::array roles = {Role::attendee, Role::chair, Role::minute_taker,
                                          Role::table_facilitator};
            return SetRole{person, dice_.of(roles)};
        }
        case 34:
            return ShowSlides{dice_.in_hundred(50) ? BlockId{1} : block};
        case 35:
        case 36: {
            const Slides* slides = slides_on_wall(state);
            const std::int32_t page = slides && dice_.in_hundred(90) ? slides->page : 1;
            return TurnSlide{page, page + (dice_.in_hundred(60) ? 1 : -1)};
        }
        case 37:
            return some_agenda(block);
        default:
            // Ending the evening ends the fun, so it is rare; being blank or light is nothing.
            if (dice_.in_hundred(4)) return EndMeeting{};
            return dice_.in_hundred(50)
                       ? Command{BlankStage{dice_.in_hundred(50)}}
                       : Command{SetTheme{dice_.in_hundred(50) ? Theme::dark : Theme::light}};
    }
}

// Blocks that were pasted, or a ready-made evening in the place of what was prepared.
Command World::some_agenda(BlockId before) {
    TakeAgenda taken;
    AddBlock block{"Uit een tabel", Form::plenary, 10, {}, "", "", 0};
    block.side_by_side = dice_.in_hundred(30);
    taken.blocks.push_back(block);
    block.side_by_side = false;
    if (dice_.in_hundred(40)) block.inside = BlockId{1};
    taken.blocks.push_back(block);
    if (dice_.in_hundred(30)) taken.polls.push_back({PollKind::yes_no, "Klopt de tabel?", {}, BlockId{2}});
    if (dice_.in_hundred(30)) taken.before = before;
    if (journal_.committed().phase == Phase::lobby && dice_.in_hundred(80))
        taken.instead =
            TakeAgenda::Evening{"Kant-en-klaar", {"nl"}, {{90, 60, 60, 60}, {}, {"Bewoners"}, ""}};
    return taken;
}

// One table of several that work is ready, or a block becomes shorter; else what is refused.
Command World::some_timing(const State& state, BlockId otherwise) {
    for (const auto& [id, block] : state.agenda.blocks) {
        if (block.inside && block.state == BlockState::now && block.inside == state.agenda.now &&
            dice_.in_hundred(70))
            return FinishPart{id};
    }
    for (const auto& [id, block] : state.agenda.blocks) {
        if (block.state == BlockState::todo && block.minutes > 1 && dice_.in_hundred(30))
            return ShortenBlocks{{{id, block.minutes, block.minutes - 1}}};
    }
    return FinishPart{otherwise};
}

// ------------------------------------------------------------------------------------ what the engine says

void World::reply(engine::ClientId client, const protocol::Reply& reply) {
    Socket& socket = sockets_.at(client);
    Device& device = devices_[socket.device];
    const bool reaches = device.client == client && !dice_.in_hundred(lost_in_hundred);
    const std::uint64_t seq = journal_.head().seq;
    if (!reply.refusal) {
        promise(reply.version == version_ || reply.version == version_ + 1,
                "a reply names a version far away");
        if (reply.version == version_) {
            promise(followed_.at("journal").at("seq") == seq,
                    "a reply names a version that does not show it");
        }
        auto& least = promised_[reply.version];
        least = std::max(least, seq);
    }
    if (reply.id == "hello") {
        if (reply.refusal) {
            promise(reply.refusal->code == RefusalCode::storage,
                    "a hello was refused: " + reply.refusal->sentence.key);
            if (device.client == client) disconnect(device);
            return;
        }
        promise(engine_->state() == journal_.committed(), "a hello was answered before it was on disk");
        socket.person = reply.answer.person;
        if (reaches) hear_hello(device, reply);
        return;
    }
    const auto sent = socket.sent.find(reply.id);
    if (sent == socket.sent.end()) return;  // a ping, a reaction
    if (!socket.person) {
        promise(reply.refusal.has_value(), "a command was done before hello");
    } else if (!reply.refusal) {
        promise(engine_->state() == journal_.committed(), "a command was acknowledged before it was on disk");
        count(*socket.person, reply.id, sent->second, reply);
    } else if (truth_.done.contains({*socket.person, reply.id})) {
        promise(reply.refusal->code == RefusalCode::storage,
                "a retry was refused: " + reply.refusal->sentence.key);
    }
    if (!reaches) return;
    std::erase_if(device.unanswered, [&](const Sent& one) { return one.id == reply.id; });
}

void World::hear_hello(Device& device, const protocol::Reply& reply) {
    device.hello_in_flight = false;
    if (device.certain && device.used_newest)
        promise(device.person == reply.answer.person,
                "a device with its newest token came back as somebody else");
    if (device.person != reply.answer.person) device.unanswered.clear();
    device.person = reply.answer.person;
    device.token_before = device.token;
    device.token = *reply.token;
    device.certain = true;
    device.used_newest = true;
}

// An accepted command, counted at its first acknowledgement and never again.
void World::count(PersonId person, const std::string& id, const Command& command,
                  const protocol::Reply& reply) {
    if (!truth_.done.insert({person, id}).second) {
        ++happened_["retry"];
        return;
    }
    ++happened_["command " + std::to_string(command.index())];
    if (const auto* vote = std::get_if<CastVote>(&command)) {
        promise(!truth_.counted.contains(vote->poll), "a vote was taken after the close");
        truth_.ballots[vote->poll][person] = vote->ballot.choice;
    } else if (const auto* close = std::get_if<ClosePoll>(&command)) {
        auto& counts = truth_.counted[close->poll];
        for (const auto& [voter, choice] : truth_.ballots[close->poll]) ++counts[choice];
    } else if (const auto* word = std::get_if<GiveWord>(&command)) {
        promise(check_in_.has_value(), "a word was taken without a check-in");
        truth_.words[*check_in_][person] = word->word;
    } else if (std::holds_alternative<OpenCheckIn>(command)) {
        check_in_ = CheckInId{next_check_in_++};
    } else if (const auto* name = std::get_if<GiveName>(&command)) {
        truth_.names[person] = typed_name(name->name);
    } else if (const auto* rename = std::get_if<RenamePerson>(&command)) {
        truth_.names[rename->person] = typed_name(rename->name);
    } else if ((std::holds_alternative<AskToSpeak>(command) || std::holds_alternative<AddToQueue>(command) ||
                std::holds_alternative<AnswerExplain>(command)) &&
               reply.answer.entry && !journal_.committed().queue.entries.at(*reply.answer.entry).returned) {
        promise(truth_.entries.insert(*reply.answer.entry).second, "one place in the queue was given twice");
    }
    if (std::holds_alternative<AnswerExplain>(command) && reply.answer.entry)
        truth_.entries.insert(*reply.answer.entry);
    if (const auto* asked = std::get_if<AskQuestion>(&command))
        truth_.questions.emplace(*reply.answer.question, asked->text);
}

void World::publish(const protocol::Publication& next) {
    promise(next.version == version_ + 1, "a version was left out");
    promise(engine_->state() == journal_.committed(), "something was shown before it was on disk");
    const std::uint64_t seq = journal_.head().seq;
    promise(next.view.journal_seq == seq, "a view shows another journal");
    for (auto one = promised_.begin(); one != promised_.end() && one->first <= next.version;) {
        promise(one->second <= seq, "a version does not show what it was promised to");
        one = promised_.erase(one);
    }
    const auto patch = json::parse(*view_->advance(next));
    promise(patch && patch->at("v") == next.version, "a patch is not JSON of its version");
    json::merge_apply(followed_, patch->at("patch"));
    const std::string& whole = *view_->whole();
    promise(whole.ends_with("\"view\":" + json::dump(followed_) + "}"),
            "the patches do not add up to the whole view");
    check_public(next.view, whole);
    check_row(followed_.at("queue"));
    check_questions_shown(next.view, whole);
    for (const views::PollView& poll : next.view.polls) {
        promise(poll.cast <= poll.may_vote, "more votes than people who may vote");
        std::uint32_t& seen = cast_seen_[poll.id];
        if (poll.state == PollState::open) promise(poll.cast >= seen, "the number of votes fell");
        seen = poll.state == PollState::draft ? 0 : poll.cast;
        happened_["result shown"] += poll.counts.empty() || poll.cast < 2 ? 0 : 1;
    }
    happened_["words shown"] += next.view.check_in && next.view.check_in->words.size() > 1 ? 1 : 0;
    version_ = next.version;
}

void World::publish_desk(const protocol::DeskPublication& next) {
    promise(engine_->state() == journal_.committed(), "the chair saw something before it was on disk");
    all_told_ = true;
    desk_->advance(next);
    promise(next.desk.steps.size() <= limits::undo_steps, "the chair sees too many steps");
    check_desk(*desk_->whole());
    for (const engine::ClientId client : following_desk_) {
        const Socket& socket = sockets_.at(client);
        if (devices_[socket.device].client != client) continue;  // hung up before its reply came
        promise(views::sees_desk(journal_.committed().people.at(*socket.person).role),
                "the desk goes on to somebody whose right was withdrawn");
    }
}

void World::send_view(engine::ClientId client) {
    promise(sockets_.contains(client), "a view for a stranger");
    promise(engine_->state() == journal_.committed(), "a view was sent before it was on disk");
}

void World::send_desk(engine::ClientId client) {
    const Socket& socket = sockets_.at(client);
    promise(socket.person && views::sees_desk(journal_.committed().people.at(*socket.person).role),
            "the desk was sent to somebody who may not see it");
    following_desk_.insert(client);
}

void World::end_desk(engine::ClientId client) { following_desk_.erase(client); }

void World::send_me(engine::ClientId client, const views::PersonalView& me) {
    promise(sockets_.at(client).person == me.person, "somebody got the personal view of another");
    promise(me == views::personal_view(journal_.committed(), me.person),
            "a personal view is not what is on disk");
    if (!all_told_) return;  // after a hello: the replies to what came behind it in this turn follow
    for (const auto& [poll, ballot] : me.ballots)
        promise(truth_.ballots.at(poll).at(me.person) == ballot.choice,
                "a phone shows another vote than was cast");
}

void World::close(engine::ClientId client, protocol::CloseCode code) {
    following_desk_.erase(client);
    promise(code == protocol::CloseCode::taken_over, "a socket was closed for another reason");
    ++happened_["taken over"];
    Device& device = devices_[sockets_.at(client).device];
    if (device.client == client) {
        device.client.reset();
        device.hello_in_flight = false;
    }
}

}  // namespace buurtkiosk::simulation
