// Owns looking for assets and evenings in the file system. Main thread, at start.
// It must never open an evening: whether one is unfinished is for the journal to tell.
#include "host/folders.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <ctime>

namespace buurtkiosk::host {
namespace fs = std::filesystem;
namespace {

std::string today() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    std::array<char, 16> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%d", &local);
    return text.data();
}

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

}  // namespace

Result<fs::path> find_assets(const fs::path& program, const fs::path& from_build) {
    std::vector<fs::path> places;
    if (const std::string set = variable("BUURTKIOSK_ASSETS"); !set.empty()) places.emplace_back(set);
    places.push_back(program.parent_path() / "assets");
    places.push_back(program.parent_path().parent_path() / "assets");
    places.push_back(from_build);
    for (const fs::path& place : places) {
        std::error_code error;
        if (fs::is_directory(place / "locales", error)) return place;
    }
    return refuse(RefusalCode::not_found, "program.no_assets", {{"folder", places.front().string()}});
}

Result<fs::path> evenings_place() {
    if (const std::string data = variable("XDG_DATA_HOME"); !data.empty()) {
        return fs::path(data) / "buurtkiosk";
    }
    if (const std::string home = variable("HOME"); !home.empty()) {
        return fs::path(home) / ".local" / "share" / "buurtkiosk";
    }
    return refuse(RefusalCode::not_found, "program.no_home");
}

Result<fs::path> evenings_folder() {
    auto place = evenings_place();
    if (!place) return place;
    fs::path folder = std::move(place).value();
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) {
        return refuse(RefusalCode::storage, "program.no_evenings_folder",
                      {{"folder", folder.string()}, {"detail", error.message()}});
    }
    return folder;
}

fs::path own_runbooks_folder(const fs::path& evenings) { return evenings / "draaiboeken"; }

std::vector<fs::path> recent_evenings(const fs::path& folder) {
    constexpr auto evening = std::chrono::hours(12);
    struct Found {
        fs::path path;
        fs::file_time_type written;
    };
    std::vector<Found> found;
    const std::string date = today();
    const auto now = fs::file_time_type::clock::now();
    std::error_code error;
    for (const fs::directory_entry& file : fs::directory_iterator(folder, error)) {
        if (file.path().extension() != ".kiosk") continue;
        std::error_code time_error;
        auto written = file.last_write_time(time_error);
        if (time_error) continue;
        // While an evening runs, what is new stands in its write-ahead log.
        fs::path log = file.path();
        log += "-wal";
        if (const auto log_written = fs::last_write_time(log, time_error); !time_error) {
            written = std::max(written, log_written);
        }
        const bool of_today = file.path().filename().string().starts_with(date);
        if (of_today || now - written < evening) found.push_back({file.path(), written});
    }
    std::sort(found.begin(), found.end(),
              [](const Found& one, const Found& other) { return one.written > other.written; });
    std::vector<fs::path> paths;
    for (Found& file : found) paths.push_back(std::move(file.path));
    return paths;
}

fs::path new_evening(const fs::path& folder) {
    const std::string date = today();
    fs::path path = folder / (date + ".kiosk");
    for (int number = 2; fs::exists(path); ++number)
        path = folder / (date + "-" + std::to_string(number) + ".kiosk");
    return path;
}

}  // namespace buurtkiosk::host
