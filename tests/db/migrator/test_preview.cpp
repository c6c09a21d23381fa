// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

using namespace dunlin::migrator;
using migrator_test::project;

TEST_CASE("a preview lists the statements, writes nothing and takes no lock") {
    const project p;
    p.write("1_a.sql", "CREATE TABLE a (id int);\nINSERT INTO a VALUES (1);");
    p.write("2_b.sql",
            "CREATE TABLE b (id int);\nCREATE INDEX CONCURRENTLY i ON b (id);\nSELECT 1;");
    const preview seen = preview_up(p.settings());
    REQUIRE(seen.steps.size() == 2);
    CHECK_FALSE(seen.steps[0].in_steps);
    REQUIRE(seen.steps[0].statements.size() == 2);
    CHECK(seen.steps[0].statements[1].text == "INSERT INTO a VALUES (1)");
    CHECK(seen.steps[0].statements[1].line == 2);
    CHECK(seen.steps[1].in_steps);
    CHECK(seen.steps[1].steps == 3);
    CHECK_FALSE(seen.steps[1].statements[1].in_transaction);
    CHECK(seen.steps[1].statements[2].step == 3);
    CHECK(seen.sql.empty());
    CHECK_FALSE(p.has_table("dunlin.migrations"));
}

TEST_CASE("the psql script of a preview does what the run would do") {
    const project p;
    p.write("1_a.sql", "CREATE TABLE a (id int);\nCOPY a FROM stdin;\n1\n2\n\\.\n-- dunlin:down\n"
                       "DROP TABLE a;\n");
    p.write("2_b.sql", "CREATE TABLE b (id int);\nCREATE INDEX CONCURRENTLY i ON b (id);\n"
                       "-- dunlin:down\nDROP TABLE b;");
    p.write("R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT 1 AS one");
    const preview seen = preview_up(p.settings(), {}, true);
    p.folder.write("script.psql", seen.sql);
    const std::string psql = std::string(DUNLIN_PSQL) + " -X -q -d '" + p.database.url() +
                             "' -f '" + (p.folder / "script.psql").string() + "'";
    REQUIRE(std::system(psql.c_str()) == 0);
    CHECK(p.applied() == "1 2 R__v");
    CHECK(up(p.settings()).applied.empty());
    CHECK(p.ask("SELECT count(*)::text FROM a") == "2");
    down(p.settings(), {"0", std::nullopt});
    CHECK_FALSE(p.has_table("a"));
}
