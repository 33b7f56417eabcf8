// Owns the answers to plain HTTP requests and their headers.
// Loop thread. It must never include libwebsockets: a test asks it without a socket.
#include "gateway/http.h"

#include <sodium.h>
#include <zlib.h>

#include <array>
#include <cassert>
#include <charconv>
#include <stdexcept>

namespace buurtkiosk::gateway {
namespace {

// The words that every phone has. Refusals come worded with their reply.
const std::vector<std::string>& web_prefixes() {
    static const std::vector<std::string> prefixes{"web.",  "reason.", "kind.",
                                                   "rule.", "common.", "language."};
    return prefixes;
}

// What only the phones of who has a right need beside them.
const std::vector<std::string>& lead_prefixes() {
    static const std::vector<std::string> prefixes{"lead.", "step.", "next.", "form."};
    return prefixes;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

// Calls with each trimmed item of a comma list.
template <class Each>
void for_each_item(std::string_view list, Each each) {
    while (!list.empty()) {
        const std::size_t comma = list.find(',');
        each(trimmed(list.substr(0, comma)));
        list = comma == std::string_view::npos ? std::string_view{} : list.substr(comma + 1);
    }
}

std::string fingerprint(std::string_view bytes) {
    std::array<unsigned char, 16> hash{};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                       bytes.size(), nullptr, 0);
    std::array<char, 33> hex{};
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
    return hex.data();
}

// What a page may load and who may frame it. `host` is the kiosk's own name in this request: older Safari
// does not count a WebSocket as 'self'.
std::string content_security_policy(const std::optional<Authority>& host) {
    std::string policy = "default-src 'self'; connect-src 'self'";
    if (host) policy += " ws://" + host->text() + " wss://" + host->text();
    return policy + "; frame-ancestors 'none'";
}

HttpAnswer plain(unsigned status, std::string_view text, Method method) {
    HttpAnswer answer;
    answer.status = status;
    answer.headers.emplace_back("content-type", "text/plain; charset=utf-8");
    answer.headers.emplace_back("cache-control", "no-cache");
    answer.length = text.size();
    if (method != Method::head) answer.body = text;
    return answer;
}

void add_security(HttpAnswer& answer, const std::optional<Authority>& host) {
    answer.headers.emplace_back("content-security-policy", content_security_policy(host));
    answer.headers.emplace_back("x-content-type-options", "nosniff");
    answer.headers.emplace_back("referrer-policy", "no-referrer");
    answer.headers.emplace_back("x-frame-options", "DENY");  // for browsers older than frame-ancestors
}

}  // namespace

bool accepts_gzip(std::string_view accept_encoding) {
    bool accepted = false;
    bool named = false;
    for_each_item(accept_encoding, [&](std::string_view item) {
        const std::size_t semicolon = item.find(';');
        const std::string_view coding = trimmed(item.substr(0, semicolon));
        const bool is_gzip = coding == "gzip" || coding == "x-gzip";
        if (!is_gzip && (coding != "*" || named)) return;
        bool zero = false;
        if (semicolon != std::string_view::npos) {
            const std::string_view weight = trimmed(item.substr(semicolon + 1));
            zero = weight.starts_with("q=0") && weight.find_first_not_of("0.", 2) == std::string_view::npos;
        }
        accepted = !zero;
        named = named || is_gzip;
    });
    return accepted;
}

bool etag_matches(std::string_view if_none_match, std::string_view etag) {
    bool matches = false;
    for_each_item(if_none_match, [&](std::string_view item) {
        if (item.starts_with("W/")) item.remove_prefix(2);
        matches = matches || item == "*" || item == etag;
    });
    return matches;
}

std::string gzip(std::string_view bytes) {
    z_stream stream{};
    constexpr int window_bits_with_gzip_header = 15 + 16;
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, window_bits_with_gzip_header, 9,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
        throw std::bad_alloc();
    }
    std::string result(deflateBound(&stream, static_cast<uLong>(bytes.size())) + 32, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(result.data());
    stream.avail_out = static_cast<uInt>(result.size());
    const int outcome = deflate(&stream, Z_FINISH);
    assert(outcome == Z_STREAM_END);  // deflateBound says that it fits
    static_cast<void>(outcome);
    result.resize(stream.total_out);
    deflateEnd(&stream);
    return result;
}

std::optional<SlidePath> slide_path(std::string_view path) {
    static constexpr std::string_view folder = "/slides/";
    constexpr std::size_t digits = 64;
    constexpr std::size_t ending = 4;
    constexpr std::size_t longest = folder.size() + digits + 1 + 3 + ending;
    if (!path.starts_with(folder) || path.size() > longest) return std::nullopt;
    path.remove_prefix(folder.size());
    SlidePath slide;
    slide.text = path.ends_with(".txt");
    if (path.size() < digits + 2 + ending || path[digits] != '/' || (!slide.text && !path.ends_with(".png")))
        return std::nullopt;
    slide.digest = path.substr(0, digits);
    const std::string_view number = path.substr(digits + 1, path.size() - digits - 1 - ending);
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), slide.page);
    const bool whole = error == std::errc() && end == number.data() + number.size() && number[0] != '0';
    return whole && slide.page > 0 ? std::optional(slide) : std::nullopt;
}

