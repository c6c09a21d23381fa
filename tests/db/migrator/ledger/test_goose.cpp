// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <doctest/doctest.h>
#include <support/caught.hpp>

using namespace dunlin::migrator;
using migrator_test::project;

namespace {

void write_three(const project& p) {
    p.write("00001_a.sql", "-- +goose Up\nCREATE TABLE a ();\n-- +goose Down\nDROP TABLE a;\n");
    p.write("00002_b.sql", "-- +goose NO TRANSACTION\n-- +goose Up\nCREATE TABLE b (n int);\n"
                           "CREATE INDEX CONCURRENTLY i ON b (n);\n-- +goose Down\n"
                           "DROP INDEX CONCURRENTLY i;\nDROP TABLE b;\n");
    p.write("00003_c.sql", "-- +goose Up\n-- +goose StatementBegin\nCREATE TABLE c ()\n"
                           "-- +goose StatementEnd\nSET search_path = '';\n"
                           "-- +goose Down\nDROP TABLE public.c;\n");
}

settings with_goose(const project& p) {
    settings settings = p.settings();
    settings.ledger.tool = "goose";
    return settings;
}

/// "1:0t 2:1t": the rows as the tool sees them.
std::string rows(const project& p) {
    return p.ask("SELECT string_agg(id || ':' || version_id || left(is_applied::text, 1), ' ' "
                 "ORDER BY id) FROM goose_db_version");
}

} // namespace

TEST_CASE("goose's table is made and written as goose does") {
    const project p;
    write_three(p);
    const report done = up(with_goose(p));
    CHECK(done.applied.size() == 3);
    CHECK(done.current == "3");
    CHECK(rows(p) == "1:0t 2:1t 3:2t 4:3t");
    CHECK(p.ask("SELECT string_agg(column_name || ' ' || data_type || ' ' || is_nullable || ' ' || "
                "coalesce(column_default, '-') || ' ' || is_identity, ', ' ORDER BY "
                "ordinal_position) FROM information_schema.columns WHERE table_name = "
                "'goose_db_version'") ==
          "id integer NO - YES, version_id bigint NO - NO, is_applied boolean NO - NO, "
          "tstamp timestamp without time zone NO now() NO");
}

TEST_CASE("down, redo and to go both ways in goose's table") {
    const project p;
    write_three(p);
    const settings settings = with_goose(p);
    up(settings);
    CHECK(down(settings).current == "2");
    CHECK(rows(p) == "1:0t 2:1t 3:2t");
    CHECK(redo(settings).applied.size() == 2);
    CHECK(rows(p) == "1:0t 2:1t 5:2t");
    CHECK(to(settings, "00003").current == "3");
    CHECK(to(settings, "0").current.empty());
    CHECK(rows(p) == "1:0t");
    CHECK_FALSE(p.has_table("a"));
}

TEST_CASE("goose's own table is found and kept, also with the rows that old releases left") {
    const project p;
    write_three(p);
    p.execute(
        "CREATE TABLE goose_db_version (id serial NOT NULL, version_id bigint NOT NULL, "
        "is_applied boolean NOT NULL, tstamp timestamp NULL DEFAULT now(), PRIMARY KEY (id));"
        "INSERT INTO goose_db_version (version_id, is_applied, tstamp) VALUES (0, true, now()),"
        "(1, true, '2020-01-02 03:04:05'), (2, true, now()), (2, false, now());"
        "CREATE TABLE a ()");
    const auto seen = status(p.settings());
    CHECK(seen->tool == "goose");
    CHECK(seen->history.entries[0].state == state::applied);
    CHECK(dunlin::format_utc(seen->history.entries[0].row->applied_at) == "2020-01-02T03:04:05Z");
    CHECK(seen->history.entries[1].state == state::pending);
    CHECK(up(p.settings()).applied.size() == 2);
    CHECK(rows(p) == "1:0t 2:1t 3:2t 4:2f 5:2t 6:3t");
}

TEST_CASE("what is applied and has no file, and what is late, are told in goose's table too") {
    const project p;
    p.write("2_b.sql", "-- +goose Up\nSELECT 1;\n");
    const settings settings = with_goose(p);
    up(settings);
    p.write("1_a.sql", "-- +goose Up\nSELECT 1;\n");
    p.execute("INSERT INTO goose_db_version (version_id, is_applied) VALUES (7, true)");
    const auto seen = status(settings);
    CHECK(seen->history.entries[0].state == state::out_of_order);
    CHECK(seen->history.entries[2].state == state::missing);
}

TEST_CASE("a table of goose may lie elsewhere, and one that cannot hold a version says so first") {
    const project p;
    write_three(p);
    p.execute("CREATE SCHEMA track");
    settings settings = with_goose(p);
    settings.ledger.table = "track.versions";
    up(settings);
    CHECK(p.ask("SELECT count(*)::text FROM track.versions") == "4");
    const project other;
    other.write("1.01_a.sql", "CREATE TABLE a ();");
    const auto problem = dunlin::test::caught<dunlin::error>([&] { up(with_goose(other)); });
    CHECK(problem.kind() == dunlin::error_kind::config);
    CHECK(problem.message().find("cannot store the version 1.01") != std::string::npos);
    CHECK_FALSE(other.has_table("a"));
}

TEST_CASE("what a migration of goose sets for its session holds for those behind it") {
    const project p;
    p.write("1_a.sql",
            "-- +goose Up\nCREATE SCHEMA s;\nSET search_path = s;\nSET ROLE pg_monitor;\n"
            "SET standard_conforming_strings = off;\n");
    p.write("2_b.sql", "-- +goose NO TRANSACTION\n-- +goose Up\nCREATE TABLE b (n int);\n");
    p.write("3_c.sql", "-- +goose Up\nCREATE TABLE c (n int);\n");
    CHECK(up(with_goose(p)).applied.size() == 3);
    CHECK(p.has_table("s.b"));
    CHECK(p.has_table("s.c"));
}
