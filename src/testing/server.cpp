// SPDX-License-Identifier: MIT
#include "server.hpp"

#include <dunlin/local/ephemeral.hpp>
#include <dunlin/local/server.hpp>

#include <algorithm>
#include <cstdlib>

namespace dunlin::testing {
namespace {

/// One for the process, started by the first test that needs it and stopped at exit.
const local::ephemeral& own_server() {
    static const local::ephemeral server;
    return server;
}

} // namespace

std::string server_url(const std::string& given) {
    if (!given.empty()) {
        return given;
    }
    const char* variable = std::getenv("DUNLIN_TEST_DATABASE");
    return variable != nullptr && *variable != '\0' ? variable
                                                    : own_server().url(local::maintenance_database);
}

std::string with_database(const std::string& url, std::string_view name) {
    const auto scheme = url.find("://");
    if (scheme == std::string::npos) {
        return url + " dbname=" + std::string(name);
    }
    const auto query = std::min(url.find('?', scheme), url.size());
    const auto path = std::min(url.find('/', scheme + 3), query);
    return url.substr(0, path) + "/" + std::string(name) + url.substr(query);
}

} // namespace dunlin::testing
