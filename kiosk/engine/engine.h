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
#include <string>
#include <unordered_map>
#include <vector>

#include "assembly/apply.h"
#include "assembly/decide.h"
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
    virtual void send_me(ClientId client, const views::PersonalView& me) = 0;
    virtual void close(ClientId client, protocol::CloseCode code) = 0;
};

// Random bytes for tokens, codes and the epoch; real ones come from libsodium, tests give seeded ones.
using RandomBytes = std::function<void(std::uint8_t* bytes, std::size_t count)>;

struct EngineParts {
    journal::Journal& journal;
    Outlet& outlet;
    RandomBytes random;
    const text::WordMatcher& words;
    const text::Blocklist* blocklist = nullptr;
    std::function<void(views::SnapshotPtr)> show;  // may be empty (headless): who draws gets each new picture
    std::function<std::int64_t()> steady_ns;       // for Snapshot::made_steady_ns; may be empty
    host::HostInfo host;
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
    // Whether a client that said hello is a chair (the gateway keeps places free for them).
    bool is_chair(ClientId client) const;

  private:
    struct Inbound {
        ClientId client = 0;
        bool console = false;
        protocol::Frame frame;
    };
    struct Client {
        PersonId person;
        std::optional<views::PersonalView> sent_me;
        bool desk = false;
    };
    struct Replies {
        std::map<std::string, assembly::Answer> by_id;
        std::deque<std::string> oldest_first;
    };
    struct Outgoing {
        ClientId client;
        protocol::Reply reply;
        bool view = false;
        bool me = false;
    };
    struct TurnWork;

    void handle(TurnWork& work, const Inbound& inbound, std::int64_t now_ms);
    void handle_command(TurnWork& work, const Inbound& inbound, const assembly::Command& command,
                        std::int64_t now_ms);
    void handle_hello(TurnWork& work, const Inbound& inbound, const protocol::Hello& hello,
                      std::int64_t now_ms);
    Status replay();
    void remember_reply(const journal::StoredReply& reply);
    void publish(std::int64_t now_ms);
    void note(Sentence what, bool warning);
    void show_snapshot(std::int64_t now_ms);
    std::uint32_t people_here(std::int64_t now_ms) const;
    void rebuild_urls();

    journal::Journal& journal_;
    Outlet& outlet_;
    RandomBytes random_;
    const text::WordMatcher& words_;
    const text::Blocklist* blocklist_;
    std::function<void(views::SnapshotPtr)> show_;
    std::function<std::int64_t()> steady_ns_;
    host::HostInfo host_;

    assembly::State state_;
    std::deque<Inbound> inbox_;
    std::unordered_map<ClientId, Client> clients_;
    std::map<PersonId, ClientId> client_of_;
    std::map<PersonId, Replies> replies_;
    views::Presence presence_;
    views::ReactionTotals reactions_{};

    std::string epoch_;
    std::uint64_t version_ = 0;
    std::uint64_t desk_version_ = 0;
    std::optional<views::PublicView> published_;
    bool dirty_ = true;              // something a view shows may have changed
    bool version_promised_ = false;  // a reply named version_ + 1: it must come, changed or not
    std::int64_t published_ms_ = 0;
    std::vector<views::Notice> notices_;
    std::uint64_t notice_number_ = 0;
};

}  // namespace buurtkiosk::engine
