// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>

#include <set/sql_script.hpp>
#include <support/caught.hpp>

using namespace dunlin;
using namespace dunlin::seeder;

namespace {

error refusal(const std::string& text) {
    return dunlin::test::caught<error>([&] { sql_script("seed/1.sql", text); });
}

} // namespace

TEST_CASE("transaction control is refused with its line") {
    for (const auto* sql : {"BEGIN", "COMMIT", "ROLLBACK", "COMMIT AND CHAIN", "END", "ABORT",
                            "PREPARE TRANSACTION 'x'"}) {
        CAPTURE(sql);
        const auto problem = refusal("SELECT 1;\n\n  " + std::string(sql) + ";\n");
        CHECK(problem.kind() == error_kind::config);
        REQUIRE(problem.where());
        CHECK(problem.where()->line == 3);
        CHECK(problem.where()->column == 3);
    }
}

TEST_CASE("statements that need to stand alone are refused, savepoints are not") {
    CHECK(refusal("VACUUM;").message() ==
          "this statement cannot run in a transaction, but seed files run in one");
    CHECK(refusal("CREATE INDEX CONCURRENTLY ON a (b);").kind() == error_kind::config);
    CHECK(refusal("COPY a TO STDOUT;").kind() == error_kind::config);
    CHECK_NOTHROW(sql_script("x", "SAVEPOINT a; SELECT 1; ROLLBACK TO a;"));
}

TEST_CASE("text that is not UTF-8 is refused with its place") {
    const auto problem = refusal("SELECT 1;\nSELECT '\xFF';");
    REQUIRE(problem.where());
    CHECK(problem.where()->line == 2);
    CHECK(problem.where()->column == 9);
}

TEST_CASE("the tables that statements fill are known") {
    const sql_script script("x",
                            "INSERT INTO a.b SELECT 1;\n"
                            "WITH q AS (INSERT INTO c VALUES (1) RETURNING *) SELECT * FROM q;\n"
                            "COPY d (x) FROM STDIN;\n1\n\\.\n"
                            "UPDATE e SET x = 1; DELETE FROM f; SELECT * FROM g;");
    CHECK(script.tables() == std::vector<table_name>{{"a", "b"}, {"", "c"}, {"", "d"}, {"", "e"}});
}
