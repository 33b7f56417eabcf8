// Owns the shim: each file is the usual one with a gate before writing. One thread, tests only. It must never
// change bytes by itself.
#include "journal/faulty_vfs.h"

#include <sqlite3.h>

#include <cstring>

namespace buurtkiosk::journal {

namespace {

constexpr const char* vfs_name = "buurtkiosk_faulty";

FaultPlan plan;
FaultCounts counts;
std::int64_t calls = 0;

// SQLite gives room for szOsFile bytes; the usual file lies right behind ours.
struct FaultyFile {
    sqlite3_file base;
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

FaultyFile* as_faulty(sqlite3_file* file) { return reinterpret_cast<FaultyFile*>(file); }
sqlite3_file* real_of(sqlite3_file* file) { return as_faulty(file)->real(); }

bool fails_now(FaultPlan::What what) {
    if (plan.what != FaultPlan::What::any && plan.what != what) return false;
    ++calls;
    const bool fails = calls == plan.nth || (plan.lasting && calls > plan.nth);
    if (fails) ++counts.failed;
    return fails;
}

int close_file(sqlite3_file* file) {
    const int code = real_of(file)->pMethods->xClose(real_of(file));
    file->pMethods = nullptr;
    return code;
}
int read_file(sqlite3_file* file, void* bytes, int count, sqlite3_int64 at) {
    return real_of(file)->pMethods->xRead(real_of(file), bytes, count, at);
}
int write_file(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 at) {
    ++counts.writes;
    if (fails_now(FaultPlan::What::write)) {
        if (plan.half_write) real_of(file)->pMethods->xWrite(real_of(file), bytes, count / 2, at);
        return plan.code;
    }
    return real_of(file)->pMethods->xWrite(real_of(file), bytes, count, at);
}
int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    ++counts.truncates;
    if (fails_now(FaultPlan::What::truncate)) return plan.code;
    return real_of(file)->pMethods->xTruncate(real_of(file), size);
}
int sync_file(sqlite3_file* file, int flags) {
    ++counts.syncs;
    if (fails_now(FaultPlan::What::sync)) return plan.code;
    return real_of(file)->pMethods->xSync(real_of(file), flags);
}
int file_size(sqlite3_file* file, sqlite3_int64* size) {
    return real_of(file)->pMethods->xFileSize(real_of(file), size);
}
int lock_file(sqlite3_file* file, int level) { return real_of(file)->pMethods->xLock(real_of(file), level); }
int unlock_file(sqlite3_file* file, int level) {
    return real_of(file)->pMethods->xUnlock(real_of(file), level);
}
int check_reserved(sqlite3_file* file, int* reserved) {
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), reserved);
}
int file_control(sqlite3_file* file, int operation, void* argument) {
    return real_of(file)->pMethods->xFileControl(real_of(file), operation, argument);
}
int sector_size(sqlite3_file* file) { return real_of(file)->pMethods->xSectorSize(real_of(file)); }
int characteristics(sqlite3_file* file) {
    return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

// Version 1: no shared memory and no mapping, as the kiosk uses none.
const sqlite3_io_methods methods = {
    1,         close_file,  read_file,      write_file,   truncate_file, sync_file,       file_size,
    lock_file, unlock_file, check_reserved, file_control, sector_size,   characteristics, nullptr,
    nullptr,   nullptr,     nullptr,        nullptr,      nullptr};

int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    auto* const usual = static_cast<sqlite3_vfs*>(vfs->pAppData);
    file->pMethods = nullptr;
    const int code = usual->xOpen(usual, name, real_of(file), flags, out_flags);
    if (code == SQLITE_OK) file->pMethods = &methods;
    return code;
}

}  // namespace

const char* faulty_vfs() {
    static sqlite3_vfs faulty = [] {
        sqlite3_vfs* const usual = sqlite3_vfs_find(nullptr);
        sqlite3_vfs made = *usual;  // its other functions take the usual one's own argument nowhere
        made.zName = vfs_name;
        made.pNext = nullptr;
        made.pAppData = usual;
        made.szOsFile = usual->szOsFile + static_cast<int>(sizeof(FaultyFile));
        made.xOpen = open_file;
        return made;
    }();
    static const int registered = sqlite3_vfs_register(&faulty, 0);
    return registered == SQLITE_OK ? vfs_name : nullptr;
}

void set_faults(const FaultPlan& next) {
    plan = next;
    counts = {};
    calls = 0;
}

FaultCounts fault_counts() { return counts; }

}  // namespace buurtkiosk::journal
