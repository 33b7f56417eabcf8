// Owns the synthesis behind chime.h. Pure, any thread. It must never include a sound library.
#include "sound/chime.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <span>

namespace buurtkiosk::sound {

namespace {

constexpr double loudest = 0.38;  // of full scale, at the sum of the notes' own levels
constexpr double begins_over_s = 0.012;
constexpr double ends_over_s = 0.25;

struct Note {
    double starts_s;
    double pitch_hz;
    double level;
    double fades_s;  // to 1/e
};
struct Partial {
    double times;
    double level;
    double fades;  // of the note's own time
};
constexpr std::array partials{Partial{1.0, 0.82, 1.0}, Partial{2.76, 0.14, 0.4}, Partial{5.4, 0.04, 0.18}};

struct Score {
    std::span<const Note> notes;
    double length_s;
};

// A fifth down, from D5 to G4; and A4 alone.
constexpr std::array block_notes{Note{0.0, 587.33, 0.5, 0.7}, Note{0.42, 392.0, 0.5, 0.9}};
constexpr std::array turn_notes{Note{0.0, 440.0, 0.7, 0.5}};

Score score_of(Sound sound) {
    if (sound == Sound::block_over) return {block_notes, 3.2};
    return {turn_notes, 1.8};
}

// 0 to 1 along half a cosine.
double eased(double share) {
    const double inside = std::clamp(share, 0.0, 1.0);
    return 0.5 - 0.5 * std::cos(inside * std::numbers::pi);
}

double note_at(const Note& note, double at_s) {
    const double since_s = at_s - note.starts_s;
    if (since_s <= 0) return 0;
    double sum = 0;
    for (const Partial& partial : partials) {
        sum += partial.level * std::exp(-since_s / (note.fades_s * partial.fades)) *
               std::sin(2 * std::numbers::pi * note.pitch_hz * partial.times * since_s);
    }
    return note.level * eased(since_s / begins_over_s) * sum;
}

}  // namespace

std::int64_t length_ms(Sound sound) { return std::llround(score_of(sound).length_s * 1000); }

std::vector<std::int16_t> chime(Sound sound, int rate_hz) {
    const Score score = score_of(sound);
    const auto count = static_cast<std::size_t>(score.length_s * rate_hz);
    std::vector<std::int16_t> samples(count);
    for (std::size_t i = 0; i < count; ++i) {
        const double at_s = static_cast<double>(i) / rate_hz;
        double value = 0;
        for (const Note& note : score.notes) value += note_at(note, at_s);
        const double last_s = static_cast<double>(count - 1) / rate_hz;
        value *= loudest * eased((last_s - at_s) / ends_over_s);
        samples[i] = static_cast<std::int16_t>(std::lround(value * 32'767));
    }
    return samples;
}

}  // namespace buurtkiosk::sound
