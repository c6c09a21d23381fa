// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <dunlin/base/digest.hpp>
#include <dunlin/sqltext/tokens.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/proxy.hpp>
#include <support/server.hpp>

#include <atomic>

using namespace dunlin::migrator;
using dunlin::test::caught;
using migrator_test::project;

TEST_CASE("up applies everything once, with a row and an event for each") {
    const project p;
    p.write("1_a.sql", "CREATE TABLE a (id int);\n-- dunlin:down\nDROP TABLE a;\n");
    p.write("2_b.sql", "-- Version: 2\n-- Description: Table b's things\nCREATE TABLE b (id int);");
    p.write("R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT id FROM a;");
    const report done = up(p.settings());
    REQUIRE(done.applied.size() == 3);
    CHECK(done.applied[1].description == "Table b's things");
    CHECK(done.current == "2");
    CHECK(done.pending == 0);
    CHECK(p.applied() == "1 2 R__v");
    CHECK(p.ask("SELECT down_sql FROM dunlin.migrations WHERE version = '1'") == "DROP TABLE a;\n");
    CHECK(p.ask("SELECT string_agg(action || version, ' ') FROM dunlin.events") ==
          "up1 up2 upR__v");
    CHECK(p.ask("SELECT bool_and(checksum ~ '^sha256:' AND content_checksum ~ '^sha256:' AND "
                "duration_ms >= 0 AND tool = 'dunlin')::text FROM dunlin.migrations") == "true");
    const report again = up(p.settings());
    CHECK(again.applied.empty());
    CHECK(again.current == "2");
}

TEST_CASE("a target leaves the rest pending") {
    const project p;
    for (const char* name : {"1_a.sql", "2_b.sql", "3_c.sql"}) {
        p.write(name, "SELECT 1;");
    }
    const report done = up(p.settings(), {{"2", std::nullopt}});
    CHECK(done.current == "2");
    CHECK(done.pending == 1);
    CHECK(p.applied() == "1 2");
}

TEST_CASE("a repeatable migration runs again when its content changes, not for a comment") {
    const project p;
    p.write("R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT 1 AS one;");
    up(p.settings());
    p.write("R__v.sql", "-- said again\nCREATE OR REPLACE VIEW v AS SELECT 1 AS one;");
    CHECK(up(p.settings()).applied.empty());
    CHECK(status(p.settings())->history.count(state::cosmetic) == 1);
    p.write("R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT 2 AS one;");
    CHECK(up(p.settings()).applied.size() == 1);
    CHECK(p.ask("SELECT one::text FROM v") == "2");
    CHECK(up(p.settings()).applied.empty());
    CHECK(p.ask("SELECT count(*)::text FROM dunlin.migrations") == "1");
}

TEST_CASE("COPY data and the fences of pg_dump work in a migration") {
    const project p;
    p.write("1_dump.sql",
            "\\restrict key\nSELECT pg_catalog.set_config('search_path', '', false);\n"
            "CREATE TABLE public.t (id int, name text);\n"
            "COPY public.t (id, name) FROM stdin;\n1\tone\n2\t\\N\n\\.\n\n"
            "CREATE INDEX t_id ON public.t (id);\n\\unrestrict key\n");
    p.write("2_after.sql", "INSERT INTO t VALUES (3, 'three');");
    up(p.settings());
    CHECK(p.ask("SELECT count(*)::text FROM t") == "3");
    CHECK(p.applied() == "1 2");
}

TEST_CASE("the project's own migrations go up, down to nothing, and up again") {
    project p;
    settings settings = p.settings();
    settings.folder = DUNLIN_MIGRATIONS;
    const auto first = up(settings);
    CHECK(first.pending == 0);
    CHECK(down(settings, {"0", std::nullopt}).applied.size() == first.applied.size());
    CHECK(
        p.ask("SELECT count(*)::text FROM pg_class WHERE relnamespace = 'public'::regnamespace") ==
        "0");
    CHECK(up(settings).applied.size() == first.applied.size());
}

TEST_CASE("the ledger may stand in a schema of any name") {
    const project p;
    p.write("1_a.sql", "SELECT 1;");
    settings settings = p.settings();
    settings.ledger.schema = "it's \"mine\"";
    up(settings);
    CHECK(up(settings).applied.empty());
    CHECK(p.ask("SELECT version FROM \"it's \"\"mine\"\"\".migrations") == "1");
}

TEST_CASE(
    "a transactional migration is one round trip, and with nothing to do one query is asked") {
    const project p;
    p.write("1_a.sql", "CREATE TABLE a (id int);");
    up(p.settings());
    const dunlin::test::temporary_folder sockets;
    std::atomic<int> scripts = 0;
    std::atomic<int> parses = 0;
    const dunlin::test::proxy wire(
        dunlin::test::server_socket(), sockets.path(), [&](const dunlin::test::wire_message& seen) {
            scripts += seen.from == dunlin::test::sender::client && seen.type == 'Q' ? 1 : 0;
            parses += seen.from == dunlin::test::sender::client && seen.type == 'P' ? 1 : 0;
            return dunlin::test::verdict::forward;
        });
    settings settings = p.settings();
    settings.database.host = wire.host();
    settings.database.port = 5432;
    up(settings);
    CHECK(parses == 0);
    CHECK(scripts == 1);
    CHECK(wire.connections() == 1);

    scripts = 0;
    for (int i = 2; i < 12; ++i) {
        p.write(std::to_string(i) + "_t.sql", "CREATE TABLE t" + std::to_string(i) + " ();");
    }
    up(settings);
    const int ten = scripts;
    for (int i = 12; i < 32; ++i) {
        p.write(std::to_string(i) + "_t.sql", "CREATE TABLE t" + std::to_string(i) + " ();");
    }
    up(settings);
    CHECK(scripts - ten == ten + 10);
}

TEST_CASE("both checksums of a single large script are recorded") {
    const project p;
    std::string text = "CREATE TABLE t (a int, b text);\n";
    while (text.size() < 200'000) {
        text += "INSERT INTO t VALUES (1, 'a row of a large script'); -- with a comment\n";
    }
    p.write("1_large.sql", text);
    up(p.settings());
    CHECK(p.ask("SELECT checksum FROM dunlin.migrations") == "sha256:" + dunlin::sha256(text));
    CHECK(p.ask("SELECT content_checksum FROM dunlin.migrations") ==
          dunlin::sqltext::content_checksum(text));
}
