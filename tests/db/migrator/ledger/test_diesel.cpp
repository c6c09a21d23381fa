// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <doctest/doctest.h>

using namespace dunlin::migrator;
using migrator_test::project;

namespace {

void write_two(const project& p) {
    p.write("2024-01-01-000000_a/up.sql", "CREATE TABLE a (n int);");
    p.write("2024-01-01-000000_a/down.sql", "DROP TABLE a;");
    p.write("2024-01-02-000000_b/up.sql", "CREATE INDEX CONCURRENTLY i ON a (n);");
    p.write("2024-01-02-000000_b/down.sql", "DROP INDEX i;");
    p.write("2024-01-02-000000_b/metadata.toml", "run_in_transaction = false\n");
}

settings with_diesel(const project& p) {
    settings settings = p.settings();
    settings.ledger.tool = "diesel";
    return settings;
}

std::string rows(const project& p) {
    return p.ask("SELECT coalesce(string_agg(version, ' ' ORDER BY version), '-') FROM "
                 "__diesel_schema_migrations");
}

} // namespace

TEST_CASE("diesel's table is made and written as diesel does") {
    const project p;
    write_two(p);
    up(with_diesel(p));
    CHECK(rows(p) == "20240101000000 20240102000000");
    CHECK(p.ask("SELECT string_agg(column_name || ' ' || data_type || ' ' || is_nullable || ' ' || "
                "coalesce(column_default, '-'), ', ' ORDER BY ordinal_position) FROM "
                "information_schema.columns WHERE table_name = '__diesel_schema_migrations'") ==
          "version character varying NO -, "
          "run_on timestamp without time zone NO CURRENT_TIMESTAMP");
}

TEST_CASE("down, redo and to go both ways in diesel's table, found by looking") {
    const project p;
    write_two(p);
    up(with_diesel(p));
    const settings settings = p.settings();
    CHECK(status(settings)->tool == "diesel");
    CHECK(down(settings).current == "20240101000000");
    redo(settings);
    CHECK(to(settings, "2024-01-02-000000_b").current == "20240102000000");
    to(settings, "0");
    CHECK(rows(p) == "-");
}

TEST_CASE("what diesel's program records for its own set-up is no missing migration") {
    const project p;
    write_two(p);
    up(with_diesel(p));
    p.execute("INSERT INTO __diesel_schema_migrations (version) VALUES ('00000000000000')");
    const auto seen = status(p.settings());
    CHECK(seen->history.count(state::missing) == 0);
    CHECK(seen->history.count(state::applied) == 2);
}
