// Owns SlidePage: one page of a PDF as it goes on the wall and on phones. Made once on the loop thread from
// the evening's file, then const everywhere. It must never know how it was drawn.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace buurtkiosk::views {

struct SlidePage {
    std::string digest;     // hex, of the slides it belongs to
    std::int32_t page = 0;  // from 1
    std::vector<std::uint8_t> wall_png;
    std::vector<std::uint8_t> phone_png;
    std::string text;  // what is written on it, for who cannot see it; lines between newlines
};
using SlidePagePtr = std::shared_ptr<const SlidePage>;

}  // namespace buurtkiosk::views
