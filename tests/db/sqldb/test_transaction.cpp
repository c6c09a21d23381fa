// SPDX-License-Identifier: MIT
#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/query.hpp>
#include <dunlin/sqldb/transaction.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/database.hpp>

#include <stdexcept>
#include <string>

using namespace dunlin;
using dunlin::test::caught;
using dunlin::test::test_database;

namespace {

std::int64_t count(sqldb::executor& db) {
    return sqldb::query_value<std::int64_t>(db, "SELECT count(*) FROM t");
}

struct table {
    test_database database;
    sqldb::connection db{database.config()};
    table() {
        db.run_script(
            "CREATE TABLE t (n int CONSTRAINT t_unique UNIQUE DEFERRABLE INITIALLY DEFERRED)");
    }
};

} // namespace

TEST_CASE_FIXTURE(table, "only what is committed stays") {
    {
        sqldb::transaction change(db);
        sqldb::exec(change, "INSERT INTO t VALUES (1)");
        change.commit();
    }
    CHECK(count(db) == 1);
    {
        sqldb::transaction change(db);
        sqldb::exec(change, "INSERT INTO t VALUES (2)");
    }
    CHECK(count(db) == 1);
    CHECK_THROWS_AS(
        [&] {
            sqldb::transaction change(db);
            sqldb::exec(change, "INSERT INTO t VALUES (2)");
            throw std::runtime_error("stop");
        }(),
        std::runtime_error);
    CHECK(count(db) == 1);
    CHECK_FALSE(db.in_transaction());
}

TEST_CASE_FIXTURE(table, "isolation and access are those asked for") {
    {
        sqldb::transaction change(db, sqldb::isolation::serializable, sqldb::access::read_only);
        CHECK(sqldb::query_value<std::string>(change, "SHOW transaction_isolation") ==
              "serializable");
        const auto problem =
            caught<sqldb::sql_error>([&] { sqldb::exec(change, "INSERT INTO t VALUES (1)"); });
        CHECK(problem.kind() == error_kind::read_only);
    }
    sqldb::transaction change(db, sqldb::isolation::repeatable_read);
    CHECK(sqldb::query_value<std::string>(change, "SHOW transaction_isolation") ==
          "repeatable read");
    CHECK(sqldb::query_value<std::string>(change, "SHOW transaction_read_only") == "off");
}

TEST_CASE_FIXTURE(table, "a COMMIT that the server answers with ROLLBACK is an error") {
    sqldb::transaction change(db);
    sqldb::exec(change, "INSERT INTO t VALUES (1)");
    caught<sqldb::sql_error>([&] { sqldb::exec(change, "SELECT 1 / 0"); });
    const auto problem = caught<sqldb::sql_error>([&] { change.commit(); });
    CHECK(problem.sqlstate == "25P02");
    CHECK_FALSE(db.in_transaction());
    CHECK(count(db) == 0);
}

TEST_CASE_FIXTURE(table, "a COMMIT that fails is the server's error, and nothing is kept") {
    sqldb::transaction change(db);
    sqldb::exec(change, "INSERT INTO t VALUES (1), (1)");
    const auto problem = caught<sqldb::sql_error>([&] { change.commit(); });
    CHECK(problem.kind() == error_kind::unique_violation);
    CHECK(problem.constraint == "t_unique");
    CHECK(count(db) == 0);
}

TEST_CASE_FIXTURE(table, "a second transaction on one connection is a usage error") {
    sqldb::transaction change(db);
    CHECK(caught<error>([&] { sqldb::transaction{db}; }).kind() == error_kind::usage);
    change.rollback();
    CHECK_FALSE(db.in_transaction());
    sqldb::transaction next(db);
    next.commit();
}

TEST_CASE_FIXTURE(table, "a savepoint undoes what came after it, also after an error") {
    sqldb::transaction change(db);
    sqldb::exec(change, "INSERT INTO t VALUES (1)");
    {
        sqldb::savepoint kept(change);
        sqldb::exec(change, "INSERT INTO t VALUES (2)");
        {
            sqldb::savepoint dropped(change);
            sqldb::exec(change, "INSERT INTO t VALUES (3)");
            caught<sqldb::sql_error>([&] { sqldb::exec(change, "SELECT 1 / 0"); });
        }
        CHECK(count(change) == 2);
        kept.release();
    }
    {
        sqldb::savepoint again(change);
        sqldb::exec(change, "INSERT INTO t VALUES (4)");
        again.rollback();
    }
    change.commit();
    CHECK(count(db) == 2);
}
