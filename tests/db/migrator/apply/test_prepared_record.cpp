// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <doctest/doctest.h>

using namespace dunlin::migrator;
using migrator_test::project;

namespace {

constexpr int many = 40;

void write_one(const project& p, int number, const std::string& text) {
    p.write(std::to_string(100 + number) + "_effect.sql", text);
}

/// A table of effects, and migrations that leave one each.
void write_effects(const project& p, int count) {
    p.execute("CREATE TABLE effects (n int)");
    for (int i = 1; i <= count; ++i) {
        write_one(p, i,
                  "INSERT INTO effects VALUES (" + std::to_string(i) +
                      ");\n-- dunlin:down\nDELETE FROM effects WHERE n = " + std::to_string(i));
    }
}

constexpr auto effects = "SELECT count(*) || ' ' || count(DISTINCT n) FROM effects";

/// Makes a table of how many prepared statements of the ledger's there are.
constexpr auto look = "CREATE TABLE seen AS SELECT count(*) AS it FROM pg_prepared_statements "
                      "WHERE name = 'dunlin_applied'";

std::string seen(const project& p) {
    return p.ask("SELECT it::text FROM seen");
}

} // namespace

TEST_CASE("the rows of many migrations are written by a statement that is planned once") {
    const project p;
    write_effects(p, many);
    write_one(p, many + 1, look);
    up(p.settings());
    CHECK(seen(p) == "1");
    CHECK(p.ask(effects) == "40 40");
    CHECK(p.ask("SELECT count(*) || ' ' || min(rank) || ' ' || max(rank) FROM dunlin.migrations "
                "WHERE kind = 'versioned' AND description = 'effect' AND duration_ms >= 0 "
                "AND checksum LIKE 'sha256:%' AND content_checksum LIKE 'sha256:%' "
                "AND applied_by = session_user AND tool = 'dunlin'") == "41 1 41");
    CHECK(p.ask("SELECT down_sql FROM dunlin.migrations WHERE version = '107'") ==
          "DELETE FROM effects WHERE n = 7");
    CHECK(p.ask("SELECT count(*)::text FROM dunlin.migrations WHERE down_sql IS NULL") == "1");
    CHECK(p.ask("SELECT count(DISTINCT version)::text FROM dunlin.events "
                "WHERE action = 'up' AND detail IS NULL AND actor = session_user") == "41");
}

TEST_CASE("for a few migrations nothing is prepared") {
    const project p;
    write_effects(p, 3);
    write_one(p, 4, look);
    up(p.settings());
    CHECK(seen(p) == "0");
}

TEST_CASE("a script with the words for prepared statements has the session's for itself") {
    const project p;
    write_effects(p, many);
    write_one(p, 1, "PREPARE p AS SELECT 1");
    write_one(p, 2, "CREATE TABLE left_over AS SELECT * FROM pg_prepared_statements");
    write_one(p, 3, "DEALLOCATE ALL");
    up(p.settings());
    CHECK(p.ask("SELECT count(*)::text FROM left_over") == "0");
    CHECK(p.ask("SELECT count(*)::text FROM dunlin.migrations") == "40");
}

TEST_CASE("a function that drops all prepared statements costs its migration a second attempt") {
    const project p;
    write_effects(p, many);
    p.execute("CREATE FUNCTION forget() RETURNS int LANGUAGE plpgsql AS "
              "$$ BEGIN EXECUTE 'DEALLOCATE ALL'; RETURN 20; END $$");
    write_one(p, 20, "INSERT INTO effects SELECT forget()");
    write_one(p, many + 1, look);
    const report done = up(p.settings());
    CHECK(done.applied.size() == 41);
    CHECK(p.ask(effects) == "40 40");
    CHECK(p.ask("SELECT count(*)::text FROM dunlin.events WHERE action = 'up'") == "41");
    CHECK(seen(p) == "0");
}

TEST_CASE("a statement that a script misses is its own failure, prepared record or not") {
    const project p;
    write_effects(p, many);
    write_one(p, 5, "SELECT 1;\nEXECUTE nothing_of_the_kind");
    try {
        up(p.settings());
        FAIL("the migration did not fail");
    } catch (const dunlin::error& problem) {
        CHECK(problem.sqlstate == "26000");
        CHECK(problem.where()->line == 2);
    }
    CHECK(p.ask("SELECT max(version) FROM dunlin.migrations") == "104");
}

TEST_CASE("in a run of many, too, no migration finds what another did to the session") {
    const project p;
    write_effects(p, many);
    p.execute("CREATE ROLE " + p.database.name() + "_other");
    write_one(p, 1, "SET search_path = pg_catalog; SET TIME ZONE 'Asia/Tokyo'");
    write_one(p, 2, "SET ROLE " + p.database.name() + "_other");
    write_one(p, 3, "CREATE TEMPORARY TABLE scratch (); LISTEN news; SET lock_timeout = 1");
    write_one(p, 4, "DECLARE c CURSOR WITH HOLD FOR SELECT 1");
    write_one(p, 5,
              "CREATE TABLE seen AS SELECT concat_ws(' ', current_schema(), "
              "current_setting('TimeZone'), current_user = session_user, "
              "to_regclass('pg_temp.scratch'), (SELECT count(*) FROM pg_listening_channels()), "
              "(SELECT count(*) FROM pg_cursors WHERE name = 'c'), "
              "current_setting('lock_timeout')) AS it");
    up(p.settings());
    CHECK(seen(p) == "public UTC t 0 0 2s");
    p.execute("DROP ROLE " + p.database.name() + "_other");
}
