// Owns the layout of the word cloud: sizes from counts, a bitmap of free cells, and the least moving when
// words change. Pure arithmetic, any thread. It must never include anything that draws or measures text.
#include "stage/cloud_layout.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <unordered_map>
#include <utility>

namespace buurtkiosk::stage {
namespace {

constexpr int columns = 256;
constexpr int rows = 144;
constexpr int bits = 64;
constexpr int parts = columns / bits;
constexpr float steps_in_an_octave = 6;       // of the size of one word
constexpr float zoom_steps_in_an_octave = 8;  // of the size of all words
// How many margins a new word keeps from the others: more than it must, so that it can grow a step and stay,
// and more beside it than above it, lest two words read as a phrase.
constexpr float margins_across = 2.5F;
constexpr float margins_down = 1.25F;

struct Point {
    float x = 0;
    float y = 0;
};

struct Box {
    float left = 0;
    float top = 0;
    float width = 0;
    float height = 0;

    float right() const { return left + width; }
    float bottom() const { return top + height; }
    Point middle() const { return {left + width / 2, top + height / 2}; }
};

bool are_too_near(const Box& one, const Box& other, float margin_px) {
    return one.left < other.right() + margin_px && other.left < one.right() + margin_px &&
           one.top < other.bottom() + margin_px && other.top < one.bottom() + margin_px;
}

float distance(Point one, Point other) { return std::hypot(one.x - other.x, one.y - other.y); }

// --- the page as a bitmap: one bit a cell, set where it is free ---

using Row = std::array<std::uint64_t, parts>;

// Bit c of the result is bit c + by of the row, 0 < by < 64; beyond the last column nothing is free.
Row shifted(const Row& row, int by) {
    Row result{};
    for (std::size_t part = 0; part + 1 < parts; ++part) {
        result[part] = (row[part] >> by) | (row[part + 1] << (bits - by));
    }
    result[parts - 1] = row[parts - 1] >> by;
    return result;
}

void keep_common(Row& row, const Row& other) {
    for (std::size_t part = 0; part < parts; ++part) row[part] &= other[part];
}

// The bits that begin a run of so many set ones.
Row starts_of_runs(Row row, int length) {
    for (int run = 1; run < length;) {
        if ((row[0] | row[1] | row[2] | row[3]) == 0) break;
        const int step = std::min({run, length - run, bits - 1});
        keep_common(row, shifted(row, step));
        run += step;
    }
    return row;
}

// The set bit nearest to a column, which may be a fraction; nothing when no bit is set. Of two as near, the
// left one.
std::optional<int> nearest_bit(const Row& row, float column) {
    const int from = std::clamp(static_cast<int>(std::floor(column)), 0, columns - 1);
    std::optional<int> left;
    for (int part = from / bits; part >= 0 && !left; --part) {
        std::uint64_t value = row[static_cast<std::size_t>(part)];
        if (part == from / bits) value &= ~std::uint64_t{0} >> (bits - 1 - from % bits);
        if (value != 0) left = part * bits + bits - 1 - std::countl_zero(value);
    }
    std::optional<int> right;
    for (int part = from / bits; part < parts && !right; ++part) {
        std::uint64_t value = row[static_cast<std::size_t>(part)];
        if (part == from / bits) value &= ~std::uint64_t{0} << (from % bits);
        if (value != 0) right = part * bits + std::countr_zero(value);
    }
    if (!left || !right) return left ? left : right;
    const float to_left = std::abs(column - static_cast<float>(*left));
    const float to_right = std::abs(column - static_cast<float>(*right));
    return to_right < to_left ? right : left;
}

class Page {
  public:
    explicit Page(const CloudSettings& settings)
        : settings_(settings),
          cell_width_(settings.page_width_px / columns),
          cell_height_(settings.page_height_px / rows) {
        free_.fill(Row{~std::uint64_t{0}, ~std::uint64_t{0}, ~std::uint64_t{0}, ~std::uint64_t{0}});
    }

    const std::vector<Box>& boxes() const { return boxes_; }

