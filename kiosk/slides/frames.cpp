// Owns the reading and writing of the child's frames, and the cleaning of a page's text. Pure, any thread. It
// must never keep more than one frame's bytes.
#include "slides/frames.h"

#include <algorithm>

#include "base/limits.h"

namespace buurtkiosk::slides {
namespace {

constexpr std::size_t head_bytes = 5;
constexpr std::size_t raw_text_bytes = 8 * limits::slide_text_bytes;
constexpr std::size_t word_bytes = 32;

bool is_kind(std::uint8_t byte) {
    switch (static_cast<FrameKind>(byte)) {
        case FrameKind::pages:
        case FrameKind::wall:
        case FrameKind::phone:
        case FrameKind::text:
        case FrameKind::done:
        case FrameKind::failed:
            return true;
    }
    return false;
}

std::size_t length_at(const std::uint8_t* bytes) {
    return std::size_t{bytes[0]} | (std::size_t{bytes[1]} << 8) | (std::size_t{bytes[2]} << 16) |
           (std::size_t{bytes[3]} << 24);
}

// One character of UTF-8 at the start of the text: its bytes, 0 when it is none (overlong forms, surrogates
// and what lies beyond Unicode are none).
std::size_t character_bytes(std::string_view text, char32_t& code) {
    const auto byte = [&](std::size_t at) { return static_cast<std::uint8_t>(text[at]); };
    const std::uint8_t first = byte(0);
    const std::size_t count = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (count == 0 || first > 0xF4 || text.size() < count) return 0;
    code = count == 1 ? first : first & (0x7FU >> count);
    for (std::size_t i = 1; i < count; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) return 0;
        code = (code << 6) | (byte(i) & 0x3FU);
    }
    const bool overlong = (count == 3 && code < 0x800) || (count == 4 && code < 0x10000);
    if (overlong || (code >= 0xD800 && code <= 0xDFFF) || code > 0x10FFFF) return 0;
    return count;
}

// Marks that turn the direction of what follows could make a sentence say something else.
bool is_left_out(char32_t code) {
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0xAD || code == 0xFEFF || code == 0xFFFD ||
           (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) ||
           (code >= 0xE000 && code <= 0xF8FF) || code >= 0xF0000;
}

}  // namespace

std::size_t most_bytes(FrameKind kind) {
    switch (kind) {
        case FrameKind::wall:
            return limits::slide_wall_bytes;
        case FrameKind::phone:
            return limits::slide_phone_bytes;
        case FrameKind::text:
            return raw_text_bytes;
        case FrameKind::pages:
        case FrameKind::failed:
            return word_bytes;
        case FrameKind::done:
            return 0;
    }
    return 0;
}

std::string frame_head(FrameKind kind, std::size_t body_bytes) {
    std::string head(1, static_cast<char>(kind));
    for (int shift = 0; shift < 32; shift += 8) head += static_cast<char>((body_bytes >> shift) & 0xFF);
    return head;
}

bool FrameReader::look() {
    if (bad_) return false;
    const std::size_t left = waiting_.size() - read_;
    if (left == 0) return true;
    bad_ = !is_kind(waiting_[read_]) ||
           (left >= head_bytes &&
            length_at(waiting_.data() + read_ + 1) > most_bytes(static_cast<FrameKind>(waiting_[read_])));
    return !bad_;
}

bool FrameReader::feed(std::span<const std::uint8_t> bytes) {
    if (bad_) return false;
    waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(read_));
    read_ = 0;
    waiting_.insert(waiting_.end(), bytes.begin(), bytes.end());
    return look();
}

std::optional<Frame> FrameReader::next() {
    const std::size_t left = waiting_.size() - read_;
    if (!look() || left < head_bytes) return std::nullopt;
    const std::size_t length = length_at(waiting_.data() + read_ + 1);
    if (left < head_bytes + length) return std::nullopt;
    Frame frame;
    frame.kind = static_cast<FrameKind>(waiting_[read_]);
    const auto body = waiting_.begin() + static_cast<std::ptrdiff_t>(read_ + head_bytes);
    frame.body.assign(body, body + static_cast<std::ptrdiff_t>(length));
    read_ += head_bytes + length;
    return frame;
}

std::string clean_page_text(std::string_view text) {
    std::string clean;
    char gap = 0;  // white space that waits for the next letter
    std::size_t last_gap = 0;
    while (!text.empty()) {
        char32_t code = 0;
        const std::size_t bytes = character_bytes(text, code);
        if (bytes == 0) {
            text.remove_prefix(1);
            continue;
        }
        const std::string_view character = text.substr(0, bytes);
        text.remove_prefix(bytes);
        if (code == '\n' || code == '\r' || code == '\f' || code == 0x2028 || code == 0x2029) {
            gap = '\n';
        } else if (code == ' ' || code == '\t' || code == 0xA0) {
            if (gap == 0) gap = ' ';
        } else if (!is_left_out(code)) {
            if (gap != 0 && !clean.empty()) {
                last_gap = clean.size();
                clean += gap;
            }
            gap = 0;
            if (clean.size() + bytes > limits::slide_text_bytes) {
                // A word that is as long as a page has no gap to cut at.
                if (last_gap > 0) clean.resize(last_gap);
                return clean;
            }
            clean += character;
        }
    }
    return clean;
}

}  // namespace buurtkiosk::slides
