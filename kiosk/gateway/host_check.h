// Owns the question whether a Host or an Origin is one of ours: what keeps a strange web page from speaking
// to the kiosk through somebody's browser (DNS rebinding, cross-site WebSockets). Loop thread. It must never
// look a name up on the network: it only reads this computer's own names.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace buurtkiosk::gateway {

/// host[:port] of RFC 3986, the host in lower case, an IPv6 address without its brackets.
struct Authority {
    std::string host;
    std::optional<std::uint16_t> port;
    bool operator==(const Authority&) const = default;
    /// As it stands in a URL, brackets and port again.
    std::string text() const;
};

/// Reads exactly host[:port]; anything else (a user, a path, a list of two, a port over 65535) is nothing.
std::optional<Authority> parse_authority(std::string_view text);

/// Reads scheme://host[:port] with an optional path; scheme is in lower case. For --public-url and for
/// Origin.
struct WebAddress {
    std::string scheme;
    Authority authority;
    std::string path;
};
std::optional<WebAddress> parse_web_address(std::string_view text);

/// The addresses of this computer's own interfaces, IPv4 and IPv6, loopback too. A method of getifaddrs(3).
std::set<std::string> own_addresses();
/// Its host name, and that name with .local (multicast DNS), in lower case.
std::set<std::string> own_names();

class HostCheck {
  public:
    /// `port` is where the kiosk listens, `public_url` what --public-url said. `addresses` and `names` are
    /// own_addresses and own_names, or what a test wants; addresses are asked again when they may have
    /// changed.
    HostCheck(std::uint16_t port, const std::optional<std::string>& public_url,
              std::function<std::set<std::string>()> addresses = own_addresses,
              const std::function<std::set<std::string>()>& names = own_names);

    /// The Host header, as it should be written in a page, when it is one of ours: one of this computer's
    /// addresses or names with the kiosk's port, or the host of the public address.
    std::optional<Authority> ours(std::string_view host_header, std::int64_t now_ms);
    /// The Origin header: a web page of ours. No Origin at all is the caller's to judge.
    bool origin_is_ours(std::string_view origin_header, std::int64_t now_ms);
    /// Whether the Host is that of the public address: who comes that way sits elsewhere, though a proxy on
    /// this computer brings the frames.
    bool is_public(std::string_view host_header) const;
    /// Whether that is an address of this computer ("127.0.0.1", "192.168.1.20", "::1").
    bool is_own_address(const std::string& address, std::int64_t now_ms);

  private:
    bool is_ours(const Authority& authority, std::optional<std::uint16_t> port_of_scheme,
                 std::int64_t now_ms);
    bool is_this_computer(const std::string& host, std::int64_t now_ms);

    std::uint16_t port_;
    std::optional<WebAddress> public_address_;
    std::function<std::set<std::string>()> read_addresses_;
    std::set<std::string> addresses_;
    std::set<std::string> names_;
    std::optional<std::int64_t> read_ms_;
};

}  // namespace buurtkiosk::gateway
