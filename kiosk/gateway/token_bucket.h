// Owns TokenBucket, the measure of how much one sender may ask: a burst at once, then so much a second.
// A plain value that whoever holds it uses on its own thread. It must never read a clock: the time comes in.
#pragma once

#include <cstdint>

namespace buurtkiosk::gateway {

/// How much may be asked at once, and how much comes back each second.
struct BucketSize {
    double burst = 1;
    double per_second = 1;
};

/// The token bucket of RFC 2697's family: it starts full, each request takes its cost, time fills it again.
class TokenBucket {
  public:
    explicit TokenBucket(BucketSize size) : size_(size), tokens_(size.burst) {}

    /// Takes `cost` tokens and says yes, or takes nothing and says no. `now_ms` never goes back; when it
    /// does, nothing is filled.
    bool take(std::int64_t now_ms, double cost = 1);

  private:
    BucketSize size_;
    double tokens_;
    std::int64_t filled_ms_ = 0;
    bool started_ = false;
};

}  // namespace buurtkiosk::gateway
