// Owns Hall: an engine with a journal in memory, a clock that a test turns by hand, and phones that keep what
// they hear. Test thread only. It must never hide an order: everything heard is kept as it came.
#pragma once

#include <catch2/catch.hpp>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/engine.h"
#include "journal/memory_journal.h"

namespace buurtkiosk::test {

class Hall : public engine::Outlet {
  public:
    using ClientId = engine::ClientId;
    struct Heard {
        std::vector<protocol::Reply> replies;
        std::vector<views::PersonalView> me;
        std::vector<std::uint64_t> views;  // versions of the whole views
        int desks = 0;
        int desks_ended = 0;
        std::vector<protocol::CloseCode> closed;
    };

    journal::MemoryJournal journal;
    journal::Journal* on_disk = nullptr;  // instead of the one in memory, for the next start
    host::HostInfo host;
    std::function<std::vector<host::LanAddress>()> find_addresses;
    int rate = 1;  // of the clock, for the next start
    std::unique_ptr<engine::Engine> engine;
    std::int64_t now_ms = 1'700'000'000'000;
    std::map<ClientId, Heard> heard;
    std::vector<protocol::Publication> published;
    std::vector<std::int64_t> published_at_ms;
    std::vector<protocol::DeskPublication> desks;
    std::vector<views::SnapshotPtr> snapshots;
    // Asked at everything that leaves the engine.
    std::function<void()> watch;

    explicit Hall(bool starts = true) {
        host.addresses = {{"192.168.1.20", "wlan0"}, {"10.0.0.3", "eth0"}};
        if (starts) REQUIRE(start());
    }
    // The first start, and each one after a power cut.
    Status start(const std::vector<assembly::Command>& prepare = {
                     assembly::PrepareMeeting{"Avond", {"nl", "en"}}}) {
        static const text::WordMatcher words;
        engine.reset();
        heard.clear();
        published.clear();
        published_at_ms.clear();
        desks.clear();
        engine::EngineParts parts{
            on_disk == nullptr ? journal : *on_disk,
            *this,
            [this](std::uint8_t* bytes, std::size_t count) {
                for (std::size_t i = 0; i < count; ++i)
                    bytes[i] = static_cast<std::uint8_t>(random_ = random_ * 5 + 17);
            },
            words,
            nullptr,
            [this](views::SnapshotPtr snapshot) { snapshots.push_back(std::move(snapshot)); },
            [] { return std::int64_t{42}; },
            host,
            find_addresses};
        parts.rate = rate;
        engine = std::make_unique<engine::Engine>(std::move(parts));
        return engine->start(now_ms, prepare);
    }

    void turn(std::int64_t after_ms = 200) {
        now_ms += after_ms;
        engine->turn(now_ms);
    }
    void send(ClientId client, const std::string& id, protocol::Request request) {
        engine->receive(client, protocol::Frame{id, std::move(request)});
    }
    // Sends, turns, and gives the reply.
    protocol::Reply ask(ClientId client, const std::string& id, protocol::Request request) {
        send(client, id, std::move(request));
        turn();
        return last(client);
    }
    protocol::Reply hello(ClientId client, std::optional<std::string> resume = {},
                          bool from_this_computer = false) {
        return ask(client, "h", greeting(std::move(resume), from_this_computer));
    }
    static protocol::Hello greeting(std::optional<std::string> resume = {}, bool from_this_computer = false) {
        return protocol::Hello{"nl", assembly::Place::room, std::move(resume), from_this_computer};
    }
    protocol::Reply last(ClientId client) {
        REQUIRE_FALSE(heard[client].replies.empty());
        return heard[client].replies.back();
    }
    ClientId chair(ClientId client) {
        hello(client);
        REQUIRE_FALSE(
            ask(client, "pair", assembly::Command{assembly::Pair{engine->pairing_links().front().code}})
                .refusal);
        return client;
    }
    const views::PublicView& view() const { return published.back().view; }

    void reply(ClientId client, const protocol::Reply& reply) override {
        looked();
        heard[client].replies.push_back(reply);
    }
    void publish(const protocol::Publication& next) override {
        looked();
        published.push_back(next);
        published_at_ms.push_back(now_ms);
    }
    void publish_desk(const protocol::DeskPublication& next) override {
        looked();
        desks.push_back(next);
    }
    void send_view(ClientId client) override {
        looked();
        heard[client].views.push_back(engine->version());
    }
    void send_desk(ClientId client) override {
        looked();
        ++heard[client].desks;
    }
    void end_desk(ClientId client) override { ++heard[client].desks_ended; }
    void send_me(ClientId client, const views::PersonalView& me) override {
        looked();
        heard[client].me.push_back(me);
    }
    void close(ClientId client, protocol::CloseCode code) override { heard[client].closed.push_back(code); }

  private:
    void looked() {
        if (watch) watch();
    }
    std::uint32_t random_ = 1;
};

}  // namespace buurtkiosk::test
