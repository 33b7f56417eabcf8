// Owns the calls into libsodium: BLAKE2b, hexadecimal, random bytes. Any thread. It must never include
// anything of a meeting.
#include "base/digest.h"

#include <sodium.h>

#include <cstdlib>
#include <new>

namespace buurtkiosk {

namespace {

// libsodium picks its fastest code and opens its random source at the first call; without it nothing of this
// program can be trusted to hold.
void need_sodium() {
    static const int started = sodium_init();
    if (started < 0) std::abort();
}

crypto_generichash_state* state_in(std::uint8_t* bytes) {
    return std::launder(reinterpret_cast<crypto_generichash_state*>(bytes));
}

int digit_value(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    return -1;
}

}  // namespace

Digest blake2b(Bytes bytes) {
    need_sodium();
    Digest digest;
    crypto_generichash(digest.data(), digest.size(), bytes.data(), bytes.size(), nullptr, 0);
    return digest;
}

Digest blake2b(std::string_view bytes) { return blake2b(bytes_of(bytes)); }

Hasher::Hasher() : state_{} {
    static_assert(sizeof(crypto_generichash_state) <= sizeof(state_));
    static_assert(alignof(crypto_generichash_state) <= 64);
    need_sodium();
    auto* state = new (state_.data()) crypto_generichash_state;
    crypto_generichash_init(state, nullptr, 0, sizeof(Digest));
}

Hasher& Hasher::add(Bytes bytes) {
    crypto_generichash_update(state_in(state_.data()), bytes.data(), bytes.size());
    return *this;
}

Hasher& Hasher::add(std::string_view bytes) { return add(bytes_of(bytes)); }

Hasher& Hasher::add_number(std::uint64_t number) {
    std::array<std::uint8_t, 8> bytes;
    for (auto& byte : bytes) {
        byte = static_cast<std::uint8_t>(number & 0xff);
        number >>= 8;
    }
    return add(Bytes{bytes});
}

Hasher& Hasher::add_sized(std::string_view bytes) { return add_number(bytes.size()).add(bytes); }

Digest Hasher::finish() {
    Digest digest;
    crypto_generichash_final(state_in(state_.data()), digest.data(), digest.size());
    return digest;
}

std::string hex(Bytes bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const std::uint8_t byte : bytes) {
        text.push_back(digits[byte >> 4]);
        text.push_back(digits[byte & 15]);
    }
    return text;
}

bool bytes_from_hex(std::string_view text, std::span<std::uint8_t> bytes) {
    if (text.size() != bytes.size() * 2) return false;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const int high = digit_value(text[2 * i]);
        const int low = digit_value(text[2 * i + 1]);
        if (high < 0 || low < 0) return false;
        bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
    }
    return true;
}

std::optional<Digest> digest_from_hex(std::string_view text) {
    Digest digest;
    if (!bytes_from_hex(text, digest)) return std::nullopt;
    return digest;
}

void random_bytes(std::uint8_t* bytes, std::size_t count) {
    need_sodium();
    randombytes_buf(bytes, count);
}

bool same_bytes(Bytes one, Bytes other) {
    return one.size() == other.size() && sodium_memcmp(one.data(), other.data(), one.size()) == 0;
}

}  // namespace buurtkiosk
