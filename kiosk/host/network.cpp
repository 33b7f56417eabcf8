// Owns reading interfaces and the default route from the system. Main thread at start, then the
// loop thread now and then.
// It must never guess an address that no interface has.
#include "host/network.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>
#include <sstream>

namespace buurtkiosk::host {
namespace {

std::string default_route_interface() {
    std::ifstream routes("/proc/net/route");
    std::string line;
    std::getline(routes, line);  // the heading
    while (std::getline(routes, line)) {
        std::istringstream fields(line);
        std::string interface_name;
        std::string destination;
        fields >> interface_name >> destination;
        if (destination == "00000000") return interface_name;
    }
    return {};
}

bool starts_with_any(const std::string& name, std::initializer_list<const char*> beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [&](const char* beginning) { return name.starts_with(beginning); });
}

}  // namespace

int interface_rank(const std::string& name, const std::string& default_route) {
    if (starts_with_any(
            name, {"docker", "veth", "virbr", "br-", "vmnet", "vboxnet", "lxc", "cni", "tun", "tap", "wg"})) {
        return 4;
    }
    if (!default_route.empty() && name == default_route) return 0;
    if (starts_with_any(name, {"wl"})) return 1;
    if (starts_with_any(name, {"en", "eth"})) return 2;
    return 3;
}

std::vector<LanAddress> find_lan_addresses() {
    ifaddrs* first = nullptr;
    if (getifaddrs(&first) != 0) return {};
    const std::unique_ptr<ifaddrs, decltype(&freeifaddrs)> owner(first, &freeifaddrs);
    std::vector<LanAddress> found;
    for (const ifaddrs* entry = first; entry; entry = entry->ifa_next) {
        if (!entry->ifa_addr || entry->ifa_addr->sa_family != AF_INET) continue;
        if (!(entry->ifa_flags & IFF_UP) || (entry->ifa_flags & IFF_LOOPBACK)) continue;
        const auto* address = reinterpret_cast<const sockaddr_in*>(entry->ifa_addr);
        std::array<char, INET_ADDRSTRLEN> text{};
        if (!inet_ntop(AF_INET, &address->sin_addr, text.data(), text.size())) continue;
        found.push_back(LanAddress{text.data(), entry->ifa_name});
    }
    const std::string route = default_route_interface();
    std::stable_sort(found.begin(), found.end(), [&](const LanAddress& one, const LanAddress& other) {
        return interface_rank(one.interface_name, route) < interface_rank(other.interface_name, route);
    });
    return found;
}

}  // namespace buurtkiosk::host
