// Owns the drawing and writing of test PDFs, by the PDF 1.4 reference where Cairo makes none. One thread,
// tests only. It must never use poppler: what is tested is how that is called.
#include "slides/pdf_files.h"

#include <cairo/cairo-pdf.h>
#include <unistd.h>

#include <cstring>
#include <fstream>
#include <memory>
#include <stdexcept>

namespace buurtkiosk::slides::test {
namespace {

// Objects in order, with their table of places.
std::string assembled(const std::vector<std::string>& objects, const std::string& trailer) {
    std::string pdf = "%PDF-1.4\n";
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        places.push_back(pdf.size());
        pdf += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const std::size_t table = pdf.size();
    pdf += "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
    for (const std::size_t place : places) {
        std::string digits = std::to_string(place);
        pdf += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
    }
    return pdf + "trailer\n<< /Size " + std::to_string(objects.size() + 1) + " /Root 1 0 R " + trailer +
           " >>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
}

std::string stream(const std::string& dictionary, const std::string& content) {
    return "<< " + dictionary + " /Length " + std::to_string(content.size()) + " >>\nstream\n" + content +
           "\nendstream";
}

constexpr const char* catalog = "<< /Type /Catalog /Pages 2 0 R >>";
constexpr const char* one_page = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";

struct Source {
    const std::vector<std::uint8_t>& bytes;
    std::size_t at = 0;
};

cairo_status_t read_some(void* closure, unsigned char* into, unsigned int count) {
    auto& source = *static_cast<Source*>(closure);
    if (source.bytes.size() - source.at < count) return CAIRO_STATUS_READ_ERROR;
    std::memcpy(into, source.bytes.data() + source.at, count);
    source.at += count;
    return CAIRO_STATUS_SUCCESS;
}

std::unique_ptr<cairo_surface_t, void (*)(cairo_surface_t*)> decoded(const std::vector<std::uint8_t>& png) {
    Source source{png};
    return {cairo_image_surface_create_from_png_stream(read_some, &source), cairo_surface_destroy};
}

}  // namespace

PdfFolder::PdfFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "buurtkiosk-pdf-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for the test");
    folder_ = name;
}

PdfFolder::~PdfFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

std::string PdfFolder::write(const std::string& name, const std::string& bytes) const {
    std::ofstream(path(name), std::ios::binary) << bytes;
    return path(name);
}

std::string PdfFolder::good(const std::string& name, const std::vector<std::string>& texts, double width,
                            double height, bool noise) const {
    cairo_surface_t* surface = cairo_pdf_surface_create(path(name).c_str(), width, height);
    cairo_t* cairo = cairo_create(surface);
    std::uint32_t lot = 12345;
    for (const std::string& text : texts) {
        if (noise) {
            cairo_surface_t* picture = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1600, 900);
            unsigned char* pixels = cairo_image_surface_get_data(picture);
            const int bytes = cairo_image_surface_get_stride(picture) * 900;
            for (int i = 0; i < bytes; ++i) {
                lot = lot * 1664525 + 1013904223;
                pixels[i] = static_cast<unsigned char>(lot >> 24);
            }
            cairo_surface_mark_dirty(picture);
            cairo_save(cairo);
            cairo_scale(cairo, width / 1600.0, height / 900.0);
            cairo_set_source_surface(cairo, picture, 0, 0);
            cairo_paint(cairo);
            cairo_restore(cairo);
            cairo_surface_destroy(picture);
        }
        cairo_set_source_rgb(cairo, 0.1, 0.2, 0.5);
        cairo_select_font_face(cairo, "Noto Sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_BOLD);
        cairo_set_font_size(cairo, height / 10.0);
        cairo_move_to(cairo, width / 12.0, height / 2.0);
        cairo_show_text(cairo, text.c_str());
        cairo_show_page(cairo);
    }
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    return path(name);
}

std::string PdfFolder::encrypted(const std::string& name) const {
    const std::string key(64, 'A');
    return write(name,
                 assembled({catalog, one_page,
                            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R >>",
                            stream("", "0 0 100 100 re f"),
                            "<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + key + "> /U <" + key + "> >>"},
                           "/Encrypt 5 0 R /ID [<00> <00>]"));
}

std::string PdfFolder::slow(const std::string& name, int levels) const {
    std::vector<std::string> objects = {catalog, one_page,
                                        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R"
                                        " /Resources << /XObject << /D 5 0 R >> >> >>",
                                        stream("", "/D Do")};
    std::string ten;
    for (int i = 0; i < 10; ++i) ten += "/D Do ";
    for (int level = 0; level < levels; ++level) {
        const std::string next = std::to_string(objects.size() + 2);
        objects.push_back(
            stream("/Type /XObject /Subtype /Form /BBox [0 0 300 200]"
                   " /Resources << /XObject << /D " +
                       next + " 0 R >> >>",
                   ten));
    }
    objects.push_back(stream("/Type /XObject /Subtype /Form /BBox [0 0 300 200]", "0 0 m 9 9 l S"));
    return write(name, assembled(objects, ""));
}

std::string PdfFolder::huge_picture(const std::string& name, int side) const {
    const std::string pixels = std::to_string(side);
    return write(name, assembled({catalog, one_page,
                                  "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R"
                                  " /Resources << /XObject << /D 5 0 R >> >> >>",
                                  stream("", "300 0 0 200 0 0 cm /D Do"),
                                  stream("/Type /XObject /Subtype /Image /Width " + pixels + " /Height " +
                                             pixels + " /BitsPerComponent 8 /ColorSpace /DeviceRGB",
                                         "x")},
                                 ""));
}

std::string PdfFolder::sized(const std::string& name, const std::string& media_box) const {
    return write(name,
                 assembled({catalog, one_page,
                            "<< /Type /Page /Parent 2 0 R /MediaBox " + media_box + " /Contents 4 0 R >>",
                            stream("", "0 0 10 10 re f")},
                           ""));
}

PngSize png_size(const std::vector<std::uint8_t>& png) {
    const auto surface = decoded(png);
    if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) return {};
    return {cairo_image_surface_get_width(surface.get()), cairo_image_surface_get_height(surface.get())};
}

double share_of_ink(const std::vector<std::uint8_t>& png) {
    const auto surface = decoded(png);
    const int width = cairo_image_surface_get_width(surface.get());
    const int height = cairo_image_surface_get_height(surface.get());
    const int stride = cairo_image_surface_get_stride(surface.get());
    const unsigned char* pixels = cairo_image_surface_get_data(surface.get());
    if (pixels == nullptr) return 0.0;
    std::int64_t inked = 0;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const unsigned char* pixel = pixels + y * stride + x * 4;
            inked += pixel[0] < 250 || pixel[1] < 250 || pixel[2] < 250 ? 1 : 0;
        }
    }
    return static_cast<double>(inked) / (static_cast<double>(width) * height);
}

}  // namespace buurtkiosk::slides::test
