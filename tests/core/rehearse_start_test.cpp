// Owns the tests of how a rehearsal begins: which evening it copies, when its clock starts, and that neither
// the original nor anything else is changed or left. Test thread. It must never touch the evenings of whoever
// runs it.
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "core/starts.h"
#include "host/clock.h"
#include "host/folders.h"
#include "host/private_folder.h"

using namespace buurtkiosk;
using test::console;
using test::Home;
using test::kiosk;
using test::Start;
using test::with_runbook;
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t minute_ms = 60'000;
const assembly::Join somebody{assembly::Place::room, "nl", std::nullopt, test::token_of(1)};

// Every file below a folder with its bytes and the moment it was written last.
using Picture = std::map<std::string, std::pair<std::string, fs::file_time_type>>;
Picture picture_of(const fs::path& folder) {
    Picture picture;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        std::string bytes;
        if (entry.is_regular_file()) {
            std::ifstream file(entry.path(), std::ios::binary);
            bytes.assign(std::istreambuf_iterator<char>(file), {});
        }
        picture[entry.path().string()] = {bytes, entry.last_write_time()};
    }
    return picture;
}

Options rehearse(Options options = {}) {
    options.rehearse = true;
    return options;
}
Result<Tonight> started(const Options& options) {
    return open_tonight(options, Start::locales(), BUURTKIOSK_ASSETS_DIR, "nl");
}

// An evening as a pulled plug leaves it: what happened last stands in the log alone.
std::string evening_with_log(const Home& home) {
    const fs::path aside = home.path / "aside";
    fs::create_directories(aside);
    std::string file;
    {
        Start first(with_runbook(home.runbook("Startavond")));
        first.does(kiosk(), somebody);
        file = first.file();
        for (const char* end : {"", "-wal"})
            fs::copy_file(file + end, aside / ("evening" + std::string(end)));
    }
    for (const char* end : {"", "-wal"}) {
        fs::copy_file(aside / ("evening" + std::string(end)), file + end,
                      fs::copy_options::overwrite_existing);
    }
    fs::remove_all(aside);
    REQUIRE(fs::file_size(file + "-wal") > 0);
    return file;
}

}  // namespace

TEST_CASE("a rehearsal runs on a copy of today's evening, log and all, and the original stays as it was") {
    const Home home;
    const std::string original = evening_with_log(home);
    const Picture before = picture_of(home.path);
    std::string folder;
    {
        Start rehearsal(rehearse());
        Tonight& tonight = rehearsal.tonight.value();
        REQUIRE(tonight.rehearsal);
        CHECK(tonight.rehearsal->copy_of == original);
        CHECK(tonight.goes_on);
        CHECK(tonight.title == "Startavond");
        CHECK(rehearsal.meeting.state.people.size() == 1);  // who stood in the log alone
        folder = fs::path(tonight.file).parent_path().string();
        CHECK(folder == tonight.folder.path());
        struct stat status {};
        REQUIRE(stat(folder.c_str(), &status) == 0);
        CHECK((status.st_mode & 0777) == 0700);
        rehearsal.does(console(), assembly::StartMeeting{});
        rehearsal.does(console(), assembly::EndMeeting{});
    }
    CHECK_FALSE(fs::exists(folder));
    CHECK(picture_of(home.path) == before);
    const Start evening{Options{}};
    CHECK(evening.meeting.state.phase == assembly::Phase::lobby);
}

TEST_CASE("the evening named by --evening is copied, wherever it lies") {
    const Home home;
    const std::string original = evening_with_log(home);
    const fs::path other = home.path / "elders.kiosk";
    fs::rename(original, other);
    fs::rename(original + "-wal", other.string() + "-wal");
    const Picture before = picture_of(home.path);
    Options options = rehearse();
    options.evening = other.string();
    {
        const Start rehearsal(options);
        CHECK(rehearsal.tonight.value().rehearsal->copy_of == other.string());
        CHECK(rehearsal.meeting.state.people.size() == 1);
    }
    CHECK(picture_of(home.path) == before);
    options.evening = (home.path / "nergens.kiosk").string();
    const auto nowhere = started(options);
    REQUIRE_FALSE(nowhere);
    CHECK(nowhere.refusal().sentence.key == "refusal.evening_unreadable");
    CHECK(picture_of(home.path) == before);
}

TEST_CASE("an evening that a kiosk has open is not rehearsed, but a runbook can be") {
    const Home home;
    const Start running(with_runbook(home.runbook("Startavond")));
    const auto refused = started(rehearse());
    REQUIRE_FALSE(refused);
    CHECK(refused.refusal().sentence.key == "program.rehearse_in_use");
    const auto planned = started(rehearse(with_runbook(home.runbook("Startavond"))));
    REQUIRE(planned);
    CHECK_FALSE(planned.value().goes_on);
    CHECK(planned.value().rehearsal->copy_of.empty());
}

TEST_CASE("what is damaged is said, and stays as it is") {
    const Home home;
    const std::string original = evening_with_log(home);
    fs::resize_file(original, fs::file_size(original) / 2);
    const Picture before = picture_of(home.path);
    const auto refused = started(rehearse());
    REQUIRE_FALSE(refused);
    CHECK(refused.refusal().sentence.key == "refusal.evening_damaged");
    CHECK(picture_of(home.path) == before);
}

