// Owns the checks of an evening's file before it is opened for writing. Loop thread, at start. It must never
// change a byte of a file that it finds wanting.
#include "journal/evening_file.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/digest.h"
#include "journal/log_scan.h"
#include "journal/schema.h"

namespace buurtkiosk::journal {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t marks_bytes = 100;  // SQLite's database header
constexpr off_t lock_bytes_start = 0x40000000;
constexpr off_t lock_bytes_count = 512;

FileState found(FileProblem problem, std::string detail) {
    FileState state;
    state.problem = problem;
    state.detail = std::move(detail);
    return state;
}

std::string error_text(int number) { return std::generic_category().message(number); }

FileState found_errno(int number, const std::string& what) {
    FileProblem problem = FileProblem::disk;
    if (number == ENOENT) problem = FileProblem::absent;
    if (number == EACCES || number == EPERM || number == EROFS || number == EISDIR || number == ENOTDIR ||
        number == ELOOP || number == ENAMETOOLONG) {
        problem = FileProblem::unreadable;
    }
    return found(problem, what + ": " + error_text(number));
}

std::int32_t big_endian(const std::uint8_t* bytes) {
    return static_cast<std::int32_t>((std::uint32_t{bytes[0]} << 24) | (std::uint32_t{bytes[1]} << 16) |
                                     (std::uint32_t{bytes[2]} << 8) | std::uint32_t{bytes[3]});
}

// The marks at the start of the main file. They were written there before the file got its name, so they
// never stand in the log alone.
FileState check_marks(int descriptor) {
    std::array<std::uint8_t, marks_bytes> marks{};
    const ssize_t got = pread(descriptor, marks.data(), marks.size(), 0);
    if (got < 0) return found_errno(errno, "reading");
    static constexpr char magic[] = "SQLite format 3";
    const auto bytes = static_cast<std::size_t>(got);
    if (bytes == 0) return found(FileProblem::damaged, "the file is empty");
    if (std::memcmp(marks.data(), magic, std::min(bytes, sizeof(magic))) != 0) {
        return found(FileProblem::foreign, "not a database");
    }
    if (bytes < marks_bytes) return found(FileProblem::damaged, "the file ends in its first bytes");
    if (big_endian(marks.data() + 68) != application_id) {
        return found(FileProblem::foreign, "a database of another program");
    }
    const std::int32_t version = big_endian(marks.data() + 60);
    if (version > format_version) {
        return found(FileProblem::newer, "format " + std::to_string(version) + ", this program knows " +
                                             std::to_string(format_version));
    }
    if (version < 1) return found(FileProblem::damaged, "format " + std::to_string(version));
    return {};
}

// A private folder that is gone with this object; in memory where the system has such a place, so that
// ballots of an open vote leave no remains on a disk.
class CheckFolder {
  public:
    CheckFolder() = default;
    CheckFolder(const CheckFolder&) = delete;
    CheckFolder& operator=(const CheckFolder&) = delete;
    ~CheckFolder() { remove(); }

    bool make(std::uintmax_t bytes_needed) {
        std::error_code error;
        const std::string places[] = {"/dev/shm", fs::temp_directory_path(error).string()};
        for (const std::string& place : places) {
            if (place.empty()) continue;
            const fs::space_info space = fs::space(place, error);
            if (error || space.available < bytes_needed + bytes_needed / 2) continue;
            std::string folder = place + "/buurtkiosk-check-XXXXXX";
            if (mkdtemp(folder.data()) != nullptr) {
                folder_ = folder;
                return true;
            }
        }
        return false;
    }
    void remove() {
        std::error_code ignored;
        if (!folder_.empty()) fs::remove_all(folder_, ignored);
        folder_.clear();
    }
    std::string file() const { return folder_ + "/evening"; }

