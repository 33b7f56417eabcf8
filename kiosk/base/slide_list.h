// Owns the list of a PDF's pages as the evening's file keeps it: for each page the digests of its picture on
// the wall, its picture on phones and its text. The digest of the list names the slides. Pure, any thread. It
// must never include what a page looks like.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"

namespace buurtkiosk {

struct SlideParts {
    Digest wall{};
    Digest phone{};
    Digest text{};
    bool operator==(const SlideParts&) const = default;
};

std::string write_slide_list(const std::vector<SlideParts>& pages);
// Accepts exactly what write_slide_list() writes, of 1 to limits::slides_pages pages.
std::optional<std::vector<SlideParts>> read_slide_list(std::string_view list);

}  // namespace buurtkiosk
