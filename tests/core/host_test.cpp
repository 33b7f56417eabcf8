// Owns the tests of what this computer offers: interfaces in order, folders, files of tonight, the clock.
// Test thread. It must never look at the user's own evenings.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>

#include "core/folder.h"
#include "host/clock.h"
#include "host/folders.h"
#include "host/network.h"

using namespace buurtkiosk;
namespace fs = std::filesystem;

namespace {

struct Folder : test::Folder {
    fs::path touch(const std::string& name, std::chrono::hours ago = {}) const {
        std::ofstream(path / name) << "x";
        fs::last_write_time(path / name, fs::file_time_type::clock::now() - ago);
        return path / name;
    }
};

// Sets a variable of the environment for as long as it lives.
class Variable {
  public:
    Variable(const char* name, const char* value) : name_(name) {
        if (const char* was = std::getenv(name)) before_ = was;
        value ? setenv(name, value, 1) : unsetenv(name);
    }
    ~Variable() { before_ ? setenv(name_, before_->c_str(), 1) : unsetenv(name_); }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;

  private:
    const char* name_;
    std::optional<std::string> before_;
};

std::string today() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    char text[16];
    std::strftime(text, sizeof text, "%Y-%m-%d", &local);
    return text;
}

}  // namespace

TEST_CASE("the address in the hall comes before those of containers") {
    using host::interface_rank;
    CHECK(interface_rank("enp3s0", "enp3s0") < interface_rank("wlan0", "enp3s0"));
    CHECK(interface_rank("wlp2s0", "") < interface_rank("eth0", ""));
    CHECK(interface_rank("eth0", "") < interface_rank("usb0", ""));
    for (const char* inside :
         {"docker0", "veth12ab", "virbr0", "br-4f2a", "vboxnet0", "tun0", "wg0", "lxcbr0"}) {
        INFO(inside);
        CHECK(interface_rank("usb0", "") < interface_rank(inside, ""));
        // A tunnel that takes all traffic is still not in the hall.
        CHECK(interface_rank("wlan0", inside) < interface_rank(inside, inside));
    }
}

TEST_CASE("addresses found are of this computer and can be reached from elsewhere") {
    for (const host::LanAddress& found : host::find_lan_addresses()) {
        INFO(found.address << " on " << found.interface_name);
        CHECK_FALSE(found.address.starts_with("127."));
        CHECK_FALSE(found.interface_name.empty());
        CHECK(found.address.find('.') != std::string::npos);
    }
}

TEST_CASE("evenings lie in the user's data folder") {
    Folder folder;
    {
        const Variable data("XDG_DATA_HOME", folder.path.c_str());
        const auto found = host::evenings_folder();
        REQUIRE(found);
        CHECK(found.value() == folder.path / "buurtkiosk");
        CHECK(fs::is_directory(found.value()));
    }
    {
        const Variable data("XDG_DATA_HOME", nullptr);
        const Variable home("HOME", folder.path.c_str());
        CHECK(host::evenings_folder().value() == folder.path / ".local" / "share" / "buurtkiosk");
    }
    {
        const Variable data("XDG_DATA_HOME", nullptr);
        const Variable home("HOME", nullptr);
        CHECK(host::evenings_folder().refusal().sentence.key == "program.no_home");
    }
    {
        const fs::path file = folder.touch("file");
        const Variable data("XDG_DATA_HOME", file.c_str());
        CHECK(host::evenings_folder().refusal().sentence.key == "program.no_evenings_folder");
    }
}

TEST_CASE("tonight's evening is of today or was written to lately, newest first") {
    using std::chrono::hours;
    Folder folder;
    CHECK(host::recent_evenings(folder.path).empty());
    CHECK(host::recent_evenings(folder.path / "nowhere").empty());
    const auto begun_today = folder.touch(today() + ".kiosk", hours(3));
    const auto begun_later = folder.touch(today() + "-2.kiosk", hours(1));
    const auto past_midnight = folder.touch("2020-01-01.kiosk", hours(2));
    folder.touch("2020-01-02.kiosk", hours(13));
    folder.touch("notes.txt");
    CHECK(host::recent_evenings(folder.path) ==
          std::vector<fs::path>{begun_later, past_midnight, begun_today});
    // What is new stands in the log beside it.
    folder.touch("2020-01-01.kiosk-wal");
    CHECK(host::recent_evenings(folder.path).front() == past_midnight);
}

TEST_CASE("a new evening takes a name that is free") {
    Folder folder;
    CHECK(host::new_evening(folder.path) == folder.path / (today() + ".kiosk"));
    folder.touch(today() + ".kiosk");
    CHECK(host::new_evening(folder.path) == folder.path / (today() + "-2.kiosk"));
    folder.touch(today() + "-2.kiosk");
    CHECK(host::new_evening(folder.path) == folder.path / (today() + "-3.kiosk"));
}

TEST_CASE("assets are found beside the program, or where the build knew") {
    Folder folder;
    const Variable set("BUURTKIOSK_ASSETS", nullptr);
    const fs::path program = folder.path / "bin" / "buurtkiosk";
    CHECK(host::find_assets(program, folder.path / "nowhere").refusal().sentence.key == "program.no_assets");
    fs::create_directories(folder.path / "build" / "locales");
    CHECK(host::find_assets(program, folder.path / "build").value() == folder.path / "build");
    fs::create_directories(folder.path / "assets" / "locales");
    CHECK(host::find_assets(program, folder.path / "build").value() == folder.path / "assets");
    fs::create_directories(folder.path / "mine" / "locales");
    const Variable mine("BUURTKIOSK_ASSETS", (folder.path / "mine").c_str());
    CHECK(host::find_assets(program, folder.path / "build").value() == folder.path / "mine");
}

TEST_CASE("the clock goes on from the wall, never from before the journal, and never back") {
    using namespace std::chrono;
    const auto wall_ms = duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
    const host::Clock clock(0);
    CHECK(clock.now_ms() >= wall_ms);
    CHECK(clock.now_ms() < wall_ms + 5'000);
    // A computer whose battery was empty starts in the past: the evening goes on from its last moment.
    const host::Clock late(wall_ms + 3'600'000);
    CHECK(late.now_ms() >= wall_ms + 3'600'000);
    CHECK(late.now_ms() < wall_ms + 3'600'000 + 5'000);
    std::int64_t before_ms = late.now_ms();
    for (int i = 0; i < 1000; ++i) {
        const std::int64_t now_ms = late.now_ms();
        CHECK(now_ms >= before_ms);
        before_ms = now_ms;
    }
}

TEST_CASE("a rehearsal's clock begins where it is told to, and every second of the room is ten of it") {
    const host::Clock clock(1'000'000, 10);
    CHECK(clock.rate() == 10);
    CHECK(host::Clock(0).rate() == 1);
    // The room's time is asked before and after: between the two lies the moment of the meeting's.
    for (int i = 0; i < 1000; ++i) {
        const std::int64_t room_before_ms = clock.real_ms() - 1'000'000;
        const std::int64_t meeting_ms = clock.now_ms() - 1'000'000;
        const std::int64_t room_after_ms = clock.real_ms() - 1'000'000;
        CHECK(meeting_ms >= room_before_ms * 10);
        CHECK(meeting_ms <= room_after_ms * 10);
    }
    const host::Clock usual(0);
    CHECK(usual.real_ms() >= host::Clock::wall_ms() - 5'000);
}
