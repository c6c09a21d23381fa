// SPDX-License-Identifier: MIT
#include "load_fixture.hpp"

#include <dunlin/seeder/generate.hpp>

using namespace dunlin;
using namespace dunlin::seeder;
using dunlin::test::load_fixture;

TEST_CASE_FIXTURE(load_fixture, "names with dots and quotes load, in every verb") {
    db().run_script(R"(CREATE SCHEMA "s.t"; CREATE TABLE "s.t".x (id int);
                       CREATE TABLE "a ""b"".c" ("i.d" int))");
    const auto file = folder().write("rows.csv", "id\n1\n");
    CHECK(seeder::load_single_file(db(), describe_file(file, file_format::csv, R"("s.t"."x")"), {})
              .total()
              .inserted == 1);
    CHECK(load(R"(10_"s.t".x.csv)", "id\n2\n").inserted == 1);
    CHECK(load(R"("a ""b"".c".csv)", "i.d\n2\n").inserted == 1);
    generate_options options;
    options.rows = 3;
    CHECK(generate(db(), R"("s.t".x)", options).total().inserted == 3);
    CHECK(value(R"(SELECT count(*) FROM "s.t".x)") == "5");
}

TEST_CASE_FIXTURE(load_fixture, "a name with more dots is refused before the first row") {
    for (const auto& problem : {refusal("s.t.x.csv", "id\n1\n"),
                                test::caught<error>([&] { generate(db(), "s.t.x", {}); })}) {
        CHECK(problem.message().find("s.t.x has more than one dot") != std::string::npos);
        CHECK(problem.hint().find(R"('"s.t".x' or 's."t.x"')") != std::string::npos);
    }
}

TEST_CASE_FIXTURE(load_fixture, "the nearest table is named so that it can be typed") {
    db().run_script(R"(CREATE TABLE "dotted.name" (id int))");
    CHECK(refusal("dotted.name.csv", "id\n1\n").hint() == R"(did you mean "dotted.name"?)");
}

TEST_CASE_FIXTURE(load_fixture, "columns may be called as dunlin calls its own") {
    db().run_script("CREATE TABLE t (dunlin_line int PRIMARY KEY, dunlin_shape text, staged text, "
                    "target text, line int)");
    load("t.csv", "dunlin_line,dunlin_shape,staged,target,line\n1,a,b,c,2\n",
         conflict_policy::update);
    load("t.ndjson",
         "{\"dunlin_line\":1,\"dunlin_shape\":\"A\"}\n{\"dunlin_line\":2,\"target\":\"x\"}\n",
         conflict_policy::update);
    CHECK(value("SELECT string_agg(t::text, ' ' ORDER BY dunlin_line) FROM t") ==
          "(1,A,b,c,2) (2,,,x,)");
}

TEST_CASE_FIXTURE(load_fixture, "a function of the same name in the search path is not called") {
    db().run_script(R"(
        CREATE SCHEMA trap;
        CREATE FUNCTION trap.to_regclass(text) RETURNS regclass LANGUAGE plpgsql AS
            'BEGIN RAISE EXCEPTION ''trapped''; END';
        CREATE FUNCTION trap.format_type(oid, int) RETURNS text LANGUAGE plpgsql AS
            'BEGIN RAISE EXCEPTION ''trapped''; END';
        SET search_path = trap, public, pg_catalog)");
    CHECK(load("owners.csv", "owner_id,name\n1,Ada\n", conflict_policy::skip).inserted == 1);
    CHECK(load("owners.csv", "owner_id,name\n1,Bo\n", conflict_policy::update).updated == 1);
}
