// Owns the two caches behind TextTextures: layouts by text and proportion, textures by layout, size and
// colour. Main thread. It must never keep a texture that a frame in the making still shows.
#include "paint/text_texture.h"

#include <pango/pangocairo.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>
#include <list>
#include <string>
#include <unordered_map>
#include <utility>

#include "paint/code_points.h"
#include "paint/gl.h"
#include "paint/hyphenation.h"
#include "paint/png_surface.h"

namespace buurtkiosk::paint {

namespace {

constexpr double reference_em_px = 64.0;  // layouts are made at this size and scaled
constexpr std::size_t most_layouts = 4096;
constexpr int most_texture_side_px = 8192;
// Ascent and descent of Noto Sans, in ems: the box of a line is set around them whatever other script joins
// it.
constexpr double ascent_em = 1.069;
constexpr double descent_em = 0.293;
// Room around the box for strokes that leave it: stacked accents, Arabic descenders, emoji.
constexpr double margin_em = 0.55;
constexpr std::size_t least_letters_to_hyphenate = 6;

template <class Object>
struct Unref {
    void operator()(Object* object) const { g_object_unref(object); }
};
using LayoutPointer = std::unique_ptr<PangoLayout, Unref<PangoLayout>>;
using ContextPointer = std::unique_ptr<PangoContext, Unref<PangoContext>>;
struct DestroyCairo {
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};

struct Line {
    int index;      // in the layout
    double left;    // of its logical box, at the reference size
    double width;   // likewise
    bool backward;  // right to left
};

struct Layout {
    LayoutPointer pango;
    std::vector<Line> lines;
    double width = 0.0;  // of the widest line, at the reference size
    bool breaks_word = false;
    bool has_emoji = false;
};

bool holds_emoji(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto [code, length] = code_point_at(text, at);
        at += length;
        if (code == 0xFE0F || (code > 0x2000 && u_hasBinaryProperty(static_cast<UChar32>(code),
                                                                    UCHAR_EXTENDED_PICTOGRAPHIC) != 0)) {
            return true;
        }
    }
    return false;
}

// Text from outside was checked when it came in, but a layout must survive anything.
std::string valid_utf8(std::string_view text) {
    gchar* valid = g_utf8_make_valid(text.data(), static_cast<gssize>(text.size()));
    std::string copy(valid);
    g_free(valid);
    return copy;
}

template <class Value>
void add_key(std::string& key, Value value) {
    key.append(reinterpret_cast<const char*>(&value), sizeof(value));
}

// Whether a line of the layout begins within a word.
bool breaks_word(PangoLayout* layout) {
    int count = 0;
    const PangoLogAttr* attributes = pango_layout_get_log_attrs_readonly(layout, &count);
    const char* text = pango_layout_get_text(layout);
    for (int i = 1; i < pango_layout_get_line_count(layout); ++i) {
        const PangoLayoutLine* line = pango_layout_get_line_readonly(layout, i);
        const auto at = static_cast<int>(g_utf8_pointer_to_offset(text, text + line->start_index));
        if (at < count && attributes[at].is_line_break == 0) return true;
    }
    return false;
}

// Soft hyphens in the words that are wider than the layout's lines, and in no other: a word that fits goes to
// the next line whole.
std::string hyphenated_where_too_wide(PangoLayout* layout, const std::string& text) {
    const int width = pango_layout_get_width(layout);
    pango_layout_set_width(layout, -1);
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = text.find_first_of(" \n", at);
        if (end == std::string::npos) end = text.size();
        const std::string word = text.substr(at, end - at);
        pango_layout_set_text(layout, word.data(), static_cast<int>(word.size()));
        int word_width = 0;
        pango_layout_get_size(layout, &word_width, nullptr);
        out += word_width > width ? with_soft_hyphens(word, least_letters_to_hyphenate) : word;
        if (end < text.size()) out.push_back(text[end]);
        at = end + 1;
    }
    pango_layout_set_width(layout, width);
    return out;
}

void premultiplied_callback(const ImDrawList*, const ImDrawCmd*) {
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
}

void straight_callback(const ImDrawList*, const ImDrawCmd*) {
    glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
}

}  // namespace

struct TextTextures::Store {
    struct Texture {
        std::string key;
        TextPicture picture;
        GLuint name = 0;
        std::size_t bytes = 0;
        std::uint64_t used_in_frame = 0;
    };
    struct StoredLayout {
        std::string key;
        Layout layout;
    };

    std::size_t most_bytes = 0;
    std::size_t bytes = 0;
    std::uint64_t frame = 1;
    ContextPointer context;
    std::list<StoredLayout> layouts;  // used last at the front
    std::unordered_map<std::string, std::list<StoredLayout>::iterator> layout_by_key;
    std::list<Texture> textures;  // likewise
    std::unordered_map<std::string, std::list<Texture>::iterator> texture_by_key;

