// Owns pictures in memory: what was drawn, read back, compared and written as PNG.
// Main thread for reading back; the values may go anywhere. It must never include GLFW or know what is drawn.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace buurtkiosk::paint {

// Opaque pixels, row by row from the top, four bytes each: red, green, blue, 255.
struct Picture {
    int width_px = 0;
    int height_px = 0;
    std::vector<std::uint8_t> rgba;
    bool empty() const { return rgba.empty(); }
    bool operator==(const Picture&) const = default;
};

// Reads the lower left width × height of the framebuffer that is bound.
Picture read_framebuffer(int width_px, int height_px);

// Refused with code storage ("stage.picture_not_written", parameters path and reason).
Status write_png(const Picture& picture, const std::string& path);
// The same bytes in memory: for the minutes.
std::vector<std::uint8_t> png_bytes(const Picture& picture);
// Refused with code not_found ("stage.picture_not_read", parameters path and reason).
Result<Picture> read_png(const std::string& path);

}  // namespace buurtkiosk::paint
