// SPDX-License-Identifier: MIT
#include "checked.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace dunlin;
using test::findings_of;
using test::finds;
using test::ids_of;
using test::script_of;

namespace {

std::string alternative(std::string_view sql) {
    const auto findings = findings_of(sql);
    REQUIRE(!findings.empty());
    return findings.front().alternative;
}

} // namespace

TEST_CASE("nothing is said about locks of a table that the file creates") {
    CHECK(
        ids_of("CREATE TABLE t (id bigint PRIMARY KEY, a int); CREATE INDEX ON t (a); ALTER TABLE "
               "t ALTER COLUMN a SET NOT NULL; ALTER TABLE t ADD CHECK (a > 0); DROP TABLE t")
            .empty());
    CHECK(
        ids_of("CREATE TABLE s.t (id bigint PRIMARY KEY, a int); CREATE INDEX ON s.t (a)").empty());
    CHECK(finds("CREATE TABLE s.t (id bigint PRIMARY KEY, a int); CREATE INDEX ON u.t (a)",
                "index-not-concurrent"));
    CHECK(ids_of("CREATE TABLE t (id bigint PRIMARY KEY, a int); ALTER TABLE t RENAME TO u; CREATE "
                 "INDEX ON u (a)")
              .empty());
}

TEST_CASE("a table that may be there already is not new") {
    CHECK(finds("CREATE TABLE IF NOT EXISTS t (id bigint PRIMARY KEY); CREATE INDEX ON t (id)",
                "index-not-concurrent"));
}

TEST_CASE("new relations of a set of files stay new") {
    const std::string first = "CREATE TABLE t (id bigint PRIMARY KEY)";
    const std::string second = "CREATE INDEX ON t (id)";
    lint::linter alone(17);
    CHECK(alone.check(script_of(first)).empty());
    CHECK(alone.check(script_of(second)).size() == 1);
    lint::linter together(17);
    together.keep_new_relations();
    CHECK(together.check(script_of(first)).empty());
    CHECK(together.check(script_of(second)).empty());
}

TEST_CASE("a set of many files is checked in time that grows with their number") {
    lint::linter linter(17);
    linter.keep_new_relations();
    for (int i = 0; i < 100; ++i) {
        const std::string sql = "CREATE TABLE t" + std::to_string(i) + " (id bigint PRIMARY KEY)";
        CHECK(linter.check(script_of(sql)).empty());
    }
    CHECK(linter.check(script_of("CREATE INDEX ON t0 (id)")).empty());
}

TEST_CASE("what a down script drops is intended, but its locks are not") {
    lint::script down = script_of("DROP TABLE t; CREATE INDEX i ON u (a)");
    down.is_down = true;
    const auto findings = lint::linter(17).check(down);
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].rule->id == "index-not-concurrent");
    CHECK(findings[0].statement == 1);
}

TEST_CASE("a valid check of an earlier file spares SET NOT NULL its scan") {
    const std::string add = "ALTER TABLE t ADD CONSTRAINT k CHECK (a IS NOT NULL) NOT VALID";
    const std::string validate = "ALTER TABLE t VALIDATE CONSTRAINT k";
    const std::string set = "ALTER TABLE t ALTER COLUMN a SET NOT NULL";
    lint::linter linter(17);
    CHECK(linter.check(script_of(add)).empty());
    CHECK(linter.check(script_of(set)).size() == 1);
    CHECK(linter.check(script_of(validate)).empty());
    CHECK(linter.check(script_of(set)).empty());
    CHECK(linter.check(script_of("ALTER TABLE t DROP CONSTRAINT k")).empty());
    CHECK(linter.check(script_of(set)).size() == 1);
}

TEST_CASE("alternatives are SQL with the statement's own names") {
    CHECK(alternative("create unique index \"I\" on s.t (a)") ==
          "create unique index CONCURRENTLY \"I\" on s.t (a);");
    CHECK(alternative("DROP INDEX IF EXISTS s.\"I\"") ==
          "DROP INDEX CONCURRENTLY IF EXISTS s.\"I\";");
    CHECK(alternative("ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0 AND b IN (1, 2))") ==
          "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0 AND b IN (1, 2)) NOT VALID;\n"
          "-- in a later migration:\nALTER TABLE t VALIDATE CONSTRAINT k;");
    CHECK(alternative("ALTER TABLE \"user\" ADD UNIQUE (a, \"B\")") ==
          "CREATE UNIQUE INDEX CONCURRENTLY \"user_a_B_key\" ON \"user\" (a, \"B\");\n"
          "ALTER TABLE \"user\" ADD CONSTRAINT \"user_a_B_key\" UNIQUE USING INDEX "
          "\"user_a_B_key\";");
    CHECK(alternative("ALTER TABLE t ADD c numeric(10, 2) DEFAULT random() NOT NULL") ==
          "ALTER TABLE t ADD COLUMN c numeric(10, 2);\n"
          "ALTER TABLE t ALTER COLUMN c SET DEFAULT random();\n"
          "-- then fill the existing rows in batches");
}

TEST_CASE("a finding is at its subcommand") {
    const std::string sql = "ALTER TABLE t ADD COLUMN a int, ALTER COLUMN b SET NOT NULL";
    const auto findings = findings_of(sql);
    REQUIRE(findings.size() == 1);
    CHECK(sql.substr(findings[0].offset) == "ALTER COLUMN b SET NOT NULL");
}

TEST_CASE("errors of other tools are not repeated") {
    for (const std::string harmless : {
             "ALTER TABLE t ADD COLUMN a timestamptz NOT NULL DEFAULT now()",
             "ALTER TABLE t ADD COLUMN a date NOT NULL DEFAULT now()::date",
             "ALTER TABLE t ADD COLUMN a timestamptz DEFAULT CURRENT_TIMESTAMP",
             "ALTER TABLE t ALTER COLUMN a TYPE text",
             "ALTER TYPE e ADD VALUE 'z'",
             "ALTER TABLE t ADD CONSTRAINT k UNIQUE USING INDEX i",
             "CREATE TABLE t (id bigint PRIMARY KEY); ALTER TABLE t ADD COLUMN a text UNIQUE",
         }) {
        CHECK_MESSAGE(ids_of(harmless).empty(), harmless);
    }
}