    explicit Store(std::size_t limit_bytes) : most_bytes(limit_bytes) {
        context.reset(pango_font_map_create_context(pango_cairo_font_map_get_default()));
        // Unhinted and unrounded, so that one layout is right at every size and on every computer.
        cairo_font_options_t* options = cairo_font_options_create();
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
        pango_cairo_context_set_font_options(context.get(), options);
        cairo_font_options_destroy(options);
        pango_cairo_context_set_resolution(context.get(), 96.0);
        pango_context_set_round_glyph_positions(context.get(), FALSE);
        pango_context_set_base_dir(context.get(), PANGO_DIRECTION_LTR);
        pango_context_set_language(context.get(), pango_language_from_string("nl"));
    }

    // The proportions of a layout: its width in ems decides where lines break.
    const Layout& layout(std::string_view text, const TextStyle& style, float width_px) {
        double width_em = 0.0;
        if (width_px > 0.0F) {
            width_em = static_cast<double>(width_px) / static_cast<double>(style.size_px * em_per_x_height);
            width_em = std::max(0.5, std::ceil(width_em * 64.0 + 0.05) / 64.0);
        }
        std::string key(text);
        key.push_back('\0');
        add_key(key, width_em);
        key.push_back(style.weight == Weight::bold ? 'b' : 'r');
        key.push_back(style.hyphenate ? 'h' : '-');
        if (const auto found = layout_by_key.find(key); found != layout_by_key.end()) {
            layouts.splice(layouts.begin(), layouts, found->second);
            return layouts.front().layout;
        }
        layouts.push_front({key, make_layout(text, style, width_em)});
        layout_by_key.emplace(std::move(key), layouts.begin());
        if (layouts.size() > most_layouts) {
            layout_by_key.erase(layouts.back().key);
            layouts.pop_back();
        }
        return layouts.front().layout;
    }

    Layout make_layout(std::string_view text, const TextStyle& style, double width_em) const {
        Layout made;
        std::string shown = valid_utf8(text);
        made.has_emoji = holds_emoji(shown);
        made.pango.reset(pango_layout_new(context.get()));
        PangoLayout* pango = made.pango.get();

        PangoFontDescription* font = pango_font_description_new();
        pango_font_description_set_family(font, "Noto Sans,Noto Sans Arabic");
        pango_font_description_set_weight(
            font, style.weight == Weight::bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
        pango_font_description_set_absolute_size(font, reference_em_px * PANGO_SCALE);
        pango_layout_set_font_description(pango, font);
        pango_font_description_free(font);

        PangoAttrList* attributes = pango_attr_list_new();
        pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum=1, lnum=1"));
        if (!style.hyphenate) pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));
        pango_layout_set_attributes(pango, attributes);
        pango_attr_list_unref(attributes);

        pango_layout_set_auto_dir(pango, TRUE);
        if (width_em > 0.0) {
            pango_layout_set_width(pango,
                                   static_cast<int>(std::ceil(width_em * reference_em_px * PANGO_SCALE)));
            pango_layout_set_wrap(pango, PANGO_WRAP_WORD_CHAR);
        }
        pango_layout_set_text(pango, shown.data(), static_cast<int>(shown.size()));
        made.breaks_word = width_em > 0.0 && breaks_word(pango);
        if (made.breaks_word && style.hyphenate) {
            shown = hyphenated_where_too_wide(pango, shown);
            pango_layout_set_text(pango, shown.data(), static_cast<int>(shown.size()));
        }

