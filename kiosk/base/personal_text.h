// Owns PersonalText, a text that belongs to a person and can later be erased from the evening's file.
// Plain value, any thread. It must never be written into the chained journal itself: the chain holds only a
// salted commitment.
#pragma once

#include <string>

namespace buurtkiosk {

struct PersonalText {
    std::string text;     // NFC, checked by base/text; empty when erased
    bool erased = false;  // the commitment is still in the chain, the text and its salt are gone
    bool operator==(const PersonalText&) const = default;
};

}  // namespace buurtkiosk
