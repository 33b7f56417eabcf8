// Owns the calls of SQLite's online backup. Loop thread. It must never run while a vote is open.
#include "journal/backup.h"

#include <sqlite3.h>
#include <unistd.h>

#include <array>
#include <utility>

#include "base/digest.h"
#include "journal/evening_file.h"

namespace buurtkiosk::journal {

void Backup::Finish::operator()(sqlite3_backup* backup) const { sqlite3_backup_finish(backup); }

Refusal Backup::failed(const std::string& detail) const {
    return refuse(RefusalCode::storage, "refusal.backup_failed", {{"file", path_}, {"detail", detail}});
}

Result<std::unique_ptr<Backup>> Backup::begin(Database& source, const std::string& path) {
    Result<std::string> made = make_beside(path);
    if (!made) return made.refusal();
    std::unique_ptr<Backup> backup(new Backup(path, std::move(made).value()));
    if (access(path.c_str(), F_OK) == 0) {
        return refuse(RefusalCode::already, "refusal.backup_exists", {{"file", path}});
    }
    if (backup->target_.open(backup->made_, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK) {
        return backup->failed(backup->target_.message());
    }
    backup->backup_.reset(sqlite3_backup_init(backup->target_.get(), "main", source.get(), "main"));
    if (backup->backup_ == nullptr) return backup->failed(backup->target_.message());
    return backup;
}

Backup::~Backup() {
    backup_.reset();
    target_.close();
    if (!complete_) remove_database(made_);
}

Result<bool> Backup::step(int pages) {
    const int code = sqlite3_backup_step(backup_.get(), pages);
    if (code == SQLITE_OK) return false;
    if (code != SQLITE_DONE) return failed(describe_code(code));
    const int finished = sqlite3_backup_finish(backup_.release());
    if (finished != SQLITE_OK) return failed(describe_code(finished));
    target_.close();
    if (Status named = give_name_for_good(made_, path_); !named) return named.refusal();
    complete_ = true;
    return true;
}

}  // namespace buurtkiosk::journal
