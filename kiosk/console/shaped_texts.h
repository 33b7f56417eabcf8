// Owns the bridge from the console's text to paint's Pango textures.
// Drawing thread, with the window's GL context current. It must never decide which text goes this way.
#pragma once

#include "console/desk.h"
#include "paint/text_texture.h"

namespace buurtkiosk::console {

class PangoTexts : public ShapedTexts {
  public:
    explicit PangoTexts(paint::TextTextures& textures) : textures_(textures) {}
    ImVec2 measure(std::string_view text, float line_px, bool bold, float wrap_px) override;
    void draw(ImDrawList& list, ImVec2 at, std::string_view text, float line_px, bool bold, ImU32 colour,
              float wrap_px, float opacity) override;

  private:
    paint::TextTextures& textures_;
};

}  // namespace buurtkiosk::console
