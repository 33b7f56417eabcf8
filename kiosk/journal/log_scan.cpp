// Owns the walk over a write-ahead log's frames. Any thread. It must never write.
#include "journal/log_scan.h"

#include <algorithm>
#include <array>
#include <bit>
#include <fstream>
#include <vector>

namespace buurtkiosk::journal {

namespace {

constexpr std::size_t header_bytes = 32;
constexpr std::size_t frame_header_bytes = 24;

std::uint32_t big_endian(const std::uint8_t* bytes) {
    return (std::uint32_t{bytes[0]} << 24) | (std::uint32_t{bytes[1]} << 16) |
           (std::uint32_t{bytes[2]} << 8) | std::uint32_t{bytes[3]};
}

std::uint32_t little_endian(const std::uint8_t* bytes) {
    return (std::uint32_t{bytes[3]} << 24) | (std::uint32_t{bytes[2]} << 16) |
           (std::uint32_t{bytes[1]} << 8) | std::uint32_t{bytes[0]};
}

// The running pair of sums that the format defines, over words in the writer's order.
struct Checksum {
    std::uint32_t one = 0;
    std::uint32_t two = 0;
    bool operator==(const Checksum&) const = default;

    void add(std::span<const std::uint8_t> bytes, bool big) {
        for (std::size_t i = 0; i + 8 <= bytes.size(); i += 8) {
            const std::uint8_t* const word = bytes.data() + i;
            one += (big ? big_endian(word) : little_endian(word)) + two;
            two += (big ? big_endian(word + 4) : little_endian(word + 4)) + one;
        }
    }
};

Checksum stored_checksum(const std::uint8_t* bytes) { return {big_endian(bytes), big_endian(bytes + 4)}; }

}  // namespace

LogScan scan_log(const std::string& file) {
    LogScan scan;
    std::ifstream in(file, std::ios::binary);
    if (!in) return scan;

    std::array<std::uint8_t, header_bytes> header{};
    in.read(reinterpret_cast<char*>(header.data()), header_bytes);
    const auto header_read = in.gcount();
    if (header_read == 0) return scan;
    const std::uint32_t magic = big_endian(header.data());
    const bool big = (magic & 1) != 0;
    const std::uint32_t page_bytes = big_endian(header.data() + 8);
    Checksum sum;
    sum.add(std::span(header).first(24), big);
    const bool header_good = header_read == header_bytes && (magic & ~1U) == 0x377f0682 &&
                             std::has_single_bit(page_bytes) && page_bytes >= 512 && page_bytes <= 65536 &&
                             sum == stored_checksum(header.data() + 24);
    if (!header_good) {
        // The header is on disk before the first frame is written, so one that is torn stands alone.
        in.clear();
        in.seekg(0, std::ios::end);
        scan.damaged = in.tellg() > static_cast<std::streamoff>(header_bytes + frame_header_bytes);
        if (scan.damaged) scan.detail = "the head of the write-ahead log cannot be read";
        return scan;
    }

    std::vector<std::uint8_t> frame(frame_header_bytes + page_bytes);
    std::uint32_t number = 0;
    std::uint32_t first_bad = 0;
    std::uint32_t commits_after = 0;
    while (in.read(reinterpret_cast<char*>(frame.data()), static_cast<std::streamsize>(frame.size()))) {
        ++number;
        const bool same_salt = std::equal(frame.begin() + 8, frame.begin() + 16, header.begin() + 16);
        const bool is_commit = big_endian(frame.data() + 4) != 0;
        if (first_bad == 0) {
            Checksum next = sum;
            next.add(std::span(frame).first(8), big);
            next.add(std::span(frame).subspan(frame_header_bytes), big);
            const bool good =
                same_salt && big_endian(frame.data()) != 0 && next == stored_checksum(frame.data() + 16);
            if (good) {
                sum = next;
                if (is_commit) scan.frames = number;
                continue;
            }
            first_bad = number;
        }
        if (same_salt && is_commit) ++commits_after;
    }
    if (commits_after > 1) {
        scan.damaged = true;
        scan.detail = "frame " + std::to_string(first_bad) + " of the write-ahead log is damaged, and " +
                      std::to_string(commits_after) + " writes come after it";
    }
    return scan;
}

}  // namespace buurtkiosk::journal
