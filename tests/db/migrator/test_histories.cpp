// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <dunlin/migrator/adopt.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>

#include <string>
#include <vector>

using namespace dunlin::migrator;
using dunlin::test::caught;
using migrator_test::project;

namespace {

settings kept_by(const project& p, const char* tool) {
    settings settings = p.settings();
    settings.ledger.tool = tool;
    return settings;
}

void write_goose(const project& p) {
    p.write("00001_a.sql", "-- +goose Up\nCREATE TABLE a ();\n-- +goose Down\nDROP TABLE a;\n");
}

} // namespace

TEST_CASE("another tool's empty table is no history") {
    const project p;
    p.write("1_a.sql", "CREATE TABLE a ();");
    p.execute("CREATE TABLE flyway_schema_history (installed_rank int, version text);"
              "CREATE TABLE goose_db_version (id int, version_id bigint, is_applied bool);"
              "INSERT INTO goose_db_version VALUES (1, 0, true)");
    CHECK(up(p.settings()).current == "1");
    CHECK(p.applied() == "1");
}

TEST_CASE("the hint about another tool's history names the files' own tool") {
    const project p;
    write_goose(p);
    p.execute("CREATE TABLE schema_migrations (version bigint NOT NULL, dirty boolean NOT NULL);"
              "INSERT INTO schema_migrations VALUES (7, false)");
    const auto problem = caught<dunlin::error>([&] { up(p.settings()); });
    CHECK(problem.kind() == dunlin::error_kind::history);
    CHECK(problem.hint().find("begin a new one with --ledger goose or --ledger dunlin") !=
          std::string::npos);
    CHECK(up(kept_by(p, "goose")).current == "1");
    CHECK(p.ask("SELECT string_agg(version_id::text, ' ' ORDER BY id) FROM goose_db_version") ==
          "0 1");
}

TEST_CASE("of two tables the one that records a migration counts") {
    const project p;
    write_goose(p);
    p.execute("CREATE TABLE schema_migrations (version bigint NOT NULL, dirty boolean NOT NULL)");
    up(kept_by(p, "goose"));
    const auto seen = status(p.settings());
    CHECK(seen->tool == "goose");
    CHECK(seen->history.count(state::applied) == 1);
    adopt(p.settings(), {}, [](std::string_view) {});
    CHECK(p.applied() == "1");
}

TEST_CASE("what dunlin's own ledger records does not run again in another tool's") {
    const project p;
    write_goose(p);
    up(kept_by(p, "dunlin"));
    const auto problem = caught<dunlin::error>([&] { up(kept_by(p, "goose")); });
    CHECK(problem.kind() == dunlin::error_kind::history);
    CHECK(problem.message() == "dunlin.migrations records 1 migration of this database, and "
                               "public.goose_db_version none: they would run again");
    CHECK_FALSE(p.has_table("goose_db_version"));
    adopt_options back;
    back.tool = "goose";
    give_back(p.settings(), back, [](std::string_view) {});
    CHECK(up(kept_by(p, "goose")).applied.empty());
}

TEST_CASE("a script that works on its tool's table says where the history is to be kept") {
    const project p;
    p.write("1_a.up.sql", "CREATE TABLE a ();");
    p.write("1_a.down.sql", "DROP TABLE a;");
    p.write("2_b.up.sql", "DELETE FROM _sqlx_migrations WHERE version = 0;");
    p.write("2_b.down.sql", "SELECT 1;");
    settings settings = kept_by(p, "dunlin");
    settings.reading.format = "sqlx";
    const auto problem = caught<dunlin::error>([&] { up(settings); });
    CHECK(problem.kind() == dunlin::error_kind::undefined_table);
    CHECK(problem.hint() == "that is the table of sqlx: keep the history in it with --ledger sqlx, "
                            "after `dunlin migrate adopt --back --from sqlx`");
    const auto discard = [](std::string_view) {};
    adopt_options back;
    back.tool = "sqlx";
    give_back(settings, back, discard);
    settings.ledger.tool = "sqlx";
    CHECK(up(settings).current == "2");
}

TEST_CASE("dunlin's tables beside another tool's are made once, without a notice") {
    const project p;
    p.write("00001_a.sql", "-- +goose NO TRANSACTION\n-- +goose Up\nCREATE TABLE a (n int);\n"
                           "-- +goose Down\nDROP TABLE a;\n");
    settings settings = kept_by(p, "goose");
    up(settings);
    std::vector<std::string> notices;
    settings.database.on_notice = [&](const auto& notice) { notices.push_back(notice.message); };
    CHECK(down(settings).applied.size() == 1);
    CHECK(notices.empty());
}

TEST_CASE("an empty down.sql of diesel stops a down, and no up") {
    const project p;
    p.write("2024-01-01-000000_a/up.sql", "CREATE TABLE a ();");
    p.write("2024-01-01-000000_a/down.sql", "");
    CHECK(up(p.settings()).current == "20240101000000");
    const auto problem = caught<dunlin::error>([&] { down(p.settings()); });
    CHECK(problem.kind() == dunlin::error_kind::history);
    CHECK(problem.message() ==
          "20240101000000 cannot be reverted: its down script is empty, which diesel refuses");
    REQUIRE(problem.where());
    CHECK(problem.where()->file.ends_with("2024-01-01-000000_a/down.sql"));
    CHECK(p.has_table("a"));
}
