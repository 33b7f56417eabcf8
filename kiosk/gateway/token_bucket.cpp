// Owns how a token bucket fills and empties.
// Runs on the thread of whoever holds the bucket. It must never read a clock of its own.
#include "gateway/token_bucket.h"

#include <algorithm>

namespace buurtkiosk::gateway {

bool TokenBucket::take(std::int64_t now_ms, double cost) {
    if (!started_) {
        started_ = true;
        filled_ms_ = now_ms;
    }
    if (now_ms > filled_ms_) {
        const double seconds = static_cast<double>(now_ms - filled_ms_) / 1000.0;
        tokens_ = std::min(size_.burst, tokens_ + seconds * size_.per_second);
        filled_ms_ = now_ms;
    }
    if (tokens_ < cost) return false;
    tokens_ -= cost;
    return true;
}

}  // namespace buurtkiosk::gateway
