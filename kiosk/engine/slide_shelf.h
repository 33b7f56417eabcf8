// Owns the pages that phones and the wall may ask for: those that were on the wall since the program started,
// the newest of them in memory. Loop thread. It must never hand out a page that has not been on the wall.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/slide_list.h"
#include "journal/journal.h"
#include "views/slide_page.h"
#include "views/views.h"

namespace buurtkiosk::engine {

class SlideShelf {
  public:
    explicit SlideShelf(journal::Journal& journal) : journal_(journal) {}

    // This page is on the wall now: it is taken from the evening's file when it is not on the shelf.
    // on_wall() is null when there is none, or it cannot be read; that is not tried again before another one
    // was shown.
    void show(const std::optional<views::SlideView>& slide);
    const views::SlidePagePtr& on_wall() const { return page_now_; }
    // A page that has been shown; null when it has not, or was so long ago that it made room.
    views::SlidePagePtr find(std::string_view digest, std::int32_t page) const;

  private:
    views::SlidePagePtr read(const std::string& digest, std::int32_t page);

    journal::Journal& journal_;
    std::string listed_;  // whose list of pages this is
    std::vector<SlideParts> list_;
    std::deque<views::SlidePagePtr> shown_;  // newest first
    std::optional<views::SlideView> now_;
    views::SlidePagePtr page_now_;
};

}  // namespace buurtkiosk::engine
