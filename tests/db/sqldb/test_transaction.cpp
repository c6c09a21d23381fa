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
    CHECK(caught<error>([&] { sqldb::savepoint{change}; }).kind() == error_kind::usage);
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
        sqldb::savepoint released(change);
        sqldb::exec(change, "INSERT INTO t VALUES (2)");
        {
            sqldb::savepoint dropped(change);
            sqldb::exec(change, "INSERT INTO t VALUES (3)");
            caught<sqldb::sql_error>([&] { sqldb::exec(change, "SELECT 1 / 0"); });
        }
        CHECK(count(change) == 2);
        released.release();
    }
    {
        sqldb::savepoint again(change);
        sqldb::exec(change, "INSERT INTO t VALUES (4)");
        again.rollback();
    }
    change.commit();
    CHECK(count(db) == 2);
}

TEST_CASE_FIXTURE(table, "read committed is asked for where it is not the server's default") {
    db.run("SET default_transaction_isolation = 'serializable'", {});
    {
        sqldb::transaction change(db);
        CHECK(sqldb::query_value<std::string>(change, "SHOW transaction_isolation") ==
              "serializable");
    }
    sqldb::transaction change(db, sqldb::isolation::read_committed);
    CHECK(sqldb::query_value<std::string>(change, "SHOW transaction_isolation") ==
          "read committed");
}

// Each would lie in the one before, and a load with a million of them would fill the server's
// memory.
TEST_CASE_FIXTURE(table, "a savepoint that was rolled back is gone") {
    const auto depth = [&](sqldb::transaction& change) {
        // The subtransaction that wrote a row is the innermost one, and has its own number.
        return sqldb::query_value<std::int64_t>(
            change, "INSERT INTO t VALUES (9) RETURNING (xmin::text::bigint <> "
                    "pg_current_xact_id()::text::bigint)::int");
    };
    sqldb::transaction change(db);
    for (int i = 0; i < 3; ++i) {
        sqldb::savepoint tried(change);
        sqldb::exec(change, "INSERT INTO t VALUES (1)");
        CHECK(depth(change) == 1);
    }
    CHECK(depth(change) == 0);
}

TEST_CASE_FIXTURE(table, "a savepoint that cannot be released is still rolled back") {
    sqldb::transaction change(db);
    sqldb::exec(change, "INSERT INTO t VALUES (1)");
    {
        sqldb::savepoint tried(change);
        caught<sqldb::sql_error>([&] { sqldb::exec(change, "SELECT 1 / 0"); });
        CHECK(caught<sqldb::sql_error>([&] { tried.release(); }).sqlstate == "25P02");
    }
    CHECK(count(change) == 1);
    change.commit();
    CHECK(count(db) == 1);
}

TEST_CASE_FIXTURE(table, "savepoints end with what is around them") {
    sqldb::transaction change(db);
    sqldb::savepoint outer(change);
    sqldb::savepoint inner(change);
    sqldb::exec(change, "INSERT INTO t VALUES (1)");
    outer.release();
    CHECK(caught<error>([&] { inner.release(); }).kind() == error_kind::usage);
    inner.rollback();
    CHECK(count(change) == 1);
    {
        sqldb::savepoint last(change);
        change.commit();
        CHECK(caught<error>([&] { last.release(); }).kind() == error_kind::usage);
    }
    CHECK(caught<error>([&] { sqldb::savepoint{change}; }).kind() == error_kind::usage);
    CHECK(count(db) == 1);
}

TEST_CASE_FIXTURE(table, "a transaction that a statement ended needs no ROLLBACK") {
    {
        sqldb::transaction change(db);
        sqldb::savepoint tried(change);
        sqldb::exec(change, "INSERT INTO t VALUES (1)");
        db.run_script("COMMIT");
    }
    CHECK_FALSE(db.in_transaction());
    CHECK(count(db) == 1);
    sqldb::transaction next(db);
    CHECK(count(next) == 1);
}
