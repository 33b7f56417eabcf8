// Owns reading the framebuffer back and PNG files, by Cairo.
// Main thread for the framebuffer. It must never include GLFW.
#include "paint/capture.h"

#include <cairo.h>

#include <cstddef>
#include <cstring>
#include <memory>

#include "paint/gl.h"

namespace buurtkiosk::paint {

namespace {

struct DestroySurface {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
using Surface = std::unique_ptr<cairo_surface_t, DestroySurface>;

Surface surface_of(const Picture& picture) {
    Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, picture.width_px, picture.height_px));
    if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) return surface;
    cairo_surface_flush(surface.get());
    unsigned char* rows = cairo_image_surface_get_data(surface.get());
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface.get()));
    const auto width = static_cast<std::size_t>(picture.width_px);
    for (std::size_t y = 0; y < static_cast<std::size_t>(picture.height_px); ++y) {
        for (std::size_t x = 0; x < width; ++x) {
            const std::uint8_t* from = &picture.rgba[(y * width + x) * 4];
            const std::uint32_t word = (static_cast<std::uint32_t>(from[0]) << 16) |
                                       (static_cast<std::uint32_t>(from[1]) << 8) | from[2];
            std::memcpy(rows + y * stride + x * 4, &word, sizeof(word));
        }
    }
    cairo_surface_mark_dirty(surface.get());
    return surface;
}

cairo_status_t append(void* into, const unsigned char* data, unsigned int length) {
    auto* bytes = static_cast<std::vector<std::uint8_t>*>(into);
    bytes->insert(bytes->end(), data, data + length);
    return CAIRO_STATUS_SUCCESS;
}

}  // namespace

Picture read_framebuffer(int width_px, int height_px) {
    Picture picture{.width_px = width_px, .height_px = height_px, .rgba = {}};
    const auto row = static_cast<std::size_t>(width_px) * 4;
    const auto rows = static_cast<std::size_t>(height_px);
    std::vector<std::uint8_t> upside_down(row * rows);
    glPixelStorei(GL_PACK_ALIGNMENT, 4);
    glPixelStorei(GL_PACK_ROW_LENGTH, 0);
    glReadPixels(0, 0, width_px, height_px, GL_RGBA, GL_UNSIGNED_BYTE, upside_down.data());
    picture.rgba.resize(row * rows);
    for (std::size_t y = 0; y < rows; ++y) {
        std::memcpy(&picture.rgba[y * row], &upside_down[(rows - 1 - y) * row], row);
    }
    for (std::size_t i = 3; i < picture.rgba.size(); i += 4) picture.rgba[i] = 255;
    return picture;
}

Status write_png(const Picture& picture, const std::string& path) {
    const Surface surface = surface_of(picture);
    const cairo_status_t status = cairo_surface_write_to_png(surface.get(), path.c_str());
    if (status != CAIRO_STATUS_SUCCESS) {
        return refuse(RefusalCode::storage, "stage.picture_not_written",
                      {{"path", path}, {"reason", cairo_status_to_string(status)}});
    }
    return Done{};
}

std::vector<std::uint8_t> png_bytes(const Picture& picture) {
    std::vector<std::uint8_t> bytes;
    const Surface surface = surface_of(picture);
    if (cairo_surface_write_to_png_stream(surface.get(), append, &bytes) != CAIRO_STATUS_SUCCESS)
        bytes.clear();
    return bytes;
}

Result<Picture> read_png(const std::string& path) {
    const Surface read(cairo_image_surface_create_from_png(path.c_str()));
    const cairo_status_t status = cairo_surface_status(read.get());
    if (status != CAIRO_STATUS_SUCCESS) {
        return refuse(RefusalCode::not_found, "stage.picture_not_read",
                      {{"path", path}, {"reason", cairo_status_to_string(status)}});
    }
    Picture picture{.width_px = cairo_image_surface_get_width(read.get()),
                    .height_px = cairo_image_surface_get_height(read.get()),
                    .rgba = {}};
    // Whatever the file's own kind of pixels, painted onto one that is known.
    const Surface known(cairo_image_surface_create(CAIRO_FORMAT_RGB24, picture.width_px, picture.height_px));
    cairo_t* cairo = cairo_create(known.get());
    cairo_set_source_surface(cairo, read.get(), 0, 0);
    cairo_paint(cairo);
    cairo_destroy(cairo);
    cairo_surface_flush(known.get());
    const unsigned char* rows = cairo_image_surface_get_data(known.get());
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(known.get()));
    const auto width = static_cast<std::size_t>(picture.width_px);
    const auto height = static_cast<std::size_t>(picture.height_px);
    picture.rgba.resize(width * height * 4);
    for (std::size_t y = 0; y < height; ++y) {
        for (std::size_t x = 0; x < width; ++x) {
            std::uint32_t word = 0;
            std::memcpy(&word, rows + y * stride + x * 4, sizeof(word));
            std::uint8_t* to = &picture.rgba[(y * width + x) * 4];
            to[0] = static_cast<std::uint8_t>(word >> 16);
            to[1] = static_cast<std::uint8_t>(word >> 8);
            to[2] = static_cast<std::uint8_t>(word);
            to[3] = 255;
        }
    }
    return picture;
}

}  // namespace buurtkiosk::paint
