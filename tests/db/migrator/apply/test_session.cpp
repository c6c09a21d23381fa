// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/server_version.hpp>

using namespace dunlin::migrator;
using dunlin::test::caught;
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
    CHECK(seen_after("SET ROLE pg_monitor", "SELECT current_user <> 'pg_monitor'") == "true");
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

TEST_CASE("the server's transaction_timeout does not end a migration, a script's own does") {
    if (!dunlin::test::has_version(17, "transaction_timeout")) {
        return;
    }
    const project p;
    p.execute("CREATE TABLE t (a int); INSERT INTO t VALUES (1);"
              "CREATE FUNCTION slow(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS "
              "$$ BEGIN PERFORM pg_sleep(2.5); RETURN 1; END $$");
    p.execute("ALTER DATABASE " + p.database.name() + " SET transaction_timeout = '2s'");
    p.write("1_whole.sql", "SELECT pg_sleep(2.5);");
    p.write("2_step.sql", "CREATE INDEX CONCURRENTLY i ON t (slow(a));");
    p.write("3_block.sql", "-- dunlin:no-transaction\nBEGIN;\nSELECT pg_sleep(2.5);\nCOMMIT;");
    up(p.settings());
    CHECK(p.applied() == "1 2 3");
    p.write("4_own.sql", "SET LOCAL transaction_timeout = '100ms';\nSELECT pg_sleep(60);");
    const auto problem = caught<dunlin::error>([&] { up(p.settings()); });
    CHECK(problem.sqlstate == "25P04");
    CHECK(problem.hint().find("transaction_timeout") == 0);
    CHECK(p.applied() == "1 2 3");
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
            "SET ROLE pg_monitor;");
    up(p.settings());
    CHECK(p.applied() == "1");
    CHECK(p.ask("SELECT applied_by FROM dunlin.migrations") == p.ask("SELECT session_user::text"));
}

TEST_CASE("settings for the transaction, and resets in a script, reach neither ledger nor next") {
    CHECK(seen_after("SET LOCAL search_path = pg_catalog; SET LOCAL lock_timeout = 1",
                     "SELECT current_schema()") == "public");
    CHECK(seen_after("RESET ALL", "current_setting('TimeZone')") == "UTC");
    CHECK(seen_after("SET default_transaction_read_only = on; SET default_transaction_isolation = "
                     "serializable",
                     "current_setting('transaction_read_only') || ' ' || "
                     "current_setting('transaction_isolation')") == "off read committed");
    CHECK(seen_after("SET standard_conforming_strings = off",
                     "current_setting('standard_conforming_strings')") == "on");
    CHECK(seen_after("SET client_encoding = latin1", "current_setting('client_encoding')") ==
          "UTF8");
    CHECK(
        seen_after("SET row_security = off; SET check_function_bodies = off",
                   "current_setting('row_security') || current_setting('check_function_bodies')") ==
        "onon");
}

TEST_CASE("DISCARD ALL in a script runs as a step and disturbs nothing") {
    const project p;
    p.write("1_discard.sql", "CREATE TABLE a ();\nDISCARD ALL;\nCREATE TABLE b ();");
    p.write("2_next.sql", "CREATE TABLE zone AS SELECT current_setting('TimeZone') AS it;");
    up(p.settings());
    CHECK(p.applied() == "1 2");
    CHECK(p.ask("SELECT it FROM zone") == "UTC");
}

TEST_CASE("quotes and backslashes survive whatever a script does to how strings are read") {
    const project p;
    const std::string down = "SELECT 'it''s \\ here', E'\\n';\n";
    p.write("1_leak.sql", "-- Version: 1\n-- Description: It's a \\ test\n"
                          "SET standard_conforming_strings = off;\n-- dunlin:down\n" +
                              down);
    up(p.settings());
    CHECK(p.ask("SELECT description FROM dunlin.migrations") == "It's a \\ test");
    CHECK(p.ask("SELECT down_sql FROM dunlin.migrations") == down);
}

TEST_CASE("settings that a script gives to its database or role do not hide the ledger") {
    const project p;
    p.write("1_alter.sql", "CREATE SCHEMA elsewhere;\nALTER DATABASE " + p.database.name() +
                               " SET search_path = elsewhere, pg_temp;");
    up(p.settings());
    p.write("2_next.sql", "CREATE TABLE here ();");
    CHECK(up(p.settings()).applied.size() == 1);
    CHECK(p.ask("SELECT (to_regclass('elsewhere.here') IS NOT NULL)::text") == "true");
    CHECK(p.applied() == "1 2");
}

TEST_CASE("a script that leaves a transaction open is refused with its line") {
    const project p;
    p.write("1_open.sql", "CREATE TABLE a ();\nBEGIN;\nCREATE TABLE b ();");
    const auto problem = caught<dunlin::error>([&] { up(p.settings()); });
    CHECK(problem.kind() == dunlin::error_kind::config);
    REQUIRE(problem.where());
    CHECK(problem.where()->line == 2);
    CHECK_FALSE(p.has_table("dunlin.migrations"));
}
