// SPDX-License-Identifier: MIT
#include "shared/maintenance.hpp"

#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/query.hpp>

#include <string_view>

namespace dunlin::commands {
namespace {

constexpr std::string_view database_exists_sql =
    "SELECT EXISTS (SELECT FROM pg_database WHERE datname = :name)";
constexpr std::string_view no_such_database = "3D000";

} // namespace

sqldb::connection connect_for_maintenance(sqldb::config settings) {
    settings.name = "postgres";
    try {
        return sqldb::connection(settings);
    } catch (const sqldb::connect_failure& problem) {
        if (problem.sqlstate != no_such_database) {
            throw;
        }
    }
    settings.name = "template1";
    return sqldb::connection(settings);
}

bool database_exists(sqldb::executor& server, const std::string& name) {
    return sqldb::query_value<bool>(server, database_exists_sql, {{"name", name}});
}

} // namespace dunlin::commands
