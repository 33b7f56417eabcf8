// Owns the run over many seeds: BUURTKIOSK_SEEDS says how many (200), BUURTKIOSK_SEED runs one alone.
// Test thread. It must never swallow a failure without its seed.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <string>

#include "simulation/world.h"

namespace {

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
    const char* value = std::getenv(variable);
    return value && *value ? std::strtoull(value, nullptr, 10) : otherwise;
}

}  // namespace

TEST_CASE("seeded evenings keep every promise") {
    constexpr int steps = 160;
    auto locales = buurtkiosk::Locales::load(BUURTKIOSK_ASSETS_DIR "/locales");
    REQUIRE(locales);
    const std::uint64_t one = number_from("BUURTKIOSK_SEED", 0);
    const std::uint64_t first = one != 0 ? one : 1;
    const std::uint64_t last = one != 0 ? one : number_from("BUURTKIOSK_SEEDS", 200);
    std::map<std::string, int> happened;
    for (std::uint64_t seed = first; seed <= last; ++seed) {
        buurtkiosk::simulation::World world(seed, locales.value());
        try {
            world.run(steps);
        } catch (const std::exception& broken) {
            FAIL_CHECK("seed " << seed << ", step " << world.step() << ": " << broken.what()
                               << " (replay with BUURTKIOSK_SEED=" << seed << ")");
        }
        for (const auto& [what, times] : world.happened()) happened[what] += times;
    }
    if (last - first < 150) return;
    // An evening in which nothing happens keeps every promise: each command must have been done, and each
    // mishap met.
    using buurtkiosk::assembly::Command;
    // The first five are the kiosk's own.
    for (std::size_t kind = 5; kind < std::variant_size_v<buurtkiosk::assembly::CommandBody>; ++kind) {
        INFO("command " << kind);
        CHECK(happened["command " + std::to_string(kind)] > 5);
    }
    for (const char* what :
         {"retry", "disk failed", "reading failed", "taken over", "result shown", "words shown",
          "question on the wall", "question with more than its own vote", "unnamed question"}) {
        INFO(what);
        CHECK(happened[what] > 20);
    }
}
