// Owns where long Dutch words may break: soft hyphens from Debian's Dutch patterns.
// Main thread. It must never change what is read: it only adds places where a line may end.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace buurtkiosk::paint {

// The text with U+00AD in each word of at least least_letters letters, at places of Dutch hyphenation that
// leave three letters on either side. Words in other scripts, addresses and words with digits stay as they
// are. Without the patterns (package hyphen-nl) the text comes back unchanged.
std::string with_soft_hyphens(std::string_view text, std::size_t least_letters);

}  // namespace buurtkiosk::paint
