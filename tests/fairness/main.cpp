// The main function of the tests of the fair order.
// It is alone in its file because Catch2's runner takes long to compile; it must never hold a test itself.
#define CATCH_CONFIG_MAIN
#include "catch2/catch.hpp"
