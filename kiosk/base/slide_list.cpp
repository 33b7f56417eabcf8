// Owns the two ways of a list of pages: a first line with its mark, then a line of three digests for each
// page. Pure, any thread. It must never accept a list that it would write otherwise.
#include "base/slide_list.h"

#include "base/limits.h"

namespace buurtkiosk {
namespace {

constexpr std::string_view mark = "buurtkiosk slides 1\n";
constexpr std::size_t digest_digits = 64;
constexpr std::size_t line_bytes = 3 * (digest_digits + 1);

}  // namespace

std::string write_slide_list(const std::vector<SlideParts>& pages) {
    std::string list(mark);
    for (const SlideParts& page : pages)
        list += hex(page.wall) + " " + hex(page.phone) + " " + hex(page.text) + "\n";
    return list;
}

std::optional<std::vector<SlideParts>> read_slide_list(std::string_view list) {
    if (!list.starts_with(mark)) return std::nullopt;
    list.remove_prefix(mark.size());
    const std::size_t count = list.size() / line_bytes;
    if (count < 1 || count > std::size_t{limits::slides_pages} || list.size() % line_bytes != 0)
        return std::nullopt;
    std::vector<SlideParts> pages;
    for (; !list.empty(); list.remove_prefix(line_bytes)) {
        SlideParts page;
        bool fits = true;
        std::size_t at = 0;
        for (Digest* digest : {&page.wall, &page.phone, &page.text}) {
            fits = fits && bytes_from_hex(list.substr(at, digest_digits), *digest);
            at += digest_digits + 1;
            fits = fits && list[at - 1] == (at == line_bytes ? '\n' : ' ');
        }
        if (!fits) return std::nullopt;
        pages.push_back(page);
    }
    return pages;
}

}  // namespace buurtkiosk
