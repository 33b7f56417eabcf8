// Owns the drawing of pages and the child's own limits. A process of its own, one thread. It must never write
// anything but frames on standard output.
#include "slides/render_child.h"

#include <cairo/cairo.h>
#include <poppler.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <new>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "slides/frames.h"

namespace buurtkiosk::slides {
namespace {

constexpr int nice_steps = 5;  // the evening goes before its slides
constexpr double least_scale = 0.1;

struct Unref {
    void operator()(void* object) const { g_object_unref(object); }
};
template <class Object>
using GPointer = std::unique_ptr<Object, Unref>;
struct Free {
    void operator()(char* text) const { g_free(text); }
};
using GText = std::unique_ptr<char, Free>;
struct DestroySurface {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
using Surface = std::unique_ptr<cairo_surface_t, DestroySurface>;
struct DestroyCairo {
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};
using Cairo = std::unique_ptr<cairo_t, DestroyCairo>;
using Png = std::vector<std::uint8_t>;

void set_limit(int what, rlim_t most) {
    const rlimit limit{most, most};
    setrlimit(static_cast<__rlimit_resource_t>(what), &limit);
}

void limit_this_process() {
    prctl(PR_SET_PDEATHSIG, SIGKILL);  // no kiosk, no slides
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    // A write to a file fails instead of ending us: font caches try.
    std::signal(SIGXFSZ, SIG_IGN);
    set_limit(RLIMIT_FSIZE, 0);
    set_limit(RLIMIT_CORE, 0);
    set_limit(RLIMIT_CPU, static_cast<rlim_t>(limits::slides_document_ms / 1000));
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    set_limit(RLIMIT_AS, limits::slides_child_bytes);  // sanitizers claim terabytes that they do not use
#endif
    if (nice(nice_steps) == -1) return;  // as fast as the kiosk, then
}

void say(FrameKind kind, std::string_view body) {
    const std::string head = frame_head(kind, body.size());
    for (std::string_view left : {std::string_view(head), body}) {
        while (!left.empty()) {
            const ssize_t written = write(STDOUT_FILENO, left.data(), left.size());
            if (written <= 0) _exit(1);  // nobody listens any more
            left.remove_prefix(static_cast<std::size_t>(written));
        }
    }
}
void say(FrameKind kind, const Png& png) {
    say(kind, std::string_view(reinterpret_cast<const char*>(png.data()), png.size()));
}

cairo_status_t add_to(void* closure, const unsigned char* bytes, unsigned int count) {
    auto& png = *static_cast<Png*>(closure);
    png.insert(png.end(), bytes, bytes + count);
    return CAIRO_STATUS_SUCCESS;
}

Surface white(int width, int height) {
    Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height));
    if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) throw std::bad_alloc();
    const Cairo cairo(cairo_create(surface.get()));
    cairo_set_source_rgb(cairo.get(), 1.0, 1.0, 1.0);
    cairo_paint(cairo.get());
    return surface;
}

int scaled(double length, double scale) { return std::max(1, static_cast<int>(std::lround(length * scale))); }

Surface drawn(PopplerPage* page, int most_wide, int most_high) {
    double width = 0.0;
    double height = 0.0;
    poppler_page_get_size(page, &width, &height);
    // A page without a size is drawn as an empty one.
    width = std::isfinite(width) ? std::max(1.0, width) : 1.0;
    height = std::isfinite(height) ? std::max(1.0, height) : 1.0;
    const double scale = std::min(most_wide / width, most_high / height);
    Surface surface =
        white(std::min(most_wide, scaled(width, scale)), std::min(most_high, scaled(height, scale)));
    const Cairo cairo(cairo_create(surface.get()));
    cairo_scale(cairo.get(), scale, scale);
    poppler_page_render(page, cairo.get());
    cairo_surface_flush(surface.get());
    return surface;
}

