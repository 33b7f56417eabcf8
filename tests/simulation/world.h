// Owns World: a whole evening of devices, chairs, a console, lost replies, failing disks and restarts, all
// from one seed, with an independent model of what was acknowledged. One thread, simulation only. It must
// never trust the engine: whatever the engine answers or shows is held against the journal and the model.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/locale.h"
#include "engine/engine.h"
#include "journal/memory_journal.h"
#include "protocol/protocol.h"
#include "simulation/dice.h"

namespace buurtkiosk::simulation {

// A promise that was broken; what() says which.
struct Broken : std::runtime_error {
    using std::runtime_error::runtime_error;
};
inline void promise(bool kept, const std::string& what) {
    if (!kept) throw Broken(what);
}

// The journal in memory, which also keeps the State of everything that was really committed.
class WatchedJournal final : public journal::Journal {
  public:
    explicit WatchedJournal(std::uint64_t seed) : inner_(seed) {}
    Status commit(const journal::Turn& turn) override;
    Status replay(const std::function<void(const journal::TimedEvent&)>& event,
                  const std::function<void(const journal::StoredReply&)>& reply) override {
        return inner_.replay(event, reply);
    }
    Status attach(const Digest& digest, Bytes body) override { return inner_.attach(digest, body); }
    std::optional<std::vector<std::uint8_t>> attachment(const Digest& digest) override {
        return inner_.attachment(digest);
    }
    journal::Head head() const override { return inner_.head(); }
    void checkpoint() override { inner_.checkpoint(); }

    journal::MemoryJournal& inner() { return inner_; }
    const assembly::State& committed() const { return committed_; }
    bool commit_failed = false;  // since it was last looked at

  private:
    journal::MemoryJournal inner_;
    assembly::State committed_;
};

// What was acknowledged, told by the replies alone.
struct Acknowledged {
    std::set<std::pair<PersonId, std::string>> done;  // commands, by person and id
    std::map<PollId, std::map<PersonId, std::string>> ballots;
    std::map<PollId, std::map<std::string, std::uint32_t>> counted;  // of polls that were closed
    std::map<CheckInId, std::map<PersonId, std::string>> words;
    std::map<PersonId, std::string> names;
    std::set<EntryId> entries;
    std::map<QuestionId, std::string> questions;
};

// What people are called, and what they ask the floor for; "order" is no kind.
inline constexpr std::array name_list = {"Fatma", "fatma", "Fatma (2)", "Jan",     "Zoë",
                                         "Zoe",   "Ans",   "#3",        "Bram (3)"};
inline constexpr std::array kind_list = {assembly::QueueKind::point, assembly::QueueKind::reply,
                                         assembly::QueueKind::question, assembly::QueueKind::point_of_order};

class World final : public engine::Outlet {
  public:
    World(std::uint64_t seed, const Locales& locales);
    // The whole evening; throws Broken.
    void run(int steps);
    int step() const { return step_; }
    // How often each kind of command was accepted, and what else happened, to see that an evening is not
    // empty.
    const std::map<std::string, int>& happened() const { return happened_; }

    // --- engine::Outlet ---
    void reply(engine::ClientId client, const protocol::Reply& reply) override;
    void publish(const protocol::Publication& next) override;
    void publish_desk(const protocol::DeskPublication& next) override;
    void send_view(engine::ClientId client) override;
    void send_desk(engine::ClientId client) override;
    void end_desk(engine::ClientId client) override;
    void send_me(engine::ClientId client, const views::PersonalView& me) override;
    void close(engine::ClientId client, protocol::CloseCode code) override;

  private:
    struct Sent {
        std::string id;
        assembly::Command command;
    };
    struct Device {
        bool chair = false;
        std::optional<engine::ClientId> client;
        std::optional<PersonId> person;   // as the device knows
        std::string token, token_before;  // heard last, and the one before
        bool certain = false;             // the newest token must bring the same person back
        bool hello_in_flight = false;
        bool used_newest = true;
        int commands = 0;
        std::deque<Sent> unanswered;
    };
    struct Socket {
        std::size_t device = 0;
        std::optional<PersonId> person;  // the truth, from the reply to hello
        std::map<std::string, assembly::Command> sent;
    };

    void start_engine();
    void do_step();
    void connect(Device& device, std::size_t index);
    void disconnect(Device& device);
    void send(Device& device, assembly::Command command);
    void send_request(Device& device, protocol::Request request);
    void retry(Device& device);
    void attendee_acts(Device& device);
    void chair_acts(Device& device);
    std::optional<assembly::Command> chair_command();
    assembly::Command queue_command(const assembly::State& state);
    assembly::Command some_timing(const assembly::State& state, BlockId otherwise);
    assembly::Command some_agenda(BlockId before);
    assembly::Command some_asking(PersonId person);
    assembly::Command some_question();
    void turn(bool console_or_undo);

    void count(PersonId person, const std::string& id, const assembly::Command& command,
               const protocol::Reply& reply);
    void hear_hello(Device& device, const protocol::Reply& reply);

    void check_all(bool console_or_undo);
    void check_replay();
    void check_state(const assembly::State& state) const;
    void check_votes(bool console_or_undo);
    void check_words();
    void check_names(bool console_or_undo);
    void check_public(const views::PublicView& view, const std::string& bytes) const;
    void check_row(const json::Value& queue);
    void check_desk(const std::string& bytes) const;
    void check_questions(const assembly::State& state) const;
    void check_questions_shown(const views::PublicView& view, const std::string& bytes);

    Dice dice_;
    const Locales& locales_;
    text::WordMatcher words_;
    text::Blocklist blocklist_;
    WatchedJournal journal_;
    std::unique_ptr<engine::Engine> engine_;
    std::optional<protocol::ViewStream> view_;
    std::optional<protocol::DeskStream> desk_;
    json::Value followed_;  // a phone that has only seen the first whole view and every patch since
    std::uint64_t version_ = 0;
    std::map<PollId, std::uint32_t> cast_seen_;
    std::map<std::uint64_t, std::uint64_t> promised_;  // version named in a reply → seq it must show

    std::vector<Device> devices_;
    std::map<engine::ClientId, Socket> sockets_;
    std::set<engine::ClientId> following_desk_;
    engine::ClientId last_client_ = 0;
    Acknowledged truth_;
    std::optional<CheckInId> check_in_;
    std::uint32_t next_check_in_ = 1;
    std::int64_t now_ms_ = 1'700'000'000'000;
    int step_ = 0;
    bool crowded_ = false;  // more people raise their hands than fit in a view
    bool state_lost_ = false;
    bool all_told_ = false;  // every reply of this turn has gone out
    std::map<std::string, int> happened_;
};

}  // namespace buurtkiosk::simulation
