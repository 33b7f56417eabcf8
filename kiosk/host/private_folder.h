// Owns PrivateFolder: a place for files that go with the program, read by nobody else, and cleared by a later
// start when the program was killed. Main thread, at start and at the end. It must never take away what
// another program that still runs has made.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"

namespace buurtkiosk::host {

class PrivateFolder {
  public:
    PrivateFolder() = default;  // none
    PrivateFolder(PrivateFolder&& other) noexcept;
    PrivateFolder& operator=(PrivateFolder&& other) noexcept;
    ~PrivateFolder();  // with everything in it

    // "buurtkiosk-<purpose>-<pid>-…" with mode 0700, in memory where the system has such a place with
    // bytes_needed to spare, so that names and words leave no remains on a disk; else in the temporary
    // folder, which is $TMPDIR when it is set. Refused (storage, "program.no_private_folder" {folder,
    // detail}) when neither can be.
    static Result<PrivateFolder> make(const std::string& purpose, std::uintmax_t bytes_needed);

    // Takes away the folders of that purpose which programs of this user left that are no more; returns how
    // many.
    static int clear_left(const std::string& purpose);

    // "" for none.
    const std::string& path() const { return path_; }

  private:
    std::string path_;
    int lock_ = -1;  // held while this program lives, also where process numbers are not shared
};

}  // namespace buurtkiosk::host
