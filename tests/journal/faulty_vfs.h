// Owns a file system for SQLite that fails when it is told to: no room, no sync, no write, on the nth call;
// and that counts what is asked of it. One thread, tests only. It must never change bytes by itself.
#pragma once

#include <cstdint>
#include <string>

namespace buurtkiosk::journal {

struct FaultPlan {
    enum class What { none, write, sync, truncate, any } what = What::none;
    // Which call fails, counted from 1 since the plan was made; after it all fail while `lasting`.
    std::int64_t nth = 0;
    bool lasting = false;
    int code = 0;             // SQLITE_IOERR_WRITE, SQLITE_FULL, SQLITE_IOERR_FSYNC …
    bool half_write = false;  // the failing write leaves its first half behind
};

struct FaultCounts {
    std::int64_t writes = 0;
    std::int64_t syncs = 0;
    std::int64_t truncates = 0;
    std::int64_t failed = 0;
};

// Registered at the first call, under this name.
const char* faulty_vfs();
void set_faults(const FaultPlan& plan);  // counts start again
FaultCounts fault_counts();

}  // namespace buurtkiosk::journal
