// Owns the tests of what a computer remembers: there and back, files that are broken, foreign or too large,
// and places that cannot be written. Test thread. It must never touch the user's own settings.
#include "host/settings.h"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "base/limits.h"
#include "core/folder.h"

using namespace buurtkiosk;
using host::Settings;
namespace fs = std::filesystem;

namespace {

struct Computer : test::Folder {
    fs::path file = path / "config" / "buurtkiosk" / "settings.toml";

    void holds(const std::string& content) const {
        fs::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << content;
    }
    std::string content() const {
        std::stringstream all;
        all << std::ifstream(file).rdbuf();
        return all.str();
    }
    std::size_t files() const {
        std::size_t count = 0;
        for (const auto& one : fs::directory_iterator(file.parent_path())) count += one.exists() ? 1 : 0;
        return count;
    }
};

Settings chosen() {
    Settings settings;
    settings.stage_screen = "HDMI-1";
    settings.image_height_m = 1.85;
    settings.last_row_m = 12;
    settings.theme = Settings::Theme::light;
    settings.address = host::LanAddress{"192.168.1.20", "wlan0"};
    settings.sound = false;
    return settings;
}

std::vector<std::string> keys_of(const host::SettingsRead& read) {
    std::vector<std::string> keys;
    for (const Sentence& problem : read.problems) keys.push_back(problem.key);
    return keys;
}

}  // namespace

TEST_CASE("what was chosen is there at the next start") {
    const Computer computer;
    const auto before = host::read_settings(computer.file);
    CHECK(before.first_start);
    CHECK(before.settings == Settings{});
    CHECK(before.problems.empty());

    REQUIRE(host::write_settings(computer.file, chosen()));
    const auto after = host::read_settings(computer.file);
    CHECK_FALSE(after.first_start);
    CHECK(after.settings == chosen());
    CHECK(after.problems.empty());
    CHECK(computer.files() == 1);  // nothing is left of writing

    // And what was chosen no more is forgotten.
    REQUIRE(host::write_settings(computer.file, Settings{}));
    CHECK(host::read_settings(computer.file).settings == Settings{});
    CHECK(computer.content().find("HDMI-1") == std::string::npos);
}

TEST_CASE("names of screens and addresses come back, whatever signs they hold") {
    for (const std::string name : {"DP-1 \"links\"", "Schérm ' \\ van Böll", "a\nb", "🖥"}) {
        const Computer computer;
        Settings settings;
        settings.stage_screen = name;
        settings.address = host::LanAddress{"fe80::1%eth0", name};
        REQUIRE(host::write_settings(computer.file, settings));
        CHECK(host::read_settings(computer.file).settings == settings);
    }
}

TEST_CASE("what another version keeps in the file stays there") {
    const Computer computer;
    computer.holds("answer = 42\n[stage]\nscreen = \"HDMI-1\"\nglow = 0.5\n[printer]\nname = \"achter\"\n");
    auto read = host::read_settings(computer.file);
    CHECK(read.problems.empty());
    read.settings.last_row_m = 9;
    REQUIRE(host::write_settings(computer.file, read.settings));
    for (const char* kept : {"answer = 42", "glow = 0.5", "name = 'achter'", "[printer]"}) {
        INFO(computer.content());
        CHECK(computer.content().find(kept) != std::string::npos);
    }
    CHECK(host::read_settings(computer.file).settings.stage_screen == "HDMI-1");
    CHECK(host::read_settings(computer.file).settings.last_row_m == 9);
}

TEST_CASE("a file that is no settings file is put aside, and the evening goes on with the defaults") {
    const std::string too_large = "# " + std::string(limits::settings_bytes, 'x');
    for (const std::string& content : {std::string("dit is geen toml"), std::string("[stage\nscreen = 3"),
                                       std::string("\x7F"
                                                   "ELF\0\1\2",
                                                   7),
                                       std::string("PK\3\4"), too_large}) {
        const Computer computer;
        computer.holds(content);
        const auto read = host::read_settings(computer.file);
        CHECK(read.first_start);
        CHECK(read.settings == Settings{});
        CHECK(keys_of(read) == std::vector<std::string>{"program.settings_put_aside"});
        CHECK_FALSE(fs::exists(computer.file));
        CHECK(fs::file_size(computer.file.string() + ".broken") == content.size());
        // The next one does not take the place of the first.
        computer.holds("= =");
        CHECK(host::read_settings(computer.file).first_start);
        CHECK(fs::exists(computer.file.string() + ".broken-2"));
        REQUIRE(host::write_settings(computer.file, chosen()));
        CHECK(host::read_settings(computer.file).settings == chosen());
    }
    // As large as it may be it is read.
    const Computer computer;
    computer.holds("# " + std::string(limits::settings_bytes - 2, 'x'));
    CHECK(host::read_settings(computer.file).problems.empty());
}

