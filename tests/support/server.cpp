// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/base/file.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/sqldb/config.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/observer.hpp>

#include <support/server.hpp>
#include <support/server_version.hpp>

#include <cstdlib>
#include <string>

namespace dunlin::test {

std::string server_url() {
    if (const char* configured = std::getenv("DUNLIN_TEST_DATABASE");
        configured != nullptr && *configured != '\0') {
        return configured;
    }
    try {
        return std::string(dunlin::trim(dunlin::read_file(DUNLIN_TEST_SERVER "/url")));
    } catch (const dunlin::error&) {
        throw dunlin::error(dunlin::error_kind::config,
                            "this test needs a PostgreSQL server, and there is none")
            .with_hint(
                "./dev test starts one for the tests; or set DUNLIN_TEST_DATABASE to the URL "
                "of a server on which the tests may create databases");
    }
}

int server_major() {
    static const int version = [] {
        dunlin::sqldb::config settings;
        settings.url = server_url();
        return dunlin::sqldb::connection(settings).server_version();
    }();
    return version / 10000;
}

std::filesystem::path server_socket() {
    dunlin::sqldb::config settings;
    settings.url = server_url();
    const auto server = dunlin::sqldb::address_of(settings);
    const std::filesystem::path folder = server.host;
    if (!folder.is_absolute()) {
        throw dunlin::error(dunlin::error_kind::config,
                            "this test stands between client and server on a Unix socket, and the "
                            "test server is reached over the network")
            .with_hint("unset DUNLIN_TEST_DATABASE, and ./dev test starts a server of its own");
    }
    return folder / (".s.PGSQL." + std::to_string(server.port));
}

} // namespace dunlin::test
