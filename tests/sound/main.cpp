// Owns the test program's beginning: OpenAL's driver that plays nowhere, chosen before anything asks for one.
// Main thread. It must never open a real device: tests are run beside people who work.
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>
#include <cstdlib>

int main(int argc, char** argv) {
    setenv("ALSOFT_DRIVERS", "null", 1);
    return Catch::Session().run(argc, argv);
}
