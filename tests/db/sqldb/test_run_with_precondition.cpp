// SPDX-License-Identifier: MIT
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/query.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/database.hpp>

using namespace dunlin;
using dunlin::test::caught;
using dunlin::test::test_database;

TEST_CASE("a guarded statement runs outside of any transaction") {
    const test_database database;
    sqldb::connection db(database.config());
    db.run_script("CREATE TABLE t (a int)");
    db.run_with_precondition("INSERT INTO t VALUES (1)", "CREATE INDEX CONCURRENTLY t_a ON t (a)");
    db.run_with_precondition("SELECT 1", "VACUUM t");
    CHECK_FALSE(db.in_transaction());
    CHECK(sqldb::query_value<bool>(db, "SELECT indisvalid FROM pg_index "
                                       "WHERE indexrelid = 't_a'::regclass"));
    CHECK(sqldb::query_value<std::int64_t>(db, "SELECT count(*) FROM t") == 1);
}

TEST_CASE("a guard that fails keeps its statement from running") {
    const test_database database;
    sqldb::connection db(database.config());
    db.run_script("CREATE TABLE t (a int)");
    const auto problem = caught<sqldb::sql_error>([&] {
        db.run_with_precondition("SELECT 'no'::int", "CREATE INDEX CONCURRENTLY t_a ON t (a)");
    });
    CHECK(problem.message().find("\"no\"") != std::string::npos);
    CHECK(db.in_transaction());
    db.run_script("ROLLBACK");
    CHECK(sqldb::query_value<bool>(db, "SELECT to_regclass('t_a') IS NULL"));
}

TEST_CASE("an error of a guarded statement has its place, and leaves the session usable") {
    const test_database database;
    sqldb::connection db(database.config());
    const auto problem = caught<sqldb::sql_error>(
        [&] { db.run_with_precondition("SELECT 1", "CREATE INDEX CONCURRENTLY i ON wrong (a)"); });
    CHECK(problem.kind() == error_kind::undefined_table);
    CHECK_FALSE(db.in_transaction());
    CHECK(sqldb::query_value<std::int32_t>(db, "SELECT 1") == 1);
}
