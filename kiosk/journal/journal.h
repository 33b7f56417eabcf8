// Owns the interface of the evening's memory: append a turn as one transaction, replay it, tell the head of
// the chain. Used on the loop thread only. Implementations must never let anything be seen that is not on
// disk; tests have one in memory.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "assembly/commands.h"
#include "assembly/events.h"
#include "base/digest.h"
#include "base/result.h"

namespace buurtkiosk::journal {

// The reply to an accepted command, kept so that a retry with the same id gets the same and changes nothing
// twice. The console's and the kiosk's own commands are not stored.
struct StoredReply {
    PersonId person;
    std::string command_id;  // ≤ limits::command_id_bytes, client-made, its own for each person
    assembly::Answer answer;
    bool operator==(const StoredReply&) const = default;
};

struct TimedEvent {
    assembly::Event event;
    std::int64_t at_ms = 0;
    // Who caused it, for the minutes and for trust: 0 the kiosk, else a person; the console has its own mark.
    enum class By { kiosk, console, person } by = By::kiosk;
    PersonId person;
    bool operator==(const TimedEvent&) const = default;
};

struct Turn {
    std::span<const TimedEvent> events;
    std::span<const StoredReply> replies;
};

struct Head {
    std::uint64_t seq = 0;  // of the last event; 0: an empty evening
    std::string hash;       // hex, 64 digits; empty when seq is 0
    std::int64_t at_ms = 0;
};

class Journal {
  public:
    virtual ~Journal() = default;

    // One transaction, on disk when it returns OK. Refused with code `storage` when the disk would not take
    // it; nothing of the turn is kept then, and the caller throws its working State away and replays. Closing
    // a poll among the events rewrites its ballots without their link, in the same transaction, before the
    // chain takes the tally.
    virtual Status commit(const Turn& turn) = 0;

    // Keeps bytes under their digest, on disk when it returns OK, as a transaction of its own: before the
    // event that names them. What is there already is written anew. Refused with code `storage`.
    virtual Status attach(const Digest& digest, Bytes body) = 0;
    // The bytes kept under a digest, held against it; none when they are not there or were damaged. Reads the
    // disk.
    virtual std::optional<std::vector<std::uint8_t>> attachment(const Digest& digest) = 0;

    // Everything from the start, in order. Ballots of polls that are still open come with their BallotCast,
    // others without.
    virtual Status replay(const std::function<void(const TimedEvent&)>& event,
                          const std::function<void(const StoredReply&)>& reply) = 0;

    virtual Head head() const = 0;

    // Between agenda blocks, never while a poll is open: fold the write-ahead log into the file.
    virtual void checkpoint() = 0;
};

}  // namespace buurtkiosk::journal
