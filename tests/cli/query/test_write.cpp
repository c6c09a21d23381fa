// SPDX-License-Identifier: MIT
#include "query_program.hpp"

#include <doctest/doctest.h>

TEST_CASE("--write commits and says how many rows were affected") {
    const query_program q;
    const std::string where = " in " + dunlin::test::shown(q.database.url()) + "\n";
    const auto create = q.run({"--write", "CREATE TABLE t (x int)"});
    CHECK(create.exit_code == 0);
    CHECK(create.out == "");
    CHECK(create.err == "CREATE TABLE" + where);
    CHECK(q.run({"-w", "INSERT INTO t SELECT generate_series(1, 3)"}).err ==
          "3 rows affected" + where);
    const auto json =
        q.run({"-w", "-q", "-o", "json", "DELETE FROM t WHERE x = :x::int", "-p", "x=1"});
    CHECK(json.out == "{\"schema\":1,\"columns\":[],\"rows\":[],\"affected\":1,\"database\":\"" +
                          dunlin::sqldb::describe(q.database.config()) +
                          "\",\"environment\":null}\n");
    CHECK(json.err == "");
    const auto returning = q.run({"-w", "-o", "csv", "UPDATE t SET x = x + 10 RETURNING x"});
    CHECK(returning.out == "x\n12\n13\n");
    CHECK(returning.err == "2 rows affected" + where);
    CHECK(q.value("SELECT string_agg(x::text, ',' ORDER BY x) FROM t") == "12,13");
}

TEST_CASE("a failed write keeps nothing") {
    const query_program q;
    q.execute("CREATE TABLE t (x int PRIMARY KEY); INSERT INTO t VALUES (2)");
    const auto run = q.run({"-w", "INSERT INTO t SELECT generate_series(1, 3)"});
    CHECK(run.exit_code == 1);
    CHECK(contains(run.err, "(23505)"));
    CHECK(q.value("SELECT count(*)::text FROM t") == "1");
}

TEST_CASE("a statement that no transaction may hold runs with --write") {
    const query_program q;
    q.execute("CREATE TABLE t (x int)");
    const auto run = q.run({"-w", "VACUUM t"});
    CHECK(run.exit_code == 0);
    CHECK(run.err == "VACUUM in " + dunlin::test::shown(q.database.url()) + "\n");
}

TEST_CASE("a protected environment is written only by its name") {
    const query_program q;
    q.execute("CREATE TABLE t (x int)");
    q.folder.write("dunlin.toml", "[env.production]\nprotected = true\n");
    const auto refused = q.run({"-e", "production", "-w", "INSERT INTO t VALUES (1)"});
    CHECK(refused.exit_code == 8);
    CHECK(refused.err == "error: refusing to write to " + dunlin::test::shown(q.database.url()) +
                             " (production): the environment production is protected "
                             "(dunlin.toml:2)\n"
                             "hint: to do it anyway, add --confirm production\n");
    CHECK(q.run({"-e", "production", "SELECT count(*) FROM t"}).exit_code == 0);
    CHECK(q.run({"-e", "production", "-w", "--yes", "INSERT INTO t VALUES (1)"}).exit_code == 8);
    CHECK(q.value("SELECT count(*)::text FROM t") == "0");
    const auto done =
        q.run({"-e", "production", "-w", "--confirm", "production", "INSERT INTO t VALUES (1)"});
    CHECK(done.err ==
          "1 row affected in " + dunlin::test::shown(q.database.url()) + " (production)\n");
    CHECK(q.value("SELECT count(*)::text FROM t") == "1");
}

TEST_CASE("a row limit does not undo a write") {
    const query_program q;
    q.execute("CREATE TABLE t (x int); INSERT INTO t SELECT generate_series(1, 200000)");
    const auto limited =
        q.run({"-w", "-o", "csv", "--max-rows", "1", "DELETE FROM t RETURNING 'gone' AS x"});
    CHECK(limited.out == "x\ngone\n");
    CHECK(limited.err == "200000 rows affected in " + dunlin::test::shown(q.database.url()) + "\n");
    CHECK(q.value("SELECT count(*)::text FROM t") == "0");
}
