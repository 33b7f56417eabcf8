// Owns the reading of a PNG's header and the handing of its bytes to Cairo. Main thread. It must never read
// past what it was given. Format: PNG specification, third edition, section 11.2.1 (IHDR).
#include "paint/png_surface.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace buurtkiosk::paint {
namespace {

constexpr std::size_t header_bytes = 24;  // signature, length and name of the first chunk, width, height
constexpr std::array<std::uint8_t, 16> header_start = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n',
                                                       0,    0,   0,   13,  'I',  'H',  'D',  'R'};

std::uint32_t big_endian(const std::uint8_t* bytes) {
    return (std::uint32_t{bytes[0]} << 24) | (std::uint32_t{bytes[1]} << 16) |
           (std::uint32_t{bytes[2]} << 8) | std::uint32_t{bytes[3]};
}

cairo_status_t read_some(void* closure, unsigned char* into, unsigned int count) {
    auto& left = *static_cast<std::span<const std::uint8_t>*>(closure);
    if (left.size() < count) return CAIRO_STATUS_READ_ERROR;
    std::memcpy(into, left.data(), count);
    left = left.subspan(count);
    return CAIRO_STATUS_SUCCESS;
}

}  // namespace

SurfacePointer surface_from_png(std::span<const std::uint8_t> png, int most_side_px) {
    if (png.size() < header_bytes || !std::equal(header_start.begin(), header_start.end(), png.begin()))
        return nullptr;
    const auto most = static_cast<std::uint32_t>(most_side_px);
    const std::uint32_t width = big_endian(png.data() + 16);
    const std::uint32_t height = big_endian(png.data() + 20);
    if (width < 1 || height < 1 || width > most || height > most) return nullptr;
    SurfacePointer surface(cairo_image_surface_create_from_png_stream(read_some, &png));
    if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) return nullptr;
    const cairo_format_t format = cairo_image_surface_get_format(surface.get());
    if (format != CAIRO_FORMAT_ARGB32 && format != CAIRO_FORMAT_RGB24) return nullptr;
    return surface;
}

}  // namespace buurtkiosk::paint
