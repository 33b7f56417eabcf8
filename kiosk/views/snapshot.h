// Owns Snapshot, the immutable picture of the evening that the loop thread hands to the drawing thread.
// Made once on the loop thread, then const everywhere. It must never hold State itself or anything that can
// change.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "host/host_info.h"
#include "views/slide_page.h"
#include "views/views.h"

namespace buurtkiosk::views {

// Something to tell the chair at the console: a refusal of their own command, a disk that fails, a device
// taken over.
struct Notice {
    std::uint64_t number = 0;  // grows; the console shows those it has not shown
    Sentence what;
    bool warning = false;
};

// What gives a role at this kiosk: a code that works once. It stands on this computer's screens only.
struct PairingLink {
    Role role;
    std::string code;  // "4821-7703"
    std::string url;
    std::int64_t until_ms;
    bool operator==(const PairingLink&) const = default;
};

struct Snapshot {
    PublicView view;
    DeskView desk;
    host::HostInfo host;
    std::vector<PairingLink> codes;  // one for each role that can be given
    std::vector<Notice> notices;     // the last few
    SlidePagePtr slide;              // the page on the wall; null when there is none or it cannot be read
    std::int64_t made_ms = 0;        // the kiosk's clock when this was made …
    std::int64_t made_steady_ns =
        0;  // … and std::chrono::steady_clock at the same moment, so that drawing knows the kiosk's time now
    int rate = 1;  // how many times faster the kiosk's clock runs than that steady clock
};
using SnapshotPtr = std::shared_ptr<const Snapshot>;

}  // namespace buurtkiosk::views
