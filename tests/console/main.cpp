// The main function of the tests of the chair's desk: its commands without a display, its pictures with one.
// It is alone in its file because Catch2's runner takes long to compile; it must never hold a test itself.
#define CATCH_CONFIG_MAIN
#include "catch2/catch.hpp"
