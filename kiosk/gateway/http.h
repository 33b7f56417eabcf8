// Owns what a plain HTTP request gets: the embedded web client, the locales, /healthz, and nothing else.
// Loop thread; the answers are worked out here, gateway.cpp writes them to the socket. It must never open a
// file, so that no path of a request can reach the disk.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/locale.h"
#include "gateway/host_check.h"
#include "gateway/web_assets.h"
#include "views/slide_page.h"

namespace buurtkiosk::gateway {

enum class Method { get, head, other };

struct HttpRequest {
    Method method = Method::other;
    std::string path;  // decoded, without the query
    std::string accept_encoding;
    std::string if_none_match;
    std::optional<Authority> host;  // when it is one of ours
};

struct HttpAnswer {
    unsigned status = 200;
    std::vector<std::pair<std::string, std::string>> headers;  // names in lower case, without a colon
    std::size_t length = 0;                                    // of the body that a GET gets
    std::string_view body;              // empty for HEAD and 304; lasts as long as the HttpPages, or as …
    std::shared_ptr<const void> keeps;  // … this, when there is one
};

/// Whether a list like "gzip, br;q=0.5" (RFC 9110, 12.5.3) accepts gzip; q=0 refuses it.
bool accepts_gzip(std::string_view accept_encoding);
/// Whether If-None-Match (RFC 9110, 13.1.2) names this entity tag, with the weak comparison it asks for.
bool etag_matches(std::string_view if_none_match, std::string_view etag);
/// One gzip stream of the bytes.
std::string gzip(std::string_view bytes);

// "/slides/<64 hex digits>/<page>.png" or ".txt".
struct SlidePath {
    std::string_view digest;
    std::int32_t page = 0;
    bool text = false;
};
std::optional<SlidePath> slide_path(std::string_view path);
/// A page that was on the wall; null: not found. What its digest names never changes.
HttpAnswer slide_answer(const HttpRequest& request, const SlidePath& path, const views::SlidePagePtr& page);

class HttpPages {
  public:
    /// `assets` must last as long as this; the locales are copied, each language compressed once.
    HttpPages(std::span<const WebAsset> assets, const Locales& locales);
    HttpAnswer answer(const HttpRequest& request) const;

  private:
    struct Page {
        std::string_view mime;
        std::string_view bytes;
        std::string_view gzip;  // empty: only as it is
        std::string etag;
        std::string gzip_etag;
    };
    void add(std::string path, std::string_view mime, std::string_view bytes, std::string_view gzip);

    std::map<std::string, Page, std::less<>> pages_;
    std::vector<std::unique_ptr<const std::string>> owned_;
};

}  // namespace buurtkiosk::gateway
