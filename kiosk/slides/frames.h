// Owns the bytes between the child that draws pages and the kiosk: a stream of small frames, each with its
// kind and length. Pure, any thread. It must never trust a length: the child may have been led astray by a
// PDF.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace buurtkiosk::slides {

// In the order in which a child says them: pages, then for each page wall, phone and text, then done; or
// failed at any moment.
enum class FrameKind : std::uint8_t {
    pages = 'N',   // how many, in decimal digits
    wall = 'W',    // a PNG
    phone = 'P',   // a PNG
    text = 'T',    // UTF-8, as poppler gives it
    done = 'D',    // empty
    failed = 'E',  // one of the words of Trouble
};

// What a child can say of a PDF.
namespace trouble {
inline constexpr std::string_view broken = "broken";
inline constexpr std::string_view encrypted = "encrypted";
inline constexpr std::string_view too_many_pages = "too_many_pages";
inline constexpr std::string_view no_memory = "no_memory";
}  // namespace trouble

struct Frame {
    FrameKind kind = FrameKind::done;
    std::vector<std::uint8_t> body;
    std::string_view words() const { return {reinterpret_cast<const char*>(body.data()), body.size()}; }
};

// The most bytes that the body of a frame may have.
std::size_t most_bytes(FrameKind kind);

// Five bytes before the body: the kind, then its length, least significant byte first.
std::string frame_head(FrameKind kind, std::size_t body_bytes);

class FrameReader {
  public:
    // False when the stream is not one of frames; nothing more is read then.
    bool feed(std::span<const std::uint8_t> bytes);
    // The next whole frame, if there is one.
    std::optional<Frame> next();

  private:
    std::vector<std::uint8_t> waiting_;
    std::size_t read_ = 0;  // of waiting_, in frames that were taken
    bool bad_ = false;
    bool look();
};

// What is written on a page, fit to be read out: valid UTF-8 without control characters, white space made
// single, words that a line end had cut with a hyphen left as they are, empty lines taken out, cut at a word
// to limits::slide_text_bytes.
std::string clean_page_text(std::string_view text);

}  // namespace buurtkiosk::slides
