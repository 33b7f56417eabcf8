// Owns the wire names of the refusal codes. Pure, any thread; it must never word a sentence.
// The names are part of the contract with every client and never change.
#include "base/result.h"

namespace buurtkiosk {

std::string_view to_string(RefusalCode code) {
    switch (code) {
        case RefusalCode::bad_frame:
            return "bad_frame";
        case RefusalCode::unknown_verb:
            return "unknown_verb";
        case RefusalCode::no_hello:
            return "no_hello";
        case RefusalCode::not_allowed:
            return "not_allowed";
        case RefusalCode::stale:
            return "stale";
        case RefusalCode::closed:
            return "closed";
        case RefusalCode::empty:
            return "empty";
        case RefusalCode::too_long:
            return "too_long";
        case RefusalCode::not_one_word:
            return "not_one_word";
        case RefusalCode::bad_text:
            return "bad_text";
        case RefusalCode::not_found:
            return "not_found";
        case RefusalCode::already:
            return "already";
        case RefusalCode::full:
            return "full";
        case RefusalCode::rate:
            return "rate";
        case RefusalCode::storage:
            return "storage";
    }
    return "bad_frame";
}

}  // namespace buurtkiosk
