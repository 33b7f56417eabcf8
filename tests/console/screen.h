// Owns the one connection to the screen that the drawing tests share: an X server that loses its last client
// starts anew, and for that moment takes nobody. Main thread. It must never open a window itself.
#pragma once

#include <memory>

#include "catch2/catch.hpp"
#include "paint/window.h"

namespace buurtkiosk::tests {

inline paint::Display& screen() {
    static const auto opened = paint::Display::open();
    if (!opened) FAIL("these tests draw: run them with a display, or under xvfb-run");
    return *opened.value();
}

}  // namespace buurtkiosk::tests
