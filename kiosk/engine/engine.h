// Owns the turn of the loop: inbox → decide → apply on the working State → one commit → replies and views;
// and presence and timers. Loop thread only. It must never include sockets, JSON, SQL or drawing: those stand
// behind Outlet and Journal.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "assembly/apply.h"
#include "assembly/decide.h"
#include "engine/pairing.h"
#include "engine/slide_shelf.h"
#include "journal/journal.h"
#include "protocol/messages.h"
#include "views/snapshot.h"

namespace buurtkiosk::engine {

using protocol::ClientId;

// Where the engine speaks to the clients; the gateway is one, tests have another. Called during turn() and
// publish() only.
class Outlet {
  public:
    virtual ~Outlet() = default;
    virtual void reply(ClientId client, const protocol::Reply& reply) = 0;
    // A next version: everybody who follows gets the change. Called at most ten times a second.
    virtual void publish(const protocol::Publication& next) = 0;
    virtual void publish_desk(const protocol::DeskPublication& next) = 0;
    // The whole view of the version published last; from now on this client follows.
    virtual void send_view(ClientId client) = 0;
    virtual void send_desk(ClientId client) = 0;  // and follows the desk too
    virtual void end_desk(ClientId client) = 0;   // no longer: nothing more of it goes to this client
    virtual void send_me(ClientId client, const views::PersonalView& me) = 0;
    virtual void close(ClientId client, protocol::CloseCode code) = 0;
};

// --- what the maker of slides hands over ---
struct KeepAttachment {
    Digest digest{};
    std::vector<std::uint8_t> body;
};
struct SlidesMade {
    std::variant<assembly::SlidesReady, assembly::SlidesFailed> outcome;
    Sentence why = {};  // when they failed: for the chair
};

struct EngineParts {
    journal::Journal& journal;
    Outlet& outlet;
    RandomBytes random;
    const text::WordMatcher& words;
    const text::Blocklist* blocklist = nullptr;
    std::function<void(views::SnapshotPtr)> show =
        {};                                        // may be empty (headless): who draws gets each new picture
    std::function<std::int64_t()> steady_ns = {};  // for Snapshot::made_steady_ns; may be empty
    host::HostInfo host = {};
    // This computer's addresses now, best guess first; may be empty: those in host stay.
    std::function<std::vector<host::LanAddress>()> find_addresses = {};
    std::int64_t pairing_code_ms = limits::pairing_code_ms;
    // Told the new link when the chair's code was used or has expired; may be empty.
    std::function<void(const std::string& url)> chair_link_changed = {};
    // How many times faster the meeting's clock runs than the time in the room; more than 1 in a rehearsal.
    int rate = 1;
};

class Engine {
  public:
    explicit Engine(EngineParts parts);

    // Replays the journal. `prepare` becomes the evening's first commands when the journal is empty (title,
    // blocks, polls of the runbook), each of which must be accepted; on an evening that goes on, the restart
    // is noted instead.
    Status start(std::int64_t now_ms, const std::vector<assembly::Command>& prepare);

    // --- the inbox: cheap, nothing is decided yet ---
    void receive(ClientId client, protocol::Frame frame);
    void disconnected(ClientId client, std::int64_t now_ms);
    void from_console(assembly::Command command);
    void from_console(protocol::ChooseAddress command);
    // From who makes the slides. An attachment is kept at once, before anything can name it.
    void from_kiosk(KeepAttachment attachment);
    void from_kiosk(SlidesMade made);
    // Once the gateway listens: the links can be made.
    void listening_on(std::uint16_t port);

    // Decides everything in the inbox, commits it as one transaction, answers, and publishes when it is time.
    void turn(std::int64_t now_ms);
    bool inbox_empty() const { return inbox_.empty(); }
    // When the next turn is wanted even if nothing comes in (a gathered change to publish, a forecast that
    // moves); none: sleep.
    std::optional<std::int64_t> wake_at_ms(std::int64_t now_ms) const;

    const assembly::State& state() const { return state_; }
    const std::string& epoch() const { return epoch_; }
    std::uint64_t version() const { return version_; }
    const host::HostInfo& host() const { return host_; }
    const SlideShelf& slides() const { return slides_; }
    // The links that give a role, one for each: for this computer's own screens, never for the wire.
    std::vector<views::PairingLink> pairing_links() const;
    // The role of a client that said hello (the gateway keeps places free for who has one).
    assembly::Role role_of(ClientId client) const;

