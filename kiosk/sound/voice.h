// Owns one sound that is being played on an open OpenAL device: its context, its buffer, its source. One
// thread at a time, since OpenAL has one current context. It must never open or close a device.
#pragma once

#include <AL/al.h>
#include <AL/alc.h>

#include <cstdint>
#include <memory>
#include <span>

namespace buurtkiosk::sound {

class Voice {
  public:
    // Begins to play; null when the device cannot. attributes as alcCreateContext takes them, or null.
    static std::unique_ptr<Voice> start(ALCdevice* device, const ALCint* attributes,
                                        std::span<const std::int16_t> mono, int rate_hz);
    ~Voice();
    Voice(const Voice&) = delete;
    Voice& operator=(const Voice&) = delete;

    // Until all of it was played, or the device went away.
    bool playing() const;

  private:
    Voice() = default;
    ALCcontext* context_ = nullptr;
    ALuint buffer_ = 0;
    ALuint source_ = 0;
};

}  // namespace buurtkiosk::sound
