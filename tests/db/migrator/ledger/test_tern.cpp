// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <doctest/doctest.h>
#include <support/caught.hpp>

using namespace dunlin::migrator;
using migrator_test::project;

namespace {

void write_three(const project& p) {
    p.write("001_a.sql", "CREATE TABLE {{.prefix}}a ();\n---- create above / drop below ----\n"
                         "DROP TABLE {{.prefix}}a;\n");
    p.write("002_b.sql", "---- tern: disable-tx ----\nCREATE TABLE b (n int);\n"
                         "CREATE INDEX CONCURRENTLY i ON b (n);\n"
                         "---- create above / drop below ----\nDROP TABLE b;\n");
    p.write("003_c.sql", "SET search_path = '';\nCREATE TABLE public.c ();\n"
                         "---- create above / drop below ----\nDROP TABLE c;\n");
    p.write("tern.conf", "[data]\nprefix = my_\n");
}

settings with_tern(const project& p) {
    settings settings = p.settings();
    settings.ledger.tool = "tern";
    return settings;
}

std::string version(const project& p) {
    return p.ask("SELECT string_agg(version::text, ' ') FROM public.schema_version");
}

} // namespace

TEST_CASE("tern's table is made and written as tern does") {
    const project p;
    write_three(p);
    CHECK(up(with_tern(p), {.until = {"2", std::nullopt}}).current == "2");
    CHECK(version(p) == "2");
    CHECK(p.has_table("my_a"));
    CHECK(status(p.settings())->tool == "tern");
    CHECK(up(p.settings()).current == "3");
    CHECK(version(p) == "3");
    CHECK(p.ask("SELECT string_agg(column_name || ' ' || data_type || ' ' || is_nullable, ', ') "
                "FROM information_schema.columns WHERE table_name = 'schema_version'") ==
          "version integer NO");
    // PostgreSQL 18 has NOT NULL as a constraint as well.
    CHECK(p.ask("SELECT count(*)::text FROM pg_constraint WHERE contype <> 'n' AND conrelid = "
                "'public.schema_version'::regclass") == "0");
}

TEST_CASE("down, redo and to go both ways in tern's table, down to 0") {
    const project p;
    write_three(p);
    const settings settings = with_tern(p);
    up(settings);
    CHECK(down(settings).current == "2");
    redo(settings);
    CHECK(version(p) == "2");
    CHECK(to(settings, "3").current == "3");
    to(settings, "0");
    CHECK(version(p) == "0");
    CHECK_FALSE(p.has_table("my_a"));
}

TEST_CASE("a table of tern with two rows stops every run") {
    const project p;
    write_three(p);
    up(with_tern(p));
    p.execute("INSERT INTO schema_version VALUES (1)");
    const auto problem = dunlin::test::caught<dunlin::error>([&] { down(p.settings()); });
    CHECK(problem.message().find("public.schema_version has 2 rows") != std::string::npos);
}
