// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <doctest/doctest.h>

using namespace dunlin::migrator;
using migrator_test::project;

namespace {

/// What the second migration finds after the first.
std::string seen_after(const std::string& first, const std::string& question) {
    const project p;
    p.write("1_leak.sql", first);
    p.write("2_look.sql", "CREATE TABLE seen AS SELECT (" + question + ")::text AS it;");
    up(p.settings());
    return p.ask("SELECT it FROM seen");
}

} // namespace

TEST_CASE("what a migration does to its session does not reach the next one") {
    CHECK(seen_after("SET search_path = pg_catalog", "SELECT current_schema()") == "public");
    CHECK(seen_after("SELECT set_config('search_path', '', false)", "SELECT current_schema()") ==
          "public");
    CHECK(seen_after("SET TIME ZONE 'Asia/Tokyo'", "current_setting('TimeZone')") == "UTC");
    CHECK(seen_after("SET statement_timeout = 12345", "current_setting('statement_timeout')") ==
          "0");
    CHECK(seen_after("SET session_replication_role = replica",
                     "current_setting('session_replication_role')") == "origin");
    CHECK(seen_after("SET ROLE pg_read_all_data", "SELECT current_user <> 'pg_read_all_data'") ==
          "true");
    CHECK(seen_after("SET SESSION AUTHORIZATION pg_monitor",
                     "SELECT session_user <> 'pg_monitor'") == "true");
    CHECK(seen_after("CREATE TEMPORARY TABLE t ()", "to_regclass('pg_temp.t') IS NULL") == "true");
    CHECK(seen_after("PREPARE p AS SELECT 1", "SELECT count(*) FROM pg_prepared_statements") ==
          "0");
    CHECK(seen_after("DECLARE c CURSOR WITH HOLD FOR SELECT 1",
                     "SELECT count(*) FROM pg_cursors WHERE name = 'c'") == "0");
    CHECK(seen_after("LISTEN news", "SELECT count(*) FROM pg_listening_channels()") == "0");
}

TEST_CASE("a function that a script only calls cannot change the session either") {
    const project p;
    p.write("1_f.sql", "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN\n"
                       "PERFORM set_config('search_path', 'pg_catalog', false); RETURN 1; END $$;");
    p.write("2_call.sql", "CREATE TABLE t (a int DEFAULT f()); INSERT INTO t DEFAULT VALUES;");
    p.write("3_look.sql", "CREATE TABLE here ();");
    up(p.settings());
    CHECK(p.has_table("public.here"));
}

TEST_CASE("a script may choose the isolation level of its transaction") {
    CHECK(seen_after("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;\n"
                     "CREATE TABLE level AS SELECT current_setting('transaction_isolation') AS it",
                     "SELECT it FROM level") == "serializable");
}

TEST_CASE("the ledger's row is written whatever the script did to role and path") {
    const project p;
    p.write("1_leak.sql",
            "CREATE SCHEMA evil;\nCREATE FUNCTION evil.now() RETURNS text LANGUAGE sql "
            "AS 'SELECT ''never''';\nSET search_path = evil, pg_catalog;\n"
            "SET ROLE pg_read_all_data;");
    up(p.settings());
    CHECK(p.applied() == "1");
    CHECK(p.ask("SELECT applied_by FROM dunlin.migrations") == p.ask("SELECT session_user::text"));
}
