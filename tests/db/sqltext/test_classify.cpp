// SPDX-License-Identifier: MIT
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/query.hpp>
#include <dunlin/sqltext/classify.hpp>

#include <doctest/doctest.h>
#include <support/database.hpp>
#include <support/server_version.hpp>

#include <string>
#include <string_view>

using namespace dunlin;
using sqltext::statement_class;

namespace {

constexpr std::string_view objects = R"(
CREATE TABLE t (a int PRIMARY KEY);
CREATE INDEX i ON t (a);
CREATE MATERIALIZED VIEW m AS SELECT a FROM t;
CREATE UNIQUE INDEX mi ON m (a);
CREATE TABLE p (a int) PARTITION BY RANGE (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2);
CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (2) TO (3);
CREATE TYPE e AS ENUM ('a');
CREATE SCHEMA s;
)";

struct fixture {
    dunlin::test::test_database database;
    sqldb::connection db{database.config()};
    fixture() { db.run_script(objects); }

    /// What the server answers inside a transaction block, which is then rolled back.
    std::string sqlstate_in_transaction(const std::string& statement) {
        std::string state = "00000";
        sqldb::exec(db, "BEGIN");
        try {
            db.run(statement, {});
        } catch (const sqldb::sql_error& problem) {
            state = problem.sqlstate;
        }
        sqldb::exec(db, "ROLLBACK");
        return state;
    }
};

bool refused_by_class(statement_class c) {
    return c == statement_class::no_transaction || c == statement_class::prepared;
}

} // namespace

TEST_CASE_FIXTURE(fixture, "the server refuses in a transaction block what its class says") {
    for (const std::string statement : {
             "CREATE DATABASE dunlin_test_never",
             "DROP DATABASE IF EXISTS dunlin_test_never",
             "CREATE TABLESPACE dunlin_test_never LOCATION '/nonexistent'",
             "DROP TABLESPACE IF EXISTS dunlin_test_never",
             "ALTER DATABASE dunlin_test_never SET TABLESPACE pg_default",
             "ALTER SYSTEM RESET ALL",
             "CREATE INDEX CONCURRENTLY ON t (a)",
             "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a)",
             "CREATE INDEX ON t (a)",
             "DROP INDEX CONCURRENTLY i",
             "DROP INDEX i",
             "REINDEX INDEX CONCURRENTLY i",
             "REINDEX INDEX i",
             "REINDEX TABLE CONCURRENTLY t",
             "REINDEX TABLE t",
             "REINDEX SCHEMA s",
             "VACUUM",
             "VACUUM (ANALYZE) t",
             "VACUUM FULL t",
             "ANALYZE t",
             "CLUSTER",
             "CLUSTER VERBOSE",
             "CLUSTER t USING i",
             "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY",
             "ALTER TABLE p DETACH PARTITION p1",
             "DISCARD ALL",
             "DISCARD TEMP",
             "COMMIT PREPARED 'dunlin_test_never'",
             "ROLLBACK PREPARED 'dunlin_test_never'",
             "ALTER TYPE e ADD VALUE 'b'",
             "REFRESH MATERIALIZED VIEW CONCURRENTLY m",
             "CREATE SUBSCRIPTION dunlin_test_never CONNECTION 'host=/nonexistent' PUBLICATION x",
             "CREATE SUBSCRIPTION dunlin_test_never CONNECTION 'host=/nonexistent' PUBLICATION x "
             "WITH (connect = false)",
             "CREATE SUBSCRIPTION dunlin_test_never CONNECTION 'host=/nonexistent' PUBLICATION x "
             "WITH (create_slot = off)",
             "DO $$BEGIN PERFORM 1; END$$",
             "CREATE TABLE u AS SELECT 1",
         }) {
        CAPTURE(statement);
        if (std::string_view(statement).ends_with("DETACH PARTITION p1 CONCURRENTLY") &&
            !dunlin::test::has_version(14, statement)) {
            continue;
        }
        const std::string state = sqlstate_in_transaction(statement);
        CAPTURE(state);
        CHECK((state == "25001") == refused_by_class(sqltext::classify(statement)));
    }
}
