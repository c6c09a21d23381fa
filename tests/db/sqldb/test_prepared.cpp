// SPDX-License-Identifier: MIT
#include "proxied.hpp"

#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/pool.hpp>
#include <dunlin/sqldb/query.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/database.hpp>

#include <atomic>
#include <string>
#include <string_view>

using namespace dunlin;
using dunlin::test::caught;
using dunlin::test::test_database;

namespace {

constexpr auto select_bird = "SELECT name FROM birds WHERE n = :n";

struct birds {
    birds() {
        auto settings = database.config();
        settings.prepare_repeated = true;
        db.emplace(settings);
        db->run_script("CREATE TABLE birds (n int PRIMARY KEY, name text); "
                       "INSERT INTO birds VALUES (1, 'dunlin'), (2, 'knot')");
    }
    std::string name_of(int n) {
        return sqldb::query_value<std::string>(*db, select_bird, {{"n", n}});
    }
    std::int64_t prepared() {
        return sqldb::query_value<std::int64_t>(
            *db, "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%birds%' "
                 "AND statement NOT LIKE '%pg_prepared_statements%'");
    }

    test_database database;
    std::optional<sqldb::connection> db;
};

} // namespace

TEST_CASE("a statement that comes again is prepared, and gives the same rows") {
    birds all;
    CHECK(all.name_of(1) == "dunlin");
    CHECK(all.prepared() == 0);
    CHECK(all.name_of(2) == "knot");
    CHECK(all.prepared() == 1);
    CHECK(all.name_of(1) == "dunlin");
    CHECK(all.prepared() == 1);
    CHECK(sqldb::query_values<std::string>(*all.db, select_bird, {{"n", std::nullopt}}).empty());
}

TEST_CASE("without the setting nothing is prepared") {
    const test_database database;
    sqldb::connection db(database.config());
    for (int i = 0; i < 3; ++i) {
        sqldb::exec(db, "SELECT 1");
    }
    CHECK(sqldb::query_value<std::int64_t>(db, "SELECT count(*) FROM pg_prepared_statements") == 0);
}

TEST_CASE("a prepared statement that the session lost, or whose rows changed, is prepared again") {
    birds all;
    all.name_of(1);
    all.name_of(1);
    all.db->run_script("DEALLOCATE ALL");
    CHECK(all.name_of(1) == "dunlin");
    all.name_of(1);
    CHECK(all.prepared() == 1);
    constexpr auto select_all = "SELECT * FROM birds WHERE n = 1";
    CHECK(all.db->run(select_all, {}).column_count() == 2);
    CHECK(all.db->run(select_all, {}).column_count() == 2);
    all.db->run_script("ALTER TABLE birds ADD COLUMN seen int");
    CHECK(all.db->run(select_all, {}).column_count() == 3);
    CHECK(all.db->run(select_all, {}).column_count() == 3);
}

TEST_CASE("errors of prepared statements are those of others, and do not pile statements up") {
    birds all;
    constexpr auto insert = "INSERT INTO birds VALUES (:n, 'again')";
    for (int i = 0; i < 5; ++i) {
        const auto problem = caught<sqldb::sql_error>([&] {
            sqldb::exec(*all.db, insert, {{"n", 1}});
        });
        CHECK(problem.kind() == error_kind::unique_violation);
    }
    CHECK(all.prepared() <= 1);
    for (int i = 0; i < 3; ++i) {
        const auto problem = caught<sqldb::sql_error>([&] {
            sqldb::exec(*all.db, "SELECT :n::int + nothing FROM birds", {{"n", 1}});
        });
        CHECK(problem.sqlstate == "42703");
        CHECK(problem.position == 18);
    }
    CHECK(sqldb::exec(*all.db, insert, {{"n", 3}}) == 1);
}

TEST_CASE("a reset session prepares its statements anew") {
    birds all;
    all.name_of(1);
    all.name_of(1);
    all.db->reset_session();
    CHECK(all.prepared() == 0);
    CHECK(all.name_of(1) == "dunlin");
    CHECK(all.name_of(1) == "dunlin");
    CHECK(all.prepared() == 1);
    all.db->reset_session();
    // In a transaction, the error for a missing statement could not be repaired.
    sqldb::transaction change(*all.db);
    CHECK(all.name_of(1) == "dunlin");
}

TEST_CASE("a session keeps a limited number of prepared statements") {
    birds all;
    for (int i = 0; i < 250; ++i) {
        const std::string sql = "SELECT " + std::to_string(i) + " AS kept";
        for (int run = 0; run < 2; ++run) {
            CHECK(sqldb::query_value<std::int32_t>(*all.db, sql) == i);
        }
    }
    CHECK(sqldb::query_value<std::int64_t>(*all.db,
                                           "SELECT count(*) FROM pg_prepared_statements WHERE "
                                           "statement LIKE '%kept'") == 200);
}

TEST_CASE("behind a transaction pooler nothing is prepared") {
    const test_database database;
    proxied pooler(database);
    pooler.server().change_backend_pids();
    auto settings = pooler.settings();
    settings.prepare_repeated = true;
    sqldb::connection db(settings);
    for (int i = 0; i < 3; ++i) {
        sqldb::exec(db, "SELECT 1");
    }
    CHECK(sqldb::query_value<std::int64_t>(db, "SELECT count(*) FROM pg_prepared_statements") == 0);
}

TEST_CASE("a pool prepares what comes again, unless it is told not to") {
    const test_database database;
    auto settings = database.config();
    settings.max_open = 1;
    for (const bool prepares : {true, false}) {
        sqldb::pool pool(settings, {.prepare_repeated = prepares});
        for (int i = 0; i < 3; ++i) {
            sqldb::exec(pool, "SELECT 1 AS once_more");
        }
        CHECK(sqldb::query_value<bool>(
                  pool, "SELECT EXISTS (SELECT FROM pg_prepared_statements WHERE statement LIKE "
                        "'%once_more' AND NOT statement LIKE '%EXISTS%')") == prepares);
    }
}
