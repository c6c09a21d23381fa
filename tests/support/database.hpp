// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/config.hpp>

#include <support/server.hpp>

#include <string>

namespace dunlin::sqldb {
class connection;
}

namespace dunlin::test {

/// An empty database of its own for one test, on the server of server_url(). The destructor drops
/// it, with all connections to it. Throws like server_url() when there is no server.
class test_database {
public:
    test_database();
    ~test_database();
    test_database(const test_database&) = delete;
    test_database& operator=(const test_database&) = delete;

    /// "dunlin_test_<pid>_<counter>".
    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] dunlin::sqldb::config config() const;
    /// For commands that take `--database`.
    [[nodiscard]] std::string url() const;

private:
    std::string name_;
};

/// Ends a session as an administrator would, and waits for its end.
void end_session(dunlin::sqldb::connection& admin, int backend_pid);

/// A database as dunlin names it to people: "postgres@/name?host=/run/postgresql".
std::string shown(const std::string& url);

/// A libpq URI or key=value string with another user, whose name may hold any characters.
std::string with_user(const std::string& url, const std::string& user);

/// A libpq URI or key=value string with another database name.
std::string with_database(const std::string& url, const std::string& name);

} // namespace dunlin::test
