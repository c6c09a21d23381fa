// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <doctest/doctest.h>

using namespace dunlin::migrator;
using migrator_test::project;

namespace {

void write_three(const project& p) {
    p.write("001_a.sql", "-- migrate:up\nCREATE TABLE a ();\n-- migrate:down\nDROP TABLE a;\n");
    p.write("002_b.sql", "-- migrate:up\nCREATE TABLE b (n int)\n-- migrate:down\nDROP TABLE b\n"
                         "-- migrate:up transaction:false\nCREATE INDEX CONCURRENTLY i ON b (n);\n"
                         "-- migrate:down\n");
    p.write("003_c.sql", "-- migrate:up\nCREATE TABLE c ();\n-- migrate:down\nDROP TABLE c;\n");
}

settings with_dbmate(const project& p) {
    settings settings = p.settings();
    settings.ledger.tool = "dbmate";
    return settings;
}

std::string rows(const project& p) {
    return p.ask("SELECT coalesce(string_agg(version, ' ' ORDER BY version), '-') FROM "
                 "schema_migrations");
}

} // namespace

TEST_CASE("dbmate's table is made and written as dbmate does") {
    const project p;
    write_three(p);
    CHECK(up(with_dbmate(p)).current == "003");
    CHECK(rows(p) == "001 002 003");
    CHECK(p.has_table("i"));
    CHECK(p.ask("SELECT string_agg(column_name || ' ' || data_type || ' ' || is_nullable, ', ') "
                "FROM information_schema.columns WHERE table_name = 'schema_migrations'") ==
          "version character varying NO");
}

TEST_CASE("down, redo and to go both ways in dbmate's table") {
    const project p;
    write_three(p);
    const settings settings = with_dbmate(p);
    up(settings);
    CHECK(down(settings).current == "002");
    CHECK(rows(p) == "001 002");
    redo(settings);
    CHECK(rows(p) == "001 002");
    CHECK(to(settings, "003").current == "003");
    to(settings, "0");
    CHECK(rows(p) == "-");
    CHECK_FALSE(p.has_table("a"));
}

TEST_CASE("dbmate's own table is found, told from that of Rails, and what is late runs") {
    const project p;
    write_three(p);
    p.execute("CREATE TABLE schema_migrations (version varchar primary key); INSERT INTO "
              "schema_migrations VALUES ('002'); CREATE TABLE b (n int)");
    const auto seen = status(p.settings());
    CHECK(seen->tool == "dbmate");
    CHECK(seen->history.entries[0].state == state::pending);
    CHECK(up(p.settings()).applied.size() == 2);
    CHECK(rows(p) == "001 002 003");
    const project rails;
    rails.execute("CREATE TABLE schema_migrations (version varchar NOT NULL PRIMARY KEY); CREATE "
                  "TABLE ar_internal_metadata (key varchar)");
    dunlin::sqldb::connection db(rails.database.config());
    CHECK(find_ledgers(db).empty());
}

TEST_CASE("where dbmate's names and versions are sorted differently, the newest name goes first") {
    const project p;
    p.write("1_b.sql", "-- migrate:up\nCREATE TABLE b ();\n-- migrate:down\nDROP TABLE b;\n");
    p.write("10_a.sql", "-- migrate:up\nCREATE TABLE a ();\n-- migrate:down\nDROP TABLE a;\n");
    const settings settings = with_dbmate(p);
    const report done = up(settings);
    CHECK(done.applied[0].version == "10");
    CHECK(down(settings).applied[0].version == "1");
    CHECK(rows(p) == "10");
}
