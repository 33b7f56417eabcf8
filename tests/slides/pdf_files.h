// Owns the PDFs of the tests: good ones drawn with Cairo, and others written by hand to be wrong in one way
// each. One thread, tests only. It must never leave a file behind.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace buurtkiosk::slides::test {

class PdfFolder {
  public:
    PdfFolder();
    PdfFolder(const PdfFolder&) = delete;
    PdfFolder& operator=(const PdfFolder&) = delete;
    ~PdfFolder();

    std::string path(const std::string& name) const { return (folder_ / name).string(); }
    std::string write(const std::string& name, const std::string& bytes) const;
    // Pages of that size in points, each with its text and, where asked, noise that no PNG can pack.
    std::string good(const std::string& name, const std::vector<std::string>& texts, double width = 720.0,
                     double height = 405.0, bool noise = false) const;
    // Another password than the empty one is wanted.
    std::string encrypted(const std::string& name) const;
    // A page whose drawing calls a drawing ten times, which calls one ten times …
    std::string slow(const std::string& name, int levels) const;
    // A page with a picture of that many pixels a side, of which no byte is there.
    std::string huge_picture(const std::string& name, int side) const;
    // A page that says how large it is.
    std::string sized(const std::string& name, const std::string& media_box) const;

  private:
    std::filesystem::path folder_;
};

struct PngSize {
    int width = 0;
    int height = 0;
};
// None is 0 × 0.
PngSize png_size(const std::vector<std::uint8_t>& png);
// How much of the picture is not white.
double share_of_ink(const std::vector<std::uint8_t>& png);

}  // namespace buurtkiosk::slides::test