HttpAnswer slide_answer(const HttpRequest& request, const SlidePath& path, const views::SlidePagePtr& page) {
    if (!page) {
        HttpAnswer answer = plain(404, "not found\n", request.method);
        add_security(answer, request.host);
        return answer;
    }
    const std::string etag = "\"" + page->digest.substr(0, 32) + "-" + std::to_string(page->page) + "\"";
    HttpAnswer answer;
    answer.headers.emplace_back("content-type", path.text ? "text/plain; charset=utf-8" : "image/png");
    // For this evening only: what was shown in the hall does not stay in a shared cache.
    answer.headers.emplace_back("cache-control", "private, max-age=43200, immutable");
    answer.headers.emplace_back("etag", etag);
    add_security(answer, request.host);
    if (etag_matches(request.if_none_match, etag)) {
        answer.status = 304;
        return answer;
    }
    const auto& png = page->phone_png;
    const std::string_view body =
        path.text ? std::string_view(page->text)
                  : std::string_view(reinterpret_cast<const char*>(png.data()), png.size());
    answer.length = body.size();
    if (request.method == Method::get) {
        answer.body = body;
        answer.keeps = page;
    }
    return answer;
}

HttpPages::HttpPages(std::span<const WebAsset> assets, const Locales& locales) {
    for (const WebAsset& asset : assets) {
        add(std::string(asset.path), asset.mime, asset.bytes, asset.gzip);
        if (asset.path == "/index.html") add("/", asset.mime, asset.bytes, asset.gzip);
    }
    const auto add_words = [&](const std::string& name, const std::string& words) {
        owned_.push_back(std::make_unique<const std::string>(words));
        const std::string& bytes = *owned_.back();
        owned_.push_back(std::make_unique<const std::string>(gzip(bytes)));
        add("/locales/" + name + ".json", "application/json", bytes, *owned_.back());
    };
    for (const std::string& language : locales.languages()) {
        add_words(language, locales.json(language, web_prefixes()));
        add_words(language + "-lead", locales.json(language, lead_prefixes()));
    }
}

void HttpPages::add(std::string path, std::string_view mime, std::string_view bytes,
                    std::string_view packed) {
    const std::string hash = fingerprint(bytes);
    // Two forms of one page are two entities, so that a cache never mixes them.
    pages_.insert_or_assign(std::move(path),
                            Page{mime, bytes, packed.size() < bytes.size() ? packed : std::string_view{},
                                 "\"" + hash + "\"", "\"" + hash + "-gzip\""});
}

HttpAnswer HttpPages::answer(const HttpRequest& request) const {
    if (request.method == Method::other) {
        HttpAnswer answer = plain(405, "", request.method);  // the connection ends with the headers
        answer.headers.emplace_back("allow", "GET, HEAD");
        return answer;
    }
    if (request.path == "/healthz") return plain(200, "ok", request.method);
    if (!request.host) {
        // A page of a stranger's name that was pointed at this address: it gets nothing of ours.
        return plain(403, "this address does not belong to this kiosk\n", request.method);
    }
    const auto found = pages_.find(request.path);
    if (found == pages_.end()) {
        HttpAnswer answer = plain(404, "not found\n", request.method);
        add_security(answer, request.host);
        return answer;
    }
    const Page& page = found->second;
    const bool packed = !page.gzip.empty() && accepts_gzip(request.accept_encoding);
    const std::string& etag = packed ? page.gzip_etag : page.etag;

    HttpAnswer answer;
    answer.headers.emplace_back("content-type", page.mime);
    answer.headers.emplace_back("cache-control", "no-cache");
    answer.headers.emplace_back("etag", etag);
    if (!page.gzip.empty()) answer.headers.emplace_back("vary", "accept-encoding");
    add_security(answer, request.host);
    if (etag_matches(request.if_none_match, etag)) {
        answer.status = 304;
        return answer;
    }
    if (packed) answer.headers.emplace_back("content-encoding", "gzip");
    const std::string_view body = packed ? page.gzip : page.bytes;
    answer.length = body.size();
    if (request.method == Method::get) answer.body = body;
    return answer;
}

}  // namespace buurtkiosk::gateway
