// Tests of digests, hexadecimal and random bytes against published values (RFC 7693) and the library's own
// definition. Pure, one thread. It must never touch a file or a socket.
#include "base/digest.h"

#include <set>
#include <string>

#include "catch2/catch.hpp"

using namespace buurtkiosk;

TEST_CASE("BLAKE2b-256 gives the known digests") {
    CHECK(hex(blake2b("")) == "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
    CHECK(hex(blake2b("abc")) == "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

TEST_CASE("a digest in parts equals the digest of the whole") {
    std::string text;
    for (int i = 0; i < 1000; ++i) text += std::to_string(i);
    for (const std::size_t cut :
         {std::size_t{0}, std::size_t{1}, std::size_t{127}, std::size_t{128}, text.size()}) {
        Hasher hasher;
        hasher.add(std::string_view(text).substr(0, cut)).add(std::string_view(text).substr(cut));
        CHECK(hasher.finish() == blake2b(text));
    }
    CHECK(Hasher().add_number(0x0102030405060708).finish() == blake2b("\x08\x07\x06\x05\x04\x03\x02\x01"));
    CHECK(Hasher().add_sized("ab").add_sized("c").finish() !=
          Hasher().add_sized("a").add_sized("bc").finish());
}

TEST_CASE("hexadecimal goes there and back, and takes nothing else") {
    const Digest digest = blake2b("x");
    CHECK(digest_from_hex(hex(digest)) == digest);
    CHECK_FALSE(digest_from_hex("").has_value());
    CHECK_FALSE(digest_from_hex(std::string(64, 'g')).has_value());
    CHECK_FALSE(digest_from_hex(std::string(64, 'A')).has_value());
    CHECK_FALSE(digest_from_hex(std::string(63, 'a')).has_value());
    CHECK_FALSE(digest_from_hex(std::string(66, 'a')).has_value());
    std::array<std::uint8_t, 2> two{};
    CHECK(bytes_from_hex("00ff", two));
    CHECK(two == std::array<std::uint8_t, 2>{0, 255});
    CHECK(hex(Bytes{}).empty());
}

TEST_CASE("random bytes differ") {
    std::set<Digest> seen;
    for (int i = 0; i < 100; ++i) {
        Digest digest{};
        random_bytes(digest.data(), digest.size());
        seen.insert(digest);
    }
    CHECK(seen.size() == 100);
}

TEST_CASE("bytes are compared by length and content") {
    CHECK(same_bytes(bytes_of("abc"), bytes_of("abc")));
    CHECK_FALSE(same_bytes(bytes_of("abc"), bytes_of("abd")));
    CHECK_FALSE(same_bytes(bytes_of("abc"), bytes_of("ab")));
    CHECK(same_bytes(Bytes{}, Bytes{}));
}
