// SPDX-License-Identifier: MIT
#include "schema_program.hpp"

#include <dunlin/base/text.hpp>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <sstream>

namespace {

/// The longest line, in characters.
std::size_t width_of(const std::string& text) {
    std::size_t width = 0;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        width = std::max(width, dunlin::character_count(line));
    }
    return width;
}

} // namespace

TEST_CASE("without a name relations are listed, and other kinds are counted") {
    const schema_program here;
    here.execute(sample_schema);
    const auto run = here.run({"show"});
    CHECK(run.exit_code == 0);
    for (const char* name :
         {"public.birds", "public.happy", "public.nests_id_seq", "all of them"}) {
        CHECK(contains(run.out, name));
    }
    CHECK(!contains(run.out, "touch"));
    CHECK(contains(run.err, "other objects, shown with --kind: 1 function, 1 schema, 1 type\n"));
    const auto functions = here.run({"show", "--kind", "function", "-o", "csv"});
    CHECK(functions.out == "kind,identity,rows,size,comment\nfunction,public.touch(),,,\n");
    CHECK(here.run({"show", "--kind", "tabel"}).exit_code == 2);
}

TEST_CASE("a table is described with all that belongs to it") {
    const schema_program here;
    here.execute(
        std::string(sample_schema) +
        "CREATE INDEX by_mood ON birds (mood) WHERE mood IS NOT NULL; ALTER TABLE birds SET "
        "(fillfactor = 70); GRANT SELECT ON birds TO PUBLIC; CREATE POLICY mine ON birds USING "
        "(id > 0); INSERT INTO birds (id, name) VALUES (1, 'knot'); ANALYZE birds; "
        "ALTER TABLE birds ADD CONSTRAINT named CHECK (name <> '');"
        "COMMENT ON COLUMN birds.name IS 'what it is called'");
    const auto run = here.run({"show", "birds"});
    REQUIRE_MESSAGE(run.exit_code == 0, run.err);
    for (const char* text :
         {"table public.birds\n  all of them\n", ", about 1 row, ", "what it is called",
          "\nprimary key:\n  birds_pkey: PRIMARY KEY (id)\n",
          "\nunique constraint:\n  birds_name_key: UNIQUE (name)\n",
          "\ncheck:\n  named: CHECK ((name <> ''::text))\n",
          "\nforeign key:\n  birds_mate_fkey: FOREIGN KEY (mate) REFERENCES public.nests(id)\n",
          "\nindex:\n  by_mood: btree (mood) WHERE (mood IS NOT NULL)\n",
          "\npolicy:\n  mine: ON public.birds TO PUBLIC USING ((id > 0))\n",
          "\ntrigger:\n  touch: BEFORE UPDATE ON public.birds FOR EACH ROW EXECUTE FUNCTION "
          "public.touch()\n",
          "\nreferenced by:\n  nests_bird_fkey ON public.nests: FOREIGN KEY (bird) REFERENCES "
          "public.birds(id)\n",
          "\noptions:\n  WITH (fillfactor='70')\n",
          "\nprivileges:\n  GRANT SELECT ON TABLE public.birds TO PUBLIC;\n"}) {
        CHECK_MESSAGE(contains(run.out, text), run.out);
    }
    CHECK(contains(here.run({"show", "seen"}).out,
                   "\npartition:\n  public.seen_2020: FOR VALUES FROM ('2020-01-01') TO "
                   "('2021-01-01')\n\noptions:\n  PARTITION BY RANGE (at)\n"));
    CHECK(contains(here.run({"show", "seen_2020"}).out,
                   "\nparent:\n  public.seen: FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')\n"));
}

TEST_CASE("the columns of a table fit into 80 columns of a terminal") {
    const schema_program here;
    here.execute(
        "CREATE TABLE wide (a_timestamp timestamp with time zone DEFAULT "
        "now() + '3 days'::interval, other text COLLATE \"C\"); COMMENT ON COLUMN wide.other "
        "IS 'a comment that is longer than what is left of the line after everything else'");
    const auto run = dunlin::test::run_in_terminal(
        {"schema", "show", "wide", "--color", "never"}, 80,
        {.environment = {{"DUNLIN_DATABASE", here.database.url()}}, .folder = here.folder.path()});
    CHECK(run.exit_code == 0);
    CHECK(contains(run.out, "a_timestamp"));
    CHECK_MESSAGE(width_of(run.out) <= 80, run.out);
}

TEST_CASE("names are found with or without schema, in either case, and by pattern") {
    const schema_program here;
    here.execute(
        "CREATE SCHEMA shop; CREATE TABLE shop.orders (a int); CREATE TABLE \"Mixed Case\" (a "
        "int); CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION "
        "f(text) RETURNS int LANGUAGE sql AS 'SELECT 2'");
    for (const char* name :
         {"orders", "shop.orders", "ORDERS", "Shop.Orders", "ord?rs", "shop.o*"}) {
        CHECK(contains(here.run({"show", name}).out, "shop.orders"));
    }
    for (const char* name : {"Mixed Case", "mixed case", "public.\"Mixed Case\""}) {
        CHECK(here.run({"show", name}).out.starts_with("table public.\"Mixed Case\"\n"));
    }
    const auto overloaded = here.run({"show", "f", "-o", "csv"});
    CHECK(contains(overloaded.out, "function,public.f(integer),"));
    CHECK(contains(overloaded.out, "function,public.f(text),"));
    CHECK(contains(here.run({"show", "public.f(text)"}).out, "SELECT 2"));
    const auto unknown = here.run({"show", "order"});
    CHECK(unknown.exit_code == 5);
    CHECK(unknown.out == "");
    CHECK(unknown.err == "error: there is no object \"order\"\nhint: did you mean \"orders\"?\n");
}

TEST_CASE("JSON has the columns and what is related") {
    const schema_program here;
    here.execute(sample_schema);
    const auto json = nlohmann::json::parse(here.run({"show", "nests", "-o", "json"}).out);
    REQUIRE(json["objects"].size() == 1);
    const auto& nests = json["objects"][0];
    CHECK(nests["columns"][1] ==
          nlohmann::json::parse(R"({"name": "bird", "type": "integer", "nullable": true,
                                    "default": null, "collation": null, "comment": null})"));
    CHECK(nests["related"].size() == 4);
    CHECK(nests["definition"].get<std::string>().starts_with("CREATE TABLE public.nests"));
}

TEST_CASE("control characters in names and comments are made visible") {
    const schema_program here;
    here.execute(
        "CREATE TABLE \"a\x1b[31mb\" (a int); COMMENT ON TABLE \"a\x1b[31mb\" IS E'x\\x1b[2J'");
    for (const auto& arguments : {std::vector<std::string>{"show"}, {"show", "a*"}}) {
        CHECK(!contains(here.run(arguments).out, "\x1b"));
    }
}
