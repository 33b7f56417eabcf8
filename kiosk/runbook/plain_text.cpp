// Owns telling text from what is not. Any thread. It must never guess an encoding: a name with the wrong
// letters would stand on the wall.
#include "runbook/plain_text.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "base/limits.h"

namespace buurtkiosk::runbook {
namespace {

namespace fs = std::filesystem;

// How many bytes the sequence at the front has by RFC 3629, or 0 when it is none. (Overlong forms and
// surrogates are found where the texts themselves are cleaned.)
std::size_t sequence_length(std::string_view rest) {
    const auto first = static_cast<unsigned char>(rest.front());
    std::size_t length = 1;
    if (first >= 0x80) length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if ((first >= 0x80 && first < 0xC2) || first > 0xF4 || rest.size() < length) return 0;
    for (const char each : rest.substr(1, length - 1)) {
        if ((static_cast<unsigned char>(each) & 0xC0) != 0x80) return 0;
    }
    return length;
}

bool begins_as_utf16(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return true;
    // Without the mark: Latin letters have a zero beside each.
    if (bytes.size() < 4) return false;
    return (bytes[0] != 0 && bytes[1] == 0 && bytes[2] != 0 && bytes[3] == 0) ||
           (bytes[0] == 0 && bytes[1] != 0 && bytes[2] == 0 && bytes[3] != 0);
}

}  // namespace

Status check_plain_text(std::string_view bytes, const std::string& name) {
    const auto encoding_at = [&](std::size_t place) {
        const auto line =
            1 + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(place), '\n');
        return refuse(RefusalCode::bad_text, "program.runbook_encoding",
                      {{"file", name}, {"line", std::to_string(line)}});
    };
    if (begins_as_utf16(bytes)) return encoding_at(0);
    if (bytes.find('\0') != std::string_view::npos)
        return refuse(RefusalCode::bad_text, "program.runbook_no_text", {{"file", name}});
    for (std::size_t place = 0; place < bytes.size();) {
        const std::size_t length = sequence_length(bytes.substr(place));
        if (length == 0) return encoding_at(place);
        place += length;
    }
    return Done{};
}

Result<std::string> read_plain_text(const std::string& path) {
    std::error_code error;
    if (fs::is_directory(path, error))
        return refuse(RefusalCode::bad_text, "program.runbook_folder", {{"file", path}});
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), std::fclose);
    if (file == nullptr) {
        const bool closed = errno == EACCES || errno == EPERM;
        return refuse(RefusalCode::not_found,
                      closed ? "program.runbook_no_permission" : "program.runbook_unreadable",
                      {{"file", path}});
    }
    std::string text;
    std::array<char, 65536> piece{};
    while (const std::size_t got = std::fread(piece.data(), 1, piece.size(), file.get())) {
        text.append(piece.data(), got);
        if (text.size() <= limits::runbook_bytes) continue;
        return refuse(RefusalCode::bad_text, "program.runbook_too_large",
                      {{"file", path}, {"most", std::to_string(limits::runbook_bytes >> 20U)}});
    }
    if (std::ferror(file.get()) != 0)
        return refuse(RefusalCode::not_found, "program.runbook_unreadable", {{"file", path}});
    if (auto plain = check_plain_text(text, path); !plain) return plain.refusal();
    return text;
}

}  // namespace buurtkiosk::runbook
