// SPDX-License-Identifier: MIT
#include "private_server.hpp"

#include <doctest/doctest.h>
#include <support/program.hpp>

#include <string>
#include <vector>

using faults::private_server;

TEST_CASE("a server that is restarted hard during a run loses nothing and does nothing twice") {
    private_server server;
    server.execute("CREATE TABLE pace AS SELECT 600 AS seconds; CREATE TABLE effects (name text);"
                   "CREATE FUNCTION slowly(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS "
                   "'BEGIN PERFORM pg_sleep((SELECT seconds FROM public.pace)); RETURN $1; END';"
                   "CREATE TABLE things AS SELECT 1 AS n");
    server.folder().write("migrations/1_fast.sql", "INSERT INTO effects VALUES ('1');");
    server.folder().write("migrations/2_slow.sql", "INSERT INTO effects VALUES ('2');\n"
                                                   "SELECT pg_sleep((SELECT seconds FROM pace));");
    server.folder().write("migrations/3_steps.sql",
                          "INSERT INTO effects VALUES ('3 before');\n"
                          "CREATE INDEX CONCURRENTLY things_n ON things (slowly(n));\n"
                          "INSERT INTO effects VALUES ('3 after');");
    const dunlin::test::surroundings fixture{.folder = server.folder().path()};
    const std::vector<std::string> up{"-d", server.url(), "migrate", "up"};
    const auto restart_during = [&](const std::string& text) {
        dunlin::test::running_program run(up, fixture);
        REQUIRE(server.runs(text));
        server.restart_immediately();
        return run.wait();
    };

    const auto first = restart_during("up 2 */");
    CHECK_MESSAGE(first.exit_code == 6, first.err);
    CHECK(first.err.find("Migration 2 was not applied") != std::string::npos);
    CHECK(server.ask("SELECT string_agg(version, ' ') FROM dunlin.migrations") == "1");

    server.execute("UPDATE pace SET seconds = 0");
    const auto second =
        dunlin::test::run_program({"-d", server.url(), "migrate", "up", "--to", "2"}, fixture);
    CHECK_MESSAGE(second.exit_code == 0, second.err);

    server.execute("UPDATE pace SET seconds = 600");
    const auto third = restart_during("CREATE INDEX");
    CHECK_MESSAGE(third.exit_code == 6, third.err);

    server.execute("UPDATE pace SET seconds = 0");
    const auto last = dunlin::test::run_program(up, fixture);
    CHECK_MESSAGE(last.exit_code == 0, last.err);
    CHECK(server.ask("SELECT string_agg(name, ', ' ORDER BY name) FROM effects") ==
          "1, 2, 3 after, 3 before");
    CHECK(server.ask("SELECT indisvalid::text FROM pg_index WHERE indexrelid = "
                     "'things_n'::regclass") == "true");
    CHECK(server.ask("SELECT string_agg(version, ' ' ORDER BY rank) FROM dunlin.migrations") ==
          "1 2 3");
}
