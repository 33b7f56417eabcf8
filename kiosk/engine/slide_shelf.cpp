// Owns the reading of pages from the evening's file. Loop thread: one page is a megabyte at most, read once.
// It must never read more than the page that is shown.
#include "engine/slide_shelf.h"

#include <algorithm>

#include "base/limits.h"

namespace buurtkiosk::engine {

void SlideShelf::show(const std::optional<views::SlideView>& slide) {
    if (slide == now_) return;
    now_ = slide;
    page_now_ = nullptr;
    if (!slide || slide->digest.empty()) return;
    page_now_ = find(slide->digest, slide->page);
    if (page_now_) {
        // The newest again: others make room before it.
        shown_.erase(std::find(shown_.begin(), shown_.end(), page_now_));
    } else {
        page_now_ = read(slide->digest, slide->page);
        if (!page_now_) return;
    }
    shown_.push_front(page_now_);
    if (shown_.size() > limits::slides_on_shelf) shown_.pop_back();
}

views::SlidePagePtr SlideShelf::find(std::string_view digest, std::int32_t page) const {
    const auto found = std::find_if(shown_.begin(), shown_.end(), [&](const views::SlidePagePtr& one) {
        return one->page == page && one->digest == digest;
    });
    return found == shown_.end() ? nullptr : *found;
}

views::SlidePagePtr SlideShelf::read(const std::string& digest, std::int32_t page) {
    if (listed_ != digest) {
        listed_.clear();
        const auto asked = digest_from_hex(digest);
        const auto bytes = asked ? journal_.attachment(*asked) : std::nullopt;
        const auto list = bytes ? read_slide_list(std::string(bytes->begin(), bytes->end())) : std::nullopt;
        if (!list) return nullptr;
        list_ = *list;
        listed_ = digest;
    }
    if (page < 1 || static_cast<std::size_t>(page) > list_.size()) return nullptr;
    const SlideParts& parts = list_[static_cast<std::size_t>(page) - 1];
    auto wall = journal_.attachment(parts.wall);
    auto phone = journal_.attachment(parts.phone);
    const auto text = journal_.attachment(parts.text);
    if (!wall || !phone || !text) return nullptr;
    auto made = std::make_shared<views::SlidePage>();
    made->digest = digest;
    made->page = page;
    made->wall_png = *std::move(wall);
    made->phone_png = *std::move(phone);
    made->text.assign(text->begin(), text->end());
    return made;
}

}  // namespace buurtkiosk::engine
