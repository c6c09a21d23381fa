// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <doctest/doctest.h>

using namespace dunlin::migrator;
using migrator_test::project;

namespace {

constexpr auto document = "-- Version: 1.01\n-- Description: Create a\nCREATE TABLE a();\n\n"
                          "-- Version: 1.10\n-- Description: Create b\nCREATE TABLE b();";

settings with_darwin(const project& p) {
    settings settings = p.settings();
    settings.folder = p.folder / "migrate.sql";
    settings.ledger.tool = "darwin";
    return settings;
}

} // namespace

TEST_CASE("darwin's table is made and written as darwin does") {
    const project p;
    p.write("migrate.sql", document);
    CHECK(up(with_darwin(p)).current == "1.10");
    // md5 of "CREATE TABLE a();" and "CREATE TABLE b();".
    CHECK(p.ask("SELECT string_agg(id || ' ' || version || ' ' || description || ' ' || checksum, "
                "', ' ORDER BY id) FROM darwin_migrations") ==
          "1 1.01 Create a c7ed19c60edcd017dc86f4c0df1b1bc4, "
          "2 1.1 Create b 6f5e879f350eb1345f0d9cf0544388ae");
    CHECK(p.ask("SELECT (abs(applied_at - date_part('epoch', now())) < 3600 AND execution_time >= "
                "0)::text FROM darwin_migrations LIMIT 1") == "true");
    CHECK(p.ask("SELECT string_agg(column_name || ' ' || data_type || ' ' || is_nullable, ', ' "
                "ORDER BY ordinal_position) FROM information_schema.columns WHERE table_name = "
                "'darwin_migrations'") ==
          "id integer NO, version real NO, description character varying NO, checksum character "
          "varying NO, applied_at integer NO, execution_time real NO");
}

TEST_CASE("a table that darwin made is found, and its rows fit the files that they were made of") {
    const project p;
    p.write("migrate.sql", document);
    p.execute(
        "CREATE TABLE darwin_migrations (id SERIAL PRIMARY KEY, version REAL NOT NULL UNIQUE, "
        "description VARCHAR(255) NOT NULL, checksum VARCHAR(32) NOT NULL, applied_at INTEGER "
        "NOT NULL, execution_time REAL NOT NULL); INSERT INTO darwin_migrations VALUES (1, "
        "1.01, 'Create a', 'c7ed19c60edcd017dc86f4c0df1b1bc4', 1577934245, 0), (2, 1.1, "
        "'Create b', 'other', 1577934246, 5e6)");
    for (const bool as_folder : {false, true}) {
        settings settings = with_darwin(p);
        settings.ledger.tool.clear();
        settings.folder = as_folder ? p.folder.path() : settings.folder;
        const auto seen = status(settings);
        CHECK(seen->tool == "darwin");
        CHECK(seen->history.entries.size() == 2);
        CHECK(seen->history.entries[0].state == state::applied);
        CHECK(dunlin::format_utc(seen->history.entries[0].row->applied_at) ==
              "2020-01-02T03:04:05Z");
        CHECK(seen->history.entries[1].state == state::changed);
        CHECK(seen->history.entries[1].row->duration_ms == 5);
    }
}

TEST_CASE("down and redo find darwin's rows, whose versions are floating-point numbers") {
    const project p;
    p.write("migrate.sql", "-- Version: 1.01\nCREATE TABLE a();\n-- dunlin:down\nDROP TABLE a;\n"
                           "-- Version: 1.02\nCREATE TABLE b();\n-- dunlin:down\nDROP TABLE b;\n");
    const settings settings = with_darwin(p);
    up(settings);
    CHECK(redo(settings).current == "1.02");
    CHECK(down(settings).current == "1.01");
    CHECK(p.ask("SELECT string_agg(version::text, ' ') FROM darwin_migrations") == "1.01");
}