  private:
    std::string folder_;
};

// SQLite's own checks, ours of the tables, and every event read. The copy's files lose their names as soon as
// they are open, so that a crash leaves none.
FileState check_copy(CheckFolder& folder, const EventCallback& event, const ReplyCallback& reply) {
    Database copy;
    int code = copy.open(folder.file(), SQLITE_OPEN_READWRITE, nullptr);
    if (code == SQLITE_OK) code = copy.execute("PRAGMA locking_mode=EXCLUSIVE; PRAGMA cell_size_check=ON");
    const std::string tables = code == SQLITE_OK ? compare_schema(copy) : copy.message();
    folder.remove();
    if (code != SQLITE_OK) return problem_of_code(code, copy.message());
    if (!tables.empty()) return found(FileProblem::damaged, tables);

    FileState state;
    // The log of the copy may be folded in; all that counts is how many frames SQLite took from it.
    int frames = 0;
    code = sqlite3_wal_checkpoint_v2(copy.get(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &frames, nullptr);
    if (code != SQLITE_OK) return problem_of_code(code, copy.message());
    state.log_frames = frames > 0 ? static_cast<std::uint32_t>(frames) : 0;

    const std::string whole = copy.first_text("PRAGMA integrity_check(1)", &code);
    const bool keys_fit =
        code == SQLITE_OK && copy.first_text("PRAGMA foreign_key_check", &code).empty() && code == SQLITE_OK;
    state.reading = read_evening(copy, event, reply);
    if (!state.reading.ok()) {
        state.problem =
            state.reading.problem == DecodeProblem::newer ? FileProblem::newer : FileProblem::damaged;
        state.detail = state.reading.detail;
    } else if (whole != "ok") {
        state.problem = FileProblem::damaged;
        state.detail = whole.empty() ? copy.message() : whole;
    } else if (!keys_fit) {
        state.problem = FileProblem::damaged;
        state.detail = "a row refers to one that is not there";
    }
    for (const auto& [digest, name] : state.reading.slides) {
        if (!slides_are_whole(copy, digest)) state.damaged_slides.push_back(name);
    }
    return state;
}

FileState check_copy_and_log(CheckFolder& folder, const EventCallback& event, const ReplyCallback& reply) {
    const LogScan log = scan_log(folder.file() + "-wal");
    FileState state = check_copy(folder, event, reply);
    if (state.ok() && log.damaged) {
        state.problem = FileProblem::damaged;
        state.detail = log.detail;
    } else if (state.ok() && state.log_frames != log.frames) {
        state.problem = FileProblem::damaged;
        state.detail = "the write-ahead log has " + std::to_string(log.frames) + " frames, of which " +
                       std::to_string(state.log_frames) + " can be used";
    }
    return state;
}

FileState check_beside(const std::string& path) {
    std::error_code error;
    if (fs::file_size(path + "-journal", error) > 0 && !error) {
        return found(FileProblem::damaged, "a rollback journal lies beside it, which no kiosk leaves");
    }
    return {};
}

// The file first, then its log: whatever was folded into the file while it was copied stands in the log.
FileState copy_into(CheckFolder& folder, const std::string& path) {
    std::error_code error;
    const std::uintmax_t bytes = fs::file_size(path, error);
    std::uintmax_t log_bytes = fs::file_size(path + "-wal", error);
    if (error) log_bytes = 0;
    if (!folder.make(bytes + log_bytes)) return found(FileProblem::disk, "no room to check a copy of it");
    if (!fs::copy_file(path, folder.file(), error)) return found(FileProblem::disk, error.message());
    log_bytes = fs::file_size(path + "-wal", error);
    if (error || log_bytes == 0) return {};
    if (!fs::copy_file(path + "-wal", folder.file() + "-wal", error)) {
        return found(FileProblem::disk, error.message());
    }
    return {};
}

// What tells one generation of the log from the next: its header, whose salts differ in each. Without a log
// the file itself tells.
std::string log_generation(const std::string& path) {
    constexpr std::size_t header_bytes = 32;
    std::array<char, header_bytes> header{};
    const int descriptor = ::open((path + "-wal").c_str(), O_RDONLY | O_CLOEXEC);
    ssize_t got = 0;
    if (descriptor >= 0) {
        got = pread(descriptor, header.data(), header.size(), 0);
        ::close(descriptor);
    }
    if (got == static_cast<ssize_t>(header.size())) return {header.data(), header.size()};
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) return {};
    return std::to_string(status.st_size) + " " + std::to_string(status.st_mtim.tv_sec) + " " +
           std::to_string(status.st_mtim.tv_nsec);
}

// One look. False when the log began anew meanwhile: then the copy may be of two moments.
bool try_to_look(const std::string& path, Onlooker& seen) {
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) {
        seen.file = found_errno(errno, "looking at the file");
        return true;
    }
    if (!S_ISREG(status.st_mode)) {
        seen.file = found(FileProblem::unreadable, "not a file");
        return true;
    }
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        seen.file = found_errno(errno, "opening");
        return true;
    }
    seen.file = check_marks(descriptor);
    ::close(descriptor);
    if (seen.file.ok()) seen.file = check_beside(path);
    if (!seen.file.ok()) return true;
    const std::string generation = log_generation(path);
    CheckFolder folder;
    seen.file = copy_into(folder, path);
    if (!seen.file.ok()) return true;
    if (log_generation(path) != generation) return false;
    seen.file =
        check_copy_and_log(folder, [&seen](const TimedEvent& event) { seen.events.push_back(event); }, {});
    return true;
}

