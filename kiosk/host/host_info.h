// Owns HostInfo: what this computer offers the evening — addresses, the link to join, the hall's Wi-Fi,
// whether the disk takes writes. Plain values, made on the loop thread, read as const anywhere. It must never
// hold anything of the meeting itself.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace buurtkiosk::host {

struct LanAddress {
    std::string address;         // "192.168.1.20"
    std::string interface_name;  // "wlan0"
    bool operator==(const LanAddress&) const = default;
};
struct Wifi {
    std::string name;
    std::string password;  // empty: an open network
    bool operator==(const Wifi&) const = default;
};
struct HostInfo {
    std::vector<LanAddress> addresses;  // best guess first
    std::string chosen_address;         // one of addresses, or --address; empty when there is none
    std::uint16_t port = 0;
    std::optional<std::string> public_url;  // --public-url, ends in '/'
    std::string join_url;                   // what the QR code holds; ends in '/'
    std::optional<Wifi> wifi;
    std::uint32_t devices_reached =
        0;  // different persons that said hello since the start, the demo's own not counted
    bool storage_failing = false;
    std::string evening_file;
    std::int64_t midnight_ms =
        0;  // the beginning of the day on which the program was started, where it stands
    bool operator==(const HostInfo&) const = default;
};

}  // namespace buurtkiosk::host
