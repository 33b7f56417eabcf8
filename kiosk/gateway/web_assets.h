// The files of the web client, as they lie inside the program: a constant table that any thread may read.
// The build generates its one definition from the bundle (embed_web_assets.mjs); nothing here opens a file.
// It must never include more of the gateway than this, so that tests can look at the page without a server.
#pragma once

#include <span>
#include <string_view>

namespace buurtkiosk::gateway {

/// One file of the web client. All views last as long as the program.
struct WebAsset {
    std::string_view
        path;  ///< as a browser asks for it, with the slash: "/index.html" (which also serves "/"), "/app.js"
    std::string_view mime;   ///< the value for Content-Type, with its charset where there is one
    std::string_view bytes;  ///< the file as it is
    std::string_view gzip;   ///< the same bytes as one gzip stream; empty when that would be no shorter
};

/// Every file of the bundle, sorted by path; empty when the program was built without a web client.
std::span<const WebAsset> web_assets();

}  // namespace buurtkiosk::gateway