        const int count = pango_layout_get_line_count(pango);
        for (int i = 0; i < count; ++i) {
            PangoLayoutLine* line = pango_layout_get_line_readonly(pango, i);
            PangoRectangle logical;
            pango_layout_line_get_extents(line, nullptr, &logical);
            const double left = static_cast<double>(logical.x) / PANGO_SCALE;
            const double width = static_cast<double>(logical.width) / PANGO_SCALE;
            made.lines.push_back({i, left, width, line->resolved_dir == PANGO_DIRECTION_RTL});
            made.width = std::max(made.width, width);
        }
        return made;
    }

    static TextSize size_of(const Layout& layout, const TextStyle& style) {
        const double em = static_cast<double>(style.size_px * em_per_x_height);
        const double leading = static_cast<double>(style.line_height);
        TextSize size;
        size.lines = layout.lines.size();
        size.breaks_word = layout.breaks_word;
        size.backward = !layout.lines.empty() && layout.lines.front().backward;
        size.width_px = static_cast<float>(layout.width * em / reference_em_px);
        size.height_px = static_cast<float>(leading * em * static_cast<double>(size.lines));
        size.first_baseline_px = static_cast<float>(baseline_em(leading) * em);
        size.last_baseline_px =
            size.first_baseline_px + static_cast<float>(leading * em * static_cast<double>(size.lines - 1));
        return size;
    }

    static double baseline_em(double leading) { return (leading - ascent_em - descent_em) / 2.0 + ascent_em; }

    TextPicture paint(const Layout& layout, const TextStyle& style, Texture& into) const {
        const TextSize size = size_of(layout, style);
        const double em = static_cast<double>(style.size_px * em_per_x_height);
        const double margin = std::ceil(margin_em * em) + 1.0;
        const int width =
            std::clamp(static_cast<int>(std::ceil(static_cast<double>(size.width_px) + 2.0 * margin)), 1,
                       most_texture_side_px);
        const int height =
            std::clamp(static_cast<int>(std::ceil(static_cast<double>(size.height_px) + 2.0 * margin)), 1,
                       most_texture_side_px);

        const SurfacePointer surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height));
        const std::unique_ptr<cairo_t, DestroyCairo> cairo(cairo_create(surface.get()));
        cairo_set_source_rgb(cairo.get(), style.colour.red / 255.0, style.colour.green / 255.0,
                             style.colour.blue / 255.0);
        const double scale = em / reference_em_px;
        const double leading = static_cast<double>(style.line_height);
        for (std::size_t i = 0; i < layout.lines.size(); ++i) {
            const Line& line = layout.lines[i];
            const double slack = layout.width - line.width;
            double indent = 0.0;
            if (style.align == Align::centre) indent = slack / 2.0;
            if ((style.align == Align::end) != (line.backward && style.align != Align::centre))
                indent = slack;
            const double baseline = margin + (baseline_em(leading) + leading * static_cast<double>(i)) * em;
            cairo_save(cairo.get());
            cairo_translate(cairo.get(), margin + (indent - line.left) * scale, baseline);
            cairo_scale(cairo.get(), scale, scale);
            PangoLayoutLine* glyphs = pango_layout_get_line_readonly(layout.pango.get(), line.index);
            if (layout.has_emoji) {
                pango_cairo_show_layout_line(cairo.get(), glyphs);
            } else {
                // As outlines, each letter stands exactly where it belongs, at any size.
                pango_cairo_layout_line_path(cairo.get(), glyphs);
                cairo_fill(cairo.get());
            }
            cairo_restore(cairo.get());
        }
        cairo_surface_flush(surface.get());

        into.name = upload(surface.get(), false);
        into.bytes = static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4;
        return TextPicture{.texture = texture_id(into.name),
                           .size = size,
                           .left_px = static_cast<float>(-margin),
                           .top_px = static_cast<float>(-margin),
                           .picture_width_px = static_cast<float>(width),
                           .picture_height_px = static_cast<float>(height)};
    }

    // Small pictures of it too, when it will be drawn much smaller than it is.
    static GLuint upload(cairo_surface_t* surface, bool with_smaller) {
        GLuint name = 0;
        glGenTextures(1, &name);
        GLint before = 0;
        glGetIntegerv(GL_TEXTURE_BINDING_2D, &before);
        glBindTexture(GL_TEXTURE_2D, name);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER,
                        with_smaller ? GL_LINEAR_MIPMAP_LINEAR : GL_LINEAR);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
        glPixelStorei(GL_UNPACK_ROW_LENGTH, cairo_image_surface_get_stride(surface) / 4);
        glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
        // Cairo's pixels are words of alpha, red, green, blue; this reads them as words on any byte order. A
        // surface without alpha has anything in its place.
        const bool opaque = cairo_image_surface_get_format(surface) == CAIRO_FORMAT_RGB24;
        glTexImage2D(GL_TEXTURE_2D, 0, opaque ? GL_RGB8 : GL_RGBA8, cairo_image_surface_get_width(surface),
                     cairo_image_surface_get_height(surface), 0, GL_BGRA, GL_UNSIGNED_INT_8_8_8_8_REV,
                     cairo_image_surface_get_data(surface));
        if (with_smaller) glGenerateMipmap(GL_TEXTURE_2D);
        glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
        glBindTexture(GL_TEXTURE_2D, static_cast<GLuint>(before));
        return name;
    }

    void forget(std::list<Texture>::iterator texture) {
        glDeleteTextures(1, &texture->name);
        bytes -= texture->bytes;
        texture_by_key.erase(texture->key);
        textures.erase(texture);
    }
};

TextTextures::TextTextures(std::size_t most_bytes) : store_(std::make_unique<Store>(most_bytes)) {}

// The textures themselves go with the GL context, or earlier by forget_textures(): here none may be current.
TextTextures::~TextTextures() = default;

TextSize TextTextures::measure(std::string_view text, const TextStyle& style, float width_px) {
    return Store::size_of(store_->layout(text, style, width_px), style);
}

