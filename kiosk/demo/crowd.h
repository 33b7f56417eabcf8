// Owns Crowd, the simulated attendees of --demo and --rehearse and the thread they live on: each a real
// WebSocket client, with libwebsockets' client side and a loop of its own. start() and stop() may be called
// from the thread that made it. It must never call into the program it visits.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "demo/script.h"

namespace buurtkiosk::demo {

struct CrowdSettings {
    std::uint16_t port = 0;  // of the kiosk on this computer
    std::size_t people = 40;
    std::string chair_code;  // "" leaves the evening to a human chair from the start
    std::uint64_t seed = 1;
    double join_within_s = 13;
    int rate = 1;  // how many times faster their time goes: all their seconds are the meeting's
};

class Crowd {
  public:
    Crowd(CrowdSettings settings, Script script);
    /// Stops when it still runs.
    ~Crowd();
    Crowd(const Crowd&) = delete;
    Crowd& operator=(const Crowd&) = delete;

    void start();
    /// Everybody hangs up; returns when the thread has ended.
    void stop();

  private:
    class Hall;
    std::unique_ptr<Hall> hall_;
};

}  // namespace buurtkiosk::demo
