// SPDX-License-Identifier: MIT
#include "name_lookup.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>
#include <string_view>

namespace dunlin::sqldb {
namespace {

bool is_set(const char* variable) {
    const char* value = std::getenv(variable);
    return value != nullptr && *value != '\0';
}

/// The value that libpq would use: the option, else its environment variable.
std::string value_of(const conninfo& options, const char* keyword, const char* variable) {
    const auto found = options.find(keyword);
    if (found != options.end()) {
        return found->second;
    }
    const char* value = std::getenv(variable);
    return value == nullptr ? "" : value;
}

bool is_address(const std::string& host) {
    std::array<unsigned char, sizeof(in6_addr)> ignored{};
    return host.empty() || host.front() == '/' || host.front() == '@' ||
           ::inet_pton(AF_INET, host.c_str(), ignored.data()) == 1 ||
           ::inet_pton(AF_INET6, host.c_str(), ignored.data()) == 1;
}

} // namespace

bool may_look_up_a_name(const conninfo& options) {
    if (options.count("service") != 0 || is_set("PGSERVICE")) {
        return true; // the file may name any host
    }
    if (!value_of(options, "hostaddr", "PGHOSTADDR").empty()) {
        return false; // addresses are not looked up, and an empty one in a list is rare
    }
    std::string_view hosts;
    const std::string all = value_of(options, "host", "PGHOST");
    for (hosts = all; !hosts.empty();) {
        const auto host = hosts.substr(0, hosts.find(','));
        if (!is_address(std::string(host))) {
            return true;
        }
        hosts.remove_prefix(std::min(hosts.size(), host.size() + 1));
    }
    return false;
}

bool may_look_up_again(const conninfo& options) {
    return may_look_up_a_name(options) &&
           (options.count("service") != 0 || is_set("PGSERVICE") ||
            value_of(options, "host", "PGHOST").find(',') != std::string::npos ||
            !value_of(options, "target_session_attrs", "PGTARGETSESSIONATTRS").empty());
}

} // namespace dunlin::sqldb
