// Owns writing small PNG files: a palette of at most 256 colours, one byte a pixel, packed as tightly as zlib
// can. Any thread. It must never be used where colours must be exact: near shades become one.
#pragma once

#include <string>

#include "paint/capture.h"

namespace buurtkiosk::stage_tests {

// False when the file cannot be written.
bool write_palette_png(const paint::Picture& picture, const std::string& path);

}  // namespace buurtkiosk::stage_tests
