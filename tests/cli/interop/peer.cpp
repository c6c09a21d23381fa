// SPDX-License-Identifier: MIT
#include "peer.hpp"

#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/observer.hpp>
#include <dunlin/sqldb/query.hpp>

#include <fmt/format.h>

#include <cstdlib>
#include <sstream>

namespace interop_test {

namespace fs = std::filesystem;

std::optional<fs::path> find_peer(const std::string& name) {
    std::vector<fs::path> folders;
    if (const char* peers = std::getenv("DUNLIN_PEERS"); peers != nullptr) {
        folders.emplace_back(fs::path(peers) / "bin");
    } else {
        folders.emplace_back(DUNLIN_PEERS_FOLDER "/bin");
        std::istringstream path(std::getenv("PATH") == nullptr ? "" : std::getenv("PATH"));
        for (std::string folder; std::getline(path, folder, ':');) {
            folders.emplace_back(folder);
        }
    }
    for (const fs::path& folder : folders) {
        std::error_code ignored;
        if (fs::is_regular_file(folder / name, ignored)) {
            return folder / name;
        }
    }
    return std::nullopt;
}

std::string peer_url(const dunlin::test::test_database& database) {
    const std::string address = dunlin::sqldb::describe(database.config());
    return address + (address.find('?') == std::string::npos ? "?" : "&") + "sslmode=disable";
}

// Java's driver needs a library of peers.sh to find a Unix socket.
std::map<std::string, std::string> peer_environment(const dunlin::test::test_database& database) {
    ::dunlin::sqldb::connection db(database.config());
    const auto user = ::dunlin::sqldb::query_value<std::string>(db, "SELECT current_user::text");
    const auto where = ::dunlin::sqldb::address_of(database.config());
    const bool by_socket = where.host.starts_with('/');
    std::string host = where.host;
    for (std::size_t slash = 0; (slash = host.find('/')) != std::string::npos;) {
        host.replace(slash, 1, "%2F");
    }
    const std::string java =
        by_socket ? fmt::format("jdbc:postgresql://localhost/{}?user={}&socketFactory="
                                "org.newsclub.net.unix.AFUNIXSocketFactory$FactoryArg&"
                                "socketFactoryArg={}/.s.PGSQL.{}",
                                where.database, user, where.host, where.port)
                  : fmt::format("jdbc:postgresql://{}:{}/{}?user={}", where.host, where.port,
                                where.database, user);
    return {{"PGHOST", where.host},
            {"PGPORT", std::to_string(where.port)},
            {"PGUSER", user},
            {"PGDATABASE", where.database},
            {"PGSSLMODE", "disable"},
            {"DATABASE_URL", fmt::format("postgres://{}@{}:{}/{}?sslmode=disable", user, host,
                                         where.port, where.database)},
            {"FLYWAY_URL", java},
            {"LIQUIBASE_COMMAND_URL", java}};
}

} // namespace interop_test
