// Owns what the hall hears when time is up: two soft sounds, made by arithmetic. Pure functions, any thread.
// It must never include a sound library, nor copy a recording.
#pragma once

#include <cstdint>
#include <vector>

namespace buurtkiosk::sound {

enum class Sound {
    block_over,  // two notes, the second lower: a part of the evening closes
    turn_over    // one note, shorter and softer: a speaker hears it without being cut off
};

inline constexpr int usual_rate_hz = 44'100;

// How long it is, with its silence at the end; milliseconds.
std::int64_t length_ms(Sound sound);

// Mono samples at that rate, full scale 32,767. Each note is a few partials of a struck bar (1, 2.76 and 5.4
// times its pitch: the free bar's modes) that fade exponentially, each the faster the higher; it begins over
// 12 ms, so that nobody starts, and ends at silence. Never louder than two fifths of full scale.
std::vector<std::int16_t> chime(Sound sound, int rate_hz = usual_rate_hz);

}  // namespace buurtkiosk::sound
