// SPDX-License-Identifier: MIT
#pragma once

#include "server.hpp"

#include <dunlin/sqldb/connection.hpp>
#include <dunlin/testing/database.hpp>

#include <optional>
#include <string>

namespace dunlin::test {

/// A test database with the schema of migrations/ and a session in it.
class widget_database {
public:
    widget_database();

    [[nodiscard]] dunlin::sqldb::connection& db() noexcept { return *db_; }
    [[nodiscard]] sqldb::config config() const { return database_.config(); }
    [[nodiscard]] std::string url() const { return database_.url(); }
    /// Runs the files of seed/.
    void seed();

private:
    dunlin::testing::database database_;
    std::optional<dunlin::sqldb::connection> db_;
};

} // namespace dunlin::test
