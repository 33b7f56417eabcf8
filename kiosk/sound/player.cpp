// Owns the thread that plays. The mutex guards all that both threads touch; the device belongs to the thread.
// It must never hold the mutex while it calls OpenAL, which may take seconds.
#include "sound/player.h"

#include <AL/alc.h>
#include <dlfcn.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#include "base/limits.h"
#include "sound/voice.h"

namespace buurtkiosk::sound {

namespace {

constexpr std::chrono::milliseconds look_every{50};
constexpr std::chrono::milliseconds wait_at_end{1'000};

struct CloseDevice {
    void operator()(ALCdevice* device) const { alcCloseDevice(device); }
};
using Device = std::unique_ptr<ALCdevice, CloseDevice>;

using AlsaHandler = void (*)(const char*, int, const char*, int, const char*, ...);
void say_nothing(const char*, int, const char*, int, const char*, ...) {}

// ALSA, under OpenAL, tells standard error in eight lines that a computer has no loudspeaker; here that is a
// sentence on the console. Where there is no ALSA nothing is said either.
void hush_alsa() {
    void* alsa = dlopen("libasound.so.2", RTLD_NOW);
    if (alsa == nullptr) return;
    void* set_handler = dlsym(alsa, "snd_lib_error_set_handler");
    if (set_handler != nullptr) reinterpret_cast<int (*)(AlsaHandler)>(set_handler)(say_nothing);
}

}  // namespace

struct Player::Shared {
    std::function<void()> problem_changed;
    std::string device_name;
    mutable std::mutex mutex;
    std::condition_variable changed;
    std::deque<Sound> waiting;
    bool playing = false;
    bool stopping = false;
    bool ended = true;  // the thread is not there, or done
    Problem problem = Problem::none;

    void run();
    Problem play(Sound sound);
    bool wait_for(std::chrono::milliseconds time);
    void say(Problem now);
};

// False when the program stops.
bool Player::Shared::wait_for(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex);
    return !changed.wait_for(lock, time, [this] { return stopping; });
}

void Player::Shared::say(Problem now) {
    std::function<void()> tell;
    {
        const std::lock_guard lock(mutex);
        if (std::exchange(problem, now) == now) return;
        tell = problem_changed;
    }
    if (tell) tell();
}

Problem Player::Shared::play(Sound sound) {
    const Device device(alcOpenDevice(device_name.empty() ? nullptr : device_name.c_str()));
    if (!device) return Problem::no_device;
    const std::vector<std::int16_t> samples = chime(sound);
    const auto voice = Voice::start(device.get(), nullptr, samples, usual_rate_hz);
    if (!voice) return Problem::device_failed;
    // A device that stands still must not keep the next sound for ever.
    const auto most = std::chrono::milliseconds(length_ms(sound) + limits::sound_late_ms);
    const auto begun = std::chrono::steady_clock::now();
    while (voice->playing()) {
        if (std::chrono::steady_clock::now() - begun > most) return Problem::device_failed;
        if (!wait_for(look_every)) return Problem::none;
    }
    // What OpenAL has handed over is still on its way to the loudspeaker.
    wait_for(4 * look_every);
    if (alcIsExtensionPresent(device.get(), "ALC_EXT_disconnect") == ALC_TRUE) {
        constexpr ALCenum connected = 0x313;  // ALC_CONNECTED of that extension
        ALCint is_there = 1;
        alcGetIntegerv(device.get(), connected, 1, &is_there);
        if (is_there == 0) return Problem::device_failed;
    }
    return Problem::none;
}

void Player::Shared::run() {
    static std::once_flag hushed;
    std::call_once(hushed, hush_alsa);
    std::unique_lock lock(mutex);
    while (!stopping && !waiting.empty()) {
        const Sound sound = waiting.front();
        waiting.pop_front();
        playing = true;
        lock.unlock();
        const Problem came = play(sound);
        say(came);
        lock.lock();
        playing = false;
    }
    ended = true;
    changed.notify_all();
}

Player::Player(std::function<void()> problem_changed, std::string device)
    : shared_(std::make_shared<Shared>()) {
    shared_->problem_changed = std::move(problem_changed);
    shared_->device_name = std::move(device);
}

Player::~Player() {
    std::unique_lock lock(shared_->mutex);
    shared_->stopping = true;
    shared_->problem_changed = {};
    shared_->changed.notify_all();
    shared_->changed.wait_for(lock, wait_at_end, [this] { return shared_->ended; });
}

void Player::play(Sound sound) {
    const std::lock_guard lock(shared_->mutex);
    const auto& waiting = shared_->waiting;
    if (std::find(waiting.begin(), waiting.end(), sound) != waiting.end()) return;
    shared_->waiting.push_back(sound);
    if (!std::exchange(shared_->ended, false)) return;
    // Its own share of what both touch: it may outlive a program that does not wait for it.
    try {
        std::thread([shared = shared_] { shared->run(); }).detach();
    } catch (const std::system_error&) {
        shared_->waiting.clear();
        shared_->ended = true;
        shared_->problem = Problem::device_failed;
    }
}

Problem Player::problem() const {
    const std::lock_guard lock(shared_->mutex);
    return shared_->problem;
}

bool Player::busy() const {
    const std::lock_guard lock(shared_->mutex);
    return shared_->playing || !shared_->waiting.empty();
}

}  // namespace buurtkiosk::sound
