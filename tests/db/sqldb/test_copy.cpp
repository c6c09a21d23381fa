// SPDX-License-Identifier: MIT
#include <dunlin/sqldb/copy.hpp>
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

namespace {

struct table {
    test_database database;
    sqldb::connection db{database.config()};
    table() { db.run_script("CREATE TABLE t (n int, s text)"); }
    std::int64_t count() { return sqldb::query_value<std::int64_t>(db, "SELECT count(*) FROM t"); }
};

} // namespace

TEST_CASE_FIXTURE(table, "rows go in, cut anywhere, and come out again") {
    sqldb::copy_in into(db, "COPY t FROM STDIN (FORMAT csv)");
    into.write("1,on");
    into.write("e\n2,\"t");
    into.write("wo\"\n");
    CHECK(into.finish() == 2);
    std::string text;
    CHECK(sqldb::copy_out(db, "COPY (SELECT * FROM t ORDER BY n) TO STDOUT (FORMAT csv)",
                          [&](std::string_view bytes) { text += bytes; }) == 2);
    CHECK(text == "1,one\n2,two\n");
}

TEST_CASE_FIXTURE(table, "COPY works within a transaction that a script has opened") {
    db.run_script("BEGIN; INSERT INTO t VALUES (0, 'zero')");
    sqldb::copy_in into(db, "COPY t FROM STDIN");
    into.write("1\tone\n");
    CHECK(into.finish() == 1);
    CHECK(db.in_transaction());
    db.run_script("COMMIT");
    CHECK(count() == 2);
}

TEST_CASE_FIXTURE(table, "the server's complaint names the line") {
    sqldb::copy_in into(db, "COPY t FROM STDIN");
    into.write("1\tone\nx\ttwo\n");
    const auto problem = caught<sqldb::sql_error>([&] { into.finish(); });
    CHECK(problem.sqlstate == "22P02");
    CHECK(problem.context.find("line 2") != std::string::npos);
    CHECK(count() == 0);
    CHECK(caught<error>([&] { into.write("3\tthree\n"); }).kind() == error_kind::usage);
}

TEST_CASE_FIXTURE(table, "without finish() nothing is kept") {
    {
        sqldb::copy_in into(db, "COPY t FROM STDIN");
        into.write("1\tone\n");
    }
    CHECK(count() == 0);
}

TEST_CASE_FIXTURE(table, "what is no COPY in the right direction is a usage error") {
    for (const auto* sql : {"SELECT 1", "COPY t TO STDOUT"}) {
        CHECK(caught<error>([&] { sqldb::copy_in(db, sql); }).kind() == error_kind::usage);
    }
    const auto ignore = [](std::string_view) {};
    for (const auto* sql : {"SELECT 1", "COPY t FROM STDIN"}) {
        CHECK(caught<error>([&] { sqldb::copy_out(db, sql, ignore); }).kind() == error_kind::usage);
    }
    CHECK(count() == 0);
}

TEST_CASE_FIXTURE(table, "writing waits for the server instead of filling the memory") {
    const std::string chunk = "1\t" + std::string(99990, 'x') + "\n";
    sqldb::copy_in into(db, "COPY t FROM STDIN");
    into.write(chunk);
    const auto before = ::mallinfo2();
    for (int i = 0; i < 500; ++i) {
        into.write(chunk);
    }
    const auto after = ::mallinfo2();
    CHECK(after.uordblks + after.hblkhd < before.uordblks + before.hblkhd + 5000000);
    CHECK(into.finish() == 501);
}

TEST_CASE_FIXTURE(table, "an exception while reading comes through and leaves the session usable") {
    const auto problem = caught<std::runtime_error>([&] {
        sqldb::copy_out(db, "COPY (SELECT generate_series(1, 10000000)) TO STDOUT",
                        [](std::string_view) { throw std::runtime_error("enough"); });
    });
    CHECK(std::string(problem.what()) == "enough");
    CHECK(count() == 0);
}
