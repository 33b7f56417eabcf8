// Owns FrameBytes, one frame as it goes out: its text with the headroom in front that libwebsockets writes
// its header into. Made once and shared by every outbox, on the loop thread only, because each write
// scribbles in the headroom. It must never be handed to another thread.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>

namespace buurtkiosk::gateway {

class FrameBytes {
  public:
    /// At least LWS_PRE (16 on every platform of 4.1 and 4.3); gateway.cpp asserts that.
    static constexpr std::size_t headroom = 32;

    explicit FrameBytes(std::string_view text)
        : size_(text.size()), bytes_(new unsigned char[headroom + text.size() + 1]) {
        std::memcpy(bytes_.get() + headroom, text.data(), text.size());
    }
    std::size_t size() const { return size_; }
    std::string_view text() const { return {reinterpret_cast<const char*>(bytes_.get()) + headroom, size_}; }
    /// Not const: libwebsockets puts the header before it. The text itself is never changed.
    unsigned char* payload() const { return bytes_.get() + headroom; }

  private:
    std::size_t size_;
    std::unique_ptr<unsigned char[]> bytes_;
};
using FramePointer = std::shared_ptr<const FrameBytes>;

inline FramePointer make_frame(std::string_view text) { return std::make_shared<const FrameBytes>(text); }

}  // namespace buurtkiosk::gateway
