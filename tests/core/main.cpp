// The main function of every test program that brings none of its own. It is alone in its file, and compiled
// once, because Catch2's runner takes long to compile; it must never hold a test itself.
#define CATCH_CONFIG_MAIN
#include "catch2/catch.hpp"
