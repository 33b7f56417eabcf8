// Owns TestKiosk, the kiosk's real server side for tests: engine, gateway and loop on a thread of their own,
// on 127.0.0.1 and a free port, with a journal in memory. Made and ended by the test's thread, which may look
// at nothing of the loop's while it runs. It must never replace what it tests by something simpler.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "base/locale.h"
#include "base/words.h"
#include "engine/crossing.h"
#include "engine/engine.h"
#include "gateway/gateway.h"
#include "gateway/loop.h"
#include "journal/memory_journal.h"

namespace gateway_tests {

namespace bk = buurtkiosk;

inline std::string assets_folder() {
    const char* given = std::getenv("BUURTKIOSK_ASSETS");
    return given != nullptr ? given : BUURTKIOSK_ASSETS_DIR;
}

inline const bk::Locales& locales() {
    static const bk::Locales loaded = [] {
        auto result = bk::Locales::load(assets_folder() + "/locales");
        if (!result)
            throw std::runtime_error("the locales cannot be loaded: " + result.refusal().sentence.key);
        return std::move(result).value();
    }();
    return loaded;
}

/// A small web client, so that these tests need no bundle.
inline std::span<const bk::gateway::WebAsset> small_web() {
    static const std::string large(300'000, 'k');
    static const std::string page(2'000, ' ');
    static const std::string packed_page = bk::gateway::gzip(page);
    static const std::vector<bk::gateway::WebAsset> assets{
        {"/app.js", "text/javascript; charset=utf-8", "let kiosk = 1;", {}},
        {"/index.html", "text/html; charset=utf-8", page, packed_page},
        {"/large.bin", "application/octet-stream", large, {}}};
    return assets;
}

class TestKiosk {
  public:
    using Settings = bk::gateway::GatewaySettings;
    using Commands = std::vector<bk::assembly::Command>;

    explicit TestKiosk(Settings settings = {}, const Commands& prepare = default_evening(),
                       bk::journal::Journal* journal = nullptr,
                       const std::function<void(struct ev_loop*)>& before_the_loop = {}) {
        settings.clock_ms = now_ms;
        settings.listen_address = "127.0.0.1";
        gateway_ = std::make_unique<bk::gateway::Gateway>(settings, locales(), small_web(), loop_.handle());
        if (!gateway_->listen()) throw std::runtime_error("no port on 127.0.0.1");
        port_ = gateway_->port();
        bk::engine::EngineParts parts{journal == nullptr ? memory_ : *journal, *gateway_, random_bytes(),
                                      words_};
        parts.host.port = port_;
        engine_ = std::make_unique<bk::engine::Engine>(std::move(parts));
        gateway_->serve(*engine_);
        if (auto started = engine_->start(now_ms(), prepare); !started) {
            throw std::runtime_error("the evening does not start: " + started.refusal().sentence.key);
        }
        chair_code_ = engine_->pairing_links().front().code;
        loop_.connect(*engine_, *gateway_, mailbox_, now_ms);
        if (before_the_loop) before_the_loop(loop_.handle());
        thread_ = std::thread([this] { loop_.run(); });
    }
    ~TestKiosk() { stop(); }
    TestKiosk(const TestKiosk&) = delete;
    TestKiosk& operator=(const TestKiosk&) = delete;

    /// Ends the loop as the program does; returns when its thread has ended.
    void stop() {
        if (!thread_.joinable()) return;
        loop_.stop();
        thread_.join();
    }
    /// Asks something as the console does.
    void console(bk::assembly::Command command) { mailbox_.post(std::move(command)); }
    /// Hands over something that the kiosk itself made.
    void kiosk(bk::engine::Mailbox::Letter letter) { mailbox_.post(std::move(letter)); }

    std::uint16_t port() const { return port_; }
    const std::string& chair_code() const { return chair_code_; }
    /// Only after stop(), or on the loop's thread.
    bk::engine::Engine& engine() { return *engine_; }
    bk::gateway::Gateway& gateway() { return *gateway_; }

    static Commands default_evening() {
        Commands commands;
        commands.push_back(bk::assembly::PrepareMeeting{"Buurtavond", {"nl", "en"}});
        bk::assembly::AddPoll poll;
        poll.kind = bk::assembly::PollKind::yes_no;
        poll.question = "Gaat het plein op slot?";
        commands.push_back(poll);
        return commands;
    }
    static std::int64_t now_ms() {
        using namespace std::chrono;
        static const std::int64_t wall =
            duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
        static const auto start = steady_clock::now();
        return wall + duration_cast<milliseconds>(steady_clock::now() - start).count();
    }

  private:
    static bk::engine::RandomBytes random_bytes() {
        return [random = std::mt19937_64(20'26)](std::uint8_t* bytes, std::size_t count) mutable {
            for (std::size_t i = 0; i < count; ++i) bytes[i] = static_cast<std::uint8_t>(random());
        };
    }

    bk::gateway::Loop loop_;
    bk::engine::Mailbox mailbox_;
    bk::journal::MemoryJournal memory_;
    bk::text::WordMatcher words_;
    std::unique_ptr<bk::gateway::Gateway> gateway_;
    std::unique_ptr<bk::engine::Engine> engine_;
    std::uint16_t port_ = 0;
    std::string chair_code_;
    std::thread thread_;
};

}  // namespace gateway_tests
