// Owns the rule of when a sound is due: once at the end of the time of the block that is now, once at the end
// of a speaker's. It reads views and the kiosk's time, on the drawing thread. It must never play anything
// itself, nor ring for what it did not see running.
#pragma once

#include <cstdint>
#include <optional>

#include "base/ids.h"
#include "sound/chime.h"
#include "views/views.h"

namespace buurtkiosk::sound {

class Bell {
  public:
    // Later than this it would only puzzle the hall: a computer that slept, a program that started again.
    static constexpr std::int64_t latest_ms = 3'000;

    // What must sound now; called with each snapshot and at next_ms(). A block that got more minutes in time
    // does not ring at its old end; one that got them afterwards rings again at its new one. A speaker whose
    // time stands still does not ring. Tables side by side ring once, with the last. When block and speaker
    // end together, only the block is heard.
    std::optional<Sound> ring(const views::PublicView& view, std::int64_t now_ms);

    // When something would ring, by the kiosk's clock, if nothing changes; nothing when nothing would.
    std::optional<std::int64_t> next_ms() const { return next_ms_; }

  private:
    template <class Id>
    struct Watch {
        std::optional<Id> running;  // seen with time left, and not rung since
        bool due(const std::optional<Id>& now, std::int64_t left_ms);
    };

    Watch<BlockId> block_;
    Watch<EntryId> speaker_;
    std::optional<std::int64_t> next_ms_;
};

}  // namespace buurtkiosk::sound