TEST_CASE("a rehearsal leaves a broken file where it is, says so, and uses the defaults") {
    const Computer computer;
    computer.holds("dit is geen toml");
    const auto read = host::read_settings(computer.file, host::Broken::stays);
    CHECK_FALSE(read.first_start);
    CHECK(read.settings == Settings{});
    CHECK(keys_of(read) == std::vector<std::string>{"program.settings_unreadable"});
    CHECK(computer.content() == "dit is geen toml");
    CHECK(computer.files() == 1);
}

TEST_CASE("a value that cannot be is left out and named, the others count") {
    struct Case {
        const char* content;
        const char* key;  // "" for none
    };
    const Case cases[] = {
        {"[stage]\nimage_height_m = 900", "stage.image_height_m"},
        {"[stage]\nimage_height_m = 0.1", "stage.image_height_m"},
        {"[stage]\nimage_height_m = nan", "stage.image_height_m"},
        {"[stage]\nimage_height_m = \"groot\"", "stage.image_height_m"},
        {"[stage]\nlast_row_m = -3", "stage.last_row_m"},
        {"[stage]\nlast_row_m = 8", ""},  // a whole number is a number
        {"[stage]\nscreen = 2", "stage.screen"},
        {"[stage]\ntheme = \"paars\"", "stage.theme"},
        {"[network]\naddress = true", "network.address"},
        {"[sound]\non = \"ja\"", "sound.on"},
        {"stage = \"hall\"", ""},  // what stands there is not ours
    };
    for (const Case& one : cases) {
        const Computer computer;
        computer.holds(std::string(one.content) + "\n");
        const auto read = host::read_settings(computer.file);
        INFO(one.content);
        CHECK_FALSE(read.first_start);
        CHECK(read.settings == Settings{});
        CHECK(read.problems.size() == (*one.key ? 1U : 0U));
        if (!read.problems.empty()) {
            CHECK(read.problems[0].key == "program.settings_bad_value");
            CHECK(read.problems[0].parameters[1].value == one.key);
        }
        CHECK(fs::exists(computer.file));
    }
    const Computer computer;
    const std::string longest(limits::setting_name_bytes, 'x');
    computer.holds("[stage]\nscreen = \"" + longest + "\"\ntheme = 3\n");
    const auto read = host::read_settings(computer.file);
    CHECK(read.settings.stage_screen == longest);
    CHECK(read.problems.size() == 1);
    computer.holds("[stage]\nscreen = \"" + longest + "x\"\n");
    CHECK(host::read_settings(computer.file).settings.stage_screen.empty());
}

TEST_CASE("a place that cannot be read or written is said, and nothing is lost") {
    const Computer computer;
    // A folder of that name.
    fs::create_directories(computer.file);
    const auto read = host::read_settings(computer.file);
    CHECK(read.settings == Settings{});
    CHECK(keys_of(read) == std::vector<std::string>{"program.settings_unreadable"});
    const auto onto_folder = host::write_settings(computer.file, chosen());
    REQUIRE_FALSE(onto_folder);
    CHECK(onto_folder.refusal().sentence.key == "program.settings_not_written");
    CHECK(computer.files() == 1);

    // A file where the folder should be.
    std::ofstream(computer.path / "file") << "x";
    CHECK_FALSE(host::write_settings(computer.path / "file" / "settings.toml", chosen()));

    // A file that is linked to: the link stays one.
    const Computer other;
    fs::create_directories(other.file.parent_path());
    std::ofstream(other.path / "elsewhere.toml") << "[stage]\nlast_row_m = 11.0\n";
    fs::create_symlink(other.path / "elsewhere.toml", other.file);
    CHECK(host::read_settings(other.file).settings.last_row_m == 11);
    REQUIRE(host::write_settings(other.file, chosen()));
    CHECK(fs::is_symlink(other.file));
    CHECK(host::read_settings(other.path / "elsewhere.toml").settings == chosen());
}

TEST_CASE("the remembered address comes first when it is there, else another of the same interface") {
    const std::vector<host::LanAddress> here{
        {"10.0.0.5", "eth0"}, {"192.168.1.37", "wlan0"}, {"172.17.0.1", "docker0"}};
    const auto first_for = [&](const char* address, const char* interface_name) {
        Settings settings;
        settings.address = host::LanAddress{address, interface_name};
        const auto sorted = host::remembered_first(here, settings);
        CHECK(sorted.size() == here.size());
        return sorted.front().address;
    };
    CHECK(host::remembered_first(here, {}) == here);
    CHECK(first_for("192.168.1.37", "wlan0") == "192.168.1.37");
    CHECK(first_for("192.168.1.20", "wlan0") == "192.168.1.37");  // the router gave another number
    CHECK(first_for("172.17.0.1", "wlan0") == "172.17.0.1");      // the address counts before the interface
    CHECK(first_for("192.168.1.20", "wlan9") == "10.0.0.5");      // not here tonight
}
