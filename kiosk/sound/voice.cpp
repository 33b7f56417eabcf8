// Owns the calls to OpenAL behind voice.h. One thread at a time. It must never throw: what fails is silent.
#include "sound/voice.h"

namespace buurtkiosk::sound {

std::unique_ptr<Voice> Voice::start(ALCdevice* device, const ALCint* attributes,
                                    std::span<const std::int16_t> mono, int rate_hz) {
    std::unique_ptr<Voice> voice(new Voice);
    voice->context_ = alcCreateContext(device, attributes);
    if (voice->context_ == nullptr || alcMakeContextCurrent(voice->context_) != ALC_TRUE) return nullptr;
    (void)alGetError();
    alGenBuffers(1, &voice->buffer_);
    alGenSources(1, &voice->source_);
    if (alGetError() != AL_NO_ERROR) return nullptr;
    alBufferData(voice->buffer_, AL_FORMAT_MONO16, mono.data(), static_cast<ALsizei>(mono.size_bytes()),
                 rate_hz);
    // Beside the listener: no distance, no direction.
    alSourcei(voice->source_, AL_SOURCE_RELATIVE, AL_TRUE);
    alSourcei(voice->source_, AL_BUFFER, static_cast<ALint>(voice->buffer_));
    alSourcePlay(voice->source_);
    if (alGetError() != AL_NO_ERROR) return nullptr;
    return voice;
}

Voice::~Voice() {
    if (context_ == nullptr) return;
    if (alcGetCurrentContext() == context_) {
        if (source_ != 0) alDeleteSources(1, &source_);
        if (buffer_ != 0) alDeleteBuffers(1, &buffer_);
        alcMakeContextCurrent(nullptr);
    }
    alcDestroyContext(context_);
}

bool Voice::playing() const {
    ALint state = AL_STOPPED;
    alGetSourcei(source_, AL_SOURCE_STATE, &state);
    return alGetError() == AL_NO_ERROR && state == AL_PLAYING;
}

}  // namespace buurtkiosk::sound
