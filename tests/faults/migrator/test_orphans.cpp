// SPDX-License-Identifier: MIT
#include "stage.hpp"

#include <doctest/doctest.h>

#include <csignal>

using faults::contains;
using faults::stage;

namespace {

/// A migration that counts its effect and takes as long as the table pace says, and whose server
/// process does not look for its client meanwhile.
void write_slow_migration(const stage& s) {
    s.execute("CREATE TABLE pace AS SELECT 600 AS seconds; CREATE TABLE effects (name text)");
    s.write("1_fast.sql", "INSERT INTO effects VALUES ('fast');");
    s.write("2_slow.sql", "SET client_connection_check_interval = 0;\n"
                          "INSERT INTO effects VALUES ('slow');\n"
                          "SELECT pg_sleep((SELECT seconds FROM pace));");
}

constexpr auto all_effects = "SELECT string_agg(name, ' ' ORDER BY name) FROM effects";

} // namespace

TEST_CASE("what a killed run left at work is cancelled before the next run begins") {
    const stage s;
    write_slow_migration(s);
    {
        const auto first = s.start({"up"});
        REQUIRE(s.runs("2"));
        first->send(SIGKILL);
        CHECK(first->wait().exit_code == 128 + SIGKILL);
    }
    REQUIRE(s.runs("2"));
    s.execute("UPDATE pace SET seconds = 0");
    const auto second = s.migrate({"up"});
    CHECK_MESSAGE(second.exit_code == 0, second.err);
    CHECK(contains(second.err, "running for a run that has ended; cancelling it"));
    CHECK(contains(second.err, "pid "));
    CHECK(s.ask(all_effects) == "fast slow");
    CHECK(s.applied() == "1 2");
    CHECK(s.falls_silent());
}

TEST_CASE("what another role's killed run left at work is waited for and named") {
    const stage s;
    write_slow_migration(s);
    const std::string role = s.database() + "_role";
    {
        const auto first = s.start({"up"});
        REQUIRE(s.runs("2"));
        s.execute("CREATE ROLE " + role + " LOGIN; GRANT USAGE ON SCHEMA dunlin TO " + role +
                  "; GRANT ALL ON ALL TABLES IN SCHEMA dunlin, public TO " + role);
        first->send(SIGKILL);
    }
    s.execute("UPDATE pace SET seconds = 0");
    const std::string as_role = s.url() + "&user=" + role;
    const auto second = s.migrate({"up", "--lock-wait", "1s"}, as_role);
    CHECK(second.exit_code == 7);
    CHECK(contains(second.err, "is still running for a run that has ended"));
    CHECK(contains(second.err, "pg_terminate_backend("));
    CHECK(s.applied() == "1");
    const auto third = s.start({"up"}, as_role);
    third->wait_for_error_line();
    s.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> "
              "pg_backend_pid() AND datname = current_database() AND query LIKE '/* dunlin%'");
    const auto ended = third->wait();
    CHECK_MESSAGE(ended.exit_code == 0, ended.err);
    CHECK(contains(ended.err, "waiting for it"));
    CHECK(s.ask(all_effects) == "fast slow");
    s.execute("DROP OWNED BY " + role + "; DROP ROLE " + role);
}

TEST_CASE("a run in steps whose lock connection is lost stops, and the next goes on behind them") {
    const stage s;
    s.execute("CREATE TABLE pace AS SELECT true AS break_it; CREATE TABLE t (n int)");
    s.write("1_steps.sql", "CREATE TABLE a ();\nCREATE INDEX CONCURRENTLY t_n ON t (n);\n"
                           "SELECT pg_terminate_backend(pid, 20000) FROM pg_locks, pace\n"
                           " WHERE break_it AND locktype = 'advisory' AND granted AND database =\n"
                           " (SELECT oid FROM pg_database WHERE datname = current_database());");
    const auto first = s.migrate({"up"});
    CHECK(first.exit_code == 7);
    CHECK(contains(first.err, "the connection that held the runner lock was lost"));
    s.execute("UPDATE pace SET break_it = false");
    const auto second = s.migrate({"up"});
    CHECK_MESSAGE(second.exit_code == 0, second.err);
    CHECK(s.applied() == "1");
}

TEST_CASE("a run whose lock connection alone is lost stops before its next commit") {
    const stage s;
    s.execute("CREATE TABLE pace AS SELECT true AS break_it");
    s.write("1_fast.sql", "CREATE TABLE a ();");
    s.write("2_break.sql", "CREATE TABLE b ();\n"
                           "SELECT pg_terminate_backend(pid, 20000) FROM pg_locks, pace\n"
                           " WHERE break_it AND locktype = 'advisory' AND granted AND database =\n"
                           " (SELECT oid FROM pg_database WHERE datname = current_database());");
    s.write("3_last.sql", "CREATE TABLE c ();");
    const auto first = s.migrate({"up"});
    CHECK(first.exit_code == 7);
    CHECK(contains(first.err, "the connection that held the runner lock was lost"));
    CHECK(contains(first.err, "Migration 2 was not applied"));
    CHECK(contains(first.err, "run the same command again"));
    CHECK(s.applied() == "1");
    CHECK(s.ask("SELECT (to_regclass('b') IS NULL)::text") == "true");
    s.execute("UPDATE pace SET break_it = false");
    CHECK(s.migrate({"up"}).exit_code == 0);
    CHECK(s.applied() == "1 2 3");
}
