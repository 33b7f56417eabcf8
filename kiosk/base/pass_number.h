// Owns the number of a voting pass: sixteen digits, the last of which tells a slip of the finger. Pure
// functions, any thread; randomness is an argument. It must never hold which numbers there are, nor whose
// they are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/digest.h"
#include "base/result.h"

namespace buurtkiosk {

inline constexpr std::size_t pass_digits = 16;  // fifteen drawn, one to check them

// Fifteen digits, each value equally likely (10^15 of them, so that guessing one of 8,000 takes years at five
// tries a second), and the check digit behind them. `random` fills bytes from a source fit for keys.
std::string draw_pass_number(const std::function<void(std::uint8_t*, std::size_t)>& random);

// The check digit of a row of decimal digits, by H. M. Damm's totally anti-symmetric quasigroup of order ten
// (2004): it tells every single wrong digit and every two neighbours that changed places.
char check_digit(std::string_view digits);

// "1234 5678 9012 3456", as a sheet prints it.
std::string grouped_pass_number(std::string_view number);

// What somebody typed or scanned, as sixteen plain digits. Digits of every script count; spaces, dashes and
// dots between them do not. bad_text: something else stands there, the number is too long or too short, or
// the check digit says that a digit is wrong: then no pass was guessed, and nobody has to be asked.
Result<std::string> read_pass_number(std::string_view typed);

// What the evening's file keeps of a pass: BLAKE2b-256 with a key that lies outside of it, so that who has
// the file alone cannot try all numbers.
using PassKey = std::array<std::uint8_t, 32>;
Digest pass_hash(const PassKey& key, std::string_view number);

}  // namespace buurtkiosk
