// Owns the making, marking and clearing of private folders. Main thread. It must never follow a link that
// somebody laid in the temporary folder, which everybody may write in.
#include "host/private_folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

namespace buurtkiosk::host {
namespace fs = std::filesystem;
namespace {

std::vector<std::string> places() {
    std::error_code error;
    const std::string usual = fs::temp_directory_path(error).string();
    std::vector<std::string> found;
    if (std::getenv("TMPDIR") == nullptr) found.emplace_back("/dev/shm");
    if (!error) found.push_back(usual);
    return found;
}

std::string prefix_of(const std::string& purpose) { return "buurtkiosk-" + purpose + "-"; }

// A lock on the folder itself, which ends with the process however that ends; -1 when somebody else has it.
int locked(const std::string& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor < 0) return -1;
    if (flock(descriptor, LOCK_EX | LOCK_NB) == 0) return descriptor;
    ::close(descriptor);
    return -1;
}

// Whether the process that named a folder is no more: "buurtkiosk-rehearsal-1234-AbCdEf".
bool is_left(const std::string& name, const std::string& prefix) {
    int process = 0;
    const char* end = name.data() + name.size();
    const auto [rest, error] = std::from_chars(name.data() + prefix.size(), end, process);
    if (error != std::errc() || rest == end || *rest != '-' || process <= 0) return false;
    return ::kill(process, 0) != 0 && errno == ESRCH;
}

}  // namespace

PrivateFolder::PrivateFolder(PrivateFolder&& other) noexcept
    : path_(std::exchange(other.path_, {})), lock_(std::exchange(other.lock_, -1)) {}

PrivateFolder& PrivateFolder::operator=(PrivateFolder&& other) noexcept {
    std::swap(path_, other.path_);
    std::swap(lock_, other.lock_);
    return *this;
}

PrivateFolder::~PrivateFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
    if (lock_ >= 0) ::close(lock_);
}

Result<PrivateFolder> PrivateFolder::make(const std::string& purpose, std::uintmax_t bytes_needed) {
    std::string tried;
    std::string detail;
    for (const std::string& place : places()) {
        tried = place;
        std::error_code error;
        const fs::space_info space = fs::space(place, error);
        if (error || space.available < bytes_needed) {
            detail = error ? error.message() : std::generic_category().message(ENOSPC);
            continue;
        }
        std::string folder = place + "/" + prefix_of(purpose) + std::to_string(getpid()) + "-XXXXXX";
        if (mkdtemp(folder.data()) == nullptr) {  // which gives it mode 0700
            detail = std::generic_category().message(errno);
            continue;
        }
        PrivateFolder made;
        made.lock_ = locked(folder);
        made.path_ = std::move(folder);
        return made;
    }
    return refuse(RefusalCode::storage, "program.no_private_folder", {{"folder", tried}, {"detail", detail}});
}

int PrivateFolder::clear_left(const std::string& purpose) {
    const std::string prefix = prefix_of(purpose);
    int cleared = 0;
    for (const std::string& place : places()) {
        std::error_code error;
        for (const fs::directory_entry& entry : fs::directory_iterator(place, error)) {
            const std::string name = entry.path().filename().string();
            if (!name.starts_with(prefix) || !is_left(name, prefix)) continue;
            struct stat status {};
            if (lstat(entry.path().c_str(), &status) != 0 || !S_ISDIR(status.st_mode)) continue;
            if (status.st_uid != geteuid()) continue;
            const int lock = locked(entry.path().string());
            if (lock < 0) continue;
            std::error_code ignored;
            if (fs::remove_all(entry.path(), ignored) > 0 && !ignored) ++cleared;
            ::close(lock);
        }
    }
    return cleared;
}

}  // namespace buurtkiosk::host
