// Owns reading a PNG from memory into Cairo's pixels. Main thread. It must never trust the bytes: sizes are
// checked before anything is made of them.
#pragma once

#include <cairo/cairo.h>

#include <cstdint>
#include <memory>
#include <span>

namespace buurtkiosk::paint {

struct DestroySurface {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
using SurfacePointer = std::unique_ptr<cairo_surface_t, DestroySurface>;

// An image surface of 32 bits a pixel; null when the bytes are no PNG of 1 to most_side_px on each side.
SurfacePointer surface_from_png(std::span<const std::uint8_t> png, int most_side_px);

}  // namespace buurtkiosk::paint
