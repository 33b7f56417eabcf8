// Owns making, spending and replacing pairing codes, and the waiting of who guesses. Loop thread. It must
// never decide what a role may do.
#include "engine/pairing.h"

#include <algorithm>
#include <array>
#include <utility>

namespace buurtkiosk::engine {
namespace {

using assembly::PairingCode;
using assembly::Role;

constexpr std::array roles_with_code{Role::chair, Role::minute_taker, Role::table_facilitator};
constexpr std::size_t code_digits = 8;
constexpr std::size_t spent_kept = 12;
constexpr std::uint32_t free_tries = 3;
constexpr std::int64_t wait_after_wrong_ms = 30'000;
constexpr std::int64_t guess_every_ms = 1'000;

}  // namespace

PairingCodes::PairingCodes(RandomBytes random, std::int64_t lives_ms)
    : random_(std::move(random)), lives_ms_(lives_ms) {}

std::string PairingCodes::new_digits() const {
    std::string digits;
    while (digits.size() < code_digits) {
        std::uint8_t byte = 0;
        random_(&byte, 1);
        // 250 is a multiple of 10: every digit is equally likely.
        if (byte < 250) digits += static_cast<char>('0' + byte % 10);
    }
    return digits;
}

bool PairingCodes::renew(std::int64_t now_ms) {
    bool changed = false;
    for (const Role role : roles_with_code) {
        const auto good = std::find_if(all_.begin(), all_.end(), [&](const PairingCode& code) {
            return code.role == role && !code.spent;
        });
        if (good != all_.end() && now_ms < until_ms_.at(role)) continue;
        if (good != all_.end()) good->spent = true;
        std::string digits = new_digits();
        while (std::any_of(all_.begin(), all_.end(),
                           [&](const PairingCode& code) { return code.digits == digits; })) {
            digits = new_digits();
        }
        all_.insert(all_.begin(), PairingCode{std::move(digits), role, false});
        until_ms_[role] = now_ms + lives_ms_;
        changed = true;
    }
    if (!changed) return false;
    std::stable_partition(all_.begin(), all_.end(), [](const PairingCode& code) { return !code.spent; });
    if (all_.size() > roles_with_code.size() + spent_kept) all_.resize(roles_with_code.size() + spent_kept);
    return true;
}

void PairingCodes::spend(Role role) {
    for (PairingCode& code : all_) {
        if (code.role == role) code.spent = true;
    }
}

std::string PairingCodes::code_for(Role role) const {
    for (const PairingCode& code : all_) {
        if (code.role != role || code.spent) continue;
        return std::string(code.digits).insert(code_digits / 2, "-");
    }
    return {};
}

std::int64_t PairingCodes::good_until_ms(Role role) const {
    const auto found = until_ms_.find(role);
    return found == until_ms_.end() ? 0 : found->second;
}

Status PairingCodes::may_try(PersonId person, std::int64_t now_ms) const {
    const auto found = wrong_.find(person);
    if (found == wrong_.end() || found->second.times < free_tries) return Done{};
    const std::int64_t wait_ms = std::max(found->second.next_ms, next_guess_ms_) - now_ms;
    if (wait_ms <= 0) return Done{};
    return refuse(RefusalCode::rate, "refusal.wait_with_code",
                  {{"n", std::to_string((wait_ms + 999) / 1000)}});
}

void PairingCodes::was_wrong(PersonId person, std::int64_t now_ms) {
    Wrong& wrong = wrong_[person];
    if (wrong.times >= free_tries) next_guess_ms_ = now_ms + guess_every_ms;
    ++wrong.times;
    if (wrong.times >= free_tries) wrong.next_ms = now_ms + wait_after_wrong_ms;
}

}  // namespace buurtkiosk::engine
