// Owns the loop's turn and everything around it that is not journaled: who is connected, stored replies,
// versions, links. Loop thread only. It must never acknowledge, show or broadcast anything before its commit
// returned OK.
#include "engine/engine.h"

#include <algorithm>
#include <cassert>

#include "base/digest.h"
#include "base/limits.h"

namespace buurtkiosk::engine {
namespace {

constexpr std::int64_t look_every_ms = 5'000;  // forecasts and presence move with the clock alone
constexpr std::int64_t try_again_ms = 1'000;   // when not even the evening so far can be read
constexpr std::size_t notices_kept = 8;
constexpr std::size_t token_bytes = 16;
constexpr std::size_t epoch_bytes = 8;

std::string random_hex(const RandomBytes& random, std::size_t count) {
    std::vector<std::uint8_t> bytes(count);
    random(bytes.data(), bytes.size());
    return hex(Bytes(bytes.data(), bytes.size()));
}

bool is_token_of_somebody(const assembly::State& state, const assembly::TokenHash& token) {
    return std::any_of(state.people.begin(), state.people.end(), [&](const auto& known) {
        return known.second.token == token || known.second.next_token == token;
    });
}

bool is_poll_open(const assembly::State& state) {
    return std::any_of(state.polls.begin(), state.polls.end(),
                       [](const auto& poll) { return poll.second.state == assembly::PollState::open; });
}

}  // namespace

Engine::Engine(EngineParts parts)
    : journal_(parts.journal),
      outlet_(parts.outlet),
      random_(std::move(parts.random)),
      words_(parts.words),
      blocklist_(parts.blocklist),
      show_(std::move(parts.show)),
      steady_ns_(std::move(parts.steady_ns)),
      host_(std::move(parts.host)),
      codes_(random_, parts.pairing_code_ms),
      chair_link_changed_(std::move(parts.chair_link_changed)),
      find_addresses_(std::move(parts.find_addresses)),
      rate_(parts.rate),
      epoch_(random_hex(random_, epoch_bytes)),
      slides_(parts.journal) {
    if (host_.public_url) host_.addresses.insert(host_.addresses.begin(), {*host_.public_url, "internet"});
    if (host_.chosen_address.empty() && !host_.addresses.empty())
        host_.chosen_address = host_.addresses.front().address;
    make_links();
}

Status Engine::start(std::int64_t now_ms, const std::vector<assembly::Command>& prepare) {
    if (auto replayed = replay(); !replayed) return replayed;
    const journal::Head head = journal_.head();
    Work work;
    work.now_ms = std::max(now_ms, head.at_ms);
    codes_.renew(room_ms(work.now_ms));
    const std::vector<assembly::Command> restart = {assembly::NoteRestart{}};
    for (const assembly::Command& command : head.seq == 0 ? prepare : restart) {
        const auto answer = decide_and_apply(work, command, assembly::Actor{});
        if (!answer) return answer.refusal();
    }
    if (auto committed = journal_.commit({work.events, work.replies}); !committed) return committed;
    // Whoever was here when the power went is on the way back.
    for (const auto& [id, person] : state_.people) presence_.last_contact_ms[id] = head.at_ms;
    publish(work.now_ms);
    return Done{};
}

void Engine::receive(ClientId client, protocol::Frame frame) {
    inbox_.push_back(Inbound{client, std::move(frame)});
}

void Engine::from_console(assembly::Command command) {
    inbox_.push_back(Inbound{0, protocol::Frame{"", std::move(command)}});
}

void Engine::from_console(protocol::ChooseAddress command) {
    inbox_.push_back(Inbound{0, protocol::Frame{"", std::move(command)}});
}

void Engine::disconnected(ClientId client, std::int64_t now_ms) {
    // What it said before it went still counts; a hello among it must not bind a socket that is no more.
    const bool has_spoken = std::any_of(inbox_.begin(), inbox_.end(),
                                        [&](const Inbound& inbound) { return inbound.client == client; });
    if (has_spoken) {
        gone_.push_back(client);
    } else {
        forget(client, now_ms);
    }
}

void Engine::forget(ClientId client, std::int64_t now_ms) {
    const auto found = clients_.find(client);
    if (found == clients_.end()) return;
    const PersonId person = found->second.person;
    clients_.erase(found);
    const auto current = client_of_.find(person);
    if (current == client_of_.end() || current->second != client) return;
    client_of_.erase(current);
    presence_.last_contact_ms[person] = now_ms;
}

void Engine::forget_gone(std::int64_t now_ms) {
    for (const ClientId client : std::exchange(gone_, {})) forget(client, now_ms);
}

void Engine::listening_on(std::uint16_t port) {
    host_.port = port;
    make_links();
    dirty_ = true;
}

assembly::Role Engine::role_of(ClientId client) const {
    const assembly::Person* person = person_of(client);
    return person ? person->role : assembly::Role::attendee;
}

std::string Engine::pairing_url(assembly::Role role) const {
    return host_.join_url + "#chair=" + codes_.code_for(role);
}

std::vector<views::PairingLink> Engine::pairing_links() const {
    std::vector<views::PairingLink> links;
    for (const auto role :
         {assembly::Role::chair, assembly::Role::minute_taker, assembly::Role::table_facilitator}) {
        links.push_back({role, codes_.code_for(role), pairing_url(role), codes_.good_until_ms(role) * rate_});
    }
    return links;
}

void Engine::renew_codes(std::int64_t now_ms) {
    const std::string before = codes_.code_for(assembly::Role::chair);
    if (!codes_.renew(room_ms(now_ms))) return;
    dirty_ = true;
    if (chair_link_changed_ && codes_.code_for(assembly::Role::chair) != before)
        chair_link_changed_(pairing_url(assembly::Role::chair));
}

const assembly::Person* Engine::person_of(ClientId client) const {
    const auto found = clients_.find(client);
    if (found == clients_.end()) return nullptr;
    const auto person = state_.people.find(found->second.person);
    return person == state_.people.end() ? nullptr : &person->second;
}

// ---------------------------------------------------------------------------------------------------- the
// turn

void Engine::turn(std::int64_t now_ms) {
    if (state_lost_ && !replay()) {
        // Nothing can be decided on a State that is not known; the disk may come back.
        Work work;
        work.now_ms = now_ms;
        for (Inbound& inbound : std::exchange(inbox_, {})) {
            refuse_frame(work, inbound, refuse(RefusalCode::storage, "refusal.storage"));
        }
        deliver(work);
        forget_gone(now_ms);
        return;
    }
    renew_codes(now_ms);
    if (!inbox_.empty()) {
        Work work;
        work.now_ms = std::max(now_ms, journal_.head().at_ms);
        refresh_presence(work.now_ms);
        work.people_here = people_here(work.now_ms);
        for (Inbound& inbound : std::exchange(inbox_, {})) handle(work, std::move(inbound));
#ifdef BUURTKIOSK_TEST_ACK_BEFORE_COMMIT
        // The mistake that tests/kill must notice, never in the program itself: told now, written with the
        // next turn. (Only telling first and then committing would not do: what is written survives a kill
        // even before its fsync.)
        static Work late;
        dirty_ = dirty_ || !work.events.empty();
        std::swap(work.events, late.events);
        std::swap(work.replies, late.replies);
        deliver(work);
#endif
        if (auto committed = commit(work); committed) {
            bind_for_good(work);
        } else {
            roll_back(work, committed.refusal());
        }
        renew_codes(now_ms);  // what was used is replaced before the console is drawn
        deliver(work);
        forget_gone(now_ms);
    }
    if (state_lost_) {  // nothing of an evening that is not known is shown
        show_trouble();
        return;
    }
    const bool gathered = dirty_ && now_ms - published_ms_ >= limits::publish_every_ms * rate_;
    if (gathered || now_ms - looked_ms_ >= look_every_ms) publish(now_ms);
}

std::optional<std::int64_t> Engine::wake_at_ms(std::int64_t now_ms) const {
    if (!inbox_.empty()) return now_ms;
    // What spares the network and the disk goes by the time in the room.
    if (state_lost_) return now_ms + try_again_ms * rate_;
    if (dirty_) return std::max(now_ms, published_ms_ + limits::publish_every_ms * rate_);
    return std::max(now_ms, looked_ms_ + look_every_ms);
}

void Engine::handle(Work& work, Inbound inbound) {
    if (const auto* hello = std::get_if<protocol::Hello>(&inbound.frame.request)) {
        handle_hello(work, inbound, *hello);
        return;
    }
    if (inbound.client != 0) {
        const auto client = clients_.find(inbound.client);
        if (client == clients_.end()) {
            refuse_frame(work, inbound, refuse(RefusalCode::no_hello, "refusal.no_hello"));
            return;
        }
        presence_.last_contact_ms[client->second.person] = work.now_ms;
    }
    protocol::Reply reply;
    if (const auto* command = std::get_if<assembly::Command>(&inbound.frame.request)) {
        handle_command(work, inbound, *command);
    } else if (const auto* address = std::get_if<protocol::ChooseAddress>(&inbound.frame.request)) {
        handle_address(work, inbound, *address);
    } else if (const auto* reaction = std::get_if<protocol::React>(&inbound.frame.request)) {
        ++reactions_[static_cast<std::size_t>(reaction->kind)];
        dirty_ = true;
        answer(work, inbound, std::move(reply));
    } else if (std::holds_alternative<protocol::Ping>(inbound.frame.request)) {
        reply.now_ms = work.now_ms;
        reply.rate = rate_;
        answer(work, inbound, std::move(reply));
    } else if (std::holds_alternative<protocol::WantView>(inbound.frame.request)) {
        answer(work, inbound, std::move(reply));
        work.outgoing.back().follows = true;
    } else if (const auto* section = std::get_if<protocol::WantSection>(&inbound.frame.request)) {
        reply.section = section->name;
        answer(work, inbound, std::move(reply));
    }
}

void Engine::handle_hello(Work& work, const Inbound& inbound, const protocol::Hello& hello) {
    if (clients_.contains(inbound.client)) {
        refuse_frame(work, inbound, refuse(RefusalCode::already, "refusal.already_hello"));
        return;
    }
    assembly::Join join{hello.place, hello.language, std::nullopt, {}};
    if (hello.resume) join.resume = blake2b(*hello.resume);
    // A phone that knows the evening itself keeps the token of that: what a rehearsal hands out is forgotten
    // with it.
    const bool keeps = rate_ != 1 && join.resume && is_token_of_somebody(state_, *join.resume);
    const std::string token = keeps ? *hello.resume : random_hex(random_, token_bytes);
    join.next_token = blake2b(token);
    auto joined = decide_and_apply(work, join, assembly::Actor{assembly::Actor::Kind::kiosk, {}});
    if (!joined) {
        refuse_frame(work, inbound, joined.refusal());
        return;
    }
    const PersonId person = *joined.value().person;
    Binding binding{inbound.client, person, std::nullopt};
    if (const auto other = client_of_.find(person); other != client_of_.end()) binding.before = other->second;
    clients_[inbound.client] = Client{person, std::nullopt, false};
    client_of_[person] = inbound.client;
    presence_.last_contact_ms[person] = work.now_ms;
    if (!hello.from_this_computer && reached_from_outside_.insert(person).second) {
        host_.devices_reached = static_cast<std::uint32_t>(reached_from_outside_.size());
    }
    work.bindings.push_back(binding);
    protocol::Reply reply;
    reply.answer = std::move(joined).value();
    reply.token = token;
    reply.epoch = epoch_;
    reply.now_ms = work.now_ms;
    reply.rate = rate_;
    answer(work, inbound, std::move(reply), true);
    work.outgoing.back().follows = true;
}

void Engine::handle_command(Work& work, const Inbound& inbound, const assembly::Command& command) {
    if (inbound.client == 0) {
        using Kind = assembly::Actor::Kind;
        auto done = decide_and_apply(work, command,
                                     assembly::Actor{inbound.from_kiosk ? Kind::kiosk : Kind::console, {}});
        if (!done) note(done.refusal().sentence, false);
        return;
    }
    const PersonId person = clients_.at(inbound.client).person;
    if (const auto known = replies_.find(person); known != replies_.end()) {
        // A retry: the first try counted, and its reply was lost on the way.
        if (const auto stored = known->second.by_id.find(inbound.frame.id);
            stored != known->second.by_id.end()) {
            protocol::Reply reply;
            reply.answer = stored->second;
            answer(work, inbound, std::move(reply), true);
            return;
        }
    }
    const auto* code = std::get_if<assembly::Pair>(&command);
    auto done = code
                    ? pair(work, *code, person)
                    : decide_and_apply(work, command, assembly::Actor{assembly::Actor::Kind::person, person});
    if (!done) {
        refuse_frame(work, inbound, done.refusal());
        return;
    }
    journal::StoredReply stored{person, inbound.frame.id, done.value()};
    remember_reply(stored);
    work.replies.push_back(std::move(stored));
    protocol::Reply reply;
    reply.answer = std::move(done).value();
    answer(work, inbound, std::move(reply), true);
}

Result<assembly::Answer> Engine::pair(Work& work, const assembly::Pair& command, PersonId person) {
    if (auto may = codes_.may_try(person, room_ms(work.now_ms)); !may) return may.refusal();
    if (!work.codes_before) work.codes_before = codes_;
    const assembly::Role before = state_.people.at(person).role;
    auto done = decide_and_apply(work, command, assembly::Actor{assembly::Actor::Kind::person, person});
    if (!done) {
        if (done.refusal().sentence.key == "refusal.wrong_code")
            codes_.was_wrong(person, room_ms(work.now_ms));
        return done;
    }
    codes_.was_right(person);
    if (const assembly::Role now = state_.people.at(person).role; now != before) codes_.spend(now);
    return done;
}

void Engine::handle_address(Work& work, const Inbound& inbound, const protocol::ChooseAddress& choice) {
    Refusal refusal = refuse(RefusalCode::not_allowed, "refusal.only_chair");
    bool allowed = inbound.client == 0 || role_of(inbound.client) == assembly::Role::chair;
    if (allowed) {
        allowed = std::any_of(host_.addresses.begin(), host_.addresses.end(),
                              [&](const host::LanAddress& known) { return known.address == choice.address; });
        refusal = refuse(RefusalCode::not_found, "refusal.no_such_address");
    }
    if (!allowed) {
        if (inbound.client == 0) {
            note(refusal.sentence, false);
        } else {
            refuse_frame(work, inbound, std::move(refusal));
        }
        return;
    }
    host_.chosen_address = choice.address;
    make_links();
    dirty_ = true;
    if (inbound.client != 0) answer(work, inbound, protocol::Reply{});
}

void Engine::answer(Work& work, const Inbound& inbound, protocol::Reply reply, bool stored) {
    reply.id = inbound.frame.id;
    const assembly::Person* person = person_of(inbound.client);
    reply.language = person ? person->language : (state_.languages.empty() ? "nl" : state_.languages.front());
    work.outgoing.push_back(Outgoing{inbound.client, std::move(reply), false, stored});
}

void Engine::refuse_frame(Work& work, const Inbound& inbound, Refusal refusal) {
    if (inbound.client == 0) return;
    protocol::Reply reply;
    reply.refusal = std::move(refusal);
    answer(work, inbound, std::move(reply));
}

Result<assembly::Answer> Engine::decide_and_apply(Work& work, const assembly::Command& command,
                                                  assembly::Actor actor) {
    assembly::Context context;
    context.now_ms = work.now_ms;
    context.last_event_ms = journal_.head().at_ms;
    context.midnight_ms = host_.midnight_ms;
    context.actor = actor;
    context.people_here = work.people_here;
    context.codes = &codes_.for_context();
    context.words = &words_;
    context.blocklist = blocklist_;
    auto decision = assembly::decide(state_, command, context);
    if (!decision) return decision.refusal();
    using By = journal::TimedEvent::By;
    By by = By::kiosk;
    if (actor.kind == assembly::Actor::Kind::console) by = By::console;
    if (actor.kind == assembly::Actor::Kind::person) by = By::person;
    for (assembly::Event& event : decision.value().events) {
        assembly::apply(state_, event, work.now_ms);
        work.events.push_back(journal::TimedEvent{std::move(event), work.now_ms, by, actor.person});
    }
    return std::move(decision.value().answer);
}

// ------------------------------------------------------------------------------------------- commit, or not

Status Engine::commit(Work& work) {
    if (work.events.empty() && work.replies.empty()) return Done{};
    dirty_ = true;
    if (auto committed = journal_.commit({work.events, work.replies}); !committed) return committed;
    if (host_.storage_failing) {
        host_.storage_failing = false;
        note(Sentence{"console.notice_storage_back"}, false);
    }
    const bool between_blocks =
        std::any_of(work.events.begin(), work.events.end(), [](const journal::TimedEvent& event) {
            return std::holds_alternative<assembly::AgendaStepped>(event.event.body);
        });
    if (between_blocks && !is_poll_open(state_)) journal_.checkpoint();
    return Done{};
}

void Engine::roll_back(Work& work, const Refusal& refusal) {
    for (auto binding = work.bindings.rbegin(); binding != work.bindings.rend(); ++binding) {
        clients_.erase(binding->client);
        if (binding->before) {
            client_of_[binding->person] = *binding->before;
        } else {
            client_of_.erase(binding->person);
        }
    }
    if (work.codes_before) codes_ = *work.codes_before;
    state_lost_ = !replay();
    for (Outgoing& outgoing : work.outgoing) {
        // Without a State that is known there is no view to send either.
        if (!outgoing.stored && !(state_lost_ && outgoing.follows)) continue;
        protocol::Reply refused;
        refused.id = outgoing.reply.id;
        refused.language = outgoing.reply.language;
        refused.refusal = refusal;
        outgoing.reply = std::move(refused);
        outgoing.follows = false;
    }
    if (!host_.storage_failing) note(refusal.sentence, true);
    host_.storage_failing = true;
    dirty_ = true;
}

void Engine::bind_for_good(const Work& work) {
    for (const Binding& binding : work.bindings) {
        if (!binding.before || *binding.before == binding.client) continue;
        clients_.erase(*binding.before);
        outlet_.close(*binding.before, protocol::CloseCode::taken_over);
    }
}

void Engine::deliver(Work& work) {
    for (Outgoing& outgoing : work.outgoing) {
        outgoing.reply.version = dirty_ ? version_ + 1 : version_;
        if (dirty_) version_promised_ = true;
        outlet_.reply(outgoing.client, outgoing.reply);
        const auto client = clients_.find(outgoing.client);
        if (!outgoing.follows || client == clients_.end()) continue;
        outlet_.send_view(outgoing.client);
        client->second.sent_me = views::personal_view(state_, client->second.person);
        outlet_.send_me(outgoing.client, *client->second.sent_me);
        if (views::sees_desk(role_of(outgoing.client))) {
            client->second.desk = true;
            outlet_.send_desk(outgoing.client);
        }
    }
    work.outgoing.clear();
}

Status Engine::replay() {
    assembly::State state;
    replies_.clear();
    auto replayed = journal_.replay(
        [&](const journal::TimedEvent& event) { assembly::apply(state, event.event, event.at_ms); },
        [&](const journal::StoredReply& reply) { remember_reply(reply); });
    if (!replayed) return replayed;
    state_ = std::move(state);
    state_lost_ = false;
    return Done{};
}

void Engine::remember_reply(const journal::StoredReply& stored) {
    Replies& replies = replies_[stored.person];
    if (!replies.by_id.insert_or_assign(stored.command_id, stored.answer).second) return;
    replies.oldest_first.push_back(stored.command_id);
    if (replies.oldest_first.size() > limits::stored_replies) {
        replies.by_id.erase(replies.oldest_first.front());
        replies.oldest_first.pop_front();
    }
}

// --------------------------------------------------------------------------------------------------- views

void Engine::publish(std::int64_t now_ms) {
    looked_ms_ = now_ms;
    refresh_presence(now_ms);
    refresh_addresses(now_ms);
    remind_of_slides(now_ms);
    views::PublicView view = views::public_view(state_, presence_, now_ms);
    slides_.show(view.stage.slide);  // before anybody hears of it and asks
    view.reactions = reactions_;
    view.rehearsal = rate_ != 1;
    const journal::Head head = journal_.head();
    view.journal_seq = head.seq;
    view.journal_head = head.hash;
    const bool changed = !published_ || *published_ != view;
    if (!changed && !dirty_ && !version_promised_) return;
    published_ms_ = now_ms;
    dirty_ = false;
    if (changed || version_promised_) {
        version_promised_ = false;
        published_ = view;
        outlet_.publish(protocol::Publication{++version_, std::move(view)});
    }
    withdraw_desks();
    outlet_.publish_desk(
        protocol::DeskPublication{++desk_version_, views::desk_view(state_, presence_, now_ms), host_});
    send_personal_views();
    show_snapshot(now_ms);
}

// Before the next desk goes out: who may not see it any more gets nothing of it.
void Engine::withdraw_desks() {
    for (auto& [id, client] : clients_) {
        if (!client.desk || views::sees_desk(state_.people.at(client.person).role)) continue;
        client.desk = false;
        outlet_.end_desk(id);
    }
}

void Engine::send_personal_views() {
    for (auto& [id, client] : clients_) {
        if (!client.sent_me) continue;  // the reply to hello brings the first one
        views::PersonalView me = views::personal_view(state_, client.person);
        if (me != *client.sent_me) {
            client.sent_me = std::move(me);
            outlet_.send_me(id, *client.sent_me);
        }
        if (!client.desk && views::sees_desk(role_of(id))) {
            client.desk = true;
            outlet_.send_desk(id);
        }
    }
}

void Engine::show_snapshot(std::int64_t now_ms) {
    if (!show_) return;
    auto snapshot = std::make_shared<views::Snapshot>();
    snapshot->view = *published_;
    snapshot->desk = views::desk_view(state_, presence_, now_ms);
    snapshot->host = host_;
    snapshot->codes = pairing_links();
    snapshot->notices = notices_;
    snapshot->slide = slides_.on_wall();
    snapshot->made_ms = now_ms;
    snapshot->made_steady_ns = steady_ns_ ? steady_ns_() : 0;
    snapshot->rate = rate_;
    shown_ = std::move(snapshot);
    show_(shown_);
}

// The picture of before with the trouble beside it: the console must tell of a disk that cannot even be read.
void Engine::show_trouble() {
    if (!show_ || !shown_) return;
    auto snapshot = std::make_shared<views::Snapshot>(*shown_);
    snapshot->host = host_;
    snapshot->notices = notices_;
    shown_ = std::move(snapshot);
    show_(shown_);
}

void Engine::note(Sentence what, bool warning) {
    notices_.push_back(views::Notice{++notice_number_, std::move(what), warning});
    if (notices_.size() > notices_kept) notices_.erase(notices_.begin());
    dirty_ = true;
}

void Engine::refresh_presence(std::int64_t now_ms) {
    for (const auto& [person, client] : client_of_) presence_.last_contact_ms[person] = now_ms;
}

std::uint32_t Engine::people_here(std::int64_t now_ms) const {
    std::uint32_t here = 0;
    for (const auto& [id, person] : state_.people) here += views::is_here(presence_, id, now_ms) ? 1 : 0;
    return here;
}

// Wi-Fi may connect after the start, or come back with another address. What was chosen stays while it is
// there (or was never in the list: --address).
void Engine::refresh_addresses(std::int64_t now_ms) {
    if (!find_addresses_ || now_ms - addresses_ms_ < look_every_ms * rate_) return;
    addresses_ms_ = now_ms;
    std::vector<host::LanAddress> found = find_addresses_();
    if (host_.public_url) found.insert(found.begin(), {*host_.public_url, "internet"});
    if (found == host_.addresses) return;
    const auto is_chosen = [this](const host::LanAddress& one) {
        return one.address == host_.chosen_address;
    };
    const bool was_there = std::any_of(host_.addresses.begin(), host_.addresses.end(), is_chosen);
    const bool is_there = std::any_of(found.begin(), found.end(), is_chosen);
    host_.addresses = std::move(found);
    const bool lost = host_.chosen_address.empty() || (was_there && !is_there);
    if (lost && !host_.addresses.empty()) host_.chosen_address = host_.addresses.front().address;
    make_links();
    dirty_ = true;
}

void Engine::make_links() {
    const bool public_address = host_.public_url && host_.chosen_address == *host_.public_url;
    if (public_address) {
        host_.join_url = *host_.public_url;
    } else {
        const std::string address = host_.chosen_address.empty() ? "127.0.0.1" : host_.chosen_address;
        const bool is_ipv6 = address.find(':') != std::string::npos;
        const std::string in_url = is_ipv6 ? "[" + address + "]" : address;
        host_.join_url = "http://" + in_url + ":" + std::to_string(host_.port) + "/";
    }
}

}  // namespace buurtkiosk::engine
