// Owns the subcommand minutes: an evening looked at from outside, and its minutes put into a folder. Main
// thread, without anything else of the program started. It must never open the evening for writing, nor leave
// half a file under a name that is read.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>
#include <filesystem>
#include <system_error>

#include "journal/evening_file.h"
#include "minutes/minutes.h"
#include "subcommands.h"

namespace buurtkiosk {
namespace {

namespace fs = std::filesystem;

Refusal refusal_for(const journal::FileState& state, const std::string& file) {
    using journal::FileProblem;
    const auto refused = [&](const char* key) {
        return refuse(RefusalCode::storage, key, {{"file", file}, {"detail", state.detail}});
    };
    switch (state.problem) {
        case FileProblem::absent:
            return refused("program.minutes_no_file");
        case FileProblem::damaged:
            return refused("program.minutes_damaged");
        case FileProblem::newer:
            return refused("program.minutes_newer");
        case FileProblem::foreign:
            return refused("program.minutes_foreign");
        case FileProblem::in_use:
            return refused("program.minutes_busy");
        case FileProblem::disk:
            return refused("program.minutes_no_room");
        case FileProblem::none:
        case FileProblem::unreadable:
            break;
    }
    return refused("program.minutes_unreadable");
}

minutes::LocalMoment local_moment(std::int64_t at_ms) {
    const std::time_t seconds = static_cast<std::time_t>(at_ms / 1000);
    std::tm local{};
    localtime_r(&seconds, &local);
    constexpr int first_year = 1900;
    constexpr int sunday = 7;  // the first day of the week to C, the last one here
    return {local.tm_year + first_year,
            local.tm_mon + 1,
            local.tm_mday,
            local.tm_wday == 0 ? sunday : local.tm_wday,
            local.tm_hour,
            local.tm_min};
}

// Errno, or 0. Under another name first: whoever opens the file finds all of it, or that of before.
int write_whole(const fs::path& path, const std::string& bytes) {
    const std::string beside = (path.parent_path() / ("." + path.filename().string() + ".new")).string();
    unlink(beside.c_str());  // of a time that was stopped halfway
    // Only the user may read it: what may be told further is theirs to say.
    const int descriptor = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) return errno;
    std::size_t written = 0;
    int error = 0;
    while (written < bytes.size() && error == 0) {
        const ssize_t count = ::write(descriptor, bytes.data() + written, bytes.size() - written);
        if (count >= 0) {
            written += static_cast<std::size_t>(count);
        } else if (errno != EINTR) {
            error = errno;
        }
    }
    if (error == 0 && fsync(descriptor) != 0 && errno != EINVAL) error = errno;
    if (::close(descriptor) != 0 && error == 0) error = errno;
    if (error == 0 && std::rename(beside.c_str(), path.c_str()) != 0) error = errno;
    if (error != 0) unlink(beside.c_str());
    return error;
}

}  // namespace

int write_minutes(const MinutesWanted& wanted, const Terminal& terminal) {
    const journal::Onlooker seen = journal::look_on(journal::real_path(wanted.file));
    if (!seen.file.ok()) return terminal.stop(refusal_for(seen.file, wanted.file));
    minutes::Record record = minutes::record_of(seen.events);
    record.head = seen.file.reading.head.hash;
    const auto files =
        minutes::files_of(record, minutes::Choices{wanted.names}, {terminal.locales(), local_moment});

    const auto no_folder = [&](int error) {
        terminal.say("program.minutes_no_folder",
                     {{"folder", wanted.folder}, {"detail", std::generic_category().message(error)}});
        return error == ENOSPC || error == EIO ? status_failed : status_unusable;
    };
    std::error_code error;
    const fs::path folder = wanted.folder;
    fs::create_directories(folder, error);
    if (error && !fs::is_directory(folder)) return no_folder(error.value());
    std::string names;
    for (const minutes::File& file : files) {
        if (const int failed = write_whole(folder / file.name, file.bytes)) return no_folder(failed);
        names += (names.empty() ? "" : ", ") + file.name;
    }
    terminal.say("program.minutes_made",
                 {{"title", record.state.title}, {"folder", wanted.folder}, {"files", names}});
    if (wanted.names) terminal.say("program.minutes_names");
    return 0;
}

}  // namespace buurtkiosk
