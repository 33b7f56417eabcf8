// Owns an evening's file from outside: whose it is, that nobody else has it, how it is made at once or not at
// all, and what is wrong with it. Loop thread, at start. It must never change a byte of a file that it
// finds wanting.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "journal/reading.h"

namespace buurtkiosk::journal {

// What was found wrong, one for each sentence that the chair may read.
enum class FileProblem {
    none,
    absent,      // there is no such file
    damaged,     // refusal.evening_damaged {file, detail, n}: n events could be read
    newer,       // refusal.evening_newer
    foreign,     // refusal.evening_foreign: not an evening at all
    in_use,      // refusal.evening_in_use
    unreadable,  // refusal.evening_unreadable: rights, a folder, a read-only place
    disk,        // refusal.evening_disk: full, or failing
};

struct FileState {
    FileProblem problem = FileProblem::none;
    std::string detail;  // English, the small print
    Reading reading;     // of a damaged or newer file: up to what could be read
    // Names of slides whose pages are not all there or damaged: no reason to refuse an evening.
    std::vector<std::string> damaged_slides;
    std::uint32_t log_frames = 0;  // whole commits in its write-ahead log, in frames
    bool ok() const { return problem == FileProblem::none; }
};

// The problem that a result code of SQLite stands for.
FileState problem_of_code(int code, const std::string& detail);

// With code storage; params file and detail, and n, the events that could be read, when damaged.
Refusal refusal_of(const FileState& state, const std::string& file);

// An open file descriptor with an advisory lock on the whole file: a second kiosk gets none. It must be
// closed after SQLite has closed the file: closing any descriptor of a file drops SQLite's own locks on it.
class FileLock {
  public:
    FileLock() = default;
    FileLock(FileLock&& other) noexcept : descriptor_(other.descriptor_) { other.descriptor_ = -1; }
    FileLock& operator=(FileLock&& other) noexcept;
    ~FileLock();
    int descriptor() const { return descriptor_; }
    // Opens for reading only, and locks. none, absent, in_use, unreadable or disk.
    FileState take(const std::string& path);

  private:
    int descriptor_ = -1;
};

// Everything that can be known without changing a byte: marks in the first bytes, the log, then a copy in
// memory (or the temporary folder), checked by SQLite and read from end to end. The lock must be held.
// event and reply may be empty; they are called for what can be read.
FileState inspect(const FileLock& lock, const std::string& path, const EventCallback& event,
                  const ReplyCallback& reply);

// A whole evening seen from outside, also while a kiosk has it open.
struct Onlooker {
    FileState file;
    std::vector<TimedEvent> events;  // all of them when the file is OK, else up to what could be read
};
// As inspect, but without a lock and with the right to read only: for looking at an evening of another
// process. What is seen is the evening of one moment, from a copy that is gone afterwards. in_use when it is
// written to so fast that no copy was of one moment. Never for a file that this process has open: closing any
// descriptor of a file drops SQLite's own locks on it. It may wait, a second at most.
Onlooker look_on(const std::string& path);

// An evening beside another, for a rehearsal: the file and its log as they are now, so that opening the copy
// finds all that opening the original would. `lock` must be held on `path`, which must have been inspected;
// it stays as it is, byte for byte. `to` is a file in a private folder that is not there yet.
Status copy_evening(const FileLock& lock, const std::string& path, const std::string& to);

struct NewEvening {
    std::string evening;  // random id
    std::int64_t created_ms = 0;
    std::string program;
    const char* vfs = nullptr;
};
// By the three functions below; none also when somebody else was first.
FileState create_evening(const std::string& path, const NewEvening& evening);

// Making a database file that appears under its name whole or not at all: an empty private file beside the
// place, filled by the caller, then named. A name that is taken since stays as it is, and that is a refusal.
Result<std::string> make_beside(const std::string& path);
Status give_name_for_good(const std::string& made, const std::string& path);
void remove_database(const std::string& made);  // with what SQLite may have laid beside it

// The real path, with links followed, so that all who name the file mean the same one.
std::string real_path(const std::string& path);

}  // namespace buurtkiosk::journal
