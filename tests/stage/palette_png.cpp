// Owns the PNG chunks (ISO/IEC 15948) and the choice of the palette: exact colours when there are few enough,
// else the same with fewer and fewer bits. Any thread. It must never be used where colours must be exact.
#include "palette_png.h"

#include <zlib.h>

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <map>
#include <vector>

namespace buurtkiosk::stage_tests {

namespace {

using Bytes = std::vector<std::uint8_t>;

void add_number(Bytes& out, std::uint32_t number) {
    for (const int shift : {24, 16, 8, 0}) out.push_back(static_cast<std::uint8_t>(number >> shift));
}

void add_chunk(Bytes& out, const char* name, const Bytes& content) {
    add_number(out, static_cast<std::uint32_t>(content.size()));
    Bytes checked(name, name + 4);
    checked.insert(checked.end(), content.begin(), content.end());
    out.insert(out.end(), checked.begin(), checked.end());
    add_number(out, static_cast<std::uint32_t>(crc32(0, checked.data(), static_cast<uInt>(checked.size()))));
}

struct Shade {
    std::uint64_t red = 0, green = 0, blue = 0, pixels = 0;
    std::uint8_t place = 0;
};

std::uint32_t reduced(const std::uint8_t* pixel, int dropped_bits) {
    const auto cut = [dropped_bits](std::uint8_t value) {
        const std::uint32_t half = dropped_bits == 0 ? 0U : 1U << (dropped_bits - 1);
        const std::uint32_t rounded = value + half > 255U ? 255U : value + half;
        return rounded >> dropped_bits;
    };
    return (cut(pixel[0]) << 16) | (cut(pixel[1]) << 8) | cut(pixel[2]);
}

// Shades by their reduced colour; empty when they are more than a palette holds.
std::map<std::uint32_t, Shade> shades(const paint::Picture& picture, int dropped_bits) {
    std::map<std::uint32_t, Shade> found;
    for (std::size_t i = 0; i < picture.rgba.size(); i += 4) {
        Shade& shade = found[reduced(&picture.rgba[i], dropped_bits)];
        shade.red += picture.rgba[i];
        shade.green += picture.rgba[i + 1];
        shade.blue += picture.rgba[i + 2];
        ++shade.pixels;
        if (found.size() > 256) return {};
    }
    return found;
}

}  // namespace

bool write_palette_png(const paint::Picture& picture, const std::string& path) {
    int dropped_bits = 0;
    std::map<std::uint32_t, Shade> palette = shades(picture, dropped_bits);
    while (palette.empty() && dropped_bits < 7) palette = shades(picture, ++dropped_bits);
    if (palette.empty()) return false;

    Bytes colours;
    std::uint8_t place = 0;
    for (auto& [key, shade] : palette) {
        shade.place = place++;
        for (const std::uint64_t sum : {shade.red, shade.green, shade.blue}) {
            colours.push_back(static_cast<std::uint8_t>((sum + shade.pixels / 2) / shade.pixels));
        }
    }
    Bytes rows;
    const auto width = static_cast<std::size_t>(picture.width_px);
    for (std::size_t y = 0; y < static_cast<std::size_t>(picture.height_px); ++y) {
        rows.push_back(0);  // no filter: best for palettes
        for (std::size_t x = 0; x < width; ++x) {
            rows.push_back(palette[reduced(&picture.rgba[(y * width + x) * 4], dropped_bits)].place);
        }
    }
    uLongf packed_size = compressBound(static_cast<uLong>(rows.size()));
    Bytes packed(packed_size);
    if (compress2(packed.data(), &packed_size, rows.data(), static_cast<uLong>(rows.size()), 9) != Z_OK)
        return false;
    packed.resize(packed_size);

    Bytes header;
    add_number(header, static_cast<std::uint32_t>(picture.width_px));
    add_number(header, static_cast<std::uint32_t>(picture.height_px));
    header.insert(header.end(), {8, 3, 0, 0, 0});  // 8 bits a pixel, palette
    Bytes out{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    add_chunk(out, "IHDR", header);
    add_chunk(out, "PLTE", colours);
    add_chunk(out, "IDAT", packed);
    add_chunk(out, "IEND", {});
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(reinterpret_cast<const char*>(out.data()), static_cast<std::streamsize>(out.size()));
    return file.good();
}

}  // namespace buurtkiosk::stage_tests
