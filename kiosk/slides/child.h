// Owns one child process that draws a PDF: started, listened to, ended when it takes too long or says what it
// may not. Blocks the thread that calls it, which must not be the loop's or the drawing one. It must never
// include poppler.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"

namespace buurtkiosk::slides {

struct DrawnPage {
    std::vector<std::uint8_t> wall_png;
    std::vector<std::uint8_t> phone_png;
    std::string text;  // cleaned
};

struct Patience {  // in milliseconds; tests have less
    std::int64_t open_ms;
    std::int64_t page_ms;
    std::int64_t document_ms;
};
Patience usual_patience();

struct ChildTask {
    std::string program;         // what is executed: this program itself
    std::string file;            // the PDF
    std::size_t most_bytes = 0;  // of all pictures; 0: only look
    Patience patience;
};

// How many pages the PDF has; `page` gets each in order (none when only looking). Refused with
// "program.slides_…" and the parameter file when the PDF is not there, too large, broken, encrypted, too
// long, too slow, or makes the child stop; with code closed when `stop` became true.
Result<std::int32_t> draw_pages(const ChildTask& task, const std::atomic<bool>& stop,
                                const std::function<void(DrawnPage)>& page);

}  // namespace buurtkiosk::slides