  private:
    struct Inbound {
        ClientId client = 0;  // 0: the console, or the kiosk itself
        protocol::Frame frame;
        bool from_kiosk = false;
    };
    struct Client {
        PersonId person;
        std::optional<views::PersonalView> sent_me;  // none: nothing sent yet
        bool desk = false;                           // follows the desk
    };
    struct Replies {
        std::map<std::string, assembly::Answer> by_id;
        std::deque<std::string> oldest_first;
    };
    struct Outgoing {
        ClientId client = 0;
        protocol::Reply reply;
        bool follows = false;  // whole view, me and desk go after the reply
        bool stored = false;   // an accepted command: it must not be acknowledged when the commit fails
    };
    struct Binding {
        ClientId client = 0;
        PersonId person;
        std::optional<ClientId> before;  // the socket that is taken over
    };
    // What one turn has gathered before its commit.
    struct Work {
        std::int64_t now_ms = 0;
        std::uint32_t people_here = 0;
        std::vector<journal::TimedEvent> events;
        std::vector<journal::StoredReply> replies;
        std::vector<Outgoing> outgoing;
        std::vector<Binding> bindings;
        std::optional<PairingCodes> codes_before;  // put back when the commit fails
    };

    void forget(ClientId client, std::int64_t now_ms);
    void forget_gone(std::int64_t now_ms);
    void handle(Work& work, Inbound inbound);
    void handle_hello(Work& work, const Inbound& inbound, const protocol::Hello& hello);
    void handle_command(Work& work, const Inbound& inbound, const assembly::Command& command);
    void handle_address(Work& work, const Inbound& inbound, const protocol::ChooseAddress& choice);
    Result<assembly::Answer> pair(Work& work, const assembly::Pair& command, PersonId person);
    void renew_codes(std::int64_t now_ms);
    std::string pairing_url(assembly::Role role) const;
    void answer(Work& work, const Inbound& inbound, protocol::Reply reply, bool stored = false);
    void refuse_frame(Work& work, const Inbound& inbound, Refusal refusal);
    Result<assembly::Answer> decide_and_apply(Work& work, const assembly::Command& command,
                                              assembly::Actor actor);

    Status commit(Work& work);
    void roll_back(Work& work, const Refusal& refusal);
    void bind_for_good(const Work& work);
    void deliver(Work& work);
    Status replay();
    void remember_reply(const journal::StoredReply& stored);

    void publish(std::int64_t now_ms);
    void withdraw_desks();
    void send_personal_views();
    void show_snapshot(std::int64_t now_ms);
    void show_trouble();
    void note(Sentence what, bool warning);
    void remind_of_slides(std::int64_t now_ms);
    void refresh_presence(std::int64_t now_ms);
    std::uint32_t people_here(std::int64_t now_ms) const;
    void refresh_addresses(std::int64_t now_ms);
    void make_links();
    // Codes and guesses go by the time in the room, whose steps are rate_ times those of the meeting's clock.
    std::int64_t room_ms(std::int64_t now_ms) const { return now_ms / rate_; }
    const assembly::Person* person_of(ClientId client) const;

    journal::Journal& journal_;
    Outlet& outlet_;
    RandomBytes random_;
    const text::WordMatcher& words_;
    const text::Blocklist* blocklist_;
    std::function<void(views::SnapshotPtr)> show_;
    std::function<std::int64_t()> steady_ns_;
    host::HostInfo host_;
    PairingCodes codes_;
    std::function<void(const std::string&)> chair_link_changed_;
    std::function<std::vector<host::LanAddress>()> find_addresses_;
    std::int64_t addresses_ms_ = 0;  // when they were looked for
    int rate_;

    assembly::State state_;
    bool state_lost_ =
        false;  // the replay after a failed commit failed too: nothing is decided until one succeeds
    std::deque<Inbound> inbox_;
    std::vector<ClientId> gone_;  // disconnected while words of theirs were in the inbox
    std::unordered_map<ClientId, Client> clients_;
    std::map<PersonId, ClientId> client_of_;
    std::map<PersonId, Replies> replies_;
    views::Presence presence_;
    std::set<PersonId> reached_from_outside_;
    views::ReactionTotals reactions_{};

    std::string epoch_;
    std::uint64_t version_ = 0;
    std::uint64_t desk_version_ = 0;
    std::optional<views::PublicView> published_;
    SlideShelf slides_;
    std::map<std::string, assembly::Command> slides_made_;  // since the program started, by name
    std::int64_t slides_reminded_ms_ = 0;
    bool slides_unkept_ = false;     // a page of those being made could not be kept
    views::SnapshotPtr shown_;       // what who draws has now
    bool dirty_ = true;              // something a view shows may have changed
    bool version_promised_ = false;  // a reply named version_ + 1: it must come, changed or not
    std::int64_t published_ms_ = 0;
    std::int64_t looked_ms_ = 0;  // when the view was last compared with the clock
    std::vector<views::Notice> notices_;
    std::uint64_t notice_number_ = 0;
};

}  // namespace buurtkiosk::engine
