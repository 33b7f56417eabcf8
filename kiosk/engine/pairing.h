// Owns PairingCodes: for each role one code that is good now, shown at the kiosk, used once and short-lived;
// and how often a person may be wrong. Loop thread. It must never be journaled or sent to a browser: whoever
// reads a code can take the role.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "assembly/decide.h"
#include "base/limits.h"

namespace buurtkiosk::engine {

// Random bytes for tokens, codes and the epoch; real ones come from libsodium, tests give seeded ones.
using RandomBytes = std::function<void(std::uint8_t* bytes, std::size_t count)>;

class PairingCodes {
  public:
    // `lives_ms`: how long a code is good when nobody uses it.
    PairingCodes(RandomBytes random, std::int64_t lives_ms);

    // Replaces what was used or has expired. True when a code changed.
    bool renew(std::int64_t now_ms);
    // Somebody took this role: its code is good no longer.
    void spend(assembly::Role role);
    // What decide() compares with: the good ones, and the last ones that are spent.
    const std::vector<assembly::PairingCode>& for_context() const { return all_; }
    // The good one, "4821-7703", and until when; renew() made it.
    std::string code_for(assembly::Role role) const;
    std::int64_t good_until_ms(assembly::Role role) const;

    // Everybody may be wrong a few times; then one try in half a minute, and all those together one a second.
    // So guessing is slow however many phones do it, and a chair who types with care is never kept waiting:
    // their own first tries are free whatever others do. Refused with 'rate' and {n}, seconds to wait.
    // With `limits::people` guessers an evening of three hours tries under 30,000 of 100,000,000 codes.
    Status may_try(PersonId person, std::int64_t now_ms) const;
    void was_wrong(PersonId person, std::int64_t now_ms);
    void was_right(PersonId person) { wrong_.erase(person); }

  private:
    struct Wrong {
        std::uint32_t times = 0;
        std::int64_t next_ms = 0;
    };
    std::string new_digits() const;

    RandomBytes random_;
    std::int64_t lives_ms_;
    std::vector<assembly::PairingCode> all_;  // the good ones in front, in the order of the roles
    std::map<assembly::Role, std::int64_t> until_ms_;
    std::map<PersonId, Wrong> wrong_;
    std::int64_t next_guess_ms_ = 0;  // for all who were wrong too often
};

}  // namespace buurtkiosk::engine