    // Takes the cells within the margin of a box out of the free ones.
    void occupy(const Box& box) {
        const float across_px = settings_.margin_px * margins_across;
        const float down_px = settings_.margin_px * margins_down;
        const int first_column = column_of((box.left - across_px) / cell_width_, 0);
        const int last_column = column_of((box.right() + across_px) / cell_width_, 1);
        const int first_row =
            std::clamp(static_cast<int>(std::floor((box.top - down_px) / cell_height_)), 0, rows);
        const int last_row =
            std::clamp(static_cast<int>(std::ceil((box.bottom() + down_px) / cell_height_)), 0, rows);
        Row keep{};
        for (int column = 0; column < columns; ++column) {
            if (column < first_column || column >= last_column) {
                keep[static_cast<std::size_t>(column / bits)] |= std::uint64_t{1} << (column % bits);
            }
        }
        for (int row = first_row; row < last_row; ++row)
            keep_common(free_[static_cast<std::size_t>(row)], keep);
        boxes_.push_back(box);
        const float area = box.width * box.height;
        weight_ += area;
        moment_.x += area * box.middle().x;
        moment_.y += area * box.middle().y;
    }

    // Where the next word should go for the page to stay in balance: the middle, or on its lighter side.
    Point aim() const {
        const Point middle{settings_.page_width_px / 2, settings_.page_height_px / 2};
        if (weight_ <= 0) return middle;
        return {2 * middle.x - moment_.x / weight_, 2 * middle.y - moment_.y / weight_};
    }

    // The free box of this size with its middle nearest to a point, measured on ellipses of the page's
    // proportions.
    std::optional<Box> nearest_free(float width_px, float height_px, Point aim) const {
        const int across = cells(width_px / cell_width_, columns);
        const int down = cells(height_px / cell_height_, rows);
        // Cells with so many free ones below them; those to the right only in the rows that are looked at.
        std::array<Row, rows> corners = free_;
        const int last_corner = rows - down;
        for (int run = 1; run < down;) {
            const int step = std::min(run, down - run);
            for (int above = 0, below = step; below < rows; ++above, ++below) {
                keep_common(corners[static_cast<std::size_t>(above)],
                            corners[static_cast<std::size_t>(below)]);
            }
            run += step;
        }

        const float flatness = settings_.page_width_px / settings_.page_height_px;
        const float column_aim = aim.x / cell_width_ - static_cast<float>(across) / 2;
        const float row_aim = aim.y / cell_height_ - static_cast<float>(down) / 2;
        float nearest = std::numeric_limits<float>::infinity();
        std::optional<Box> found;
        const auto look_in = [&](int row) {
            const float away_y = (static_cast<float>(row) - row_aim) * cell_height_ * flatness;
            const auto away_at = [&](int column) {
                const float away_x = (static_cast<float>(column) - column_aim) * cell_width_;
                return away_x * away_x + away_y * away_y;
            };
            const Row& row_corners = corners[static_cast<std::size_t>(row)];
            const std::optional<int> at_best = nearest_bit(row_corners, column_aim);
            if (!at_best || away_at(*at_best) >= nearest) return;
            const std::optional<int> column = nearest_bit(starts_of_runs(row_corners, across), column_aim);
            if (!column || away_at(*column) >= nearest) return;
            nearest = away_at(*column);
            found = box_at(*column, row, across, down, width_px, height_px);
        };
        const int start = std::clamp(static_cast<int>(std::lround(row_aim)), 0, last_corner);
        look_in(start);
        for (int step = 1; step <= rows; ++step) {
            if (start + step <= last_corner) look_in(start + step);
            if (start - step >= 0) look_in(start - step);
        }
        return found;
    }

  private:
    static int column_of(float column, int rounded_up) {
        const float whole = rounded_up != 0 ? std::ceil(column) : std::floor(column);
        return static_cast<int>(std::clamp(whole, 0.0F, static_cast<float>(columns)));
    }

    // Number of cells that hold a length; a length of the whole page may come out a hair above for rounding.
    static int cells(float length, int most) {
        return std::clamp(static_cast<int>(std::ceil(length - 1e-3F)), 1, most);
    }

    // The box in the middle of its cells, never beyond the page.
    Box box_at(int column, int row, int across, int down, float width_px, float height_px) const {
        const float left = static_cast<float>(column) * cell_width_ +
                           (static_cast<float>(across) * cell_width_ - width_px) / 2;
        const float top = static_cast<float>(row) * cell_height_ +
                          (static_cast<float>(down) * cell_height_ - height_px) / 2;
        return {std::clamp(left, 0.0F, std::max(0.0F, settings_.page_width_px - width_px)),
                std::clamp(top, 0.0F, std::max(0.0F, settings_.page_height_px - height_px)), width_px,
                height_px};
    }

