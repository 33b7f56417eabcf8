// Owns reading a small file of text from the disk, with a plain complaint when it is a folder, closed to this
// user, far too large, or no text. Main thread, at start. It must never hold more of a file than a runbook
// may be.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace buurtkiosk::runbook {

// The whole file, UTF-8. Refusals with {file}: not_found "program.runbook_unreadable" and
// "program.runbook_no_permission", bad_text "program.runbook_folder", "program.runbook_too_large" {most, in
// MB}, "program.runbook_no_text" (a picture, an office document) and those of check_plain_text.
Result<std::string> read_plain_text(const std::string& path);

// bad_text "program.runbook_no_text" for bytes that no text has, "program.runbook_encoding" {file, line} for
// text in another encoding than UTF-8: UTF-16, or the one that spreadsheets call 'CSV' without more.
Status check_plain_text(std::string_view bytes, const std::string& name);

}  // namespace buurtkiosk::runbook
