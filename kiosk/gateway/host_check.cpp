// Owns which names and addresses the kiosk answers to, and how Host and Origin are read.
// Loop thread. It must never trust what it reads: every byte comes from a stranger.
#include "gateway/host_check.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace buurtkiosk::gateway {
namespace {

// An address that came up since the last look (Wi-Fi that connected late) is found within this time.
constexpr std::int64_t look_again_ms = 2000;

bool is_host_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
}

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return result;
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
    std::uint16_t port = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, port);
    if (text.empty() || error != std::errc{} || stop != end) return std::nullopt;
    return port;
}

// One spelling for each IPv6 address, so that "::1" and "0:0:0:0:0:0:0:1" are one.
std::optional<std::string> canonical_ipv6(const std::string& text) {
    in6_addr address{};
    if (inet_pton(AF_INET6, text.c_str(), &address) != 1) return std::nullopt;
    std::array<char, INET6_ADDRSTRLEN> buffer{};
    if (inet_ntop(AF_INET6, &address, buffer.data(), buffer.size()) == nullptr) return std::nullopt;
    return std::string(buffer.data());
}

}  // namespace

std::string Authority::text() const {
    std::string result = host.find(':') == std::string::npos ? host : "[" + host + "]";
    if (port) result += ":" + std::to_string(*port);
    return result;
}

std::optional<Authority> parse_authority(std::string_view text) {
    Authority authority;
    std::string_view rest;
    if (!text.empty() && text.front() == '[') {
        const std::size_t close = text.find(']');
        if (close == std::string_view::npos) return std::nullopt;
        const auto address = canonical_ipv6(std::string(text.substr(1, close - 1)));
        if (!address) return std::nullopt;
        authority.host = *address;
        rest = text.substr(close + 1);
    } else {
        const std::size_t colon = text.find(':');
        authority.host = lower(text.substr(0, colon));
        rest = colon == std::string_view::npos ? std::string_view{} : text.substr(colon);
        if (!authority.host.empty() && authority.host.back() == '.') authority.host.pop_back();
        if (authority.host.empty() || authority.host.size() > 253 ||
            !std::all_of(authority.host.begin(), authority.host.end(), is_host_character)) {
            return std::nullopt;
        }
    }
    if (!rest.empty()) {
        if (rest.front() != ':') return std::nullopt;
        authority.port = parse_port(rest.substr(1));
        if (!authority.port) return std::nullopt;
    }
    return authority;
}

std::optional<WebAddress> parse_web_address(std::string_view text) {
    const std::size_t mark = text.find("://");
    if (mark == std::string_view::npos) return std::nullopt;
    WebAddress address;
    address.scheme = lower(text.substr(0, mark));
    if (address.scheme != "http" && address.scheme != "https") return std::nullopt;
    const std::string_view rest = text.substr(mark + 3);
    const std::size_t slash = rest.find('/');
    const auto authority = parse_authority(rest.substr(0, slash));
    if (!authority) return std::nullopt;
    address.authority = *authority;
    if (slash != std::string_view::npos) address.path = std::string(rest.substr(slash));
    return address;
}

std::set<std::string> own_addresses() {
    std::set<std::string> addresses{"127.0.0.1", "::1"};
    ifaddrs* list = nullptr;
    if (getifaddrs(&list) != 0) return addresses;
    for (const ifaddrs* item = list; item != nullptr; item = item->ifa_next) {
        if (item->ifa_addr == nullptr) continue;
        std::array<char, INET6_ADDRSTRLEN> buffer{};
        const void* from = nullptr;
        const int family = item->ifa_addr->sa_family;
        if (family == AF_INET) from = &reinterpret_cast<const sockaddr_in*>(item->ifa_addr)->sin_addr;
        if (family == AF_INET6) from = &reinterpret_cast<const sockaddr_in6*>(item->ifa_addr)->sin6_addr;
        if (from != nullptr && inet_ntop(family, from, buffer.data(), buffer.size()) != nullptr) {
            addresses.emplace(buffer.data());
        }
    }
    freeifaddrs(list);
    return addresses;
}

std::set<std::string> own_names() {
    std::array<char, 256> buffer{};
    if (gethostname(buffer.data(), buffer.size() - 1) != 0 || buffer[0] == '\0') return {};
    const std::string full = lower(buffer.data());
    const std::string first = full.substr(0, full.find('.'));
    return {full, first, first + ".local"};
}

HostCheck::HostCheck(std::uint16_t port, const std::optional<std::string>& public_url,
                     std::function<std::set<std::string>()> addresses,
                     const std::function<std::set<std::string>()>& names)
    : port_(port), read_addresses_(std::move(addresses)), names_(names()) {
    if (public_url) public_address_ = parse_web_address(*public_url);
}

bool HostCheck::is_this_computer(const std::string& host, std::int64_t now_ms) {
    return host == "localhost" || names_.contains(host) || is_own_address(host, now_ms);
}

bool HostCheck::is_public(std::string_view host_header) const {
    const auto authority = parse_authority(host_header);
    return authority && public_address_ && authority->host == public_address_->authority.host;
}

bool HostCheck::is_own_address(const std::string& host, std::int64_t now_ms) {
    // 127.0.0.0/8 is all this computer, but a name that only begins so is not.
    in_addr address{};
    if (inet_pton(AF_INET, host.c_str(), &address) == 1 && (ntohl(address.s_addr) >> 24) == 127) return true;
    if (addresses_.contains(host)) return true;
    if (read_ms_ && now_ms - *read_ms_ < look_again_ms) return false;
    read_ms_ = now_ms;
    addresses_ = read_addresses_();
    return addresses_.contains(host);
}

bool HostCheck::is_ours(const Authority& authority, std::optional<std::uint16_t> port_of_scheme,
                        std::int64_t now_ms) {
    if (public_address_ && authority.host == public_address_->authority.host) {
        const std::uint16_t standard = public_address_->scheme == "https" ? 443 : 80;
        const std::uint16_t wanted = public_address_->authority.port.value_or(standard);
        if (!authority.port || *authority.port == wanted) return true;
    }
    // Without a port it is the scheme's own: 80 for the plain http that the kiosk speaks.
    const std::uint16_t port = authority.port.value_or(port_of_scheme.value_or(80));
    return port == port_ && is_this_computer(authority.host, now_ms);
}

std::optional<Authority> HostCheck::ours(std::string_view host_header, std::int64_t now_ms) {
    auto authority = parse_authority(host_header);
    if (!authority || !is_ours(*authority, std::nullopt, now_ms)) return std::nullopt;
    return authority;
}

bool HostCheck::origin_is_ours(std::string_view origin_header, std::int64_t now_ms) {
    const auto address = parse_web_address(origin_header);
    if (!address || !address->path.empty()) return false;
    return is_ours(address->authority, static_cast<std::uint16_t>(address->scheme == "https" ? 443 : 80),
                   now_ms);
}

}  // namespace buurtkiosk::gateway