    CloudSettings settings_;
    float cell_width_;
    float cell_height_;
    std::array<Row, rows> free_{};
    std::vector<Box> boxes_;
    float weight_ = 0;
    Point moment_;
};

// --- sizes ---

struct Sized {
    float scale = 1;
    float width_px = 1;
    float height_px = 1;
};

struct Sizes {
    CloudSettings settings;
    float zoom = 1;
    std::uint32_t count_ceiling = 1;

    // The scale of a count before it is fitted to the page, between min_scale * zoom and max_scale.
    float scale_of(std::uint32_t count) const {
        const float least = std::min(settings.min_scale * zoom, settings.max_scale);
        if (count_ceiling <= 1 || settings.max_scale <= least) return least;
        const float ceiling_log = std::log2(static_cast<float>(count_ceiling));
        const float steepness = std::min(0.5F, std::log2(settings.max_scale / least) / ceiling_log);
        const float octaves = std::log2(static_cast<float>(std::max(count, 1U))) * steepness;
        const float steps = std::floor(octaves * steps_in_an_octave + 1e-4F);
        return std::min(least * std::exp2(steps / steps_in_an_octave), settings.max_scale);
    }

    Sized of(const CloudWord& word) const {
        const auto sane = [](float length) { return std::isfinite(length) && length > 0 ? length : 1.0F; };
        const float width = sane(word.width_px);
        const float height = sane(word.height_px);
        float scale = scale_of(word.count);
        scale = std::min({scale, settings.page_width_px / width, settings.page_height_px / height});
        return {scale, std::min(width * scale, settings.page_width_px),
                std::min(height * scale, settings.page_height_px)};
    }
};

CloudSettings sane(CloudSettings settings) {
    const auto at_least = [](float value, float least) {
        return std::isfinite(value) ? std::max(value, least) : least;
    };
    settings.page_width_px = at_least(settings.page_width_px, 1);
    settings.page_height_px = at_least(settings.page_height_px, 1);
    settings.min_scale = at_least(settings.min_scale, 1e-3F);
    settings.max_scale = at_least(settings.max_scale, settings.min_scale);
    settings.margin_px = at_least(settings.margin_px, 1);  // so that rounding never makes words touch
    settings.max_words_on_page = std::max<std::size_t>(settings.max_words_on_page, 1);
    return settings;
}

// --- all words anew ---

using Order = std::vector<std::size_t>;

// The most used first; among equals the one whose group is older.
Order by_weight(std::span<const CloudWord> words) {
    Order order(words.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t one, std::size_t other) {
        if (words[one].count != words[other].count) return words[one].count > words[other].count;
        return words[one].id < words[other].id;
    });
    return order;
}

PlacedWord placed(const CloudWord& word, const Sized& size, std::uint32_t page, const Box& box) {
    return {word.id, page, size.scale, box.left, box.top, size.width_px, size.height_px};
}

// Puts what stands on a page in its middle as a whole, so that a few words do not hang to one side.
void centre(std::span<PlacedWord> words, std::uint32_t page, const CloudSettings& settings) {
    constexpr float infinity = std::numeric_limits<float>::infinity();
    float left = infinity, top = infinity, right = -infinity, bottom = -infinity;
    for (const PlacedWord& word : words) {
        if (word.page != page) continue;
        left = std::min(left, word.left_px);
        top = std::min(top, word.top_px);
        right = std::max(right, word.left_px + word.width_px);
        bottom = std::max(bottom, word.top_px + word.height_px);
    }
    const float across = (settings.page_width_px - left - right) / 2;
    const float down = (settings.page_height_px - top - bottom) / 2;
    for (PlacedWord& word : words) {
        if (word.page != page) continue;
        word.left_px = std::clamp(word.left_px + across, 0.0F, settings.page_width_px - word.width_px);
        word.top_px = std::clamp(word.top_px + down, 0.0F, settings.page_height_px - word.height_px);
    }
}

// Fills page after page. Nothing when that takes more than most_pages.
std::optional<CloudLayout> fill_pages(std::span<const CloudWord> words, const Order& order,
                                      const Sizes& sizes, std::size_t words_on_page, std::size_t most_pages) {
    CloudLayout layout{std::vector<PlacedWord>(words.size()), 0, sizes.settings, sizes.zoom,
                       sizes.count_ceiling};
    Order waiting = order;
    while (!waiting.empty()) {
        Page page(sizes.settings);
        Order later;
        Sized narrowest_refused{1, std::numeric_limits<float>::infinity(),
                                std::numeric_limits<float>::infinity()};
        std::uint32_t least_count = 0;  // no word passes one that was given more often and did not fit
        for (const std::size_t at : waiting) {
            const Sized size = sizes.of(words[at]);
            const bool larger_than_refused =
                size.width_px >= narrowest_refused.width_px && size.height_px >= narrowest_refused.height_px;
            std::optional<Box> box;
            if (page.boxes().size() < words_on_page && words[at].count >= least_count &&
                !larger_than_refused) {
                box = page.nearest_free(size.width_px, size.height_px, page.aim());
                if (!box) {
                    narrowest_refused = size;
                    least_count = words[at].count;
                }
            }
            if (box) {
                page.occupy(*box);
                layout.words[at] = placed(words[at], size, layout.pages, *box);
            } else {
                later.push_back(at);
            }
        }
        waiting = std::move(later);
        ++layout.pages;
        if (waiting.size() > (most_pages - layout.pages) * words_on_page) return std::nullopt;
    }
    return layout;
}

// The largest zoom, in steps, that leaves every page the air that the next words need and that lets words
// grow. The words are dealt to the pages evenly and in order, as fill_pages will.
int most_zoom_steps(std::span<const CloudWord> words, const Order& order, Sizes sizes,
                    std::size_t words_on_page) {
    constexpr float covered_at_most = 0.65F;
    constexpr float least_contrast =
        2.5F;  // between the scales of the lowest and the highest count, if they differ more
    const CloudSettings& settings = sizes.settings;
    const float contrast = std::min(least_contrast, std::sqrt(static_cast<float>(sizes.count_ceiling)));
    const float most_zoom = std::max(1.0F, settings.max_scale / settings.min_scale / contrast);
    const float room = settings.page_width_px * settings.page_height_px * covered_at_most;
    const auto leaves_air = [&] {
        float covered = 0;
        for (std::size_t place = 0; place < order.size(); ++place) {
            if (place % words_on_page == 0) covered = 0;
            const Sized size = sizes.of(words[order[place]]);
            covered += (size.width_px + settings.margin_px * margins_across) *
                       (size.height_px + settings.margin_px * margins_down);
            if (covered > room) return false;
        }
        return true;
    };
    int steps = static_cast<int>(std::floor(std::log2(most_zoom) * zoom_steps_in_an_octave + 1e-4F));
    for (; steps > 0; --steps) {
        sizes.zoom = std::exp2(static_cast<float>(steps) / zoom_steps_in_an_octave);
        if (leaves_air()) break;
    }
    return steps;
}

// As few pages as will do, none with a word or two left over, and the words as large as that allows.
CloudLayout lay_out_anew(std::span<const CloudWord> words, const Order& order, Sizes sizes) {
    const std::size_t most = sizes.settings.max_words_on_page;
    std::optional<CloudLayout> layout;
    const auto try_pages = [&](std::size_t pages) {
        const std::size_t evenly = (words.size() + pages - 1) / pages;
        for (int steps = most_zoom_steps(words, order, sizes, evenly); steps >= 0 && !layout; --steps) {
            sizes.zoom = std::exp2(static_cast<float>(steps) / zoom_steps_in_an_octave);
            layout = fill_pages(words, order, sizes, evenly, pages);
        }
    };
    try_pages((words.size() + most - 1) / most);
    if (!layout) {  // more than that by their size: see how many when each page is filled
        sizes.zoom = 1;
        layout = fill_pages(words, order, sizes, most, words.size());
        CloudLayout filled = *std::exchange(layout, std::nullopt);
        try_pages(filled.pages);
        if (!layout) layout = std::move(filled);
    }
    for (std::uint32_t page = 0; page < layout->pages; ++page) centre(layout->words, page, sizes.settings);
    return *std::move(layout);
}

// --- as near as can be to the layout before ---

class Rearrangement {
  public:
    Rearrangement(std::span<const CloudWord> words, const Order& order, const Sizes& sizes,
                  const CloudLayout& previous)
        : words_(words), order_(order), sizes_(sizes), previous_(previous) {
        layout_ = {std::vector<PlacedWord>(words.size()), previous.pages, sizes.settings, sizes.zoom,
                   sizes.count_ceiling};
    }

