// Owns reading the bytes of SQLite's write-ahead log, to tell a log that ends in an interrupted write from
// one that was damaged: SQLite itself takes both for the end, and would silently forget what comes after.
// Pure, any thread. It must never write. Format: "WAL-mode File Format" of the SQLite documentation.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>

namespace buurtkiosk::journal {

struct LogScan {
    bool damaged = false;
    std::string detail;
    std::uint32_t frames = 0;  // up to the last whole commit: what SQLite will recover
};

// file: the path of a "-wal"; one that is not there is an empty log. Of a later generation (another salt) no
// frame counts. A write that the power interrupted can leave one commit that cannot be used, the last; two
// or more after a bad frame cannot be, as each was on disk before the next was begun.
LogScan scan_log(const std::string& file);

}  // namespace buurtkiosk::journal