TextPicture TextTextures::picture(std::string_view text, const TextStyle& style, float width_px) {
    Store& store = *store_;
    std::string key(text);
    key.push_back('\0');
    add_key(key, style.size_px);
    add_key(key, width_px);
    add_key(key, style.line_height);
    add_key(key, style.weight);
    add_key(key, style.align);
    add_key(key, style.colour);
    add_key(key, style.hyphenate);
    if (const auto found = store.texture_by_key.find(key); found != store.texture_by_key.end()) {
        store.textures.splice(store.textures.begin(), store.textures, found->second);
        store.textures.front().used_in_frame = store.frame;
        return store.textures.front().picture;
    }
    const Layout& layout = store.layout(text, style, width_px);
    Store::Texture texture;
    texture.key = key;
    texture.used_in_frame = store.frame;
    texture.picture = store.paint(layout, style, texture);
    store.bytes += texture.bytes;
    store.textures.push_front(std::move(texture));
    store.texture_by_key.emplace(std::move(key), store.textures.begin());
    return store.textures.front().picture;
}

TextSize TextTextures::draw(ImDrawList& list, float x_px, float y_px, std::string_view text,
                            const TextStyle& style, float width_px, float opacity) {
    if (text.empty() || opacity <= 0.0F) return measure(text, style, width_px);
    const TextPicture shown = picture(text, style, width_px);
    const float left = std::round(x_px) + shown.left_px;
    const float top = std::round(y_px) + shown.top_px;
    const std::uint32_t share = nearest_whole(std::clamp(opacity, 0.0F, 1.0F) * 255.0F);
    blend_premultiplied(list);
    list.AddImage(shown.texture, ImVec2(left, top),
                  ImVec2(left + shown.picture_width_px, top + shown.picture_height_px), ImVec2(0, 0),
                  ImVec2(1, 1), IM_COL32(share, share, share, share));
    blend_straight(list);
    return shown.size;
}

std::optional<TextTextures::PngPicture> TextTextures::png_picture(std::string_view name,
                                                                  std::span<const std::uint8_t> png) {
    Store& store = *store_;
    // The key of no text: those hold numbers behind their first zero.
    const std::string key = "png" + std::string(1, '\0') + std::string(name);
    const auto shown = [](const Store::Texture& texture) -> std::optional<PngPicture> {
        if (texture.name == 0) return std::nullopt;  // it was tried
        return PngPicture{texture.picture.texture, texture.picture.picture_width_px,
                          texture.picture.picture_height_px};
    };
    if (const auto found = store.texture_by_key.find(key); found != store.texture_by_key.end()) {
        store.textures.splice(store.textures.begin(), store.textures, found->second);
        store.textures.front().used_in_frame = store.frame;
        return shown(store.textures.front());
    }
    Store::Texture texture;
    texture.key = key;
    texture.used_in_frame = store.frame;
    if (const SurfacePointer surface = surface_from_png(png, most_texture_side_px)) {
        const int width = cairo_image_surface_get_width(surface.get());
        const int height = cairo_image_surface_get_height(surface.get());
        texture.name = Store::upload(surface.get(), true);
        // With the smaller ones: a third more.
        texture.bytes = static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4 * 4 / 3;
        texture.picture.texture = texture_id(texture.name);
        texture.picture.picture_width_px = static_cast<float>(width);
        texture.picture.picture_height_px = static_cast<float>(height);
    }
    store.bytes += texture.bytes;
    store.textures.push_front(std::move(texture));
    store.texture_by_key.emplace(key, store.textures.begin());
    return shown(store.textures.front());
}

void TextTextures::draw_png(ImDrawList& list, const PngPicture& picture, float x_px, float y_px,
                            float width_px, float height_px, float opacity) {
    const std::uint32_t share = nearest_whole(std::clamp(opacity, 0.0F, 1.0F) * 255.0F);
    blend_premultiplied(list);
    list.AddImage(picture.texture, ImVec2(x_px, y_px), ImVec2(x_px + width_px, y_px + height_px),
                  ImVec2(0, 0), ImVec2(1, 1), IM_COL32(share, share, share, share));
    blend_straight(list);
}

void TextTextures::begin_frame() {
    Store& store = *store_;
    while (store.bytes > store.most_bytes && !store.textures.empty() &&
           store.textures.back().used_in_frame < store.frame) {
        store.forget(std::prev(store.textures.end()));
    }
    ++store.frame;
}

void TextTextures::forget_textures() {
    while (!store_->textures.empty()) store_->forget(store_->textures.begin());
}

std::size_t TextTextures::texture_bytes() const { return store_->bytes; }
std::size_t TextTextures::texture_count() const { return store_->textures.size(); }

void blend_premultiplied(ImDrawList& list) { list.AddCallback(premultiplied_callback, nullptr); }
void blend_straight(ImDrawList& list) { list.AddCallback(straight_callback, nullptr); }

}  // namespace buurtkiosk::paint