    // Nothing when a word finds no place and may_add_pages is false.
    std::optional<CloudLayout> make(bool may_add_pages) {
        find_known_words();
        for (std::uint32_t page = 0; page < layout_.pages; ++page) {
            pages_.emplace_back(sizes_.settings);
            keep_what_can_stay(page);
        }
        for (const std::size_t at : homeless_) {
            if (!place(at, may_add_pages)) return std::nullopt;
        }
        for (const std::size_t at : order_) {
            if (!old_page_[at] && !place(at, may_add_pages)) return std::nullopt;
        }
        remove_empty_pages();
        return std::move(layout_);
    }

  private:
    // The box of a word with its old middle and its new size, pushed back onto the page if it grew over the
    // edge; to the bit the old one when its size is the same.
    Box old_box(std::size_t at) const {
        const Sized size = sizes_.of(words_[at]);
        const Box& old = old_place_[at];
        if (old.width == size.width_px && old.height == size.height_px) return old;
        const CloudSettings& settings = sizes_.settings;
        const float left = old.middle().x - size.width_px / 2;
        const float top = old.middle().y - size.height_px / 2;
        return {std::clamp(left, 0.0F, std::max(0.0F, settings.page_width_px - size.width_px)),
                std::clamp(top, 0.0F, std::max(0.0F, settings.page_height_px - size.height_px)),
                size.width_px, size.height_px};
    }

