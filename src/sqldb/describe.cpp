// SPDX-License-Identifier: MIT
#include "conninfo.hpp"

#include <dunlin/sqldb/config.hpp>
#include <dunlin/sqldb/observer.hpp>

#include <charconv>
#include <string_view>

namespace dunlin::sqldb {
namespace {

/// "a:5432,b:5433" of the hosts "a,b" and the ports "5432,5433"; a single port applies to all
/// hosts.
std::string pair_up(std::string_view hosts, std::string_view ports) {
    std::string text;
    std::string_view port = "5432";
    while (!hosts.empty()) {
        const auto host = next_item(hosts);
        if (!ports.empty()) {
            port = next_item(ports);
        }
        const bool is_ipv6 = host.find(':') != host.npos;
        text += text.empty() ? "" : ",";
        text += is_ipv6 ? "[" : "";
        text += host;
        text += is_ipv6 ? "]:" : ":";
        text += port.empty() ? "5432" : port;
    }
    return text;
}

} // namespace

std::string describe(const config& settings) {
    const auto found = resolve(settings);
    const auto user = value_of(found.options, "user");
    const auto name = value_of(found.options, "dbname");
    const auto ports = value_of(found.options, "port");
    auto hosts = value_of(found.options, "host");
    if (hosts.empty()) {
        hosts = value_of(found.options, "hostaddr");
    }
    if (hosts.empty()) {
        hosts = found.default_host;
    }
    const std::string start = "postgres://" + (user.empty() ? "" : user + "@");
    const bool is_socket = hosts.empty() || hosts.front() == '/' || hosts.front() == '@';
    if (!is_socket) {
        return start + pair_up(hosts, ports) + "/" + name;
    }
    // A directory in the host position of a URL would have to be percent-encoded.
    return start + "/" + name + (hosts.empty() ? "" : "?host=" + hosts) +
           (ports.empty() || ports == "5432" ? "" : "&port=" + ports);
}

server_address address_of(const config& settings) {
    const auto found = resolve(settings);
    const std::string hosts = value_of(found.options, "host");
    const std::string ports = value_of(found.options, "port");
    std::string_view host_list = hosts;
    std::string_view port_list = ports;
    server_address address;
    address.host = hosts.empty() ? found.default_host : std::string(next_item(host_list));
    const auto port = ports.empty() ? "5432" : next_item(port_list);
    std::from_chars(port.data(), port.data() + port.size(), address.port);
    address.database = value_of(found.options, "dbname");
    return address;
}

std::string database_name(const config& settings) {
    return value_of(resolve(settings).options, "dbname");
}

} // namespace dunlin::sqldb
