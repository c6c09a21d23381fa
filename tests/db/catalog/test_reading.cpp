// SPDX-License-Identifier: MIT
#include "round_trip.hpp"

#include <dunlin/catalog/fingerprint.hpp>
#include <dunlin/sqldb/observer.hpp>
#include <dunlin/sqldb/transaction.hpp>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

namespace catalog = dunlin::catalog;
namespace sqldb = dunlin::sqldb;
using dunlin::test::test_database;

namespace {

class counter final : public sqldb::statement_observer {
public:
    void on_statement(const sqldb::statement_event&) noexcept override { ++statements; }
    int statements = 0;
};

int count_statements(const test_database& database) {
    counter counting;
    sqldb::config settings = database.config();
    settings.observer = &counting;
    sqldb::connection db(settings);
    sqldb::transaction tx(db, sqldb::isolation::repeatable_read, sqldb::access::read_only);
    counting.statements = 0;
    catalog::read_snapshot(tx);
    return counting.statements;
}

std::string tables(int count) {
    std::string sql;
    for (int i = 0; i < count; ++i) {
        sql += fmt::format(
            "CREATE TABLE t{0} (id int PRIMARY KEY, a text DEFAULT 'x' CHECK (a <> ''), "
            "b int REFERENCES t{0}); CREATE INDEX ON t{0} (b); CREATE VIEW v{0} AS SELECT "
            "* FROM t{0}; COMMENT ON TABLE t{0} IS 'c';",
            i);
    }
    return sql;
}

} // namespace

TEST_CASE("the number of queries does not grow with the number of objects") {
    const test_database small;
    run_sql(small, tables(1));
    const test_database large;
    run_sql(large, tables(200));
    const int queries = count_statements(small);
    CHECK(queries == count_statements(large));
    CHECK(queries < 50);
}

TEST_CASE("a role that owns nothing reads the same") {
    const test_database database;
    run_sql(database, tables(2) +
                          "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; "
                          "CREATE SEQUENCE s; CREATE SCHEMA closed; CREATE TABLE closed.t (a "
                          "int);");
    const std::string by_owner = catalog_text(read_catalog(database));
    sqldb::config settings = database.config();
    settings.role = "pg_monitor";
    sqldb::connection db(settings);
    sqldb::transaction tx(db, sqldb::isolation::repeatable_read, sqldb::access::read_only);
    CHECK(catalog_text(catalog::read_snapshot(tx)) == by_owner);
}

TEST_CASE("kinds that are not modelled are counted and named") {
    const test_database database;
    run_sql(database,
            "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;"
            "CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (password 'hidden');"
            "SELECT lo_create(0), lo_create(0); CREATE CONVERSION c FOR 'LATIN1' TO 'UTF8' FROM "
            "iso8859_1_to_utf8; CREATE TYPE shell; ALTER DATABASE " +
                database.name() + " SET work_mem = '8MB'");
    std::string found;
    for (const auto& [kind, count] : read_catalog(database).unmodelled) {
        found += fmt::format("{} {}, ", count, kind);
    }
    CHECK(found ==
          "1 base type, 1 conversion, 1 database setting, 2 large object, 1 user mapping, ");
    CHECK(catalog_text(read_catalog(database)).find("hidden") == std::string::npos);
}

TEST_CASE("options that hold secrets are left out") {
    const test_database database;
    run_sql(database, "CREATE FOREIGN DATA WRAPPER w OPTIONS (api_token 'hidden'); CREATE SERVER s "
                      "FOREIGN DATA WRAPPER w OPTIONS (host 'shown', passwd 'hidden');");
    const std::string text = catalog_text(read_catalog(database));
    CHECK(text.find("hidden") == std::string::npos);
    CHECK(text.find("host 'shown'") != std::string::npos);
}

TEST_CASE("dunlin's own tables are left out, and their schema unless it holds more") {
    const test_database database;
    const std::string empty = catalog_text(read_catalog(database));
    run_sql(database,
            "CREATE SCHEMA dunlin; CREATE TABLE dunlin.migrations (version text PRIMARY KEY, "
            "CHECK (version <> '')); CREATE INDEX ON dunlin.migrations (version); CREATE TABLE "
            "dunlin.events (a int)");
    CHECK(catalog_text(read_catalog(database)) == empty);
    run_sql(database, "CREATE TABLE dunlin.mine (a int)");
    const std::string text = catalog_text(read_catalog(database));
    CHECK(text.find("CREATE SCHEMA dunlin") != std::string::npos);
    CHECK(text.find("dunlin.mine") != std::string::npos);
    CHECK(text.find("dunlin.migrations") == std::string::npos);
    const std::string elsewhere = catalog_text(read_catalog(database, {.ledger_schema = "other"}));
    CHECK(elsewhere.find("dunlin.migrations") != std::string::npos);
}

TEST_CASE("what depends on an extension says so") {
    check_round_trip(
        "CREATE EXTENSION citext; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';"
        "ALTER FUNCTION f() DEPENDS ON EXTENSION citext; CREATE FUNCTION g(citext) RETURNS "
        "citext LANGUAGE sql AS 'SELECT $1'; CREATE DOMAIN d AS citext;");
}