TEST_CASE("an evening that is over is not rehearsed: today's is passed over, a named one is refused") {
    const Home home;
    std::string file;
    {
        Start first(with_runbook(home.runbook("Startavond")));
        first.does(kiosk(), somebody);
        first.does(console(), assembly::EndMeeting{});
        file = first.file();
    }
    const Start fresh(rehearse());
    CHECK_FALSE(fresh.tonight.value().goes_on);
    Options named = rehearse();
    named.evening = file;
    const auto refused = started(named);
    REQUIRE_FALSE(refused);
    CHECK(refused.refusal().sentence.key == "program.rehearse_ended");
}

TEST_CASE(
    "without an evening a rehearsal begins from the runbook, and makes nothing where evenings are kept") {
    const Home home;
    const std::string runbook = home.runbook("Startavond");
    const Picture before = picture_of(home.path);
    {
        const Start rehearsal(rehearse(with_runbook(runbook)));
        CHECK_FALSE(rehearsal.tonight.value().goes_on);
        CHECK(rehearsal.tonight.value().title == "Startavond");
        CHECK(rehearsal.meeting.state.agenda.order.size() == 1);
    }
    { const Start plain(rehearse()); }
    CHECK(picture_of(home.path) == before);
}

TEST_CASE("a rehearsal's clock starts when its evening would") {
    const Home home;
    const std::int64_t midnight_ms = 20'000LL * 24 * 60 * minute_ms;
    const auto at = [&](int hour, int minute) { return midnight_ms + (hour * 60 + minute) * minute_ms; };
    const auto starts_ms = [](const Options& options) {
        const auto tonight = started(options);
        REQUIRE(tonight);
        return tonight.value().rehearsal->starts_ms;
    };
    std::string file;
    {
        Start first(with_runbook(home.runbook("Startavond")));  // which has ten minutes
        file = first.file();
        first.meeting.midnight_ms = midnight_ms;
        first.meeting.now_ms = at(15, 0);
        first.does(kiosk(), somebody);
        assembly::AddBlock pause{"Pauze", assembly::Form::pause, 15, {}, "", "", 0};
        pause.start_min = 20 * 60 + 30;
        first.does(console(), pause);
    }
    Options options = rehearse();
    options.evening = file;
    CHECK(starts_ms(options) == at(20, 10));  // ten minutes before what comes before the break
    {
        Options go_on;
        go_on.evening = file;
        Start second(go_on);
        second.meeting.midnight_ms = midnight_ms;
        second.meeting.now_ms = at(20, 21);
        second.does(console(), assembly::StartMeeting{});
    }
    CHECK(starts_ms(options) == at(20, 21));  // it goes on where it was

    // Of a runbook the day is today.
    std::ofstream(home.path / "vast.toml")
        << "title = \"Vast\"\n[[block]]\ntitle = \"Welkom\"\nminutes = 10\nstart = \"19:30\"\n";
    const auto before_ms = host::Clock::midnight_ms(host::Clock::wall_ms());
    const auto planned_ms = starts_ms(rehearse(with_runbook((home.path / "vast.toml").string())));
    const auto after_ms = host::Clock::midnight_ms(host::Clock::wall_ms());
    CHECK((planned_ms == before_ms + (19 * 60 + 20) * minute_ms ||
           planned_ms == after_ms + (19 * 60 + 20) * minute_ms));
    const auto wall_ms = host::Clock::wall_ms();
    CHECK(starts_ms(rehearse(with_runbook(home.runbook("Zonder tijden")))) >= wall_ms);
}

TEST_CASE("what a killed rehearsal left is cleared by a later start, but not what one that lives still has") {
    const std::string purpose = "test" + std::to_string(getpid());
    auto mine = host::PrivateFolder::make(purpose, 1);
    REQUIRE(mine);
    const fs::path folder = mine.value().path();
    std::ofstream(folder / "evening.kiosk") << "x";
    CHECK(host::PrivateFolder::clear_left(purpose) == 0);
    CHECK(fs::exists(folder / "evening.kiosk"));

    // A process that is surely no more, and a folder with its number.
    const pid_t gone = fork();
    if (gone == 0) _exit(0);
    REQUIRE(waitpid(gone, nullptr, 0) == gone);
    const fs::path left =
        folder.parent_path() / ("buurtkiosk-" + purpose + "-" + std::to_string(gone) + "-AbCdEf");
    fs::create_directory(left);
    std::ofstream(left / "evening.kiosk-wal") << "x";
    const fs::path link =
        folder.parent_path() / ("buurtkiosk-" + purpose + "-" + std::to_string(gone) + "-GhIjKl");
    fs::create_directory_symlink(folder, link);
    CHECK(host::PrivateFolder::clear_left(purpose) == 1);
    CHECK_FALSE(fs::exists(left));
    CHECK(fs::exists(folder / "evening.kiosk"));
    fs::remove(link);
    mine = host::PrivateFolder();
    CHECK_FALSE(fs::exists(folder));

    const auto none = host::PrivateFolder::make(purpose, ~std::uintmax_t{0});
    REQUIRE_FALSE(none);
    CHECK(none.refusal().sentence.key == "program.no_private_folder");
}
