// Owns digests and random bytes: BLAKE2b-256 (RFC 7693), hexadecimal, and the system's random source, all by
// libsodium. Pure functions, any thread, except that random_bytes is random. It must never include anything
// of a meeting; simulations and tests bring their own random source.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace buurtkiosk {

using Digest = std::array<std::uint8_t, 32>;
using Bytes = std::span<const std::uint8_t>;

inline Bytes bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// BLAKE2b with 32 bytes of output and no key.
Digest blake2b(Bytes bytes);
Digest blake2b(std::string_view bytes);

// The same over several parts. Parts are taken one after the other without a mark between: a caller to whom
// it matters where one ends adds its length.
class Hasher {
  public:
    Hasher();
    Hasher& add(Bytes bytes);
    Hasher& add(std::string_view bytes);
    Hasher& add_number(std::uint64_t number);   // 8 bytes, least significant first
    Hasher& add_sized(std::string_view bytes);  // its length as add_number, then the bytes
    Digest finish();                            // once

  private:
    alignas(64) std::array<std::uint8_t, 384> state_;  // libsodium's own state, kept out of this header
};

// Two digits a byte, small letters.
std::string hex(Bytes bytes);
// Accepts exactly what hex() writes, of exactly that many bytes.
std::optional<Digest> digest_from_hex(std::string_view text);
bool bytes_from_hex(std::string_view text, std::span<std::uint8_t> bytes);

// From the system's source, fit for keys and tokens.
void random_bytes(std::uint8_t* bytes, std::size_t count);

// In a time that does not tell where the first difference is.
bool same_bytes(Bytes one, Bytes other);

}  // namespace buurtkiosk
