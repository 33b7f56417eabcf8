// Owns SetUp, what this computer is set to, as the set-up panel shows it. Plain values, made for each frame
// by the drawing thread. It must never hold a window, a device or anything of the meeting.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace buurtkiosk::console {

struct SetUp {
    struct Screen {
        std::string name;  // "HDMI-1"
        int width_px = 0;
        int height_px = 0;
        bool of_the_stage = false;
        bool operator==(const Screen&) const = default;
    };
    std::vector<Screen> screens;
    std::string chosen_screen;  // "": the usual one; it may not be there
    double image_height_m = 1.5;
    double last_row_m = 8.0;
    double farthest_row_m = 12.5;  // that can read an image of this height
    double letter_mm = 40.0;       // what the last row needs
    bool sound = true;
    bool test_card = false;
    std::vector<Sentence> problems;  // with the file, the sound: each a sentence
};

}  // namespace buurtkiosk::console
