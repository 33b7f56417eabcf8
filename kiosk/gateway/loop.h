// Owns Loop, the loop thread's heart: libev, and the watchers that give the engine its turns. run() is the
// loop thread; stop() may be called from any. It must never handle signals (main does) nor decide anything.
#pragma once

#include <ev.h>

#include <atomic>
#include <cstdint>
#include <functional>

#include "engine/crossing.h"
#include "engine/engine.h"
#include "gateway/gateway.h"

namespace buurtkiosk::gateway {

class Loop {
  public:
    Loop();
    ~Loop();
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    /// For the gateway, and for whoever else watches something on this thread.
    struct ev_loop* handle() const {
        return loop_;
    }

    /// Who gets turns. `meeting_ms` is the kiosk's clock, which runs `rate` times as fast as the gateway's.
    /// Takes the mailbox's wake for itself; all of them must outlive run(). Call once, before run().
    void connect(engine::Engine& engine, Gateway& gateway, engine::Mailbox& mailbox,
                 std::function<std::int64_t()> meeting_ms, int rate = 1);

    /// Runs until stop(): then takes what is in the inbox, tells everybody 4000, and returns when all have
    /// gone or the time for it is over.
    void run();
    /// From any thread, and from a signal's handler: it only sets a flag and wakes the loop.
    void stop();

  private:
    static void on_prepare(struct ev_loop* loop, ev_prepare* watcher, int events);
    static void on_mail(struct ev_loop* loop, ev_async* watcher, int events);
    static void on_timer(struct ev_loop* loop, ev_timer* watcher, int events);
    static void on_idle(struct ev_loop* loop, ev_idle* watcher, int events);

    void prepare();
    void read_mail();
    void turn_while_there_is_work();
    void sleep(std::optional<std::int64_t> wait_ms);

    struct ev_loop* loop_;
    ev_prepare prepare_{};
    ev_async mail_{};
    ev_timer timer_{};
    ev_idle idle_{};
    std::atomic<bool> stopping_{false};

    engine::Engine* engine_ = nullptr;
    Gateway* gateway_ = nullptr;
    engine::Mailbox* mailbox_ = nullptr;
    std::function<std::int64_t()> meeting_ms_;
    int rate_ = 1;
    std::optional<std::int64_t> stop_by_ms_;  // of the gateway's clock
};

}  // namespace buurtkiosk::gateway
