// Owns the tests of the two sounds themselves: soft, whole and not too loud, at any rate.
// Test thread. It must never play anything on a loudspeaker.
#include "sound/chime.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <span>

using namespace buurtkiosk::sound;

namespace {

using Samples = std::span<const std::int16_t>;

int loudest(Samples samples) {
    int most = 0;
    for (const std::int16_t sample : samples) most = std::max(most, std::abs(int{sample}));
    return most;
}

// The root mean square, of full scale.
double level(Samples samples) {
    double sum = 0;
    for (const std::int16_t sample : samples) sum += 1.0 * sample * sample;
    return std::sqrt(sum / static_cast<double>(samples.size())) / 32'767;
}

Samples part(Samples samples, int rate_hz, double from_s, double to_s) {
    const auto at = [&](double s) { return static_cast<std::size_t>(s * rate_hz); };
    return samples.subspan(at(from_s), at(to_s) - at(from_s));
}

// How strongly a pitch is in there (Goertzel's algorithm), of full scale.
double strength(Samples samples, int rate_hz, double pitch_hz) {
    const double step = 2 * std::cos(2 * 3.14159265358979 * pitch_hz / rate_hz);
    double before = 0;
    double last = 0;
    for (const std::int16_t sample : samples) {
        const double next = sample / 32'767.0 + step * last - before;
        before = last;
        last = next;
    }
    const double power = last * last + before * before - step * last * before;
    return 2 * std::sqrt(std::max(0.0, power)) / static_cast<double>(samples.size());
}

}  // namespace

TEST_CASE("a sound is never too loud, begins softly and ends in silence") {
    for (const Sound sound : {Sound::block_over, Sound::turn_over}) {
        for (const int rate_hz : {8'000, 44'100, 48'000}) {
            const auto samples = chime(sound, rate_hz);
            INFO("at " << rate_hz << " Hz");
            CHECK(static_cast<double>(samples.size()) / rate_hz ==
                  Approx(static_cast<double>(length_ms(sound)) / 1000).margin(0.001));
            CHECK(loudest(samples) < 32'767 * 2 / 5);
            CHECK(loudest(samples) > 32'767 / 10);  // a hall hears it
            CHECK(samples.front() == 0);
            CHECK(samples.back() == 0);
            // Its first two milliseconds are far under its loudest, and no sample jumps from the one before.
            CHECK(loudest(part(samples, rate_hz, 0, 0.002)) < loudest(samples) / 8);
            if (rate_hz > 40'000) {
                int jump = 0;
                for (std::size_t i = 1; i < samples.size(); ++i)
                    jump = std::max(jump, std::abs(samples[i] - samples[i - 1]));
                CHECK(jump < 32'767 / 20);
            }
            // It fades: the last third is far softer than the first.
            const double length_s = static_cast<double>(length_ms(sound)) / 1000;
            CHECK(level(part(samples, rate_hz, length_s * 2 / 3, length_s)) <
                  level(part(samples, rate_hz, 0, length_s / 3)) / 4);
            CHECK(loudest(part(samples, rate_hz, length_s - 0.02, length_s)) < 33);
        }
    }
}

TEST_CASE("the two sounds can be told apart, and that of a speaker is the shorter and softer one") {
    const int rate_hz = usual_rate_hz;
    const auto block = chime(Sound::block_over);
    const auto turn = chime(Sound::turn_over);
    CHECK(turn.size() < block.size() * 2 / 3);
    const auto heard = [&](Samples samples, double pitch_hz) { return strength(samples, rate_hz, pitch_hz); };
    // A block: first the high note alone, then the low one over it.
    const Samples first = part(block, rate_hz, 0.02, 0.4);
    const Samples second = part(block, rate_hz, 0.45, 1.0);
    CHECK(heard(first, 587.33) > 10 * heard(first, 392));
    CHECK(heard(second, 392) > heard(second, 587.33));
    // A speaker: one note, and none of those.
    const Samples note = part(turn, rate_hz, 0.02, 0.5);
    CHECK(heard(note, 440) > 10 * heard(note, 392));
    CHECK(heard(note, 440) > 10 * heard(note, 587.33));
    CHECK(level(turn) < level(part(block, rate_hz, 0, 1.8)));
}

TEST_CASE("a sound is the same each time") {
    CHECK(chime(Sound::block_over) == chime(Sound::block_over));
    CHECK(chime(Sound::turn_over) == chime(Sound::turn_over));
}
