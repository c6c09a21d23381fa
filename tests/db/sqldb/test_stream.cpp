// SPDX-License-Identifier: MIT
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/query.hpp>

#include <doctest/doctest.h>
#include <malloc.h>
#include <support/caught.hpp>
#include <support/database.hpp>

#include <stdexcept>
#include <string>

using namespace dunlin;
using dunlin::test::caught;
using dunlin::test::test_database;

TEST_CASE("rows are streamed in order, each once") {
    const test_database database;
    sqldb::connection db(database.config());
    std::int64_t expected = 0;
    const auto count =
        db.stream("SELECT g, NULL::text FROM generate_series(1, :n::int) g", {{"n", 20000}},
                  [&](const sqldb::row& row) {
                      if (row.text(0) != std::to_string(++expected) || !row.is_null(1)) {
                          FAIL("row " << expected << " is " << row.text(0));
                      }
                  });
    CHECK(count == 20000);
    CHECK(expected == 20000);
    CHECK(db.stream("SELECT 1 WHERE false", {}, [](const sqldb::row&) { FAIL("no row"); }) == 0);
}

TEST_CASE("streaming keeps no rows in memory") {
    const test_database database;
    sqldb::connection db(database.config());
    std::size_t at_start = 0;
    std::size_t most = 0;
    db.stream("SELECT repeat('x', 1000) FROM generate_series(1, 50000)", {},
              [&, number = 0](const sqldb::row&) mutable {
                  if (++number == 1000) {
                      at_start = ::mallinfo2().uordblks;
                  } else if (number > 1000 && number % 1000 == 0) {
                      most = std::max(most, ::mallinfo2().uordblks);
                  }
              });
    // All rows are 50 MB; the allowance is what libpq's buffer may grow by.
    CHECK(most < at_start + 1000000);
}

TEST_CASE("an exception of the callback comes through and leaves the session usable") {
    const test_database database;
    sqldb::connection db(database.config());
    int seen = 0;
    const auto problem = caught<std::runtime_error>([&] {
        db.stream("SELECT generate_series(1, 100000000)", {}, [&](const sqldb::row&) {
            if (++seen == 10) {
                throw std::runtime_error("enough");
            }
        });
    });
    CHECK(std::string(problem.what()) == "enough");
    CHECK(seen == 10);
    CHECK(sqldb::query_value<std::int32_t>(db, "SELECT 1") == 1);
}

TEST_CASE("an error after some rows is thrown") {
    const test_database database;
    sqldb::connection db(database.config());
    std::int64_t seen = 0;
    const auto problem = caught<sqldb::sql_error>([&] {
        db.stream("SELECT 1 / (1000 - g) FROM generate_series(1, 2000) g", {},
                  [&](const sqldb::row&) { ++seen; });
    });
    CHECK(problem.sqlstate == "22012");
    CHECK(seen <= 999);
    CHECK(db.is_open());
}
