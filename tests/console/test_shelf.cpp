// Tests the shelf as the program hands it to the console, in a home of its own: what is offered from where,
// and that looking makes nothing. No display. It must never touch the evenings of whoever runs it.

// The program's own file, as with the drawing thread: it is in no library.
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

#include "catch2/catch.hpp"
#include "console/hand.h"
#include "runbook_shelf.cpp"

using namespace buurtkiosk;
namespace fs = std::filesystem;

namespace {

// A computer on which no kiosk has run yet.
class FreshHome {
  public:
    FreshHome() {
        if (const char* before = std::getenv("XDG_DATA_HOME")) before_ = before;
        std::string made = (fs::temp_directory_path() / "buurtkiosk-shelf-XXXXXX").string();
        REQUIRE(mkdtemp(made.data()) != nullptr);
        data = made;
        setenv("XDG_DATA_HOME", data.c_str(), 1);
    }
    ~FreshHome() {
        if (before_) {
            setenv("XDG_DATA_HOME", before_->c_str(), 1);
        } else {
            unsetenv("XDG_DATA_HOME");
        }
        fs::remove_all(data);
    }
    FreshHome(const FreshHome&) = delete;
    FreshHome& operator=(const FreshHome&) = delete;

    fs::path data;

  private:
    std::optional<std::string> before_;
};

}  // namespace

TEST_CASE("looking at the ready-made evenings makes no folder on a computer that has none") {
    const FreshHome home;
    const auto offered = runbook_shelf(BUURTKIOSK_ASSETS_DIR, tests::locales(), "nl").evenings();
    CHECK(offered.size() >= 3);
    for (const console::ReadyMade& one : offered) CHECK_FALSE(one.own);
    CHECK(fs::is_empty(home.data));
    // Once there are some of the chair's own, they come first.
    const fs::path own = home.data / "buurtkiosk" / "draaiboeken";
    fs::create_directories(own);
    fs::copy_file(fs::path(BUURTKIOSK_ASSETS_DIR) / "runbooks" / offered[0].file, own / "eigen.toml");
    const auto more = runbook_shelf(BUURTKIOSK_ASSETS_DIR, tests::locales(), "nl").evenings();
    REQUIRE(more.size() == offered.size() + 1);
    CHECK(more[0].own);
    CHECK(more[0].file == "eigen.toml");
}
