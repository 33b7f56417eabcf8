// Owns what the child does: a PDF opened and its pages drawn with poppler, each said on a pipe as it is
// ready, under limits of time and memory. A process of its own, one thread. It must never run inside the
// kiosk: a PDF can hang, crash or fool the library that reads it.
#pragma once

#include <cstddef>
#include <string>

namespace buurtkiosk::slides {

// The hidden subcommand: buurtkiosk render-slides FILE BYTES. Draws so that all pictures together stay within
// that many bytes; with 0 it only looks: how many pages there are, and no picture. Frames go to standard
// output. Gives the exit status: 0 also when the PDF was no good, as that was said.
inline constexpr const char* render_subcommand = "render-slides";
int render_child(const std::string& file, std::size_t most_bytes);

}  // namespace buurtkiosk::slides
