// Owns the kiosk's clock: the wall clock at start, never before the journal's last moment, then the steady
// clock, and in a rehearsal that many times faster. Const after construction, so any thread may read it. It
// must never follow the wall clock afterwards: that can jump.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <ctime>

namespace buurtkiosk::host {

class Clock {
  public:
    // not_before_ms: the journal's last moment; a computer whose battery is empty starts in 1970.
    explicit Clock(std::int64_t not_before_ms) : Clock(std::max(wall_ms(), not_before_ms), 1) {}

    // A rehearsal's clock: it begins at starts_ms and runs `rate` times as fast as the time in the room.
    Clock(std::int64_t starts_ms, int rate)
        : started_(std::chrono::steady_clock::now()), started_ms_(starts_ms), rate_(rate) {}

    // The meeting's time: blocks, speakers, the journal.
    std::int64_t now_ms() const { return started_ms_ + elapsed_ms() * rate_; }

    // The time in the room, for what a network or a person's hands need: it runs at its own pace always.
    std::int64_t real_ms() const { return started_ms_ + elapsed_ms(); }

    int rate() const { return rate_; }

    static std::int64_t wall_ms() {
        using namespace std::chrono;
        return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
    }

    // The beginning of that moment's day, by this computer's time zone.
    static std::int64_t midnight_ms(std::int64_t now_ms) {
        std::time_t seconds = static_cast<std::time_t>(now_ms / 1000);
        std::tm local{};
        localtime_r(&seconds, &local);
        local.tm_hour = local.tm_min = local.tm_sec = 0;
        local.tm_isdst = -1;
        return std::int64_t{std::mktime(&local)} * 1000;
    }

    static std::int64_t steady_ns() {
        using namespace std::chrono;
        return duration_cast<nanoseconds>(steady_clock::now().time_since_epoch()).count();
    }

  private:
    std::int64_t elapsed_ms() const {
        using namespace std::chrono;
        return duration_cast<milliseconds>(steady_clock::now() - started_).count();
    }

    std::chrono::steady_clock::time_point started_;
    std::int64_t started_ms_;
    int rate_;
};

}  // namespace buurtkiosk::host
