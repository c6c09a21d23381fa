// SPDX-License-Identifier: MIT
#include "schema_program.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <filesystem>

using dunlin::test::test_database;

TEST_CASE("a dump loads with psql and as a migration, to the same fingerprint") {
    const schema_program here;
    here.execute(sample_schema);
    const auto run = here.run({"dump"});
    REQUIRE(run.exit_code == 0);
    CHECK(run.err == "");
    here.folder.write("migrations/1_schema.sql", run.out);
    const std::string expected = here.fingerprint(here.database);

    const test_database by_psql;
    const auto loaded = here.psql(by_psql, "migrations/1_schema.sql");
    CHECK_MESSAGE(loaded.exit_code == 0, loaded.err);
    CHECK(here.fingerprint(by_psql) == expected);
    CHECK(here.run_on(by_psql, {"dump"}).out == run.out);

    const test_database by_migration;
    const auto migrated = here.start(by_migration, {"migrate", "up"});
    CHECK_MESSAGE(migrated.exit_code == 0, migrated.err);
    CHECK(here.fingerprint(by_migration) == expected);
}

TEST_CASE("a split dump has a file per object, and main.sql runs them") {
    const schema_program here;
    here.execute(sample_schema);
    const auto run = here.run({"dump", "--split", "schema"});
    REQUIRE_MESSAGE(run.exit_code == 0, run.err);
    CHECK(contains(run.err, " to schema\n"));
    CHECK(contains(here.folder.read("schema/table/public.birds.sql"), "CREATE TABLE public.birds"));
    CHECK(contains(here.folder.read("schema/main.sql"), "\\ir view/public.happy.sql\n"));
    const test_database copy;
    const auto loaded = here.psql(copy, "schema/main.sql");
    CHECK_MESSAGE(loaded.exit_code == 0, loaded.err);
    CHECK(here.fingerprint(copy) == here.fingerprint(here.database));

    SUBCASE("files that are not needed any more are removed, others are not") {
        here.folder.write("schema/view/notes.txt", "mine");
        here.execute("DROP VIEW happy");
        REQUIRE(here.run({"dump", "--split", "schema"}).exit_code == 0);
        CHECK(!std::filesystem::exists(here.folder / "schema/view/public.happy.sql"));
        CHECK(here.folder.read("schema/view/notes.txt") == "mine");
    }
    SUBCASE("a folder with other files is refused") {
        here.folder.write("other/mine.sql", "SELECT 1;");
        const auto refused = here.run({"dump", "--split", "other"});
        CHECK(refused.exit_code == 8);
        CHECK(contains(refused.err, "other holds files that are not of a dump"));
    }
    SUBCASE("an old main.sql cannot remove files elsewhere") {
        here.folder.write("victim.sql", "mine");
        here.folder.write("schema/main.sql", "\\ir ../victim.sql\n\\ir " +
                                                 (here.folder / "victim.sql").string() + "\n");
        REQUIRE(here.run({"dump", "--split", "schema"}).exit_code == 0);
        CHECK(here.folder.read("victim.sql") == "mine");
    }
}

TEST_CASE("rows of tables are included on request") {
    const schema_program here;
    here.execute(
        std::string(sample_schema) +
        "CREATE TABLE own (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, double bigint "
        "GENERATED ALWAYS AS (id * 2) STORED, \"Te xt\" text, b bytea, j jsonb, a text[]);"
        "INSERT INTO own (\"Te xt\", b, j, a) VALUES (E'it''s\\n\\\\', '\\x00ff', '{\"a\": 1}', "
        "'{a,NULL,\"b c\"}'), (NULL, NULL, NULL, NULL);"
        "INSERT INTO birds (id, name) VALUES (2, 'knot'), (1, 'dunlin');"
        "INSERT INTO nests (bird) VALUES (1); UPDATE birds SET mate = 1;"
        "INSERT INTO seen VALUES ('2020-05-01')");
    const auto run = here.run(
        {"dump", "--data", "birds", "--data", "public.nests", "--data", "own", "--data", "seen"});
    REQUIRE_MESSAGE(run.exit_code == 0, run.err);
    const auto first = run.out.find("'dunlin'");
    CHECK(first < run.out.find("'knot'"));
    here.folder.write("dump.sql", run.out);
    const test_database copy;
    const auto loaded = here.psql(copy, "dump.sql");
    REQUIRE_MESSAGE(loaded.exit_code == 0, loaded.err);
    for (const char* query :
         {"SELECT string_agg(t::text, ',' ORDER BY id) FROM own t",
          "SELECT string_agg(t::text, ',' ORDER BY id) FROM birds t",
          "SELECT count(*)::text FROM seen", "SELECT nextval('nests_id_seq')::text",
          "SELECT nextval('own_id_seq')::text"}) {
        CAPTURE(query);
        dunlin::sqldb::connection one(here.database.config());
        dunlin::sqldb::connection other(copy.config());
        CHECK(dunlin::sqldb::query_value<std::string>(one, query) ==
              dunlin::sqldb::query_value<std::string>(other, query));
    }
    const auto unknown = here.run({"dump", "--data", "bird"});
    CHECK(unknown.exit_code == 5);
    CHECK(contains(unknown.err, "did you mean \"birds\"?"));
}

TEST_CASE("a dump goes to a file, or into a JSON document") {
    const schema_program here;
    here.execute("CREATE TABLE t (a int)");
    const auto to_file = here.run({"dump", "--output", "schema.sql"});
    CHECK(to_file.exit_code == 0);
    CHECK(to_file.out == "");
    CHECK(contains(to_file.err, "wrote 2 objects of "));
    const auto as_json = here.run({"dump", "--format", "json"});
    CHECK(nlohmann::json::parse(as_json.out)["sql"] == here.folder.read("schema.sql"));
    CHECK(here.run({"dump"}).out == here.folder.read("schema.sql"));
}

TEST_CASE("what a dump leaves out is named") {
    const schema_program here;
    here.execute(
        "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE USER "
        "MAPPING FOR PUBLIC SERVER s OPTIONS (password 'hidden'); CREATE SUBSCRIPTION sub "
        "CONNECTION 'password=hidden' PUBLICATION p WITH (connect = false, slot_name = NONE)");
    const auto run = here.run({"dump"});
    here.execute("DROP SUBSCRIPTION sub"); // or else the database cannot be dropped
    CHECK(run.exit_code == 0);
    CHECK(contains(run.out, "-- Not included: 1 user mapping\n"));
    CHECK(contains(run.out, "-- subscription sub is left out: "));
    CHECK(contains(run.err, "subscription sub is left out: its connection string may contain a "
                            "password"));
    CHECK(contains(run.err, "not included: 1 user mapping"));
    CHECK(!contains(run.out + run.err, "hidden"));
}
