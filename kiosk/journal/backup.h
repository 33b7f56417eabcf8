// Owns one backup of an evening while it goes on, in slices small enough to fit between turns of the loop.
// Loop thread. It must never run while a vote is open, and never leave a half file under the wanted name.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "journal/database.h"

struct sqlite3_backup;

namespace buurtkiosk::journal {

class Backup {
  public:
    // Refused (storage) when there is a file of that name, or none can be made there.
    static Result<std::unique_ptr<Backup>> begin(Database& source, const std::string& path);
    Backup(const Backup&) = delete;
    Backup& operator=(const Backup&) = delete;
    ~Backup();  // one that is not complete is taken away

    // Copies at most that many pages; true when the backup stands complete under its name, on disk. After a
    // refusal the backup is over.
    Result<bool> step(int pages);
    const std::string& path() const { return path_; }

  private:
    struct Finish {
        void operator()(sqlite3_backup* backup) const;
    };
    Backup(std::string path, std::string made) : path_(std::move(path)), made_(std::move(made)) {}
    Refusal failed(const std::string& detail) const;

    std::string path_;
    std::string made_;  // the name until it is complete
    bool complete_ = false;
    Database target_;
    std::unique_ptr<sqlite3_backup, Finish> backup_;  // gone before target_
};

}  // namespace buurtkiosk::journal
