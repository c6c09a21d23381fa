// SPDX-License-Identifier: MIT
#include "conninfo.hpp"

#include <dunlin/base/text.hpp>
#include <dunlin/sqldb/config.hpp>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string_view>

namespace dunlin::sqldb {
namespace {

/// Hosts with their ports, normalized.
using endpoints = std::set<std::pair<std::string, std::string>>;

std::string normalized_host(std::string_view host) {
    if (host.starts_with('/')) {
        std::error_code ignored; // a folder that cannot be resolved is compared as written
        const auto folder = std::filesystem::weakly_canonical(std::filesystem::path(host), ignored);
        std::string path =
            (ignored || folder.empty() ? std::filesystem::path(host) : folder).lexically_normal();
        while (path.size() > 1 && path.ends_with('/')) {
            path.pop_back();
        }
        return path;
    }
    std::string name = lower_case(host);
    while (name.ends_with('.')) {
        name.pop_back();
    }
    return name == "127.0.0.1" || name == "::1" ? "localhost" : name;
}

/// Adds each host of a list with its port; a single port applies to all hosts.
void add_endpoints(std::string_view hosts, std::string_view ports, endpoints& into) {
    std::string_view port = "5432";
    do {
        const auto host = next_item(hosts);
        if (!ports.empty()) {
            port = next_item(ports);
        }
        if (!host.empty()) {
            into.emplace(normalized_host(host), port.empty() ? "5432" : port);
        }
    } while (!hosts.empty());
}

struct database_location {
    endpoints servers;
    std::string name;
};

database_location location_of(const config& settings) {
    const auto found = resolve(settings);
    const auto ports = value_of(found.options, "port");
    database_location database;
    database.name = value_of(found.options, "dbname");
    add_endpoints(value_of(found.options, "host"), ports, database.servers);
    add_endpoints(value_of(found.options, "hostaddr"), ports, database.servers);
    if (database.servers.empty()) {
        add_endpoints(found.default_host.empty() ? "localhost" : found.default_host, ports,
                      database.servers);
    }
    return database;
}

} // namespace

bool is_same_database(const config& left, const config& right) {
    const database_location first = location_of(left);
    const database_location second = location_of(right);
    return first.name == second.name &&
           std::any_of(first.servers.begin(), first.servers.end(),
                       [&](const auto& server) { return second.servers.contains(server); });
}

} // namespace dunlin::sqldb
