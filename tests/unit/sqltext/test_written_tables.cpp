// SPDX-License-Identifier: MIT
#include <dunlin/sqltext/written_tables.hpp>

#include <doctest/doctest.h>

#include <string>

using namespace dunlin::sqltext;
using names = std::vector<object_name>;

namespace {

names tables(std::string_view statement) {
    return find_written_tables(statement).tables;
}

} // namespace

TEST_CASE("the targets of statements that put rows into tables are found") {
    CHECK(tables("INSERT INTO a.b SELECT 1") == names{{"a", "b"}});
    CHECK(tables("COPY \"D\" (x) FROM STDIN") == names{{std::nullopt, "D"}});
    CHECK(tables("UPDATE e SET x = 1") == names{{std::nullopt, "e"}});
    CHECK(tables("MERGE INTO m USING s ON m.x = s.x WHEN MATCHED THEN DELETE") ==
          names{{std::nullopt, "m"}});
}

TEST_CASE("targets inside of WITH are found, each once") {
    CHECK(tables("WITH q AS (INSERT INTO c VALUES (1) RETURNING *) SELECT * FROM q") ==
          names{{std::nullopt, "c"}});
    CHECK(tables("WITH q AS (UPDATE c SET x = 1 RETURNING *) INSERT INTO c SELECT * FROM q") ==
          names{{std::nullopt, "c"}});
}

TEST_CASE("statements that only read or delete, and text that is none, write to no table") {
    for (const auto* sql : {"DELETE FROM f", "SELECT * FROM g", "COPY d TO STDOUT",
                            "COPY (SELECT 1) TO STDOUT", "INSERT INTO", ""}) {
        CAPTURE(sql);
        CHECK(tables(sql).empty());
    }
}

TEST_CASE("the rows that an upsert offers are counted") {
    const auto offered = [](std::string_view sql) { return find_written_tables(sql).rows_offered; };
    CHECK(offered("INSERT INTO a VALUES (1), (2) ON CONFLICT DO NOTHING") == 2);
    CHECK_FALSE(offered("INSERT INTO a VALUES (1), (2)"));
    CHECK_FALSE(offered("INSERT INTO a SELECT 1 ON CONFLICT DO NOTHING"));
}

TEST_CASE("a long INSERT is read too") {
    std::string sql = "INSERT INTO a VALUES (0)";
    for (int i = 1; i < 10'000; ++i) {
        sql += ", (" + std::to_string(i) + ")";
    }
    const auto written = find_written_tables(sql + " ON CONFLICT DO NOTHING");
    CHECK(written.tables == names{{std::nullopt, "a"}});
    CHECK(written.rows_offered == 10'000);
}