    void find_known_words() {
        std::unordered_map<std::uint32_t, const PlacedWord*> before;
        for (const PlacedWord& word : previous_.words) before.emplace(word.id, &word);
        old_page_.resize(words_.size());
        old_place_.resize(words_.size());
        on_page_.resize(previous_.pages);
        for (const std::size_t at : order_) {
            const auto found = before.find(words_[at].id);
            if (found == before.end() || found->second == nullptr || found->second->page >= previous_.pages)
                continue;
            const PlacedWord& word = *found->second;
            old_page_[at] = word.page;
            old_place_[at] = Box{word.left_px, word.top_px, word.width_px, word.height_px};
            on_page_[word.page].push_back(at);
            found->second = nullptr;  // a second word with the same id is a new word
        }
    }

    void settle(std::size_t at, std::uint32_t page, const Box& box) {
        pages_[page].occupy(box);
        layout_.words[at] = placed(words_[at], sizes_.of(words_[at]), page, box);
    }

    // The largest decide first. A word stays where it is unless it would touch one that is settled already; a
    // word that has grown into several smaller ones steps aside a little if it can, rather than sending them
    // all away.
    void keep_what_can_stay(std::uint32_t page) {
        const std::vector<std::size_t>& here = on_page_[page];
        const float margin_px = sizes_.settings.margin_px;
        for (std::size_t turn = 0; turn < here.size(); ++turn) {
            const std::size_t at = here[turn];
            const Box box = old_box(at);
            const auto touches = [&](const Box& other) { return are_too_near(box, other, margin_px); };
            const std::vector<Box>& settled = pages_[page].boxes();
            const bool is_free = std::none_of(settled.begin(), settled.end(), touches);
            const auto in_the_way =
                std::count_if(here.begin() + static_cast<std::ptrdiff_t>(turn) + 1, here.end(),
                              [&](std::size_t other) { return touches(old_box(other)); });
            if (is_free && in_the_way <= 1) {
                settle(at, page, box);
            } else if (const std::optional<Box> aside = step_aside(page, turn, box)) {
                settle(at, page, *aside);
            } else if (is_free) {
                settle(at, page, box);
            } else {
                homeless_.push_back(at);
            }
        }
    }

    // A free place no further away than half the word's height, that no other word of the page stands on.
    std::optional<Box> step_aside(std::uint32_t page, std::size_t turn, const Box& box) const {
        Page with_all = pages_[page];
        const std::vector<std::size_t>& here = on_page_[page];
        for (std::size_t other = turn + 1; other < here.size(); ++other)
            with_all.occupy(old_box(here[other]));
        const std::optional<Box> found = with_all.nearest_free(box.width, box.height, box.middle());
        const bool is_near = found && distance(found->middle(), box.middle()) <= box.height / 2;
        return is_near ? found : std::nullopt;
    }

    bool place_on(std::size_t at, std::uint32_t page, Point aim) {
        if (pages_[page].boxes().size() >= sizes_.settings.max_words_on_page) return false;
        const Sized size = sizes_.of(words_[at]);
        const std::optional<Box> box = pages_[page].nearest_free(size.width_px, size.height_px, aim);
        if (box) settle(at, page, *box);
        return box.has_value();
    }

