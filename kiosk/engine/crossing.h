// Owns the one crossing between the loop thread and the drawing thread: snapshots one way, commands the
// other. Both threads use it, each under its lock for no longer than a swap. It must never do work while it
// holds a lock.
#pragma once

#include <functional>
#include <mutex>
#include <utility>
#include <variant>
#include <vector>

#include "assembly/commands.h"
#include "engine/engine.h"
#include "protocol/messages.h"
#include "views/snapshot.h"

namespace buurtkiosk::engine {

// Loop → main: the newest picture. g++ 12's atomic<shared_ptr> makes the thread sanitizer cry, so a mutex.
class SnapshotBox {
  public:
    void put(views::SnapshotPtr snapshot) {
        std::lock_guard lock(mutex_);
        std::swap(snapshot_, snapshot);  // the old one is freed after the lock
    }
    views::SnapshotPtr get() const {
        std::lock_guard lock(mutex_);
        return snapshot_;
    }

  private:
    mutable std::mutex mutex_;
    views::SnapshotPtr snapshot_;
};

// Main → loop: what the console asked; and what the maker of slides has, from its own thread. `wake` tells
// the loop (ev_async_send) and must be callable from any thread.
class Mailbox {
  public:
    using Letter = std::variant<assembly::Command, protocol::ChooseAddress, KeepAttachment, SlidesMade>;
    void on_post(std::function<void()> wake) { wake_ = std::move(wake); }  // before the threads start
    void post(Letter letter) {
        {
            std::lock_guard lock(mutex_);
            letters_.push_back(std::move(letter));
        }
        if (wake_) wake_();
    }
    std::vector<Letter> take() {
        std::vector<Letter> taken;
        std::lock_guard lock(mutex_);
        taken.swap(letters_);
        return taken;
    }

  private:
    std::mutex mutex_;
    std::vector<Letter> letters_;
    std::function<void()> wake_;
};

}  // namespace buurtkiosk::engine
