// Owns the order in which slides are made and the room each may take. Its own thread. It must never hold more
// than one page's pictures.
#include "slides/maker.h"

#include <algorithm>
#include <set>

#include "base/slide_list.h"

namespace buurtkiosk::slides {

Maker::Maker(MakerSettings settings, MakerCalls calls)
    : settings_(std::move(settings)), calls_(std::move(calls)), left_bytes_(settings_.most_bytes) {}

Maker::~Maker() { stop(); }

void Maker::start(std::vector<Wanted> wanted) {
    std::set<std::string> names;
    std::erase_if(wanted, [&](const Wanted& one) { return !names.insert(one.name).second; });
    if (wanted.empty()) return;
    thread_ = std::thread([this, wanted = std::move(wanted)] { make_all(wanted); });
}

void Maker::stop() {
    stopping_ = true;
    if (thread_.joinable()) thread_.join();
}

void Maker::make_all(const std::vector<Wanted>& wanted) {
    for (std::size_t i = 0; i < wanted.size() && !stopping_; ++i) {
        // What one does not need is for those that come after it.
        make(wanted[i], left_bytes_ / (wanted.size() - i));
    }
}

void Maker::make(const Wanted& one, std::size_t most_bytes) {
    std::vector<SlideParts> parts;
    const auto keep = [&](std::vector<std::uint8_t> bytes) {
        const Digest digest = blake2b(Bytes(bytes));
        calls_.keep(digest, std::move(bytes));
        return digest;
    };
    const ChildTask task{settings_.program, one.file, std::max<std::size_t>(most_bytes, 1),
                         settings_.patience};
    const auto pages = draw_pages(task, stopping_, [&](DrawnPage page) {
        left_bytes_ -= std::min(left_bytes_, page.wall_png.size() + page.phone_png.size());
        SlideParts kept;
        kept.wall = keep(std::move(page.wall_png));
        kept.phone = keep(std::move(page.phone_png));
        kept.text = keep(std::vector<std::uint8_t>(page.text.begin(), page.text.end()));
        parts.push_back(kept);
    });
    if (stopping_) return;
    if (!pages) {
        Sentence why = pages.refusal().sentence;
        why.parameters.push_back({"block", one.block});
        return calls_.failed(one.name, std::move(why));
    }
    const std::string list = write_slide_list(parts);
    const Digest digest = keep(std::vector<std::uint8_t>(list.begin(), list.end()));
    calls_.ready(one.name, hex(digest), pages.value());
}

}  // namespace buurtkiosk::slides
