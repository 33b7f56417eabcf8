// Owns the tests of the list of pages that names slides: what is written is read back, and nothing else is
// read. Test thread. It must never hold a page.
#include "base/slide_list.h"

#include <catch2/catch.hpp>

#include "base/limits.h"

using namespace buurtkiosk;

namespace {

std::vector<SlideParts> pages_of(std::size_t count) {
    std::vector<SlideParts> pages;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string number = std::to_string(i);
        pages.push_back({blake2b("wall" + number), blake2b("phone" + number), blake2b("text" + number)});
    }
    return pages;
}

}  // namespace

TEST_CASE("a list of pages is read back as it was written, up to the most pages") {
    const auto most = static_cast<std::size_t>(limits::slides_pages);
    for (const std::size_t count : {std::size_t{1}, std::size_t{12}, most})
        CHECK(read_slide_list(write_slide_list(pages_of(count))) == pages_of(count));
    CHECK_FALSE(read_slide_list(write_slide_list(pages_of(most + 1))));
    CHECK_FALSE(read_slide_list(write_slide_list({})));
}

TEST_CASE("a list with any sign changed is another list or none") {
    const std::string list = write_slide_list(pages_of(2));
    for (std::size_t at = 0; at < list.size(); ++at) {
        std::string changed = list;
        changed[at] = static_cast<char>(changed[at] ^ 0x15);
        const auto read = read_slide_list(changed);
        INFO(at);
        CHECK((!read || (*read != pages_of(2) && write_slide_list(*read) == changed)));
    }
    CHECK_FALSE(read_slide_list(list.substr(1)));
    CHECK_FALSE(read_slide_list(list.substr(0, list.size() - 1)));
    CHECK_FALSE(read_slide_list(""));
}
