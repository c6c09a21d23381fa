// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <doctest/doctest.h>
#include <support/caught.hpp>

using namespace dunlin::migrator;
using dunlin::test::caught;
using migrator_test::project;

namespace {

void write_three(const project& p) {
    p.write("000001_a.up.sql", "CREATE TABLE a ();");
    p.write("000001_a.down.sql", "DROP TABLE a;");
    p.write("000002_b.up.sql", "BEGIN;\nCREATE TABLE b ();\nCOMMIT;\n");
    p.write("000002_b.down.sql", "DROP TABLE b;");
    p.write("1000_c.up.sql", "CREATE TABLE c ();");
    p.write("1000_c.down.sql", "DROP TABLE c;");
}

settings with_golang_migrate(const project& p) {
    settings settings = p.settings();
    settings.ledger.tool = "golang-migrate";
    return settings;
}

std::string rows(const project& p) {
    return p.ask("SELECT coalesce(string_agg(version || left(dirty::text, 1), ' '), '-') FROM "
                 "schema_migrations");
}

} // namespace

TEST_CASE("golang-migrate's table holds the current version, and all below it are applied") {
    const project p;
    write_three(p);
    const settings settings = with_golang_migrate(p);
    CHECK(up(settings, {.until = {"2", std::nullopt}}).current == "2");
    CHECK(rows(p) == "2f");
    const auto seen = status(settings);
    CHECK(seen->history.count(state::applied) == 2);
    CHECK(seen->history.count(state::pending) == 1);
    CHECK(up(settings).current == "1000");
    CHECK(rows(p) == "1000f");
    CHECK(p.ask("SELECT string_agg(column_name || ' ' || data_type || ' ' || is_nullable, ', ' "
                "ORDER BY ordinal_position) FROM information_schema.columns WHERE table_name = "
                "'schema_migrations'") == "version bigint NO, dirty boolean NO");
    CHECK_FALSE(p.has_table("dunlin.migrations"));
}

TEST_CASE("a file that does nothing but call a procedure that commits runs outside a transaction") {
    const project p;
    p.write("1_a.up.sql", "CREATE TABLE a (n int);\n"
                          "CREATE PROCEDURE fill() LANGUAGE plpgsql AS $$BEGIN FOR i IN 1..3 LOOP "
                          "INSERT INTO a VALUES (i); COMMIT; END LOOP; END$$;\n");
    p.write("2_b.up.sql", "CALL fill();\n");
    CHECK(up(with_golang_migrate(p)).current == "2");
    CHECK(p.ask("SELECT count(*) FROM a") == "3");
    CHECK(rows(p) == "2f");
}

TEST_CASE("down, redo and to write the version that stays; none leaves the table empty") {
    const project p;
    write_three(p);
    const settings settings = with_golang_migrate(p);
    up(settings);
    CHECK(down(settings).current == "2");
    CHECK(rows(p) == "2f");
    redo(settings);
    CHECK(rows(p) == "2f");
    CHECK(to(settings, "1").current == "1");
    CHECK(rows(p) == "1f");
    to(settings, "0");
    CHECK(rows(p) == "-");
    CHECK_FALSE(p.has_table("a"));
}

TEST_CASE("a dirty version stops every run, and is explained") {
    const project p;
    write_three(p);
    p.execute("CREATE TABLE schema_migrations (version bigint not null primary key, dirty boolean "
              "not null); INSERT INTO schema_migrations VALUES (2, true)");
    CHECK(status(p.settings())->tool == "golang-migrate");
    for (const auto& run : {+[](const settings& settings) { up(settings); },
                            +[](const settings& settings) { down(settings); }}) {
        const auto problem = caught<dunlin::error>([&] { run(p.settings()); });
        CHECK(problem.kind() == dunlin::error_kind::history);
        CHECK(problem.message().find("version 2 is marked dirty in public.schema_migrations") !=
              std::string::npos);
        CHECK(problem.message().find("migrate force") != std::string::npos);
    }
    p.execute("UPDATE schema_migrations SET dirty = false");
    CHECK(up(p.settings()).applied.size() == 1);
    p.execute("DELETE FROM schema_migrations; INSERT INTO schema_migrations VALUES (-1, true)");
    CHECK(caught<dunlin::error>([&] { up(p.settings()); }).message().find("version -1") !=
          std::string::npos);
}

TEST_CASE("a current version that has no file is missing") {
    const project p;
    write_three(p);
    up(with_golang_migrate(p));
    p.execute("UPDATE schema_migrations SET version = 1001");
    const auto seen = status(p.settings());
    CHECK(seen->history.count(state::missing) == 1);
    CHECK(seen->history.current == "1001");
}
