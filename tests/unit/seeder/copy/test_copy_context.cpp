// SPDX-License-Identifier: MIT
#include <copy/copy_context.hpp>
#include <doctest/doctest.h>

using dunlin::seeder::read_copy_context;

TEST_CASE("line, column and value are read from the server's context") {
    const auto full = read_copy_context(R"(COPY users, line 3, column age: "x "" y")");
    CHECK(full.line == 3);
    CHECK(full.column == "age");
    CHECK(full.value == R"(x "" y)");
    const auto row = read_copy_context(R"(COPY users, line 12: "1,2")");
    CHECK(row.line == 12);
    CHECK(row.column.empty());
    CHECK(row.value == "1,2");
    const auto bare = read_copy_context("COPY users, line 7");
    CHECK(bare.line == 7);
    CHECK(bare.value.empty());
}

TEST_CASE("a translated context is understood by its signs, a trigger's lines are passed over") {
    CHECK(read_copy_context(R"(COPY users, Zeile 3, Spalte age: "x")").column == "age");
    CHECK(read_copy_context("PL/pgSQL function f() line 2 at RAISE\nCOPY users, line 9: \"a\"")
              .line == 9);
}

TEST_CASE("other contexts name no line") {
    CHECK(read_copy_context("").line == 0);
    CHECK(read_copy_context("SQL statement \"SELECT 1\"").line == 0);
}
