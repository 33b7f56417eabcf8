// Owns drawing, checking and reading the number of a voting pass. Any thread. It must never log a number.
#include "base/pass_number.h"

#include <sodium.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <array>
#include <cassert>

#include "base/limits.h"

namespace buurtkiosk {
namespace {

// Row: the interim digit; column: the next digit. Its diagonal is zero, so that the check digit of a row with
// its own check digit is 0.
constexpr std::array<std::string_view, 10> damm = {"0317598642", "7092154863", "4206871359", "1750983426",
                                                   "6123045978", "3674209581", "5869720134", "8945362017",
                                                   "9438617205", "2581436790"};

bool is_between(UChar32 point) {
    return u_isUWhiteSpace(point) != 0 || u_charType(point) == U_DASH_PUNCTUATION || point == '.' ||
           u_charType(point) == U_FORMAT_CHAR;  // direction marks come along with what is pasted
}

}  // namespace

char check_digit(std::string_view digits) {
    std::size_t interim = 0;
    for (const char digit : digits) {
        assert(digit >= '0' && digit <= '9');
        interim = static_cast<std::size_t>(damm[interim][static_cast<std::size_t>(digit - '0')] - '0');
    }
    return static_cast<char>('0' + interim);
}

std::string draw_pass_number(const std::function<void(std::uint8_t*, std::size_t)>& random) {
    std::string number;
    while (number.size() < pass_digits - 1) {
        std::uint8_t byte = 0;
        random(&byte, 1);
        if (byte < 250)
            number += static_cast<char>('0' + byte % 10);  // above it some digits would come more often
    }
    number += check_digit(number);
    return number;
}

std::string grouped_pass_number(std::string_view number) {
    std::string text;
    for (std::size_t at = 0; at < number.size(); ++at) {
        if (at > 0 && at % 4 == 0) text += ' ';
        text += number[at];
    }
    return text;
}

Result<std::string> read_pass_number(std::string_view typed) {
    if (typed.size() > limits::text_bytes) return refuse(RefusalCode::bad_text, "refusal.pass_digits");
    // What is no UTF-8 becomes U+FFFD, which is no digit.
    const auto text =
        icu::UnicodeString::fromUTF8(icu::StringPiece(typed.data(), static_cast<std::int32_t>(typed.size())));
    std::string number;
    for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
        const UChar32 point = text.char32At(at);
        if (is_between(point)) continue;
        const std::int32_t digit = u_charDigitValue(point);
        if (digit < 0 || number.size() == pass_digits)
            return refuse(RefusalCode::bad_text, "refusal.pass_digits");
        number += static_cast<char>('0' + digit);
    }
    if (number.size() != pass_digits) return refuse(RefusalCode::bad_text, "refusal.pass_digits");
    if (check_digit(number) != '0') return refuse(RefusalCode::bad_text, "refusal.pass_check");
    return number;
}

Digest pass_hash(const PassKey& key, std::string_view number) {
    Digest digest;
    const Bytes bytes = bytes_of(number);
    crypto_generichash(digest.data(), digest.size(), bytes.data(), bytes.size(), key.data(), key.size());
    return digest;
}

}  // namespace buurtkiosk