FileState sync_folder_of(const std::string& path) {
    const std::string folder = fs::path(path).parent_path().string();
    const int descriptor = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return found_errno(errno, "opening the folder");
    const bool synced = fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS;  // some places cannot
    const int number = errno;
    ::close(descriptor);
    return synced ? FileState{} : found_errno(number, "writing the folder");
}

// Gives the new file its name, unless there is one already: that is `taken`.
FileState give_name(const std::string& made, const std::string& path, bool& taken) {
    taken = false;
    if (link(made.c_str(), path.c_str()) == 0) {
        unlink(made.c_str());
        return sync_folder_of(path);
    }
    const int number = errno;
    std::error_code error;
    taken = number == EEXIST || fs::exists(path, error);
    // A stick without hard links: rename, after looking, is the next best.
    if (!taken && std::rename(made.c_str(), path.c_str()) == 0) return sync_folder_of(path);
    unlink(made.c_str());
    return taken ? FileState{} : found_errno(number, "naming the new file");
}

FileState make_private_file(const std::string& path, std::string& made) {
    std::array<std::uint8_t, 8> random{};
    random_bytes(random.data(), random.size());
    const fs::path place(path);
    made = (place.parent_path() / ("." + place.filename().string() + ".new-" + hex(random))).string();
    // Only the user may read it: it holds names and words of the whole room.
    const int descriptor = ::open(made.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        FileState state = found_errno(errno, "making the file");
        if (state.problem == FileProblem::absent) state.problem = FileProblem::unreadable;
        return state;
    }
    ::close(descriptor);
    return {};
}

}  // namespace

FileState problem_of_code(int code, const std::string& detail) {
    switch (code & 0xff) {
        case SQLITE_OK:
            return {};
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return found(FileProblem::in_use, detail);
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return found(FileProblem::damaged, detail);
        case SQLITE_READONLY:
        case SQLITE_CANTOPEN:
        case SQLITE_PERM:
        case SQLITE_AUTH:
            return found(FileProblem::unreadable, detail);
        default:
            return found(FileProblem::disk, detail);
    }
}

Refusal refusal_of(const FileState& state, const std::string& file) {
    std::vector<TextParameter> parameters = {{"file", file}, {"detail", state.detail}};
    const char* key = "refusal.evening_disk";
    switch (state.problem) {
        case FileProblem::none:
        case FileProblem::disk:
            break;
        case FileProblem::absent:
        case FileProblem::unreadable:
            key = "refusal.evening_unreadable";
            break;
        case FileProblem::damaged:
            key = "refusal.evening_damaged";
            parameters.push_back({"n", std::to_string(state.reading.head.seq)});
            break;
        case FileProblem::newer:
            key = "refusal.evening_newer";
            break;
        case FileProblem::foreign:
            key = "refusal.evening_foreign";
            break;
        case FileProblem::in_use:
            key = "refusal.evening_in_use";
            break;
    }
    return refuse(RefusalCode::storage, key, std::move(parameters));
}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

FileLock::~FileLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

