// Owns reading and writing the settings with toml++. Main thread. It must never throw a file away: what it
// cannot read it renames.
#include "host/settings.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <toml++/toml.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>

#include "base/limits.h"

namespace buurtkiosk::host {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view opening =
    "# Buurtkiosk: what was chosen for this computer at the set-up (F3). The program writes this file.\n\n";

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

std::optional<std::string> content_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return std::nullopt;
    std::string content(limits::settings_bytes + 1, '\0');
    stream.read(content.data(), static_cast<std::streamsize>(content.size()));
    content.resize(static_cast<std::size_t>(stream.gcount()));
    return content;
}

// Nothing when it is no settings file.
std::optional<toml::table> parsed(const std::string& content) {
    if (content.size() > limits::settings_bytes) return std::nullopt;
    try {
        return toml::parse(content);
    } catch (const toml::parse_error&) {
        return std::nullopt;
    }
}

// "settings.toml.broken", and its later ones.
fs::path name_aside(const fs::path& file) {
    std::error_code error;
    fs::path aside = file.string() + ".broken";
    for (int number = 2; fs::exists(aside, error); ++number)
        aside = fmt::format("{}.broken-{}", file.string(), number);
    return aside;
}

// Takes values out of the table, and notes those that cannot be.
class Reading {
  public:
    Reading(const toml::table& table, const fs::path& file, std::vector<Sentence>& problems)
        : table_(table), file_(file), problems_(problems) {}

    template <class Value>
    std::optional<Value> take(const char* area, const char* key) {
        const auto node = table_[area][key];
        if (!node) return std::nullopt;
        auto value = node.value<Value>();
        if (!value) wrong(area, key);
        return value;
    }
    void take_metres(const char* area, const char* key, double least, double most, double& value) {
        const auto given = take<double>(area, key);
        if (!given) return;
        if (std::isfinite(*given) && *given >= least && *given <= most) {
            value = *given;
        } else {
            wrong(area, key);
        }
    }
    std::string take_name(const char* area, const char* key) {
        const auto given = take<std::string>(area, key);
        if (!given) return {};
        if (given->size() <= limits::setting_name_bytes) return *given;
        wrong(area, key);
        return {};
    }
    void wrong(const char* area, const char* key) {
        problems_.push_back(Sentence{"program.settings_bad_value",
                                     {{"file", file_.string()}, {"key", fmt::format("{}.{}", area, key)}}});
    }

  private:
    const toml::table& table_;
    const fs::path& file_;
    std::vector<Sentence>& problems_;
};

Settings settings_in(Reading reading) {
    Settings settings;
    settings.stage_screen = reading.take_name("stage", "screen");
    reading.take_metres("stage", "image_height_m", limits::image_height_least_m, limits::image_height_most_m,
                        settings.image_height_m);
    reading.take_metres("stage", "last_row_m", limits::last_row_least_m, limits::last_row_most_m,
                        settings.last_row_m);
    if (const std::string theme = reading.take_name("stage", "theme"); theme == "dark") {
        settings.theme = Settings::Theme::dark;
    } else if (theme == "light") {
        settings.theme = Settings::Theme::light;
    } else if (!theme.empty()) {
        reading.wrong("stage", "theme");
    }
    if (std::string address = reading.take_name("network", "address"); !address.empty()) {
        settings.address = LanAddress{std::move(address), reading.take_name("network", "interface")};
    }
    settings.sound = reading.take<bool>("sound", "on").value_or(settings.sound);
    return settings;
}

// Something else may stand under the area's name: then it is no longer that.
toml::table& area_of(toml::table& table, std::string_view name) {
    if (toml::table* there = table[name].as_table()) return *there;
    table.insert_or_assign(name, toml::table{});
    return *table[name].as_table();
}

template <class Value>
void put(toml::table& area, std::string_view key, const std::optional<Value>& value) {
    if (value) {
        area.insert_or_assign(key, *value);
    } else {
        area.erase(key);
    }
}

