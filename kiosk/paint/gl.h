// Owns the one way to name OpenGL here: the functions that libGL itself exports (version 3.0 and below).
// For the files of kiosk/paint only, main thread. It must never be included by a header that others see.
#pragma once

#define GL_GLEXT_PROTOTYPES 1
#include <GL/gl.h>
#include <GL/glext.h>

#include <cstdint>

#include "imgui.h"

namespace buurtkiosk::paint {

// ImTextureID is a pointer in older ImGui and a number in newer; both hold a texture's name.
inline ImTextureID texture_id(GLuint name) {
    // A C cast is the one that fits both types.
    return (ImTextureID) static_cast<std::intptr_t>(name);  // NOLINT(performance-no-int-to-ptr)
}

}  // namespace buurtkiosk::paint