FileState FileLock::take(const std::string& path) {
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) return found_errno(errno, "looking at the file");
    if (!S_ISREG(status.st_mode)) return found(FileProblem::unreadable, "not a file");
    // Opening without truncating or creating changes nothing; it tells whether writing would be allowed.
    const int writable = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
    if (writable < 0) return found_errno(errno, "opening");
    ::close(writable);
    const std::string folder = fs::path(path).parent_path().string();
    if (access(folder.empty() ? "." : folder.c_str(), W_OK) != 0) return found_errno(errno, "the folder");

    descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor_ < 0) return found_errno(errno, "opening");
    if (flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK) return found(FileProblem::in_use, "another kiosk has it open");
        // A network drive without such locks: SQLite's own must do.
        if (errno != ENOLCK && errno != EOPNOTSUPP && errno != ENOSYS) return found_errno(errno, "locking");
    }
    // Another program, such as a database browser, locks these bytes; asking does not change them.
    struct flock probe {};
    probe.l_type = F_WRLCK;
    probe.l_whence = SEEK_SET;
    probe.l_start = lock_bytes_start;
    probe.l_len = lock_bytes_count;
    if (fcntl(descriptor_, F_GETLK, &probe) == 0 && probe.l_type != F_UNLCK) {
        return found(FileProblem::in_use, "process " + std::to_string(probe.l_pid) + " has it open");
    }
    return {};
}

FileState inspect(const FileLock& lock, const std::string& path, const EventCallback& event,
                  const ReplyCallback& reply) {
    if (FileState marks = check_marks(lock.descriptor()); !marks.ok()) return marks;
    if (FileState beside = check_beside(path); !beside.ok()) return beside;
    CheckFolder folder;
    if (FileState copied = copy_into(folder, path); !copied.ok()) return copied;
    return check_copy_and_log(folder, event, reply);
}

Onlooker look_on(const std::string& path) {
    constexpr int tries = 20;
    constexpr useconds_t pause_us = 50'000;
    Onlooker seen;
    for (int left = tries; left > 0; --left) {
        seen = {};
        const bool still = try_to_look(path, seen);
        // Of a file that nobody writes the second answer would be the first; a torn copy is not.
        if (still && (seen.file.problem != FileProblem::damaged || left <= tries - 2)) return seen;
        usleep(pause_us);
    }
    if (seen.file.ok()) seen.file = found(FileProblem::in_use, "it is written to all the time");
    return seen;
}

Status copy_evening(const FileLock& lock, const std::string& path, const std::string& to) {
    assert(lock.descriptor() >= 0);
    std::error_code error;
    const std::string log = path + "-wal";
    const bool copied = fs::copy_file(path, to, error);
    if (copied && fs::exists(log, error)) fs::copy_file(log, to + "-wal", error);
    if (copied && !error) return Done{};
    const std::string detail = error.message();
    for (const char* end : {"", "-wal"}) fs::remove(to + end, error);
    return refusal_of(found(FileProblem::disk, detail), to);
}

FileState create_evening(const std::string& path, const NewEvening& evening) {
    std::string made;
    if (FileState state = make_private_file(path, made); !state.ok()) return state;
    Database database;
    int code = database.open(made, SQLITE_OPEN_READWRITE, evening.vfs);
    if (code == SQLITE_OK) {
        code = create_schema(database, evening.evening, evening.created_ms, evening.program);
    }
    FileState state = problem_of_code(code, database.message());
    database.close();
    if (!state.ok()) {
        remove_database(made);
        return state;
    }
    bool taken = false;
    return give_name(made, path, taken);
}

Result<std::string> make_beside(const std::string& path) {
    std::string made;
    if (FileState state = make_private_file(path, made); !state.ok()) return refusal_of(state, path);
    return made;
}

Status give_name_for_good(const std::string& made, const std::string& path) {
    bool taken = false;
    if (FileState state = give_name(made, path, taken); !state.ok()) return refusal_of(state, path);
    if (taken) return refuse(RefusalCode::already, "refusal.backup_exists", {{"file", path}});
    return Done{};
}

void remove_database(const std::string& made) {
    for (const char* end : {"", "-journal", "-wal", "-shm"}) unlink((made + end).c_str());
}

std::string real_path(const std::string& path) {
    std::error_code error;
    const fs::path real = fs::weakly_canonical(path, error);
    return error ? path : real.string();
}

}  // namespace buurtkiosk::journal
