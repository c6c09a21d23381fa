// SPDX-License-Identifier: MIT
#include "conninfo.hpp"

#include <dunlin/sqldb/config.hpp>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <map>
#include <set>
#include <string_view>

namespace dunlin::sqldb {
namespace {

/// Hosts with their ports, in one spelling.
using endpoints = std::set<std::pair<std::string, std::string>>;

std::map<std::string, std::string> read_options(const connection_handle& handle) {
    const options_handle options(PQconninfo(handle.get()));
    std::map<std::string, std::string> read;
    for (const auto* each = options.get(); each != nullptr && each->keyword != nullptr; ++each) {
        if (each->val != nullptr) {
            read[each->keyword] = each->val;
        }
    }
    return read;
}

std::string_view take_item(std::string_view& list) {
    const auto item = list.substr(0, list.find(','));
    list.remove_prefix(item.size() < list.size() ? item.size() + 1 : item.size());
    return item;
}

std::string one_spelling(std::string_view host) {
    if (host.starts_with('/')) {
        std::error_code ignored; // a folder that cannot be followed is compared as it is written
        const auto folder = std::filesystem::weakly_canonical(std::filesystem::path(host), ignored);
        std::string made =
            (ignored || folder.empty() ? std::filesystem::path(host) : folder).lexically_normal();
        while (made.size() > 1 && made.ends_with('/')) {
            made.pop_back();
        }
        return made;
    }
    std::string made(host);
    std::transform(made.begin(), made.end(), made.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    while (made.ends_with('.')) {
        made.pop_back();
    }
    return made == "127.0.0.1" || made == "::1" ? "localhost" : made;
}

/// Each host of a list with its port; one port serves all hosts.
void add_endpoints(std::string_view hosts, std::string_view ports, endpoints& into) {
    std::string_view port = "5432";
    do {
        const auto host = take_item(hosts);
        if (!ports.empty()) {
            port = take_item(ports);
        }
        if (!host.empty()) {
            into.emplace(one_spelling(host), port.empty() ? "5432" : port);
        }
    } while (!hosts.empty());
}

struct place {
    endpoints servers;
    std::string name;
};

place place_of(const config& settings) {
    const auto handle = resolve(settings);
    auto options = read_options(handle);
    place made;
    made.name = options["dbname"];
    add_endpoints(options["host"], options["port"], made.servers);
    add_endpoints(options["hostaddr"], options["port"], made.servers);
    if (made.servers.empty()) {
        const char* usual = PQhost(handle.get());
        add_endpoints(usual == nullptr ? "localhost" : usual, options["port"], made.servers);
    }
    return made;
}

} // namespace

bool is_same_database(const config& left, const config& right) {
    const place here = place_of(left);
    const place there = place_of(right);
    return here.name == there.name &&
           std::any_of(here.servers.begin(), here.servers.end(),
                       [&](const auto& each) { return there.servers.contains(each); });
}

} // namespace dunlin::sqldb