Surface smaller(cairo_surface_t* from, double scale) {
    const int width = cairo_image_surface_get_width(from);
    const int height = cairo_image_surface_get_height(from);
    Surface surface = white(scaled(width, scale), scaled(height, scale));
    const Cairo cairo(cairo_create(surface.get()));
    cairo_scale(cairo.get(), static_cast<double>(cairo_image_surface_get_width(surface.get())) / width,
                static_cast<double>(cairo_image_surface_get_height(surface.get())) / height);
    cairo_set_source_surface(cairo.get(), from, 0.0, 0.0);
    cairo_pattern_set_filter(cairo_get_source(cairo.get()), CAIRO_FILTER_BEST);
    cairo_paint(cairo.get());
    cairo_surface_flush(surface.get());
    return surface;
}

Png encoded(cairo_surface_t* surface) {
    Png png;
    if (cairo_surface_write_to_png_stream(surface, add_to, &png) != CAIRO_STATUS_SUCCESS)
        throw std::bad_alloc();
    return png;
}

// The picture at that scale, made smaller until it weighs at most so many bytes.
Png fitting(cairo_surface_t* page, double scale, std::size_t most_bytes) {
    while (true) {
        const Png png = scale < 1.0 ? encoded(smaller(page, scale).get()) : encoded(page);
        if (png.size() <= most_bytes || scale <= least_scale) return png;
        const double share = static_cast<double>(most_bytes) / static_cast<double>(png.size());
        scale = std::max(least_scale, std::min(scale, 1.0) * std::clamp(std::sqrt(share), 0.5, 0.93));
    }
}

void draw_page(PopplerPage* page, std::size_t share_bytes) {
    const Surface wall = drawn(page, limits::slide_wide_px, limits::slide_high_px);
    const std::size_t wall_bytes = std::min(limits::slide_wall_bytes, share_bytes / 5 * 4);
    say(FrameKind::wall, fitting(wall.get(), 1.0, wall_bytes));
    const double phone_scale = std::min(
        {1.0, limits::slide_phone_wide_px / static_cast<double>(cairo_image_surface_get_width(wall.get())),
         limits::slide_phone_high_px / static_cast<double>(cairo_image_surface_get_height(wall.get()))});
    say(FrameKind::phone,
        fitting(wall.get(), phone_scale, std::min(limits::slide_phone_bytes, share_bytes / 5)));
    const GText text(poppler_page_get_text(page));
    const std::string_view words = text ? std::string_view(text.get()) : std::string_view();
    say(FrameKind::text, words.substr(0, most_bytes(FrameKind::text)));
}

GPointer<PopplerDocument> opened(const std::string& file) {
    const GText uri(g_filename_to_uri(std::filesystem::absolute(file).c_str(), nullptr, nullptr));
    GError* error = nullptr;
    GPointer<PopplerDocument> document(uri ? poppler_document_new_from_file(uri.get(), nullptr, &error)
                                           : nullptr);
    if (!document) {
        const bool locked =
            error != nullptr && g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED);
        if (error != nullptr) g_error_free(error);
        say(FrameKind::failed, locked ? trouble::encrypted : trouble::broken);
    }
    return document;
}

void render(const std::string& file, std::size_t all_bytes) {
    const auto document = opened(file);
    if (!document) return;
    const int pages = poppler_document_get_n_pages(document.get());
    if (pages < 1) return say(FrameKind::failed, trouble::broken);
    say(FrameKind::pages, std::to_string(pages));
    if (pages > limits::slides_pages) return say(FrameKind::failed, trouble::too_many_pages);
    for (int i = 0; i < pages && all_bytes > 0; ++i) {
        const GPointer<PopplerPage> page(poppler_document_get_page(document.get(), i));
        if (!page) return say(FrameKind::failed, trouble::broken);
        draw_page(page.get(), all_bytes / static_cast<std::size_t>(pages));
    }
    say(FrameKind::done, std::string_view());
}

}  // namespace

int render_child(const std::string& file, std::size_t all_bytes) {
    limit_this_process();
    try {
        render(file, all_bytes);
    } catch (const std::bad_alloc&) {
        say(FrameKind::failed, trouble::no_memory);
    }
    return 0;
}

}  // namespace buurtkiosk::slides
