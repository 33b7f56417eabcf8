// Owns QR codes: modules from qrcodegen, drawn as rows of rectangles on whole pixels.
// Main thread. It must never shrink the quiet zone: without it phones do not find the code.
#include <algorithm>
#include <cmath>
#include <exception>
#include <qrcodegen/QrCode.hpp>

#include "paint/shapes.h"

namespace buurtkiosk::paint {

namespace {

constexpr int quiet_modules = 4;  // ISO/IEC 18004, 5.3.8

}  // namespace

std::optional<QrCode> QrCode::of(const std::string& text, int least_modules) {
    if (text.empty()) return std::nullopt;
    try {
        using qrcodegen::QrSegment;
        // Version 1 has 21 modules a side, each next one 4 more (ISO/IEC 18004, 5.3.1).
        const int least_version = std::clamp((least_modules - 17 + 3) / 4, 1, 40);
        const qrcodegen::QrCode made = qrcodegen::QrCode::encodeSegments(
            QrSegment::makeSegments(text.c_str()), qrcodegen::QrCode::Ecc::MEDIUM, least_version);
        QrCode code;
        code.modules_ = made.getSize();
        code.dark_.reserve(static_cast<std::size_t>(code.modules_) * static_cast<std::size_t>(code.modules_));
        for (int y = 0; y < code.modules_; ++y) {
            for (int x = 0; x < code.modules_; ++x) code.dark_.push_back(made.getModule(x, y));
        }
        return code;
    } catch (const std::exception&) {  // the text is too long for a code
        return std::nullopt;
    }
}

float QrCode::side_px(float most_px) const {
    const auto side = static_cast<float>(modules_ + 2 * quiet_modules);
    const float module = std::floor(most_px / side);
    return module < 1.0F ? most_px : module * side;  // smaller than a pixel: only a picture of a code
}

void QrCode::draw(ImDrawList& list, float x_px, float y_px, float most_px, const Palette& palette,
                  float opacity) const {
    const float side = side_px(most_px);
    const float module = side / static_cast<float>(modules_ + 2 * quiet_modules);
    const float left = std::round(x_px);
    const float top = std::round(y_px);
    list.AddRectFilled({left, top}, {left + side, top + side}, packed(palette.code_light, opacity));
    const std::uint32_t ink = packed(palette.code_dark, opacity);
    const float first = static_cast<float>(quiet_modules) * module;
    for (int y = 0; y < modules_; ++y) {
        int x = 0;
        while (x < modules_) {
            const auto dark_at = [&](int column) {
                return dark_[static_cast<std::size_t>(y) * static_cast<std::size_t>(modules_) +
                             static_cast<std::size_t>(column)];
            };
            if (!dark_at(x)) {
                ++x;
                continue;
            }
            const int from = x;
            while (x < modules_ && dark_at(x)) ++x;
            list.AddRectFilled({left + first + static_cast<float>(from) * module,
                                top + first + static_cast<float>(y) * module},
                               {left + first + static_cast<float>(x) * module,
                                top + first + static_cast<float>(y + 1) * module},
                               ink);
        }
    }
}

std::string wifi_code(const std::string& name, const std::string& password) {
    const auto escaped = [](const std::string& text) {
        std::string out;
        for (const char c : text) {
            if (c == '\\' || c == ';' || c == ',' || c == ':' || c == '"') out.push_back('\\');
            out.push_back(c);
        }
        return out;
    };
    if (password.empty()) return "WIFI:T:nopass;S:" + escaped(name) + ";;";
    return "WIFI:T:WPA;S:" + escaped(name) + ";P:" + escaped(password) + ";;";
}

}  // namespace buurtkiosk::paint
