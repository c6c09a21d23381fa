// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <dunlin/migrator/adopt.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>

using namespace dunlin::migrator;
using dunlin::test::caught;
using migrator_test::project;

namespace {

void write_two(const project& p) {
    p.write(
        "20240101000000_a.sql",
        "\xEF\xBB\xBF-- first\nCREATE TABLE a (t text DEFAULT 'x;y');\n\n-- two\nCREATE TABLE u ()\n;;\n");
    p.write("20240102000000_b@c-d.sql", "begin;\nCREATE TABLE b ();\nend;\n-- the end\n");
}

settings with_supabase(const project& p) {
    settings settings = p.settings();
    settings.ledger.tool = "supabase";
    settings.reading.format = "supabase";
    return settings;
}

constexpr auto rows = "SELECT coalesce(string_agg(version || ' ' || name || ' ' || "
                      "statements::text, ', ' ORDER BY version), '-') "
                      "FROM supabase_migrations.schema_migrations";

} // namespace

TEST_CASE("supabase's table is made and written as its program does") {
    const project p;
    write_two(p);
    CHECK(up(with_supabase(p)).current == "20240102000000");
    CHECK(p.ask(rows) ==
          "20240101000000 a {\"-- first\nCREATE TABLE a (t text DEFAULT 'x;y')\",\"-- two\nCREATE "
          "TABLE u ()\"}, 20240102000000 b@c-d {begin,\"CREATE TABLE b ()\",end,\"-- the end\"}");
    CHECK(p.ask("SELECT string_agg(column_name || ' ' || data_type || ' ' || is_nullable, ', ' "
                "ORDER BY ordinal_position) FROM information_schema.columns WHERE table_schema = "
                "'supabase_migrations'") == "version text NO, statements ARRAY YES, name text YES");
}

TEST_CASE(
    "supabase's table is found, also with the columns of the hosted service or without a name") {
    const project p;
    write_two(p);
    p.execute(
        "CREATE SCHEMA supabase_migrations; CREATE TABLE supabase_migrations.schema_migrations "
        "(version text PRIMARY KEY); CREATE TABLE a (); "
        "INSERT INTO supabase_migrations.schema_migrations VALUES ('20240101000000')");
    const auto seen = status(p.settings());
    CHECK(seen->tool == "supabase");
    CHECK(seen->history.count(state::applied) == 1);
    CHECK(up(p.settings()).current == "20240102000000");
    CHECK(p.ask("SELECT string_agg(version || coalesce(' ' || name, ''), ', ' ORDER BY version) "
                "FROM supabase_migrations.schema_migrations") ==
          "20240101000000, 20240102000000 b@c-d");
    p.execute("ALTER TABLE supabase_migrations.schema_migrations ADD created_by text, "
              "ADD idempotency_key text UNIQUE, ADD rollback text[]");
    p.write("20240103000000_c.sql", "CREATE TABLE c ();");
    CHECK(up(p.settings()).current == "20240103000000");
    CHECK(status(p.settings())->history.count(state::applied) == 3);
}

TEST_CASE("supabase: what is late is out of order, and a history is adopted and given back") {
    const project p;
    write_two(p);
    up(with_supabase(p));
    p.write("20240101120000_late.sql", "SELECT 1;");
    CHECK(caught<dunlin::error>([&] { up(p.settings()); }).kind() == dunlin::error_kind::history);
    std::filesystem::remove(p.folder / "20240101120000_late.sql");
    adopt(p.settings(), {}, [](std::string_view) {});
    CHECK(p.applied() == "20240101000000 20240102000000");
    p.execute("DROP SCHEMA supabase_migrations CASCADE");
    adopt_options back;
    back.tool = "supabase";
    give_back(p.settings(), back, [](std::string_view) {});
    CHECK(p.ask(rows).find("20240102000000 b@c-d {begin") != std::string::npos);
}
