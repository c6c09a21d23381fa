// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <doctest/doctest.h>
#include <support/caught.hpp>

using namespace dunlin::migrator;
using dunlin::test::caught;
using migrator_test::project;

namespace {

/// sha384sum of the file.
constexpr auto sum_of_a = "a1441a1f67822103b5caedb2cd829a3eea7de02dcaf3d68c70bc2c76c61d560d3254c4"
                          "c3e7aeda48c2a1783ee4495263";

void write_two(const project& p) {
    p.write("0001_create_a.up.sql", "CREATE TABLE a ();\n");
    p.write("0001_create_a.down.sql", "DROP TABLE a;\n");
    p.write("0002_index_a.up.sql", "-- no-transaction\nCREATE TABLE b (n int);\n");
    p.write("0002_index_a.down.sql", "DROP TABLE b;\n");
}

settings with_sqlx(const project& p) {
    settings settings = p.settings();
    settings.ledger.tool = "sqlx";
    settings.reading.format = "sqlx";
    return settings;
}

std::string rows(const project& p) {
    return p.ask("SELECT coalesce(string_agg(version || ' ' || description || ' ' || success, ', ' "
                 "ORDER BY version), '-') FROM _sqlx_migrations");
}

} // namespace

TEST_CASE("sqlx's table is made and written as sqlx does, with its checksum") {
    const project p;
    write_two(p);
    CHECK(up(with_sqlx(p)).current == "2");
    CHECK(rows(p) == "1 create a true, 2 index a true");
    CHECK(p.ask("SELECT encode(checksum, 'hex') FROM _sqlx_migrations WHERE version = 1") ==
          sum_of_a);
    CHECK(p.ask("SELECT bool_and(execution_time >= 0)::text FROM _sqlx_migrations") == "true");
    CHECK(p.ask("SELECT string_agg(column_name || ' ' || data_type || ' ' || is_nullable || ' ' || "
                "coalesce(column_default, '-'), ', ' ORDER BY ordinal_position) FROM "
                "information_schema.columns WHERE table_name = '_sqlx_migrations'") ==
          "version bigint NO -, description text NO -, installed_on timestamp with time zone NO "
          "now(), success boolean NO -, checksum bytea NO -, execution_time bigint NO -");
}

TEST_CASE("down, redo and to go both ways in sqlx's table") {
    const project p;
    write_two(p);
    const settings settings = with_sqlx(p);
    up(settings);
    CHECK(down(settings).current == "1");
    CHECK(rows(p) == "1 create a true");
    CHECK(redo(settings).current == "1");
    CHECK(to(settings, "2").current == "2");
    to(settings, "0");
    CHECK(rows(p) == "-");
}

TEST_CASE("sqlx's own table is found, its checksums are compared, and what is late runs") {
    const project p;
    write_two(p);
    up(with_sqlx(p));
    CHECK(status(p.settings())->tool == "sqlx");
    CHECK(up(p.settings()).applied.empty());
    p.execute("DELETE FROM _sqlx_migrations WHERE version = 1; DROP TABLE a");
    CHECK(up(p.settings()).applied.size() == 1);
    p.write("0001_create_a.up.sql", "CREATE TABLE a (n int);\n");
    const auto problem = caught<dunlin::error>([&] { up(p.settings()); });
    CHECK(problem.kind() == dunlin::error_kind::history);
    CHECK(problem.message().find("was changed after it was applied") != std::string::npos);
}

TEST_CASE("a migration that sqlx marked as failed stops every run, and is explained") {
    const project p;
    write_two(p);
    up(with_sqlx(p));
    p.execute("UPDATE _sqlx_migrations SET success = false WHERE version = 2");
    const auto problem = caught<dunlin::error>([&] { up(p.settings()); });
    CHECK(problem.message().find("version 2 is marked as failed in public._sqlx_migrations") !=
          std::string::npos);
}