std::string written(toml::table table, const Settings& settings) {
    using Text = std::optional<std::string>;
    toml::table& stage = area_of(table, "stage");
    Text screen;
    if (!settings.stage_screen.empty()) screen = settings.stage_screen;
    put(stage, "screen", screen);
    stage.insert_or_assign("image_height_m", settings.image_height_m);
    stage.insert_or_assign("last_row_m", settings.last_row_m);
    Text theme;
    if (settings.theme) theme = *settings.theme == Settings::Theme::dark ? "dark" : "light";
    put(stage, "theme", theme);
    toml::table& network = area_of(table, "network");
    put(network, "address", settings.address ? Text(settings.address->address) : std::nullopt);
    put(network, "interface", settings.address ? Text(settings.address->interface_name) : std::nullopt);
    area_of(table, "sound").insert_or_assign("on", settings.sound);
    std::ostringstream out;
    out << opening << table << "\n";
    return out.str();
}

Refusal not_written(const fs::path& file, const std::string& detail) {
    return refuse(RefusalCode::storage, "program.settings_not_written",
                  {{"file", file.string()}, {"detail", detail}});
}

bool write_all(int descriptor, std::string_view content) {
    while (!content.empty()) {
        const ssize_t count = ::write(descriptor, content.data(), content.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        content.remove_prefix(static_cast<std::size_t>(count));
    }
    return fsync(descriptor) == 0;
}

}  // namespace

std::optional<fs::path> settings_file() {
    fs::path folder = variable("XDG_CONFIG_HOME");
    if (!folder.is_absolute()) {  // as the standard of those folders says, a relative one does not count
        const std::string home = variable("HOME");
        if (home.empty()) return std::nullopt;
        folder = fs::path(home) / ".config";
    }
    return folder / "buurtkiosk" / "settings.toml";
}

SettingsRead read_settings(const fs::path& file, Broken broken) {
    SettingsRead read;
    std::error_code error;
    if (!fs::exists(fs::symlink_status(file, error))) {
        read.first_start = true;
        return read;
    }
    const auto content = fs::is_regular_file(file, error) ? content_of(file) : std::nullopt;
    if (!content) {
        read.problems.push_back(Sentence{"program.settings_unreadable", {{"file", file.string()}}});
        return read;
    }
    const auto table = parsed(*content);
    if (!table) {
        if (broken == Broken::stays) {
            read.problems.push_back(Sentence{"program.settings_unreadable", {{"file", file.string()}}});
            return read;
        }
        read.first_start = true;
        const fs::path aside = name_aside(file);
        fs::rename(file, aside, error);
        read.problems.push_back(error ? Sentence{"program.settings_unreadable", {{"file", file.string()}}}
                                      : Sentence{"program.settings_put_aside",
                                                 {{"file", file.string()}, {"aside", aside.string()}}});
        return read;
    }
    read.settings = settings_in(Reading(*table, file, read.problems));
    return read;
}

Status write_settings(const fs::path& file, const Settings& settings) {
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    if (error) return not_written(file, error.message());
    // A file that is linked to from elsewhere stays linked to.
    fs::path target = file;
    if (fs::is_symlink(file, error)) {
        const fs::path linked = fs::weakly_canonical(file, error);
        if (!error) target = linked;
    }
    const std::string content =
        written(parsed(content_of(target).value_or("")).value_or(toml::table{}), settings);
    std::string beside = target.string() + ".XXXXXX";
    const int descriptor = mkostemp(beside.data(), O_CLOEXEC);
    if (descriptor < 0) return not_written(file, std::strerror(errno));
    const bool whole = write_all(descriptor, content);
    const std::string detail = whole ? "" : std::strerror(errno);
    if (close(descriptor) != 0 || !whole) {
        fs::remove(beside, error);
        return not_written(file, detail);
    }
    fs::rename(beside, target, error);
    if (error) {
        const std::string why = error.message();
        fs::remove(beside, error);
        return not_written(file, why);
    }
    return Done{};
}

std::vector<LanAddress> remembered_first(std::vector<LanAddress> addresses, const Settings& settings) {
    if (!settings.address) return addresses;
    const auto is_that = [&](const LanAddress& one) { return one.address == settings.address->address; };
    const auto is_there = [&](const LanAddress& one) {
        return one.interface_name == settings.address->interface_name;
    };
    if (std::any_of(addresses.begin(), addresses.end(), is_that)) {
        std::stable_partition(addresses.begin(), addresses.end(), is_that);
    } else {
        std::stable_partition(addresses.begin(), addresses.end(), is_there);
    }
    return addresses;
}

}  // namespace buurtkiosk::host
