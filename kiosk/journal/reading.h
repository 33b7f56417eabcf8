// Owns reading a whole evening from an open database: the chain checked row by row, events decoded, ballots
// of open polls put back, closed ones held to their digest. Loop thread. It must never write.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>

#include "base/digest.h"
#include "journal/database.h"
#include "journal/event_codec.h"
#include "journal/journal.h"

namespace buurtkiosk::journal {

using EventCallback = std::function<void(const TimedEvent&)>;
using ReplyCallback = std::function<void(const StoredReply&)>;

struct Reading {
    DecodeProblem problem = DecodeProblem::none;
    int code = 0;        // SQLite's, when it was the reading itself that failed
    std::string detail;  // English, for the log and the small print
    std::string evening;
    Head head;  // of the last event that could be read
    Digest head_hash{};
    std::set<PollId> open_polls;
    bool scrub = false;                         // the remains of closed ballots may still be in the file
    std::map<std::string, std::string> slides;  // named by events: digest of the list → name of the PDF
    bool ok() const { return problem == DecodeProblem::none; }
};

// Calls back for each good event up to the first bad one; either callback may be empty.
Reading read_evening(Database& database, const EventCallback& event, const ReplyCallback& reply);

// Whether the list of pages that events name, and all on it, are there and fit their digests.
bool slides_are_whole(Database& database, const std::string& digest);

// Which polls are open after one more event.
void follow_open_polls(std::set<PollId>& open, const assembly::Event& event);

std::int64_t by_number(const TimedEvent& event);

}  // namespace buurtkiosk::journal
