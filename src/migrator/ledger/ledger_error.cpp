// SPDX-License-Identifier: MIT
#include "ledger/ledger_error.hpp"

#include <fmt/format.h>

namespace dunlin::migrator {
namespace {

// Manual, appendix A.
constexpr auto undefined_table = "42P01";
constexpr auto invalid_schema_name = "3F000";
constexpr auto undefined_column = "42703";
constexpr auto insufficient_privilege = "42501";

error with_server_message(error result, const sqldb::sql_error& problem) {
    result.sqlstate = problem.sqlstate;
    result.detail = problem.message();
    return result;
}

} // namespace

bool is_missing_object(const sqldb::sql_error& problem) noexcept {
    return problem.sqlstate == undefined_table || is_missing_schema(problem);
}

bool is_missing_schema(const sqldb::sql_error& problem) noexcept {
    return problem.sqlstate == invalid_schema_name;
}

bool is_missing_privilege(const sqldb::sql_error& problem) noexcept {
    return problem.sqlstate == insufficient_privilege;
}

bool is_there_already(const sqldb::sql_error& problem) noexcept {
    return problem.sqlstate == "42P06" || problem.sqlstate == "42P07" ||
           problem.sqlstate == "42710" || problem.sqlstate == "23505";
}

void throw_ledger_error(const sqldb::sql_error& problem, const std::string& table) {
    if (problem.sqlstate == insufficient_privilege) {
        throw with_server_message(
            error(error_kind::refused, fmt::format("permission denied to read {}", table))
                .with_hint("connect as the role that runs the migrations, or GRANT USAGE on the "
                           "schema and SELECT on its tables to this one"),
            problem);
    }
    if (is_missing_object(problem) || problem.sqlstate == undefined_column) {
        throw with_server_message(
            error(error_kind::config, fmt::format("the ledger {} was altered manually", table))
                .with_hint(
                    "restore the column or table named here (the manual lists the ledger's columns), or choose another schema with [ledger] schema"),
            problem);
    }
    throw problem;
}

void throw_creation_error(const sqldb::sql_error& problem, const std::string& schema,
                          const std::string& table) {
    if (problem.sqlstate == insufficient_privilege) {
        throw with_server_message(
            error(error_kind::refused, fmt::format("permission denied to create {}", table))
                .with_hint(fmt::format("let a role that may do it once: CREATE SCHEMA {0}; GRANT "
                                       "USAGE, CREATE ON SCHEMA {0} TO this role",
                                       schema)),
            problem);
    }
    throw problem;
}

} // namespace dunlin::migrator