    bool place(std::size_t at, bool may_add_pages) {
        if (old_page_[at] && place_on(at, *old_page_[at], old_place_[at].middle())) return true;
        for (std::uint32_t page = 0; page < layout_.pages; ++page) {
            if (place_on(at, page, pages_[page].aim())) return true;
        }
        if (!may_add_pages) return false;
        pages_.emplace_back(sizes_.settings);
        return place_on(at, layout_.pages++, pages_.back().aim());
    }

    void remove_empty_pages() {
        std::vector<std::uint32_t> new_number(layout_.pages);
        std::uint32_t used = 0;
        for (std::uint32_t page = 0; page < layout_.pages; ++page) {
            new_number[page] = used;
            if (!pages_[page].boxes().empty()) ++used;
        }
        for (PlacedWord& word : layout_.words) word.page = new_number[word.page];
        layout_.pages = used;
    }

    std::span<const CloudWord> words_;
    const Order& order_;
    Sizes sizes_;
    const CloudLayout& previous_;
    CloudLayout layout_;
    std::vector<Page> pages_;
    std::vector<std::optional<std::uint32_t>> old_page_;  // of each word, when it had one
    std::vector<Box> old_place_;
    std::vector<std::vector<std::size_t>> on_page_;  // the known words of each old page, the most used first
    std::vector<std::size_t> homeless_;              // known words whose place is taken, in the same order
};

// Every middle moved towards the middle of its page, as far as the words get smaller: nothing that was apart
// meets.
CloudLayout shrunk(CloudLayout layout, float factor) {
    const Point middle{layout.settings.page_width_px / 2, layout.settings.page_height_px / 2};
    for (PlacedWord& word : layout.words) {
        const Point old = Box{word.left_px, word.top_px, word.width_px, word.height_px}.middle();
        word.left_px = middle.x + (old.x - middle.x) * factor - word.width_px / 2;
        word.top_px = middle.y + (old.y - middle.y) * factor - word.height_px / 2;
    }
    return layout;
}

CloudLayout rearrange(std::span<const CloudWord> words, const Order& order, const Sizes& sizes,
                      const CloudLayout& previous) {
    const bool needs_page = words.size() > previous.pages * sizes.settings.max_words_on_page;
    if (auto layout = Rearrangement(words, order, sizes, previous).make(needs_page))
        return *std::move(layout);
    // All a little smaller, if that spares a page; if it does not, nothing moves and the page is added.
    CloudLayout basis = previous;
    Sizes smaller = sizes;
    while (smaller.zoom > 1) {
        const float zoom = std::max(1.0F, smaller.zoom / std::exp2(1 / zoom_steps_in_an_octave));
        basis = shrunk(std::move(basis), zoom / smaller.zoom);
        smaller.zoom = zoom;
        if (auto layout = Rearrangement(words, order, smaller, basis).make(false)) return *std::move(layout);
    }
    return *Rearrangement(words, order, sizes, previous).make(true);
}

bool knows_any(const CloudLayout& layout, std::span<const CloudWord> words) {
    return std::any_of(words.begin(), words.end(), [&](const CloudWord& word) {
        return std::any_of(layout.words.begin(), layout.words.end(),
                           [&](const PlacedWord& known) { return known.id == word.id; });
    });
}

}  // namespace

CloudLayout lay_out_cloud(std::span<const CloudWord> words, const CloudSettings& settings,
                          const CloudLayout* previous) {
    Sizes sizes{sane(settings), 1, 1};
    if (words.empty()) return {{}, 0, sizes.settings, 1, 1};
    constexpr std::uint32_t highest_power = std::uint32_t{1} << 31;
    for (const CloudWord& word : words) {
        const std::uint32_t ceiling =
            word.count > highest_power ? highest_power : std::bit_ceil(std::max(word.count, 1U));
        sizes.count_ceiling = std::max(sizes.count_ceiling, ceiling);
    }
    const Order order = by_weight(words);
    if (previous == nullptr || previous->settings != sizes.settings || !knows_any(*previous, words)) {
        return lay_out_anew(words, order, sizes);
    }
    sizes.count_ceiling = std::max(sizes.count_ceiling, previous->count_ceiling);
    sizes.zoom = previous->zoom;
    return rearrange(words, order, sizes, *previous);
}

}  // namespace buurtkiosk::stage
