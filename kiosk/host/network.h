// Owns finding the addresses under which this computer can be reached in the hall, best guess first.
// Called at start on the main thread, then now and then on the loop's. It must never open a connection to
// find out.
#pragma once

#include <string>
#include <vector>

#include "host/host_info.h"

namespace buurtkiosk::host {

// IPv4 addresses of interfaces that are up, without loopback: first the one the default route goes through,
// then Wi-Fi and cable, last those of virtual machines and containers. Empty when there is no network.
std::vector<LanAddress> find_lan_addresses();

// The order alone, for tests: how good an interface is, lower is better.
int interface_rank(const std::string& name, const std::string& default_route_interface);

}  // namespace buurtkiosk::host
