// Owns the tests of playing: that OpenAL turns a sound into samples, and that a computer without a
// loudspeaker loses nothing but the sound. It must never be heard: OpenAL's loopback device, or its driver
// that plays nowhere.
#include "sound/player.h"

#include <AL/alext.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <span>
#include <thread>
#include <vector>

#include "sound/voice.h"

using namespace buurtkiosk::sound;

namespace {

using namespace std::chrono_literals;

bool becomes(const std::function<bool()>& what, std::chrono::milliseconds within) {
    const auto end = std::chrono::steady_clock::now() + within;
    while (!what()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(5ms);
    }
    return true;
}

double loudness(std::span<const std::int16_t> samples) {
    double sum = 0;
    for (const std::int16_t sample : samples) sum += 1.0 * sample * sample;
    return std::sqrt(sum);
}

// How much alike the first tenth of a second of two curves is, one that many samples later than the other: 1
// for the same curve at any loudness.
double likeness(std::span<const std::int16_t> one, std::span<const std::int16_t> other, std::size_t later) {
    constexpr std::size_t count = usual_rate_hz / 10;
    double products = 0;
    for (std::size_t i = 0; i < count; ++i) products += 1.0 * one[i] * other[i + later];
    return products / (loudness(one.first(count)) * loudness(other.subspan(later, count)));
}

}  // namespace

TEST_CASE("OpenAL plays a sound from its beginning to its end, as it was made") {
    const auto open = reinterpret_cast<LPALCLOOPBACKOPENDEVICESOFT>(
        alcGetProcAddress(nullptr, "alcLoopbackOpenDeviceSOFT"));
    const auto render =
        reinterpret_cast<LPALCRENDERSAMPLESSOFT>(alcGetProcAddress(nullptr, "alcRenderSamplesSOFT"));
    REQUIRE(open != nullptr);
    REQUIRE(render != nullptr);
    ALCdevice* device = open(nullptr);
    REQUIRE(device != nullptr);
    const std::array<ALCint, 7> attributes{ALC_FORMAT_CHANNELS_SOFT,
                                           ALC_MONO_SOFT,
                                           ALC_FORMAT_TYPE_SOFT,
                                           ALC_SHORT_SOFT,
                                           ALC_FREQUENCY,
                                           usual_rate_hz,
                                           0};
    const auto made = chime(Sound::turn_over);
    {
        const auto voice = Voice::start(device, attributes.data(), made, usual_rate_hz);
        REQUIRE(voice != nullptr);
        CHECK(voice->playing());
        std::vector<std::int16_t> heard(made.size() + usual_rate_hz / 2);
        render(device, heard.data(), static_cast<ALCsizei>(heard.size()));
        CHECK_FALSE(voice->playing());
        // The same curve, a moment later: OpenAL may change how loud it is, not what it is.
        CHECK(loudness(heard) > loudness(made) * 0.3);
        double alike = 0;
        for (std::size_t later = 0; later < 2'048; ++later)
            alike = std::max(alike, likeness(made, heard, later));
        CHECK(alike > 0.99);
        // Then silence, but for the last bit that OpenAL rounds by chance.
        CHECK(std::all_of(heard.begin() + static_cast<std::ptrdiff_t>(made.size()) + 4'410, heard.end(),
                          [](std::int16_t sample) { return std::abs(int{sample}) <= 1; }));
    }
    alcCloseDevice(device);
}

TEST_CASE("playing keeps nobody waiting, and the same sound does not queue up") {
    const auto begun = std::chrono::steady_clock::now();
    Player player;
    CHECK_FALSE(player.busy());
    for (int i = 0; i < 50; ++i) player.play(Sound::turn_over);
    CHECK(std::chrono::steady_clock::now() - begun < 100ms);
    CHECK(player.busy());
    // One that plays and one that waits, not fifty.
    CHECK(becomes([&] { return !player.busy(); }, 15s));
    CHECK(player.problem() == Problem::none);
    CHECK(std::chrono::steady_clock::now() - begun > std::chrono::milliseconds(length_ms(Sound::turn_over)));
}

TEST_CASE("a program that stops does not wait for a sound to end") {
    const auto begun = std::chrono::steady_clock::now();
    {
        Player player;
        player.play(Sound::block_over);
        CHECK(becomes([&] { return player.busy(); }, 1s));
    }
    CHECK(std::chrono::steady_clock::now() - begun < 1'500ms);
}

TEST_CASE("where there is nothing to play on, that is said, and everything goes on") {
    std::atomic<int> told{0};
    Player player([&] { ++told; }, "a loudspeaker that is not there");
    player.play(Sound::turn_over);
    CHECK(becomes([&] { return !player.busy() && player.problem() == Problem::no_device; }, 5s));
    CHECK(told == 1);
    // The same again is not told again.
    player.play(Sound::block_over);
    CHECK(becomes([&] { return !player.busy(); }, 5s));
    CHECK(told == 1);
    CHECK(player.problem() == Problem::no_device);
}
